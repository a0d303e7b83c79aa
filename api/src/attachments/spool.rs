//! An upload on its way to disk: counted and hashed while it streams, then moved to
//! the place its hash names. What is refused leaves nothing behind.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use futures_util::{Stream, StreamExt};
use sha2::{Digest, Sha256};

use super::sniff::{HEAD, TAIL};
use crate::failure::{Failure, Outcome};
use crate::vault::hex;

pub const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// Written in pieces of this size.
const PIECE: usize = 256 * 1024;
const UNFINISHED: &str = "unfinished";
/// No upload takes so long: what is older was left by a server that died.
const STALE: Duration = Duration::from_secs(24 * 3600);

/// A file that is there until it is kept or dropped.
struct Unfinished {
    file: File,
    path: PathBuf,
    hash: Sha256,
    size: u64,
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After keeping it there is nothing there, which is as well.
        let _ = fs::remove_file(&self.path);
    }
}

/// A whole upload, safely on disk but not yet in its place.
pub struct Spooled {
    upload: Unfinished,
    pub size: u64,
    pub sha256: String,
    pub head: Vec<u8>,
    pub tail: Vec<u8>,
}

/// Writes a body to disk as it comes.
///
/// # Errors
/// `file_too_large` as soon as it is, `file_empty`, `upload_broken`, `storage_full`.
pub async fn receive<B: AsRef<[u8]>, E>(
    files: &Path,
    mut body: impl Stream<Item = Result<B, E>> + Unpin,
) -> Outcome<Spooled> {
    let folder = files.join(UNFINISHED);
    let mut upload = blocking(move || Unfinished::create(&folder)).await?;
    let mut piece: Vec<u8> = Vec::with_capacity(PIECE);
    let mut size = 0;
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|_| Failure::no("upload_broken"))?;
        size += chunk.as_ref().len() as u64;
        if size > MOST_BYTES {
            return Err(Failure::no("file_too_large"));
        }
        piece.extend_from_slice(chunk.as_ref());
        if piece.len() >= PIECE {
            let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
            upload = blocking(move || upload.with(&full)).await?;
        }
    }
    if size == 0 {
        return Err(Failure::no("file_empty"));
    }
    blocking(move || upload.with(&piece)?.finish()).await
}

impl Unfinished {
    fn create(folder: &Path) -> io::Result<Unfinished> {
        fs::create_dir_all(folder)?;
        let path = folder.join(uuid::Uuid::new_v4().to_string());
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Unfinished { file: options.open(&path)?, path, hash: Sha256::new(), size: 0 })
    }

    fn with(mut self, piece: &[u8]) -> io::Result<Unfinished> {
        self.file.write_all(piece)?;
        self.hash.update(piece);
        self.size += piece.len() as u64;
        Ok(self)
    }

    fn finish(mut self) -> io::Result<Spooled> {
        self.file.sync_all()?;
        let mut head = Vec::with_capacity(HEAD);
        self.file.seek(SeekFrom::Start(0))?;
        (&self.file).take(HEAD as u64).read_to_end(&mut head)?;
        let mut tail = Vec::new();
        self.file.seek(SeekFrom::Start(self.size.saturating_sub(TAIL as u64)))?;
        (&self.file).read_to_end(&mut tail)?;
        let sha256 = hex(&self.hash.finalize_reset());
        Ok(Spooled { size: self.size, sha256, head, tail, upload: self })
    }
}

impl Spooled {
    /// The upload to read again from its beginning.
    ///
    /// # Errors
    /// `internal` when the file cannot be opened twice.
    pub fn reader(&self) -> Outcome<BufReader<File>> {
        let mut file = self.upload.file.try_clone().map_err(Failure::internal)?;
        file.seek(SeekFrom::Start(0)).map_err(Failure::internal)?;
        Ok(BufReader::new(file))
    }

    /// Moves the file to its place. When this returns it survives a power cut; a file that
    /// is already there is the same file.
    ///
    /// # Errors
    /// `storage_full`, or `internal`.
    pub async fn keep(self, files: &Path) -> Outcome<()> {
        let files = files.to_owned();
        blocking(move || {
            let place = place(&files, &self.sha256)
                .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "no hash"))?;
            if fs::metadata(&place).is_ok_and(|there| there.len() == self.size) {
                return Ok(());
            }
            let inner = place.parent().unwrap_or(&files);
            fs::create_dir_all(inner)?;
            fs::rename(&self.upload.path, &place)?;
            for folder in inner.ancestors().take_while(|folder| folder.starts_with(&files)) {
                File::open(folder)?.sync_all()?;
            }
            Ok(())
        })
        .await
    }
}

/// Where a file lies: `ab/cd/abcd…`. None for anything that is no hash.
pub fn place(files: &Path, sha256: &str) -> Option<PathBuf> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| files.join(&sha256[..2]).join(&sha256[2..4]).join(sha256))
}

/// Removes what a server that died in the middle of an upload left behind.
pub fn sweep(files: &Path, now: SystemTime) {
    let Ok(left) = fs::read_dir(files.join(UNFINISHED)) else { return };
    for entry in left.flatten() {
        let age = entry.metadata().and_then(|entry| entry.modified()).map(|at| now.duration_since(at));
        if age.is_ok_and(|age| age.is_ok_and(|age| age > STALE)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Disks are slow: never on a worker.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Outcome<T> {
    tokio::task::spawn_blocking(work).await.map_err(Failure::internal)?.map_err(|error| match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Failure::no("storage_full"),
        _ => Failure::internal(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("yangguang-{name}-{}", uuid::Uuid::new_v4()));
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    fn body(pieces: usize) -> impl Stream<Item = Result<Vec<u8>, ()>> + Unpin {
        stream::iter((0..pieces).map(|_| Ok(vec![7_u8; 1024 * 1024])))
    }

    fn left(folder: &Path) -> usize {
        fs::read_dir(folder.join(UNFINISHED)).map(Iterator::count).unwrap_or_default()
    }

    #[tokio::test]
    async fn a_file_lies_where_its_hash_says_and_twice_the_same_lies_there_once() {
        let files = folder("kept");
        for _ in 0..2 {
            let spooled = receive(&files, body(3)).await.expect("received");
            assert_eq!((spooled.size, spooled.head.len(), spooled.tail.len()), (3 << 20, HEAD, TAIL));
            let place = place(&files, &spooled.sha256).expect("a place");
            spooled.keep(&files).await.expect("kept");
            assert_eq!(
                crate::vault::sha256_hex(&fs::read(&place).expect("there")),
                place.file_name().expect("name").to_string_lossy()
            );
        }
        assert_eq!(left(&files), 0);
        fs::remove_dir_all(&files).expect("clean");
    }

    #[tokio::test]
    async fn exactly_twenty_megabytes_pass_and_one_byte_more_leaves_nothing() {
        let files = folder("large");
        assert!(receive(&files, body(20)).await.is_ok());
        let more = body(20).chain(stream::iter([Ok(vec![1_u8])]));
        assert!(
            matches!(receive(&files, more).await, Err(Failure::Refused(no)) if no.code == "file_too_large")
        );
        assert!(
            matches!(receive(&files, body(0)).await, Err(Failure::Refused(no)) if no.code == "file_empty")
        );
        let broken = body(1).chain(stream::iter([Err(())]));
        assert!(
            matches!(receive(&files, broken).await, Err(Failure::Refused(no)) if no.code == "upload_broken")
        );
        assert_eq!(left(&files), 0);
        fs::remove_dir_all(&files).expect("clean");
    }

    #[test]
    fn only_a_hash_names_a_place() {
        for bad in ["", "../../etc/passwd", &"g".repeat(64)] {
            assert!(place(Path::new("/x"), bad).is_none());
        }
    }

    #[test]
    fn only_old_leftovers_are_swept() {
        let files = folder("swept");
        fs::create_dir_all(files.join(UNFINISHED)).expect("a folder");
        fs::write(files.join(UNFINISHED).join("left"), b"x").expect("a file");
        sweep(&files, SystemTime::now());
        assert_eq!(left(&files), 1);
        sweep(&files, SystemTime::now() + STALE * 2);
        assert_eq!(left(&files), 0);
        fs::remove_dir_all(&files).expect("clean");
    }
}
