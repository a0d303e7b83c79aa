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
        ("/acts/0/from", json!(["approved"]), "leaves the closed stage \"approved\""),
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
