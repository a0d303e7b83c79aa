//! Benefits of a household that are paid to nobody of it: said where its members are changed, and
//! on its page.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::policy::Per;

use super::model::HouseholdView;
use crate::app::View;
use crate::db::schema::{entitlement_standings, entitlements, household_members, persons};
use crate::failure::Outcome;
use crate::ids::{EntitlementId, HouseholdId, PersonId};
use crate::on_each;

/// Why money does not go to whom it would be paid to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecipientProblem {
    /// It is the household's, and the recipient is no member of it any more.
    LeftHousehold,
    /// It is a person's own, who is registered in no household any more.
    InNoHousehold,
}

impl RecipientProblem {
    /// Of something granted to `household`, or to a member of it, whose recipient is a member of
    /// `there` now. Granted to somebody in no household, it is that person's wherever he lives.
    pub fn of(
        household: Option<HouseholdId>,
        there: Option<HouseholdId>,
        per: Per,
    ) -> Option<RecipientProblem> {
        let household = household?;
        match (there, per) {
            (there, Per::Household) if there == Some(household) => None,
            (_, Per::Household) => Some(RecipientProblem::LeftHousehold),
            (Some(_), _) => None,
            (None, _) => Some(RecipientProblem::InNoHousehold),
        }
    }
}

/// A household with what its clerk is told of its benefits.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HouseholdDetail)]
pub struct DetailView {
    #[serde(flatten)]
    pub household: HouseholdView,
    /// Benefits that have not ended and are held back from the lists, since whoever they are paid
    /// to has left the household.
    pub paid_outside: Vec<PaidOutside>,
}

/// A benefit whose recipient has left.
#[derive(Debug, Clone, Queryable, Serialize, ToSchema)]
pub struct PaidOutside {
    pub entitlement_id: EntitlementId,
    pub case_no: String,
    pub scheme: String,
    pub person_id: PersonId,
    pub name: String,
}

/// # Errors
/// As the database answers.
pub fn detail(view: &mut View, household: HouseholdView) -> Outcome<DetailView> {
    let paid_outside = paid_outside(view, household.id)?;
    Ok(DetailView { household, paid_outside })
}

/// What is the household's and goes to no member of it, and what is the own of somebody who is in
/// no household any more.
fn paid_outside(view: &mut View, id: HouseholdId) -> Outcome<Vec<PaidOutside>> {
    let this = view.now.today().format("%Y-%m").to_string();
    let there = household_members::table
        .filter(household_members::county.eq(entitlements::county))
        .filter(household_members::person_id.eq(entitlements::recipient_id))
        .filter(household_members::until_on.is_null())
        .filter(
            household_members::household_id
                .eq(id)
                .or(entitlements::policy_code.ne_all(view.app.rules.of_household())),
        );
    let ended = entitlement_standings::table
        .filter(entitlement_standings::county.eq(entitlements::county))
        .filter(entitlement_standings::entitlement_id.eq(entitlements::id))
        .filter(entitlement_standings::state.eq("ended"))
        .filter(entitlement_standings::from_month.le(&this))
        .filter(
            entitlement_standings::before_month
                .is_null()
                .or(entitlement_standings::before_month.gt(&this).assume_not_null()),
        );
    let found = entitlements::table
        .inner_join(
            persons::table
                .on(persons::county.eq(entitlements::county).and(persons::id.eq(entitlements::recipient_id))),
        )
        .filter(entitlements::county.eq(view.actor.county()))
        .filter(entitlements::household_id.eq(id))
        .filter(not(exists(there)))
        .filter(not(exists(ended)))
        .order(entitlements::id)
        .select((entitlements::id, entitlements::case_no, entitlements::scheme, persons::id, persons::name));
    Ok(on_each!(view.conn, each => found.load(each))?)
}
