use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::citizen_id::{CitizenId, Sex};
use yangguang_domain::policy::Text;

use crate::divisions::DivisionRef;
use crate::http::body::{given, nullable};
use crate::ids::{CaseId, HouseholdId, PersonId};

/// An enumeration of words, as they are stored and sent.
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[serde(rename = $word)] $variant,)*
        }

        impl $name {
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)*
                }
            }

            /// Back from its column.
            ///
            /// # Errors
            /// `internal`: nothing of ours wrote that word.
            pub fn of_column(text: &str) -> $crate::failure::Outcome<$name> {
                match text {
                    $($word => Ok($name::$variant),)*
                    _ => Err($crate::failure::Failure::internal(concat!("a stored ", stringify!($name), " is unknown"))),
                }
            }
        }
    };
}

words! {
    /// What a household is registered as.
    Category {
        UrbanSubsistence "urban_subsistence"
        RuralSubsistence "rural_subsistence"
        NearPoor "near_poor"
        Destitute "destitute"
        Other "other"
    }
}

words! {
    /// What a member is to the head of the household.
    Relation {
        Head "head"
        Spouse "spouse"
        Child "child"
        Parent "parent"
        Grandparent "grandparent"
        Grandchild "grandchild"
        Sibling "sibling"
        Other "other"
    }
}

/// A person as other records show them: nothing in the clear but the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonBrief {
    pub id: PersonId,
    pub name: String,
    pub citizen_id_mask: String,
    pub sex: Sex,
    pub birth_on: NaiveDate,
    /// Code of the village.
    pub division: String,
    pub phone_mask: Option<String>,
    pub demo: bool,
    /// Whether there is an account to pay into.
    pub has_account: bool,
}

impl PersonBrief {
    /// Full years (周岁).
    pub fn age_on(&self, day: NaiveDate) -> i32 {
        yangguang_domain::citizen_id::age_on(self.birth_on, day)
    }
}

pub type Briefs = HashMap<PersonId, PersonBrief>;

/// One row of a list of persons.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PersonRow)]
pub struct PersonRowView {
    pub id: PersonId,
    pub name: String,
    /// Masked.
    #[schema(example = "369999********0121")]
    pub citizen_id: String,
    pub sex: Sex,
    /// Full years; the birth date would give the masked citizen id away.
    pub age: i32,
    pub division: DivisionRef,
    /// Masked.
    pub phone: Option<String>,
    pub household_id: Option<HouseholdId>,
    /// Invented for the demonstration; the citizen id belongs to nobody.
    pub is_demo: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Person)]
pub struct PersonView {
    pub id: PersonId,
    pub name: String,
    /// Masked.
    #[schema(example = "369999********0121")]
    pub citizen_id: String,
    pub sex: Sex,
    /// Full years; the birth date would give the masked citizen id away.
    pub age: i32,
    /// The village.
    pub division: DivisionRef,
    /// Masked: the village at most.
    pub address: Option<String>,
    /// Masked.
    pub phone: Option<String>,
    /// Masked.
    pub bank_account: Option<String>,
    pub bank_name: Option<String>,
    pub household: Option<PersonHousehold>,
    pub open_cases: Vec<OpenCase>,
    pub year_totals: Vec<YearTotal>,
    /// Invented for the demonstration; the citizen id belongs to nobody.
    pub is_demo: bool,
    /// What should be looked at again.
    pub warnings: Vec<PersonWarning>,
    pub version: i64,
    /// What the reader may do: update, reveal, create_case, create_household.
    pub allowed_actions: Vec<&'static str>,
}

/// What is allowed and still likely a slip.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonWarning {
    /// bank_account_check
    pub code: &'static str,
    pub message: Text,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PersonHousehold {
    pub id: HouseholdId,
    pub category: Category,
    /// Members today.
    pub size: i64,
    pub relation: Relation,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OpenCase {
    pub id: CaseId,
    pub case_no: String,
    pub stage: String,
    pub item_code: String,
}

/// What was decided for a person in a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct YearTotal {
    pub scheme: String,
    pub year: i16,
    pub paid_fen: i64,
    /// The policy's yearly cap; null where it has none.
    pub cap_fen: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// 18 characters, or 15 in the old form (GB 11643). Spaces, dashes and full-width
    /// characters are understood.
    #[schema(example = "369999196001020121")]
    pub citizen_id: String,
    /// That a number of 15 digits is on the card: nobody has been given one since 1999, and
    /// most are a number of 18 that was cut.
    pub confirm_15_digits: Option<bool>,
    /// Up to 50 characters.
    #[schema(example = "迪丽·买买提")]
    pub name: String,
    /// Code of the village.
    #[schema(example = "360704100201")]
    pub division: String,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub bank_account: Option<String>,
    pub bank_name: Option<String>,
}

/// A merge patch: a member left out stays, null clears it.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonPatch {
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(nullable = false)]
    pub division: Option<String>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub address: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub phone: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub bank_account: Option<Option<String>>,
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub bank_name: Option<Option<String>>,
}

/// All that is given must fit. At least one of `q`, `citizen_id`, `name`, `phone`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonSearch {
    /// A part of the name, its pinyin or initials, the last four or more of the citizen
    /// id or the phone, or the whole citizen id.
    #[schema(example = "张三")]
    pub q: Option<String>,
    /// Whole.
    pub citizen_id: Option<String>,
    pub name: Option<String>,
    /// The last four digits or more.
    pub phone: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevealRequest {
    /// What the data is needed for; it is written down.
    #[schema(example = "核对银行账号后发放")]
    pub reason: String,
}

/// The data in the clear.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revealed {
    pub citizen_id: String,
    pub birth_on: NaiveDate,
    pub phone: Option<String>,
    pub bank_account: Option<String>,
    pub address: Option<String>,
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CitizenIdQuestion {
    #[schema(example = "11010519491231002x")]
    pub citizen_id: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CitizenIdCheck)]
pub struct CitizenIdCheckView {
    pub valid: bool,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// In the 18-character form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub normalized: Option<String>,
    /// It was typed in the form of 15 digits, which `POST /persons` takes only when confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_form: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birth_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_demo: Option<bool>,
}

impl CitizenIdCheckView {
    pub fn valid(id: &CitizenId, old_form: bool, today: NaiveDate) -> CitizenIdCheckView {
        CitizenIdCheckView {
            valid: true,
            code: None,
            message: None,
            normalized: Some(id.as_str().to_owned()),
            old_form: Some(old_form),
            birth_on: Some(id.birth_on()),
            sex: Some(id.sex()),
            age: Some(id.age_on(today)),
            is_demo: Some(id.is_demo()),
        }
    }

    pub fn wrong(code: &'static str, message: String) -> CitizenIdCheckView {
        CitizenIdCheckView {
            valid: false,
            code: Some(code),
            message: Some(message),
            normalized: None,
            old_form: None,
            birth_on: None,
            sex: None,
            age: None,
            is_demo: None,
        }
    }
}
