//! The members of a person as a clerk types them, checked, cleaned and sealed.

use serde_json::{Map, Value, json};
use yangguang_domain::disclosure::Landlines;
use yangguang_domain::policy::Text;
use yangguang_domain::{masking, typed};

use super::model::PersonWarning;
use super::store::PersonRow;
use crate::failure::{Checks, Outcome};
use crate::vault::Vault;

const MOST_NAME: usize = 50;
const MOST_ADDRESS: usize = 200;
const MOST_BANK_NAME: usize = 50;

/// A name that [`typed::name`] has cleaned.
pub fn check_name(checks: &mut Checks, name: &str) {
    checks.text(name, "/name", MOST_NAME);
    checks.check(name.chars().all(typed::belongs_in_name), "/name", "name_characters");
}

/// What is filled in by choice. Blank is nothing.
#[derive(Debug, Clone, Default)]
pub struct Contacts {
    pub address: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub bank_account: Option<Option<String>>,
    pub bank_name: Option<Option<String>>,
}

impl Contacts {
    /// As [`typed`] understands them; what is blank becomes nothing.
    #[must_use]
    pub fn cleaned(self) -> Contacts {
        let with = |clean: fn(&str) -> String, given: Option<Option<String>>| {
            let filled = |text: String| Some(clean(&text)).filter(|text| !text.is_empty());
            given.map(|text| text.and_then(filled))
        };
        let text = |text: &str| typed::text(text).trim().to_owned();
        Contacts {
            address: with(text, self.address),
            phone: with(typed::phone, self.phone),
            bank_account: with(typed::number, self.bank_account),
            bank_name: with(text, self.bank_name),
        }
    }

    pub fn check(&self, checks: &mut Checks, landlines: Landlines) {
        let given = |field: &Option<Option<String>>| field.clone().flatten();
        checks.optional_text(given(&self.address).as_ref(), "/address", MOST_ADDRESS);
        checks.optional_text(given(&self.bank_name).as_ref(), "/bank_name", MOST_BANK_NAME);
        // Shown as it is, unlike the account that belongs beside it.
        checks.no_private_number(&given(&self.bank_name).unwrap_or_default(), "/bank_name", landlines);
        if let Some(phone) = given(&self.phone) {
            checks.check(is_phone(&phone), "/phone", "phone_format");
        }
        if let Some(account) = given(&self.bank_account) {
            let right =
                (12..=19).contains(&account.len()) && account.bytes().all(|byte| byte.is_ascii_digit());
            checks.check(right, "/bank_account", "bank_account_format");
        }
    }

    /// Puts what is given into the row, sealed, with its mask and blind index.
    ///
    /// # Errors
    /// The vault's.
    pub fn put(&self, vault: &Vault, row: &mut PersonRow) -> Outcome<()> {
        let seal = |purpose: &'static str, plain: &Option<String>| {
            plain.as_deref().map(|plain| vault.seal(purpose, plain)).transpose()
        };
        if let Some(address) = &self.address {
            row.address_enc = seal("address", address)?;
        }
        if let Some(phone) = &self.phone {
            row.phone_enc = seal("phone", phone)?;
            row.phone_hash = phone.as_deref().map(|phone| vault.index("phone", phone));
            row.phone_mask = phone.as_deref().map(masking::phone);
        }
        if let Some(account) = &self.bank_account {
            row.bank_account_enc = seal("bank_account", account)?;
            row.bank_account_hash = account.as_deref().map(|account| vault.index("bank_account", account));
            row.bank_account_mask = account.as_deref().map(masking::bank_account);
        }
        if let Some(name) = &self.bank_name {
            row.bank_name.clone_from(name);
        }
        Ok(())
    }
}

/// What is kept although it is likely a slip. The invented accounts of a demonstration are
/// not asked about: their last digit is wrong on purpose, so that they are nobody's.
pub fn warnings(bank_account: Option<&str>) -> Vec<PersonWarning> {
    let unlike_a_card = bank_account.is_some_and(|account| !typed::luhn_fits(account));
    let message = Text {
        zh: "银行账号的校验位不符，可能有一位输错；请对照银行卡核对。存折账号可能没有校验位".to_owned(),
        en: "The last digit of the bank account does not fit a card's: compare it with the card. \
             A passbook may have no such digit"
            .to_owned(),
    };
    unlike_a_card.then_some(PersonWarning { code: "bank_account_check", message }).into_iter().collect()
}

/// A mobile number, or a landline with its area code.
fn is_phone(digits: &str) -> bool {
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let mobile = digits.len() == 11 && digits.starts_with('1') && !digits.starts_with("10");
    let landline = (10..=12).contains(&digits.len()) && digits.starts_with('0');
    all_digits && (mobile || landline)
}

/// The members in the clear.
#[derive(Debug, PartialEq, Eq)]
pub struct Plain {
    pub address: Option<String>,
    pub phone: Option<String>,
    pub bank_account: Option<String>,
}

/// # Errors
/// A sealed value does not open.
pub fn open(vault: &Vault, row: &PersonRow) -> Outcome<Plain> {
    let open = |purpose: &'static str, sealed: &Option<Vec<u8>>| {
        sealed.as_ref().map(|sealed| vault.open(purpose, sealed)).transpose()
    };
    Ok(Plain {
        address: open("address", &row.address_enc)?,
        phone: open("phone", &row.phone_enc)?,
        bank_account: open("bank_account", &row.bank_account_enc)?,
    })
}

/// What differs between two states of a person, in masks: also a change that the masks
/// hide is told.
///
/// # Errors
/// A sealed value does not open.
pub fn changes(vault: &Vault, before: &PersonRow, after: &PersonRow) -> Outcome<Value> {
    let mut changed = Map::new();
    let mut tell = |field: &str, was: Value, is: Value| {
        changed.insert(field.to_owned(), json!({ "before": was, "after": is }));
    };
    if before.name != after.name {
        tell("name", json!(masking::name(&before.name)), json!(masking::name(&after.name)));
    }
    if before.division != after.division {
        tell("division", json!(before.division), json!(after.division));
    }
    if before.bank_name != after.bank_name {
        tell("bank_name", json!(before.bank_name), json!(after.bank_name));
    }
    if before.phone_hash != after.phone_hash {
        tell("phone", json!(before.phone_mask), json!(after.phone_mask));
    }
    if before.bank_account_hash != after.bank_account_hash {
        tell("bank_account", json!(before.bank_account_mask), json!(after.bank_account_mask));
    }
    let (was, is) = (open(vault, before)?.address, open(vault, after)?.address);
    if was != is {
        let mask = |address: Option<String>| json!(address.map(|address| masking::address(&address)));
        tell("address", mask(was), mask(is));
    }
    Ok(Value::Object(changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str) -> bool {
        let mut checks = Checks::new();
        check_name(&mut checks, &typed::name(name));
        checks.done().is_err()
    }

    #[test]
    fn names_of_fifty_characters_with_dots_and_rare_characters_are_names() {
        for name in ["张三", "迪丽热巴·迪力木拉提", "𠮷田䶮", "O'Brien-Smith Jr.", &"买".repeat(50)]
        {
            assert!(!faults(name), "{name}");
        }
    }

    #[test]
    fn numbers_and_signs_are_no_part_of_a_name_and_what_can_not_be_seen_is_gone() {
        for name in [
            "",
            " ",
            "\u{ad}",
            "张3",
            "张３",
            "＝张三",
            "<b>张</b>",
            "张，三",
            "张\n三\u{0}",
            &"买".repeat(51),
        ] {
            assert!(faults(name), "{name}");
        }
        for name in ["张\u{202e}三", "张\u{200b}三"] {
            assert!(!faults(name), "{name}");
        }
    }

    #[test]
    fn telephones_are_mobiles_or_landlines_with_their_area_code() {
        for (given, right) in [
            ("138 1234 5678", true),
            ("+86 138-1234-5678", true),
            ("0797-4433221", true),
            ("（0797）４４３３２２１", true),
            ("138\u{ad}12345678", true),
            ("1381234567", false),
            ("4433221", false),
            ("电话", false),
        ] {
            let mut checks = Checks::new();
            let contacts = Contacts { phone: Some(Some(given.to_owned())), ..Contacts::default() };
            contacts.cleaned().check(&mut checks, Landlines::Pass);
            assert_eq!(checks.done().is_ok(), right, "{given}");
        }
    }
}
