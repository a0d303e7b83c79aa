//! 明细表: the agreed cases of a township and month. The township sends it up once a
//! month; the county examines and decides its rows within 15 days of receiving it, two
//! persons, each row with its own result.

mod model;
mod ops;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use ops::{read, submit};
pub use routes::configure;

pub const CODES: &[Code] = &[
    code(
        "batch_empty",
        409,
        "明细表中没有待上报的办件",
        "请先完成乡镇审核。",
        "There is nothing in the table",
        "Agree cases in review first.",
    ),
    code(
        "batch_already_submitted",
        409,
        "本月明细表已经上报",
        "每月只能上报一次；之后同意的办件自动进入下月明细表。",
        "This month's table was already sent",
        "A table is sent once a month; later cases go into the next.",
    ),
    code(
        "batch_month_ahead",
        409,
        "明细表的月份还没有到",
        "每月只上报一次；请到该月再上报。",
        "The table is of a month to come",
        "A table is sent once a month, in its month or later.",
    ),
    code(
        "batch_not_submitted",
        409,
        "明细表尚未上报",
        "请等待乡镇上报后再审查。",
        "The table was not sent yet",
        "Wait until the township sends it.",
    ),
    code(
        "not_in_batch",
        404,
        "办件不在此明细表中",
        "请刷新明细表。",
        "The case is not in this table",
        "Reload the table.",
    ),
    code(
        "too_many_rows",
        422,
        "一次最多处理500行",
        "请分批提交。",
        "At most 500 rows at once",
        "Send them in parts.",
    ),
];
