//! What anyone may read without an account: the boards of the villages, and how far an
//! application has come — state, promised date, what is missing, nothing else.

mod limits;
mod model;
mod ops;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use routes::configure;

pub const CODES: &[Code] = &[
    code(
        "progress_not_found",
        404,
        "没有找到对应的办件",
        "请核对受理通知书上的办件编号和申请人身份证号后四位。",
        "No such case",
        "Check the case number on the receipt and the last four characters of the applicant's id.",
    ),
    code(
        "too_many_requests",
        429,
        "查询太频繁",
        "请在{wait}后再试。",
        "Too many requests",
        "Try again in {wait}.",
    ),
];
