//! The kinds of what is paid month by month beside the subsistence allowance: the destitute,
//! disabled veterans, orphans, the aged. Each is documents; what they have in common is not
//! tested again here.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::families::{Family, register};
use yangguang_tests::{Answer, Server};

use crate::entitlements::{benefit, case_of, changed, due, listed, propose, roll};

/// The members of a household registered so, in their order.
pub async fn members(staff: &Staff, category: &'static str, of: &[(i32, &'static str)]) -> Vec<String> {
    let condition = |condition: &'static str| Some(condition).filter(|known| !known.is_empty());
    let members = of.iter().map(|(age, known)| (*age, condition(known).into_iter().collect())).collect();
    let family = Family { members, category, income_fen: Some(0) };
    let household = register(&staff.clerk, &family).await;
    let household = staff.clerk.get(&format!("/households/{household}")).await.expect(200);
    let members = household["members"].as_array().expect("members").iter();
    members.map(|member| member["person_id"].as_str().expect("a person").to_owned()).collect()
}

/// What comes of agreeing to it.
pub async fn examined(staff: &Staff, item: &str, person: &str, facts: Value) -> Answer {
    let case = case_of(staff, item, person, facts).await;
    let path = format!("/cases/{}/examinations", case.id());
    staff.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await
}

/// The benefit the decided case begins.
pub async fn granted(staff: &Staff, item: &str, person: &str, facts: Value) -> Answer {
    let case = examined(staff, item, person, facts).await.expect(201);
    let case = staff.approved(&case).await;
    let own = staff.examiner.get(&format!("/entitlements?person_id={person}")).await.expect(200);
    let of_case = |row: &&Value| row["case_no"] == case["case_no"];
    let id = own.items().iter().find(of_case).expect("a benefit")["id"].as_str().expect("an id").to_owned();
    benefit(staff, &id).await
}

pub fn destitute() -> Value {
    json!({ "no_income": true, "no_supporter": true })
}

#[tokio::test]
async fn old_age_is_known_and_each_of_a_couple_has_an_allowance_of_their_own() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let couple = members(&staff, "other", &[(91, ""), (84, "")]).await;
    // What the clerk might type of the age does not count.
    let one = granted(&staff, "old-age-allowance", &couple[0], json!({ "age": 105 })).await;
    let two = granted(&staff, "old-age-allowance", &couple[1], json!({})).await;
    for (benefit, fen) in [(&one, 10_000), (&two, 5_000)] {
        assert_eq!((&benefit["monthly_fen"], &benefit["first_month"]), (&json!(fen), &json!("2026-04")));
        assert_eq!(benefit["recheck_due_on"], "2027-04-01");
    }
    let again = examined(&staff, "old-age-allowance", &couple[0], json!({})).await;
    again.expect_problem(409, "already_entitled");
    roll(&staff, "2026-04").await;
    let rows = [5_000, 10_000].map(|fen| ("recurring".to_owned(), fen));
    assert_eq!(listed(&staff, "2026-04").await, rows);
}

#[tokio::test]
async fn who_grows_into_the_next_band_gets_it_when_all_are_computed_again() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    // Nobody of a household: of such a one the age is known all the same.
    let born = "1936-06-15".parse().expect("a day");
    let body = json!({
        "citizen_id": build::citizen_id_of(born), "name": "赖九斤",
        "division": build::village(&staff.clerk).await,
    });
    let person = staff.clerk.post("/persons", body).await.expect(201).id();
    let first = granted(&staff, "old-age-allowance", &person, json!({})).await;
    assert_eq!(first["monthly_fen"], 5_000);
    server.set_day("2026-09-01");
    let staff = Staff::of(&server).await;
    let body = json!({ "policy_code": "aged-ganxian", "from_month": "2026-04", "reason": "年龄变动" });
    let preview = staff.examiner.post("/entitlement-recalculation-previews", body).await.expect(200);
    let steps = preview["items"][0]["steps"].as_array().expect("steps");
    // Ninety since June 15: on the first of July, when the sums were raised too.
    assert_eq!((steps.len(), &steps[0]["from_month"]), (1, &json!("2026-07")), "{}", preview.text());
    assert_eq!(steps[0]["after_fen"], 12_000);
    let told = json!({ "kind": "recompute", "from_month": "2026-07", "facts": { "age": 50 } });
    let path = format!("/entitlements/{}/change-previews", first.id());
    let told = staff.officer.post(&path, told).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/facts/age".to_owned(), "fact_of_register".to_owned())]);
    let now = json!({ "kind": "recompute", "from_month": "2026-07" });
    let now = staff.officer.post(&path, now).await.expect(200);
    assert_eq!(now["steps"][0]["after_fen"], 12_000);
}

#[tokio::test]
async fn a_recheck_comes_when_a_birthday_changes_the_sum() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let village = build::village(&staff.clerk).await;
    let mut persons = Vec::new();
    for (born, name) in [("1936-06-15", "赖九旬"), ("2008-11-02", "赖小满")] {
        let citizen_id = build::citizen_id_of(born.parse().expect("a day"));
        let body = json!({ "citizen_id": citizen_id, "name": name, "division": village });
        persons.push(staff.clerk.post("/persons", body).await.expect(201).id());
    }
    let old = granted(&staff, "old-age-allowance", &persons[0], json!({})).await;
    assert_eq!(old["recheck_due_on"], "2026-07-01", "ninety by then");
    // Eighteen in November: in the half year from October on, not in the one before.
    let orphan = json!({ "care": "dispersed" });
    let orphan = granted(&staff, "orphan-allowance", &persons[1], orphan).await;
    assert_eq!(orphan["recheck_due_on"], "2026-10-01");
    server.set_day("2026-06-20");
    let staff = Staff::of(&server).await;
    let now = changed(&staff, &orphan, "recheck", "2026-07", json!({})).await;
    assert_eq!(now["recheck_due_on"], "2026-12-01");
    // Once it is computed the policy's own day counts again.
    let now = changed(&staff, &old, "recompute", "2026-07", json!({})).await;
    assert_eq!(
        (&now["recheck_due_on"], &now["changes"][1]["after_fen"]),
        (&json!("2027-04-01"), &json!(12_000))
    );
}

#[tokio::test]
async fn an_orphan_is_provided_for_until_of_age_and_checked_twice_a_year() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let children = members(&staff, "other", &[(63, ""), (7, ""), (18, "")]).await;
    let care = |care: &str| json!({ "care": care });
    let child = granted(&staff, "orphan-allowance", &children[1], care("dispersed")).await;
    assert_eq!((&child["monthly_fen"], &child["recheck_due_on"]), (&json!(118_000), &json!("2026-10-01")));
    let mut school = care("dispersed");
    let preview = |facts: &Value| json!({ "item_code": "orphan-allowance", "applicant_person_id": children[2], "facts": facts });
    let told = staff.clerk.post("/cases/previews", preview(&school)).await.expect(200);
    assert_eq!(told["evaluation"]["reason"]["code"], "of_age", "{}", told.text());
    school["at_school"] = json!(true);
    let older = granted(&staff, "orphan-allowance", &children[2], school).await;
    assert_eq!(older["monthly_fen"], 118_000);
    let list = roll(&staff, "2026-04").await;
    assert_eq!((&list["listed"], &list["month_fen"]), (&json!(2), &json!(236_000)));
}

#[tokio::test]
async fn a_veterans_pension_of_the_year_is_paid_in_twelfths() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let veterans = members(&staff, "other", &[(58, "veteran")]).await;
    let preview = json!({
        "item_code": "veteran-disability-pension", "applicant_person_id": veterans[0],
        "facts": { "grade": 7, "cause": "illness" },
    });
    let told = staff.clerk.post("/cases/previews", preview).await.expect(200);
    assert_eq!(told["evaluation"]["reason"]["code"], "not_in_table");
    let facts = json!({ "grade": 10, "cause": "duty" });
    let pension = granted(&staff, "veteran-disability-pension", &veterans[0], facts).await;
    // 11,964 yuan a year.
    assert_eq!((&pension["monthly_fen"], &pension["scheme"]), (&json!(99_700), &json!("veteran_care")));
    // A new rating is paid from the month of its approval.
    assert_eq!((&pension["first_month"], due(&pension)), (&json!("2026-03"), vec![99_700, 99_700]));
    for month in ["2026-03", "2026-04"] {
        roll(&staff, month).await;
        assert_eq!(listed(&staff, month).await, [("recurring".to_owned(), 99_700)]);
    }
}

#[tokio::test]
async fn a_report_tells_what_is_paid_by_the_year_from_what_is_paid_by_the_month() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let members = members(&staff, "other", &[(85, "veteran"), (84, "")]).await;
    granted(&staff, "veteran-disability-pension", &members[0], json!({ "grade": 10, "cause": "duty" })).await;
    granted(&staff, "old-age-allowance", &members[1], json!({})).await;
    let auditor = server.actor("auditor").await;
    let path = "/reports/monthly?month=2026-03";
    let total = auditor.get(path).await.expect(200)["total"].clone();
    assert_eq!((&total["monthly_fen"], &total["yearly_fen"]), (&json!(5_000), &json!(1_196_400)), "{total}");
    assert_eq!(total["amount_fen"], 0);
    let of = |code: &str| {
        let known = total["by_category"].as_array().expect("categories").iter();
        known.filter(|figure| figure["category"] == code).map(|figure| figure["yearly_fen"].clone()).next()
    };
    assert_eq!(of("veteran-disability-pension"), Some(json!(1_196_400)));
    assert_eq!(of("old-age-allowance"), Some(json!(0)));
    let link =
        total["links"]["yearly_fen"].as_str().expect("a link").trim_start_matches("/api/v1").to_owned();
    let periods: Vec<Value> =
        auditor.get(&link).await.expect(200).items().iter().map(|row| row["period"].clone()).collect();
    assert_eq!(periods, ["year", "month"]);
    let csv = auditor.get(&format!("{path}&format=csv")).await.expect(200).text();
    let last = csv.lines().last().expect("the total");
    assert!(csv.contains("批准按年金额（元/年）") && last.contains("0.00,50.00,11964.00"), "{csv}");
    let csv = auditor.get(&format!("{link}&format=csv")).await.expect(200).text();
    assert!(csv.contains("11964.00,每年") && csv.contains("50.00,每月"), "{csv}");
    let month = staff.approver.get("/workbench").await.expect(200)["month"].clone();
    assert_eq!(
        (&month["approved_fen"], &month["approved_monthly_fen"], &month["approved_yearly_fen"]),
        (&json!(0), &json!(5_000), &json!(1_196_400))
    );
}

#[tokio::test]
async fn support_of_the_destitute_follows_their_care_and_the_subsistence_standard() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let persons = members(&staff, "destitute", &[(67, ""), (45, "severely_disabled"), (44, "")]).await;
    let one = granted(&staff, "destitute-support", &persons[0], destitute()).await;
    // 1.3 × 850, and a tenth of 1,850 for whoever can care for himself.
    assert_eq!(one["monthly_fen"], 110_500 + 18_500);
    assert_eq!(one["recheck_due_on"], "2027-04-01");
    let mut facts = destitute();
    build::merge(&mut facts, json!({ "disability": "physical", "disability_grade": 2 }));
    build::merge(&mut facts, json!({ "cannot_walk": true, "cannot_wash": true }));
    let two = granted(&staff, "destitute-support", &persons[1], facts).await;
    assert_eq!(two["monthly_fen"], 110_500 + 30_833);
    let preview =
        json!({ "item_code": "destitute-support", "applicant_person_id": persons[2], "facts": destitute() });
    let told = staff.clerk.post("/cases/previews", preview).await.expect(200);
    assert_eq!(told["evaluation"]["reason"]["code"], "able_to_work");
    let list = roll(&staff, "2026-04").await;
    assert_eq!((&list["listed"], &list["month_fen"]), (&json!(2), &json!(129_000 + 141_333)));
    // The standard rises to 890 in July, and with it what is paid here.
    server.set_day("2026-07-02");
    let staff = Staff::of(&server).await;
    let body =
        json!({ "policy_code": "destitute-ganxian", "from_month": "2026-07", "reason": "低保标准调整" });
    let preview = staff.examiner.post("/entitlement-recalculation-previews", body).await.expect(200);
    assert_eq!((&preview["changing"], &preview["failed"]), (&json!(2), &json!([])), "{}", preview.text());
    assert_eq!(preview["after_fen"], 129_000 + 141_333 + 2 * 5_200);
}

#[tokio::test]
async fn facts_that_differ_are_recorded_also_where_the_sum_stays() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let persons = members(&staff, "destitute", &[(67, "")]).await;
    let mut facts = destitute();
    build::merge(&mut facts, json!({ "cannot_walk": true, "cannot_wash": true }));
    let first = granted(&staff, "destitute-support", &persons[0], facts).await;
    // Three of the six items are still half care.
    let worse = json!({ "facts": { "cannot_dress": true } });
    let now = changed(&staff, &first, "recompute", "2026-04", worse.clone()).await;
    assert_eq!(now["monthly_fen"], first["monthly_fen"]);
    let told = json!([{ "fact": "cannot_dress", "before": null, "after": true }]);
    assert_eq!((&now["changes"][1]["state"], &now["changes"][1]["facts"]), (&json!("confirmed"), &told));
    for facts in [worse, json!({})] {
        let same = propose(&staff.examiner, &now, "recompute", "2026-04", facts).await;
        same.expect_problem(409, "nothing_changes");
    }
    // With a fourth it is whole care.
    let worst = json!({ "facts": { "cannot_eat": true } });
    let now = changed(&staff, &now, "recompute", "2026-04", worst).await;
    assert_eq!(now["monthly_fen"], 110_500 + 61_667);
}

#[tokio::test]
async fn nobody_is_destitute_and_on_subsistence_at_once() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let registered = members(&staff, "rural_subsistence", &[(70, "")]).await;
    let told = examined(&staff, "destitute-support", &registered[0], destitute()).await;
    told.expect_problem(409, "excluded_as_registered");
    let paid = members(&staff, "other", &[(70, ""), (68, "")]).await;
    granted(&staff, "subsistence-allowance", &paid[0], json!({})).await;
    // The allowance is the household's; the other member is one of it.
    let told = examined(&staff, "destitute-support", &paid[1], destitute()).await;
    told.expect_problem(409, "excluded_by_other");
    // Old age goes beside it.
    let old = members(&staff, "other", &[(86, "")]).await;
    granted(&staff, "old-age-allowance", &old[0], json!({})).await;
    granted(&staff, "destitute-support", &old[0], destitute()).await;
    let told = examined(&staff, "subsistence-allowance", &old[0], json!({})).await;
    told.expect_problem(409, "excluded_by_other");
    roll(&staff, "2026-04").await;
    let sums: Vec<i64> = listed(&staff, "2026-04").await.into_iter().map(|(_, fen)| fen).collect();
    // The couple's allowance: 2 × 850; the 10 % above 70 years for the one who is.
    assert_eq!(sums, [5_000, 129_000, 178_500]);
}

#[tokio::test]
async fn orphans_are_not_put_on_the_board() {
    let server = Server::start().await;
    let body = json!({ "item_code": "orphan-allowance", "quarter": "2026-Q1" });
    let told = server.actor("discloser").await.post("/notices", body).await;
    let told = told.expect_problem(422, "invalid").field_errors();
    assert_eq!(told, [("/item_code".to_owned(), "nothing_publishable".to_owned())]);
}

#[tokio::test]
async fn what_has_been_offered_longest_is_listed_first() {
    let server = Server::start().await;
    let list = server.anyone().get("/service-items").await.expect(200);
    let codes: Vec<String> =
        list.items().iter().filter_map(|item| item["code"].as_str()).map(str::to_owned).collect();
    assert_eq!(codes[..2], ["medical-assistance", "subsistence-allowance"]);
    assert_eq!(codes.len(), 6, "{codes:?}");
}

/// A household of one, or of these people, in the category.
async fn household_of(staff: &Staff, people: &[&str]) -> Answer {
    let village = build::village(&staff.clerk).await;
    let member = |(place, person): (usize, &&str)| json!({ "person_id": person, "relation": if place == 0 { "head" } else { "other" } });
    let members: Vec<Value> = people.iter().enumerate().map(member).collect();
    let body = json!({
        "division": village, "category": "rural_subsistence", "members": members, "income_fen": 0,
    });
    staff.clerk.post("/households", body).await.expect(201)
}

#[tokio::test]
async fn what_somebody_has_excludes_others_where_they_live_now() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let mut people = Vec::new();
    for name in ["甲特困", "甲户主", "乙户主"] {
        people.push(build::person(&staff.clerk, name).await.id());
    }
    let (destitute_one, here, there) = (&people[0], &people[1], &people[2]);
    granted(&staff, "destitute-support", destitute_one, destitute()).await;
    // In no household when it was granted, and in one of two afterwards.
    let first = household_of(&staff, &[here, destitute_one]).await;
    let case = case_of(&staff, "subsistence-allowance", here, json!({})).await;
    let (examination, agree) = (format!("/cases/{}/examinations", case.id()), json!({ "outcome": "agree" }));
    let told = staff.examiner.act(&examination, case.version(), agree.clone()).await;
    told.expect_problem(409, "excluded_by_other");
    let alone = json!({ "members": [{ "person_id": here, "relation": "head" }] });
    let path = format!("/households/{}", first.id());
    staff.clerk.patch(&path, first.version(), alone).await.expect(200);
    household_of(&staff, &[there, destitute_one]).await;
    let told = examined(&staff, "subsistence-allowance", there, json!({})).await;
    told.expect_problem(409, "excluded_by_other");
    staff.examiner.act(&examination, case.version(), agree).await.expect(201);
}

#[tokio::test]
async fn who_draws_an_allowance_for_a_household_left_since_is_given_no_second() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let (one, two) =
        (build::person(&staff.clerk, "丙户主").await.id(), build::person(&staff.clerk, "丙弟").await.id());
    let first = household_of(&staff, &[&one, &two]).await;
    granted(&staff, "subsistence-allowance", &one, json!({})).await;
    let left = json!({ "members": [{ "person_id": two, "relation": "head" }] });
    staff.clerk.patch(&format!("/households/{}", first.id()), first.version(), left).await.expect(200);
    household_of(&staff, &[&one]).await;
    let told = examined(&staff, "subsistence-allowance", &one, json!({})).await;
    told.expect_problem(409, "already_entitled");
}
