use crate::http::routes::Routes;
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use yangguang_domain::policy::Text;

use crate::codes::{self, Code};

pub fn configure(config: &mut Routes) {
    config.service(list_problem_codes);
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemCode)]
struct CodeView {
    #[schema(example = "stale_version")]
    code: &'static str,
    status: u16,
    title: Text,
    /// What to do.
    advice: Text,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemCodeList)]
struct CodesView {
    items: Vec<CodeView>,
}

impl CodeView {
    fn of(code: &'static Code) -> CodeView {
        CodeView {
            code: code.code,
            status: code.status,
            title: Text { zh: code.zh.to_owned(), en: code.en.to_owned() },
            advice: Text { zh: code.advice_zh.to_owned(), en: code.advice_en.to_owned() },
        }
    }
}

/// Every error code with its status and texts; `{name}` is filled in by the problem.
#[utoipa::path(
    tag = "reference",
    responses((status = 200, description = "All codes", body = CodesView)),
    security(())
)]
#[get("/problems")]
pub async fn list_problem_codes() -> HttpResponse {
    HttpResponse::Ok().json(CodesView { items: codes::all().map(CodeView::of).collect() })
}
