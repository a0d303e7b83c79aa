//! Nobody is given less unheard: 社会救助法 48, and for destitute support 民发〔2021〕43号 26.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Server};

use crate::entitlements::{benefit, decide, due, granted, household, propose};
use crate::kinds;

/// A benefit that was granted before the law was in force, on a day of the law; its household's id
/// too.
async fn running(server: &Server, name: &str) -> (Staff, String, Answer) {
    server.set_day("2026-06-15");
    let staff = Staff::of(server).await;
    let (person, household) = household(&staff.clerk, name, 30_000).await;
    let first = granted(&staff, &person).await;
    server.set_day("2026-07-06");
    (Staff::of(server).await, household.id(), first)
}

async fn act(staff: &Staff, benefit: &Answer, body: Value) -> Answer {
    staff.officer.act(&format!("/entitlements/{}/acts", benefit.id()), benefit.version(), body).await
}

async fn letter(staff: &Staff, benefit: &Answer, change: &Value, kind: &str) -> Answer {
    let change = change.as_str().expect("a change");
    let path = format!("/entitlements/{}/changes/{change}/documents/{kind}", benefit.id());
    staff.officer.get(&path).await
}

fn hearing(on: &str) -> Value {
    json!({
        "act": "hear", "on": on, "way": "at_home", "who": "guardian", "person": "钟监护",
        "said": "收入属实，没有意见",
    })
}

async fn status(staff: &Staff, benefit: &Answer) -> (Value, Value) {
    let decided = decide(staff, benefit, "confirm").await;
    (decided.items()[0]["status"].clone(), decided.items()[0]["code"].clone())
}

#[tokio::test]
async fn a_benefit_is_not_ended_before_the_person_was_heard() {
    let server = Server::start().await;
    let (staff, _, first) = running(&server, "未听先停").await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    assert_eq!(proposed["proposed"]["hearing"], "needed");
    assert_eq!(status(&staff, &proposed).await, (json!(409), json!("not_heard")));
    let heard = act(&staff, &proposed, hearing("2026-07-06")).await.expect(201);
    assert_eq!(heard["proposed"]["hearing"], "heard");
    assert_eq!(status(&staff, &heard).await, (json!(201), Value::Null));
    let now = benefit(&staff, &first.id()).await;
    assert_eq!(due(&now)[1], 0);
}

#[tokio::test]
async fn more_needs_no_hearing_and_less_does() {
    let server = Server::start().await;
    let (staff, household, first) = running(&server, "增减有别").await;
    let income = async |fen: i64| {
        let path = format!("/households/{household}");
        let version = staff.clerk.get(&path).await.expect(200).version();
        staff.clerk.patch(&path, version, json!({ "income_fen": fen })).await.expect(200);
    };
    income(20_000).await;
    let more = propose(&staff.officer, &first, "recompute", "2026-08", json!({})).await.expect(201);
    assert_eq!(more["proposed"]["hearing"], "not_needed");
    assert_eq!(status(&staff, &more).await, (json!(201), Value::Null));
    income(40_000).await;
    let now = benefit(&staff, &first.id()).await;
    let less = propose(&staff.officer, &now, "recompute", "2026-08", json!({})).await.expect(201);
    assert_eq!(less["proposed"]["hearing"], "needed");
    assert_eq!(status(&staff, &less).await, (json!(409), json!("not_heard")));
}

#[tokio::test]
async fn a_recalculation_of_many_that_gives_less_waits_for_the_hearing_too() {
    let server = Server::start().await;
    let (staff, household, first) = running(&server, "批量减少").await;
    let path = format!("/households/{household}");
    let version = staff.clerk.get(&path).await.expect(200).version();
    staff.clerk.patch(&path, version, json!({ "income_fen": 40_000 })).await.expect(200);
    let body = json!({ "from_month": "2026-08", "reason": "定期核查" });
    staff.examiner.post("/entitlement-recalculations", body).await.expect(201);
    let waiting = benefit(&staff, &first.id()).await;
    assert_eq!(status(&staff, &waiting).await, (json!(409), json!("not_heard")));
}

#[tokio::test]
async fn before_the_law_was_in_force_no_hearing_is_asked_for() {
    let server = Server::start().await;
    server.set_day("2026-06-01");
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "旧法终止", 30_000).await;
    let first = granted(&staff, &person).await;
    let proposed = propose(&staff.officer, &first, "end", "2026-07", json!({})).await.expect(201);
    assert_eq!(proposed["proposed"]["hearing"], "not_needed");
    assert_eq!(status(&staff, &proposed).await, (json!(201), Value::Null));
}

#[tokio::test]
async fn who_did_not_come_counts_as_heard_only_where_he_was_invited_for_that_day() {
    let server = Server::start().await;
    let (staff, _, first) = running(&server, "请而不到").await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    let absent = |on: &str| json!({ "act": "hear", "on": on, "way": "absent" });
    let told = act(&staff, &proposed, absent("2026-07-06")).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/way".to_owned(), "not_invited".to_owned())]);
    let invitation = json!({
        "act": "invite", "on": "2026-07-08", "place": "镇便民服务中心",
        "served": "in_person", "served_on": "2026-07-06",
    });
    let invited = act(&staff, &proposed, invitation).await.expect(201);
    assert_eq!(invited["proposed"]["hearing"], "invited");
    assert_eq!(status(&staff, &invited).await, (json!(409), json!("not_heard")));
    server.set_day("2026-07-08");
    let staff = Staff::of(&server).await;
    let now = act(&staff, &invited, absent("2026-07-08")).await.expect(201);
    assert_eq!(now["proposed"]["hearing"], "heard");
    assert_eq!(status(&staff, &now).await, (json!(201), Value::Null));
}

#[tokio::test]
async fn those_who_live_on_in_the_household_are_heard_in_place_of_the_dead() {
    let server = Server::start().await;
    let (staff, household, first) = running(&server, "身故无人").await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    let nobody = json!({
        "act": "hear", "on": "2026-07-06", "way": "nobody", "died_on": "2026-07-02", "said": "独居，无其他成员",
    });
    let child = build::person(&staff.clerk, "遗属").await;
    let path = format!("/households/{household}");
    let there = staff.clerk.get(&path).await.expect(200);
    let members = json!({ "members": [
        { "person_id": first["person"]["id"], "relation": "head" },
        { "person_id": child.id(), "relation": "child" },
    ] });
    staff.clerk.patch(&path, there.version(), members).await.expect(200);
    let told = act(&staff, &proposed, nobody.clone()).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/way".to_owned(), "household_to_hear".to_owned())]);
    let there = staff.clerk.get(&path).await.expect(200);
    let alone = json!({ "members": [{ "person_id": first["person"]["id"], "relation": "head" }] });
    staff.clerk.patch(&path, there.version(), alone).await.expect(200);
    let heard = act(&staff, &proposed, nobody).await.expect(201);
    assert_eq!(status(&staff, &heard).await, (json!(201), Value::Null));
}

#[tokio::test]
async fn each_letter_says_who_what_why_by_which_law_and_what_can_be_done() {
    let server = Server::start().await;
    let (staff, _, first) = running(&server, "文书齐全").await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    let change = proposed["proposed"]["change_id"].clone();
    letter(&staff, &proposed, &change, "hearing_notice").await.expect_problem(404, "not_found");
    let invitation = json!({
        "act": "invite", "on": "2026-07-06", "place": "镇便民服务中心",
        "served": "in_person", "served_on": "2026-07-06",
    });
    let now = act(&staff, &proposed, invitation).await.expect(201);
    let now = act(&staff, &now, hearing("2026-07-06")).await.expect(201);
    let notice = letter(&staff, &now, &change, "hearing_notice").await.expect(200);
    assert_eq!(notice["title"], "最低生活保障终止前听取意见通知书");
    assert_eq!(notice["office"], "赣县区民政局", "who decides hears (社会救助法 48)");
    assert_eq!((&notice["remedy"], &notice["remedies"]), (&json!([]), &Value::Null), "a step on the way");
    assert_eq!(notice["basis"][0]["text"]["zh"], "《社会救助法》第四十七条");
    assert_eq!(notice["basis"][1]["text"]["zh"], "《社会救助法》第四十八条");
    let record = letter(&staff, &now, &change, "hearing_record").await.expect(200);
    assert_eq!(record["items"], json!(["收入属实，没有意见"]));
    letter(&staff, &now, &change, "decision").await.expect_problem(404, "not_found");
    assert_eq!(status(&staff, &now).await, (json!(201), Value::Null));
    let ended = benefit(&staff, &first.id()).await;
    let serve = json!({ "act": "serve", "on": "2026-07-06", "served": "in_person", "change_id": change });
    let served = act(&staff, &ended, serve).await.expect(201);
    let decision = letter(&staff, &served, &change, "decision").await.expect(200);
    assert_eq!(decision["title"], "最低生活保障终止决定书");
    assert_eq!(decision["office"], "赣县区民政局");
    assert_eq!(decision["found"], json!(["入户复核后情况有变"]));
    assert_eq!(decision["result"]["first_month"], "2026-08");
    assert_eq!(decision["result"]["amount_fen"], 0);
    let remedies = &decision["remedies"];
    assert_eq!((&remedies["order"], &remedies["reviewer"]), (&json!("free"), &json!("赣县区人民政府")));
    // The 60th day is Friday 4 September; six months end on 6 January.
    assert_eq!(remedies["review_until"], "2026-09-04");
    assert_eq!(remedies["court_until"], "2027-01-06");
    let kinds: Vec<&str> =
        decision["basis"].as_array().expect("laws").iter().filter_map(|law| law["kind"].as_str()).collect();
    assert_eq!(kinds.first(), Some(&"law"));
    assert!(kinds.is_sorted_by_key(|kind| {
        ["law", "regulation", "rule", "normative", "local", "demonstration"]
            .iter()
            .position(|known| known == kind)
    }));
}

#[tokio::test]
async fn an_intended_end_of_destitute_support_is_shown_for_seven_days_and_ends_in_the_next_month() {
    let server = Server::start().await;
    server.set_day("2026-06-15");
    let staff = Staff::of(&server).await;
    let old = kinds::members(&staff, "destitute", &[(67, "")]).await;
    let first = kinds::granted(&staff, "destitute-support", &old[0], kinds::destitute()).await;
    server.set_day("2026-07-06");
    let staff = Staff::of(&server).await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    assert_eq!(proposed["proposed"]["posting"], "needed");
    let heard = act(&staff, &proposed, hearing("2026-07-06")).await.expect(201);
    assert_eq!(status(&staff, &heard).await, (json!(409), json!("not_shown")));
    let posted = act(&staff, &heard, json!({ "act": "post", "on": "2026-07-06" })).await.expect(201);
    assert_eq!(posted["proposed"]["posting"], "running");
    server.set_day("2026-07-13");
    let staff = Staff::of(&server).await;
    assert_eq!(status(&staff, &posted).await, (json!(409), json!("not_shown")), "its last day");
    server.set_day("2026-07-14");
    let staff = Staff::of(&server).await;
    let now = benefit(&staff, &first.id()).await;
    assert_eq!(now["proposed"]["posting"], "over");
    assert_eq!(status(&staff, &now).await, (json!(201), Value::Null));
}

#[tokio::test]
async fn an_objection_is_looked_into_and_the_end_shown_again() {
    let server = Server::start().await;
    server.set_day("2026-06-15");
    let staff = Staff::of(&server).await;
    let old = kinds::members(&staff, "destitute", &[(67, "")]).await;
    let first = kinds::granted(&staff, "destitute-support", &old[0], kinds::destitute()).await;
    server.set_day("2026-07-06");
    let staff = Staff::of(&server).await;
    let proposed = propose(&staff.officer, &first, "end", "2026-07", json!({})).await.expect(201);
    let now = act(&staff, &proposed, hearing("2026-07-06")).await.expect(201);
    let now = act(&staff, &now, json!({ "act": "post", "on": "2026-07-06" })).await.expect(201);
    server.set_day("2026-07-20");
    let staff = Staff::of(&server).await;
    let objected = json!({ "act": "object", "on": "2026-07-10", "said": "其侄子并不赡养" });
    let now = act(&staff, &now, objected).await.expect(201);
    assert_eq!(now["proposed"]["posting"], "needed");
    let now = act(&staff, &now, json!({ "act": "post", "on": "2026-07-20" })).await.expect(201);
    server.set_day("2026-07-28");
    let staff = Staff::of(&server).await;
    assert_eq!(status(&staff, &now).await, (json!(409), json!("ends_next_month")));
}

#[tokio::test]
async fn only_destitute_support_is_shown_before_it_ends() {
    let server = Server::start().await;
    let (staff, _, first) = running(&server, "无需公示").await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    assert_eq!(proposed["proposed"]["posting"], "not_needed");
    let post = json!({ "act": "post", "on": "2026-07-06" });
    act(&staff, &proposed, post).await.expect_problem(409, "no_posting");
}

#[tokio::test]
async fn an_act_is_about_a_proposal_and_takes_only_what_it_asks_for() {
    let server = Server::start().await;
    let (staff, _, first) = running(&server, "各填各的").await;
    act(&staff, &first, hearing("2026-07-06")).await.expect_problem(409, "no_change_open");
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    let mut wrong = hearing("2026-07-05");
    wrong["place"] = json!("镇里");
    wrong["said"] = json!("我的身份证11010519491231002X");
    let told = act(&staff, &proposed, wrong).await.expect_problem(422, "invalid");
    let faults: Vec<String> =
        told.field_errors().into_iter().map(|(at, code)| format!("{at} {code}")).collect();
    for fault in ["/place unknown_member", "/on before_proposal"] {
        assert!(faults.iter().any(|known| known == fault), "{faults:?}");
    }
    assert!(faults.iter().any(|fault| fault.starts_with("/said ")), "{faults:?}");
    let stranger = server.actor("clerk2").await;
    let path = format!("/entitlements/{}/acts", proposed.id());
    stranger.act(&path, proposed.version(), hearing("2026-07-06")).await.expect_problem(403, "not_allowed");
}

#[tokio::test]
async fn no_day_is_invented_to_be_done_with_a_hearing_sooner() {
    let server = Server::start().await;
    let (staff, _, first) = running(&server, "不可倒签").await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    server.set_day("2026-07-20");
    let staff = Staff::of(&server).await;
    let told = async |body: Value, pointer: &str, code: &str| {
        let refused = act(&staff, &proposed, body).await.expect_problem(422, "invalid");
        assert_eq!(refused.field_errors(), [(pointer.to_owned(), code.to_owned())]);
    };
    let late = json!({
        "act": "invite", "on": "2026-07-08", "place": "镇便民服务中心",
        "served": "post", "served_on": "2026-07-07",
    });
    told(late, "/on", "day_is_over").await;
    let nobody = |died: &str| json!({ "act": "hear", "on": "2026-07-20", "way": "nobody", "died_on": died, "said": "独居" });
    told(nobody("2019-01-01"), "/died_on", "died_before_grant").await;
    let later = propose_again(&staff, &proposed, "2026-07").await;
    let refused = act(&staff, &later, nobody("2026-07-10")).await.expect_problem(422, "invalid");
    assert_eq!(refused.field_errors(), [("/died_on".to_owned(), "ends_before_death".to_owned())]);
}

/// The same end, proposed anew from another month.
async fn propose_again(staff: &Staff, proposed: &Answer, from: &str) -> Answer {
    let body = json!({
        "items": [{ "id": proposed.id(), "version": proposed.version() }], "outcome": "reject",
        "reason": "月份有误",
    });
    staff.approver.post("/entitlement-decisions", body).await.expect(207);
    let now = benefit(staff, &proposed.id()).await;
    propose(&staff.officer, &now, "end", from, json!({})).await.expect(201)
}

#[tokio::test]
async fn who_is_heard_is_the_recipient_a_member_or_one_who_speaks_for_them() {
    let server = Server::start().await;
    let (staff, _, first) = running(&server, "钟陈述").await;
    let proposed = propose(&staff.officer, &first, "end", "2026-08", json!({})).await.expect(201);
    let heard = |who: &str, name: &str| {
        let mut body = hearing("2026-07-06");
        build::merge(&mut body, json!({ "who": who, "person": name }));
        body
    };
    for who in ["recipient", "member"] {
        let told = act(&staff, &proposed, heard(who, "过路人")).await.expect_problem(422, "invalid");
        assert_eq!(told.field_errors(), [("/person".to_owned(), "heard_stranger".to_owned())], "{who}");
    }
    let mut unsaid = hearing("2026-07-06");
    unsaid.as_object_mut().expect("a body").remove("who");
    let told = act(&staff, &proposed, unsaid).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/who".to_owned(), "required".to_owned())]);
    let done = act(&staff, &proposed, heard("member", "钟陈述")).await.expect(201);
    let done = act(&staff, &done, heard("agent", "王律师")).await.expect(201);
    let acts = done["acts"].as_array().expect("acts");
    let names: Vec<_> = acts.iter().map(|act| act["person"].clone()).collect();
    assert_eq!(names, ["钟陈述", "王律师（委托代理人）"]);
}
