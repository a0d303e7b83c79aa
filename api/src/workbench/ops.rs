use chrono::{Datelike, Days, NaiveDate};
use yangguang_domain::access::Permission;
use yangguang_domain::clock::{Unit, add};
use yangguang_domain::policy::Text;

use super::model::{CalendarNotice, CounterView, ItemCount, MonthFigure, MonthView, WorkbenchView};
use super::store;
use crate::app::View;
use crate::cases;
use crate::entitlements::{self, EntitlementFilter, RecipientFilter};
use crate::failure::{Failure, Outcome};
use crate::payments::Account;
use crate::reports;

/// "Nearly due" means within so many working days, as in the list of cases.
const SOON: u32 = 3;
/// A recheck is announced so many days before; the list of benefits has the same filter.
const RECHECK_DAYS: u64 = 30;
/// From so many days before the known calendar ends, an administrator is reminded.
const REMIND_DAYS: u64 = 60;

/// A counter's code, its name, and what it counts, in both languages.
type Told = (&'static str, [&'static str; 2], [&'static str; 2]);

/// What waits at which stage, for those who may do it.
const STAGES: &[(&str, &str, Permission, &str, &str)] = &[
    ("to_accept", "received", Permission::CaseAccept, "待受理", "To accept"),
    ("to_supplement", "supplementing", Permission::CaseAccept, "待补正", "Waiting for papers"),
    ("to_check", "checking", Permission::CaseCheck, "待调查核对", "To check"),
    ("to_review", "reviewing", Permission::CaseReview, "待审核", "To review"),
    ("to_post", "posting", Permission::CasePost, "待公示、公示期满待报送", "Notices to post, or over"),
    ("to_examine", "examining", Permission::CaseExamine, "待审查", "To examine"),
    ("to_decide", "deciding", Permission::CaseDecide, "待审批", "To decide"),
];

const TO_DELIVER: Told = (
    "to_deliver",
    ["待送达的决定", "Refusals to hand over"],
    [
        "已作出不予确认的决定、尚未登记送达的办件，须在三个工作日内告知申请人。",
        "Refusals not recorded as handed over, which the applicant is told within three working days.",
    ],
);
const TO_EXPLAIN: Told = (
    "to_explain",
    ["待事后补充说明", "Relief to explain"],
    [
        "已先行救助、尚未补充说明情况的办件。",
        "Cases in which relief was given at once and what happened is still to be explained.",
    ],
);
const TO_SUBMIT: Told = (
    "to_submit",
    ["待上报明细表", "Tables to send"],
    ["截至本月尚未上报的明细表。", "Tables of this month and before that have not been sent."],
);
const TO_DRAFT: Told = (
    "notices_draft",
    ["待提交公示", "Notices to submit"],
    ["尚未送审、且至少公示一人的公示稿。", "Drafts with someone to show that have not been submitted."],
);
const TO_SIGN: Told = (
    "notices_to_sign",
    ["待保密审查", "Notices to sign"],
    ["已送审、等待保密审查的公示。", "Notices submitted that wait for the secrecy review."],
);
const TO_CONFIRM: Told = (
    "changes_to_decide",
    ["待遇变更审批", "Changes to decide"],
    [
        "有他人提出的变更等待审批的待遇。",
        "Benefits with a change, proposed by somebody else, that waits for a decision.",
    ],
);
const RECIPIENTS_OUTSIDE: Told = (
    "recipients_outside",
    ["领款人待变更", "Recipients to change"],
    ["领款人已不是家庭成员、停列待变更的待遇。", "Benefits held because who is paid has left the household."],
);
const ACCOUNTS_MISSING: Told = (
    "accounts_missing",
    ["领款人无银行账号", "Recipients without account"],
    ["领款人没有可用银行账号的待遇。", "Benefits whose recipient has no usable bank account."],
);
const RECHECKS: Told = (
    "rechecks",
    ["待复核待遇", "Rechecks due"],
    ["复核日期在三十日内或已过的待遇。", "Benefits to be rechecked within thirty days, or overdue."],
);
const NEARLY_DUE: Told = (
    "nearly_due",
    ["临近到期", "Nearly due"],
    [
        "未办结、三个工作日内到期（含今天）的办件。",
        "Open cases due within three working days, today included.",
    ],
);
const OVERDUE: Told =
    ("overdue", ["已超期", "Overdue"], ["未办结、期限已过的办件。", "Open cases whose limit has passed."]);

pub fn workbench(view: &mut View) -> Outcome<WorkbenchView> {
    let today = view.now.today();
    let mut counters = Vec::new();
    if view.actor.may(Permission::CaseList) {
        counters = waiting(view, today)?;
    }
    if view.actor.may(Permission::CaseDeliver) {
        let count = store::undelivered(view.conn, view.actor)?;
        counters.push(counter(&TO_DELIVER, count, "/cases?undelivered=true&closed=true"));
    }
    if view.actor.may(Permission::CaseCheck) {
        let flows = cases::relief_flows(&view.app.rules);
        let count = store::unexplained(view.conn, view.actor, flows)?;
        counters.push(counter(&TO_EXPLAIN, count, "/cases?unexplained=true&closed=true"));
    }
    if view.actor.may(Permission::BatchSubmit) {
        let month = format!("{:04}-{:02}", today.year(), today.month());
        let count = store::open_batches(view.conn, view.actor, &month)?;
        counters.push(counter(&TO_SUBMIT, count, &format!("/batches?state=open&until_month={month}")));
    }
    for (told, state, permission) in
        [(&TO_DRAFT, "draft", Permission::NoticeDraft), (&TO_SIGN, "submitted", Permission::NoticeSign)]
    {
        if view.actor.may(permission) {
            let count = store::notices_in(view.conn, view.actor, state)?;
            counters.push(counter(told, count, &format!("/notices?state={state}&with_entries=true")));
        }
    }
    if view.actor.may(Permission::EntitlementDecide) {
        let user = view.actor.user_id()?;
        let count = store::changes_waiting(view.conn, view.actor, user)?;
        counters.push(counter(&TO_CONFIRM, count, "/entitlements/decisions"));
    }
    if view.actor.may(Permission::EntitlementPropose) {
        let last = today.checked_add_days(Days::new(RECHECK_DAYS)).unwrap_or(today);
        let before = last.succ_opt().unwrap_or(last);
        let filter = EntitlementFilter { recheck_before: Some(before), ..EntitlementFilter::default() };
        let count = entitlements::count(view, &filter)?;
        counters.push(counter(&RECHECKS, count, "/entitlements?recheck=month"));
        let filter =
            EntitlementFilter { recipient: Some(RecipientFilter::Outside), ..EntitlementFilter::default() };
        let count = entitlements::count(view, &filter)?;
        counters.push(counter(&RECIPIENTS_OUTSIDE, count, "/entitlements?recipient=outside"));
        let filter = EntitlementFilter { account: Some(Account::Missing), ..EntitlementFilter::default() };
        let count = entitlements::count(view, &filter)?;
        counters.push(counter(&ACCOUNTS_MISSING, count, "/entitlements?account=missing"));
    }
    Ok(WorkbenchView { today, counters, month: month(view, today)?, calendar_notice: notice(view, today)? })
}

fn waiting(view: &mut View, today: NaiveDate) -> Outcome<Vec<CounterView>> {
    let stages = store::by_stage(view.conn, view.actor)?;
    let mut counters = Vec::new();
    for (code, stage, permission, zh, en) in STAGES {
        if view.actor.may(*permission) {
            let of = stages.iter().filter(|(name, ..)| name == stage);
            let of = of.map(|(_, item, count)| (item.clone(), *count)).collect();
            let meaning = ["停在这一环节、等待办理的办件。", "Cases that wait at this stage."];
            let shown = counter(&(*code, [*zh, *en], meaning), 0, &format!("/cases?stage={stage}"));
            counters.push(by_item(view, shown, of)?);
        }
    }
    if view.actor.may(Permission::CaseCheck) || view.actor.may(Permission::CaseEdit) {
        let stages = cases::return_stages(&view.app.rules);
        let of = store::returned(view.conn, view.actor, stages)?;
        let meaning =
            ["上一环节退回、等待重新办理的办件。", "Cases that were sent back and wait to be done anew."];
        let told = ("returned", ["退回待办", "Returned"], meaning);
        let returned = counter(&told, 0, "/cases?returned=true&closed=false");
        counters.push(by_item(view, returned, of)?);
    }
    let calendar = view.calendar()?;
    let soon = add(&calendar, today, SOON, Unit::WorkingDay).map_err(Failure::internal)?.due_on;
    let after_soon = soon.succ_opt().unwrap_or(soon);
    let nearly = store::due(view.conn, view.actor, today, after_soon)?;
    let overdue = store::due(view.conn, view.actor, long_ago(), today)?;
    counters.push(counter(&NEARLY_DUE, nearly, "/cases?due=soon&sort=due"));
    counters.push(counter(&OVERDUE, overdue, "/cases?due=overdue&sort=due"));
    Ok(counters)
}

/// A counter of cases with what it counts of each item, in the order of the items' codes.
fn by_item(view: &View, mut counter: CounterView, mut of: Vec<(String, i64)>) -> Outcome<CounterView> {
    of.sort_unstable();
    counter.count = of.iter().map(|(_, count)| count).sum();
    for (item_code, count) in of {
        let versions = view.app.rules.items.all().filter(|item| item.code == item_code);
        let Some(title) = versions.last().map(|item| item.rule.title.clone()) else { continue };
        let link = format!("{}&item={item_code}", counter.link);
        counter.items.push(ItemCount { item_code, title, count, link });
    }
    Ok(counter)
}

fn long_ago() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default()
}

fn counter((code, label, meaning): &Told, count: i64, link: &str) -> CounterView {
    let text = |[zh, en]: &[&str; 2]| Text { zh: (*zh).to_owned(), en: (*en).to_owned() };
    CounterView {
        code: (*code).to_owned(),
        label: text(label),
        meaning: text(meaning),
        count,
        items: Vec::new(),
        link: link.to_owned(),
    }
}

/// What the month brought; nothing for posts that see no case, whose zeros would be untrue.
fn month(view: &mut View, today: NaiveDate) -> Outcome<Option<MonthView>> {
    if !view.actor.may(Permission::CaseList) {
        return Ok(None);
    }
    let month = format!("{:04}-{:02}", today.year(), today.month());
    let own = reports::own_month(view, &month)?;
    let rows = |figure: &str| match view.actor.may(Permission::ReportRead) {
        true => {
            let division = &view.actor.scope.division;
            Some(format!("/reports/rows?month={month}&division={division}&figure={figure}"))
        }
        // Whoever has no report finds what was received in the list of cases.
        false => (figure == "received").then(|| format!("/cases?month={month}")),
    };
    let values = [
        ("received", own.received, rows("received")),
        ("closed", own.closed, rows("closed")),
        ("amount_fen", own.approved.once_fen, rows("approved")),
        ("monthly_fen", own.approved.monthly_fen, rows("approved")),
        ("yearly_fen", own.approved.yearly_fen, rows("approved")),
    ];
    let meanings = reports::meanings();
    let figures = values.into_iter().filter_map(|(code, value, link)| {
        let told = meanings.iter().find(|told| told.code == code)?.clone();
        Some(MonthFigure { code: told.code, label: told.label, meaning: told.meaning, value, link })
    });
    Ok(Some(MonthView {
        received: own.received,
        closed: own.closed,
        approved_fen: own.approved.once_fen,
        approved_monthly_fen: own.approved.monthly_fen,
        approved_yearly_fen: own.approved.yearly_fen,
        figures: figures.collect(),
        month,
    }))
}

fn notice(view: &mut View, today: NaiveDate) -> Outcome<Option<CalendarNotice>> {
    let Some(year) = store::last_known_year(view.conn)? else { return Ok(None) };
    let Some(known_until) = NaiveDate::from_ymd_opt(i32::from(year), 12, 31) else { return Ok(None) };
    let remind_from = known_until.checked_sub_days(Days::new(REMIND_DAYS)).unwrap_or(known_until);
    Ok((today >= remind_from).then(|| CalendarNotice {
        known_until,
        message: Text {
            zh: format!("放假安排只录入到{year}年；更晚的期限为暂定，请管理员在国务院通知发布后补录。"),
            en: format!(
                "The calendar is known until {year}; later deadlines are provisional until the administrator adds the next year."
            ),
        },
    }))
}
