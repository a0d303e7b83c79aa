use serde_json::json;

use super::*;

<<<<<<< HEAD:api/domain/src/workflow/tests.rs
const MEDICAL: &str = include_str!("../../../flows/medical-assistance.v1.json");

fn flow() -> Flow {
    Flow::parse(MEDICAL).unwrap()
}

/// A case against which nothing stands.
fn ready() -> Context {
    context(json!({
        "materials_missing": 0, "supplement_notices": 0, "facts_complete": true, "checks": 1,
        "staff_kin": false, "county_visits": 0, "eligible": true,
        "amount_fen": 150_000, "min_fen": 150_000, "max_fen": 150_000
    }))
}

fn context(facts: Json) -> Context {
    let facts = facts.as_object().unwrap().clone().into_iter().collect();
    Context { facts }
}

fn with(name: &str, value: impl Into<Json>) -> Context {
    let mut ctx = ready();
    ctx.facts.insert(name.to_owned(), value.into());
    ctx
}

fn person(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn did(act: &str, actor: u128, round: u32) -> Done {
    Done { act: act.to_owned(), actor: person(actor), round }
}

=======
>>>>>>> d2:api/domain/src/workflow/tests/steps.rs
fn refusal(stage: &str, act: &str, ctx: &Context) -> &'static str {
    advance(&flow(), stage, act, person(9), 1, &[], ctx).unwrap_err().code
}

#[test]
fn a_complete_case_walks_from_the_counter_to_the_approval() {
    let flow = flow();
    let mut stage = flow.document().first_stage.as_str();
    let mut done = Vec::new();
    let acts = ["accept", "check", "opine", "review_agree", "submit", "examine_agree", "decide_approve"];
    for (number, act) in acts.into_iter().enumerate() {
        let actor = person(number as u128);
        let step = advance(&flow, stage, act, actor, 1, &done, &ready()).unwrap();
        done.push(did(act, number as u128, 1));
        stage = step.to;
    }
    assert_eq!(flow.stage(stage).unwrap().outcome.as_deref(), Some("approved"));
}

#[test]
fn an_act_in_the_wrong_stage_is_refused_with_what_would_be_lawful() {
    let refusal = advance(&flow(), "reviewing", "accept", person(1), 1, &[], &ready()).unwrap_err();
    assert_eq!(refusal.code, "act_not_allowed_here");
    assert_eq!(refusal.param("stage"), Some("reviewing"));
    assert_eq!(refusal.param("lawful"), Some("withdraw,review_agree,review_return,review_refuse"));
}

#[test]
fn a_closed_case_and_an_unknown_stage_or_act_allow_nothing() {
    assert_eq!(refusal("approved", "decide_refuse", &ready()), "act_not_allowed_here");
    assert_eq!(refusal("nowhere", "accept", &ready()), "act_not_allowed_here");
    assert_eq!(refusal("received", "nothing", &ready()), "act_not_allowed_here");
}

#[test]
fn what_is_missing_is_told_once_and_only_if_something_is_missing() {
    assert_eq!(refusal("received", "notify_supplement", &ready()), "nothing_missing");
    let mut ctx = with("materials_missing", 2);
    let step = |ctx: &Context| {
        let flow = flow();
        advance(&flow, "received", "notify_supplement", person(1), 1, &[], ctx)
            .map(|step| step.to.to_owned())
            .map_err(|refusal| refusal.code)
    };
    assert_eq!(step(&ctx), Ok("supplementing".to_owned()));
    ctx.facts.insert("supplement_notices".to_owned(), json!(1));
    assert_eq!(step(&ctx), Err("already_notified"));
}

#[test]
fn each_condition_refuses_with_its_own_code() {
    let cases = [
        ("received", "accept", with("materials_missing", 1), "materials_missing"),
        ("supplementing", "accept", with("facts_complete", false), "facts_incomplete"),
        ("checking", "opine", with("checks", 0), "check_missing"),
        ("deciding", "decide_approve", with("staff_kin", true), "kin_needs_county_visit"),
        ("deciding", "decide_refuse", with("staff_kin", true), "kin_needs_county_visit"),
        ("deciding", "decide_approve", with("eligible", false), "not_eligible"),
        ("deciding", "decide_approve", with("amount_fen", 150_001), "amount_outside_policy"),
        ("examining", "examine_agree", with("amount_fen", 149_999), "amount_outside_policy"),
    ];
    for (stage, act, ctx, code) in cases {
        assert_eq!(refusal(stage, act, &ctx), code, "{act} in {stage}");
    }
}

#[test]
fn kin_of_staff_can_be_decided_on_after_a_county_visit() {
    let mut ctx = with("staff_kin", true);
    ctx.facts.insert("county_visits".to_owned(), json!(1));
    assert!(advance(&flow(), "deciding", "decide_approve", person(1), 1, &[], &ctx).is_ok());
}

#[test]
fn what_is_not_known_or_of_another_type_is_not_a_yes() {
    assert_eq!(refusal("received", "accept", &Context::default()), "materials_missing");
    let odd = with("facts_complete", "true");
    assert_eq!(refusal("received", "accept", &odd), "facts_incomplete");
}

#[test]
fn who_checked_can_not_review_in_the_same_round_but_can_after_a_return() {
    let flow = flow();
    let done = [did("check", 1, 1)];
    let review =
        |actor, round| advance(&flow, "reviewing", "review_agree", person(actor), round, &done, &ready());
    let refusal = review(1, 1).unwrap_err();
    assert_eq!((refusal.code, refusal.param("act")), ("same_person", Some("check")));
    assert!(review(2, 1).is_ok());
    assert!(review(1, 2).is_ok());
}

#[test]
fn who_examined_or_acted_in_the_township_can_not_decide() {
    let flow = flow();
    for act in ["check", "opine", "review_agree", "examine_agree", "examine_refuse"] {
        for decision in ["decide_approve", "decide_refuse", "decide_return"] {
            let done = [did(act, 1, 1)];
            let refused = advance(&flow, "deciding", decision, person(1), 1, &done, &ready()).unwrap_err();
            assert_eq!(refused.code, "same_person", "{act}, then {decision}");
        }
    }
}

#[test]
fn every_return_to_the_township_begins_a_new_round() {
    let flow = flow();
    let returns =
        [("reviewing", "review_return"), ("examining", "examine_return"), ("deciding", "decide_return")];
    for (stage, act) in returns {
        let step = advance(&flow, stage, act, person(1), 3, &[], &ready()).unwrap();
        assert_eq!((step.to, step.round), ("checking", 4), "{act}");
    }
    let step = advance(&flow, "checking", "check", person(1), 3, &[], &ready()).unwrap();
    assert_eq!((step.to, step.round), ("checking", 3));
}

#[test]
fn the_clocks_start_and_stop_with_the_acts_of_the_law() {
    let flow = flow();
    let codes =
        |clocks: Vec<&Clock>| -> Vec<String> { clocks.into_iter().map(|clock| clock.code.clone()).collect() };
    assert_eq!(codes(flow.clocks_started_by(OPEN)), ["acceptance"]);
    let accept = advance(&flow, "received", "accept", person(1), 1, &[], &ready()).unwrap();
    assert_eq!(codes(accept.clocks_started), ["handling"]);
    assert_eq!(codes(accept.clocks_stopped), ["acceptance"]);
    let submit = advance(&flow, "batching", "submit", person(1), 1, &[], &ready()).unwrap();
    assert_eq!((codes(submit.clocks_started), submit.batch), (vec!["county".to_owned()], Batch::Submit));
    let done = advance(&flow, "deciding", "decide_refuse", person(1), 1, &[], &ready()).unwrap();
    assert_eq!(codes(done.clocks_stopped), ["handling", "county"]);
}

#[test]
fn a_person_is_offered_only_the_acts_of_the_post_each_with_what_stands_against_it() {
    let ctx = with("materials_missing", 1);
    let offered = allowed(&flow(), "received", Role::Clerk, person(1), 1, &[], &ctx);
    let seen: Vec<(&str, bool, Option<&str>, bool)> =
        offered.iter().map(|act| (act.act.as_str(), act.enabled, act.reason, act.reasons_required)).collect();
    assert_eq!(
        seen,
        [
            ("edit", true, None, false),
            ("notify_supplement", true, None, false),
            ("accept", false, Some("materials_missing"), false),
            ("decline", true, None, true),
            ("withdraw", true, None, false),
        ]
    );
    assert!(allowed(&flow(), "received", Role::Auditor, person(1), 1, &[], &ctx).is_empty());
}
<<<<<<< HEAD:api/domain/src/workflow/tests.rs

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

proptest! {
    #[test]
    fn no_walk_panics_or_leaves_a_closed_stage_or_lets_one_person_do_both_halves(
        walk in proptest::collection::vec((0usize..18, 0u128..3, any::<[bool; 4]>()), 1..60)
    ) {
        let flow = flow();
        let (mut stage, mut round, mut done) = ("received", 1, Vec::<Done>::new());
        for (number, actor, [missing, complete, kin, visited]) in walk {
            let act = &flow.document().acts[number];
            let mut ctx = ready();
            for (name, value) in [
                ("materials_missing", json!(i64::from(missing))),
                ("facts_complete", json!(complete)),
                ("staff_kin", json!(kin)),
                ("county_visits", json!(i64::from(visited))),
            ] {
                ctx.facts.insert(name.to_owned(), value);
            }
            let Ok(step) = advance(&flow, stage, &act.code, person(actor), round, &done, &ctx)
            else { continue };
            prop_assert!(!flow.stage(stage).unwrap().closed, "{} left {stage}", act.code);
            let earlier = done.iter().filter(|past| past.round == round && past.actor == person(actor));
            for past in earlier {
                prop_assert!(!act.distinct_from.contains(&past.act), "{} after {}", act.code, past.act);
            }
            prop_assert!(!kin || visited || act.code != "decide_approve");
            done.push(did(&act.code, actor, round));
            (stage, round) = (step.to, step.round);
        }
    }

    #[test]
    fn what_is_offered_as_enabled_can_be_done_and_nothing_else(
        place in 0usize..11, actor in 0u128..3, missing in 0i64..2, checks in 0i64..2
    ) {
        let flow = flow();
        let stage = flow.document().stages[place].code.as_str();
        let done = [did("check", 1, 1), did("examine_agree", 2, 1)];
        let mut ctx = with("materials_missing", missing);
        ctx.facts.insert("checks".to_owned(), json!(checks));
        for role in Role::ALL {
            for offer in allowed(&flow, stage, role, person(actor), 1, &done, &ctx) {
                let result = advance(&flow, stage, &offer.act, person(actor), 1, &done, &ctx);
                prop_assert_eq!(result.err().map(|refusal| refusal.code), offer.reason);
                prop_assert_eq!(offer.enabled, offer.reason.is_none());
            }
        }
    }
}
=======
>>>>>>> d2:api/domain/src/workflow/tests/steps.rs
