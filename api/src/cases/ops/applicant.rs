//! Who applies and where: somebody registered in the reader's area at the village of registration;
//! where an item is applied for where it happened, anybody of the county at that village
//! (社会救助法 Art 37).

use crate::app::View;
use crate::divisions::{self, VILLAGE};
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::PersonId;
use crate::persons::{self, PersonBrief};
use crate::service_items::Item;

/// As an application or its preview names the applicant.
pub struct Named<'a> {
    pub person: Option<PersonId>,
    pub citizen_id: Option<&'a String>,
    pub happened_in: Option<&'a String>,
}

/// The applicant, and the village whose township has the case.
///
/// # Errors
/// `not_found` for a person outside the scope; at the members, `required`, `applicant_told_twice`,
/// `not_accepted_where_it_happened`, `person_not_registered`, what is wrong with the citizen id,
/// `outside_scope`, `unknown_division`.
pub fn applicant(view: &mut View, item: &Item, named: &Named) -> Outcome<(PersonBrief, String)> {
    let mut checks = Checks::new();
    let here = item.accepted_where_it_happened;
    checks.check(
        here || named.citizen_id.is_none(),
        "/applicant_citizen_id",
        "not_accepted_where_it_happened",
    );
    checks.check(here || named.happened_in.is_none(), "/happened_in", "not_accepted_where_it_happened");
    let twice = named.person.is_some() && named.citizen_id.is_some();
    checks.check(!twice, "/applicant_citizen_id", "applicant_told_twice");
    checks.check(named.person.is_some() || named.citizen_id.is_some(), "/applicant_person_id", "required");
    if let Some(village) = named.happened_in.filter(|_| here) {
        let known = divisions::require(view.conn, village, &[VILLAGE])?;
        checks.check(view.actor.scope.contains(village), "/happened_in", "outside_scope");
        checks.check(known, "/happened_in", "unknown_division");
    }
    checks.done()?;
    let person = match (named.person, named.citizen_id) {
        (Some(id), _) => persons::visible(view.conn, view.actor, id)?,
        (None, Some(typed)) => match persons::of_citizen_id(view, typed)? {
            Ok(person) => person,
            Err(code) => return Err(fault("/applicant_citizen_id", code)),
        },
        (None, None) => return Err(Failure::not_found()),
    };
    match named.happened_in {
        Some(village) => Ok((person, village.clone())),
        None if view.actor.scope.contains(&person.division) => {
            let village = person.division.clone();
            Ok((person, village))
        }
        None => Err(fault("/happened_in", "required")),
    }
}

fn fault(pointer: &str, code: &'static str) -> Failure {
    super::judge::fault(pointer, code)
}
