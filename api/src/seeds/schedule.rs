//! What happens to a case on which day, so that it stands today where its plot says.

use chrono::NaiveDate;

use super::days::{Days, at};
use super::dice::Dice;
use super::places::TOWNS;
use super::plots::{Course, Plot};
use crate::clock::Moment;

/// One thing that is done to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Open,
    /// The papers that were handed in; all of them, or some.
    HandIn {
        all: bool,
    },
    Notify,
    Accept,
    Decline,
    Withdraw,
    Check,
    Opine {
        support: bool,
    },
    /// Agreed to and posted, where the flow of the case has a notice.
    Announce,
    /// Sent into the table: after its notice, else agreed to on that day.
    Agree,
    ReturnByTownship,
    OpposeByTownship,
    Visit,
    Examine {
        agree: bool,
        changed: bool,
    },
    ReturnByCounty,
    Approve,
    Refuse,
    /// The refusal, to the applicant.
    Deliver,
}

/// The days on which each town sent its tables, the present one first; none where it has
/// not yet.
pub type Tables = [[Option<NaiveDate>; 4]; TOWNS.len()];

/// Towns that keep the present table open.
const WAITING: [usize; 2] = [0, 5];
/// Before this day of a month the present table is still that of the month before.
const MONTH_BEGINS: u32 = 10;

/// The tables of this month, or of the month before in its first days, and of three
/// months before that.
pub fn tables(days: &Days) -> Tables {
    use chrono::{Datelike, Duration};
    let today = days.today;
    let early = today.day() < MONTH_BEGINS;
    std::array::from_fn(|town| {
        let late = i64::try_from(town).unwrap_or_default();
        std::array::from_fn(|month| match (u32::try_from(month).unwrap_or_default(), early) {
            (0, _) if WAITING.contains(&town) => None,
            (0, true) => {
                let first = Days::month_before(today, 0);
                // The county has had some days for it, also on the first of the month.
                let sent = days.on_or_before(first - Duration::days(1 + late % 4));
                Some(sent.min(days.back(today, 3 + late % 4)))
            }
            (0, false) => Some(days.back(today, 3 + late % 4)),
            (month, early) => {
                let first = Days::month_before(today, month + u32::from(early));
                Some(days.on_or_after(first + Duration::days(13 + late)))
            }
        })
    })
}

pub fn sent_at(day: NaiveDate) -> Moment {
    at(day, 17 * 60 + 20)
}

/// The steps of one case, in order.
pub fn steps(dice: &mut Dice, days: &Days, tables: &Tables, plot: Plot) -> Vec<(Moment, Deed)> {
    let mut line = Line { dice, days, tables: &tables[plot.town], steps: Vec::new() };
    line.lay(plot);
    line.steps
}

struct Line<'a> {
    dice: &'a mut Dice,
    days: &'a Days<'a>,
    tables: &'a [Option<NaiveDate>; 4],
    steps: Vec<(Moment, Deed)>,
}

impl Line<'_> {
    /// In office hours of that day, and after what was done before.
    fn on(&mut self, day: NaiveDate, deed: Deed) {
        let minute = self.dice.between(8 * 60 + 35, 15 * 60 + 30);
        let wanted = at(day, minute);
        let after = self.steps.last().map(|(last, _)| last.at + chrono::Duration::minutes(minute % 17 + 3));
        let moment = after.map_or(wanted, |after| Moment::new(after.max(wanted.at)));
        self.steps.push((moment, deed));
    }

    fn ago(&self, many: i64) -> NaiveDate {
        self.days.back(self.days.yesterday(), many)
    }

    fn lay(&mut self, plot: Plot) {
        match plot.course {
            Course::Received { complete } => {
                let day = self.dice.between(0, 3);
                let day = self.ago(day);
                self.on(day, Deed::Open);
                self.on(day, Deed::HandIn { all: complete });
            }
            Course::Supplementing => {
                let day = self.dice.between(2, 12);
                let day = self.ago(day);
                self.notified(day);
            }
            Course::NotAccepted => {
                let day = self.dice.between(6, 50);
                let day = self.ago(day);
                self.on(day, Deed::Open);
                self.on(self.days.ahead(day, 2), Deed::Decline);
            }
            Course::Withdrawn { accepted } => {
                let day = self.dice.between(12, 50);
                let day = self.ago(day);
                if accepted {
                    self.intake(day, 1, false);
                } else {
                    self.notified(day);
                }
                self.on(self.days.ahead(day, 4), Deed::Withdraw);
            }
            Course::Checking { accepted, checked } => {
                let day = self.ago(accepted);
                self.intake(day, 1, false);
                if checked {
                    self.on(self.days.ahead(day, 2), Deed::Check);
                }
            }
            Course::Reviewing => {
                let day = self.dice.between(0, 2);
                let day = self.ago(day);
                self.township(day, true);
            }
            Course::ReturnedByTownship => {
                self.township(self.ago(2), true);
                self.on(self.ago(1), Deed::ReturnByTownship);
            }
            Course::Batching => self.gathered(),
            Course::Examining
            | Course::Deciding { .. }
            | Course::Approved { .. }
            | Course::ApprovedAtLast { .. }
            | Course::RefusedByCounty { .. }
            | Course::OpposedByTownship
            | Course::ReturnedByCounty => self.county(plot),
        }
    }

    fn county(&mut self, plot: Plot) {
        match plot.course {
            Course::Examining => {
                self.sent_with(0, false, false);
            }
            Course::Deciding { recommended, visited } => {
                let sent = self.sent_with(0, false, false);
                if visited {
                    self.on(self.days.ahead(sent, 1), Deed::Visit);
                }
                self.on(self.days.ahead(sent, 2), Deed::Examine { agree: recommended, changed: false });
            }
            Course::Approved { month, supplemented, late, changed } => {
                let sent = self.sent_with(month, supplemented, late);
                self.decided(sent, plot.kin, changed, Deed::Approve);
            }
            Course::RefusedByCounty { month } => {
                let sent = self.sent_with(month, false, false);
                self.decided(sent, plot.kin, false, Deed::Refuse);
            }
            Course::OpposedByTownship => {
                let sent = self.reviewed(1, false, false, false);
                self.decided(sent, plot.kin, false, Deed::Refuse);
            }
            Course::ReturnedByCounty => {
                let sent = self.sent_with(0, false, false);
                self.on(self.days.ahead(sent, 2), Deed::ReturnByCounty);
            }
            Course::ApprovedAtLast { month } => {
                let sent = self.sent_with(month, false, false);
                self.on(self.days.ahead(sent, 2), Deed::ReturnByCounty);
                if self.days.shows() {
                    let announced = self.days.ahead(sent, 4);
                    self.on(self.days.ahead(sent, 3), Deed::Check);
                    self.on(announced, Deed::Opine { support: true });
                    self.on(announced, Deed::Announce);
                    self.on(self.days.after_notice(announced), Deed::Agree);
                } else {
                    self.on(self.days.ahead(sent, 5), Deed::Check);
                    self.on(self.days.ahead(sent, 6), Deed::Opine { support: true });
                    self.on(self.days.ahead(sent, 8), Deed::Agree);
                }
                let again = self.tables[month - 1].unwrap_or(self.days.today);
                self.decided(again, plot.kin, false, Deed::Approve);
            }
            _ => {}
        }
    }

    /// Opened and told what is missing on the same day.
    fn notified(&mut self, day: NaiveDate) {
        self.on(day, Deed::Open);
        self.on(day, Deed::HandIn { all: false });
        self.on(day, Deed::Notify);
    }

    /// Accepted on `day`, received so many working days before.
    fn intake(&mut self, day: NaiveDate, before: i64, supplemented: bool) {
        let received = self.days.back(day, before);
        if supplemented {
            self.notified(received);
            self.on(day, Deed::HandIn { all: true });
        } else {
            self.on(received, Deed::Open);
            self.on(received, Deed::HandIn { all: true });
        }
        self.on(day, Deed::Accept);
    }

    /// With its preliminary opinion on `day`.
    fn township(&mut self, day: NaiveDate, support: bool) {
        let checked = self.dice.between(1, 3);
        let checked = self.days.back(day, checked);
        let accepted = self.dice.between(1, 4);
        let before = self.dice.between(0, 2);
        self.intake(self.days.back(checked, accepted), before, false);
        self.on(checked, Deed::Check);
        self.on(day, Deed::Opine { support });
    }

    /// Agreed to after the last table was sent.
    fn gathered(&mut self) {
        let after = self.tables.iter().flatten().max().copied().unwrap_or(self.days.today);
        let many = self.dice.between(0, 2);
        let agreed = self.ago(many).max(self.days.ahead(after, 1));
        if self.days.shows() {
            let announced = self.days.before_notice(agreed);
            self.township(self.days.back(announced, 1), true);
            self.on(announced, Deed::Announce);
        } else {
            self.township(self.days.back(agreed, 1), true);
        }
        self.on(agreed, Deed::Agree);
    }

    /// Agreed to in time for the table of that month; the day on which it was sent.
    fn sent_with(&mut self, month: usize, supplemented: bool, late: bool) -> NaiveDate {
        self.reviewed(month, supplemented, late, true)
    }

    /// The same, agreed to or not.
    fn reviewed(&mut self, month: usize, supplemented: bool, late: bool, support: bool) -> NaiveDate {
        let sent = self.tables[month].unwrap_or(self.days.today);
        // After the table before, which would have taken it; the first has none before it.
        let first = match self.tables.get(month + 1).copied().flatten() {
            Some(before) => self.days.ahead(before, 1),
            None => self.days.on_or_after(Days::month_before(sent, 0)),
        };
        let back = self.dice.between(0, 4);
        let agreed = self.days.back(sent, back).max(first).min(sent);
        let announced = (support && self.days.shows()).then(|| self.days.before_notice(agreed));
        let opined = self.days.back(announced.unwrap_or(agreed), 1);
        let back = self.dice.between(1, 2);
        let checked = self.days.back(opined, back);
        let taken = if late { 24 } else { self.dice.between(1, 4) };
        let before = if supplemented { 4 } else { self.dice.between(0, 2) };
        self.intake(self.days.back(checked, taken), before, supplemented);
        self.on(checked, Deed::Check);
        self.on(opined, Deed::Opine { support });
        if let Some(announced) = announced {
            self.on(announced, Deed::Announce);
        }
        self.on(agreed, if support { Deed::Agree } else { Deed::OpposeByTownship });
        sent
    }

    fn decided(&mut self, sent: NaiveDate, kin: bool, changed: bool, deed: Deed) {
        if kin {
            self.on(self.days.ahead(sent, 1), Deed::Visit);
        }
        let agree = deed == Deed::Approve;
        self.on(self.days.ahead(sent, 2), Deed::Examine { agree, changed });
        let many = self.dice.between(4, 6);
        self.on(self.days.ahead(sent, many), deed);
        if deed == Deed::Refuse {
            self.on(self.days.ahead(sent, many + 2), Deed::Deliver);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeds::plots::plots;
    use yangguang_domain::calendar::Calendar;

    /// Through holidays, make-up workdays and the turns of months and years, known and not.
    #[test]
    fn whatever_the_day_every_case_has_come_where_it_stands_before_it() {
        let calendar = Calendar::bundled();
        let first = NaiveDate::from_ymd_opt(2025, 12, 28).expect("a day");
        for today in first.iter_days().step_by(3).take(170) {
            let days = Days { calendar: &calendar, today };
            let tables = tables(&days);
            for plot in plots() {
                let told = |what: &str| format!("{today} {plot:?}: {what}");
                let steps = steps(&mut Dice::new(7), &days, &tables, plot);
                assert!(steps.windows(2).all(|pair| pair[0].0.at < pair[1].0.at), "{}", told("order"));
                assert!(steps.iter().all(|(at, _)| at.today() < today), "{}", told("before today"));
                let sent = tables[plot.town].iter().flatten().map(|day| sent_at(*day).at);
                let sent: Vec<_> = sent.collect();
                for (place, (agreed, _)) in
                    steps.iter().enumerate().filter(|(_, (_, deed))| *deed == Deed::Agree)
                {
                    let taken = sent.iter().filter(|sent| **sent > agreed.at).min();
                    match (steps.get(place + 1), plot.course) {
                        (Some((next, _)), _) => {
                            assert!(taken.is_some_and(|sent| *sent < next.at), "{}", told("sent up"));
                        }
                        (None, Course::Examining) => assert!(taken.is_some(), "{}", told("sent up")),
                        (None, _) => assert!(taken.is_none(), "{}", told("not sent up")),
                    }
                }
            }
        }
    }
}
