//! Tries a policy document: `evaluate FILE [FACTS [DAY]]` tells every problem
//! of the document, computes its worked examples, and with facts (JSON) prints
//! the calculation.

use std::error::Error;

use chrono::NaiveDate;
use yangguang_domain::policy::Policy;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("evaluate FILE [FACTS [DAY]]")?;
    let policy = match Policy::parse(&std::fs::read_to_string(&file)?) {
        Ok(policy) => policy,
        Err(problems) => {
            for problem in problems {
                let position = problem.position.map(|at| format!(" at {at}")).unwrap_or_default();
                println!("{}{position}: {}: {} / {}", problem.pointer, problem.code, problem.zh, problem.en);
            }
            return Err(format!("{file} is no policy").into());
        }
    };
    let Some(facts) = arguments.next() else {
        for example in policy.check_examples() {
            println!(
                "{} {}: {:?} {:?} {:?}",
                if example.passed { "✔" } else { "✘" },
                example.title,
                example.amount_fen,
                example.parts,
                example.problems
            );
        }
        return Ok(());
    };
    let on: NaiveDate = match arguments.next() {
        Some(day) => day.parse()?,
        None => policy.document().valid_from,
    };
    match policy.evaluate(&serde_json::from_str(&facts)?, on) {
        Ok(answer) => println!("{}", serde_json::to_string_pretty(&answer)?),
        Err(problems) => println!("{problems:#?}"),
    }
    Ok(())
}
