//! What a file is by its content, whatever its name says.

use std::fmt;

/// So much of the beginning is enough to tell.
pub const HEAD: usize = 8 * 1024;
/// Where a zip's directory would end, with the longest comment.
pub const TAIL: usize = 22 + 65_535;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Jpeg,
    Png,
}

impl Kind {
    pub const fn media_type(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
        }
    }

    /// How every such file begins.
    const fn magic(self) -> &'static [u8] {
        match self {
            Kind::Pdf => b"%PDF-",
            Kind::Jpeg => b"\xff\xd8\xff",
            Kind::Png => b"\x89PNG\r\n\x1a\n",
        }
    }

    /// The first is the usual one.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Kind::Pdf => &["pdf"],
            Kind::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Kind::Png => &["png"],
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
/// Anything but a PDF, JPEG or PNG, and one that is a zip as well.
pub fn kind(head: &[u8], tail: &[u8]) -> Result<Kind, Refused> {
    let found = infer::get(head).map_or("?", |found| found.mime_type());
    let kind = match found {
        "application/pdf" => Kind::Pdf,
        "image/jpeg" => Kind::Jpeg,
        "image/png" => Kind::Png,
        other => return Err(Refused(other.to_owned())),
    };
    // A PDF is also found further down; what stands before it could be a page or a program.
    if !head.starts_with(kind.magic()) {
        return Err(Refused(format!("? + {found}")));
    }
    if ends_as_zip(tail) {
        return Err(Refused(format!("{found} + application/zip")));
    }
    Ok(kind)
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
        Some((stem, ending)) if !stem.is_empty() && !ending.is_empty() => {
            Err(Refused(format!("{} ≠ .{ending}", kind.media_type())))
        }
        _ => Ok(format!("{}.{}", name.trim_end_matches('.'), kind.extensions()[0])),
    }
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
        let late = [b"<html>".as_slice(), PDF].concat();
        assert!(kind(&late, &late).is_err());
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
        assert!(fitting_name("发票.pdf", Kind::Png).is_err());
        assert!(fitting_name("发票.pdf.exe", Kind::Pdf).is_err());
    }
}
