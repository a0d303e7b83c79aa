use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::conn::Conn;
use crate::db::schema::cases;
use crate::ids::{CaseId, PersonId};

/// What the progress of a case is told from.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cases)]
pub struct Progressing {
    pub id: CaseId,
    pub applicant_person_id: PersonId,
    pub flow_code: String,
    pub flow_version: i32,
    pub stage: String,
    pub accepted_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub due_on: Option<NaiveDate>,
    pub due_provisional: bool,
    pub scheme: String,
}

pub fn by_number(conn: &mut Conn, county: &str, case_no: &str) -> QueryResult<Option<Progressing>> {
    cases::table
        .filter(cases::county.eq(county))
        .filter(cases::case_no.eq(case_no))
        .select(Progressing::as_select())
        .first(conn)
        .optional()
}
