//! The divisions that were asked for, kept in memory: every case names three of them,
//! and they change with an import only.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use super::model::DivisionRef;
use super::store::division_refs;
use crate::db::conn::Conn;
use crate::db::stamps::Stamps;
use crate::failure::Outcome;

/// A county has a few hundred; beyond this many all are forgotten.
const MOST: usize = 20_000;

type Refs = HashMap<String, DivisionRef>;

#[derive(Default)]
pub struct Places(RwLock<(i64, Refs)>);

impl Places {
    /// Many at once; a code that is not there is left out.
    ///
    /// # Errors
    /// As the database answers.
    pub fn refs<'a>(
        &self,
        conn: &mut Conn,
        Stamps { divisions: stamp, .. }: Stamps,
        codes: impl IntoIterator<Item = &'a str>,
    ) -> Outcome<Refs> {
        let mut found = Refs::new();
        let mut unknown = Vec::new();
        {
            let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
            for code in codes {
                match known.1.get(code).filter(|_| known.0 == stamp) {
                    Some(place) => _ = found.insert(code.to_owned(), place.clone()),
                    None => unknown.push(code),
                }
            }
        }
        if unknown.is_empty() {
            return Ok(found);
        }
        let read = division_refs(conn, unknown)?;
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.0 != stamp || known.1.len() > MOST {
            *known = (stamp, Refs::new());
        }
        known.1.extend(read.clone());
        found.extend(read);
        Ok(found)
    }
}
