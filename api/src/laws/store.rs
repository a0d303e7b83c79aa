use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::actor::Actor;
use crate::db::conn::Conn;
use crate::db::schema::cases;

/// Cases of the actor's county that are not closed, by what they were opened under.
#[derive(Debug, Queryable)]
pub struct Running {
    pub item_code: String,
    pub item_version: i32,
    pub flow_code: String,
    pub flow_version: i32,
    pub policy_code: String,
    pub cases: i64,
}

pub fn running(conn: &mut Conn, actor: &Actor) -> QueryResult<Vec<Running>> {
    let under =
        (cases::item_code, cases::item_version, cases::flow_code, cases::flow_version, cases::policy_code);
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::closed_on.is_null())
        .group_by(under)
        .select((
            cases::item_code,
            cases::item_version,
            cases::flow_code,
            cases::flow_version,
            cases::policy_code,
            count_star(),
        ))
        .load(conn)
}
