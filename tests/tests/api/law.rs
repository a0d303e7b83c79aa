//! The tables a lawyer reviews: the course of a case, and what the product says when it
//! says no.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;
use yangguang_domain::access::{Permission, Role, allows};
use yangguang_tests::{Server, golden};

fn words<'a>(value: &'a Value, none: &'a str) -> Vec<&'a str> {
    let all: Vec<&str> = value.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if all.is_empty() { vec![none] } else { all }
}

fn course(flow: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let label = |code: &str| {
        let stage = flow["stages"].as_array().and_then(|all| all.iter().find(|stage| stage["code"] == code));
        stage.map_or_else(|| code.to_owned(), |stage| text(&stage["label"]["zh"]))
    };
    let mut told =
        format!("{} ({}@{})\n\n", text(&flow["title"]["zh"]), text(&flow["code"]), flow["version"]);
    for act in flow["acts"].as_array().expect("acts") {
        let _ = writeln!(told, "{} {}", text(&act["label"]["zh"]), text(&act["code"]));
        let from: Vec<String> = words(&act["from"], "-").into_iter().map(label).collect();
        let to = act["to"].as_str().map_or_else(|| "(不变)".to_owned(), label);
        let _ = writeln!(told, "  {} → {to}", from.join("、"));
        let permission = act["permission"].as_str().and_then(Permission::parse).expect("a permission");
        let posts: Vec<&str> =
            Role::ALL.into_iter().filter(|role| allows(*role, permission)).map(Role::as_str).collect();
        let _ = writeln!(told, "  谁: {} ({permission})", posts.join(" "));
        for condition in act["conditions"].as_array().into_iter().flatten() {
            let _ = writeln!(told, "  须: {} 否则 {}", text(&condition["expr"]), text(&condition["code"]));
        }
        if act["distinct_from"].is_array() {
            let _ = writeln!(told, "  不得与此人相同: {}", words(&act["distinct_from"], "-").join(" "));
        }
        if act["distinct_from_ever"].is_array() {
            let ever = words(&act["distinct_from_ever"], "-").join(" ");
            let _ = writeln!(told, "  不得与此人相同(历次): {ever}");
        }
        if act["reasons_required"] == true {
            told.push_str("  须说明理由\n");
        }
        if act["new_round"] == true {
            told.push_str("  开始新一轮\n");
        }
    }
    told.push_str("\n时限\n");
    for clock in flow["clocks"].as_array().expect("clocks") {
        let limit = |value: &Value| match value["amount"].as_u64() {
            Some(amount) => format!("{amount} {}", text(&value["unit"])),
            None => "-".to_owned(),
        };
        let _ = writeln!(
            told,
            "{} {}: {},法定 {};自 {} 起,至 {} 止",
            text(&clock["label"]["zh"]),
            text(&clock["code"]),
            limit(&clock["limit"]),
            limit(&clock["statutory_limit"]),
            words(&clock["start_acts"], "-").join(" "),
            words(&clock["stop_acts"], "-").join(" ")
        );
    }
    told
}

#[test]
fn the_course_of_a_case_is_the_one_that_was_reviewed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/flows");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the flows") {
        let path = entry.expect("a file").path();
        let flow: Value = serde_json::from_slice(&std::fs::read(&path).expect("a flow")).expect("JSON");
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        golden::hold(&format!("flow-{name}.txt"), &course(&flow));
        seen += 1;
    }
    assert!(seen > 0);
}

#[tokio::test]
async fn what_is_said_when_something_is_refused_is_what_was_reviewed() {
    let server = Server::start().await;
    let mut codes = server.anyone().get("/problems").await.expect(200).items();
    codes.sort_by_key(|code| code["code"].as_str().unwrap_or_default().to_owned());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut told = String::new();
    for code in &codes {
        let _ = writeln!(told, "{} {}", code["status"], text(&code["code"]));
        let _ = writeln!(told, "  {}。{}", text(&code["title"]["zh"]), text(&code["advice"]["zh"]));
        let _ = writeln!(told, "  {}. {}", text(&code["title"]["en"]), text(&code["advice"]["en"]));
    }
    golden::hold("refusals.txt", &told);
}
