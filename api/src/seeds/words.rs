//! What clerks, officers and leaders write in the demonstration.

use crate::cases::{ConsentOf, NewConsent};

/// The applicant's, signed with the application.
pub const CONSENT: NewConsent =
    NewConsent { of: ConsentOf::Household, name: None, relation: None, guardian: None, on: None };
/// Who consents for an applicant that is a minor.
pub const GUARDIAN: &str = "钟监护";
/// Of the family who signed the record of a visit.
pub const PRESENT: (&str, &str) = ("户主本人", "申请人");
pub const POSTED_AT: &str = "村务公开栏";
pub const MEANS: &str = "经核对，家庭成员名下有营运车辆，财产状况不符合规定。";
pub const OBJECTED: &str = "有群众反映该户长子在外务工，收入未计入。";

pub const FINDINGS_VISIT: &[&str] = &[
    "入户查看：住房为砖混结构两层，陈设简单，无机动车。患者近期住院治疗，票据与病历一致，家庭收入与登记相符。",
    "入户走访：家中主要劳动力患病，收入以务农和零工为主，邻里证实情况属实。票据原件已核对。",
    "入户调查：患者长期服药并定期复查，家庭负担较重。医保结算单与票据金额一致，未发现商业保险赔付。",
];
pub const FINDINGS_INFORMATION: &[&str] = &[
    "经信息核对：低保资格有效，医保结算数据与票据一致，无单位报销和互助基金支付记录。",
    "经信息核对：车辆、工商、住房公积金均无异常，医保已支付金额与结算单一致。",
];
pub const FINDINGS_COUNTY: &[&str] =
    &["县级入户抽查：家庭情况与乡镇调查一致，未发现工作人员或村干部违规干预，建议按政策办理。"];
pub const SUPPORT: &[&str] = &[
    "经调查核对，情况属实，符合医疗救助条件，建议予以救助。",
    "材料齐全，个人负担部分计算无误，建议按规定救助。",
];
pub const OPPOSE: &[&str] = &["经调查，个人负担部分主要为非范围内费用，建议不予救助。"];
pub const REVIEW_AGREE: &[&str] = &["同意初审意见。", "审核无异议，同意上报。"];
pub const REVIEW_RETURN: (&str, &str) =
    ("facts.insurer_paid_fen", "医保已支付金额与结算单合计数不一致，请核对后重报。");
pub const REVIEW_OPPOSE: (&str, &str) =
    ("facts.category", "家庭收入核对结果超过规定标准，不属于所申请的对象类别。");
pub const EXAMINE_AGREE: &[&str] = &["票据、结算单与事实一致，同意。", "同意乡镇审核意见。"];
pub const EXAMINE_RETURN: (&str, &str) =
    ("facts.cost_fen", "票据中含范围外费用，请剔除挂号费和伙食费后重新核算。");
pub const CHANGED: &str = "家庭另有亲属资助，在政策范围内酌减。";
pub const REFUSE: (&str, &str) = ("facts.cost_fen", "个人负担部分未超过起付线，不符合救助条件。");
pub const DECLINE: &[(&str, &str)] = &[
    ("applicant", "申请人户籍不在本辖区，已告知向户籍所在地乡镇申请。"),
    ("facts.category", "申请人不属于医疗救助对象类别，已告知可申请临时救助。"),
];
pub const WITHDRAW: &[&str] =
    &["申请人表示费用已由子女承担，自愿撤回申请。", "申请人拟待全部治疗结束后一并申请，撤回本次申请。"];
pub const SUPPLEMENT: &str = "请尽快补齐，可由村代办员代交。";
pub const NOTICE_RETURNED: &str = "请核对名单中的金额与审批决定是否一致后重新提交。";
pub const NOTICE_WITHDRAWN: &str = "公示对象申请更正姓名用字，先行撤下核对。";
pub const NOTICE_WITHHELD: &str = "当事人是受害人，公布姓名可能危及其安全，不列入公示。";
