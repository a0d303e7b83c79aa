//! 政策: dated documents that say who is helped and with how much. Public: whoever is
//! affected may read the rule and try it.

mod model;
mod ops;
mod routes;

use crate::codes::{Code, code};

pub use model::CitationView;
pub use ops::{cited, fact_errors};
pub use routes::configure;

pub const CODES: &[Code] = &[
    code(
        "not_in_force",
        422,
        "{on} 没有生效的版本",
        "请选择政策有效期内的日期。",
        "No version is in force on {on}",
        "Choose a day on which it holds.",
    ),
    code(
        "missing_fact",
        422,
        "缺少此项情况",
        "请填写此项后重新计算。",
        "This fact is missing",
        "Give it and compute again.",
    ),
    code(
        "unknown_fact",
        422,
        "该政策没有此项情况",
        "请删除此项或核对名称。",
        "The policy does not know this fact",
        "Remove it or check its name.",
    ),
    code(
        "category_not_registered",
        422,
        "家庭登记的类别与所选对象类别不符",
        "请核对对象类别；家庭类别确已变更的，请先更新家庭档案。",
        "The household is not registered in a category this claim is for",
        "Check the category claimed; if the household's has changed, update the household first.",
    ),
    code(
        "household_not_registered",
        422,
        "申请人尚未登记家庭，无法核对所选对象类别",
        "请先登记申请人的家庭及其类别。",
        "The applicant is in no registered household, so this category can not be verified",
        "Register the applicant's household and its category first.",
    ),
    code(
        "policy_overflow",
        422,
        "数值太大，无法计算（{rule}）",
        "请核对填写的数值。",
        "The numbers are too large to compute ({rule})",
        "Check the numbers given.",
    ),
    code(
        "policy_failed",
        422,
        "按政策无法计算（{rule}）",
        "请核对填写的数额是否合理。",
        "The policy can not be computed with these facts ({rule})",
        "Check whether the amounts are plausible.",
    ),
];
