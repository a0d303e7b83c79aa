//! 明细表: an agreed case joins its township's table of the month; what the county says
//! settles its row. A township sends a table up once a month; what is agreed after that
//! waits in the next month's.

use chrono::{Datelike, Months, NaiveDate};
use diesel::prelude::*;

use super::ops::known::proposal;
use super::store::{ActRow, CaseRow};
use crate::app::Tx;
use crate::db::conn::Conn;
use crate::db::kept;
use crate::db::schema::{approval_batch_rows, approval_batches};
use crate::failure::{Failure, Outcome};
use crate::ids::{BatchId, BatchRowId};
use crate::on_each;

/// `2026-11`, as months are written everywhere.
pub fn month_of(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// Puts the case into the first table that is still open, this month's or a later one.
pub fn gather(tx: &mut Tx, case: &mut CaseRow) -> Outcome<()> {
    let today = tx.now.today();
    for ahead in 0..24 {
        let day = today
            .checked_add_months(Months::new(ahead))
            .ok_or_else(|| Failure::internal("a month too far"))?;
        let month = month_of(day);
        let (batch, state) = match find_month(tx.conn, case, &month)? {
            Some(found) => found,
            None => (create(tx, case, &month)?, "open".to_owned()),
        };
        if state == "open" {
            let asked = proposal(case)?.map(|proposal| proposal.amount_fen);
            insert_row(tx, case, batch, asked)?;
            case.batch_id = Some(batch);
            return Ok(());
        }
    }
    Err(Failure::internal("no open table within two years"))
}

/// Writes the county's word into the row; the last word closes the table.
pub fn settle(tx: &mut Tx, case: &mut CaseRow, done: &ActRow) -> Outcome<()> {
    let Some(batch) = case.batch_id else { return Ok(()) };
    let result = match done.act.as_str() {
        "decide_approve" => "approved",
        "decide_refuse" => "refused",
        "examine_return" | "decide_return" => "returned",
        _ => return Ok(()),
    };
    let rows = approval_batch_rows::table
        .filter(approval_batch_rows::county.eq(&case.county))
        .filter(approval_batch_rows::batch_id.eq(batch));
    let this = approval_batch_rows::county.eq(&case.county);
    let this =
        this.and(approval_batch_rows::batch_id.eq(batch)).and(approval_batch_rows::case_id.eq(case.id));
    let settled = (
        approval_batch_rows::result.eq(result),
        approval_batch_rows::amount_fen.eq(case.amount_fen),
        approval_batch_rows::updated_at.eq(tx.now.stamp()),
    );
    on_each!(&mut *tx.conn, each => kept::update(approval_batch_rows::table, this, settled).execute(each))?;
    if result == "returned" {
        case.batch_id = None;
    }
    let pending = rows.filter(approval_batch_rows::result.eq("pending"));
    if !diesel::select(diesel::dsl::exists(pending)).get_result::<bool>(tx.conn)? {
        diesel::update(approval_batches::table.find((&case.county, batch)))
            .set((
                approval_batches::state.eq("closed"),
                approval_batches::closed_on.eq(Some(tx.now.today())),
                approval_batches::version.eq(approval_batches::version + 1),
                approval_batches::updated_at.eq(tx.now.stamp()),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

fn find_month(conn: &mut Conn, case: &CaseRow, month: &str) -> QueryResult<Option<(BatchId, String)>> {
    approval_batches::table
        .filter(approval_batches::county.eq(&case.county))
        .filter(approval_batches::township.eq(&case.township))
        .filter(approval_batches::item_code.eq(&case.item_code))
        .filter(approval_batches::month.eq(month))
        .select((approval_batches::id, approval_batches::state))
        .first(conn)
        .optional()
}

fn create(tx: &mut Tx, case: &CaseRow, month: &str) -> Outcome<BatchId> {
    let id = BatchId::new(tx.now);
    diesel::insert_into(approval_batches::table)
        .values((
            approval_batches::county.eq(&case.county),
            approval_batches::id.eq(id),
            approval_batches::township.eq(&case.township),
            approval_batches::item_code.eq(&case.item_code),
            approval_batches::month.eq(month),
            approval_batches::state.eq("open"),
            approval_batches::due_provisional.eq(false),
            approval_batches::version.eq(1),
            approval_batches::created_at.eq(tx.now.stamp()),
            approval_batches::updated_at.eq(tx.now.stamp()),
        ))
        .execute(tx.conn)?;
    Ok(id)
}

fn insert_row(tx: &mut Tx, case: &CaseRow, batch: BatchId, asked: Option<i64>) -> Outcome<()> {
    let rows = approval_batch_rows::table
        .filter(approval_batch_rows::county.eq(&case.county))
        .filter(approval_batch_rows::batch_id.eq(batch));
    let there: i64 = rows.count().get_result(tx.conn)?;
    let again = diesel::update(rows.filter(approval_batch_rows::case_id.eq(case.id)))
        .set((
            approval_batch_rows::result.eq("pending"),
            approval_batch_rows::amount_fen.eq(asked),
            approval_batch_rows::updated_at.eq(tx.now.stamp()),
        ))
        .execute(tx.conn)?;
    if again > 0 {
        return Ok(());
    }
    diesel::insert_into(approval_batch_rows::table)
        .values((
            approval_batch_rows::county.eq(&case.county),
            approval_batch_rows::id.eq(BatchRowId::new(tx.now)),
            approval_batch_rows::batch_id.eq(batch),
            approval_batch_rows::case_id.eq(case.id),
            approval_batch_rows::position.eq(i32::try_from(there).unwrap_or(i32::MAX).saturating_add(1)),
            approval_batch_rows::result.eq("pending"),
            approval_batch_rows::amount_fen.eq(asked),
            approval_batch_rows::created_at.eq(tx.now.stamp()),
            approval_batch_rows::updated_at.eq(tx.now.stamp()),
        ))
        .execute(tx.conn)?;
    Ok(())
}
