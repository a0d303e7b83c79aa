use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::law::{Checked, Citation, Days, Law, LawKind};
use yangguang_domain::policy::Text;

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LawFilter {
    /// Words of its title, number or code, or of the heading of an article.
    pub q: Option<String>,
    #[param(inline)]
    pub kind: Option<LawKind>,
    /// Only what is in force on this day.
    pub on: Option<NaiveDate>,
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// A law without its articles.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LawRow)]
pub struct RowView {
    #[schema(example = "social-assistance-law")]
    pub code: String,
    /// Of the entry, counted from 1.
    pub version: u32,
    pub title: Text,
    pub short: Text,
    pub kind: LawKind,
    pub issuer: Text,
    pub jurisdiction: String,
    /// Of the text of the day asked for or of today; before it is in force, of the first.
    pub number: Option<String>,
    pub passed_on: Option<NaiveDate>,
    pub from: NaiveDate,
    pub checked: Checked,
    /// On the day asked for, or today.
    pub in_force: bool,
    pub repealed_on: Option<NaiveDate>,
    pub replaced_by: Option<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LawDetail)]
pub struct DetailView {
    #[serde(flatten)]
    pub row: RowView,
    /// As it was written.
    pub document: Law,
    /// What the numbers of its articles are called: `48` → 第四十八条.
    pub called: BTreeMap<String, Text>,
    /// What took its place, where it is in the register.
    pub replaced_by_short: Option<Text>,
    /// Where it is cited.
    pub cited_by: Vec<TouchedView>,
}

/// What kind of document cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LawCiter)]
pub enum Citer {
    Item,
    Flow,
    Policy,
}

/// One place that cites a law, and on which days of its validity the citation holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LawTouched)]
pub struct TouchedView {
    pub kind: Citer,
    pub code: String,
    pub version: i32,
    pub title: Text,
    pub valid_from: NaiveDate,
    /// The last day, itself included.
    pub valid_to: Option<NaiveDate>,
    /// JSON pointer into that document.
    pub pointer: String,
    pub citation: Citation,
    /// The article as it is called; empty where the whole law is cited.
    pub called: Text,
    pub holds: Vec<Days>,
    /// Days on which it held and, by a proposed entry, no longer does.
    pub lost: Vec<Days>,
    /// Days on which it did not hold and, by a proposed entry, does.
    pub gained: Vec<Days>,
    /// The number its article has by a proposed entry, where that renumbers it; the number cited
    /// is then that of another article, or of none.
    pub renumbered_to: Option<String>,
    pub renumbered_from: Option<NaiveDate>,
    /// Days on which, by a proposed entry, nothing cited beside it holds either.
    pub no_basis: Option<Days>,
}

/// A service item that rests on the law, and its cases of the county that are not closed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LawRunning)]
pub struct RunningView {
    pub item_code: String,
    pub item_version: i32,
    pub title: Text,
    pub running: i64,
}

/// What an entry of the register touches.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = LawImpact)]
pub struct ImpactView {
    /// Every place that cites the law; those that lose it first.
    pub touched: Vec<TouchedView>,
    pub running: Vec<RunningView>,
}
