//! Monthly allowances of some fifty households, and what some persons have beside them: applied
//! for, confirmed, listed month by month, computed anew when the standard rose; some wait for
//! something.

use chrono::{Duration, NaiveDate};
use serde_json::{Map, Value};
use yangguang_domain::clock::{Limit, Unit, due};

use super::days::{Days, at};
use super::hearings;
use super::kinds::{Kind, SUBSISTENCE, Wish, wishes};
use super::people::{Family, income_fen};
use super::story::Teller;
use super::words;
use crate::actor::Actor;
use crate::app::Tx;
use crate::cases::{
    self, CheckKind, Conclusion, DecisionOutcome, NewCase, NewCheck, NewDecision, NewDelivery,
    NewExamination, NewObjection, NewOpinion, NewPosting, NewReport, NewReview, Opinion, Papers, Reason,
    Relative, ReviewOutcome, Ruling, ServiceWay, Source, acts, edit, further,
};
use crate::clock::Moment;
use crate::codes::Language;
use crate::entitlements::{self, ActKind, ChangeKind, ChangeOutcome, NewRecalculation, NewRoll};
use crate::failure::{Failure, Outcome};
use crate::ids::{CaseId, PersonId};
use crate::persons::Category;

/// Every so many of the households that are poor enough.
const EVERY: usize = 2;
/// The first applied so many days ago, the last so many.
const APPLIED: (i64, i64) = (416, 60);
/// Days from the application to the check and the review, which is posted the same day; and from
/// the report to the county to the examination and the decision.
const CHECK: i64 = 5;
const REVIEW: i64 = 9;
const EXAMINE: i64 = 3;
const DECIDE: i64 = 6;
const DELIVER: i64 = 8;
/// The present notice was posted for a household that applied so many days ago; of another, that
/// applied earlier, the village had something to say.
const POSTED: i64 = 13;
const OBJECTED: i64 = 27;
const OVER: i64 = 24;
/// How many days a preliminary notice hangs.
const NOTICE: Limit = Limit { amount: 7, unit: Unit::CitizenDay };
/// So many days ago the new standard was applied to all.
const RECALCULATED: i64 = 75;
/// Of those who applied the one whose benefit was ended, and who was told.
const ENDED: usize = 17;
/// Above this a month and member nobody applies, fen.
const POOR: i64 = 84_000;

#[derive(Debug, Clone, Copy)]
enum Event {
    Apply(usize),
    Check(usize),
    Review(usize),
    Object(usize),
    Report(usize),
    Refuse(usize),
    Deliver(usize),
    Examine(usize),
    Decide(usize),
    Roll,
    Recalculate,
    Confirm,
    Propose(usize, ChangeKind),
    Invite(usize),
    Hear(usize),
    Show(usize),
    Serve(usize),
}

struct Tale {
    family: usize,
    applicant: PersonId,
    kind: &'static Kind,
    facts: Map<String, Value>,
    case: Option<CaseId>,
}

/// How many applied.
pub fn tell(teller: &mut Teller, days: &Days, people: &[Vec<PersonId>]) -> Outcome<usize> {
    let poor = |(number, family): (usize, &Family)| {
        let size = i64::try_from(family.members.len()).unwrap_or(1);
        let income = income_fen(i64::try_from(number).unwrap_or_default(), family)?;
        let subsistence = [Category::UrbanSubsistence, Category::RuralSubsistence].contains(&family.category);
        (subsistence && family.kin.is_none() && income < POOR * size).then_some(number)
    };
    let families = teller.families.iter().enumerate().filter_map(poor).step_by(EVERY);
    let of_household = |family| Wish { family, member: 0, kind: &SUBSISTENCE, facts: Map::new() };
    let mut all: Vec<Wish> = families.map(of_household).collect();
    let households = all.len();
    all.extend(wishes(teller.families));
    let tale = |Wish { family, member, kind, facts }| {
        let applicant = people[family][member];
        Tale { family, applicant, kind, facts, case: None }
    };
    let mut tales: Vec<Tale> = all.into_iter().map(tale).collect();
    let towns: Vec<usize> = tales.iter().map(|tale| teller.families[tale.family].town).collect();
    let mut all = events(days, &towns[..households]);
    for (place, tale) in tales.iter().enumerate().skip(households) {
        all.extend(confirmed(days, place, tale.family, teller.families.len()));
    }
    // What a holiday pushed to today or later has not happened yet.
    all.retain(|(moment, _)| moment.today() < days.today);
    all.sort_by_key(|(moment, _)| moment.at);
    for (moment, event) in all {
        happen(teller, &mut tales, event, moment)?;
    }
    Ok(tales.len())
}

fn events(days: &Days, towns: &[usize]) -> Vec<(Moment, Event)> {
    let mut events = Vec::new();
    let many = towns.len();
    // Of the first town one that may be sent up: its notice is over.
    let over = (0..many.saturating_sub(5)).rev().find(|tale| towns[*tale] == 0);
    let count = i64::try_from(many).unwrap_or(1).max(1);
    for (tale, number) in (0..many).zip(0_i64..) {
        let ago = match count - number {
            1 => POSTED,
            2 => OBJECTED,
            _ if Some(tale) == over => OVER,
            _ => APPLIED.0 - (APPLIED.0 - APPLIED.1) * number / count,
        };
        let applied = days.today - Duration::days(ago);
        let mut then = |from: NaiveDate, after: i64, minute: i64, event: Event| {
            let day = days.on_or_after(from + Duration::days(after));
            events.push((at(day, minute + number % 60), event));
        };
        then(applied, 0, 9 * 60, Event::Apply(tale));
        then(applied, CHECK, 10 * 60, Event::Check(tale));
        then(applied, REVIEW, 11 * 60, Event::Review(tale));
        let reported = reported(days, applied);
        match count - number {
            1 => {}
            _ if Some(tale) == over => {}
            2 => then(applied, REVIEW + 4, 15 * 60, Event::Object(tale)),
            // These two wait at the county.
            3 | 4 => {
                then(reported, 0, 9 * 60, Event::Report(tale));
                if count - number == 4 {
                    then(reported, EXAMINE, 15 * 60, Event::Examine(tale));
                }
            }
            // Not confirmed, and told within three working days.
            5 => {
                then(reported, 0, 9 * 60, Event::Report(tale));
                then(reported, EXAMINE, 15 * 60, Event::Examine(tale));
                then(reported, DECIDE, 16 * 60, Event::Refuse(tale));
                then(reported, DELIVER, 10 * 60, Event::Deliver(tale));
            }
            _ => {
                then(reported, 0, 9 * 60, Event::Report(tale));
                then(reported, EXAMINE, 15 * 60, Event::Examine(tale));
                then(reported, DECIDE, 16 * 60, Event::Decide(tale));
            }
        }
    }
    for month in 0..13 {
        let day = days.on_or_after(Days::month_before(days.today, month) + Duration::days(7));
        if day < days.today {
            events.push((at(day, 17 * 60), Event::Roll));
        }
    }
    let mut county = |ago: i64, minute: i64, event: Event| {
        let day: NaiveDate = days.on_or_after(days.today - Duration::days(ago));
        events.push((at(day.min(days.yesterday()), minute), event));
    };
    county(RECALCULATED, 9 * 60, Event::Recalculate);
    county(RECALCULATED - 1, 10 * 60, Event::Confirm);
    county(40, 9 * 60, Event::Propose(5, ChangeKind::Suspend));
    county(40, 9 * 60 + 5, Event::Propose(8, ChangeKind::Grace));
    county(40, 9 * 60 + 7, Event::Propose(ENDED, ChangeKind::End));
    for (minute, tale) in [(0, 5), (5, 8), (10, ENDED)] {
        county(40, 9 * 60 + 10 + minute, Event::Invite(tale));
        county(39, 9 * 60 + 30 + minute, Event::Hear(tale));
    }
    county(39, 10 * 60, Event::Confirm);
    county(37, 10 * 60, Event::Serve(ENDED));
    // The first of the destitute: heard, and the end hangs in the village.
    county(6, 9 * 60, Event::Propose(many, ChangeKind::End));
    county(6, 9 * 60 + 10, Event::Invite(many));
    county(5, 9 * 60 + 10, Event::Hear(many));
    county(4, 9 * 60 + 10, Event::Show(many));
    county(3, 9 * 60, Event::Propose(11, ChangeKind::End));
    county(3, 9 * 60 + 10, Event::Invite(11));
    county(2, 9 * 60, Event::Propose(14, ChangeKind::Suspend));
    events
}

/// The first working day after the notice of one that applied on a day.
fn reported(days: &Days, applied: NaiveDate) -> NaiveDate {
    let posted = days.on_or_after(applied + Duration::days(REVIEW));
    let over = due(days.calendar, posted, NOTICE, &[]).map_or(posted, |due| due.due_on);
    days.on_or_after(over + Duration::days(1))
}

/// The whole course of one that is granted; the households were registered in the order of their
/// numbers, and nobody applies before.
fn confirmed(days: &Days, tale: usize, family: usize, families: usize) -> Vec<(Moment, Event)> {
    let part = i64::try_from(family * 1_000 / families.max(1)).unwrap_or_default();
    let applied = days.today - Duration::days(APPLIED.0 - (APPLIED.0 - APPLIED.1) * part / 1_000);
    let minute = i64::try_from(tale % 60).unwrap_or_default();
    let reported = reported(days, applied);
    let then = |(from, after, hour, event): (NaiveDate, i64, i64, Event)| {
        (at(days.on_or_after(from + Duration::days(after)), hour * 60 + minute), event)
    };
    let course = [
        (applied, 0, 9, Event::Apply(tale)),
        (applied, CHECK, 10, Event::Check(tale)),
        (applied, REVIEW, 11, Event::Review(tale)),
        (reported, 0, 9, Event::Report(tale)),
        (reported, EXAMINE, 15, Event::Examine(tale)),
        (reported, DECIDE, 16, Event::Decide(tale)),
    ];
    course.map(then).to_vec()
}

fn happen(teller: &mut Teller, tales: &mut [Tale], event: Event, now: Moment) -> Outcome<()> {
    let staff = teller.staff;
    let (examiner, approver) = (&staff.examiners[0], &staff.approvers[0]);
    match event {
        Event::Apply(tale) => apply(teller, &mut tales[tale], now),
        Event::Check(tale) | Event::Review(tale) | Event::Object(tale) | Event::Report(tale) => {
            township(teller, &tales[tale], event, now)
        }
        Event::Deliver(tale) => {
            let case = opened(&tales[tale])?;
            let clerk = &staff.teams[teller.families[tales[tale].family].town].clerk;
            let new = NewDelivery { on: now.today(), way: ServiceWay::InPerson, received_by: None };
            teller.on(case, clerk, now, |tx, version| further::deliver(tx, case, version, &new))
        }
        Event::Examine(tale) => {
            let new = NewExamination {
                outcome: ReviewOutcome::Agree,
                amount_fen: None,
                reasons: Vec::new(),
                note: None,
            };
            rule(teller, &tales[tale], examiner, now, Ruling::Examined(new))
        }
        Event::Decide(tale) | Event::Refuse(tale) => {
            let refused = matches!(event, Event::Refuse(_));
            let reason = Reason { field: None, text: words::MEANS.to_owned() };
            let new = NewDecision {
                outcome: if refused { DecisionOutcome::Refuse } else { DecisionOutcome::Approve },
                amount_fen: None,
                reasons: refused.then_some(reason).into_iter().collect(),
                note: None,
            };
            rule(teller, &tales[tale], approver, now, Ruling::Decided(new))
        }
        Event::Roll => {
            let new = NewRoll { month: now.today().format("%Y-%m").to_string() };
            teller.does(examiner, now, |tx| entitlements::roll(tx, &new)).map(|_| ())
        }
        Event::Recalculate => {
            let new = NewRecalculation {
                policy_code: None,
                division: None,
                from_month: Days::month_before(now.today(), 2).format("%Y-%m").to_string(),
                reason: Some("低保标准调整，按新标准重新计算。".to_owned()),
            };
            match teller.does(examiner, now, |tx| entitlements::propose_all(tx, Language::Zh, &new)) {
                // No standard rose in those months.
                Err(Failure::Refused(refusal)) if refusal.code == "nothing_changes" => Ok(()),
                done => done.map(|_| ()),
            }
        }
        Event::Confirm => {
            let decide = |tx: &mut Tx| {
                let items = entitlements::waiting(&mut tx.view(), 500)?;
                let new = entitlements::NewDecision { items, outcome: ChangeOutcome::Confirm, reason: None };
                entitlements::decide(tx, Language::Zh, &new)
            };
            teller.does(approver, now, decide).map(|_| ())
        }
        Event::Propose(tale, kind) => {
            let (case, town) = (opened(&tales[tale])?, teller.families[tales[tale].family].town);
            hearings::propose(teller, case, town, kind, now)
        }
        Event::Invite(tale) | Event::Hear(tale) | Event::Show(tale) | Event::Serve(tale) => {
            let tale = &tales[tale];
            let (case, town) = (opened(tale)?, teller.families[tale.family].town);
            let act = match event {
                Event::Invite(_) => ActKind::Invite,
                Event::Hear(_) => ActKind::Hear,
                Event::Show(_) => ActKind::Post,
                _ => ActKind::Serve,
            };
            hearings::about(teller, case, (town, tale.applicant), act, now)
        }
    }
}

fn apply(teller: &mut Teller, tale: &mut Tale, now: Moment) -> Outcome<()> {
    let families = teller.families;
    let clerk = &teller.staff.teams[families[tale.family].town].clerk;
    let new = NewCase {
        item_code: tale.kind.item.to_owned(),
        applicant_person_id: Some(tale.applicant),
        applicant_citizen_id: None,
        happened_in: None,
        household_id: None,
        facts: tale.facts.clone(),
        source: Source::Window,
        bills: Vec::new(),
        consent: Some(teller.consent(clerk, tale.applicant, now)?),
    };
    let case = teller.does(clerk, now, |tx| cases::open(tx, &new))?.id;
    let papers = Papers { present: tale.kind.papers.iter().map(|paper| (*paper).to_owned()).collect() };
    teller.on(case, clerk, now, |tx, version| edit::papers(tx, case, version, &papers))?;
    teller.on(case, clerk, now, |tx, version| acts::accept(tx, case, version))?;
    tale.case = Some(case);
    Ok(())
}

fn opened(tale: &Tale) -> Outcome<CaseId> {
    tale.case.ok_or_else(|| Failure::internal("a case that was not opened"))
}

fn township(teller: &mut Teller, tale: &Tale, event: Event, now: Moment) -> Outcome<()> {
    let case = opened(tale)?;
    let town = teller.families[tale.family].town;
    let team = &teller.staff.teams[town];
    let posting = cases::find_row(teller.conn, &team.leader, case)?.stage == "posting";
    match event {
        Event::Review(_) => {
            let new = NewReview { outcome: ReviewOutcome::Agree, reasons: Vec::new(), note: None };
            teller.on(case, &team.leader, now, |tx, version| acts::review(tx, case, version, &new))?;
            return post(teller, case, town, now);
        }
        Event::Object(_) => {
            let new = NewObjection { on: now.today(), text: words::OBJECTED.to_owned() };
            return teller
                .on(case, &team.officers[0], now, |tx, version| further::object(tx, case, version, &new));
        }
        // What has no notice went up with the review.
        Event::Report(_) if !posting => return Ok(()),
        Event::Report(_) => {
            let new = NewReport { note: None };
            return teller
                .on(case, &team.leader, now, |tx, version| further::report(tx, case, version, &new));
        }
        _ => {}
    }
    if teller.asks_county(case)? {
        teller.information_check(case, town, now)?;
    }
    let findings = tale.kind.findings.unwrap_or_else(|| *teller.dice.of(words::FINDINGS_VISIT)).to_owned();
    let new = NewCheck {
        kind: CheckKind::HomeVisit,
        on: now.today(),
        officers: team.officers.iter().filter_map(|officer| officer.user).collect(),
        findings,
        conclusion: Conclusion::Confirmed,
        family: Some(Relative { name: words::PRESENT.0.to_owned(), relation: words::PRESENT.1.to_owned() }),
        family_absent: None,
    };
    teller.on(case, &team.officers[0], now, |tx, version| acts::check(tx, case, version, &new))?;
    let new =
        NewOpinion { opinion: Opinion::Support, text: tale.kind.opinion.to_owned(), reasons: Vec::new() };
    teller.on(case, &team.officers[0], now, |tx, version| acts::opine(tx, case, version, &new))
}

/// On the board of the village, where there is a notice.
fn post(teller: &mut Teller, case: CaseId, town: usize, now: Moment) -> Outcome<()> {
    let officer = &teller.staff.teams[town].officers[0];
    if cases::find_row(teller.conn, officer, case)?.stage != "posting" {
        return Ok(());
    }
    let new = NewPosting { place: words::POSTED_AT.to_owned() };
    teller.on(case, officer, now, |tx, version| further::post(tx, case, version, &new))
}

fn rule(teller: &mut Teller, tale: &Tale, actor: &Actor, now: Moment, ruling: Ruling) -> Outcome<()> {
    let case = opened(tale)?;
    teller.on(case, actor, now, |tx, version| cases::rule(tx, case, version, ruling))
}
