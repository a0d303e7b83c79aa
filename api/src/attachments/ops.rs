use std::fs::File;
use std::io::Read;

use futures_util::{Stream, stream};
use serde_json::json;

use super::model::AttachmentView;
use super::sniff::Kind;
use super::store::{self, AttachmentRow, CaseRow};
use super::{ofd, sniff, spool};
use crate::app::{Call, Shared, Tx, View};
use crate::audit::{Entry, Traced};
use crate::failure::{Checks, Failure, Outcome};
use crate::http::once::Once;
use crate::http::reply::Reply;
use crate::ids::{AttachmentId, CaseId};

const MOST_FILES: i64 = 50;
const MOST_BYTES: i64 = 200 * 1024 * 1024;
/// A download is read in pieces of this size.
const PIECE: usize = 256 * 1024;

/// A paper as it is announced, before its bytes have come.
#[derive(Debug, Clone)]
pub struct Announced {
    pub case: CaseId,
    pub material: String,
    pub file_name: String,
}

/// Takes a paper in: to disk first, then its row; a row never points at nothing.
///
/// # Errors
/// `not_found`, `invalid`, `file_too_large`, `file_empty`, `file_type_refused`,
/// `files_of_closed_case`, `too_many_files`, `files_too_large`.
pub async fn add<B: AsRef<[u8]>, E>(
    app: &Shared,
    call: Call,
    once: Once,
    announced: Announced,
    body: impl Stream<Item = Result<B, E>> + Unpin,
) -> Outcome<Reply> {
    let asked = announced.clone();
    app.read(call.clone(), move |view| known(view, &asked)).await?;
    let spooled = spool::receive(&app.files, body).await?;
    let stored = stored(&spooled, &announced.file_name).await?;
    let what = [stored.sha256.as_str(), &announced.material, &announced.file_name].join("\n");
    // What will be refused below is not kept; a repeated request gets its stored answer
    // there, also when the case was closed meanwhile.
    let (case, size) = (announced.case, stored.size);
    let kept = app.read(call.clone(), move |view| admit(view, case, size)).await.is_ok();
    if kept {
        spooled.keep(&app.files).await?;
    }
    app.write(call, once.with(what.as_bytes()), move |tx| {
        let reply = attach(tx, case, &announced.material, &stored)?;
        if kept { Ok(reply) } else { Err(Failure::no("overloaded")) }
    })
    .await
}

/// A paper that lies at its place, whether or not it is a case's yet.
#[derive(Debug, Clone)]
pub struct Stored {
    file_name: String,
    media_type: &'static str,
    size: i64,
    sha256: String,
}

async fn stored(spooled: &spool::Spooled, file_name: &str) -> Outcome<Stored> {
    let refused =
        |found: sniff::Refused| Failure::no_with("file_type_refused", vec![("found", found.to_string())]);
    let kind = match sniff::kind(&spooled.head, &spooled.tail) {
        Err(_) if is_ofd(spooled).await? => Kind::Ofd,
        told => told.map_err(refused)?,
    };
    Ok(Stored {
        file_name: sniff::fitting_name(file_name, kind).map_err(refused)?,
        media_type: kind.media_type(),
        size: i64::try_from(spooled.size).map_err(Failure::internal)?,
        sha256: spooled.sha256.clone(),
    })
}

/// What a zip is stands behind its first bytes.
async fn is_ofd(spooled: &spool::Spooled) -> Outcome<bool> {
    if !spooled.head.starts_with(sniff::ZIP) {
        return Ok(false);
    }
    let (file, tail) = (spooled.reader()?, spooled.tail.clone());
    spool::blocking(move || Ok(ofd::is_ofd(file, &tail))).await
}

/// Takes a paper to its place for commands, which attach it themselves.
///
/// # Errors
/// `file_too_large`, `file_empty`, `file_type_refused`.
pub async fn keep(app: &Shared, file_name: &str, bytes: Vec<u8>) -> Outcome<Stored> {
    let body = stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
    let spooled = spool::receive(&app.files, body).await?;
    let stored = stored(&spooled, file_name).await?;
    spooled.keep(&app.files).await?;
    Ok(stored)
}

/// Makes a paper that lies at its place a paper of the case.
///
/// # Errors
/// `not_found`, `files_of_closed_case`, `too_many_files`, `files_too_large`.
pub fn attach(tx: &mut Tx, case: CaseId, material: &str, stored: &Stored) -> Outcome<Traced<Reply>> {
    admit(&mut tx.view(), case, stored.size)?;
    let row = AttachmentRow {
        county: tx.actor.county().to_owned(),
        id: AttachmentId::new(tx.now),
        case_id: case,
        material_code: material.to_owned(),
        file_name: stored.file_name.clone(),
        media_type: stored.media_type.to_owned(),
        size: stored.size,
        sha256: stored.sha256.clone(),
        uploaded_by: tx.actor.user_id()?,
        removed_at: None,
        created_at: tx.now.stamp(),
    };
    added(tx, row)
}

fn added(tx: &mut Tx, row: AttachmentRow) -> Outcome<Traced<Reply>> {
    let found = store::case(tx.conn, tx.actor, row.case_id)?.ok_or_else(Failure::not_found)?;
    store::insert(tx.conn, row.clone())?;
    let entry = entry("attachment.added", &row, &found);
    let location = format!("/api/v1/cases/{}/attachments/{}", row.case_id, row.id);
    Ok(Traced::new(Reply::created(location, &row.view(tx.actor.name.clone()))?, entry))
}

/// The file name may name a person and stays out.
fn entry(action: &'static str, row: &AttachmentRow, case: &CaseRow) -> Entry {
    Entry::new(action, "case", row.case_id).at(&case.division).with(json!({
        "attachment_id": row.id,
        "material_code": row.material_code,
        "media_type": row.media_type,
        "size": row.size,
        "sha256": row.sha256,
    }))
}

/// That the case is there and its item asks for such a paper: before any byte is taken.
fn known(view: &mut View, announced: &Announced) -> Outcome<()> {
    let case = store::case(view.conn, view.actor, announced.case)?.ok_or_else(Failure::not_found)?;
    let item = view.app.rules.items.version(&case.item_code, case.item_version)?;
    let mut checks = Checks::new();
    let listed = item.rule.materials.iter().any(|material| material.code == announced.material);
    checks.check(listed, "/material", "unknown_material");
    checks.done()
}

fn admit(view: &mut View, case: CaseId, size: i64) -> Outcome<()> {
    let found = store::case(view.conn, view.actor, case)?.ok_or_else(Failure::not_found)?;
    if found.closed_on.is_some() {
        return Err(Failure::no("files_of_closed_case"));
    }
    let (files, bytes) = store::weight(view.conn, view.actor.county(), case)?;
    if files >= MOST_FILES {
        return Err(Failure::no_with("too_many_files", vec![("most", MOST_FILES.to_string())]));
    }
    if bytes + size > MOST_BYTES {
        return Err(Failure::no_with("files_too_large", vec![("most", (MOST_BYTES >> 20).to_string())]));
    }
    Ok(())
}

/// # Errors
/// `not_found` outside the actor's scope.
pub fn list(view: &mut View, case: CaseId) -> Outcome<Vec<AttachmentView>> {
    store::case(view.conn, view.actor, case)?.ok_or_else(Failure::not_found)?;
    store::of_case(view.conn, view.actor.county(), case)
}

/// Takes a paper back. The row and the file stay, out of sight.
///
/// # Errors
/// `not_found`, or `file_is_part_of_case` once the case was accepted.
pub fn remove(tx: &mut Tx, case: CaseId, id: AttachmentId) -> Outcome<Traced<()>> {
    let found = store::case(tx.conn, tx.actor, case)?.ok_or_else(Failure::not_found)?;
    let row = store::find(tx.conn, tx.actor.county(), case, id)?.ok_or_else(Failure::not_found)?;
    if found.closed_on.is_some() {
        return Err(Failure::no("files_of_closed_case"));
    }
    if found.accepted_on.is_some() {
        return Err(Failure::no("file_is_part_of_case"));
    }
    store::remove(tx.conn, tx.actor.county(), id, tx.now)?;
    Ok(Traced::new((), entry("attachment.removed", &row, &found)))
}

/// A paper on its way out.
pub struct Opened {
    pub row: AttachmentRow,
    file: File,
}

/// Opens a paper for reading. It shows a person's data in the clear, so it is written down
/// who had it.
///
/// # Errors
/// `not_found`, or `internal` when the file is not there or not whole.
pub async fn open(app: &Shared, call: Call, case: CaseId, id: AttachmentId) -> Outcome<Opened> {
    let row = app
        .transact(call, move |tx| {
            let found = store::case(tx.conn, tx.actor, case)?.ok_or_else(Failure::not_found)?;
            let row = store::find(tx.conn, tx.actor.county(), case, id)?.ok_or_else(Failure::not_found)?;
            let detail = json!({ "case_id": case, "sha256": row.sha256 });
            let entry =
                Entry::new("attachment.downloaded", "attachment", id).at(&found.division).with(detail);
            Ok(Traced::new(row, entry))
        })
        .await?;
    let place = spool::place(&app.files, &row.sha256).ok_or_else(|| Failure::internal("no hash"))?;
    let file = spool::blocking(move || File::open(place)).await?;
    let length = file.metadata().map_err(Failure::internal)?.len();
    if i64::try_from(length) != Ok(row.size) {
        return Err(Failure::internal(format!("the file of attachment {id} is not whole")));
    }
    Ok(Opened { row, file })
}

impl Opened {
    /// The bytes, piece by piece.
    pub fn bytes(self) -> impl Stream<Item = Outcome<Vec<u8>>> {
        stream::try_unfold(self.file, |file| async move {
            spool::blocking(move || {
                let mut piece = Vec::with_capacity(PIECE);
                (&file).take(PIECE as u64).read_to_end(&mut piece)?;
                Ok((!piece.is_empty()).then_some((piece, file)))
            })
            .await
        })
    }
}
