//! 小额快救: relief at once, explained afterwards (社会救助法 Art 29, 35, 37, 44, 45, 50, and the
//! opinion of 2026 on temporary relief).

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

use crate::entitlements::household;
use crate::preliminary::act;

const FRIDAY: &str = "2026-09-18";

fn facts(asked_fen: i64) -> Value {
    json!({ "cause": "fire", "persons": 3, "asked_fen": asked_fen })
}

fn application(person: &str, asked_fen: i64) -> Value {
    json!({
        "item_code": "temporary-relief", "applicant_person_id": person, "facts": facts(asked_fen),
        "source": "window",
    })
}

struct Day {
    server: Server,
    staff: Staff,
}

async fn friday() -> Day {
    let server = Server::start().await;
    server.set_day(FRIDAY);
    let staff = Staff::of(&server).await;
    Day { server, staff }
}

impl Day {
    /// The same people on another day: a login lasts minutes.
    async fn on(mut self, day: &str) -> Day {
        self.server.set_day(day);
        self.staff = Staff::of(&self.server).await;
        self
    }

    async fn asked(&self, name: &str, asked_fen: i64) -> Answer {
        let (person, _) = household(&self.staff.clerk, name, 300_000).await;
        self.staff.clerk.post("/cases", application(&person, asked_fen)).await.expect(201)
    }

    /// With the township's opinion, before the county.
    async fn opined(&self, case: &Answer) -> Answer {
        let case = build::accept(&self.staff.clerk, case).await;
        self.staff.opined(&case).await
    }

    async fn granted(&self, name: &str) -> Answer {
        let case = self.asked(name, 80_000).await;
        let case = self.opined(&case).await;
        approve(&self.staff.approver, &case).await.expect(201)
    }
}

async fn approve(approver: &Client, case: &Answer) -> Answer {
    act(approver, case, "decisions", json!({ "outcome": "approve" })).await
}

async fn explanation(staff: &Staff, more: Value) -> Value {
    let officer = staff.two_officers().await.swap_remove(0);
    let mut body = json!({
        "on": FRIDAY, "officer": officer, "findings": "9月17日夜间厨房起火，房屋部分烧毁，一家三口暂住亲戚家。",
        "papers": ["火灾事故简易认定书", "现场照片4张"],
    });
    build::merge(&mut body, more);
    body
}

#[tokio::test]
async fn relief_asked_for_on_friday_the_18th_comes_by_monday_the_21st() {
    let day = friday().await;
    let case = day.asked("何水生", 80_000).await;
    assert_eq!(case["due_on"], "2026-09-21");
    let clock = &case["clocks"][0];
    assert_eq!(clock["limit"], json!({ "amount": 3, "unit": "calendar_day" }));
    assert_eq!(clock["statutory_limit"], clock["limit"]);
    let basis = clock["basis"].as_array().expect("a basis");
    assert!(basis.iter().all(|cited| cited["law"] == "temporary-opinion-2026"), "{basis:?}");
    assert_eq!(basis.len(), 1);
    // Accepted after the weekend, the limit is the same.
    let day = day.on("2026-09-21").await;
    let case = build::accept(&day.staff.clerk, &case).await;
    assert_eq!(case["due_on"], "2026-09-21");
    let receipt = day.staff.clerk.get(&format!("/cases/{}/documents/receipt", case.id())).await.expect(200);
    assert!(receipt.text().contains("自提出申请次日起计算"), "{}", receipt.text());
    assert!(receipt.text().contains("2026年9月21日"), "{}", receipt.text());
}

#[tokio::test]
async fn no_consent_no_check_no_paper_and_no_notice_stand_before_relief() {
    let day = friday().await;
    let case = day.asked("何水生", 80_000).await;
    assert_eq!(case["missing_materials"], json!([]));
    let case = day.opined(&case).await;
    assert_eq!(case["stage"], "deciding");
    let case = approve(&day.staff.approver, &case).await.expect(201);
    assert_eq!((&case["stage"], &case["amount_fen"]), (&json!("approved"), &json!(80_000)));
    let done: Vec<&str> =
        case["acts"].as_array().expect("acts").iter().filter_map(|act| act["act"].as_str()).collect();
    assert_eq!(done, ["accept", "opine", "decide_approve"]);
    let paid = day.staff.approver.get("/payments?month=2026-09").await.expect(200);
    assert!(paid.text().contains(case["case_no"].as_str().expect("a number")), "{}", paid.text());
}

#[tokio::test]
async fn kin_of_staff_are_helped_before_the_county_visits() {
    let day = friday().await;
    let person = build::kin(&day.staff.clerk, "何水生").await;
    let case = day.staff.clerk.post("/cases", application(&person, 80_000)).await.expect(201);
    let case = day.opined(&case).await;
    assert_eq!(case["staff_kin"], true);
    approve(&day.staff.approver, &case).await.expect(201);
}

#[tokio::test]
async fn it_is_decided_before_it_is_explained_and_explained_only_after() {
    let day = friday().await;
    let case = day.asked("何水生", 80_000).await;
    let case = day.opined(&case).await;
    let early =
        act(&day.staff.officer, &case, "explanations", explanation(&day.staff, json!({})).await).await;
    early.expect_problem(409, "act_not_allowed_here");
    let case = approve(&day.staff.approver, &case).await.expect(201);
    assert_eq!(case["unexplained"], true);
    let outstanding = async |day: &Day| {
        let list = day.staff.officer.get("/cases?unexplained=true").await.expect(200);
        let bench = day.staff.officer.get("/workbench").await.expect(200);
        let counters = bench["counters"].as_array().expect("counters");
        let counter = counters.iter().find(|counter| counter["code"] == "to_explain").expect("a counter");
        (list["items"].as_array().map(Vec::len), counter["count"].clone())
    };
    assert_eq!(outstanding(&day).await, (Some(1), json!(1)));
    let wrong = explanation(&day.staff, json!({ "on": "2026-09-19", "findings": " " })).await;
    let told = act(&day.staff.officer, &case, "explanations", wrong).await.expect_problem(422, "invalid");
    let faults = [("/findings", "required"), ("/on", "date_in_future")];
    assert_eq!(told.field_errors(), faults.map(|(at, code)| (at.to_owned(), code.to_owned())));
    let day = day.on("2026-09-28").await;
    let late = explanation(&day.staff, json!({ "on": "2026-09-25" })).await;
    let after = act(&day.staff.officer, &case, "explanations", late.clone()).await.expect(201);
    // Neither the decision nor what is paid changes by it.
    for same in ["stage", "outcome", "amount_fen", "due_on"] {
        assert_eq!(after[same], case[same], "{same}");
    }
    assert_eq!(after["unexplained"], false);
    let acts = after["acts"].as_array().expect("acts");
    let said = &acts.last().expect("an act")["detail"];
    assert_eq!((&said["on"], said["papers"].as_array().map(Vec::len)), (&json!("2026-09-25"), Some(2)));
    assert_eq!(said["officers"].as_array().map(Vec::len), Some(1));
    assert_eq!(outstanding(&day).await, (Some(0), json!(0)));
    let twice = act(&day.staff.officer, &after, "explanations", late).await;
    twice.expect_problem(409, "already_explained");
    let paid = day.staff.approver.get("/payments?month=2026-09").await.expect(200);
    assert_eq!(paid["items"].as_array().map(Vec::len), Some(1), "paid once: {}", paid.text());
}

#[tokio::test]
async fn above_one_month_of_the_standard_it_is_no_small_relief_and_says_why() {
    let day = friday().await;
    let case = day.asked("何水生", 100_000).await;
    let told = &case["determination"];
    assert_eq!((&told["eligible"], &told["reason"]["code"]), (&json!(false), &json!("above_small_relief")));
    assert!(told["reason"].to_string().contains("一般程序"), "{told}");
    let case = day.opined(&case).await;
    approve(&day.staff.approver, &case).await.expect_problem(409, "not_eligible");
    let more = json!({ "outcome": "approve", "amount_fen": 100_000, "reasons": [{ "text": "情况特殊" }] });
    act(&day.staff.approver, &case, "decisions", more).await.expect_problem(409, "not_eligible");
    let exact = day.asked("刘火生", 89_000).await;
    assert_eq!(exact["determination"]["amount_fen"], 89_000);
}

#[tokio::test]
async fn whoever_accepts_gives_no_opinion_and_whoever_gave_it_does_not_decide() {
    let day = friday().await;
    let case = build::accept(&day.staff.clerk, &day.asked("何水生", 80_000).await).await;
    let own = json!({ "opinion": "support", "text": "情况紧急" });
    act(&day.staff.clerk, &case, "preliminary-opinions", own).await.expect_problem(409, "same_person");
    let decision = json!({ "outcome": "approve" });
    act(&day.staff.officer, &case, "decisions", decision).await.expect_problem(403, "not_allowed");
    let refusal = json!({ "outcome": "refuse", "reasons": [{ "text": "不属于急难情形" }] });
    act(&day.staff.township, &case, "reviews", refusal).await.expect_problem(409, "not_delegated");
}

#[tokio::test]
async fn the_letters_rest_on_the_law_of_relief_at_once() {
    let day = friday().await;
    let case = day.granted("何水生").await;
    let letter =
        day.staff.approver.get(&format!("/cases/{}/documents/decision", case.id())).await.expect(200);
    let text = letter.text();
    for article in ["《社会救助法》第二十九条", "第五十条", "800.00元", "赣县区民政局", "急难发生地"]
    {
        assert!(text.contains(article), "{article}: {text}");
    }
    let case = day.opined(&day.asked("刘火生", 100_000).await).await;
    let refusal = json!({ "outcome": "refuse", "reasons": [{ "text": "超过小额快救限额，请走一般程序" }] });
    let case = act(&day.staff.approver, &case, "decisions", refusal).await.expect(201);
    let letter =
        day.staff.approver.get(&format!("/cases/{}/documents/decision", case.id())).await.expect(200);
    for said in ["第五十条", "不予确认", "行政复议"] {
        assert!(letter.text().contains(said), "{said}: {}", letter.text());
    }
}

#[tokio::test]
async fn before_the_law_was_in_force_there_is_no_such_item() {
    let server = Server::start().await;
    server.set_day("2026-06-30");
    let staff = Staff::of(&server).await;
    let (person, _) = household(&staff.clerk, "何水生", 300_000).await;
    let told = staff.clerk.post("/cases", application(&person, 80_000)).await;
    told.expect_problem(422, "item_unknown");
}

#[tokio::test]
async fn a_second_relief_within_a_year_is_pointed_out_and_not_barred() {
    let day = friday().await;
    let (person, _) = household(&day.staff.clerk, "何水生", 300_000).await;
    let granted = async |day: &Day| {
        let case = day.staff.clerk.post("/cases", application(&person, 80_000)).await.expect(201);
        let case = day.opined(&case).await;
        (case.clone(), approve(&day.staff.approver, &case).await.expect(201))
    };
    let warned = |case: &Answer| {
        let warnings = case["warnings"].as_array().expect("warnings").clone();
        warnings.into_iter().find(|warning| warning["code"] == "relieved_within_year")
    };
    let (first, _) = granted(&day).await;
    assert_eq!(warned(&first), None);
    let day = day.on("2026-12-01").await;
    let mut preview = application(&person, 80_000);
    preview.as_object_mut().expect("a body").remove("source");
    let foreseen = day.staff.clerk.post("/cases/previews", preview).await.expect(200);
    assert!(warned(&foreseen).is_some(), "{}", foreseen.text());
    let (second, approved) = granted(&day).await;
    let told = warned(&second).expect("a warning");
    let said = told["message"]["zh"].as_str().expect("words");
    assert!(said.contains("2026-09-18") && said.contains("800.00"), "{said}");
    assert_eq!(approved["stage"], "approved");
    // After twelve months nothing is said any more.
    let day = day.on("2027-12-02").await;
    let later = day.staff.clerk.post("/cases", application(&person, 80_000)).await.expect(201);
    assert_eq!(warned(&later), None);
}

#[tokio::test]
async fn who_is_registered_elsewhere_is_helped_where_it_happened() {
    let day = friday().await;
    let (there, other) = (&day.staff.clerk, day.server.actor("clerk2").await);
    let citizen_id = build::citizen_id();
    let body = json!({ "citizen_id": citizen_id, "name": "何水生", "division": build::village(there).await });
    let person = there.post("/persons", body).await.expect(201);
    let village = build::village(&other).await;
    let mut body = application("", 80_000);
    body.as_object_mut().expect("a body").remove("applicant_person_id");
    body["applicant_citizen_id"] = json!(citizen_id);
    let told = other.post("/cases", body.clone()).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/happened_in".to_owned(), "required".to_owned())]);
    body["happened_in"] = json!(build::village(there).await);
    let told = other.post("/cases", body.clone()).await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/happened_in".to_owned(), "outside_scope".to_owned())]);
    body["happened_in"] = json!(village);
    let case = other.post("/cases", body.clone()).await.expect(201);
    assert_eq!(case["division"]["code"], json!(village));
    assert_eq!(case["applicant"]["id"], json!(person.id()));
    assert!(!case.text().contains(&citizen_id), "masked");
    build::accept(&other, &case).await;
    // The township of registration has no part in it, and nobody else's record is opened by it.
    there.get(&format!("/cases/{}", case.id())).await.expect_problem(404, "not_found");
    other.get(&format!("/persons/{}", person.id())).await.expect_problem(404, "not_found");
    let again = there.post("/cases", application(&person.id(), 80_000)).await;
    again.expect_problem(409, "open_case_exists");
    // What is applied for at home is not applied for elsewhere.
    let elsewhere = json!({
        "item_code": "medical-assistance", "applicant_citizen_id": citizen_id, "happened_in": village,
        "facts": {}, "source": "window",
    });
    let told = other.post("/cases", elsewhere).await.expect_problem(422, "invalid");
    let code = "not_accepted_where_it_happened".to_owned();
    let members = ["/applicant_citizen_id", "/happened_in"];
    assert_eq!(told.field_errors(), members.map(|at| (at.to_owned(), code.clone())));
    body["applicant_citizen_id"] = json!(build::citizen_id());
    let told = other.post("/cases", body).await.expect_problem(422, "invalid");
    let unknown = ("/applicant_citizen_id".to_owned(), "person_not_registered".to_owned());
    assert_eq!(told.field_errors(), [unknown]);
}

#[tokio::test]
async fn another_township_sees_nothing_of_it_and_the_village_reads_of_it_afterwards() {
    let day = friday().await;
    let case = day.granted("何水生").await;
    let other = day.server.actor("clerk2").await;
    other.get(&format!("/cases/{}", case.id())).await.expect_problem(404, "not_found");
    let list = other.get("/cases?unexplained=true").await.expect(200);
    assert_eq!(list["items"], json!([]));
    let discloser = day.server.actor("discloser").await;
    let body = json!({ "quarter": "2026-Q3", "item_code": "temporary-relief" });
    let drafted = discloser.post("/notices", body).await.expect(201);
    assert!(drafted.text().contains("temporary-relief"), "{}", drafted.text());
}
