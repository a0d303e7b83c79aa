use chrono::NaiveDate;
use yangguang_domain::law::{Law, LawKind, LawText, called};
use yangguang_domain::policy::Text;

use super::impact::touched;
use super::model::{DetailView, LawFilter, RowView};
use crate::app::App;
use crate::failure::{Failure, Outcome};
use crate::http::cursor::{self, Page};

/// The laws, the highest rank first.
///
/// # Errors
/// `bad_query`, `bad_cursor`.
pub fn list(app: &App, filter: &LawFilter, today: NaiveDate) -> Outcome<Page<RowView>> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<(LawKind, String)> = cursor::decode(filter.cursor.as_ref())?;
    let day = filter.on.unwrap_or(today);
    let words: Vec<String> = filter
        .q
        .iter()
        .flat_map(|q| q.split_whitespace())
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect();
    let laws = app.rules.laws();
    let mut found: Vec<&Law> = laws
        .all()
        .filter(|law| filter.kind.is_none_or(|kind| law.kind == kind))
        .filter(|law| filter.on.is_none_or(|on| law.on(on).is_some()))
        .filter(|law| says(law, &words))
        .filter(|law| after.as_ref().is_none_or(|(kind, code)| (law.kind, &law.code) > (*kind, code)))
        .collect();
    found.sort_by_key(|law| (law.kind, &law.code));
    let rows = found.into_iter().filter_map(|law| row(law, day)).collect();
    Ok(Page::of(rows, limit, |row: &RowView| (row.kind, row.code.clone()), |row| row))
}

/// # Errors
/// `not_found`.
pub fn find(app: &App, code: &str, today: NaiveDate) -> Outcome<DetailView> {
    let laws = app.rules.laws();
    let law = laws.find(code).ok_or_else(Failure::not_found)?;
    let numbers = law.texts.iter().flat_map(|text| &text.articles).map(|article| article.no.clone());
    let named = numbers.map(|no| {
        let (zh, en) = called(&no);
        (no, Text { zh, en })
    });
    let by = law.replaced_by.as_deref().and_then(|by| laws.find(by));
    Ok(DetailView {
        row: row(law, today).ok_or_else(|| Failure::internal(format!("{code} has no text")))?,
        called: named.collect(),
        replaced_by_short: by.map(|by| by.short.clone()),
        cited_by: touched(&app.rules, law),
        document: law.clone(),
    })
}

fn row(law: &Law, day: NaiveDate) -> Option<RowView> {
    let then = law.texts.iter().rfind(|text| text.from <= day);
    let text: &LawText = then.or_else(|| law.texts.first())?;
    Some(RowView {
        code: law.code.clone(),
        version: law.version,
        title: law.title.clone(),
        short: law.short.clone(),
        kind: law.kind,
        issuer: law.issuer.clone(),
        jurisdiction: law.jurisdiction.clone(),
        number: text.number.clone(),
        passed_on: text.passed_on,
        from: text.from,
        checked: text.checked,
        in_force: law.on(day).is_some(),
        repealed_on: law.repealed_on,
        replaced_by: law.replaced_by.clone(),
    })
}

/// Whether every word is said in the title, number or code, or in the heading of an article.
fn says(law: &Law, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let both = |text: &Text| format!("{}\n{}", text.zh, text.en);
    let mut said = vec![law.code.clone(), both(&law.title), both(&law.short)];
    for text in &law.texts {
        said.extend(text.number.clone());
        said.extend(text.articles.iter().map(|article| both(&article.heading)));
    }
    let said = plain(&said.join("\n"));
    words.iter().all(|word| said.contains(word))
}

/// Without the brackets that numbers are written in one way and another.
fn plain(text: &str) -> String {
    let bracket = |letter: &char| "〔〕[]【】（）()《》<>".contains(*letter);
    text.chars().filter(|letter| !bracket(letter)).flat_map(char::to_lowercase).collect()
}
