use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::access::Role;

use crate::ids::UserId;

pub use crate::divisions::DivisionRef;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSession)]
pub struct Credentials {
    #[schema(example = "clerk")]
    pub username: String,
    #[schema(example = "Demo-2026!")]
    pub password: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SessionRefresh)]
pub struct NewRefresh {
    pub refresh_token: String,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PasswordChange)]
pub struct NewPassword {
    pub current_password: String,
    /// At least 10 characters, not common, none of the last five.
    pub new_password: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Session)]
pub struct SessionView {
    /// Bearer token, 15 minutes.
    pub access_token: String,
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: i64,
    /// Used once. For 20 seconds the same one is answered with the same successor; later, or
    /// with an older one, its use ends the session.
    pub refresh_token: String,
    pub user: UserView,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CurrentSession)]
pub struct CurrentView {
    pub user: UserView,
}

/// An account, without its password.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = User)]
pub struct UserView {
    pub id: UserId,
    pub username: String,
    pub name: String,
    pub role: Role,
    pub division: DivisionRef,
    /// Six digits.
    pub county: String,
    pub permissions: Vec<String>,
    /// Office telephone, printed on receipts.
    pub phone: Option<String>,
    pub must_change_password: bool,
    pub disabled: bool,
    pub last_login_at: Option<DateTime<Utc>>,
    pub version: i64,
}
