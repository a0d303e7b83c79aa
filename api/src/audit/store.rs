use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use yangguang_domain::masking;

use super::Entry;
use super::model::AccountView;
use crate::actor::Actor;
use crate::app::Tx;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{audit_entries, cases, persons, users};
use crate::db::types::{At, Doc};
use crate::failure::Outcome;
use crate::ids::{AuditEntryId, CaseId, PersonId, UserId};
use crate::on_each;

#[derive(Debug, Queryable, Insertable)]
#[diesel(table_name = audit_entries, treat_none_as_default_value = false)]
pub struct Trail {
    pub county: String,
    pub id: AuditEntryId,
    pub at: At,
    pub actor_user_id: Option<UserId>,
    pub actor_name: String,
    pub actor_role: String,
    pub action: String,
    pub subject_type: String,
    pub subject_id: String,
    pub division: Option<String>,
    pub request_id: String,
    pub detail: Doc,
    pub created_at: At,
}

pub fn insert(tx: &mut Tx, entry: Entry) -> Outcome<()> {
    let actor = entry.actor.as_ref().unwrap_or(tx.actor);
    let row = Trail {
        county: tx.actor.county().to_owned(),
        id: AuditEntryId::new(tx.now),
        at: tx.now.stamp(),
        actor_user_id: actor.user,
        actor_name: actor.name.clone(),
        actor_role: actor.role.map_or_else(|| "system".to_owned(), |role| role.to_string()),
        action: entry.action.to_owned(),
        subject_type: entry.subject_type.to_owned(),
        subject_id: entry.subject_id,
        division: entry.division,
        request_id: tx.request_id.to_owned(),
        detail: Doc::from(entry.detail),
        created_at: tx.now.stamp(),
    };
    on_each!(&mut *tx.conn, each => diesel::insert_into(audit_entries::table).values(row).execute(each))?;
    Ok(())
}

/// What an auditor looks for.
#[derive(Debug, Default)]
pub struct Wanted {
    pub actor: Option<UserId>,
    pub subject_type: Option<String>,
    pub subject_id: Option<String>,
    pub action: Option<String>,
    /// Only what lies somewhere.
    pub placed: bool,
    pub from: Option<At>,
    pub until: Option<At>,
    pub before: Option<AuditEntryId>,
    pub limit: i64,
}

/// Newest first, within the county and the divisions from `low` to `high`.
pub fn list(conn: &mut Conn, county: &str, low: &str, high: &str, wanted: Wanted) -> QueryResult<Vec<Trail>> {
    let mut query = audit_entries::table
        .filter(audit_entries::county.eq(county))
        .filter(audit_entries::division.is_null().or(audit_entries::division.between(low, high)))
        .into_boxed();
    if wanted.placed {
        query = query.filter(audit_entries::division.is_not_null());
    }
    if let Some(actor) = wanted.actor {
        query = query.filter(audit_entries::actor_user_id.eq(actor));
    }
    if let Some(subject_type) = wanted.subject_type {
        query = query.filter(audit_entries::subject_type.eq(subject_type));
    }
    if let Some(subject_id) = wanted.subject_id {
        query = query.filter(audit_entries::subject_id.eq(subject_id));
    }
    if let Some(action) = wanted.action {
        query = query.filter(audit_entries::action.eq(action));
    }
    if let Some(from) = wanted.from {
        query = query.filter(audit_entries::at.ge(from));
    }
    if let Some(until) = wanted.until {
        query = query.filter(audit_entries::at.lt(until));
    }
    if let Some(before) = wanted.before {
        query = query.filter(audit_entries::id.lt(before));
    }
    query.order(audit_entries::id.desc()).limit(wanted.limit).load(conn)
}

/// All about one record, newest first.
pub fn of_subject(
    conn: &mut Conn,
    county: &str,
    subject_type: &str,
    subject_id: &str,
    before: Option<AuditEntryId>,
    limit: i64,
) -> QueryResult<Vec<Trail>> {
    let wanted = Wanted {
        subject_type: Some(subject_type.to_owned()),
        subject_id: Some(subject_id.to_owned()),
        before,
        limit,
        ..Wanted::default()
    };
    list(conn, county, "000000000000", "999999999999", wanted)
}

/// The instants at which the Beijing days `from` and the one after `to` begin.
pub fn span(from: Option<NaiveDate>, to: Option<NaiveDate>) -> (Option<At>, Option<At>) {
    let begins = |day: NaiveDate| {
        let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default();
        At::new((midnight - chrono::Duration::hours(8)).and_utc())
    };
    (from.map(begins), to.and_then(|day| day.succ_opt()).map(begins))
}

/// The accounts of the divisions from `low` to `high`, by name.
pub fn accounts(conn: &mut Conn, county: &str, low: &str, high: &str) -> QueryResult<Vec<AccountView>> {
    let rows: Vec<(UserId, String, String, String, String)> = users::table
        .filter(users::county.eq(county))
        .filter(users::division.between(low, high))
        .select((users::id, users::username, users::name, users::role, users::division))
        .order((users::name, users::id))
        .load(conn)?;
    let one = |(id, username, name, role, division)| AccountView { id, username, name, role, division };
    Ok(rows.into_iter().map(one).collect())
}

pub fn is_account(conn: &mut Conn, county: &str, id: UserId) -> QueryResult<bool> {
    let found: i64 =
        users::table.filter(users::county.eq(county)).filter(users::id.eq(id)).count().get_result(conn)?;
    Ok(found > 0)
}

/// The case of that number, if the actor may know of it.
pub fn case_of(conn: &mut Conn, actor: &Actor, case_no: &str) -> QueryResult<Option<CaseId>> {
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .filter(cases::case_no.eq(case_no))
        .select(cases::id)
        .first(conn)
        .optional()
}

/// Names of records by the ids of their lines.
type Names = HashMap<String, String>;

fn ids<T: std::str::FromStr>(texts: &[&str]) -> Vec<T> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

pub fn case_numbers(conn: &mut Conn, county: &str, wanted: &[&str]) -> QueryResult<Names> {
    let rows: Vec<(CaseId, String)> = cases::table
        .filter(cases::county.eq(county))
        .filter(one_of(cases::id, ids::<CaseId>(wanted)))
        .select((cases::id, cases::case_no))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, number)| (id.to_string(), number)).collect())
}

/// Masked.
pub fn person_names(conn: &mut Conn, county: &str, wanted: &[&str]) -> QueryResult<Names> {
    let rows: Vec<(PersonId, String)> = persons::table
        .filter(persons::county.eq(county))
        .filter(one_of(persons::id, ids::<PersonId>(wanted)))
        .select((persons::id, persons::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name)| (id.to_string(), masking::name(&name))).collect())
}

pub fn account_names(conn: &mut Conn, county: &str, wanted: &[&str]) -> QueryResult<Names> {
    let rows: Vec<(UserId, String, String)> = users::table
        .filter(users::county.eq(county))
        .filter(one_of(users::id, ids::<UserId>(wanted)))
        .select((users::id, users::name, users::username))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, name, username)| (id.to_string(), format!("{name}（{username}）")))
        .collect())
}
