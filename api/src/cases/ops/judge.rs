//! Whether an act may be done to a case now. Asked before it is done, and of a letter that is
//! only read first: both are answered alike.

use yangguang_domain::refusal::Refusal;
use yangguang_domain::workflow::{Flow, Stage, Step, advance};

use super::known::{Known, delegated, proposal};
use crate::actor::Actor;
use crate::app::{App, Tx, View};
use crate::cases::model::Deed;
use crate::cases::store::{self, ActRow, CaseRow};
use crate::cases::{determine, elsewhere, fields, findings, view};
use crate::failure::{Checks, Failure, Outcome};
use crate::ids::EntitlementId;

/// An act that may be done, and what it stands on.
pub struct Judged<'f> {
    /// The case, determined anew.
    pub case: CaseRow,
    /// What was done before.
    pub acts: Vec<ActRow>,
    pub step: Step<'f>,
    /// Where the case stands afterwards.
    pub stage: &'f Stage,
    /// The sum the act stands for, fen; only agreeing and approving have one.
    pub amount_fen: Option<i64>,
    /// Benefits that end by it.
    pub ending: Vec<EntitlementId>,
}

/// Asks the flow whether `act` may be done to the case now, without doing it.
pub fn lawful(tx: &mut Tx, case: &CaseRow, act: &'static str) -> Outcome<()> {
    let flow = tx.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let acts = store::acts(tx.conn, &case.county, case.id)?;
    let today = tx.now.today();
    let known = Known { case, acts: &acts, proposal: None, materials_missing: 0, today, delegated: false };
    ask(&flow.rule, tx.actor, &known, act, None).map(|_| ())
}

pub(super) fn ask<'f>(
    flow: &'f Flow,
    actor: &Actor,
    known: &Known,
    act: &str,
    amount: Option<i64>,
) -> Outcome<Step<'f>> {
    let round = u32::try_from(known.case.round).unwrap_or_default();
    let actor = actor.user_id()?.0;
    advance(flow, &known.case.stage, act, actor, round, &known.done(), &known.context(amount)).map_err(
        |refusal| match refusal.code {
            "amount_outside_policy" if act == "decide_approve" && amount.is_none() && known.outdated() => {
                Failure::no("proposal_outdated")
            }
            _ => worded(flow, refusal),
        },
    )
}

/// Puts the flow's own words for stages and acts into a refusal.
fn worded(flow: &Flow, refusal: Refusal) -> Failure {
    let label = |code: &str| {
        let stage = flow.stage(code).map(|stage| stage.label.zh.clone());
        stage.or_else(|| flow.act(code).map(|act| act.label.zh.clone())).unwrap_or_else(|| code.to_owned())
    };
    let params = refusal
        .params
        .into_iter()
        .map(|(name, value)| {
            let words: Vec<String> = value.split(',').map(|code| label(code.trim())).collect();
            (name, words.join("、"))
        })
        .collect();
    Failure::no_with(refusal.code, params)
}

/// Holds an act against the flow, the policy and what is known of the case.
///
/// # Errors
/// The flow's refusals, what the policy or the register stands against, faults of its words.
pub fn judge<'f>(view: &mut View, flow: &'f Flow, read: &CaseRow, deed: &Deed) -> Outcome<Judged<'f>> {
    let mut case = read.clone();
    // Kin and the year's total may have changed since the case was last touched.
    let entered = determine::facts(&case)?;
    let determined = determine::apply(view, &mut case, &entered)?;
    let acts = store::acts(view.conn, &case.county, case.id)?;
    let materials_missing = view::missing_materials(view.conn, &view.app.rules, &case)?.len();
    let (proposal, today) = (proposal(&case)?, view.now.today());
    let delegated = delegated(view.conn, flow, &case, today)?;
    let known = Known { case: &case, acts: &acts, proposal, materials_missing, today, delegated };
    // Another case of the year may have counted more meanwhile than this one was opened with.
    if matches!(deed.act, "accept" | "review_agree" | "examine_agree" | "decide_approve") {
        determined.refuse_act(view.conn, &case)?;
    }
    let step = ask(flow, view.actor, &known, deed.act, deed.amount_fen)
        .map_err(|failure| determine::sharper(failure, &determined))?;
    // What two people would have to take back is not agreed to first.
    let (conflict, ending) = determined.conflict();
    if let (Some(conflict), "examine_agree" | "decide_approve") = (conflict, deed.act) {
        return Err(conflict);
    }
    if matches!(deed.act, "examine_agree" | "decide_approve") {
        determine::payable(view.conn, &case, determined.policy())??;
    }
    check_words(view.app, &case, deed)?;
    let rule = flow.act(deed.act).ok_or_else(|| Failure::internal("an act the flow does not know"))?;
    if rule.reasons_required && deed.reasons.is_empty() {
        return Err(fault("/reasons", "reasons_required"));
    }
    // The sum that lies on the table is the computed one, or the examiner's with reasons.
    if deed.amount_fen.is_some_and(|own| own != known.proposed_fen(None)) && deed.reasons.is_empty() {
        return Err(fault("/reasons", "changed_sum_needs_reasons"));
    }
    if findings::agrees(deed.act) {
        let twins = elsewhere::of_case(view, &case)?;
        let paid = elsewhere::hindrance(&twins, view.actor);
        if let (Some(paid), "decide_approve") = (paid, deed.act) {
            return Err(paid);
        }
        // Nobody agrees to what others found or said against it without having read it.
        let contested = !twins.is_empty() || findings::against(&acts, case.round).next().is_some();
        if contested && deed.reasons.is_empty() {
            return Err(fault("/reasons", "reasons_against_finding"));
        }
    }
    let sums = matches!(deed.act, "examine_agree" | "decide_approve");
    let amount_fen = sums.then(|| known.proposed_fen(deed.amount_fen));
    let stage = flow.stage(step.to).ok_or_else(|| Failure::internal("a stage the flow does not know"))?;
    Ok(Judged { case, acts, step, stage, amount_fen, ending })
}

/// Reasons stand in letters and stay in the audit trail; all that is written with an act is read
/// by everybody who sees the case.
fn check_words(app: &App, case: &CaseRow, deed: &Deed) -> Outcome<()> {
    let mut checks = Checks::new();
    for (place, reason) in deed.reasons.iter().enumerate() {
        let pointer = match deed.act {
            "withdraw" => "/reason".to_owned(),
            _ => format!("/reasons/{place}/text"),
        };
        checks.text(&reason.text, &pointer, 500);
        checks.no_private_number(&reason.text, &pointer, app.landlines);
        if let Some(field) = &reason.field {
            let known = fields::exists(app, case, field)?;
            checks.check(known, &format!("/reasons/{place}/field"), "unknown_field");
        }
    }
    if let Some(note) = &deed.note {
        let pointer = if deed.act == "opine" { "/text" } else { "/note" };
        checks.text(note, pointer, 1000);
        checks.no_private_number(note, pointer, app.landlines);
    }
    if let Some(found) = deed.detail["findings"].as_str() {
        checks.no_private_number(found, "/findings", app.landlines);
    }
    let other = deed.detail["other"].as_array().into_iter().flatten();
    for (place, text) in other.enumerate() {
        checks.no_private_number(
            text.as_str().unwrap_or_default(),
            &format!("/other/{place}"),
            app.landlines,
        );
    }
    checks.done()
}

/// For lists of many cases: what stands against the reader's doing it to each.
pub fn hindrance(flow: &Flow, known: &Known, act: &str, actor: uuid::Uuid) -> Option<Failure> {
    let round = u32::try_from(known.case.round).unwrap_or_default();
    advance(flow, &known.case.stage, act, actor, round, &known.done(), &known.context(None))
        .err()
        .map(|refusal| worded(flow, refusal))
}

pub fn fault(pointer: &str, code: &'static str) -> Failure {
    let mut checks = Checks::new();
    checks.check(false, pointer, code);
    match checks.done() {
        Err(failure) => failure,
        Ok(()) => Failure::no(code),
    }
}
