//! What a command answers, on standard output.

use std::fmt::Display;
use std::io::{ErrorKind, Write, stdout};

/// One line.
///
/// # Errors
/// It can not be written. That nobody reads on, as after `| head -1`, is no error: what the
/// command does is done all the same, and its exit code says how.
pub fn line(text: impl Display) -> Result<(), String> {
    match writeln!(stdout().lock(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}
