use super::{ARREARS, LISTED, NewPayment, RECURRING, store};
use crate::app::Tx;
use crate::failure::Outcome;
use crate::ids::{CaseId, PaymentId, PersonId};
use crate::persons::Payee;

/// A sum that a decision gave, as against later corrections and recoveries.
const DECIDED: &str = "decided";

/// Lists a decided sum. A sum of nothing is not listed.
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
        month: new.month.to_string(),
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

/// A recurring benefit in a month: the month's own sum, and arrears of those before it.
#[derive(Debug, Clone)]
pub struct Due {
    pub case_id: CaseId,
    pub person_id: PersonId,
    pub payee: Payee,
    pub division: String,
    pub scheme: String,
    pub due_fen: i64,
    pub arrears_fen: i64,
}

/// Lists the month of recurring benefits. Sums of nothing are not listed.
///
/// # Errors
/// As the database answers; a benefit that is listed for the month already breaks
/// `payments_once`.
pub fn list_due(tx: &mut Tx, month: &str, dues: &[Due]) -> Outcome<()> {
    let row = |due: &Due, kind, amount_fen| store::PaymentRow {
        county: tx.actor.county().to_owned(),
        id: PaymentId::new(tx.now),
        month: month.to_owned(),
        case_id: due.case_id,
        person_id: due.person_id,
        payee_name: due.payee.name.clone(),
        bank_account_mask: due.payee.bank_account_mask.clone(),
        division: due.division.clone(),
        scheme: due.scheme.clone(),
        kind,
        amount_fen,
        state: LISTED,
        created_at: tx.now.stamp(),
    };
    let rows: Vec<_> = dues
        .iter()
        .flat_map(|due| [row(due, RECURRING, due.due_fen), row(due, ARREARS, due.arrears_fen)])
        .filter(|row| row.amount_fen > 0)
        .collect();
    store::insert_all(tx.conn, &rows)?;
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
