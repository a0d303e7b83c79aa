use serde_json::json;

use super::*;

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
    assert_eq!(refusal.param("lawful"), Some("withdraw,review_agree,review_return,review_oppose"));
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
