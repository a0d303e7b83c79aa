//! 发放名册: a month of all benefits is put on the list of payments.

use std::collections::HashMap;

use serde_json::json;
use yangguang_domain::entitlement::{self, Listing, Month};

use crate::app::Tx;
use crate::audit::{Entry, Traced};
use crate::entitlements::compute::{Computer, Held};
use crate::entitlements::model::{EntitlementFilter, NewRoll, RollView};
use crate::entitlements::store::{self, ChangeRow, Wanted};
use crate::entitlements::terms;
use crate::failure::{Checks, Failure, Outcome};
use crate::http::reply::Reply;
use crate::ids::{CaseId, EntitlementId, PersonId};
use crate::payments::{self, Due};
use crate::persons;

/// Lists the month of every benefit that is not listed for it, or for a later one, yet: its
/// own sum, arrears of the months before, less what may be kept back. Done twice it lists
/// what was granted meanwhile.
///
/// # Errors
/// `invalid` for another month than this and the next; `month_open` for the next while this
/// one is not listed.
pub fn roll(tx: &mut Tx, new: &NewRoll) -> Outcome<Traced<Reply>> {
    let this = Month::of(tx.now.today());
    let month = Month::parse(&new.month).filter(|month| (this..=this.next()).contains(month));
    let Some(month) = month else {
        let mut checks = Checks::new();
        let range = format!("{this}、{}", this.next());
        checks.add("/month", "month_listed_only_now", vec![("range", range)]);
        return Err(checks.done().err().unwrap_or_else(|| Failure::no("invalid")));
    };
    let county = tx.actor.county().to_owned();
    let wanted = Wanted { low: tx.actor.scope.low(), high: tx.actor.scope.high(), ..Wanted::default() };
    let rows = store::list(tx.conn, &county, &wanted, &EntitlementFilter::default())?;
    let ids: Vec<EntitlementId> = rows.iter().map(|row| row.id).collect();
    let cases: Vec<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let people: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let mut changes: HashMap<EntitlementId, Vec<ChangeRow>> = HashMap::new();
    for change in store::changes(tx.conn, &county, &ids)? {
        changes.entry(change.entitlement_id).or_default().push(change);
    }
    let mut listed = terms::listed(payments::paid(tx.conn, &county, &cases)?)?;
    let payees = persons::payees(tx.conn, &county, &people)?;
    let computer = Computer::new(tx.app);
    let mut view = RollView {
        month: month.to_string(),
        listed: 0,
        already: 0,
        month_fen: 0,
        arrears_fen: 0,
        kept_back_fen: 0,
    };
    let (mut dues, mut over) = (Vec::new(), Vec::new());
    for row in &rows {
        let own = changes.remove(&row.id).unwrap_or_default();
        let held = Held::new(row, &own, listed.remove(&row.case_id).unwrap_or_default())?;
        if row.state == "grace" && terms::state(&held.timeline, this).as_str() == "ended" {
            over.push(row.id);
        }
        // A month that was passed over comes as arrears, never beside them.
        if held.listed.range(month..).next().is_some() {
            view.already += 1;
            continue;
        }
        let policy = computer.policy(row, month.max(held.first()?))?;
        let recovery = policy.rule.document().result.recovery_permille.unwrap_or_default();
        // This month would be paid as arrears of the next, and its own list stay empty.
        let open = month > this && held.listed.range(this..).next().is_none();
        let own = |listing: Listing| listing.due_fen + listing.arrears_fen > 0;
        if open && own(entitlement::list(&held.timeline, this, &held.listed, recovery)) {
            return Err(Failure::no_with("month_open", vec![("month", this.to_string())]));
        }
        let listing = entitlement::list(&held.timeline, month, &held.listed, recovery);
        if listing.due_fen + listing.arrears_fen == 0 {
            continue;
        }
        view.listed += 1;
        view.month_fen += listing.due_fen;
        view.arrears_fen += listing.arrears_fen;
        view.kept_back_fen += listing.kept_back_fen;
        dues.push(Due {
            case_id: row.case_id,
            person_id: row.person_id,
            payee: payees
                .get(&row.person_id)
                .cloned()
                .ok_or_else(|| Failure::internal("a benefit of nobody"))?,
            division: row.division.clone(),
            scheme: row.scheme.clone(),
            due_fen: listing.due_fen,
            arrears_fen: listing.arrears_fen,
        });
    }
    payments::list_due(tx, &view.month, &dues)?;
    if !over.is_empty() {
        store::end_all(tx.conn, &county, &over, tx.now)?;
    }
    let entry = Entry::new("payment.rolled", "payment_roll", &view.month)
        .at(&tx.actor.scope.division)
        .with(json!({ "roll": view, "grace_over": over.len() }));
    Ok(Traced::new(Reply::new(201, &view)?, entry))
}
