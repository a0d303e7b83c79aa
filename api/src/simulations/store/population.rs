//! The register as a job reads it: households by their id, so many at a time, then the
//! members of those. Both are read from indexes in their order; nothing sealed is touched.

use chrono::NaiveDate;
use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;
use yangguang_domain::policy::register::{Household, Member};

use crate::db::conn::{Conn, MultiBackend};
use crate::db::one_of;
use crate::db::schema::{household_members, households, persons};
use crate::failure::Outcome;
use crate::households::Condition;
use crate::ids::HouseholdId;
use crate::on_each;

/// Households read at once: large enough for few statements, small enough to be held.
pub const CHUNK: i64 = 4096;

/// Whose households are meant.
#[derive(Debug, Clone)]
pub struct Population {
    pub county: String,
    /// The first and last division; none where the whole county is meant, which needs no
    /// look at each household's.
    pub divisions: Option<(String, String)>,
    /// All where empty.
    pub categories: Vec<&'static str>,
}

/// Households with what is known of them, in the order of their ids.
#[derive(Debug, Default)]
pub struct Chunk {
    pub heads: Vec<Head>,
    pub households: Vec<Household>,
}

#[derive(Debug, Queryable)]
pub struct Head {
    pub id: HouseholdId,
    pub division: String,
    pub category: String,
    pub income_fen: Option<i64>,
}

type Query<'a> = IntoBoxed<'a, households::table, MultiBackend>;

impl Population {
    fn query<'a>(&self) -> Query<'a> {
        let mut query = households::table.filter(households::county.eq(self.county.clone())).into_boxed();
        if let Some((low, high)) = self.divisions.clone() {
            query = query.filter(households::division.between(low, high));
        }
        if !self.categories.is_empty() {
            query = query.filter(households::category.eq_any(self.categories.clone()));
        }
        query
    }

    pub fn count(&self, conn: &mut Conn) -> QueryResult<i64> {
        self.query().count().get_result(conn)
    }

    /// The next ones after a household.
    ///
    /// # Errors
    /// As the database answers.
    pub fn next(&self, conn: &mut Conn, after: Option<HouseholdId>) -> Outcome<Chunk> {
        let mut query = self.query();
        if let Some(after) = after {
            query = query.filter(households::id.gt(after));
        }
        let heads: Vec<Head> = query
            .order(households::id)
            .limit(CHUNK)
            .select((households::id, households::division, households::category, households::income_fen))
            .load(conn)?;
        let households = self.households(conn, &heads)?;
        Ok(Chunk { heads, households })
    }

    fn households(&self, conn: &mut Conn, heads: &[Head]) -> Outcome<Vec<Household>> {
        let mut households: Vec<Household> = heads
            .iter()
            .map(|head| Household { members: Vec::with_capacity(4), income_fen: head.income_fen })
            .collect();
        let query = household_members::table
            .inner_join(
                persons::table.on(persons::county
                    .eq(household_members::county)
                    .and(persons::id.eq(household_members::person_id))),
            )
            .filter(household_members::county.eq(&self.county))
            .filter(one_of(household_members::household_id, heads.iter().map(|head| head.id)))
            .filter(household_members::until_on.is_null())
            .order((household_members::household_id, household_members::position))
            .select((household_members::household_id, persons::birth_on, household_members::conditions));
        let members: Vec<(HouseholdId, NaiveDate, Option<String>)> =
            on_each!(conn, each => query.load(each))?;
        let mut theirs = heads.iter().zip(&mut households).peekable();
        for (household, born_on, conditions) in members {
            // Both are in the order of the ids.
            while theirs.next_if(|(head, _)| head.id < household).is_some() {}
            if let Some((head, known)) = theirs.peek_mut()
                && head.id == household
            {
                let conditions = Condition::known(conditions.as_deref())?;
                known.members.push(Member { born_on, conditions });
            }
        }
        Ok(households)
    }
}
