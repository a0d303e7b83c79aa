//! Who acts, and what they may see.

use yangguang_domain::access::{Permission, Role, Scope, allows};

use crate::failure::{Failure, Outcome};
use crate::ids::{SessionId, UserId};

/// The first argument of every operation: an account, its post and its part of the land.
#[derive(Debug, Clone)]
pub struct Actor {
    /// `None` for the installation itself and for citizens.
    pub user: Option<UserId>,
    pub session: Option<SessionId>,
    pub name: String,
    pub role: Option<Role>,
    pub scope: Scope,
}

impl Actor {
    /// The installation itself: seeds, commands, and acts before anyone has logged in.
    pub fn system(county: &str) -> Actor {
        let division = format!("{county:0<12}");
        Actor {
            user: None,
            session: None,
            name: "system".to_owned(),
            role: None,
            scope: Scope { county: county.to_owned(), division, level: 3 },
        }
    }

    pub fn county(&self) -> &str {
        &self.scope.county
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.role.is_some_and(|role| allows(role, permission))
    }

    /// The account's id, where the law wants a person.
    ///
    /// # Errors
    /// `not_allowed` for the installation itself.
    pub fn user_id(&self) -> Outcome<UserId> {
        self.user.ok_or_else(|| Failure::no("not_allowed"))
    }

    /// What lies outside the scope does not exist.
    ///
    /// # Errors
    /// `not_found`.
    pub fn sees(&self, division: &str) -> Outcome<()> {
        if self.scope.contains(division) { Ok(()) } else { Err(Failure::not_found()) }
    }

    /// How idempotency keys are kept apart.
    pub fn principal(&self) -> String {
        self.user.map_or_else(|| "system".to_owned(), |user| user.to_string())
    }
}
