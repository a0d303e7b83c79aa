//! Many cases side by side, as the county reads them in the monthly table.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;
use yangguang_domain::policy::{Evaluation, Text};
use yangguang_domain::workflow::allowed;

use super::determine;
use super::elsewhere::{self, Twin};
use super::ops::judge::hindrance;
use super::ops::known::{Asked, Known, evaluation, proposal};
use super::store::{self, ActRow, CaseRow};
use super::views::FindingView;
use super::{findings, view};
use crate::app::View;
use crate::divisions::{DivisionRef, division_refs};
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, PersonId};
use crate::persons;

/// A case as one line of a table.
pub struct SheetRow {
    pub case: CaseRow,
    pub applicant_name: String,
    pub village: DivisionRef,
    pub stage_label: Text,
    pub category_label: Option<Text>,
    pub cost_fen: Option<i64>,
    pub personal_fen: Option<i64>,
    pub evaluation: Option<Evaluation>,
    /// The examiner's word in this round.
    pub examination: Option<ActRow>,
    pub county_visited: bool,
    /// What was found or said against it in this round.
    pub findings: Vec<FindingView>,
    /// The township's preliminary opinion of this round.
    pub opinion: Option<ActRow>,
    /// Why the reader can not agree to it or approve it now, if they can not.
    pub hindrance: Option<Failure>,
    /// Whether the reader can do anything to it in its stage, be it to return it.
    pub open_to_reader: bool,
}

/// The reader's cases of these ids, in their order; what the reader may not see is left out.
pub fn sheet(view: &mut View, ids: &[CaseId]) -> Outcome<Vec<SheetRow>> {
    let county = view.actor.county().to_owned();
    let cases = store::find_many(view.conn, view.actor, ids)?;
    let mut acts: HashMap<CaseId, Vec<ActRow>> = HashMap::new();
    for act in store::acts_of_many(view.conn, &county, ids)? {
        acts.entry(act.case_id).or_default().push(act);
    }
    let persons: Vec<PersonId> = cases.iter().map(|case| case.applicant_person_id).collect();
    let briefs = persons::briefs(view.conn, &county, &persons)?;
    let places = division_refs(view.conn, cases.iter().map(|case| case.division.as_str()))?;
    let mut twins = elsewhere::of_open(view, &cases)?;
    let mut by_id: HashMap<CaseId, SheetRow> = HashMap::new();
    for case in cases {
        let name = briefs.get(&case.applicant_person_id).map(|brief| brief.name.clone()).unwrap_or_default();
        let village = places.get(&case.division).cloned();
        let village = village.ok_or_else(|| Failure::internal("a case in no division"))?;
        let acts = acts.remove(&case.id).unwrap_or_default();
        let twins = twins.remove(&case.id).unwrap_or_default();
        by_id.insert(case.id, line(view, case, (name, village), &acts, &twins)?);
    }
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

fn line(
    view: &View,
    case: CaseRow,
    (applicant_name, village): (String, DivisionRef),
    acts: &[ActRow],
    twins: &[Twin],
) -> Outcome<SheetRow> {
    let rules = &view.app.rules;
    let flow = rules.flows.version(&case.flow_code, case.flow_version)?;
    let evaluation = evaluation(&case)?;
    let (proposal, today) = (proposal(&case)?, view.now.today());
    let asked = Asked::default();
    let known = Known { case: &case, acts, proposal, materials_missing: 0, today, asked };
    let user = view.actor.user.map_or(Uuid::nil(), |user| user.0);
    let agreement = if case.stage == "examining" { "examine_agree" } else { "decide_approve" };
    let hindrance = hindrance(&flow.rule, &known, agreement, user);
    let paid = elsewhere::hindrance(twins, view.actor).filter(|_| agreement == "decide_approve");
    let open_to_reader = hindrance.is_none()
        || view.actor.role.is_some_and(|role| {
            let round = u32::try_from(case.round).unwrap_or_default();
            let context = known.context(None);
            let acts = allowed(&flow.rule, &case.stage, role, user, round, &known.done(), &context);
            acts.iter().any(|act| act.enabled && act.act != "county_visit")
        });
    let stage =
        flow.rule.stage(&case.stage).ok_or_else(|| Failure::internal("a stage the flow does not know"))?;
    let examined = |act: &&ActRow| act.round == case.round && act.act.starts_with("examine_");
    let opined = |act: &&ActRow| act.round == case.round && act.act == "opine";
    Ok(SheetRow {
        findings: findings::views(acts, case.round, twins, view.actor)?,
        opinion: acts.iter().rfind(opined).cloned(),
        applicant_name,
        village,
        stage_label: stage.label.clone(),
        category_label: view::category_label(rules, &case),
        cost_fen: determine::facts(&case)?.get("cost_fen").and_then(Value::as_i64),
        personal_fen: evaluation.as_ref().and_then(personal_part),
        examination: acts.iter().rfind(examined).cloned(),
        county_visited: acts.iter().any(|act| act.act == "county_visit"),
        hindrance: hindrance.or(paid),
        open_to_reader,
        evaluation,
        case,
    })
}

/// The first line of every medical policy is the personal part.
fn personal_part(evaluation: &Evaluation) -> Option<i64> {
    evaluation
        .lines
        .iter()
        .find(|line| line.rule.starts_with("personal"))
        .and_then(|line| line.value.as_i64())
}
