//! A result and the households behind it as tables to keep, in either form.

use yangguang_domain::money::{yuan, yuan_grouped};
use yangguang_domain::policy::{Kind, Period, Text};
use yangguang_domain::simulation::{Change, Figure, Figures, Sum};

use super::model::{ChangeView, Format, HouseholdLine, RowsFilter, SimulationView};
use super::{ops, rows, store};
use crate::app::View;
use crate::failure::{Failure, Outcome};
use crate::households::Category;
use crate::http::csv::Table;
use crate::http::xlsx::{Book, Cell, MOST_ROWS};
use crate::ids::SimulationId;

const FIGURES: &[&str] = &[
    "范围",
    "名称",
    "家庭数",
    "未能计算",
    "现有享受户数",
    "现有月支出（元）",
    "现有年支出（元）",
    "变动后享受户数",
    "变动后月支出（元）",
    "变动后年支出（元）",
    "月增减（元）",
    "年增减（元）",
    "新进户数",
    "新进月金额（元）",
    "新进年金额（元）",
    "退出户数",
    "退出月金额（元）",
    "退出年金额（元）",
    "增加户数",
    "增加月金额（元）",
    "增加年金额（元）",
    "减少户数",
    "减少月金额（元）",
    "减少年金额（元）",
];

const HOUSEHOLDS: &[&str] = &[
    "家庭编号",
    "户主",
    "村（社区）",
    "类别",
    "变动",
    "现有月金额（元）",
    "变动后月金额（元）",
    "月增减（元）",
    "现有年金额（元）",
    "变动后年金额（元）",
    "年增减（元）",
];

/// A file to keep.
///
/// # Errors
/// `not_found`, `simulation_not_done`.
pub fn result(view: &mut View, id: SimulationId, format: Format) -> Outcome<Vec<u8>> {
    let row = ops::done(view, id)?;
    let whole = ops::whole(view, row)?;
    let figures = figures(&whole);
    if format == Format::Csv {
        return csv(FIGURES, figures.iter());
    }
    let mut book = Book::default();
    book.sheet("测算结果", FIGURES, |sheet| figures.iter().try_for_each(|cells| sheet.row(cells)))?;
    book.sheet("测算条件", &["项目", "内容"], |sheet| {
        about(&whole).into_iter().try_for_each(|(name, told)| sheet.row(&[Cell::Text(name.to_owned()), told]))
    })?;
    book.bytes()
}

fn csv<'a>(header: &[&str], rows: impl Iterator<Item = &'a Vec<Cell>>) -> Outcome<Vec<u8>> {
    let mut table = Table::new(header)?;
    for row in rows {
        table.row(&texts(row))?;
    }
    Ok(table.text()?.into_bytes())
}

fn texts(cells: &[Cell]) -> Vec<String> {
    let text = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Money(fen) => yuan(*fen),
    };
    cells.iter().map(text).collect()
}

fn figures(whole: &SimulationView) -> Vec<Vec<Cell>> {
    let Some(result) = &whole.result else { return Vec::new() };
    let townships = result.by_township.iter().map(|part| ("乡镇", part.division.name.clone(), part.figures));
    let categories =
        result.by_category.iter().map(|part| ("类别", label(part.category).to_owned(), part.figures));
    let total = ("合计", whole.row.division.name.clone(), result.total);
    std::iter::once(total).chain(townships).chain(categories).map(line).collect()
}

fn line((part, name, figures): (&str, String, Figures)) -> Vec<Cell> {
    let figure = |Figure { households, sum: Sum { monthly_fen, yearly_fen } }| {
        [Cell::Number(households), Cell::Money(monthly_fen), Cell::Money(yearly_fen)]
    };
    let mut cells = vec![
        Cell::Text(part.to_owned()),
        Cell::Text(name),
        Cell::Number(figures.households),
        Cell::Number(figures.not_computed),
    ];
    cells.extend(figure(figures.before));
    cells.extend(figure(figures.after));
    let Sum { monthly_fen, yearly_fen } = figures.difference;
    cells.extend([Cell::Money(monthly_fen), Cell::Money(yearly_fen)]);
    cells.extend(Change::ALL.into_iter().flat_map(|change| figure(figures.changed(change))));
    cells
}

/// What was asked, for whoever finds the file.
fn about(whole: &SimulationView) -> Vec<(&'static str, Cell)> {
    let row = &whole.row;
    let text = |text: &str| Cell::Text(text.to_owned());
    let version = row.policy_version.map_or("无".to_owned(), |version| format!("第{version}版"));
    let mut about = vec![
        ("测算名称", text(row.title.as_deref().unwrap_or_default())),
        ("政策", Cell::Text(format!("{}（{}）", row.policy_title.zh, row.policy_code))),
        ("现行版本", Cell::Text(version)),
        ("测算日期", Cell::Text(row.on.to_string())),
        ("范围", text(&row.division.full_name)),
        ("测算人", text(&row.started_by.name)),
        ("测算时间", Cell::Text(row.created_at.format("%Y-%m-%dT%H:%M:%SZ").to_string())),
    ];
    about.extend(row.changes.iter().map(|change| ("参数变动", Cell::Text(changed(change)))));
    about.extend(
        row.facts.iter().map(|(name, value)| ("统一填写的情况", Cell::Text(format!("{name}：{value}")))),
    );
    about.extend(row.categories.iter().map(|category| ("仅限类别", Cell::Text(label(*category).to_owned()))));
    if let Some(result) = &whole.result {
        about.push(("发放周期", text(period(result.after_period))));
        if let Some(budget) = &result.budget {
            about.push(("年度预算（元）", Cell::Money(budget.budget_fen)));
            about.push(("预算结余（元）", Cell::Money(budget.left_fen)));
        }
    }
    about
}

fn changed(change: &ChangeView) -> String {
    let told = |value: &serde_json::Value| match (change.unit, value.as_i64()) {
        (Kind::Fen, Some(fen)) => format!("{}元", yuan_grouped(fen)),
        (Kind::Permille, Some(permille)) => format!("{}.{}%", permille / 10, permille % 10),
        _ => value.to_string(),
    };
    let before = change.before.as_ref().map_or("—".to_owned(), told);
    let Text { zh, .. } = &change.label;
    format!("{zh}：{before} → {}", told(&change.after))
}

/// The households behind a figure as a file to keep: all of them, or none where a sheet
/// does not hold them.
///
/// # Errors
/// `not_found`, `simulation_not_done`, `export_too_large`.
pub fn households(view: &mut View, id: SimulationId, filter: &RowsFilter) -> Outcome<Vec<u8>> {
    ops::asked(view, id, filter)?;
    let county = view.actor.county().to_owned();
    let sizes = store::sizes(view.conn, &county, id, &rows::wanted(filter), 0)?;
    if sizes.iter().map(|(_, households)| i64::from(*households)).sum::<i64>() > MOST_ROWS {
        return Err(Failure::no_with("export_too_large", vec![("most", MOST_ROWS.to_string())]));
    }
    let seqs: Vec<i32> = sizes.into_iter().map(|(seq, _)| seq).collect();
    if filter.format == Some(Format::Csv) {
        let mut table = Table::new(HOUSEHOLDS)?;
        rows::each(view, id, &seqs, |lines| {
            lines.iter().try_for_each(|line| table.row(&texts(&household(line))))
        })?;
        return Ok(table.text()?.into_bytes());
    }
    let mut book = Book::default();
    book.sheet("家庭", HOUSEHOLDS, |sheet| {
        rows::each(view, id, &seqs, |lines| lines.iter().try_for_each(|line| sheet.row(&household(line))))
    })?;
    book.bytes()
}

fn household(line: &HouseholdLine) -> Vec<Cell> {
    let change = match line.change {
        Change::Entering => "新进",
        Change::Leaving => "退出",
        Change::Gaining => "增加",
        Change::Losing => "减少",
    };
    vec![
        Cell::Text(line.household_id.to_string()),
        Cell::Text(line.head_name.clone()),
        Cell::Text(line.division.full_name.clone()),
        Cell::Text(label(line.category).to_owned()),
        Cell::Text(change.to_owned()),
        Cell::Money(line.before.monthly_fen),
        Cell::Money(line.after.monthly_fen),
        Cell::Money(line.difference.monthly_fen),
        Cell::Money(line.before.yearly_fen),
        Cell::Money(line.after.yearly_fen),
        Cell::Money(line.difference.yearly_fen),
    ]
}

const fn period(period: Period) -> &'static str {
    match period {
        Period::Once => "一次性",
        Period::Month => "按月",
        Period::Year => "按年",
    }
}

const fn label(category: Category) -> &'static str {
    match category {
        Category::UrbanSubsistence => "城市低保",
        Category::RuralSubsistence => "农村低保",
        Category::NearPoor => "低保边缘",
        Category::Destitute => "特困供养",
        Category::Other => "其他困难家庭",
    }
}
