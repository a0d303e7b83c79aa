//! What a person is found by. A two-character name defeats trigram indexes, so the
//! service makes the tokens itself: characters, pairs, pinyin, initials, hashed tails.

use std::collections::BTreeSet;

use yangguang_domain::typed;

use super::readings::{spoken, syllables};
use crate::vault::Vault;

/// Raised when the tokens of the same name become others: those that are stored are then
/// made anew (`renewal.rs`).
pub const VERSION: i32 = 2;

/// Up to so many syllables every run of them is a token; of longer names the
/// beginnings and the whole.
const SHORT: usize = 4;
/// The longest beginning of a long name that is a token of its own.
const BEGINNING: usize = 8;
/// So many ways to say one run are tokens, and of a run of a long name.
const WAYS: usize = 24;
const WAYS_OF_LONG: usize = 6;
const TAIL: usize = 4;

/// All tokens of a name.
pub fn of_name(name: &str) -> BTreeSet<String> {
    let name = typed::name(name);
    let mut tokens = BTreeSet::new();
    let letters: Vec<char> = letters(&name).collect();
    tokens.extend(letters.iter().filter(|c| !c.is_ascii()).map(char::to_string));
    tokens.extend(letters.windows(2).filter(|pair| !pair.iter().all(char::is_ascii)).map(String::from_iter));
    add_spoken(&mut tokens, &syllables(&name));
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

/// Whether a token is one of the two above.
pub fn is_end_of_number(token: &str) -> bool {
    token.starts_with(['#', '~'])
}

/// The tokens that a person of whose name this is a part must all have.
pub fn wanted_of_name(part: &str) -> Vec<String> {
    let letters: Vec<char> = letters(&typed::name(part)).collect();
    match letters.as_slice() {
        [] => Vec::new(),
        [only] => vec![only.to_string()],
        all => {
            let pairs: BTreeSet<String> = all.windows(2).map(String::from_iter).collect();
            pairs.into_iter().collect()
        }
    }
}

/// What counts of a name: the dot of a minority name is often left out when typing.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars()
        .filter(|c| c.is_alphanumeric() || !c.is_ascii())
        .filter(|c| !c.is_whitespace() && *c != '·')
        .flat_map(char::to_lowercase)
}

fn add_spoken(tokens: &mut BTreeSet<String>, said: &[Vec<String>]) {
    tokens.extend(said.iter().flatten().filter(|syllable| syllable.len() > 1).cloned());
    let all = said.len();
    let mut add = |run: &[Vec<String>], most: usize| {
        if run.len() > 1 {
            for way in spoken(run, most) {
                tokens.insert(way.concat());
                tokens.insert(way.iter().filter_map(|syllable| syllable.chars().next()).collect());
            }
        }
    };
    if all <= SHORT {
        (0..all).for_each(|from| (from + 1..=all).for_each(|to| add(&said[from..to], WAYS)));
    } else {
        (2..=BEGINNING.min(all)).for_each(|to| add(&said[..to], WAYS_OF_LONG));
        add(said, WAYS_OF_LONG);
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
    fn a_family_name_is_found_by_its_own_reading_and_every_character_by_all_of_its() {
        assert!(has("单小红", "shanxiaohong") && has("单小红", "sxh"));
        assert!(has("曾红", "zenghong"));
        for token in ["lizhangfa", "lichangfa", "lzf", "lcf", "changfa", "chang"] {
            assert!(has("李长发", token), "{token}");
        }
    }

    #[test]
    fn every_dot_and_every_form_of_a_name_is_the_same_to_the_search() {
        for stored in ["古丽\u{2219}艾力", "古丽\u{387}艾力", "古丽\u{ad}艾力", "古丽·艾力", "古丽艾力"]
        {
            for asked in ["古丽艾力", "古丽·艾力", "古丽\u{1427}艾力", "丽．艾"] {
                assert!(wanted_of_name(asked).iter().all(|token| has(stored, token)), "{stored} {asked}");
            }
        }
    }

    #[test]
    fn a_name_in_latin_letters_is_found_by_its_words() {
        assert!(has("Anna MARIA", "maria") && has("Ａｎｎａ MARIA", "annamaria"));
    }

    #[test]
    fn a_name_of_fifty_characters_has_a_bounded_number_of_tokens() {
        let name: String = "阿卜杜热合曼买提".chars().cycle().take(50).collect();
        assert!(of_name(&name).len() < 200, "{}", of_name(&name).len());
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
