//! What a person is found by. A two-character name defeats trigram indexes, so the
//! service makes the tokens itself: characters, pairs, pinyin, initials, hashed tails.

use std::collections::BTreeSet;

use pinyin::ToPinyin;

use crate::vault::Vault;

/// Up to so many syllables every run of them is a token; of longer names the
/// beginnings and the whole.
const SHORT: usize = 4;
/// The longest beginning of a long name that is a token of its own.
const BEGINNING: usize = 8;
const TAIL: usize = 4;

/// Family names that are read otherwise than the character: found by both readings.
const SURNAMES: &[(char, &str)] = &[
    ('单', "shan"),
    ('曾', "zeng"),
    ('解', "xie"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('区', "ou"),
    ('朴', "piao"),
    ('盖', "ge"),
    ('翟', "zhai"),
    ('乐', "yue"),
    ('覃', "qin"),
    ('缪', "miao"),
    ('员', "yun"),
    ('繁', "po"),
    ('种', "chong"),
    ('秘', "bi"),
    ('黑', "he"),
    ('折', "she"),
    ('尉', "yu"),
    ('洗', "xian"),
    ('郇', "xun"),
];

/// All tokens of a name.
pub fn of_name(name: &str) -> BTreeSet<String> {
    let mut tokens = BTreeSet::new();
    let letters: Vec<char> = letters(name).collect();
    tokens.extend(letters.iter().filter(|c| !c.is_ascii()).map(char::to_string));
    tokens.extend(letters.windows(2).filter(|pair| !pair.iter().all(char::is_ascii)).map(String::from_iter));
    let read = syllables(name);
    add_spoken(&mut tokens, &read);
    let surname = name.chars().next().and_then(|first| SURNAMES.iter().find(|(c, _)| *c == first));
    if let (Some((_, reading)), Some((_, given))) = (surname, read.split_first()) {
        let other: Vec<String> = std::iter::once((*reading).to_owned()).chain(given.to_vec()).collect();
        add_spoken(&mut tokens, &other);
    }
    tokens
}

/// All that a person is found by.
pub fn of_person(vault: &Vault, name: &str, citizen_id: &str, phone: Option<&str>) -> BTreeSet<String> {
    let mut tokens = of_name(name);
    tokens.insert(of_id_tail(vault, citizen_id));
    tokens.extend(phone.map(|phone| of_phone_tail(vault, phone)));
    tokens
}

/// The token of the last four of a citizen id.
pub fn of_id_tail(vault: &Vault, id: &str) -> String {
    format!("#{}", vault.index("id_tail", last4(id)))
}

/// The token of the last four of a phone number.
pub fn of_phone_tail(vault: &Vault, phone: &str) -> String {
    format!("~{}", vault.index("phone_tail", last4(phone)))
}

/// The tokens that a person of whose name this is a part must all have.
pub fn wanted_of_name(part: &str) -> Vec<String> {
    let letters: Vec<char> = letters(part).collect();
    match letters.as_slice() {
        [] => Vec::new(),
        [only] => vec![only.to_string()],
        all => {
            let pairs: BTreeSet<String> = all.windows(2).map(String::from_iter).collect();
            pairs.into_iter().collect()
        }
    }
}

/// Typed pinyin as a token: `Zhang San`, `xi'an` and `zs` alike.
pub fn wanted_of_pinyin(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase()
}

/// What counts of a name: the dot of a minority name is often left out when typing.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|c| c.is_alphanumeric() || !c.is_ascii())
        .filter(|c| !is_joint(*c))
        .flat_map(char::to_lowercase)
}

fn is_joint(c: char) -> bool {
    c.is_whitespace() || matches!(c, '·' | '•' | '・' | '‧' | '．')
}

/// How a name is said; a word in Latin letters is one syllable, a character nobody
/// knows how to read is left out.
fn syllables(name: &str) -> Vec<String> {
    let mut said = Vec::new();
    let mut word = String::new();
    for c in name.chars() {
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if !word.is_empty() {
            said.push(std::mem::take(&mut word));
        }
        // The two that the standard of 2022 made usual in names have no reading yet.
        let known = match c {
            '䶮' => Some("yan"),
            '𠮷' => Some("ji"),
            _ => c.to_pinyin().map(|reading| reading.plain()),
        };
        // ü is typed as v.
        said.extend(known.map(|reading| reading.replace('ü', "v")));
    }
    if !word.is_empty() {
        said.push(word);
    }
    said
}

fn add_spoken(tokens: &mut BTreeSet<String>, said: &[String]) {
    tokens.extend(said.iter().filter(|syllable| syllable.len() > 1).cloned());
    let all = said.len();
    let mut add = |run: &[String]| {
        if run.len() > 1 {
            tokens.insert(run.concat());
            tokens.insert(run.iter().filter_map(|syllable| syllable.chars().next()).collect());
        }
    };
    if all <= SHORT {
        (0..all).for_each(|from| (from + 1..=all).for_each(|to| add(&said[from..to])));
    } else {
        (2..=BEGINNING.min(all)).for_each(|to| add(&said[..to]));
        add(said);
    }
}

/// The last four characters; the whole of a shorter text.
pub fn last4(text: &str) -> &str {
    text.char_indices().rev().nth(TAIL - 1).map_or(text, |(at, _)| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(name: &str, token: &str) -> bool {
        of_name(name).contains(token)
    }

    #[test]
    fn a_name_is_found_by_characters_pairs_pinyin_and_initials() {
        for token in
            ["张", "三", "张小", "小三", "zhang", "zhangxiao", "xiaosan", "zhangxiaosan", "zx", "xs", "zxs"]
        {
            assert!(has("张小三", token), "{token}");
        }
        assert!(!has("张小三", "张三"));
        assert!(!has("张小三", "z"));
    }

    #[test]
    fn the_dot_of_a_minority_name_may_be_left_out_or_typed() {
        assert!(has("迪丽·买买提", "丽买"));
        assert_eq!(wanted_of_name("迪丽·买"), wanted_of_name("迪丽买"));
        assert!(!has("迪丽·买买提", "·"));
    }

    #[test]
    fn rare_characters_beyond_the_bmp_are_found_like_any_other() {
        for token in ["𠮷", "䶮", "𠮷䶮", "jiyan", "jy"] {
            assert!(has("𠮷䶮", token), "{token}");
        }
        assert_eq!(wanted_of_name("𠮷"), ["𠮷"]);
    }

    #[test]
    fn a_family_name_is_found_by_its_own_reading() {
        assert!(has("单小红", "shanxiaohong") && has("单小红", "sxh"));
        assert!(has("曾红", "zenghong"));
    }

    #[test]
    fn no_reading_is_listed_that_the_dictionary_knows() {
        let known: Vec<&char> = SURNAMES
            .iter()
            .filter(|(c, reading)| c.to_pinyin().is_some_and(|known| known.plain() == *reading))
            .map(|(c, _)| c)
            .collect();
        assert!(known.is_empty(), "{known:?}");
    }

    #[test]
    fn a_name_in_latin_letters_is_found_by_its_words() {
        assert!(has("Anna MARIA", "maria") && has("Anna MARIA", "annamaria"));
        assert_eq!(wanted_of_pinyin("Zhang San"), "zhangsan");
    }

    #[test]
    fn a_name_of_fifty_characters_has_a_bounded_number_of_tokens() {
        let name: String = "阿卜杜热合曼买提".chars().cycle().take(50).collect();
        assert!(of_name(&name).len() < 200);
        assert!(wanted_of_name(&name).iter().all(|token| of_name(&name).contains(token)));
    }

    #[test]
    fn the_tokens_of_every_part_of_a_name_are_tokens_of_the_name() {
        for name in ["欧阳娜娜", "诸葛·𠮷䶮", "李"] {
            let all: Vec<char> = name.chars().collect();
            for from in 0..all.len() {
                for to in from + 1..=all.len() {
                    let part = String::from_iter(&all[from..to]);
                    assert!(wanted_of_name(&part).iter().all(|token| has(name, token)), "{part}");
                }
            }
        }
    }

    #[test]
    fn a_tail_is_four_characters_whatever_they_are() {
        assert_eq!(last4("11010519491231002X"), "002X");
        assert_eq!(last4("12"), "12");
        assert_eq!(last4("一二三四五"), "二三四五");
    }
}
