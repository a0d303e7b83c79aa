//! Names: what was typed is what is found, with every dot, in every reading.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use yangguang_tests::build;
use yangguang_tests::{Answer, Client, Server};

async fn named(client: &Client, name: &str) -> Answer {
    let body =
        json!({ "citizen_id": build::citizen_id(), "name": name, "division": build::village(client).await });
    client.post("/persons", body).await
}

async fn finds(client: &Client, question: &str, person: &str) -> bool {
    let mut cursor = Value::Null;
    loop {
        let ask = json!({ "q": question, "limit": 200, "cursor": cursor });
        let page = client.post("/persons/search", ask).await.expect(200);
        if page.items().iter().any(|row| row["id"] == json!(person)) {
            return true;
        }
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            return false;
        }
    }
}

#[tokio::test]
async fn every_dot_is_one_dot_and_whoever_has_one_is_found_with_any_or_none() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let mut persons = Vec::new();
    for dot in [
        "·", "\u{387}", "\u{2022}", "\u{2027}", "\u{2219}", "\u{22c5}", "\u{30fb}", "\u{fe52}", "\u{ff65}",
        "\u{1427}", ".", "。",
    ] {
        let person = named(&clerk, &format!("古丽{dot}艾力")).await.expect(201);
        assert_eq!(person["name"], "古丽·艾力", "{dot}");
        persons.push(person.id());
    }
    for question in
        ["古丽艾力", "古丽·艾力", "古丽\u{2219}艾力", "丽\u{1427}艾", "古丽．艾力", "guliaili", "glal"]
    {
        for person in &persons {
            assert!(finds(&clerk, question, person).await, "{question}");
        }
    }
}

#[tokio::test]
async fn nothing_invisible_and_nothing_in_full_width_is_kept_of_what_is_typed() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    for (typed, kept) in [
        ("张\u{ad}三", "张三"),
        ("张\u{3164}三", "张三"),
        ("\u{202e}张三\u{2069}", "张三"),
        ("张　三", "张三"),
        ("Ａｎｎａ　Ｍａｒｉａ", "Anna Maria"),
        ("⼈⽊", "人木"),
        ("𠮷田䶮", "𠮷田䶮"),
    ] {
        let person = named(&clerk, typed).await.expect(201);
        assert_eq!(person["name"], kept, "{typed:?}");
        for question in [typed, kept] {
            assert!(finds(&clerk, question, &person.id()).await, "{question:?}");
        }
    }
    for wrong in ["＝张三", "张３", "张三①", "张，三", "\u{ad}"] {
        let told = named(&clerk, wrong).await.expect_problem(422, "invalid");
        assert_eq!(told.field_errors()[0].0, "/name", "{wrong:?}");
    }
    let body = json!({
        "citizen_id": build::citizen_id(), "name": "李四", "division": build::village(&clerk).await,
        "bank_name": " ＝农村\u{200b}信用社（城关）\u{ad} ", "address": "梅林镇\u{202e}３栋",
    });
    let person = clerk.post("/persons", body).await.expect(201);
    assert_eq!(person["bank_name"], "=农村信用社（城关）");
    let plain = clerk.post(&format!("/persons/{}/reveals", person.id()), json!({ "reason": "核对" })).await;
    assert_eq!(plain.expect(201)["address"], "梅林镇3栋");
}

#[tokio::test]
async fn an_account_is_kept_under_the_name_that_one_sees() {
    let server = Server::start().await;
    let admin = server.actor("admin").await;
    let body = json!({
        "username": "ding.yi", "name": " 古丽\u{2219}艾\u{ad}力 ", "role": "clerk", "division": "360704100000",
        "phone": "０７９７－４４３３２２１", "password": "Wide-ａ\u{ad}2026!",
    });
    let account = admin.post("/accounts", body).await.expect(201);
    assert_eq!((&account["name"], &account["phone"]), (&json!("古丽·艾力"), &json!("0797-4433221")));
    let path = format!("/accounts/{}", account.id());
    let changed = admin.patch(&path, account.version(), json!({ "name": "丁\u{200b}乙" })).await.expect(200);
    assert_eq!(changed["name"], "丁乙");
    // A password is what was typed, to the last sign.
    server.anyone().log_in("ｄｉｎｇ.yi", "Wide-ａ\u{ad}2026!").await.expect(201);
    server.anyone().log_in("ding.yi", "Wide-a2026!").await.expect(401);
}

#[tokio::test]
async fn a_person_is_found_by_every_reading_of_the_name() {
    let server = Server::start().await;
    let clerk = server.actor("clerk").await;
    for (name, questions) in [
        ("李长发", &["lizhangfa", "lichangfa", "lzf", "lcf", "changfa", "Lǐ Chángfā", "ｌｃｆ"][..]),
        ("贾晟", &["jiasheng", "jiacheng", "js", "jc"]),
        ("吕绿", &["lvlv", "lulu", "lyulyu", "lülü", "lü", "lyu", "lv", "lu"]),
        ("卜都", &["budu"]),
        ("都红", &["duhong", "douhong"]),
        ("乜红", &["niehong"]),
        ("佴红", &["naihong"]),
        ("祭红", &["zhaihong"]),
        ("句红", &["gouhong"]),
        ("召红", &["shaohong"]),
        ("翟红", &["zhaihong", "dihong"]),
        ("单于红", &["chanyuhong", "cyh"]),
        ("万俟红", &["moqihong", "mqh"]),
        ("澹台红", &["tantaihong", "tth"]),
        ("尉迟红", &["yuchihong"]),
        ("徐红", &["xuhong", "xvhong"]),
    ] {
        let person = named(&clerk, name).await.expect(201).id();
        for question in questions {
            assert!(finds(&clerk, question, &person).await, "{name} {question}");
        }
    }
    let king = named(&clerk, "王红").await.expect(201).id();
    assert!(!finds(&clerk, "yuhong", &king).await, "an old reading of 王 stands in the way of 于");
}

#[tokio::test]
async fn persons_registered_by_an_older_program_are_found_in_the_new_ways_without_anybodys_doing() {
    let mut server = Server::start().await;
    let clerk = server.actor("clerk").await;
    let mut persons = Vec::new();
    for number in 0..120 {
        let name = ["李长发", "古丽·艾力", "王晟"][number % 3];
        persons
            .push((named(&clerk, name).await.expect(201).id(), ["lcf", "古丽艾力", "wangsheng"][number % 3]));
    }
    assert_eq!(
        server.database.number("SELECT count(*) FROM token_renewals WHERE finished_at IS NOT NULL"),
        1
    );
    let tokens = server.database.number("SELECT count(*) FROM person_tokens");
    server.kill();
    // As the older program left it: readings are missing, and nobody has noted a renewal.
    for sql in [
        "DELETE FROM person_tokens WHERE token LIKE '%chang%' OR token LIKE '%sheng%' OR token IN ('lcf', '丽艾')",
        "DELETE FROM token_renewals",
    ] {
        server.database.attempt(sql).expect(sql);
    }
    server.restart().await;
    // Cut off in the middle, it goes on.
    server.kill_and_restart().await;
    let began = Instant::now();
    while server.database.number("SELECT count(*) FROM token_renewals WHERE finished_at IS NOT NULL") == 0 {
        assert!(began.elapsed() < Duration::from_secs(20), "the renewal does not come to an end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let clerk = server.actor("clerk").await;
    for (person, question) in persons {
        assert!(finds(&clerk, question, &person).await, "{question}");
    }
    assert_eq!(server.database.number("SELECT count(*) FROM person_tokens"), tokens);
    assert_eq!(server.database.number("SELECT renewed FROM token_renewals"), 120);
}
