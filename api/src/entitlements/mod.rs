//! 定期救助待遇: what a decided case gives month by month — granted once, computed anew when
//! the standard or the household changes, suspended, ended, checked again, and listed for
//! payment. Every change is proposed by one person and confirmed by another
//! (社会救助法 Art 46–48; 社会救助暂行办法 Art 13: 定期核查, 增发、减发或者停发).

mod circumstances;
mod codes;
mod compute;
mod endings;
mod hearings;
mod model;
mod ops;
mod others;
mod reasons;
mod recheck;
mod recipients;
mod revoking;
mod routes;
mod store;
mod terms;
mod view;
mod words;

pub use codes::CODES;
pub use endings::{Ended, Ending, EndingView, endings};
pub use hearings::model::{ActKind, HeardAs, HearingWay, NewAct};
pub use hearings::ops::act;
pub use model::{
    ChangeKind, ChangeOutcome, DecisionItem, EntitlementFilter, NewChange, NewDecision, NewRecalculation,
    NewRoll, RecipientFilter,
};
pub use ops::decide::decide;
pub use ops::grant::{Granted, grant};
pub use ops::propose::propose;
pub use ops::read::{count, waiting};
pub use ops::recalculate::propose_all;
pub use ops::roll::roll;
pub use others::{Owned, Yielding, conflict_of, others, supported};
pub use routes::configure;
pub use store::{first_month_of, last_decided, of_case};
