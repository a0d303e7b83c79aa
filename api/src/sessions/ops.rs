use chrono::Duration;
use serde_json::json;

use super::model::{Credentials, NewPassword, NewRefresh, SessionView};
use super::{password, store, token};
use crate::actor::Actor;
use crate::app::{Call, Shared, Tx};
use crate::audit::{Entry, Traced};
use crate::clock::Moment;
use crate::db::types::{At, Doc};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::once::Once;
use crate::http::reply::Reply;
use crate::ids::SessionId;
use crate::vault::{random_token, sha256_hex};

const FAILURES: i32 = 5;
const LOCK_MINUTES: i64 = 15;
/// A session that is not used for so long is over.
const IDLE_MINUTES: i64 = 30;
/// And so is every session after a working day.
const LONGEST_HOURS: i64 = 12;
/// For so long after it was traded a refresh token is still answered, with the same
/// successor: two tabs, or a page loaded again before the answer came, are one person.
const GRACE_SECONDS: i64 = 20;
const FORMER_PASSWORDS: usize = 5;

/// Checks the password and opens a session.
pub async fn log_in(app: &Shared, call: Call, credentials: Credentials) -> Outcome<SessionView> {
    let username = credentials.username.trim().to_lowercase();
    let asked = username.clone();
    let found = app.db.point(move |conn| Ok(store::by_name(conn, &asked)?)).await?;
    let Some(row) = found else {
        // As long as for an account that exists: names can not be guessed by time.
        password::matches_any(credentials.password, vec![DUMMY.to_owned()]).await?;
        return Err(Failure::no("wrong_credentials"));
    };
    unlocked(&row, call.now)?;
    let right = password::matches_any(credentials.password, vec![row.password_hash.clone()]).await?;
    let call = Call { actor: row.actor(None).ok_or_else(Failure::not_found)?, ..call };
    let user = row.id;
    let refresh = random_token();
    app.transact(call, move |tx| {
        // Read again: a change of the password or other logins may have come in between,
        // and the fifth wrong one locks out also those that were under way.
        let now = store::by_id(tx.conn, user)?.ok_or_else(Failure::not_found)?;
        unlocked(&now, tx.now)?;
        if now.disabled || !right || now.password_hash != row.password_hash {
            return wrong(tx, &now);
        }
        store::record_login(tx.conn, user, tx.now)?;
        let view = open(tx, &now, &refresh)?;
        Ok(Traced::new(Ok(view), Entry::new("session.opened", "user", user).at(&now.division)))
    })
    .await?
}

/// The result is inside, since the failed attempt itself must be written down.
fn wrong(tx: &mut Tx, row: &store::UserRow) -> Outcome<Traced<Outcome<SessionView>>> {
    let (until, entry) = failed(tx, row, "session.refused")?;
    let answer = until.map_or_else(|| Failure::no("wrong_credentials"), |until| locked(until, tx.now));
    Ok(Traced::new(Err(answer), entry))
}

/// One more wrong password, and until when it locks the account.
fn failed(tx: &mut Tx, row: &store::UserRow, action: &'static str) -> Outcome<(Option<At>, Entry)> {
    let before = if row.locked_until.is_some() { 0 } else { row.failed_count };
    let count = before + 1;
    let until = (count >= FAILURES).then(|| At::new(tx.now.at + Duration::minutes(LOCK_MINUTES)));
    store::record_failure(tx.conn, row.id, count, until)?;
    let entry = Entry::new(action, "user", row.id).at(&row.division);
    Ok((until, entry.with(json!({ "failures": count }))))
}

/// # Errors
/// `account_locked` while it is.
fn unlocked(row: &store::UserRow, now: Moment) -> Outcome<()> {
    let until = row.locked_until.filter(|until| until.0 > now.at);
    until.map_or(Ok(()), |until| Err(locked(until, now)))
}

fn locked(until: At, now: Moment) -> Failure {
    let seconds = (until.0 - now.at).num_seconds().max(1);
    Failure::no_with("account_locked", vec![("retry_after", seconds.to_string())])
}

fn open(tx: &mut Tx, row: &store::UserRow, refresh: &str) -> Outcome<SessionView> {
    let id = SessionId::new(tx.now);
    store::insert(
        tx.conn,
        store::SessionRow {
            county: row.county.clone(),
            id,
            user_id: row.id,
            refresh_hash: sha256_hex(refresh.as_bytes()),
            refresh_expires_at: At::new(tx.now.at + Duration::minutes(IDLE_MINUTES)),
            ends_at: At::new(tx.now.at + Duration::hours(LONGEST_HOURS)),
            ended_at: None,
            end_reason: None,
            created_at: tx.now.stamp(),
        },
    )?;
    view(tx, row, id, refresh)
}

fn view(tx: &mut Tx, row: &store::UserRow, id: SessionId, refresh: &str) -> Outcome<SessionView> {
    Ok(SessionView {
        access_token: token::issue(tx.app.vault.token_key(), row.id, id, &row.county, tx.now)?,
        token_type: "Bearer",
        expires_in: token::SECONDS,
        // The session is named in it, so that an old one can be recognised.
        refresh_token: format!("{}.{id}.{refresh}", row.county),
        user: store::user_view(tx.conn, row.id)?,
    })
}

/// Gives a new pair for a refresh token. Within the grace the same token gets the same
/// successor, however many ask at once: the successor follows from the token and a key of
/// the server, so it is told again without having been stored, and the session never has
/// two lines of tokens. Later, or of an older generation, a token ends the session, since
/// two hold it: of a thief and the owner who both got in within the grace, the second to
/// trade the successor is found.
///
/// # Errors
/// `session_ended`: over, of a disabled account, or ended by this very use.
pub async fn refresh(app: &Shared, call: Call, new: NewRefresh) -> Outcome<SessionView> {
    let ended = || Failure::no("session_ended");
    let mut parts = new.refresh_token.splitn(3, '.');
    let (county, id, secret) = (parts.next(), parts.next(), parts.next());
    let (Some(county), Some(id), Some(secret)) = (county, id, secret) else { return Err(ended()) };
    let (county, hash) = (county.to_owned(), sha256_hex(secret.as_bytes()));
    let id: SessionId = id.parse().map_err(|_| ended())?;
    let next = app.vault.successor(secret);
    let call = Call { actor: Actor::system(&county), ..call };
    app.transact(call, move |tx| {
        let session = store::find(tx.conn, &county, id)?.ok_or_else(ended)?;
        let row = store::live(tx.conn, &county, id, tx.now)?.ok_or_else(ended)?;
        let next_hash = sha256_hex(next.as_bytes());
        let traded = session.refresh_hash == next_hash && within_grace(&session, tx.now);
        if session.refresh_hash != hash && !traded {
            store::end(tx.conn, &county, id, "reuse", tx.now)?;
            let entry = Entry::new("session.reuse_detected", "user", row.id).at(&row.division);
            return Ok(Traced::new(Err(ended()), entry));
        }
        if session.refresh_expires_at.0 <= tx.now.at {
            return Err(ended());
        }
        if !traded {
            let expires = At::new(tx.now.at + Duration::minutes(IDLE_MINUTES));
            store::rotate(tx.conn, &county, id, &next_hash, expires)?;
        }
        let view = view(tx, &row, id, &next)?;
        let actor = row.actor(Some(id)).ok_or_else(ended)?;
        let entry = Entry::new("session.refreshed", "user", row.id).at(&row.division).by(actor);
        Ok(Traced::new(Ok(view), if traded { entry.with(json!({ "repeated": true })) } else { entry }))
    })
    .await?
}

/// Whether the session's token is young enough for its predecessor to be answered. It was
/// traded where its idle time began. Two copies of the server differ by a second or two,
/// hence both ways.
fn within_grace(session: &store::SessionRow, now: Moment) -> bool {
    let traded_at = session.refresh_expires_at.0 - Duration::minutes(IDLE_MINUTES);
    (now.at - traded_at).abs() < Duration::seconds(GRACE_SECONDS)
}

pub async fn log_out(app: &Shared, call: Call) -> Outcome<()> {
    app.transact(call, |tx| {
        let user = tx.actor.user_id()?;
        if let Some(session) = tx.actor.session {
            store::end(tx.conn, tx.actor.county(), session, "logout", tx.now)?;
        }
        let entry = Entry::new("session.ended", "user", user).at(&tx.actor.scope.division);
        Ok(Traced::new((), entry))
    })
    .await
}

/// Changes one's own password; whoever else is logged in with the old one is out.
///
/// # Errors
/// `invalid` with all that is wrong; `account_locked` after five wrong current passwords:
/// who holds no more than a token guesses no more often here than at the door.
pub async fn change_password(app: &Shared, call: Call, once: Once, new: NewPassword) -> Outcome<Reply> {
    let user = call.actor.user_id()?;
    let row =
        app.db.point(move |conn| Ok(store::by_id(conn, user)?)).await?.ok_or_else(Failure::not_found)?;
    unlocked(&row, call.now)?;
    let right = password::matches_any(new.current_password, vec![row.password_hash.clone()]).await?;
    let weakness = weakness_of(&new.new_password, &row).await?;
    let good = right && weakness.is_none();
    let hash = if good { Some(password::hash_apart(new.new_password).await?) } else { None };
    let changed = app.write(call.clone(), once, move |tx| {
        let mut checks = Checks::new();
        // Read again: another change or wrong passwords may have come in between.
        let now = store::by_id(tx.conn, user)?.ok_or_else(Failure::not_found)?;
        unlocked(&now, tx.now)?;
        checks.check(
            right && now.password_hash == row.password_hash,
            "/current_password",
            "wrong_current_password",
        );
        if let Some(code) = weakness {
            checks.check(false, "/new_password", code);
        }
        checks.done()?;
        let hash = hash.as_ref().ok_or_else(|| Failure::internal("a good password was not hashed"))?;
        let history = Doc::of(&row.hashes().into_iter().take(FORMER_PASSWORDS).collect::<Vec<_>>())?;
        store::set_password(tx.conn, user, hash, history, false, tx.now)?;
        store::end_all(tx.conn, tx.actor.county(), user, tx.actor.session, "password_changed", tx.now)?;
        let view = store::user_view(tx.conn, user)?;
        let entry = Entry::new("user.password_changed", "user", user).at(&row.division);
        Ok(Traced::new(
            Reply::created(format!("/api/v1/accounts/{user}"), &view)?.version(view.version),
            entry,
        ))
    });
    let changed = changed.await;
    // An answer is kept of what was right once, however often it is asked for again.
    if right || changed.is_ok() {
        return changed;
    }
    let until = app
        .transact(call, move |tx| {
            let row = store::by_id(tx.conn, user)?.ok_or_else(Failure::not_found)?;
            unlocked(&row, tx.now)?;
            let (until, entry) = failed(tx, &row, "user.password_refused")?;
            Ok(Traced::new(until.map(|until| locked(until, tx.now)), entry))
        })
        .await?;
    until.map_or(changed, Err)
}

async fn weakness_of(plain: &str, row: &store::UserRow) -> Outcome<Option<&'static str>> {
    if let Some(code) = password::weakness(plain, &row.username) {
        return Ok(Some(code));
    }
    let used = password::matches_any(plain.to_owned(), row.hashes()).await?;
    Ok(used.then_some("password_used_before"))
}

/// The hash of nobody's password, of our own cost.
const DUMMY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Yl5GcrYmwG0VZLnhO8YsWoxoP3y1rXWVvkXkQ5bkh7M";
