//! Accounts: who works here, in which post, for which division. One account holds one
//! post, and the post says at which level its division lies.

mod model;
mod ops;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use ops::{NewAccount, create, reset};
pub use routes::configure;
pub use store::{Named, by_username};

pub const CODES: &[Code] = &[
    code(
        "username_taken",
        409,
        "用户名已被使用",
        "请换一个用户名。",
        "The user name is taken",
        "Choose another one.",
    ),
    code(
        "bad_username",
        422,
        "用户名应为3至32位小写字母、数字、点、横线或下划线，以字母开头",
        "请改用符合要求的用户名。",
        "A user name has 3 to 32 lower-case letters, digits, dots, dashes or underscores and begins with a letter",
        "Choose another one.",
    ),
    code(
        "wrong_level",
        422,
        "该岗位的区划级别应为{level}",
        "请选择相应级别的区划。",
        "This post belongs to a division of level {level}",
        "Choose a division of that level.",
    ),
    code(
        "own_account",
        409,
        "不能停用本人账号、变更本人岗位或重置本人密码",
        "请由另一位管理员办理；修改本人密码请使用“修改密码”。",
        "One's own account can not be disabled, moved or reset",
        "Ask another administrator; to change your own password use the page for it.",
    ),
    code(
        "bad_phone",
        422,
        "电话号码格式不对",
        "请填写办公电话，如 0797-4441234。",
        "This is no telephone number",
        "Give the office telephone, such as 0797-4441234.",
    ),
];
