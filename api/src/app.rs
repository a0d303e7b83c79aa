//! What a running server holds: the database, the keys, the clock and the compiled
//! rules. Nothing of it belongs to a client; any number of copies may run.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use yangguang_domain::calendar::Calendar;

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
use crate::vault::Vault;

pub struct App {
    pub db: Db,
    pub vault: Vault,
    pub clock: Clock,
    pub rules: Rules,
    pub places: Places,
    /// Where attachments lie, by hash.
    pub files: PathBuf,
}

pub type Shared = Arc<App>;

/// One transaction of one actor at one moment.
pub struct Tx<'a> {
    pub conn: &'a mut Conn,
    pub app: &'a App,
    pub actor: &'a Actor,
    pub now: Moment,
    pub request_id: &'a str,
}

/// A request's circumstances, taken once at its beginning.
#[derive(Debug, Clone)]
pub struct Call {
    pub actor: Actor,
    pub now: Moment,
    pub request_id: String,
}

impl App {
    /// A traced transaction. `act` may run more than once.
    pub async fn transact<T: Send + 'static>(
        self: &Arc<App>,
        call: Call,
        act: impl Fn(&mut Tx) -> Outcome<Traced<T>> + Send + 'static,
    ) -> Outcome<T> {
        let app = Arc::clone(self);
        self.db
            .transact(move |conn| {
                let mut tx =
                    Tx { conn, app: &app, actor: &call.actor, now: call.now, request_id: &call.request_id };
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
                let mut tx =
                    Tx { conn, app: &app, actor: &call.actor, now: call.now, request_id: &call.request_id };
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
        self.db.read(move |conn| ask(&mut View::new(conn, &app, &call.actor, call.now))).await
    }

    /// A short read by key.
    pub async fn point<T: Serialize + Send + 'static>(
        self: &Arc<App>,
        call: Call,
        ask: impl FnOnce(&mut View) -> Outcome<T> + Send + 'static,
    ) -> Outcome<T> {
        let app = Arc::clone(self);
        self.db.point(move |conn| ask(&mut View::new(conn, &app, &call.actor, call.now))).await
    }
}

/// A read of one actor at one moment.
pub struct View<'a> {
    pub conn: &'a mut Conn,
    pub app: &'a App,
    pub actor: &'a Actor,
    pub now: Moment,
    stamps: Option<Stamps>,
}

impl<'a> View<'a> {
    fn new(conn: &'a mut Conn, app: &'a App, actor: &'a Actor, now: Moment) -> View<'a> {
        View { conn, app, actor, now, stamps: None }
    }

    /// Read once: a view is of one state of the database.
    fn stamps(&mut self) -> Outcome<Stamps> {
        match self.stamps {
            Some(stamps) => Ok(stamps),
            None => Ok(*self.stamps.insert(stamps::read(self.conn)?)),
        }
    }

    /// # Errors
    /// As the database answers.
    pub fn calendar(&mut self) -> Outcome<Arc<Calendar>> {
        let stamps = self.stamps()?;
        self.app.rules.calendar(self.conn, stamps)
    }

    /// The divisions of these codes; one that is not there is left out.
    ///
    /// # Errors
    /// As the database answers.
    pub fn places<'c>(
        &mut self,
        codes: impl IntoIterator<Item = &'c str>,
    ) -> Outcome<HashMap<String, DivisionRef>> {
        let stamps = self.stamps()?;
        self.app.places.refs(self.conn, stamps, codes)
    }
}

impl Tx<'_> {
    /// The same connection and actor, for functions that only read.
    pub fn view(&mut self) -> View<'_> {
        View::new(self.conn, self.app, self.actor, self.now)
    }

    /// # Errors
    /// As the database answers.
    pub fn calendar(&mut self) -> Outcome<Arc<Calendar>> {
        self.view().calendar()
    }
}
