//! What a reader sees of a case, put together in one place.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};
use yangguang_domain::calendar::Calendar;
use yangguang_domain::policy::{Per, Policy, Source, Text};
use yangguang_domain::workflow::{Flow, allowed, offers};

use super::determine::payable;
use super::elsewhere;
use super::lists::CaseLine;
use super::ops::known::{Known, asked, evaluation, proposal};
use super::ops::open::{account_warning, warning};
use super::store::{self, ActRow, CaseRow};
use super::views::{
    ActView, ActorRef, AllowedActView, Applicant, BatchRef, CaseRowView, CaseView, MaterialState, StaffRef,
    WarningView,
};
use super::{clocks, determine, findings, posting, relief, totals, year};
use crate::app::View;
use crate::attachments::{self, AttachmentView};
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::divisions::DivisionRef;
use crate::failure::{Failure, Outcome};
use crate::households;
use crate::ids::PersonId;
use crate::persons::{self, PersonBrief};
use crate::rules::Rules;
use yangguang_domain::access::Role;

/// Codes of the checklist's required materials that are neither attached nor seen.
pub fn missing_materials(conn: &mut Conn, rules: &Rules, case: &CaseRow) -> Outcome<Vec<String>> {
    let attached = attachments::material_codes(conn, &case.county, case.id)?;
    missing(rules, case, |code| attached.iter().any(|there| there == code))
}

/// What the missing materials are called.
pub fn missing_names(conn: &mut Conn, rules: &Rules, case: &CaseRow) -> Outcome<Vec<Text>> {
    let codes = missing_materials(conn, rules, case)?;
    let item = rules.items.version(&case.item_code, case.item_version)?;
    let named = item.rule.materials.iter().filter(|material| codes.contains(&material.code));
    Ok(named.map(|material| material.name.clone()).collect())
}

fn missing(rules: &Rules, case: &CaseRow, attached: impl Fn(&str) -> bool) -> Outcome<Vec<String>> {
    let item = rules.items.version(&case.item_code, case.item_version)?;
    let papers: Vec<String> = case.papers.read()?;
    Ok(item
        .rule
        .materials
        .iter()
        .filter(|material| material.required_of(case.category.as_deref()))
        .map(|material| material.code.clone())
        .filter(|code| !attached(code) && !papers.contains(code))
        .collect())
}

/// What the category is called in the case's policy.
pub fn category_label(rules: &Rules, case: &CaseRow) -> Option<Text> {
    let policy = rules.policies().at(&case.policy_code, &case.county, case.received_on).ok()?;
    determine::label_of(&policy.rule.document().inputs, "category", case.category.as_deref()?).cloned()
}

/// Many rows, with two queries beside that of the rows themselves.
pub fn rows(view: &mut View, cases: Vec<CaseLine>) -> Outcome<Vec<CaseRowView>> {
    let county = view.actor.county().to_owned();
    let persons: Vec<PersonId> = cases.iter().map(|case| case.applicant_person_id).collect();
    let briefs = persons::briefs(view.conn, &county, &persons)?;
    let codes = cases.iter().flat_map(|case| [case.division.as_str(), case.township.as_str()]);
    let places = view.places(codes)?;
    let calendar = view.calendar()?;
    cases.into_iter().map(|case| row(&view.app.rules, &calendar, view.now, &case, &briefs, &places)).collect()
}

fn row(
    rules: &Rules,
    calendar: &Arc<Calendar>,
    now: Moment,
    case: &CaseLine,
    briefs: &HashMap<PersonId, PersonBrief>,
    places: &HashMap<String, DivisionRef>,
) -> Outcome<CaseRowView> {
    let flow = rules.flows.version(&case.flow_code, case.flow_version)?;
    let stage =
        flow.rule.stage(&case.stage).ok_or_else(|| Failure::internal("a stage the flow does not know"))?;
    let place =
        |code: &str| places.get(code).cloned().ok_or_else(|| Failure::internal("a case in no division"));
    let open = case.closed_on.is_none();
    Ok(CaseRowView {
        id: case.id,
        case_no: case.case_no.clone(),
        item_code: case.item_code.clone(),
        item_title: rules.items.version(&case.item_code, case.item_version)?.rule.title.clone(),
        applicant_name: briefs
            .get(&case.applicant_person_id)
            .map(|brief| brief.name.clone())
            .unwrap_or_default(),
        division: place(&case.division)?,
        township: place(&case.township)?,
        category: case.category.clone(),
        stage: case.stage.clone(),
        stage_label: stage.label.clone(),
        outcome: case.outcome.clone(),
        received_on: case.received_on,
        accepted_on: case.accepted_on,
        due_on: case.due_on,
        due_provisional: case.due_provisional,
        due_in_working_days: case
            .due_on
            .filter(|_| open)
            .map(|due_on| calendar.working_days_between(now.today(), due_on)),
        amount_fen: case.amount_fen,
        round: case.round,
        returned: open && case.round > 1 && takes_returns(&flow.rule, &case.stage),
        staff_kin: case.staff_kin,
        version: case.version,
    })
}

/// Whether a return leads to that stage.
pub fn takes_returns(flow: &Flow, stage: &str) -> bool {
    flow.document().acts.iter().any(|act| act.new_round && act.to.as_deref() == Some(stage))
}

/// One case whole.
pub fn whole(view: &mut View, case: CaseRow) -> Outcome<CaseView> {
    let county = case.county.clone();
    let app = view.app;
    let rules = &app.rules;
    let calendar = view.calendar()?;
    let flow = rules.flows.version(&case.flow_code, case.flow_version)?;
    let applicant = case.applicant_person_id;
    // A household may have moved out of the reader's area since.
    let household = match case.household_id.map(|id| households::with_briefs(view, id)) {
        Some(Err(Failure::Refused(_))) | None => None,
        Some(found) => Some(found?),
    };
    let (household, mut briefs) = match household {
        Some((household, briefs)) => (Some(household), briefs),
        None => (None, persons::Briefs::new()),
    };
    if !briefs.contains_key(&applicant) {
        briefs.extend(persons::briefs(view.conn, &county, &[applicant])?);
    }
    let brief = briefs.get(&applicant).cloned().ok_or_else(Failure::not_found)?;
    let mut codes = vec![case.division.as_str(), case.township.as_str()];
    codes.push(&brief.division);
    let places = view.places(codes)?;
    let acts = store::acts(view.conn, &county, case.id)?;
    let attached = attachments::of_case(view.conn, &county, case.id)?;
    let around = store::around(view.conn, &case, determine::year_of(case.received_on))?;
    let policy = rules.policies().at(&case.policy_code, &case.county, case.received_on)?;
    let paid = match case.household_id.filter(|_| policy.rule.document().result.per == Per::Household) {
        Some(household) => {
            let year = determine::year_of(case.received_on);
            totals::paid_to_household(view.conn, &county, household, &case.scheme, year)?
        }
        None => around.paid_fen.unwrap_or_default(),
    };
    // While it is open: whoever decides it must know that the bills may have been paid for.
    let mut warnings = Vec::new();
    if let (Some(household), None) = (&household, case.closed_on) {
        warnings.extend(changed_size(&policy.rule, &case, household.size)?);
    }
    if case.closed_on.is_none() {
        warnings.extend(account_warning(&brief));
        let member = household
            .as_ref()
            .is_none_or(|household| household.members.iter().any(|member| member.person_id == applicant));
        if !member && payable(view.conn, &case, &policy.rule)?.is_err() {
            warnings.push(warning("applicant_outside", &[]));
        }
    }
    if paid > 0 && case.closed_on.is_none() && year::matters(&policy.rule) {
        let subject = determine::Subject::of(&case);
        let before = year::counted(view.conn, &policy.rule, &subject, Some(case.id))?;
        warnings.extend(year::warnings(&policy.rule, &case.facts.read()?, &before));
    }
    if case.closed_on.is_none() && relief::comes_first(&flow.rule) {
        let asked = relief::Asked {
            county: &county,
            household: case.household_id,
            person: applicant,
            scheme: &case.scheme,
            on: case.received_on,
            case: Some(case.id),
        };
        warnings.extend(relief::again(view.conn, rules, &asked)?);
    }
    let missing = missing(rules, &case, |code| attached.iter().any(|there| there.material_code == code))?;
    let twins = elsewhere::of_case(view, &case)?;
    let ending = determine::ending(view, &case, &policy.rule)?;
    let ready = ending.iter().try_for_each(|one| one.ready(view.actor.user));
    let barred = elsewhere::hindrance(&twins, view.actor).or(ready.err());
    let contested = !twins.is_empty() || findings::against(&acts, case.round).next().is_some();
    let allowed_actions =
        allowed_actions(view, &flow.rule, (&case, &acts), (missing.len(), contested), barred.as_ref())?;
    let laws = rules.laws();
    let clock_rows = store::clocks(view.conn, &county, case.id)?;
    let clocks: Outcome<Vec<_>> =
        clock_rows.into_iter().map(|row| clocks::view(&calendar, &laws, &flow.rule, row)).collect();
    let materials = materials(rules, &case, attached)?;
    Ok(CaseView {
        row: row(rules, &calendar, view.now, &CaseLine::from(&case), &briefs, &places)?,
        applicant: Applicant {
            id: brief.id,
            name: brief.name.clone(),
            citizen_id: brief.citizen_id_mask.clone(),
            sex: brief.sex,
            age: brief.age_on(view.now.today()),
            phone: brief.phone_mask.clone(),
            division: places.get(&brief.division).cloned().ok_or_else(Failure::not_found)?,
        },
        household,
        facts: case.facts,
        paid_this_year_fen: paid,
        cap_fen: determine::yearly_cap(&policy.rule, case.received_on),
        materials,
        missing_materials: missing,
        clocks: clocks?,
        allowed_actions,
        findings: findings::views(&acts, case.round, &twins, view.actor)?,
        endings: ending.into_iter().map(|one| one.shown).collect(),
        unexplained: relief::unexplained(&flow.rule, case.outcome.as_deref(), &acts),
        posting: posting::view(&acts, case.round, view.now.today())?,
        acts: acts.into_iter().map(|act| act_view(&flow.rule, act)).collect::<Outcome<_>>()?,
        determination: case.determination,
        warnings,
        first_contact: StaffRef {
            id: case.first_contact_user_id,
            name: around.contact_name,
            role: Role::parse(&around.contact_role)
                .ok_or_else(|| Failure::internal("an account without a post"))?,
            phone: around.contact_phone,
        },
        batch: case.batch_id.zip(around.batch_month).map(|(id, month)| BatchRef { id, month }),
        source: case.source,
        policy_code: case.policy_code,
    })
}

/// The sum stands as it was computed last; a household may have grown or shrunk since.
fn changed_size(policy: &Policy, case: &CaseRow, now: i64) -> Outcome<Option<WarningView>> {
    let inputs = &policy.document().inputs;
    let Some(input) = inputs.iter().find(|input| input.source == Source::HouseholdSize) else {
        return Ok(None);
    };
    let facts: Map<String, Value> = case.facts.read()?;
    let Some(before) = facts.get(&input.name).and_then(Value::as_i64).filter(|before| *before != now) else {
        return Ok(None);
    };
    let Some(answer) = evaluation(case)? else { return Ok(None) };
    let counts = answer.lines.iter().any(|line| line.inputs.contains_key(&input.name));
    let params = [("before", before.to_string()), ("now", now.to_string())];
    Ok(counts.then(|| warning("household_changed", &params)))
}

fn materials(rules: &Rules, case: &CaseRow, attached: Vec<AttachmentView>) -> Outcome<Vec<MaterialState>> {
    let item = rules.items.version(&case.item_code, case.item_version)?;
    let papers: Vec<String> = case.papers.read()?;
    Ok(item
        .rule
        .materials
        .iter()
        .map(|material| {
            let own: Vec<AttachmentView> =
                attached.iter().filter(|there| there.material_code == material.code).cloned().collect();
            let paper = papers.contains(&material.code);
            MaterialState {
                code: material.code.clone(),
                name: material.name.clone(),
                required: material.required_of(case.category.as_deref()),
                provided: paper || !own.is_empty(),
                paper,
                attachments: own,
            }
        })
        .collect())
}

fn allowed_actions(
    view: &mut View,
    flow: &Flow,
    (case, acts): (&CaseRow, &[ActRow]),
    (materials_missing, contested): (usize, bool),
    barred: Option<&Failure>,
) -> Outcome<Vec<AllowedActView>> {
    let (Some(role), Some(user)) = (view.actor.role, view.actor.user) else { return Ok(Vec::new()) };
    // Most cases are read by those who have nothing to do with them any more.
    if !offers(flow, &case.stage, role) {
        return Ok(Vec::new());
    }
    let today = view.now.today();
    let asked = asked(view, flow, case)?;
    let known = Known { case, acts, proposal: proposal(case)?, materials_missing, today, asked };
    let round = u32::try_from(case.round).unwrap_or_default();
    let views = allowed(flow, &case.stage, role, user.0, round, &known.done(), &known.context(None))
        .into_iter()
        .map(|act| {
            // "You did …" names no act here: the advice alone is enough.
            let flow = act.reason.map(|code| (code, Vec::new()));
            let refused = match (barred, act.act.as_str()) {
                (Some(Failure::Refused(refusal)), "decide_approve") => {
                    Some((refusal.code, refusal.params.clone()))
                }
                _ => None,
            };
            let barred = flow.or(refused);
            let text = barred.as_ref().map(|(code, params)| warning(code, params).message);
            AllowedActView {
                reasons_required: act.reasons_required || contested && findings::agrees(&act.act),
                act: act.act,
                label: act.label,
                enabled: act.enabled && barred.is_none(),
                reason: barred.map(|(code, _)| code.to_owned()),
                reason_text: text,
            }
        })
        .collect();
    Ok(views)
}

pub fn act_view(flow: &Flow, row: ActRow) -> Outcome<ActView> {
    let label = flow.act(&row.act).map(|act| act.label.clone());
    Ok(ActView {
        id: row.id,
        seq: row.seq,
        round: row.round,
        label: label.ok_or_else(|| Failure::internal("an act the flow does not know"))?,
        act: row.act,
        actor: ActorRef { id: row.actor_user_id, name: row.actor_name, role: row.actor_role },
        at: row.at.0,
        on: row.acted_on,
        outcome: row.outcome,
        amount_fen: row.amount_fen,
        reasons: row.reasons.read()?,
        note: row.note,
        detail: row.detail,
    })
}
