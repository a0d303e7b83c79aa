//! The permission is a type in the handler's signature: `Allowed<perm::CaseAccept>`
//! answers 401 or 403 before the body is read.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::ops::Deref;

use actix_web::dev::Payload;
use actix_web::web::{Data, Path};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use yangguang_domain::access::Permission;

use super::edge::RequestId;
use super::problem::Problem;
use crate::actor::Actor;
use crate::app::{App, Asks, Call, Shared};
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::failure::{Failure, Outcome};
use crate::sessions::{self, Claims};

/// A permission as a type.
pub trait Needs {
    /// `None`: any account that is logged in.
    const PERMISSION: Option<Permission>;
    /// Whether it may be done before the first password was changed.
    const BEFORE_PASSWORD: bool = false;
}

macro_rules! permission_types {
    ($($name:ident)*) => {
        /// One type for each permission of the table in `domain::access`.
        pub mod perm {
            use super::{Needs, Permission};
            $(
                #[derive(Debug)]
                pub struct $name;
                impl Needs for $name {
                    const PERMISSION: Option<Permission> = Some(Permission::$name);
                }
            )*
            /// Any account, also one that must change its password first.
            #[derive(Debug)]
            pub struct LoggedIn;
            impl Needs for LoggedIn {
                const PERMISSION: Option<Permission> = None;
                const BEFORE_PASSWORD: bool = true;
            }
        }
    };
}

permission_types! {
    PersonSearch PersonRead PersonRegister PersonUpdate PersonReveal
    HouseholdRead HouseholdWrite HouseholdClearKin PolicyDraftRead PolicyDraft PolicyActivate
    SimulationRead PolicySimulate
    CaseList CaseRead CaseHistory CaseCreate CaseEdit CasePreview
    AttachmentRead AttachmentAdd AttachmentRemove
    CaseNotifySupplement CaseAccept CaseDecline CaseWithdraw CaseCheck CaseOpine CaseReview
    CasePost CaseInformationCheck CaseComplaint CaseExtend CaseDeliver DelegationRead DelegationWrite
    BatchRead BatchSubmit CaseExamine CaseCountyVisit CaseDecide
    PaymentRead PaymentRoll EntitlementRead EntitlementPropose EntitlementDecide NoticeRead NoticeDraft NoticeSubmit NoticeSign NoticeWithdraw
    ReportRead AuditRead AccountRead AccountWrite CalendarWrite OfficerList WorkbenchRead
}

/// An account that has the permission `P`, with the request's moment and id.
#[derive(Debug)]
pub struct Allowed<P> {
    call: Call,
    permission: PhantomData<P>,
}

impl<P> Allowed<P> {
    pub fn call(self) -> Call {
        self.call
    }
}

impl<P> Deref for Allowed<P> {
    type Target = Call;
    fn deref(&self) -> &Call {
        &self.call
    }
}

impl<P: Needs + 'static> FromRequest for Allowed<P> {
    type Error = Problem;
    type Future = Ready<Result<Allowed<P>, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let call = shared(req).and_then(|app| {
            let asking = Asking::<P>::of(&app, req)?;
            Ok(app.db.here(|conn| asking.known(conn))?)
        });
        ready(call.map(|call| Allowed { call, permission: PhantomData }))
    }
}

/// An account of which so far only the token is known. For a short read: whether its
/// session lives and has the permission `P` is asked in the transaction of the read,
/// before anything else of the request is looked at (`named`).
#[derive(Debug)]
pub struct Asking<P> {
    claims: Claims,
    now: Moment,
    request_id: String,
    permission: PhantomData<P>,
}

impl<P> Asking<P> {
    fn of(app: &App, req: &HttpRequest) -> Outcome<Asking<P>> {
        let header = req.headers().get("authorization").and_then(|value| value.to_str().ok());
        let parts = header.and_then(|text| text.split_once(' '));
        let token = parts.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token);
        let now = app.clock.now();
        let claims = sessions::claims(app, token.ok_or_else(|| Failure::no("login_required"))?, now)?;
        Ok(Asking { claims, now, request_id: request_id(req), permission: PhantomData })
    }
}

impl<P: Needs> Asks for Asking<P> {
    fn known(self, conn: &mut Conn) -> Outcome<Call> {
        let known = sessions::recognise(conn, &self.claims, self.now)?;
        if known.must_change_password && !P::BEFORE_PASSWORD {
            return Err(Failure::no("password_change_required"));
        }
        if P::PERMISSION.is_some_and(|permission| !known.actor.may(permission)) {
            return Err(Failure::no("not_allowed"));
        }
        Ok(Call { actor: known.actor, now: self.now, request_id: self.request_id })
    }
}

impl<P: 'static> FromRequest for Asking<P> {
    type Error = Problem;
    type Future = Ready<Result<Asking<P>, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(shared(req).and_then(|app| Ok(Asking::of(&app, req)?)))
    }
}

/// A request that needs no account: the public portal, logging in, reference data.
#[derive(Debug)]
pub struct Anyone(Call);

impl Anyone {
    pub fn call(self) -> Call {
        self.0
    }
}

impl Deref for Anyone {
    type Target = Call;
    fn deref(&self) -> &Call {
        &self.0
    }
}

impl FromRequest for Anyone {
    type Error = Problem;
    type Future = Ready<Result<Anyone, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(shared(req).map(|app| {
            // No county of its own: what is public is public everywhere.
            Anyone(Call { actor: Actor::system("000000"), now: app.clock.now(), request_id: request_id(req) })
        }))
    }
}

/// The id in the address, looked at after who asks is known: what is none names nothing.
///
/// # Errors
/// `not_found`.
pub fn named<T>(id: Option<Path<T>>) -> Outcome<T> {
    id.map(Path::into_inner).ok_or_else(Failure::not_found)
}

fn shared(req: &HttpRequest) -> Result<Shared, Problem> {
    req.app_data::<Data<Shared>>()
        .map(|data| Shared::clone(data))
        .ok_or_else(|| Failure::internal("the app is not registered").into())
}

pub fn request_id(req: &HttpRequest) -> String {
    req.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone())
}
