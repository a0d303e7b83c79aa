//! What a person may be looked for by, and the rows that fit.

use chrono::NaiveDate;
use yangguang_domain::citizen_id::CitizenId;
use yangguang_domain::typed;

use super::store::{self, PersonRow};
use super::tokens;
use crate::actor::Actor;
use crate::db::conn::Conn;
use crate::failure::{Failure, Outcome};
use crate::ids::PersonId;
use crate::vault::Vault;

/// A whole citizen id, a part of a name, or the end of a number.
#[derive(Debug, Default)]
pub struct Needle {
    /// Blind index of a whole citizen id.
    citizen_id: Option<String>,
    /// Of each group at least one.
    tokens: Vec<Vec<String>>,
    /// More than four characters at the end of the citizen id or the phone.
    ends: Vec<String>,
}

impl Needle {
    /// Whatever a clerk types into one box.
    ///
    /// # Errors
    /// A code for the box.
    pub fn any(vault: &Vault, text: &str) -> Result<Needle, &'static str> {
        let number = typed::citizen_id(text);
        let number = number.strip_prefix("+86").unwrap_or(&number);
        let (digits, last) = number.split_at_checked(number.len().saturating_sub(1)).unwrap_or_default();
        let like_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if like_number && last.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X') {
            return match number.len() {
                15 | 18 => Needle::citizen_id(vault, number),
                4..18 => Ok(Needle::tail(vault, number)),
                _ => Err("search_number_length"),
            };
        }
        Needle::name(text)
    }

    /// # Errors
    /// What is wrong with the number.
    pub fn citizen_id(vault: &Vault, text: &str) -> Result<Needle, &'static str> {
        // Whether it lies in the future is not asked here: then nobody has it.
        let id = CitizenId::parse(text, NaiveDate::MAX).map_err(|error| error.code())?;
        Ok(Needle { citizen_id: Some(vault.index("citizen_id", id.as_str())), ..Needle::default() })
    }

    /// # Errors
    /// `search_too_short` for a single Latin letter or nothing at all.
    pub fn name(text: &str) -> Result<Needle, &'static str> {
        let wanted = typed::pinyin(text).map_or_else(|| tokens::wanted_of_name(text), |said| vec![said]);
        if wanted.is_empty() || wanted.iter().any(|token| token.is_ascii() && token.len() < 2) {
            return Err("search_too_short");
        }
        Ok(Needle { tokens: wanted.into_iter().map(|token| vec![token]).collect(), ..Needle::default() })
    }

    /// # Errors
    /// `search_number_length` below four digits.
    pub fn phone(vault: &Vault, text: &str) -> Result<Needle, &'static str> {
        let digits = typed::phone(text);
        if digits.len() < 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("search_number_length");
        }
        Ok(Needle {
            tokens: vec![vec![tokens::of_phone_tail(vault, &digits)]],
            ends: long(&digits),
            ..Needle::default()
        })
    }

    fn tail(vault: &Vault, digits: &str) -> Needle {
        let tokens = vec![tokens::of_id_tail(vault, digits), tokens::of_phone_tail(vault, digits)];
        Needle { tokens: vec![tokens], ends: long(digits), ..Needle::default() }
    }

    /// Both must fit.
    #[must_use]
    pub fn and(mut self, other: Needle) -> Needle {
        self.citizen_id = self.citizen_id.or(other.citizen_id);
        self.tokens.extend(other.tokens);
        self.ends.extend(other.ends);
        self
    }
}

fn long(digits: &str) -> Vec<String> {
    if digits.len() > 4 { vec![digits.to_owned()] } else { Vec::new() }
}

/// A page of persons, and the last id that was looked at where there may be more.
///
/// # Errors
/// As the database answers.
pub fn page(
    conn: &mut Conn,
    vault: &Vault,
    actor: &Actor,
    needle: &Needle,
    after: Option<PersonId>,
    limit: i64,
) -> Outcome<(Vec<PersonRow>, Option<PersonId>)> {
    let mut ids = match &needle.citizen_id {
        Some(hash) => by_citizen_id(conn, actor, hash, needle)?,
        None => store::with_tokens(conn, actor, &needle.tokens, after, limit + 1)?,
    };
    let most = usize::try_from(limit).map_err(Failure::internal)?;
    let more = ids.len() > most;
    ids.truncate(most);
    let next = if more { ids.last().copied() } else { None };
    let mut rows = store::by_ids(conn, actor.county(), &ids)?;
    let mut fits = Vec::with_capacity(rows.len());
    for row in &rows {
        fits.push(ends_fit(vault, row, &needle.ends)?);
    }
    let mut fits = fits.into_iter();
    rows.retain(|_| fits.next().unwrap_or_default());
    Ok((rows, next))
}

fn by_citizen_id(conn: &mut Conn, actor: &Actor, hash: &str, needle: &Needle) -> Outcome<Vec<PersonId>> {
    let found = store::by_citizen_id(conn, actor.county(), hash)?;
    let Some((id, _)) = found.filter(|(_, division)| actor.scope.contains(division)) else {
        return Ok(Vec::new());
    };
    let theirs = store::tokens_among(conn, actor.county(), id, needle.tokens.iter().flatten())?;
    let fits = needle.tokens.iter().all(|group| group.iter().any(|token| theirs.contains(token)));
    Ok(if fits { vec![id] } else { Vec::new() })
}

/// The index knows four characters; the rest is compared in the clear, here only.
fn ends_fit(vault: &Vault, row: &PersonRow, ends: &[String]) -> Outcome<bool> {
    if ends.is_empty() {
        return Ok(true);
    }
    let id = vault.open("citizen_id", &row.citizen_id_enc)?;
    let phone = row.phone_enc.as_ref().map(|sealed| vault.open("phone", sealed)).transpose()?;
    let fits = |end: &String| id.ends_with(end) || phone.as_ref().is_some_and(|phone| phone.ends_with(end));
    Ok(ends.iter().all(fits))
}

/// The persons in scope whom `q` may mean, for the searches of other records; nobody
/// where it can not mean a person.
///
/// # Errors
/// As the database answers.
pub fn ids_matching(
    conn: &mut Conn,
    vault: &Vault,
    actor: &Actor,
    q: &str,
    limit: i64,
) -> Outcome<Vec<PersonId>> {
    let Ok(needle) = Needle::any(vault, q) else { return Ok(Vec::new()) };
    if needle.citizen_id.is_none() && needle.ends.is_empty() {
        return Ok(store::with_tokens(conn, actor, &needle.tokens, None, limit)?);
    }
    let (rows, _) = page(conn, vault, actor, &needle, None, limit)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Whether a citizen id ends in these four characters.
///
/// # Errors
/// As the database answers.
pub fn id_tail_matches(
    conn: &mut Conn,
    vault: &Vault,
    county: &str,
    id: PersonId,
    tail: &str,
) -> Outcome<bool> {
    let tail = typed::citizen_id(tail);
    if tail.chars().count() != 4 {
        return Ok(false);
    }
    Ok(store::has_token(conn, county, &tokens::of_id_tail(vault, &tail), id)?)
}
