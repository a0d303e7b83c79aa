//! 审核确认权下放: the county department decides; the townships do only where the province has
//! ruled so (社会救助法 Art 44). A county's setting names that ruling, and from when to when.

mod model;
mod ops;
mod routes;
mod store;

use crate::codes::{Code, code};

pub use routes::configure;
pub use store::ruling;

pub const CODES: &[Code] = &[
    code(
        "delegation_not_provincial",
        422,
        "所引文件不是本省（自治区、直辖市）人民政府的规定",
        "只有省级人民政府可以规定由乡镇、街道作出确认决定；请引用法规库中的省级文件，县级文件不能作为依据。",
        "The document is no ruling of the county's province",
        "Only the province can give the decision to townships: cite its document in the register of law; a county's own is not enough.",
    ),
    code(
        "delegation_not_in_force",
        422,
        "所引文件或者条款在起始日尚未施行、已经失效，或者法规库中没有",
        "请核对文件、条款和起始日期。",
        "The document or the article is not in force on the first day, or not in the register",
        "Check the document, its article and the first day.",
    ),
    code(
        "not_social_assistance",
        422,
        "该事项不是社会救助，不能下放",
        "社会救助法第四十四条只适用于社会救助事项，请另选事项。",
        "The item is no social assistance",
        "Article 44 of the Social Assistance Law is about social assistance alone: choose another item.",
    ),
    code(
        "delegation_overlaps",
        409,
        "该事项在这段时间已有下放规定",
        "请先终止原有的下放，再登记新的。",
        "There is a delegation of this item at that time already",
        "End that one first.",
    ),
    code(
        "delegation_days",
        422,
        "终止日期早于起始日期，或者早于今天",
        "已经过去的日子按当时的规定办理，不能改。",
        "The last day lies before the first, or before today",
        "Days that have passed keep the rule they had.",
    ),
];
