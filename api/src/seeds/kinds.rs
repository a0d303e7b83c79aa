//! What is paid month by month in the demonstration, and who has what of it beside the
//! subsistence allowance.

use serde_json::{Map, Value, json};

use super::people::{Family, conditions};
use crate::households::Condition;
use crate::persons::{Category, Relation};

/// What is applied for and how it is found.
pub struct Kind {
    pub item: &'static str,
    pub papers: &'static [&'static str],
    /// None: as of any household.
    pub findings: Option<&'static str>,
    pub opinion: &'static str,
}

pub const SUBSISTENCE: Kind = Kind {
    item: "subsistence-allowance",
    papers: &["application", "identity", "income_proof", "bank_card"],
    findings: None,
    opinion: "家庭人均收入低于标准，建议予以保障。",
};
const DESTITUTE: Kind = Kind {
    item: "destitute-support",
    papers: &["application", "identity", "income_proof", "supporters", "bank_card"],
    findings: Some(
        "入户查看：独居无子女，无劳动能力，无其他收入来源；邻里和村委会证实。自理能力已逐项评估。",
    ),
    opinion: "无劳动能力、无生活来源、无人赡养，建议纳入特困供养。",
};
const VETERAN: Kind = Kind {
    item: "veteran-disability-pension",
    papers: &["application", "identity", "disability_certificate", "discharge", "bank_card"],
    findings: Some("核对残疾军人证和退役证件原件，等级和性质与登记一致。"),
    opinion: "证件齐全有效，建议按等级发放残疾抚恤金。",
};
const ORPHAN: Kind = Kind {
    item: "orphan-allowance",
    papers: &["application", "identity", "orphan_proof", "guardian", "bank_card"],
    findings: Some("入户查看：父母均已去世，由祖父母抚养，监护落实，孩子在读，生活照料良好。"),
    opinion: "符合孤儿认定条件，建议发放基本生活费。",
};
const AGED: Kind = Kind {
    item: "old-age-allowance",
    papers: &["application", "identity", "bank_card"],
    findings: Some("上门见到本人，身份证原件与户籍信息一致，健在。"),
    opinion: "已满 80 周岁，建议发放高龄津贴。",
};

/// Every so many of the destitute households, and at most so many of the others.
const EVERY: usize = 3;
const MOST: usize = 6;
/// Eighty when they applied, whenever that was.
const OLD: i64 = 82;

/// Somebody who applies for it.
pub struct Wish {
    pub family: usize,
    pub member: usize,
    pub kind: &'static Kind,
    pub facts: Map<String, Value>,
}

pub fn wishes(families: &[Family]) -> Vec<Wish> {
    let all = || families.iter().enumerate().filter(|(_, family)| family.kin.is_none());
    let members = || {
        let members = |(family, known)| each(family, known);
        all().flat_map(members)
    };
    let destitute = all().filter(|(_, family)| family.category == Category::Destitute).step_by(EVERY);
    let destitute = destitute.zip(0..).map(|((family, _), number)| wish(family, 0, &DESTITUTE, need(number)));
    let veteran = |(family, member, _): &(usize, usize, &Family)| {
        let age = families[*family].members[*member].age;
        let number = i64::try_from(*family).unwrap_or_default();
        conditions(number, *member, age).contains(&Condition::Veteran)
    };
    let veterans = members().filter(veteran).take(MOST).zip(0_i64..).map(|((family, member, _), number)| {
        let cause = if number % 3 == 0 { "war" } else { "duty" };
        wish(family, member, &VETERAN, json!({ "grade": 10 - number, "cause": cause }))
    });
    let orphan = |(_, member, family): &(usize, usize, &Family)| {
        let member = &family.members[*member];
        member.relation == Relation::Grandchild && (4..17).contains(&member.age)
    };
    let orphans = members().filter(orphan).step_by(EVERY).take(MOST);
    let orphans =
        orphans.map(|(family, member, _)| wish(family, member, &ORPHAN, json!({ "care": "dispersed" })));
    let aged = members().filter(|(_, member, family)| family.members[*member].age >= OLD);
    let aged = aged.map(|(family, member, _)| wish(family, member, &AGED, json!({})));
    destitute.chain(veterans).chain(orphans).chain(aged).collect()
}

fn each(number: usize, family: &Family) -> impl Iterator<Item = (usize, usize, &Family)> {
    (0..family.members.len()).map(move |member| (number, member, family))
}

fn wish(family: usize, member: usize, kind: &'static Kind, facts: Value) -> Wish {
    let facts = facts.as_object().cloned().unwrap_or_default();
    Wish { family, member, kind, facts }
}

/// Of the destitute every third is partly, every seventh wholly dependent on others.
fn need(number: usize) -> Value {
    let (partly, wholly) = (number % 3 == 1, number % 7 == 5);
    json!({
        "no_income": true, "no_supporter": true, "cannot_wash": partly || wholly,
        "cannot_walk": wholly, "cannot_toilet": wholly, "cannot_dress": wholly,
    })
}
