//! What staff and citizens see of a notice, put together in one place.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::json;
use yangguang_domain::access::Permission;
use yangguang_domain::authority::bureau;

use super::model::{NoticeEntry, NoticeView, PublicNotice, PublicNoticeRow};
use super::ops::{term_days, usual_end};
use super::store::{self, LineRow, NoticeRow};
use crate::app::View;
use crate::divisions::{division_refs, township_of};
use crate::failure::{Failure, Outcome};
use crate::ids::{NoticeId, UserId};
use crate::vault::sha256_hex;

/// Of all that a citizen reads but the dates, which come with the signature.
pub fn content_hash(row: &NoticeRow, entries: &[NoticeEntry]) -> String {
    let content = json!({
        "division": row.division, "item_code": row.item_code, "quarter": row.quarter, "part": row.part,
        "entries": entries,
    });
    sha256_hex(content.to_string().as_bytes())
}

/// What a citizen reads of these notices.
pub fn entries_of(
    view: &mut View,
    county: &str,
    ids: &[NoticeId],
) -> Outcome<HashMap<NoticeId, Vec<NoticeEntry>>> {
    Ok(shown(&store::lines(view.conn, county, ids)?))
}

fn shown(lines: &[LineRow]) -> HashMap<NoticeId, Vec<NoticeEntry>> {
    let mut by_notice: HashMap<NoticeId, Vec<NoticeEntry>> = HashMap::new();
    for line in lines.iter().filter(|line| line.shown()) {
        let entry = NoticeEntry {
            name: line.name.clone(),
            household_size: line.household_size,
            amount_fen: line.amount_fen,
        };
        by_notice.entry(line.notice_id).or_default().push(entry);
    }
    by_notice
}

/// How many of each notice are withheld.
fn withheld(lines: &[LineRow]) -> HashMap<NoticeId, i64> {
    let mut counts = HashMap::new();
    for line in lines.iter().filter(|line| line.withheld()) {
        *counts.entry(line.notice_id).or_default() += 1;
    }
    counts
}

pub fn views(view: &mut View, rows: Vec<NoticeRow>) -> Outcome<Vec<NoticeView>> {
    let ids: Vec<NoticeId> = rows.iter().map(|row| row.id).collect();
    let county = view.actor.county().to_owned();
    let lines = store::lines(view.conn, &county, &ids)?;
    let (mut entries, withheld) = (shown(&lines), withheld(&lines));
    let townships: Vec<String> = rows.iter().map(|row| township_of(&row.division)).collect();
    let codes = rows.iter().map(|row| row.division.as_str()).chain(townships.iter().map(String::as_str));
    let places = division_refs(view.conn, codes)?;
    let people: Vec<UserId> =
        rows.iter().flat_map(|row| [row.prepared_by, row.signed_by]).flatten().collect();
    let names: HashMap<UserId, String> =
        store::names(view.conn, &people)?.into_iter().map(|(id, name, _)| (id, name)).collect();
    let today = view.now.today();
    rows.into_iter()
        .zip(townships)
        .map(|(row, township)| {
            let place =
                |code: &str| places.get(code).cloned().ok_or_else(|| Failure::internal("no division"));
            let entries = entries.remove(&row.id).unwrap_or_default();
            let term_days = term_days(&view.app.rules, &row.item_code, today)?;
            let name = |id: Option<UserId>| id.and_then(|id| names.get(&id).cloned());
            Ok(NoticeView {
                id: row.id,
                division: place(&row.division)?,
                township: place(&township)?,
                content_sha256: content_hash(&row, &entries),
                allowed_actions: allowed(view, &row, !entries.is_empty(), today),
                withheld_count: withheld.get(&row.id).copied().unwrap_or_default(),
                state: state_on(&row, today).to_owned(),
                item_code: row.item_code,
                quarter: row.quarter,
                part: row.part,
                entry_count: i64::try_from(entries.len()).unwrap_or_default(),
                total_fen: entries.iter().map(|entry| entry.amount_fen).sum(),
                published_on: row.published_on,
                end_on: row.end_on,
                term_days,
                usual_end_on: usual_end(today, term_days),
                prepared_by: name(row.prepared_by),
                signed_by: name(row.signed_by),
                returned_reason: row.returned_reason,
                withdrawn_reason: row.withdrawn_reason,
                version: row.version,
            })
        })
        .collect()
}

/// A published notice is over on the day after its end, without anyone's doing.
pub fn state_on(row: &NoticeRow, today: NaiveDate) -> &str {
    let over = row.end_on.is_some_and(|end_on| end_on < today);
    if row.state == "published" && over { "ended" } else { &row.state }
}

fn allowed(view: &View, row: &NoticeRow, anyone: bool, today: NaiveDate) -> Vec<String> {
    let mine = row.prepared_by.is_some() && row.prepared_by == view.actor.user;
    let can = [
        ("submit", row.state == "draft" && anyone && view.actor.may(Permission::NoticeSubmit)),
        ("withhold", row.state == "draft" && anyone && view.actor.may(Permission::NoticeDraft)),
        ("restore", view.actor.may(Permission::NoticeDraft)),
        ("sign", row.state == "submitted" && view.actor.may(Permission::NoticeSign) && !mine),
        ("withdraw", state_on(row, today) == "published" && view.actor.may(Permission::NoticeWithdraw)),
    ];
    can.into_iter().filter(|(_, can)| *can).map(|(act, _)| act.to_owned()).collect()
}

/// What the heading calls it: the first of a quarter, a supplement, a further one.
fn kind(part: i32) -> String {
    match part {
        ..=1 => "公示".to_owned(),
        2 => "补充公示".to_owned(),
        _ => format!("第{}次补充公示", part - 1),
    }
}

pub fn public(view: &mut View, row: NoticeRow) -> Outcome<PublicNotice> {
    let entries = entries_of(view, &row.county, &[row.id])?.remove(&row.id).unwrap_or_default();
    let (township, county) = (township_of(&row.division), format!("{:0<12}", row.county));
    let places = division_refs(view.conn, [row.division.as_str(), township.as_str(), county.as_str()])?;
    let name = |code: &str| places.get(code).map(|place| place.name.clone()).unwrap_or_default();
    let item = view.app.rules.items.on(&row.item_code, view.now.today())?;
    // Who decided publishes: the bureau competent for the item when it was put up.
    let day = row.published_on.unwrap_or(view.now.today());
    let policy = view.app.rules.policies().at(&item.rule.policy_code, &row.county, day)?;
    let preparer = row.prepared_by.into_iter().collect::<Vec<_>>();
    let phone = store::names(view.conn, &preparer)?.into_iter().find_map(|(_, _, phone)| phone);
    let (year, quarter) = row.quarter.split_once("-Q").unwrap_or((&row.quarter, ""));
    Ok(PublicNotice {
        id: row.id,
        title: format!(
            "{}{year}年第{quarter}季度{}{}",
            name(&row.division),
            item.rule.title.zh,
            kind(row.part)
        ),
        county: name(&county),
        township: name(&township),
        village: name(&row.division),
        item_title: item.rule.title.clone(),
        office: bureau(&name(&county), policy.rule.document(), day),
        quarter: row.quarter,
        part: row.part,
        entries,
        published_on: row.published_on,
        end_on: row.end_on,
        phone,
    })
}

pub fn public_rows(
    view: &mut View,
    counties: &[String],
    rows: Vec<NoticeRow>,
) -> Outcome<Vec<PublicNoticeRow>> {
    let ids: Vec<NoticeId> = rows.iter().map(|row| row.id).collect();
    let mut counts: HashMap<NoticeId, i64> = HashMap::new();
    for county in counties {
        for line in store::lines(view.conn, county, &ids)?.iter().filter(|line| line.shown()) {
            *counts.entry(line.notice_id).or_default() += 1;
        }
    }
    let above: Vec<String> =
        rows.iter().flat_map(|row| [township_of(&row.division), format!("{:0<12}", row.county)]).collect();
    let codes = rows.iter().map(|row| row.division.as_str()).chain(above.iter().map(String::as_str));
    let places = division_refs(view.conn, codes)?;
    let name = |code: &str| places.get(code).map(|place| place.name.clone()).unwrap_or_default();
    let today = view.now.today();
    rows.into_iter()
        .map(|row| {
            let item = view.app.rules.items.on(&row.item_code, today)?;
            Ok(PublicNoticeRow {
                id: row.id,
                village: name(&row.division),
                township: name(&township_of(&row.division)),
                county: name(&format!("{:0<12}", row.county)),
                item_title: item.rule.title.clone(),
                entry_count: counts.get(&row.id).copied().unwrap_or_default(),
                published_on: row.published_on.unwrap_or(today),
                end_on: row.end_on.unwrap_or(today),
                quarter: row.quarter,
                part: row.part,
            })
        })
        .collect()
}
