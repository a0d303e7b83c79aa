use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::citizen_id::Sex;
use yangguang_domain::policy::register::Conditions;

use super::{Category, Relation};
use crate::divisions::DivisionRef;
use crate::failure::{Failure, Outcome};
use crate::http::body::{given, nullable};
use crate::ids::{HouseholdId, PersonId};
use crate::words;

words! {
    /// What is so of a member, beside age, that policies ask for
    /// (`yangguang_domain::policy::register::CONDITIONS`).
    Condition {
        SeverelyIll "severely_ill"
        SeverelyDisabled "severely_disabled"
        LivingAlone "living_alone"
        EthnicMinority "ethnic_minority"
        ModelWorker "model_worker"
        ReturnedOverseasChinese "returned_overseas_chinese"
        Veteran "veteran"
    }
}

impl Condition {
    /// As the column has several.
    pub fn column(conditions: &[Condition]) -> Option<String> {
        let mut codes: Vec<&str> = conditions.iter().map(|condition| condition.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        (!codes.is_empty()).then(|| codes.join(","))
    }

    /// Those of a column as policies know them.
    ///
    /// # Errors
    /// `internal`: nothing of ours wrote that word.
    pub fn known(column: Option<&str>) -> Outcome<Conditions> {
        let codes = column.into_iter().flat_map(|text| text.split(','));
        Conditions::of(codes).ok_or_else(|| Failure::internal("a stored condition is unknown"))
    }

    /// Back from their column.
    ///
    /// # Errors
    /// `internal`: nothing of ours wrote that word.
    pub fn of_members(column: Option<&str>) -> Outcome<Vec<Condition>> {
        column.into_iter().flat_map(|text| text.split(',')).map(Condition::of_column).collect()
    }
}

/// What a case needs to know of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdFacts {
    pub id: HouseholdId,
    pub category: Category,
    /// Members today.
    pub size: i64,
    /// Kin of staff: the county must visit before it decides.
    pub staff_kin: bool,
    /// Of the person asked about; none where the household itself was asked about.
    pub relation: Option<Relation>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Household)]
pub struct HouseholdView {
    pub id: HouseholdId,
    pub category: Category,
    /// Of the subsistence or support certificate.
    pub certificate_no: Option<String>,
    /// The village.
    pub division: DivisionRef,
    pub size: i64,
    /// The head first.
    pub members: Vec<MemberView>,
    /// Of all members, a month, as it was last assessed; null where it never was.
    pub income_fen: Option<i64>,
    /// Kin of civil-affairs staff or village officials, registered as such.
    pub staff_kin: bool,
    pub staff_kin_note: Option<String>,
    pub version: i64,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Member)]
pub struct MemberView {
    pub person_id: PersonId,
    pub name: String,
    /// Masked.
    #[schema(example = "369999********0121")]
    pub citizen_id: String,
    pub age: i32,
    pub sex: Sex,
    pub relation: Relation,
    pub conditions: Vec<Condition>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMember {
    pub person_id: PersonId,
    pub relation: Relation,
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHousehold {
    /// Code of the village.
    #[schema(example = "360704100201")]
    pub division: String,
    pub category: Category,
    pub certificate_no: Option<String>,
    /// Exactly one of them is the head.
    pub members: Vec<NewMember>,
    /// Of all members, a month, fen; left out where it was not assessed.
    #[schema(minimum = 0)]
    pub income_fen: Option<i64>,
    #[serde(default)]
    pub staff_kin: bool,
    /// Whose kin; required where `staff_kin` is true.
    pub staff_kin_note: Option<String>,
}

/// A merge patch: a member left out stays, null clears it; `members` replaces them all.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdPatch {
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub category: Option<Category>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub certificate_no: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub members: Option<Vec<NewMember>>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<i64>, minimum = 0)]
    pub income_fen: Option<Option<i64>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub staff_kin: Option<bool>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub staff_kin_note: Option<Option<String>>,
}

/// Why a household is no longer kin of staff.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKinClearance {
    pub reason: String,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct HouseholdFilter {
    pub category: Option<Category>,
    pub staff_kin: Option<bool>,
    /// A division; all below it too.
    pub division: Option<String>,
    /// 1 to 200, 20 unless told.
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use yangguang_domain::policy::register::{CATEGORIES, CONDITIONS};

    use super::*;

    #[test]
    fn the_register_knows_the_categories_that_policies_know() {
        for category in CATEGORIES {
            assert!(Category::of_column(category).is_ok(), "{category}");
        }
    }

    #[test]
    fn the_register_knows_the_conditions_that_policies_know() {
        for (code, ..) in CONDITIONS {
            assert!(Condition::of_column(code).is_ok(), "{code}");
        }
        let several = Condition::column(&[Condition::Veteran, Condition::LivingAlone, Condition::Veteran]);
        assert_eq!(several.as_deref(), Some("living_alone,veteran"));
    }
}
