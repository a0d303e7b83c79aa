//! Every policy that ships: it parses, its examples come out right, and it
//! holds nothing that is not used.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use yangguang_domain::law::{Law, Register, check_policy};
use yangguang_domain::policy::Policy;

/// File name without ending, and what it holds.
fn shipped() -> Vec<(String, String)> {
    files("../policies")
}

fn laws() -> Register {
    let law = |(name, text): (String, String)| match serde_json::from_str::<Law>(&text) {
        Ok(law) => law,
        Err(error) => panic!("{name}: {error}"),
    };
    Register::new(files("../laws").into_iter().map(law))
}

fn files(folder: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the policies")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a policy"))
        })
        .collect();
    found.sort();
    found
}

fn policies() -> Vec<(String, Policy)> {
    let parse = |(name, text): (String, String)| match Policy::parse(&text) {
        Ok(policy) => (name, policy),
        Err(problems) => panic!("{name}: {problems:#?}"),
    };
    shipped().into_iter().map(parse).collect()
}

#[test]
fn every_policy_parses_and_its_examples_come_out_right() {
    let policies = policies();
    let known = |code: &str, parameter: &str, on| {
        let (_, policy) = policies.iter().find(|(_, policy)| policy.document().code == code)?;
        policy.parameter_on(parameter, on)
    };
    for (name, policy) in &policies {
        let results = policy.check_examples_with(&known);
        assert!(results.len() >= 3, "{name} has {} examples", results.len());
        for result in results {
            assert!(result.passed, "{name}: {result:#?}");
        }
    }
}

#[test]
fn every_file_is_named_by_its_code_and_no_version_is_there_twice() {
    let mut seen = BTreeSet::new();
    for (name, policy) in policies() {
        let document = policy.document();
        let versioned = format!("{}.v{}", document.code, document.version);
        assert!(name == document.code || name == versioned, "{name} holds {versioned}");
        assert!(seen.insert(versioned), "{name} is there twice");
        assert_eq!(document.jurisdiction.len(), 12, "{name}");
    }
}

#[test]
fn every_input_and_parameter_is_used() {
    for (name, policy) in policies() {
        assert_eq!(policy.unused().collect::<Vec<_>>(), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn every_line_of_an_example_says_what_it_rests_on() {
    for (name, policy) in policies() {
        for example in &policy.document().examples {
            let on = example.on.unwrap_or(policy.document().valid_from);
            let Ok(answer) = policy.evaluate(&example.facts, on) else { continue };
            for line in answer.lines {
                assert!(!line.cites.is_empty() && !line.label.zh.is_empty(), "{name}: {line:?}");
                let number = line.value.is_i64();
                assert!(!number || !line.inputs.is_empty(), "{name}: {line:?}");
                let foreign = |letter: char| ('\u{3000}'..'\u{ffff}').contains(&letter);
                let english = line.text.as_ref().is_none_or(|text| !text.en.contains(foreign));
                assert!(english, "{name}: {line:?}");
            }
        }
    }
}

#[test]
fn every_policy_rests_on_law_that_is_in_force_while_it_applies() {
    let laws = laws();
    for (name, policy) in policies() {
        let problems = check_policy(&laws, policy.document());
        assert!(problems.is_empty(), "{name}: {problems:#?}");
    }
}

#[test]
fn what_a_demonstration_county_invented_says_so_in_every_line() {
    let laws = laws();
    for (name, policy) in policies().into_iter().filter(|(name, _)| name.ends_with("-ganxian")) {
        for example in &policy.document().examples {
            let on = example.on.unwrap_or(policy.document().valid_from);
            let others = |_: &str, _: &str, _| Some(85_000);
            let answer = policy.evaluate_with(&example.facts, on, &others).expect("an answer");
            for line in laws.explain(answer).lines {
                let sum = line.unit == yangguang_domain::policy::Kind::Fen;
                let own_share = line.rule == "refused_fen";
                let told = line.clause.zh.contains("示例标准");
                assert!(!sum || own_share || told, "{name}: {line:?}");
            }
        }
    }
}

#[test]
fn the_social_assistance_law_is_cited_first_from_the_day_it_is_in_force() {
    let laws = laws();
    let policies = policies();
    let (_, policy) = policies.iter().find(|(name, _)| name == "subsistence-difference").expect("it");
    let clause = |day: &str| {
        let facts = serde_json::json!({"standard_fen": 110_000, "household_size": 3, "income_fen": 210_000});
        let answer = policy.evaluate(facts.as_object().expect("facts"), day.parse().expect("a day"));
        let answer = laws.explain(answer.expect("an answer"));
        answer.lines.last().expect("a line").clause.zh.clone()
    };
    assert!(clause("2026-07-01").starts_with("《社会救助法》第十八条"), "{}", clause("2026-07-01"));
    assert!(clause("2026-06-30").starts_with("《社会救助暂行办法》第十二条"), "{}", clause("2026-06-30"));
    assert!(!clause("2021-06-30").contains("确认办法"), "{}", clause("2021-06-30"));
    assert!(clause("2021-06-30").contains("审核审批办法"), "{}", clause("2021-06-30"));
    assert!(clause("2021-07-01").contains("审核确认办法》第二十三条"), "{}", clause("2021-07-01"));
}

#[test]
fn an_exclusion_waits_for_its_law_and_a_sum_does_not() {
    let laws = laws();
    let (_, text) = shipped().into_iter().find(|(name, _)| name == "subsistence-difference").expect("it");
    let mut document: serde_json::Value = serde_json::from_str(&text).expect("a document");
    // The opinion of 2016, in a policy of 2014.
    let opinion = document["result"]["exclusions"][0]["basis"].clone();
    document["rules"][1]["basis"] = opinion;
    let policy = Policy::parse(&document.to_string()).expect("a policy");
    let problems = check_policy(&laws, policy.document());
    let told: Vec<_> = problems.iter().map(|one| (one.pointer.as_str(), one.code.as_str())).collect();
    assert_eq!(told, [("/rules/1/basis", "no_basis_on")]);
    assert!(problems[0].zh.starts_with("2014-05-01 至 2016-02-09 没有有效的依据"), "{}", problems[0].zh);
    assert!(problems[0].en.contains("from 2014-05-01 to 2016-02-09"), "{}", problems[0].en);
}

#[test]
fn further_articles_of_a_law_are_named_without_it() {
    let laws = laws();
    let cite = |article| yangguang_domain::law::Citation::of("subsistence-measures-2021", article);
    let words = laws.words(&[cite("23"), cite("27")], "2022-01-01".parse().expect("a day"));
    assert_eq!(words.zh, "《最低生活保障审核确认办法》第二十三条、第二十七条");
    assert!(words.en.ends_with("article 23; article 27"), "{}", words.en);
}
