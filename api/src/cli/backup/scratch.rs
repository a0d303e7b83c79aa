use std::fs;
use std::path::{Path, PathBuf};

use super::said;

/// A folder for unfinished work, only its owner may look in, gone when done.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn within(folder: &Path) -> Result<Scratch, String> {
        let path = folder.join(format!(".yangguang-{}", uuid::Uuid::new_v4().simple()));
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path).map_err(said(&path))?;
        Ok(Scratch(path))
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can not be removed now is an empty-handed leftover, not a fault of the copy.
        let _ = fs::remove_dir_all(&self.0);
    }
}
