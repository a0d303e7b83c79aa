use diesel::prelude::*;
use yangguang_domain::access::Role;

use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::users;
use crate::db::types::{At, Doc};
use crate::ids::UserId;

/// An account without its secrets.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct AccountRow {
    pub id: UserId,
    pub county: String,
    pub username: String,
    pub name: String,
    pub role: String,
    pub division: String,
    pub office_phone: Option<String>,
    pub must_change_password: bool,
    pub disabled: bool,
    pub last_login_at: Option<At>,
    pub version: i64,
}

#[derive(Insertable)]
#[diesel(table_name = users)]
pub struct FreshRow {
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
    pub created_at: At,
    pub updated_at: At,
}

pub fn insert(conn: &mut Conn, row: FreshRow) -> QueryResult<usize> {
    diesel::insert_into(users::table).values(row).execute(conn)
}

/// An account by its name, for commands.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct Named {
    pub id: UserId,
    pub county: String,
    pub division: String,
}

/// # Errors
/// As the database answers.
pub fn by_username(conn: &mut Conn, username: &str) -> QueryResult<Option<Named>> {
    users::table.filter(users::username.eq(username)).select(Named::as_select()).first(conn).optional()
}

pub fn find(conn: &mut Conn, county: &str, id: UserId) -> QueryResult<Option<AccountRow>> {
    users::table
        .find(id)
        .filter(users::county.eq(county))
        .select(AccountRow::as_select())
        .first(conn)
        .optional()
}

/// The current and the former password hashes, newest first.
pub fn hashes(conn: &mut Conn, id: UserId) -> QueryResult<(String, Doc)> {
    users::table.find(id).select((users::password_hash, users::password_history)).first(conn)
}

/// Which accounts are looked for: of a county, from division `low` to `high`.
pub struct Wanted<'a> {
    pub county: &'a str,
    pub low: String,
    pub high: String,
    pub roles: Option<&'a [Role]>,
    pub active: bool,
    pub after: Option<String>,
    pub limit: i64,
}

/// In the order of their user names.
pub fn list(conn: &mut Conn, wanted: Wanted) -> QueryResult<Vec<AccountRow>> {
    let mut query = users::table
        .filter(users::county.eq(wanted.county))
        .filter(users::division.between(wanted.low, wanted.high))
        .into_boxed();
    if let Some(roles) = wanted.roles {
        query = query.filter(users::role.eq_any(roles.iter().map(|role| role.as_str())));
    }
    if wanted.active {
        query = query.filter(users::disabled.eq(false));
    }
    if let Some(after) = wanted.after {
        query = query.filter(users::username.gt(after));
    }
    query.select(AccountRow::as_select()).order(users::username).limit(wanted.limit).load(conn)
}

/// Writes the members an administrator may change; 0 when the version has moved on.
pub fn update(conn: &mut Conn, row: &AccountRow, now: Moment) -> QueryResult<usize> {
    diesel::update(
        users::table
            .find(row.id)
            .filter(users::county.eq(&row.county))
            .filter(users::version.eq(row.version)),
    )
    .set((
        users::name.eq(&row.name),
        users::role.eq(&row.role),
        users::division.eq(&row.division),
        users::office_phone.eq(&row.office_phone),
        users::disabled.eq(row.disabled),
        users::version.eq(users::version + 1),
        users::updated_at.eq(now.stamp()),
    ))
    .execute(conn)
}
