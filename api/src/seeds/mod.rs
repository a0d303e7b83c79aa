//! Invented records: for the benchmark, and for trying the product out.

pub mod bench;
