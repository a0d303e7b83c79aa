//! Digit groups read as one number, and what stands around them.

use super::Group;
use super::fold::Script;
use super::joint::Joint;
use super::notice::{self, Words};
use crate::disclosure::Landlines;

/// Groups in a row, read as one number.
#[derive(Debug, Default, Clone)]
pub(super) struct Chain {
    pub digits: String,
    /// Digits of each part between two joints.
    pub sizes: Vec<usize>,
    /// Between the parts.
    pub joints: Vec<Joint>,
    /// A letter stands for a digit in it.
    pub alike: bool,
    /// Digits of words, or of more than one script without a joint: where such a number ends
    /// is less sure.
    pub motley: bool,
    /// Of its last group.
    pub script: Option<Script>,
}

/// What stands around a chain.
pub(super) struct Around<'a> {
    pub words: &'a Words,
    pub joint_before: Joint,
    pub joint_after: Joint,
    /// A unit of money follows.
    pub unit_after: bool,
    /// The digits are a sum of money by their unit or their currency.
    pub sum: bool,
    /// The digits are the places of a decimal.
    pub fraction: bool,
    pub landlines: Landlines,
}

impl Around<'_> {
    /// Not one of a row that the joint goes on with. A row of a table or a column of
    /// figures has neighbours of any kind; the last cell of a row has the next row's.
    pub(super) fn alone(&self, joint: Joint) -> bool {
        let neighbours = [self.joint_before, self.joint_after];
        match joint {
            Joint::Line => neighbours.iter().all(|other| *other == Joint::Apart),
            Joint::Cell => neighbours.iter().all(|other| matches!(other, Joint::Apart | Joint::Line)),
            joint if joint.adds() => !neighbours.iter().any(|other| other.adds()),
            joint => !neighbours.contains(&joint),
        }
    }
}

impl Chain {
    pub(super) fn push(&mut self, group: &Group) {
        let count = group.digits.len();
        match (group.joint, self.sizes.last_mut()) {
            (Joint::Touching, Some(last)) => *last += count,
            (_, None) => self.sizes.push(count),
            (joint, Some(_)) => {
                self.sizes.push(count);
                self.joints.push(joint);
            }
        }
        self.digits.push_str(&group.digits);
        self.alike |= group.is_alike();
        self.motley |= group.script == Script::Word
            || self.script.is_some_and(|before| before != group.script && group.joint == Joint::Touching);
        self.script = Some(group.script);
    }

    pub(super) fn is_whole(&self) -> bool {
        self.sizes.len() == 1
    }

    /// Ends of lines and cells that it goes across.
    pub(super) fn breaks(&self) -> usize {
        self.joints.iter().filter(|joint| joint.breaks()).count()
    }

    /// All joints alike; an area or a country code may stand in brackets.
    pub(super) fn uniform(&self) -> Option<Joint> {
        let last = *self.joints.last()?;
        let even = |joints: &[Joint]| joints.iter().all(|joint| *joint == last);
        let bracketed = self.joints.first() == Some(&Joint::Sign('(')) && even(&self.joints[1..]);
        (last != Joint::Mixed && (even(&self.joints) || bracketed)).then_some(last)
    }

    /// The joint by which it would go on as a row: the end of a line before that of a cell,
    /// and these before others.
    pub(super) fn widest(&self) -> Joint {
        let has = |joint: Joint| self.joints.contains(&joint);
        let wide = [Joint::Line, Joint::Cell].into_iter().find(|joint| has(*joint));
        wide.or_else(|| self.uniform()).unwrap_or(Joint::Mixed)
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.digits.as_str();
        self.sizes.iter().map(move |size| {
            let (part, after) = rest.split_at(*size);
            rest = after;
            part
        })
    }

    pub(super) fn one_by_one(&self) -> bool {
        self.sizes.iter().all(|size| *size == 1)
    }

    /// Cut in two, neither part as short as the number of a row.
    pub(super) fn in_two(&self) -> bool {
        self.sizes.len() == 2 && self.sizes.iter().all(|size| *size >= 3)
    }

    /// Sums of money and counts: no leading zero, and all of them round.
    pub(super) fn all_round(&self) -> bool {
        self.parts().all(|part| part.ends_with('0') && !part.starts_with('0'))
    }

    /// 1,234,567.89, and the end of it.
    pub(super) fn is_sum(&self) -> bool {
        let (whole, cents) = match self.joints.split_last() {
            Some((Joint::Sign('.'), before)) if self.sizes.last().is_some_and(|size| *size <= 2) => {
                (before, true)
            }
            _ => (self.joints.as_slice(), false),
        };
        let threes = &self.sizes[1..=whole.len()];
        (self.sizes[0] <= 3 || whole.is_empty())
            && whole.iter().all(|joint| matches!(joint, Joint::Sign(',') | Joint::Space))
            && threes.iter().all(|size| *size == 3)
            && (cents || !whole.is_empty())
    }

    /// 138+1234=1372: an addition that comes out.
    pub(super) fn comes_out(&self) -> bool {
        let mut sides = vec![0_u64];
        for (at, part) in self.parts().enumerate() {
            match at.checked_sub(1).map(|before| self.joints[before]) {
                Some(Joint::Sign('=')) => sides.push(0),
                None | Some(Joint::Sign('+')) => {}
                Some(_) => return false,
            }
            let value = part.parse().unwrap_or(u64::MAX);
            if let Some(side) = sides.last_mut() {
                *side = side.saturating_add(value);
            }
        }
        sides.len() > 1 && sides.windows(2).all(|pair| pair[0] == pair[1])
    }

    pub(super) fn has_year(&self) -> bool {
        self.parts().any(notice::is_year)
    }

    /// A part that is no sum and no count: it begins with a zero, or is longer than they are.
    pub(super) fn has_odd_part(&self) -> bool {
        self.parts().any(|part| match part.len() {
            0 | 1 => false,
            8 if notice::is_day(part) => false,
            length => length >= 8 || part.starts_with('0'),
        })
    }
}
