//! Makes what persons are found by anew when this program makes it otherwise than the one
//! that registered them: while the server runs, a few persons in a transaction, so that
//! nobody waits; how far it is stays in the database, and a server that was stopped, or
//! another copy, goes on from there. Until then they are found as before.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;

use super::store::{self, PersonRow};
use super::tokens;
use crate::app::Shared;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{person_tokens, persons, token_renewals};
use crate::db::types::At;
use crate::failure::Outcome;
use crate::ids::PersonId;

/// Persons of one transaction: some twenty milliseconds of the only writer.
const BATCH: i64 = 50;
const PAUSE: Duration = Duration::from_millis(25);
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(60);

#[derive(Insertable)]
#[diesel(table_name = token_renewals, treat_none_as_default_value = false)]
struct NewRenewal {
    version: i32,
    renewed: i64,
    finished_at: Option<At>,
    created_at: At,
    updated_at: At,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = token_renewals)]
struct Renewal {
    county: Option<String>,
    person_id: Option<PersonId>,
    renewed: i64,
    finished_at: Option<At>,
}

/// Notes at the start of a program whether there is anything to make anew: in a database
/// without persons there is not, and what is registered from now on is as it should be.
///
/// # Errors
/// As the database answers.
pub fn begin(conn: &mut Conn, now: Moment) -> Outcome<()> {
    if is_noted(conn)? {
        return Ok(());
    }
    let nobody = next_county(conn, "")?.is_none();
    let row = NewRenewal {
        version: tokens::VERSION,
        renewed: 0,
        finished_at: nobody.then(|| now.stamp()),
        created_at: now.stamp(),
        updated_at: now.stamp(),
    };
    match diesel::insert_into(token_renewals::table).values(row).execute(conn) {
        // Another copy that starts at the same time was first.
        Err(_) if is_noted(conn)? => Ok(()),
        written => written.map(|_| ()).map_err(Into::into),
    }
}

fn is_noted(conn: &mut Conn) -> QueryResult<bool> {
    let here = token_renewals::table.filter(token_renewals::version.eq(tokens::VERSION));
    diesel::select(diesel::dsl::exists(here)).get_result(conn)
}

/// Makes anew what there is to make, and ends.
async fn run(app: Shared) {
    loop {
        let now = app.clock.now();
        match app.db.transact(move |conn| step(conn, now)).await {
            Ok(true) => actix_web::rt::time::sleep(PAUSE).await,
            Ok(false) => return,
            Err(failure) => {
                tracing::warn!(?failure, "what persons are found by was not made anew; tried again");
                actix_web::rt::time::sleep(PAUSE_AFTER_FAILURE).await;
            }
        }
    }
}

/// Some persons more; whether there may be others.
fn step(conn: &mut Conn, now: Moment) -> Outcome<bool> {
    let here = token_renewals::table.find(tokens::VERSION);
    let Some(renewal) = here.select(Renewal::as_select()).first(conn).optional()? else { return Ok(false) };
    if renewal.finished_at.is_some() {
        return Ok(false);
    }
    let rows = following(conn, renewal.county.zip(renewal.person_id))?;
    let Some(last) = rows.last() else {
        diesel::update(here)
            .set((token_renewals::finished_at.eq(now.stamp()), token_renewals::updated_at.eq(now.stamp())))
            .execute(conn)?;
        tracing::info!(persons = renewal.renewed, "what persons are found by is made anew");
        return Ok(false);
    };
    diesel::update(here)
        .set((
            token_renewals::county.eq(&last.county),
            token_renewals::person_id.eq(last.id),
            token_renewals::renewed.eq(renewal.renewed + i64::try_from(rows.len()).unwrap_or_default()),
            token_renewals::updated_at.eq(now.stamp()),
        ))
        .execute(conn)?;
    renew(conn, &rows, now)?;
    Ok(true)
}

/// The tokens of these persons of one county. The ends of numbers, which are sealed, stay.
fn renew(conn: &mut Conn, rows: &[PersonRow], now: Moment) -> QueryResult<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let stored: Vec<(PersonId, String)> = person_tokens::table
        .filter(person_tokens::county.eq(&first.county))
        .filter(one_of(person_tokens::person_id, rows.iter().map(|row| row.id)))
        .select((person_tokens::person_id, person_tokens::token))
        .load(conn)?;
    let mut before: HashMap<PersonId, BTreeSet<String>> = HashMap::new();
    for (id, token) in stored {
        before.entry(id).or_default().insert(token);
    }
    for row in rows {
        let before = before.remove(&row.id).unwrap_or_default();
        let mut after = tokens::of_name(&row.name);
        after.extend(before.iter().filter(|token| tokens::is_end_of_number(token)).cloned());
        if after != before {
            store::set_tokens(conn, row, after, now)?;
        }
    }
    Ok(())
}

/// The next persons after one, of one county.
fn following(conn: &mut Conn, after: Option<(String, PersonId)>) -> QueryResult<Vec<PersonRow>> {
    let mut county = String::new();
    if let Some((here, id)) = after {
        let rows = persons::table
            .filter(persons::county.eq(&here))
            .filter(persons::id.gt(id))
            .order(persons::id)
            .limit(BATCH)
            .select(PersonRow::as_select())
            .load(conn)?;
        if !rows.is_empty() {
            return Ok(rows);
        }
        county = here;
    }
    let Some(next) = next_county(conn, &county)? else { return Ok(Vec::new()) };
    persons::table
        .filter(persons::county.eq(next))
        .order(persons::id)
        .limit(BATCH)
        .select(PersonRow::as_select())
        .load(conn)
}

fn next_county(conn: &mut Conn, after: &str) -> QueryResult<Option<String>> {
    persons::table
        .filter(persons::county.gt(after))
        .order(persons::county)
        .select(persons::county)
        .first(conn)
        .optional()
}

/// Begins it beside the requests.
pub fn start(app: &Shared) {
    actix_web::rt::spawn(run(Arc::clone(app)));
}
