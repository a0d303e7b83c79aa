//! 初审公示: what hangs in the village for seven days before the county gets the case, and what
//! of it stands on the public board meanwhile.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::authority::township_office;
use yangguang_domain::clock::due;
use yangguang_domain::disclosure::{Field, whitelist};
use yangguang_domain::law::Cited;
use yangguang_domain::policy::{Period, Text};

use super::ops::known::proposal;
use super::store::{self, ActRow, CaseRow};
use crate::app::{Tx, View};
use crate::divisions::division_ref;
use crate::failure::{Failure, Outcome};
use crate::households;
use crate::ids::CaseId;
use crate::persons;

/// The clock of the notice.
const NOTICE: &str = "notice";
/// The stage of a list that this is.
const STAGE: &str = "preliminary";
const ADULT: i32 = 18;

/// What was posted, in the act's detail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Posted {
    pub place: String,
    /// The last day on which it hangs.
    pub until_on: NaiveDate,
    /// None: a minor, who is on no list by name.
    pub name: Option<String>,
    pub household_size: Option<i64>,
    /// The sum of the preliminary opinion, fen.
    pub amount_fen: i64,
}

/// The notice as the case's page shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CasePosting)]
pub struct PostingView {
    pub posted_on: NaiveDate,
    /// The last day on which it hangs.
    pub until_on: NaiveDate,
    pub place: String,
    /// All its days have passed.
    pub over: bool,
}

/// A preliminary notice as the village reads it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PreliminaryNotice {
    pub title: String,
    pub item_title: Text,
    pub village: String,
    /// Null: a minor, who is on no list by name.
    pub name: Option<String>,
    /// Persons in the household, where the benefit is the household's.
    pub household_size: Option<i64>,
    /// Fen.
    pub amount_fen: i64,
    #[schema(inline)]
    pub period: Period,
    /// Today until it was posted.
    pub posted_on: NaiveDate,
    pub until_on: NaiveDate,
    /// Where to object.
    pub office: String,
    pub phone: Option<String>,
    /// What it rests on.
    pub basis: Vec<Cited>,
}

/// What would be posted today.
///
/// # Errors
/// `not_found`: the flow has no such notice.
pub fn draft(tx: &mut Tx, case: &CaseRow, place: &str) -> Outcome<Posted> {
    drafted(&mut tx.view(), case, place)
}

fn drafted(view: &mut View, case: &CaseRow, place: &str) -> Outcome<Posted> {
    let flow = view.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let clock = flow.rule.clock(NOTICE).ok_or_else(Failure::not_found)?;
    let today = view.now.today();
    let until_on = due(&*view.calendar()?, today, clock.limit, &[]).map_err(Failure::internal)?.due_on;
    let list = whitelist(&case.item_code, STAGE).ok_or_else(Failure::not_found)?;
    let applicant = persons::briefs(view.conn, &case.county, &[case.applicant_person_id])?
        .remove(&case.applicant_person_id)
        .ok_or_else(Failure::not_found)?;
    let shown = list.allows(Field::Name) && applicant.age_on(today) >= ADULT;
    let size = case.household_id.filter(|_| list.allows(Field::HouseholdSize));
    let household_size = match size {
        Some(household) => Some(households::facts(view.conn, &case.county, household)?.size),
        None => None,
    };
    Ok(Posted {
        place: place.to_owned(),
        until_on,
        name: shown.then_some(applicant.name),
        household_size,
        amount_fen: proposal(case)?.map_or(0, |proposal| proposal.amount_fen),
    })
}

/// The notice of the present round.
pub fn view(acts: &[ActRow], round: i32, today: NaiveDate) -> Outcome<Option<PostingView>> {
    let Some(act) = acts.iter().rfind(|act| act.act == "post" && act.round == round) else {
        return Ok(None);
    };
    let posted: Posted = act.detail.read()?;
    let (posted_on, until_on) = (act.acted_on, posted.until_on);
    Ok(Some(PostingView { posted_on, until_on, place: posted.place, over: until_on < today }))
}

/// The sheet to hang up: as it was posted, or as it would be today.
///
/// # Errors
/// `not_found`: the case has no such notice.
pub fn sheet(view: &mut View, id: CaseId) -> Outcome<PreliminaryNotice> {
    let case = store::find(view.conn, view.actor, id)?;
    let acts = store::acts(view.conn, &case.county, case.id)?;
    let act = acts.iter().rfind(|act| act.act == "post" && act.round == case.round);
    let (posted_on, posted) = match act {
        Some(act) => (act.acted_on, act.detail.read()?),
        None => (view.now.today(), drafted(view, &case, "")?),
    };
    notice(view, &case, posted_on, posted)
}

/// # Errors
/// As the database answers.
pub fn notice(
    view: &mut View,
    case: &CaseRow,
    posted_on: NaiveDate,
    posted: Posted,
) -> Outcome<PreliminaryNotice> {
    let item = view.app.rules.items.version(&case.item_code, case.item_version)?;
    let flow = view.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let clock = flow.rule.clock(NOTICE).ok_or_else(Failure::not_found)?;
    let policy = view.app.rules.policies().at(&case.policy_code, &case.county, case.received_on)?;
    let township = division_ref(view.conn, &case.township)?;
    let village = division_ref(view.conn, &case.division)?;
    let (_, _, phone) = store::contact(view.conn, case.first_contact_user_id)?;
    Ok(PreliminaryNotice {
        title: format!("{}初审公示", item.rule.title.zh),
        item_title: item.rule.title.clone(),
        village: village.name,
        name: posted.name,
        household_size: posted.household_size,
        amount_fen: posted.amount_fen,
        period: policy.rule.document().result.period,
        posted_on,
        until_on: posted.until_on,
        office: township_office(&township.name),
        phone,
        basis: view.app.rules.laws().in_force(&clock.basis, posted_on),
    })
}

/// What hangs in a village today, the newest first.
///
/// # Errors
/// As the database answers.
pub fn on_board(view: &mut View, village: &str) -> Outcome<Vec<PreliminaryNotice>> {
    let today = view.now.today();
    let mut notices = Vec::new();
    for (case, posted_on, detail) in store::posted(view.conn, village)? {
        let posted: Posted = detail.read()?;
        if posted_on <= today && today <= posted.until_on {
            notices.push(notice(view, &case, posted_on, posted)?);
        }
    }
    Ok(notices)
}
