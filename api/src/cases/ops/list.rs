//! Finding cases: filtered lists, search, and the history of one.

use serde::Serialize;
use serde_json::Value;
use yangguang_domain::case_no;
use yangguang_domain::workflow::Flow;

use crate::app::View;
use crate::audit;
use crate::cases::lists::{self, After, AfterDue, Bounds, CaseLine};
use crate::cases::model::{CaseFilter, CaseSearch};
use crate::cases::store::{self, ActRow};
use crate::cases::views::{ActorRef, CaseRowView, ChangeView, HistoryView};
use crate::cases::{relief, view};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::days;
use crate::ids::{AuditEntryId, CaseId};
use crate::persons;
use crate::rules::Rules;

/// "Nearly due" means within so many working days.
const SOON: u32 = 3;
/// More persons than this under one name are narrowed down by more letters.
const MOST_PERSONS: i64 = 300;

pub fn list(view: &mut View, filter: &CaseFilter) -> Outcome<Page<CaseRowView>> {
    let limit = cursor::limit(filter.limit)?;
    let bounds = bounds(view, filter)?;
    let county = view.actor.county().to_owned();
    if filter.sort.as_deref() == Some("due") {
        let after: Option<AfterDue> = cursor::decode(filter.cursor.as_ref())?;
        let rows = lists::list_by_due(view.conn, &county, filter, &bounds, after, limit + 1)?;
        return page(view, rows, limit, |case| (case.due_on, case.id));
    }
    let after: Option<After> = cursor::decode(filter.cursor.as_ref())?;
    let rows = lists::list(view.conn, &county, filter, &bounds, after, limit + 1)?;
    page(view, rows, limit, newest)
}

fn newest(case: &CaseLine) -> After {
    (case.received_on, case.id)
}

fn page<K: Serialize>(
    view: &mut View,
    rows: Vec<CaseLine>,
    limit: i64,
    key: impl Fn(&CaseLine) -> K,
) -> Outcome<Page<CaseRowView>> {
    let page = Page::of(rows, limit, key, |case| case);
    Ok(Page { items: view::rows(view, page.items)?, next_cursor: page.next_cursor })
}

fn bad(detail: &str) -> Failure {
    Failure::no_with("bad_query", vec![("detail", detail.to_owned())])
}

fn bounds(view: &mut View, filter: &CaseFilter) -> Outcome<Bounds> {
    if filter
        .item
        .as_ref()
        .is_some_and(|item| !view.app.rules.items.all().into_iter().any(|known| &known.code == item))
    {
        return Err(bad("item"));
    }
    if let Some(stage) = &filter.stage {
        let flows = view.app.rules.flows.all();
        if !flows.into_iter().any(|flow| flow.rule.stage(stage).is_some()) {
            return Err(bad("stage"));
        }
    }
    let scope = &view.actor.scope;
    let (mut low, mut high) = (scope.low(), scope.high());
    if let Some(division) = &filter.division {
        view.actor.sees(division)?;
        let prefix = division.trim_end_matches('0');
        // A code's level shows in its zeros; ranges of 2, 4, 6, 9 or 12 digits.
        let digits = [2, 4, 6, 9, 12].into_iter().find(|digits| prefix.len() <= *digits).unwrap_or(12);
        let prefix = &division[..digits];
        (low, high) = (format!("{prefix:0<12}").max(low), format!("{prefix:9<12}").min(high));
    }
    let today = view.now.today();
    let returned = filter.returned == Some(true);
    let mut bounds = Bounds { low, high, township: filter.township.clone(), ..Bounds::default() };
    bounds.returned = returned.then(|| return_stages(&view.app.rules));
    bounds.unexplained = (filter.unexplained == Some(true)).then(|| relief::flows(&view.app.rules));
    bounds.received = filter.month.as_deref().and_then(days::month);
    match filter.due.as_deref() {
        None => {}
        Some("overdue") => bounds.due_before = Some(today),
        Some("soon") => {
            let calendar = view.calendar()?;
            let unit = yangguang_domain::clock::Unit::WorkingDay;
            let last =
                yangguang_domain::clock::add(&calendar, today, SOON, unit).map_err(Failure::internal)?;
            bounds.due_from = Some(today);
            bounds.due_before = last.due_on.succ_opt();
        }
        Some(_) => return Err(bad("due = overdue | soon")),
    }
    if !matches!(filter.sort.as_deref(), None | Some("received" | "due")) {
        return Err(bad("sort = received | due"));
    }
    if filter.mine == Some(true) {
        bounds.mine = view.actor.user;
    }
    Ok(bounds)
}

/// The stages that a return leads to, of all flows.
pub fn return_stages(rules: &Rules) -> Vec<String> {
    let mut stages: Vec<String> = rules
        .flows
        .all()
        .flat_map(|flow| flow.rule.document().acts.iter().filter(|act| act.new_round))
        .filter_map(|act| act.to.clone())
        .collect();
    stages.sort_unstable();
    stages.dedup();
    stages
}

pub fn search(view: &mut View, search: &CaseSearch) -> Outcome<Page<CaseRowView>> {
    let limit = cursor::limit(search.limit)?;
    let after: Option<After> = cursor::decode(search.cursor.as_ref())?;
    let mut checks = Checks::new();
    checks.text(&search.q, "/q", 64);
    checks.done()?;
    let case_no = case_no::parse(&search.q).map(|found| found.to_string());
    let persons = if case_no.is_some() {
        Vec::new()
    } else {
        persons::ids_matching(view.conn, &view.app.vault, view.actor, &search.q, MOST_PERSONS)?
    };
    let rows = lists::search(view.conn, view.actor, persons, case_no, after, limit + 1)?;
    page(view, rows, limit, newest)
}

/// The audit trail of one case, newest first.
pub fn history(
    view: &mut View,
    id: CaseId,
    limit: Option<i64>,
    after: Option<&String>,
) -> Outcome<Page<HistoryView>> {
    let case = store::find(view.conn, view.actor, id)?;
    let limit = cursor::limit(limit)?;
    let before: Option<AuditEntryId> = cursor::decode(after)?;
    let rows = audit::of_subject(view.conn, &case.county, "case", &id.to_string(), before, limit + 1)?;
    let flow = view.app.rules.flows.version(&case.flow_code, case.flow_version)?;
    let acts = store::acts(view.conn, &case.county, id)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    let items: Outcome<Vec<HistoryView>> =
        page.items.into_iter().map(|row| entry(&flow.rule, &acts, row)).collect();
    Ok(Page { items: items?, next_cursor: page.next_cursor })
}

fn entry(flow: &Flow, acts: &[ActRow], row: audit::Trail) -> Outcome<HistoryView> {
    let mut changes = Vec::new();
    let mut act = None;
    if let Ok(Value::Object(members)) = row.detail.read() {
        // The trail holds what is no personal data; the record of the act is the case's own.
        let done = members.get("act").and_then(Value::as_str);
        let found = acts.iter().find(|each| each.at == row.at && done == Some(each.act.as_str()));
        act = found.map(|found| view::act_view(flow, found.clone())).transpose()?;
        for (field, change) in members {
            let (Some(before), Some(after)) = (change.get("before"), change.get("after")) else { continue };
            changes.push(ChangeView { field: field.clone(), before: before.clone(), after: after.clone() });
        }
    }
    Ok(HistoryView {
        id: row.id,
        at: row.at.0,
        actor: row.actor_user_id.map(|id| ActorRef {
            id,
            name: row.actor_name.clone(),
            role: row.actor_role.clone(),
        }),
        summary: audit::action_label(&row.action),
        action: row.action,
        changes,
        act,
        request_id: row.request_id,
    })
}
