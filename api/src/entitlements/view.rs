use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};
use yangguang_domain::access::{Permission, Scope};
use yangguang_domain::entitlement::{Month, Timeline, list};
use yangguang_domain::policy::{Evaluation, SuspensionGround};

use super::compute::{Computer, Held, Step, computed, fact_changes};
use super::hearings::{self, store::ActRow};
use super::model::{
    ChangeView, EntitlementRowView, EntitlementState, EntitlementView, GroundView, MonthChange, MonthView,
    PersonRef, ProposalView, RevokedView, StepView,
};
use super::reasons::rule_change;
use super::recipients::{self, Recipients};
use super::store::{self, ChangeRow, EntitlementRow};
use super::terms;
use crate::app::View;
use crate::db::types::Doc;
use crate::divisions::division_ref;
use crate::failure::{Failure, Outcome};
use crate::ids::{EntitlementId, PersonId, UserId};
use crate::payments;
use crate::persons::{self, Payee};

/// Months a page shows.
const MOST_MONTHS: i32 = 36;

/// The division codes of the reader's area, within a division that was asked for.
///
/// # Errors
/// `bad_query` for a division that does not exist, `not_found` outside the area.
pub fn bounds(view: &mut View, division: Option<&str>) -> Outcome<(String, String)> {
    let (low, high) = (view.actor.scope.low(), view.actor.scope.high());
    let Some(division) = division else { return Ok((low, high)) };
    let unknown = |_| Failure::no_with("bad_query", vec![("detail", "division".to_owned())]);
    let level = division_ref(view.conn, division).map_err(unknown)?.level;
    let wanted = u8::try_from(level).ok().and_then(|level| Scope::new(division, level));
    let wanted = wanted.ok_or_else(Failure::not_found)?;
    Ok((low.max(wanted.low()), high.min(wanted.high())))
}

pub fn step(step: Step) -> StepView {
    StepView {
        from_month: step.from.to_string(),
        until_month: step.until.map(|until| until.to_string()),
        before_fen: step.before_fen,
        after_fen: step.after_fen,
        difference_fen: step.difference_fen,
        suspended: step.suspended,
        determination: step.determination,
        facts: step.changed,
        rule: step.rule,
    }
}

type Names = HashMap<UserId, String>;
type Payees = HashMap<PersonId, Payee>;

fn names(view: &mut View, changes: &[ChangeRow]) -> Outcome<Names> {
    let ids: Vec<UserId> =
        changes.iter().flat_map(|row| [Some(row.proposed_by), row.decided_by]).flatten().collect();
    Ok(store::names(view.conn, &ids)?.into_iter().collect())
}

/// # Errors
/// As the database answers.
pub fn rows(view: &mut View, rows: Vec<EntitlementRow>) -> Outcome<Vec<EntitlementRowView>> {
    let county = view.actor.county().to_owned();
    let ids: Vec<EntitlementId> = rows.iter().map(|row| row.id).collect();
    let changes = store::changes(view.conn, &county, &ids)?;
    let names = names(view, &changes)?;
    let mut of: HashMap<EntitlementId, Vec<ChangeRow>> = HashMap::new();
    for change in changes {
        of.entry(change.entitlement_id).or_default().push(change);
    }
    let waits = |row: &&EntitlementRow| {
        of.get(&row.id).into_iter().flatten().any(|change| change.state == "proposed")
    };
    let named = of.values().flatten().filter(|change| change.state == "proposed");
    let named: Vec<PersonId> = named.filter_map(|change| change.recipient_id).collect();
    let named = persons::payees(view.conn, &county, &named)?;
    let waiting: Vec<_> = rows.iter().filter(waits).map(|row| row.case_id).collect();
    let mut listed = terms::listed(payments::paid(view.conn, &county, &waiting)?)?;
    let waiting: Vec<_> = rows.iter().filter(waits).map(|row| row.id).collect();
    let acts = hearings::store::acts(view.conn, &county, &waiting)?;
    let people: Vec<_> = rows.iter().map(|row| row.person_id).collect();
    let briefs = persons::briefs(view.conn, &county, &people)?;
    let places = view.places(rows.iter().map(|row| row.division.as_str()))?;
    let recipients = Recipients::of(view.conn, &county, &rows)?;
    let computer = Computer::new(view.app);
    let (today, this) = (view.now.today(), Month::of(view.now.today()));
    rows.into_iter()
        .map(|row| {
            let own = of.remove(&row.id).unwrap_or_default();
            let held = Held::new(&row, &own, listed.remove(&row.case_id).unwrap_or_default())?;
            let month = this.max(held.first()?);
            let state = terms::state(&held.timeline, month);
            let (monthly_fen, proposed) =
                (held.timeline.due(month), proposal(&held, (&names, &named), &acts, today)?);
            let policy = computer.policy(&row, month)?;
            let name = briefs.get(&row.person_id).map(|brief| brief.name.clone()).unwrap_or_default();
            let division = places.get(&row.division).cloned();
            Ok(EntitlementRowView {
                recipient: recipients.person(&row)?,
                recipient_problem: recipients.problem(&row, &policy.rule),
                account_missing: recipients.payee(&row)?.bank_account_mask.is_none(),
                id: row.id,
                case_id: row.case_id,
                case_no: row.case_no,
                person: PersonRef { id: row.person_id, name },
                household_id: row.household_id,
                division: division.ok_or_else(|| Failure::internal("a benefit in no division"))?,
                scheme: row.scheme,
                policy_title: policy.rule.document().title.clone(),
                policy_code: row.policy_code,
                state,
                monthly_fen,
                first_month: row.first_month,
                recheck_due_on: row.recheck_due_on.filter(|_| state != EntitlementState::Ended),
                recheck_overdue: state != EntitlementState::Ended
                    && row.recheck_due_on.is_some_and(|due| due < today),
                proposed,
                version: row.version,
            })
        })
        .collect()
}

fn proposal(
    held: &Held,
    (names, named): (&Names, &Payees),
    acts: &[ActRow],
    today: NaiveDate,
) -> Outcome<Option<ProposalView>> {
    let steps = held.proposed()?;
    let (Some((first, _)), Some((last, step))) = (steps.first(), steps.last()) else { return Ok(None) };
    let standing = hearings::ready::standing(held.row, held.changes, acts, today)?;
    Ok(Some(ProposalView {
        change_id: first.proposal(),
        hearing: standing.hearing,
        posting: standing.posting,
        kind: first.kind.clone(),
        from_month: first.from_month.clone(),
        until_month: last.until_month.clone(),
        before_fen: step.before_fen,
        after_fen: step.after_fen,
        difference_fen: steps.iter().map(|(_, step)| step.difference_fen).sum(),
        reason: first.reason.clone(),
        proposed_by: names.get(&first.proposed_by).cloned().unwrap_or_default(),
        proposed_on: first.proposed_on,
        recipient: first
            .recipient_id
            .and_then(|id| Some(PersonRef { id, name: named.get(&id)?.name.clone() })),
        revokes: first.revokes_id.and_then(|proposal| {
            let revoked = held.changes.iter().find(|change| change.proposal() == proposal)?;
            Some(RevokedView { kind: revoked.kind.clone(), from_month: revoked.from_month.clone() })
        }),
    }))
}

/// # Errors
/// As the database answers.
pub fn whole(view: &mut View, row: EntitlementRow) -> Outcome<EntitlementView> {
    let changes = store::changes(view.conn, &row.county, &[row.id])?;
    let names = names(view, &changes)?;
    let mut listed = terms::listed(payments::paid(view.conn, &row.county, &[row.case_id])?)?;
    let held = Held::new(&row, &changes, listed.remove(&row.case_id).unwrap_or_default())?;
    let this = Month::of(view.now.today());
    let first = held.first()?;
    let Computer { policies, .. } = Computer::new(view.app);
    let policy = policies.at(&row.policy_code, &row.division, this.max(first).first_day())?;
    let result = &policy.rule.document().result;
    // What of the months before this one, and of those listed, is still to be paid or taken back.
    let last = held.listed.keys().next_back().copied();
    let balance = list(&held.timeline, last.map_or(this, |last| last.next().max(this)), &held.listed, 0);
    let state = terms::state(&held.timeline, this.max(first));
    let months = months(&held, first, this.next().max(first));
    let ground =
        |ground: &SuspensionGround| GroundView { code: ground.code.clone(), text: ground.text.clone() };
    let grounds: Vec<GroundView> = result.suspension.iter().map(ground).collect();
    let grace_months = result.grace_months;
    let candidates = recipients::candidates(view.conn, &row, &policy.rule)?;
    let allowed_actions =
        allowed(view, &held, state, (grace_months.is_some(), !candidates.is_empty(), !grounds.is_empty()));
    let paid: Vec<_> = changes.iter().filter_map(|change| change.recipient_id).collect();
    let paid = persons::payees(view.conn, &row.county, &paid)?;
    // What is proposed goes by what has been listed until now.
    let proposed = held.proposed()?;
    let live = |id| proposed.iter().find(|(row, _)| row.id == id).map(|(_, step)| step.difference_fen);
    let acts = hearings::store::acts(view.conn, &row.county, &[row.id])?;
    let mut change_views = Vec::new();
    for change in &changes {
        // Of what was confirmed for its month before it.
        let before = computed(&changes, terms::month(&change.from_month)?, change.seq);
        let facts =
            |row: Option<&ChangeRow>| row.and_then(|row| row.facts.as_ref()).map(Doc::read).transpose();
        let answer = |row: Option<&ChangeRow>| {
            row.and_then(|row| row.determination.as_ref()).map(Doc::read).transpose()
        };
        let changed: Option<(Map<String, Value>, _)> = facts(before)?.zip(facts(Some(change))?);
        let answers: Option<(Evaluation, _)> = answer(before)?.zip(answer(Some(change))?);
        let revoked_by = terms::revoked_by(&changes, change).map(|revocation| revocation.id);
        let recipient = change.recipient_id;
        let recipient = recipient.and_then(|id| Some(PersonRef { id, name: paid.get(&id)?.name.clone() }));
        change_views.push(ChangeView {
            difference_fen: live(change.id).unwrap_or(change.difference_fen),
            facts: changed.map(|(last, facts)| fact_changes(&last, &facts)).unwrap_or_default(),
            rule: answers.and_then(|(last, answer)| rule_change(&policies, &last, &answer)),
            revoked_by,
            revocable: held.revocable(change),
            recipient,
            letters: hearings::letters::kinds(change, &acts),
            ..change_view(change, &names, &grounds)
        });
    }
    let row = rows(view, vec![row.clone()])?.pop().ok_or_else(Failure::not_found)?;
    Ok(EntitlementView {
        row,
        changes: change_views,
        acts: acts.iter().map(ActRow::view).collect::<Outcome<_>>()?,
        months,
        arrears_fen: balance.arrears_fen,
        overpaid_fen: balance.overpaid_fen,
        grounds,
        grace_months,
        candidates,
        allowed_actions,
    })
}

/// Where a benefit would be otherwise than it is.
///
/// # Errors
/// `internal` for rows nothing of ours wrote.
pub fn months_between(held: &Held, after: &Timeline, last: Month) -> Outcome<Vec<MonthChange>> {
    let month = |month: Month| MonthChange {
        month: month.to_string(),
        before_state: terms::state(&held.timeline, month),
        after_state: terms::state(after, month),
        before_fen: held.timeline.due(month),
        after_fen: after.due(month),
        listed_fen: held.listed.get(&month).copied(),
    };
    Ok(held.timeline.differing(after, held.first()?, last).map(month).collect())
}

fn months(held: &Held, first: Month, last: Month) -> Vec<MonthView> {
    let from = first.max(last.plus(1 - MOST_MONTHS));
    let month = |month: Month| MonthView {
        month: month.to_string(),
        state: terms::state(&held.timeline, month),
        due_fen: held.timeline.due(month),
        listed_fen: held.listed.get(&month).copied(),
    };
    from.to(last).map(month).collect()
}

fn change_view(row: &ChangeRow, names: &Names, grounds: &[GroundView]) -> ChangeView {
    ChangeView {
        ground: row
            .ground
            .as_ref()
            .and_then(|code| grounds.iter().find(|ground| ground.code == *code))
            .cloned(),
        id: row.id,
        kind: row.kind.clone(),
        state: row.state.clone(),
        from_month: row.from_month.clone(),
        until_month: row.until_month.clone(),
        before_fen: row.before_fen,
        after_fen: row.after_fen,
        difference_fen: row.difference_fen,
        policy_version: row.policy_version.clone(),
        reason: row.reason.clone(),
        proposed_by: names.get(&row.proposed_by).cloned().unwrap_or_default(),
        proposed_on: row.proposed_on,
        decided_by: row.decided_by.and_then(|id| names.get(&id).cloned()),
        decided_on: row.decided_on,
        rejected_reason: row.rejected_reason.clone(),
        determination: row.determination.clone(),
        facts: Vec::new(),
        rule: None,
        revokes: row.revokes_id,
        revoked_by: None,
        revocable: false,
        recipient: None,
        letters: Vec::new(),
    }
}

fn allowed(
    view: &View,
    held: &Held,
    state: EntitlementState,
    (grace, others, grounds): (bool, bool, bool),
) -> Vec<&'static str> {
    let waits = held.waits();
    let proposes = view.actor.may(Permission::EntitlementPropose) && !waits;
    let user = view.actor.user;
    let own =
        held.changes.iter().any(|change| change.state == "proposed" && Some(change.proposed_by) == user);
    let (active, going) = (state == EntitlementState::Active, state != EntitlementState::Ended);
    [
        // Also of one that has ended, for the months before: a death learned of late.
        ("recompute", proposes),
        ("recheck", proposes && going),
        // Suspended is nothing by itself: it is a cut to nothing on one of the policy's grounds.
        ("suspend", proposes && active && grounds),
        ("resume", proposes && state == EntitlementState::Suspended),
        ("grace", proposes && active && grace),
        ("end", proposes),
        ("recipient", proposes && others),
        ("revoke", proposes && held.changes.iter().any(|change| held.revocable(change))),
        ("hear", waits && view.actor.may(Permission::EntitlementPropose)),
        ("serve", view.actor.may(Permission::EntitlementPropose)),
        ("decide", waits && !own && view.actor.may(Permission::EntitlementDecide)),
    ]
    .into_iter()
    .filter_map(|(action, may)| may.then_some(action))
    .collect()
}
