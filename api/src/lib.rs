//! 阳光民政 / Yangguang. This file is the table of contents: the floors, and the
//! slices in the order in which they may use each other.

pub mod actor;
pub mod app;
pub mod cli;
pub mod clock;
pub mod codes;
pub mod config;
pub mod db;
pub mod docs;
pub mod failure;
pub mod http;
pub mod ids;
pub mod letters;
pub mod openapi;
pub mod rules;
pub mod seeds;
pub mod server;
pub mod spa;
pub mod telemetry;
pub mod vault;

// Slices: each may use the doors (`mod.rs`) of those above it.
pub mod accounts;
pub mod approvals;
pub mod attachments;
pub mod audit;
pub mod calendar;
pub mod cases;
pub mod delegations;
pub mod divisions;
pub mod entitlements;
pub mod households;
pub mod law_drafts;
pub mod laws;
pub mod notices;
pub mod payments;
pub mod persons;
pub mod policies;
pub mod policy_drafts;
pub mod portal;
pub mod problems;
pub mod reports;
pub mod service_items;
pub mod sessions;
pub mod simulations;
pub mod workbench;

use crate::http::routes::Routes;
use codes::Code;

/// A slice: its routes and its error codes.
pub struct Slice {
    pub name: &'static str,
    pub routes: fn(&mut Routes),
    pub codes: &'static [Code],
}

macro_rules! slices {
    ($($name:ident)*) => {
        pub const SLICES: &[Slice] = &[
            $(Slice { name: stringify!($name), routes: $name::configure, codes: $name::CODES },)*
        ];
    };
}

slices! {
    divisions
    audit
    problems
    sessions
    accounts
    calendar
    delegations
    policies
    policy_drafts
    service_items
    persons
    households
    laws
    law_drafts
    simulations
    attachments
    payments
    entitlements
    cases
    approvals
    notices
    portal
    reports
    workbench
}
