//! What the acts and records of the trail are called: the one place for the log, its
//! filters, its table and the history of a case.

use yangguang_domain::policy::Text;

/// A code and its name in Chinese and in English.
pub type Named = (&'static str, &'static str, &'static str);

/// Every act that leaves a trace; a test joins them with the code.
pub const ACTIONS: &[Named] = &[
    ("attachment.added", "上传材料", "Paper added"),
    ("attachment.downloaded", "查看材料", "Paper looked at"),
    ("attachment.removed", "移除材料", "Paper removed"),
    ("batch.decided", "批量审批明细表", "Table decided"),
    ("batch.examined", "批量审查明细表", "Table examined"),
    ("batch.submitted", "上报明细表", "Table sent up"),
    ("calendar.replaced", "修改工作日历", "Calendar changed"),
    ("case.accepted", "受理", "Accepted"),
    ("case.acted", "办理", "Acted on"),
    ("case.bill_recorded", "登记票据", "Bill recorded"),
    ("case.bill_removed", "取消票据登记", "Bill taken back"),
    ("case.check_requested", "提请信息核对", "Information check asked for"),
    ("case.checked", "调查核对", "Checked"),
    ("case.complained", "登记投诉举报", "Complaint recorded"),
    ("case.consented", "同意核对", "Consent to the check"),
    ("case.county_visited", "县级入户抽查", "County home visit"),
    ("case.decided", "县级审批", "County decision"),
    ("case.delivered", "送达决定", "Decision handed over"),
    ("case.explained", "事后补充说明", "Explained afterwards"),
    ("case.due_recomputed", "日历变更，重算期限", "Deadline recomputed"),
    ("case.edited", "修改申请内容", "Facts changed"),
    ("case.examined", "县级审查", "County examination"),
    ("case.extended", "延长办理期限", "Limit extended"),
    ("case.information_checked", "信息核对", "Information check"),
    ("case.not_accepted", "不予受理", "Not accepted"),
    ("case.objected", "公示异议", "Objection to the notice"),
    ("case.opened", "收件登记", "Received"),
    ("case.opinion_given", "提出初审意见", "Preliminary opinion"),
    ("case.papers_recorded", "登记纸质材料", "Papers recorded"),
    ("case.posted", "初审公示", "Preliminary notice posted"),
    ("case.forwarded", "转交直接办理", "Handed over to be dealt with directly"),
    ("case.reported", "公示期满报送", "Sent up after the notice"),
    ("case.reviewed", "乡镇审核", "Township review"),
    ("case.submitted", "随明细表上报", "Sent to the county"),
    ("case.supplement_notified", "一次性告知补正", "One-time notice"),
    ("case.withdrawn", "撤回申请", "Withdrawn"),
    ("delegation.created", "登记审核确认权下放", "Delegation recorded"),
    ("delegation.ended", "终止审核确认权下放", "Delegation ended"),
    ("divisions.imported", "导入区划", "Divisions imported"),
    ("entitlement.changed", "待遇变更", "Benefit changed"),
    ("entitlement.decided", "审批待遇变更", "Change of a benefit decided"),
    ("entitlement.decisions", "批量审批待遇变更", "Changes of benefits decided"),
    ("entitlement.end_objected", "对拟终止公示提出异议", "Objection to an intended end"),
    ("entitlement.end_shown", "拟终止公示", "Intended end shown"),
    ("entitlement.granted", "批准定期待遇", "Benefit granted"),
    ("entitlement.heard", "听取意见", "Heard before a change"),
    ("entitlement.invited", "通知听取意见", "Invited to be heard"),
    ("entitlement.proposed", "提出待遇变更", "Change of a benefit proposed"),
    ("entitlement.recalculated", "批量重算待遇", "Benefits recomputed"),
    ("entitlement.served", "送达待遇变更决定", "Decision on a benefit handed over"),
    ("household.created", "建立家庭", "Household created"),
    ("household.kin_cleared", "取消近亲属标记", "Mark of kin taken back"),
    ("household.updated", "修改家庭", "Household changed"),
    ("law.activated", "法规库条目生效", "Entry of the register of law put in force"),
    ("law.draft_edited", "修改法规库草案", "Draft for the register of law changed"),
    ("law.draft_withdrawn", "撤回法规库草案", "Draft for the register of law withdrawn"),
    ("law.drafted", "起草法规库条目", "Entry of the register of law drafted"),
    ("law.returned", "退回法规库草案", "Draft for the register of law returned"),
    ("law.submitted", "提交法规库草案", "Draft for the register of law submitted"),
    ("notice.drafted", "拟制公示", "Notices drafted"),
    ("notice.published", "公示发布", "Notice published"),
    ("notice.restored", "恢复列入公示", "Put back into a notice"),
    ("notice.returned", "公示退回", "Notice returned"),
    ("notice.signatures", "批量审签公示", "Notices signed together"),
    ("notice.submissions", "批量送审公示", "Notices submitted together"),
    ("notice.submitted", "公示送审", "Notice submitted"),
    ("notice.withdrawn", "公示撤下", "Notice taken down"),
    ("notice.withheld", "不列入公示", "Left out of a notice"),
    ("payment.rolled", "生成发放名册", "Payments listed"),
    ("person.registered", "登记人员", "Person registered"),
    ("person.revealed", "查看完整信息", "Full data looked at"),
    ("person.updated", "修改人员信息", "Person changed"),
    ("policy.activated", "政策草案生效", "Policy put in force"),
    ("policy.draft_edited", "修改政策草案", "Policy draft changed"),
    ("policy.draft_withdrawn", "撤回政策草案", "Policy draft withdrawn"),
    ("policy.drafted", "起草政策", "Policy drafted"),
    ("policy.returned", "退回政策草案", "Policy draft returned"),
    ("policy.submitted", "提交政策草案", "Policy draft submitted"),
    ("session.ended", "退出登录", "Signed out"),
    ("session.opened", "登录", "Signed in"),
    ("session.refreshed", "延续登录", "Session renewed"),
    ("session.refused", "登录失败", "Sign-in refused"),
    ("session.reuse_detected", "旧令牌重用，已强制退出", "Old token used again, session ended"),
    ("simulation.cancelled", "取消测算", "Simulation cancelled"),
    ("simulation.done", "测算完成", "Simulation done"),
    ("simulation.failed", "测算未完成", "Simulation failed"),
    ("simulation.started", "提交测算", "Simulation started"),
    ("user.changed", "修改账号", "Account changed"),
    ("user.created", "新建账号", "Account created"),
    ("user.password_changed", "修改密码", "Password changed"),
    ("user.password_refused", "修改密码时当前密码有误", "Wrong password at a change of it"),
    ("user.password_reset", "重置密码", "Password reset"),
];

/// Every kind of record an act is about.
pub const SUBJECTS: &[Named] = &[
    ("attachment", "材料", "Paper"),
    ("batch", "明细表", "Monthly table"),
    ("calendar_year", "工作日历", "Calendar"),
    ("case", "办件", "Case"),
    ("delegation", "审核确认权下放", "Delegation"),
    ("division", "区划", "Division"),
    ("entitlement", "定期待遇", "Benefit"),
    ("household", "家庭", "Household"),
    ("law_draft", "法规库草案", "Draft for the register of law"),
    ("notice", "公示", "Notice"),
    ("payment_roll", "发放名册", "Payment list"),
    ("person", "人员", "Person"),
    ("policy", "政策", "Policy"),
    ("policy_draft", "政策草案", "Policy draft"),
    ("simulation", "政策测算", "Simulation"),
    ("user", "账号与登录", "Account and sign-in"),
];

pub fn text((_, zh, en): &Named) -> Text {
    Text { zh: (*zh).to_owned(), en: (*en).to_owned() }
}

pub fn known<'a>(names: &'a [Named], code: &str) -> Option<&'a Named> {
    names.iter().find(|(name, ..)| *name == code)
}

/// What a code is called; the code itself where an older program wrote one nobody knows now.
pub fn label(names: &[Named], code: &str) -> Text {
    known(names, code).map_or_else(|| Text { zh: code.to_owned(), en: code.to_owned() }, text)
}
