//! What a village is shown of a quarter: parts, people left out, notices taken down.

use serde_json::{Value, json};
use yangguang_tests::build::Staff;
use yangguang_tests::{Answer, Client, Server};

struct Office {
    staff: Staff,
    discloser: Client,
    secrecy: Client,
}

impl Office {
    async fn of(server: &Server) -> Office {
        Office {
            staff: Staff::of(server).await,
            discloser: server.actor("discloser").await,
            secrecy: server.actor("secrecy").await,
        }
    }

    async fn draft(&self) -> Answer {
        self.discloser
            .post("/notices", json!({ "quarter": "2026-Q1", "item_code": "medical-assistance" }))
            .await
    }

    /// The one draft that came of it.
    async fn drafted(&self) -> Value {
        let drafts = self.draft().await.expect(201);
        assert_eq!(drafts.items().len(), 1, "{}", drafts.text());
        drafts.items()[0].clone()
    }

    async fn submit(&self, notice: &Value) -> Answer {
        let body = json!({ "end_on": "2026-05-31", "content_sha256": notice["content_sha256"] });
        self.discloser.act(&path(notice, "/submissions"), version(notice), body).await
    }

    async fn sign(&self, notice: &Value, outcome: &str) -> Value {
        let body =
            json!({ "outcome": outcome, "content_sha256": notice["content_sha256"], "reason": "核对" });
        self.secrecy.act(&path(notice, "/signatures"), version(notice), body).await.expect(201).body
    }

    async fn published(&self, notice: &Value) -> Value {
        let submitted = self.submit(notice).await.expect(201).body;
        self.sign(&submitted, "sign").await
    }

    async fn withhold(&self, notice: &Value, entry: &Value) -> Answer {
        let body = json!({ "entry_id": entry["id"], "reason": "当事人是受害人" });
        self.discloser.act(&path(notice, "/withholdings"), version(notice), body).await
    }

    async fn restore(&self, notice: &Value, entry: &Value) -> Answer {
        let body = json!({ "entry_id": entry["id"] });
        self.discloser.act(&path(notice, "/restorations"), version(notice), body).await
    }

    async fn drafts(&self) -> usize {
        self.discloser.get("/notices?state=draft").await.expect(200).items().len()
    }

    async fn lines(&self, notice: &Value) -> Vec<Value> {
        self.secrecy.get(&path(notice, "/entries")).await.expect(200).items().to_vec()
    }
}

fn path(notice: &Value, more: &str) -> String {
    format!("/notices/{}{more}", notice["id"].as_str().expect("an id"))
}

fn version(notice: &Value) -> i64 {
    notice["version"].as_i64().expect("a version")
}

fn names(sheet: &Answer) -> Vec<String> {
    let entries = sheet["entries"].as_array().expect("entries");
    entries.iter().map(|entry| entry["name"].as_str().expect("a name").to_owned()).collect()
}

async fn board(server: &Server, notice: &Value) -> Answer {
    server.anyone().get(&format!("/public{}", path(notice, ""))).await
}

#[tokio::test]
async fn who_is_approved_after_the_notice_went_out_is_named_in_a_supplement() {
    let server = Server::start().await;
    let office = Office::of(&server).await;
    office.staff.decided("先批生", "2026-03-02").await;
    let first = office.drafted().await;
    assert_eq!((&first["part"], &first["state"]), (&json!(1), &json!("draft")));

    let submitted = office.submit(&first).await.expect(201).body;
    office.draft().await.expect_problem(409, "notice_empty");

    // Submitted is on its way: who is decided now goes into a draft of their own.
    let second = late(&server, &office, "后批生").await;
    assert_eq!((&second["part"], &second["entry_count"]), (&json!(2), &json!(1)));
    assert_ne!(second["id"], first["id"]);
    assert_ne!(second["content_sha256"], first["content_sha256"]);
    assert_eq!(office.drafts().await, 1);

    // One more, while the supplement is a draft: no third part.
    let third = late(&server, &office, "再批生").await;
    assert_eq!((&third["id"], &third["part"], &third["entry_count"]), (&second["id"], &json!(2), &json!(2)));

    // Citizens read both, each by its own name.
    office.sign(&submitted, "sign").await;
    let third = office.published(&third).await;
    let sheet = board(&server, &third).await.expect(200);
    assert_eq!(names(&sheet), ["后批生", "再批生"]);
    assert_eq!(sheet["part"], 2);
    assert!(
        sheet["title"].as_str().is_some_and(|title| title.ends_with("医疗救助补充公示")),
        "{}",
        sheet.text()
    );
    let sheet = board(&server, &first).await.expect(200);
    assert_eq!(names(&sheet), ["先批生"]);
    assert!(sheet["title"].as_str().is_some_and(|title| title.ends_with("医疗救助公示")), "{}", sheet.text());
    let village = first["division"]["code"].as_str().expect("a code");
    let boards = server.anyone().get(&format!("/public/notices?division={village}")).await.expect(200);
    let parts: Vec<Value> = boards.items().iter().map(|row| row["part"].clone()).collect();
    assert_eq!(parts, [2, 1]);

    // And what comes after the supplement is the second of them.
    let fourth = late(&server, &office, "末批生").await;
    assert_eq!(fourth["part"], 3);
    let sheet = office.discloser.get(&path(&fourth, "/preview")).await.expect(200);
    assert!(
        sheet["title"].as_str().is_some_and(|title| title.ends_with("第2次补充公示")),
        "{}",
        sheet.text()
    );
}

/// Another decision of the same village and quarter, and the draft it comes into.
async fn late(server: &Server, office: &Office, name: &str) -> Value {
    reopen(server);
    office.staff.decided(name, "2026-03-02").await;
    office.drafted().await
}

/// A township sends one table a month; the next of the month is opened by hand.
fn reopen(server: &Server) {
    let tables = server.database.number("SELECT count(*) FROM approval_batches");
    let sql = format!("UPDATE approval_batches SET month = '2025-{tables:02}' WHERE month LIKE '2026-%'");
    server.database.attempt(&sql).expect("another table");
}

#[tokio::test]
async fn whoever_is_left_out_is_neither_shown_nor_drafted_again_until_put_back() {
    let server = Server::start().await;
    let office = Office::of(&server).await;
    office.staff.decided("受害生", "2026-03-02").await;
    reopen(&server);
    office.staff.decided("常人生", "2026-03-02").await;
    let notice = office.drafted().await;
    let lines = office.lines(&notice).await;
    assert_eq!(lines.len(), 2);
    let victim = lines.iter().find(|line| line["name"] == "受害生").expect("a line").clone();
    assert_eq!(victim["withheld"], Value::Null);

    let nameless = json!({ "entry_id": victim["id"], "reason": "  " });
    let refused = office.discloser.act(&path(&notice, "/withholdings"), version(&notice), nameless).await;
    refused.expect_problem(422, "invalid");
    let changed = office.withhold(&notice, &victim).await.expect(201).body;
    assert_eq!((&changed["entry_count"], &changed["withheld_count"]), (&json!(1), &json!(1)));
    assert_ne!(changed["content_sha256"], notice["content_sha256"], "who signs must see it anew");
    office.withhold(&notice, &victim).await.expect_problem(412, "stale_version");
    office.withhold(&changed, &victim).await.expect_problem(409, "notice_entry_changed");
    let victim = office.lines(&changed).await.into_iter().find(|line| line["name"] == "受害生").expect("it");
    assert_eq!(
        (&victim["withheld"]["reason"], &victim["withheld"]["on"]),
        (&json!("当事人是受害人"), &json!("2026-03-02"))
    );
    assert!(victim["withheld"]["by"].is_string());
    let kept = office.discloser.get("/notices?withheld=true").await.expect(200);
    assert_eq!(kept.items().len(), 1);

    // Not drafted again, neither beside the draft nor after it is gone.
    office.draft().await.expect_problem(409, "notice_empty");
    let published = office.published(&changed).await;
    let sheet = board(&server, &published).await.expect(200);
    assert_eq!(names(&sheet), ["常人生"]);
    assert!(!sheet.text().contains("受害"), "{}", sheet.text());
    office.draft().await.expect_problem(409, "notice_empty");
    let withdrawal = json!({ "reason": "更正" });
    let path_of = path(&published, "/withdrawals");
    let withdrawn = office.discloser.act(&path_of, version(&published), withdrawal).await.expect(201).body;
    let again = office.draft().await.expect(201);
    assert_eq!(again["withheld"], 1);
    let again = again.items()[0].clone();
    let sheet = office.discloser.get(&path(&again, "/preview")).await.expect(200);
    assert_eq!((names(&sheet), &sheet["part"]), (vec!["常人生".to_owned()], &json!(2)));

    // Put back: the next drafting takes them in.
    let restored = office.restore(&withdrawn, &victim).await.expect(201).body;
    assert_eq!(restored["withheld_count"], 0);
    office.restore(&restored, &victim).await.expect_problem(409, "notice_entry_changed");
    let full = office.drafted().await;
    assert_eq!((&full["id"], &full["entry_count"]), (&again["id"], &json!(2)));

    // The auditor reads who did it, and why.
    let auditor = server.actor("auditor").await;
    let trail = auditor.get("/audit-entries?limit=200").await.expect(200);
    let line = |action: &str| trail.items().iter().find(|entry| entry["action"] == action).cloned();
    assert_eq!(line("notice.withheld").expect("a trace")["detail"]["reason"], "当事人是受害人");
    assert!(line("notice.restored").is_some());
}

#[tokio::test]
async fn whoever_is_put_back_into_a_draft_stands_where_they_stood() {
    let server = Server::start().await;
    let office = Office::of(&server).await;
    office.staff.decided("独一生", "2026-03-02").await;
    let notice = office.drafted().await;
    let line = office.lines(&notice).await[0].clone();
    let empty = office.withhold(&notice, &line).await.expect(201).body;
    assert_eq!(empty["entry_count"], 0);
    let acts = empty["allowed_actions"].as_array().expect("acts");
    assert!(acts.contains(&json!("restore")) && !acts.contains(&json!("submit")), "{acts:?}");
    office.submit(&empty).await.expect_problem(409, "notice_without_entries");
    let waiting = office.discloser.get("/workbench").await.expect(200);
    let drafts = waiting["counters"].as_array().expect("counters").iter();
    let drafts = drafts.clone().find(|counter| counter["code"] == "notices_draft").expect("a counter");
    assert_eq!(drafts["count"], 0, "a draft without anyone waits for nobody");
    let whole = office.restore(&empty, &line).await.expect(201).body;
    assert_eq!((&whole["entry_count"], &whole["withheld_count"]), (&json!(1), &json!(0)));
    assert_eq!(whole["content_sha256"], notice["content_sha256"]);

    // What is with the reviewer or on the board can not be changed any more.
    let submitted = office.submit(&whole).await.expect(201).body;
    office.withhold(&submitted, &line).await.expect_problem(409, "notice_state");
    let back = office.sign(&submitted, "return").await;
    office.withhold(&back, &line).await.expect(201);
}

#[tokio::test]
async fn a_notice_that_was_taken_down_lets_its_people_go_once() {
    let server = Server::start().await;
    let office = Office::of(&server).await;
    office.staff.decided("撤下生", "2026-03-02").await;
    let notice = office.drafted().await;
    let published = office.published(&notice).await;
    let body = json!({ "reason": "姓名用字有误" });
    let withdrawals = path(&published, "/withdrawals");
    office.discloser.act(&withdrawals, version(&published), body).await.expect(201);
    board(&server, &published).await.expect_problem(410, "notice_ended");
    let (one, two) = tokio::join!(office.draft(), office.draft());
    let mut told = [one.status, two.status];
    told.sort_unstable();
    assert_eq!(told, [201, 409], "{} / {}", one.text(), two.text());
    assert_eq!(
        server.database.number("SELECT count(*) FROM notice_entries WHERE released_at IS NULL"),
        1,
        "a case stands on one notice"
    );
    let twice = "INSERT INTO notice_entries (county, id, notice_id, case_id, position, name, amount_fen, created_at) \
                 SELECT county, case_id, notice_id, case_id, 9, name, amount_fen, created_at FROM notice_entries WHERE released_at IS NULL";
    let told = server.database.attempt(twice).expect_err("twice on the boards");
    assert!(told.to_lowercase().contains("unique"), "{told}");
    // What was taken down keeps what it showed.
    let kept = office.discloser.get(&path(&published, "/preview")).await.expect(200);
    assert_eq!(names(&kept), ["撤下生"]);
}

async fn batch(client: &Client, path: &str, notices: &[&Value], more: Value) -> Answer {
    let items: Vec<Value> = notices
        .iter()
        .map(|notice| {
            json!({
                "id": notice["id"], "version": notice["version"],
                "content_sha256": notice["content_sha256"],
            })
        })
        .collect();
    let mut body = json!({ "items": items });
    yangguang_tests::build::merge(&mut body, more);
    client.post(path, body).await
}

fn results(answer: &Answer) -> Vec<(i64, String)> {
    let told = |item: &Value| {
        let code = item["code"].as_str().unwrap_or_default().to_owned();
        (item["status"].as_i64().expect("a status"), code)
    };
    answer.items().iter().map(told).collect()
}

#[tokio::test]
async fn names_stand_for_the_term_of_the_item_unless_somebody_says_otherwise() {
    let server = Server::start().await;
    let office = Office::of(&server).await;
    office.staff.decided("公示甲", "2026-03-02").await;
    let draft = office.drafted().await;
    assert_eq!((&draft["term_days"], &draft["usual_end_on"]), (&json!(30), &json!("2026-04-01")));
    let body = json!({ "content_sha256": draft["content_sha256"] });
    let submitted =
        office.discloser.act(&path(&draft, "/submissions"), version(&draft), body).await.expect(201).body;
    assert_eq!(submitted["end_on"], "2026-04-01");
    let signed = office.sign(&submitted, "sign").await;
    assert_eq!(signed["end_on"], "2026-04-01");
}

#[tokio::test]
async fn villages_are_submitted_and_signed_together_by_two_persons_each_with_its_result() {
    let server = Server::start().await;
    let office = Office::of(&server).await;
    office.staff.decided("公示甲", "2026-03-02").await;
    let first = office.drafted().await;
    let away = server.actor("clerk2").await;
    let others = Staff {
        clerk: away,
        officer: server.actor("officer2").await,
        township: server.actor("township2").await,
        ..Staff::of(&server).await
    };
    others.decided("公示乙", "2026-03-02").await;
    let second = office.drafted().await;

    let unseen = json!({ "id": second["id"], "version": second["version"], "content_sha256": "0" });
    let told =
        batch(&office.discloser, "/notice-submissions", &[&first, &unseen], json!({})).await.expect(207);
    assert_eq!(results(&told), [(201, String::new()), (409, "notice_changed".to_owned())]);
    assert!(told.items()[1]["message"].as_str().is_some_and(|text| text.contains("预览")));
    let told =
        batch(&office.discloser, "/notice-submissions", &[&first, &second], json!({})).await.expect(207);
    assert_eq!(results(&told), [(412, "stale_version".to_owned()), (201, String::new())]);

    assert!(told.items()[0]["since"].as_array().is_some_and(|since| !since.is_empty()), "{}", told.text());

    let waiting = office.secrecy.get("/notices?state=submitted").await.expect(200).items();
    let both: Vec<&Value> = waiting.iter().collect();
    assert!(both.iter().all(|notice| notice["end_on"] == "2026-04-01"), "{waiting:?}");
    let sign = json!({ "outcome": "sign" });
    batch(&office.discloser, "/notice-signatures", &both, sign.clone())
        .await
        .expect_problem(403, "not_allowed");
    let silent = json!({ "outcome": "return" });
    batch(&office.secrecy, "/notice-signatures", &both, silent).await.expect_problem(422, "invalid");
    let telling = json!({ "outcome": "return", "reason": "请先致电13812345678" });
    let told = batch(&office.secrecy, "/notice-signatures", &both, telling).await.expect(207);
    assert_eq!(results(&told)[0], (422, "invalid".to_owned()));
    let fault = &told.items()[0]["errors"][0];
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!("/reason"), &json!("reason_holds_private_number"))
    );
    let told = batch(&office.secrecy, "/notice-signatures", &both, sign).await.expect(207);
    assert_eq!(results(&told), [(201, String::new()), (201, String::new())]);
    let boards = server.anyone().get("/public/notices").await.expect(200).items();
    assert_eq!(boards.len(), 2);
    let trail = server.actor("auditor").await.get("/audit-entries?action=notice.published").await.expect(200);
    assert_eq!(trail.items().len(), 2, "each village has its own entry");
}

#[tokio::test]
async fn what_is_made_known_stays_on_the_board_for_fifteen_days_or_more() {
    let server = Server::start().await;
    let office = Office::of(&server).await;
    office.staff.decided("公示甲", "2026-03-02").await;
    let draft = office.drafted().await;
    let until = async |day: &str| {
        let body = json!({ "end_on": day, "content_sha256": draft["content_sha256"] });
        office.discloser.act(&path(&draft, "/submissions"), version(&draft), body).await
    };
    let told = until("2026-03-16").await.expect_problem(422, "invalid");
    assert_eq!(told.field_errors(), [("/end_on".to_owned(), "board_too_short".to_owned())]);
    let submitted = until("2026-03-17").await.expect(201).body;
    // The days count from the day on which it is signed and put up.
    server.set_day("2026-03-03");
    let office = Office::of(&server).await;
    let sign = json!({ "outcome": "sign", "content_sha256": submitted["content_sha256"] });
    let late = office.secrecy.act(&path(&submitted, "/signatures"), version(&submitted), sign).await;
    late.expect_problem(409, "board_too_short");
}
