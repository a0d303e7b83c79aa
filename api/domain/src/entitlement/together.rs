//! How benefits go together: what a policy says of another's scheme, from either side.

use crate::law::Citation;
use crate::policy::{Exclusion, ExclusionRule, PolicyDocument};

/// A benefit somebody has already, with what its own policy says of others.
#[derive(Debug, Clone)]
pub struct Benefit<'a> {
    pub scheme: &'a str,
    pub policy_code: &'a str,
    /// Due a month, fen.
    pub monthly_fen: i64,
    pub exclusions: &'a [Exclusion],
}

/// Why a benefit can not be granted beside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict<'a> {
    /// The same scheme is being paid.
    Same,
    /// Not both at once; by what.
    NotBoth(&'a [Citation]),
    /// Only the higher, and the other is no lower; by what.
    OtherHigher(&'a [Citation]),
    /// Only the higher: the other ends where this one begins; by what.
    OtherLower(&'a [Citation]),
}

/// Why a household of a category can have nothing under a policy: the register carries it as
/// one that has a benefit which does not go together with it. By what.
#[must_use]
pub fn excluded_as<'a>(document: &'a PolicyDocument, category: &str) -> Option<&'a [Citation]> {
    let excluded = |exclusion: &&Exclusion| exclusion.registered_as.iter().any(|known| known == category);
    document.result.exclusions.iter().find(excluded).map(|exclusion| exclusion.basis.as_slice())
}

fn names(exclusion: &Exclusion, scheme: &str, policy_code: &str) -> bool {
    exclusion.scheme.as_deref() == Some(scheme) || exclusion.policy.as_deref() == Some(policy_code)
}

/// What the two policies say of each other; the new one's word comes first.
fn said<'a>(
    document: &'a PolicyDocument,
    other: &Benefit<'a>,
) -> impl Iterator<Item = &'a Exclusion> + use<'a> {
    let (scheme, policy_code) = (other.scheme, other.policy_code);
    let ours = document.result.exclusions.iter();
    let ours = ours.filter(move |exclusion| names(exclusion, scheme, policy_code));
    let theirs = other.exclusions.iter();
    ours.chain(theirs.filter(|exclusion| names(exclusion, &document.scheme, &document.code)))
}

/// What stands against granting `monthly_fen` a month under `document` beside another.
#[must_use]
pub fn conflict<'a>(
    document: &'a PolicyDocument,
    monthly_fen: i64,
    other: &Benefit<'a>,
) -> Option<Conflict<'a>> {
    if other.scheme == document.scheme {
        return Some(Conflict::Same);
    }
    said(document, other).find_map(|exclusion| match exclusion.rule {
        ExclusionRule::NotBoth => Some(Conflict::NotBoth(&exclusion.basis)),
        ExclusionRule::HigherOnly if other.monthly_fen >= monthly_fen => {
            Some(Conflict::OtherHigher(&exclusion.basis))
        }
        ExclusionRule::HigherOnly => Some(Conflict::OtherLower(&exclusion.basis)),
        ExclusionRule::CountedAsIncome | ExclusionRule::NotCounted => None,
    })
}

/// Fen a month of other benefits that the policy counts as income. Only its own word counts.
#[must_use]
pub fn counted_as_income(document: &PolicyDocument, others: &[Benefit]) -> i64 {
    let counted = |other: &&Benefit| {
        let own = document.result.exclusions.iter();
        own.filter(|exclusion| names(exclusion, other.scheme, other.policy_code))
            .any(|exclusion| exclusion.rule == ExclusionRule::CountedAsIncome)
    };
    others.iter().filter(counted).map(|other| other.monthly_fen).sum()
}
