use serde_json::json;
use yangguang_domain::access::Permission;
use yangguang_domain::citizen_id::{self, CitizenId};
use yangguang_domain::masking;
use yangguang_domain::policy::Value;
use yangguang_domain::typed;

use super::fields::{self, Contacts};
use super::model::{
    NewPerson, PersonBrief, PersonPatch, PersonRowView, PersonSearch, PersonView, RevealRequest, Revealed,
    YearTotal,
};
use super::search::{self, Needle};
use super::store::{self, PersonRow};
use super::tokens;
use crate::app::{Call, Shared, Tx, View};
use crate::audit::{self, Entry, Traced};
use crate::divisions::{self, VILLAGE, division_ref, division_refs};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::cursor::{self, Page};
use crate::http::if_match::IfMatch;
use crate::http::once::Once;
use crate::http::reply::Reply;
use crate::ids::PersonId;
use crate::payments;

const MOST_REASON: usize = 200;

/// Registers a person by citizen id, once in the county.
///
/// # Errors
/// `invalid`, `person_exists` naming the record, or `person_registered_elsewhere` naming nothing.
pub fn register(tx: &mut Tx, new: &NewPerson) -> Outcome<Traced<Reply>> {
    let mut checks = Checks::new();
    let name = typed::name(&new.name);
    fields::check_name(&mut checks, &name);
    let contacts = Contacts {
        address: Some(new.address.clone()),
        phone: Some(new.phone.clone()),
        bank_account: Some(new.bank_account.clone()),
        bank_name: Some(new.bank_name.clone()),
    }
    .cleaned();
    contacts.check(&mut checks, tx.app.landlines);
    check_village(tx, &mut checks, &new.division)?;
    let parsed = CitizenId::parse(&new.citizen_id, tx.now.today());
    let meant = new.confirm_15_digits == Some(true) || !citizen_id::is_old_form(&new.citizen_id);
    checks.check(meant || parsed.is_err(), "/citizen_id", "citizen_id_15_digits");
    let id = match parsed {
        Ok(id) => id,
        Err(error) => {
            checks.check(false, "/citizen_id", error.code());
            return Err(checks.done().err().unwrap_or_else(|| Failure::no("invalid")));
        }
    };
    checks.done()?;
    let hash = tx.app.vault.index("citizen_id", id.as_str());
    if let Some((known, division)) = store::by_citizen_id(tx.conn, tx.actor.county(), &hash)? {
        return Err(already(tx, known, &division));
    }
    let mut row = PersonRow {
        county: tx.actor.county().to_owned(),
        id: PersonId::new(tx.now),
        division: new.division.clone(),
        citizen_id_enc: tx.app.vault.seal("citizen_id", id.as_str())?,
        citizen_id_hash: hash,
        citizen_id_mask: id.masked(),
        name,
        sex: store::sex_column(id.sex()).to_owned(),
        birth_on: id.birth_on(),
        address_enc: None,
        phone_enc: None,
        phone_hash: None,
        phone_mask: None,
        bank_account_enc: None,
        bank_account_hash: None,
        bank_account_mask: None,
        bank_name: None,
        demo: id.is_demo(),
        version: 1,
        created_by: tx.actor.user_id()?,
        created_at: tx.now.stamp(),
        updated_at: tx.now.stamp(),
    };
    contacts.put(&tx.app.vault, &mut row)?;
    store::insert(tx.conn, row.clone())?;
    index(tx, &row)?;
    let entry = Entry::new("person.registered", "person", row.id).at(&row.division).with(json!({
        "citizen_id": row.citizen_id_mask,
        "name": masking::name(&row.name),
        "phone": row.phone_mask,
        "bank_account": row.bank_account_mask,
    }));
    let view = view(&mut tx.view(), row)?;
    let reply = Reply::created(format!("/api/v1/persons/{}", view.id), &view)?.version(view.version);
    Ok(Traced::new(reply, entry))
}

/// Names the record only to those who may see it.
fn already(tx: &Tx, known: PersonId, division: &str) -> Failure {
    if tx.actor.scope.contains(division) {
        Failure::no_with("person_exists", vec![("instance", format!("/api/v1/persons/{known}"))])
    } else {
        Failure::no("person_registered_elsewhere")
    }
}

fn check_village(tx: &mut Tx, checks: &mut Checks, division: &str) -> Outcome<()> {
    if !tx.actor.scope.contains(division) {
        checks.check(false, "/division", "outside_scope");
    } else if !divisions::require(tx.conn, division, &[VILLAGE])? {
        checks.check(false, "/division", "unknown_division");
    }
    Ok(())
}

/// Makes the tokens by which the person is found from now on.
fn index(tx: &mut Tx, row: &PersonRow) -> Outcome<()> {
    let vault = &tx.app.vault;
    let mut all = tokens::of_name(&row.name);
    all.insert(tokens::of_id_tail(vault, &vault.open("citizen_id", &row.citizen_id_enc)?));
    if let Some(phone) = fields::open(vault, row)?.phone {
        all.insert(tokens::of_phone_tail(vault, &phone));
    }
    store::set_tokens(tx.conn, row, all, tx.now)?;
    Ok(())
}

/// Corrects what may change of a person; the citizen id may not.
///
/// # Errors
/// `not_found`, `stale_version`, or `invalid`.
pub fn update(tx: &mut Tx, id: PersonId, if_match: IfMatch, patch: &PersonPatch) -> Outcome<Traced<Reply>> {
    let before = store::find(tx.conn, tx.actor, id)?.ok_or_else(Failure::not_found)?;
    audit::unchanged(tx, if_match, ("person", id), before.version)?;
    let patch = patch.clone();
    let contacts = Contacts {
        address: patch.address,
        phone: patch.phone,
        bank_account: patch.bank_account,
        bank_name: patch.bank_name,
    }
    .cleaned();
    let mut checks = Checks::new();
    contacts.check(&mut checks, tx.app.landlines);
    let mut after = before.clone();
    if let Some(name) = patch.name {
        after.name = typed::name(&name);
        fields::check_name(&mut checks, &after.name);
    }
    if let Some(division) = patch.division {
        check_village(tx, &mut checks, &division)?;
        after.division = division;
    }
    checks.done()?;
    contacts.put(&tx.app.vault, &mut after)?;
    if store::update(tx.conn, &after, tx.now)? == 0 {
        return Err(Failure::no("stale_version"));
    }
    after.version += 1;
    index(tx, &after)?;
    payments::payee_changed(tx, id, &after.name, after.bank_account_mask.as_deref())?;
    let changes = fields::changes(&tx.app.vault, &before, &after)?;
    let entry = Entry::new("person.updated", "person", id).at(&after.division);
    let view = view(&mut tx.view(), after)?;
    let reply = Reply::ok(&view)?.version(view.version);
    Ok(Traced::new(reply, entry.with(json!({ "changes": changes }))))
}

/// Gives the data in the clear, once for each line in the audit trail. The answer is not
/// kept with the idempotency key: a repeated request is another look, and written down too.
///
/// # Errors
/// `not_found`, or `invalid` without a usable reason.
pub async fn reveal(
    app: &Shared,
    call: Call,
    once: Once,
    id: PersonId,
    request: RevealRequest,
) -> Outcome<Reply> {
    let reason = request.reason.trim().to_owned();
    let mut checks = Checks::new();
    checks.text(&reason, "/reason", MOST_REASON);
    checks.no_private_number(&reason, "/reason", app.landlines);
    checks.done()?;
    let line = move |tx: &mut Tx, again: bool| {
        let row = store::find(tx.conn, tx.actor, id)?.ok_or_else(Failure::not_found)?;
        let entry = Entry::new("person.revealed", "person", id).at(&row.division);
        Ok::<_, Failure>(entry.with(json!({ "reason": reason, "repeated": again })))
    };
    let first = line.clone();
    let mut reply = app
        .write(call.clone(), once, move |tx| {
            let entry = first(tx, false)?;
            Ok(Traced::new(Reply::created(format!("/api/v1/persons/{id}"), &json!({}))?, entry))
        })
        .await?;
    if reply.replayed {
        app.transact(call.clone(), move |tx| Ok(Traced::new((), line(tx, true)?))).await?;
    }
    let revealed = app.read(call, move |view| plain(view, id)).await?;
    reply.body = serde_json::to_vec(&revealed)?;
    Ok(reply)
}

fn plain(view: &mut View, id: PersonId) -> Outcome<Revealed> {
    let row = store::find(view.conn, view.actor, id)?.ok_or_else(Failure::not_found)?;
    let plain = fields::open(&view.app.vault, &row)?;
    Ok(Revealed {
        citizen_id: view.app.vault.open("citizen_id", &row.citizen_id_enc)?,
        birth_on: row.birth_on,
        phone: plain.phone,
        bank_account: plain.bank_account,
        address: plain.address,
    })
}

/// Whoever has that citizen id in the whole county, for what is applied for where it happened; else
/// what is wrong with it, `person_not_registered` among that.
///
/// # Errors
/// As the database answers.
pub fn of_citizen_id(view: &mut View, typed: &str) -> Outcome<Result<PersonBrief, &'static str>> {
    let id = match CitizenId::parse(typed, view.now.today()) {
        Ok(id) => id,
        Err(error) => return Ok(Err(error.code())),
    };
    let (county, hash) = (view.actor.county(), view.app.vault.index("citizen_id", id.as_str()));
    let Some((known, _)) = store::by_citizen_id(view.conn, county, &hash)? else {
        return Ok(Err("person_not_registered"));
    };
    let brief = store::briefs(view.conn, county, &[known])?.remove(&known);
    brief.map(Ok).ok_or_else(Failure::not_found)
}

/// # Errors
/// `not_found` outside the actor's scope.
pub fn find(view: &mut View, id: PersonId) -> Outcome<PersonView> {
    let row = store::find(view.conn, view.actor, id)?.ok_or_else(Failure::not_found)?;
    self::view(view, row)
}

/// # Errors
/// `invalid` when nothing usable is given to search by, `bad_query`, `bad_cursor`.
pub fn search(view: &mut View, asked: &PersonSearch) -> Outcome<Page<PersonRowView>> {
    let limit = cursor::limit(asked.limit)?;
    let after: Option<PersonId> = cursor::decode(asked.cursor.as_ref())?;
    let needle = needle(view, asked)?;
    let (rows, next) = search::page(view.conn, &view.app.vault, view.actor, &needle, after, limit)?;
    Ok(Page { items: self::rows(view, rows)?, next_cursor: next.map(|id| cursor::encode(&id)) })
}

fn needle(view: &View, asked: &PersonSearch) -> Outcome<Needle> {
    let vault = &view.app.vault;
    let parsed = [
        ("/q", asked.q.as_ref().map(|text| Needle::any(vault, text))),
        ("/citizen_id", asked.citizen_id.as_ref().map(|text| Needle::citizen_id(vault, text))),
        ("/name", asked.name.as_ref().map(|text| Needle::name(text))),
        ("/phone", asked.phone.as_ref().map(|text| Needle::phone(vault, text))),
    ];
    let mut checks = Checks::new();
    let mut whole: Option<Needle> = None;
    for (pointer, needle) in parsed.into_iter().filter_map(|(pointer, found)| Some((pointer, found?))) {
        match needle {
            Ok(needle) => whole = Some(whole.unwrap_or_default().and(needle)),
            Err(code) => checks.check(false, pointer, code),
        }
    }
    checks.done()?;
    whole.ok_or_else(|| {
        let mut checks = Checks::new();
        checks.check(false, "/q", "search_needed");
        checks.done().err().unwrap_or_else(|| Failure::no("search_needed"))
    })
}

fn rows(view: &mut View, rows: Vec<PersonRow>) -> Outcome<Vec<PersonRowView>> {
    let ids: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
    let placed = store::household_ids(view.conn, view.actor.county(), &ids)?;
    let divisions = division_refs(view.conn, rows.iter().map(|row| row.division.as_str()))?;
    let today = view.now.today();
    let shown = |row: PersonRow| {
        Ok(PersonRowView {
            id: row.id,
            sex: row.sex()?,
            citizen_id: row.citizen_id_mask,
            name: row.name,
            age: citizen_id::age_on(row.birth_on, today),
            division: divisions
                .get(&row.division)
                .cloned()
                .ok_or_else(|| Failure::internal("a person without a division"))?,
            phone: row.phone_mask,
            household_id: placed.get(&row.id).copied(),
            is_demo: row.demo,
        })
    };
    rows.into_iter().map(shown).collect()
}

fn view(view: &mut View, row: PersonRow) -> Outcome<PersonView> {
    let county = view.actor.county();
    let fields::Plain { address, bank_account, .. } = fields::open(&view.app.vault, &row)?;
    let household = store::household_of(view.conn, county, row.id)?;
    let totals = store::year_totals(view.conn, county, row.id)?;
    let allowed = [
        ("update", view.actor.may(Permission::PersonUpdate)),
        ("reveal", view.actor.may(Permission::PersonReveal)),
        ("create_household", view.actor.may(Permission::HouseholdWrite) && household.is_none()),
        ("create_case", view.actor.may(Permission::CaseCreate)),
    ];
    Ok(PersonView {
        sex: row.sex()?,
        age: citizen_id::age_on(row.birth_on, view.now.today()),
        division: division_ref(view.conn, &row.division)?,
        address: address.as_deref().map(masking::address),
        household,
        open_cases: store::open_cases(view.conn, view.actor, row.id)?,
        year_totals: totals.into_iter().map(|total| year_total(view, total)).collect(),
        allowed_actions: allowed.into_iter().filter(|(_, may)| *may).map(|(action, _)| action).collect(),
        id: row.id,
        name: row.name,
        citizen_id: row.citizen_id_mask,
        phone: row.phone_mask,
        bank_account: row.bank_account_mask,
        bank_name: row.bank_name,
        is_demo: row.demo,
        warnings: fields::warnings(bank_account.as_deref().filter(|_| !row.demo)),
        version: row.version,
    })
}

fn year_total(view: &View, (scheme, year, paid_fen): (String, i16, i64)) -> YearTotal {
    let cap_fen = yearly_cap(view, &scheme, i32::from(year));
    YearTotal { scheme, year, paid_fen, cap_fen }
}

/// The cap of the policy behind the service item of that scheme, as it stands today or
/// stood at the end of a year gone by.
fn yearly_cap(view: &View, scheme: &str, year: i32) -> Option<i64> {
    let last = chrono::NaiveDate::from_ymd_opt(year, 12, 31)?;
    let day = last.min(view.now.today());
    let item = view.app.rules.items.all().filter(|item| item.rule.scheme == scheme).last()?;
    let policy = view.app.rules.policies().at(&item.rule.policy_code, view.actor.county(), day).ok()?;
    let document = policy.rule.document();
    let name = document.result.yearly_cap.as_ref()?;
    let parameter = document.parameters.iter().find(|parameter| parameter.name == *name)?;
    match parameter.values.iter().rfind(|dated| dated.from <= day)?.value {
        Value::Int(fen) => Some(fen),
        _ => None,
    }
}
