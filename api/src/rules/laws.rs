//! The register of law as it ships.

use yangguang_domain::law::{Law, Register};

use crate::failure::{Failure, Outcome};

const SHIPPED: &[&str] = &[include_str!("../../laws/social-assistance-law.json")];

/// # Errors
/// A shipped document is no law, which a test rules out.
pub fn shipped() -> Outcome<Register> {
    let law = |text: &&str| serde_json::from_str::<Law>(text).map_err(Failure::internal);
    Ok(Register::new(SHIPPED.iter().map(law).collect::<Outcome<Vec<_>>>()?))
}
