use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::actor::Actor;
use crate::cases::EXPLAIN;
use crate::db::conn::Conn;
use crate::db::schema::{
    approval_batches, calendar_years, case_acts, case_clocks, cases, entitlement_changes, entitlements,
    notice_entries, notices,
};
use crate::ids::UserId;

/// Open cases of the actor's area by stage and item.
pub fn by_stage(conn: &mut Conn, actor: &Actor) -> QueryResult<Vec<(String, String, i64)>> {
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .filter(cases::closed_on.is_null())
        .group_by((cases::stage, cases::item_code))
        .select((cases::stage, cases::item_code, count_star()))
        .load(conn)
}

/// Open cases that wait at one of these stages after a return, by item.
pub fn returned(conn: &mut Conn, actor: &Actor, stages: Vec<String>) -> QueryResult<Vec<(String, i64)>> {
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .filter(cases::closed_on.is_null())
        .filter(cases::stage.eq_any(stages))
        .filter(cases::round.gt(1))
        .group_by(cases::item_code)
        .select((cases::item_code, count_star()))
        .load(conn)
}

/// Refusals whose clock of telling still runs.
pub fn undelivered(conn: &mut Conn, actor: &Actor) -> QueryResult<i64> {
    let runs = case_clocks::table
        .filter(case_clocks::county.eq(cases::county))
        .filter(case_clocks::case_id.eq(cases::id))
        .filter(case_clocks::clock.eq("service"))
        .filter(case_clocks::stopped_on.is_null());
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .filter(cases::outcome.eq("refused"))
        .filter(diesel::dsl::exists(runs))
        .count()
        .get_result(conn)
}

/// Cases of these flows in which relief was granted and is not yet explained.
pub fn unexplained(conn: &mut Conn, actor: &Actor, flows: Vec<String>) -> QueryResult<i64> {
    let explained = case_acts::table
        .filter(case_acts::county.eq(cases::county))
        .filter(case_acts::case_id.eq(cases::id))
        .filter(case_acts::act.eq(EXPLAIN));
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .filter(cases::outcome.eq("approved"))
        .filter(cases::flow_code.eq_any(flows))
        .filter(diesel::dsl::not(diesel::dsl::exists(explained)))
        .count()
        .get_result(conn)
}

/// Open cases due on or after `from` and before `to`.
pub fn due(conn: &mut Conn, actor: &Actor, from: NaiveDate, to: NaiveDate) -> QueryResult<i64> {
    cases::table
        .filter(cases::county.eq(actor.county()))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .filter(cases::closed_on.is_null())
        .filter(cases::due_on.ge(from))
        .filter(cases::due_on.lt(to))
        .count()
        .get_result(conn)
}

/// Tables of the actor's townships that wait to be sent up.
pub fn open_batches(conn: &mut Conn, actor: &Actor, until_month: &str) -> QueryResult<i64> {
    approval_batches::table
        .filter(approval_batches::county.eq(actor.county()))
        .filter(approval_batches::township.between(actor.scope.low(), actor.scope.high()))
        .filter(approval_batches::state.eq("open"))
        .filter(approval_batches::month.le(until_month))
        .count()
        .get_result(conn)
}

/// Notices in that state with someone to show; a draft of which all are withheld waits for nobody.
pub fn notices_in(conn: &mut Conn, actor: &Actor, state: &str) -> QueryResult<i64> {
    let shown = notice_entries::table
        .filter(notice_entries::county.eq(notices::county))
        .filter(notice_entries::notice_id.eq(notices::id))
        .filter(notice_entries::withheld_reason.is_null());
    notices::table
        .filter(notices::county.eq(actor.county()))
        .filter(notices::division.between(actor.scope.low(), actor.scope.high()))
        .filter(notices::state.eq(state))
        .filter(diesel::dsl::exists(shown))
        .count()
        .get_result(conn)
}

/// Benefits with a change that waits for the actor's decision: of somebody else, as who proposed
/// it may not decide it.
pub fn changes_waiting(conn: &mut Conn, actor: &Actor, user: UserId) -> QueryResult<i64> {
    let proposed = entitlement_changes::table
        .filter(entitlement_changes::county.eq(actor.county()))
        .filter(entitlement_changes::state.eq("proposed"))
        .filter(entitlement_changes::proposed_by.ne(user))
        .select(entitlement_changes::entitlement_id);
    entitlements::table
        .filter(entitlements::county.eq(actor.county()))
        .filter(entitlements::division.between(actor.scope.low(), actor.scope.high()))
        .filter(entitlements::id.eq_any(proposed))
        .count()
        .get_result(conn)
}

/// The last year whose calendar is known.
pub fn last_known_year(conn: &mut Conn) -> QueryResult<Option<i16>> {
    use diesel::dsl::max;
    calendar_years::table.select(max(calendar_years::year)).first(conn)
}
