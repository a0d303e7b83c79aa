use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};

use super::model::{AttachmentView, UserRef};
use crate::actor::Actor;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::one_of;
use crate::db::schema::{attachments, cases, users};
use crate::db::types::At;
use crate::failure::Outcome;
use crate::ids::{AttachmentId, CaseId, UserId};
use crate::on_each;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = attachments)]
pub struct AttachmentRow {
    pub county: String,
    pub id: AttachmentId,
    pub case_id: CaseId,
    pub material_code: String,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub sha256: String,
    pub uploaded_by: UserId,
    pub removed_at: Option<At>,
    pub created_at: At,
}

impl AttachmentRow {
    pub fn view(self, uploader: String) -> AttachmentView {
        AttachmentView {
            id: self.id,
            material_code: self.material_code,
            file_name: self.file_name,
            media_type: self.media_type,
            size: self.size,
            sha256: self.sha256,
            uploaded_by: UserRef { id: self.uploaded_by, name: uploader },
            created_at: self.created_at.0,
        }
    }
}

/// The case a paper belongs to, as far as papers ask.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = cases)]
pub struct CaseRow {
    pub division: String,
    pub item_code: String,
    pub item_version: i32,
    pub accepted_on: Option<chrono::NaiveDate>,
    pub closed_on: Option<chrono::NaiveDate>,
}

/// A case within the actor's scope.
pub fn case(conn: &mut Conn, actor: &Actor, id: CaseId) -> QueryResult<Option<CaseRow>> {
    cases::table
        .find((actor.county(), id))
        .filter(cases::division.between(actor.scope.low(), actor.scope.high()))
        .select(CaseRow::as_select())
        .first(conn)
        .optional()
}

pub fn insert(conn: &mut Conn, row: AttachmentRow) -> QueryResult<usize> {
    diesel::insert_into(attachments::table).values(row).execute(conn)
}

/// How many files a case has, and their bytes.
pub fn weight(conn: &mut Conn, county: &str, case: CaseId) -> QueryResult<(i64, i64)> {
    let (count, bytes): (i64, Option<i64>) = attachments::table
        .filter(attachments::county.eq(county))
        .filter(attachments::case_id.eq(case))
        .filter(attachments::removed_at.is_null())
        .select((diesel::dsl::count_star(), sql::<Nullable<BigInt>>("CAST(SUM(size) AS BIGINT)")))
        .first(conn)?;
    Ok((count, bytes.unwrap_or_default()))
}

/// A file of that case that was not removed.
pub fn find(
    conn: &mut Conn,
    county: &str,
    case: CaseId,
    id: AttachmentId,
) -> QueryResult<Option<AttachmentRow>> {
    attachments::table
        .find((county, id))
        .filter(attachments::case_id.eq(case))
        .filter(attachments::removed_at.is_null())
        .select(AttachmentRow::as_select())
        .first(conn)
        .optional()
}

/// The row stays, so that the trail leads somewhere.
pub fn remove(conn: &mut Conn, county: &str, id: AttachmentId, now: Moment) -> QueryResult<usize> {
    diesel::update(attachments::table.find((county, id)).filter(attachments::removed_at.is_null()))
        .set(attachments::removed_at.eq(Some(now.stamp())))
        .execute(conn)
}

/// The files of a case that were not removed, oldest first.
///
/// # Errors
/// As the database answers.
pub fn of_case(conn: &mut Conn, county: &str, case: CaseId) -> Outcome<Vec<AttachmentView>> {
    let query = attachments::table
        .inner_join(users::table.on(users::id.eq(attachments::uploaded_by)))
        .filter(attachments::county.eq(county))
        .filter(attachments::case_id.eq(case))
        .filter(attachments::removed_at.is_null())
        .order(attachments::id);
    let rows: Vec<(AttachmentRow, String)> =
        on_each!(conn, each => query.select((AttachmentRow::as_select(), users::name)).load(each))?;
    Ok(rows.into_iter().map(|(row, uploader)| row.view(uploader)).collect())
}

/// The other cases that have a file of the same content for the same material: which file of
/// this case, and which case.
///
/// # Errors
/// As the database answers.
pub fn twins(
    conn: &mut Conn,
    county: &str,
    case: CaseId,
    own: &[AttachmentView],
) -> Outcome<Vec<(AttachmentId, CaseId)>> {
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let hashes: Vec<&str> = own.iter().map(|file| file.sha256.as_str()).collect();
    let found: Vec<(String, String, CaseId)> = attachments::table
        .filter(attachments::county.eq(county))
        .filter(attachments::sha256.eq_any(hashes))
        .filter(attachments::case_id.ne(case))
        .filter(attachments::removed_at.is_null())
        .select((attachments::sha256, attachments::material_code, attachments::case_id))
        .order(attachments::id)
        .load(conn)?;
    let pairs = found.into_iter().flat_map(|(sha256, material, other)| {
        let same = own.iter().filter(move |file| file.sha256 == sha256 && file.material_code == material);
        same.map(move |file| (file.id, other))
    });
    Ok(pairs.collect())
}

/// The other cases that have a file of the same content and material as one of these, and which.
///
/// # Errors
/// As the database answers.
pub fn copies(conn: &mut Conn, county: &str, files: &[AttachmentId]) -> Outcome<Vec<(AttachmentId, CaseId)>> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let marks = (attachments::id, attachments::case_id, attachments::sha256, attachments::material_code);
    let there = attachments::table
        .filter(attachments::county.eq(county))
        .filter(attachments::removed_at.is_null())
        .order(attachments::id)
        .select(marks);
    let own: Vec<(AttachmentId, CaseId, String, String)> =
        there.filter(one_of(attachments::id, files.iter().copied())).load(conn)?;
    let hashes: Vec<&str> = own.iter().map(|(_, _, sha256, _)| sha256.as_str()).collect();
    let same: Vec<(AttachmentId, CaseId, String, String)> =
        there.filter(attachments::sha256.eq_any(hashes)).load(conn)?;
    let pairs = own.iter().flat_map(|(file, case, sha256, material)| {
        let others = same
            .iter()
            .filter(move |(_, other, same, kind)| other != case && same == sha256 && kind == material);
        others.map(move |(_, other, ..)| (*file, *other))
    });
    Ok(pairs.collect())
}

/// The materials of which a case has a file, each once.
///
/// # Errors
/// As the database answers.
pub fn material_codes(conn: &mut Conn, county: &str, case: CaseId) -> Outcome<Vec<String>> {
    let query = attachments::table
        .filter(attachments::county.eq(county))
        .filter(attachments::case_id.eq(case))
        .filter(attachments::removed_at.is_null())
        .select(attachments::material_code)
        .distinct()
        .order(attachments::material_code);
    Ok(on_each!(conn, each => query.load(each))?)
}
