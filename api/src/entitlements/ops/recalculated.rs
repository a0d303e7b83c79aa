//! What came of computing many benefits anew, for whoever looks at it: a page and a table.

use yangguang_domain::entitlement::Month;
use yangguang_domain::money::yuan;
use yangguang_domain::policy::{PolicyDocument, Text};

use crate::app::View;
use crate::codes::Language;
use crate::entitlements::compute::{Computer, Step};
use crate::entitlements::model::{FailureView, PersonRef, RecalculatedView, RecalculationView};
use crate::entitlements::ops::recalculate::Outcomes;
use crate::entitlements::store::EntitlementRow;
use crate::entitlements::{terms, view, words};
use crate::failure::{Failure, FieldError, Outcome};
use crate::http::csv::Table;
use crate::http::problem::message;
use crate::persons;

const MOST_SHOWN: usize = 500;

const HEADER_ZH: [&str; 10] = [
    "办件编号",
    "姓名",
    "乡镇村",
    "自何月",
    "原金额（元）",
    "新金额（元）",
    "补发或多发（元）",
    "与原核定不同之处",
    "依据",
    "不能计算的原因",
];
const HEADER_EN: [&str; 10] = [
    "Case number",
    "Name",
    "Township and village",
    "From month",
    "Before (yuan)",
    "After (yuan)",
    "Arrears or over-payment (yuan)",
    "What differs from what was confirmed",
    "Reason",
    "Can not be computed because",
];

/// One line for each step of each that changes, then those that could not be computed.
///
/// # Errors
/// As the database answers.
pub fn table(view: &mut View, language: Language, found: &Outcomes) -> Outcome<String> {
    let rows = || {
        let changing = found.changing.iter().map(|(row, _)| row);
        changing.chain(found.failed.iter().map(|(row, _)| row))
    };
    let people: Vec<_> = rows().map(|row| row.person_id).collect();
    let names = persons::payees(view.conn, view.actor.county(), &people)?;
    let places = view.places(rows().map(|row| row.division.as_str()))?;
    let head = |row: &EntitlementRow| {
        vec![
            row.case_no.clone(),
            names.get(&row.person_id).map(|payee| payee.name.clone()).unwrap_or_default(),
            places.get(&row.division).map(|place| place.full_name.clone()).unwrap_or_default(),
        ]
    };
    let mut table = Table::new(match language {
        Language::Zh => &HEADER_ZH,
        Language::En => &HEADER_EN,
    })?;
    let computer = Computer::new(view.app);
    for (row, steps) in &found.changing {
        for step in steps {
            let reason = step.determination.as_ref().map(|answer| &answer.reason);
            let reason = reason.map(|reason| in_words(language, &reason.zh, &reason.en));
            let mut cells = head(row);
            cells.push(step.from.to_string());
            cells.extend([step.before_fen, step.after_fen, step.difference_fen].map(yuan));
            let policy = computer.policy(row, step.from)?;
            cells.push(words::changes(language, policy.rule.document(), &step.changed, step.rule.as_ref()));
            cells.extend([reason.unwrap_or_default().to_owned(), String::new()]);
            table.row(&cells)?;
        }
    }
    for (row, faults) in &found.failed {
        let problems = problems(view, language, row, faults)?;
        let mut cells = head(row);
        cells.extend(std::iter::repeat_n(String::new(), 6));
        cells.push(problems.join(if language == Language::Zh { "" } else { " " }));
        table.row(&cells)?;
    }
    table.text()
}

/// The same as a page.
///
/// # Errors
/// As the database answers.
pub fn shown(view: &mut View, language: Language, found: Outcomes) -> Outcome<RecalculationView> {
    let mut changing = found.changing;
    let size = |steps: &[Step]| steps.last().map_or((0, 0), |step| (step.before_fen, step.after_fen));
    changing.sort_by_key(|(row, steps)| {
        let (before, after) = size(steps);
        (std::cmp::Reverse((after - before).abs()), row.id)
    });
    let mut answer = RecalculationView {
        items: Vec::new(),
        changing: changing.len(),
        unchanged: found.unchanged,
        waiting: found.waiting,
        failed: Vec::new(),
        before_fen: 0,
        after_fen: 0,
        arrears_fen: 0,
        overpaid_fen: 0,
    };
    for (_, steps) in &changing {
        // What would be due of a suspended benefit is not.
        let (before, after) = if steps.iter().any(|step| step.suspended) { (0, 0) } else { size(steps) };
        let difference: i64 = steps.iter().map(|step| step.difference_fen).sum();
        answer.before_fen += before;
        answer.after_fen += after;
        answer.arrears_fen += difference.max(0);
        answer.overpaid_fen += (-difference).max(0);
    }
    changing.truncate(MOST_SHOWN);
    let people: Vec<_> = changing.iter().map(|(row, _)| row.person_id).collect();
    let briefs = persons::briefs(view.conn, view.actor.county(), &people)?;
    let places = view.places(changing.iter().map(|(row, _)| row.division.as_str()))?;
    for (row, steps) in changing {
        let (before_fen, after_fen) = size(&steps);
        let name = briefs.get(&row.person_id).map(|brief| brief.name.clone()).unwrap_or_default();
        let division = places.get(&row.division).cloned();
        let last = steps.last().and_then(|step| step.determination.as_ref());
        answer.items.push(RecalculatedView {
            id: row.id,
            case_no: row.case_no,
            policy_code: row.policy_code,
            person: PersonRef { id: row.person_id, name },
            division: division.ok_or_else(|| Failure::internal("a benefit in no division"))?,
            before_fen,
            after_fen,
            difference_fen: steps.iter().map(|step| step.difference_fen).sum(),
            reason: last.map(|answer| Text { zh: answer.reason.zh.clone(), en: answer.reason.en.clone() }),
            steps: steps.into_iter().map(view::step).collect(),
        });
    }
    for (row, faults) in found.failed.into_iter().take(MOST_SHOWN) {
        let problems = problems(view, language, &row, &faults)?;
        answer.failed.push(FailureView { id: row.id, case_no: row.case_no, problems });
    }
    Ok(answer)
}

/// Why a benefit could not be computed, each fault of a fact with what its input is called.
fn problems(
    view: &View,
    language: Language,
    row: &EntitlementRow,
    failure: &Failure,
) -> Outcome<Vec<String>> {
    let faults = match failure {
        Failure::Fields(faults) => faults,
        Failure::Refused(refusal) => return Ok(vec![message(language, refusal.code, &refusal.params)]),
        _ => return Ok(Vec::new()),
    };
    let this = Month::of(view.now.today());
    let policy = Computer::new(view.app).policy(row, this.max(terms::month(&row.first_month)?))?;
    let told = |fault: &FieldError| {
        let words = message(language, fault.code, &fault.params);
        match (label(policy.rule.document(), &fault.pointer, language), language) {
            (Some(label), Language::Zh) => format!("{label}：{words}"),
            (Some(label), Language::En) => format!("{label}: {words}"),
            (None, _) => words,
        }
    };
    Ok(faults.iter().map(told).collect())
}

/// What an input is called, of which a fault is told.
fn label<'d>(document: &'d PolicyDocument, pointer: &str, language: Language) -> Option<&'d str> {
    let name = pointer.strip_prefix("/facts/")?.split('/').next()?;
    let text = &document.inputs.iter().find(|input| input.name == name)?.label;
    Some(in_words(language, &text.zh, &text.en))
}

fn in_words<'t>(language: Language, zh: &'t str, en: &'t str) -> &'t str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
