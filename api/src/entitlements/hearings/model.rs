use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::remedy::Service;

use crate::http::body::{day, optional_day};
use crate::ids::{EntitlementActId, EntitlementChangeId};

/// What is done about a proposed change, and with what was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EntitlementActKind)]
pub enum ActKind {
    /// 听取意见通知: on which day and where somebody can be heard.
    Invite,
    /// 听取意见: what was said, or that nobody came.
    Hear,
    /// 拟终止公示: from which day the intended end is shown.
    Post,
    /// 公示异议: it is looked into, and shown again.
    Object,
    /// 送达: how and when the decision was handed over.
    Serve,
}

impl ActKind {
    /// As the column has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            ActKind::Invite => "invite",
            ActKind::Hear => "hear",
            ActKind::Post => "post",
            ActKind::Object => "object",
            ActKind::Serve => "serve",
        }
    }
}

/// How somebody was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HearingWay {
    /// 当面
    InPerson,
    /// 入户
    AtHome,
    /// 电话
    ByPhone,
    /// 书面
    InWriting,
    /// 经通知未到
    Absent,
    /// 本人已去世，家庭中无其他成员
    Nobody,
}

impl HearingWay {
    pub const ALL: [HearingWay; 6] = [
        HearingWay::InPerson,
        HearingWay::AtHome,
        HearingWay::ByPhone,
        HearingWay::InWriting,
        HearingWay::Absent,
        HearingWay::Nobody,
    ];

    /// As the column has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            HearingWay::InPerson => "in_person",
            HearingWay::AtHome => "at_home",
            HearingWay::ByPhone => "by_phone",
            HearingWay::InWriting => "in_writing",
            HearingWay::Absent => "absent",
            HearingWay::Nobody => "nobody",
        }
    }

    /// As a letter says it.
    pub const fn zh(self) -> &'static str {
        match self {
            HearingWay::InPerson => "当面听取",
            HearingWay::AtHome => "入户听取",
            HearingWay::ByPhone => "电话听取",
            HearingWay::InWriting => "书面意见",
            HearingWay::Absent => "经通知未到场",
            HearingWay::Nobody => "本人已去世，家庭中无其他成员",
        }
    }
}

/// In which capacity somebody was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeardAs {
    /// 享受人或者领款人本人
    Recipient,
    /// 家庭成员
    Member,
    /// 监护人
    Guardian,
    /// 委托代理人
    Agent,
}

impl HeardAs {
    /// As the record has it behind the name of one who is not of the household.
    pub const fn zh(self) -> Option<&'static str> {
        match self {
            HeardAs::Recipient | HeardAs::Member => None,
            HeardAs::Guardian => Some("监护人"),
            HeardAs::Agent => Some("委托代理人"),
        }
    }
}

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEntitlementAct)]
pub struct NewAct {
    pub act: ActKind,
    /// invite: on which somebody can be heard; hear: on which that was; post: the first day;
    /// object: on which it came in; serve: from which the periods run.
    #[serde(deserialize_with = "day")]
    pub on: NaiveDate,
    /// Of an invitation: where.
    pub place: Option<String>,
    /// Of a hearing.
    pub way: Option<HearingWay>,
    /// Of a hearing: in which capacity; not where nobody came.
    #[schema(inline)]
    pub who: Option<HeardAs>,
    /// Of a hearing: the name of who was heard; not where nobody came. A recipient or member is
    /// registered by that name.
    pub person: Option<String>,
    /// What was said or objected; with nobody to be heard, why.
    pub said: Option<String>,
    /// How an invitation or a decision was handed over.
    pub served: Option<Service>,
    /// When an invitation was.
    #[serde(default, deserialize_with = "optional_day")]
    pub served_on: Option<NaiveDate>,
    /// With nobody to be heard.
    #[serde(default, deserialize_with = "optional_day")]
    pub died_on: Option<NaiveDate>,
    /// Of a service: the confirmed change; everything else is about what is proposed now.
    pub change_id: Option<EntitlementChangeId>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EntitlementAct)]
pub struct ActView {
    pub id: EntitlementActId,
    /// The first of the changes it is about.
    pub change_id: EntitlementChangeId,
    #[schema(inline)]
    pub act: ActKind,
    pub on: NaiveDate,
    /// Of a notice: its last day.
    pub until: Option<NaiveDate>,
    pub place: Option<String>,
    #[schema(inline)]
    pub way: Option<HearingWay>,
    pub person: Option<String>,
    pub said: Option<String>,
    #[schema(inline)]
    pub served: Option<Service>,
    pub served_on: Option<NaiveDate>,
    pub died_on: Option<NaiveDate>,
    pub by: String,
    pub acted_on: NaiveDate,
}

/// Whether the person must be heard before what is proposed, and was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HearingState {
    NotNeeded,
    Needed,
    Invited,
    Heard,
}

/// Whether what is proposed must be shown in the village first, and was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostingState {
    NotNeeded,
    Needed,
    /// Its days are not over.
    Running,
    Over,
}
