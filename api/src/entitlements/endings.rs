//! What ends where another benefit begins, since only the higher of them is paid. It is an end as
//! any other: proposed on the benefit that ends, and whoever has it is heard, before the case that
//! ends it is approved (社会救助法 48). The approval then confirms what was proposed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::entitlement::Month;
use yangguang_domain::entitlement::hearing::heard_on;
use yangguang_domain::law::Citation;
use yangguang_domain::policy::Text;

use super::compute::Computer;
use super::hearings::model::{ActKind, HearingState, HearingWay, PostingState};
use super::hearings::{self, ready};
use super::others::Yielding;
use super::store::{self, ChangeRow};
use super::terms;
use crate::app::View;
use crate::failure::{Failure, Outcome};
use crate::ids::{EntitlementChangeId, EntitlementId, UserId};

/// A benefit that an approval would end, and how far whoever has it was heard about that.
#[derive(Debug, Clone)]
pub struct Ending {
    pub shown: EndingView,
    /// Why it gives way.
    pub basis: Vec<Citation>,
    pub scheme: String,
    heard: Option<Heard>,
    proposed_by: Option<UserId>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CaseEnding)]
pub struct EndingView {
    pub id: EntitlementId,
    pub version: i64,
    pub case_no: String,
    pub title: Text,
    /// The first month without it, if the case is approved today.
    pub from_month: String,
    /// Due in that month otherwise, fen.
    pub monthly_fen: i64,
    pub hearing: HearingState,
    pub posting: PostingState,
    /// The proposal of its end, once there is one.
    pub change_id: Option<EntitlementChangeId>,
}

/// When and how somebody was heard.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Heard {
    pub on: NaiveDate,
    pub way: HearingWay,
}

/// What an approval ended, as its act keeps it and its letter says it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ended {
    pub id: EntitlementId,
    pub case_no: String,
    pub scheme: String,
    /// Chinese.
    pub title: String,
    pub from_month: String,
    pub monthly_fen: i64,
    pub basis: Vec<Citation>,
    pub heard: Option<Heard>,
}

impl From<&Ending> for Ended {
    fn from(ending: &Ending) -> Ended {
        let shown = &ending.shown;
        Ended {
            id: shown.id,
            case_no: shown.case_no.clone(),
            scheme: ending.scheme.clone(),
            title: shown.title.zh.clone(),
            from_month: shown.from_month.clone(),
            monthly_fen: shown.monthly_fen,
            basis: ending.basis.clone(),
            heard: ending.heard.clone(),
        }
    }
}

impl Ending {
    /// What stands against ending it by an approval of `by` today.
    ///
    /// # Errors
    /// `ending_not_heard`, `not_shown`, `change_same_person`.
    pub fn ready(&self, by: Option<UserId>) -> Outcome<()> {
        let shown = &self.shown;
        if matches!(shown.hearing, HearingState::Needed | HearingState::Invited) {
            let params = [
                ("scheme", shown.title.zh.clone()),
                ("scheme_en", shown.title.en.clone()),
                ("case_no", shown.case_no.clone()),
                ("month", shown.from_month.clone()),
            ];
            return Err(Failure::no_with("ending_not_heard", params.into()));
        }
        if matches!(shown.posting, PostingState::Needed | PostingState::Running) {
            return Err(Failure::no("not_shown"));
        }
        match by {
            Some(by) if self.proposed_by == Some(by) => Err(Failure::no("change_same_person")),
            _ => Ok(()),
        }
    }
}

/// The benefits that would give way to one that begins in `from`.
///
/// # Errors
/// As the database answers; `not_in_force`.
pub fn endings(view: &mut View, yielding: &[Yielding], from: Month) -> Outcome<Vec<Ending>> {
    if yielding.is_empty() {
        return Ok(Vec::new());
    }
    let (county, today) = (view.actor.county().to_owned(), view.now.today());
    let ids: Vec<EntitlementId> = yielding.iter().map(|one| one.id).collect();
    let rows = store::of_ids(view.conn, &county, &ids)?;
    let changes = store::changes(view.conn, &county, &ids)?;
    let acts = hearings::store::acts(view.conn, &county, &ids)?;
    let computer = Computer::new(view.app);
    let ending = |one: &Yielding| {
        let row = rows.iter().find(|row| row.id == one.id).ok_or_else(Failure::not_found)?;
        let of_it = |change: &&ChangeRow| change.entitlement_id == row.id;
        let changes: Vec<ChangeRow> = changes.iter().filter(of_it).cloned().collect();
        let begun = terms::month(&row.first_month)?;
        let proposal = proposal(&changes, from)?;
        let standing = ready::standing(row, &changes, &acts, today)?;
        let destitute = row.scheme == ready::DESTITUTE;
        let (hearing, posting) = match proposal {
            _ if !heard_on(today) => (HearingState::NotNeeded, PostingState::NotNeeded),
            Some(_) => (standing.hearing, standing.posting),
            None if destitute => (HearingState::Needed, PostingState::Needed),
            None => (HearingState::Needed, PostingState::NotNeeded),
        };
        let hear = proposal.and_then(|change| ready::last(&acts, change.proposal(), ActKind::Hear));
        let timeline = terms::timeline(&changes)?;
        let policy = computer.policy(row, from.max(begun))?;
        Ok(Ending {
            shown: EndingView {
                id: row.id,
                version: row.version,
                case_no: row.case_no.clone(),
                title: policy.rule.document().title.clone(),
                from_month: from.to_string(),
                monthly_fen: timeline.due(from),
                hearing,
                posting,
                change_id: proposal.map(ChangeRow::proposal),
            },
            basis: one.basis.clone(),
            scheme: row.scheme.clone(),
            heard: hear.and_then(|hear| Some(Heard { on: hear.on_day, way: hear.way()? })),
            proposed_by: proposal.map(|change| change.proposed_by),
        })
    };
    yielding.iter().map(ending).collect()
}

/// The end that is proposed, if whoever has the benefit could be heard about one no later than
/// `from`.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn proposal(changes: &[ChangeRow], from: Month) -> Outcome<Option<&ChangeRow>> {
    let end = changes.iter().find(|change| change.state == "proposed" && change.kind == "end");
    let Some(end) = end else { return Ok(None) };
    Ok((terms::month(&end.from_month)? <= from).then_some(end))
}
