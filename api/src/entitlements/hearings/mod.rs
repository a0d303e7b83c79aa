//! 听取意见: before a benefit is lowered or ended the person is invited and heard (社会救助法
//! 48), the intended end of destitute support is shown for seven days (民发〔2021〕43号 26), and
//! the decision is handed over with its reasons and its remedy.

pub mod letters;
pub mod model;
pub mod ops;
pub mod ready;
pub mod routes;
pub mod store;
