//! On which articles an act of a scheme rests through the years, beside the policy by which its
//! sum is computed. Those in force on its day are shown.

use crate::authority::is_assistance;
use crate::law::Citation;
use crate::remedy::Deed;

const LAW: &str = "social-assistance-law";
const INTERIM: &str = "social-assistance-interim";
const SUBSISTENCE: &str = "subsistence-measures-2021";
const DESTITUTE: &str = "destitute-measures-2021";

/// The citations of an act, in no order.
#[must_use]
pub fn grounds(scheme: &str, deed: Deed) -> Vec<Citation> {
    let of = |law: &str, articles: &[&str]| -> Vec<Citation> {
        articles.iter().map(|article| Citation::of(law, article)).collect()
    };
    let mut all = if is_assistance(scheme) { of(LAW, shared(deed)) } else { Vec::new() };
    let own: &[(&str, &[&str])] = match (scheme, deed) {
        ("subsistence_allowance", Deed::Approved) => {
            &[(LAW, &["18"]), (INTERIM, &["11", "12"]), (SUBSISTENCE, &["21"])]
        }
        ("subsistence_allowance", Deed::Refused) => &[(INTERIM, &["11"]), (SUBSISTENCE, &["21"])],
        ("subsistence_allowance", Deed::Lowered) => &[(INTERIM, &["13"]), (SUBSISTENCE, &["31", "32"])],
        ("subsistence_allowance", Deed::Internal | Deed::NotAccepted) => &[(SUBSISTENCE, &["10"])],
        ("destitute_support", Deed::Approved) => &[(LAW, &["16"]), (DESTITUTE, &["17"])],
        ("destitute_support", Deed::Refused) => &[(DESTITUTE, &["18"])],
        ("destitute_support", Deed::Lowered) => &[(INTERIM, &["18"]), (DESTITUTE, &["25", "26"])],
        ("destitute_support", Deed::Internal | Deed::NotAccepted) => &[(DESTITUTE, &["12"])],
        ("medical_assistance", Deed::Approved) => &[(LAW, &["24"]), (INTERIM, &["30"])],
        ("medical_assistance", Deed::Refused | Deed::NotAccepted) => &[(INTERIM, &["30"])],
        ("temporary_relief", Deed::Approved | Deed::Refused) => &[(LAW, &["29", "50"])],
        ("disaster_relief", Deed::Approved) => &[(LAW, &["28"])],
        _ => &[],
    };
    all.extend(own.iter().flat_map(|(law, articles)| of(law, articles)));
    all
}

/// What the law on social assistance says of such an act, whatever the scheme.
const fn shared(deed: Deed) -> &'static [&'static str] {
    match deed {
        Deed::Approved | Deed::Refused => &["44", "45"],
        Deed::Lowered => &["47", "48"],
        Deed::Internal => &["5"],
        Deed::NotAccepted => &["37"],
        Deed::Silent | Deed::DisclosureRefused { .. } | Deed::Guidance => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_paid_from_the_next_month_on_rests_on_article_21_and_never_on_27() {
        let of = |article: &str| Citation::of(SUBSISTENCE, article);
        let granted = grounds("subsistence_allowance", Deed::Approved);
        assert!(granted.contains(&of("21")) && !granted.contains(&of("27")));
    }

    #[test]
    fn a_cut_rests_on_the_hearing_before_it_and_a_pension_on_no_law_of_assistance() {
        let hearing = Citation::of(LAW, "48");
        assert!(grounds("subsistence_allowance", Deed::Lowered).contains(&hearing));
        assert!(grounds("destitute_support", Deed::Lowered).contains(&Citation::of(DESTITUTE, "26")));
        assert_eq!(grounds("veteran_care", Deed::Lowered), []);
    }
}
