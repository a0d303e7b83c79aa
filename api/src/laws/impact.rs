//! What rests on a law, and what a new version of its entry would do to that.

use chrono::NaiveDate;
use yangguang_domain::law::{Citation, Days, Law, Place, Register, called, minus};
use yangguang_domain::policy::Text;

use super::model::{Citer, ImpactView, RunningView, TouchedView};
use super::store::{self, Running};
use crate::app::View;
use crate::failure::Outcome;
use crate::rules::{Dated, Rules};

/// A document with the places where it cites a law.
struct Resting {
    kind: Citer,
    code: String,
    version: i32,
    title: Text,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    places: Vec<Place>,
}

impl Resting {
    fn of<T>(kind: Citer, dated: &Dated<T>) -> Resting {
        Resting {
            kind,
            code: dated.code.clone(),
            version: dated.version,
            title: dated.written.title.clone(),
            valid_from: dated.valid_from,
            valid_to: dated.valid_to,
            places: dated.written.places.clone(),
        }
    }

    fn cites(&self, law: &str) -> bool {
        self.places.iter().any(|place| place.citation.law == law)
    }
}

fn resting(rules: &Rules, law: &str) -> Vec<Resting> {
    let items = rules.items.all().map(|dated| Resting::of(Citer::Item, dated));
    let flows = rules.flows.all().map(|dated| Resting::of(Citer::Flow, dated));
    let policies = rules.policies();
    let policies = policies.all().map(|dated| Resting::of(Citer::Policy, dated));
    items.chain(flows).chain(policies).filter(|resting| resting.cites(law)).collect()
}

/// Every place that cites the law, by the register as it is and as it would be with `law`.
pub fn touched(rules: &Rules, law: &Law) -> Vec<TouchedView> {
    let old = rules.laws();
    let new = old.with(law.clone());
    let resting = resting(rules, &law.code);
    let mut all: Vec<TouchedView> = resting
        .iter()
        .flat_map(|resting| {
            let theirs = resting.places.iter().filter(|place| place.citation.law == law.code);
            theirs.map(|place| touch(resting, place, law, &old, &new))
        })
        .collect();
    all.sort_by_key(|touched| (touched.lost.is_empty() && touched.renumbered_to.is_none(), touched.kind));
    all
}

fn touch(resting: &Resting, place: &Place, law: &Law, old: &Register, new: &Register) -> TouchedView {
    let (from, until) = (resting.valid_from, resting.valid_to);
    let before = old.days(&place.citation, from, until);
    let holds = new.days(&place.citation, from, until);
    let lost = minus(&before, &holds);
    let beside: Vec<Citation> = resting
        .places
        .iter()
        .filter(|other| other.of() == place.of())
        .map(|other| other.citation.clone())
        .collect();
    let unfounded = new.unfounded(&beside, from, until);
    let no_basis = unfounded.filter(|_| !lost.is_empty() && unfounded != old.unfounded(&beside, from, until));
    let moved = renumbered(old.find(&law.code), law, &place.citation, Days { from, until });
    let (zh, en) = place.citation.article.as_deref().map(called).unwrap_or_default();
    TouchedView {
        kind: resting.kind,
        code: resting.code.clone(),
        version: resting.version,
        title: resting.title.clone(),
        valid_from: from,
        valid_to: until,
        pointer: place.pointer.clone(),
        citation: place.citation.clone(),
        called: Text { zh, en },
        renumbered_from: moved.as_ref().map(|(_, from)| *from),
        renumbered_to: moved.map(|(to, _)| to),
        no_basis: no_basis.map(|days| Days { from: days.from, until: days.until }),
        gained: minus(&holds, &before),
        holds,
        lost,
    }
}

/// The number by which an entry calls what a citation means, and the first day of its validity
/// on which it does; none where the register already says so.
fn renumbered(old: Option<&Law>, law: &Law, cited: &Citation, valid: Days) -> Option<(String, NaiveDate)> {
    let cited = cited.article.as_ref()?;
    let known = |from: NaiveDate, no: &str| {
        let text = old.and_then(|old| old.texts.iter().find(|text| text.from == from));
        text.and_then(|text| text.article(no)).is_some_and(|article| article.was.as_ref() == Some(cited))
    };
    law.texts.iter().enumerate().find_map(|(place, text)| {
        let next = law.texts.get(place + 1).map(|next| next.from);
        let within =
            valid.until.is_none_or(|until| text.from <= until) && next.is_none_or(|next| valid.from < next);
        let moved = text.articles.iter().find(|article| article.was.as_ref() == Some(cited));
        let moved = moved.filter(|article| within && !known(text.from, &article.no));
        moved.map(|article| (article.no.clone(), text.from.max(valid.from)))
    })
}

/// What an entry touches, with the cases of the actor's county that are under way.
///
/// # Errors
/// As the database answers.
pub fn impact(view: &mut View, law: &Law) -> Outcome<ImpactView> {
    let touched = touched(&view.app.rules, law);
    let rests = |kind: Citer, code: &str, version: Option<i32>| {
        touched.iter().any(|touched| {
            let (same, this) =
                (touched.kind == kind, version.is_none_or(|version| version == touched.version));
            same && touched.code == code && this
        })
    };
    let under = |running: &Running| {
        rests(Citer::Item, &running.item_code, Some(running.item_version))
            || rests(Citer::Flow, &running.flow_code, Some(running.flow_version))
            || rests(Citer::Policy, &running.policy_code, None)
    };
    let running: Vec<Running> =
        store::running(view.conn, view.actor)?.into_iter().filter(|running| under(running)).collect();
    let items = view.app.rules.items.all().filter(|item| {
        rests(Citer::Item, &item.code, Some(item.version))
            || rests(Citer::Flow, &item.rule.flow_code, None)
            || rests(Citer::Policy, &item.rule.policy_code, None)
    });
    let told = items.map(|item| {
        let theirs = running
            .iter()
            .filter(|running| running.item_code == item.code && running.item_version == item.version);
        RunningView {
            item_code: item.code.clone(),
            item_version: item.version,
            title: item.written.title.clone(),
            running: theirs.map(|running| running.cases).sum(),
        }
    });
    Ok(ImpactView { running: told.collect(), touched })
}

/// What lost days before today, or has its article called by another number on them: the past stays.
pub fn past_taken(touched: &[TouchedView], today: NaiveDate) -> impl Iterator<Item = (&TouchedView, Days)> {
    touched.iter().flat_map(move |touched| {
        let moved = touched.renumbered_from.map(|from| Days { from, until: None });
        let taken = touched.lost.iter().copied().chain(moved);
        taken.filter(move |days| days.from < today).map(move |days| {
            let until = days.until.filter(|until| *until < today).or(today.pred_opt());
            (touched, Days { from: days.from, until })
        })
    })
}
