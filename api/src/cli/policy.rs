use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;
use serde_json::{Map, Value};
use yangguang_domain::law::check_policy;
use yangguang_domain::policy::{Policy as Document, Resolver};

use super::print::line;
use crate::codes::{self, Language};
use crate::config::Config;
use crate::http::problem::message;
use crate::openapi;
use crate::policies::fact_errors;
use crate::rules::{Versions, shipped_laws, shipped_policies, stored_policies};

#[derive(Subcommand)]
pub enum Policy {
    /// Evaluate facts (a JSON object) and print the answer with its explanation
    Evaluate {
        /// A policy of this installation, or else a shipped one
        #[arg(required_unless_present = "document")]
        code: Option<String>,
        #[arg(long)]
        facts: PathBuf,
        /// The day whose parameters hold [default: today in Beijing]
        #[arg(long)]
        on: Option<NaiveDate>,
        /// Evaluate the policy document in this file instead
        #[arg(long, conflicts_with = "code")]
        document: Option<PathBuf>,
    },
    /// Check the policy document in a file, or every shipped one, and run its worked examples
    Check { file: Option<PathBuf> },
    /// Print the JSON Schema of policy documents
    Schema,
}

impl Policy {
    pub fn run(&self, config: &Config) -> Result<(), String> {
        let shipped = || shipped_policies().map_err(|failure| format!("{failure:?}"));
        match self {
            Policy::Evaluate { code, facts, on, document } => {
                let on = on.unwrap_or(config.clock()?.now().today());
                let facts = read_facts(facts)?;
                match (document, code) {
                    (Some(file), _) => evaluate(&parse(file)?, &facts, on, &known(config, shipped()?)),
                    (None, Some(code)) => {
                        let mut policies = known(config, shipped()?);
                        if policies.all().all(|policy| policy.code != *code) {
                            policies = shipped()?;
                        }
                        let policy =
                            policies.on(code, on).map_err(|_| format!("no policy {code} on {on}"))?;
                        evaluate(&policy.rule, &facts, on, &policies)
                    }
                    (None, None) => Err("a code or a document is needed".to_owned()),
                }
            }
            Policy::Check { file: Some(file) } => check([&parse(file)?], &known(config, shipped()?)),
            Policy::Check { file: None } => {
                let policies = shipped()?;
                check(policies.all().map(|policy| &policy.rule), &policies)
            }
            Policy::Schema => print(&openapi::policy_schema()),
        }
    }
}

/// The policies of the installation, if there is one here.
fn known(config: &Config, shipped: Versions<Document>) -> Versions<Document> {
    super::stored(config).and_then(|mut conn| stored_policies(&mut conn)).unwrap_or(shipped)
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// The facts of a file, which may hold the body of the HTTP call.
fn read_facts(file: &Path) -> Result<Map<String, Value>, String> {
    let value: Value =
        serde_json::from_str(&read(file)?).map_err(|error| format!("{}: {error}", file.display()))?;
    let facts = value.get("facts").unwrap_or(&value).as_object();
    facts.cloned().ok_or_else(|| format!("{}: not a JSON object", file.display()))
}

fn parse(file: &Path) -> Result<Document, String> {
    Document::parse(&read(file)?).map_err(|problems| {
        let lines = problems.iter().map(|problem| {
            let place = problem.position.map(|at| format!(" @{at}")).unwrap_or_default();
            format!("\n  {}{place} {}: {} / {}", problem.pointer, problem.code, problem.zh, problem.en)
        });
        format!("{}: not a policy{}", file.display(), lines.collect::<String>())
    })
}

fn evaluate(
    policy: &Document,
    facts: &Map<String, Value>,
    on: NaiveDate,
    others: &dyn Resolver,
) -> Result<(), String> {
    let evaluation = policy.evaluate_with(facts, on, others).map_err(|problems| {
        let lines = fact_errors(problems, "").into_iter().map(|fault| {
            let code = codes::find(fault.code).code;
            format!("\n  {}: {}", fault.pointer, message(Language::En, code, &fault.params))
        });
        format!("the facts are not right{}", lines.collect::<String>())
    })?;
    print(&shipped_laws().map_err(|failure| format!("{failure:?}"))?.explain(evaluation))
}

fn print(value: &impl serde::Serialize) -> Result<(), String> {
    line(serde_json::to_string_pretty(value).map_err(|error| error.to_string())?)
}

fn check<'p>(policies: impl IntoIterator<Item = &'p Document>, others: &dyn Resolver) -> Result<(), String> {
    let laws = shipped_laws().map_err(|failure| format!("{failure:?}"))?;
    let (mut failed, mut unfounded) = (0, 0);
    for policy in policies {
        for problem in check_policy(&laws, policy.document()) {
            unfounded += 1;
            let (code, at) = (&policy.document().code, &problem.pointer);
            line(format_args!("✘ {code} {at} {}: {} / {}", problem.code, problem.zh, problem.en))?;
        }
        for example in policy.check_examples_with(others) {
            failed += usize::from(!example.passed);
            let sign = if example.passed { "✔" } else { "✘" };
            line(format_args!("{sign} {} {}", policy.document().code, example.title))?;
        }
    }
    match (failed, unfounded) {
        (0, 0) => Ok(()),
        (failed, 0) => Err(format!("{failed} examples fail")),
        (failed, unfounded) => Err(format!("{failed} examples fail, {unfounded} citations do not hold")),
    }
}
