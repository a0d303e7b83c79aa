use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;
use crate::cli::backup::scratch::Scratch;
use crate::vault::sha256_hex;

struct Case {
    folder: Scratch,
}

impl Case {
    fn new() -> Case {
        Case { folder: Scratch::within(&std::env::temp_dir()).unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// An archive of a "database" and one attachment.
    fn archive(&self) -> (PathBuf, Manifest) {
        let (database, attachment) = (self.path("source.db"), self.path("bill"));
        fs::write(&database, b"records ".repeat(5000)).unwrap();
        fs::write(&attachment, b"%PDF-1.7 a bill".repeat(300)).unwrap();
        let sha256 = sha256_hex(&fs::read(&attachment).unwrap());
        let relative = format!("{}/{sha256}", &sha256[..2]);
        let mut manifest = Manifest::new(chrono::DateTime::default(), "1".into(), BTreeMap::new());
        let to = self.path("a.zip");
        write(&to, &database, &[Stored { path: attachment, relative, sha256 }], &mut manifest).unwrap();
        (to, manifest)
    }

    fn unpack(&self, from: &Path) -> Result<Manifest, String> {
        unpack(from, &self.path("out.db"), Some(&self.path("files")))
    }

    /// An archive written by someone who does not keep to our rules.
    fn forged(&self, manifest: &Manifest, parts: &[(&str, &[u8])]) -> PathBuf {
        let to = self.path("forged.zip");
        let mut zip = ZipWriter::new(File::create(&to).unwrap());
        let text = serde_json::to_vec(manifest).unwrap();
        for (name, content) in parts.iter().copied().chain([(manifest::NAME, text.as_slice())]) {
            zip.start_file(name, options(CompressionMethod::Deflated, 0)).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap();
        to
    }
}

fn part(name: &str, content: &[u8]) -> Part {
    Part { name: name.into(), bytes: content.len() as u64, sha256: sha256_hex(content) }
}

fn manifest(parts: Vec<Part>) -> Manifest {
    let mut manifest = Manifest::new(chrono::DateTime::default(), "1".into(), BTreeMap::new());
    manifest.parts = parts;
    manifest
}

#[test]
fn what_was_packed_is_unpacked() {
    let case = Case::new();
    let (archive, written) = case.archive();
    assert_eq!(case.unpack(&archive), Ok(written.clone()));
    assert_eq!(fs::read(case.path("out.db")).unwrap(), fs::read(case.path("source.db")).unwrap());
    assert_eq!(fs::read(case.path(&written.parts[1].name)).unwrap(), fs::read(case.path("bill")).unwrap());
}

#[test]
fn an_archive_torn_anywhere_is_refused() {
    let case = Case::new();
    let (archive, _) = case.archive();
    let whole = fs::read(&archive).unwrap();
    let torn = case.path("torn.zip");
    for length in [0, 1, 100, whole.len() / 2, whole.len() - 30, whole.len() - 1] {
        fs::write(&torn, &whole[..length]).unwrap();
        let said = unpack(&torn, &case.path(&format!("{length}.db")), None).unwrap_err();
        assert!(said.contains("not a whole archive"), "{length}: {said}");
    }
}

#[test]
fn a_flipped_byte_is_noticed_wherever_it_is() {
    let case = Case::new();
    let (archive, written) = case.archive();
    let whole = fs::read(&archive).unwrap();
    let bad = case.path("bad.zip");
    for at in (0..whole.len()).step_by(whole.len() / 97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        fs::write(&bad, &bytes).unwrap();
        let read = unpack(&bad, &case.path(&format!("{at}.db")), None);
        // Some bytes of a zip mean nothing to us (dates, permissions); the content is never another.
        if let Ok(read) = read {
            assert_eq!(read.parts, written.parts, "byte {at}");
        }
    }
}

#[test]
fn paths_that_lead_out_are_refused_before_anything_is_written() {
    let case = Case::new();
    let database = part(manifest::DATABASE, b"x");
    for name in ["../evil", "/tmp/evil", "files/../../evil", "keys.json"] {
        let forged = case.forged(
            &manifest(vec![database.clone(), part(name, b"evil")]),
            &[(manifest::DATABASE, b"x"), (name, b"evil")],
        );
        assert!(case.unpack(&forged).unwrap_err().contains("which no backup holds"), "{name}");
        assert!(!case.path("out.db").exists());
    }
}

#[test]
fn what_the_manifest_does_not_list_is_refused() {
    let case = Case::new();
    let forged = case.forged(
        &manifest(vec![part(manifest::DATABASE, b"x")]),
        &[(manifest::DATABASE, b"x"), ("../extra", b"y")],
    );
    assert!(case.unpack(&forged).unwrap_err().contains("does not list"));
}

#[test]
fn a_part_missing_or_other_than_told_is_refused() {
    let case = Case::new();
    let told = manifest(vec![part(manifest::DATABASE, b"the records")]);
    let missing = case.forged(&told, &[]);
    assert!(case.unpack(&missing).unwrap_err().contains("yangguang.db is missing"));
    let other = case.forged(&told, &[(manifest::DATABASE, b"THE records")]);
    assert!(case.unpack(&other).unwrap_err().contains("damaged"));
}

#[test]
fn a_part_far_longer_than_told_is_not_unpacked() {
    let case = Case::new();
    let told = manifest(vec![part(manifest::DATABASE, b"short")]);
    let bomb = case.forged(&told, &[(manifest::DATABASE, &[0; 10_000_000])]);
    assert!(case.unpack(&bomb).unwrap_err().contains("damaged"));
    assert!(fs::metadata(case.path("out.db")).unwrap().len() < 10);
}
