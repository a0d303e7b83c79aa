//! The register of law: anyone may read what a decision rests on; two persons change it, told
//! what they touch; and what something rested on yesterday stays.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::client::percent;
use yangguang_tests::database::on_postgres;
use yangguang_tests::families::{Family, register};
use yangguang_tests::{Answer, Client, Server};

const MEASURES: &str = "subsistence-measures-2021";

async fn law(client: &Client, code: &str) -> Answer {
    client.get(&format!("/laws/{code}")).await.expect(200)
}

/// The entry as the next version would begin.
async fn next(client: &Client, code: &str) -> Value {
    let mut document = law(client, code).await["document"].clone();
    document["version"] = json!(document["version"].as_i64().expect("a version") + 1);
    document
}

async fn check(examiner: &Client, document: &Value) -> Answer {
    examiner.post("/law-checks", json!({ "document": document })).await.expect(200)
}

async fn drafted(examiner: &Client, document: &Value) -> Answer {
    examiner.post("/law-drafts", json!({ "document": document })).await.expect(201)
}

async fn act(client: &Client, draft: &Answer, act: &str) -> Answer {
    client.act(&format!("/law-drafts/{}/{act}", draft.id()), draft.version(), json!({})).await
}

async fn in_force(staff: &Staff, document: &Value) -> Answer {
    let draft = drafted(&staff.examiner, document).await;
    assert_eq!(draft["problems"], json!([]), "{}", draft.text());
    let draft = act(&staff.examiner, &draft, "submissions").await.expect(201);
    act(&staff.approver, &draft, "activations").await.expect(201)
}

/// What was found wrong, at its place.
fn told(answer: &Answer) -> Vec<(String, String)> {
    answer.field_errors()
}

fn list<'a>(value: &'a Value, member: &str) -> &'a Vec<Value> {
    value[member].as_array().expect("a list")
}

/// A case of an item that rests on the measures.
async fn subsistence_case(staff: &Staff) -> Answer {
    let family =
        Family { members: vec![(35, Vec::new())], category: "urban_subsistence", income_fen: Some(0) };
    let household = register(&staff.clerk, &family).await;
    let household = staff.clerk.get(&format!("/households/{household}")).await.expect(200);
    let person = &household["members"][0]["person_id"];
    let body = json!({
        "item_code": "subsistence-allowance", "applicant_person_id": person, "facts": {}, "source": "window",
    });
    staff.clerk.post("/cases", body).await.expect(201)
}

#[tokio::test]
async fn anyone_finds_a_law_by_its_number_its_title_or_what_an_article_is_about() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let found = async |q: &str| -> Vec<String> {
        let path = format!("/laws?q={}&limit=200", percent(q));
        let page = anyone.get(&path).await.expect(200);
        page.items().iter().map(|law| law["code"].as_str().expect("a code").to_owned()).collect()
    };
    for (q, code) in [
        ("民发〔2021〕57号", MEASURES),
        ("民发(2021)57号", MEASURES),
        ("社会救助法", "social-assistance-law"),
        ("减发和终止前听取意见", "social-assistance-law"),
        ("村务公开", "village-committee-law"),
        ("civil code", "civil-code"),
    ] {
        assert!(found(q).await.iter().any(|known| known == code), "{q}: {:?}", found(q).await);
    }
    assert_eq!(found("没有这样的法").await, [""; 0]);
    let first = &anyone.get("/laws?kind=demonstration").await.expect(200).items()[0];
    assert!(first["short"]["zh"].as_str().is_some_and(|short| short.contains("虚构")), "{first}");
}

#[tokio::test]
async fn the_list_has_every_law_once_and_the_highest_rank_first() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let mut all = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = anyone.get(&format!("/laws?limit=20{cursor}")).await.expect(200);
        all.extend(page.items());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let codes: std::collections::BTreeSet<&str> = all.iter().filter_map(|law| law["code"].as_str()).collect();
    assert_eq!(codes.len(), all.len());
    assert!(all.len() > 40, "{}", all.len());
    assert_eq!(all[0]["kind"], "law");
    assert_eq!(all[all.len() - 1]["kind"], "demonstration");
    for path in ["/laws?kind=poem", "/laws?on=soon", "/laws?limit=0", "/laws?moon=1"] {
        anyone.get(path).await.expect_problem(400, "bad_query");
    }
    anyone.get("/laws?cursor=moon").await.expect_problem(400, "bad_cursor");
    anyone.get("/laws/no-such-law").await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_law_of_assistance_is_in_force_from_the_first_of_july_2026() {
    let server = Server::start().await;
    let anyone = server.anyone();
    let on = async |day: &str, code: &str| {
        let path = format!("/laws?on={day}&limit=200");
        anyone.get(&path).await.expect(200).items().iter().any(|law| law["code"] == code)
    };
    assert!(!on("2026-06-30", "social-assistance-law").await);
    assert!(on("2026-07-01", "social-assistance-law").await);
    assert!(on("2021-06-30", "subsistence-measures-2012").await);
    assert!(!on("2021-07-01", "subsistence-measures-2012").await);
    assert!(!on("2026-12-31", "medical-security-law").await);
    let one = law(&anyone, "social-assistance-law").await;
    assert_eq!((&one["in_force"], &one["from"]), (&json!(false), &json!("2026-07-01")));
    assert_eq!(one["called"]["48"]["zh"], "第四十八条");
    server.set_day("2026-07-01");
    assert_eq!(law(&server.anyone(), "social-assistance-law").await["in_force"], true);
    let old = law(&anyone, "subsistence-measures-2012").await;
    assert_eq!(old["replaced_by"], MEASURES);
    assert!(old["replaced_by_short"]["zh"].is_string());
}

#[tokio::test]
async fn a_law_says_which_items_flows_and_rules_rest_on_which_of_its_articles() {
    let server = Server::start().await;
    let one = law(&server.anyone(), MEASURES).await;
    let cited = list(&one.body, "cited_by");
    for kind in ["item", "flow", "policy"] {
        assert!(cited.iter().any(|place| place["kind"] == kind), "{kind}: {}", one.text());
    }
    for place in cited {
        assert_eq!((&place["lost"], &place["gained"]), (&json!([]), &json!([])), "{place}");
        assert_ne!(place["holds"], json!([]), "{place}");
        assert!(place["pointer"].as_str().is_some_and(|at| at.starts_with('/')), "{place}");
    }
    let limit = cited.iter().find(|place| place["citation"]["article"] == "22").expect("the limit");
    assert_eq!(limit["called"]["zh"], "第二十二条");
}

#[tokio::test]
async fn an_amendment_that_renumbers_tells_every_place_its_new_number_and_running_cases() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    subsistence_case(&staff).await;
    let mut document = next(&staff.examiner, MEASURES).await;
    let mut text = document["texts"][0].clone();
    for article in text["articles"].as_array_mut().expect("articles") {
        let number: u32 = article["no"].as_str().expect("a number").parse().expect("a number");
        article["was"] = json!(number.to_string());
        article["no"] = json!((number + 1).to_string());
    }
    text["from"] = json!("2026-09-01");
    document["texts"].as_array_mut().expect("texts").push(text);
    let found = check(&staff.examiner, &document).await;
    assert_eq!((&found["problems"], &found["errors"]), (&json!([]), &json!([])), "{}", found.text());
    let touched = list(&found["impact"], "touched");
    assert!(!touched.is_empty());
    for place in touched {
        let Some(article) = place["citation"]["article"].as_str() else {
            assert_eq!(place["renumbered_to"], Value::Null, "the law as a whole keeps its name: {place}");
            continue;
        };
        // The number stands for another article then, which nobody meant.
        let number: u32 = article.parse().expect("a number");
        let ends = place["valid_to"].as_str().is_some_and(|day| day < "2026-09-01");
        let told = (place["renumbered_to"].clone(), place["renumbered_from"].clone());
        let moved = (json!((number + 1).to_string()), json!("2026-09-01"));
        assert_eq!(told, if ends { (Value::Null, Value::Null) } else { moved }, "{place}");
    }
    let running: i64 = list(&found["impact"], "running")
        .iter()
        .filter(|item| item["item_code"] == "subsistence-allowance")
        .filter_map(|item| item["running"].as_i64())
        .sum();
    assert_eq!(running, 1, "{}", found.text());
    let draft = drafted(&staff.examiner, &document).await;
    let draft = act(&staff.examiner, &draft, "submissions").await.expect(201);
    let seen = staff.approver.get(&format!("/law-drafts/{}", draft.id())).await.expect(200);
    assert_eq!(seen["impact"], found["impact"], "whoever puts it in force sees the same");
    act(&staff.approver, &draft, "activations").await.expect(201);
    let now = law(&server.anyone(), MEASURES).await;
    assert_eq!((&now["version"], &now["from"]), (&json!(2), &json!("2021-07-01")));
}

#[tokio::test]
async fn a_case_under_way_goes_on_when_the_law_it_rests_on_ends() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let case = subsistence_case(&staff).await;
    let case = build::all_papers(&staff.clerk, &case).await;
    let mut document = next(&staff.examiner, MEASURES).await;
    document["repealed_on"] = json!("2026-03-10");
    let found = check(&staff.examiner, &document).await;
    let touched = list(&found["impact"], "touched");
    let alone = touched.iter().any(|place| place["no_basis"]["from"] == "2026-03-10");
    assert!(alone, "what rests on nothing else is told so: {}", found.text());
    in_force(&staff, &document).await;
    server.set_day("2026-03-10");
    let staff = Staff::of(&server).await;
    let gone = server.anyone().get("/laws?on=2026-03-10&q=57").await.expect(200);
    assert!(gone.items().iter().all(|law| law["code"] != MEASURES), "{}", gone.text());
    build::accept(&staff.clerk, &case).await;
    let trail = server.actor("auditor").await.get("/audit-entries?action=law.activated").await.expect(200);
    assert_eq!(trail.items().len(), 1);
}

#[tokio::test]
async fn what_something_rested_on_yesterday_cannot_be_taken_away() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let mut ended = next(&staff.examiner, MEASURES).await;
    ended["repealed_on"] = json!("2022-01-01");
    let mut shorter = next(&staff.examiner, MEASURES).await;
    let articles = shorter["texts"][0]["articles"].as_array_mut().expect("articles");
    articles.retain(|article| article["no"] != "22");
    let mut later = next(&staff.examiner, MEASURES).await;
    later["texts"][0]["from"] = json!("2023-01-01");
    // Under the same number stands another article.
    let mut moved = next(&staff.examiner, MEASURES).await;
    let mut text = moved["texts"][0].clone();
    for article in text["articles"].as_array_mut().expect("articles") {
        let number: u32 = article["no"].as_str().expect("a number").parse().expect("a number");
        (article["was"], article["no"]) = (json!(number.to_string()), json!((number + 1).to_string()));
    }
    text["from"] = json!("2024-01-01");
    moved["texts"].as_array_mut().expect("texts").push(text);
    for document in [ended, shorter, later, moved] {
        let found = check(&staff.examiner, &document).await;
        assert!(list(&found.body, "errors").iter().any(|error| error["code"] == "law_holds_past"));
        let draft = drafted(&staff.examiner, &document).await;
        let refused = act(&staff.examiner, &draft, "submissions").await.expect_problem(422, "invalid");
        let faults = told(&refused);
        assert!(
            faults.iter().all(|(at, code)| at == "/document/texts" && code == "law_holds_past"),
            "{faults:?}"
        );
        act(&staff.examiner, &draft, "withdrawals").await.expect(201);
    }
    for change in ["UPDATE laws SET version = version + 10", "DELETE FROM laws"] {
        assert!(server.database.attempt(change).is_err(), "{change}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_an_entry_is_told_at_its_place() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let sound = next(&staff.examiner, "civil-code").await;
    for (place, value, at) in [
        ("/texts/0/passed_on", json!("2030-01-01"), "/document/texts/0/passed_on"),
        ("/texts/0/articles/1/no", json!("17"), "/document/texts/0/articles/1/no"),
        ("/texts/0/articles/1/was", json!("17"), "/document/texts/0/articles/1/was"),
        ("/texts/0/checked", json!("dreamt"), "/document/texts/0/checked"),
        ("/title/zh", json!(""), "/document/title/zh"),
        ("/replaced_by", json!("no-such-law"), "/document/repealed_on"),
    ] {
        let mut document = sound.clone();
        let (parent, member) = place.rsplit_once('/').expect("a member");
        document.pointer_mut(parent).expect("a parent")[member] = value;
        let draft = drafted(&staff.examiner, &document).await;
        assert_ne!(draft["problems"], json!([]), "{place}");
        for problem in list(&draft.body, "problems") {
            assert!(problem["zh"].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
        }
        let refused = act(&staff.examiner, &draft, "submissions").await.expect_problem(422, "invalid");
        assert!(
            told(&refused).contains(&(at.to_owned(), "law_problem".to_owned())),
            "{place} {}",
            refused.text()
        );
        act(&staff.examiner, &draft, "withdrawals").await.expect(201);
    }
    for (member, value, codes) in [
        ("version", json!(7), vec!["law_version_order"]),
        ("jurisdiction", json!("440000000000"), vec!["law_elsewhere", "law_fixed"]),
    ] {
        let mut document = sound.clone();
        document[member] = value;
        let draft = drafted(&staff.examiner, &document).await;
        let refused = act(&staff.examiner, &draft, "submissions").await.expect_problem(422, "invalid");
        let expected = codes.into_iter().map(|code| (format!("/document/{member}"), code.to_owned()));
        assert_eq!(told(&refused), expected.collect::<Vec<_>>());
        act(&staff.examiner, &draft, "withdrawals").await.expect(201);
    }
}

#[tokio::test]
async fn who_drafted_an_entry_does_not_put_it_in_force_and_strangers_see_no_draft() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let document = next(&staff.examiner, "civil-code").await;
    let draft = drafted(&staff.examiner, &document).await;
    act(&staff.approver, &draft, "activations").await.expect_problem(409, "law_draft_state");
    let draft = act(&staff.examiner, &draft, "submissions").await.expect(201);
    act(&staff.examiner, &draft, "activations").await.expect_problem(403, "not_allowed");
    build::appoint(&server, "examiner", "approver").await;
    let same = server.actor("examiner").await;
    act(&same, &draft, "activations").await.expect_problem(409, "law_same_person");
    let why = json!({ "reason": "条文编号有误" });
    let path = format!("/law-drafts/{}", draft.id());
    let back = staff.approver.act(&format!("{path}/returns"), draft.version(), why).await.expect(201);
    assert_eq!((&back["state"], &back["returned_reason"]), (&json!("draft"), &json!("条文编号有误")));
    act(&staff.approver, &draft, "activations").await.expect_problem(412, "stale_version");
    for stranger in ["clerk", "admin", "auditor"] {
        let stranger = server.actor(stranger).await;
        let wrote = stranger.post("/law-drafts", json!({ "document": document })).await;
        wrote.expect_problem(403, "not_allowed");
    }
    server.actor("clerk").await.get(&path).await.expect_problem(403, "not_allowed");
    server.anyone().get(&path).await.expect_problem(401, "login_required");
}

#[tokio::test]
async fn one_draft_of_an_entry_is_open_and_a_stale_one_is_not_written_over() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let document = next(&staff.examiner, "civil-code").await;
    let draft = drafted(&staff.examiner, &document).await;
    let body = json!({ "document": document });
    staff.examiner.post("/law-drafts", body.clone()).await.expect_problem(409, "law_draft_open");
    let path = format!("/law-drafts/{}", draft.id());
    let changed = staff.examiner.patch(&path, draft.version(), body.clone()).await.expect(200);
    staff.examiner.patch(&path, draft.version(), body).await.expect_problem(412, "stale_version");
    let drafts = staff.approver.get("/law-drafts?state=draft").await.expect(200);
    assert_eq!(drafts.items()[0]["id"], changed["id"]);
    // Another copy of the server, which there is on PostgreSQL, goes by a new entry at once.
    let copy = if on_postgres() { Some(server.copy().await) } else { None };
    let elsewhere = Client::new(copy.as_ref().map_or(&server.base, |copy| &copy.base), None);
    assert_eq!(law(&elsewhere, "civil-code").await["version"], 1);
    let draft = act(&staff.examiner, &changed, "submissions").await.expect(201);
    act(&staff.approver, &draft, "activations").await.expect(201);
    assert_eq!(law(&elsewhere, "civil-code").await["version"], 2);
    in_force(&staff, &next(&staff.examiner, "civil-code").await).await;
    assert_eq!(law(&elsewhere, "civil-code").await["version"], 3);
}

#[tokio::test]
async fn what_an_entry_is_and_how_its_past_texts_are_called_stays() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let mut measures = next(&staff.examiner, MEASURES).await;
    measures["kind"] = json!("law");
    measures["jurisdiction"] = json!("360000000000");
    measures["texts"][0]["number"] = json!("民发〔2099〕1号");
    measures["texts"][0]["checked_on"] = json!("2099-01-01");
    let seen = check(&staff.examiner, &measures).await;
    let errors: Vec<(&str, &str)> = seen["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|each| (each["pointer"].as_str().expect("a place"), each["code"].as_str().expect("a code")))
        .collect();
    for expected in [
        ("/document/kind", "law_fixed"),
        ("/document/jurisdiction", "law_fixed"),
        ("/document/texts/0/number", "law_fixed"),
        ("/document/texts/0/checked_on", "date_in_future"),
    ] {
        assert!(errors.contains(&expected), "{expected:?} in {errors:?}");
    }
}
