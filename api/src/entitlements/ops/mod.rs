pub mod decide;
pub mod grant;
pub mod others;
pub mod propose;
pub mod read;
pub mod recalculate;
pub mod roll;
