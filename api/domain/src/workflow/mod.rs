//! What may happen to a case next, by whom, and which clocks it moves. The
//! order of the procedure is data ([`FlowDocument`]); this module only knows
//! how to read it. A lawful "no" is a [`Refusal`].

mod check;
mod document;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::access::{Permission, Role, allows};
use crate::policy::{Expression, Text, Value};
use crate::refusal::Refusal;

pub use check::{FlowError, FlowProblem};
pub use document::{Act, Batch, Clock, Condition, Extension, FlowDocument, Ground, OPEN, Stage};

/// Codes a condition may refuse with. A code has a text in both languages in
/// the API, so a flow document can not invent one.
pub const REFUSAL_CODES: &[&str] = &[
    "already_delivered",
    "already_explained",
    "already_extended",
    "already_notified",
    "already_posted",
    "amount_outside_policy",
    "check_missing",
    "check_not_requested",
    "complaint_needs_county_visit",
    "consent_missing",
    "facts_incomplete",
    "information_check_open",
    "kin_needs_county_visit",
    "materials_missing",
    "not_dealt_with_directly",
    "not_delegated",
    "not_eligible",
    "nothing_missing",
    "notice_missing",
    "notice_running",
];

/// A flow document that was checked, with its conditions compiled.
#[derive(Debug)]
pub struct Flow {
    document: FlowDocument,
    /// Of each act, in the document's order.
    rules: Vec<ActRule>,
}

#[derive(Debug)]
struct ActRule {
    permission: Permission,
    conditions: Vec<(&'static str, Expression)>,
}

impl Flow {
    /// Reads and checks a flow document.
    ///
    /// # Errors
    /// Not a flow document at all, or every problem found in it.
    pub fn parse(json: &str) -> Result<Flow, FlowError> {
        let document: FlowDocument = serde_json::from_str(json)?;
        let rules = check::compile(&document).map_err(FlowError::Problems)?;
        Ok(Flow { document, rules })
    }

    /// The document as it was written.
    pub fn document(&self) -> &FlowDocument {
        &self.document
    }

    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.document.stages.iter().find(|stage| stage.code == code)
    }

    pub fn act(&self, code: &str) -> Option<&Act> {
        self.document.acts.iter().find(|act| act.code == code)
    }

    pub fn clock(&self, code: &str) -> Option<&Clock> {
        self.document.clocks.iter().find(|clock| clock.code == code)
    }

    /// The permission `act` needs.
    pub fn permission(&self, act: &str) -> Option<Permission> {
        self.find(act).map(|(_, rule)| rule.permission)
    }

    /// The clocks that start with `act`, or with [`OPEN`].
    pub fn clocks_started_by(&self, act: &str) -> Vec<&Clock> {
        let started = |clock: &&Clock| clock.start_acts.iter().any(|start| start == act);
        self.document.clocks.iter().filter(started).collect()
    }

    /// The clocks that stop with `act`.
    pub fn clocks_stopped_by(&self, act: &str) -> Vec<&Clock> {
        let stopped = |clock: &&Clock| clock.stop_acts.iter().any(|stop| stop == act);
        self.document.clocks.iter().filter(stopped).collect()
    }

    /// The clocks that run longer by `act`.
    pub fn clocks_extended_by(&self, act: &str) -> Vec<&Clock> {
        let extended =
            |clock: &&Clock| clock.extension.as_ref().is_some_and(|extension| extension.act == act);
        self.document.clocks.iter().filter(extended).collect()
    }

    fn find(&self, act: &str) -> Option<(&Act, &ActRule)> {
        self.acts().find(|(candidate, _)| candidate.code == act)
    }

    fn acts(&self) -> impl Iterator<Item = (&Act, &ActRule)> {
        self.document.acts.iter().zip(&self.rules)
    }

    fn acts_from(&self, stage: &str) -> impl Iterator<Item = (&Act, &ActRule)> {
        self.acts().filter(move |(act, _)| act.from.iter().any(|from| from == stage))
    }
}

/// An act that was done to the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub act: String,
    pub actor: Uuid,
    /// 1 for the first; each return to the township begins the next.
    pub round: u32,
}

/// What the conditions may ask about the case: integers, booleans or strings,
/// under the names the flow declares. A condition over a fact that is absent,
/// or of another type, does not hold: what is not known is not a yes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Context {
    pub facts: BTreeMap<String, Json>,
}

/// What an act changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Step<'f> {
    /// The stage the case stands in afterwards.
    pub to: &'f str,
    /// The round afterwards.
    pub round: u32,
    pub clocks_started: Vec<&'f Clock>,
    pub clocks_stopped: Vec<&'f Clock>,
    pub clocks_extended: Vec<&'f Clock>,
    pub batch: Batch,
}

/// An act the person's post could do in this stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AllowedAct {
    pub act: String,
    pub label: Text,
    /// Whether it could be done now.
    pub enabled: bool,
    /// Code of what stands against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// Whether reasons must be given with it.
    pub reasons_required: bool,
}

/// Does `act` to a case in `stage`. Whether the post of `actor` allows it is
/// asked elsewhere ([`Flow::permission`]).
///
/// # Errors
/// `act_not_allowed_here` (params: `stage`, `lawful`, comma separated),
/// `same_person` (params: `act`, the one the same person did), or the code of
/// the condition that does not hold.
pub fn advance<'f>(
    flow: &'f Flow,
    stage: &str,
    act: &str,
    actor: Uuid,
    round: u32,
    done: &[Done],
    ctx: &Context,
) -> Result<Step<'f>, Refusal> {
    let Some((found, rule)) = flow.acts_from(stage).find(|(candidate, _)| candidate.code == act) else {
        return Err(not_allowed_here(flow, stage));
    };
    hindrance(found, rule, actor, round, done, ctx).map_or(Ok(()), Err)?;
    let stays = || flow.stage(stage).map(|stage| stage.code.as_str());
    let to = found.to.as_deref().or_else(stays);
    Ok(Step {
        to: to.ok_or_else(|| not_allowed_here(flow, stage))?,
        round: round.saturating_add(u32::from(found.new_round)),
        clocks_started: flow.clocks_started_by(act),
        clocks_stopped: flow.clocks_stopped_by(act),
        clocks_extended: flow.clocks_extended_by(act),
        batch: found.batch,
    })
}

/// Whether the flow offers anything to do in a stage to people of a role, however it stands.
#[must_use]
pub fn offers(flow: &Flow, stage: &str, role: Role) -> bool {
    flow.acts_from(stage).any(|(_, rule)| allows(role, rule.permission))
}

/// The acts `role` could do in `stage`, in the document's order, each with
/// what stands against it at the moment.
pub fn allowed(
    flow: &Flow,
    stage: &str,
    role: Role,
    actor: Uuid,
    round: u32,
    done: &[Done],
    ctx: &Context,
) -> Vec<AllowedAct> {
    flow.acts_from(stage)
        .filter(|(_, rule)| allows(role, rule.permission))
        .map(|(act, rule)| {
            let refusal = hindrance(act, rule, actor, round, done, ctx);
            AllowedAct {
                act: act.code.clone(),
                label: act.label.clone(),
                enabled: refusal.is_none(),
                reason: refusal.map(|refusal| refusal.code),
                reasons_required: act.reasons_required,
            }
        })
        .collect()
}

fn not_allowed_here(flow: &Flow, stage: &str) -> Refusal {
    let lawful: Vec<&str> = flow.acts_from(stage).map(|(act, _)| act.code.as_str()).collect();
    Refusal::new("act_not_allowed_here").with("stage", stage).with("lawful", lawful.join(","))
}

/// What stands against the act in a stage it belongs to.
fn hindrance(
    act: &Act,
    rule: &ActRule,
    actor: Uuid,
    round: u32,
    done: &[Done],
    ctx: &Context,
) -> Option<Refusal> {
    let binds = |past: &Done| {
        past.round == round && act.distinct_from.contains(&past.act)
            || act.distinct_from_ever.contains(&past.act)
    };
    let same_person = done.iter().find(|past| past.actor == actor && binds(past));
    if let Some(past) = same_person {
        return Some(Refusal::new("same_person").with("act", &past.act));
    }
    let lookup = |name: &str| ctx.facts.get(name).and_then(Value::from_json);
    rule.conditions
        .iter()
        .find(|(_, holds)| holds.evaluate(lookup) != Ok(Value::Bool(true)))
        .map(|(code, _)| Refusal::new(code))
}

#[cfg(test)]
mod tests;
