//! What a file is by its content, whatever its name says.

use std::fmt;

/// So much of the beginning is enough to tell.
pub const HEAD: usize = 8 * 1024;
/// Where a zip's directory would end, with the longest comment.
pub const TAIL: usize = 22 + 65_535;

/// Readers look for a PDF's header in so many bytes.
const PDF_HEADER_WITHIN: usize = 1024;
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
/// How the first file of a zip begins.
pub const ZIP: &[u8] = b"PK\x03\x04";
/// Of the endings that name a kind of file.
const LONGEST_ENDING: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Jpeg,
    Png,
    /// 版式文档 (GB/T 33190), in which e-invoices and official papers come.
    Ofd,
    /// What telephones photograph in.
    Heic,
}

impl Kind {
    pub const fn media_type(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            // No type is registered; this is the one that its readers go by.
            Kind::Ofd => "application/ofd",
            Kind::Heic => "image/heic",
        }
    }

    /// How every such file begins, and after how many bytes.
    const fn magic(self) -> (usize, &'static [u8]) {
        match self {
            Kind::Pdf => (0, b"%PDF-"),
            Kind::Jpeg => (0, b"\xff\xd8\xff"),
            Kind::Png => (0, b"\x89PNG\r\n\x1a\n"),
            Kind::Ofd => (0, ZIP),
            // The length of the box stands before its name.
            Kind::Heic => (4, b"ftyp"),
        }
    }

    /// The first is the usual one.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Pdf => &["pdf"],
            Kind::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Kind::Png => &["png"],
            Kind::Ofd => &["ofd"],
            Kind::Heic => &["heic", "heif", "hif"],
        }
    }
}

/// What was found instead of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kind of a file by its first and last bytes.
///
/// # Errors
/// Anything but a PDF, JPEG, PNG or HEIC, and one that is a zip as well. An OFD is a zip and
/// told by what it holds ([`super::ofd`]).
pub fn kind(head: &[u8], tail: &[u8]) -> Result<Kind, Refused> {
    let head = &head[harmless(head)..];
    let found = infer::get(head).map_or("?", |found| found.mime_type());
    let kind = match found {
        "application/pdf" => Kind::Pdf,
        "image/jpeg" => Kind::Jpeg,
        "image/png" => Kind::Png,
        "image/heif" => Kind::Heic,
        other => return Err(Refused(other.to_owned())),
    };
    // A PDF is also found further down; what stands before it could be a page or a program.
    let (at, magic) = kind.magic();
    if head.get(at..at + magic.len()) != Some(magic) {
        return Err(Refused(format!("? + {found}")));
    }
    if ends_as_zip(tail) {
        return Err(Refused(format!("{found} + application/zip")));
    }
    Ok(kind)
}

/// Bytes before a PDF's header that some programs write and every reader passes over: the
/// mark of UTF-8 and white space. 0 for anything else.
fn harmless(head: &[u8]) -> usize {
    let marked = head.strip_prefix(UTF8_MARK).unwrap_or(head);
    let blank =
        marked.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')).count();
    let before = head.len() - marked.len() + blank;
    if before < PDF_HEADER_WITHIN && head[before..].starts_with(Kind::Pdf.magic().1) { before } else { 0 }
}

/// The name with which the file is kept: with the usual ending where it had none.
///
/// # Errors
/// The ending is that of something else.
pub fn fitting_name(name: &str, kind: Kind) -> Result<String, Refused> {
    match name.rsplit_once('.') {
        Some((_, ending)) if kind.extensions().contains(&ending.to_ascii_lowercase().as_str()) => {
            Ok(name.to_owned())
        }
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => {
            Err(Refused(format!("{} ≠ .{ending}", kind.media_type())))
        }
        _ => Ok(format!("{}.{}", name.trim_end_matches('.'), kind.extensions()[0])),
    }
}

/// Whether what follows the last dot names a kind of file: 微信图片_2026.11.25 ends in a day,
/// 低保.王某 in a name.
fn is_ending(text: &str) -> bool {
    let short = text.len() <= LONGEST_ENDING && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    // Those of films, archives and pages may hold a digit: mp4, 7z, html5.
    short && letters > 0 && (letters == text.len() || letters > 1 || text.eq_ignore_ascii_case("7z"))
}

/// A zip is read from its end: a paper with a zip's directory at its very end is both.
fn ends_as_zip(tail: &[u8]) -> bool {
    let comment = |at: usize| Some(usize::from(*tail.get(at + 20)?) | usize::from(*tail.get(at + 21)?) << 8);
    tail.windows(4)
        .enumerate()
        .filter(|(_, window)| window == b"PK\x05\x06")
        .any(|(at, _)| comment(at).is_some_and(|length| at + 22 + length == tail.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0";
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

    #[test]
    fn papers_are_known_by_their_content() {
        for (bytes, expected) in [(PDF, Kind::Pdf), (PNG, Kind::Png), (JPEG, Kind::Jpeg)] {
            assert_eq!(kind(bytes, bytes), Ok(expected));
        }
    }

    #[test]
    fn programs_archives_and_pages_are_refused_whatever_they_are_called() {
        let exe = [b"MZ\x90\0".as_slice(), &[0; 200]].concat();
        let elf = [b"\x7fELF\x02\x01\x01\0".as_slice(), &[0; 100]].concat();
        let others: [&[u8]; 9] = [
            &exe,
            &elf,
            b"PK\x03\x04\x14\0\0\0",
            b"<!DOCTYPE html><html><script>alert(1)</script></html>",
            b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>",
            b"#!/bin/sh\nrm -rf /",
            b"GIF89a\x01\0\x01\0",
            b"hello",
        ];
        for bytes in others {
            assert!(kind(bytes, bytes).is_err(), "{:?}", String::from_utf8_lossy(bytes));
        }
        assert!(kind(b"", b"").is_err());
        // A header of a PDF further down does not make one.
        let blanks = [b' '; PDF_HEADER_WITHIN];
        for before in [
            b"<html>".as_slice(),
            b"\n<script>\n",
            b"\xef\xbb\xbfMZ",
            b"\xff\xfe",
            b"\0",
            b"#!/bin/sh\n",
            &blanks,
        ] {
            let late = [before, PDF].concat();
            assert!(kind(&late, &late).is_err(), "{:?}", String::from_utf8_lossy(before));
        }
    }

    #[test]
    fn a_mark_or_blanks_before_its_header_leave_a_pdf_a_pdf() {
        let blanks = [b' '; PDF_HEADER_WITHIN - 1];
        for before in [b"\xef\xbb\xbf".as_slice(), b"\n", b"\r\n\r\n", b"\xef\xbb\xbf \t\r\n", &blanks] {
            let file = [before, PDF].concat();
            assert_eq!(kind(&file, &file), Ok(Kind::Pdf), "{:?}", String::from_utf8_lossy(before));
        }
        let picture = [b"\n".as_slice(), PNG].concat();
        assert!(kind(&picture, &picture).is_err());
    }

    #[test]
    fn a_photograph_of_a_telephone_is_known() {
        for brands in [b"heic\0\0\0\0mif1heic".as_slice(), b"mif1\0\0\0\0mif1heic", b"heix\0\0\0\0mif1heix"] {
            let photo = [b"\0\0\0\x18ftyp".as_slice(), brands, &[0; 64]].concat();
            assert_eq!(kind(&photo, &photo), Ok(Kind::Heic));
        }
        let film = [b"\0\0\0\x18ftypisom\0\0\0\0isommp42".as_slice(), &[0; 64]].concat();
        assert!(kind(&film, &film).is_err());
    }

    #[test]
    fn a_paper_that_is_a_zip_as_well_is_refused() {
        let directory = [b"PK\x05\x06".as_slice(), &[0; 16], b"\x02\0ok"].concat();
        let both = [PNG, &directory].concat();
        assert!(kind(&both, &both).is_err());
        // The four bytes alone may stand anywhere in a picture.
        let chance = [PNG, b"PK\x05\x06 and more of the picture".as_slice()].concat();
        assert_eq!(kind(&chance, &chance), Ok(Kind::Png));
    }

    #[test]
    fn the_ending_of_the_name_must_be_that_of_the_content() {
        assert_eq!(fitting_name("发票.PDF", Kind::Pdf).as_deref(), Ok("发票.PDF"));
        assert_eq!(fitting_name("x.jpeg", Kind::Jpeg).as_deref(), Ok("x.jpeg"));
        assert_eq!(fitting_name("扫描件", Kind::Jpeg).as_deref(), Ok("扫描件.jpg"));
        assert_eq!(fitting_name("微信图片_2026.11.25", Kind::Jpeg).as_deref(), Ok("微信图片_2026.11.25.jpg"));
        assert_eq!(fitting_name("低保.王某", Kind::Pdf).as_deref(), Ok("低保.王某.pdf"));
        assert_eq!(fitting_name("收据 v1.2", Kind::Ofd).as_deref(), Ok("收据 v1.2.ofd"));
        assert_eq!(fitting_name("图.2026年11月", Kind::Png).as_deref(), Ok("图.2026年11月.png"));
        assert_eq!(fitting_name("IMG_1.HEIC", Kind::Heic).as_deref(), Ok("IMG_1.HEIC"));
        for wrong in ["发票.exe", "发票.mp4", "发票.7z", "发票.docx", "发票.html", "发票.heic"] {
            assert!(fitting_name(wrong, Kind::Pdf).is_err(), "{wrong}");
        }
        assert!(fitting_name("发票.pdf", Kind::Png).is_err());
        assert!(fitting_name("发票.pdf.exe", Kind::Pdf).is_err());
    }
}
