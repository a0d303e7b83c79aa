use serde_json::json;

use super::*;

/// The medical flow with one change, as JSON.
fn changed(change: impl FnOnce(&mut Json)) -> Vec<String> {
    let mut document: Json = serde_json::from_str(MEDICAL).unwrap();
    change(&mut document);
    match Flow::parse(&document.to_string()) {
        Ok(_) => Vec::new(),
        Err(FlowError::Json(error)) => vec![error.to_string()],
        Err(FlowError::Problems(problems)) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_flow_that_does_not_hold_together_is_refused_with_each_reason() {
    let new_stage = json!({"code": "lost", "label": {"zh": "", "en": ""}});
    let problems = changed(|flow| flow["stages"].as_array_mut().unwrap().push(new_stage));
    assert_eq!(
        problems,
        ["stage \"lost\" can not be reached", "from stage \"lost\" no closed stage can be reached"]
    );
    type Change = (&'static str, Json, &'static str);
    let changes: [Change; 9] = [
        ("/first_stage", json!("nowhere"), "first_stage names \"nowhere\""),
        ("/acts/2/from", json!(["approved"]), "leaves the closed stage \"approved\""),
        ("/acts/0/permission", json!("case.all"), "edit names \"case.all\""),
        ("/acts/2/conditions/0/expr", json!("materials_mising == 0"), "there is no \"materials_mising\""),
        ("/acts/2/conditions/0/expr", json!("materials_missing"), "is int, bool is needed"),
        ("/acts/2/conditions/0/code", json!("invented"), "accept names \"invented\""),
        ("/acts/7/distinct_from", json!(["chek"]), "review_agree names \"chek\""),
        ("/clocks/0/stop_acts", json!(["acept"]), "acceptance names \"acept\""),
        ("/acts/1/code", json!("edit"), "\"edit\" is declared twice"),
    ];
    for (pointer, value, expected) in changes {
        let problems = changed(|flow| *flow.pointer_mut(pointer).unwrap() = value);
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{pointer}: {problems:?}");
    }
    let unknown = changed(|flow| flow["acts"][0]["colour"] = json!("red"));
    assert!(unknown[0].contains("unknown field `colour`"), "{unknown:?}");
}

/// The clocks of the allowance with one change.
fn clocks_changed(pointer: &str, value: Json) -> Vec<String> {
    let text = include_str!("../../../../flows/subsistence-allowance.v2.json");
    let mut document: Json = serde_json::from_str(text).unwrap();
    assert_eq!(document["clocks"][1]["code"], "handling");
    *document["clocks"][1].pointer_mut(pointer).unwrap() = value;
    match Flow::parse(&document.to_string()) {
        Err(FlowError::Problems(problems)) => problems.iter().map(ToString::to_string).collect(),
        other => panic!("{pointer}: {other:?}"),
    }
}

#[test]
fn a_promise_is_never_longer_than_the_law_and_a_limit_of_the_law_has_its_basis() {
    let longer = clocks_changed("/limit/amount", json!(31));
    assert_eq!(longer, ["clock \"handling\": the promise is longer than the law allows"]);
    let unfounded = clocks_changed("/basis", json!([]));
    assert_eq!(unfounded, ["clock \"handling\": a limit of the law has its basis"]);
    for (pointer, value) in [
        ("/extension/limit/amount", json!(30)),
        ("/extension/grounds", json!([])),
        ("/extension/basis", json!([])),
    ] {
        let told = clocks_changed(pointer, value);
        let said = "clock \"handling\": an extension is longer than the limit, and has its grounds and basis";
        assert_eq!(told, [said], "{pointer}");
    }
}
