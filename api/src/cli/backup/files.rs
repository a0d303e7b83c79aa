//! Attachments on disk: each is named by the hash of its content.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::said;
use crate::vault::hex;

/// A file whose name is a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub path: PathBuf,
    /// Below the folder of attachments, with `/`.
    pub relative: String,
    pub sha256: String,
}

/// All attachments below `root`, in a stable order. Uploads under way have other names
/// and belong to no record yet.
pub fn stored(root: &Path) -> Result<Vec<Stored>, String> {
    let mut found = Vec::new();
    if root.exists() {
        walk(root, "", &mut found)?;
    }
    found.sort_by(|a, b| a.relative.cmp(&b.relative));
    Ok(found)
}

fn walk(folder: &Path, above: &str, found: &mut Vec<Stored>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(said(folder))? {
        let entry = entry.map_err(said(folder))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let relative = format!("{above}{name}");
        let kind = entry.file_type().map_err(said(folder))?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{relative}/"), found)?;
        } else if kind.is_file()
            && let Some(sha256) = hash_in(&relative)
        {
            found.push(Stored { path: entry.path(), relative, sha256 });
        }
    }
    Ok(())
}

/// The hash that a relative path names: `HASH`, or `ab/HASH` with `ab` its beginning.
pub fn hash_in(relative: &str) -> Option<String> {
    let digits = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let parts: Vec<&str> = relative.split('/').collect();
    let (name, folders) = parts.split_last()?;
    // No empty part: `/HASH` would be a path of its own.
    let plain = parts.iter().all(|part| digits(part)) && name.starts_with(&folders.concat());
    (name.len() == 64 && plain).then(|| (*name).to_owned())
}

/// Copies to the end; bytes and hash of what was copied.
pub fn copy_hashed(from: &mut impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut piece = vec![0; 128 * 1024];
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => return Ok((bytes, hex(&hash.finalize()))),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(&piece[..read]);
        to.write_all(&piece[..read])?;
        bytes += read as u64;
    }
}

/// The hash of a file's content.
pub fn hash_of(path: &Path) -> Result<String, String> {
    let mut file = File::open(path).map_err(said(path))?;
    copy_hashed(&mut file, &mut io::sink()).map(|(_, hash)| hash).map_err(said(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_below_its_own_beginning_is_an_attachment() {
        let hash = "ab".repeat(32);
        assert_eq!(hash_in(&hash).as_ref(), Some(&hash));
        assert_eq!(hash_in(&format!("ab/{hash}")).as_ref(), Some(&hash));
        assert_eq!(hash_in(&format!("ab/ab/{hash}")).as_ref(), Some(&hash));
        for bad in [format!("cd/{hash}"), format!("../{hash}"), format!("/{hash}"), format!("{hash}.part")] {
            assert_eq!(hash_in(&bad), None, "{bad}");
        }
        assert_eq!(hash_in(&hash.to_uppercase()), None);
    }

    #[test]
    fn a_copy_is_hashed_on_its_way() {
        let mut out = Vec::new();
        let (bytes, hash) = copy_hashed(&mut b"abc".as_slice(), &mut out).unwrap();
        assert_eq!((bytes, out.as_slice()), (3, b"abc".as_slice()));
        assert_eq!(hash, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
