//! 文书: what an authority hands over, in parts: who, what was asked, what was found, the law in
//! force on its day, the result, the remedy, who signs and how it is served. The words are the
//! law's and Chinese; whoever needs the single parts has them beside.

mod remedies;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::law::{Citation, Cited, Register};
use yangguang_domain::policy::Period;
use yangguang_domain::remedy::Service;

pub use remedies::{Against, Redress, RemedyView, redress};

/// A paper that is printed: receipt, one-time notice, decision, notice before a cut and the rest.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Document)]
pub struct DocumentView {
    pub kind: String,
    pub title: String,
    pub case_no: String,
    pub issued_on: NaiveDate,
    pub office: String,
    pub applicant_name: String,
    /// What was asked for, or what the office is about to do.
    pub asked: String,
    /// What was found, a sentence each.
    pub found: Vec<String>,
    /// The result, in sentences.
    pub paragraphs: Vec<String>,
    pub fields: Vec<DocumentField>,
    /// Missing papers, the bills taken in, the lines of the calculation, or the reasons.
    pub items: Vec<String>,
    /// On which it rests: what is in force on its day, the highest rank first.
    pub basis: Vec<Cited>,
    /// What it gives or leaves; null where it gives nothing.
    pub result: Option<DocumentResult>,
    /// The remedy, in sentences; empty for steps on the way, which have none.
    pub remedy: Vec<String>,
    /// The same in its parts.
    pub remedies: Option<RemedyView>,
    /// How it was handed over; null where that is not recorded yet.
    pub service: Option<DocumentService>,
    /// Where the applicant follows the case, for a code to scan: the portal's address, or the
    /// path alone where that is not configured. Of nobody in particular. Only on the receipt.
    pub progress_url: Option<String>,
    /// Whether the applicant signs that it was handed over.
    pub applicant_signs: bool,
    pub signature: Signature,
    pub contact: DocumentContact,
    pub request_id: String,
}

/// A sum with the months it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentResult {
    /// Fen, for each `period`.
    pub amount_fen: i64,
    /// What it was before, where that is what changes; fen.
    pub before_fen: Option<i64>,
    #[schema(inline)]
    pub period: Period,
    /// YYYY-MM; null for what is paid once.
    pub first_month: Option<String>,
}

/// How and when a paper reached whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentService {
    #[schema(inline)]
    pub way: Service,
    /// The day from which its periods run.
    pub on: NaiveDate,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = LabelValue)]
pub struct DocumentField {
    pub label: String,
    pub value: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct DocumentContact {
    pub name: String,
    pub phone: Option<String>,
}

/// Who signs the paper, and when.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Signature {
    pub office: String,
    pub on: NaiveDate,
}

/// One about somebody, without its content yet.
pub struct Heading {
    pub kind: String,
    pub case_no: String,
    pub office: String,
    pub on: NaiveDate,
    pub name: String,
    pub fields: Vec<DocumentField>,
    pub contact: DocumentContact,
    pub request_id: String,
}

impl DocumentView {
    #[must_use]
    pub fn new(heading: Heading) -> DocumentView {
        let Heading { kind, case_no, office, on, name, fields, contact, request_id } = heading;
        DocumentView {
            kind,
            title: String::new(),
            case_no,
            issued_on: on,
            signature: Signature { office: office.clone(), on },
            office,
            applicant_name: name,
            asked: String::new(),
            found: Vec::new(),
            paragraphs: Vec::new(),
            fields,
            items: Vec::new(),
            basis: Vec::new(),
            result: None,
            remedy: Vec::new(),
            remedies: None,
            service: None,
            progress_url: None,
            applicant_signs: false,
            contact,
            request_id,
        }
    }

    /// Puts the remedy into it.
    pub fn with(&mut self, redress: Redress) {
        (self.remedy, self.remedies) = (redress.sentences, redress.view);
    }

    /// Says what the paper rests on, on its day; nothing twice.
    pub fn rests_on(&mut self, register: &Register, citations: &[Citation]) {
        let mut all = Vec::new();
        for citation in citations {
            if !all.contains(citation) {
                all.push(citation.clone());
            }
        }
        self.basis = register.in_force(&all, self.issued_on);
    }
}

#[must_use]
pub fn field(label: &str, value: &str) -> DocumentField {
    DocumentField { label: label.to_owned(), value: value.to_owned() }
}

/// 2026年7月1日
#[must_use]
pub fn day(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// 2026年7月, of a month as it is stored.
#[must_use]
pub fn month(month: &str) -> String {
    match month.split_once('-') {
        Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
        None => month.to_owned(),
    }
}

/// What the money of a scheme is called: a pension is no relief.
#[must_use]
pub fn money(scheme: &str) -> &'static str {
    match scheme {
        "subsistence_allowance" => "最低生活保障金",
        "destitute_support" => "救助供养金",
        "veteran_care" => "抚恤金",
        "conscript_family_allowance" => "优待金",
        "old_age_allowance" => "高龄津贴",
        "orphan_allowance" => "基本生活费",
        _ => "救助金",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_said_without_its_zero() {
        assert_eq!(month("2026-07"), "2026年7月");
        assert_eq!(month("2026-12"), "2026年12月");
    }
}
