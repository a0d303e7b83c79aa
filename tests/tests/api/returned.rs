//! Lists say which service a case is of, and that it came back.

use serde_json::{Value, json};
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};

#[tokio::test]
async fn a_returned_case_says_so_until_it_is_handed_on_again() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let other = staff.accepted("没有退回").await;
    let case = staff.accepted("退回一次").await;
    let case = staff.reviewable(&case, "2026-03-02").await;
    assert_eq!(case["returned"], false);
    let back = json!({ "outcome": "return", "reasons": [{ "field": null, "text": "请补充" }] });
    let path = format!("/cases/{}/reviews", case.id());
    let case = staff.township.act(&path, case.version(), back).await.expect(201);
    assert_eq!((&case["returned"], &case["round"]), (&json!(true), &json!(2)));
    let rows = async || staff.officer.get("/cases?returned=true&closed=false").await.expect(200).items();
    let listed = rows().await;
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!((&listed[0]["id"], &listed[0]["returned"]), (&json!(case.id()), &json!(true)));
    assert_ne!(listed[0]["id"], other.id());
    let counter = async || {
        let bench = staff.officer.get("/workbench").await.expect(200);
        let counters = bench["counters"].as_array().cloned().unwrap_or_default();
        counters.into_iter().find(|each| each["code"] == "returned").expect("a counter")
    };
    let counted = counter().await;
    assert_eq!((&counted["count"], &counted["items"][0]["count"]), (&json!(1), &json!(1)));
    assert_eq!(counted["items"][0]["item_code"], "medical-assistance");
    let case = staff.reviewable(&case, "2026-03-02").await;
    assert_eq!((&case["returned"], &case["round"]), (&json!(false), &json!(2)));
    assert_eq!((rows().await.len(), &counter().await["count"]), (0, &json!(0)));
}

#[tokio::test]
async fn every_row_names_its_service_item_and_is_found_by_it() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let case = build::ready_case(&clerk, "事项名").await;
    assert_eq!(case["item_title"]["zh"], "医疗救助");
    let found = clerk.get("/cases?item=medical-assistance").await.expect(200).items();
    assert_eq!((found.len(), &found[0]["item_title"]), (1, &case["item_title"]));
    let none = clerk.get("/cases?item=subsistence-allowance").await.expect(200).items();
    assert_eq!(none, Vec::<Value>::new());
    clerk.get("/cases?item=none").await.expect_problem(400, "bad_query");
}
