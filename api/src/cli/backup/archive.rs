//! The zip file: parts first, the manifest last, so that a torn file has none.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::files::{Stored, copy_hashed};
use super::manifest::{self, Manifest, Part};
use super::said;

/// A manifest of a million attachments is 150 MB.
const MOST_MANIFEST: u64 = 256 * 1024 * 1024;

/// Writes an archive and makes it durable. Fills in the manifest's parts.
pub fn write(to: &Path, database: &Path, files: &[Stored], manifest: &mut Manifest) -> Result<(), String> {
    let mut zip = ZipWriter::new(BufWriter::new(create(to)?));
    put(&mut zip, manifest::DATABASE, database, CompressionMethod::Deflated, manifest)?;
    for file in files {
        let name = format!("{}{}", manifest::FILES, file.relative);
        // PDF and JPEG are packed already.
        let sha256 = put(&mut zip, &name, &file.path, CompressionMethod::Stored, manifest)?;
        if sha256 != file.sha256 {
            return Err(format!("{}: the attachment is damaged, its content has another hash", name));
        }
    }
    let text = serde_json::to_vec_pretty(manifest).map_err(|error| error.to_string())?;
    let told = |error: zip::result::ZipError| format!("{}: {error}", to.display());
    zip.start_file(manifest::NAME, options(CompressionMethod::Deflated, 0)).map_err(told)?;
    zip.write_all(&text).map_err(said(to))?;
    let mut out = zip.finish().map_err(told)?;
    out.flush().map_err(said(to))?;
    out.get_ref().sync_all().map_err(said(to))
}

/// Adds one part, its hash taken from the very bytes that go in.
fn put(
    zip: &mut ZipWriter<BufWriter<File>>,
    name: &str,
    path: &Path,
    method: CompressionMethod,
    manifest: &mut Manifest,
) -> Result<String, String> {
    let mut file = File::open(path).map_err(said(path))?;
    let length = file.metadata().map_err(said(path))?.len();
    zip.start_file(name, options(method, length)).map_err(|error| format!("{name}: {error}"))?;
    let (bytes, sha256) = copy_hashed(&mut file, zip).map_err(|error| format!("{name}: {error}"))?;
    manifest.parts.push(Part { name: name.to_owned(), bytes, sha256: sha256.clone() });
    Ok(sha256)
}

fn options(method: CompressionMethod, length: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .compression_level((method == CompressionMethod::Deflated).then_some(3))
        // Packing may make a part a little longer than it was.
        .large_file(length > 3 << 30)
        .unix_permissions(0o600)
}

/// Reads an archive to its end, checks every part against the manifest, and lays the
/// database at `database` and the attachments below `files` (`None`: checks them only).
///
/// # Errors
/// A sentence saying what is missing, torn, damaged or does not belong there.
pub fn unpack(from: &Path, database: &Path, files: Option<&Path>) -> Result<Manifest, String> {
    let file = File::open(from).map_err(said(from))?;
    let torn = |error: zip::result::ZipError| {
        format!("{}: not a whole archive, it is torn or no backup at all ({error})", from.display())
    };
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(torn)?;
    let said = |sentence: String| format!("{}: {sentence}", from.display());
    let manifest = read_manifest(&mut zip).map_err(said)?;
    let listed: HashSet<&str> = manifest.parts.iter().map(|part| part.name.as_str()).collect();
    for name in zip.file_names() {
        let name = name.map_err(|error| said(error.to_string()))?;
        if name != manifest::NAME && !listed.contains(&*name) {
            return Err(said(format!("holds {name:?}, which its manifest does not list")));
        }
    }
    for part in &manifest.parts {
        let target = match part.name.strip_prefix(manifest::FILES) {
            None => Some(database.to_path_buf()),
            Some(relative) => files.map(|folder| folder.join(relative)),
        };
        take(&mut zip, part, target.as_deref()).map_err(said)?;
    }
    Ok(manifest)
}

fn read_manifest(zip: &mut ZipArchive<impl Read + Seek>) -> Result<Manifest, String> {
    let entry = zip.by_name(manifest::NAME).map_err(|_| format!("has no {}", manifest::NAME))?;
    let mut text = Vec::new();
    entry
        .take(MOST_MANIFEST)
        .read_to_end(&mut text)
        .map_err(|error| format!("{} is damaged: {error}", manifest::NAME))?;
    Manifest::read(&text)
}

fn take(zip: &mut ZipArchive<impl Read + Seek>, part: &Part, target: Option<&Path>) -> Result<(), String> {
    let entry = zip.by_name(&part.name).map_err(|_| format!("{} is missing", part.name))?;
    // One byte more than told shows a part that is longer; a bomb goes no further.
    let mut entry = entry.take(part.bytes + 1);
    let copied = match target {
        None => copy_hashed(&mut entry, &mut std::io::sink()),
        Some(path) => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(said(folder))?;
            }
            let mut out = create(path)?;
            copy_hashed(&mut entry, &mut out).and_then(|copied| out.sync_all().map(|()| copied))
        }
    };
    let (bytes, sha256) = copied.map_err(|error| format!("{} can not be unpacked: {error}", part.name))?;
    if bytes != part.bytes || sha256 != part.sha256 {
        return Err(format!("{} is damaged: its content is not what the manifest says", part.name));
    }
    Ok(())
}

/// A new file that only its owner may read.
fn create(path: &Path) -> Result<File, String> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(said(path))
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
