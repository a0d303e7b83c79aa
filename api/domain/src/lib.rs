//! The law, pure. Time, files and the database are arguments or absent; every
//! function here can be tested without a server.

pub mod access;
pub mod authority;
pub mod calendar;
pub mod case_no;
pub mod citizen_id;
pub mod clock;
pub mod disclosure;
pub mod entitlement;
pub mod grounds;
pub mod law;
pub mod masking;
pub mod money;
pub mod policy;
pub mod refusal;
pub mod remedy;
pub mod shape;
pub mod simulation;
pub mod typed;
pub mod workflow;
