//! The kit of the black-box tests: a real server on a database of its own, clients that
//! act as each post, and builders that speak HTTP and nothing else.

#![allow(clippy::missing_panics_doc, reason = "a test that can not go on panics")]

pub mod answer;
pub mod build;
pub mod client;
pub mod database;
pub mod families;
pub mod golden;
pub mod operations;
pub mod server;
pub mod shape;

pub use answer::Answer;
pub use client::Client;
pub use server::Server;
