use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use yangguang_domain::entitlement::Sums;
use yangguang_domain::masking;
use yangguang_domain::money::yuan;
use yangguang_domain::policy::{Period, Text};

use super::figures::{Figure, meanings};
use super::model::{CaseLine, CategoryFigure, ReportFilter, ReportRow, ReportView, RowsFilter};
use super::store::{self, Area, Line};
use crate::app::View;
use crate::divisions::{COUNTY, DivisionRef, TOWNSHIP, division_ref, division_refs};
use crate::failure::{Failure, Outcome};
use crate::http::csv::csv;
use crate::http::cursor::{self, Page};
use crate::http::days;
use crate::ids::{CaseId, PersonId};

/// A file is all rows; a county has fewer in a month.
const MOST_ROWS: i64 = 100_000;

fn bad(detail: &str) -> Failure {
    Failure::no_with("bad_query", vec![("detail", detail.to_owned())])
}

impl Area {
    /// The month's days between two divisions, of one service item or of all.
    ///
    /// # Errors
    /// `bad_query` for a month that is none, and for an item nobody knows.
    pub fn new(
        view: &View,
        month: &str,
        item: Option<&String>,
        (low, high): (String, String),
    ) -> Outcome<Area> {
        let all = view.app.rules.items.all().map(|known| &known.code);
        let items: Vec<String> = all.filter(|code| item.is_none_or(|item| item == *code)).cloned().collect();
        if items.is_empty() {
            return Err(bad("item"));
        }
        let (first, last) = days::month(month).ok_or_else(|| bad("month = YYYY-MM"))?;
        Ok(Area { county: view.actor.county().to_owned(), low, high, first, last, items })
    }
}

/// The month's days within the division, which must be the reader's.
fn area(
    view: &mut View,
    month: &str,
    division: Option<&String>,
    item: Option<&String>,
) -> Outcome<(Area, DivisionRef)> {
    let code = division.cloned().unwrap_or_else(|| view.actor.scope.division.clone());
    view.actor.sees(&code)?;
    let place = division_ref(view.conn, &code)?;
    let prefix = match place.level {
        COUNTY => 6,
        TOWNSHIP => 9,
        _ => return Err(bad("division = county or township")),
    };
    let prefix = &code[..prefix];
    let range = (format!("{prefix:0<12}"), format!("{prefix:9<12}"));
    Ok((Area::new(view, month, item, range)?, place))
}

/// What the month brought, by township, with the whole.
///
/// # Errors
/// `bad_query`, `not_found` for a division outside the reader's area.
pub fn monthly(view: &mut View, filter: &ReportFilter) -> Outcome<ReportView> {
    let (area, division) = area(view, &filter.month, filter.division.as_ref(), filter.item.as_ref())?;
    let mut figures: HashMap<FigureOf, i64> = HashMap::new();
    let mut townships: BTreeSet<String> = BTreeSet::new();
    for figure in Figure::ALL {
        for (township, count) in store::counts(view.conn, figure, &area)? {
            figures.insert((figure.as_str(), township.clone()), count);
            townships.insert(township);
        }
    }
    let days = store::working_days(view.conn, &area)?;
    let approved = store::approved(view.conn, &area)?;
    let places = division_refs(view.conn, townships.iter().map(String::as_str))?;
    let labels = labels(view, area.last);
    let one = |place: DivisionRef, mine: &dyn Fn(&str) -> bool| {
        let sum = |figure: Figure| {
            let own =
                figures.iter().filter(|((name, township), _)| *name == figure.as_str() && mine(township));
            own.map(|(_, count)| count).sum::<i64>()
        };
        let (closed, on_time) = (sum(Figure::Closed), sum(Figure::OnTime));
        let own_days = days.iter().filter(|(township, _, _)| mine(township));
        let (days, cases) = own_days.fold((0, 0), |(days, cases), (_, d, c)| (days + d, cases + c));
        let mut total = Sums::default();
        let mut by_category: BTreeMap<&String, (i64, Sums)> = BTreeMap::new();
        for (_, category, item, count, fen) in approved.iter().filter(|(township, ..)| mine(township)) {
            // What is paid once, every month and every year is never added to each other.
            let period = view.app.rules.period(item, area.last);
            let (cases, sums) = by_category.entry(category).or_default();
            *cases += count;
            *sums.of(period) += fen;
            *total.of(period) += fen;
        }
        let category = |(category, (count, sums)): (&String, (i64, Sums))| CategoryFigure {
            label: called(&labels, category),
            category: category.clone(),
            count,
            amount_fen: sums.once_fen,
            monthly_fen: sums.monthly_fen,
            yearly_fen: sums.yearly_fen,
        };
        ReportRow {
            received: sum(Figure::Received),
            accepted: sum(Figure::Accepted),
            supplement_notices: sum(Figure::SupplementNotices),
            not_accepted: sum(Figure::NotAccepted),
            closed,
            approved: sum(Figure::Approved),
            refused: sum(Figure::Refused),
            on_time,
            on_time_permille: (closed > 0).then(|| rounded(on_time * 1000, closed)),
            average_working_days_x10: (cases > 0).then(|| rounded(days * 10, cases)),
            amount_fen: total.once_fen,
            monthly_fen: total.monthly_fen,
            yearly_fen: total.yearly_fen,
            by_category: by_category.into_iter().map(category).collect(),
            links: links(filter, &place.code),
            division: place,
        }
    };
    let mut rows = Vec::new();
    for township in &townships {
        let place = places.get(township).cloned().ok_or_else(|| Failure::internal("no township"))?;
        rows.push(one(place, &|code| code == township));
    }
    let total = one(division.clone(), &|_| true);
    let generated_at = view.now.at;
    Ok(ReportView { month: filter.month.clone(), division, generated_at, rows, total, figures: meanings() })
}

/// A figure of a township.
type FigureOf = (&'static str, String);

/// Half up.
fn rounded(number: i64, by: i64) -> i64 {
    (number * 2 + by) / (by * 2)
}

/// What the categories are called in the policies of the items.
fn labels(view: &View, day: NaiveDate) -> HashMap<String, Text> {
    let rules = &view.app.rules;
    let mut labels = HashMap::new();
    let policies = rules.policies();
    let asked = |code: &str| rules.items.all().any(|item| item.rule.policy_code == code);
    let theirs = policies.all().filter(|policy| policy.valid_from <= day && asked(&policy.code));
    for policy in theirs {
        let inputs = &policy.rule.document().inputs;
        for choice in inputs.iter().filter(|input| input.name == "category").flat_map(|input| &input.values) {
            labels.insert(choice.code.clone(), choice.label.clone());
        }
    }
    for item in rules.items.all() {
        labels.insert(item.code.clone(), item.rule.title.clone());
    }
    labels
}

fn called(labels: &HashMap<String, Text>, code: &str) -> Text {
    labels.get(code).cloned().unwrap_or_else(|| Text { zh: code.to_owned(), en: code.to_owned() })
}

fn links(filter: &ReportFilter, division: &str) -> BTreeMap<String, String> {
    let month = &filter.month;
    let item = filter.item.as_ref().map(|item| format!("&item={item}")).unwrap_or_default();
    let link = |figure: Figure| {
        let name = figure.as_str();
        let rows = "/api/v1/reports/monthly/rows";
        (name.to_owned(), format!("{rows}?month={month}&division={division}&figure={name}{item}"))
    };
    let mut links: BTreeMap<String, String> = Figure::ALL.into_iter().map(link).collect();
    // A sum is made of the rows that were approved, an average of those that were closed.
    for (name, of) in [
        ("amount_fen", Figure::Approved),
        ("monthly_fen", Figure::Approved),
        ("yearly_fen", Figure::Approved),
        ("average_working_days_x10", Figure::Closed),
    ] {
        links.insert(name.to_owned(), link(of).1);
    }
    links
}

/// The report as a table for a spreadsheet.
///
/// # Errors
/// As [`monthly`].
pub fn monthly_table(view: &mut View, filter: &ReportFilter) -> Outcome<String> {
    let report = monthly(view, filter)?;
    let header = [
        "月份",
        "单位",
        "收件",
        "受理",
        "一次性告知",
        "不予受理",
        "办结",
        "批准",
        "不予批准",
        "按时办结",
        "按期率（%）",
        "平均工作日",
        "批准一次性金额（元）",
        "批准按月金额（元/月）",
        "批准按年金额（元/年）",
        "分类（类别：件数/元）",
    ];
    let mut total = report.total;
    total.division.name = "合计".to_owned();
    let rows = report.rows.into_iter().chain([total]).map(|row| {
        let one_place = |tenths: i64| format!("{}.{}", tenths / 10, tenths % 10);
        let percent = row.on_time_permille.map(one_place);
        let tenths = row.average_working_days_x10.map(one_place);
        let categories: Vec<String> = row
            .by_category
            .iter()
            .map(|figure| {
                let each =
                    [(figure.amount_fen, ""), (figure.monthly_fen, "每月"), (figure.yearly_fen, "每年")];
                let sums = each.into_iter().filter(|(fen, _)| *fen > 0);
                let sums: Vec<String> = sums.map(|(fen, often)| format!("{often}{}", yuan(fen))).collect();
                format!("{}:{}/{}", figure.label.zh, figure.count, sums.join("+"))
            })
            .collect();
        vec![
            filter.month.clone(),
            row.division.name,
            row.received.to_string(),
            row.accepted.to_string(),
            row.supplement_notices.to_string(),
            row.not_accepted.to_string(),
            row.closed.to_string(),
            row.approved.to_string(),
            row.refused.to_string(),
            row.on_time.to_string(),
            percent.unwrap_or_default(),
            tenths.unwrap_or_default(),
            yuan(row.amount_fen),
            yuan(row.monthly_fen),
            yuan(row.yearly_fen),
            categories.join(";"),
        ]
    });
    csv(&header, rows)
}

/// The rows behind a figure, oldest first.
///
/// # Errors
/// `bad_query`, `bad_cursor`, `not_found`.
pub fn rows(view: &mut View, filter: &RowsFilter) -> Outcome<Page<CaseLine>> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<CaseId> = cursor::decode(filter.cursor.as_ref())?;
    let found = find(view, filter, after, limit + 1)?;
    let page = Page::of(found, limit, |line| line.id, |line| line);
    Ok(Page { items: lines(view, page.items)?, next_cursor: page.next_cursor })
}

fn find(view: &mut View, filter: &RowsFilter, after: Option<CaseId>, limit: i64) -> Outcome<Vec<Line>> {
    let figure = Figure::parse(&filter.figure).ok_or_else(|| {
        let known: Vec<&str> = Figure::ALL.iter().map(|figure| figure.as_str()).collect();
        bad(&format!("figure = {}", known.join(" | ")))
    })?;
    let (area, _) = area(view, &filter.month, filter.division.as_ref(), filter.item.as_ref())?;
    Ok(store::lines(view.conn, figure, &area, filter.category.clone(), after, limit)?)
}

fn lines(view: &mut View, found: Vec<Line>) -> Outcome<Vec<CaseLine>> {
    let county = view.actor.county().to_owned();
    let ids: Vec<CaseId> = found.iter().map(|line| line.id).collect();
    let people: Vec<PersonId> = found.iter().map(|line| line.applicant).collect();
    let notified: HashMap<CaseId, NaiveDate> =
        store::notified(view.conn, &county, &ids)?.into_iter().collect();
    let names: HashMap<PersonId, String> = store::names(view.conn, &county, &people)?.into_iter().collect();
    let places = division_refs(view.conn, found.iter().map(|line| line.division.as_str()))?;
    let last = found.iter().map(|line| line.closed_on.unwrap_or(line.received_on)).max();
    let labels = labels(view, last.unwrap_or_else(|| view.now.today()));
    let rules = &view.app.rules;
    found
        .into_iter()
        .map(|line| {
            let place = places.get(&line.division).cloned();
            Ok(CaseLine {
                case_id: line.id,
                case_no: line.case_no,
                applicant_name: names
                    .get(&line.applicant)
                    .map(|name| masking::name(name))
                    .unwrap_or_default(),
                division: place.ok_or_else(|| Failure::internal("a case in no division"))?,
                category_label: called(&labels, line.category.as_ref().unwrap_or(&line.item_code)),
                category: line.category,
                received_on: line.received_on,
                accepted_on: line.accepted_on,
                closed_on: line.closed_on,
                due_on: line.due_on,
                working_days: line.working_days,
                on_time: line.on_time,
                amount_fen: line.amount_fen,
                period: rules.period(&line.item_code, line.closed_on.unwrap_or(line.received_on)),
                supplement_notified_on: notified.get(&line.id).copied(),
            })
        })
        .collect()
}

/// All rows behind a figure as a table for a spreadsheet.
///
/// # Errors
/// As [`rows`].
pub fn rows_table(view: &mut View, filter: &RowsFilter) -> Outcome<String> {
    let found = find(view, filter, None, MOST_ROWS)?;
    let header = [
        "办件编号",
        "申请人",
        "村（社区）",
        "类别",
        "收件",
        "受理",
        "办结",
        "承诺日期",
        "工作日",
        "按时",
        "金额（元）",
        "计发",
        "一次性告知",
    ];
    let often = |period: Period| match period {
        Period::Once => "一次性",
        Period::Month => "每月",
        Period::Year => "每年",
    };
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = lines(view, found)?.into_iter().map(|line| {
        vec![
            line.case_no,
            line.applicant_name,
            line.division.full_name,
            line.category_label.zh,
            line.received_on.to_string(),
            day(line.accepted_on),
            day(line.closed_on),
            day(line.due_on),
            line.working_days.map(|days| days.to_string()).unwrap_or_default(),
            line.on_time.map(|on_time| if on_time { "是" } else { "否" }.to_owned()).unwrap_or_default(),
            line.amount_fen.map(yuan).unwrap_or_default(),
            line.amount_fen.map(|_| often(line.period).to_owned()).unwrap_or_default(),
            day(line.supplement_notified_on),
        ]
    });
    csv(&header, rows)
}
