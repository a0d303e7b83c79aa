//! A failure as an `application/problem+json` document (RFC 9457). What the client
//! reads comes from the table of codes; causes go to the log only.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes::{self, Language, fill};
use crate::db::errors::{Trouble, classify};
use yangguang_domain::policy::Text;

use crate::failure::{Failure, Since};

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    /// Page about this kind of error.
    #[schema(example = "/problems/open_case_exists")]
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// What to do.
    pub detail: String,
    /// The address that was asked, or that of the record in the way.
    pub instance: String,
    /// Stable; texts may change.
    pub code: String,
    /// Also in the log and in the answer's `X-Request-Id`.
    pub trace_id: String,
    /// Everything wrong with the input, at once.
    pub errors: Vec<FieldErrorView>,
    /// With `stale_version`: who did what to the record since, the latest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub since: Vec<SinceView>,
}

/// What somebody did to the record meanwhile.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Since)]
pub struct SinceView {
    pub at: DateTime<Utc>,
    /// Who did it, as they were called then.
    pub by: String,
    /// The post they held then.
    pub role: String,
    /// As the audit trail has it.
    #[schema(example = "case.accepted")]
    pub action: String,
    /// What that is called.
    pub label: Text,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct FieldErrorView {
    /// JSON pointer into the body.
    #[schema(example = "/facts/cost_fen")]
    pub pointer: String,
    pub code: String,
    pub message: String,
}

/// What one row of an answer to many says where it was not done: what its act alone would.
#[derive(Debug)]
pub struct RowProblem {
    pub status: u16,
    pub code: String,
    /// What is wrong with its members, or what happened, and what to do.
    pub message: String,
    pub errors: Vec<FieldErrorView>,
    pub since: Vec<SinceView>,
}

impl RowProblem {
    /// Causes go to the log, as those of a whole request do.
    pub fn of(failure: Failure, language: Language) -> RowProblem {
        let problem = Problem(failure);
        if let Some(cause) = problem.cause() {
            tracing::error!(cause, "a row of an answer to many failed");
        }
        let view = problem.view(language, "", "");
        let fields: Vec<&str> = view.errors.iter().map(|error| error.message.as_str()).collect();
        let message = match fields.is_empty() {
            true => sentences(language, &view.title, &view.detail),
            false => fields.join(" "),
        };
        RowProblem { status: view.status, code: view.code, message, errors: view.errors, since: view.since }
    }
}

impl From<Since> for SinceView {
    fn from(Since { at, by, role, action, label }: Since) -> SinceView {
        SinceView { at, by, role, action, label }
    }
}

/// What a handler answers when it does not do what it was asked.
#[derive(Debug)]
pub struct Problem(pub Failure);

impl<T: Into<Failure>> From<T> for Problem {
    fn from(failure: T) -> Problem {
        Problem(failure.into())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Problem {
    pub fn code(&self) -> &'static str {
        match &self.0 {
            Failure::Refused(refusal) => refusal.code,
            Failure::Fields(_) => "invalid",
            Failure::Stale(_) => "stale_version",
            Failure::Internal(_) => "internal",
            Failure::Database(error) => match classify(error) {
                Trouble::Retry => "overloaded",
                Trouble::Lost => "database_unavailable",
                Trouble::Full => "storage_full",
                Trouble::Unique(_) | Trouble::Other => "internal",
            },
        }
    }

    /// The document, in the reader's language.
    pub fn view(&self, language: Language, instance: &str, trace_id: &str) -> ProblemView {
        let entry = codes::find(self.code());
        let params = match &self.0 {
            Failure::Refused(refusal) => refusal.params.as_slice(),
            _ => &[],
        };
        let waiting = waiting(language, params);
        let params = waiting.as_slice();
        let mut errors: Vec<FieldErrorView> = Vec::new();
        if let Failure::Fields(fields) = &self.0 {
            errors.extend(fields.iter().map(|field| FieldErrorView {
                pointer: field.pointer.clone(),
                code: field.code.to_owned(),
                message: message(language, field.code, &field.params),
            }));
        }
        if let Failure::Refused(refusal) = &self.0
            && let Some(pointer) = &refusal.field
        {
            errors.push(FieldErrorView {
                pointer: pointer.clone(),
                code: entry.code.to_owned(),
                message: message(language, entry.code, params),
            });
        }
        let since = match &self.0 {
            Failure::Stale(since) => since.iter().cloned().map(SinceView::from).collect(),
            _ => Vec::new(),
        };
        ProblemView {
            r#type: format!("/problems/{}", entry.code),
            title: fill(language.pick(entry.zh, entry.en), params),
            status: entry.status,
            detail: fill(language.pick(entry.advice_zh, entry.advice_en), params),
            // A refusal may name the record that stands in the way.
            instance: params
                .iter()
                .find(|(name, _)| *name == "instance")
                .map_or_else(|| instance.to_owned(), |(_, record)| record.clone()),
            code: entry.code.to_owned(),
            trace_id: trace_id.to_owned(),
            errors,
            since,
        }
    }

    /// The cause, for the log.
    pub fn cause(&self) -> Option<String> {
        match &self.0 {
            Failure::Internal(cause) => Some(cause.clone()),
            Failure::Database(error) => Some(error.to_string()),
            Failure::Refused(_) | Failure::Fields(_) | Failure::Stale(_) => None,
        }
    }

    /// Seconds after which it may go better.
    fn retry_after(&self) -> Option<String> {
        let told = match &self.0 {
            Failure::Refused(refusal) => {
                refusal.params.iter().find(|(name, _)| *name == "retry_after").map(|(_, value)| value.clone())
            }
            _ => None,
        };
        told.or_else(|| matches!(codes::find(self.code()).status, 503 | 429).then(|| "2".to_owned()))
    }
}

/// The parameters with how long to wait in the reader's words: nobody counts 899 seconds.
fn waiting(language: Language, params: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let mut all = params.to_vec();
    let told = params.iter().find(|(name, _)| *name == "retry_after");
    if let Some(seconds) = told.and_then(|(_, text)| text.parse::<i64>().ok()) {
        all.push((
            "wait",
            match (seconds, language) {
                (..=90, Language::Zh) => format!("{seconds}秒"),
                (..=90, Language::En) => format!("{seconds} seconds"),
                (_, Language::Zh) => format!("{}分钟", (seconds + 59) / 60),
                (_, Language::En) => format!("{} minutes", (seconds + 59) / 60),
            },
        ));
    }
    all
}

/// A code's sentence with its advice, as it stands at a field.
pub fn message(language: Language, code: &str, params: &[(&'static str, String)]) -> String {
    let entry = codes::find(code);
    let (title, advice) = (
        fill(language.pick(entry.zh, entry.en), params),
        fill(language.pick(entry.advice_zh, entry.advice_en), params),
    );
    sentences(language, &title, &advice)
}

/// What happened and what to do, one after the other.
pub fn sentences(language: Language, title: &str, advice: &str) -> String {
    match language {
        Language::Zh => format!("{title}。{advice}"),
        Language::En => format!("{title}. {advice}"),
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(codes::find(self.code()).status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The bare status; `edge` writes the document, since only it knows the request.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        if let Some(seconds) = self.retry_after().and_then(|text| HeaderValue::from_str(&text).ok()) {
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        if self.status_code() == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
