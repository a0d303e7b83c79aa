use diesel::prelude::*;

use crate::db::conn::Conn;
use crate::db::schema::payments;
use crate::db::types::At;
use crate::ids::{CaseId, PaymentId, PersonId};

#[derive(Debug, Insertable)]
#[diesel(table_name = payments)]
pub struct PaymentRow {
    pub county: String,
    pub id: PaymentId,
    pub month: String,
    pub case_id: CaseId,
    pub person_id: PersonId,
    pub division: String,
    pub scheme: String,
    pub kind: &'static str,
    pub amount_fen: i64,
    pub state: &'static str,
    pub created_at: At,
}

pub fn insert(conn: &mut Conn, row: PaymentRow) -> QueryResult<usize> {
    diesel::insert_into(payments::table).values(row).execute(conn)
}
