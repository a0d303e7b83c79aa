use diesel::prelude::*;
use yangguang_domain::access::{Role, Scope, permissions};

use super::Known;
use super::model::UserView;
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{divisions, sessions, users};
use crate::db::types::{At, Doc};
use crate::divisions::DivisionRef;
use crate::failure::{Failure, Outcome};
use crate::ids::{SessionId, UserId};
use crate::on_each;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct UserRow {
    pub id: UserId,
    pub county: String,
    pub username: String,
    pub name: String,
    pub role: String,
    pub division: String,
    pub office_phone: Option<String>,
    pub password_hash: String,
    pub password_history: Doc,
    pub must_change_password: bool,
    pub failed_count: i32,
    pub locked_until: Option<At>,
    pub disabled: bool,
    pub last_login_at: Option<At>,
    pub version: i64,
}

impl UserRow {
    /// The actor of this account; none if the stored post is not one we know.
    pub fn actor(&self, session: Option<SessionId>) -> Option<Actor> {
        actor(self.id, self.name.clone(), &self.role, &self.division, session)
    }

    /// The current and the former password hashes.
    pub fn hashes(&self) -> Vec<String> {
        let former: Vec<String> = self.password_history.clone().read().unwrap_or_default();
        std::iter::once(self.password_hash.clone()).chain(former).collect()
    }
}

fn actor(id: UserId, name: String, role: &str, division: &str, session: Option<SessionId>) -> Option<Actor> {
    let role = Role::parse(role)?;
    let scope = Scope::new(division, yangguang_domain::access::level(role))?;
    Some(Actor { user: Some(id), session, name, role: Some(role), scope })
}

/// Who acts in a session that is not over: asked at every request, so it reads no more
/// than that.
pub fn known(conn: &mut Conn, county: &str, session: SessionId, now: Moment) -> QueryResult<Option<Known>> {
    let query = sessions::table
        .find((county, session))
        .inner_join(users::table.on(users::id.eq(sessions::user_id)))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::ends_at.gt(now.stamp()))
        .filter(users::disabled.eq(false))
        .select((users::id, users::name, users::role, users::division, users::must_change_password));
    let found: Option<(UserId, String, String, String, bool)> =
        on_each!(conn, each => query.first(each)).optional()?;
    Ok(found.and_then(|(id, name, role, division, must_change_password)| {
        let actor = actor(id, name, &role, &division, Some(session))?;
        Some(Known { actor, must_change_password })
    }))
}

/// The account of a session that is not over.
pub fn live(conn: &mut Conn, county: &str, session: SessionId, now: Moment) -> QueryResult<Option<UserRow>> {
    sessions::table
        .find((county, session))
        .inner_join(users::table.on(users::id.eq(sessions::user_id)))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::ends_at.gt(now.stamp()))
        .filter(users::disabled.eq(false))
        .select(UserRow::as_select())
        .first(conn)
        .optional()
}

pub fn by_name(conn: &mut Conn, username: &str) -> QueryResult<Option<UserRow>> {
    users::table.filter(users::username.eq(username)).select(UserRow::as_select()).first(conn).optional()
}

pub fn by_id(conn: &mut Conn, id: UserId) -> QueryResult<Option<UserRow>> {
    users::table.find(id).select(UserRow::as_select()).first(conn).optional()
}

/// The view of an account by its id.
///
/// # Errors
/// `not_found`, or as the database answers.
pub fn user_view(conn: &mut Conn, id: UserId) -> Outcome<UserView> {
    let row = by_id(conn, id)?.ok_or_else(Failure::not_found)?;
    let (name, level, full_name): (String, i16, String) = divisions::table
        .find(&row.division)
        .select((divisions::name, divisions::level, divisions::full_name))
        .first(conn)?;
    let role = Role::parse(&row.role).ok_or_else(|| Failure::internal("an account without a post"))?;
    Ok(UserView {
        id: row.id,
        username: row.username,
        name: row.name,
        role,
        division: DivisionRef { code: row.division, name, level, full_name },
        county: row.county,
        permissions: permissions(role).iter().map(ToString::to_string).collect(),
        phone: row.office_phone,
        must_change_password: row.must_change_password,
        disabled: row.disabled,
        last_login_at: row.last_login_at.map(|at| at.0),
        version: row.version,
    })
}

pub fn record_login(conn: &mut Conn, id: UserId, now: Moment) -> QueryResult<usize> {
    diesel::update(users::table.find(id))
        .set((
            users::failed_count.eq(0),
            users::locked_until.eq(None::<At>),
            users::last_login_at.eq(Some(now.stamp())),
        ))
        .execute(conn)
}

pub fn record_failure(
    conn: &mut Conn,
    id: UserId,
    count: i32,
    locked_until: Option<At>,
) -> QueryResult<usize> {
    diesel::update(users::table.find(id))
        .set((users::failed_count.eq(count), users::locked_until.eq(locked_until)))
        .execute(conn)
}

pub fn set_password(
    conn: &mut Conn,
    id: UserId,
    hash: &str,
    history: Doc,
    must_change: bool,
    now: Moment,
) -> QueryResult<usize> {
    diesel::update(users::table.find(id))
        .set((
            users::password_hash.eq(hash),
            users::password_history.eq(history),
            users::must_change_password.eq(must_change),
            users::failed_count.eq(0),
            users::locked_until.eq(None::<At>),
            users::version.eq(users::version + 1),
            users::updated_at.eq(now.stamp()),
        ))
        .execute(conn)
}

#[derive(Debug, Queryable, Insertable)]
#[diesel(table_name = sessions)]
pub struct SessionRow {
    pub county: String,
    pub id: SessionId,
    pub user_id: UserId,
    pub refresh_hash: String,
    pub refresh_expires_at: At,
    pub ends_at: At,
    pub ended_at: Option<At>,
    pub end_reason: Option<String>,
    pub created_at: At,
}

pub fn insert(conn: &mut Conn, row: SessionRow) -> QueryResult<usize> {
    diesel::insert_into(sessions::table).values(row).execute(conn)
}

pub fn find(conn: &mut Conn, county: &str, id: SessionId) -> QueryResult<Option<SessionRow>> {
    sessions::table.find((county, id)).first(conn).optional()
}

pub fn rotate(conn: &mut Conn, county: &str, id: SessionId, hash: &str, expires: At) -> QueryResult<usize> {
    diesel::update(sessions::table.find((county, id)))
        .set((sessions::refresh_hash.eq(hash), sessions::refresh_expires_at.eq(expires)))
        .execute(conn)
}

pub fn end(conn: &mut Conn, county: &str, id: SessionId, reason: &str, now: Moment) -> QueryResult<usize> {
    diesel::update(sessions::table.find((county, id)).filter(sessions::ended_at.is_null()))
        .set((sessions::ended_at.eq(Some(now.stamp())), sessions::end_reason.eq(Some(reason))))
        .execute(conn)
}

/// Ends every session of an account `but` one: its password or post was changed.
pub fn end_all(
    conn: &mut Conn,
    county: &str,
    user: UserId,
    but: Option<SessionId>,
    reason: &str,
    now: Moment,
) -> QueryResult<usize> {
    diesel::update(
        sessions::table
            .filter(sessions::county.eq(county))
            .filter(sessions::user_id.eq(user))
            .filter(sessions::id.ne_all(but))
            .filter(sessions::ended_at.is_null()),
    )
    .set((sessions::ended_at.eq(Some(now.stamp())), sessions::end_reason.eq(Some(reason))))
    .execute(conn)
}
