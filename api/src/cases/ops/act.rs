//! Every act goes this way: the flow document is asked, the record is written, and
//! what follows from it — clocks, the batch, the year's total, the payment — happens in
//! the same transaction.

use chrono::NaiveDate;
use serde_json::{Value, json};
use yangguang_domain::entitlement::{Month, first_month, recurs};
use yangguang_domain::policy::{Evaluation, Source};
use yangguang_domain::workflow::Batch;

use super::judge::{Judged, fault, judge};
use super::known::evaluation;
use super::names;
use crate::app::Tx;
use crate::audit::{self, Entry, Traced};
use crate::cases::clocks::{self, Turn};
use crate::cases::model::{DecisionOutcome, Deed, NewDecision, NewExamination, ReviewOutcome};
use crate::cases::store::{self, ActRow, CaseRow, NewAct};
use crate::cases::{batching, bills, determine, totals};
use crate::db::errors::violates;
use crate::db::types::Doc;
use crate::entitlements::{self, Ended, Ending};
use crate::failure::{Failure, Outcome};
use crate::households;
use crate::http::if_match::IfMatch;
use crate::ids::{ActId, CaseId, UserId};
use crate::payments;
use crate::persons::{self, Payee};

/// Where the act that ends a case keeps what the applicant was called then.
pub const NAMED: &str = "applicant_name";
/// Where it keeps what ended by it.
pub const ENDED: &str = "ended";
/// Where it stands whether there was an account to pay into.
pub const HAS_ACCOUNT: &str = "has_account";

/// Does an act to a case the actor sees.
///
/// # Errors
/// The flow's refusals, `stale_version`, `not_found`.
pub fn perform(tx: &mut Tx, id: CaseId, version: IfMatch, deed: Deed) -> Outcome<Traced<CaseRow>> {
    let read = store::find(tx.conn, tx.actor, id)?;
    audit::unchanged(tx, version, ("case", id), read.version)?;
    let flow = tx.app.rules.flows.version(&read.flow_code, read.flow_version)?;
    let Judged { mut case, acts, step, stage, amount_fen, ending } =
        judge(&mut tx.view(), &flow.rule, &read, &deed)?;
    let mut detail = deed.detail.clone();
    let payee = match stage.closed {
        true => Some(persons::payee(tx.conn, &case.county, case.applicant_person_id)?),
        false => None,
    };
    if let (Some(payee), Value::Object(members)) = (&payee, &mut detail) {
        // What ends a case is printed again later with the name of the day.
        members.insert(NAMED.to_owned(), json!(payee.name));
        members.insert(HAS_ACCOUNT.to_owned(), json!(payee.bank_account_mask.is_some()));
    }
    keep(&mut detail, &ending)?;
    let act = ActRow {
        id: ActId::new(tx.now),
        case_id: case.id,
        seq: acts.last().map_or(1, |last| last.seq + 1),
        round: case.round,
        act: deed.act.to_owned(),
        actor_user_id: tx.actor.user_id()?,
        actor_name: tx.actor.name.clone(),
        actor_role: tx.actor.role.map(|role| role.to_string()).unwrap_or_default(),
        outcome: deed.outcome.map(str::to_owned),
        amount_fen,
        reasons: Doc::of(&deed.reasons)?,
        note: deed.note.clone(),
        detail: Doc::from(detail),
        acted_on: tx.now.today(),
        at: tx.now.stamp(),
    };
    let new = NewAct {
        act: act.clone(),
        county: case.county.clone(),
        from_stage: case.stage.clone(),
        to_stage: step.to.to_owned(),
        once_key: stage.closed.then(|| "close".to_owned()),
        created_at: tx.now.stamp(),
    };
    case.stage = step.to.to_owned();
    case.round = i32::try_from(step.round).map_err(Failure::internal)?;
    if deed.act == "accept" {
        case.accepted_on = Some(tx.now.today());
    }
    if stage.closed {
        case.closed_on = Some(tx.now.today());
        case.outcome = stage.outcome.clone();
        case.open_key = None;
    }
    clocks::turn(tx, &mut case, &Turn::of(&step))?;
    if stage.closed {
        clocks::measure(tx, &mut case, tx.now.today())?;
    }
    store::insert_act(tx.conn, new).map_err(|error| match violates(&error, "case_acts_seq") {
        true => Failure::no("stale_version"),
        false => error.into(),
    })?;
    let mut granted = Vec::new();
    if let (Some("approved"), Some(payee)) = (case.outcome.as_deref(), payee) {
        let examined = acts.iter().rfind(|act| act.act == "examine_agree").map(|act| act.actor_user_id);
        granted = grant(tx, &mut case, amount_fen.unwrap_or_default(), payee, (examined, ending))?;
    }
    if stage.closed && case.outcome.as_deref() != Some("approved") {
        bills::free(tx.conn, &case.county, case.id)?;
    }
    follow_in_batch(tx, &mut case, &step.batch, &act)?;
    store::update(tx.conn, &read, &mut case, tx.now)?;
    let entry = trace(&case, &read, &deed, amount_fen);
    Ok(Traced::new(case, entry).and_all(granted))
}

/// Writes what ends by an act into its detail, where its letter finds it.
pub fn keep(detail: &mut Value, ending: &[Ending]) -> Outcome<()> {
    if let (Value::Object(members), false) = (detail, ending.is_empty()) {
        let ended: Vec<Ended> = ending.iter().map(Ended::from).collect();
        members.insert(ENDED.to_owned(), serde_json::to_value(ended)?);
    }
    Ok(())
}

/// The approved sum enters the year's total at once and the payments of its month; one that
/// recurs begins a benefit, which is listed month by month.
fn grant(
    tx: &mut Tx,
    case: &mut CaseRow,
    amount_fen: i64,
    payee: Payee,
    (examined, ending): (Option<UserId>, Vec<Ending>),
) -> Outcome<Vec<Entry>> {
    case.amount_fen = Some(amount_fen);
    let (county, scheme) = (case.county.clone(), case.scheme.clone());
    let policy = tx.app.rules.policies().at(&case.policy_code, &county, case.received_on)?;
    if recurs(policy.rule.document()) {
        let answer = evaluation(case)?.ok_or_else(|| Failure::no("facts_incomplete"))?;
        // First, so that the benefit begins with what the register says.
        let facts = determine::facts(case)?;
        let inputs = policy.rule.document().inputs.iter();
        let income = inputs.filter(|input| input.source == Source::HouseholdIncome);
        let income = income.filter_map(|input| facts.get(&input.name)?.as_i64()).next();
        let assessed = match case.household_id.zip(income) {
            Some((household, income)) => households::assessed(tx, household, &case.division, income)?,
            None => None,
        };
        let granted = entitlements::Granted {
            case_id: case.id,
            case_no: case.case_no.clone(),
            person_id: case.applicant_person_id,
            household_id: case.household_id,
            division: case.division.clone(),
            policy: &policy.rule,
            answer: &answer,
            facts: case.facts.clone(),
            amount_fen,
            proposed_by: examined.map_or_else(|| tx.actor.user_id(), Ok)?,
            ending: ending.into_iter().map(|ending| ending.shown.id).collect(),
        };
        let mut entries = entitlements::grant(tx, granted)?;
        entries.extend(assessed);
        return Ok(entries);
    }
    let year = determine::year_of(case.received_on);
    let before = totals::paid(tx.conn, &county, case.applicant_person_id, &scheme, year)?;
    totals::raise_paid(
        tx.conn,
        (&county, case.applicant_person_id, &scheme, year),
        before,
        amount_fen,
        tx.now,
    )?;
    payments::list_decided(
        tx,
        payments::NewPayment {
            case_id: case.id,
            person_id: case.applicant_person_id,
            payee,
            division: case.division.clone(),
            scheme,
            amount_fen,
            month: paid_from(evaluation(case)?.as_ref(), tx.now.today()),
        },
    )?;
    Ok(Vec::new())
}

/// The first month paid of what is decided on a day: the next, unless its policy says otherwise.
pub fn paid_from(answer: Option<&Evaluation>, decided_on: NaiveDate) -> Month {
    answer.map_or_else(|| Month::of(decided_on).next(), |answer| first_month(answer, decided_on))
}

fn follow_in_batch(tx: &mut Tx, case: &mut CaseRow, batch: &Batch, act: &ActRow) -> Outcome<()> {
    match batch {
        Batch::Gather => batching::gather(tx, case),
        Batch::Submit => Ok(()),
        Batch::None if case.batch_id.is_some() => batching::settle(tx, case, act),
        Batch::None => Ok(()),
    }
}

fn trace(case: &CaseRow, before: &CaseRow, deed: &Deed, amount_fen: Option<i64>) -> Entry {
    let mut detail = json!({
        "case_no": case.case_no,
        "act": deed.act,
        "stage": { "before": before.stage, "after": case.stage },
    });
    if let Value::Object(members) = &mut detail {
        if before.round != case.round {
            members.insert("round".to_owned(), json!({ "before": before.round, "after": case.round }));
        }
        if let Some(amount) = amount_fen {
            members.insert("amount_fen".to_owned(), json!({ "before": null, "after": amount }));
        }
        if let Some(outcome) = deed.outcome {
            members.insert("outcome".to_owned(), json!(outcome));
        }
        // What was found stays with the act; how, when and to what end is no personal data.
        for name in ["kind", "on", "conclusion", "missing", "ground", "until_on", "way"] {
            if let Some(value) = deed.detail.get(name) {
                members.insert(name.to_owned(), value.clone());
            }
        }
        if !deed.reasons.is_empty() {
            members.insert("reasons".to_owned(), json!(deed.reasons));
        }
    }
    Entry::new(names::audit_name(deed.act), "case", case.id).at(&case.division).with(detail)
}

/// What the county says to one case, alone or as a row of the table.
#[derive(Debug, Clone)]
pub enum Ruling {
    Examined(NewExamination),
    Decided(NewDecision),
}

/// The case after a ruling.
pub type Decided = Traced<CaseRow>;

/// # Errors
/// As [`perform`]; `amount_not_expected` with a return or refusal.
pub fn rule(tx: &mut Tx, id: CaseId, version: IfMatch, ruling: Ruling) -> Outcome<Decided> {
    perform(tx, id, version, ruled(ruling)?)
}

/// The act a ruling is.
///
/// # Errors
/// `amount_not_expected` with a return or refusal; `amount_outside_policy`: below nothing.
pub fn ruled(ruling: Ruling) -> Outcome<Deed> {
    let (act, outcome, amount_fen, reasons, note) = match ruling {
        Ruling::Examined(new) => {
            let (act, outcome) = match new.outcome {
                ReviewOutcome::Agree => ("examine_agree", "agree"),
                ReviewOutcome::Return => ("examine_return", "return"),
                ReviewOutcome::Refuse | ReviewOutcome::Oppose => ("examine_refuse", "refuse"),
            };
            (act, outcome, new.amount_fen, new.reasons, new.note)
        }
        Ruling::Decided(new) => {
            let (act, outcome) = match new.outcome {
                DecisionOutcome::Approve => ("decide_approve", "approve"),
                DecisionOutcome::Return => ("decide_return", "return"),
                DecisionOutcome::Refuse => ("decide_refuse", "refuse"),
            };
            (act, outcome, new.amount_fen, new.reasons, new.note)
        }
    };
    let sums = matches!(act, "examine_agree" | "decide_approve");
    if amount_fen.is_some() && !sums {
        return Err(fault("/amount_fen", "amount_not_expected"));
    }
    if amount_fen.is_some_and(|amount| amount < 0) {
        return Err(fault("/amount_fen", "amount_outside_policy"));
    }
    Ok(Deed { outcome: Some(outcome), amount_fen, reasons, note, ..Deed::of(act) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_decided_in_december_is_paid_in_january() {
        let month = |text: &str| text.parse().ok().map(|day| paid_from(None, day).to_string());
        assert_eq!(month("2026-12-31").as_deref(), Some("2027-01"));
        assert_eq!(month("2026-01-31").as_deref(), Some("2026-02"));
    }
}
