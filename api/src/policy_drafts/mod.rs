//! 政策起草与生效: a version of a policy is a draft until its document is sound and its
//! worked examples come out right; then a second person puts it in force, and it is never
//! changed again.

mod model;
mod ops;
mod routes;
mod soundness;
mod store;

use crate::codes::{Code, code};

pub use routes::configure;
pub use store::document;

pub const CODES: &[Code] = &[
    code(
        "policy_problem",
        422,
        "政策文档有误：{zh}",
        "请在所指位置修改后重新检查。",
        "The policy document has a fault: {en}",
        "Change it at the place named and check again.",
    ),
    code(
        "example_fails",
        422,
        "算例「{title}」的结果不符：应为{expected}元，算得{found}",
        "请修改公式、参数或算例；所有算例通过后才能提交。",
        "The example \"{title}\" does not come out: {expected} yuan expected, {found} computed",
        "Mend formula, parameter or example; all must pass before it can be submitted.",
    ),
    code(
        "policy_version_order",
        422,
        "版本号应为{expected}",
        "新版本接续已生效的最新版本，请修改版本号。",
        "The version must be {expected}",
        "A new version follows the newest one in force; change the number.",
    ),
    code(
        "policy_elsewhere",
        422,
        "适用地区不在您的管辖范围内",
        "请填写本县（市、区）或其下级的行政区划代码。",
        "Its area of application is not within yours",
        "Give the code of your county or of a division below it.",
    ),
    code(
        "policy_draft_open",
        409,
        "该政策已有未办结的草稿",
        "请打开该草稿继续修改，或先撤销它。",
        "There is an open draft of this policy",
        "Go on with that draft, or withdraw it first.",
    ),
    code(
        "policy_draft_state",
        409,
        "草稿的状态已变化，不能这样办理",
        "请刷新页面查看当前状态。",
        "The draft is in another state by now",
        "Reload the page to see where it stands.",
    ),
    code(
        "policy_same_person",
        409,
        "起草人和最后修改人不能自己批准生效",
        "请由另一位有权限的工作人员批准。",
        "Who drafted or changed it may not put it in force",
        "Ask someone else with that right.",
    ),
];
