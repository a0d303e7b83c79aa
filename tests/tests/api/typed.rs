//! What is typed or pasted is understood: cleaned, then measured, never cut.

use serde_json::{Value, json};
use yangguang_tests::build::{self, Staff};
use yangguang_tests::{Answer, Client, Server};

async fn register(client: &Client, citizen_id: &str, more: Value) -> Answer {
    let mut body =
        json!({ "citizen_id": citizen_id, "name": "输入生", "division": build::village(client).await });
    if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
        body.extend(more.clone());
    }
    client.post("/persons", body).await
}

async fn found(client: &Client, question: Value) -> Vec<Value> {
    let page = client.post("/persons/search", question).await.expect(200);
    page.items().iter().map(|person| person["id"].clone()).collect()
}

fn wide(text: &str) -> String {
    let widened = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).expect("a full-width sign"),
        _ => c,
    };
    text.chars().map(widened).collect()
}

/// The same number as it comes out of a spreadsheet, a chat or an input method.
fn spelled(number: &str) -> Vec<String> {
    let (a, rest) = number.split_at(6);
    let (b, c) = rest.split_at(4);
    vec![
        format!("{a} {b} {c}"),
        format!(" {a}-{b}-{c}\u{a0}"),
        format!("{a}\u{3000}{b}—{c}"),
        format!("'{number}"),
        format!("{a}\u{200b}{b}\u{ad}{c}\u{feff}"),
        wide(number),
        number.to_lowercase(),
    ]
}

#[tokio::test]
async fn an_id_registers_one_person_however_it_is_pasted() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let id = build::citizen_id();
    let person = register(&clerk, &spelled(&id)[0], json!({})).await.expect(201);
    let revealed =
        clerk.post(&format!("/persons/{}/reveals", person.id()), json!({ "reason": "核对" })).await;
    assert_eq!(revealed.expect(201)["citizen_id"], json!(id));
    for typed in spelled(&id) {
        let told = register(&clerk, &typed, json!({})).await.expect_problem(409, "person_exists");
        assert!(told["instance"].as_str().is_some_and(|it| it.ends_with(&person.id())), "{typed}");
        let checked = clerk.post("/citizen-id-checks", json!({ "citizen_id": typed })).await.expect(200);
        assert_eq!((&checked["normalized"], &checked["old_form"]), (&json!(id), &json!(false)), "{typed}");
        for question in [json!({ "citizen_id": typed }), json!({ "q": typed })] {
            assert_eq!(found(&clerk, question).await, [json!(person.id())], "{typed}");
        }
    }
}

#[tokio::test]
async fn an_id_that_was_cut_to_fifteen_digits_makes_nobody_unless_the_card_says_so() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    // The first fifteen of 361199200805120015 are a woman born in 1920.
    for typed in ["361199200805120", "361199 200805 120", "３６１１９９２００８０５１２０"] {
        let told = register(&clerk, typed, json!({})).await.expect_problem(422, "invalid");
        let fault = ("/citizen_id".to_owned(), "citizen_id_15_digits".to_owned());
        assert_eq!(told.field_errors(), [fault], "{typed}");
        assert!(told.text().contains("15位") && !told.text().contains("3611"), "{}", told.text());
        let checked = clerk.post("/citizen-id-checks", json!({ "citizen_id": typed })).await.expect(200);
        assert_eq!((&checked["valid"], &checked["old_form"]), (&json!(true), &json!(true)));
    }
    register(&clerk, "361199200805120", json!({ "confirm_15_digits": false })).await.expect(422);
    let old = register(&clerk, "130503 670401 001", json!({ "confirm_15_digits": true })).await.expect(201);
    assert_eq!(old["citizen_id"], "130503********0016");
    // Eighteen digits need no confirmation, and one given too many does no harm.
    register(&clerk, &build::citizen_id(), json!({ "confirm_15_digits": true })).await.expect(201);
}

#[tokio::test]
async fn a_card_and_a_telephone_are_read_whole_and_a_digit_that_does_not_fit_is_pointed_out() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let reveal = |id: String| {
        let clerk = &clerk;
        async move {
            clerk.post(&format!("/persons/{id}/reveals"), json!({ "reason": "核对" })).await.expect(201)
        }
    };
    for (card, phone) in [
        ("6222 0200 0000 0000 000", "138 1234 5678"),
        ("'6222-0200-0000-0000-000", "+86 138-1234-5678"),
        ("６２２２０２０００００００００００００", "１３８１２３４５６７８"),
        ("6222\u{ad}020000000000000", "86 13812345678"),
    ] {
        let more = json!({ "bank_account": card, "phone": phone });
        let person = register(&clerk, &build::citizen_id(), more).await.expect(201);
        let plain = reveal(person.id()).await;
        assert_eq!(plain["bank_account"], "6222020000000000000", "{card}");
        assert_eq!(plain["phone"], "13812345678", "{phone}");
        // Invented people have accounts with a wrong digit on purpose.
        assert_eq!(person["warnings"], json!([]));
    }
    for wrong in ["6222 0200 000", "6222 0200 0000 0000 0000 0", "6222 0200 0000 000O"] {
        let told = register(&clerk, &build::citizen_id(), json!({ "bank_account": wrong })).await;
        let fault = ("/bank_account".to_owned(), "bank_account_format".to_owned());
        assert_eq!(told.expect_problem(422, "invalid").field_errors(), [fault], "{wrong}");
    }
    // The examples of the standard (GB 11643), who are not of the demonstration.
    let fits = register(&clerk, "11010519491231002X", json!({ "bank_account": "4111111111111111" })).await;
    assert_eq!(fits.expect(201)["warnings"], json!([]));
    let slip = register(&clerk, "53010219200508011x", json!({ "bank_account": "4111111111111112" })).await;
    let slip = slip.expect(201);
    assert_eq!(slip["warnings"][0]["code"], "bank_account_check");
    let path = format!("/persons/{}", slip.id());
    let mended = clerk.patch(&path, slip.version(), json!({ "bank_account": "4111 1111 1111 1111" })).await;
    assert_eq!(mended.expect(200)["warnings"], json!([]));
}

#[tokio::test]
async fn a_question_in_full_width_finds_what_one_in_ascii_finds() {
    let server = Server::start().await;
    let staff = Staff::of(&server).await;
    let clerk = &staff.clerk;
    let case = staff.accepted("宽字生").await;
    let person = case["applicant"]["id"].clone();
    let path = format!("/persons/{}/reveals", person.as_str().expect("an id"));
    let plain = clerk.post(&path, json!({ "reason": "核对" })).await.expect(201);
    let id = plain["citizen_id"].as_str().expect("an id").to_owned();
    let phone = plain["phone"].as_str().expect("a phone").to_owned();
    let no = case["case_no"].as_str().expect("a number").to_owned();
    let (tail, end) = (&id[14..], &phone[5..]);
    for typed in [
        wide(tail),
        wide(&id),
        wide(end),
        wide("kuanzisheng"),
        wide("kzs"),
        format!(" {}\u{ad} ", wide(tail)),
    ] {
        assert!(found(clerk, json!({ "q": typed })).await.contains(&person), "{typed}");
        let cases = clerk.post("/cases/search", json!({ "q": typed })).await.expect(200);
        assert!(cases.items().iter().any(|row| row["id"] == json!(case.id())), "{typed}");
    }
    for question in [
        json!({ "citizen_id": wide(&id), "name": "宽字\u{200b}生" }),
        json!({ "phone": wide(end) }),
        json!({ "phone": format!("＋８６ {}", wide(&phone)) }),
    ] {
        assert!(found(clerk, question.clone()).await.contains(&person), "{question}");
    }
    for typed in [wide(&no), no.to_lowercase(), no.replace('-', "—"), no.replace('-', "\u{3000}")] {
        let cases = clerk.post("/cases/search", json!({ "q": typed })).await.expect(200);
        assert_eq!(cases.items().len(), 1, "{typed}");
        let ask = json!({ "case_no": typed, "id_tail": wide(&tail.to_lowercase()) });
        server.anyone().post("/public/progress", ask).await.expect(200);
    }
    let division =
        clerk.get("/divisions?parent=%EF%BC%93%EF%BC%96%EF%BC%90%EF%BC%97%EF%BC%90%EF%BC%94").await;
    division.expect(200);
}

#[tokio::test]
async fn a_case_number_spelled_otherwise_gives_no_further_guesses() {
    let server = Server::start_with(&[("TRUST_PROXY", "true")]).await;
    let staff = Staff::of(&server).await;
    let no = staff.accepted("猜号生").await["case_no"].as_str().expect("a number").to_owned();
    let anyone = server.anyone();
    let mut refused = 0;
    for guess in 0..12 {
        // Every time from elsewhere, with other joints.
        let typed = no.replace('-', &"\u{2010} -".repeat(guess % 4 + 1));
        let request = anyone.request(reqwest::Method::POST, "/public/progress");
        let request = request.header("x-forwarded-for", format!("10.0.0.{guess}"));
        let body = json!({ "case_no": typed, "id_tail": "000a" });
        refused += i32::from(anyone.send(request.json(&body)).await.status == 429);
    }
    assert_eq!(refused, 2);
}
