//! Before less is given somebody is invited and heard, and afterwards told.

use chrono::{Duration, NaiveDate};
use yangguang_domain::remedy::Service;

use super::story::Teller;
use crate::clock::Moment;
use crate::entitlements::{self, ActKind, ChangeKind, HeardAs, HearingWay, NewAct, NewChange};
use crate::failure::Outcome;
use crate::http::if_match::IfMatch;
use crate::ids::{CaseId, PersonId};
use crate::persons;

/// Proposes a change of the benefit that a case began.
pub fn propose(teller: &mut Teller, case: CaseId, town: usize, kind: ChangeKind, now: Moment) -> Outcome<()> {
    let officer = &teller.staff.teams[town].officers[0];
    let Some((id, version)) = entitlements::of_case(teller.conn, officer.county(), case)? else {
        return Ok(());
    };
    let (ground, reason) = match kind {
        ChangeKind::Suspend => (Some("whereabouts_unknown"), "连续三个月上门未见本人，电话无法接通。"),
        ChangeKind::Grace => (None, "家庭成员已稳定就业，人均收入超过标准，按规定给予渐退期。"),
        _ => (None, "收入稳定超过标准，本人申请退出。"),
    };
    let new = NewChange {
        kind,
        from_month: Some(now.today().format("%Y-%m").to_string()),
        facts: None,
        ground: ground.map(str::to_owned),
        recipient_id: None,
        revokes: None,
        reason: Some(reason.to_owned()),
    };
    teller.does(officer, now, |tx| entitlements::propose(tx, id, IfMatch(version), &new)).map(|_| ())
}

/// An act about what is proposed for the benefit of a case, or about its last decision, where
/// there is any.
pub fn about(
    teller: &mut Teller,
    case: CaseId,
    (town, recipient): (usize, PersonId),
    act: ActKind,
    now: Moment,
) -> Outcome<()> {
    let officer = &teller.staff.teams[town].officers[0];
    let Some((id, version)) = entitlements::of_case(teller.conn, officer.county(), case)? else {
        return Ok(());
    };
    let today = now.today();
    let new = match act {
        ActKind::Invite => invitation(today, today + Duration::days(7)),
        ActKind::Hear => hearing(today, persons::payee(teller.conn, officer.county(), recipient)?.name),
        ActKind::Serve => NewAct {
            served: Some(Service::InPerson),
            change_id: entitlements::last_decided(teller.conn, officer.county(), id)?,
            ..blank(act, today)
        },
        ActKind::Post | ActKind::Object => blank(act, today),
    };
    teller.does(officer, now, |tx| entitlements::act(tx, id, IfMatch(version), &new)).map(|_| ())
}

/// The invitation to come to the township on a day, handed over on another.
fn invitation(served_on: NaiveDate, on: NaiveDate) -> NewAct {
    NewAct {
        place: Some("乡镇社会救助窗口".to_owned()),
        served: Some(Service::InPerson),
        served_on: Some(served_on),
        ..blank(ActKind::Invite, on)
    }
}

/// At home, of the recipient by name.
fn hearing(on: NaiveDate, name: String) -> NewAct {
    NewAct {
        way: Some(HearingWay::AtHome),
        who: Some(HeardAs::Recipient),
        person: Some(name),
        said: Some("已知道拟作的决定和理由，没有不同意见。".to_owned()),
        ..blank(ActKind::Hear, on)
    }
}

fn blank(act: ActKind, on: NaiveDate) -> NewAct {
    NewAct {
        act,
        on,
        place: None,
        way: None,
        who: None,
        person: None,
        said: None,
        served: None,
        served_on: None,
        died_on: None,
        change_id: None,
    }
}
