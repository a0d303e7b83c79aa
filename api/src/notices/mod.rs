//! 公示: what a village is shown of a quarter's decisions — name, sum, of the subsistence
//! allowance the household's size, nothing else (社会救助法 Art 45, 民发〔2021〕57号 Art 24,
//! 民发〔2021〕43号 Art 17; 医疗救助按季度在村务公开栏公布). Drafted by the disclosure
//! officer, seen as a citizen will see it, signed by the secrecy reviewer, another person
//! (政府信息公开条例 Art 17), and taken down by itself at its end.

mod bulk;
mod drafting;
mod model;
mod ops;
mod routes;
mod store;
mod views;
mod withholding;

use crate::codes::{Code, code};

pub use drafting::draft;
pub use model::{
    NewNotices, NewWithholding, NoticeSignature, NoticeSubmission, NoticeWithdrawal, PublicNotice,
    PublicNoticeFilter, PublicNoticeRow, SignOutcome,
};
pub use ops::{find_public, list_public, sign, submit, withdraw};
pub use routes::configure;
pub use withholding::{lines, withhold};

pub const CODES: &[Code] = &[
    code(
        "notice_changed",
        409,
        "公示内容已变化，与您预览的不一致",
        "请重新预览后再提交。",
        "The notice is not what you previewed",
        "Look at the preview again, then act.",
    ),
    code(
        "notice_state",
        409,
        "公示当前状态不能办理此事",
        "请刷新页面查看最新状态。",
        "Not possible in the notice's present state",
        "Reload and see its state.",
    ),
    code(
        "notice_same_person",
        409,
        "提交人与保密审查人不能是同一人",
        "请由另一位工作人员审查签署。",
        "The preparer can not sign",
        "Someone else must sign.",
    ),
    code(
        "notice_empty",
        409,
        "该季度没有可公示的办件",
        "请核对季度；该季度的办件可能均已列入公示，或已决定不列入。",
        "Nothing to publish for this quarter",
        "Check the quarter; perhaps all are on a notice already, or withheld.",
    ),
    code(
        "notice_without_entries",
        409,
        "公示稿中没有人员，不能送审",
        "名单上的人都已不列入公示；如属误操作，请先恢复。",
        "Nobody is on the list",
        "All are withheld; put back whom you left out by mistake.",
    ),
    code(
        "notice_entry_changed",
        409,
        "名单中没有此人，或已有人处理过",
        "请刷新页面查看最新名单。",
        "Not on the list as you saw it",
        "Reload and look at the list again.",
    ),
    code(
        "notice_ended",
        410,
        "公示已结束",
        "公示期已满或已撤下，内容不再提供。",
        "The notice has ended",
        "It was taken down at the end of its term or withdrawn.",
    ),
    code(
        "quarter_format",
        422,
        "季度格式不对，或尚未开始",
        "请填写如 2026-Q3 的季度，不能晚于本季度。",
        "Not a quarter, or one to come",
        "Write 2026-Q3; not later than the present one.",
    ),
    code(
        "end_on_range",
        422,
        "公示截止日期须在明天至一年之内",
        "请核对日期。",
        "The end must lie between tomorrow and a year from now",
        "Check the date.",
    ),
    code(
        "board_too_short",
        409,
        "公布期限不得少于15日，最早至{day}",
        "请改定截止日期；已提交的，先退回再改定（村民委员会组织法第三十五条、城市居民委员会组织法第三十四条）。",
        "It is shown for 15 days or more, until {day} at the earliest",
        "Set a later end; what was submitted is returned first (Villagers' Committees Law, article 35; Residents' Committees Law, article 34).",
    ),
    code(
        "personal_data_found",
        422,
        "内容中含有证件号、电话或银行账号，不能公示",
        "请先更正人员姓名等内容。",
        "The text holds an id, phone or bank number",
        "Correct the names first.",
    ),
    code(
        "nothing_publishable",
        422,
        "该事项没有可以公示的字段",
        "请核对事项。",
        "Nothing of this item may be published",
        "Check the item.",
    ),
];
