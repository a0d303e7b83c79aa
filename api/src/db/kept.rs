//! Statements that stay prepared. Diesel prepares each of its own updates anew, since which
//! columns it sets is known only when it is asked; this one is kept under its text, as other
//! statements are, of which there are few.

use diesel::backend::Backend;
use diesel::expression::AppearsOnTable;
use diesel::prelude::*;
use diesel::query_builder::{AsChangeset, AstPass, QueryFragment, QueryId};
use diesel::sql_types::Bool;

pub struct Update<F, V, P> {
    table: F,
    values: V,
    which: P,
}

/// Sets `values` in the rows of which `which` holds. At least one column must be set.
pub fn update<T, V, P>(table: T, which: P, values: V) -> Update<T::FromClause, V::Changeset, P>
where
    T: Table,
    V: AsChangeset<Target = T>,
    P: AppearsOnTable<T> + Expression<SqlType = Bool>,
{
    Update { table: table.from_clause(), values: values.as_changeset(), which }
}

impl<F, V, P> QueryId for Update<F, V, P> {
    type QueryId = ();
    /// The text depends on the columns that are set.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB, F, V, P> QueryFragment<DB> for Update<F, V, P>
where
    DB: Backend,
    F: QueryFragment<DB>,
    V: QueryFragment<DB>,
    P: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("UPDATE ");
        self.table.walk_ast(out.reborrow())?;
        out.push_sql(" SET ");
        self.values.walk_ast(out.reborrow())?;
        out.push_sql(" WHERE ");
        self.which.walk_ast(out)
    }
}

impl<F, V, P, Conn> RunQueryDsl<Conn> for Update<F, V, P> {}

/// A statement of one word.
macro_rules! word {
    ($name:ident $text:literal) => {
        #[derive(QueryId)]
        pub struct $name;

        impl<DB: Backend> QueryFragment<DB> for $name {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
                out.push_sql($text);
                Ok(())
            }
        }

        impl<Conn> RunQueryDsl<Conn> for $name {}
    };
}
// The ends of a read of SQLite. Diesel has its own parsed anew each time.
word!(Begin "BEGIN");
word!(Commit "COMMIT");
