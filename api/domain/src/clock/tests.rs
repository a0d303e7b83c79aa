use super::*;
use chrono::Days;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn pause(from: &str, until: &str) -> Pause {
    Pause { from: day(from), until: Some(day(until)) }
}

fn working(amount: u32) -> Limit {
    Limit { amount, unit: Unit::WorkingDay }
}

fn due_on(from: &str, amount: u32, unit: Unit) -> NaiveDate {
    add(&Calendar::bundled(), day(from), amount, unit).expect("in range").due_on
}

#[test]
fn working_days_run_over_holidays_and_worked_weekends_as_the_notices_say() {
    for (from, amount, due) in [
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-09-18", 20, "2026-10-22"),
        ("2024-09-27", 20, "2024-10-30"),
    ] {
        assert_eq!(due_on(from, amount, Unit::WorkingDay), day(due), "{from} + {amount}");
    }
}

#[test]
fn a_due_date_explains_which_days_were_skipped_and_which_weekends_were_worked() {
    let due = due(&Calendar::bundled(), day("2026-02-10"), working(20), &[]).expect("in range");
    assert_eq!(due.explanation.counted_from, day("2026-02-11"));
    let span = |from, to, reason| {
        let holiday = (reason == SkipReason::Holiday).then(|| "春节".to_owned());
        SkippedSpan { from: day(from), to: day(to), reason, holiday }
    };
    assert_eq!(
        due.explanation.skipped,
        [
            span("2026-02-15", "2026-02-23", SkipReason::Holiday),
            span("2026-03-01", "2026-03-01", SkipReason::Weekend),
            span("2026-03-07", "2026-03-08", SkipReason::Weekend),
            span("2026-03-14", "2026-03-15", SkipReason::Weekend),
        ]
    );
    assert_eq!(due.explanation.worked_weekends, [day("2026-02-14"), day("2026-02-28")]);
    assert_eq!(due.explanation.paused, []);
    assert!(due.running && !due.provisional);
    assert!(due.explanation.rule.zh.starts_with("20个工作日"));
    assert!(due.explanation.rule.en.starts_with("20 working days,"));
}

#[test]
fn a_citizens_period_that_ends_on_a_day_off_runs_on_to_the_next_working_day() {
    for (from, amount, unit, due) in [
        // The worked examples: sixty days end on Sunday the 13th of September, and on a Saturday.
        ("2026-07-15", 60, Unit::CitizenDay, "2026-09-14"),
        ("2026-09-01", 60, Unit::CitizenDay, "2026-11-02"),
        ("2026-03-02", 7, Unit::CitizenDay, "2026-03-09"),
        // Into the days of the Spring Festival, and onto a weekend that is worked instead.
        ("2026-02-09", 7, Unit::CitizenDay, "2026-02-24"),
        ("2026-02-07", 7, Unit::CitizenDay, "2026-02-14"),
        ("2026-04-01", 6, Unit::CitizenMonth, "2026-10-08"),
    ] {
        assert_eq!(due_on(from, amount, unit), day(due), "{from} + {amount}");
    }
    // An authority's clock stays strict.
    assert_eq!(due_on("2026-07-15", 60, Unit::CalendarDay), day("2026-09-13"));
    let due = add(&Calendar::bundled(), day("2026-07-15"), 60, Unit::CitizenDay).expect("in range");
    assert_eq!(due.explanation.skipped.len(), 1);
    assert!(due.explanation.rule.zh.contains("顺延"));
}

#[test]
fn calendar_days_are_plain_dates_and_may_end_on_a_day_off() {
    assert_eq!(due_on("2026-02-10", 7, Unit::CalendarDay), day("2026-02-17"));
    assert_eq!(due_on("2026-09-30", 15, Unit::CalendarDay), day("2026-10-15"));
}

#[test]
fn months_end_on_the_same_day_or_on_the_last_day_of_a_shorter_month() {
    assert_eq!(due_on("2026-01-15", 3, Unit::Month), day("2026-04-15"));
    assert_eq!(due_on("2026-01-31", 1, Unit::Month), day("2026-02-28"));
    assert_eq!(due_on("2028-01-31", 1, Unit::Month), day("2028-02-29"));
    assert_eq!(due_on("2025-12-31", 6, Unit::Month), day("2026-06-30"));
}

#[test]
fn a_limit_of_nothing_is_due_on_the_day_it_starts() {
    for unit in [Unit::WorkingDay, Unit::CalendarDay, Unit::Month] {
        let due = add(&Calendar::bundled(), day("2027-03-06"), 0, unit).expect("in range");
        assert_eq!(due.due_on, day("2027-03-06"));
        assert_eq!(due.explanation.counted_from, day("2027-03-06"));
        assert!(!due.provisional);
    }
}

#[test]
fn a_pause_is_not_counted_and_the_day_on_which_it_ends_is() {
    let calendar = Calendar::bundled();
    // Without it: Mon 12, Tue 13, Wed 14 October.
    let monday = day("2026-10-11");
    let stood_still = pause("2026-10-13", "2026-10-15");
    let found = due(&calendar, monday, working(3), &[stood_still]).expect("in range");
    assert_eq!(found.due_on, day("2026-10-16"));
    assert_eq!(found.explanation.paused, [stood_still]);
    assert!(found.running);

    let days = Limit { amount: 3, unit: Unit::CalendarDay };
    let found = due(&calendar, monday, days, &[stood_still]).expect("in range");
    assert_eq!(found.due_on, day("2026-10-16"));

    let month = Limit { amount: 1, unit: Unit::Month };
    let found = due(&calendar, monday, month, &[stood_still]).expect("in range");
    assert_eq!(found.due_on, day("2026-11-13"));
}

#[test]
fn overlapping_pauses_stop_a_day_only_once() {
    let pauses = [pause("2026-10-13", "2026-10-16"), pause("2026-10-12", "2026-10-15")];
    let found = due(&Calendar::bundled(), day("2026-10-11"), working(1), &pauses);
    assert_eq!(found.expect("in range").due_on, day("2026-10-16"));
}

#[test]
fn an_open_pause_stops_the_clock_and_shows_the_date_that_would_hold_without_it() {
    let calendar = Calendar::bundled();
    let open = |from| Pause { from: day(from), until: None };
    let found = due(&calendar, day("2026-10-11"), working(3), &[open("2026-10-13")]).expect("in range");
    assert_eq!(found.due_on, day("2026-10-14"));
    assert!(!found.running);
    assert_eq!(found.explanation.paused, [open("2026-10-13")]);

    let too_late = due(&calendar, day("2026-10-11"), working(3), &[open("2026-10-15")]).expect("in range");
    assert!(too_late.running, "what has run out cannot be stopped");
}

#[test]
fn a_deadline_that_counts_into_a_year_without_a_notice_is_provisional() {
    let calendar = Calendar::bundled();
    let provisional =
        |from, amount, unit| add(&calendar, day(from), amount, unit).expect("in range").provisional;
    assert!(!provisional("2026-12-30", 1, Unit::WorkingDay));
    assert!(provisional("2026-12-30", 2, Unit::WorkingDay));
    assert!(provisional("2026-12-31", 1, Unit::WorkingDay));
    assert!(!provisional("2025-12-31", 1, Unit::WorkingDay));
    assert!(!provisional("2026-12-30", 30, Unit::CalendarDay), "no notice moves a plain date");
}

#[test]
fn nonsense_is_refused_with_a_code() {
    let calendar = Calendar::bundled();
    let start = day("2026-01-05");
    assert_eq!(due(&calendar, start, working(3651), &[]), Err(ClockError::TooLong(3651)));
    assert_eq!(
        due(&calendar, start, working(1), &[pause("2026-01-07", "2026-01-06")]),
        Err(ClockError::PauseReversed)
    );
    for unit in [Unit::WorkingDay, Unit::CalendarDay, Unit::Month] {
        assert_eq!(add(&calendar, NaiveDate::MAX, 1, unit), Err(ClockError::OutOfRange));
    }
    assert_eq!(ClockError::TooLong(3651).code(), "limit_too_long");
}

#[test]
fn a_pause_of_many_centuries_is_stepped_over_at_once() {
    let forever = Pause { from: day("2026-01-06"), until: Some(NaiveDate::MAX) };
    let found = due(&Calendar::bundled(), day("2026-01-05"), working(1), &[forever]);
    assert_eq!(
        found.map(|due| due.due_on),
        // No weekend, and so counted.
        Ok(NaiveDate::MAX)
    );
}

#[test]
fn units_are_read_with_a_dash_or_an_underscore_and_written_in_snake_case() {
    assert_eq!("working-day".parse(), Ok(Unit::WorkingDay));
    assert_eq!("calendar_day".parse(), Ok(Unit::CalendarDay));
    assert_eq!("month".parse(), Ok(Unit::Month));
    assert_eq!("weeks".parse::<Unit>(), Err(ClockError::Unit));
    let limit = serde_json::to_value(working(20)).expect("json");
    assert_eq!(limit, serde_json::json!({"amount": 20, "unit": "working_day"}));
}

prop_compose! {
    fn a_start()(offset in 0_u64..8000) -> NaiveDate {
        day("2004-01-01") + Days::new(offset)
    }
}

fn a_unit() -> impl Strategy<Value = Unit> {
    prop::sample::select(vec![Unit::WorkingDay, Unit::CalendarDay, Unit::Month])
}

proptest! {
    #[test]
    fn a_longer_limit_is_never_due_earlier(start in a_start(), amount in 0_u32..60, unit in a_unit()) {
        let calendar = Calendar::bundled();
        let short = add(&calendar, start, amount, unit).expect("in range").due_on;
        let long = add(&calendar, start, amount + 1, unit).expect("in range").due_on;
        prop_assert!(short < long);
    }

    #[test]
    fn a_limit_in_working_days_is_due_on_a_working_day_and_counts_back_to_itself(
        start in a_start(),
        amount in 1_u32..120,
    ) {
        let calendar = Calendar::bundled();
        let found = due(&calendar, start, working(amount), &[]).expect("in range");
        prop_assert!(calendar.is_working(found.due_on));
        prop_assert_eq!(calendar.working_days_between(start, found.due_on), i64::from(amount));
        let skipped: i64 = found
            .explanation
            .skipped
            .iter()
            .map(|span| (span.to - span.from).num_days() + 1)
            .sum();
        prop_assert_eq!((found.due_on - start).num_days(), i64::from(amount) + skipped);
        prop_assert!(found.explanation.worked_weekends.iter().all(|date| is_weekend(*date)));
    }

    #[test]
    fn pausing_some_working_days_moves_the_due_date_by_exactly_as_many(
        start in a_start(),
        amount in 1_u32..60,
        after in 1_u64..90,
        length in 0_u64..40,
    ) {
        let calendar = Calendar::bundled();
        let plain = due(&calendar, start, working(amount), &[]).expect("in range").due_on;
        let from = (start + Days::new(after)).min(plain);
        let until = from + Days::new(length);
        let stood_still = Pause { from, until: Some(until) };
        let paused = due(&calendar, start, working(amount), &[stood_still]).expect("in range").due_on;
        let (before, last) = (from - Days::new(1), until - Days::new(1));
        let lost = calendar.working_days_between(before, last);
        let lost = u32::try_from(lost).expect("not negative");
        let longer = due(&calendar, start, working(amount + lost), &[]).expect("in range").due_on;
        prop_assert_eq!(paused, longer);
    }

    #[test]
    fn a_pause_outside_the_running_time_changes_nothing(
        start in a_start(),
        amount in 1_u32..60,
        unit in a_unit(),
        length in 1_u64..40,
    ) {
        let calendar = Calendar::bundled();
        let limit = Limit { amount, unit };
        let plain = due(&calendar, start, limit, &[]).expect("in range");
        let after = plain.due_on + Days::new(1);
        let around = [
            Pause { from: start - Days::new(length), until: Some(start) },
            Pause { from: after, until: Some(after + Days::new(length)) },
        ];
        prop_assert_eq!(due(&calendar, start, limit, &around).expect("in range"), plain);
    }
}
