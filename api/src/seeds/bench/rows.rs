//! The rows as they lie in the tables, and how many are written at once.

use chrono::NaiveDate;
use diesel::Connection;
use diesel::prelude::*;

use super::people::Places;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{
    approval_batch_rows, approval_batches, audit_entries, case_acts, case_clocks, cases, divisions,
    household_members, households, payments, person_tokens, persons, users, year_totals,
};
use crate::db::types::{At, Doc};
use crate::failure::Outcome;
use crate::ids::{
    ActId, AuditEntryId, BatchId, BatchRowId, CaseId, ClockId, HouseholdId, MemberId, PaymentId, PersonId,
    UserId,
};
use crate::on_each;

macro_rules! rows {
    ($($name:ident in $table:ident { $($field:ident: $kind:ty,)* })*) => {$(
        #[derive(Insertable)]
        #[diesel(table_name = $table, treat_none_as_default_value = false)]
        pub struct $name { $(pub $field: $kind,)* }

        impl $name {
            /// Writes all of them, a few hundred in one statement.
            pub fn put(conn: &mut Conn, rows: &mut Vec<$name>) -> QueryResult<()> {
                for part in rows.chunks(PART) {
                    on_each!(conn, each => diesel::insert_into($table::table).values(part).execute(each))?;
                }
                rows.clear();
                Ok(())
            }
        }
    )*};
}

/// Times the widest row's columns stays below SQLite's 32,766 parameters.
const PART: usize = 500;

rows! {
    Division in divisions {
        code: String, parent: Option<String>, level: i16, name: String, full_name: String,
        valid_from: NaiveDate, valid_to: Option<NaiveDate>, created_at: At,
    }
    User in users {
        id: UserId, county: &'static str, username: String, name: String, role: String,
        division: String, office_phone: Option<String>, password_hash: String, password_history: Doc,
        must_change_password: bool, failed_count: i32, disabled: bool, version: i64, created_at: At,
        updated_at: At,
    }
    Person in persons {
        county: &'static str, id: PersonId, division: String, citizen_id_enc: Vec<u8>,
        citizen_id_hash: String, citizen_id_mask: String, name: String, sex: &'static str,
        birth_on: NaiveDate, phone_enc: Option<Vec<u8>>, phone_hash: Option<String>,
        phone_mask: Option<String>, demo: bool, version: i64, created_by: UserId,
        created_at: At, updated_at: At,
    }
    Token in person_tokens {
        county: &'static str, token: String, person_id: PersonId, division: String,
        created_at: At,
    }
    Household in households {
        county: &'static str, id: HouseholdId, division: String, category: &'static str,
        staff_kin: bool, demo: bool, version: i64, created_by: UserId, created_at: At,
        updated_at: At,
    }
    Member in household_members {
        county: &'static str, id: MemberId, household_id: HouseholdId,
        person_id: PersonId, relation: &'static str, position: i16, since_on: NaiveDate,
        created_at: At,
    }
    Case in cases {
        county: &'static str, id: CaseId, case_no: String, division: String, township: String,
        item_code: String, item_version: i32, flow_code: String, flow_version: i32, policy_code: String,
        scheme: String, applicant_person_id: PersonId,
        household_id: Option<HouseholdId>, staff_kin: bool, source: &'static str,
        stage: &'static str, outcome: Option<&'static str>, round: i32, open_key: Option<String>,
        facts: Doc, papers: Doc, determination: Option<Doc>, category: Option<String>,
        amount_fen: Option<i64>, received_on: NaiveDate, accepted_on: Option<NaiveDate>,
        closed_on: Option<NaiveDate>, due_on: Option<NaiveDate>, due_provisional: bool,
        on_time: Option<bool>, working_days: Option<i32>, first_contact_user_id: UserId,
        batch_id: Option<BatchId>, version: i64, created_at: At, updated_at: At,
    }
    Act in case_acts {
        county: &'static str, id: ActId, case_id: CaseId, seq: i32, round: i32,
        act: &'static str, from_stage: &'static str, to_stage: &'static str,
        actor_user_id: UserId, actor_name: String, actor_role: &'static str,
        outcome: Option<&'static str>, amount_fen: Option<i64>, reasons: Doc, note: Option<&'static str>,
        detail: Doc, acted_on: NaiveDate, at: At, once_key: Option<&'static str>, created_at: At,
    }
    Clock in case_clocks {
        county: &'static str, id: ClockId, case_id: CaseId, clock: &'static str,
        round: i32, started_on: NaiveDate, limit_amount: i32, limit_unit: &'static str, pauses: Doc,
        due_on: NaiveDate, provisional: bool, stopped_on: Option<NaiveDate>, version: i64, created_at: At,
        updated_at: At,
    }
    Trail in audit_entries {
        county: &'static str, id: AuditEntryId, at: At, actor_user_id: UserId,
        actor_name: String, actor_role: &'static str, action: &'static str, subject_type: &'static str,
        subject_id: String, division: String, request_id: String, detail: Doc, created_at: At,
    }
    Batch in approval_batches {
        county: &'static str, id: BatchId, township: String, item_code: String, month: String,
        state: &'static str, submitted_by: UserId, submitted_on: NaiveDate,
        received_on: NaiveDate, due_on: NaiveDate, due_provisional: bool, closed_on: Option<NaiveDate>,
        version: i64, created_at: At, updated_at: At,
    }
    BatchRow in approval_batch_rows {
        county: &'static str, id: BatchRowId, batch_id: BatchId,
        case_id: CaseId, position: i32, result: &'static str, amount_fen: Option<i64>,
        created_at: At, updated_at: At,
    }
    YearTotal in year_totals {
        county: &'static str, person_id: PersonId, scheme: String, year: i16, paid_fen: i64,
        created_at: At, updated_at: At,
    }
    Payment in payments {
        county: &'static str, id: PaymentId, month: String, case_id: CaseId,
        person_id: PersonId, payee_name: String, bank_account_mask: Option<String>, division: String,
        scheme: String, kind: &'static str, amount_fen: i64, state: &'static str, created_at: At,
    }
}

pub fn cases(conn: &mut Conn) -> QueryResult<i64> {
    cases::table.count().get_result(conn)
}

/// One transaction.
pub fn together<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Outcome<T>) -> Outcome<T> {
    conn.transaction(work)
}

/// A seed that breaks off is thrown away, so it need not survive a power cut.
pub fn quick(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Sqlite(_) => conn.execute_script("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000"),
        Conn::Pg(_) => conn.execute_script("SET synchronous_commit TO off"),
    }
}

/// All of it on disk.
pub fn settle(conn: &mut Conn) -> Outcome<()> {
    // PostgreSQL would do so by itself, a little later.
    conn.execute_script(match conn {
        Conn::Sqlite(_) => "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)",
        Conn::Pg(_) => "ANALYZE",
    })?;
    Ok(())
}

/// The county with its towns and villages, unless they are there.
pub fn divisions(conn: &mut Conn, places: &Places, now: Moment) -> QueryResult<()> {
    let there: i64 = divisions::table.count().get_result(conn)?;
    if there > 0 {
        return Ok(());
    }
    let mut rows: Vec<Division> = places
        .all()
        .map(|(code, parent, level, name, full_name)| Division {
            code,
            parent,
            level,
            name,
            full_name,
            valid_from: NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default(),
            valid_to: None,
            created_at: now.stamp(),
        })
        .collect();
    Division::put(conn, &mut rows)
}
