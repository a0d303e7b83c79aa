//! The words for what stands in the details of the trail: names of members and codes of
//! values. What the policies, flows and items name themselves is asked of them.

use std::collections::HashMap;

use yangguang_domain::policy::{Input, Text};

use super::actions::{Named, known, text};
use crate::rules::Rules;

const MEMBERS: &[Named] = &[
    ("act", "办理事项", "Act"),
    ("added", "新增", "Added"),
    ("address", "住址", "Address"),
    ("after", "改为", "After"),
    ("already", "此前已列入", "Listed before"),
    ("amount_by_policy_fen", "按政策金额", "Sum by the policy"),
    ("amount_fen", "金额", "Sum"),
    ("arrears_fen", "补发", "Arrears"),
    ("attachment_id", "附件", "Attachment"),
    ("bank_account", "银行账号", "Bank account"),
    ("bank_name", "开户银行", "Bank"),
    ("before", "原为", "Before"),
    ("bill_id", "票据", "Bill"),
    ("birth_on", "出生日期", "Born"),
    ("case_id", "办件", "Case"),
    ("case_no", "办件编号", "Case number"),
    ("category", "对象类别", "Category"),
    ("certificate_no", "证件编号", "Certificate number"),
    ("changed", "变更", "Changed"),
    ("changes", "变更", "Changes"),
    ("citizen_id", "身份证号", "Citizen id"),
    ("clock", "时限", "Limit"),
    ("code", "编码", "Code"),
    ("conclusion", "核对结论", "Conclusion"),
    ("conditions", "特殊情形", "Conditions"),
    ("cost_fen", "范围内费用", "Cost in scope"),
    ("day", "日期", "Day"),
    ("days", "工作日安排", "Days"),
    ("difference_fen", "已发月份的差额", "Difference of the months listed"),
    ("disabled", "停用", "Disabled"),
    ("division", "区划", "Division"),
    ("done", "已办理", "Done"),
    ("draft", "草案", "Draft"),
    ("due_fen", "每月应发", "Due a month"),
    ("due_on", "期限", "Due"),
    ("end_on", "公示截止", "Shown until"),
    ("entry_id", "公示条目", "Entry"),
    ("ethnic_group", "民族", "Ethnic group"),
    ("facts", "申报情况", "Facts"),
    ("failed", "未能计算", "Failed"),
    ("failure", "原因", "Why"),
    ("failures", "连续失败次数", "Failures in a row"),
    ("field", "事项", "Field"),
    ("file_name", "文件", "File"),
    ("first_month", "起始月份", "First month"),
    ("from_month", "自哪个月起", "From month"),
    ("grace_over", "渐退期满", "Grace periods over"),
    ("ground", "事由", "Ground"),
    ("household_id", "家庭", "Household"),
    ("households", "户数", "Households"),
    ("held", "停列", "Held"),
    ("held_count", "停列件数", "Number held"),
    ("held_fen", "停列金额", "Sum held"),
    ("income_fen", "家庭月收入", "Household income a month"),
    ("insurer_paid_fen", "医保已支付", "Paid by the insurer"),
    ("issued_on", "开具日期", "Issued"),
    ("item_code", "服务事项", "Service item"),
    ("items", "件数", "Items"),
    ("kept_back_fen", "扣回", "Kept back"),
    ("kind", "变更种类", "Kind"),
    ("law", "依据文件", "Law"),
    ("law_version", "法规库条目版本", "Version of the entry"),
    ("listed", "列入", "Listed"),
    ("material", "材料", "Paper"),
    ("material_code", "材料", "Paper"),
    ("media_type", "文件类型", "File type"),
    ("members", "家庭成员", "Members"),
    ("missing", "缺少的材料", "Missing papers"),
    ("month", "月份", "Month"),
    ("month_fen", "当月应发", "Due in the month"),
    ("monthly_fen", "每月", "A month"),
    ("name", "姓名", "Name"),
    ("note", "备注", "Note"),
    ("off", "休息日", "Days off"),
    ("on", "日期", "Day"),
    ("once_fen", "一次性", "Once"),
    ("outcome", "结果", "Outcome"),
    ("papers", "已核原件", "Originals seen"),
    ("parameter", "参数", "Parameter"),
    ("part", "批次", "Part"),
    ("person_id", "人员", "Person"),
    ("phone", "电话", "Phone"),
    ("policy", "政策", "Policy"),
    ("policy_version", "政策版本", "Policy version"),
    ("proposed", "提出变更", "Proposed"),
    ("provisional", "暂定", "Provisional"),
    ("quarter", "季度", "Quarter"),
    ("reason", "理由", "Reason"),
    ("reasons", "理由", "Reasons"),
    ("recipient_id", "领款人", "Recipient"),
    ("recomputed", "重算期限", "Deadlines recomputed"),
    ("relation", "与户主关系", "Relation to the head"),
    ("removed", "取消", "Removed"),
    ("repeated", "重复查看", "Looked at again"),
    ("revokes", "撤销的变更", "Change revoked"),
    ("role", "岗位", "Post"),
    ("roll", "发放名册", "Payment list"),
    ("round", "轮次", "Round"),
    ("rows", "行数", "Rows"),
    ("sex", "性别", "Sex"),
    ("sha256", "内容指纹", "Fingerprint"),
    ("size", "大小（字节）", "Size in bytes"),
    ("source", "依据", "Source"),
    ("staff_kin", "经办人员近亲属", "Kin of staff"),
    ("staff_kin_note", "近亲属说明", "Note on kin"),
    ("stage", "状态", "Stage"),
    ("state", "状态", "State"),
    ("text", "内容", "Text"),
    ("unchanged", "不变", "Unchanged"),
    ("until_month", "至哪个月", "Until month"),
    ("until_on", "公示至", "Shown until"),
    ("username", "用户名", "Username"),
    ("version", "版本", "Version"),
    ("villages", "村（社区）数", "Villages"),
    ("valid_from", "起始日期", "From"),
    ("valid_to", "终止日期", "Until"),
    ("way", "送达方式", "Way of service"),
    ("yearly_fen", "每年", "A year"),
];

/// Posts, as they are called everywhere.
pub const POSTS: &[Named] = &[
    ("agent", "代办员", "Village agent"),
    ("clerk", "窗口经办人", "Window clerk"),
    ("officer", "调查员", "Investigator"),
    ("township", "乡镇负责人", "Township leader"),
    ("examiner", "县级审查人", "County examiner"),
    ("approver", "县级审批人", "County approver"),
    ("discloser", "公开经办人", "Disclosure officer"),
    ("secrecy", "保密审查人", "Secrecy reviewer"),
    ("auditor", "监察员", "Auditor"),
    ("admin", "系统管理员", "Administrator"),
    ("system", "系统", "System"),
];

/// Values that are codes of ours, whatever member they stand in.
const VALUES: &[Named] = &[
    ("approve", "批准", "Approved"),
    ("agree", "同意", "Agreed"),
    ("child", "子女", "Child"),
    ("confirm", "同意", "Confirmed"),
    ("confirmed", "已生效", "In force"),
    ("destitute", "特困供养", "Destitute support"),
    ("difficult", "家庭经济状况调查难度较大", "Means that are hard to check"),
    ("electronic", "电子送达", "By electronic means"),
    ("elsewhere", "异地申办", "Applied for from elsewhere"),
    ("end", "终止", "End"),
    ("ethnic_minority", "少数民族", "Ethnic minority"),
    ("female", "女", "Female"),
    ("grace", "转入渐退期", "Grace period"),
    ("grandchild", "孙子女", "Grandchild"),
    ("grandparent", "祖父母", "Grandparent"),
    ("granted", "批准", "Granted"),
    ("head", "户主", "Head"),
    ("in_person", "直接送达", "By hand"),
    ("interrupted", "已中断", "Interrupted"),
    ("letter_inquiry", "信函索证", "Letter"),
    ("living_alone", "独居", "Living alone"),
    ("male", "男", "Male"),
    ("model_worker", "劳动模范", "Model worker"),
    ("near_poor", "低保边缘", "Near poor"),
    ("neighbour_visit", "邻里访问", "Visit to neighbours"),
    ("objection", "公示有异议", "An objection to the notice"),
    ("off", "休息", "Off"),
    ("other", "其他", "Other"),
    ("oppose", "建议不予救助", "Against support"),
    ("parent", "父母", "Parent"),
    ("post", "邮寄送达", "By post"),
    ("proposed", "待审批", "Waiting"),
    ("public_notice", "公告送达", "By public notice"),
    ("recheck", "定期复核", "Recheck"),
    ("recompute", "重新计算", "Recomputation"),
    ("refuse", "不同意", "Refused"),
    ("reject", "退回", "Returned"),
    ("rejected", "已退回", "Returned"),
    ("resume", "恢复发放", "Resumption"),
    ("return", "退回", "Returned"),
    ("returned_overseas_chinese", "归侨", "Returned overseas Chinese"),
    ("rural_subsistence", "农村低保", "Rural subsistence"),
    ("severely_disabled", "重度残疾", "Severely disabled"),
    ("severely_ill", "重病", "Severely ill"),
    ("separated", "人户分离", "Living elsewhere than registered"),
    ("sibling", "兄弟姐妹", "Sibling"),
    ("signature_refused", "留置送达（拒绝签收）", "Signature refused"),
    ("spouse", "配偶", "Spouse"),
    ("suspend", "调减至零", "Cut to nothing"),
    ("urban_subsistence", "城市低保", "Urban subsistence"),
    ("veteran", "退役军人、优抚对象", "Veteran"),
    ("home_visit", "入户调查", "Home visit"),
    ("information_check", "信息核对", "Information check"),
    ("work", "上班", "Work"),
];

/// All words at hand, those of the documents in force among them.
pub struct Lexicon {
    members: HashMap<String, Text>,
    /// By member and code, and by code alone for what is ours.
    values: HashMap<(String, String), Text>,
}

impl Lexicon {
    /// What is ours alone.
    pub fn empty() -> Lexicon {
        let mut words = Lexicon { members: HashMap::new(), values: HashMap::new() };
        for post in POSTS {
            words.value("role", post.0, &text(post));
        }
        // The same word of a check and of a change.
        for told in [("confirmed", "属实", "As stated"), ("differs", "不符", "Differs")] {
            words.value("conclusion", told.0, &text(&told));
        }
        words
    }

    pub fn of(rules: &Rules) -> Lexicon {
        let mut words = Lexicon::empty();
        for policy in rules.policies().all() {
            let document = policy.rule.document();
            words.inputs(&document.inputs);
            for parameter in &document.parameters {
                words.value("parameter", &parameter.name, &parameter.label);
            }
            for member in ["policy", "code"] {
                words.value(member, &document.code, &document.title);
            }
        }
        for flow in rules.flows.all() {
            let document = flow.rule.document();
            for stage in &document.stages {
                words.value("stage", &stage.code, &stage.label);
            }
            for act in &document.acts {
                words.value("act", &act.code, &act.label);
            }
            for clock in &document.clocks {
                words.value("clock", &clock.code, &clock.label);
            }
        }
        for item in rules.items.all() {
            words.value("item_code", &item.code, &item.rule.title);
            for material in &item.rule.materials {
                for member in ["material_code", "papers"] {
                    words.value(member, &material.code, &material.name);
                }
            }
        }
        words
    }

    fn inputs(&mut self, inputs: &[Input]) {
        for input in inputs {
            self.members.insert(input.name.clone(), input.label.clone());
            for choice in &input.values {
                self.value(&input.name, &choice.code, &choice.label);
            }
            self.inputs(&input.fields);
        }
    }

    fn value(&mut self, member: &str, code: &str, label: &Text) {
        self.values.insert((member.to_owned(), code.to_owned()), label.clone());
    }

    /// What a member is called; its own name where nobody has called it anything.
    pub fn member(&self, name: &str) -> Text {
        let ours = known(MEMBERS, name).map(text);
        ours.or_else(|| self.members.get(name).cloned()).unwrap_or_else(|| plain(name))
    }

    /// What a code that stands in a member means, if it is one.
    pub fn code(&self, member: &str, code: &str) -> Option<Text> {
        let told = self.values.get(&(member.to_owned(), code.to_owned()));
        told.cloned().or_else(|| known(VALUES, code).map(text))
    }
}

/// A text that is the same in both languages.
pub fn plain(text: &str) -> Text {
    Text { zh: text.to_owned(), en: text.to_owned() }
}
