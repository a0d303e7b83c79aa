use super::applicant::{Named, applicant};
use super::bill;
use super::record::record;
use super::steps;
use serde_json::{Map, Value, json};
use yangguang_domain::case_no::case_no;
use yangguang_domain::workflow::OPEN;

use crate::app::{Tx, View};
use crate::audit::{Entry, Traced};
use crate::cases::clocks::{self, Turn};
use crate::cases::model::{Deed, NewCase, NewPreview};
use crate::cases::store::{self, CaseRow};
use crate::cases::views::{PreviewView, WarningView};
use crate::cases::{bills, determine, relief, year};
use crate::codes::{self, Language};
use crate::db::errors::violates;
use crate::db::types::Doc;
use crate::divisions;
use crate::failure::{Checks, Failure, FieldError, Outcome};
use crate::households;
use crate::http::problem::{FieldErrorView, message};
use crate::ids::{CaseId, HouseholdId, PersonId};
use crate::persons;
use crate::policies;
use yangguang_domain::policy::Text;

/// Opens a case: the papers may be missing, what is there must be right.
///
/// # Errors
/// `open_case_exists`, `item_unknown`, `applicant_not_member`, wrong facts.
pub fn open(tx: &mut Tx, new: &NewCase) -> Outcome<Traced<CaseRow>> {
    let today = tx.now.today();
    let rules = &tx.app.rules;
    let item = rules.items.on(&new.item_code, today).map_err(|_| Failure::no("item_unknown"))?;
    let flow = rules.flows.on(&item.rule.flow_code, today)?;
    let county = tx.actor.county().to_owned();
    let named = Named {
        person: new.applicant_person_id,
        citizen_id: new.applicant_citizen_id.as_ref(),
        happened_in: new.happened_in.as_ref(),
    };
    let (person, division) = applicant(&mut tx.view(), &item.rule, &named)?;
    let household = household_of(tx, person.id, new.household_id)?;
    let open_key = format!("{}:{}:{}", person.id, item.code, determine::year_of(today));
    if let Some(case_no) = store::open_case(tx.conn, &county, &open_key)? {
        return Err(Failure::no_with("open_case_exists", vec![("case_no", case_no)]));
    }
    let seq = store::next_seq(tx.conn, &county, &item.code, today, tx.now)?;
    let seq = u32::try_from(seq).map_err(Failure::internal)?;
    let mut case = CaseRow {
        county: county.clone(),
        id: CaseId::new(tx.now),
        case_no: case_no(&county, &item.rule.short, today, seq),
        township: divisions::township_of(&division),
        division,
        item_code: item.code.clone(),
        item_version: item.version,
        flow_code: flow.code.clone(),
        flow_version: flow.version,
        policy_code: item.rule.policy_code.clone(),
        scheme: item.rule.scheme.clone(),
        applicant_person_id: person.id,
        household_id: household.map(|(id, _)| id),
        staff_kin: household.is_some_and(|(_, kin)| kin),
        source: new.source.as_str().to_owned(),
        stage: flow.rule.document().first_stage.clone(),
        outcome: None,
        round: 1,
        open_key: Some(open_key),
        facts: Doc::from(json!({})),
        papers: Doc::from(json!([])),
        determination: None,
        category: None,
        amount_fen: None,
        received_on: today,
        accepted_on: None,
        closed_on: None,
        due_on: None,
        due_provisional: false,
        on_time: None,
        working_days: None,
        first_contact_user_id: tx.actor.user_id()?,
        batch_id: None,
        version: 1,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
    };
    let determined = determine::apply(&mut tx.view(), &mut case, &new.facts)?;
    if let Err(problems) = &determined.answer {
        determine::refuse_wrong(problems, "/facts")?;
    }
    determined.refuse_below(tx.conn, &case)?;
    let mut checks = Checks::new();
    for (place, new) in new.bills.iter().enumerate() {
        bills::check(&mut checks, new, &format!("/bills/{place}"), (today, tx.app.landlines));
    }
    checks.done()?;
    store::insert(tx.conn, &case).map_err(|error| {
        if violates(&error, "cases_one_open") {
            Failure::no_with("open_case_exists", vec![("case_no", String::new())])
        } else {
            error.into()
        }
    })?;
    // Clocks point at the case, so it is written first and its due date after.
    let begun = Turn { started: flow.rule.clocks_started_by(OPEN), ..Turn::default() };
    clocks::turn(tx, &mut case, &begun)?;
    store::set_due(tx.conn, &case)?;
    let billed = bill::write(tx, &case, &new.bills)?;
    if let Some(consent) = new.consent.as_ref().filter(|_| flow.rule.act("consent").is_some()) {
        let detail = steps::consented(tx, &case, consent, "/consent")?;
        record(tx, &case, &[], &Deed { detail, ..Deed::of("consent") })?;
    }
    let entry = Entry::new("case.opened", "case", case.id).at(&case.division).with(json!({
        "case_no": case.case_no,
        "item_code": case.item_code,
        "facts": { "before": null, "after": case.facts },
        "stage": { "before": null, "after": case.stage },
    }));
    Ok(Traced::new(case, entry).and_all(billed))
}

/// The household the case stands on and whether it is kin of staff.
fn household_of(
    tx: &mut Tx,
    person: PersonId,
    asked: Option<HouseholdId>,
) -> Outcome<Option<(HouseholdId, bool)>> {
    let own = households::of_person(tx.conn, tx.actor.county(), person)?;
    match (own, asked) {
        (Some(own), Some(asked)) if own.id != asked => Err(Failure::no("applicant_not_member")),
        (None, Some(_)) => Err(Failure::no("applicant_not_member")),
        (own, _) => Ok(own.map(|facts| (facts.id, facts.staff_kin))),
    }
}

/// What the policy would give on these facts, and what stands in the way, before
/// anything is written.
///
/// # Errors
/// `not_found` for a person outside the scope, `item_unknown`.
pub fn preview(view: &mut View, language: Language, new: &NewPreview) -> Outcome<PreviewView> {
    let today = view.now.today();
    let rules = &view.app.rules;
    let item = rules.items.on(&new.item_code, today).map_err(|_| Failure::no("item_unknown"))?;
    let flow = rules.flows.on(&item.rule.flow_code, today)?;
    let named = Named {
        person: new.applicant_person_id,
        citizen_id: new.applicant_citizen_id.as_ref(),
        happened_in: new.happened_in.as_ref(),
    };
    let (person, _) = applicant(view, &item.rule, &named)?;
    let county = view.actor.county().to_owned();
    let household = households::of_person(view.conn, &county, person.id)?;
    let subject = determine::Subject {
        county: &county,
        person: person.id,
        household: household.as_ref().map(|facts| facts.id),
        scheme: &item.rule.scheme,
        policy_code: &item.rule.policy_code,
        on: today,
        last: None,
    };
    let determined = determine::determine(view.conn, rules, &subject, &new.facts, today)?;
    let problems = determined.answer.as_ref().err().cloned().unwrap_or_default();
    let mut faults = policies::fact_errors(problems, "/facts");
    let key = format!("{}:{}:{}", person.id, item.code, determine::year_of(today));
    let mut warnings = Vec::new();
    if let Some(case_no) = store::open_case(view.conn, &county, &key)? {
        warnings.push(warning("open_case_exists", &[("case_no", case_no)]));
    }
    if let (Some(Failure::Refused(refusal)), _) = determined.conflict() {
        warnings.push(warning(refusal.code, &refusal.params));
    }
    warnings.extend(account_warning(&person));
    if relief::comes_first(&flow.rule) {
        let asked = relief::Asked {
            county: &county,
            household: subject.household,
            person: person.id,
            scheme: &item.rule.scheme,
            on: today,
            case: None,
        };
        warnings.extend(relief::again(view.conn, rules, &asked)?);
    }
    let policy = &determined.policy.rule;
    let before = match year::matters(policy) {
        true => year::counted(view.conn, policy, &subject, None)?,
        false => Vec::new(),
    };
    match year::refuse_below(policy, &determined.facts, &before) {
        Err(Failure::Fields(below)) => faults.extend(below),
        other => {
            other?;
            warnings.extend(year::warnings(policy, &determined.facts, &before));
        }
    }
    let foreseen = bill::foreseen(view, person.id, &new.bills)?;
    let mut checks = Checks::new();
    for (place, new) in new.bills.iter().enumerate() {
        bills::check(&mut checks, new, &format!("/bills/{place}"), (today, view.app.landlines));
    }
    for (place, called) in foreseen.counted {
        checks.add(&format!("/bills/{place}/number"), "bill_already_counted", called);
    }
    if let Err(Failure::Fields(wrong)) = checks.done() {
        faults.extend(wrong);
    }
    warnings.extend(foreseen.warnings);
    let facts_by_bills = year::from_bills(policy, &foreseen.sums, &before);
    let year = year::matters(policy).then(|| year::view(policy, today, &before));
    let told = |fault: FieldError| FieldErrorView {
        message: message(language, fault.code, &fault.params),
        pointer: fault.pointer,
        code: fault.code.to_owned(),
    };
    Ok(PreviewView {
        evaluation: determined.answer.ok(),
        errors: faults.into_iter().map(told).collect(),
        paid_this_year_fen: determined.paid_fen,
        cap_fen: determined.cap_fen,
        remaining_fen: determined.cap_fen.map(|cap| (cap - determined.paid_fen).max(0)),
        year,
        facts_by_bills,
        warnings,
    })
}

pub fn warning(code: &str, params: &[(&'static str, String)]) -> WarningView {
    let entry = codes::find(code);
    let text = Text { zh: codes::fill(entry.zh, params), en: codes::fill(entry.en, params) };
    // Where the record is, that is where it is seen to.
    let record = params.iter().find(|(name, _)| *name == "instance");
    let link = record.and_then(|(_, record)| record.strip_prefix("/api/v1").map(str::to_owned));
    WarningView { code: code.to_owned(), message: text, link }
}

/// What stands in the way of paying somebody, be he the applicant.
pub fn account_warning(person: &persons::PersonBrief) -> Option<WarningView> {
    let record = format!("/api/v1/persons/{}", person.id);
    let params = [("name", person.name.clone()), ("instance", record)];
    (!person.has_account).then(|| warning("payee_without_account", &params))
}

/// The entered facts with a merge patch applied (RFC 7396).
pub fn merged(mut facts: Map<String, Value>, patch: &Map<String, Value>) -> Map<String, Value> {
    for (name, value) in patch {
        if value.is_null() {
            facts.remove(name);
        } else {
            facts.insert(name.clone(), value.clone());
        }
    }
    facts
}
