//! Three hundred invented households in six towns. Their citizen ids belong to nobody
//! (`demo_id`), their telephones can not be dialled, their accounts are no bank's.

use std::collections::HashSet;

use chrono::{Datelike, Duration, NaiveDate};
use yangguang_domain::citizen_id::{CitizenId, Sex, demo_id};

use super::dice::Dice;
use super::names;
use super::places::{COUNTY, TOWNS, Town};
use crate::households::Condition;
use crate::persons::{Category, Relation};

const FAMILIES_OF_TOWN: usize = 50;
const OLDEST: i64 = 96;
/// Nobody is younger on the day of registration.
const YOUNGEST: i64 = 2;

pub struct Member {
    pub name: String,
    pub citizen_id: CitizenId,
    pub relation: Relation,
    pub age: i64,
    pub phone: Option<String>,
    pub bank_account: Option<String>,
}

pub struct Family {
    /// Place in [`TOWNS`].
    pub town: usize,
    /// 12 digits.
    pub village: &'static str,
    /// Behind the village's name: 3组12号.
    pub house: String,
    pub category: Category,
    pub certificate_no: Option<String>,
    /// Whose kin they are.
    pub kin: Option<&'static str>,
    /// The head first.
    pub members: Vec<Member>,
}

const KIN: &[&str] = &[
    "户主系本村党支部书记的近亲属",
    "户主系本镇民政工作人员的近亲属",
    "户主系本村村委会主任的近亲属",
    "户主系本村村委会会计的近亲属",
    "户主系县民政局工作人员的近亲属",
    "户主系本村妇女主任的近亲属",
];

/// All households, in the order of their towns; the same for the same day.
pub fn plan(dice: &mut Dice, today: NaiveDate) -> Vec<Family> {
    let mut maker = Maker { dice, today, numbers: HashSet::new(), made: 0, unusual: 0 };
    TOWNS
        .iter()
        .enumerate()
        .flat_map(|(place, town)| (0..FAMILIES_OF_TOWN).map(move |number| (place, town, number)))
        .map(|(place, town, number)| maker.family(place, town, number))
        .collect()
}

/// What is so of a member beside age; from the household's number, so that nothing else of
/// the demonstration changes with it.
pub fn conditions(number: i64, place: usize, age: i64) -> Vec<Condition> {
    match (number % 11, place, age) {
        (2, 0, _) => vec![Condition::SeverelyIll],
        (5, 1, _) | (8, 2, _) => vec![Condition::SeverelyDisabled],
        (7, 0, 60..) => vec![Condition::Veteran],
        _ => Vec::new(),
    }
}

/// The household's income a month; one in twenty was never assessed.
pub fn income_fen(number: i64, family: &Family) -> Option<i64> {
    if number % 20 == 13 {
        return None;
    }
    let (low, high) = match family.category {
        Category::Destitute => (0, 300),
        Category::UrbanSubsistence | Category::RuralSubsistence => (280, 880),
        Category::NearPoor => (860, 1300),
        Category::Other => (950, 2600),
    };
    let yuan = low + number * 7_919 % (high - low);
    Some(yuan * 100 * i64::try_from(family.members.len()).ok()?)
}

struct Maker<'a> {
    dice: &'a mut Dice,
    today: NaiveDate,
    /// Citizen ids that were given already.
    numbers: HashSet<String>,
    made: u32,
    unusual: usize,
}

impl Maker<'_> {
    fn family(&mut self, place: usize, town: &Town, number: usize) -> Family {
        let category = category(place, number);
        let urban = category == Category::UrbanSubsistence
            || category != Category::RuralSubsistence && self.dice.once_in(3);
        let village = *self.dice.of(if urban { town.communities } else { town.villages });
        let house = if urban {
            let (building, flat) = (self.dice.between(1, 18), self.dice.between(1, 6) * 100);
            format!("{building}栋{}室", flat + self.dice.between(1, 4))
        } else {
            format!("{}组{}号", self.dice.between(1, 14), self.dice.between(1, 96))
        };
        let serial = place * FAMILIES_OF_TOWN + number + 1;
        let certificate_no = match category {
            Category::UrbanSubsistence => Some(format!("城低保字第{serial:04}号")),
            Category::RuralSubsistence => Some(format!("农低保字第{serial:04}号")),
            Category::Destitute => Some(format!("特困供养字第{serial:04}号")),
            Category::NearPoor | Category::Other => None,
        };
        let kin = (number % 23 == 7).then(|| KIN[(place + number) % KIN.len()]);
        Family { town: place, village, house, category, certificate_no, kin, members: self.members(category) }
    }

    fn members(&mut self, category: Category) -> Vec<Member> {
        let alone = category == Category::Destitute;
        let size =
            if alone { *self.dice.of(&[1, 1, 1, 2]) } else { *self.dice.of(&[1, 2, 2, 3, 3, 3, 4, 4, 5, 6]) };
        let age = if alone { self.dice.between(62, 86) } else { self.dice.between(34, 72) };
        let sex = if self.dice.between(1, 4) == 1 { Sex::Female } else { Sex::Male };
        let (head, surname) = self.head(age, sex);
        let mut members = vec![head];
        let mut fathers_surname = surname;
        if alone {
            for _ in 1..size {
                let age = (age - self.dice.between(2, 7)).max(55);
                members.push(self.named(surname, Sex::Male, age, Relation::Sibling));
            }
            return members;
        }
        if size >= 2 && !self.dice.once_in(5) {
            let spouse = if sex == Sex::Male { Sex::Female } else { Sex::Male };
            let own = names::surname(self.dice);
            if spouse == Sex::Male {
                fathers_surname = own;
            }
            let age = (age + self.dice.between(-4, 3)).max(24);
            members.push(self.named(own, spouse, age, Relation::Spouse));
        }
        while members.len() < size {
            let next = self.next(&members, age, (surname, fathers_surname));
            members.push(next);
        }
        members
    }

    /// Children first, then the old or the very young.
    fn next(&mut self, members: &[Member], age: i64, (own, fathers): (&str, &str)) -> Member {
        let there = |relation| members.iter().filter(|member| member.relation == relation).count();
        let sex = self.sex();
        if there(Relation::Child) < 2 {
            let age = (age - self.dice.between(22, 31)).max(YOUNGEST);
            return self.named(fathers, sex, age, Relation::Child);
        }
        if age >= 52 {
            let age = (age - self.dice.between(46, 55)).max(YOUNGEST);
            return self.named(fathers, sex, age, Relation::Grandchild);
        }
        let age = (age + self.dice.between(21, 27)).min(OLDEST);
        if there(Relation::Parent) == 0 {
            return self.named(own, Sex::Male, age, Relation::Parent);
        }
        if there(Relation::Parent) == 1 {
            let surname = names::surname(self.dice);
            return self.named(surname, Sex::Female, age, Relation::Parent);
        }
        let age = (age - self.dice.between(45, 58)).max(YOUNGEST);
        self.named(fathers, sex, age, Relation::Child)
    }

    fn sex(&mut self) -> Sex {
        if self.dice.once_in(2) { Sex::Male } else { Sex::Female }
    }

    /// Every fortieth household has a head with an unusual name.
    fn head(&mut self, age: i64, sex: Sex) -> (Member, &'static str) {
        let surname = names::surname(self.dice);
        let due = self.made as usize > self.unusual * 120;
        let unusual = names::UNUSUAL.get(self.unusual).filter(|(_, theirs)| due && *theirs == sex);
        if let Some((name, sex)) = unusual {
            self.unusual += 1;
            return (self.member((*name).to_owned(), *sex, age, Relation::Head), surname);
        }
        (self.named(surname, sex, age, Relation::Head), surname)
    }

    fn named(&mut self, surname: &str, sex: Sex, age: i64, relation: Relation) -> Member {
        let birth_year = self.today.year() - i32::try_from(age).unwrap_or_default();
        let given = names::given(self.dice, sex, birth_year);
        self.member(format!("{surname}{given}"), sex, age, relation)
    }

    fn member(&mut self, name: String, sex: Sex, age: i64, relation: Relation) -> Member {
        self.made += 1;
        let citizen_id = self.number(sex, age);
        let grown = age >= 16;
        let phone = (grown && !self.dice.once_in(6)).then(|| phone(self.made));
        // A few have handed in no account yet: enough to see what the lists say of it. A child who
        // may be paid an allowance of its own has one in its name.
        let has_account = match grown {
            true => !self.dice.once_in(40),
            false => relation == Relation::Grandchild,
        };
        let bank_account = has_account.then(|| bank_account(self.made));
        Member { name, citizen_id, relation, age, phone, bank_account }
    }

    fn number(&mut self, sex: Sex, age: i64) -> CitizenId {
        loop {
            let days = age * 1461 / 4 + self.dice.between(2, 360);
            let odd = if sex == Sex::Male { 1 } else { 0 };
            let sequence = u32::try_from(self.dice.between(0, 499)).unwrap_or_default() * 2 + odd;
            let id = demo_id(COUNTY, self.today - Duration::days(days), sequence);
            if self.numbers.insert(id.as_str().to_owned()) {
                return id;
            }
        }
    }
}

/// The county seat has more of the city's households than the other towns.
fn category(town: usize, number: usize) -> Category {
    let urban = if town == 0 { 20 } else { 6 };
    match number {
        n if n < urban => Category::UrbanSubsistence,
        n if n < 29 => Category::RuralSubsistence,
        n if n < 37 => Category::NearPoor,
        n if n < 43 => Category::Destitute,
        _ => Category::Other,
    }
}

/// Ganzhou's area code, but no local number begins with 0 (电信网编号计划): nobody can
/// be called by it.
fn phone(number: u32) -> String {
    format!("07970{:06}", 500_000 + u64::from(number) * 37 % 400_000)
}

/// Nineteen digits that begin with 0, as no bank's card does (ISO/IEC 7812), and whose
/// last digit is not that of the Luhn rule.
fn bank_account(number: u32) -> String {
    let first18 = format!("0000360704{number:08}");
    let sum: u32 = first18
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            let doubled = if place % 2 == 0 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    let right = (10 - sum % 10) % 10;
    format!("{first18}{}", (right + 1 + number % 9) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luhn(number: &str) -> bool {
        let digits = number.bytes().rev().map(|digit| u32::from(digit - b'0')).enumerate();
        let sum: u32 = digits
            .map(|(place, digit)| if place % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { digit })
            .sum();
        sum.is_multiple_of(10)
    }

    #[test]
    fn nobody_of_the_demonstration_is_somebody() {
        assert!(luhn("4111111111111111"));
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let families = plan(&mut Dice::new(1), today);
        assert_eq!(families.len(), 300);
        assert!(families.iter().filter(|family| family.kin.is_some()).count() >= 6);
        let members: Vec<&Member> = families.iter().flat_map(|family| &family.members).collect();
        assert!(members.iter().all(|member| member.citizen_id.is_demo()));
        assert!(members.iter().all(|member| i64::from(member.citizen_id.age_on(today)) == member.age));
        assert!(
            members.iter().filter_map(|member| member.phone.as_ref()).all(|phone| phone.starts_with("07970"))
        );
        let accounts: Vec<&String> =
            members.iter().filter_map(|member| member.bank_account.as_ref()).collect();
        assert!(accounts.iter().all(|account| account.len() == 19 && !luhn(account)));
        let grown = members.iter().filter(|member| member.age >= 16);
        let without = grown.clone().filter(|member| member.bank_account.is_none()).count();
        assert!((1..=grown.count() / 20).contains(&without), "{without} have no account");
        for (name, _) in names::UNUSUAL {
            assert!(members.iter().any(|member| member.name == *name), "{name}");
        }
        let sizes: HashSet<usize> = families.iter().map(|family| family.members.len()).collect();
        assert_eq!(sizes, (1..=6).collect());
    }
}
