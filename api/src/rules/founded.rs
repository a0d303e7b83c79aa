//! Flows and items rest on law that is in force: asked when they are read at the start, and of
//! all that ships by a test.

use chrono::NaiveDate;
use yangguang_domain::law::{Citation, Fault, Register};
use yangguang_domain::workflow::Flow;

use super::Versions;
use crate::failure::{Failure, Outcome};
use crate::service_items::Item;

/// # Errors
/// `internal`: a flow or an item cites what is not there, or is not in force on any of its days.
/// What was in force and is not any more is told in the log: the register changes while cases run.
pub fn hold(flows: &Versions<Flow>, items: &Versions<Item>, laws: &Register) -> Outcome<()> {
    let mut faults = Vec::new();
    for (place, citations, from, until) in cited(flows, items) {
        for citation in citations {
            if let Err(fault) = laws.holds_within(citation, from, until) {
                let article = citation.article.as_deref().unwrap_or("");
                let told = format!("{place}: {} {article}: {}", citation.law, said(fault));
                match fault {
                    Fault::NotInForce => tracing::warn!(citation = told, "a rule rests on no law in force"),
                    Fault::UnknownLaw | Fault::UnknownArticle => faults.push(told),
                }
            }
        }
        if let Some(gap) = laws.unfounded(citations, from, until).filter(|_| !citations.is_empty()) {
            tracing::warn!(rule = place, from = %gap.from, "a rule rests on no law in force");
        }
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(Failure::internal(faults.join("; "))),
    }
}

type Basis<'a> = (String, &'a [Citation], NaiveDate, Option<NaiveDate>);

/// Everything that cites, with the days on which it does.
fn cited<'a>(flows: &'a Versions<Flow>, items: &'a Versions<Item>) -> Vec<Basis<'a>> {
    let mut all: Vec<Basis> = Vec::new();
    for flow in flows.all() {
        for clock in &flow.rule.document().clocks {
            let mut add = |what: &str, basis: &'a [Citation]| {
                let place = format!("{}@{} {}{what}", flow.code, flow.version, clock.code);
                all.push((place, basis, flow.valid_from, flow.valid_to));
            };
            add("", &clock.basis);
            if let Some(extension) = &clock.extension {
                add(" extension", &extension.basis);
            }
        }
    }
    for item in items.all() {
        let place = format!("{}@{}", item.code, item.version);
        all.push((place, &item.rule.basis, item.valid_from, item.valid_to));
    }
    all
}

fn said(fault: Fault) -> &'static str {
    match fault {
        Fault::UnknownLaw => "no such law",
        Fault::NotInForce => "not in force then",
        Fault::UnknownArticle => "no such article",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{Dated, Written, laws, shipped};
    use super::*;

    fn shipped() -> (Versions<Flow>, Versions<Item>, Register) {
        let flows = shipped::FLOWS.iter().map(|text| {
            let rule = Flow::parse(text).expect("a flow");
            let document = rule.document();
            let (code, version) =
                (document.code.clone(), i32::try_from(document.version).expect("a version"));
            let (valid_from, valid_to) = (document.valid_from, document.valid_to);
            let written = Written::of(text).expect("a document");
            Arc::new(Dated { code, version, valid_from, valid_to, written, rule })
        });
        let items = shipped::ITEMS.iter().map(|text| {
            let rule: Item = serde_json::from_str(text).expect("an item");
            let (code, version) = (rule.code.clone(), rule.version);
            let (valid_from, valid_to) = (rule.valid_from, rule.valid_to);
            let written = Written::of(text).expect("a document");
            Arc::new(Dated { code, version, valid_from, valid_to, written, rule })
        });
        (Versions(flows.collect()), Versions(items.collect()), laws::shipped().expect("the register"))
    }

    #[test]
    fn every_citation_of_a_flow_or_an_item_is_in_force_on_a_day_of_it_and_every_day_has_a_basis() {
        let (flows, items, laws) = shipped();
        let mut wrong = Vec::new();
        for (place, citations, from, until) in cited(&flows, &items) {
            for citation in citations {
                if let Err(fault) = laws.holds_within(citation, from, until) {
                    wrong.push(format!("{place}: {citation:?}: {fault:?}"));
                }
            }
            if !citations.is_empty()
                && let Some(gap) = laws.unfounded(citations, from, until)
            {
                wrong.push(format!("{place}: {gap:?}"));
            }
        }
        for item in items.all().filter(|item| item.rule.basis.is_empty()) {
            wrong.push(format!("{} has no basis", item.code));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn what_is_promised_is_what_the_clock_runs_to_and_never_longer_than_the_law() {
        let (flows, items, _) = shipped();
        for item in items.all() {
            let flow =
                flows.on(&item.rule.flow_code, item.valid_from).expect("a flow on the item's first day");
            let clock = flow.rule.clock("handling").expect("the promise");
            assert_eq!(clock.limit, item.rule.promised_limit, "{}", item.code);
        }
    }

    #[test]
    fn nobody_is_asked_for_a_certificate_of_what_the_departments_hold() {
        let (_, items, _) = shipped();
        for item in items.all() {
            for material in &item.rule.materials {
                let told = format!("{} {}", material.name.zh, material.source.zh);
                let held = ["低保证", "特困", "供养证", "民政部门"].iter().any(|word| told.contains(word));
                assert!(!held || told.contains("申请书"), "{}: {told}", item.code);
            }
        }
    }
}
