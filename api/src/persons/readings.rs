//! How a name is said: each character in all its readings, a family name in its own.

use pinyin::{ToPinyin, ToPinyinMulti};
use yangguang_domain::typed;

/// After these ü is written with its dots, and typed v, u or yu.
const BEFORE_U: [char; 2] = ['l', 'n'];

/// Family names that are read otherwise than the character mostly is; the commoner reading
/// first. They are found by these and by the character's first one, which is what somebody
/// types who does not know the name.
const SURNAMES: &[(&str, &[&str])] = &[
    ("单", &["shan"]),
    ("仇", &["qiu"]),
    ("卜", &["bu"]),
    ("都", &["du"]),
    ("乜", &["nie"]),
    ("佴", &["nai"]),
    ("祭", &["zhai"]),
    ("句", &["gou"]),
    ("召", &["shao"]),
    ("翟", &["zhai", "di"]),
    ("解", &["xie"]),
    ("查", &["zha"]),
    ("区", &["ou"]),
    ("曾", &["zeng"]),
    ("盖", &["ge"]),
    ("缪", &["miao"]),
    ("朴", &["piao"]),
    ("乐", &["yue"]),
    ("覃", &["qin", "tan"]),
    ("员", &["yun"]),
    ("贠", &["yun"]),
    ("繁", &["po"]),
    ("种", &["chong"]),
    ("秘", &["bi"]),
    ("黑", &["he"]),
    ("折", &["she"]),
    ("尉", &["wei", "yu"]),
    ("洗", &["xian"]),
    ("郇", &["xun", "huan"]),
    ("郗", &["xi", "chi"]),
    ("宓", &["mi", "fu"]),
    ("谌", &["chen", "shen"]),
    ("牟", &["mu", "mou"]),
    ("隗", &["wei", "kui"]),
    ("阚", &["kan"]),
    ("角", &["jue"]),
    ("适", &["kuo"]),
    ("费", &["fei", "bi"]),
    ("薄", &["bo"]),
    ("逢", &["pang"]),
    ("粘", &["nian"]),
    ("六", &["lu"]),
    ("库", &["she"]),
    ("藏", &["zang"]),
    ("长", &["zhang"]),
    ("那", &["na"]),
    ("哈", &["ha"]),
    ("应", &["ying"]),
    ("燕", &["yan"]),
    ("过", &["guo"]),
    ("要", &["yao"]),
    ("相", &["xiang"]),
    ("晟", &["cheng", "sheng"]),
    ("万俟", &["mo", "qi"]),
    ("尉迟", &["yu", "chi"]),
    ("澹台", &["tan", "tai"]),
    ("单于", &["chan", "yu"]),
    ("长孙", &["zhang", "sun"]),
    ("令狐", &["ling", "hu"]),
    ("乐正", &["yue", "zheng"]),
    ("夏侯", &["xia", "hou"]),
    ("鲜于", &["xian", "yu"]),
    ("淳于", &["chun", "yu"]),
    ("宰父", &["zai", "fu"]),
    ("夹谷", &["jia", "gu"]),
    ("呼延", &["hu", "yan"]),
    ("拓跋", &["tuo", "ba"]),
    ("宇文", &["yu", "wen"]),
    ("亓官", &["qi", "guan"]),
];

/// Common family names with one living reading. The dictionary knows older ones, 王 yu among
/// them, under which every 于 would stand behind all 王.
const READ_ONE_WAY: &str = "王吴朱许邓冯彭董潘蔡余于杜叶丁任姚沈陆汪石贾夏方白尹陶郝莫汤";

/// The syllables of a name, each in its readings, the likeliest first. A word in Latin
/// letters is one syllable; a character nobody knows how to read is left out.
pub fn syllables(name: &str) -> Vec<Vec<String>> {
    let family = SURNAMES
        .iter()
        .filter(|(characters, _)| name.starts_with(characters))
        .max_by_key(|(characters, _)| characters.len());
    let mut said = Vec::new();
    // With what it is without the dots of ü, which foreign keyboards lack.
    let (mut word, mut plain) = (String::new(), String::new());
    for (place, c) in name.chars().enumerate() {
        if let Some(letter) = typed::pinyin(c.encode_utf8(&mut [0; 4])).filter(|letter| !letter.is_empty()) {
            word.push_str(&letter);
            plain.push_str(if letter == "v" && !matches!(c, 'v' | 'V') { "u" } else { &letter });
            continue;
        }
        if !word.is_empty() {
            said.push(ways([std::mem::take(&mut word), std::mem::take(&mut plain)]));
        }
        let own = family.and_then(|(characters, _)| Some((*characters, family_reading(family, place)?)));
        let known: Vec<String> = match own {
            Some((characters, readings)) if characters.chars().count() == 1 => {
                readings.iter().map(|reading| (*reading).to_owned()).chain(first_of(c)).collect()
            }
            Some((_, readings)) => {
                readings.iter().map(|reading| (*reading).to_owned()).chain(all_of(c)).collect()
            }
            None if place == 0 && READ_ONE_WAY.contains(c) => first_of(c).collect(),
            None => all_of(c),
        };
        if !known.is_empty() {
            said.push(ways(known));
        }
    }
    if !word.is_empty() {
        said.push(ways([word, plain]));
    }
    said
}

/// What the character at `place` is read as in a family name: all readings of the only
/// character, the one of its place in a compound name.
fn family_reading<'a>(family: Option<&'a (&str, &'a [&'a str])>, place: usize) -> Option<&'a [&'a str]> {
    let (characters, readings) = family?;
    match characters.chars().count() {
        1 if place == 0 => Some(readings),
        1 => None,
        _ => readings.get(place..=place),
    }
}

/// Each reading once, as it may be typed.
fn ways(readings: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut ways: Vec<String> = Vec::new();
    for reading in readings {
        let rounded = BEFORE_U.iter().any(|before| reading.contains(&format!("{before}v")));
        let typed = [reading.clone(), reading.replace('v', "u"), reading.replace('v', "yu")];
        for way in typed.into_iter().take(if rounded { 3 } else { 1 }) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    ways
}

fn first_of(c: char) -> impl Iterator<Item = String> {
    c.to_pinyin().and_then(|reading| typed::pinyin(reading.plain())).into_iter()
}

fn all_of(c: char) -> Vec<String> {
    // The two that the standard of 2022 made usual in names; the dictionary lacks the second.
    let unknown = match c {
        '䶮' => Some("yan"),
        '𠮷' => Some("ji"),
        _ => None,
    };
    let known = c.to_pinyin_multi().into_iter().flatten();
    let known = known.filter_map(|reading| typed::pinyin(reading.plain()));
    unknown.map(str::to_owned).into_iter().chain(known).collect()
}

/// Up to `most` ways to say a run of syllables: the likeliest of each first, then those that
/// differ from it in one place, and so on.
pub fn spoken(run: &[Vec<String>], most: usize) -> Vec<Vec<&str>> {
    let mut ways = vec![vec![0; run.len()]];
    let mut next = 0;
    while next < ways.len() && ways.len() < most {
        let way = ways[next].clone();
        // Only from the last place that was changed on, so that none comes twice.
        let from = way.iter().rposition(|index| *index > 0).unwrap_or(0);
        for place in from..run.len() {
            if way[place] + 1 < run[place].len() && ways.len() < most {
                let mut other = way.clone();
                other[place] += 1;
                ways.push(other);
            }
        }
        next += 1;
    }
    let say = |way: &Vec<usize>| way.iter().zip(run).map(|(index, each)| each[*index].as_str()).collect();
    ways.iter().map(say).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(name: &str) -> Vec<String> {
        spoken(&syllables(name), 24).into_iter().map(|way| way.concat()).collect()
    }

    #[test]
    fn a_character_is_read_in_all_its_ways() {
        for (name, ways) in [
            ("李长发", ["lizhangfa", "lichangfa"]),
            ("贾晟", ["jiacheng", "jiasheng"]),
            ("张乐", ["zhangle", "zhangyue"]),
            ("吕布", ["lvbu", "lyubu"]),
            ("吕女", ["lunu", "lvnyu"]),
        ] {
            for way in ways {
                assert!(said(name).contains(&way.to_owned()), "{name} {way}: {:?}", said(name));
            }
        }
    }

    #[test]
    fn a_family_name_has_its_own_reading() {
        for (name, way) in [
            ("单红", "shanhong"),
            ("仇红", "qiuhong"),
            ("卜红", "buhong"),
            ("都红", "duhong"),
            ("乜红", "niehong"),
            ("佴红", "naihong"),
            ("祭红", "zhaihong"),
            ("句红", "gouhong"),
            ("召红", "shaohong"),
            ("翟红", "zhaihong"),
            ("翟红", "dihong"),
            ("万俟红", "moqihong"),
            ("澹台红", "tantaihong"),
            ("单于红", "chanyuhong"),
            ("尉迟红", "yuchihong"),
            ("长孙红", "zhangsunhong"),
            ("令狐红", "linghuhong"),
            // Nobody need know it: the character's usual reading finds the person too.
            ("单红", "danhong"),
            ("仇红", "chouhong"),
        ] {
            assert!(said(name).contains(&way.to_owned()), "{name} {way}: {:?}", said(name));
        }
        assert!(!said("王红").contains(&"yuhong".to_owned()));
        assert!(said("红王").contains(&"hongyu".to_owned()));
    }

    #[test]
    fn a_word_in_latin_letters_is_one_syllable() {
        assert_eq!(
            syllables("Anna MARIA"),
            [["anna"], ["maria"]].map(|ways| ways.map(str::to_owned).to_vec())
        );
        assert_eq!(said("Müller Ivan"), ["mvllerivan", "mullerivan"]);
    }

    #[test]
    fn the_ways_to_say_a_name_are_bounded_and_none_comes_twice() {
        let run = vec![vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]; 12];
        let ways = spoken(&run, 24);
        assert_eq!(ways.len(), 24);
        let distinct: std::collections::BTreeSet<_> = ways.iter().collect();
        assert_eq!(distinct.len(), 24);
        assert_eq!(ways[0], ["a"; 12]);
        assert!(spoken(&[], 24).iter().all(Vec::is_empty));
    }

    #[test]
    fn every_reading_of_the_table_is_needed_and_is_pinyin() {
        for (characters, readings) in SURNAMES {
            assert!(readings.iter().all(|reading| reading.bytes().all(|byte| byte.is_ascii_lowercase())));
            let count = characters.chars().count();
            assert!(count == 1 || readings.len() == count, "{characters}");
            assert!(!READ_ONE_WAY.contains(characters), "{characters}");
        }
    }
}
