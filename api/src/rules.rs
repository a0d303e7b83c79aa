//! The dated documents the product decides by — policies, flows, service items — and
//! the working-day calendar, compiled and at hand. The documents are rows; what ships
//! with the binary is installed where it is not there yet.

mod founded;
mod laws;

pub use laws::{Written, insert as put_in_force, shipped as shipped_laws};

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;
use diesel::prelude::*;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::law::Register;
use yangguang_domain::policy::{Per, Period, Policy, Resolver};
use yangguang_domain::workflow::Flow;

use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::schema::{calendar_days, calendar_years, flows, policies, service_items};
use crate::db::stamps::{self, Stamps};
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::service_items::Item;
use crate::vault::sha256_hex;

const SHIPPED_POLICIES: &[&str] = &[
    include_str!("../policies/aged-ganxian.json"),
    include_str!("../policies/conscript-wenshang-2018.json"),
    include_str!("../policies/destitute-dongying-2019.json"),
    include_str!("../policies/destitute-ganxian.json"),
    include_str!("../policies/disaster-fenghua-2024.json"),
    include_str!("../policies/disaster-suzhou-2024.json"),
    include_str!("../policies/disclosure-fee-2020.json"),
    include_str!("../policies/medical-assistance-1.json"),
    include_str!("../policies/medical-guichi-2019.json"),
    include_str!("../policies/medical-jinxiang-2012.json"),
    include_str!("../policies/medical-jinzhai-2020.json"),
    include_str!("../policies/medical-meilin-2020.json"),
    include_str!("../policies/medical-muzhen-2018.json"),
    include_str!("../policies/orphan-ganxian.json"),
    include_str!("../policies/outpatient-shixing-2009.json"),
    include_str!("../policies/subsistence-difference.json"),
    include_str!("../policies/subsistence-ganxian.json"),
    include_str!("../policies/subsistence-jilin.json"),
    include_str!("../policies/subsistence-nanjing-2022.json"),
    include_str!("../policies/subsistence-youxi-2021.json"),
    include_str!("../policies/subsistence-zhenjiang.json"),
    include_str!("../policies/subsistence-zhongshan-2020.json"),
    include_str!("../policies/temporary-gansu.json"),
    include_str!("../policies/temporary-ganxian.json"),
    include_str!("../policies/temporary-heavy.json"),
    include_str!("../policies/veteran-care-allowance.v1.json"),
    include_str!("../policies/veteran-care-allowance.json"),
    include_str!("../policies/veteran-disability-2024.v1.json"),
    include_str!("../policies/veteran-disability-2024.json"),
];
const SHIPPED_FLOWS: &[&str] = &[
    include_str!("../flows/destitute-support.v1.json"),
    include_str!("../flows/destitute-support.v2.json"),
    include_str!("../flows/emergency-relief.v1.json"),
    include_str!("../flows/medical-assistance.v1.json"),
    include_str!("../flows/medical-assistance.v2.json"),
    include_str!("../flows/recurring-benefit.v1.json"),
    include_str!("../flows/subsistence-allowance.v1.json"),
    include_str!("../flows/subsistence-allowance.v2.json"),
];
const SHIPPED_ITEMS: &[&str] = &[
    include_str!("../items/destitute-support.v1.json"),
    include_str!("../items/destitute-support.v2.json"),
    include_str!("../items/medical-assistance.v1.json"),
    include_str!("../items/medical-assistance.v2.json"),
    include_str!("../items/medical-assistance.v3.json"),
    include_str!("../items/old-age-allowance.v1.json"),
    include_str!("../items/orphan-allowance.v1.json"),
    include_str!("../items/subsistence-allowance.v1.json"),
    include_str!("../items/temporary-relief.v1.json"),
    include_str!("../items/veteran-disability-pension.v1.json"),
];

/// A document with the days on which it holds.
#[derive(Debug)]
pub struct Dated<T> {
    pub code: String,
    pub version: i32,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub written: Written,
    pub rule: T,
}

impl<T> Dated<T> {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day <= end)
    }
}

/// All versions of one kind of document, newest last.
#[derive(Debug)]
pub struct Versions<T>(Vec<Arc<Dated<T>>>);

impl<T> Versions<T> {
    pub fn all(&self) -> impl Iterator<Item = &Arc<Dated<T>>> {
        self.0.iter()
    }

    /// The version in force on `day`.
    ///
    /// # Errors
    /// `not_found` for a code nobody knows, `not_in_force` on a day outside all versions.
    pub fn on(&self, code: &str, day: NaiveDate) -> Outcome<Arc<Dated<T>>> {
        let mut known = self.0.iter().filter(|rule| rule.code == code).peekable();
        if known.peek().is_none() {
            return Err(Failure::not_found());
        }
        known
            .rfind(|rule| rule.holds_on(day))
            .cloned()
            .ok_or_else(|| Failure::no_with("not_in_force", vec![("on", day.to_string())]))
    }

    /// That very version, as a case was opened under it.
    ///
    /// # Errors
    /// `internal`: a case points at a version that is not there.
    pub fn version(&self, code: &str, version: i32) -> Outcome<Arc<Dated<T>>> {
        self.0
            .iter()
            .find(|rule| rule.code == code && rule.version == version)
            .cloned()
            .ok_or_else(|| Failure::internal(format!("no {code} version {version}")))
    }
}

impl Versions<Policy> {
    /// The policy of that code in force on `day` in a division (its code, from the left as
    /// many digits as are known): the most specific one, and of that the newest version.
    /// Where none holds there, as for a place nobody named, that of the place it was made
    /// for first: what a county makes of another's rule is its own.
    ///
    /// # Errors
    /// As [`Versions::on`].
    pub fn at(&self, code: &str, place: &str, day: NaiveDate) -> Outcome<Arc<Dated<Policy>>> {
        let known = || self.0.iter().filter(|policy| policy.code == code);
        let in_force = || known().filter(|policy| policy.holds_on(day));
        let here = in_force().filter(|policy| covers(policy, place));
        if let Some(best) = here.max_by_key(|policy| (prefix(policy).len(), policy.version)) {
            return Ok(Arc::clone(best));
        }
        let home = known().min_by_key(|policy| policy.version).map(|first| prefix(first));
        let there = in_force().filter(|policy| Some(prefix(policy)) == home);
        let best = there.max_by_key(|policy| policy.version);
        best.map_or_else(|| self.on(code, day), |policy| Ok(Arc::clone(policy)))
    }
}

/// The digits that all divisions of its jurisdiction begin with.
fn prefix(policy: &Dated<Policy>) -> &str {
    let code = policy.rule.document().jurisdiction.trim_end_matches('0');
    let digits = [0, 2, 4, 6, 9, 12].into_iter().find(|digits| code.len() <= *digits).unwrap_or(12);
    policy.rule.document().jurisdiction.get(..digits).unwrap_or(code)
}

fn covers(policy: &Dated<Policy>, place: &str) -> bool {
    place.starts_with(prefix(policy))
}

/// A formula may use a number that another policy has set.
impl Resolver for Versions<Policy> {
    fn parameter(&self, policy: &str, parameter: &str, on: NaiveDate) -> Option<i64> {
        self.at(policy, "", on).ok()?.rule.parameter_on(parameter, on)
    }
}

pub struct Rules {
    policies: RwLock<(i64, Arc<Versions<Policy>>)>,
    pub flows: Versions<Flow>,
    pub items: Versions<Item>,
    laws: RwLock<(i64, Arc<Register>)>,
    calendar: RwLock<(i64, Arc<Calendar>)>,
}

impl Rules {
    /// Compiles everything that is stored.
    ///
    /// # Errors
    /// A document does not parse, or the database says no.
    pub fn load(conn: &mut Conn) -> Outcome<Rules> {
        let stamps = stamps::read(conn)?;
        let policies = RwLock::new((stamps.policies, Arc::new(compile_policies(conn)?)));
        let flows =
            compile::<flows::table, _>(conn, |text| Flow::parse(text).map_err(|error| error.to_string()))?;
        let items = compile::<service_items::table, _>(conn, |text| {
            serde_json::from_str(text).map_err(|error| error.to_string())
        })?;
        let calendar = RwLock::new((stamps.calendar, Arc::new(read_calendar(conn)?)));
        // By the register that ships: a law that a county has ended is no fault of the program.
        founded::hold(&flows, &items, &laws::shipped()?)?;
        let laws = RwLock::new((stamps.laws, Arc::new(laws::stored(conn)?)));
        Ok(Rules { policies, flows, items, laws, calendar })
    }

    /// The register of law: what everything cited is checked against and shown by.
    pub fn laws(&self) -> Arc<Register> {
        Arc::clone(&self.laws.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// The policies as they were when the transaction began.
    pub fn policies(&self) -> Arc<Versions<Policy>> {
        Arc::clone(&self.policies.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// The policies whose benefits are the household's and not a person's.
    pub fn of_household(&self) -> Vec<String> {
        let policies = self.policies();
        let theirs = policies.all().filter(|policy| policy.rule.document().result.per == Per::Household);
        let codes: BTreeSet<&String> = theirs.map(|policy| &policy.rule.document().code).collect();
        codes.into_iter().cloned().collect()
    }

    /// How often what is granted under an item is paid, by its policy as it stood on `day`.
    pub fn period(&self, item: &str, day: NaiveDate) -> Period {
        let asked = self.items.all().filter(|known| known.code == item).last();
        let policies = self.policies();
        let theirs = policies.all().filter(|policy| {
            policy.valid_from <= day && asked.is_some_and(|item| item.rule.policy_code == policy.code)
        });
        theirs.last().map_or(Period::Once, |policy| policy.rule.document().result.period)
    }

    /// Takes in what was activated since, here or by another copy of the server.
    ///
    /// # Errors
    /// As the database answers.
    pub fn refresh(&self, conn: &mut Conn, stamps: Stamps) -> Outcome<()> {
        let known = self.policies.read().unwrap_or_else(PoisonError::into_inner).0;
        if known != stamps.policies {
            let fresh = Arc::new(compile_policies(conn)?);
            *self.policies.write().unwrap_or_else(PoisonError::into_inner) = (stamps.policies, fresh);
        }
        let known = self.laws.read().unwrap_or_else(PoisonError::into_inner).0;
        if known != stamps.laws {
            let fresh = Arc::new(laws::stored(conn)?);
            *self.laws.write().unwrap_or_else(PoisonError::into_inner) = (stamps.laws, fresh);
        }
        Ok(())
    }

    /// Today's calendar; a change by another copy of the server is seen at once.
    ///
    /// # Errors
    /// As the database answers.
    pub fn calendar(
        &self,
        conn: &mut Conn,
        Stamps { calendar: stamp, .. }: Stamps,
    ) -> Outcome<Arc<Calendar>> {
        if let Ok(known) = self.calendar.read()
            && known.0 == stamp
        {
            return Ok(Arc::clone(&known.1));
        }
        let fresh = Arc::new(read_calendar(conn)?);
        if let Ok(mut known) = self.calendar.write() {
            *known = (stamp, Arc::clone(&fresh));
        }
        Ok(fresh)
    }
}

fn compile_policies(conn: &mut Conn) -> Outcome<Versions<Policy>> {
    compile::<policies::table, _>(conn, |text| {
        Policy::parse(text).map_err(|problems| format!("{problems:?}"))
    })
}

fn read_calendar(conn: &mut Conn) -> Outcome<Calendar> {
    use yangguang_domain::calendar::{CalendarDay, DayKind};
    let years: Vec<i16> = calendar_years::table.select(calendar_years::year).load(conn)?;
    let days: Vec<(NaiveDate, String, String)> = calendar_days::table
        .select((calendar_days::day, calendar_days::kind, calendar_days::name))
        .load(conn)?;
    let kind = |text: &str| if text == "work" { DayKind::Work } else { DayKind::Off };
    Ok(Calendar::new(
        years.into_iter().map(i32::from),
        days.into_iter().map(|(day, text, name)| CalendarDay { day, kind: kind(&text), name }),
    ))
}

/// A row as it is stored, whichever of the three tables it is in.
type Row = (String, i32, NaiveDate, Option<NaiveDate>, Doc);

macro_rules! document_table {
    ($table:ident, $shipped:expr) => {
        impl Documents for $table::table {
            fn rows(conn: &mut Conn) -> QueryResult<Vec<Row>> {
                use $table as t;
                t::table
                    .select((t::code, t::version, t::valid_from, t::valid_to, t::document))
                    .order((t::code, t::version))
                    .load(conn)
            }

            /// Puts the shipped documents in, where that version is not there yet.
            fn install(conn: &mut Conn, now: Moment) -> Outcome<()> {
                use $table as t;
                for text in $shipped {
                    let head: Head = serde_json::from_str(text)?;
                    let there: i64 = t::table
                        .filter(t::code.eq(&head.code))
                        .filter(t::version.eq(head.version))
                        .count()
                        .get_result(conn)?;
                    if there == 0 {
                        diesel::insert_into(t::table)
                            .values((
                                t::code.eq(&head.code),
                                t::version.eq(head.version),
                                t::valid_from.eq(head.valid_from),
                                t::valid_to.eq(head.valid_to),
                                t::document.eq(Doc::of(&serde_json::from_str::<serde_json::Value>(text)?)?),
                                t::sha256.eq(sha256_hex(text.as_bytes())),
                                t::created_at.eq(now.stamp()),
                            ))
                            .execute(conn)?;
                    }
                }
                Ok(())
            }
        }
    };
}

trait Documents {
    fn rows(conn: &mut Conn) -> QueryResult<Vec<Row>>;
    fn install(conn: &mut Conn, now: Moment) -> Outcome<()>;
}

document_table!(policies, SHIPPED_POLICIES);
document_table!(flows, SHIPPED_FLOWS);
document_table!(service_items, SHIPPED_ITEMS);

/// The members every dated document has.
#[derive(serde::Deserialize)]
struct Head {
    code: String,
    version: i32,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

/// # Errors
/// As the database answers.
pub fn install_shipped(conn: &mut Conn, now: Moment) -> Outcome<()> {
    policies::table::install(conn, now)?;
    flows::table::install(conn, now)?;
    service_items::table::install(conn, now)?;
    laws::install(conn, now)
}

fn compile<D: Documents, T>(
    conn: &mut Conn,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Outcome<Versions<T>> {
    let mut known = Vec::new();
    for (code, version, valid_from, valid_to, document) in D::rows(conn)? {
        let rule = parse(document.text())
            .map_err(|error| Failure::internal(format!("{code} version {version}: {error}")))?;
        let written = Written::of(document.text())?;
        known.push(Arc::new(Dated { code, version, valid_from, valid_to, written, rule }));
    }
    Ok(Versions(known))
}

/// The policies that ship with the binary, for commands that need no database.
///
/// # Errors
/// A shipped document is no policy, which a test rules out.
pub fn shipped_policies() -> Outcome<Versions<Policy>> {
    let dated = |text: &&str| {
        let rule = Policy::parse(text).map_err(|problems| Failure::internal(format!("{problems:?}")))?;
        let document = rule.document();
        let (code, valid_from, valid_to) = (document.code.clone(), document.valid_from, document.valid_to);
        let version = i32::try_from(document.version).map_err(Failure::internal)?;
        let written = Written::of(text)?;
        Ok(Arc::new(Dated { code, version, valid_from, valid_to, written, rule }))
    };
    SHIPPED_POLICIES.iter().map(dated).collect::<Outcome<_>>().map(Versions)
}

/// The policies of a database that has any: the shipped ones and what was activated there.
pub fn stored_policies(conn: &mut Conn) -> Option<Versions<Policy>> {
    compile_policies(conn).ok().filter(|policies| policies.all().next().is_some())
}

/// The calendar of a database that has one.
pub fn stored_calendar(conn: &mut Conn) -> Option<Calendar> {
    let years: i64 = calendar_years::table.count().get_result(conn).ok()?;
    if years == 0 { None } else { read_calendar(conn).ok() }
}
