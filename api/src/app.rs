//! What a running server holds: the database, the keys, the clock and the compiled
//! rules. Nothing of it belongs to a client; any number of copies may run.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use diesel::Connection;
use serde::Serialize;
use yangguang_domain::calendar::Calendar;
use yangguang_domain::disclosure::Landlines;

use crate::actor::Actor;
use crate::audit::Traced;
use crate::clock::{Clock, Moment};
use crate::db::Db;
use crate::db::conn::Conn;
use crate::db::stamps::{self, Stamps};
use crate::divisions::{DivisionRef, Places};
use crate::failure::Outcome;
use crate::http::once::{self, Once};
use crate::http::reply::Reply;
use crate::rules::Rules;
use crate::spa::Site;
use crate::vault::Vault;

pub struct App {
    pub db: Db,
    pub vault: Vault,
    pub clock: Clock,
    pub rules: Rules,
    pub places: Places,
    /// Where attachments lie, by hash.
    pub files: PathBuf,
    /// Whether the scanner over free text looks for land lines too.
    pub landlines: Landlines,
    /// What stands at the foot of the citizens' pages.
    pub site: Site,
    /// Where citizens reach the portal, without a slash at its end.
    pub portal_url: Option<String>,
}

pub type Shared = Arc<App>;

/// One transaction of one actor at one moment.
pub struct Tx<'a> {
    pub conn: &'a mut Conn,
    pub app: &'a App,
    pub actor: &'a Actor,
    pub now: Moment,
    pub request_id: &'a str,
    stamps: Stamps,
}

/// A request's circumstances, taken once at its beginning.
#[derive(Debug, Clone)]
pub struct Call {
    pub actor: Actor,
    pub now: Moment,
    pub request_id: String,
}

/// Who asks for a read, known at the latest in its transaction.
pub trait Asks {
    /// # Errors
    /// Whoever asks may not.
    fn known(self, conn: &mut Conn) -> Outcome<Call>;
}

impl Asks for Call {
    fn known(self, _: &mut Conn) -> Outcome<Call> {
        Ok(self)
    }
}

impl App {
    /// Takes in what changed of the rules since, and tells how new everything is.
    fn current(&self, conn: &mut Conn) -> Outcome<Stamps> {
        let stamps = stamps::read(conn)?;
        self.rules.refresh(conn, stamps)?;
        Ok(stamps)
    }

    /// A traced transaction. `act` may run more than once.
    pub async fn transact<T: Send + 'static>(
        self: &Arc<App>,
        call: Call,
        act: impl Fn(&mut Tx) -> Outcome<Traced<T>> + Send + 'static,
    ) -> Outcome<T> {
        let app = Arc::clone(self);
        self.db
            .transact(move |conn| {
                let mut tx = Tx::new(conn, &app, &call.actor, call.now, &call.request_id)?;
                act(&mut tx)?.recorded(&mut tx)
            })
            .await
    }

    /// A traced transaction that is done once for each `Idempotency-Key`: a repeated
    /// request gets the stored answer.
    pub async fn write(
        self: &Arc<App>,
        call: Call,
        once: Once,
        act: impl Fn(&mut Tx) -> Outcome<Traced<Reply>> + Send + 'static,
    ) -> Outcome<Reply> {
        let app = Arc::clone(self);
        self.db
            .transact(move |conn| {
                let mut tx = Tx::new(conn, &app, &call.actor, call.now, &call.request_id)?;
                if let Some(stored) = once::stored(&mut tx, &once)? {
                    return Ok(stored);
                }
                let reply = act(&mut tx)?.recorded(&mut tx)?;
                once::store(&mut tx, &once, &reply)?;
                Ok(reply)
            })
            .await
    }

    /// A read of any length with the actor at hand; the answer is a view.
    pub async fn read<T: Serialize + Send + 'static>(
        self: &Arc<App>,
        call: Call,
        ask: impl FnOnce(&mut View) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let app = Arc::clone(self);
        self.db.read(move |conn| ask(&mut View::new(conn, &app, &call)?)).await
    }

    /// A short read by key.
    pub async fn point<T: Serialize + Send + 'static>(
        self: &Arc<App>,
        who: impl Asks + Send + 'static,
        ask: impl FnOnce(&mut View) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let app = Arc::clone(self);
        self.db
            .point(move |conn| {
                let call = who.known(conn)?;
                ask(&mut View::new(conn, &app, &call)?)
            })
            .await
    }
}

/// A read of one actor at one moment.
pub struct View<'a> {
    pub conn: &'a mut Conn,
    pub app: &'a App,
    pub actor: &'a Actor,
    pub now: Moment,
    stamps: Stamps,
}

impl<'a> View<'a> {
    /// Reads the stamps once: a view is of one state of the database.
    fn new(conn: &'a mut Conn, app: &'a App, call: &'a Call) -> Outcome<View<'a>> {
        let stamps = app.current(conn)?;
        Ok(View { conn, app, actor: &call.actor, now: call.now, stamps })
    }

    /// # Errors
    /// As the database answers.
    pub fn calendar(&mut self) -> Outcome<Arc<Calendar>> {
        self.app.rules.calendar(self.conn, self.stamps)
    }

    /// The divisions of these codes; one that is not there is left out.
    ///
    /// # Errors
    /// As the database answers.
    pub fn places<'c>(
        &mut self,
        codes: impl IntoIterator<Item = &'c str>,
    ) -> Outcome<HashMap<String, DivisionRef>> {
        self.app.places.refs(self.conn, self.stamps, codes)
    }
}

impl<'a> Tx<'a> {
    /// # Errors
    /// As the database answers.
    pub fn new(
        conn: &'a mut Conn,
        app: &'a App,
        actor: &'a Actor,
        now: Moment,
        request_id: &'a str,
    ) -> Outcome<Tx<'a>> {
        let stamps = app.current(conn)?;
        Ok(Tx { conn, app, actor, now, request_id, stamps })
    }

    /// A part that is undone alone if it fails; the rest of the transaction goes on.
    pub fn savepoint<T>(&mut self, act: impl FnOnce(&mut Tx) -> Outcome<T>) -> Outcome<T> {
        let Tx { app, actor, now, request_id, stamps, .. } = *self;
        self.conn.transaction(|conn| act(&mut Tx { conn, app, actor, now, request_id, stamps }))
    }

    /// The same connection and actor, for functions that only read.
    pub fn view(&mut self) -> View<'_> {
        let Tx { app, actor, now, stamps, .. } = *self;
        View { conn: self.conn, app, actor, now, stamps }
    }

    /// # Errors
    /// As the database answers.
    pub fn calendar(&mut self) -> Outcome<Arc<Calendar>> {
        self.view().calendar()
    }
}
