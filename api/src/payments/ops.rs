use chrono::{Months, NaiveDate};

use super::{LISTED, NewPayment, store};
use crate::app::Tx;
use crate::failure::{Failure, Outcome};
use crate::ids::{PaymentId, PersonId};

/// A sum that a decision gave, as against later corrections and recoveries.
const DECIDED: &str = "decided";

/// Lists a decided sum for the next month. A sum of nothing is not listed.
///
/// # Errors
/// As the database answers; a second sum for the same case breaks `payments_once`.
pub fn list_decided(tx: &mut Tx, new: NewPayment) -> Outcome<()> {
    if new.amount_fen <= 0 {
        return Ok(());
    }
    let row = store::PaymentRow {
        county: tx.actor.county().to_owned(),
        id: PaymentId::new(tx.now),
        month: month_after(new.decided_on)?,
        case_id: new.case_id,
        person_id: new.person_id,
        payee_name: new.payee.name,
        bank_account_mask: new.payee.bank_account_mask,
        division: new.division,
        scheme: new.scheme,
        kind: DECIDED,
        amount_fen: new.amount_fen,
        state: LISTED,
        created_at: tx.now.stamp(),
    };
    store::insert(tx.conn, row)?;
    Ok(())
}

/// A name or an account corrected today counts for this month's list and those to come.
/// What was paid in the months before stays as it was.
///
/// # Errors
/// As the database answers.
pub fn payee_changed(tx: &mut Tx, person: PersonId, name: &str, account: Option<&str>) -> Outcome<()> {
    let month = tx.now.today().format("%Y-%m").to_string();
    store::set_payee(tx.conn, (tx.actor.county(), person), &month, (name, account))?;
    Ok(())
}

fn month_after(day: NaiveDate) -> Outcome<String> {
    let next = day.checked_add_months(Months::new(1));
    next.map(|day| day.format("%Y-%m").to_string())
        .ok_or_else(|| Failure::internal("a decision beyond the calendar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_decided_in_december_is_paid_in_january() {
        let month = |text: &str| text.parse().ok().and_then(|day| month_after(day).ok());
        assert_eq!(month("2026-12-31").as_deref(), Some("2027-01"));
        assert_eq!(month("2026-01-31").as_deref(), Some("2026-02"));
    }
}
