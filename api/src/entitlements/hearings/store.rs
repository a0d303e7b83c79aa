use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{ActKind, ActView, HearingWay};
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{entitlement_acts, users};
use crate::db::types::At;
use crate::failure::{Failure, Outcome};
use crate::ids::{EntitlementActId, EntitlementChangeId, EntitlementId, UserId};
use crate::on_each;
use yangguang_domain::entitlement::hearing::shown_until;
use yangguang_domain::remedy::Service;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = entitlement_acts, treat_none_as_default_value = false)]
pub struct ActRow {
    pub county: String,
    pub id: EntitlementActId,
    pub entitlement_id: EntitlementId,
    pub change_id: EntitlementChangeId,
    pub act: String,
    pub on_day: NaiveDate,
    pub place: Option<String>,
    pub way: Option<String>,
    pub person: Option<String>,
    pub said: Option<String>,
    pub served: Option<String>,
    pub served_on: Option<NaiveDate>,
    pub died_on: Option<NaiveDate>,
    pub acted_by: UserId,
    pub actor_name: String,
    pub actor_role: String,
    pub acted_on: NaiveDate,
    pub created_at: At,
}

impl ActRow {
    /// # Errors
    /// `internal` for rows nothing of ours wrote.
    pub fn kind(&self) -> Outcome<ActKind> {
        let all = [ActKind::Invite, ActKind::Hear, ActKind::Post, ActKind::Object, ActKind::Serve];
        let found = all.into_iter().find(|kind| kind.as_str() == self.act);
        found.ok_or_else(|| Failure::internal("an act of a benefit nobody knows"))
    }

    pub fn way(&self) -> Option<HearingWay> {
        HearingWay::ALL.into_iter().find(|way| Some(way.as_str()) == self.way.as_deref())
    }

    pub fn served(&self) -> Option<Service> {
        self.served.as_deref().and_then(Service::parse)
    }

    /// # Errors
    /// As [`ActRow::kind`].
    pub fn view(&self) -> Outcome<ActView> {
        let act = self.kind()?;
        Ok(ActView {
            id: self.id,
            change_id: self.change_id,
            act,
            on: self.on_day,
            until: (act == ActKind::Post).then(|| shown_until(self.on_day)),
            place: self.place.clone(),
            way: self.way(),
            person: self.person.clone(),
            said: self.said.clone(),
            served: self.served(),
            served_on: self.served_on,
            died_on: self.died_on,
            by: self.actor_name.clone(),
            acted_on: self.acted_on,
        })
    }
}

pub fn insert(conn: &mut Conn, row: &ActRow) -> QueryResult<usize> {
    on_each!(conn, each => diesel::insert_into(entitlement_acts::table).values(row).execute(each))
}

/// What was done about these benefits, in its order.
pub fn acts(conn: &mut Conn, county: &str, ids: &[EntitlementId]) -> QueryResult<Vec<ActRow>> {
    let mut all = Vec::new();
    for ids in ids.chunks(500) {
        let query = entitlement_acts::table
            .filter(entitlement_acts::county.eq(county))
            .filter(one_of(entitlement_acts::entitlement_id, ids.iter().copied()))
            .order((entitlement_acts::entitlement_id, entitlement_acts::id));
        all.extend(on_each!(conn, each => query.select(ActRow::as_select()).load(each))?);
    }
    Ok(all)
}

/// Name and office telephone of an account.
pub fn contact(conn: &mut Conn, id: UserId) -> QueryResult<(String, Option<String>)> {
    let query = users::table.find(id).select((users::name, users::office_phone));
    on_each!(conn, each => query.first(each))
}
