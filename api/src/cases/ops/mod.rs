pub mod act;
pub mod acts;
pub mod bill;
pub mod edit;
mod known;
pub mod list;
pub mod open;
pub mod recalculate;
