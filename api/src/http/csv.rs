//! Tables for a spreadsheet: UTF-8 with a byte order mark, so that Excel and WPS read
//! the Chinese, and no cell that they would take for a formula (OWASP CSV injection).

use std::borrow::Cow;

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use utoipa::ToSchema;
use yangguang_domain::typed;

use crate::failure::{Failure, Outcome};

const BYTE_ORDER_MARK: char = '\u{feff}';
/// What a formula begins with, in every width.
const BEGINS_FORMULA: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫'];
/// A spreadsheet keeps this many digits of a number; a longer one is an id.
const DIGITS_KEPT: usize = 15;

/// What a list is asked for as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TableFormat)]
pub enum Format {
    #[default]
    Json,
    Csv,
}

/// The text of a table.
///
/// # Errors
/// `internal` when a row is not as long as the header, which is a fault of ours.
pub fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Outcome<String> {
    let mut table = Table::new(header)?;
    for row in rows {
        table.row(&row)?;
    }
    table.text()
}

/// A table that is written as its rows come.
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// # Errors
    /// None for our headers.
    pub fn new(header: &[&str]) -> Outcome<Table> {
        let mut table =
            csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::with_capacity(4096));
        table.write_record(header).map_err(Failure::internal)?;
        Ok(Table(table))
    }

    /// # Errors
    /// As [`csv`].
    pub fn row(&mut self, cells: &[String]) -> Outcome<()> {
        let cells = cells.iter().map(|cell| as_text(cell));
        self.0.write_record(cells.map(|cell| cell.into_owned())).map_err(Failure::internal)
    }

    /// # Errors
    /// None for texts.
    pub fn text(self) -> Outcome<String> {
        let bytes = self.0.into_inner().map_err(Failure::internal)?;
        let text = String::from_utf8(bytes).map_err(Failure::internal)?;
        Ok(format!("{BYTE_ORDER_MARK}{text}"))
    }
}

/// The table as a file to keep, called `name` (ASCII) with `.csv` after it.
pub fn respond(name: &str, text: String) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")))
        .body(text)
}

/// An apostrophe keeps a spreadsheet from computing the cell or rounding its digits.
/// Numbers stay as they are, also negative ones. Records of old hold what no form takes any
/// more: the signs of a formula in full width, which an Asian spreadsheet takes for them,
/// and what hides in front of them.
fn as_text(cell: &str) -> Cow<'_, str> {
    let first = cell.chars().find(|c| !c.is_whitespace() && !typed::is_unseen(*c));
    let formula = first.is_some_and(|c| BEGINS_FORMULA.contains(&c));
    let risky = (formula || cell.starts_with(['\t', '\r', '\n'])) && !is_number(cell);
    let digit = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let long = cell.chars().count() > DIGITS_KEPT && cell.chars().all(digit);
    if risky || long { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(cells: &[&str]) -> String {
        let row = cells.iter().map(|&cell| cell.to_owned()).collect();
        let header: Vec<&str> = cells.iter().map(|_| "h").collect();
        let Ok(text) = csv(&header, std::iter::once(row)) else { panic!("csv") };
        text.split("\r\n").nth(1).unwrap_or_default().to_owned()
    }

    #[test]
    fn a_table_begins_with_the_mark_and_quotes_what_needs_it() {
        let Ok(text) = csv(&["姓名", "a,b"], std::iter::empty()) else { panic!("csv") };
        assert_eq!(text, "\u{feff}姓名,\"a,b\"\r\n");
        assert_eq!(table(&["说\"明\"", "x"]), "\"说\"\"明\"\"\",x");
    }

    #[test]
    fn no_cell_is_taken_for_a_formula_and_no_id_for_a_number() {
        assert_eq!(table(&["=1+1", "@x", "+86"]), "'=1+1,'@x,'+86");
        assert_eq!(table(&["-2+3", "\tx", "--"]), "'-2+3,'\tx,'--");
        assert_eq!(table(&["-12.50", "150000", "-1."]), "-12.50,150000,'-1.");
        assert_eq!(table(&["＝1", "－1", "\u{200b}＠x", " =x"]), "'＝1,'－1,'\u{200b}＠x,' =x");
        assert_eq!(
            table(&["３６０７０４１９９００１０１１２３４", "（一）"]),
            "'３６０７０４１９９００１０１１２３４,（一）"
        );
        assert_eq!(table(&["—", "——无"]), "—,——无");
        assert_eq!(table(&["360704199001011234", "360704101205"]), "'360704199001011234,360704101205");
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        assert!(csv(&["a"], std::iter::once(vec!["1".to_owned(), "2".to_owned()])).is_err());
    }
}
