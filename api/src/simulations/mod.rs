//! 政策测算: what a change of a policy would cost and whom it would reach, computed over
//! the households of the register (or, where it is for persons, their members) before anybody decides it. A job: asked for, computed in
//! the background, kept, and compared with others.

mod job;
mod model;
mod ops;
mod plan;
mod routes;
mod rows;
mod sides;
mod store;
mod tables;

use crate::codes::{Code, code};

pub use job::start;
pub use routes::configure;

pub const CODES: &[Code] = &[
    code(
        "simulation_subject",
        422,
        "请选择一项政策或一份草稿，二者选一",
        "测算以一项现行政策或一份政策草稿为对象。",
        "Name either a policy or a draft",
        "A simulation is of one policy in force or of one draft.",
    ),
    code(
        "simulation_unchanged",
        422,
        "没有要测算的变动",
        "请至少修改一项参数，或选择一份草稿。",
        "Nothing is changed",
        "Change a parameter, or choose a draft.",
    ),
    code(
        "unknown_policy",
        422,
        "没有这项政策，或所选日期没有生效的版本",
        "请从列表中选择政策，并核对日期。",
        "No such policy, or no version of it in force on that day",
        "Choose it from the list and check the day.",
    ),
    code(
        "unknown_draft",
        422,
        "没有这份草稿",
        "请从列表中选择草稿。",
        "No such draft",
        "Choose it from the list.",
    ),
    code(
        "unknown_parameter",
        422,
        "该政策没有可以修改的这项参数",
        "只能修改单一数值的参数（可选：{known}）。",
        "The policy has no such parameter that can be changed",
        "Only parameters of one value can be changed (they are: {known}).",
    ),
    code(
        "parameter_twice",
        422,
        "同一参数重复填写",
        "请删去重复的一行。",
        "The same parameter twice",
        "Remove one of the two lines.",
    ),
    code(
        "simulation_inputs",
        422,
        "家庭档案中没有这些情况，无法对全体家庭测算：{zh}",
        "请为这些情况填写一个对全体家庭都适用的数值，或换一项政策。",
        "The register does not know of households: {en}",
        "Give a value that counts for all households, or choose another policy.",
    ),
    code(
        "simulation_queue_full",
        409,
        "等待测算的任务太多",
        "请等待现有任务完成，或先取消不需要的任务。",
        "Too many simulations are waiting",
        "Wait for them, or cancel those nobody needs.",
    ),
    code(
        "simulation_ended",
        409,
        "测算已经结束，不能取消",
        "请刷新页面查看结果。",
        "The simulation has ended and can not be cancelled",
        "Reload the page to see its result.",
    ),
    code(
        "simulation_not_done",
        409,
        "测算还没有结果",
        "请等待测算完成；已取消或中断的请重新测算。",
        "The simulation has no result",
        "Wait until it is done; start one anew where it was cancelled or interrupted.",
    ),
];
