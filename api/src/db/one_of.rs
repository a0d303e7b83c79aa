//! `column IN (…)` whose statement stays prepared. Diesel's own `eq_any` is planned
//! anew each time it is asked, which costs more than a short answer itself. Here the
//! list is filled up to a power of two by repeating its last value, so that a handful
//! of texts serve lists of every length.

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, AsExpression, Expression, SelectableExpression, TypedExpressionType, ValidGrouping,
};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, SqlType};

pub struct OneOf<C, E> {
    column: C,
    values: Vec<E>,
}

/// Whether `column` is any of `values`; of an empty list none is.
pub fn one_of<C, T>(column: C, values: impl IntoIterator<Item = T>) -> OneOf<C, T::Expression>
where
    C: Expression,
    C::SqlType: SqlType + TypedExpressionType,
    T: AsExpression<C::SqlType>,
{
    OneOf { column, values: values.into_iter().map(T::as_expression).collect() }
}

impl<C, E> Expression for OneOf<C, E> {
    type SqlType = Bool;
}

impl<C: ValidGrouping<G>, E, G> ValidGrouping<G> for OneOf<C, E> {
    type IsAggregate = C::IsAggregate;
}

impl<C: AppearsOnTable<T>, E, T> AppearsOnTable<T> for OneOf<C, E> {}

impl<C: SelectableExpression<T>, E, T> SelectableExpression<T> for OneOf<C, E> {}

impl<C, E> QueryId for OneOf<C, E> {
    type QueryId = ();
    /// The text depends on the length of the list.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB, C, E> QueryFragment<DB> for OneOf<C, E>
where
    DB: Backend,
    C: QueryFragment<DB>,
    E: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Some(last) = self.values.last() else {
            out.push_sql("1 = 0");
            return Ok(());
        };
        self.column.walk_ast(out.reborrow())?;
        let length = self.values.len();
        let repeated = std::iter::repeat_n(last, length.next_power_of_two() - length);
        for (place, value) in self.values.iter().chain(repeated).enumerate() {
            out.push_sql(if place == 0 { " IN (" } else { ", " });
            value.walk_ast(out.reborrow())?;
        }
        out.push_sql(")");
        Ok(())
    }
}
