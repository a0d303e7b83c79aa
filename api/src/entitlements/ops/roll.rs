//! 发放名册: a month of all benefits is put on the list of payments.

use std::collections::HashMap;

use serde_json::json;
use yangguang_domain::entitlement::{self, Listing, Month};

use crate::app::Tx;
use crate::audit::{Entry, Traced};
use crate::entitlements::compute::{Computer, Held};
use crate::entitlements::model::{EntitlementFilter, HeldView, NewRoll, RollView, UnpayableView};
use crate::entitlements::recipients::Recipients;
use crate::entitlements::store::{self, ChangeRow, Wanted};
use crate::entitlements::terms;
use crate::failure::{Checks, Failure, Outcome};
use crate::http::reply::Reply;
use crate::ids::{CaseId, EntitlementId};
use crate::payments::{self, Due};

const MOST_NAMED: usize = 500;

/// Lists the month of every benefit that is not listed for it, or for a later one, yet: its
/// own sum, arrears of the months before, less what may be kept back. Done twice it lists
/// what was granted meanwhile. What would go to somebody it may not be paid to is held and named.
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
    let mut changes: HashMap<EntitlementId, Vec<ChangeRow>> = HashMap::new();
    for change in store::changes(tx.conn, &county, &ids)? {
        changes.entry(change.entitlement_id).or_default().push(change);
    }
    let mut listed = terms::listed(payments::paid(tx.conn, &county, &cases)?)?;
    let recipients = Recipients::of(tx.conn, &county, &rows)?;
    let computer = Computer::new(tx.app);
    let mut view = RollView {
        month: month.to_string(),
        listed: 0,
        already: 0,
        month_fen: 0,
        arrears_fen: 0,
        kept_back_fen: 0,
        held: Vec::new(),
        held_count: 0,
        held_fen: 0,
        without_account: Vec::new(),
        without_account_count: 0,
    };
    let mut dues = Vec::new();
    for row in &rows {
        let own = changes.remove(&row.id).unwrap_or_default();
        let held = Held::new(row, &own, listed.remove(&row.case_id).unwrap_or_default())?;
        // A month that was passed over comes as arrears, never beside them.
        if held.listed.range(month..).next().is_some() {
            view.already += 1;
            continue;
        }
        let policy = computer.policy(row, month.max(held.first()?))?;
        let recovery = policy.rule.document().result.recovery_permille.unwrap_or_default();
        let listing = entitlement::list(&held.timeline, month, &held.listed, recovery);
        let amount_fen = listing.due_fen + listing.arrears_fen;
        // Nobody is paid who may not have it: it is held, named, and comes as arrears.
        if let Some(problem) = recipients.problem(row, &policy.rule) {
            if amount_fen > 0 {
                view.held_count += 1;
                view.held_fen += amount_fen;
                let (id, case_no) = (row.id, row.case_no.clone());
                let recipient = recipients.person(row)?;
                view.held.push(HeldView { id, case_no, recipient, problem, amount_fen });
            }
            continue;
        }
        // This month would be paid as arrears of the next, and its own list stay empty.
        let open = month > this && held.listed.range(this..).next().is_none();
        let own = |listing: Listing| listing.due_fen + listing.arrears_fen > 0;
        if open && own(entitlement::list(&held.timeline, this, &held.listed, recovery)) {
            return Err(Failure::no_with("month_open", vec![("month", this.to_string())]));
        }
        if amount_fen == 0 {
            continue;
        }
        view.listed += 1;
        view.month_fen += listing.due_fen;
        view.arrears_fen += listing.arrears_fen;
        view.kept_back_fen += listing.kept_back_fen;
        let payee = recipients.payee(row)?.clone();
        if payee.bank_account_mask.is_none() {
            view.without_account_count += 1;
            let (id, case_no) = (row.id, row.case_no.clone());
            let recipient = recipients.person(row)?;
            view.without_account.push(UnpayableView { id, case_no, recipient, amount_fen });
        }
        dues.push(Due {
            case_id: row.case_id,
            person_id: row.recipient_id,
            payee,
            division: row.division.clone(),
            scheme: row.scheme.clone(),
            due_fen: listing.due_fen,
            arrears_fen: listing.arrears_fen,
        });
    }
    payments::list_due(tx, &view.month, &dues)?;
    // Names are no matter for the audit trail.
    let told = json!({
        "month": view.month,
        "listed": view.listed,
        "already": view.already,
        "month_fen": view.month_fen,
        "arrears_fen": view.arrears_fen,
        "kept_back_fen": view.kept_back_fen,
        "held": view.held_count,
        "held_fen": view.held_fen,
        "without_account": view.without_account_count,
    });
    view.held.truncate(MOST_NAMED);
    view.without_account.truncate(MOST_NAMED);
    let entry = Entry::new("payment.rolled", "payment_roll", &view.month)
        .at(&tx.actor.scope.division)
        .with(json!({ "roll": told }));
    Ok(Traced::new(Reply::new(201, &view)?, entry))
}
