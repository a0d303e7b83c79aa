//! What the law and the users expect, asked of the real server over HTTP.

mod acts;
mod bad_input;
mod clocks;
mod commands;
mod county;
mod kill;
mod races;
mod schema;
mod scope;
mod sessions;
mod story;
mod tree;
