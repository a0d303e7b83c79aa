//! Who acts for the state, by the day: a bureau of the county by the policy's dated competent
//! department, and at the township the government of a town or the office of a street.

use chrono::NaiveDate;

use crate::policy::{CompetentDepartment, PolicyDocument};

/// 镇, 乡 and 苏木 have a people's government of their own (地方组织法).
const GOVERNED: [&str; 4] = ["镇", "乡", "苏木", "区公所"];
/// 街道 and 地区 are run by an office that a higher government has sent out.
const SENT_OUT: [&str; 2] = ["街道", "地区"];

/// What signs for a township, by the name of its division: a town's or township's government, a
/// street's office. Of anything else (an economic zone, a farm) the name itself: what its organ
/// is called cannot be told from it.
#[must_use]
pub fn township_office(name: &str) -> String {
    let ends = |all: &[&str]| all.iter().any(|end| name.ends_with(end));
    if ends(&SENT_OUT) {
        format!("{name}办事处")
    } else if ends(&GOVERNED) {
        format!("{name}人民政府")
    } else {
        name.to_owned()
    }
}

/// The bureau of a county that is competent for a policy on a day, e.g. 赣县区医疗保障局.
#[must_use]
pub fn bureau(county: &str, document: &PolicyDocument, day: NaiveDate) -> String {
    format!("{county}{}", department(&document.competent_departments, day))
}

/// The department competent on a day; before the first of them that one.
#[must_use]
pub fn department(all: &[CompetentDepartment], day: NaiveDate) -> &str {
    let on = all.iter().filter(|one| one.from <= day).max_by_key(|one| one.from);
    on.or_else(|| all.iter().min_by_key(|one| one.from)).map_or("", |one| one.name.as_str())
}

/// What the county's word on an application is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// 审批: to approve or not.
    Approval,
    /// 审核确认: to confirm or not.
    Confirmation,
}

impl Term {
    /// The term of a scheme on a day: 审核确认 for subsistence and destitute support since
    /// 2021-07-01 (民发〔2021〕57号 2, 21; 〔2021〕43号 3, 17), for all social assistance since
    /// 2026-07-01 (社会救助法 44), 审批 before (社会救助暂行办法 11, 30). Pensions are no social
    /// assistance; they are approved (军人抚恤优待条例 27).
    #[must_use]
    pub fn on(scheme: &str, day: NaiveDate) -> Term {
        let since = match scheme {
            "veteran_care" | "conscript_family_allowance" => None,
            "subsistence_allowance" | "destitute_support" => NaiveDate::from_ymd_opt(2021, 7, 1),
            _ => NaiveDate::from_ymd_opt(2026, 7, 1),
        };
        if since.is_some_and(|since| since <= day) { Term::Confirmation } else { Term::Approval }
    }

    /// As a decision's title has it.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Term::Approval => "审批",
            Term::Confirmation => "审核确认",
        }
    }

    /// The verb of a refusal.
    #[must_use]
    pub const fn refused(self) -> &'static str {
        match self {
            Term::Approval => "不予批准",
            Term::Confirmation => "不予确认",
        }
    }
}

/// Whether a scheme is social assistance, whose acts the law on social assistance governs; a
/// pension or an allowance for merit or age is not (社会救助法 13, 15).
#[must_use]
pub fn is_assistance(scheme: &str) -> bool {
    matches!(
        scheme,
        "subsistence_allowance"
            | "destitute_support"
            | "medical_assistance"
            | "temporary_relief"
            | "disaster_relief"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_town_has_a_government_and_a_street_an_office() {
        for (name, office) in [
            ("梅林镇", "梅林镇人民政府"),
            ("阳埠乡", "阳埠乡人民政府"),
            ("老屯满族乡", "老屯满族乡人民政府"),
            ("水西街道", "水西街道办事处"),
            ("高碑店地区", "高碑店地区办事处"),
            ("水西街道办事处", "水西街道办事处"),
            ("江西赣县经济开发区", "江西赣县经济开发区"),
        ] {
            assert_eq!(township_office(name), office);
        }
    }

    #[test]
    fn medical_assistance_is_the_medical_security_bureaus_since_2019() {
        let of = |from: &str, name: &str| CompetentDepartment { from: day(from), name: name.to_owned() };
        let all = [of("2004-01-01", "民政局"), of("2019-01-01", "医疗保障局")];
        assert_eq!(department(&all, day("2018-12-31")), "民政局");
        assert_eq!(department(&all, day("2019-01-01")), "医疗保障局");
        assert_eq!(department(&all, day("2003-01-01")), "民政局");
    }

    #[test]
    fn subsistence_is_confirmed_since_july_2021_and_was_approved_before() {
        assert_eq!(Term::on("subsistence_allowance", day("2021-06-30")), Term::Approval);
        assert_eq!(Term::on("subsistence_allowance", day("2021-07-01")), Term::Confirmation);
        assert_eq!(Term::on("medical_assistance", day("2026-06-30")), Term::Approval);
        assert_eq!(Term::on("medical_assistance", day("2026-07-01")), Term::Confirmation);
        assert_eq!(Term::on("veteran_care", day("2026-11-01")), Term::Approval);
    }
}
