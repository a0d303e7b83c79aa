//! Workbooks for a spreadsheet: texts are texts whatever they begin with, money is a number
//! in yuan with two decimals. Rows are written away as they come, so that a county's list
//! need not be held at once.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use rust_xlsxwriter::{ColNum, Format, RowNum, Workbook, Worksheet, XlsxError};

use crate::failure::{Failure, Outcome};

/// Rows a sheet can have below its header.
pub const MOST_ROWS: i64 = 1_000_000;
const MONEY: &str = "#,##0.00";

/// What stands in a cell of a table, whatever it is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(i64),
    /// Fen, shown in yuan.
    Money(i64),
}

pub struct Book {
    book: Workbook,
    money: Format,
    head: Format,
}

fn told(error: XlsxError) -> Failure {
    Failure::internal(error)
}

impl Default for Book {
    fn default() -> Book {
        Book {
            book: Workbook::new(),
            money: Format::new().set_num_format(MONEY),
            head: Format::new().set_bold().set_text_wrap(),
        }
    }
}

impl Book {
    /// A sheet whose rows `fill` writes, one after the other.
    ///
    /// # Errors
    /// As `fill`; `internal` where a sheet can not hold it.
    pub fn sheet(
        &mut self,
        name: &str,
        header: &[&str],
        fill: impl FnOnce(&mut Rows<'_>) -> Outcome<()>,
    ) -> Outcome<()> {
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(told)?;
        sheet.set_name(name).map_err(told)?;
        for (column, title) in (0..).zip(header) {
            let width = (title.chars().count() as f64 * 2.0).max(14.0);
            sheet.set_column_width(column, width).map_err(told)?;
        }
        for (column, title) in (0..).zip(header) {
            sheet.write_string_with_format(0, column, *title, &self.head).map_err(told)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(told)?;
        fill(&mut Rows { sheet, money: &self.money, next: 1 })
    }

    /// The file.
    ///
    /// # Errors
    /// `internal`: there is no room for it.
    pub fn bytes(mut self) -> Outcome<Vec<u8>> {
        self.book.save_to_buffer().map_err(told)
    }
}

pub struct Rows<'a> {
    sheet: &'a mut Worksheet,
    money: &'a Format,
    next: RowNum,
}

impl Rows<'_> {
    /// # Errors
    /// `internal` where the sheet is full.
    pub fn row(&mut self, cells: &[Cell]) -> Outcome<()> {
        for (column, cell) in (0..).zip(cells) {
            self.cell(column, cell).map_err(told)?;
        }
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, column: ColNum, cell: &Cell) -> Result<(), XlsxError> {
        let row = self.next;
        match cell {
            Cell::Text(text) => self.sheet.write_string(row, column, text),
            // Whole to fifteen digits, which is more than a county's money in fen.
            Cell::Number(number) => self.sheet.write_number(row, column, *number as f64),
            Cell::Money(fen) => {
                self.sheet.write_number_with_format(row, column, *fen as f64 / 100.0, self.money)
            }
        }
        .map(|_| ())
    }
}

/// The workbook as a file to keep, called `name` (ASCII) with `.xlsx` after it.
pub fn respond(name: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.xlsx\"")))
        .body(bytes)
}
