//! Another recipient, as it is proposed: no month and no sum changes.

use yangguang_domain::entitlement::Month;

use crate::db::conn::Conn;
use crate::entitlements::compute::{Computer, Held, Step};
use crate::entitlements::model::NewChange;
use crate::entitlements::recipients;
use crate::failure::{Checks, Failure, Outcome};

/// From the next list on somebody else is paid, arrears too.
///
/// # Errors
/// `invalid` without a recipient, or with one who may not be it (`recipient_not_member`,
/// `recipient_only_self`); `recipient_already`.
pub fn steps(
    conn: &mut Conn,
    computer: &Computer,
    this: Month,
    held: &Held,
    new: &NewChange,
) -> Outcome<Vec<Step>> {
    let mut checks = Checks::new();
    checks.check(new.recipient_id.is_some(), "/recipient_id", "required");
    checks.done()?;
    let first = held.first()?;
    let policy = computer.policy(held.row, this.max(first))?;
    let person = new.recipient_id.unwrap_or(held.row.recipient_id);
    if person == held.row.recipient_id {
        return Err(Failure::no("recipient_already"));
    }
    recipients::may_be(conn, held.row, &policy.rule, person)?;
    let listed = held.listed.keys().next_back().map(|last| last.next());
    let from = this.max(first).max(listed.unwrap_or(first));
    Ok(held.steps(vec![(None, from, None)]))
}
