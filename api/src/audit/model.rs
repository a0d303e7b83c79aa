//! Shapes of the audit trail.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::Trail;
use crate::codes::Language;
use crate::db::types::Doc;
use crate::http::csv::Format;
use crate::ids::{AuditEntryId, UserId};

/// One line: who did what to which record.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub struct EntryView {
    pub id: AuditEntryId,
    pub at: DateTime<Utc>,
    /// Null for the installation itself.
    pub actor: Option<ActorView>,
    #[schema(example = "user.created")]
    pub action: String,
    #[schema(example = "user")]
    pub subject_type: String,
    pub subject_id: String,
    pub division: Option<String>,
    pub request_id: String,
    /// What changed; personal data masked.
    #[schema(value_type = Object)]
    pub detail: Doc,
}

/// Who acted, as they were called then.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActorRef)]
pub struct ActorView {
    pub id: UserId,
    pub name: String,
    /// The post they held then.
    pub role: String,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntryQuery {
    /// An account.
    pub actor: Option<UserId>,
    #[param(example = "case")]
    pub subject_type: Option<String>,
    pub subject_id: Option<String>,
    pub action: Option<String>,
    /// First Beijing day.
    pub from: Option<NaiveDate>,
    /// Last Beijing day, itself included.
    pub to: Option<NaiveDate>,
    #[param(inline)]
    pub format: Option<Format>,
    /// 1 to 200, 20 unless told; not for CSV, which is the whole.
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

impl From<Trail> for EntryView {
    fn from(row: Trail) -> EntryView {
        let (name, role) = (row.actor_name, row.actor_role);
        EntryView {
            id: row.id,
            at: row.at.0,
            actor: row.actor_user_id.map(|id| ActorView { id, name, role }),
            action: row.action,
            subject_type: row.subject_type,
            subject_id: row.subject_id,
            division: row.division,
            request_id: row.request_id,
            detail: row.detail,
        }
    }
}

/// The columns of the table to keep.
pub fn header(language: Language) -> [&'static str; 9] {
    match language {
        Language::Zh => {
            ["时间（北京）", "姓名", "岗位", "操作", "对象", "对象编号", "区划", "追踪编号", "内容"]
        }
        Language::En => [
            "time (Beijing)",
            "name",
            "post",
            "action",
            "subject",
            "subject id",
            "division",
            "trace id",
            "detail",
        ],
    }
}

pub fn cells(row: Trail) -> Vec<String> {
    let beijing = FixedOffset::east_opt(8 * 3600).map(|zone| row.at.0.with_timezone(&zone));
    let at = beijing.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default();
    vec![
        at,
        row.actor_name,
        row.actor_role,
        row.action,
        row.subject_type,
        row.subject_id,
        row.division.unwrap_or_default(),
        row.request_id,
        row.detail.text().to_owned(),
    ]
}
