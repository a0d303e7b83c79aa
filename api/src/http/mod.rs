//! actix's manners: what every handler shares and no slice repeats.

pub mod auth;
pub mod body;
pub mod csv;
pub mod cursor;
pub mod days;
pub mod edge;
pub mod if_match;
pub mod once;
pub mod problem;
pub mod query;
pub mod reply;
pub mod routes;
pub mod takes;
pub mod xlsx;
