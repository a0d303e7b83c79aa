//! The year's costs are paid for once: what the year has counted, and each bill in one case.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

fn facts(cost_fen: i64) -> Value {
    json!({ "category": "subsistence_ill", "cost_fen": cost_fen, "insurer_paid_fen": 300_000 })
}

fn bill(number: &str, cost_fen: i64) -> Value {
    json!({
        "number": number, "issuer": "赣县区人民医院", "issued_on": "2026-02-20",
        "cost_fen": cost_fen, "insurer_paid_fen": 0,
    })
}

fn bills_of(case: &Answer) -> String {
    format!("/cases/{}/bills", case.id())
}

async fn record(client: &Client, case: &Answer, bill: Value) -> Answer {
    client.post(&bills_of(case), bill).await
}

async fn preview(client: &Client, person: &str, facts: Value, bills: Value) -> Answer {
    let body = json!({
        "item_code": "medical-assistance", "applicant_person_id": person, "facts": facts, "bills": bills,
    });
    client.post("/cases/previews", body).await.expect(200)
}

fn codes(of: &Value) -> Vec<&str> {
    of.as_array().expect("a list").iter().filter_map(|one| one["code"].as_str()).collect()
}

/// From the window to its decision.
async fn decided(staff: &Staff, person: &str, facts: Value, on: &str) -> Answer {
    let case = build::open_case(&staff.clerk, person, facts).await;
    on_its_way(staff, &case, on).await
}

async fn on_its_way(staff: &Staff, case: &Answer, on: &str) -> Answer {
    let case = build::all_papers(&staff.clerk, case).await;
    let case = build::accept(&staff.clerk, &case).await;
    let case = staff.agreed(&staff.reviewable(&case, on).await).await;
    staff.submitted(&case).await;
    staff.approved(&staff.examined(&staff.reload(&case).await).await).await
}

#[tokio::test]
async fn a_second_case_of_the_year_is_paid_only_the_difference_on_the_total() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "古秋生").await;
    let first = decided(&staff, &person, facts(900_000), "2026-03-02").await;
    assert_eq!(first["amount_fen"], 150_000);

    let told = preview(&staff.clerk, &person, facts(900_100), json!([])).await;
    assert_eq!(told["evaluation"]["amount_fen"], 25, "a quarter of the one yuan that is new");
    let year = &told["year"];
    assert_eq!((&year["year"], &year["paid_fen"]), (&json!(2026), &json!(150_000)));
    assert_eq!(year["cases"][0]["case_no"], first["case_no"]);
    let sums: Vec<(&Value, &Value)> =
        year["sums"].as_array().expect("sums").iter().map(|s| (&s["name"], &s["counted_fen"])).collect();
    assert_eq!(sums[0], (&json!("cost_fen"), &json!(900_000)));
    assert_eq!(sums[1], (&json!("insurer_paid_fen"), &json!(300_000)));

    server.set_day("2026-04-01");
    let staff = Staff::of(&server).await;
    let second = decided(&staff, &person, facts(1_200_000), "2026-04-01").await;
    assert_eq!(second["amount_fen"], 75_000, "9,000 × 25 % less the 1,500 that were paid");
    let paid = server.database.number("SELECT CAST(SUM(paid_fen) AS BIGINT) FROM year_totals");
    assert_eq!(paid, 225_000);
    let listed = server.database.number("SELECT CAST(SUM(amount_fen) AS BIGINT) FROM payments");
    assert_eq!(listed, 225_000);
}

#[tokio::test]
async fn costs_below_what_the_year_has_counted_are_refused() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "温招娣").await;
    let first = decided(&staff, &person, facts(900_000), "2026-03-02").await;
    let less = build::new_case(&person, facts(899_900));
    let told = staff.clerk.post("/cases", less).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/facts/cost_fen".to_owned(), "below_counted".to_owned())]);
    assert!(told.text().contains("9,000.00"), "{}", told.text());
    assert!(told.text().contains(first["case_no"].as_str().expect("a number")), "{}", told.text());
    // The costs alone, as if the insurer had paid nothing, would be aid on what it did pay.
    let alone = json!({ "category": "subsistence_ill", "cost_fen": 900_100 });
    let told = staff.clerk.post("/cases", build::new_case(&person, alone.clone())).await;
    let errors = told.expect_problem(422, "invalid").field_errors();
    assert_eq!(errors, [("/facts/insurer_paid_fen".to_owned(), "below_counted".to_owned())]);
    let told = preview(&staff.clerk, &person, alone, json!([])).await;
    assert_eq!(codes(&told["errors"]), ["below_counted"], "{}", told.text());
    let case = build::open_case(&staff.clerk, &person, facts(1_000_000)).await;
    let path = format!("/cases/{}", case.id());
    let told = staff.clerk.patch(&path, case.version(), json!({ "facts": { "cost_fen": 800_000 } })).await;
    told.expect_problem(422, "invalid");
}

#[tokio::test]
async fn the_costs_of_another_year_count_for_themselves() {
    let server = Server::start().await;
    server.set_day("2026-11-27");
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "肖水秀").await;
    let first = decided(&staff, &person, facts(900_000), "2026-11-27").await;
    assert_eq!(first["amount_fen"], 150_000);
    server.set_day("2027-01-05");
    let staff = Staff::of(&server).await;
    let told = preview(&staff.clerk, &person, facts(700_000), json!([])).await;
    assert_eq!((&told["year"]["year"], &told["year"]["cases"]), (&json!(2027), &json!([])));
    assert_eq!(told["evaluation"]["amount_fen"], 100_000, "{}", told.text());
    assert_eq!(told["warnings"], json!([]));
}

#[tokio::test]
async fn a_case_that_another_of_the_household_has_overtaken_is_not_approved() {
    let server = Server::start().await;
    crate::together::own_version(&server, |document| document["result"]["per"] = json!("household")).await;
    let staff = Staff::of(&server).await;
    let (one, two) = crate::together::couple(&staff).await;
    let cases =
        crate::together::before_the_approver(&staff, &[(&one, facts(1_000_000)), (&two, facts(900_000))])
            .await;
    staff.approved(&cases[0]).await;
    let path = format!("/cases/{}/decisions", cases[1].id());
    let told = staff.approver.act(&path, cases[1].version(), json!({ "outcome": "approve" })).await;
    let told = told.expect_problem(422, "below_counted");
    assert!(told.text().contains("10,000.00"), "{}", told.text());
    let warned = staff.reload(&cases[1]).await;
    assert_eq!(codes(&warned["warnings"]), ["below_counted"]);
}

#[tokio::test]
async fn a_bill_counts_in_one_case_and_a_refusal_frees_it() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "邱福生").await;
    let mut new = build::new_case(&person, facts(900_000));
    build::merge(&mut new, json!({ "bills": [bill("3607-0001", 900_000)] }));
    let case = staff.clerk.post("/cases", new.clone()).await.expect(201);
    let again = record(&staff.clerk, &case, bill("３６０７ 0001", 900_000)).await;
    again.expect_problem(409, "bill_already_counted");
    let listed = staff.clerk.get(&bills_of(&case)).await.expect(200);
    assert_eq!(listed.items().len(), 1);
    assert_eq!(listed["facts"], json!({ "cost_fen": 900_000, "insurer_paid_fen": 0 }));
    assert_eq!(codes(&listed["warnings"]), ["bills_sum_differs"], "the insurer's part is on no bill");

    // Another person with the same bill is warned of, and told where it stands.
    let other = build::applicant(&staff.clerk, "邱福根").await;
    let theirs = build::open_case(&staff.clerk, &other, facts(900_000)).await;
    let told = record(&staff.clerk, &theirs, bill("36070001", 900_000)).await.expect(201);
    assert_eq!(codes(&told["items"][0]["warnings"]), ["bill_in_other_case"]);
    assert!(told.text().contains(case["case_no"].as_str().expect("a number")), "{}", told.text());
    let taken = format!("{}/{}", bills_of(&theirs), told["items"][0]["id"].as_str().expect("an id"));
    staff.clerk.delete(&taken).await.expect(200);
    // Written by another hospital's name, with the same number and sum, it is alike.
    let mut alike = bill("36070001", 900_000);
    alike["issuer"] = json!("赣县医院");
    let told = preview(&staff.clerk, &other, facts(900_000), json!([alike])).await;
    assert!(codes(&told["warnings"]).contains(&"bill_alike"), "{}", told.text());

    // Declined, the bill is free for the next case; approved, it is not.
    let decline = json!({ "reasons": [{ "field": null, "text": "材料不实" }] });
    staff
        .clerk
        .act(&format!("/cases/{}/non-acceptances", case.id()), case.version(), decline)
        .await
        .expect(201);
    let freed = staff.clerk.get(&bills_of(&case)).await.expect(200);
    assert_eq!(freed["items"][0]["counts"], false);
    let next = staff.clerk.post("/cases", new).await.expect(201);
    let next = on_its_way(&staff, &next, "2026-03-02").await;
    let mut third = build::new_case(&person, facts(1_000_000));
    build::merge(&mut third, json!({ "bills": [bill("36070001", 900_000)] }));
    let told = staff.clerk.post("/cases", third.clone()).await.expect_problem(409, "bill_already_counted");
    assert!(told.text().contains(next["case_no"].as_str().expect("a number")), "{}", told.text());
    let told = preview(&staff.clerk, &person, facts(1_000_000), third["bills"].clone()).await;
    assert!(codes(&told["errors"]).contains(&"bill_already_counted"), "{}", told.text());
    // With a new bill the facts are what was counted and what is new.
    let told = preview(&staff.clerk, &person, facts(1_000_000), json!([bill("36070002", 100_000)])).await;
    let expected = json!({ "cost_fen": 1_000_000, "insurer_paid_fen": 300_000 });
    assert_eq!(told["facts_by_bills"], expected, "{}", told.text());
}

#[tokio::test]
async fn a_case_of_another_township_is_not_named_to_who_may_not_see_it() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "谢冬妹").await;
    let case = build::open_case(&staff.clerk, &person, facts(900_000)).await;
    record(&staff.clerk, &case, bill("36070001", 900_000)).await.expect(201);
    let stranger = server.actor("clerk2").await;
    let theirs = build::applicant(&stranger, "谢秋妹").await;
    let opened = build::open_case(&stranger, &theirs, facts(900_000)).await;
    let told = record(&stranger, &opened, bill("36070001", 900_000)).await.expect(201);
    assert_eq!(codes(&told["items"][0]["warnings"]), ["bill_in_other_case"]);
    assert!(!told.text().contains(case["case_no"].as_str().expect("a number")), "{}", told.text());
    stranger.get(&bills_of(&case)).await.expect_problem(404, "not_found");
    let own = staff.examiner.get(&bills_of(&opened)).await.expect(200);
    assert!(own.text().contains(case["case_no"].as_str().expect("a number")), "the county sees both");
}

#[tokio::test]
async fn two_open_cases_do_not_get_the_same_bill_however_fast() {
    let server = Server::start().await;
    server.set_day("2026-12-28");
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "罗春香").await;
    let old = build::open_case(&staff.clerk, &person, facts(900_000)).await;
    server.set_day("2027-01-05");
    let clerk = server.actor("clerk").await;
    let new = build::open_case(&clerk, &person, facts(900_000)).await;
    let (one, two) = tokio::join!(
        record(&clerk, &old, bill("36070001", 900_000)),
        record(&clerk, &new, bill("36070001", 900_000))
    );
    let mut told = [one.status, two.status];
    told.sort_unstable();
    assert_eq!(told, [201, 409], "{} {}", one.text(), two.text());
    assert_eq!(server.database.number("SELECT COUNT(*) FROM case_bills"), 1);
    let kept = if one.status == 201 { &one } else { &two };
    let warned = codes(&kept["items"][0]["warnings"]).contains(&"bill_of_other_year");
    assert_eq!(warned, one.status == 409, "a bill of February 2026 in a case of 2027");
}

#[tokio::test]
async fn the_same_scan_is_the_same_bill_whatever_number_is_typed() {
    let server = Server::start().await;
    server.set_day("2026-12-28");
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "钟满香").await;
    let with_scan = async |client: &Client, case: &Answer, number: &str| {
        let file = client.upload(&case.id(), "bills", "票据.pdf", build::PDF.to_vec()).await.expect(201);
        let mut bill = bill(number, 100_000);
        bill["attachment_id"] = file["id"].clone();
        record(client, case, bill).await
    };
    let old = build::open_case(&staff.clerk, &person, facts(900_000)).await;
    with_scan(&staff.clerk, &old, "36070001").await.expect(201);
    server.set_day("2027-01-05");
    let clerk = server.actor("clerk").await;
    let new = build::open_case(&clerk, &person, facts(900_000)).await;
    let told = with_scan(&clerk, &new, "36070002").await.expect_problem(409, "bill_already_counted");
    assert!(told.text().contains(old["case_no"].as_str().expect("a number")), "{}", told.text());
    // In another person's case it is pointed out.
    let other = build::applicant(&clerk, "钟满英").await;
    let theirs = build::open_case(&clerk, &other, facts(900_000)).await;
    let told = with_scan(&clerk, &theirs, "36070003").await.expect(201);
    assert!(codes(&told["warnings"]).contains(&"bill_file_elsewhere"), "{}", told.text());
}

#[tokio::test]
async fn bills_are_those_of_a_case_that_may_be_edited_of_an_item_that_counts_them() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "刘金凤").await;
    let case = build::open_case(&staff.clerk, &person, facts(900_000)).await;
    let mut wrong = bill(" － ", 0);
    build::merge(&mut wrong, json!({ "issued_on": "2026-12-31", "insurer_paid_fen": 1 }));
    let told = record(&staff.clerk, &case, wrong).await.expect_problem(422, "invalid");
    let pointers: Vec<String> = told.field_errors().into_iter().map(|(pointer, _)| pointer).collect();
    assert_eq!(pointers, ["/cost_fen", "/insurer_paid_fen", "/issued_on", "/number"]);
    let first = record(&staff.clerk, &case, bill("36070001", 600_000)).await.expect(201);
    let second = record(&staff.clerk, &case, bill("36070002", 300_000)).await.expect(201);
    assert_eq!(second["facts"]["cost_fen"], 900_000);
    let path = format!("{}/{}", bills_of(&case), first["items"][0]["id"].as_str().expect("an id"));
    let left = staff.clerk.delete(&path).await.expect(200);
    assert_eq!((left.items().len(), &left["editable"]), (1, &json!(true)));
    staff.clerk.delete(&path).await.expect_problem(404, "not_found");
    let case = staff.reload(&case).await;
    let case = build::accept(&staff.clerk, &build::all_papers(&staff.clerk, &case).await).await;
    staff.checked(&case, "2026-03-02").await;
    let told = record(&staff.clerk, &case, bill("36070003", 1)).await;
    told.expect_problem(409, "checked_already");
    let seen = staff.examiner.get(&bills_of(&case)).await.expect(200);
    assert_eq!(seen["editable"], false);
    let trail = server.actor("auditor").await.get("/audit-entries?action=case.bill_recorded").await;
    let trail = trail.expect(200);
    assert_eq!(trail.items().len(), 2);
    assert!(!trail.text().contains("人民医院") && !trail.text().contains("36070001"), "{}", trail.text());

    let other = json!({
        "item_code": "subsistence-allowance", "applicant_person_id": person, "facts": {},
        "source": "window", "bills": [bill("36070009", 1)],
    });
    staff.clerk.post("/cases", other).await.expect_problem(422, "bills_not_expected");
}

#[tokio::test]
async fn bills_of_impossible_sums_are_told_before_they_are_added_up() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let person = build::applicant(&staff.clerk, "黄早秀").await;
    let bills: Vec<Value> = (1..4).map(|number| bill(&format!("3607000{number}"), i64::MAX / 2)).collect();
    let told = preview(&staff.clerk, &person, facts(900_000), json!(bills)).await;
    assert_eq!(codes(&told["errors"]), ["bill_cost"; 3], "{}", told.text());
}
