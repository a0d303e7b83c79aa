pub mod decide;
pub mod grant;
pub mod propose;
pub mod read;
pub mod recalculate;
mod recalculated;
mod recipient;
mod revoke;
pub mod roll;
