//! What the flow's conditions are asked with: the facts of a case and who did what to it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use yangguang_domain::entitlement::Month;
use yangguang_domain::policy::Evaluation;
use yangguang_domain::workflow::{Context, Done, Flow};

use crate::app::View;
use crate::cases::model::Reason;
use crate::cases::store::{ActRow, CaseRow};
use crate::db::types::Doc;
use crate::delegations;
use crate::entitlements;
use crate::failure::{Failure, Outcome};
use crate::households::{self, Category};

/// The sum the policy gives and the range it leaves, fen.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Proposal {
    pub eligible: bool,
    pub amount_fen: i64,
    pub min_fen: i64,
    pub max_fen: i64,
}

/// Who signed a check, in the act's detail.
#[derive(Deserialize)]
struct Signed {
    officers: Vec<Officer>,
}

#[derive(Deserialize)]
struct Officer {
    id: uuid::Uuid,
}

/// What the flow's conditions are asked with.
pub struct Known<'a> {
    pub case: &'a CaseRow,
    pub acts: &'a [ActRow],
    pub proposal: Option<Proposal>,
    pub materials_missing: usize,
    pub today: NaiveDate,
    pub asked: Asked,
}

/// What is asked of other registers, and only at the stage at which an act depends on it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Whether the province has given the township the decision.
    pub delegated: bool,
    /// Whether the county deals with the person directly (社会救助暂行办法 Art 30).
    pub direct: bool,
}

/// The notice in the village, in the act's detail.
#[derive(Deserialize)]
struct Posted {
    until_on: NaiveDate,
}

impl Known<'_> {
    /// The sum that is proposed now: the act's own, else what the examiner agreed, else
    /// what the policy gives.
    pub fn proposed_fen(&self, own: Option<i64>) -> i64 {
        let examined = self.in_round("examine_agree").last().and_then(|act| act.amount_fen);
        own.or(examined).or(self.proposal.map(|proposal| proposal.amount_fen)).unwrap_or_default()
    }

    /// Whether the policy does not give any more what was agreed on.
    pub fn outdated(&self) -> bool {
        let agreed = self.proposed_fen(None);
        self.proposal.is_some_and(|now| !(now.min_fen..=now.max_fen).contains(&agreed))
    }

    fn in_round(&self, act: &'static str) -> impl Iterator<Item = &ActRow> {
        self.acts.iter().filter(move |done| done.act == act && done.round == self.case.round)
    }

    fn ever(&self, act: &'static str) -> impl DoubleEndedIterator<Item = &ActRow> {
        self.acts.iter().filter(move |done| done.act == act)
    }

    /// Whether the notice of this round has hung for all its days.
    fn notice_over(&self) -> bool {
        let posted = self.in_round("post").last().and_then(|act| act.detail.read::<Posted>().ok());
        posted.is_some_and(|posted| posted.until_on < self.today)
    }

    /// Complaints after which the county has not been at the household.
    fn unvisited_complaints(&self) -> usize {
        let visited = self.ever("county_visit").next_back().map_or(0, |visit| visit.seq);
        self.ever("complaint").filter(|complaint| complaint.seq > visited).count()
    }

    /// The household's own, beside those of its relatives.
    fn consents(&self) -> usize {
        let of_household = |act: &&ActRow| {
            let detail: Option<Value> = act.detail.read().ok();
            detail.is_some_and(|detail| detail["of"] == "household")
        };
        self.ever("consent").filter(of_household).count()
    }

    pub fn context(&self, own_amount: Option<i64>) -> Context {
        let (min, max, eligible) = self
            .proposal
            .map_or((0, 0, false), |proposal| (proposal.min_fen, proposal.max_fen, proposal.eligible));
        let amount = self.proposed_fen(own_amount);
        // A sum granted at discretion is eligible by being granted.
        let eligible = eligible || (amount > 0 && amount <= max);
        let checks = self.in_round("check").count() + self.in_round("information_check").count();
        let facts: [(&str, Value); 24] = [
            ("materials_missing", json!(self.materials_missing)),
            ("supplement_notices", json!(self.ever("notify_supplement").count())),
            ("facts_complete", json!(self.proposal.is_some())),
            ("checks", json!(checks)),
            ("consents", json!(self.consents())),
            ("check_requests", json!(self.in_round("request_check").count())),
            ("information_checks", json!(self.in_round("information_check").count())),
            ("delegated", json!(self.asked.delegated)),
            ("direct", json!(self.asked.direct)),
            ("forwards", json!(self.in_round("forward").count())),
            ("postings", json!(self.in_round("post").count())),
            ("notice_over", json!(self.notice_over())),
            ("noticed", json!(self.in_round("report").next().is_some())),
            ("objections", json!(self.ever("object").count())),
            ("unvisited_complaints", json!(self.unvisited_complaints())),
            ("extensions", json!(self.ever("extend").count())),
            ("deliveries", json!(self.ever("deliver").count())),
            ("explanations", json!(self.ever("explain").count())),
            ("staff_kin", json!(self.case.staff_kin)),
            ("county_visits", json!(self.ever("county_visit").count())),
            ("eligible", json!(eligible)),
            ("amount_fen", json!(amount)),
            ("min_fen", json!(min)),
            ("max_fen", json!(max)),
        ];
        Context {
            facts: facts
                .map(|(name, value)| (name.to_owned(), value))
                .into_iter()
                .collect::<BTreeMap<_, _>>(),
        }
    }

    /// Who did what; a check was done by the officers who sign it, too.
    pub fn done(&self) -> Vec<Done> {
        let did = |act: &ActRow, actor| Done {
            act: act.act.clone(),
            actor,
            round: u32::try_from(act.round).unwrap_or_default(),
        };
        let signed = |act: &ActRow| -> Vec<Done> {
            let check = act.act == "check";
            let signed: Option<Signed> = check.then(|| act.detail.read().ok()).flatten();
            signed.into_iter().flat_map(|signed| signed.officers).map(|one| did(act, one.id)).collect()
        };
        self.acts
            .iter()
            .flat_map(|act| std::iter::once(did(act, act.actor_user_id.0)).chain(signed(act)))
            .collect()
    }
}

/// # Errors
/// As the database answers.
pub fn asked(view: &mut View, flow: &Flow, case: &CaseRow) -> Outcome<Asked> {
    let today = view.now.today();
    let at = |act: &str| flow.act(act).is_some_and(|act| act.from.contains(&case.stage));
    let delegated = at("review_refuse")
        && delegations::ruling(view.conn, &case.county, &case.item_code, today)?.is_some();
    Ok(Asked { delegated, direct: at("forward") && direct(view, case)? })
}

/// Whether the applicant is a member of a household on subsistence or destitute: by the benefits
/// of that kind that run here, and where none was ever granted here, as the household is
/// registered, which a category claimed in the case is held to.
fn direct(view: &mut View, case: &CaseRow) -> Outcome<bool> {
    let whose = (case.household_id, case.applicant_person_id);
    let month = Month::of(view.now.today());
    if let Some(known) = entitlements::supported(view.conn, &case.county, whose, month)? {
        return Ok(known);
    }
    let Some(household) = case.household_id else { return Ok(false) };
    let category = households::facts(view.conn, &case.county, household)?.category;
    Ok(matches!(category, Category::UrbanSubsistence | Category::RuralSubsistence | Category::Destitute))
}

/// What the policy gives, without how it came to it.
pub fn proposal(case: &CaseRow) -> Outcome<Option<Proposal>> {
    case.determination.as_ref().map(Doc::read).transpose().map_err(Failure::from)
}

pub fn evaluation(case: &CaseRow) -> Outcome<Option<Evaluation>> {
    case.determination.as_ref().map(Doc::read).transpose().map_err(Failure::from)
}

/// The reasons of a stored act.
pub fn reasons(row: &ActRow) -> Outcome<Vec<Reason>> {
    Ok(row.reasons.read()?)
}
