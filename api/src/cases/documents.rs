//! The papers a citizen takes home: receipt, one-time notice, decision. Their words
//! are the law's, so they are written here and not in the page that prints them. Each can
//! be read before its act is done, in the very words that will be printed.

use chrono::{Datelike, NaiveDate};
use yangguang_domain::access::Permission;
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::policy::Period;

use super::bills::{self, BillRow};
use super::clocks;
use super::model::{
    DecisionOutcome, Deed, LetterAct, NewDecision, NewDocumentPreview, NewRefusal, NewReview,
    NewSupplementNotice, ReviewOutcome,
};
use super::ops::act::{HAS_ACCOUNT, NAMED, Ruling, ruled};
use super::ops::acts;
use super::ops::judge::{Judged, judge};
use super::ops::known::{evaluation, reasons};
use super::store::{self, ActRow, CaseRow};
use super::views::{DocumentContact, DocumentField, DocumentView, Signature};
use crate::app::View;
use crate::db::types::Doc;
use crate::divisions::division_ref;
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::{ActId, CaseId};
use crate::persons;
use crate::service_items::Item;

/// The portal's page on which a case is followed.
const PROGRESS: &str = "/public/progress";

/// The paper of that kind, once its act was done.
///
/// # Errors
/// `not_found` before that, or for a kind that does not exist.
pub fn find(view: &mut View, id: CaseId, kind: &str, request_id: &str) -> Outcome<DocumentView> {
    let case = store::find(view.conn, view.actor, id)?;
    let acts = store::acts(view.conn, &case.county, case.id)?;
    let wanted: &[&str] = match kind {
        "receipt" => &["accept"],
        "supplement_notice" => &["notify_supplement"],
        "decision" => &["decide_approve", "decide_refuse", "review_refuse", "decline"],
        _ => return Err(Failure::not_found()),
    };
    let act = acts.iter().rfind(|act| wanted.contains(&act.act.as_str())).ok_or_else(Failure::not_found)?;
    paper(view, &case, act, kind, request_id)
}

fn paper(
    view: &mut View,
    case: &CaseRow,
    act: &ActRow,
    kind: &str,
    request_id: &str,
) -> Outcome<DocumentView> {
    let item = view.app.rules.items.version(&case.item_code, case.item_version)?;
    let mut paper = blank(view, case, act, kind, request_id)?;
    match kind {
        "receipt" => {
            let bills = bills::of_case(view.conn, &case.county, case.id)?;
            receipt(&mut paper, case, &item.rule, &bills);
            // The same for everybody: what tells whose case it is is typed in there.
            let portal = view.app.portal_url.as_deref().unwrap_or_default();
            paper.progress_url = Some(format!("{portal}{PROGRESS}"));
        }
        "supplement_notice" => supplement(&mut paper, case, act, &item.rule)?,
        _ => decision(view, &mut paper, case, act, &item.rule)?,
    }
    Ok(paper)
}

/// The letter that an act would bring about, with its words as they stand now: the act is
/// judged as if it were done, and nothing is written.
///
/// # Errors
/// As the act: `not_allowed`, `not_found`, the flow's refusals, faults of its words.
pub fn preview(
    view: &mut View,
    id: CaseId,
    new: &NewDocumentPreview,
    request_id: &str,
) -> Outcome<DocumentView> {
    let (permission, kind) = match new.act {
        LetterAct::Accept => (Permission::CaseAccept, "receipt"),
        LetterAct::NotifySupplement => (Permission::CaseNotifySupplement, "supplement_notice"),
        LetterAct::Decline => (Permission::CaseDecline, "decision"),
        LetterAct::ReviewRefuse => (Permission::CaseReview, "decision"),
        LetterAct::DecideApprove | LetterAct::DecideRefuse => (Permission::CaseDecide, "decision"),
    };
    let read = store::find(view.conn, view.actor, id)?;
    if !view.actor.may(permission) {
        return Err(Failure::no("not_allowed"));
    }
    only_its_own(new)?;
    let deed = deed(view, &read, new)?;
    let flow = view.app.rules.flows.version(&read.flow_code, read.flow_version)?;
    let Judged { mut case, amount_fen, .. } = judge(view, &flow.rule, &read, &deed)?;
    let today = view.now.today();
    if new.act == LetterAct::Accept {
        case.accepted_on = Some(today);
        if let Some(due) = clocks::promised(view, &case, deed.act)? {
            (case.due_on, case.due_provisional) = (Some(due.due_on), due.provisional);
        }
    }
    case.amount_fen = amount_fen.or(case.amount_fen);
    let act = ActRow {
        id: ActId::new(view.now),
        case_id: id,
        seq: 0,
        round: case.round,
        act: deed.act.to_owned(),
        actor_user_id: view.actor.user_id()?,
        actor_name: view.actor.name.clone(),
        actor_role: view.actor.role.map(|role| role.to_string()).unwrap_or_default(),
        outcome: None,
        amount_fen,
        reasons: Doc::of(&deed.reasons)?,
        note: deed.note,
        detail: Doc::from(deed.detail),
        acted_on: today,
        at: view.now.stamp(),
    };
    paper(view, &case, &act, kind, request_id)
}

/// Members that the act itself would not take.
fn only_its_own(new: &NewDocumentPreview) -> Outcome<()> {
    let (other, reasons, note, amount) = match new.act {
        LetterAct::Accept => (false, false, false, false),
        LetterAct::NotifySupplement => (true, false, true, false),
        LetterAct::Decline => (false, true, false, false),
        LetterAct::ReviewRefuse => (false, true, true, false),
        LetterAct::DecideApprove | LetterAct::DecideRefuse => (false, true, true, true),
    };
    let mut checks = Checks::new();
    checks.check(other || new.other.is_empty(), "/other", "unknown_member");
    checks.check(reasons || new.reasons.is_empty(), "/reasons", "unknown_member");
    checks.check(note || new.note.is_none(), "/note", "unknown_member");
    checks.check(amount || new.amount_fen.is_none(), "/amount_fen", "unknown_member");
    checks.done()
}

fn deed(view: &mut View, case: &CaseRow, new: &NewDocumentPreview) -> Outcome<Deed> {
    let NewDocumentPreview { act, other, note, reasons, amount_fen } = new.clone();
    let decided = |outcome| {
        let new = NewDecision { outcome, amount_fen, reasons: reasons.clone(), note: note.clone() };
        ruled(Ruling::Decided(new))
    };
    match act {
        LetterAct::Accept => Ok(Deed::of("accept")),
        LetterAct::NotifySupplement => acts::supplement(view, case, &NewSupplementNotice { other, note }),
        LetterAct::Decline => Ok(acts::declined(&NewRefusal { reasons })),
        LetterAct::ReviewRefuse => {
            Ok(acts::reviewed(&NewReview { outcome: ReviewOutcome::Refuse, reasons, note }))
        }
        LetterAct::DecideApprove => decided(DecisionOutcome::Approve),
        LetterAct::DecideRefuse => decided(DecisionOutcome::Refuse),
    }
}

fn blank(
    view: &mut View,
    case: &CaseRow,
    act: &ActRow,
    kind: &str,
    request_id: &str,
) -> Outcome<DocumentView> {
    let person = persons::briefs(view.conn, &case.county, &[case.applicant_person_id])?
        .remove(&case.applicant_person_id)
        .ok_or_else(Failure::not_found)?;
    let detail: serde_json::Value = act.detail.read()?;
    let named = detail[NAMED].as_str().map_or(person.name, str::to_owned);
    let (contact, _, phone) = store::contact(view.conn, case.first_contact_user_id)?;
    let county = division_ref(view.conn, &format!("{:0<12}", case.county))?;
    let township = division_ref(view.conn, &case.township)?;
    let village = division_ref(view.conn, &case.division)?;
    // The county signs what it decides; everything before is the township's.
    let office = if act.act.starts_with("decide") {
        format!("{}民政局", county.name)
    } else {
        format!("{}人民政府", township.name)
    };
    Ok(DocumentView {
        kind: kind.to_owned(),
        title: String::new(),
        case_no: case.case_no.clone(),
        issued_on: act.acted_on,
        signature: Signature { office: office.clone(), on: act.acted_on },
        office,
        applicant_name: named,
        paragraphs: Vec::new(),
        fields: vec![
            field("公民身份号码", &person.citizen_id_mask),
            field("住址", &format!("{}{}", township.name, village.name)),
        ],
        items: Vec::new(),
        remedy: Vec::new(),
        progress_url: None,
        applicant_signs: false,
        contact: DocumentContact { name: contact, phone },
        request_id: request_id.to_owned(),
    })
}

fn receipt(paper: &mut DocumentView, case: &CaseRow, item: &Item, bills: &[BillRow]) {
    paper.title = format!("{}受理通知书", item.title.zh);
    paper.paragraphs = vec![format!(
        "您申请的{}事项，材料齐全，符合受理条件，现予受理。办理期限自受理次日起计算。",
        item.title.zh
    )];
    paper.fields.push(field("办件编号", &case.case_no));
    if let Some(accepted_on) = case.accepted_on {
        paper.fields.push(field("受理日期", &day(accepted_on)));
    }
    if let Some(due_on) = case.due_on {
        let mut promised = day(due_on);
        if case.due_provisional {
            promised += "（暂定，待国务院放假安排公布后确定）";
        }
        paper.fields.push(field("承诺办结日期", &promised));
    }
    paper.fields.push(field("首问责任人", &contact(paper)));
    // Where to go and when, as the published guide says it.
    for (code, label) in [("place", "办理地点"), ("hours", "办理时间")] {
        let said = item.guide.iter().find(|element| element.code == code);
        paper.fields.extend(said.map(|element| field(label, &element.text.zh)));
    }
    paper.applicant_signs = true;
    paper.items = bills
        .iter()
        .map(|bill| {
            let (cost, insurer) = (yuan_grouped(bill.cost_fen), yuan_grouped(bill.insurer_paid_fen));
            format!(
                "票据{}（{}，{}）：费用{cost}元，医保支付{insurer}元",
                bill.number,
                bill.issuer,
                day(bill.issued_on)
            )
        })
        .collect();
    paper.remedy = vec!["凭办件编号和身份证号后四位，可在公开网站查询办理进度，无需登录。".to_owned()];
}

fn supplement(paper: &mut DocumentView, case: &CaseRow, act: &ActRow, item: &Item) -> Outcome<()> {
    paper.title = format!("{}一次性告知书", item.title.zh);
    paper.paragraphs = vec![format!(
        "您申请的{}事项，尚缺下列材料，现一次性告知。材料补齐之日受理；补正期间不计入办理期限。",
        item.title.zh
    )];
    let detail: serde_json::Value = act.detail.read()?;
    let missing = detail["missing"].as_array().cloned().unwrap_or_default();
    for code in missing.iter().filter_map(serde_json::Value::as_str) {
        let Some(material) = item.materials.iter().find(|material| material.code == code) else { continue };
        let kind = if material.original { "原件" } else { "复印件" };
        paper.items.push(format!(
            "{}（{kind}{}份，来源：{}）",
            material.name.zh, material.copies, material.source.zh
        ));
    }
    let other = detail["other"].as_array().cloned().unwrap_or_default();
    paper.items.extend(other.iter().filter_map(serde_json::Value::as_str).map(str::to_owned));
    paper.fields.push(field("办件编号", &case.case_no));
    paper.fields.push(field("首问责任人", &contact(paper)));
    paper.paragraphs.extend(act.note.clone());
    Ok(())
}

fn decision(
    view: &mut View,
    paper: &mut DocumentView,
    case: &CaseRow,
    act: &ActRow,
    item: &Item,
) -> Outcome<()> {
    let approved = act.act == "decide_approve";
    let policy = view.app.rules.policies().at(&case.policy_code, &case.county, case.received_on)?;
    let basis: Vec<String> = policy
        .rule
        .document()
        .legal_basis
        .iter()
        // Some titles bring their marks and number along: 《社会救助暂行办法》(国务院令第649号).
        .map(|basis| match basis.title.starts_with('《') {
            true => format!("{}{}", basis.title, basis.clause),
            false => format!("《{}》{}", basis.title, basis.clause),
        })
        .collect();
    paper.fields.push(field("办件编号", &case.case_no));
    paper.title = match act.act.as_str() {
        "decide_approve" => format!("{}审批决定书", item.title.zh),
        "decline" => format!("{}不予受理决定书", item.title.zh),
        _ => format!("{}不予批准决定书", item.title.zh),
    };
    if approved {
        let amount = yuan_grouped(case.amount_fen.unwrap_or_default());
        let (each, paid) = match policy.rule.document().result.period {
            Period::Once => ("", "发放"),
            Period::Month => ("每月", "按月发放"),
            Period::Year => ("每年", "按月平均发放"),
        };
        paper.paragraphs.push(format!(
            "经审查，您的{}申请符合规定，现决定{each}给予救助{amount}元。{}",
            item.title.zh,
            payment(view, case, act, paid)?
        ));
        paper.fields.push(field("救助金额", &format!("{each}{amount}元")));
        if let Some(evaluation) = evaluation(case)? {
            paper.items = evaluation
                .lines
                .iter()
                // Sums only: a yes or a rate is the engine's, not the citizen's.
                .filter(|line| line.text.is_some())
                .map(|line| {
                    let sum =
                        line.text.as_ref().map_or_else(|| line.value.to_string(), |text| text.zh.clone());
                    format!("{}：{sum}（{}）", line.label.zh, line.clause)
                })
                .collect();
            // What the county changed within the range must not read as if it were computed.
            if case.amount_fen.is_some_and(|decided| decided != evaluation.amount_fen) {
                let (low, high) = (yuan_grouped(evaluation.min_fen), yuan_grouped(evaluation.max_fen));
                paper
                    .items
                    .push(format!("县级审批：在政策允许的{low}元至{high}元范围内，决定救助{amount}元"));
            }
        }
    } else {
        let verb = if act.act == "decline" { "不予受理" } else { "不予批准" };
        paper.paragraphs.push(format!("经审查，您的{}申请{verb}，理由如下。", item.title.zh));
        paper.items = reasons(act)?.into_iter().map(|reason| reason.text).collect();
    }
    paper.paragraphs.push(format!("依据：{}。", basis.join("；")));
    paper.remedy = vec![
        "对本决定不服的，可自收到之日起六十日内依法申请行政复议，或者自收到之日起六个月内依法提起行政诉讼。"
            .to_owned(),
        "有疑问可向首问责任人或县级民政部门咨询。".to_owned(),
    ];
    Ok(())
}

/// Where the money goes: what is promised must be possible.
fn payment(view: &mut View, case: &CaseRow, act: &ActRow, paid: &str) -> Outcome<String> {
    let detail: serde_json::Value = act.detail.read()?;
    // Decisions made before that was written down go by what is registered now.
    let known = match detail[HAS_ACCOUNT].as_bool() {
        Some(known) => known,
        None => {
            let payee = persons::payee(view.conn, &case.county, case.applicant_person_id)?;
            payee.bank_account_mask.is_some()
        }
    };
    Ok(match known {
        true => format!("救助金自决定次月起{paid}至您登记的银行账户。"),
        false => format!(
            "救助金自决定次月起{paid}。您尚未登记银行账号，请尽快持本人身份证和银行卡（或存折）到乡镇社会救助窗口登记；登记前，救助金无法发放到账。"
        ),
    })
}

fn contact(paper: &DocumentView) -> String {
    let phone = paper.contact.phone.as_deref().unwrap_or("");
    format!("{} {phone}", paper.contact.name).trim().to_owned()
}

fn field(label: &str, value: &str) -> DocumentField {
    DocumentField { label: label.to_owned(), value: value.to_owned() }
}

fn day(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
