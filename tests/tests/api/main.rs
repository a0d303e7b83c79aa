//! What the law and the users expect, asked of the real server over HTTP.

mod access;
mod acts;
mod bad_input;
mod catalogue;
mod clocks;
mod commands;
mod contract;
mod corrections;
mod county;
mod entitlements;
mod guards;
mod kill;
mod law;
mod neighbours;
mod notices;
mod policies;
mod races;
mod rubbish;
mod schema;
mod scope;
mod sessions;
mod simulations;
mod spelling;
mod story;
mod together;
mod tree;
