//! The 120 cases by town and by how far each has come.

use super::facts::Size;
use super::places::TOWNS;

/// How far a case comes. `month` counts the tables back from the present one, which is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Some with all papers, some without.
    Received {
        complete: bool,
    },
    Supplementing,
    /// Accepted so many working days ago.
    Checking {
        accepted: i64,
        checked: bool,
    },
    /// The leader sent it back for another check.
    ReturnedByTownship,
    /// The county sent a row of the present table back.
    ReturnedByCounty,
    Reviewing,
    Batching,
    Examining,
    Deciding {
        recommended: bool,
        visited: bool,
    },
    Approved {
        month: usize,
        supplemented: bool,
        late: bool,
        changed: bool,
    },
    /// Returned by the county, and approved with the table after.
    ApprovedAtLast {
        month: usize,
    },
    RefusedByCounty {
        month: usize,
    },
    /// The township is against it; the county refuses it with the table of the month before.
    OpposedByTownship,
    NotAccepted,
    Withdrawn {
        accepted: bool,
    },
}

#[derive(Debug, Clone, Copy)]
pub struct Plot {
    pub town: usize,
    pub course: Course,
    pub size: Size,
    /// The household is kin of staff.
    pub kin: bool,
    /// The applicant of the plot before has another case.
    pub again: bool,
}

/// The handling limit is 30 working days.
const OVERDUE: i64 = 34;
const NEARLY_DUE: [(usize, i64); 3] = [(0, 29), (1, 28), (3, 28)];

/// How many of a course each town has.
const RECEIVED: [usize; TOWNS.len()] = [3, 2, 2, 1, 1, 1];
const SUPPLEMENTING: [usize; TOWNS.len()] = [2, 1, 1, 1, 1, 1];
const CHECKING: [usize; TOWNS.len()] = [2, 1, 1, 0, 1, 1];
const REVIEWING: [usize; TOWNS.len()] = [2, 1, 1, 1, 1, 1];
/// The towns without a row at the county have not sent the present table yet.
const BATCHING: [usize; TOWNS.len()] = [3, 0, 1, 0, 0, 3];
const EXAMINING: [usize; TOWNS.len()] = [0, 2, 2, 2, 2, 0];
const DECIDING: [usize; TOWNS.len()] = [0, 1, 1, 0, 1, 0];
const NOT_ACCEPTED: [usize; TOWNS.len()] = [1, 1, 0, 1, 0, 1];
const WITHDRAWN: [usize; TOWNS.len()] = [1, 1, 1, 0, 1, 1];
const OPPOSED_BY_TOWNSHIP: [usize; TOWNS.len()] = [1, 0, 1, 1, 0, 1];
/// Approved with each month's table.
const APPROVED: [usize; TOWNS.len()] = [4, 2, 2, 2, 2, 2];
const MONTHS: usize = 3;

pub fn plots() -> Vec<Plot> {
    let mut plots = Vec::new();
    let mut add = |town: usize, course: Course| plots.push(plain(town, course));
    for town in 0..TOWNS.len() {
        (0..RECEIVED[town]).for_each(|n| add(town, Course::Received { complete: n % 2 == 0 }));
        (0..SUPPLEMENTING[town]).for_each(|_| add(town, Course::Supplementing));
        (0..CHECKING[town]).for_each(|n| {
            let accepted = 2 + 4 * i64::try_from(n).unwrap_or_default();
            add(town, Course::Checking { accepted, checked: n % 2 == 1 });
        });
        (0..REVIEWING[town]).for_each(|_| add(town, Course::Reviewing));
        (0..BATCHING[town]).for_each(|_| add(town, Course::Batching));
        (0..EXAMINING[town]).for_each(|_| add(town, Course::Examining));
        (0..DECIDING[town]).for_each(|_| add(town, Course::Deciding { recommended: true, visited: false }));
        (0..NOT_ACCEPTED[town]).for_each(|_| add(town, Course::NotAccepted));
        (0..WITHDRAWN[town]).for_each(|_| add(town, Course::Withdrawn { accepted: town % 2 == 0 }));
        (0..OPPOSED_BY_TOWNSHIP[town]).for_each(|_| add(town, Course::OpposedByTownship));
        for month in 1..=MONTHS {
            (0..APPROVED[town] - told_apart(town, month)).for_each(|n| {
                let supplemented = (town + month + n) % 4 == 0;
                let changed = (town + month + n) % 5 == 1;
                add(town, Course::Approved { month, supplemented, late: false, changed });
            });
        }
    }
    for (town, accepted) in NEARLY_DUE {
        plots.push(plain(town, Course::Checking { accepted, checked: true }));
    }
    plots.extend(singular());
    plots
}

fn plain(town: usize, course: Course) -> Plot {
    Plot { town, course, size: Size::Plausible, kin: false, again: false }
}

fn approved(month: usize) -> Course {
    Course::Approved { month, supplemented: false, late: false, changed: false }
}

/// What each of the others shows.
fn singular() -> Vec<Plot> {
    let small = |town, month| Plot { size: Size::Small, ..plain(town, Course::RefusedByCounty { month }) };
    let kin = |town, course| Plot { kin: true, ..plain(town, course) };
    vec![
        // The year's cap is reached with the second case of one person, and by one at once.
        Plot { size: Size::NearCap, ..plain(0, approved(3)) },
        Plot { size: Size::Cap, again: true, ..plain(0, approved(1)) },
        Plot { size: Size::Cap, ..plain(3, approved(2)) },
        Plot { size: Size::Guide, ..plain(0, approved(1)) },
        plain(0, Course::Checking { accepted: OVERDUE, checked: true }),
        plain(0, Course::ReturnedByTownship),
        plain(2, Course::ReturnedByCounty),
        plain(4, Course::Approved { month: 2, supplemented: true, late: true, changed: false }),
        plain(0, Course::ApprovedAtLast { month: 2 }),
        plain(3, Course::ApprovedAtLast { month: 3 }),
        plain(5, Course::ApprovedAtLast { month: 2 }),
        small(0, 2),
        small(1, 1),
        small(3, 3),
        small(4, 1),
        // The first decisions of the present month.
        plain(2, approved(0)),
        plain(3, approved(0)),
        Plot { size: Size::Cap, ..plain(3, approved(0)) },
        // Kin of staff: visited and approved, visited, and waiting for the visit.
        kin(1, approved(2)),
        kin(0, approved(1)),
        kin(2, Course::Deciding { recommended: true, visited: true }),
        kin(4, Course::Deciding { recommended: true, visited: false }),
        kin(2, Course::Examining),
        Plot { size: Size::Small, ..plain(3, Course::Deciding { recommended: false, visited: false }) },
    ]
}

/// How many of a town's approved cases of a month are among the singular ones.
fn told_apart(town: usize, month: usize) -> usize {
    let of_month = |plot: &Plot| match plot.course {
        Course::Approved { month: own, .. } => own == month,
        Course::ApprovedAtLast { month: first } => first == month + 1,
        _ => false,
    };
    singular().iter().filter(|plot| plot.town == town && of_month(plot)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_120_cases() {
        assert_eq!(plots().len(), 120);
    }
}
