//! 听取意见通知书, 听取意见记录, 拟终止公示, 调整决定书 and 终止决定书, each in its parts.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use yangguang_domain::authority::{bureau, is_assistance, township_office};
use yangguang_domain::grounds::grounds;
use yangguang_domain::law::Citation;
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::policy::{Evaluation, Period, PolicyDocument};
use yangguang_domain::remedy::{Deed, Matter};

use super::model::{ActKind, HearingWay};
use super::ready::last;
use super::store::{self as acts, ActRow};
use crate::app::View;
use crate::codes::Language;
use crate::db::types::Doc;
use crate::divisions::{division_ref, township_of};
use crate::entitlements::compute::{Computer, computed, fact_changes};
use crate::entitlements::reasons::rule_change;
use crate::entitlements::store::{self, ChangeRow, EntitlementRow};
use crate::entitlements::{terms, words};
use crate::failure::{Failure, Outcome};
use crate::ids::{EntitlementChangeId, EntitlementId};
use crate::letters::{
    Against, DocumentContact, DocumentResult, DocumentService, DocumentView, Heading, day, field, money,
    month, redress,
};
use crate::persons;
use yangguang_domain::entitlement::hearing::shown_until;

/// What a letter is about.
struct Matters<'a> {
    row: &'a EntitlementRow,
    changes: &'a [ChangeRow],
    /// Of the proposal, in the order of their months.
    of_it: Vec<&'a ChangeRow>,
    policy: &'a PolicyDocument,
    /// What the benefit is called.
    title: String,
    county: String,
    township: String,
}

/// The letter of that kind about a change.
///
/// # Errors
/// `not_found` before its act, or for a kind that does not exist.
pub fn find(
    view: &mut View,
    (id, change): (EntitlementId, EntitlementChangeId),
    kind: &str,
    request_id: &str,
) -> Outcome<DocumentView> {
    let row = store::find(view.conn, view.actor, id)?;
    let changes = store::changes(view.conn, &row.county, &[id])?;
    let change = changes.iter().find(|row| row.id == change).ok_or_else(Failure::not_found)?;
    let all = acts::acts(view.conn, &row.county, &[id])?;
    let act = |kind| last(&all, change.proposal(), kind).ok_or_else(Failure::not_found);
    let computer = Computer::new(view.app);
    let policy = computer.policy(&row, terms::month(&change.from_month)?)?;
    let document = policy.rule.document();
    let item = view.app.rules.items.all().filter(|item| item.rule.policy_code == row.policy_code).last();
    let matters = Matters {
        of_it: changes.iter().filter(|other| other.proposal() == change.proposal()).collect(),
        title: item.map_or_else(|| document.title.zh.clone(), |item| item.rule.title.zh.clone()),
        county: division_ref(view.conn, &format!("{:0<12}", row.county))?.name,
        township: division_ref(view.conn, &township_of(&row.division))?.name,
        row: &row,
        changes: &changes,
        policy: document,
    };
    let found = matters.found(&computer)?;
    let mut letter = match kind {
        "hearing_notice" => {
            let act = act(ActKind::Invite)?;
            invitation(matters.blank(view, kind, Some(act), act.acted_on, request_id)?, &matters, act)
        }
        "hearing_record" => {
            let act = act(ActKind::Hear)?;
            record(matters.blank(view, kind, Some(act), act.on_day, request_id)?, &matters, act)
        }
        "ending_notice" => {
            let act = act(ActKind::Post)?;
            posting(matters.blank(view, kind, Some(act), act.on_day, request_id)?, &matters, act)
        }
        "decision" => {
            let on = matters.decided_on().ok_or_else(Failure::not_found)?;
            let of_it = |kind| last(&all, change.proposal(), kind);
            let blank = matters.blank(view, kind, None, on, request_id)?;
            decision(view, blank, &matters, (of_it(ActKind::Hear), of_it(ActKind::Serve)))?
        }
        _ => return Err(Failure::not_found()),
    };
    letter.found = found;
    letter.asked = matters.says();
    if kind != "decision" {
        letter.rests_on(&view.app.rules.laws(), &matters.basis());
    }
    Ok(letter)
}

/// The letters there are about a change.
pub fn kinds(change: &ChangeRow, all: &[ActRow]) -> Vec<&'static str> {
    let done = |kind| last(all, change.proposal(), kind).is_some();
    [
        ("hearing_notice", done(ActKind::Invite)),
        ("hearing_record", done(ActKind::Hear)),
        ("ending_notice", done(ActKind::Post)),
        ("decision", decides(change)),
    ]
    .into_iter()
    .filter_map(|(kind, there)| there.then_some(kind))
    .collect()
}

/// Whether a change was confirmed and is one of what is due: another recipient, and a recheck that
/// found all as it was, are no decisions about it.
fn decides(change: &ChangeRow) -> bool {
    let none = matches!(change.kind.as_str(), "granted" | "recipient")
        || change.kind == "recheck" && change.monthly_fen.is_none();
    change.seq.is_some() && !none
}

impl Matters<'_> {
    fn first(&self) -> Option<&ChangeRow> {
        self.of_it.first().copied()
    }

    fn decided_on(&self) -> Option<NaiveDate> {
        self.first().filter(|first| decides(first)).and_then(|first| first.decided_on)
    }

    /// Of the decision that is made or intended.
    fn basis(&self) -> Vec<Citation> {
        let mut basis = grounds(&self.row.scheme, Deed::Lowered);
        basis.extend(self.policy.legal_basis.iter().cloned());
        basis
    }

    fn kind(&self) -> &str {
        self.first().map_or("", |first| first.kind.as_str())
    }

    fn ends(&self) -> bool {
        matches!(self.kind(), "end" | "grace")
    }

    /// Due before and after all of it, fen.
    fn sums(&self) -> (i64, i64) {
        let before = self.first().map_or(0, |first| first.before_fen);
        (before, self.of_it.last().map_or(0, |last| last.after_fen))
    }

    fn lowers(&self) -> bool {
        let less = |change: &&ChangeRow| change.after_fen < change.before_fen || change.difference_fen < 0;
        matches!(self.kind(), "end" | "grace" | "suspend") || self.of_it.iter().any(less)
    }

    /// What it does, without a subject: 自2026年8月起终止最低生活保障.
    fn says(&self) -> String {
        let Some(first) = self.first() else { return String::new() };
        let (from, money) = (month(&first.from_month), money(&self.row.scheme));
        let (before, after) = self.sums();
        let (before, after) = (yuan_grouped(before), yuan_grouped(after));
        match first.kind.as_str() {
            "end" => format!("自{from}起终止{}", self.title),
            "suspend" => format!("自{from}起将{money}由每月{before}元调减为零"),
            "resume" => format!("自{from}起恢复发放{money}"),
            "grace" => {
                let until = first.until_month.as_deref().map(month).unwrap_or_default();
                format!("自{from}起进入渐退期，{until}期满后终止{}", self.title)
            }
            _ => format!("自{from}起将{money}由每月{before}元调整为每月{after}元"),
        }
    }

    /// The grounds of it: what was said, and what of the facts and of the rule is another.
    fn found(&self, computer: &Computer) -> Outcome<Vec<String>> {
        let mut all: Vec<String> = self.first().and_then(|first| first.reason.clone()).into_iter().collect();
        let known = |code: &String| self.policy.result.suspension.iter().find(|ground| ground.code == *code);
        let ground = self.first().and_then(|first| first.ground.as_ref()).and_then(known);
        all.extend(ground.map(|ground| ground.text.zh.clone()));
        for change in &self.of_it {
            let Some(facts) = &change.facts else { continue };
            let before = computed(self.changes, terms::month(&change.from_month)?, change.seq);
            let (Some(before), facts) = (before, facts.read::<Map<String, Value>>()?) else { continue };
            let was = before.facts.as_ref().map(Doc::read::<Map<String, Value>>).transpose()?;
            let changed = fact_changes(&was.unwrap_or_default(), &facts);
            let answers = before.determination.as_ref().zip(change.determination.as_ref());
            let answers = answers.map(|(before, after)| Ok((before.read()?, after.read()?))).transpose();
            let answers: Option<(Evaluation, Evaluation)> =
                answers.map_err(|error: serde_json::Error| error)?;
            let rule = answers.and_then(|(before, after)| rule_change(&computer.policies, &before, &after));
            let said = words::changes(Language::Zh, self.policy, &changed, rule.as_ref());
            if !said.is_empty() && !all.contains(&said) {
                all.push(said);
            }
        }
        Ok(all)
    }

    fn blank(
        &self,
        view: &mut View,
        kind: &str,
        act: Option<&ActRow>,
        on: NaiveDate,
        request_id: &str,
    ) -> Outcome<DocumentView> {
        let row = self.row;
        let person = persons::briefs(view.conn, &row.county, &[row.person_id])?
            .remove(&row.person_id)
            .ok_or_else(Failure::not_found)?;
        let village = division_ref(view.conn, &row.division)?.name;
        let by = act.map(|act| act.acted_by).or(self.first().map(|first| first.proposed_by));
        let (name, phone) = match by {
            Some(by) => acts::contact(view.conn, by)?,
            None => (String::new(), None),
        };
        // Who decides hears the person, whoever writes it down (社会救助法 48); the village's board
        // is the township's.
        let office = match kind {
            "ending_notice" => township_office(&self.township),
            _ => bureau(&self.county, self.policy, on),
        };
        Ok(DocumentView::new(Heading {
            kind: kind.to_owned(),
            case_no: row.case_no.clone(),
            office,
            on,
            name: person.name,
            fields: vec![
                field("公民身份号码", &person.citizen_id_mask),
                field("住址", &format!("{}{village}", self.township)),
                field("办件编号", &row.case_no),
            ],
            contact: DocumentContact { name, phone },
            request_id: request_id.to_owned(),
        }))
    }
}

/// A step on the way to a decision: it has no remedy (行政复议法实施条例 36).
fn invitation(mut letter: DocumentView, matters: &Matters, act: &ActRow) -> DocumentView {
    let what = if matters.ends() { "终止" } else { "调减" };
    letter.title = format!("{}{what}前听取意见通知书", matters.title);
    let place = act.place.as_deref().unwrap_or_default();
    letter.paragraphs = vec![
        format!("经核查，拟{}。现将拟作决定及理由告知您，并听取您的意见。", matters.says()),
        format!(
            "请您于{}到{place}陈述意见，也可以在此之前以书面或者电话方式提出。未到场又未提出意见的，将如实记录并依法作出决定。",
            day(act.on_day)
        ),
    ];
    letter.fields.push(field("听取意见日期", &day(act.on_day)));
    letter.fields.push(field("听取意见地点", place));
    letter.service = act.served().zip(act.served_on).map(|(way, on)| DocumentService { way, on });
    letter.applicant_signs = true;
    letter
}

fn record(mut letter: DocumentView, matters: &Matters, act: &ActRow) -> DocumentView {
    letter.title = format!("{}听取意见记录", matters.title);
    let way = act.way().unwrap_or(HearingWay::InPerson);
    letter.fields.push(field("听取意见日期", &day(act.on_day)));
    letter.fields.push(field("听取方式", way.zh()));
    letter.fields.extend(act.person.as_ref().map(|person| field("陈述人", person)));
    letter.fields.push(field("记录人", &act.actor_name));
    letter.fields.extend(act.died_on.map(|died| field("死亡日期", &day(died))));
    letter.paragraphs = vec![format!("拟作决定：{}。", matters.says())];
    letter.items = act.said.iter().cloned().collect();
    letter.paragraphs.push(match way {
        HearingWay::Absent => "经通知，本人未在通知的日期到场，也未提出意见。".to_owned(),
        HearingWay::Nobody => "本人已去世，家庭中没有其他成员可听取意见，说明如下。".to_owned(),
        _ => "陈述意见如下。".to_owned(),
    });
    letter.applicant_signs = !matches!(way, HearingWay::Absent | HearingWay::Nobody);
    letter
}

/// What is shown in the village: who, and what is intended (民发〔2021〕43号 26).
fn posting(mut letter: DocumentView, matters: &Matters, act: &ActRow) -> DocumentView {
    let until = day(shown_until(act.on_day));
    letter.title = format!("拟终止{}公示", matters.title);
    // On a board the number and the address of the person are nobody's business.
    letter.fields = vec![field("公示期", &format!("{}至{until}", day(act.on_day)))];
    letter.paragraphs = vec![format!(
        "拟{}，现予公示。对公示有异议的，请在公示期内向{}提出。",
        matters.says(),
        letter.office
    )];
    letter
}

fn decision(
    view: &mut View,
    mut letter: DocumentView,
    matters: &Matters,
    (heard, served): (Option<&ActRow>, Option<&ActRow>),
) -> Outcome<DocumentView> {
    let (row, lowers) = (matters.row, matters.lowers());
    let what = if matters.ends() { "终止" } else { "调整" };
    letter.title = format!("{}{what}决定书", matters.title);
    let hearing = match heard.and_then(ActRow::way) {
        None => "",
        Some(HearingWay::Absent) => "并通知陈述意见（未到场，也未提出意见）",
        Some(HearingWay::Nobody) => "，本人已去世",
        Some(_) => "并听取意见",
    };
    letter.paragraphs = vec![format!("经核查{hearing}，现决定{}。", matters.says())];
    let (before_fen, after_fen) = matters.sums();
    letter.result = matters.first().map(|first| DocumentResult {
        amount_fen: after_fen,
        before_fen: Some(before_fen),
        period: Period::Month,
        first_month: Some(first.from_month.clone()),
    });
    let before_less = Citation::of("social-assistance-law", "48");
    let mut basis = matters.basis();
    // What is raised needs no hearing.
    basis.retain(|citation| lowers || *citation != before_less);
    letter.rests_on(&view.app.rules.laws(), &basis);
    letter.service = served.and_then(|act| Some(DocumentService { way: act.served()?, on: act.on_day }));
    let deed = if lowers { Deed::Lowered } else { Deed::Approved };
    let matter = if is_assistance(&row.scheme) { Matter::SocialAssistance } else { Matter::OtherBenefit };
    let known_on = letter.service.as_ref().map(|service| service.on);
    let against = Against { deed, matter, county: &matters.county, on: letter.issued_on, known_on };
    let calendar = view.calendar()?;
    letter.with(redress(&view.app.rules.laws(), &calendar, against));
    letter.remedy.push(format!("有疑问可向{}咨询。", letter.office));
    letter.applicant_signs = true;
    Ok(letter)
}
