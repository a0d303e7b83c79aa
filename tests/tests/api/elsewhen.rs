//! What counts beside a case is what holds in the year and the month it is about.

use serde_json::{Value, json};
use yangguang_tests::Server;
use yangguang_tests::build::{self, Staff};

use crate::entitlements::{changed, granted, household};
use crate::together::{before_the_approver, capped_by_household, couple};

#[tokio::test]
async fn who_leaves_a_household_does_not_take_its_yearly_cap_along() {
    let server = Server::start().await;
    capped_by_household(&server).await;
    let staff = Staff::of(&server).await;
    let (he, she) = couple(&staff).await;
    let facts = json!({ "category": "subsistence_ill", "cost_fen": 1_600_000, "insurer_paid_fen": 0 });
    let his = before_the_approver(&staff, &[(&he, facts.clone())]).await.remove(0);
    assert_eq!(staff.approved(&his).await["amount_fen"], 400_000);
    let page = staff.clerk.get(&format!("/persons/{he}")).await.expect(200);
    let home = format!("/households/{}", page["household"]["id"].as_str().expect("a household"));
    let body = json!({
        "item_code": "medical-assistance", "applicant_person_id": she, "facts": facts,
    });
    let asked = async || {
        let told = staff.clerk.post("/cases/previews", body.clone()).await.expect(200);
        let sum: Value = told["evaluation"]["amount_fen"].clone();
        (told["paid_this_year_fen"].clone(), sum)
    };
    assert_eq!(asked().await, (json!(400_000), json!(100_000)));
    let now = staff.clerk.get(&home).await.expect(200);
    let alone = json!({ "members": [{ "person_id": she, "relation": "head" }] });
    staff.clerk.patch(&home, now.version(), alone).await.expect(200);
    assert_eq!(asked().await, (json!(400_000), json!(100_000)), "of 5,000 there are 1,000 left this year");
    let case = build::open_case(&staff.clerk, &she, facts.clone()).await;
    assert_eq!(case["paid_this_year_fen"], 400_000);
    // Who joins brings what he was given; a case of the year before is not about him.
    server.set_day("2027-01-04");
    let staff = Staff::of(&server).await;
    let guest = build::person(&staff.clerk, "曾弟").await;
    let now = staff.clerk.get(&home).await.expect(200);
    let members = json!({ "members": [
        { "person_id": she, "relation": "head" }, { "person_id": guest.id(), "relation": "sibling" },
    ] });
    staff.clerk.patch(&home, now.version(), members).await.expect(200);
    assert_eq!(staff.reload(&case).await["paid_this_year_fen"], 400_000);
}

#[tokio::test]
async fn a_benefit_that_has_ended_before_the_new_one_begins_does_not_stand_in_its_way() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "钟再申", 40_000).await;
    let first = granted(&staff, &person).await;
    server.set_day("2026-03-20");
    let staff = Staff::of(&server).await;
    let body = json!({
        "item_code": "subsistence-allowance", "applicant_person_id": person, "facts": {}, "source": "window",
    });
    let case = staff.clerk.post("/cases", body).await.expect(201);
    server.set_day("2026-04-07");
    let staff = Staff::of(&server).await;
    changed(&staff, &first, "end", "2026-05", json!({})).await;
    let case = build::accept(&staff.clerk, &build::all_papers(&staff.clerk, &case).await).await;
    let case = staff.agreed(&staff.reviewable(&case, "2026-04-07").await).await;
    // In April, the month after it was received, the old one still ran; this one begins in May.
    let case = staff.examined(&staff.reload(&case).await).await;
    staff.approved(&case).await;
    let own = staff.examiner.get(&format!("/entitlements?person_id={person}")).await.expect(200).items();
    let begins = |month: &str| own.iter().filter(|one| one["first_month"] == month).count();
    assert_eq!((begins("2026-04"), begins("2026-05")), (1, 1), "{own:?}");
}

#[tokio::test]
async fn a_benefit_that_begins_meanwhile_stands_in_the_way_of_the_next() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "钟两申", 40_000).await;
    let first = granted(&staff, &person).await;
    server.set_day("2026-03-20");
    let staff = Staff::of(&server).await;
    let case = crate::entitlements::case_of(&staff, "subsistence-allowance", &person, json!({})).await;
    let path = format!("/cases/{}/examinations", case.id());
    let told = staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await;
    assert_eq!(
        told.expect_problem(409, "already_entitled")["instance"],
        format!("/api/v1/entitlements/{}", first.id())
    );
}
