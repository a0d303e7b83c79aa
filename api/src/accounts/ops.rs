use std::collections::HashMap;

use serde_json::json;
use yangguang_domain::access::{Role, Scope, level, permissions};
use yangguang_domain::refusal::Refusal;
use yangguang_domain::typed;

use super::model::{AccountPatch, NewAccountBody, OfficerView, PageQuery, ResetBody};
use super::store::{self, AccountRow, FreshRow, Wanted};
use crate::app::{Call, Shared, Tx, View};
use crate::audit::{self, Entry, Traced, changes};
use crate::db::conn::Conn;
use crate::db::errors::violates;
use crate::db::types::Doc;
use crate::divisions::{DivisionRef, division_refs};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::reply::Reply;
use crate::ids::UserId;
use crate::sessions::{self, UserView};

const FORMER_PASSWORDS: usize = 5;
const LONGEST_NAME: usize = 50;
const LONGEST_PASSWORD: usize = 128;
/// Who visits and checks in a township. The leader does not: who signs a check may not
/// review it.
const TOWNSHIP_STAFF: &[Role] = &[Role::Agent, Role::Clerk, Role::Officer];
const COUNTY_STAFF: &[Role] = &[Role::Examiner, Role::Approver];

/// An account to be opened, its password already hashed elsewhere.
#[derive(Debug, Clone)]
pub struct NewAccount {
    pub username: String,
    pub name: String,
    pub role: Role,
    pub division: String,
    pub phone: Option<String>,
}

/// Opens an account inside a transaction of the actor's county; the caller writes the
/// trace.
///
/// # Errors
/// All fields that are not right; `username_taken`.
pub fn create(tx: &mut Tx, mut new: NewAccount, hash: &str, must_change: bool) -> Outcome<UserId> {
    new.name = typed::name(&new.name);
    new.phone = new.phone.map(|phone| typed::office_phone(&phone)).filter(|phone| !phone.is_empty());
    let mut checks = Checks::new();
    check_username(&mut checks, &new.username);
    check_person(&mut checks, &new.name, new.phone.as_ref());
    check_post(tx, &mut checks, new.role, &new.division)?;
    checks.done()?;
    let id = UserId::new(tx.now);
    let row = FreshRow {
        id,
        county: tx.actor.county().to_owned(),
        username: new.username,
        name: new.name,
        role: new.role.to_string(),
        division: new.division,
        office_phone: new.phone,
        password_hash: hash.to_owned(),
        password_history: Doc::from(json!([])),
        must_change_password: must_change,
        failed_count: 0,
        locked_until: None,
        disabled: false,
        last_login_at: None,
        version: 1,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
    };
    store::insert(tx.conn, row).map_err(|error| {
        if violates(&error, "users_username_key") {
            Failure::Refused(Refusal::new("username_taken").at("/username"))
        } else {
            error.into()
        }
    })?;
    Ok(id)
}

fn check_username(checks: &mut Checks, username: &str) {
    let fits = (3..=32).contains(&username.len())
        && username.starts_with(|c: char| c.is_ascii_lowercase())
        && username.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b));
    checks.check(fits, "/username", "bad_username");
}

fn check_person(checks: &mut Checks, name: &str, phone: Option<&String>) {
    checks.text(name, "/name", LONGEST_NAME);
    if let Some(phone) = phone {
        let digits = phone.bytes().filter(u8::is_ascii_digit).count();
        let fits = (3..=20).contains(&digits)
            && phone.len() <= 30
            && phone.bytes().all(|b| b.is_ascii_digit() || b"+-() ".contains(&b));
        checks.check(fits, "/phone", "bad_phone");
    }
}

/// A division of the post's level, within one's own county.
fn check_post(tx: &mut Tx, checks: &mut Checks, role: Role, division: &str) -> Outcome<()> {
    let found = division_refs(tx.conn, [division])?.remove(division);
    let Some(found) = found else {
        checks.check(false, "/division", "unknown_division");
        return Ok(());
    };
    let wanted = i16::from(level(role));
    if tx.actor.sees(division).is_err() {
        checks.check(false, "/division", "outside_scope");
    } else if found.level != wanted {
        checks.add("/division", "wrong_level", vec![("level", wanted.to_string())]);
    }
    Ok(())
}

fn check_password(checks: &mut Checks, password: &str, username: &str) {
    if password.chars().count() > LONGEST_PASSWORD {
        checks.add("/password", "too_long", vec![("most", LONGEST_PASSWORD.to_string())]);
    } else if let Some(code) = sessions::weakness(password, username) {
        checks.check(false, "/password", code);
    }
}

pub async fn open(app: &Shared, call: Call, once: Once, body: NewAccountBody) -> Outcome<Reply> {
    let hash = sessions::hash_password_apart(body.password.clone()).await?;
    app.write(call, once, move |tx| {
        let mut weak = Checks::new();
        check_password(&mut weak, &body.password, &body.username);
        let new = NewAccount {
            username: body.username.clone(),
            name: body.name.clone(),
            role: body.role,
            division: body.division.clone(),
            phone: body.phone.clone(),
        };
        // Both halves' faults at once.
        let id = match (create(tx, new, &hash, true), weak.done()) {
            (Ok(id), Ok(())) => id,
            (Err(Failure::Fields(mut fields)), Err(Failure::Fields(more))) => {
                fields.extend(more);
                return Err(Failure::Fields(fields));
            }
            (Err(failure), _) | (_, Err(failure)) => return Err(failure),
        };
        let view = sessions::user_view(tx.conn, id)?;
        let detail = json!({ "username": body.username, "name": view.name, "role": body.role });
        let entry = Entry::new("user.created", "user", id).at(&body.division).with(detail);
        Ok(Traced::new(Reply::created(address(id), &view)?.version(view.version), entry))
    })
    .await
}

fn address(id: UserId) -> String {
    format!("/api/v1/accounts/{id}")
}

pub fn list(view: &mut View, query: PageQuery) -> Outcome<Page<UserView>> {
    let limit = cursor::limit(query.limit)?;
    let after = cursor::decode(query.cursor.as_ref())?;
    let scope = &view.actor.scope;
    let wanted = Wanted {
        county: &scope.county,
        low: scope.low(),
        high: scope.high(),
        roles: None,
        active: false,
        after,
        limit: limit + 1,
    };
    let rows = store::list(view.conn, wanted)?;
    let page = Page::of(rows, limit, |row| row.username.clone(), |row| row);
    let refs = division_refs(view.conn, page.items.iter().map(|row| row.division.as_str()))?;
    let items = page.items.into_iter().map(|row| user_view(row, &refs)).collect::<Outcome<_>>()?;
    Ok(Page { items, next_cursor: page.next_cursor })
}

fn user_view(row: AccountRow, refs: &HashMap<String, DivisionRef>) -> Outcome<UserView> {
    let division = refs.get(&row.division).cloned().ok_or_else(Failure::not_found)?;
    let role = Role::parse(&row.role).ok_or_else(|| Failure::internal("an account without a post"))?;
    Ok(UserView {
        id: row.id,
        username: row.username,
        name: row.name,
        role,
        division,
        county: row.county,
        permissions: permissions(role).iter().map(ToString::to_string).collect(),
        phone: row.office_phone,
        must_change_password: row.must_change_password,
        disabled: row.disabled,
        last_login_at: row.last_login_at.map(|at| at.0),
        version: row.version,
    })
}

/// An account of one's own area.
fn visible(conn: &mut Conn, scope: &Scope, id: UserId) -> Outcome<AccountRow> {
    store::find(conn, &scope.county, id)?
        .filter(|row| scope.contains(&row.division))
        .ok_or_else(Failure::not_found)
}

pub fn find(view: &mut View, id: UserId) -> Outcome<UserView> {
    visible(view.conn, &view.actor.scope, id)?;
    sessions::user_view(view.conn, id)
}

/// A change of post or division, or disabling, ends the account's sessions at once.
pub fn update(tx: &mut Tx, id: UserId, seen: IfMatch, patch: &AccountPatch) -> Outcome<Traced<UserView>> {
    let before = visible(tx.conn, &tx.actor.scope, id)?;
    audit::unchanged(tx, seen, ("user", id), before.version)?;
    let mut after = before.clone();
    after.name = patch.name.as_ref().map_or(after.name, |name| typed::name(name));
    after.role = patch.role.map_or(after.role, |role| role.to_string());
    after.division = patch.division.clone().unwrap_or(after.division);
    after.office_phone = match &patch.phone {
        None => after.office_phone,
        Some(phone) => phone.as_deref().map(typed::office_phone).filter(|phone| !phone.is_empty()),
    };
    after.disabled = patch.disabled.unwrap_or(after.disabled);

    let moved = (&after.role, &after.division) != (&before.role, &before.division);
    let shut = after.disabled && !before.disabled;
    if tx.actor.user == Some(id) && (moved || shut) {
        return Err(Failure::no("own_account"));
    }
    let mut checks = Checks::new();
    check_person(&mut checks, &after.name, after.office_phone.as_ref());
    if moved {
        let role = Role::parse(&after.role).ok_or_else(|| Failure::internal("an unknown post"))?;
        check_post(tx, &mut checks, role, &after.division)?;
    }
    checks.done()?;
    if store::update(tx.conn, &after, tx.now)? == 0 {
        return Err(Failure::no("stale_version"));
    }
    if moved || shut {
        let reason = if shut { "disabled" } else { "post_changed" };
        sessions::end_all(tx.conn, &before.county, id, None, reason, tx.now)?;
    }
    let entry = Entry::new("user.changed", "user", id).at(&after.division);
    let entry = entry.with(changes(&facts(&before), &facts(&after)));
    Ok(Traced::new(sessions::user_view(tx.conn, id)?, entry))
}

fn facts(row: &AccountRow) -> serde_json::Value {
    json!({
        "name": row.name,
        "role": row.role,
        "division": row.division,
        "phone": row.office_phone,
        "disabled": row.disabled,
    })
}

pub async fn reset_password(
    app: &Shared,
    call: Call,
    once: Once,
    id: UserId,
    body: ResetBody,
) -> Outcome<Reply> {
    let hash = sessions::hash_password_apart(body.password.clone()).await?;
    app.write(call, once, move |tx| {
        let row = visible(tx.conn, &tx.actor.scope, id)?;
        if tx.actor.user == Some(id) {
            return Err(Failure::no("own_account"));
        }
        let mut checks = Checks::new();
        check_password(&mut checks, &body.password, &row.username);
        checks.done()?;
        let entry = reset(tx, id, &row.division, &hash)?;
        let view = sessions::user_view(tx.conn, id)?;
        Ok(Traced::new(Reply::created(address(id), &view)?.version(view.version), entry))
    })
    .await
}

/// Sets a password for one login, lifts the lock and ends every session. Gives the
/// trace to write.
///
/// # Errors
/// As the database answers.
pub fn reset(tx: &mut Tx, id: UserId, division: &str, hash: &str) -> Outcome<Entry> {
    let (current, former) = store::hashes(tx.conn, id)?;
    let former: Vec<String> = former.read()?;
    let history: Vec<String> = std::iter::once(current).chain(former).take(FORMER_PASSWORDS).collect();
    sessions::set_password(tx.conn, id, hash, Doc::of(&history)?, true, tx.now)?;
    let county = tx.actor.county().to_owned();
    sessions::end_all(tx.conn, &county, id, None, "password_reset", tx.now)?;
    Ok(Entry::new("user.password_reset", "user", id).at(division))
}

/// Colleagues to be named in a visit or a check: of one's township, or of the county.
pub fn officers(view: &mut View, query: PageQuery) -> Outcome<Page<OfficerView>> {
    let limit = cursor::limit(query.limit)?;
    let after = cursor::decode(query.cursor.as_ref())?;
    let own = &view.actor.scope;
    let at_county = own.level <= 3;
    let township = Scope { level: 4, ..own.clone() };
    let within = if at_county { own } else { &township };
    let wanted = Wanted {
        county: &own.county,
        low: within.low(),
        high: within.high(),
        roles: Some(if at_county { COUNTY_STAFF } else { TOWNSHIP_STAFF }),
        active: true,
        after,
        limit: limit + 1,
    };
    let rows = store::list(view.conn, wanted)?;
    let page = Page::of(rows, limit, |row| row.username.clone(), |row| row);
    let officer = |row: AccountRow| {
        let role = Role::parse(&row.role).ok_or_else(|| Failure::internal("an account without a post"))?;
        Ok(OfficerView { id: row.id, name: row.name, role })
    };
    let items = page.items.into_iter().map(officer).collect::<Outcome<_>>()?;
    Ok(Page { items, next_cursor: page.next_cursor })
}
