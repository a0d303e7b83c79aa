use chrono::NaiveDate;
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use super::model::BatchFilter;
use crate::actor::Actor;
use crate::app::Tx;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{approval_batch_rows, approval_batches};
use crate::failure::{Failure, Outcome};
use crate::ids::{BatchId, CaseId, UserId};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = approval_batches)]
pub struct BatchRecord {
    pub county: String,
    pub id: BatchId,
    pub township: String,
    pub item_code: String,
    pub month: String,
    pub state: String,
    pub submitted_on: Option<NaiveDate>,
    pub received_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub version: i64,
}

/// Rows, sum and undecided rows of a batch.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub rows: i64,
    pub total_fen: i64,
    pub undecided: i64,
}

pub fn find(conn: &mut Conn, actor: &Actor, id: BatchId) -> Outcome<BatchRecord> {
    let found: Option<BatchRecord> = approval_batches::table
        .find((actor.county(), id))
        .select(BatchRecord::as_select())
        .first(conn)
        .optional()?;
    let found = found.ok_or_else(Failure::not_found)?;
    actor.sees(&found.township)?;
    Ok(found)
}

pub fn list(
    conn: &mut Conn,
    actor: &Actor,
    filter: &BatchFilter,
    after: Option<(String, BatchId)>,
    limit: i64,
) -> QueryResult<Vec<BatchRecord>> {
    let mut query = approval_batches::table
        .filter(approval_batches::county.eq(actor.county().to_owned()))
        .filter(approval_batches::township.between(actor.scope.low(), actor.scope.high()))
        .select(BatchRecord::as_select())
        .into_boxed();
    if let Some(township) = &filter.township {
        query = query.filter(approval_batches::township.eq(township.clone()));
    }
    if let Some(month) = &filter.month {
        query = query.filter(approval_batches::month.eq(month.clone()));
    }
    if let Some(until) = &filter.until_month {
        query = query.filter(approval_batches::month.le(until.clone()));
    }
    if let Some(state) = filter.state {
        query = query.filter(approval_batches::state.eq(state.as_str()));
    }
    if let Some((month, id)) = after {
        query = query.filter(
            approval_batches::month
                .lt(month.clone())
                .or(approval_batches::month.eq(month).and(approval_batches::id.lt(id))),
        );
    }
    query.order((approval_batches::month.desc(), approval_batches::id.desc())).limit(limit).load(conn)
}

pub fn counts(conn: &mut Conn, county: &str, ids: &[BatchId]) -> QueryResult<Vec<(BatchId, String, Count)>> {
    let rows: Vec<(BatchId, String, i64, Option<i64>)> = approval_batch_rows::table
        .filter(approval_batch_rows::county.eq(county))
        .filter(one_of(approval_batch_rows::batch_id, ids.iter().copied()))
        .group_by((approval_batch_rows::batch_id, approval_batch_rows::result))
        .select((
            approval_batch_rows::batch_id,
            approval_batch_rows::result,
            count_star(),
            sql::<Nullable<BigInt>>("CAST(SUM(amount_fen) AS BIGINT)"),
        ))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, result, rows, sum)| {
            let undecided = if result == "pending" { rows } else { 0 };
            (id, result, Count { rows, total_fen: sum.unwrap_or_default(), undecided })
        })
        .collect())
}

/// Case, result and sum of each row, in the table's order.
pub fn rows(
    conn: &mut Conn,
    county: &str,
    batch: BatchId,
) -> QueryResult<Vec<(CaseId, String, Option<i64>)>> {
    approval_batch_rows::table
        .filter(approval_batch_rows::county.eq(county))
        .filter(approval_batch_rows::batch_id.eq(batch))
        .order((approval_batch_rows::position, approval_batch_rows::id))
        .select((approval_batch_rows::case_id, approval_batch_rows::result, approval_batch_rows::amount_fen))
        .load(conn)
}

/// Marks the table as sent and received today, with the county's due date.
///
/// # Errors
/// `stale_version` when someone was faster.
pub fn submit(
    tx: &mut Tx,
    batch: &BatchRecord,
    by: UserId,
    due_on: Option<(NaiveDate, bool)>,
) -> Outcome<()> {
    let today = tx.now.today();
    let written = diesel::update(
        approval_batches::table
            .find((&batch.county, batch.id))
            .filter(approval_batches::version.eq(batch.version))
            .filter(approval_batches::state.eq("open")),
    )
    .set((
        approval_batches::state.eq("submitted"),
        approval_batches::submitted_by.eq(Some(by)),
        approval_batches::submitted_on.eq(Some(today)),
        approval_batches::received_on.eq(Some(today)),
        approval_batches::due_on.eq(due_on.map(|(day, _)| day)),
        approval_batches::due_provisional.eq(due_on.is_some_and(|(_, provisional)| provisional)),
        approval_batches::version.eq(batch.version + 1),
        approval_batches::updated_at.eq(tx.now.stamp()),
    ))
    .execute(tx.conn)?;
    if written == 1 { Ok(()) } else { Err(Failure::no("stale_version")) }
}
