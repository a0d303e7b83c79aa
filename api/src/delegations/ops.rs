use chrono::NaiveDate;
use serde_json::json;
use yangguang_domain::authority::is_assistance;
use yangguang_domain::law::{Citation, LawKind};

use super::model::{DelegationEnd, DelegationView, NewDelegation};
use super::store::{self, DelegationRow};
use crate::app::{App, Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::if_match::IfMatch;
use crate::http::reply::Reply;
use crate::ids::DelegationId;

pub fn list(view: &mut View) -> Outcome<Vec<DelegationView>> {
    let rows = store::all(view.conn, view.actor.county())?;
    Ok(rows.into_iter().map(|row| shown(view.app, row)).collect())
}

fn shown(app: &App, row: DelegationRow) -> DelegationView {
    let basis = Citation { law: row.law, article: row.article, note: None };
    DelegationView {
        id: row.id,
        item_code: row.item_code,
        cited: app.rules.laws().cite(&basis, row.valid_from).ok(),
        basis,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        version: row.version,
    }
}

/// Twelve digits: the province's two, and zeros.
fn province(county: &str) -> String {
    format!("{:0<12}", county.get(..2).unwrap_or(county))
}

/// # Errors
/// `item_unknown`, `not_social_assistance`, `delegation_days`, `delegation_not_provincial`, `delegation_not_in_force`,
/// `delegation_overlaps`.
pub fn create(tx: &mut Tx, new: &NewDelegation) -> Outcome<Traced<Reply>> {
    let (county, laws) = (tx.actor.county().to_owned(), tx.app.rules.laws());
    let mut checks = Checks::new();
    let item = tx.app.rules.items.all().filter(|item| item.code == new.item_code).last();
    checks.check(item.is_some(), "/item_code", "item_unknown");
    let other = item.is_some_and(|item| !is_assistance(&item.rule.scheme));
    checks.check(!other, "/item_code", "not_social_assistance");
    // Which of its sentences says so is asked by whoever reads a refusal.
    checks.check(new.basis.article.is_some(), "/basis/article", "required");
    let ordered = new.valid_to.is_none_or(|last| new.valid_from <= last);
    checks.check(ordered, "/valid_to", "delegation_days");
    // What was done under the county's own decision stays that.
    checks.check(tx.now.today() <= new.valid_from, "/valid_from", "delegation_days");
    let law = laws.find(&new.basis.law);
    let provincial = law.is_some_and(|law| {
        law.jurisdiction == province(&county) && matches!(law.kind, LawKind::Local | LawKind::Demonstration)
    });
    checks.check(law.is_none() || provincial, "/basis/law", "delegation_not_provincial");
    let in_force = laws.cite(&new.basis, new.valid_from).is_ok();
    checks.check(in_force, "/basis", "delegation_not_in_force");
    checks.done()?;
    if store::all(tx.conn, &county)?.iter().any(|other| overlaps(other, new)) {
        return Err(Failure::no("delegation_overlaps"));
    }
    let row = DelegationRow {
        county,
        id: DelegationId::new(tx.now),
        item_code: new.item_code.clone(),
        law: new.basis.law.clone(),
        article: new.basis.article.clone(),
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        created_by: tx.actor.user_id()?,
        version: 1,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
    };
    store::insert(tx.conn, &row)?;
    answer(tx, row, "delegation.created")
}

fn overlaps(other: &DelegationRow, new: &NewDelegation) -> bool {
    let before = |one: Option<NaiveDate>, other: NaiveDate| one.is_some_and(|last| last < other);
    other.item_code == new.item_code
        && !before(other.valid_to, new.valid_from)
        && !before(new.valid_to, other.valid_from)
}

/// # Errors
/// `not_found`, `stale_version`, `delegation_days`.
pub fn end(tx: &mut Tx, id: DelegationId, version: IfMatch, new: &DelegationEnd) -> Outcome<Traced<Reply>> {
    let mut row = store::find(tx.conn, tx.actor.county(), id)?;
    audit::unchanged(tx, version, ("delegation", id), row.version)?;
    let mut checks = Checks::new();
    let later = row.valid_from <= new.valid_to && tx.now.today() <= new.valid_to;
    checks.check(
        later && row.valid_to.is_none_or(|last| new.valid_to <= last),
        "/valid_to",
        "delegation_days",
    );
    checks.done()?;
    store::end(tx.conn, &mut row, new.valid_to, tx.now)?;
    answer(tx, row, "delegation.ended")
}

fn answer(tx: &mut Tx, row: DelegationRow, action: &'static str) -> Outcome<Traced<Reply>> {
    let entry = Entry::new(action, "delegation", row.id).at(&format!("{:0<12}", row.county)).with(json!({
        "item_code": row.item_code, "law": row.law, "valid_from": row.valid_from, "valid_to": row.valid_to,
    }));
    let view = shown(tx.app, row);
    let reply = Reply::created(format!("/api/v1/delegations/{}", view.id), &view)?.version(view.version);
    Ok(Traced::new(reply, entry))
}
