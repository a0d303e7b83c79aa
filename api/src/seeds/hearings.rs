//! Before less is given somebody is invited and heard, and afterwards told.

use chrono::NaiveDate;
use yangguang_domain::remedy::Service;

use crate::entitlements::{ActKind, HeardAs, HearingWay, NewAct};

/// The invitation to come to the township on a day, handed over on another.
pub fn invitation(served_on: NaiveDate, on: NaiveDate) -> NewAct {
    NewAct {
        place: Some("乡镇社会救助窗口".to_owned()),
        served: Some(Service::InPerson),
        served_on: Some(served_on),
        ..blank(ActKind::Invite, on)
    }
}

/// At home, of the recipient by name.
pub fn hearing(on: NaiveDate, name: String) -> NewAct {
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
