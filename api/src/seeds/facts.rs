//! Whose case, and on what facts.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::people::{Family, Member};
use crate::persons::Category;

/// How large the sum shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Plausible,
    /// The story of the guide: 9,000 yuan, 3,000 of them paid by the insurer.
    Guide,
    /// Below the threshold: nothing is granted.
    Small,
    /// 4,200 yuan are granted.
    NearCap,
    /// The yearly cap is reached.
    Cap,
}

const YUAN: i64 = 100;

pub fn of(dice: &mut Dice, family: &Family, applicant: &Member, size: Size) -> Map<String, Value> {
    let category = category(dice, family.category, applicant.age, size);
    let (cost, insurer) = match size {
        Size::Guide => (9_000 * YUAN, 3_000 * YUAN),
        Size::Small => {
            let cost = dice.between(180_000, 260_000);
            (cost, cost - dice.between(30_000, 90_000))
        }
        Size::NearCap => (42_000 * YUAN, 25_200 * YUAN),
        Size::Cap => (dice.between(7_800_000, 9_200_000), dice.between(3_600_000, 3_900_000)),
        Size::Plausible => {
            let cost = dice.between(900_000, 5_200_000);
            (cost, cost * dice.between(480, 700) / 1000)
        }
    };
    let mut facts = Map::new();
    let mut put = |name: &str, value: Value| facts.insert(name.to_owned(), value);
    if category == "near_poor_ill" {
        // The living cost is taken off first, so the bills must be high.
        let months = dice.between(2, 5);
        let cost = cost + 2_000_000;
        put("cost_fen", json!(cost));
        put("insurer_paid_fen", json!(cost * dice.between(480, 560) / 1000));
        put("months", json!(months));
        put("rate_permille", json!(dice.of(&[250, 300, 350, 400, 500])));
    } else {
        put("cost_fen", json!(cost));
        put("insurer_paid_fen", json!(insurer));
    }
    if matches!(category, "no_support" | "other_hardship") {
        let personal = cost - insurer;
        let share = if category == "no_support" { 700 } else { 300 };
        put("proposed_fen", json!(personal * share / 1000 / (10 * YUAN) * (10 * YUAN)));
    }
    if size == Size::Plausible && dice.once_in(8) {
        put("mutual_aid_paid_fen", json!(dice.between(2, 12) * 100 * YUAN / 2));
    }
    put("category", json!(category));
    facts
}

fn category(dice: &mut Dice, family: Category, age: i64, size: Size) -> &'static str {
    match family {
        Category::UrbanSubsistence if !(18..60).contains(&age) && size != Size::Guide => "subsistence_age",
        Category::UrbanSubsistence if size == Size::Plausible && dice.once_in(6) => "subsistence_unable",
        Category::UrbanSubsistence => "subsistence_ill",
        Category::RuralSubsistence => "rural_subsistence_ill",
        Category::NearPoor => "near_poor_ill",
        Category::Destitute => "no_support",
        Category::Other => "other_hardship",
    }
}

/// Papers that must come as files, for these facts.
pub fn files(facts: &Map<String, Value>) -> &'static [&'static str] {
    let ill =
        facts.get("category").and_then(Value::as_str).is_some_and(|category| category.ends_with("_ill"));
    if ill { &["bills", "insurance_settlement", "diagnosis"] } else { &["bills"] }
}
