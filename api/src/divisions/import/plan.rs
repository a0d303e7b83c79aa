use std::collections::{HashMap, HashSet};
use std::fmt;

use super::Broken;
use super::files::{Files, Record};

/// Digits of each level's own code, from the province down.
const DIGITS: [usize; 5] = [2, 4, 6, 9, 12];
const LONGEST_NAME: usize = 100;
/// City-level rows that only hold the counties together; nobody says them.
const UNSAID: &[&str] = &["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"];

/// What is to be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    All,
    /// Two digits.
    Province(String),
    /// Six digits.
    County(String),
}

impl Area {
    /// # Errors
    /// A sentence saying which digits are wanted.
    pub fn province(code: &str) -> Result<Area, String> {
        digits(code, 2).map(Area::Province)
    }

    /// # Errors
    /// A sentence saying which digits are wanted.
    pub fn county(code: &str) -> Result<Area, String> {
        digits(code, 6).map(Area::County)
    }

    /// Whether a code of any level is imported: what lies in the area, and what lies above it.
    fn takes(&self, code: &str) -> bool {
        match self {
            Area::All => true,
            Area::Province(area) | Area::County(area) => code.starts_with(area) || area.starts_with(code),
        }
    }

    pub fn code(&self) -> Option<&str> {
        match self {
            Area::All => None,
            Area::Province(code) | Area::County(code) => Some(code),
        }
    }
}

fn digits(code: &str, many: usize) -> Result<String, String> {
    let trimmed = code.strip_suffix(&"0".repeat(12 - many)).filter(|_| code.len() == 12).unwrap_or(code);
    if trimmed.len() == many && trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(trimmed.to_owned())
    } else {
        Err(format!("`{code}` is not a code of {many} digits"))
    }
}

/// One division to be written. Small, since a country has 665,000.
#[derive(Debug, Clone)]
pub struct Node {
    /// The 12 digits as a number: in this order every parent comes before its children.
    pub number: u64,
    pub level: i16,
    pub name: Box<str>,
}

/// Everything that will be written, checked.
#[derive(Debug)]
pub struct Plan {
    pub nodes: Vec<Node>,
    /// Of the levels that have others below them.
    upper: HashMap<u64, Upper>,
    /// Names to be looked at; they are imported as they are.
    pub doubtful: Vec<Doubtful>,
}

/// A name that paper and boards are likely to show with a wrong sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    pub file: String,
    /// From 1.
    pub line: u64,
    pub code: String,
    pub name: String,
    /// What it holds, once each: U+E1C5.
    pub signs: Vec<char>,
}

#[derive(Debug)]
struct Upper {
    level: usize,
    parent: Option<u64>,
    name: Box<str>,
    full_name: String,
}

impl Plan {
    /// Reads and checks all five files, and keeps what lies in `area`.
    ///
    /// # Errors
    /// The first line that is not right.
    pub fn read(files: &Files, area: &Area) -> Result<Plan, Broken> {
        let mut reading = Reading::default();
        for level in 0..DIGITS.len() {
            files.each(level, |record| {
                let (line, code, name) = (record.line, record.code.clone(), record.name.clone());
                reading.take(level, record, area)?;
                let signs = doubtful_signs(&name);
                if !signs.is_empty() && area.takes(&code) {
                    let file = files.name(level).to_owned();
                    reading.doubtful.push(Doubtful { file, line, code, name, signs });
                }
                Ok(())
            })?;
        }
        let found = match area.code() {
            None => !reading.nodes.is_empty(),
            Some(code) => {
                let number = padded(code);
                reading.nodes.iter().any(|node| Some(node.number) == number)
            }
        };
        if !found {
            let level = if matches!(area, Area::County(_)) { 2 } else { 0 };
            let what = format!("there is no {} in it", area.code().unwrap_or("division"));
            return Err(Broken { file: files.name(level).to_owned(), line: None, column: None, what });
        }
        reading.nodes.sort_unstable_by_key(|node| node.number);
        Ok(Plan { nodes: reading.nodes, upper: reading.upper, doubtful: reading.doubtful })
    }

    /// The code of what is above, and the name from the province down.
    pub fn above(&self, node: &Node) -> (Option<String>, String) {
        if let Some(upper) = self.upper.get(&node.number) {
            return (upper.parent.map(text), upper.full_name.clone());
        }
        let parent = node.number / 1000 * 1000;
        let above = self.upper.get(&parent).map_or("", |upper| &upper.full_name);
        (Some(text(parent)), format!("{above}{}", node.name))
    }
}

/// The 12 digits of a division's number.
pub fn text(number: u64) -> String {
    format!("{number:012}")
}

fn padded(code: &str) -> Option<u64> {
    format!("{code:0<12}").parse().ok()
}

#[derive(Default)]
struct Reading {
    nodes: Vec<Node>,
    upper: HashMap<u64, Upper>,
    villages: HashSet<u64>,
    doubtful: Vec<Doubtful>,
}

impl Reading {
    fn take(&mut self, level: usize, record: Record, area: &Area) -> Result<(), String> {
        let Record { code, name, parent, .. } = record;
        let many = DIGITS[level];
        if code.len() != many || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("`{}` is not a code of {many} digits", code.escape_debug()));
        }
        check_name(&name)?;
        let number = padded(&code).ok_or("a code that is no number")?;
        let above = level.checked_sub(1).map(|above| &code[..DIGITS[above]]);
        if let (Some(named), Some(above)) = (&parent, above)
            && named != above
        {
            return Err(format!("{code} can not lie in `{}`", named.escape_debug()));
        }
        let above = match above {
            None => None,
            Some(above) => Some(
                padded(above)
                    .filter(|above| self.upper.contains_key(above))
                    .ok_or_else(|| format!("{code} lies in {above}, which is not in the file above"))?,
            ),
        };
        if above == Some(number) {
            return self.same_place(level, number, &name, area.takes(&code));
        }
        let known = self.upper.contains_key(&number) || self.villages.contains(&number);
        if known {
            return Err(format!("{code} is there twice"));
        }
        if level == DIGITS.len() - 1 {
            self.villages.insert(number);
        } else {
            self.insert(level, number, above, &name);
        }
        if area.takes(&code) {
            self.nodes.push(Node { number, level: level as i16 + 1, name: name.into() });
        }
        Ok(())
    }

    /// A city without counties (东莞市) stands as its own only county, a county without
    /// townships (金门县) as its own only village, under one and the same padded code. It
    /// is one place, kept at the level of a county, which is the tenant.
    fn same_place(&mut self, level: usize, number: u64, name: &str, taken: bool) -> Result<(), String> {
        let Some(upper) = self.upper.get(&number) else { return Ok(()) };
        if upper.name.as_ref() != name {
            return Err(format!("{} has two names, {} and {name}", text(number), upper.name));
        }
        if level == 2 {
            let parent = upper.parent;
            self.insert(level, number, parent, name);
            if taken && let Some(node) = self.nodes.iter_mut().find(|node| node.number == number) {
                node.level = level as i16 + 1;
            }
        }
        Ok(())
    }

    fn insert(&mut self, level: usize, number: u64, parent: Option<u64>, name: &str) {
        let above = parent.and_then(|parent| self.upper.get(&parent));
        let above = above.map_or("", |upper| {
            if upper.level == 1 && UNSAID.contains(&upper.name.as_ref()) {
                upper.full_name.strip_suffix(upper.name.as_ref()).unwrap_or(&upper.full_name)
            } else {
                &upper.full_name
            }
        });
        let full_name = format!("{above}{name}");
        self.upper.insert(number, Upper { level, parent, name: name.into(), full_name });
    }
}

fn check_name(name: &str) -> Result<(), String> {
    if name.trim().is_empty() {
        return Err("the name is empty".to_owned());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(format!("a name of more than {LONGEST_NAME} characters"));
    }
    let odd = |c: char| c.is_control() || c == '\u{fffd}';
    if name.chars().any(odd) {
        return Err(format!("the name `{}` holds a broken character", name.escape_debug()));
    }
    Ok(())
}

/// Signs that no Chinese font need have (private use), and letters, which stand where the
/// compiler's font had no sign.
fn doubtful_signs(name: &str) -> Vec<char> {
    let mut signs = Vec::new();
    for c in name.chars().filter(|c| is_private(*c) || is_latin(*c)) {
        if !signs.contains(&c) {
            signs.push(c);
        }
    }
    signs
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

/// Half and full width, with or without an accent.
fn is_latin(c: char) -> bool {
    let plain = c.is_ascii_alphabetic() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    plain || (c.is_alphabetic() && matches!(c, '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}'))
}

impl fmt::Display for Doubtful {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signs: Vec<String> = self.signs.iter().map(|c| format!("U+{:04X}", u32::from(*c))).collect();
        let Doubtful { file, line, code, name, .. } = self;
        write!(f, "{file}: line {line}: {code} {name} holds {}", signs.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_private_signs_or_letters_are_told_and_imported() {
        let villages = "code,name,streetCode\n110101001001,\"甲\u{E1C5}村\",110101001\n\
                        110101001002,\"ＡB社区\",110101001\n110101001003,\"𠮷村·三〇一\",110101001\n";
        let plan = read([PROVINCES, CITIES, AREAS, STREETS, villages], &Area::All).unwrap();
        let told: Vec<String> = plan.doubtful.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "villages.csv: line 2: 110101001001 甲\u{E1C5}村 holds U+E1C5",
                "villages.csv: line 3: 110101001002 ＡB社区 holds U+FF21, U+0042",
            ]
        );
        assert_eq!(plan.nodes.iter().filter(|node| node.level == 5).count(), 3);
        let elsewhere = Area::Province("44".to_owned());
        let plan = read([PROVINCES, CITIES, AREAS, STREETS, villages], &elsewhere).unwrap();
        assert_eq!(plan.doubtful, []);
    }

    const PROVINCES: &str = "code,name\n11,\"北京市\"\n44,\"广东省\"\n";
    const CITIES: &str = "code,name,provinceCode\n1101,\"市辖区\",11\n4419,\"东莞市\",44\n";
    const AREAS: &str = "code,name,cityCode\n110101,\"东城区\",1101\n441900,\"东莞市\",4419\n";
    const STREETS: &str =
        "code,name,areaCode\n110101001,\"东华门街道\",110101\n441900003,\"东城街道\",441900\n";
    const VILLAGES: &str = "code,name,streetCode\n110101001001,\"多福巷社区\",110101001\n";

    fn read(texts: [&'static str; 5], area: &Area) -> Result<Plan, String> {
        Plan::read(&Files::of_texts(texts), area).map_err(|broken| broken.to_string())
    }

    #[test]
    fn a_county_comes_with_what_lies_above_and_below_it() {
        let area = Area::County("110101".to_owned());
        let plan = read([PROVINCES, CITIES, AREAS, STREETS, VILLAGES], &area).unwrap();
        let codes: Vec<String> = plan.nodes.iter().map(|node| text(node.number)).collect();
        let expected = ["110000000000", "110100000000", "110101000000", "110101001000", "110101001001"];
        assert_eq!(codes, expected);
        let (parent, full_name) = plan.above(&plan.nodes[4]);
        assert_eq!(parent.as_deref(), Some("110101001000"));
        assert_eq!(full_name, "北京市东城区东华门街道多福巷社区");
    }

    #[test]
    fn a_city_that_is_its_own_county_is_kept_once_as_a_county() {
        let plan = read([PROVINCES, CITIES, AREAS, STREETS, VILLAGES], &Area::All).unwrap();
        let found: Vec<&Node> = plan.nodes.iter().filter(|node| node.number == 441_900_000_000).collect();
        assert_eq!((found.len(), found[0].level), (1, 3));
        assert_eq!(plan.above(found[0]), (Some("440000000000".to_owned()), "广东省东莞市".to_owned()));
        let street = plan.nodes.iter().find(|node| node.number == 441_900_003_000).unwrap();
        assert_eq!(plan.above(street), (Some("441900000000".to_owned()), "广东省东莞市东城街道".to_owned()));
    }

    #[test]
    fn a_broken_line_is_named_and_nothing_is_planned() {
        let villages = |text: &'static str| read([PROVINCES, CITIES, AREAS, STREETS, text], &Area::All);
        let told = |text| villages(text).err().unwrap_or_default();
        let twice = "code,name,streetCode\n110101001001,\"甲\",110101001\n110101001001,\"乙\",110101001\n";
        assert_eq!(told(twice), "villages.csv: line 3: 110101001001 is there twice");
        let short = "code,name,streetCode\n110101001001,\"甲\",110101001\n1101010\n";
        assert!(told(short).starts_with("villages.csv: line 3: "), "{}", told(short));
        let cut = "code,name,streetCode\n11010100100,\"甲\",110101001\n";
        assert_eq!(told(cut), "villages.csv: line 2: `11010100100` is not a code of 12 digits");
        let orphan = "code,name,streetCode\n110101009001,\"甲\",110101009\n";
        assert!(told(orphan).contains("line 2: 110101009001 lies in 110101009"), "{}", told(orphan));
        let nameless = "code,name,streetCode\n110101001001,\" \",110101001\n";
        assert_eq!(told(nameless), "villages.csv: line 2: the name is empty");
    }

    #[test]
    fn an_area_is_given_with_or_without_the_zeros_behind_it() {
        assert_eq!(Area::county("360704"), Ok(Area::County("360704".to_owned())));
        assert_eq!(Area::county("360704000000"), Ok(Area::County("360704".to_owned())));
        assert_eq!(Area::province("36"), Ok(Area::Province("36".to_owned())));
        assert!(Area::county("3607").is_err());
        assert!(Area::province("ab").is_err());
    }
}
