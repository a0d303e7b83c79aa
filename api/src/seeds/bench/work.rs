//! The cases with their acts, clocks, tables, sums and trail.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use serde_json::{Map, Value, json};
use yangguang_domain::calendar::Calendar;
use yangguang_domain::case_no::case_no;
use yangguang_domain::clock::{Unit, due};
use yangguang_domain::policy::Policy;

use super::people::{Places, Staff, VILLAGES, Villager, places};
use super::rows::{Act, BatchRow, Case, Clock, Payment, Trail, YearTotal};
use super::tables::Tables;
use super::{COUNTY, days_after, days_before, dice};
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::types::Doc;
use crate::failure::{Failure, Outcome};
use crate::ids::{ActId, AuditEntryId, BatchRowId, CaseId, ClockId, PaymentId, UserId};
use crate::rules::{Dated, Rules};

const YEARS: usize = 5;
pub const ITEM: &str = "medical-assistance";
const POLICY: &str = "medical-assistance-1";
const SCHEME: &str = "medical_assistance";
const PAPERS: [&str; 5] = ["application", "identity", "bills", "insurance_settlement", "diagnosis"];

/// Different sets of facts for households of either kind.
const ANSWERS: usize = 250;

/// How far a case has come: its stage, its outcome, and the acts up to there.
struct Way {
    stage: &'static str,
    outcome: Option<&'static str>,
    acts: usize,
}

const fn way(stage: &'static str, outcome: Option<&'static str>, acts: usize) -> Way {
    Way { stage, outcome, acts }
}

/// Act, stage before and after, days since the receipt, who (see [`Office::actor`]), outcome.
type Deed = (&'static str, &'static str, &'static str, usize, usize, Option<&'static str>);

const DEEDS: [Deed; 7] = [
    ("accept", "received", "checking", 1, 0, None),
    ("check", "checking", "checking", 5, 1, None),
    ("opine", "checking", "reviewing", 7, 1, Some("support")),
    ("review_agree", "reviewing", "batching", 9, 2, Some("agree")),
    ("submit", "batching", "examining", 15, 2, None),
    ("examine_agree", "examining", "deciding", 18, 3, Some("agree")),
    ("decide_approve", "deciding", "approved", 22, 4, Some("approve")),
];

pub struct Office {
    places: Places,
    calendar: Arc<Calendar>,
    staff: Staff,
    crowd: Vec<Villager>,
    count: usize,
    today: NaiveDate,
    policy: Arc<Dated<Policy>>,
    /// Those of urban households, then of rural.
    facts: Vec<Map<String, Value>>,
    limits: HashMap<(NaiveDate, u32), (NaiveDate, bool)>,
    seqs: HashMap<NaiveDate, u32>,
    tables: Tables,
    cases: Vec<Case>,
    acts: Vec<Act>,
    clocks: Vec<Clock>,
    trail: Vec<Trail>,
    lines: Vec<BatchRow>,
    totals: Vec<YearTotal>,
    payments: Vec<Payment>,
}

impl Office {
    pub fn open(
        rules: &Rules,
        calendar: Arc<Calendar>,
        staff: Staff,
        crowd: Vec<Villager>,
        count: usize,
        today: NaiveDate,
    ) -> Outcome<Office> {
        let facts = |number: usize| {
            let category = match dice(number, 10, 100) {
                _ if number >= ANSWERS => "rural_subsistence_ill",
                0..70 => "subsistence_ill",
                70..85 => "subsistence_unable",
                _ => "subsistence_age",
            };
            let cost = 300_000 + dice(number, 11, 4_000_000);
            let facts = json!({
                "category": category,
                "cost_fen": cost,
                "insurer_paid_fen": cost / 10 * (3 + dice(number, 12, 2)),
                "paid_this_year_fen": 0,
                "household_size": 3,
            });
            facts.as_object().cloned().unwrap_or_default()
        };
        Ok(Office {
            places: places(),
            calendar,
            staff,
            crowd,
            count,
            today,
            policy: rules.policies().on(POLICY, today)?,
            facts: (0..2 * ANSWERS).map(facts).collect(),
            limits: HashMap::new(),
            seqs: HashMap::new(),
            tables: Tables::default(),
            cases: Vec::new(),
            acts: Vec::new(),
            clocks: Vec::new(),
            trail: Vec::new(),
            lines: Vec::new(),
            totals: Vec::new(),
            payments: Vec::new(),
        })
    }

    pub fn work(&mut self, conn: &mut Conn, range: Range<usize>) -> Outcome<()> {
        for number in range {
            self.case(number)?;
        }
        self.tables.put(conn)?;
        Case::put(conn, &mut self.cases)?;
        Act::put(conn, &mut self.acts)?;
        Clock::put(conn, &mut self.clocks)?;
        BatchRow::put(conn, &mut self.lines)?;
        YearTotal::put(conn, &mut self.totals)?;
        Payment::put(conn, &mut self.payments)?;
        Ok(Trail::put(conn, &mut self.trail)?)
    }

    /// The newest third is still open, most of it waiting to be accepted; before that
    /// nearly everything was approved.
    fn way(&self, number: usize) -> Way {
        let newest = number * 100 >= self.count * 65;
        let throw = dice(number, 20, 100);
        if newest && throw < 88 {
            return match throw {
                0..60 => way("received", None, 0),
                60..66 => way("checking", None, 1),
                66..70 => way("reviewing", None, 3),
                _ => way("deciding", None, 6),
            };
        }
        match throw % 20 {
            0 => way("withdrawn", Some("withdrawn"), 1),
            1 => way("not_accepted", Some("not_accepted"), 0),
            _ => way("approved", Some("approved"), 7),
        }
    }

    fn case(&mut self, number: usize) -> Outcome<()> {
        let person = number % self.crowd.len();
        let villager = self.crowd[person];
        let way = self.way(number);
        let age = (self.count - number) * YEARS * 365 / self.count.max(1);
        // What was approved has had the time for it; what waits is of this year.
        let age = if way.outcome.is_some() { age.max(100) } else { age.min(300) };
        let received_on = days_before(self.today, age);
        let now = Moment::on(received_on);
        let town = villager.village / VILLAGES;
        let facts = &self.facts[dice(number, 13, ANSWERS) + if villager.urban { 0 } else { ANSWERS }];
        let facts = facts.clone();
        let answer = self.policy.rule.evaluate(&facts, received_on);
        let answer = answer.map_err(|problems| Failure::internal(format!("{problems:?}")))?;
        let amount = answer.amount_fen;
        let id = CaseId::new(now);
        let approved = way.stage == "approved";
        let closing = if approved { DEEDS[6].3 } else { 2 };
        let closed_on = way.outcome.map(|_| days_after(received_on, closing));
        let accepted_on = (way.acts > 0).then(|| days_after(received_on, 1));
        let (clock, limit, from) = match accepted_on {
            None => ("acceptance", 5, received_on),
            Some(day) => ("handling", 30, day),
        };
        let (due_on, provisional) = self.due(from, limit)?;
        let batch = match way.stage {
            "approved" => Some(self.tables.of_past(&self.staff, town, days_after(received_on, 15))),
            "deciding" => Some(self.tables.waiting(&self.staff, self.today)),
            _ => None,
        };
        let mut seq = self.seqs.get(&received_on).copied().unwrap_or_default();
        seq += 1;
        self.seqs.insert(received_on, seq);
        let case_no = case_no(COUNTY, "YL", received_on, seq);
        let clerk = self.staff.towns[town][0];
        self.record(
            now,
            id,
            villager.village,
            (clerk, "clerk"),
            "case.opened",
            json!({ "case_no": case_no }),
        );
        for place in 0..way.acts {
            self.act(id, villager.village, town, received_on, place, amount);
        }
        self.clocks.push(Clock {
            county: COUNTY,
            id: ClockId::new(now),
            case_id: id,
            clock,
            round: 1,
            started_on: from,
            limit_amount: i32::try_from(limit).unwrap_or_default(),
            limit_unit: "working_day",
            pauses: Doc::from(json!([])),
            due_on,
            provisional,
            stopped_on: closed_on,
            version: 1,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        let year = i16::try_from(received_on.year()).unwrap_or_default();
        if let Some((batch_id, position)) = batch {
            self.lines.push(BatchRow {
                county: COUNTY,
                id: BatchRowId::new(now),
                batch_id,
                case_id: id,
                position,
                result: if approved { "approved" } else { "pending" },
                amount_fen: Some(amount),
                created_at: now.stamp(),
                updated_at: now.stamp(),
            });
        }
        if approved && amount > 0 {
            self.grant(&villager, id, year, amount, days_after(received_on, 22));
        }
        self.cases.push(Case {
            county: COUNTY,
            id,
            case_no,
            division: self.places.village(villager.village),
            township: self.places.town(town),
            item_code: ITEM.to_owned(),
            item_version: 1,
            flow_code: SCHEME.to_owned(),
            flow_version: 1,
            policy_code: POLICY.to_owned(),
            scheme: SCHEME.to_owned(),
            applicant_person_id: villager.id,
            household_id: Some(villager.household),
            staff_kin: false,
            source: "window",
            stage: way.stage,
            outcome: way.outcome,
            round: 1,
            open_key: way.outcome.is_none().then(|| format!("{}:{ITEM}:{year}", villager.id)),
            category: facts.get("category").and_then(Value::as_str).map(str::to_owned),
            facts: Doc::from(Value::Object(facts)),
            papers: Doc::from(json!(PAPERS)),
            determination: Some(Doc::of(&answer)?),
            amount_fen: approved.then_some(amount),
            received_on,
            accepted_on,
            closed_on,
            due_on: Some(due_on),
            due_provisional: provisional,
            on_time: approved.then_some(true),
            working_days: approved.then_some(15),
            first_contact_user_id: clerk,
            batch_id: batch.map(|(id, _)| id),
            version: 1,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        Ok(())
    }

    fn act(
        &mut self,
        id: CaseId,
        village: usize,
        town: usize,
        received_on: NaiveDate,
        place: usize,
        amount: i64,
    ) {
        let (act, from_stage, to_stage, days, by, outcome) = DEEDS[place];
        let at = Moment::on(days_after(received_on, days).min(self.today));
        let actor = self.actor(town, by);
        self.acts.push(Act {
            county: COUNTY,
            id: ActId::new(at),
            case_id: id,
            seq: i32::try_from(place + 1).unwrap_or_default(),
            round: 1,
            act,
            from_stage,
            to_stage,
            actor_user_id: actor.0,
            actor_name: format!("{}员", actor.1),
            actor_role: actor.1,
            outcome,
            amount_fen: matches!(act, "examine_agree" | "decide_approve").then_some(amount),
            reasons: Doc::from(json!([])),
            note: (act == "opine").then_some("情况属实，符合条件。"),
            detail: Doc::from(json!({})),
            acted_on: at.today(),
            at: at.stamp(),
            once_key: (to_stage == "approved").then_some("close"),
            created_at: at.stamp(),
        });
        let stage = json!({ "act": act, "stage": { "before": from_stage, "after": to_stage } });
        self.record(at, id, village, actor, "case.acted", stage);
    }

    fn actor(&self, town: usize, by: usize) -> (UserId, &'static str) {
        match by {
            3 => (self.staff.examiner, "examiner"),
            4 => (self.staff.approver, "approver"),
            post => (self.staff.towns[town][post], ["clerk", "officer", "township"][post]),
        }
    }

    fn record(
        &mut self,
        at: Moment,
        id: CaseId,
        village: usize,
        (actor, role): (UserId, &'static str),
        action: &'static str,
        detail: Value,
    ) {
        self.trail.push(Trail {
            county: COUNTY,
            id: AuditEntryId::new(at),
            at: at.stamp(),
            actor_user_id: actor,
            actor_name: format!("{role}员"),
            actor_role: role,
            action,
            subject_type: "case",
            subject_id: id.to_string(),
            division: self.places.village(village),
            request_id: uuid::Uuid::new_v4().to_string(),
            detail: Doc::from(detail),
            created_at: at.stamp(),
        });
    }

    fn grant(&mut self, villager: &Villager, case_id: CaseId, year: i16, amount: i64, decided_on: NaiveDate) {
        let now = Moment::on(decided_on);
        self.totals.push(YearTotal {
            county: COUNTY,
            person_id: villager.id,
            scheme: SCHEME.to_owned(),
            year,
            paid_fen: amount,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        self.payments.push(Payment {
            county: COUNTY,
            id: PaymentId::new(now),
            month: month(days_after(decided_on, 30)),
            case_id,
            person_id: villager.id,
            payee_name: super::people::name(villager.number),
            bank_account_mask: None,
            division: self.places.village(villager.village),
            scheme: SCHEME.to_owned(),
            kind: "decided",
            amount_fen: amount,
            state: "listed",
            created_at: now.stamp(),
        });
    }

    fn due(&mut self, from: NaiveDate, amount: u32) -> Outcome<(NaiveDate, bool)> {
        if let Some(known) = self.limits.get(&(from, amount)) {
            return Ok(*known);
        }
        let limit = yangguang_domain::clock::Limit { amount, unit: Unit::WorkingDay };
        let due = due(&self.calendar, from, limit, &[]).map_err(Failure::internal)?;
        self.limits.insert((from, amount), (due.due_on, due.provisional));
        Ok((due.due_on, due.provisional))
    }
}

pub fn month(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}
