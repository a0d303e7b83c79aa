use super::*;

/// What is wrong with this formula in a policy whose only rule has it.
fn fault(formula: &str) -> Option<PolicyProblem> {
    let rule = json!({
        "name": "aid", "label": {"zh": "字", "en": "word"}, "unit": "fen", "formula": formula, "basis": []
    });
    let at_rule = |problem: &PolicyProblem| problem.pointer == "/rules/0/formula";
    told(&with(json!({ "rules": [rule] }))).into_iter().find(at_rule)
}

#[test]
fn a_formula_that_can_not_be_read_is_told_in_plain_words_at_its_place() {
    let faults = [
        ("", 0, "公式是空的", "The formula is empty"),
        ("  ", 2, "公式是空的", "The formula is empty"),
        (
            "sum *",
            5,
            "公式在此处中断，后面还缺内容",
            "The formula breaks off here, something is missing after it",
        ),
        (
            "sum -",
            5,
            "公式在此处中断，后面还缺内容",
            "The formula breaks off here, something is missing after it",
        ),
        (
            "sum ? 1",
            7,
            "公式在此处中断，后面还缺内容",
            "The formula breaks off here, something is missing after it",
        ),
        (
            "!",
            1,
            "公式在此处中断，后面还缺内容",
            "The formula breaks off here, something is missing after it",
        ),
        ("(sum", 4, "此处缺少“)”", "\")\" is missing here"),
        ("max(sum, 5 - 1", 14, "此处缺少“)”", "\")\" is missing here"),
        ("sum)", 3, "此处多出“)”", "\")\" does not belong here"),
        ("sum == == 1", 7, "此处多出“==”", "\"==\" does not belong here"),
        ("1 2 3", 2, "此处多出“2”", "\"2\" does not belong here"),
        ("sum \n* * 2", 7, "此处多出“*”", "\"*\" does not belong here"),
        ("1..2", 2, "读不懂“..2”", "\"..2\" can not be read"),
        ("sum @ 2", 4, "不认识的符号“@”", "The sign \"@\" is not known"),
        ("sum = 1", 4, "不认识的符号“=”，是否应为“==”？", "The sign \"=\" is not known: is \"==\" meant?"),
        (
            "sum + （1）",
            6,
            "不认识的符号“（”，公式只用半角的英文字母和符号",
            "The sign \"（\" is not known: a formula is written in English letters and signs",
        ),
        ("99999999999999999999", 0, "数字太大或写法不对", "The number is too large or not written as one"),
        ("if + 1", 0, "“if”不能用作名称", "\"if\" can not be used as a name"),
        ("has(sum)", 4, "公式在此处读不懂", "The formula can not be read here"),
    ];
    for (formula, position, zh, en) in faults {
        let fault = fault(formula).unwrap();
        assert_eq!((fault.code.as_str(), fault.position), ("syntax", Some(position)), "{formula:?}");
        assert_eq!((fault.zh.as_str(), fault.en.as_str()), (zh, en), "{formula:?}");
    }
}

#[test]
fn no_word_of_the_grammar_is_told_wherever_a_formula_is_cut() {
    let whole = "(sum >= 5 && size != 2 ? max(sum * 2, -size) : [1, 2][0]) + {'a': 1}.a % 7";
    let mut found = 0;
    for (end, _) in whole.char_indices() {
        for formula in [&whole[..end], &whole[end..]] {
            let Some(fault) = fault(formula).filter(|fault| fault.code == "syntax") else { continue };
            found += 1;
            for words in [&fault.zh, &fault.en] {
                for word in
                    ["Syntax", "expecting", "EOF", "NUM_", "IDENTIFIER", "input", "token", "`", "Incomplete"]
                {
                    assert!(!words.contains(word), "{formula:?}: {words}");
                }
            }
            assert!(
                !fault.zh.contains(|letter: char| letter.is_ascii_uppercase()),
                "{formula:?}: {}",
                fault.zh
            );
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn a_condition_of_a_flow_is_told_without_the_words_of_the_grammar() {
    let error = Expression::compile("sum *", Type::Bool, |_| Some(Type::Int)).unwrap_err();
    assert_eq!(error.to_string(), "The formula breaks off here, something is missing after it");
}
