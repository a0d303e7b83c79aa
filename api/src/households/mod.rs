//! 家庭: the unit of benefit, its members, and whether it is kin of staff.

mod history;
mod model;
mod ops;
mod outside;
mod registered;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use crate::persons::{Category, Relation};
pub use model::{Condition, HouseholdFacts, HouseholdView, NewHousehold, NewMember};
pub use ops::{assessed, create};
pub use outside::RecipientProblem;
pub use registered::{Life, Past, life, members_of, past, past_of, person, persons_of, registered};
pub use routes::configure;
pub use store::{facts, of_person, placed, with_briefs};

pub const CODES: &[Code] = &[
    code(
        "kin_cleared_by_leader",
        422,
        "经办人员近亲属的标记不能由窗口取消",
        "确需取消的，请乡镇负责人在家庭页面办理，并写明理由。",
        "The mark of staff kin is not taken back at the window",
        "If it is wrong, the township's leader takes it back on the household's page, with the reason.",
    ),
    code(
        "not_staff_kin",
        422,
        "该家庭没有经办人员近亲属的标记",
        "无需取消。请刷新页面。",
        "This household is not marked as kin of staff",
        "There is nothing to take back; reload the page.",
    ),
    code(
        "one_head",
        422,
        "家庭成员中须有且只有一名户主",
        "请把一名成员的关系设为户主，其余成员选择与户主的关系。",
        "A household has exactly one head",
        "Mark one member as the head and give the others their relation to the head.",
    ),
    code(
        "unknown_person",
        422,
        "没有找到此人",
        "此人尚未登记，或不在您的管辖范围内。请先登记。",
        "No such person",
        "Not registered, or outside your area. Register the person first.",
    ),
    code(
        "member_twice",
        422,
        "同一人重复填写",
        "请删去重复的一行。",
        "The same person twice",
        "Remove one of the two lines.",
    ),
    code(
        "member_of_other_household",
        409,
        "此人已是另一家庭的成员",
        "一人只能属于一个家庭。请先在原家庭中移出此人。",
        "This person is a member of another household",
        "A person is in one household; take the person out of the other first.",
    ),
];
