//! OFD (GB/T 33190) by its structure: a zip with `OFD.xml` at its root. It is looked at and
//! never unpacked.

use std::io::{Read, Seek};

use zip::ZipArchive;

/// An e-invoice has about twenty parts, a long paper some hundreds.
const MOST_PARTS: usize = 4096;
/// Of all parts unpacked: twenty-five times the largest upload. More would be a bomb for
/// whoever opens it.
const MOST_UNPACKED: u64 = 500 * 1024 * 1024;
/// The root names the documents and no more.
const LARGEST_ROOT: u64 = 256 * 1024;
const ROOT: &str = "OFD.xml";
const NAMESPACE: &str = "http://www.ofdspec.org/2016";
/// What makes a zip something else that is opened or run.
const OTHERS: [&str; 4] = ["[Content_Types].xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "mimetype"];

/// Whether the file is an OFD and nothing else. `tail` is its end with the zip's directory.
pub fn is_ofd(file: impl Read + Seek, tail: &[u8]) -> bool {
    // Before the directory is read: it may name more parts than memory holds.
    parts(tail).is_some_and(|count| count <= MOST_PARTS) && structure(file).unwrap_or(false)
}

/// How many parts the record at the very end of a zip counts; none for the large form, which
/// no paper needs.
fn parts(tail: &[u8]) -> Option<usize> {
    let at = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let number =
        |from: usize| Some(usize::from(u16::from_le_bytes(*tail.get(from..from + 2)?.first_chunk()?)));
    let (here, all, comment) = (number(at + 8)?, number(at + 10)?, number(at + 20)?);
    let whole = here == all && all != 0xFFFF && at + 22 + comment == tail.len();
    whole.then_some(all)
}

fn structure(file: impl Read + Seek) -> zip::result::ZipResult<bool> {
    let mut archive = ZipArchive::new(file)?;
    // A program may stand before the first part.
    if archive.offset() != 0 || archive.len() > MOST_PARTS || archive.has_overlapping_files()? {
        return Ok(false);
    }
    let mut unpacked = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index)?;
        unpacked = unpacked.saturating_add(part.size());
        let name = part.name()?;
        let outside = part.enclosed_name().is_none() || name.starts_with('/');
        if part.encrypted() || part.is_symlink() || outside || OTHERS.contains(&name.as_ref()) {
            return Ok(false);
        }
    }
    if unpacked > MOST_UNPACKED {
        return Ok(false);
    }
    let mut text = String::new();
    let read = archive.by_name(ROOT)?.take(LARGEST_ROOT + 1).read_to_string(&mut text);
    Ok(read.is_ok_and(|length| length as u64 <= LARGEST_ROOT) && is_root(&text))
}

/// Whether the first element is `OFD` of the standard's namespace.
fn is_root(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    for (open, close) in [("<?xml", "?>"), ("<!--", "-->"), ("<!--", "-->")] {
        if let Some(inside) = rest.strip_prefix(open) {
            rest = inside.split_once(close).map_or("", |(_, after)| after.trim_start());
        }
    }
    let Some((tag, _)) = rest.strip_prefix('<').and_then(|inside| inside.split_once('>')) else {
        return false;
    };
    let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let (attribute, local) = match name.split_once(':') {
        Some((prefix, local)) => (format!("xmlns:{prefix}"), local),
        None => ("xmlns".to_owned(), name),
    };
    let declared = ['"', '\''].into_iter().any(|quote| {
        attributes
            .split_whitespace()
            .any(|given| given.trim_end_matches('/') == format!("{attribute}={quote}{NAMESPACE}{quote}"))
    });
    local == "OFD" && declared
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    const OFD_XML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1" DocType="OFD"><ofd:DocBody/></ofd:OFD>"#;

    fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn accepted(bytes: &[u8]) -> bool {
        is_ofd(Cursor::new(bytes), bytes)
    }

    #[test]
    fn an_invoice_is_an_ofd_whatever_prefix_its_namespace_has() {
        let plain = OFD_XML.replace("ofd:OFD", "OFD").replace("xmlns:ofd", "xmlns");
        let marked = format!("\u{FEFF}{OFD_XML}");
        for root in [OFD_XML, &plain, &marked] {
            assert!(
                accepted(&zip(&[("OFD.xml", root.as_bytes()), ("Doc_0/Document.xml", b"<x/>")])),
                "{root}"
            );
        }
    }

    #[test]
    fn other_archives_are_no_ofd() {
        let root = OFD_XML.as_bytes();
        let private = OFD_XML.replace("ofdspec.org/2016", "example.org/ofd");
        let other = OFD_XML.replace("ofd:OFD", "ofd:Document");
        let long = format!("{OFD_XML}{}", " ".repeat(300 * 1024));
        for parts in [
            vec![("Document.xml", root)],
            vec![("Doc_0/OFD.xml", root)],
            vec![("OFD.xml", private.as_bytes())],
            vec![("OFD.xml", other.as_bytes())],
            vec![("OFD.xml", long.as_bytes())],
            vec![("OFD.xml", b"<!DOCTYPE x [<!ENTITY a \"b\">]><OFD/>".as_slice())],
            vec![("OFD.xml", root), ("[Content_Types].xml", b"<Types/>".as_slice())],
            vec![("OFD.xml", root), ("META-INF/MANIFEST.MF", b"Main-Class: X".as_slice())],
            vec![("OFD.xml", root), ("../evil.txt", b"x".as_slice())],
        ] {
            assert!(!accepted(&zip(&parts)), "{:?}", parts.iter().map(|(name, _)| name).collect::<Vec<_>>());
        }
        let whole = zip(&[("OFD.xml", root)]);
        assert!(!accepted(&[b"MZ program".as_slice(), &whole].concat()));
        assert!(!accepted(&whole[..whole.len() - 8]) && !accepted(b"PK\x03\x04"));
    }

    #[test]
    fn a_bomb_is_refused_unopened() {
        let zeros = vec![0_u8; 110 * 1024 * 1024];
        let mut parts: Vec<(&str, &[u8])> = vec![("OFD.xml", OFD_XML.as_bytes())];
        parts.extend(["a", "b", "c", "d", "e"].map(|name| (name, zeros.as_slice())));
        assert!(!accepted(&zip(&parts)));
        let names: Vec<String> = (0..5000).map(|at| at.to_string()).collect();
        let mut many: Vec<(&str, &[u8])> = vec![("OFD.xml", OFD_XML.as_bytes())];
        many.extend(names.iter().map(|name| (name.as_str(), b"".as_slice())));
        assert!(!accepted(&zip(&many)));
    }
}
