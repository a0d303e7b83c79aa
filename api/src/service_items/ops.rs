use chrono::NaiveDate;

use super::Item;
use super::view::ItemView;
use crate::app::App;
use crate::failure::Outcome;

/// What can be applied for on that day, what has been offered longest first.
pub fn list(app: &App, place: &str, on: NaiveDate) -> Outcome<Vec<ItemView>> {
    let mut codes: Vec<&str> = app.rules.items.all().map(|dated| dated.code.as_str()).collect();
    codes.dedup();
    let in_force = codes.into_iter().filter_map(|code| app.rules.items.on(code, on).ok());
    let mut in_force: Vec<_> = in_force.collect();
    let since =
        |code: &str| app.rules.items.all().filter(|item| item.code == code).map(|item| item.valid_from).min();
    in_force.sort_by_key(|dated| since(&dated.code));
    in_force.iter().map(|dated| view(app, &dated.rule, place, on)).collect()
}

pub fn find(app: &App, code: &str, place: &str, on: NaiveDate) -> Outcome<ItemView> {
    let dated = app.rules.items.on(code, on)?;
    view(app, &dated.rule, place, on)
}

fn view(app: &App, item: &Item, place: &str, on: NaiveDate) -> Outcome<ItemView> {
    let policy = app.rules.policies().at(&item.policy_code, place, on)?;
    let flow = app.rules.flows.on(&item.flow_code, on)?;
    Ok(ItemView::new(item, policy.rule.document(), flow.rule.document(), &app.rules.laws(), on))
}
