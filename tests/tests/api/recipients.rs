//! 领款人: a household's money finds a member of it, and who has no account is told so.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

use crate::entitlements::{benefit, case_of, changed, decide, due, granted, roll};

const HIS: &str = "6222020000000001111";
const HERS: &str = "6222020000000002222";

async fn person(clerk: &Client, name: &str, account: Option<&str>) -> String {
    let body = json!({
        "citizen_id": build::citizen_id(), "name": name, "division": build::village(clerk).await,
        "bank_account": account,
    });
    clerk.post("/persons", body).await.expect(201).id()
}

async fn household(clerk: &Client, members: &[(&str, &str)]) -> Answer {
    let members: Vec<Value> = members
        .iter()
        .map(|(person, relation)| json!({ "person_id": person, "relation": relation }))
        .collect();
    let body = json!({
        "division": build::village(clerk).await, "category": "urban_subsistence", "members": members,
        "income_fen": 60_000,
    });
    clerk.post("/households", body).await.expect(201)
}

/// Who is a member from today on.
async fn now_of(clerk: &Client, household: &Answer, members: Value) -> Answer {
    let path = format!("/households/{}", household.id());
    let now = clerk.get(&path).await.expect(200);
    clerk.patch(&path, now.version(), json!({ "members": members })).await.expect(200)
}

async fn redirect(client: &Client, benefit: &Answer, person: &str) -> Answer {
    let body = json!({ "kind": "recipient", "recipient_id": person, "reason": "户主去世，配偶继任户主" });
    client.act(&format!("/entitlements/{}/changes", benefit.id()), benefit.version(), body).await
}

async fn preview(clerk: &Client, item: &str, person: &str) -> Vec<Value> {
    let body = json!({ "item_code": item, "applicant_person_id": person, "facts": {} });
    let preview = clerk.post("/cases/previews", body).await.expect(200);
    preview["warnings"].as_array().expect("warnings").clone()
}

async fn counter(client: &Client, code: &str) -> i64 {
    let bench = client.get("/workbench").await.expect(200);
    let counters = bench["counters"].as_array().expect("counters").clone();
    let found = counters.iter().find(|counter| counter["code"] == code);
    found.expect("a counter")["count"].as_i64().expect("a count")
}

async fn paid(staff: &Staff, month: &str) -> Vec<(String, String, i64)> {
    let list = staff.examiner.get(&format!("/payments?month={month}")).await.expect(200);
    let text = |value: &Value| value.as_str().unwrap_or("none").to_owned();
    let row = |row: &Value| {
        (text(&row["payee_name"]), text(&row["bank_account"]), row["amount_fen"].as_i64().expect("fen"))
    };
    list.items().iter().map(row).collect()
}

#[tokio::test]
async fn a_widow_is_paid_what_was_held_when_her_husband_had_died() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (he, she) =
        (person(&staff.clerk, "曾户主", Some(HIS)).await, person(&staff.clerk, "曾配偶", Some(HERS)).await);
    let own = household(&staff.clerk, &[(&he, "head"), (&she, "spouse")]).await;
    let first = granted(&staff, &he).await;
    assert_eq!((&first["monthly_fen"], &first["recipient"]["id"]), (&json!(110_000), &json!(he)));
    server.set_day("2026-04-10");
    roll(&Staff::of(&server).await, "2026-04").await;
    // He has died: taken out of the household, he is said at once to be paid still.
    server.set_day("2026-05-06");
    let staff = Staff::of(&server).await;
    assert_eq!(counter(&staff.examiner, "recipients_outside").await, 0);
    let told = now_of(&staff.clerk, &own, json!([{ "person_id": she, "relation": "head" }])).await;
    assert_eq!(told["paid_outside"][0]["name"], "曾户主", "{}", told.text());
    assert_eq!(told["paid_outside"][0]["entitlement_id"], first.id());
    let page = staff.clerk.get(&format!("/households/{}", own.id())).await.expect(200);
    assert_eq!(page["paid_outside"], told["paid_outside"]);
    let outside = staff.examiner.get("/entitlements?recipient=outside").await.expect(200).items();
    assert_eq!((outside.len(), &outside[0]["recipient_problem"]), (1, &json!("left_household")));
    assert_eq!(counter(&staff.examiner, "recipients_outside").await, 1);
    let now = changed(&staff, &benefit(&staff, &first.id()).await, "recompute", "2026-05", json!({})).await;
    // He was of it on a day of May; from June on there are 25,000.
    assert_eq!(due(&now)[1..3], [110_000, 25_000]);
    // His account gets nothing more, and the list says so.
    let list = roll(&staff, "2026-05").await;
    assert_eq!(
        (&list["listed"], &list["held_count"], &list["held_fen"]),
        (&json!(0), &json!(1), &json!(110_000))
    );
    let held = &list["held"][0];
    assert_eq!((&held["problem"], &held["recipient"]["name"]), (&json!("left_household"), &json!("曾户主")));
    assert!(paid(&staff, "2026-05").await.is_empty());
    // She need not apply: the household has it, and the way to it is said.
    let warnings = preview(&staff.clerk, "subsistence-allowance", &she).await;
    assert_eq!(warnings[0]["code"], "household_entitled", "{warnings:?}");
    assert_eq!(warnings[0]["link"], format!("/entitlements/{}", first.id()));
    assert!(
        warnings[0]["message"]["zh"]
            .as_str()
            .expect("words")
            .contains(first["case_no"].as_str().expect("a number"))
    );
    let case = case_of(&staff, "subsistence-allowance", &she, json!({})).await;
    let path = format!("/cases/{}/examinations", case.id());
    let told = staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await;
    let told = told.expect_problem(409, "household_entitled");
    assert_eq!(told["instance"], format!("/api/v1/entitlements/{}", first.id()));
    // Two people make her the recipient; no month and no sum changes.
    let stranger = person(&staff.clerk, "外人", None).await;
    let told = redirect(&staff.township, &now, &stranger).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/recipient_id".to_owned(), "recipient_not_member".to_owned())]);
    redirect(&staff.township, &now, &he).await.expect_problem(409, "recipient_already");
    let body = json!({ "kind": "recipient", "recipient_id": she });
    let previews = format!("/entitlements/{}/change-previews", now.id());
    let seen = staff.township.post(&previews, body).await.expect(200);
    assert_eq!((&seen["months"], &seen["difference_fen"]), (&json!([]), &json!(0)));
    let proposed = redirect(&staff.township, &now, &she).await.expect(201);
    assert_eq!(proposed["proposed"]["kind"], "recipient");
    assert_eq!(proposed["recipient"]["id"], he, "until it is confirmed");
    server.set_day("2026-06-02");
    let staff = Staff::of(&server).await;
    assert_eq!(decide(&staff, &proposed, "confirm").await.items()[0]["status"], 201);
    let after = benefit(&staff, &first.id()).await;
    assert_eq!((&after["recipient"]["name"], &after["recipient_problem"]), (&json!("曾配偶"), &Value::Null));
    assert_eq!(due(&after), [110_000, 110_000, 25_000, 25_000]);
    let made = after["changes"].as_array().expect("changes").iter().find(|one| one["kind"] == "recipient");
    assert_eq!(made.expect("a change")["recipient"]["name"], "曾配偶");
    let list = roll(&staff, "2026-06").await;
    assert_eq!((&list["month_fen"], &list["arrears_fen"]), (&json!(25_000), &json!(110_000)));
    let mut rows = paid(&staff, "2026-06").await;
    rows.sort();
    let hers = |fen| ("曾配偶".to_owned(), rows[0].1.clone(), fen);
    assert_eq!(rows, [hers(25_000), hers(110_000)]);
    assert!(rows[0].1.ends_with("2222"), "{rows:?}");
    assert_eq!(counter(&staff.examiner, "recipients_outside").await, 0);
    let page = staff.clerk.get(&format!("/households/{}", own.id())).await.expect(200);
    assert_eq!(page["paid_outside"], json!([]));
    // What was paid to him stays as it was.
    assert_eq!(paid(&staff, "2026-04").await[0].0, "曾户主");
}

#[tokio::test]
async fn who_leaves_a_household_and_its_benefit_behind_may_have_one_of_his_own() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (he, she) =
        (person(&staff.clerk, "卢甲", Some(HIS)).await, person(&staff.clerk, "卢乙", Some(HERS)).await);
    let own = household(&staff.clerk, &[(&he, "head"), (&she, "spouse")]).await;
    let first = granted(&staff, &he).await;
    now_of(&staff.clerk, &own, json!([{ "person_id": she, "relation": "head" }])).await;
    household(&staff.clerk, &[(&he, "head")]).await;
    let codes = |warnings: Vec<Value>| -> Vec<String> {
        warnings.iter().map(|one| one["code"].as_str().expect("a code").to_owned()).collect()
    };
    // While he is the recipient on paper it is his; afterwards it is hers.
    let told = codes(preview(&staff.clerk, "subsistence-allowance", &he).await);
    assert_eq!(told, ["already_entitled"]);
    let proposed = redirect(&staff.examiner, &benefit(&staff, &first.id()).await, &she).await.expect(201);
    assert_eq!(decide(&staff, &proposed, "confirm").await.items()[0]["status"], 201);
    assert!(preview(&staff.clerk, "subsistence-allowance", &he).await.is_empty());
    let told = codes(preview(&staff.clerk, "subsistence-allowance", &she).await);
    assert_eq!(told, ["already_entitled"]);
}

#[tokio::test]
async fn a_person_s_own_allowance_goes_to_nobody_else_and_waits_while_he_is_registered_nowhere() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let born = "1940-01-01".parse().expect("a day");
    let body = json!({
        "citizen_id": build::citizen_id_of(born), "name": "温老伯", "division": build::village(&staff.clerk).await,
        "bank_account": HIS,
    });
    let old = staff.clerk.post("/persons", body).await.expect(201).id();
    let son = person(&staff.clerk, "温儿子", Some(HERS)).await;
    let own = household(&staff.clerk, &[(&son, "head"), (&old, "parent")]).await;
    let case = case_of(&staff, "old-age-allowance", &old, json!({})).await;
    let case = staff.examined(&case).await;
    staff.approved(&case).await;
    let row = staff.examiner.get(&format!("/entitlements?person_id={old}")).await.expect(200).items();
    let id = row[0]["id"].as_str().expect("an id").to_owned();
    let told = redirect(&staff.township, &benefit(&staff, &id).await, &son).await;
    let told = told.expect_problem(422, "invalid").field_errors();
    assert_eq!(told, [("/recipient_id".to_owned(), "recipient_only_self".to_owned())]);
    let told = now_of(&staff.clerk, &own, json!([{ "person_id": son, "relation": "head" }])).await;
    assert_eq!(told["paid_outside"][0]["name"], "温老伯");
    server.set_day("2026-04-10");
    let staff = Staff::of(&server).await;
    let list = roll(&staff, "2026-04").await;
    assert_eq!((&list["listed"], &list["held"][0]["problem"]), (&json!(0), &json!("in_no_household")));
    // In a household of his own, whichever, it is his again, with what was held.
    household(&staff.clerk, &[(&old, "head")]).await;
    server.set_day("2026-05-10");
    let staff = Staff::of(&server).await;
    let list = roll(&staff, "2026-05").await;
    assert_eq!(
        (&list["held_count"], &list["month_fen"], &list["arrears_fen"]),
        (&json!(0), &json!(5_000), &json!(5_000))
    );
}

#[tokio::test]
async fn an_applicant_who_has_left_the_household_is_decided_nothing() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (he, she) =
        (person(&staff.clerk, "邱甲", Some(HIS)).await, person(&staff.clerk, "邱乙", Some(HERS)).await);
    let own = household(&staff.clerk, &[(&he, "head"), (&she, "spouse")]).await;
    let allowance = case_of(&staff, "subsistence-allowance", &he, json!({})).await;
    let medical = case_of(&staff, "medical-assistance", &he, build::facts()).await;
    staff.submitted(&medical).await;
    now_of(&staff.clerk, &own, json!([{ "person_id": she, "relation": "head" }])).await;
    for case in [allowance, medical] {
        let case = staff.reload(&case).await;
        assert!(case["warnings"].to_string().contains("applicant_outside"), "{}", case["warnings"]);
        let path = format!("/cases/{}/examinations", case.id());
        let told = staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await;
        told.expect_problem(409, "applicant_outside");
    }
}

#[tokio::test]
async fn what_is_listed_already_for_one_who_has_left_since_says_so() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (he, she) =
        (person(&staff.clerk, "廖甲", Some(HIS)).await, person(&staff.clerk, "廖乙", Some(HERS)).await);
    let own = household(&staff.clerk, &[(&he, "head"), (&she, "spouse")]).await;
    let case = case_of(&staff, "medical-assistance", &he, build::facts()).await;
    staff.submitted(&case).await;
    let case = staff.examined(&staff.reload(&case).await).await;
    staff.approved(&case).await;
    let list = staff.examiner.get("/payments?month=2026-04").await.expect(200).items();
    assert_eq!(list[0]["payee_problem"], Value::Null);
    now_of(&staff.clerk, &own, json!([{ "person_id": she, "relation": "head" }])).await;
    let list = staff.examiner.get("/payments?month=2026-04").await.expect(200).items();
    assert_eq!((list.len(), &list[0]["payee_problem"]), (1, &json!("in_no_household")));
    let table = staff.examiner.get("/payments?month=2026-04&format=csv").await.expect(200).text();
    assert!(table.contains("收款人不在任何家庭"), "{table}");
}

#[tokio::test]
async fn who_has_no_account_is_told_at_the_window_on_every_list_and_in_the_decision() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let poor = person(&staff.clerk, "刘无卡", None).await;
    household(&staff.clerk, &[(&poor, "head")]).await;
    let warnings = preview(&staff.clerk, "subsistence-allowance", &poor).await;
    assert_eq!(warnings[0]["code"], "payee_without_account", "{warnings:?}");
    assert_eq!(warnings[0]["link"], format!("/persons/{poor}"));
    let case = case_of(&staff, "subsistence-allowance", &poor, json!({})).await;
    assert!(case["warnings"].to_string().contains("payee_without_account"), "{}", case["warnings"]);
    let case = staff.examined(&case).await;
    staff.approved(&case).await;
    let paper = format!("/cases/{}/documents/decision", case.id());
    let decided = staff.examiner.get(&paper).await.expect(200);
    let words = decided.text();
    assert!(words.contains("尚未登记银行账号") && !words.contains("至您登记的银行账户"), "{words}");
    let missing = staff.examiner.get("/entitlements?account=missing").await.expect(200).items();
    assert_eq!((missing.len(), &missing[0]["account_missing"]), (1, &json!(true)));
    assert_eq!(counter(&staff.officer, "accounts_missing").await, 1);
    server.set_day("2026-04-10");
    let staff = Staff::of(&server).await;
    let list = roll(&staff, "2026-04").await;
    assert_eq!((&list["listed"], &list["without_account_count"]), (&json!(1), &json!(1)));
    assert_eq!(list["without_account"][0]["recipient"]["name"], "刘无卡");
    let paid = staff.examiner.get("/payments?month=2026-04&account=missing").await.expect(200);
    assert_eq!(
        (paid.items().len(), &paid["without_account_count"], &paid["without_account_fen"]),
        (1, &json!(1), &json!(25_000))
    );
    let table = staff.examiner.get("/payments?month=2026-04&format=csv").await.expect(200).text();
    assert!(table.contains("未登记"), "{table}");
    // Once it is handed in nothing is missing; the paper of the day stays what it was.
    let path = format!("/persons/{poor}");
    let known = staff.clerk.get(&path).await.expect(200);
    staff.clerk.patch(&path, known.version(), json!({ "bank_account": HIS })).await.expect(200);
    let paid = staff.examiner.get("/payments?month=2026-04&account=missing").await.expect(200);
    assert_eq!((paid.items().len(), &paid["without_account_count"]), (0, &json!(0)));
    assert_eq!(counter(&staff.officer, "accounts_missing").await, 0);
    assert!(staff.examiner.get("/entitlements?account=missing").await.expect(200).items().is_empty());
    assert!(preview(&staff.clerk, "old-age-allowance", &poor).await.is_empty());
    let later = staff.examiner.get(&paper).await.expect(200);
    assert_eq!(later["paragraphs"], decided["paragraphs"]);
}
