use crate::http::routes::Routes;
use actix_web::web::Data;
use actix_web::{HttpResponse, get};

use super::list;
use super::model::{PaymentFilter, PaymentList};
use crate::app::Shared;
use crate::http::auth::{Allowed, perm};
use crate::http::csv::{self, Format};
use crate::http::problem::{Problem, ProblemView};
use crate::http::query::Query;

pub fn configure(config: &mut Routes) {
    config.service(list_payments);
}

/// What is to be paid in a month, with the sums; `format=csv` is the whole list.
#[utoipa::path(
    tag = "payments",
    params(PaymentFilter),
    responses(
        (status = 200, description = "A page of payments", body = PaymentList),
        (status = 400, description = "bad_query, bad_cursor", body = ProblemView),
        (status = 401, description = "login_required", body = ProblemView),
        (status = 403, description = "not_allowed", body = ProblemView),
        (status = 404, description = "not_found: the township", body = ProblemView)
    ),
    security(("staff" = ["payment.read"]))
)]
#[get("/payments")]
pub async fn list_payments(
    app: Data<Shared>,
    actor: Allowed<perm::PaymentRead>,
    filter: Query<PaymentFilter>,
) -> Result<HttpResponse, Problem> {
    if filter.format == Some(Format::Csv) {
        let name = format!("payments-{}", filter.month);
        let text = app.read(actor.call(), move |view| list::table(view, &filter)).await?;
        return Ok(csv::respond(&name, text));
    }
    let page = app.read(actor.call(), move |view| list::list(view, &filter)).await?;
    Ok(HttpResponse::Ok().json(page))
}
