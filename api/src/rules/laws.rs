//! The register of law: what ships, what is stored, and what the other documents cite of it.

use diesel::prelude::*;
use serde_json::Value;
use yangguang_domain::law::{Law, Place, Register, places};
use yangguang_domain::policy::Text;

use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::laws;
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::vault::sha256_hex;

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

/// What every dated document says of itself, whatever it is a document of.
#[derive(Debug)]
pub struct Written {
    pub title: Text,
    /// Where it cites the register of law.
    pub places: Vec<Place>,
}

impl Written {
    /// # Errors
    /// It is no JSON, which whoever parsed it has ruled out.
    pub fn of(document: &str) -> Outcome<Written> {
        let document: Value = serde_json::from_str(document)?;
        let title = document.get("title").cloned().map(serde_json::from_value::<Text>);
        let none = || Text { zh: String::new(), en: String::new() };
        Ok(Written { title: title.and_then(Result::ok).unwrap_or_else(none), places: places(&document) })
    }
}

/// # Errors
/// A shipped document is no law, which a test rules out.
pub fn shipped() -> Outcome<Register> {
    let law = |text: &&str| serde_json::from_str::<Law>(text).map_err(Failure::internal);
    Ok(Register::new(SHIPPED.iter().map(law).collect::<Outcome<Vec<_>>>()?))
}

/// The newest version of every entry.
///
/// # Errors
/// A document does not parse, or the database says no.
pub fn stored(conn: &mut Conn) -> Outcome<Register> {
    let rows: Vec<Doc> = laws::table.select(laws::document).order((laws::code, laws::version)).load(conn)?;
    let law = |row: Doc| row.read::<Law>().map_err(Failure::internal);
    Ok(Register::new(rows.into_iter().map(law).collect::<Outcome<Vec<_>>>()?))
}

/// Puts the shipped entries in, where that version is not there yet.
///
/// # Errors
/// As the database answers.
pub fn install(conn: &mut Conn, now: Moment) -> Outcome<()> {
    let there: Vec<(String, i32)> = laws::table.select((laws::code, laws::version)).load(conn)?;
    for law in shipped()?.all() {
        let version = i32::try_from(law.version).map_err(Failure::internal)?;
        if there.iter().any(|(code, known)| *code == law.code && *known == version) {
            continue;
        }
        insert(conn, law, now)?;
    }
    Ok(())
}

/// A version that is never changed again.
///
/// # Errors
/// As the database answers.
pub fn insert(conn: &mut Conn, law: &Law, now: Moment) -> Outcome<()> {
    let document = Doc::of(law)?;
    let sha256 = sha256_hex(document.text().as_bytes());
    diesel::insert_into(laws::table)
        .values((
            laws::code.eq(&law.code),
            laws::version.eq(i32::try_from(law.version).map_err(Failure::internal)?),
            laws::document.eq(document),
            laws::sha256.eq(sha256),
            laws::created_at.eq(now.stamp()),
        ))
        .execute(conn)?;
    Ok(())
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
