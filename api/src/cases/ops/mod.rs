pub mod act;
pub mod acts;
pub mod edit;
pub mod list;
pub mod open;
