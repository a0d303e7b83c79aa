//! Whether the document of a law makes sense: its days, its articles and what leads from one
//! text to the next.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{Article, Checked, Law, LawText, Register};
use crate::policy::Text;
use crate::policy::misshapen::problem;
use crate::shape;

const MAX_TEXTS: usize = 30;
const MAX_ARTICLES: usize = 400;
const MAX_NAME: usize = 200;
const MAX_SUMMARY: usize = 1_000;

/// What is wrong with the document of a law: `law_code`, `law_jurisdiction`, `law_empty`,
/// `law_too_long`, `law_no_text`, `law_day_order`, `law_article_twice`, `law_article_order`,
/// `law_was_unknown`, `law_source_missing`, `law_replaced_by_unknown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LawProblem {
    /// JSON pointer into the document, e.g. `/texts/0/articles/3/no`.
    pub pointer: String,
    pub code: String,
    /// Each a plain sentence.
    pub zh: String,
    pub en: String,
}

impl Law {
    /// A law as somebody wrote it.
    ///
    /// # Errors
    /// Every fault of its shape, or else everything that is wrong with it by itself.
    pub fn parse(document: Value) -> Result<Law, Vec<LawProblem>> {
        let law: Law = shape::read(document).map_err(|faults| {
            let told = faults.into_iter().map(problem);
            told.map(|told| LawProblem { pointer: told.pointer, code: told.code, zh: told.zh, en: told.en })
                .collect::<Vec<_>>()
        })?;
        let problems = law.problems();
        if problems.is_empty() { Ok(law) } else { Err(problems) }
    }

    /// Everything that is wrong with it by itself.
    #[must_use]
    pub fn problems(&self) -> Vec<LawProblem> {
        let mut found = Found(Vec::new());
        found.head(self);
        for (place, text) in self.texts.iter().enumerate() {
            let before = place.checked_sub(1).and_then(|before| self.texts.get(before));
            found.text(&format!("/texts/{place}"), text, before);
        }
        found.0
    }
}

impl Register {
    /// What is wrong with a law among the others: what took its place must be here.
    #[must_use]
    pub fn problems_of(&self, law: &Law) -> Vec<LawProblem> {
        let mut found = Found(law.problems());
        let by = law.replaced_by.as_deref();
        if by.is_some_and(|by| by == law.code || self.find(by).is_none()) {
            let (zh, en) = ("取代它的文件不在法规库中", "what took its place is not in the register");
            found.add("/replaced_by", "law_replaced_by_unknown", zh, en);
        }
        found.0
    }
}

struct Found(Vec<LawProblem>);

impl Found {
    fn add(&mut self, pointer: &str, code: &str, zh: &str, en: &str) {
        let (code, zh, en) = (code.to_owned(), zh.to_owned(), en.to_owned());
        self.0.push(LawProblem { pointer: pointer.to_owned(), code, zh, en });
    }

    fn head(&mut self, law: &Law) {
        if !is_code(&law.code) {
            let zh = "代码只能用小写字母、数字和连字符，最多80个字符";
            self.add("/code", "law_code", zh, "a code is lower-case letters, digits and dashes, at most 80");
        }
        if law.jurisdiction.len() != 12 || !law.jurisdiction.bytes().all(|byte| byte.is_ascii_digit()) {
            let (zh, en) =
                ("施行地区应为12位行政区划代码", "the jurisdiction is a division code of 12 digits");
            self.add("/jurisdiction", "law_jurisdiction", zh, en);
        }
        self.words("/title", &law.title, MAX_NAME);
        self.words("/short", &law.short, MAX_NAME);
        self.words("/issuer", &law.issuer, MAX_NAME);
        if law.texts.is_empty() {
            self.add("/texts", "law_no_text", "至少应有一个文本", "a law has at least one text");
        }
        if law.texts.len() > MAX_TEXTS {
            self.add("/texts", "law_too_long", "文本太多", "too many texts");
        }
        let last = law.texts.last().map(|text| text.from);
        if law.repealed_on.zip(last).is_some_and(|(end, last)| end <= last) {
            let zh = "废止之日应在最后一个文本施行之后";
            self.add(
                "/repealed_on",
                "law_day_order",
                zh,
                "it is repealed after its last text came into force",
            );
        }
        if law.replaced_by.is_some() && law.repealed_on.is_none() {
            let (zh, en) = ("已被取代的应填写废止之日", "what was replaced has a day of repeal");
            self.add("/repealed_on", "law_day_order", zh, en);
        }
    }

    fn text(&mut self, at: &str, text: &LawText, before: Option<&LawText>) {
        if before.is_some_and(|before| text.from <= before.from) {
            let (zh, en) = ("文本应按施行之日先后排列", "texts stand in the order of their days");
            self.add(&format!("{at}/from"), "law_day_order", zh, en);
        }
        if text.passed_on.is_some_and(|passed| passed > text.from) {
            let (zh, en) = ("通过或者印发之日不能晚于施行之日", "it cannot be in force before it was passed");
            self.add(&format!("{at}/passed_on"), "law_day_order", zh, en);
        }
        if text.checked != Checked::Read && text.source.is_none() {
            let zh = "没有通读的文本应说明依据什么录入";
            self.add(
                &format!("{at}/source"),
                "law_source_missing",
                zh,
                "say what an unread text was entered by",
            );
        }
        if text.articles.len() > MAX_ARTICLES {
            self.add(&format!("{at}/articles"), "law_too_long", "条文太多", "too many articles");
            return;
        }
        let mut seen = BTreeSet::new();
        let mut last: [Option<(u16, u16)>; 2] = [None, None];
        for (place, article) in text.articles.iter().enumerate() {
            let here = format!("{at}/articles/{place}");
            if !seen.insert(article.no.as_str()) {
                let (zh, en) = ("条文编号重复", "this number stands twice");
                self.add(&format!("{here}/no"), "law_article_twice", zh, en);
            }
            if let Some((kind, order)) = order(&article.no) {
                if last[kind].is_some_and(|last| order < last) {
                    let (zh, en) = ("条文应按编号先后排列", "articles stand in the order of their numbers");
                    self.add(&format!("{here}/no"), "law_article_order", zh, en);
                }
                last[kind] = Some(order);
            }
            self.article(&here, article, before);
        }
    }

    fn article(&mut self, at: &str, article: &Article, before: Option<&LawText>) {
        if article.no.trim().is_empty() || article.no.chars().count() > 30 {
            let (zh, en) = ("请填写条文编号或者节名，最多30字", "give its number or section, at most 30");
            self.add(&format!("{at}/no"), "law_empty", zh, en);
        }
        self.words(&format!("{at}/heading"), &article.heading, MAX_NAME);
        self.words(&format!("{at}/summary"), &article.summary, MAX_SUMMARY);
        let Some(was) = article.was.as_deref() else { return };
        if was == article.no || before.is_none_or(|before| before.article(was).is_none()) {
            let (zh, en) =
                ("前一文本中没有这一编号，或者编号未变", "no such other number in the text before");
            self.add(&format!("{at}/was"), "law_was_unknown", zh, en);
        }
    }

    fn words(&mut self, at: &str, text: &Text, most: usize) {
        for (language, word) in [("zh", &text.zh), ("en", &text.en)] {
            let pointer = format!("{at}/{language}");
            if word.trim().is_empty() {
                self.add(&pointer, "law_empty", "不能为空", "this cannot be empty");
            } else if word.chars().count() > most {
                self.add(&pointer, "law_too_long", "文字太长", "this is too long");
            }
        }
    }
}

fn is_code(code: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    code.len() <= 80 && code.split('-').all(part)
}

/// Chapters and articles are each counted by themselves; sections have no order of their own.
fn order(no: &str) -> Option<(usize, (u16, u16))> {
    if let Some(chapter) = no.strip_prefix("ch") {
        return chapter.parse().ok().map(|chapter| (0, (chapter, 0)));
    }
    let (whole, of_it) = no.split_once('-').unwrap_or((no, "0"));
    Some((1, (whole.parse().ok()?, of_it.parse().ok()?)))
}

impl Law {
    /// The days on which what it says begins or ends.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.texts.iter().map(|text| text.from).chain(self.repealed_on)
    }
}
