//! What may be published (政府信息公开条例 Art 15, 17; 社会救助暂行办法 Art 61):
//! the fields that a list may show, and a scanner that blocks what may not.

mod scan;

pub use scan::{scan, scan_with};

use crate::masking;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a public list may show at all. The enum is closed on purpose: a citizen
/// id, an account, a phone, an address or an illness cannot be put on any
/// whitelist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The applicant's name; never a minor's.
    Name,
    HouseholdSize,
    /// In fen.
    Amount,
    /// A category code, never free text.
    ReasonCategory,
}

/// The fields that one item may show at one stage. An item and a stage without
/// a whitelist may show nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Whitelist {
    pub item_code: String,
    pub stage: String,
    pub fields: Vec<Field>,
}

impl Whitelist {
    #[must_use]
    pub fn allows(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}

/// Days for which a village's or community's board shows what is made known (村民委员会组织法 35,
/// 城市居民委员会组织法 34, both since 2026-01-01).
const BOARD_DAYS: u64 = 15;

/// The earliest day that may be the last on the board of what is put up on a day.
#[must_use]
pub fn earliest_end(put_up_on: NaiveDate) -> NaiveDate {
    let since = NaiveDate::from_ymd_opt(2026, 1, 1);
    let days = if since.is_some_and(|since| since <= put_up_on) { BOARD_DAYS } else { 1 };
    put_up_on.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// Each item's lists, as the rules of the item give them.
const RULES: [(&str, &str, &[Field]); 7] = [
    // 社会救助暂行办法 Art 30, which names no fields: who and what is intended, never the illness.
    ("medical-assistance", "preliminary", &[Field::Name, Field::Amount]),
    // Quarterly on the village board.
    ("medical-assistance", "quarterly", &[Field::Name, Field::Amount]),
    // What was granted, within the village and only afterwards (社会救助法 Art 45).
    ("temporary-relief", "quarterly", &[Field::Name, Field::Amount]),
    // 最低生活保障审核确认办法 Art 19 and 24.
    ("subsistence-allowance", "preliminary", &[Field::Name, Field::HouseholdSize, Field::Amount]),
    ("subsistence-allowance", "confirmed", &[Field::Name, Field::HouseholdSize, Field::Amount]),
    // 特困人员认定办法 Art 15 and 17, which name no fields: as few as can be objected to.
    ("destitute-support", "preliminary", &[Field::Name, Field::Amount]),
    ("destitute-support", "confirmed", &[Field::Name, Field::Amount]),
];

/// The list on which an item's decisions are made known, whatever its stage is called: of what
/// was confirmed, or of a quarter; none where they are not.
#[must_use]
pub fn made_known(item_code: &str) -> Option<Whitelist> {
    ["confirmed", "quarterly"].into_iter().find_map(|stage| whitelist(item_code, stage))
}

/// The whitelist of an item at a stage; none when nothing may be shown.
#[must_use]
pub fn whitelist(item_code: &str, stage: &str) -> Option<Whitelist> {
    RULES.iter().find(|(item, at, _)| *item == item_code && *at == stage).map(|(item, at, fields)| {
        Whitelist { item_code: (*item).to_owned(), stage: (*at).to_owned(), fields: fields.to_vec() }
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    CitizenId,
    /// A mobile number.
    Phone,
    /// A land line, where they are looked for.
    Landline,
    /// A bank account or any other number as long as one.
    BankAccount,
}

/// Whether land lines are looked for. Most belong to offices, which publish them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Landlines {
    #[default]
    Pass,
    Block,
}

/// A number in free text that must not be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    pub kind: FindingKind,
    /// The first character, counted in Unicode characters (not bytes) from 0.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Finding {
    /// Where it begins in the text as a reader counts: the line and the character in it,
    /// both from 1.
    #[must_use]
    pub fn place(&self, text: &str) -> (usize, usize) {
        text.chars().take(self.start).fold((1, 1), |(line, at), c| match c {
            '\n' => (line + 1, 1),
            _ => (line, at + 1),
        })
    }

    /// What may be written in its place: its digits, masked as on every screen.
    #[must_use]
    pub fn masked(&self, text: &str) -> String {
        let digits = scan::digits_of(text, self);
        match self.kind {
            FindingKind::CitizenId => masking::citizen_id(&digits),
            FindingKind::Phone => masking::phone(digits.trim_end_matches('X')),
            FindingKind::Landline => masking::landline(&digits),
            FindingKind::BankAccount => masking::bank_account(&digits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_village_reads_stays_for_fifteen_days_since_the_law_of_2026() {
        let end = |day: &str| earliest_end(day.parse().unwrap()).to_string();
        assert_eq!(end("2026-11-02"), "2026-11-17");
        assert_eq!(end("2025-12-31"), "2026-01-01");
    }

    #[test]
    fn a_finding_says_where_it_stands_and_what_may_stand_there() {
        let text = "经核实\r\n本人电话一三八 1234 5678，证件11010519491231002x";
        let told: Vec<_> =
            scan(text).iter().map(|finding| (finding.place(text), finding.masked(text))).collect();
        assert_eq!(told, [((2, 5), "138****5678".to_owned()), ((2, 21), "110105********002X".to_owned())]);
    }

    #[test]
    fn a_list_of_medical_assistance_shows_name_and_amount_and_nothing_else() {
        let list = whitelist("medical-assistance", "quarterly").expect("a rule");
        assert_eq!(list.fields, [Field::Name, Field::Amount]);
        assert!(list.allows(Field::Name) && !list.allows(Field::ReasonCategory));
    }

    #[test]
    fn a_confirmed_allowance_shows_name_household_size_and_sum() {
        let list = made_known("subsistence-allowance").expect("a rule");
        assert_eq!(list.fields, [Field::Name, Field::HouseholdSize, Field::Amount]);
        let list = made_known("destitute-support").expect("a rule");
        assert!(list.allows(Field::Name) && !list.allows(Field::HouseholdSize));
        assert_eq!(made_known("medical-assistance").expect("a rule").stage, "quarterly");
        assert_eq!(made_known("orphan-allowance"), None);
    }

    #[test]
    fn what_has_no_rule_may_show_nothing() {
        assert_eq!(whitelist("medical-assistance", "confirmed"), None);
        assert_eq!(whitelist("temporary-relief", "preliminary"), None);
        assert_eq!(whitelist("housing-aid", "quarterly"), None);
    }

    #[test]
    fn no_whitelist_can_name_a_citizen_id() {
        let text = r#"{"item_code":"x","stage":"y","fields":["citizen_id"]}"#;
        assert!(serde_json::from_str::<Whitelist>(text).is_err());
    }
}
