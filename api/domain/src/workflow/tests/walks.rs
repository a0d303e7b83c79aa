use proptest::prelude::*;
use serde_json::json;

use super::*;

proptest! {
    #[test]
    fn no_walk_panics_or_leaves_a_closed_stage_or_lets_one_person_do_both_halves(
        walk in proptest::collection::vec((0usize..18, 0u128..3, any::<[bool; 4]>()), 1..60)
    ) {
        let flow = flow();
        let (mut stage, mut round, mut done) = ("received", 1, Vec::<Done>::new());
        for (number, actor, [missing, complete, kin, visited]) in walk {
            let lawful: Vec<&Act> = flow.acts_from(stage).map(|(act, _)| act).collect();
            // In a closed stage every act is tried, elsewhere the lawful ones,
            // so that walks get far.
            let acts = &flow.document().acts;
            let act = if lawful.is_empty() { &acts[number] } else { lawful[number % lawful.len()] };
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
