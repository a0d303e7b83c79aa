//! The register of law as it ships.

use yangguang_domain::law::{Law, Register};

use crate::failure::{Failure, Outcome};

const SHIPPED: &[&str] = &[
    include_str!("../../laws/civil-code.json"),
    include_str!("../../laws/civil-procedure-law.json"),
    include_str!("../../laws/data-sharing-regulations.json"),
    include_str!("../../laws/demo-ganxian.json"),
    include_str!("../../laws/demo-jiangxi-delegation.json"),
    include_str!("../../laws/destitute-measures-2016.json"),
    include_str!("../../laws/destitute-measures-2021.json"),
    include_str!("../../laws/destitute-opinion-2016.json"),
    include_str!("../../laws/disaster-regulations.json"),
    include_str!("../../laws/disclosure-fees-2020.json"),
    include_str!("../../laws/disclosure-regulations.json"),
    include_str!("../../laws/elderly-law.json"),
    include_str!("../../laws/holiday-measures.json"),
    include_str!("../../laws/legislation-law.json"),
    include_str!("../../laws/licence-law.json"),
    include_str!("../../laws/litigation-law.json"),
    include_str!("../../laws/local-dongying-2019.json"),
    include_str!("../../laws/local-fenghua-2024.json"),
    include_str!("../../laws/local-gansu.json"),
    include_str!("../../laws/local-guichi-2019.json"),
    include_str!("../../laws/local-jilin.json"),
    include_str!("../../laws/local-jinxiang-2012.json"),
    include_str!("../../laws/local-jinzhai-2020.json"),
    include_str!("../../laws/local-medical-scheme.json"),
    include_str!("../../laws/local-meilin-2020.json"),
    include_str!("../../laws/local-muzhen-2018.json"),
    include_str!("../../laws/local-nanjing-2022.json"),
    include_str!("../../laws/local-shixing-2009.json"),
    include_str!("../../laws/local-suzhou-2024.json"),
    include_str!("../../laws/local-temporary-heavy.json"),
    include_str!("../../laws/local-wenshang-2018.json"),
    include_str!("../../laws/local-youxi-2021.json"),
    include_str!("../../laws/local-zhenjiang.json"),
    include_str!("../../laws/local-zhongshan-2020.json"),
    include_str!("../../laws/low-income-notice-2022.json"),
    include_str!("../../laws/medical-fund-measures-2013.json"),
    include_str!("../../laws/medical-security-law.json"),
    include_str!("../../laws/military-pension-regulations.json"),
    include_str!("../../laws/orphan-opinion-2010.json"),
    include_str!("../../laws/pension-table-2022.json"),
    include_str!("../../laws/pension-table-2023.json"),
    include_str!("../../laws/pension-table-2024.json"),
    include_str!("../../laws/personal-information-law.json"),
    include_str!("../../laws/reconsideration-law.json"),
    include_str!("../../laws/reconsideration-rules-2026.json"),
    include_str!("../../laws/resident-committee-law.json"),
    include_str!("../../laws/rigid-expense-measures-2025.json"),
    include_str!("../../laws/social-assistance-interim.json"),
    include_str!("../../laws/social-assistance-law.json"),
    include_str!("../../laws/social-assistance-opinion-2020.json"),
    include_str!("../../laws/subsistence-measures-2012.json"),
    include_str!("../../laws/subsistence-measures-2021.json"),
    include_str!("../../laws/temporary-opinion-2018.json"),
    include_str!("../../laws/temporary-opinion-2026.json"),
    include_str!("../../laws/urban-subsistence-regulations.json"),
    include_str!("../../laws/village-committee-law.json"),
];

/// # Errors
/// A shipped document is no law, which a test rules out.
pub fn shipped() -> Outcome<Register> {
    let law = |text: &&str| serde_json::from_str::<Law>(text).map_err(Failure::internal);
    Ok(Register::new(SHIPPED.iter().map(law).collect::<Outcome<Vec<_>>>()?))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_law_of_the_folder_ships_under_its_code() {
        let register = shipped().unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("laws");
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let codes: BTreeSet<String> =
            names.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
        assert_eq!(codes, register.all().map(|law| law.code.clone()).collect());
    }
}
