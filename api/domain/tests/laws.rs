//! The register of law as it ships: every document sound, everything unread marked so.

use std::path::Path;

use yangguang_domain::law::{Checked, Citation, Fault, Law, LawKind, Register};

fn shipped() -> Register {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../laws");
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let law = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a text");
        let law: Law =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().and_then(|name| name.to_str()), Some(law.code.as_str()));
        law
    };
    Register::new(files.map(law))
}

#[test]
fn every_shipped_law_is_sound() {
    let register = shipped();
    for law in register.all() {
        assert_eq!(register.problems_of(law), [], "{}", law.code);
    }
}

#[test]
fn what_was_not_read_says_so() {
    for law in shipped().all() {
        for text in &law.texts {
            let unread = text.checked != Checked::Read;
            assert!(!unread || text.source.is_some(), "{} from {}", law.code, text.from);
        }
        let invented = law.kind == LawKind::Demonstration;
        assert!(!invented || law.short.zh.contains("虚构"), "{} does not say that it is invented", law.code);
    }
}

#[test]
fn the_law_of_assistance_stands_above_the_measures_from_july_2026() {
    let register = shipped();
    let all = [
        Citation::of("subsistence-measures-2021", "23"),
        Citation::of("social-assistance-interim", "12"),
        Citation::of("social-assistance-law", "18"),
    ];
    let on = |day: &str| -> Vec<String> {
        let cited = register.in_force(&all, day.parse().unwrap());
        cited.into_iter().map(|cited| cited.law).collect()
    };
    assert_eq!(on("2026-06-30"), ["social-assistance-interim", "subsistence-measures-2021"]);
    assert_eq!(on("2026-07-01")[0], "social-assistance-law");
    assert_eq!(on("2021-06-30"), ["social-assistance-interim"]);
}

#[test]
fn the_law_of_medical_security_is_cited_from_2027_on() {
    let register = shipped();
    let of = Citation::of("medical-security-law", "17");
    assert_eq!(register.cite(&of, "2026-12-31".parse().unwrap()), Err(Fault::NotInForce));
    assert!(register.cite(&of, "2027-01-01".parse().unwrap()).is_ok());
}

#[test]
fn openness_of_the_village_was_article_30_and_is_35() {
    let register = shipped();
    let committees = register.find("village-committee-law").unwrap();
    let now = committees.on("2026-01-01".parse().unwrap()).unwrap();
    assert_eq!(now.article("35").unwrap().was.as_deref(), Some("30"));
    assert!(committees.on("2025-12-31".parse().unwrap()).unwrap().article("30").is_some());
}
