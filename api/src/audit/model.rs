//! Shapes of the audit trail.

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use yangguang_domain::policy::Text;

use super::actions;
use super::lexicon;
use super::words;
use crate::codes::Language;
use crate::db::types::Doc;
use crate::divisions::DivisionRef;
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
    /// What the action is called.
    pub action_label: Text,
    #[schema(example = "user")]
    pub subject_type: String,
    pub subject_label: Text,
    pub subject_id: String,
    /// What the record is known by: a case's number, a person's masked name, an account's name.
    pub subject_name: Option<String>,
    pub division: Option<String>,
    /// The division by its name.
    pub place: Option<DivisionRef>,
    pub request_id: String,
    /// What changed, in words; personal data masked.
    pub changes: Vec<ChangeView>,
    /// What changed, as it was written down; personal data masked.
    #[schema(value_type = Object)]
    pub detail: Doc,
}

/// A member that changed, or was noted where it was nothing before.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditChange)]
pub struct ChangeView {
    #[schema(example = "amount_fen")]
    pub field: String,
    pub label: Text,
    pub before: Option<Text>,
    pub after: Option<Text>,
}

/// What the trail can be asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditOptions)]
pub struct OptionsView {
    pub actions: Vec<CodeView>,
    pub subject_types: Vec<CodeView>,
    /// The accounts of the reader's area, disabled ones too.
    pub actors: Vec<AccountView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditCode)]
pub struct CodeView {
    #[schema(example = "case.decided")]
    pub code: String,
    pub label: Text,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AuditAccount)]
pub struct AccountView {
    pub id: UserId,
    pub username: String,
    pub name: String,
    /// The post they hold now.
    pub role: String,
    pub division: String,
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
    /// A kind of record: one of `GET /audit-options`.
    #[param(example = "case")]
    pub subject_type: Option<String>,
    pub subject_id: Option<String>,
    /// Of the case with this number.
    pub case_no: Option<String>,
    /// An act: one of `GET /audit-options`.
    #[param(example = "case.decided")]
    pub action: Option<String>,
    /// Of records that lie in this division.
    pub division: Option<String>,
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

/// The columns of the table to keep.
pub fn header(language: Language) -> [&'static str; 12] {
    match language {
        Language::Zh => [
            "时间（北京）",
            "姓名",
            "岗位",
            "操作",
            "对象",
            "对象名称",
            "区划",
            "变更内容",
            "追踪编号",
            "对象编号",
            "操作代码",
            "原始记录",
        ],
        Language::En => [
            "time (Beijing)",
            "name",
            "post",
            "action",
            "subject",
            "called",
            "division",
            "what changed",
            "trace id",
            "subject id",
            "action code",
            "as written",
        ],
    }
}

pub fn cells(row: EntryView, language: Language) -> Vec<String> {
    let said = |text: Text| if language == Language::Zh { text.zh } else { text.en };
    let beijing = FixedOffset::east_opt(8 * 3600).map(|zone| row.at.with_timezone(&zone));
    let at = beijing.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default();
    let (name, role) = row
        .actor
        .map_or_else(|| ("system".to_owned(), "system".to_owned()), |actor| (actor.name, actor.role));
    vec![
        at,
        name,
        said(actions::label(lexicon::POSTS, &role)),
        said(row.action_label),
        said(row.subject_label),
        row.subject_name.unwrap_or_default(),
        row.place.map(|place| place.full_name).or(row.division).unwrap_or_default(),
        words::sentence(&row.changes, language),
        row.request_id,
        row.subject_id,
        row.action,
        row.detail.text().to_owned(),
    ]
}
