//! 法规库维护: a version of an entry of the register of law is a draft that says what it
//! touches; then a second person, who sees the same, puts it in force. What something rested
//! on yesterday stays.

mod model;
mod ops;
mod routes;
mod soundness;
mod store;

use crate::codes::{Code, code};

pub use routes::configure;

pub const CODES: &[Code] = &[
    code(
        "law_problem",
        422,
        "法规库条目有误：{zh}",
        "请在所指位置修改后重新检查。",
        "The entry has a fault: {en}",
        "Change it at the place named and check again.",
    ),
    code(
        "law_version_order",
        422,
        "版本号应为{expected}",
        "新版本接续已生效的最新版本，请修改版本号。",
        "The version must be {expected}",
        "A new version follows the newest one in force; change the number.",
    ),
    code(
        "law_elsewhere",
        422,
        "施行地区与本县（市、区）无关",
        "请填写全国、本省、本市或者本县（市、区）的行政区划代码。",
        "It holds in another area",
        "Give the code of the country (zeros), of your province, city or county.",
    ),
    code(
        "law_fixed",
        422,
        "已生效条目的类别、施行地区和过去文本的文号、通过日期不能改",
        "请恢复原值；登记有误的，另建条目并由引用它的规则改引。",
        "The kind, the area and the numbers and days of past texts of an entry in force stay",
        "Put them back; where the entry is wrong, make another one and have the rules cite that.",
    ),
    code(
        "law_holds_past",
        422,
        "“{title_zh}”（第{version}版，{place}）在{from}至{until}以此为依据，不能去掉",
        "请保留过去的文本和条文；废止或者修改只能从今天以后起。",
        "\"{title_en}\" (version {version}, {place}) rested on it from {from} to {until}",
        "Keep the texts and articles of the past; a repeal or an amendment begins today at the earliest.",
    ),
    code(
        "law_draft_open",
        409,
        "该条目已有未办结的草稿",
        "请打开该草稿继续修改，或先撤销它。",
        "There is an open draft of this entry",
        "Go on with that draft, or withdraw it first.",
    ),
    code(
        "law_draft_state",
        409,
        "草稿的状态已变化，不能这样办理",
        "请刷新页面查看当前状态。",
        "The draft is in another state by now",
        "Reload the page to see where it stands.",
    ),
    code(
        "law_same_person",
        409,
        "起草人和最后修改人不能自己批准生效",
        "请由另一位有权限的工作人员批准。",
        "Who drafted or changed it may not put it in force",
        "Ask someone else with that right.",
    ),
];
