//! The parameters of an address: what is wrong with one is told by its name, days are
//! spelled one way, and a division may be named by the beginning of its code.

use std::borrow::Cow;
use std::future::{Ready, ready};
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use yangguang_domain::typed;

use super::problem::Problem;
use super::{days, takes};
use crate::failure::{Failure, Outcome};

/// The parsed parameters.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T> Query<T> {
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Query<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Query<T>, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(req.query_string()).map(Query).map_err(Problem))
    }
}

fn bad(detail: String) -> Failure {
    Failure::no_with("bad_query", vec![("detail", detail)])
}

fn parse<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    let mut spelled = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        // Typed like a body: a question in full-width digits is the same question.
        let value = Cow::<str>::Owned(typed::text(&value));
        let value = match name.as_ref() {
            "division" | "township" | "parent" => {
                days::division(&value).map_or_else(|| value.clone(), Into::into)
            }
            "from" | "to" | "on" if !value.is_empty() && days::day(&value).is_none() => {
                return Err(bad(format!("{name} = {}", takes::DAYS)));
            }
            "month" | "until_month" if days::month(&value).is_none() => {
                return Err(bad(format!("{name} = {}", takes::MONTHS)));
            }
            "quarter" if !days::is_quarter(&value) => {
                return Err(bad(format!("{name} = {}", takes::QUARTERS)));
            }
            _ => value.clone(),
        };
        spelled.append_pair(&name, &value);
    }
    let spelled = spelled.finish();
    let parameters = serde_urlencoded::Deserializer::new(form_urlencoded::parse(spelled.as_bytes()));
    serde_path_to_error::deserialize(parameters).map_err(|error| {
        let (place, text) = (error.path().to_string(), error.inner().to_string());
        let quoted = |before: &str| Some(text.strip_prefix(before)?.split('`').next()?.to_owned());
        if let Some(name) = quoted("unknown field `").or_else(|| quoted("duplicate field `")) {
            return bad(name);
        }
        match quoted("missing field `") {
            Some(name) => bad(format!("{name} = ?")),
            None => bad(format!("{place} = {}", takes::parameter(&text))),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        division: Option<String>,
        month: Option<String>,
        from: Option<chrono::NaiveDate>,
        limit: Option<i64>,
        mine: Option<bool>,
    }

    fn told(text: &str) -> String {
        match parse::<Sample>(text) {
            Err(Failure::Refused(refusal)) => refusal.params[0].1.clone(),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_wrong_parameter_is_named_with_what_it_takes() {
        assert_eq!(told("limit=x"), "limit = 0, 1, 2 …");
        assert_eq!(told("mine=perhaps"), "mine = true | false");
        assert_eq!(told("colour=red"), "colour");
        assert_eq!(told("limit=1&limit=2"), "limit");
        assert_eq!(told("from=2026-2-1"), "from = YYYY-MM-DD, 1900–2199");
        assert_eq!(told("month=2026-2"), "month = YYYY-MM, 1900–2199");
    }

    #[test]
    fn what_is_right_is_read_and_a_short_division_made_whole() {
        let sample: Sample = parse("division=360704&limit=5&from=2026-02-01&mine=true&month=2026-03")
            .unwrap_or_else(|failure| panic!("{failure:?}"));
        assert_eq!(sample.division.as_deref(), Some("360704000000"));
        assert_eq!(
            (sample.limit, sample.mine, sample.month.as_deref()),
            (Some(5), Some(true), Some("2026-03"))
        );
        assert_eq!(sample.from.map(|day| day.to_string()).as_deref(), Some("2026-02-01"));
    }
}
