//! 票据: the hospital bills a case counts. A bill is told by its number and who issued it; it
//! counts once for a person until the case that has it ends without aid.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use yangguang_domain::disclosure::Landlines;
use yangguang_domain::policy::Policy;
use yangguang_domain::typed;

use super::views::WarningView;
use super::year::YearView;
use crate::db::conn::Conn;
use crate::db::errors::violates;
use crate::db::one_of;
use crate::db::schema::{case_bills, cases};
use crate::db::types::At;
use crate::failure::{Checks, Failure, Outcome};
use crate::http::body::day;
use crate::ids::{AttachmentId, BillId, CaseId, PersonId, UserId};

/// Most bills of one case.
pub const MOST: usize = 100;

#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBill {
    /// As printed on the bill.
    #[schema(example = "3607040012345678")]
    pub number: String,
    /// The hospital, or who else issued it.
    #[schema(example = "赣县区人民医院")]
    pub issuer: String,
    #[serde(deserialize_with = "day")]
    pub issued_on: NaiveDate,
    /// In scope, fen.
    pub cost_fen: i64,
    /// Paid by the insurer of that, fen.
    #[serde(default)]
    pub insurer_paid_fen: i64,
    /// The file of the case that shows it.
    pub attachment_id: Option<AttachmentId>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Bill)]
pub struct BillView {
    pub id: BillId,
    pub number: String,
    pub issuer: String,
    pub issued_on: NaiveDate,
    pub cost_fen: i64,
    pub insurer_paid_fen: i64,
    pub attachment_id: Option<AttachmentId>,
    /// False once the case ended without aid: the bill may count elsewhere.
    pub counts: bool,
    /// Where else it, or its file, stands.
    pub warnings: Vec<WarningView>,
}

/// The bills of a case beside the year's cases.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseBills)]
pub struct BillsView {
    pub items: Vec<BillView>,
    pub year: YearView,
    /// The facts as the bills make them, with what the year counted before; empty without bills.
    #[schema(value_type = Object)]
    pub facts: serde_json::Map<String, serde_json::Value>,
    /// Of the case: facts that are not what the bills sum up to, files that another case has.
    pub warnings: Vec<WarningView>,
    /// Whether the reader may add or remove a bill now.
    pub editable: bool,
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = case_bills, treat_none_as_default_value = false)]
pub struct BillRow {
    pub county: String,
    pub id: BillId,
    pub case_id: CaseId,
    pub person_id: PersonId,
    pub number: String,
    pub issuer: String,
    pub number_key: String,
    pub issuer_key: String,
    pub live_key: Option<String>,
    pub issued_on: NaiveDate,
    pub cost_fen: i64,
    pub insurer_paid_fen: i64,
    pub attachment_id: Option<AttachmentId>,
    pub created_by: UserId,
    pub created_at: At,
}

/// Letters and digits only, of one width and case: what is typed differently at two windows is
/// the same bill.
pub fn key(text: &str) -> String {
    let narrow = |c: char| match u32::from(c) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// What a bill is told by.
#[derive(Debug, Clone)]
pub struct Marks {
    number: String,
    /// The number in which what looks alike is the same, as `number_key` has it.
    pub alike: String,
    issuer: String,
    cost_fen: i64,
}

/// How much one bill is like another, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same number of the same issuer.
    Same,
    /// A file of the same content.
    File,
    /// A number that is the same or looks it, by the same issuer or with the same sum.
    Alike,
}

impl Likeness {
    pub fn code(self) -> &'static str {
        match self {
            Likeness::Same => "bill_in_other_case",
            Likeness::File => "bill_file_elsewhere",
            Likeness::Alike => "bill_alike",
        }
    }
}

impl Marks {
    pub fn of(number: &str, issuer: &str, cost_fen: i64) -> Marks {
        Marks { number: key(number), alike: typed::alike(number), issuer: key(issuer), cost_fen }
    }

    pub fn like(&self, other: &Marks) -> Option<Likeness> {
        let issuer = self.issuer == other.issuer;
        match self.alike == other.alike {
            true if self.number == other.number && issuer => Some(Likeness::Same),
            true if issuer || self.cost_fen == other.cost_fen => Some(Likeness::Alike),
            _ => None,
        }
    }
}

impl NewBill {
    pub fn marks(&self) -> Marks {
        Marks::of(&self.number, &self.issuer, self.cost_fen)
    }
}

impl BillRow {
    pub fn marks(&self) -> Marks {
        Marks::of(&self.number, &self.issuer, self.cost_fen)
    }
}

/// Whether cases of a policy record their bills.
pub fn counted_by(policy: &Policy) -> bool {
    policy.document().inputs.iter().any(|input| input.bills.is_some())
}

pub fn live_key(person: PersonId, number_key: &str, issuer_key: &str) -> String {
    format!("{person}:{number_key}@{issuer_key}")
}

/// That a bill is one, `at` its place in the request.
pub fn check(checks: &mut Checks, new: &NewBill, at: &str, (today, landlines): (NaiveDate, Landlines)) {
    checks.text(&new.number, &format!("{at}/number"), 64);
    checks.text(&new.issuer, &format!("{at}/issuer"), 100);
    checks.no_private_number(&new.issuer, &format!("{at}/issuer"), landlines);
    let unnamed = !new.number.trim().is_empty() && key(&new.number).is_empty();
    checks.check(!unnamed, &format!("{at}/number"), "required");
    checks.check(new.issued_on <= today, &format!("{at}/issued_on"), "date_in_future");
    checks.check((1..=1_000_000_000_000).contains(&new.cost_fen), &format!("{at}/cost_fen"), "bill_cost");
    let part = (0..=new.cost_fen.max(0)).contains(&new.insurer_paid_fen);
    checks.check(part, &format!("{at}/insurer_paid_fen"), "bill_insurer_part");
}

pub fn insert(conn: &mut Conn, row: BillRow) -> Outcome<()> {
    diesel::insert_into(case_bills::table).values(row).execute(conn).map_err(|error| {
        match violates(&error, "case_bills_once") {
            // Somebody was faster, with another case of the same person.
            true => Failure::no_with("bill_already_counted", another_case()),
            false => error.into(),
        }
    })?;
    Ok(())
}

fn another_case() -> Vec<(&'static str, String)> {
    vec![("place", "另一办件".to_owned()), ("place_en", "another case".to_owned())]
}

pub fn of_case(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<Vec<BillRow>> {
    case_bills::table
        .filter(case_bills::county.eq(county))
        .filter(case_bills::case_id.eq(case))
        .order(case_bills::id)
        .load(conn)
}

pub fn delete(conn: &mut Conn, county: &str, id: BillId) -> QueryResult<usize> {
    diesel::delete(case_bills::table.find((county, id))).execute(conn)
}

/// What a case that ended without aid counted may count elsewhere.
pub fn free(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<usize> {
    let own = case_bills::table.filter(case_bills::county.eq(county)).filter(case_bills::case_id.eq(case));
    let held = own.filter(case_bills::live_key.is_not_null());
    diesel::update(held).set(case_bills::live_key.eq(None::<String>)).execute(conn)
}

/// The bills of these cases, each case's in their order.
pub fn of_cases(conn: &mut Conn, county: &str, cases: &[CaseId]) -> QueryResult<Vec<BillRow>> {
    case_bills::table
        .filter(case_bills::county.eq(county))
        .filter(one_of(case_bills::case_id, cases.iter().copied()))
        .order((case_bills::case_id, case_bills::id))
        .load(conn)
}

/// The bills that count with one of these numbers, in which what looks alike is the same.
pub fn numbered(conn: &mut Conn, county: &str, numbers: Vec<String>) -> QueryResult<Vec<BillRow>> {
    case_bills::table
        .filter(case_bills::county.eq(county))
        .filter(one_of(case_bills::number_key, numbers))
        .filter(case_bills::live_key.is_not_null())
        .order(case_bills::id)
        .load(conn)
}

diesel::alias!(const OWN: Alias<Own> = case_bills as own);

/// The same with the numbers of these cases' bills, their own among them.
pub fn numbered_as_in(conn: &mut Conn, county: &str, cases: &[CaseId]) -> QueryResult<Vec<BillRow>> {
    let numbers = OWN;
    let own = numbers
        .filter(numbers.field(case_bills::county).eq(county))
        .filter(one_of(numbers.field(case_bills::case_id), cases.iter().copied()))
        .select(numbers.field(case_bills::number_key));
    case_bills::table
        .filter(case_bills::county.eq(county))
        .filter(case_bills::number_key.eq_any(own))
        .filter(case_bills::live_key.is_not_null())
        .order(case_bills::id)
        .load(conn)
}

/// A case in which a bill or its file stands.
#[derive(Debug, Clone, Queryable)]
pub struct Holder {
    pub id: CaseId,
    pub case_no: String,
    pub division: String,
    pub person: PersonId,
    pub outcome: Option<String>,
}

impl Holder {
    /// Whether it was or may yet be paid for.
    pub fn counts(&self) -> bool {
        self.outcome.as_deref().is_none_or(|outcome| outcome == "approved")
    }
}

/// The cases of these ids, wherever they lie in the county.
pub fn holders(conn: &mut Conn, county: &str, ids: Vec<CaseId>) -> QueryResult<Vec<Holder>> {
    cases::table
        .filter(cases::county.eq(county))
        .filter(one_of(cases::id, ids))
        .select((cases::id, cases::case_no, cases::division, cases::applicant_person_id, cases::outcome))
        .load(conn)
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Marks, key};

    #[test]
    fn a_bill_typed_differently_at_two_windows_is_the_same_bill() {
        assert_eq!(key("３６０７-００１２ ab"), "36070012AB");
        assert_eq!(key("赣县区 人民医院（东院）"), key("赣县区人民医院(东院)"));
        assert_ne!(key("36070012"), key("36070013"));
    }

    #[test]
    fn a_number_that_looks_the_same_by_the_same_issuer_or_with_the_same_sum_is_alike() {
        let bill = Marks::of("GZO-0l1", "赣县区人民医院", 100);
        let like = |number, issuer, cost| bill.like(&Marks::of(number, issuer, cost));
        assert_eq!(like("gzo 0L1", "赣县区人民医院", 200), Some(Likeness::Same));
        assert_eq!(like("GZ0001", "赣县区人民医院", 200), None, "another number");
        assert_eq!(like("GZ00I1", "赣县区人民医院", 200), Some(Likeness::Alike));
        assert_eq!(like("ＧＺ００１１", "别的医院", 100), Some(Likeness::Alike));
        assert_eq!(like("GZ0011", "别的医院", 200), None);
        let long = Marks::of("0012345678", "赣县区人民医院", 100);
        let short = Marks::of("12345678", "赣县区人民医院", 100);
        assert_eq!(long.like(&short), Some(Likeness::Alike), "a zero before it is left out in copying");
    }
}
