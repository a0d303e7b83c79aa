use chrono::{Datelike, Days, NaiveDate};
use yangguang_domain::access::Permission;
use yangguang_domain::clock::{Unit, add};
use yangguang_domain::entitlement::Sums;
use yangguang_domain::policy::Text;

use super::model::{CalendarNotice, CounterView, MonthView, WorkbenchView};
use super::store;
use crate::app::View;
use crate::entitlements::{self, EntitlementFilter, RecipientFilter};
use crate::failure::{Failure, Outcome};
use crate::payments::Account;

/// "Nearly due" means within so many working days, as in the list of cases.
const SOON: u32 = 3;
/// A recheck is announced so many days before; the list of benefits has the same filter.
const RECHECK_DAYS: u64 = 30;
/// From so many days before the known calendar ends, an administrator is reminded.
const REMIND_DAYS: u64 = 60;

/// What waits at which stage, for those who may do it.
const STAGES: &[(&str, &str, Permission, &str, &str)] = &[
    ("to_accept", "received", Permission::CaseAccept, "待受理", "To accept"),
    ("to_supplement", "supplementing", Permission::CaseAccept, "待补正", "Waiting for papers"),
    ("to_check", "checking", Permission::CaseCheck, "待调查核对", "To check"),
    ("to_review", "reviewing", Permission::CaseReview, "待审核", "To review"),
    ("to_examine", "examining", Permission::CaseExamine, "待审查", "To examine"),
    ("to_decide", "deciding", Permission::CaseDecide, "待审批", "To decide"),
];

pub fn workbench(view: &mut View) -> Outcome<WorkbenchView> {
    let today = view.now.today();
    let mut counters = Vec::new();
    if view.actor.may(Permission::CaseList) {
        counters = cases(view, today)?;
    }
    if view.actor.may(Permission::BatchSubmit) {
        let month = format!("{:04}-{:02}", today.year(), today.month());
        let count = store::open_batches(view.conn, view.actor, &month)?;
        counters.push(counter("to_submit", "待上报明细表", "Tables to send", count, "/batches?state=open"));
    }
    for (code, state, permission, zh, en) in [
        ("notices_draft", "draft", Permission::NoticeDraft, "待提交公示", "Notices to submit"),
        ("notices_to_sign", "submitted", Permission::NoticeSign, "待保密审查", "Notices to sign"),
    ] {
        if view.actor.may(permission) {
            let count = store::notices_in(view.conn, view.actor, state)?;
            counters.push(counter(code, zh, en, count, &format!("/notices?state={state}")));
        }
    }
    if view.actor.may(Permission::EntitlementDecide) {
        let user = view.actor.user_id()?;
        let count = store::changes_waiting(view.conn, view.actor, user)?;
        counters.push(counter(
            "changes_to_decide",
            "待遇变更审批",
            "Changes to decide",
            count,
            "/entitlements/decisions",
        ));
    }
    if view.actor.may(Permission::EntitlementPropose) {
        let last = today.checked_add_days(Days::new(RECHECK_DAYS)).unwrap_or(today);
        let before = last.succ_opt().unwrap_or(last);
        let filter = EntitlementFilter { recheck_before: Some(before), ..EntitlementFilter::default() };
        let count = entitlements::count(view, &filter)?;
        counters.push(counter(
            "rechecks",
            "待复核待遇",
            "Rechecks due",
            count,
            "/entitlements?recheck=month",
        ));
        let filter =
            EntitlementFilter { recipient: Some(RecipientFilter::Outside), ..EntitlementFilter::default() };
        let count = entitlements::count(view, &filter)?;
        let link = "/entitlements?recipient=outside";
        counters.push(counter("recipients_outside", "领款人待变更", "Recipients to change", count, link));
        let filter = EntitlementFilter { account: Some(Account::Missing), ..EntitlementFilter::default() };
        let count = entitlements::count(view, &filter)?;
        let link = "/entitlements?account=missing";
        counters.push(counter(
            "accounts_missing",
            "领款人无银行账号",
            "Recipients without account",
            count,
            link,
        ));
    }
    Ok(WorkbenchView { today, counters, month: month(view, today)?, calendar_notice: notice(view, today)? })
}

fn cases(view: &mut View, today: NaiveDate) -> Outcome<Vec<CounterView>> {
    let stages = store::by_stage(view.conn, view.actor)?;
    let mut counters = Vec::new();
    for (code, stage, permission, zh, en) in STAGES {
        if view.actor.may(*permission) {
            let count = stages.iter().find(|(name, _)| name == stage).map_or(0, |(_, count)| *count);
            counters.push(counter(code, zh, en, count, &format!("/cases?stage={stage}")));
        }
    }
    let calendar = view.calendar()?;
    let soon = add(&calendar, today, SOON, Unit::WorkingDay).map_err(Failure::internal)?.due_on;
    let after_soon = soon.succ_opt().unwrap_or(soon);
    let nearly = store::due(view.conn, view.actor, today, after_soon)?;
    let overdue = store::due(view.conn, view.actor, long_ago(), today)?;
    counters.push(counter("nearly_due", "临近到期", "Nearly due", nearly, "/cases?due=soon&sort=due"));
    counters.push(counter("overdue", "已超期", "Overdue", overdue, "/cases?due=overdue&sort=due"));
    Ok(counters)
}

fn long_ago() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default()
}

fn counter(code: &str, zh: &str, en: &str, count: i64, link: &str) -> CounterView {
    CounterView {
        code: code.to_owned(),
        label: Text { zh: zh.to_owned(), en: en.to_owned() },
        count,
        link: link.to_owned(),
    }
}

fn month(view: &mut View, today: NaiveDate) -> Outcome<MonthView> {
    if !view.actor.may(Permission::CaseList) {
        return Ok(MonthView::default());
    }
    let first = today.with_day(1).unwrap_or(today);
    let received = store::received(view.conn, view.actor, first, today)?;
    let (mut closed, mut sums) = (0, Sums::default());
    for (item, count, fen) in store::closed(view.conn, view.actor, first, today)? {
        closed += count;
        *sums.of(view.app.rules.period(&item, today)) += fen.unwrap_or_default();
    }
    Ok(MonthView {
        received,
        closed,
        approved_fen: sums.once_fen,
        approved_monthly_fen: sums.monthly_fen,
        approved_yearly_fen: sums.yearly_fen,
    })
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
