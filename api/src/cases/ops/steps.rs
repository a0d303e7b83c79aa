//! Consent, information check, the notice in the village, extension, complaint, service: each
//! with what its own form asks for.

use chrono::Days;
use serde_json::{Value, json};
use yangguang_domain::typed;
use yangguang_domain::workflow::Extension;

use super::act::perform;
use super::acts::township_range;
use super::judge::{ask, fault};
use super::known::{Asked, Known, proposal};
use super::names;
use super::record::record;
use crate::app::Tx;
use crate::audit::{self, Entry, Traced};
use crate::cases::clocks::{self, Turn};
use crate::cases::model::{Deed, Reason};
use crate::cases::posting;
use crate::cases::steps::{
    CheckPurpose, ConsentOf, NewCheckRequest, NewComplaint, NewConsent, NewDelivery, NewExplanation,
    NewExtension, NewForward, NewInformationCheck, NewObjection, NewPosting, NewReport, ServiceWay,
};
use crate::cases::store::{self, CaseRow};
use crate::failure::{Checks, Outcome};
use crate::households;
use crate::http::if_match::IfMatch;
use crate::ids::CaseId;
use crate::persons::{self, PersonBrief};

/// The consent to the check, the household's or a relative's own (社会救助法 Art 40, 41).
pub fn consent(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewConsent) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    let detail = consented(tx, &case, new, "")?;
    perform(tx, id, version, Deed { detail, ..Deed::of("consent") })
}

/// A form may have been signed so many days before it was handed in; what is older was no
/// consent on applying (社会救助法 Art 40).
const SIGNED_BEFORE: Days = Days::new(30);
const ADULT: i32 = 18;

/// What is kept of a consent, at `/consent` of an application or alone.
pub fn consented(tx: &mut Tx, case: &CaseRow, new: &NewConsent, at: &str) -> Outcome<Value> {
    let today = tx.now.today();
    let on = new.on.unwrap_or(today);
    let mut checks = Checks::new();
    checks.check(on <= today, &format!("{at}/on"), "date_in_future");
    let first = case.received_on.checked_sub_days(SIGNED_BEFORE);
    checks.check(first.is_none_or(|first| first <= on), &format!("{at}/on"), "consent_too_old");
    for (value, member) in [(&new.name, "name"), (&new.relation, "relation"), (&new.guardian, "guardian")] {
        let pointer = format!("{at}/{member}");
        checks.optional_text(value.as_ref(), &pointer, 60);
        if new.of == ConsentOf::Relative && member != "guardian" {
            let told = value.as_ref().is_some_and(|value| !value.is_empty());
            checks.check(told, &pointer, "required");
        }
        checks.no_private_number(value.as_deref().unwrap_or_default(), &pointer, tx.app.landlines);
    }
    let family = family(tx, case)?;
    let applicant = family.iter().find(|one| one.id == case.applicant_person_id);
    let theirs = match &new.name {
        Some(name) => family.iter().find(|one| typed::name(&one.name) == typed::name(name)),
        None => applicant,
    };
    let outside = new.of == ConsentOf::Household || new.name.is_none() || theirs.is_none();
    checks.check(outside, &format!("{at}/name"), "relative_of_household");
    let guardian = new.guardian.as_ref().filter(|name| !name.trim().is_empty());
    if new.of == ConsentOf::Household && theirs.is_some_and(|one| one.age_on(on) < ADULT) {
        checks.check(guardian.is_some(), &format!("{at}/guardian"), "guardian_required");
    }
    // Nobody of the household who is a minor himself is anybody's guardian.
    let able = guardian.is_none_or(|name| {
        let alike = |one: &&PersonBrief| typed::name(&one.name) == typed::name(name);
        family.iter().filter(alike).all(|one| one.age_on(on) >= ADULT)
    });
    checks.check(able, &format!("{at}/guardian"), "guardian_is_minor");
    checks.done()?;
    let name = new.name.clone().or_else(|| applicant.map(|one| one.name.clone()));
    let mut detail = json!({ "of": new.of, "name": name, "relation": new.relation, "on": on });
    if let (Some(guardian), Value::Object(members)) = (guardian, &mut detail) {
        members.insert("guardian".to_owned(), json!(guardian));
    }
    Ok(detail)
}

/// The applicant and who lives in the household now.
fn family(tx: &mut Tx, case: &CaseRow) -> Outcome<Vec<PersonBrief>> {
    let mut ids = vec![case.applicant_person_id];
    if let Some(household) = case.household_id {
        let members = households::members_of(tx.conn, &case.county, &[household])?.remove(&household);
        ids.extend(members.into_iter().flatten().filter(|(_, now)| *now).map(|(person, _)| person));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(persons::briefs(tx.conn, &case.county, &ids)?.into_values().collect())
}

/// 提请核对: the county asks the registers (民发〔2021〕57号 Art 17, 社会救助法 Art 43).
pub fn request_check(
    tx: &mut Tx,
    id: CaseId,
    version: IfMatch,
    new: &NewCheckRequest,
) -> Outcome<Traced<CaseRow>> {
    no_numbers(tx, new.note.as_deref(), "/note", 1000)?;
    perform(tx, id, version, Deed { note: new.note.clone(), ..Deed::of("request_check") })
}

/// 信息核对 by the county alone, of relatives only with their own consent (社会救助法 Art 41).
pub fn information_check(
    tx: &mut Tx,
    id: CaseId,
    version: IfMatch,
    new: &NewInformationCheck,
) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    let acts = store::acts(tx.conn, &case.county, case.id)?;
    let mut sources = new.sources.clone();
    sources.sort_unstable();
    sources.dedup();
    let mut checks = Checks::new();
    checks.check(new.on <= tx.now.today(), "/on", "date_in_future");
    let early = case.accepted_on.is_some_and(|accepted| new.on < accepted);
    checks.check(!early, "/on", "check_before_acceptance");
    checks.check(!sources.is_empty(), "/sources", "required");
    let occasion = match new.purpose {
        CheckPurpose::Application => None,
        CheckPurpose::Objection => Some("object"),
        CheckPurpose::Complaint => Some("complaint"),
    };
    let there = occasion.is_none_or(|occasion| acts.iter().any(|act| act.act == occasion));
    checks.check(there, "/purpose", "purpose_without_occasion");
    checks.text(&new.findings, "/findings", 2000);
    checks.no_private_number(&new.findings, "/findings", tx.app.landlines);
    let mut relatives = Vec::new();
    for (place, seq) in new.relatives.iter().enumerate() {
        let own = acts.iter().find(|act| act.seq == *seq && act.act == "consent");
        let detail: Option<Value> = own.map(|act| act.detail.read()).transpose()?;
        let own = detail.filter(|detail| detail["of"] == "relative");
        checks.check(own.is_some(), &format!("/relatives/{place}"), "relative_without_consent");
        relatives.extend(own.map(|own| json!({ "name": own["name"], "relation": own["relation"] })));
    }
    checks.done()?;
    let detail = json!({
        "kind": "information_check", "on": new.on, "purpose": new.purpose, "sources": sources,
        "relatives": relatives, "findings": new.findings, "conclusion": new.conclusion,
    });
    perform(tx, id, version, Deed { detail, ..Deed::of("information_check") })
}

/// 初审公示: what the village reads is kept as it was posted (民发〔2021〕57号 Art 19,
/// 民发〔2021〕43号 Art 15).
pub fn post(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewPosting) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    let mut checks = Checks::new();
    checks.text(&new.place, "/place", 100);
    checks.no_private_number(&new.place, "/place", tx.app.landlines);
    checks.done()?;
    let posted = posting::draft(tx, &case, &new.place)?;
    perform(tx, id, version, Deed { detail: serde_json::to_value(posted)?, ..Deed::of("post") })
}

/// 公示有异议: the household is visited anew.
pub fn object(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewObjection) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    let acts = store::acts(tx.conn, &case.county, id)?;
    let posted = acts.iter().rfind(|act| act.act == "post" && act.round == case.round);
    let mut checks = Checks::new();
    checks.check(new.on <= tx.now.today(), "/on", "date_in_future");
    checks.check(posted.is_none_or(|act| act.acted_on <= new.on), "/on", "objected_before_posted");
    checks.text(&new.text, "/text", 500);
    checks.no_private_number(&new.text, "/text", tx.app.landlines);
    checks.done()?;
    let reasons = vec![Reason { field: None, text: new.text.clone() }];
    perform(tx, id, version, Deed { reasons, detail: json!({ "on": new.on }), ..Deed::of("object") })
}

/// The township sends it up when the notice is over.
pub fn report(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewReport) -> Outcome<Traced<CaseRow>> {
    no_numbers(tx, new.note.as_deref(), "/note", 1000)?;
    perform(tx, id, version, Deed { note: new.note.clone(), ..Deed::of("report") })
}

/// The township hands the papers of a member of a subsistence household or a destitute person to
/// the county, which deals with it directly (社会救助暂行办法 Art 30).
pub fn forward(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewForward) -> Outcome<Traced<CaseRow>> {
    no_numbers(tx, new.note.as_deref(), "/note", 1000)?;
    perform(tx, id, version, Deed { note: new.note.clone(), ..Deed::of("forward") })
}

/// The longer limit of a special case (民发〔2021〕57号 Art 22, 民发〔2022〕83号 四（一）).
pub fn extend(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewExtension) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    let flow = tx.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let mut checks = Checks::new();
    checks.text(&new.reason, "/reason", 500);
    checks.no_private_number(&new.reason, "/reason", tx.app.landlines);
    checks.done()?;
    let known = |extension: &Extension| extension.grounds.iter().any(|ground| ground.code == new.ground);
    let extended = flow.rule.clocks_extended_by("extend");
    if !extended.is_empty() && !extended.iter().filter_map(|clock| clock.extension.as_ref()).any(known) {
        return Err(fault("/ground", "ground_not_lawful"));
    }
    let reasons = vec![Reason { field: None, text: new.reason.clone() }];
    perform(tx, id, version, Deed { reasons, detail: json!({ "ground": new.ground }), ..Deed::of("extend") })
}

/// 投诉举报: the county visits before it decides (民发〔2021〕57号 Art 20). Who complained is not
/// written down.
pub fn complaint(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewComplaint) -> Outcome<Traced<CaseRow>> {
    let mut checks = Checks::new();
    checks.check(new.on <= tx.now.today(), "/on", "date_in_future");
    checks.text(&new.text, "/text", 1000);
    checks.no_private_number(&new.text, "/text", tx.app.landlines);
    checks.done()?;
    let detail = json!({ "on": new.on, "channel": new.channel });
    perform(tx, id, version, Deed { note: Some(new.text.clone()), detail, ..Deed::of("complaint") })
}

/// 送达: on which day and how the decision reached the applicant; the case stays closed as it is.
///
/// # Errors
/// The flow's refusals, `stale_version`, `not_found`.
pub fn deliver(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewDelivery) -> Outcome<Traced<CaseRow>> {
    after_close(tx, id, version, "deliver", |tx, case| served(tx, case, new))
}

fn served(tx: &mut Tx, case: &CaseRow, new: &NewDelivery) -> Outcome<Value> {
    let today = tx.now.today();
    let mut checks = Checks::new();
    checks.check(new.on <= today, "/on", "date_in_future");
    checks.check(case.closed_on.is_none_or(|closed| closed <= new.on), "/on", "served_before_decision");
    checks.optional_text(new.received_by.as_ref(), "/received_by", 60);
    checks.no_private_number(
        new.received_by.as_deref().unwrap_or_default(),
        "/received_by",
        tx.app.landlines,
    );
    let other = new.received_by.is_some() && new.way == ServiceWay::PublicNotice;
    checks.check(!other, "/received_by", "nobody_receives_a_public_notice");
    checks.done()?;
    Ok(json!({ "on": new.on, "way": new.way, "received_by": new.received_by }))
}

/// 事后补充说明 of relief that was given at once (社会救助法 Art 50): nothing of the decision or
/// its payment waits for it, and nothing of them changes by it.
///
/// # Errors
/// The flow's refusals, `stale_version`, `not_found`, faults of its words.
pub fn explain(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewExplanation) -> Outcome<Traced<CaseRow>> {
    after_close(tx, id, version, "explain", |tx, case| explained(tx, case, new))
}

fn explained(tx: &mut Tx, case: &CaseRow, new: &NewExplanation) -> Outcome<Value> {
    let (low, high) = township_range(&case.township);
    let known = store::staff(tx.conn, &case.county, &low, &high, &[new.officer])?;
    let mut checks = Checks::new();
    checks.check(new.on <= tx.now.today(), "/on", "date_in_future");
    checks.check(
        case.accepted_on.is_none_or(|accepted| accepted <= new.on),
        "/on",
        "check_before_acceptance",
    );
    checks.check(!known.is_empty(), "/officer", "officer_unknown");
    checks.text(&new.findings, "/findings", 2000);
    checks.no_private_number(&new.findings, "/findings", tx.app.landlines);
    for (place, paper) in new.papers.iter().enumerate() {
        let pointer = format!("/papers/{place}");
        checks.text(paper, &pointer, 100);
        checks.no_private_number(paper, &pointer, tx.app.landlines);
    }
    checks.done()?;
    let officers: Vec<Value> =
        known.into_iter().map(|(id, name)| json!({ "id": id, "name": name })).collect();
    Ok(json!({ "on": new.on, "officers": officers, "findings": new.findings, "papers": new.papers }))
}

/// An act of a closed case, which stays as it is.
fn after_close(
    tx: &mut Tx,
    id: CaseId,
    version: IfMatch,
    act: &'static str,
    detail: impl FnOnce(&mut Tx, &CaseRow) -> Outcome<Value>,
) -> Outcome<Traced<CaseRow>> {
    let mut case = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("case", id), case.version)?;
    let read = case.clone();
    let acts = store::acts(tx.conn, &case.county, case.id)?;
    let (proposal, today) = (proposal(&case)?, tx.now.today());
    let asked = Asked::default();
    let known = Known { case: &case, acts: &acts, proposal, materials_missing: 0, today, asked };
    let app = tx.app;
    let flow = app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let step = ask(&flow.rule, tx.actor, &known, act, None)?;
    let detail = detail(tx, &case)?;
    let mut told = json!({ "case_no": case.case_no, "act": act, "on": detail["on"] });
    if let Some(way) = detail.get("way") {
        told["way"] = way.clone();
    }
    record(tx, &case, &acts, &Deed { detail, ..Deed::of(act) })?;
    clocks::turn(tx, &mut case, &Turn::of(&step))?;
    store::update(tx.conn, &read, &mut case, tx.now)?;
    let entry = Entry::new(names::audit_name(act), "case", case.id).at(&case.division).with(told);
    Ok(Traced::new(case, entry))
}

fn no_numbers(tx: &Tx, text: Option<&str>, pointer: &str, most: usize) -> Outcome<()> {
    let Some(text) = text else { return Ok(()) };
    let mut checks = Checks::new();
    checks.optional_text(Some(&text.to_owned()), pointer, most);
    checks.no_private_number(text, pointer, tx.app.landlines);
    checks.done()
}
