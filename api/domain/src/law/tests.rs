use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::json;

use super::numeral::called;
use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn law(code: &str, kind: &str, texts: &[(&str, &[&str])], repealed_on: Option<&str>) -> Law {
    let text = |word: &str| json!({"zh": word, "en": word});
    let article = |no: &&str| json!({"no": no, "heading": text("条"), "summary": text("条")});
    let texts: Vec<_> = texts
        .iter()
        .map(|(from, articles)| {
            json!({
                "from": from, "checked": "read", "checked_on": "2026-11-30",
                "articles": articles.iter().map(article).collect::<Vec<_>>(),
            })
        })
        .collect();
    let law = json!({
        "code": code, "title": text(code), "short": text(code), "kind": kind, "issuer": text("国务院"),
        "jurisdiction": "000000000000", "texts": texts, "repealed_on": repealed_on,
    });
    serde_json::from_value(law).unwrap()
}

fn register() -> Register {
    Register::new([
        law("measures", "normative", &[("2021-07-01", &["22", "23"])], None),
        law("old-measures", "normative", &[("2012-12-12", &["9"])], Some("2021-07-01")),
        law("committees", "law", &[("1998-11-04", &["30"]), ("2026-01-01", &["35"])], None),
    ])
}

#[test]
fn an_article_is_called_as_the_law_calls_it() {
    for (no, zh) in [
        ("1", "第一条"),
        ("10", "第十条"),
        ("12", "第十二条"),
        ("20", "第二十条"),
        ("48", "第四十八条"),
        ("103", "第一百零三条"),
        ("112", "第一百一十二条"),
        ("1259", "第一千二百五十九条"),
        ("1003", "第一千零三条"),
        ("23-1", "第二十三条之一"),
        ("ch2", "第二章"),
        ("一（三）", "一（三）"),
    ] {
        assert_eq!(called(no).0, zh);
    }
}

#[test]
fn a_citation_holds_from_the_day_its_law_is_in_force() {
    let register = register();
    let of = Citation::of("measures", "23");
    assert_eq!(register.cite(&of, day("2021-06-30")), Err(Fault::NotInForce));
    assert_eq!(register.cite(&of, day("2021-07-01")).unwrap().text.zh, "《measures》第二十三条");
    let none = Citation::of("measures", "24");
    assert_eq!(register.cite(&none, day("2022-01-01")), Err(Fault::UnknownArticle));
    assert_eq!(register.cite(&Citation::of("nothing", "1"), day("2022-01-01")), Err(Fault::UnknownLaw));
}

#[test]
fn a_repealed_law_is_cited_for_the_days_before_its_repeal_alone() {
    let register = register();
    let of = Citation::of("old-measures", "9");
    assert!(register.cite(&of, day("2021-06-30")).is_ok());
    assert_eq!(register.cite(&of, day("2021-07-01")), Err(Fault::NotInForce));
    assert_eq!(register.holds_within(&of, day("2021-07-01"), None), Err(Fault::NotInForce));
    assert!(register.holds_within(&of, day("2021-06-30"), None).is_ok());
}

#[test]
fn a_renumbered_article_is_cited_by_the_number_of_its_day() {
    let register = register();
    let (old, new) = (Citation::of("committees", "30"), Citation::of("committees", "35"));
    assert!(register.cite(&old, day("2025-12-31")).is_ok());
    assert_eq!(register.cite(&old, day("2026-01-01")), Err(Fault::UnknownArticle));
    assert_eq!(register.holds_within(&old, day("2026-01-01"), None), Err(Fault::UnknownArticle));
    assert!(register.cite(&new, day("2026-01-01")).is_ok());
}

#[test]
fn a_rule_of_2014_cannot_rest_on_a_document_of_2021() {
    let register = register();
    let new = Citation::of("measures", "23");
    let unfounded = register.unfounded(std::slice::from_ref(&new), day("2014-05-01"), None);
    let until = Some(day("2021-06-30"));
    assert_eq!(unfounded, Some(Unfounded { from: day("2014-05-01"), until }));
    let both = [new, Citation::of("old-measures", "9")];
    assert_eq!(register.unfounded(&both, day("2014-05-01"), None), None);
    assert_eq!(register.in_force(&both, day("2014-05-01"))[0].law, "old-measures");
    assert_eq!(register.in_force(&both, day("2021-07-01"))[0].law, "measures");
}

#[test]
fn the_highest_rank_stands_first() {
    let all = [Citation::of("measures", "23"), Citation::of("committees", "35")];
    let cited = register().in_force(&all, day("2026-07-01"));
    assert_eq!((cited[0].law.as_str(), cited[1].law.as_str()), ("committees", "measures"));
}

proptest! {
    #[test]
    fn every_day_that_is_not_unfounded_has_a_citation_in_force(from in 0_u32..9_000, length in 0_u32..6_000, probe in 0_u32..6_000) {
        let register = register();
        let start = day("2005-01-01") + chrono::Days::new(from.into());
        let until = start + chrono::Days::new(length.into());
        let both = [Citation::of("measures", "23"), Citation::of("old-measures", "9")];
        let probe = start + chrono::Days::new((probe % (length + 1)).into());
        let holds = !register.in_force(&both, probe).is_empty();
        match register.unfounded(&both, start, Some(until)) {
            None => prop_assert!(holds),
            Some(days) if days.from <= probe && days.until.is_none_or(|last| probe <= last) => prop_assert!(!holds),
            Some(days) => prop_assert!(probe > days.from || holds),
        }
    }

    #[test]
    fn no_two_numbers_are_written_alike(one in 1_u16..9_999, other in 1_u16..9_999) {
        prop_assert_eq!(numeral(one) == numeral(other), one == other);
    }
}

fn codes(law: &Law) -> Vec<(String, String)> {
    law.problems().into_iter().map(|problem| (problem.pointer, problem.code)).collect()
}

#[test]
fn a_law_whose_days_or_articles_go_backwards_is_told_where() {
    let mut law = law("committees", "law", &[("2018-12-29", &["30"]), ("2026-01-01", &["35", "36"])], None);
    assert_eq!(codes(&law), []);
    law.texts[1].from = day("2018-12-29");
    law.texts[1].articles.swap(0, 1);
    law.texts[1].articles[0].was = Some("31".to_owned());
    let expected = [
        ("/texts/1/from", "law_day_order"),
        ("/texts/1/articles/0/was", "law_was_unknown"),
        ("/texts/1/articles/1/no", "law_article_order"),
    ];
    assert_eq!(codes(&law), expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned())));
}

#[test]
fn what_took_the_place_of_a_law_must_be_in_the_register() {
    let mut law = law("old-measures", "normative", &[("2012-12-12", &["9"])], Some("2021-07-01"));
    law.replaced_by = Some("measures".to_owned());
    assert_eq!(register().problems_of(&law), []);
    law.replaced_by = Some("nothing".to_owned());
    assert_eq!(register().problems_of(&law)[0].pointer, "/replaced_by");
}

#[test]
fn a_text_nobody_read_names_what_it_was_entered_by() {
    let mut law = law("measures", "normative", &[("2021-07-01", &["22"])], None);
    law.texts[0].checked = Checked::Reported;
    assert_eq!(codes(&law)[0].0, "/texts/0/source");
}

#[test]
fn citations_are_found_wherever_they_stand() {
    let document = json!({
        "basis": [{"law": "measures", "article": "22"}],
        "clocks": [{"law_day": 3, "basis": [{"law": "measures"}, {"law": "old-measures", "article": "9"}]}],
        "text": {"zh": "依据", "en": "basis"},
    });
    let found = places(&document);
    let pointers: Vec<&str> = found.iter().map(|place| place.pointer.as_str()).collect();
    assert_eq!(pointers, ["/basis/0", "/clocks/0/basis/0", "/clocks/0/basis/1"]);
    assert_eq!(found[2].of(), "/clocks/0/basis");
}

#[test]
fn a_law_that_ends_is_lost_from_its_last_day_on() {
    let register = register();
    let of = Citation::of("measures", "22");
    let before = register.days(&of, day("2020-01-01"), None);
    assert_eq!(before, [Days { from: day("2021-07-01"), until: None }]);
    let mut ended = register.find("measures").unwrap().clone();
    ended.repealed_on = Some(day("2027-01-01"));
    let after = register.with(ended).days(&of, day("2020-01-01"), None);
    let lost = minus(&before, &after);
    assert_eq!(lost, [Days { from: day("2027-01-01"), until: None }]);
    assert_eq!(minus(&after, &before), []);
}

#[test]
fn a_law_is_read_as_it_was_written_or_told_where_not() {
    let mut document = serde_json::to_value(register().find("measures").unwrap()).unwrap();
    assert_eq!(Law::parse(document.clone()).unwrap().version, 1);
    document["texts"][0]["from"] = json!("soon");
    assert_eq!(Law::parse(document).unwrap_err()[0].pointer, "/texts/0/from");
}

proptest! {
    #[test]
    fn a_day_is_left_exactly_when_it_was_there_and_is_not_taken(
        spans in prop::collection::vec((0_u64..400, 0_u64..200, any::<bool>()), 1..6), probe in 0_u64..700
    ) {
        let start = day("2020-01-01");
        let on = |days: u64| start + chrono::Days::new(days);
        let all: Vec<Days> = spans
            .iter()
            .map(|(from, length, ends)| Days { from: on(*from), until: ends.then(|| on(from + length)) })
            .collect();
        let probe = on(probe);
        let within = |days: &Days| days.from <= probe && days.until.is_none_or(|last| probe <= last);
        let left = minus(&all[..1], &all[1..]);
        prop_assert_eq!(left.iter().any(within), within(&all[0]) && !all[1..].iter().any(within));
    }

    #[test]
    fn a_citation_holds_on_the_days_told(from in 0_u64..9_000, length in 0_u64..6_000, probe in 0_u64..6_000) {
        let register = register();
        let start = day("2005-01-01") + chrono::Days::new(from);
        let until = start + chrono::Days::new(length);
        let probe = start + chrono::Days::new(probe % (length + 1));
        for article in ["9", "22"] {
            for law in ["measures", "old-measures"] {
                let of = Citation::of(law, article);
                let days = register.days(&of, start, Some(until));
                let told = days.iter().any(|days| days.from <= probe && days.until.is_none_or(|last| probe <= last));
                prop_assert_eq!(told, register.cite(&of, probe).is_ok());
            }
        }
    }
}
