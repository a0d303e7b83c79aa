//! The acts one by one, each with what its own form asks for.

use chrono::NaiveDate;
use serde_json::json;

use super::act::perform;
use super::judge::fault;
use crate::app::{Tx, View};
use crate::audit::Traced;
use crate::cases::model::{
    CheckKind, Deed, NewCheck, NewCountyVisit, NewOpinion, NewRefusal, NewReview, NewSupplementNotice,
    NewWithdrawal, Opinion, Reason, ReviewOutcome,
};
use crate::cases::store::{self, CaseRow};
use crate::cases::{findings, view};
use crate::divisions;
use crate::failure::{Checks, Outcome};
use crate::http::if_match::IfMatch;
use crate::ids::{CaseId, UserId};

/// 一次性告知: everything that is missing, once (行政许可法 Art 32).
pub fn notify_supplement(
    tx: &mut Tx,
    id: CaseId,
    version: IfMatch,
    new: &NewSupplementNotice,
) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    let deed = supplement(&mut tx.view(), &case, new)?;
    perform(tx, id, version, deed)
}

/// The act of that notice.
///
/// # Errors
/// Faults of its words.
pub fn supplement(view: &mut View, case: &CaseRow, new: &NewSupplementNotice) -> Outcome<Deed> {
    let mut checks = Checks::new();
    for (place, text) in new.other.iter().enumerate() {
        checks.text(text, &format!("/other/{place}"), 200);
    }
    checks.done()?;
    let missing = view::missing_materials(view.conn, &view.app.rules, case)?;
    let detail = json!({ "missing": missing, "other": new.other });
    Ok(Deed { note: new.note.clone(), detail, ..Deed::of("notify_supplement") })
}

pub fn accept(tx: &mut Tx, id: CaseId, version: IfMatch) -> Outcome<Traced<CaseRow>> {
    perform(tx, id, version, Deed::of("accept"))
}

pub fn decline(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewRefusal) -> Outcome<Traced<CaseRow>> {
    perform(tx, id, version, declined(new))
}

pub fn declined(new: &NewRefusal) -> Deed {
    Deed { reasons: new.reasons.clone(), ..Deed::of("decline") }
}

pub fn withdraw(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewWithdrawal) -> Outcome<Traced<CaseRow>> {
    let mut checks = Checks::new();
    checks.text(&new.reason, "/reason", 500);
    checks.done()?;
    let reasons = vec![Reason { field: None, text: new.reason.clone() }];
    perform(tx, id, version, Deed { reasons, ..Deed::of("withdraw") })
}

/// A visit to the household or its neighbours, by two officers who sign; of the family who was
/// there signs too (民发〔2021〕57号 Art 16). Registers are asked by the county (Art 17).
pub fn check(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewCheck) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    family(tx, &case, new)?;
    let (low, high) = township_range(&case.township);
    let officers = visit(tx, &case, new.on, &new.officers, &new.findings, (&low, &high))?;
    let detail = json!({
        "kind": new.kind,
        "on": new.on,
        "officers": officers,
        "findings": new.findings,
        "conclusion": new.conclusion,
        "family": new.family,
        "family_absent": new.family_absent,
    });
    perform(tx, id, version, Deed { detail, ..Deed::of("check") })
}

/// The signature of the family at a home visit, and that the township asks no register where
/// the county has an act for it.
fn family(tx: &mut Tx, case: &CaseRow, new: &NewCheck) -> Outcome<()> {
    let flow = tx.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let of_county = flow.rule.act("information_check").is_some();
    let signs = flow.rule.act("check").is_some_and(|act| act.family_signs);
    let mut checks = Checks::new();
    let own = new.kind != CheckKind::InformationCheck || !of_county;
    checks.check(own, "/kind", "information_check_by_county");
    let told = usize::from(new.family.is_some()) + usize::from(new.family_absent.is_some());
    let needed = usize::from(signs && new.kind == CheckKind::HomeVisit);
    checks.check((needed..=1).contains(&told), "/family", "family_signature");
    if let Some(relative) = &new.family {
        checks.text(&relative.name, "/family/name", 60);
        checks.text(&relative.relation, "/family/relation", 60);
        let told = format!("{} {}", relative.name, relative.relation);
        checks.no_private_number(&told, "/family", tx.app.landlines);
    }
    if let Some(why) = &new.family_absent {
        checks.text(why, "/family_absent", 200);
        checks.no_private_number(why, "/family_absent", tx.app.landlines);
    }
    checks.done()
}

/// The county's own visit, which kin of staff need, and whoever was complained about
/// (民发〔2021〕57号 Art 11, 20).
pub fn county_visit(
    tx: &mut Tx,
    id: CaseId,
    version: IfMatch,
    new: &NewCountyVisit,
) -> Outcome<Traced<CaseRow>> {
    let case = store::find(tx.conn, tx.actor, id)?;
    let county = format!("{:0<12}", case.county);
    let officers = visit(tx, &case, new.on, &new.officers, &new.findings, (&county, &county))?;
    let detail = json!({ "on": new.on, "officers": officers, "findings": new.findings });
    perform(tx, id, version, Deed { detail, ..Deed::of("county_visit") })
}

/// What both visits ask for; the officers' names.
fn visit(
    tx: &mut Tx,
    case: &CaseRow,
    on: NaiveDate,
    officers: &[UserId],
    findings: &str,
    (low, high): (&str, &str),
) -> Outcome<Vec<serde_json::Value>> {
    let mut checks = Checks::new();
    checks.check(on <= tx.now.today(), "/on", "date_in_future");
    checks.check(case.accepted_on.is_none_or(|accepted| accepted <= on), "/on", "check_before_acceptance");
    checks.text(findings, "/findings", 2000);
    let mut distinct = officers.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let known = store::staff(tx.conn, &case.county, low, high, &distinct)?;
    checks.check(distinct.len() >= 2, "/officers", "two_officers");
    for (place, officer) in officers.iter().enumerate() {
        let there = known.iter().any(|(id, _)| id == officer);
        checks.check(there, &format!("/officers/{place}"), "officer_unknown");
    }
    checks.done()?;
    Ok(known.into_iter().map(|(id, name)| json!({ "id": id, "name": name })).collect())
}

/// 初审意见 of the township's civil-affairs office.
pub fn opine(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewOpinion) -> Outcome<Traced<CaseRow>> {
    let mut checks = Checks::new();
    checks.text(&new.text, "/text", 1000);
    checks.done()?;
    let outcome = match new.opinion {
        Opinion::Support => "support",
        Opinion::Oppose => "oppose",
    };
    if new.opinion == Opinion::Support && new.reasons.is_empty() {
        let case = store::find(tx.conn, tx.actor, id)?;
        let acts = store::acts(tx.conn, &case.county, case.id)?;
        if findings::against(&acts, case.round).any(|act| act.act.ends_with("check")) {
            return Err(fault("/reasons", "differs_needs_reasons"));
        }
    }
    let (note, reasons) = (Some(new.text.clone()), new.reasons.clone());
    perform(tx, id, version, Deed { outcome: Some(outcome), note, reasons, ..Deed::of("opine") })
}

/// 审核 by the township's leader: agree, return with reasons, or send up against support; refuse
/// only where the province has given the township the decision (社会救助法 Art 44).
pub fn review(tx: &mut Tx, id: CaseId, version: IfMatch, new: &NewReview) -> Outcome<Traced<CaseRow>> {
    perform(tx, id, version, reviewed(new))
}

pub fn reviewed(new: &NewReview) -> Deed {
    let (act, outcome) = match new.outcome {
        ReviewOutcome::Agree => ("review_agree", "agree"),
        ReviewOutcome::Return => ("review_return", "return"),
        ReviewOutcome::Refuse => ("review_refuse", "refuse"),
        ReviewOutcome::Oppose => ("review_oppose", "oppose"),
    };
    let (reasons, note) = (new.reasons.clone(), new.note.clone());
    Deed { outcome: Some(outcome), reasons, note, ..Deed::of(act) }
}

/// The lowest and highest division code of a township.
pub(super) fn township_range(township: &str) -> (String, String) {
    let township = divisions::township_of(township);
    let high = format!("{:9<12}", township.get(..9).unwrap_or(&township));
    (township, high)
}
