//! The column types both databases share: ids, instants and documents.
//!
//! | type | PostgreSQL | SQLite |
//! |---|---|---|
//! | [`IdSql`] | `uuid` | 16 bytes |
//! | [`AtSql`] | `timestamptz` | RFC 3339 text, UTC, microseconds: text order is time order |
//! | [`DocSql`] | `jsonb` | JSON text |

use std::io::Write;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::Pg;
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{HasSqlType, SqlType, Timestamptz};
use diesel::sqlite::Sqlite;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::conn::MultiBackend;

#[derive(Debug, Clone, Copy, QueryId, SqlType)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct IdSql;

#[derive(Debug, Clone, Copy, QueryId, SqlType)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Text"))]
pub struct AtSql;

#[derive(Debug, Clone, Copy, QueryId, SqlType)]
#[diesel(postgres_type(oid = 3802, array_oid = 3807))]
#[diesel(sqlite_type(name = "Text"))]
pub struct DocSql;

// AtSql is compared and ordered like any native time.
impl diesel::sql_types::SqlOrd for AtSql {}

macro_rules! on_multi {
    ($sql:ty, $rust:ty) => {
        impl ToSql<$sql, MultiBackend> for $rust {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                out.set_value((<$sql>::default_marker(), self));
                Ok(IsNull::No)
            }
        }
        impl FromSql<$sql, MultiBackend> for $rust {
            fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                bytes.from_sql::<Self, $sql>()
            }
        }
    };
}

macro_rules! sql_type {
    ($($sql:ident)*) => {$(
        impl $sql {
            pub const fn default_marker() -> Self {
                $sql
            }
        }
        impl HasSqlType<$sql> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Self::lookup_sql_type::<$sql>(lookup)
            }
        }
    )*};
}
sql_type!(IdSql AtSql DocSql);

/// Declares a record's id: a UUIDv7 of its own type, so that a function can not
/// be handed the id of something else.
#[macro_export]
macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = $crate::db::types::IdSql)]
        #[serde(transparent)]
        #[schema(value_type = uuid::Uuid)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new id; UUIDv7 keeps rows of one time together on disk.
            pub fn new(now: $crate::clock::Moment) -> Self {
                $name(now.new_id())
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map($name)
            }
        }
        $crate::db::types::id_on_every_database!($name);
    )*};
}

macro_rules! id_on_every_database {
    ($name:ident) => {
        const _: () = {
            use diesel::backend::Backend;
            use diesel::deserialize::{self, FromSql};
            use diesel::pg::Pg;
            use diesel::serialize::{self, IsNull, Output, ToSql};
            use diesel::sqlite::Sqlite;
            use $crate::db::conn::MultiBackend;
            use $crate::db::types::IdSql;

            impl ToSql<IdSql, Pg> for $name {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                    ToSql::<diesel::sql_types::Uuid, Pg>::to_sql(&self.0, out)
                }
            }
            impl FromSql<IdSql, Pg> for $name {
                fn from_sql(bytes: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                    FromSql::<diesel::sql_types::Uuid, Pg>::from_sql(bytes).map($name)
                }
            }
            impl ToSql<IdSql, Sqlite> for $name {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                    out.set_value(self.0.as_bytes().as_slice());
                    Ok(IsNull::No)
                }
            }
            impl FromSql<IdSql, Sqlite> for $name {
                fn from_sql(bytes: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                    let bytes = <Vec<u8> as FromSql<diesel::sql_types::Binary, Sqlite>>::from_sql(bytes)?;
                    Ok($name(uuid::Uuid::from_slice(&bytes)?))
                }
            }
            impl ToSql<IdSql, MultiBackend> for $name {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
                    out.set_value((IdSql, self));
                    Ok(IsNull::No)
                }
            }
            impl FromSql<IdSql, MultiBackend> for $name {
                fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                    bytes.from_sql::<Self, IdSql>()
                }
            }
        };
    };
}
pub(crate) use id_on_every_database;

/// An instant, to the microsecond (what both databases keep).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    AsExpression,
    FromSqlRow,
    utoipa::ToSchema,
)]
#[diesel(sql_type = AtSql)]
#[serde(transparent)]
#[schema(value_type = DateTime<Utc>)]
pub struct At(pub DateTime<Utc>);

impl At {
    pub fn new(at: DateTime<Utc>) -> Self {
        At(at.trunc_subsecs(6))
    }
}

on_multi!(AtSql, At);

impl ToSql<AtSql, Pg> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamptz, Pg>::to_sql(&self.0, out)
    }
}
impl FromSql<AtSql, Pg> for At {
    fn from_sql(bytes: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        FromSql::<Timestamptz, Pg>::from_sql(bytes).map(At)
    }
}
impl ToSql<AtSql, Sqlite> for At {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.to_rfc3339_opts(SecondsFormat::Micros, true));
        Ok(IsNull::No)
    }
}
impl FromSql<AtSql, Sqlite> for At {
    fn from_sql(bytes: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<diesel::sql_types::Text, Sqlite>>::from_sql(bytes)?;
        Ok(At(DateTime::parse_from_rfc3339(&text)?.with_timezone(&Utc)))
    }
}

/// A JSON document in a column, as its text: most documents are passed on as they are,
/// and one that is looked into is read into its own type at once.
#[derive(Debug, Clone, Serialize, Deserialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = DocSql)]
#[serde(transparent)]
pub struct Doc(Box<RawValue>);

impl Doc {
    /// The document of a value of ours.
    ///
    /// # Errors
    /// Only a map with keys that are no strings fails, which no type of ours is.
    pub fn of(value: &impl Serialize) -> Result<Doc, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Doc)
    }

    /// The value back from its document.
    ///
    /// # Errors
    /// The document is not of that shape, as after an incompatible change of it.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.0.get())
    }

    pub fn text(&self) -> &str {
        self.0.get()
    }
}

impl From<serde_json::Value> for Doc {
    fn from(value: serde_json::Value) -> Doc {
        // What a value prints is always JSON.
        Doc(RawValue::from_string(value.to_string()).unwrap_or_else(|_| RawValue::NULL.to_owned()))
    }
}

/// PostgreSQL keeps a document in an order and spacing of its own.
impl PartialEq for Doc {
    fn eq(&self, other: &Doc) -> bool {
        let value = |doc: &Doc| doc.read::<serde_json::Value>().ok();
        self.text() == other.text() || value(self).is_some_and(|this| Some(this) == value(other))
    }
}

on_multi!(DocSql, Doc);

/// What stands before the text of a `jsonb` on the wire.
const JSONB: u8 = 1;

impl ToSql<DocSql, Pg> for Doc {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(&[JSONB])?;
        out.write_all(self.text().as_bytes())?;
        Ok(IsNull::No)
    }
}
impl FromSql<DocSql, Pg> for Doc {
    fn from_sql(bytes: <Pg as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        match bytes.as_bytes() {
            [JSONB, text @ ..] => Ok(Doc(serde_json::from_slice(text)?)),
            _ => Err("a jsonb of an unknown version".into()),
        }
    }
}
impl ToSql<DocSql, Sqlite> for Doc {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.text());
        Ok(IsNull::No)
    }
}
impl FromSql<DocSql, Sqlite> for Doc {
    fn from_sql(bytes: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<diesel::sql_types::Text, Sqlite>>::from_sql(bytes)?;
        Ok(Doc(RawValue::from_string(text)?))
    }
}
