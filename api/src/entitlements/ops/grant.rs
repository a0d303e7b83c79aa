//! A decided case begins a benefit.

use chrono::Months;
use serde_json::{Map, Value, json};
use yangguang_domain::entitlement::hearing::heard_on;
use yangguang_domain::entitlement::{Ahead, Month, Sums, first_month};
use yangguang_domain::policy::{Evaluation, Policy};

use crate::app::Tx;
use crate::audit::Entry;
use crate::db::types::Doc;
use crate::entitlements::circumstances;
use crate::entitlements::compute::Computer;
use crate::entitlements::endings;
use crate::entitlements::store::{self, ChangeRow, EntitlementRow};
use crate::entitlements::terms;
use crate::failure::{Failure, Outcome};
use crate::households;
use crate::ids::{CaseId, EntitlementChangeId, EntitlementId, HouseholdId, PersonId, UserId};

/// What a decision grants month by month.
#[derive(Debug, Clone)]
pub struct Granted<'a> {
    pub case_id: CaseId,
    pub case_no: String,
    pub person_id: PersonId,
    pub household_id: Option<HouseholdId>,
    /// The village, 12 digits.
    pub division: String,
    pub policy: &'a Policy,
    pub answer: &'a Evaluation,
    pub facts: Doc,
    pub amount_fen: i64,
    /// Who recommended it.
    pub proposed_by: UserId,
    /// Benefits that end where this one begins, since only the higher of them is paid.
    pub ending: Vec<EntitlementId>,
}

/// Begins the benefit in the month its policy says, else in the one after the decision, and ends
/// what it takes the place of.
///
/// # Errors
/// As the database answers; a second benefit of the same case breaks `entitlements_case`.
pub fn grant(tx: &mut Tx, new: Granted) -> Outcome<Vec<Entry>> {
    let (user, today) = (tx.actor.user_id()?, tx.now.today());
    let first = first_month(new.answer, today);
    let document = new.policy.document();
    let sums = Sums::decided(document, new.answer, new.amount_fen);
    let recheck = new.answer.recheck_months.map(|months| {
        let day = first.first_day().checked_add_months(Months::new(u32::from(months)));
        day.ok_or_else(|| Failure::internal("a recheck beyond the calendar"))
    });
    let row = EntitlementRow {
        county: tx.actor.county().to_owned(),
        id: EntitlementId::new(tx.now),
        case_id: new.case_id,
        case_no: new.case_no,
        person_id: new.person_id,
        household_id: new.household_id,
        division: new.division,
        scheme: document.scheme.clone(),
        policy_code: document.code.clone(),
        first_month: first.to_string(),
        recheck_due_on: recheck.transpose()?,
        version: 1,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
        recipient_id: new.person_id,
    };
    let household =
        row.household_id.map(|household| households::past(tx.conn, &row.county, household)).transpose()?;
    let life = households::life(tx.conn, &row.county, row.person_id)?;
    let facts: Map<String, Value> = new.facts.read()?;
    let finding = circumstances::granted(new.policy, &facts, (household.as_ref(), &life), first);
    let change = ChangeRow {
        county: row.county.clone(),
        id: EntitlementChangeId::new(tx.now),
        entitlement_id: row.id,
        kind: "granted".to_owned(),
        state: "confirmed".to_owned(),
        seq: Some(1),
        from_month: first.to_string(),
        until_month: None,
        monthly_fen: Some(sums.monthly_fen),
        yearly_fen: Some(sums.yearly_fen),
        once_fen: Some(sums.once_fen),
        before_fen: 0,
        after_fen: sums.monthly_fen + first.twelfth(sums.yearly_fen) + sums.once_fen,
        difference_fen: 0,
        policy_version: Some(new.answer.policy_version.clone()),
        ground: None,
        reason: None,
        proposed_by: new.proposed_by,
        proposed_on: today,
        decided_by: Some(user),
        decided_on: Some(today),
        rejected_reason: None,
        created_at: tx.now.stamp(),
        facts: Some(new.facts),
        determination: Some(Doc::of(new.answer)?),
        circumstances: Some(Doc::of(&finding)?),
        proposal_id: None,
        revokes_id: None,
        recipient_id: None,
    };
    let members = household.map(|past| past.of(&past.register.told(first)));
    let ahead = Ahead { facts: &facts, person: life.now(), then: first };
    let recheck = Computer::new(tx.app).recheck_due(&row, members.as_ref(), ahead, row.recheck_due_on);
    let row = EntitlementRow { recheck_due_on: recheck, ..row };
    let entry = Entry::new("entitlement.granted", "entitlement", row.id).at(&row.division).with(json!({
        "case_no": row.case_no,
        "first_month": row.first_month,
        "monthly_fen": sums.monthly_fen,
        "yearly_fen": sums.yearly_fen,
        "once_fen": sums.once_fen,
    }));
    let (county, id) = (row.county.clone(), row.id);
    store::insert(tx.conn, row)?;
    let timeline = terms::timeline(std::slice::from_ref(&change))?;
    store::insert_changes(tx.conn, &[change])?;
    store::set_standings(tx.conn, (&county, id), &timeline, tx.now)?;
    let mut entries = vec![entry];
    for id in new.ending {
        entries.push(give_way(tx, id, first, new.proposed_by)?);
    }
    Ok(entries)
}

/// Ends a benefit from the month on in which a higher one takes its place: what was proposed and
/// heard is confirmed for that month; before hearings were asked for, nothing needed proposing.
fn give_way(tx: &mut Tx, id: EntitlementId, from: Month, proposed_by: UserId) -> Outcome<Entry> {
    let mut row = store::find(tx.conn, tx.actor, id)?;
    let mut changes = store::changes(tx.conn, &row.county, &[id])?;
    let timeline = terms::timeline(&changes)?;
    let seq = Some(changes.iter().filter_map(|change| change.seq).max().unwrap_or_default() + 1);
    let decided_by = Some(tx.actor.user_id()?);
    let proposed = endings::proposal(&changes, from)?.map(|proposed| proposed.id);
    let proposed = changes.iter_mut().find(|change| proposed == Some(change.id));
    let heard = heard_on(tx.now.today());
    let given_way = if let Some(change) = proposed.filter(|_| heard) {
        (change.state, change.seq) = ("confirmed".to_owned(), seq);
        (change.from_month, change.before_fen) = (from.to_string(), timeline.due(from));
        (change.decided_by, change.decided_on) = (decided_by, Some(tx.now.today()));
        store::decide(tx.conn, change)?;
        None
    } else {
        Some(ended(tx, &row, (from, timeline.due(from)), (seq, decided_by), proposed_by))
    };
    if let Some(change) = given_way {
        store::insert_changes(tx.conn, std::slice::from_ref(&change))?;
        changes.push(change);
    }
    store::set_standings(tx.conn, (&row.county, id), &terms::timeline(&changes)?, tx.now)?;
    store::update(tx.conn, &mut row, tx.now)?;
    let detail = json!({ "kind": "end", "from_month": from.to_string(), "reason": "higher_only" });
    Ok(Entry::new("entitlement.changed", "entitlement", id).at(&row.division).with(detail))
}

/// An end that nobody proposed.
fn ended(
    tx: &Tx,
    row: &EntitlementRow,
    (from, before_fen): (Month, i64),
    (seq, decided_by): (Option<i32>, Option<UserId>),
    proposed_by: UserId,
) -> ChangeRow {
    ChangeRow {
        county: row.county.clone(),
        id: EntitlementChangeId::new(tx.now),
        entitlement_id: row.id,
        kind: "end".to_owned(),
        state: "confirmed".to_owned(),
        seq,
        from_month: from.to_string(),
        until_month: None,
        monthly_fen: None,
        yearly_fen: None,
        once_fen: None,
        before_fen,
        after_fen: 0,
        difference_fen: 0,
        policy_version: None,
        ground: None,
        reason: Some("就高不重复：由较高的一项救助代替。".to_owned()),
        proposed_by,
        proposed_on: tx.now.today(),
        decided_by,
        decided_on: Some(tx.now.today()),
        rejected_reason: None,
        created_at: tx.now.stamp(),
        facts: None,
        determination: None,
        circumstances: None,
        proposal_id: None,
        revokes_id: None,
        recipient_id: None,
    }
}
