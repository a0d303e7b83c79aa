//! Logging in: a short access token that is looked up at every request, so that
//! logging out and losing a post work at once, and a refresh token that is used once, or
//! several times at once by the tabs of one browser.

mod model;
mod ops;
mod password;
mod routes;
mod store;
mod token;

use crate::actor::Actor;
use crate::app::App;
use crate::clock::Moment;
use crate::codes::{Code, code};
use crate::db::conn::Conn;
use crate::failure::{Failure, Outcome};

pub use model::{DivisionRef, UserView};
pub use password::{hash as hash_password, hash_apart as hash_password_apart, weakness};
pub use routes::configure;
pub use store::{end_all, set_password, user_view};
pub use token::Claims;

pub const CODES: &[Code] = &[
    code(
        "wrong_credentials",
        401,
        "用户名或密码不正确",
        "请核对后重试；连续五次错误将锁定15分钟。",
        "The user name or password is wrong",
        "Check them; after five failures the account is locked for 15 minutes.",
    ),
    code(
        "account_locked",
        429,
        "账号已锁定",
        "密码连续错误五次。请在{wait}后再试，或联系管理员重置密码。",
        "The account is locked",
        "Five wrong passwords. Wait {wait} or ask the administrator.",
    ),
    code("session_ended", 401, "登录已失效", "请重新登录。", "The session has ended", "Log in again."),
    code(
        "password_change_required",
        403,
        "请先修改初始密码",
        "首次登录须修改密码后才能办理业务。",
        "Change the initial password first",
        "Nothing else can be done before that.",
    ),
    code(
        "password_too_short",
        422,
        "密码至少10个字符",
        "请设置更长的密码。",
        "The password needs at least 10 characters",
        "Choose a longer one.",
    ),
    code(
        "password_too_common",
        422,
        "密码太常见或包含用户名",
        "请换一个不易猜到的密码。",
        "The password is too common or contains the user name",
        "Choose one that is hard to guess.",
    ),
    code(
        "password_used_before",
        422,
        "不能使用最近5次用过的密码",
        "请换一个新密码。",
        "One of the last five passwords",
        "Choose a new one.",
    ),
    code(
        "wrong_current_password",
        422,
        "当前密码不正确",
        "请核对当前密码。",
        "The current password is wrong",
        "Check it.",
    ),
];

/// An account known by its access token.
pub struct Known {
    pub actor: Actor,
    pub must_change_password: bool,
}

/// What an access token says, if it is ours and not expired at this moment.
///
/// # Errors
/// `login_required` when it is forged or expired.
pub fn claims(app: &App, text: &str, now: Moment) -> Outcome<Claims> {
    token::verify(app.vault.token_key(), text, now)
}

/// Who holds a token, by what is stored now: the post and the division are read from the
/// account, not from the token.
///
/// # Errors
/// `session_ended` when the session was ended or the account disabled.
pub fn recognise(conn: &mut Conn, claims: &Claims, now: Moment) -> Outcome<Known> {
    let found = store::known(conn, &claims.county, claims.session, now)?;
    found.ok_or_else(|| Failure::no("session_ended"))
}
