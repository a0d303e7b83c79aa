use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::{Map, Value};

use crate::codes::{self, Language};
use crate::config::Config;
use crate::http::problem::message;
use crate::rules::shipped_policies;

#[derive(Subcommand)]
pub enum Policy {
    /// Evaluate facts (a JSON object) and print the answer with its explanation
    Evaluate {
        code: String,
        #[arg(long)]
        facts: PathBuf,
        /// The day whose parameters hold [default: today in Beijing]
        #[arg(long)]
        on: Option<NaiveDate>,
    },
    /// Run the worked examples of every shipped policy
    Check,
}

impl Policy {
    pub fn run(&self, config: &Config) -> Result<(), String> {
        match self {
            Policy::Evaluate { code, facts, on } => {
                let today = config.clock()?.now().today();
                evaluate(code, facts, on.unwrap_or(today))
            }
            Policy::Check => check(),
        }
    }
}

fn evaluate(code: &str, file: &PathBuf, on: NaiveDate) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    // The same file may hold the body of the HTTP call.
    let facts: &Map<String, Value> = value
        .get("facts")
        .unwrap_or(&value)
        .as_object()
        .ok_or_else(|| format!("{}: not a JSON object", file.display()))?;
    let policies = shipped_policies().map_err(|failure| format!("{failure:?}"))?;
    let policy = policies.on(code, on).map_err(|_| format!("no policy {code} on {on}"))?;
    let evaluation = policy.rule.evaluate_with(facts, on, &policies).map_err(|problems| {
        let lines = problems.iter().map(|problem| {
            let code = codes::find(problem.code).code;
            format!("\n  {}: {}", problem.pointer, message(Language::En, code, &problem.params))
        });
        format!("the facts are not right{}", lines.collect::<String>())
    })?;
    println!("{}", serde_json::to_string_pretty(&evaluation).map_err(|error| error.to_string())?);
    Ok(())
}

fn check() -> Result<(), String> {
    let mut failed = 0;
    let policies = shipped_policies().map_err(|failure| format!("{failure:?}"))?;
    for policy in policies.all() {
        for example in policy.rule.check_examples_with(&policies) {
            failed += usize::from(!example.passed);
            println!("{} {} {}", if example.passed { "✔" } else { "✘" }, policy.code, example.title);
        }
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} examples fail")) }
}
