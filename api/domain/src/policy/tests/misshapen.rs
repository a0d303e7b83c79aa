use super::*;

fn after(change: impl FnOnce(&mut Json)) -> Vec<PolicyProblem> {
    let mut document: Json = serde_json::from_str(MEDICAL).unwrap();
    change(&mut document);
    told(&document)
}

/// The only problem after one change.
fn fault(change: impl FnOnce(&mut Json)) -> PolicyProblem {
    let mut problems = after(change);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[test]
fn a_fault_of_shape_is_told_at_its_member_in_plain_words() {
    type Fault = (&'static str, Json, &'static str, &'static str, &'static str);
    let faults: [Fault; 10] = [
        (
            "/parameters/0/values/0/value",
            json!(1.5),
            "wrong_type",
            "整数、文字或是否",
            "a whole number, a text, or true or false",
        ),
        (
            "/parameters/0/values/0/value",
            json!({}),
            "wrong_type",
            "整数、文字或是否",
            "a whole number, a text, or true or false",
        ),
        ("/parameters/0/values/0/from", json!("soon"), "wrong_type", "日期", "a date"),
        ("/examples/0/title", json!(1), "wrong_type", "文字", "a text"),
        ("/examples/0/facts", json!([]), "wrong_type", "由字段组成的对象", "an object"),
        ("/inputs/0/required", json!("yes"), "wrong_type", "是或否", "true or false"),
        ("/rules", json!("none"), "wrong_type", "列表", "a list"),
        ("/rules/0/unit", json!("yuan"), "not_allowed_value", "fen、int、permille", "fen, int, permille"),
        ("/rules/0/unit", json!(5), "wrong_type", "文字", "a text"),
        ("/version", json!(-1), "bad_range", "数字太大，或不能为负数", "too large"),
    ];
    for (place, value, code, zh, en) in faults {
        let fault = fault(|document| *document.pointer_mut(place).unwrap() = value.clone());
        assert_eq!((fault.pointer.as_str(), fault.code.as_str()), (place, code), "{fault:?}");
        assert!(fault.zh.contains(zh) && fault.en.contains(en), "{fault:?}");
        assert!(!fault.zh.contains("expected"), "{fault:?}");
    }
}

#[test]
fn a_member_unknown_or_missing_is_told_with_its_name() {
    let misspelt = fault(|document| document["rules"][0]["fromula"] = json!("1"));
    assert_eq!((misspelt.pointer.as_str(), misspelt.code.as_str()), ("/rules/0/fromula", "unknown_member"));
    assert!(misspelt.zh.starts_with("没有名为“fromula”的字段"), "{misspelt:?}");
    assert!(misspelt.zh.contains("formula、basis") && misspelt.en.contains("formula, basis"), "{misspelt:?}");

    let strange = fault(|document| document["rules"][0]["a/b~`, expected `"] = json!("1"));
    assert_eq!(strange.pointer, "/rules/0/a~1b~0`, expected `");

    let left_out = fault(|document| {
        document["result"].as_object_mut().unwrap().remove("amount");
    });
    assert_eq!((left_out.pointer.as_str(), left_out.code.as_str()), ("/result/amount", "required"));
    assert_eq!(
        (left_out.zh.as_str(), left_out.en.as_str()),
        ("缺少字段“amount”", "The member \"amount\" is missing")
    );
}

#[test]
fn every_fault_of_shape_is_told_at_once() {
    let problems = after(|document| {
        document["colour"] = json!("red");
        document["title"] = json!("标题");
        document["rules"][0]["unit"] = json!("yuan");
        document["rules"][1]["fromula"] = json!("1");
        document["parameters"][0]["values"][0]["value"] = json!(null);
        document.as_object_mut().unwrap().remove("result");
        document.as_object_mut().unwrap().remove("valid_from");
    });
    let mut places: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
    places.sort_unstable();
    let wanted = [
        "/colour",
        "/parameters/0/values/0/value",
        "/result",
        "/rules/0/unit",
        "/rules/1/fromula",
        "/title",
        "/valid_from",
    ];
    assert_eq!(places, wanted);
}

#[test]
fn an_empty_document_lacks_each_member_that_is_needed() {
    let problems = told(&json!({}));
    assert_eq!(problems.len(), 13, "{problems:?}");
    assert!(problems.iter().all(|problem| problem.code == "required"), "{problems:?}");
}

#[test]
fn a_text_that_is_no_json_is_told_with_its_line() {
    let fault = |text: &str| Policy::parse(text).unwrap_err().remove(0);
    let broken = fault("{\n  \"schema\": x\n}");
    assert_eq!((broken.pointer.as_str(), broken.code.as_str()), ("", "invalid_json"));
    assert!(broken.zh.contains("第 2 行") && broken.en.contains("line 2"), "{broken:?}");
    assert!(fault("{\"schema\": ").zh.contains("不是完整的 JSON"));
    let twice = fault(&MEDICAL.replacen("\"version\": 1,", "\"version\": 1, \"version\": 2,", 1));
    assert_eq!(
        (twice.code.as_str(), twice.zh.as_str()),
        ("duplicate_name", "第 4 行：同一处的字段“version”写了两次")
    );
}

#[test]
fn in_a_large_document_only_the_first_faults_are_looked_for() {
    let faults = |title: String| {
        after(|document| {
            document["examples"][0]["title"] = json!(title);
            document["rules"] = json!(vec![1; 60]);
        })
    };
    assert_eq!(faults("例".to_owned()).len(), 50);
    let few = faults("例".repeat(300_000)).len();
    assert!((1..20).contains(&few), "{few}");
}
