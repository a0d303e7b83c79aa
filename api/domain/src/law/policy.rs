//! A policy held against the register: what it cites must be there and in force while it holds,
//! and what it computes is shown with the law of the day.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::numeral::called;
use super::{Citation, Fault, Register, Unfounded};
use crate::policy::{Evaluation, PolicyDocument, PolicyProblem, Text};

/// One thing that rests on something, and when.
struct Place<'d> {
    pointer: String,
    basis: &'d [Citation],
    from: NaiveDate,
    until: Option<NaiveDate>,
    /// It counts only from the first day on which something it rests on is in force.
    waits: bool,
}

/// What an authority has set from a day on, and on what that rests.
type Dated<'d> = (NaiveDate, &'d Vec<Citation>);

/// Everything in the document that rests on the law, with the days on which it holds.
fn places(document: &PolicyDocument) -> Vec<Place<'_>> {
    let (from, until) = (document.valid_from, document.valid_to);
    let whole = |pointer: String, basis| Place { pointer, basis, from, until, waits: false };
    let waiting = |pointer: String, basis| Place { waits: true, ..whole(pointer, basis) };
    let mut all = vec![whole("/legal_basis".to_owned(), &document.legal_basis)];
    for (place, parameter) in document.parameters.iter().enumerate() {
        let values: Vec<Dated> = parameter.values.iter().map(|dated| (dated.from, &dated.basis)).collect();
        let tables = parameter.tables.iter().map(|dated| (dated.from, &dated.basis)).collect();
        let brackets = parameter.brackets.iter().map(|dated| (dated.from, &dated.basis)).collect();
        for (member, dated) in [("values", values), ("tables", tables), ("brackets", brackets)] {
            all.extend(entries(document, &format!("/parameters/{place}/{member}"), &dated));
        }
    }
    let rules = document.rules.iter().enumerate();
    all.extend(rules.map(|(place, rule)| whole(format!("/rules/{place}/basis"), &rule.basis)));
    let result = &document.result;
    let terms = [
        ("recheck_basis", result.recheck_months.is_some(), &result.recheck_basis),
        ("grace_basis", result.grace_months.is_some(), &result.grace_basis),
        ("recovery_basis", result.recovery_permille.is_some(), &result.recovery_basis),
    ];
    for (member, said, basis) in terms {
        if said || !basis.is_empty() {
            all.push(waiting(format!("/result/{member}"), basis));
        }
    }
    let begins = result.begins.iter().enumerate();
    all.extend(begins.map(|(place, known)| waiting(format!("/result/begins/{place}/basis"), &known.basis)));
    let grounds = result.suspension.iter().enumerate();
    all.extend(
        grounds.map(|(place, ground)| waiting(format!("/result/suspension/{place}/basis"), &ground.basis)),
    );
    let exclusions = result.exclusions.iter().enumerate();
    all.extend(
        exclusions.map(|(place, known)| waiting(format!("/result/exclusions/{place}/basis"), &known.basis)),
    );
    all
}

/// Dated entries, each until the day before the next, as far as the policy holds.
fn entries<'d>(document: &PolicyDocument, at: &str, dated: &[Dated<'d>]) -> Vec<Place<'d>> {
    let of = |place: usize| -> Option<Place<'d>> {
        let (from, basis) = *dated.get(place)?;
        let next = dated.get(place + 1).and_then(|(next, _)| next.pred_opt());
        let until = next.into_iter().chain(document.valid_to).min();
        let from = from.max(document.valid_from);
        let pointer = format!("{at}/{place}/basis");
        // One that ended before the policy began, or begins after its end, says nothing.
        until.is_none_or(|until| from <= until).then_some(Place { pointer, basis, from, until, waits: false })
    };
    (0..dated.len()).filter_map(of).collect()
}

/// All that a policy cites, each once.
#[must_use]
pub fn citations(document: &PolicyDocument) -> BTreeSet<&Citation> {
    let places = places(document);
    places.iter().flat_map(|place| place.basis).collect()
}

/// What is wrong with what a policy rests on. Codes: `law_unknown`, `law_not_in_force`,
/// `article_unknown`, `law_elsewhere` at the citation; `no_basis_on` where on some day nothing cited is in force.
#[must_use]
pub fn check_policy(register: &Register, document: &PolicyDocument) -> Vec<PolicyProblem> {
    places(document)
        .iter()
        .flat_map(|place| {
            let mut problems = check(register, place);
            problems.extend(elsewhere(register, place, &document.jurisdiction));
            problems
        })
        .collect()
}

/// Citations of what holds in another area only.
fn elsewhere(register: &Register, place: &Place, jurisdiction: &str) -> Vec<PolicyProblem> {
    let other =
        |citation: &Citation| register.find(&citation.law).is_some_and(|law| !law.holds_in(jurisdiction));
    let all = place.basis.iter().enumerate().filter(|(_, citation)| other(citation));
    all.map(|(number, citation)| {
        let Text { zh, en } = register.name(citation);
        Problem {
            code: "law_elsewhere",
            zh: format!("{zh}不在本政策的施行地区施行；请改引全国或者本地的规定"),
            en: format!("{en} does not hold in the area of this policy; cite what does"),
        }
        .at(format!("{}/{number}/law", place.pointer))
    })
    .collect()
}

fn check(register: &Register, place: &Place) -> Vec<PolicyProblem> {
    let (from, until) = (place.from, place.until);
    let mut problems = Vec::new();
    for (number, citation) in place.basis.iter().enumerate() {
        if let Err(fault) = register.holds_within(citation, from, until) {
            let member = if fault == Fault::UnknownArticle { "article" } else { "law" };
            let pointer = format!("{}/{number}/{member}", place.pointer);
            problems.push(told(register, citation, fault, (from, until)).at(pointer));
        }
    }
    // What is wrong one by one leaves days without a basis; that is told only by itself.
    let unfounded = |from| register.unfounded(place.basis, from, until);
    let mut without = unfounded(from).filter(|_| problems.is_empty());
    if let Some(Unfounded { from: first, until: Some(last) }) = without
        && place.waits
        && first == from
        && until != Some(last)
    {
        without = last.succ_opt().and_then(unfounded);
    }
    if let Some(Unfounded { from, until }) = without {
        let (zh, en) = days(from, until);
        problems.push(
            Problem {
                code: "no_basis_on",
                zh: format!("{zh}没有有效的依据；请补引当时有效的规定，或者调整生效日期"),
                en: format!("nothing cited is in force {en}; cite what was, or change the days"),
            }
            .at(place.pointer.clone()),
        );
    }
    problems
}

struct Problem {
    code: &'static str,
    zh: String,
    en: String,
}

impl Problem {
    fn at(self, pointer: String) -> PolicyProblem {
        PolicyProblem {
            pointer,
            code: self.code.to_owned(),
            detail: self.en.clone(),
            position: None,
            zh: self.zh,
            en: self.en,
        }
    }
}

fn told(
    register: &Register,
    citation: &Citation,
    fault: Fault,
    (from, until): (NaiveDate, Option<NaiveDate>),
) -> Problem {
    let known = register.find(&citation.law).map(|law| law.short.clone());
    let Text { zh: law_zh, en: law_en } = known.unwrap_or_default();
    let (zh, en) = days(from, until);
    match fault {
        Fault::UnknownLaw => Problem {
            code: "law_unknown",
            zh: format!("法规库中没有“{}”；请从法规库中选择", citation.law),
            en: format!("the register of law has no {:?}; choose one of it", citation.law),
        },
        Fault::NotInForce => Problem {
            code: "law_not_in_force",
            zh: format!("《{law_zh}》在{zh}没有施行或者已经废止；请改引当时有效的规定"),
            en: format!("{law_en} is not in force {en}; cite what is"),
        },
        Fault::UnknownArticle => {
            let (article_zh, article_en) = called(citation.article.as_deref().unwrap_or_default());
            Problem {
                code: "article_unknown",
                zh: format!("《{law_zh}》在{zh}的文本里没有{article_zh}；请核对条号"),
                en: format!("{law_en} as it is in force {en} has no {article_en}; check its number"),
            }
        }
    }
}

fn days(from: NaiveDate, until: Option<NaiveDate>) -> (String, String) {
    match until {
        Some(until) if until == from => (format!("{from} "), format!("on {from}")),
        Some(until) => (format!("{from} 至 {until} "), format!("from {from} to {until}")),
        None => (format!("{from} 起"), format!("from {from} on")),
    }
}

impl Register {
    /// All citations that hold on a day in one text, the highest rank first; further articles of
    /// the same law without its name.
    #[must_use]
    pub fn words(&self, citations: &[Citation], day: NaiveDate) -> Text {
        let cited = self.in_force(citations, day);
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        let mut before = None;
        for one in &cited {
            let whole = self.name(&Citation { law: one.law.clone(), article: None, note: None });
            let again = before.replace(one.law.as_str()) == Some(one.law.as_str());
            let of_it = |text: &str, law: &str| match text.strip_prefix(law) {
                Some(article) if again && !article.is_empty() => article.trim_start_matches(", ").to_owned(),
                _ => text.to_owned(),
            };
            zh.push(of_it(&one.text.zh, &whole.zh));
            en.push(of_it(&one.text.en, &whole.en));
        }
        Text { zh: zh.join("、"), en: en.join("; ") }
    }

    /// Shows what each line of an answer rests on, by the law of the day it was computed for.
    #[must_use]
    pub fn explain(&self, mut answer: Evaluation) -> Evaluation {
        for line in &mut answer.lines {
            let cites = std::mem::take(&mut line.cites);
            line.clause = self.words(&cites, answer.on);
            line.basis = self.in_force(&cites, answer.on);
        }
        if let Some(begins) = &mut answer.begins {
            let cites = std::mem::take(&mut begins.cites);
            begins.clause = self.words(&cites, answer.on);
            begins.basis = self.in_force(&cites, answer.on);
        }
        answer
    }
}
