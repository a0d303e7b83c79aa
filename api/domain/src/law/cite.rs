//! A citation, and whether it holds on a day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::numeral::called;
use super::{Article, Checked, Law, LawKind, Register};
use crate::policy::Text;

/// What something rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// The code of a law of the register.
    pub law: String,
    /// As the register numbers it; none: the whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// What of it, or how: 第二款, 参照.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A citation as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CitedLaw)]
pub struct Cited {
    pub law: String,
    pub article: Option<String>,
    /// 《社会救助法》第四十八条
    pub text: Text,
    /// What the article is about, in our words.
    pub heading: Option<Text>,
    /// The rank of the law.
    pub kind: LawKind,
    pub checked: Checked,
}

/// Why a citation does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    UnknownLaw,
    /// The law is in force on no day asked for, or not yet, or no longer.
    NotInForce,
    UnknownArticle,
}

/// Days on which something rests on nothing that is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfounded {
    pub from: NaiveDate,
    /// The last of them; none: from then on.
    pub until: Option<NaiveDate>,
}

impl Citation {
    #[must_use]
    pub fn of(law: &str, article: &str) -> Citation {
        Citation { law: law.to_owned(), article: Some(article.to_owned()), note: None }
    }
}

impl Register {
    /// A citation as it is shown on a day.
    ///
    /// # Errors
    /// Why it does not hold then.
    pub fn cite(&self, citation: &Citation, day: NaiveDate) -> Result<Cited, Fault> {
        let law = self.find(&citation.law).ok_or(Fault::UnknownLaw)?;
        let text = law.on(day).ok_or(Fault::NotInForce)?;
        let article = citation.article.as_deref().map(|no| text.article(no).ok_or(Fault::UnknownArticle));
        let article = article.transpose()?;
        let checked = article.and_then(|article| article.checked).unwrap_or(text.checked);
        Ok(Cited {
            law: law.code.clone(),
            article: citation.article.clone(),
            text: words(law, citation, article),
            heading: article.map(|article| article.heading.clone()),
            kind: law.kind,
            checked,
        })
    }

    /// A citation as it is called whether it holds or not; by its code where there is no such law.
    #[must_use]
    pub fn name(&self, citation: &Citation) -> Text {
        match self.find(&citation.law) {
            Some(law) => {
                let no = citation.article.as_deref();
                let article = no.and_then(|no| law.texts.iter().rev().find_map(|text| text.article(no)));
                words(law, citation, article)
            }
            None => Text { zh: citation.law.clone(), en: citation.law.clone() },
        }
    }

    /// Those that hold on a day, the highest rank first (立法法 99, 复议法实施条例 56).
    #[must_use]
    pub fn in_force(&self, citations: &[Citation], day: NaiveDate) -> Vec<Cited> {
        let mut all: Vec<Cited> =
            citations.iter().filter_map(|citation| self.cite(citation, day).ok()).collect();
        all.sort_by_key(|cited| cited.kind);
        all
    }

    /// Whether there is a day from `from` to `until` on which a citation holds.
    ///
    /// # Errors
    /// Why it holds on none.
    pub fn holds_within(
        &self,
        citation: &Citation,
        from: NaiveDate,
        until: Option<NaiveDate>,
    ) -> Result<(), Fault> {
        let law = self.find(&citation.law).ok_or(Fault::UnknownLaw)?;
        let mut fault = Fault::NotInForce;
        for day in self.turns(std::slice::from_ref(citation), from, until) {
            match (law.on(day), &citation.article) {
                (Some(text), Some(no)) if text.article(no).is_none() => fault = Fault::UnknownArticle,
                (Some(_), _) => return Ok(()),
                (None, _) => (),
            }
        }
        Err(fault)
    }

    /// The days from `from` to `until` on which none of the citations holds; none where there is
    /// no such day.
    #[must_use]
    pub fn unfounded(
        &self,
        citations: &[Citation],
        from: NaiveDate,
        until: Option<NaiveDate>,
    ) -> Option<Unfounded> {
        let holds = |day: NaiveDate| citations.iter().any(|citation| self.cite(citation, day).is_ok());
        let days = self.turns(citations, from, until);
        let first = days.iter().position(|day| !holds(*day))?;
        let next = days[first..].iter().find(|day| holds(**day)).and_then(NaiveDate::pred_opt);
        Some(Unfounded { from: days[first], until: next.or(until) })
    }

    /// `from` and the days after it on which what the citations say may become another.
    pub(super) fn turns(
        &self,
        citations: &[Citation],
        from: NaiveDate,
        until: Option<NaiveDate>,
    ) -> Vec<NaiveDate> {
        let laws = citations.iter().filter_map(|citation| self.find(&citation.law));
        let mut days: Vec<NaiveDate> = laws.flat_map(Law::days).filter(|day| *day > from).collect();
        days.retain(|day| until.is_none_or(|until| *day <= until));
        days.push(from);
        days.sort_unstable();
        days.dedup();
        days
    }
}

fn words(law: &Law, citation: &Citation, article: Option<&Article>) -> Text {
    let (zh, mut en) = citation.article.as_deref().map(called).unwrap_or_default();
    // A section is called by its Chinese name, which nobody reads in English.
    if let Some(article) = article.filter(|_| en == zh) {
        en = article.heading.en.clone();
    }
    let note = citation.note.as_deref().unwrap_or_default();
    let marked = match law.kind {
        LawKind::Local | LawKind::Demonstration => law.short.zh.clone(),
        _ => format!("《{}》", law.short.zh),
    };
    let comma = if en.is_empty() { "" } else { ", " };
    let and = if note.is_empty() { "" } else { " " };
    Text { zh: format!("{marked}{zh}{note}"), en: format!("{}{comma}{en}{and}{note}", law.short.en) }
}
