//! What stands in the papers of a case, once its acts are known.

use chrono::NaiveDate;
use yangguang_domain::authority::{Term, bureau, is_assistance, township_office};
use yangguang_domain::grounds::grounds;
use yangguang_domain::money::yuan_grouped;
use yangguang_domain::policy::{Evaluation, Period, PolicyDocument};
use yangguang_domain::remedy::{Deed, Matter, Service};
use yangguang_domain::workflow::OPEN;

use super::bills::{self, BillRow};
use super::clocks::HANDLING;
use super::ops::act::{ENDED, HAS_ACCOUNT, NAMED, paid_from};
use super::ops::known::{evaluation, reasons};
use super::store::{self, ActRow, CaseRow};
use crate::app::View;
use crate::delegations;
use crate::divisions::division_ref;
use crate::entitlements::{self, Ended, HearingWay};
use crate::failure::{Failure, Outcome};
use crate::letters::{
    self, Against, DocumentContact, DocumentResult, DocumentService, DocumentView, Heading, day, field,
    money, redress,
};
use crate::persons;
use crate::service_items::Item;

/// The portal's page on which a case is followed.
const PROGRESS: &str = "/public/progress";

/// The paper of an act.
///
/// # Errors
/// As the database answers.
pub fn paper(
    view: &mut View,
    case: &CaseRow,
    act: &ActRow,
    kind: &str,
    request_id: &str,
) -> Outcome<DocumentView> {
    let item = view.app.rules.items.version(&case.item_code, case.item_version)?;
    let policy = view.app.rules.policies().at(&case.policy_code, &case.county, case.received_on)?;
    let mut paper = blank(view, case, act, kind, (policy.rule.document(), request_id))?;
    if item.rule.accepted_where_it_happened {
        // Such a case lies where it happened, which may be far from where the applicant lives.
        for field in paper.fields.iter_mut().filter(|field| field.label == "住址") {
            field.label = "急难发生地".to_owned();
        }
    }
    paper.asked = format!("{}申请{}", day(case.received_on), item.rule.title.zh);
    match kind {
        "receipt" => {
            let bills = bills::of_case(view.conn, &case.county, case.id)?;
            receipt(view, &mut paper, case, &item.rule, &bills)?;
        }
        "supplement_notice" => supplement(view, &mut paper, case, act, &item.rule)?,
        _ => decision(view, &mut paper, case, act, (&item.rule, policy.rule.document()))?,
    }
    Ok(paper)
}

/// Whether an act was the county's: what those of its own level did.
fn by_county(act: &ActRow) -> bool {
    matches!(act.actor_role.as_str(), "examiner" | "approver")
}

fn blank(
    view: &mut View,
    case: &CaseRow,
    act: &ActRow,
    kind: &str,
    (policy, request_id): (&PolicyDocument, &str),
) -> Outcome<DocumentView> {
    let person = persons::briefs(view.conn, &case.county, &[case.applicant_person_id])?
        .remove(&case.applicant_person_id)
        .ok_or_else(Failure::not_found)?;
    let detail: serde_json::Value = act.detail.read()?;
    let name = detail[NAMED].as_str().map_or(person.name, str::to_owned);
    let (contact, _, phone) = store::contact(view.conn, case.first_contact_user_id)?;
    let township = division_ref(view.conn, &case.township)?;
    let village = division_ref(view.conn, &case.division)?;
    // Whoever acted signs: the bureau that is competent on the day, or the township's office.
    let office = match by_county(act) {
        true => bureau(&county(view, case)?, policy, act.acted_on),
        false => township_office(&township.name),
    };
    Ok(DocumentView::new(Heading {
        kind: kind.to_owned(),
        case_no: case.case_no.clone(),
        office,
        on: act.acted_on,
        name,
        fields: vec![
            field("公民身份号码", &person.citizen_id_mask),
            field("住址", &format!("{}{}", township.name, village.name)),
        ],
        contact: DocumentContact { name: contact, phone },
        request_id: request_id.to_owned(),
    }))
}

fn county(view: &mut View, case: &CaseRow) -> Outcome<String> {
    Ok(division_ref(view.conn, &format!("{:0<12}", case.county))?.name)
}

/// What may be done against such an act of a case.
fn remedy(
    view: &mut View,
    case: &CaseRow,
    (deed, on): (Deed, NaiveDate),
    known_on: Option<NaiveDate>,
) -> Outcome<letters::Redress> {
    let matter = if is_assistance(&case.scheme) { Matter::SocialAssistance } else { Matter::OtherBenefit };
    let county = county(view, case)?;
    let against = Against { deed, matter, county: &county, on, known_on };
    let calendar = view.calendar()?;
    Ok(redress(&view.app.rules.laws(), &calendar, against))
}

fn receipt(
    view: &mut View,
    paper: &mut DocumentView,
    case: &CaseRow,
    item: &Item,
    bills: &[BillRow],
) -> Outcome<()> {
    paper.title = format!("{}受理通知书", item.title.zh);
    let flow = view.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let at_once = flow.rule.clocks_started_by(OPEN).iter().any(|clock| clock.code == HANDLING);
    paper.paragraphs = vec![match at_once {
        true => format!(
            "您申请的{}事项，符合受理条件，现予受理。情况紧急的先行救助，材料事后补充；办理期限自提出申请次日起计算。",
            item.title.zh
        ),
        false => format!(
            "您申请的{}事项，材料齐全，符合受理条件，现予受理。办理期限自受理次日起计算。",
            item.title.zh
        ),
    }];
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
    paper.rests_on(&view.app.rules.laws(), &grounds(&case.scheme, Deed::Internal));
    // Acceptance burdens nobody; what may be done if nothing follows is told at once.
    let silent = remedy(view, case, (Deed::Silent, paper.issued_on), None)?;
    paper.with(silent);
    let follow = "凭办件编号和身份证号后四位，可在公开网站查询办理进度，无需登录。".to_owned();
    paper.remedy.insert(0, follow);
    // The same for everybody: what tells whose case it is is typed in there.
    let portal = view.app.portal_url.as_deref().unwrap_or_default();
    paper.progress_url = Some(format!("{portal}{PROGRESS}"));
    Ok(())
}

/// A step on the way: it has no remedy (行政复议法实施条例 36).
fn supplement(
    view: &View,
    paper: &mut DocumentView,
    case: &CaseRow,
    act: &ActRow,
    item: &Item,
) -> Outcome<()> {
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
    paper.rests_on(&view.app.rules.laws(), &grounds(&case.scheme, Deed::Internal));
    Ok(())
}

fn decision(
    view: &mut View,
    paper: &mut DocumentView,
    case: &CaseRow,
    act: &ActRow,
    (item, policy): (&Item, &PolicyDocument),
) -> Outcome<()> {
    let term = Term::on(&case.scheme, act.acted_on);
    paper.fields.push(field("办件编号", &case.case_no));
    let deed = match act.act.as_str() {
        "decide_approve" => Deed::Approved,
        "decline" => Deed::NotAccepted,
        _ => Deed::Refused,
    };
    paper.title = match deed {
        Deed::Approved => format!("{}{}决定书", item.title.zh, term.zh()),
        Deed::NotAccepted => format!("{}不予受理决定书", item.title.zh),
        _ => format!("{}{}决定书", item.title.zh, term.refused()),
    };
    match deed {
        Deed::Approved => approved(view, paper, case, act, (item, policy))?,
        _ => {
            let verb = if deed == Deed::NotAccepted { "不予受理" } else { term.refused() };
            paper.paragraphs.push(format!(
                "{}提出的{}申请，经审查，决定{verb}，理由如下。",
                day(case.received_on),
                item.title.zh
            ));
            paper.items = reasons(act)?.into_iter().map(|reason| reason.text).collect();
            paper.found.clone_from(&paper.items);
        }
    }
    let ended = ended(act)?;
    let mut basis = grounds(&case.scheme, deed);
    for one in &ended {
        paper.paragraphs.push(ends(view, one, act.acted_on));
        basis.extend(grounds(&one.scheme, Deed::Lowered));
        basis.extend(one.basis.iter().cloned());
    }
    if act.act == "review_refuse" {
        basis.extend(delegations::ruling(view.conn, &case.county, &case.item_code, act.acted_on)?);
    }
    basis.extend(policy.legal_basis.iter().cloned());
    paper.rests_on(&view.app.rules.laws(), &basis);
    paper.service = served(view, case, act)?;
    let known_on = paper.service.as_ref().map(|service| service.on);
    let against = remedy(view, case, (deed, act.acted_on), known_on)?;
    paper.with(against);
    paper.remedy.push(format!("有疑问可向首问责任人或{}咨询。", paper.office));
    Ok(())
}

/// What ended by an act.
fn ended(act: &ActRow) -> Outcome<Vec<Ended>> {
    let mut detail: serde_json::Value = act.detail.read()?;
    match detail[ENDED].take() {
        serde_json::Value::Null => Ok(Vec::new()),
        ended => Ok(serde_json::from_value(ended)?),
    }
}

/// What ends, from when, why, and that whoever has it was heard (社会救助法 48).
fn ends(view: &View, ended: &Ended, on: NaiveDate) -> String {
    let clause = view.app.rules.laws().words(&ended.basis, on).zh;
    let heard = match &ended.heard {
        None => String::new(),
        Some(heard) if heard.way == HearingWay::Absent => {
            "终止前已通知陈述意见，未到场，也未提出意见。".to_owned()
        }
        Some(heard) => format!("终止前已于{}听取意见。", day(heard.on)),
    };
    format!(
        "{title}（办件编号{case_no}，每月{sum}元）自{from}起终止，由本项救助代替：两项救助只能享受较高的一项（{clause}）。{heard}对终止不服的，救济途径与本决定相同。",
        title = ended.title,
        case_no = ended.case_no,
        sum = yuan_grouped(ended.monthly_fen),
        from = letters::month(&ended.from_month),
    )
}

/// How the decision reached the applicant, once that is recorded.
fn served(view: &mut View, case: &CaseRow, decision: &ActRow) -> Outcome<Option<DocumentService>> {
    let acts = store::acts(view.conn, &case.county, case.id)?;
    let later = |act: &&ActRow| act.act == "deliver" && act.seq > decision.seq && decision.seq > 0;
    let Some(act) = acts.iter().rfind(later) else { return Ok(None) };
    let detail: serde_json::Value = act.detail.read()?;
    let way = detail["way"].as_str().and_then(Service::parse);
    let on = detail["on"].as_str().and_then(|day| day.parse().ok());
    Ok(way.zip(on).map(|(way, on)| DocumentService { way, on }))
}

fn approved(
    view: &mut View,
    paper: &mut DocumentView,
    case: &CaseRow,
    act: &ActRow,
    (item, policy): (&Item, &PolicyDocument),
) -> Outcome<()> {
    let amount_fen = case.amount_fen.unwrap_or_default();
    let amount = yuan_grouped(amount_fen);
    let period = policy.result.period;
    let money = money(&case.scheme);
    let (each, paid) = match period {
        Period::Once => ("", "发放"),
        Period::Month => ("每月", "按月发放"),
        Period::Year => ("每年", "按月平均发放"),
    };
    let evaluation = evaluation(case)?;
    let first = begins(view, case, act, evaluation.as_ref())?;
    paper.paragraphs.push(format!(
        "经审查，您的{}申请符合规定，决定{each}发给{money}{amount}元。{}",
        item.title.zh,
        payment(view, case, act, &format!("{money}自{}起{paid}", letters::month(&first)))?
    ));
    paper.fields.push(field(&format!("{money}金额"), &format!("{each}{amount}元")));
    paper.fields.push(field("起发月份", &letters::month(&first)));
    paper.result = Some(DocumentResult { amount_fen, before_fen: None, period, first_month: Some(first) });
    let Some(evaluation) = evaluation else { return Ok(()) };
    paper.items = evaluation
        .lines
        .iter()
        // Sums only: a yes or a rate is the engine's, not the citizen's.
        .filter(|line| line.text.is_some())
        .map(|line| {
            let sum = line.text.as_ref().map_or_else(|| line.value.to_string(), |text| text.zh.clone());
            format!("{}：{sum}（{}）", line.label.zh, line.clause.zh)
        })
        .collect();
    paper.found.clone_from(&paper.items);
    // What the county changed within the range must not read as if it were computed.
    if amount_fen != evaluation.amount_fen {
        let (low, high) = (yuan_grouped(evaluation.min_fen), yuan_grouped(evaluation.max_fen));
        let term = Term::on(&case.scheme, act.acted_on).zh();
        paper.items.push(format!("县级{term}：在政策允许的{low}元至{high}元范围内，决定发给{amount}元"));
    }
    Ok(())
}

/// The month in which payment begins, YYYY-MM: the benefit's own where one was begun, else the one
/// it would begin in, or in whose list a single payment stands.
fn begins(view: &mut View, case: &CaseRow, act: &ActRow, answer: Option<&Evaluation>) -> Outcome<String> {
    let begun = entitlements::first_month_of(view.conn, &case.county, case.id)?;
    Ok(begun.unwrap_or_else(|| paid_from(answer, act.acted_on).to_string()))
}

/// Where the money goes: what is promised must be possible.
fn payment(view: &mut View, case: &CaseRow, act: &ActRow, promised: &str) -> Outcome<String> {
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
        true => format!("{promised}至您登记的银行账户。"),
        false => format!(
            "{promised}。您尚未登记银行账号，请尽快持本人身份证和银行卡（或存折）到乡镇（街道）社会救助窗口登记；登记前无法发放到账。"
        ),
    })
}

fn contact(paper: &DocumentView) -> String {
    let phone = paper.contact.phone.as_deref().unwrap_or("");
    format!("{} {phone}", paper.contact.name).trim().to_owned()
}
