use yangguang_domain::authority::is_assistance;
use yangguang_domain::case_no;
use yangguang_domain::remedy::{Deed, Matter};

use super::model::{ProgressQuery, ProgressView};
use super::store::{self, Progressing};
use crate::actor::Actor;
use crate::app::View;
use crate::cases::{self, PreliminaryNotice};
use crate::divisions::division_ref;
use crate::failure::{Failure, Outcome};
use crate::http::cursor::Page;
use crate::letters::{Against, RemedyView, redress};
use crate::persons;

/// What hangs in a village today.
///
/// # Errors
/// `bad_query` for anything but a village: a list of a whole town is on no board.
pub fn preliminary(view: &mut View, division: &str) -> Outcome<Page<PreliminaryNotice>> {
    let digits = division.len() == 12 && division.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || division.ends_with("000") {
        return Err(Failure::no_with("bad_query", vec![("detail", "division".to_owned())]));
    }
    Ok(Page::whole(cases::on_board(view, division)?))
}

/// How far the case has come, to whoever holds its number and the end of the id.
///
/// # Errors
/// `progress_not_found`, whichever of the two is wrong.
pub fn progress(view: &mut View, query: &ProgressQuery) -> Outcome<ProgressView> {
    let none = || Failure::no("progress_not_found");
    let number = case_no::parse(&query.case_no).ok_or_else(none)?;
    let county = number.county.clone();
    let case = store::by_number(view.conn, &county, &number.to_string())?.ok_or_else(none)?;
    let (vault, applicant) = (&view.app.vault, case.applicant_person_id);
    if !persons::id_tail_matches(view.conn, vault, &county, applicant, &query.id_tail)? {
        return Err(none());
    }
    let flow = view.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let stage = flow.rule.stage(&case.stage).ok_or_else(|| Failure::internal("an unknown stage"))?;
    // The papers are asked for as the county itself would see the case.
    let row = cases::find_row(view.conn, &Actor::system(&county), case.id)?;
    let waiting = case.accepted_on.is_none() && case.closed_on.is_none();
    let missing = if waiting { cases::missing_names(view.conn, &view.app.rules, &row)? } else { Vec::new() };
    let promised = case.accepted_on.is_some();
    let remedy = remedy(view, &county, &case, stage.outcome.as_deref())?;
    Ok(ProgressView {
        state: stage.label.clone(),
        promised_on: case.due_on.filter(|_| promised),
        provisional: promised && case.due_provisional,
        missing,
        remedy,
    })
}

/// Against how the case ended, or while it is open against silence.
fn remedy(
    view: &mut View,
    county: &str,
    case: &Progressing,
    outcome: Option<&str>,
) -> Outcome<Option<RemedyView>> {
    let deed = match outcome {
        None => Deed::Silent,
        Some("approved") => Deed::Approved,
        Some("not_accepted") => Deed::NotAccepted,
        Some("refused") => Deed::Refused,
        Some(_) => return Ok(None),
    };
    let matter = if is_assistance(&case.scheme) { Matter::SocialAssistance } else { Matter::OtherBenefit };
    let name = division_ref(view.conn, &format!("{county:0<12}"))?.name;
    let on = case.closed_on.unwrap_or(view.now.today());
    let against = Against { deed, matter, county: &name, on, known_on: None };
    let calendar = view.calendar()?;
    Ok(redress(&view.app.rules.laws(), &calendar, against).view)
}
