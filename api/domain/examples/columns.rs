//! How many cases a second the columnar evaluator computes, beside a loop
//! written by hand for the same scheme: `columns [ROWS [THREADS [FOLDER]]]`. The columns and
//! the answers are left in the folder, 64 bits little-endian each, for others to compute.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use chrono::NaiveDate;
use yangguang_domain::policy::{Column, ColumnValues, Columns, ListColumn, Policy};

/// Numbers that look random and are the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % limit.unsigned_abs()).unwrap_or_default()
    }

    fn column(&mut self, rows: usize, limit: i64) -> Vec<i64> {
        (0..rows).map(|_| self.below(limit)).collect()
    }
}

const CATEGORIES: [&str; 7] = [
    "no_support",
    "subsistence_unable",
    "subsistence_ill",
    "subsistence_age",
    "near_poor_ill",
    "rural_subsistence_ill",
    "other_hardship",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let rows = arguments.next().map_or(Ok(1_000_000), |rows| rows.parse())?;
    let threads = arguments.next().map_or(Ok(1), |threads| threads.parse())?;
    let folder = arguments.next().map(PathBuf::from);
    medical(rows, threads, folder.as_deref())?;
    jilin(rows, threads, folder.as_deref())
}

fn leave(folder: Option<&Path>, name: &str, values: &[i64]) -> std::io::Result<()> {
    let Some(folder) = folder else { return Ok(()) };
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    std::fs::write(folder.join(format!("{name}.i64")), bytes)
}

fn policy(text: &str) -> Result<Policy, String> {
    Policy::parse(text).map_err(|problems| format!("{problems:?}"))
}

/// Computes a few times, prints the best, and compares with the loop.
fn race(
    name: &str,
    policy: &Policy,
    columns: &Columns,
    threads: usize,
    folder: Option<&Path>,
    by_hand: impl Fn() -> Vec<i64>,
) -> Result<(), Box<dyn Error>> {
    let on: NaiveDate = "2026-03-02".parse()?;
    let none = |_: &str, _: &str, _: NaiveDate| None;
    let (mut best, mut best_hand) = (f64::MAX, f64::MAX);
    let mut answers = policy.evaluate_columns(columns, on, threads, &none)?;
    let mut hand = by_hand();
    for _ in 0..5 {
        let start = Instant::now();
        answers = policy.evaluate_columns(columns, on, threads, &none)?;
        best = best.min(start.elapsed().as_secs_f64());
        let start = Instant::now();
        hand = by_hand();
        best_hand = best_hand.min(start.elapsed().as_secs_f64());
    }
    leave(folder, &format!("{name}.amount_fen"), &answers.amount_fen)?;
    let rows = columns.rows as f64;
    println!(
        "{name}: {:.1} million rows/s on {threads} thread(s), by hand {:.1} on one: {:.2} x its time; equal: {}",
        rows / best / 1e6,
        rows / best_hand / 1e6,
        best / best_hand,
        answers.amount_fen == hand && answers.problems.is_empty()
    );
    let mut best = f64::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        std::hint::black_box(carry(columns, threads));
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!(
        "  only to read these columns and write as many answers: {:.1} million rows/s on {threads} thread(s)",
        rows / best / 1e6
    );
    Ok(())
}

/// What no evaluator of these columns is faster than: each is read once and an answer
/// written for each row, with nothing computed in between.
fn carry(columns: &Columns, threads: usize) -> (i64, Vec<i64>) {
    let mut answers = vec![0; columns.rows];
    let share = columns.rows.div_ceil(threads).max(1);
    let sum = std::thread::scope(|scope| {
        let parts = answers.chunks_mut(share).enumerate().map(|(part, answers)| {
            scope.spawn(move || {
                let (from, to) = (part * share, part * share + answers.len());
                answers.fill(1);
                let own = columns.columns.values().map(|column| read(&column.values, from, to));
                let lists = columns.lists.values().flat_map(|list| {
                    let (first, last) = (list.offsets[from], list.offsets[to]);
                    let starts = list.offsets[from..to].iter().map(|start| *start as i64).sum();
                    let fields = list.fields.values().map(move |field| read(&field.values, first, last));
                    fields.chain([starts])
                });
                own.chain(lists).fold(0, i64::wrapping_add)
            })
        });
        let parts: Vec<_> = parts.collect();
        parts.into_iter().filter_map(|part| part.join().ok()).fold(0, i64::wrapping_add)
    });
    (sum, answers)
}

fn read(values: &ColumnValues, from: usize, to: usize) -> i64 {
    match values {
        ColumnValues::Numbers(numbers) => numbers[from..to].iter().fold(0, |sum, it| sum.wrapping_add(*it)),
        ColumnValues::Flags(flags) => flags[from..to].iter().map(|flag| i64::from(*flag)).sum(),
        ColumnValues::Codes { of, .. } => of[from..to].iter().map(|code| i64::from(*code)).sum(),
        ColumnValues::Days(days) => days[from..to].iter().map(|day| i64::from(day.to_epoch_days())).sum(),
    }
}

fn medical(rows: usize, threads: usize, folder: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let policy = policy(include_str!("../../policies/medical-assistance-1.json"))?;
    let mut numbers = Numbers(7);
    let of: Vec<u32> = (0..rows).map(|_| numbers.below(7).unsigned_abs() as u32).collect();
    let cost = numbers.column(rows, 6_000_000);
    let insurer = numbers.column(rows, 2_000_000);
    let employer = numbers.column(rows, 300_000);
    let mutual = numbers.column(rows, 100_000);
    let size: Vec<i64> = numbers.column(rows, 6).iter().map(|size| size + 1).collect();
    let months: Vec<i64> = numbers.column(rows, 12).iter().map(|months| months + 1).collect();
    let rate: Vec<i64> = numbers.column(rows, 251).iter().map(|rate| rate + 250).collect();
    let proposed = numbers.column(rows, 3_000_000);
    let paid = numbers.column(rows, 600_000);
    let codes = CATEGORIES.iter().map(ToString::to_string).collect();
    let mut columns = Columns { rows, ..Columns::default() };
    let named = [
        ("cost_fen", &cost),
        ("insurer_paid_fen", &insurer),
        ("employer_paid_fen", &employer),
        ("mutual_aid_paid_fen", &mutual),
        ("household_size", &size),
        ("months", &months),
        ("rate_permille", &rate),
        ("proposed_fen", &proposed),
        ("paid_this_year_fen", &paid),
    ];
    for (name, values) in named {
        leave(folder, &format!("medical-assistance-1.{name}"), values)?;
        columns.columns.insert(name.to_owned(), Column::new(ColumnValues::Numbers(values.clone())));
    }
    let category = Column::new(ColumnValues::Codes { codes, of: of.clone() });
    columns.columns.insert("category".to_owned(), category);
    let numbers: Vec<i64> = of.iter().map(|code| i64::from(*code)).collect();
    leave(folder, "medical-assistance-1.category", &numbers)?;
    race("medical-assistance-1", &policy, &columns, threads, folder, || {
        let row = |row: usize| {
            let personal = (cost[row] - insurer[row] - employer[row] - mutual[row]).max(0);
            if of[row] == 0 || of[row] == 6 {
                return proposed[row].min(personal);
            }
            let (counted, rate) = if of[row] == 4 {
                ((personal - 29_000 * size[row] * months[row]).max(0), rate[row])
            } else {
                (personal, 250)
            };
            if counted <= 100_000 {
                return 0;
            }
            ((counted * rate + 500) / 1000).min((500_000 - paid[row]).max(0))
        };
        (0..rows).map(row).collect()
    })
}

fn jilin(rows: usize, threads: usize, folder: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let policy = policy(include_str!("../../policies/subsistence-jilin.json"))?;
    let mut numbers = Numbers(11);
    let standard: Vec<i64> = numbers.column(rows, 40_000).iter().map(|fen| fen + 40_000).collect();
    let mut offsets = vec![0];
    for _ in 0..rows {
        let before = offsets.last().copied().unwrap_or_default();
        offsets.push(before + 1 + numbers.below(4).unsigned_abs() as usize);
    }
    let items = offsets.last().copied().unwrap_or_default();
    let age = numbers.column(items, 95);
    let mut flag = |limit| numbers.column(items, limit).iter().map(|it| *it == 0).collect::<Vec<bool>>();
    let (ill, disabled) = (flag(9), flag(7));
    let fields = BTreeMap::from([
        ("age".to_owned(), Column::new(ColumnValues::Numbers(age.clone()))),
        ("severely_ill".to_owned(), Column::new(ColumnValues::Flags(ill.clone()))),
        ("severely_disabled".to_owned(), Column::new(ColumnValues::Flags(disabled.clone()))),
    ]);
    let mut columns = Columns { rows, ..Columns::default() };
    let given = Column::new(ColumnValues::Numbers(standard.clone()));
    columns.columns.insert("standard_fen".to_owned(), given);
    columns.lists.insert("members".to_owned(), ListColumn { offsets: offsets.clone(), fields });
    let as_numbers = |flags: &[bool]| flags.iter().map(|flag| i64::from(*flag)).collect::<Vec<i64>>();
    let sizes: Vec<i64> = offsets.windows(2).map(|ends| (ends[1] - ends[0]) as i64).collect();
    for (name, values) in [
        ("standard_fen", &standard),
        ("size", &sizes),
        ("age", &age),
        ("severely_ill", &as_numbers(&ill)),
        ("severely_disabled", &as_numbers(&disabled)),
    ] {
        leave(folder, &format!("subsistence-jilin.{name}"), values)?;
    }
    race("subsistence-jilin", &policy, &columns, threads, folder, || {
        let row = |row: usize| {
            let member = |item: usize| {
                let rate = match (ill[item], disabled[item], age[item]) {
                    (true, ..) => 300,
                    (_, true, _) => 200,
                    (_, _, age) if !(18..70).contains(&age) => 100,
                    _ => 0,
                };
                (standard[row] * rate + 500) / 1000
            };
            (offsets[row]..offsets[row + 1]).map(member).sum()
        };
        (0..rows).map(row).collect()
    })
}
