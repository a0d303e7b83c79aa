//! The fields of a case that a reason can be tied to, as names (`facts.cost_fen`) or as
//! JSON pointers (`/facts/cost_fen`); facts and papers also by their bare name.

use super::store::CaseRow;
use crate::app::App;
use crate::failure::Outcome;

const HOUSEHOLD: &[&str] =
    &["category", "certificate_no", "division", "members", "size", "staff_kin", "staff_kin_note"];
const APPLICANT: &[&str] =
    &["name", "citizen_id", "sex", "age", "division", "address", "phone", "bank_account", "bank_name"];

/// # Errors
/// `internal`: the case points at rules that are not there.
pub fn exists(app: &App, case: &CaseRow, field: &str) -> Outcome<bool> {
    let (pointer, path) = match field.strip_prefix('/') {
        Some(path) => (true, path),
        None => (false, field),
    };
    let (group, name) = match path.split_once(if pointer { '/' } else { '.' }) {
        Some((group, name)) => (group, Some(name)),
        None => (path, None),
    };
    let policy = app.rules.policies().at(&case.policy_code, &case.county, case.received_on)?;
    let item = app.rules.items.version(&case.item_code, case.item_version)?;
    let fact = |name: &str| policy.rule.document().inputs.iter().any(|input| input.name == name);
    let paper = |code: &str| item.rule.materials.iter().any(|material| material.code == code);
    Ok(match (group, name) {
        ("facts", Some(name)) => fact(name),
        ("materials", Some(code)) => paper(code),
        ("household", None) | ("applicant", None) => true,
        ("household", Some(name)) => HOUSEHOLD.contains(&name),
        ("applicant", Some(name)) => APPLICANT.contains(&name),
        (name, None) => !pointer && (fact(name) || paper(name)),
        _ => false,
    })
}
