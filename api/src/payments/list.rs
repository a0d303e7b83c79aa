use std::collections::{HashMap, HashSet};

use yangguang_domain::money::yuan;
use yangguang_domain::policy::Per;

use super::model::{PaymentFilter, PaymentList, PaymentView};
use super::store::{self, Listed, Wanted};
use super::{ARREARS, LISTED, RECURRING};
use crate::app::View;
use crate::divisions::{DivisionRef, division_refs};
use crate::failure::{Failure, Outcome};
use crate::households::{self, RecipientProblem};
use crate::http::csv::csv;
use crate::http::cursor::{self, Page};
use crate::http::days;
use crate::ids::{PaymentId, PersonId};

/// A file is the whole list; more rows than this are asked for page by page.
const MOST_ROWS: i64 = 100_000;

/// A page of the month's payments of the reader's area.
///
/// # Errors
/// `bad_query`, `bad_cursor`, `not_found` for a township outside the area.
pub fn list(view: &mut View, filter: &PaymentFilter) -> Outcome<PaymentList> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<PaymentId> = cursor::decode(filter.cursor.as_ref())?;
    let (low, high) = bounds(view, filter)?;
    let county = view.actor.county().to_owned();
    let all = Wanted { county, low, high, month: filter.month.clone(), without_account: false };
    let missing = Wanted { without_account: true, ..all.clone() };
    let (without_account_count, without_account_fen) = store::totals(view.conn, &missing)?;
    let asked = if filter.account.is_some() { missing } else { all };
    let (total_count, total_fen) = store::totals(view.conn, &asked)?;
    let rows = store::list(view.conn, &asked, after, limit + 1)?;
    let page = Page::of(rows, limit, |row| row.id, |row| row);
    Ok(PaymentList {
        items: views(view, page.items)?,
        next_cursor: page.next_cursor,
        total_fen,
        total_count,
        without_account_count,
        without_account_fen,
    })
}

/// The whole month as a table for a spreadsheet.
///
/// # Errors
/// As [`list`].
pub fn table(view: &mut View, filter: &PaymentFilter) -> Outcome<String> {
    let (low, high) = bounds(view, filter)?;
    let county = view.actor.county().to_owned();
    let without_account = filter.account.is_some();
    let asked = Wanted { county, low, high, month: filter.month.clone(), without_account };
    let rows = store::list(view.conn, &asked, None, MOST_ROWS)?;
    let header = [
        "月份",
        "办件编号",
        "姓名",
        "乡镇村",
        "救助项目",
        "金额（元）",
        "银行账号（末四位）",
        "类别",
        "状态",
    ];
    let rows = views(view, rows)?;
    let items = &view.app.rules.items;
    let scheme = |code: &str| {
        let item = items.all().find(|item| item.rule.scheme == code);
        item.map_or_else(|| code.to_owned(), |item| item.rule.title.zh.clone())
    };
    let rows = rows.into_iter().map(|row| {
        vec![
            row.month,
            row.case_no,
            row.payee_name,
            row.division.full_name,
            scheme(&row.scheme),
            yuan(row.amount_fen),
            row.bank_account.unwrap_or_else(|| "未登记".to_owned()),
            kind(&row.kind).to_owned(),
            state(&row.state, row.payee_problem).to_owned(),
        ]
    });
    csv(&header, rows)
}

fn state(state: &str, problem: Option<RecipientProblem>) -> &str {
    match (state, problem) {
        (LISTED, Some(RecipientProblem::LeftHousehold)) => "已列入，收款人已离开家庭",
        (LISTED, Some(RecipientProblem::InNoHousehold)) => "已列入，收款人不在任何家庭",
        (LISTED, None) => "已列入",
        (other, _) => other,
    }
}

fn kind(kind: &str) -> &str {
    match kind {
        RECURRING => "按月发放",
        ARREARS => "补发",
        _ => "一次性",
    }
}

fn bounds(view: &View, filter: &PaymentFilter) -> Outcome<(String, String)> {
    let bad = || Failure::no_with("bad_query", vec![("detail", "month = YYYY-MM".to_owned())]);
    days::month(&filter.month).ok_or_else(bad)?;
    match &filter.township {
        None => Ok((view.actor.scope.low(), view.actor.scope.high())),
        Some(township) => {
            view.actor.sees(township)?;
            Ok((township.clone(), format!("{:9<12}", township.get(..9).unwrap_or(township))))
        }
    }
}

fn views(view: &mut View, rows: Vec<Listed>) -> Outcome<Vec<PaymentView>> {
    let places: HashMap<String, DivisionRef> =
        division_refs(view.conn, rows.iter().map(|row| row.division.as_str()))?;
    // What was paid in the months before is no matter of where somebody lives today.
    let this = view.now.today().format("%Y-%m").to_string();
    let open = rows.iter().filter(|row| row.month >= this && row.household_id.is_some());
    let people: HashSet<PersonId> = open.map(|row| row.person_id).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut placed = HashMap::new();
    for people in people.chunks(500) {
        placed.extend(households::placed(view.conn, view.actor.county(), people)?);
    }
    let of_household = view.app.rules.of_household();
    let problem = |row: &Listed| {
        let per = if of_household.contains(&row.policy_code) { Per::Household } else { Per::Person };
        let there = placed.get(&row.person_id).copied();
        (row.month >= this).then(|| RecipientProblem::of(row.household_id, there, per)).flatten()
    };
    rows.into_iter()
        .map(|row| {
            let payee_problem = problem(&row);
            let division = places.get(&row.division).cloned();
            Ok(PaymentView {
                id: row.id,
                month: row.month,
                case_id: row.case_id,
                case_no: row.case_no,
                payee_name: row.payee_name,
                division: division.ok_or_else(|| Failure::internal("a payment in no division"))?,
                scheme: row.scheme,
                amount_fen: row.amount_fen,
                bank_account: row.bank_account,
                payee_problem,
                kind: row.kind,
                state: row.state,
            })
        })
        .collect()
}
