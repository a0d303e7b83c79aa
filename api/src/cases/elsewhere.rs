//! Where the bills of a case stand elsewhere. What two cases hand in is paid for once: whoever
//! agrees to one of them all the same says why, and once one is approved the other is not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::bills::{self, BillRow, Holder, Likeness, Marks};
use super::ops::open::warning;
use super::store::CaseRow;
use super::views::{FindingView, WarningView};
use crate::actor::Actor;
use crate::app::View;
use crate::attachments;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::failure::{Failure, Outcome};
use crate::ids::{AttachmentId, BillId, CaseId};

/// A bill as the county's cases have it.
struct Recorded {
    id: BillId,
    case: CaseId,
    marks: Marks,
}

/// Bills that may be the same as some others, and the cases they stand in, read once for all.
pub struct Standing {
    /// By the number in which what looks alike is the same.
    rows: HashMap<String, Vec<Recorded>>,
    /// A file, and another case that has the same one.
    copies: Vec<(AttachmentId, CaseId)>,
    holders: HashMap<CaseId, Holder>,
}

impl Standing {
    /// # Errors
    /// As the database answers.
    pub fn of(
        conn: &mut Conn,
        county: &str,
        found: Vec<BillRow>,
        copies: Vec<(AttachmentId, CaseId)>,
    ) -> Outcome<Standing> {
        let cases = found.iter().map(|row| row.case_id).chain(copies.iter().map(|(_, case)| *case));
        let cases: BTreeSet<CaseId> = cases.collect();
        let holders = match cases.is_empty() {
            true => Vec::new(),
            false => bills::holders(conn, county, cases.into_iter().collect())?,
        };
        let mut rows: HashMap<String, Vec<Recorded>> = HashMap::new();
        for row in found {
            let recorded = Recorded { id: row.id, case: row.case_id, marks: row.marks() };
            rows.entry(recorded.marks.alike.clone()).or_default().push(recorded);
        }
        let holders = holders.into_iter().map(|holder| (holder.id, holder)).collect();
        Ok(Standing { rows, copies, holders })
    }

    /// The cases a bill stands in that were or may yet be paid for, each with how much it is like
    /// that one. `own` is the bill itself where it is written down: of its own case only those
    /// that were written down before are told.
    pub fn found(
        &self,
        marks: &Marks,
        file: Option<AttachmentId>,
        own: Option<(CaseId, BillId)>,
    ) -> Vec<(Likeness, &Holder)> {
        let later = |row: &Recorded| own.is_some_and(|(case, bill)| row.case == case && row.id >= bill);
        let there = self.rows.get(&marks.alike).into_iter().flatten().filter(|row| !later(row));
        let by_number = there.filter_map(|row| Some((marks.like(&row.marks)?, row.case)));
        let copies = self.copies.iter().filter(|(own, _)| Some(*own) == file);
        let by_file = copies.map(|(_, case)| (Likeness::File, *case));
        let mut best: BTreeMap<CaseId, Likeness> = BTreeMap::new();
        for (likeness, case) in by_number.chain(by_file) {
            best.entry(case).and_modify(|known| *known = likeness.min(*known)).or_insert(likeness);
        }
        let holder = |(case, likeness)| Some((likeness, self.holders.get(&case)?));
        best.into_iter().filter_map(holder).filter(|(_, holder)| holder.counts()).collect()
    }
}

/// A bill of a case that stands in another one, or twice in the same.
#[derive(Debug, Clone)]
pub struct Twin {
    pub bill: BillId,
    /// The bill as it is read: number and issuer.
    named: String,
    /// When it was written down in this case.
    on: NaiveDate,
    likeness: Likeness,
    /// The other case; none where it is the same.
    holder: Option<Holder>,
}

impl Twin {
    /// Whether it is this bill that another case was approved with.
    fn paid(&self) -> bool {
        let approved = |holder: &Holder| holder.outcome.as_deref() == Some("approved");
        self.likeness == Likeness::Same && self.holder.as_ref().is_some_and(approved)
    }

    fn code(&self) -> &'static str {
        if self.paid() { "bill_paid_elsewhere" } else { self.likeness.code() }
    }

    pub fn warning(&self, actor: &Actor) -> WarningView {
        warning(self.likeness.code(), &place(self.holder.as_ref(), actor))
    }

    /// The same as what whoever agrees to the case answers for.
    pub fn finding(&self, actor: &Actor) -> FindingView {
        let code = self.code();
        FindingView {
            seq: None,
            act: code.to_owned(),
            label: warning(code, &place(self.holder.as_ref(), actor)).message,
            by: Vec::new(),
            on: self.on,
            texts: vec![self.named.clone()],
        }
    }
}

/// Where a bill stands, in the words of its reader: a case is named to who may see it.
pub fn place(holder: Option<&Holder>, actor: &Actor) -> Vec<(&'static str, String)> {
    let (zh, en) = match holder {
        None => ("本办件".to_owned(), "this case".to_owned()),
        Some(holder) if actor.sees(&holder.division).is_ok() => {
            (format!("办件{}", holder.case_no), format!("case {}", holder.case_no))
        }
        Some(_) => ("本县其他辖区的办件".to_owned(), "a case of another area of the county".to_owned()),
    };
    vec![("place", zh), ("place_en", en)]
}

/// What stands against approving a case: another that was approved with the same bill.
pub fn hindrance(twins: &[Twin], actor: &Actor) -> Option<Failure> {
    let paid = twins.iter().find(|twin| twin.paid())?;
    Some(Failure::no_with("bill_paid_elsewhere", place(paid.holder.as_ref(), actor)))
}

/// Of one case, while it is open: a closed one has been weighed.
///
/// # Errors
/// As the database answers.
pub fn of_case(view: &mut View, case: &CaseRow) -> Outcome<Vec<Twin>> {
    Ok(of_open(view, std::slice::from_ref(case))?.remove(&case.id).unwrap_or_default())
}

/// Of those of the cases that are open and whose policy counts bills.
///
/// # Errors
/// As the database answers.
pub fn of_open(view: &mut View, cases: &[CaseRow]) -> Outcome<HashMap<CaseId, Vec<Twin>>> {
    let policies = view.app.rules.policies();
    let mut ids = Vec::new();
    for case in cases.iter().filter(|case| case.closed_on.is_none()) {
        let policy = policies.at(&case.policy_code, &case.county, case.received_on)?;
        if bills::counted_by(&policy.rule) {
            ids.push(case.id);
        }
    }
    of_ids(view.conn, view.actor.county(), &ids)
}

/// Of these cases, open or not.
///
/// # Errors
/// As the database answers.
pub fn of_ids(conn: &mut Conn, county: &str, ids: &[CaseId]) -> Outcome<HashMap<CaseId, Vec<Twin>>> {
    let mut twins: HashMap<CaseId, Vec<Twin>> = HashMap::new();
    let own = match ids.is_empty() {
        true => Vec::new(),
        false => bills::of_cases(conn, county, ids)?,
    };
    if own.is_empty() {
        return Ok(twins);
    }
    let found = bills::numbered_as_in(conn, county, ids)?;
    let files: Vec<AttachmentId> = own.iter().filter_map(|row| row.attachment_id).collect();
    let copies = attachments::copies(conn, county, &files)?;
    let standing = Standing::of(conn, county, found, copies)?;
    for row in own {
        for (likeness, holder) in standing.found(&row.marks(), row.attachment_id, Some((row.case_id, row.id)))
        {
            twins.entry(row.case_id).or_default().push(Twin {
                bill: row.id,
                named: format!("{} · {}", row.number, row.issuer),
                on: Moment::new(row.created_at.0).today(),
                likeness,
                holder: (holder.id != row.case_id).then(|| holder.clone()),
            });
        }
    }
    Ok(twins)
}
