//! A list in any order holds what the list without an order holds.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Client, Server};

/// All pages of a list, three rows each.
async fn walk(client: &Client, query: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    for _ in 0..100 {
        let page = client.get(&format!("/cases?limit=3{query}{cursor}")).await.expect(200);
        assert!(page.items().len() <= 3);
        rows.extend(page.items());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
    panic!("the pages of {query} do not end");
}

fn ids(rows: &[Value]) -> BTreeSet<String> {
    rows.iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

#[tokio::test]
async fn cases_without_a_due_date_come_last_and_no_page_loses_or_repeats_one() {
    let server = Server::start().await;
    for (day, sign) in (2..6).zip(["甲", "乙", "丙", "丁"]) {
        server.set_day(&format!("2026-03-0{day}"));
        let staff = Staff::of(&server).await;
        // One runs, one waits for papers and has no date, one is closed.
        staff.accepted(&format!("在办{sign}")).await;
        let person = build::applicant(&staff.clerk, &format!("补正{sign}")).await;
        let case = build::open_case(&staff.clerk, &person, build::facts()).await;
        let path = format!("/cases/{}/supplement-notices", case.id());
        staff.clerk.act(&path, case.version(), json!({})).await.expect(201);
        let case = build::ready_case(&staff.clerk, &format!("撤回{sign}")).await;
        let path = format!("/cases/{}/withdrawals", case.id());
        staff.clerk.act(&path, case.version(), json!({ "reason": "本人撤回" })).await.expect(201);
    }
    let clerk = &server.actor("clerk").await;
    let empty =
        server.database.number("SELECT count(*) FROM cases WHERE due_on IS NULL AND closed_on IS NULL");
    assert!(empty >= 4, "{empty} open cases without a date");
    for filter in ["", "&closed=false", "&closed=true", "&stage=supplementing", "&mine=true"] {
        let unsorted = walk(clerk, filter).await;
        for sort in ["received", "due"] {
            let sorted = walk(clerk, &format!("{filter}&sort={sort}")).await;
            assert_eq!(sorted.len(), unsorted.len(), "{filter}{sort}");
            assert_eq!(ids(&sorted), ids(&unsorted), "{filter}{sort}");
        }
        let dues: Vec<Option<String>> = walk(clerk, &format!("{filter}&sort=due"))
            .await
            .iter()
            .map(|row| row["due_on"].as_str().map(str::to_owned))
            .collect();
        let mut expected = dues.clone();
        expected.sort_by_key(|due| (due.is_none(), due.clone()));
        assert_eq!(dues, expected, "{filter}");
    }
}
