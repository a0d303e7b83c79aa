//! 定期救助待遇: what a decided case gives month by month — granted once, computed anew when
//! the standard or the household changes, suspended, ended, checked again, and listed for
//! payment. Every change is proposed by one person and confirmed by another
//! (社会救助法 Art 46–48; 社会救助暂行办法 Art 13: 定期核查, 增发、减发或者停发).

mod circumstances;
mod compute;
mod hearings;
mod model;
mod ops;
mod others;
mod reasons;
mod recheck;
mod recipients;
mod revoking;
mod routes;
mod store;
mod terms;
mod view;
mod words;

use crate::codes::{Code, code};

pub use hearings::model::{ActKind, HearingWay, NewAct};
pub use hearings::ops::act;
pub use model::{
    ChangeKind, ChangeOutcome, DecisionItem, EntitlementFilter, NewChange, NewDecision, NewRecalculation,
    NewRoll, RecipientFilter,
};
pub use ops::decide::decide;
pub use ops::grant::{Granted, grant};
pub use ops::propose::propose;
pub use ops::read::{count, waiting};
pub use ops::recalculate::propose_all;
pub use ops::roll::roll;
pub use others::{Owned, conflict_of, others};
pub use routes::configure;
pub use store::{first_month_of, of_case};

pub const CODES: &[Code] = &[
    code(
        "entitlement_month",
        422,
        "起始月份超出可选范围（{range}）",
        "请填写待遇开始之后、最晚下个月的月份（YYYY-MM）。",
        "The first month lies outside what is possible ({range})",
        "Give a month (YYYY-MM) after the benefit began and at latest the next one.",
    ),
    code(
        "entitlement_state",
        409,
        "该待遇{zh}，不能这样办理",
        "误办终止的，请撤销该项终止；确已终止又需要的，请重新申请；也可以从更早的月份终止或重新计算。其他情况请刷新页面。",
        "The benefit is {en}: this can not be done",
        "Revoke an end that was a mistake; who needs it again applies again; it can also be ended or computed anew from an earlier month. Otherwise reload the page.",
    ),
    code(
        "proposal_outdated",
        409,
        "提出之后情况已变，结果与提出时不同",
        "请刷新页面查看；仍不一致的，请退回，由提出人重新计算后再提出。",
        "Things have changed since: it comes to something else than was proposed",
        "Reload the page; if it still differs, send it back and have it proposed anew.",
    ),
    code(
        "difference_unread",
        422,
        "此项变更涉及已列入发放的月份，须确认所见的补发或多发金额",
        "请刷新页面，核对补发或多发的金额（difference_fen）后再审批。",
        "Months listed already are given another sum: the difference that was read is needed",
        "Reload the page, look at the difference (difference_fen) and decide with it.",
    ),
    code(
        "fact_of_register",
        422,
        "此项由登记簿提供",
        "以登记为准，不必填写；登记有误的，请先更正登记。",
        "The register gives this",
        "Its word stands; where it is wrong, correct the register first.",
    ),
    code(
        "not_heard",
        409,
        "减少或终止待遇前，尚未听取本人意见",
        "请先通知并听取享受人的意见，在待遇页面记录后再审批（社会救助法第四十八条）。",
        "Less, or an end, is decided only after the person was heard",
        "Invite and hear the person, record it on the benefit's page, then decide (Social Assistance Law, article 48).",
    ),
    code(
        "not_shown",
        409,
        "拟终止特困人员救助供养，公示尚未满7天或者异议尚未处理",
        "请先公示7天；有异议的，调查核实后重新公示，期满再审批。",
        "The intended end of destitute support has not been shown for its 7 days",
        "Show it for 7 days; after an objection look into it and show it again, then decide.",
    ),
    code(
        "ends_next_month",
        409,
        "终止特困人员救助供养，从决定的下月起执行",
        "请退回，按决定的下月为起始月份重新提出；本人已去世的，先记录去世日期。",
        "Destitute support ends from the month after the decision",
        "Send it back and have it proposed from the next month; where the person has died, record the day first.",
    ),
    code(
        "no_posting",
        409,
        "只有拟终止特困人员救助供养才需公示",
        "其他变更不必公示，听取意见后即可审批。",
        "Only an intended end of destitute support is shown",
        "Any other change is decided once the person was heard.",
    ),
    code(
        "not_invited",
        422,
        "记录未到场前，须已通知其在该日或此前的日期陈述意见",
        "请先送达听取意见通知，或改选实际的听取方式。",
        "Who did not come must have been invited for that day or before",
        "Hand over the invitation first, or choose how the person was heard.",
    ),
    code(
        "household_to_hear",
        422,
        "家庭中还有其他成员，应当听取其意见",
        "请听取其他家庭成员的意见；家庭登记有误的，请先更正登记。",
        "Others live on in the household: they are heard",
        "Hear them; where the register is wrong, correct it first.",
    ),
    code(
        "before_proposal",
        422,
        "日期早于提出变更的日期",
        "应当在提出变更之后，就拟作的决定办理。",
        "The day lies before what is proposed",
        "It is about what is proposed, and happens after that.",
    ),
    code(
        "before_decision",
        422,
        "送达日期早于决定日期",
        "请填写决定作出之后的日期。",
        "The day lies before the decision",
        "Give a day after the decision was made.",
    ),
    code(
        "served_too_late",
        422,
        "通知送达的日期晚于听取意见的日期",
        "请另定听取意见的日期，并重新通知。",
        "The invitation came after the day it invites for",
        "Set another day and invite again.",
    ),
    code(
        "decision_unknown",
        422,
        "没有这项已作出的决定",
        "请选择一项已生效的变更。",
        "There is no such decision",
        "Choose a change that was confirmed.",
    ),
    code(
        "no_ground_of_stopping",
        422,
        "该政策没有停发的法定理由，不能调减至零",
        "请重新计算，或者终止；账户有误的，款项会自动停列，不必作决定。",
        "The policy has no ground on which it is cut to nothing",
        "Compute it anew or end it; where the account fails, the payment is held back without a decision.",
    ),
    code(
        "month_open",
        409,
        "本月（{month}）的发放名册尚未生成",
        "请先生成本月名册，再生成下月名册。",
        "This month ({month}) is not listed yet",
        "List this month first, then the next.",
    ),
    code(
        "change_open",
        409,
        "该待遇已有待审批的变更",
        "请先审批或退回该变更。",
        "A change of this benefit is waiting for its decision",
        "Have it confirmed or rejected first.",
    ),
    code(
        "no_change_open",
        409,
        "该待遇没有待审批的变更",
        "可能已由他人办理，请刷新页面。",
        "No change of this benefit is waiting for a decision",
        "Somebody may have decided it; reload the page.",
    ),
    code(
        "change_same_person",
        409,
        "提出变更的人不能自己审批",
        "请由另一位有权限的工作人员审批。",
        "Who proposed a change may not confirm it",
        "Ask someone else with that right.",
    ),
    code(
        "nothing_changes",
        409,
        "重新计算后没有变化",
        "无需变更。家庭情况有变的，请先更新家庭登记；其他情况有变的，请填写。",
        "Computed anew all stays as it is",
        "There is nothing to change; if the household has changed, update its record first; give other facts that have changed.",
    ),
    code(
        "unknown_ground",
        422,
        "政策中没有这项调减至零的理由",
        "请选择：{allowed}。",
        "The policy has no such ground",
        "Choose one of: {allowed}.",
    ),
    code(
        "facts_not_expected",
        422,
        "这种变更不填写情况",
        "只有重新计算和复核才填写情况。",
        "This kind of change takes no facts",
        "Facts are given for a recomputation or a recheck only.",
    ),
    code(
        "ground_not_expected",
        422,
        "这种变更不选择理由",
        "只有调减至零才选择理由。",
        "This kind of change has no ground",
        "A ground is chosen for a cut to nothing only.",
    ),
    code(
        "no_grace",
        422,
        "该政策没有渐退期",
        "请改为终止，或按新的情况重新计算。",
        "The policy knows no grace period",
        "End the benefit, or have it computed anew.",
    ),
    code(
        "household_entitled",
        409,
        "该家庭已在享受{scheme}（办件{case_no}），但领款人已不是家庭成员",
        "不必重新申请：请在该项待遇上提出变更领款人，审批后由新的领款人领取，停列的月份一并补发。",
        "The household has {scheme} already (case {case_no}), but its recipient is no member any more",
        "No new application is needed: propose another recipient on that benefit; once it is confirmed, the months held back come as arrears.",
    ),
    code(
        "recipient_not_member",
        422,
        "领款人须是该家庭现在的成员",
        "请选择一名家庭成员；家庭登记有误的，请先更正登记。",
        "The recipient must be a member of the household now",
        "Choose one of its members; where the register is wrong, correct it first.",
    ),
    code(
        "recipient_already",
        409,
        "所选的人已经是领款人",
        "无需变更。请选择另一名家庭成员。",
        "The person chosen is the recipient already",
        "There is nothing to change; choose another member of the household.",
    ),
    code(
        "recipient_only_self",
        422,
        "个人享受的待遇只发给本人",
        "不能改由他人领取。本人已去世的，请终止待遇。",
        "A person's own benefit is paid to that person only",
        "Nobody else can be made its recipient; where the person has died, end the benefit.",
    ),
    code(
        "recipient_not_expected",
        422,
        "这种变更不填写领款人",
        "只有变更领款人才选择领款人。",
        "This kind of change names no recipient",
        "A recipient is chosen where the recipient is changed only.",
    ),
    code(
        "revokes_not_expected",
        422,
        "这种变更不撤销其他变更",
        "只有撤销才选择被撤销的变更。",
        "This kind of change takes no other one out",
        "A change to take out is named in a revocation only.",
    ),
    code(
        "month_not_expected",
        422,
        "这种变更不填写起始月份",
        "变更领款人自下一次名册起，撤销自被撤销的变更的月份起。",
        "This kind of change has no first month",
        "Another recipient counts from the next list on, a revocation from the month of what it takes out.",
    ),
    code(
        "not_revocable",
        409,
        "这项变更不能撤销",
        "只能撤销已生效、尚未撤销的变更；首次批准和撤销本身不能撤销。请刷新页面。",
        "This change cannot be revoked",
        "Only what was confirmed and is not revoked yet can; the grant and a revocation cannot. Reload the page.",
    ),
    code(
        "would_be_paid_twice",
        409,
        "撤销后，自{month}起将与{scheme}（办件{case_no}）重复享受",
        "请先终止其中一项，或把该项自同一月份起终止后再撤销。",
        "With this revoked, it would be had beside {scheme} (case {case_no}) from {month} on",
        "End the other benefit from that month on first, or leave this one as it is.",
    ),
    code(
        "already_entitled",
        409,
        "该家庭（或本人）已在享受同类救助",
        "不能重复享受。情况有变的，请在现有待遇上办理变更；两项都在享受的，请先终止其中一项。",
        "The household or person receives this kind of benefit already",
        "It can not be had twice; if things have changed, change the benefit there is; where both are being paid, end one of them first.",
    ),
    code(
        "excluded_by_other",
        409,
        "与正在享受的{scheme}不能同时享受（{clause_zh}）",
        "请先终止原有待遇，或不予批准；本项已在享受的，请先终止两项中的一项。",
        "It can not be had beside {scheme} ({clause_en})",
        "End the other benefit first, or refuse; where this one is being paid already, end one of the two first.",
    ),
    code(
        "excluded_as_registered",
        409,
        "该家庭登记的类别不能同时享受本项救助（{clause_zh}）",
        "登记有误的，请先更正家庭类别；否则不予批准，已在享受的予以终止。",
        "What the household is registered as does not go together with this ({clause_en})",
        "Correct the household's category where it is wrong; otherwise refuse, or end what is being paid.",
    ),
    code(
        "other_is_higher",
        409,
        "就高不重复：正在享受的{scheme}不低于本项（{clause_zh}）",
        "保留较高的一项，本项不予批准，已在享受的予以终止。",
        "Only the higher of the two: {scheme} is no lower ({clause_en})",
        "The higher one stays; refuse this one, or end it where it is being paid.",
    ),
    code(
        "month_listed_only_now",
        422,
        "只能列入本月或下月的发放名册",
        "请选择 {range}。",
        "Only this month and the next can be listed",
        "Choose {range}.",
    ),
];
