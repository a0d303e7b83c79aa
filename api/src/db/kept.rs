//! An update that stays prepared. Diesel prepares each update anew, since which columns it
//! sets is known only when it is asked; here it is kept under its text, as other statements
//! are, of which there are few.

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};

/// Asked with `execute`, as the update itself would be.
pub struct Kept<U>(pub U);

impl<U> QueryId for Kept<U> {
    type QueryId = ();
    /// Its text tells it from others.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB: Backend, U: QueryFragment<DB>> QueryFragment<DB> for Kept<U> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }

    fn is_noop(&self, backend: &DB) -> QueryResult<bool> {
        self.0.is_noop(backend)
    }
}

impl<U, Conn> RunQueryDsl<Conn> for Kept<U> {}
