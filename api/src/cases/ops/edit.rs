use serde_json::{Value, json};

use super::judge;
use super::known::proposal;
use super::open::merged;
use crate::app::Tx;
use crate::audit::{self, Entry, Traced, changes};
use crate::cases::determine;
use crate::cases::model::{CasePatch, Papers};
use crate::cases::store::{self, CaseRow};
use crate::db::types::Doc;
use crate::failure::{Checks, Failure, Outcome};
use crate::households;
use crate::http::if_match::IfMatch;
use crate::ids::CaseId;

/// Changes the facts or the household, where the flow still allows it.
///
/// # Errors
/// `act_not_allowed_here`, `checked_already`, `stale_version`, wrong facts.
pub fn patch(tx: &mut Tx, id: CaseId, version: IfMatch, patch: &CasePatch) -> Outcome<Traced<CaseRow>> {
    let read = editable(tx, id, version)?;
    let mut case = read.clone();
    if let Some(household) = patch.household_id {
        let own = households::of_person(tx.conn, &case.county, case.applicant_person_id)?;
        if own.as_ref().map(|facts| facts.id) != Some(household) {
            return Err(Failure::no("applicant_not_member"));
        }
        case.household_id = Some(household);
        case.staff_kin = case.staff_kin || own.is_some_and(|facts| facts.staff_kin);
    }
    let entered = determine::facts(&case)?;
    let facts = entered.clone();
    let facts = patch.facts.as_ref().map_or(facts.clone(), |patch| merged(facts, patch));
    if facts != entered {
        unchecked(tx, &case)?;
    }
    let determined = determine::apply(&mut tx.view(), &mut case, &facts)?;
    if let Err(problems) = &determined.answer {
        determine::refuse_wrong(problems, "/facts")?;
    }
    determined.refuse_below(tx.conn, &case)?;
    store::update(tx.conn, &read, &mut case, tx.now)?;
    let entry = Entry::new("case.edited", "case", case.id)
        .at(&case.division)
        .with(changes(&snapshot(&read), &snapshot(&case)));
    Ok(Traced::new(case, entry))
}

/// What two officers have looked into stays as it was when they signed: the rest of the
/// round rests on it (民发〔2021〕57号 Art 16).
pub fn unchecked(tx: &mut Tx, case: &CaseRow) -> Outcome<()> {
    let acts = store::acts(tx.conn, &case.county, case.id)?;
    let checked = acts.iter().any(|act| act.act == "check" && act.round == case.round);
    if checked { Err(Failure::no("checked_already")) } else { Ok(()) }
}

/// Notes which papers were seen in original at the window.
///
/// # Errors
/// `not_allowed_value` for a code the checklist does not have, `file_is_part_of_case`
/// for one taken back after acceptance; as [`patch`].
pub fn papers(tx: &mut Tx, id: CaseId, version: IfMatch, papers: &Papers) -> Outcome<Traced<CaseRow>> {
    let read = editable(tx, id, version)?;
    let mut case = read.clone();
    let item = tx.app.rules.items.version(&case.item_code, case.item_version)?;
    let mut checks = Checks::new();
    for (place, code) in papers.present.iter().enumerate() {
        let known = item.rule.materials.iter().any(|material| &material.code == code);
        checks.check(known, &format!("/present/{place}"), "not_allowed_value");
    }
    checks.done()?;
    let mut present = papers.present.clone();
    present.sort_unstable();
    present.dedup();
    let seen: Vec<String> = read.papers.read()?;
    if read.accepted_on.is_some() && seen.iter().any(|code| !present.contains(code)) {
        return Err(Failure::no("file_is_part_of_case"));
    }
    let before = json!({ "papers": read.papers });
    case.papers = Doc::of(&present)?;
    store::update(tx.conn, &read, &mut case, tx.now)?;
    let after = json!({ "papers": case.papers });
    let entry =
        Entry::new("case.papers_recorded", "case", case.id).at(&case.division).with(changes(&before, &after));
    Ok(Traced::new(case, entry))
}

fn editable(tx: &mut Tx, id: CaseId, version: IfMatch) -> Outcome<CaseRow> {
    let case = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("case", id), case.version)?;
    judge::lawful(tx, &case, "edit")?;
    Ok(case)
}

fn snapshot(case: &CaseRow) -> Value {
    json!({
        "facts": case.facts,
        "household_id": case.household_id,
        "category": case.category,
        "staff_kin": case.staff_kin,
        "amount_by_policy_fen":
            proposal(case).ok().flatten().map(|proposal| proposal.amount_fen),
    })
}
