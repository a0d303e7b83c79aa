//! 办件: one application from the window through to its decision (社会救助法 chapter 3,
//! 社会救助暂行办法 chapters 2, 3, 5 and 9). Its course is the flow document's, its amount the
//! policy's; here are the acts, their records and what follows from them.

mod batching;
mod bills;
mod clocks;
mod determine;
mod documents;
mod elsewhere;
mod fields;
mod findings;
mod letters;
mod lists;
mod model;
mod ops;
mod posting;
mod relief;
mod routes;
mod sheet;
mod step_codes;
mod steps;
mod store;
mod totals;
mod view;
mod views;
mod year;

use crate::codes::{Code, code, joined};

pub use batching::month_of;
pub use determine::year_of;
pub use model::{
    CheckKind, Conclusion, DecisionOutcome, Deed, NewCase, NewCheck, NewCountyVisit, NewDecision,
    NewExamination, NewOpinion, NewRefusal, NewReview, NewSupplementNotice, NewWithdrawal, Opinion, Papers,
    Reason, Relative, ReviewOutcome, Source,
};
pub use ops::act::{Decided, Ruling, perform, rule};
pub use ops::known::proposal;
pub use ops::list::return_stages;
pub use ops::open::open;
pub use ops::{acts, edit, steps as further};
pub use posting::{PreliminaryNotice, on_board};
pub use relief::{EXPLAIN, flows as relief_flows};
pub use routes::configure;
pub use sheet::{SheetRow, sheet};
pub use steps::{
    CheckPurpose, CheckSource, ComplaintChannel, ConsentOf, NewCheckRequest, NewComplaint, NewConsent,
    NewDelivery, NewExplanation, NewExtension, NewInformationCheck, NewObjection, NewPosting, NewReport,
    ServiceWay,
};
pub use store::{CaseRow, find as find_row};
pub use view::{category_label, missing_names};
pub use views::{CaseView, FindingView};

pub const CODES: &[Code] = &joined::<{ OWN.len() + step_codes::CODES.len() }>(OWN, step_codes::CODES);

const OWN: &[Code] = &[
    code(
        "open_case_exists",
        409,
        "此人本年度同一事项已有在办件 {case_no}",
        "请打开该办件继续办理，不必重复受理。",
        "This person already has an open case of this item: {case_no}",
        "Go on with that case.",
    ),
    code(
        "item_unknown",
        422,
        "没有这个事项",
        "请从事项列表中选择。",
        "No such service item",
        "Choose one from the list.",
    ),
    code(
        "applicant_outside",
        409,
        "申请人已不是该家庭的成员，救助金不能发给申请人",
        "请退回，由家庭的其他成员申请；家庭登记有误的，请先更正登记。",
        "The applicant is no member of the household any more and cannot be paid",
        "Return it and have another member apply; where the register is wrong, correct it first.",
    ),
    code(
        "payee_without_account",
        409,
        "{name}没有登记银行账号，救助金发不出去",
        "请在人员信息中登记本人的银行卡或存折账号。",
        "{name} has no bank account registered and cannot be paid",
        "Register the person's own account on the person's page.",
    ),
    code(
        "applicant_not_member",
        422,
        "申请人不是该家庭的成员",
        "请先在家庭档案中登记成员，或选择正确的家庭。",
        "The applicant is not a member of this household",
        "Register the member first or choose the right household.",
    ),
    code(
        "act_not_allowed_here",
        409,
        "当前环节（{stage}）不能办理此事",
        "当前可办理：{lawful}。请刷新页面查看最新状态。",
        "This can not be done at the present stage ({stage})",
        "Possible now: {lawful}. Reload to see the case as it is.",
    ),
    code(
        "same_person",
        409,
        "同一人不能办理前后两个环节",
        "您已办理过「{act}」，请由另一位工作人员办理。",
        "The same person may not do both",
        "You did \"{act}\"; someone else must do this.",
    ),
    code(
        "materials_missing",
        409,
        "材料尚不齐全",
        "请补齐材料，或出具一次性告知书。",
        "Papers are missing",
        "Add them or send the one-time notice.",
    ),
    code(
        "nothing_missing",
        409,
        "材料已齐全，无需告知",
        "请直接受理。",
        "Nothing is missing",
        "Accept the case.",
    ),
    code(
        "already_notified",
        409,
        "已经出具过一次性告知书",
        "告知只能一次；请等待补正材料后受理。",
        "The one-time notice was already given",
        "It is given once; accept when the papers are in.",
    ),
    code(
        "facts_incomplete",
        409,
        "申请内容尚未填写完整",
        "请补充所缺的事实后再办理。",
        "The facts are not complete",
        "Fill in what is missing first.",
    ),
    code(
        "check_missing",
        409,
        "尚未记录调查核对",
        "请先记录入户调查、邻里访问（两人）或者县级信息核对。",
        "No check is recorded",
        "Record a visit by two officers, or have the county's information check, first.",
    ),
    code(
        "kin_needs_county_visit",
        409,
        "工作人员或村干部近亲属须经县级入户抽查",
        "请先记录县级入户抽查，再作决定。",
        "Kin of staff need a recorded county home visit",
        "Record the county visit first.",
    ),
    code(
        "not_eligible",
        409,
        "按政策不符合救助条件",
        "请核对事实，或作出不予批准的决定。",
        "Not eligible under the policy",
        "Check the facts, or refuse with reasons.",
    ),
    code(
        "amount_outside_policy",
        409,
        "金额超出政策允许范围",
        "请填写政策允许范围内的金额，或退回核实事实。",
        "The amount is outside what the policy allows",
        "Give an amount within the range, or return the case to correct its facts.",
    ),
    code(
        "checked_already",
        409,
        "本轮已有调查核对，申报情况不能再改",
        "申报情况确有错误的，请由乡镇负责人退回，更正后重新调查核对。",
        "The facts were checked in this round and stay as they are",
        "If they are wrong, have the leader return the case; correct them and check again.",
    ),
    code(
        "reasons_required",
        422,
        "必须说明理由",
        "请逐条写明理由，可指明对应的字段。",
        "Reasons are required",
        "Give them one by one, each with its field if it has one.",
    ),
    code(
        "not_calculated",
        422,
        "该办件还没有计算结果",
        "情况填写完整后才能重新计算。",
        "Nothing was calculated for this case yet",
        "Its facts must be complete first.",
    ),
    code(
        "household_changed",
        422,
        "家庭人口已由{before}人变为{now}人",
        "金额还是按{before}人计算的，下一步办理时按{now}人重新计算。",
        "The household had {before} members and has {now} now",
        "The sum is still that of {before}; the next act computes it anew with {now}.",
    ),
    code(
        "costs_already_decided",
        422,
        "办件{case_no}本年度已按不低于此数的累计费用批准救助",
        "费用填写本年度至今的累计数。请核对票据是否已在该办件中救助过。",
        "Case {case_no} of this year was already approved on costs of the year no less than these",
        "The costs are those of the year so far. Check that these bills were not paid for in that case.",
    ),
    code(
        "below_counted",
        422,
        "{fact}低于办件{case_no}本年度已计入的{counted}",
        "此项填写本年度至今的累计数，不能低于本年度已批准的办件计入的数。请在其基础上加上新的票据后重新填写。",
        "{fact} is below the {counted} that case {case_no} of this year has counted",
        "It is the sum of the year so far and never less than an approved case of the year has counted. Enter that and what is new.",
    ),
    code(
        "bill_already_counted",
        409,
        "此票据已在{place}中登记",
        "同一张票据只能计入一次。请核对票据号码和开具单位；已办结未获救助的办件，其票据可以重新登记。",
        "This bill is already recorded in {place_en}",
        "A bill counts once. Check its number and issuer; bills of a case that ended without aid may be recorded again.",
    ),
    code(
        "bill_in_other_case",
        422,
        "同一张票据（号码、开具单位相同）已在他人的{place}中登记",
        "请核对票据原件和就诊人姓名。",
        "The same bill (number and issuer) is recorded for another person in {place_en}",
        "Check the original and the patient's name on it.",
    ),
    code(
        "bill_alike",
        422,
        "{place}中有疑似相同的票据：号码相同或形近（如O与0、I与1），开具单位或金额相同",
        "请核对票据原件，是否为同一张票据。",
        "There is a bill much like it in {place_en}: its number is the same or looks it (O and 0, I and 1), and so is the issuer or the sum",
        "Check by the originals whether it is the same bill.",
    ),
    code(
        "bill_paid_elsewhere",
        409,
        "同一张票据已在{place}中获批救助，不能重复救助",
        "请退回乡镇核对票据：不属于本办件的，删去后重新提交；确属重复的，作出不予批准的决定。",
        "The same bill was approved in {place_en} already and is not paid for twice",
        "Return the case to have the bill checked and taken out, or refuse it with reasons.",
    ),
    code(
        "bill_file_elsewhere",
        422,
        "票据文件与{place}中的文件完全相同",
        "请核对其中的票据是否已在该办件中救助过。",
        "A file of bills is the same as one in {place_en}",
        "Check that its bills were not paid for in that case.",
    ),
    code(
        "bill_of_other_year",
        422,
        "票据开具于{year}年，不是办件所属年度",
        "费用按收件年度累计，请核对是否应计入本年度。",
        "The bill is of {year}, not of the year of the case",
        "Costs are those of the year in which the case was received: check that it belongs there.",
    ),
    code(
        "bills_sum_differs",
        422,
        "{fact}填写为{stated}，按票据合计应为{summed}",
        "请核对票据是否登记齐全；费用为累计数的，合计含本年度已批准办件计入的数。",
        "{fact} is stated as {stated}; by the bills it is {summed}",
        "Check that all bills are recorded. Where the fact is the year's, what approved cases of the year counted is in the sum.",
    ),
    code(
        "bills_not_expected",
        422,
        "该事项不登记票据",
        "请不要填写票据。",
        "This item has no bills",
        "Leave them out.",
    ),
    code(
        "too_many_bills",
        409,
        "一个办件最多登记{most}张票据",
        "请将同一次结算的票据合并登记。",
        "A case has at most {most} bills",
        "Record the bills of one settlement as one.",
    ),
    code(
        "bill_cost",
        422,
        "票据金额须大于零",
        "请填写票据上范围内的费用。",
        "The sum of a bill is more than nothing",
        "Enter the cost in scope on the bill.",
    ),
    code(
        "bill_insurer_part",
        422,
        "医保支付须在零和票据金额之间",
        "请核对结算单。",
        "What the insurer paid lies between nothing and the bill's sum",
        "Check the settlement.",
    ),
    code(
        "changed_sum_needs_reasons",
        422,
        "金额与提出的金额不同，须说明理由",
        "请写明为何在政策范围内调整金额。",
        "The sum differs from the one proposed: say why",
        "Give the reason for changing the sum within what the policy allows.",
    ),
    code(
        "differs_needs_reasons",
        422,
        "调查核对结论为有出入，支持的意见须说明理由",
        "请逐条写明为何仍建议救助，可指明对应的字段。",
        "A check found something to differ: support needs reasons",
        "Say one by one why the case should be supported all the same, each with its field if it has one.",
    ),
    code(
        "reasons_against_finding",
        422,
        "本轮有不利的核查结论、意见，或票据也在别处，同意须说明理由",
        "请先看本轮“不符”“建议不予”的记录和重复的票据，再逐条写明为何仍然同意，可指明对应的字段。",
        "A check, an opinion or a bill that stands elsewhere is against it: agreeing needs reasons",
        "Read what was found or said against it and which bills stand elsewhere, then say one by one why you agree all the same.",
    ),
    code(
        "unknown_field",
        422,
        "该办件没有这个字段",
        "请指明该办件的一项事实（facts.…）、材料（materials.…）、家庭（household）或申请人（applicant），或不填字段。",
        "The case has no such field",
        "Name one of its facts (facts.…), papers (materials.…), its household or applicant, or leave the field out.",
    ),
    code(
        "two_officers",
        422,
        "须有两名不同的工作人员",
        "请选择两名以上在职人员。",
        "Two different officers are needed",
        "Choose at least two of the staff.",
    ),
    code(
        "officer_unknown",
        422,
        "不是本辖区的在职人员",
        "请从人员列表中选择。",
        "Not an active officer of this area",
        "Choose from the list.",
    ),
    code(
        "check_before_acceptance",
        422,
        "调查日期不能早于受理日期",
        "请核对调查日期。",
        "The check lies before the acceptance",
        "Check the date.",
    ),
    code(
        "cap_reached_meanwhile",
        409,
        "该对象本年度累计金额刚刚发生变化",
        "请刷新后按最新的累计金额重新办理。",
        "The year's total has just changed",
        "Reload and decide by the new total.",
    ),
    code(
        "amount_not_expected",
        422,
        "此操作不需要金额",
        "退回或不予批准时请不要填写金额。",
        "No amount belongs to this",
        "Leave it out when returning or refusing.",
    ),
];
