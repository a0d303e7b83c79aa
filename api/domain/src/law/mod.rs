//! 法规库: the law as dated data. A law has texts, each in force from a day until the next or
//! until the law ends; a text has articles. Whatever the product says rests on an article cites
//! it here, and a citation is checked against the day on which the rule applies.

mod cite;
mod numeral;
mod policy;
mod sound;
mod touch;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::policy::Text;

pub use cite::{Citation, Cited, Fault, Unfounded};
pub use numeral::{called, numeral};
pub use policy::{check_policy, citations};
pub use sound::LawProblem;
pub use touch::{Days, Place, minus, places};

/// A law, regulation, order, notice or standard, with all texts it has had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Lower-case letters, digits and dashes, e.g. `social-assistance-law`.
    pub code: String,
    /// Of this entry, counted from 1; another than what the law itself went through.
    #[serde(default = "first")]
    pub version: u32,
    pub title: Text,
    /// As it is cited, without the title marks, e.g. 社会救助法.
    pub short: Text,
    pub kind: LawKind,
    pub issuer: Text,
    /// Division code of the area it holds in; twelve zeros: the whole country.
    pub jurisdiction: String,
    /// By the days from which they are in force; at least one.
    pub texts: Vec<LawText>,
    /// The first day on which it is no longer in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repealed_on: Option<NaiveDate>,
    /// The code of what took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
}

const fn first() -> u32 {
    1
}

/// In the order of their rank, the highest first (立法法 99–102).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LawKind {
    /// 法律
    Law,
    /// 行政法规
    Regulation,
    /// 部门规章
    Rule,
    /// 国务院及部门规范性文件
    Normative,
    /// 地方公布的标准和办法
    Local,
    /// 示例标准: invented for a demonstration.
    Demonstration,
}

/// How much of a text was read before it was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Checked {
    /// In full.
    Read,
    Excerpt,
    /// Only by what others say of it.
    Reported,
    /// Not found; said so wherever it is cited.
    Unverified,
}

/// One text of a law, as it was passed or amended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LawText {
    /// The first day on which it is in force.
    pub from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_on: Option<NaiveDate>,
    /// The number of the order or document, e.g. 民发〔2021〕57号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// What it changed of the text before, in our words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Text>,
    pub checked: Checked,
    pub checked_on: NaiveDate,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// Those that are cited, and what is needed to understand them; in their order.
    #[serde(default)]
    pub articles: Vec<Article>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// `48` is 第四十八条, `23-1` 第二十三条之一, `ch2` 第二章; of a document without articles its
    /// section as it is written, e.g. 一（三）.
    pub no: String,
    /// In our words where the law gives none.
    pub heading: Text,
    /// In our words.
    pub summary: Text,
    /// Its number in the text before, where that was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Where it is not as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Checked>,
}

impl Law {
    /// Whether it holds in a division: the country's everywhere, a province's in its counties.
    #[must_use]
    pub fn holds_in(&self, division: &str) -> bool {
        let code = self.jurisdiction.trim_end_matches('0').len();
        let digits = [0, 2, 4, 6, 9, 12].into_iter().find(|digits| code <= *digits).unwrap_or(12);
        self.jurisdiction.get(..digits).is_some_and(|area| division.starts_with(area))
    }

    /// The text in force on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&LawText> {
        let ended = self.repealed_on.is_some_and(|end| end <= day);
        self.texts.iter().rfind(|text| text.from <= day).filter(|_| !ended)
    }
}

impl LawText {
    #[must_use]
    pub fn article(&self, no: &str) -> Option<&Article> {
        self.articles.iter().find(|article| article.no == no)
    }
}

/// All that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register(Vec<Law>);

impl Register {
    /// By their codes; of several with the same code the last counts.
    #[must_use]
    pub fn new(laws: impl IntoIterator<Item = Law>) -> Register {
        let mut all: Vec<Law> = Vec::new();
        for law in laws {
            match all.binary_search_by(|known| known.code.cmp(&law.code)) {
                Ok(place) => all[place] = law,
                Err(place) => all.insert(place, law),
            }
        }
        Register(all)
    }

    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Law> {
        self.0.binary_search_by(|law| law.code.as_str().cmp(code)).ok().map(|place| &self.0[place])
    }

    /// The register with this law in the place of the one with its code.
    #[must_use]
    pub fn with(&self, law: Law) -> Register {
        Register::new(self.0.iter().cloned().chain([law]))
    }

    pub fn all(&self) -> impl Iterator<Item = &Law> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests;
