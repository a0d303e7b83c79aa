//! Reading the facts of a case: every problem is found at once, so that the
//! clerk is told everything in one go.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json};

use super::answer::FactProblem;
use super::check::MAX_ITEMS;
use super::compiled::{Compiled, CompiledInput, Holder, choice, encode, in_range};
use super::document::{Choice, Input, PolicyDocument};
use super::exact;
use super::ir::{Case, Fault, Items};
use super::lower::Formula;
use super::value::{Kind, Value};

/// A case for the day `on`, its rules not yet computed, or every problem of
/// the facts. JSON null is the same as not given. A fact that is not asked for
/// in this case is ignored, if it is a value of its input.
pub(super) fn read<'c>(
    document: &PolicyDocument,
    compiled: &'c Compiled,
    facts: &Map<String, Json>,
    on: NaiveDate,
) -> Result<Case<'c>, Vec<FactProblem>> {
    let mut reader = Reader { compiled, problems: Vec::new(), known: HashSet::new() };
    let mut case = empty(compiled, on);
    for (input, known) in document.inputs.iter().zip(&compiled.inputs) {
        reader.input(input, known, facts, &mut case);
    }
    reader.unknown(facts, "");
    if reader.problems.is_empty() { Ok(case) } else { Err(reader.problems) }
}

/// A case with the parameters of the day and no facts.
pub(super) fn empty(compiled: &Compiled, on: NaiveDate) -> Case<'_> {
    let mut slots = vec![0; compiled.data.slots.len()];
    let scalars = compiled.data.scalars.iter().map(|(slot, dated)| (*slot, dated.on(on).copied()));
    for (slot, value) in scalars.chain([(0, Some(exact::day_number(on)))]) {
        if let (Some(slot), Some(value)) = (slots.get_mut(slot), value) {
            *slot = value;
        }
    }
    Case {
        slots,
        lists: compiled.data.empty_lists(),
        tables: compiled.data.tables.iter().filter_map(|(_, dated)| dated.on(on)).collect(),
        brackets: compiled.data.brackets.iter().filter_map(|(_, dated)| dated.on(on)).collect(),
    }
}

struct Reader<'c> {
    compiled: &'c Compiled,
    problems: Vec<FactProblem>,
    /// The names under which facts were looked for.
    known: HashSet<String>,
}

impl Reader<'_> {
    fn input(
        &mut self,
        input: &Input,
        known: &CompiledInput,
        facts: &Map<String, Json>,
        case: &mut Case<'_>,
    ) {
        let asked = holds(known.used_when.as_ref(), true, case);
        let required = holds(known.required_when.as_ref(), input.required, case);
        let (at, given) = self.given(input, facts, "");
        let (asked, required) = match (asked, required) {
            (Ok(asked), Ok(required)) => (asked, required),
            (Err(fault), _) | (_, Err(fault)) => {
                self.problems.push(failed(&input.name, fault));
                return;
            }
        };
        // What is not asked for is ignored; what is no value at all is told all the same.
        if let Some(json) = given.filter(|_| !asked) {
            match known.holder {
                Holder::Slot { .. } => _ = self.accept(input, json, &at),
                Holder::List(_) => _ = self.items(input, known, json, &at),
            }
        }
        let given = given.filter(|_| asked);
        if given.is_none() && asked && required && input.default.is_none() {
            self.problem(&at, "missing_fact", Vec::new());
        }
        match known.holder {
            Holder::Slot { value, given: told } => {
                // What is wrong counts as nothing in the conditions further down.
                let number = given.map_or(Some(known.absent), |json| self.accept(input, json, &at));
                let number = number.unwrap_or_default();
                for (slot, number) in [(value, number), (told, i64::from(given.is_some()))] {
                    if let Some(slot) = case.slots.get_mut(slot) {
                        *slot = number;
                    }
                }
            }
            Holder::List(list) => {
                let items = given.map(|json| self.items(input, known, json, &at));
                if let (Some(items), Some(place)) = (items, case.lists.get_mut(list)) {
                    *place = items;
                }
            }
        }
    }

    /// The fact under its name or one of its other names, and where it is.
    fn given<'f>(
        &mut self,
        input: &Input,
        facts: &'f Map<String, Json>,
        under: &str,
    ) -> (String, Option<&'f Json>) {
        let names = || [&input.name].into_iter().chain(&input.aliases);
        let told = |name: &&String| facts.get(name.as_str()).is_some_and(|json| !json.is_null());
        let name = names().find(told).unwrap_or(&input.name);
        // Of two names only one is read; the other is told as unknown.
        let nothing = |known: &&String| *known == name || !told(known);
        self.known.extend(names().filter(nothing).cloned());
        (format!("{under}{}", pointer(name)), facts.get(name).filter(|json| !json.is_null()))
    }

    fn unknown(&mut self, facts: &Map<String, Json>, under: &str) {
        for name in facts.keys().filter(|name| !self.known.contains(name.as_str())) {
            let at = format!("{under}{}", pointer(name));
            self.problems.push(FactProblem { pointer: at, code: "unknown_fact", params: Vec::new() });
        }
        self.known.clear();
    }

    fn items(&mut self, input: &Input, known: &CompiledInput, json: &Json, at: &str) -> Items {
        let mut items = Items { cells: Vec::new(), width: 2 * input.fields.len() };
        let Json::Array(list) = json else {
            self.problem(at, "wrong_type", vec![("expected", "list".to_owned())]);
            return items;
        };
        let most = usize::from(input.max_items.unwrap_or(MAX_ITEMS));
        if list.len() > most {
            self.problem(at, "out_of_range", vec![("min", "0".to_owned()), ("max", most.to_string())]);
            return items;
        }
        let outer = std::mem::take(&mut self.known);
        for (place, item) in list.iter().enumerate() {
            let under = format!("{at}/{place}");
            let Json::Object(item) = item else {
                self.problem(&under, "wrong_type", vec![("expected", "object".to_owned())]);
                continue;
            };
            for (field, absent) in input.fields.iter().zip(&known.fields) {
                let (at, given) = self.given(field, item, &under);
                if given.is_none() && field.required && field.default.is_none() {
                    self.problem(&at, "missing_fact", Vec::new());
                }
                let number = given.and_then(|json| self.accept(field, json, &at)).unwrap_or(*absent);
                items.cells.extend([number, i64::from(given.is_some())]);
            }
            self.unknown(item, &under);
        }
        self.known = outer;
        items
    }

    /// The value as formulas compute with it.
    fn accept(&mut self, input: &Input, json: &Json, at: &str) -> Option<i64> {
        let wanted = input.kind.value_type();
        let expected = if input.kind == Kind::Date { "date".to_owned() } else { wanted.to_string() };
        let found = match (input.kind, json) {
            // A code may look like a number: class 1, class 2.
            (Kind::Code, Json::Number(number)) => Some(Value::Text(number.to_string()))
                .filter(|value| matches!(value, Value::Text(text) if choice(&input.values, text).is_some())),
            _ => Value::from_json(json),
        };
        let Some(value) = found.filter(|value| value.value_type() == wanted) else {
            self.problem(at, "wrong_type", vec![("expected", expected)]);
            return None;
        };
        if !in_range(input, &value) {
            let limits = [("min", input.min), ("max", input.max)];
            let params = limits.into_iter().filter_map(|(name, limit)| Some((name, limit?.to_string())));
            self.problem(at, "out_of_range", params.collect());
            return None;
        }
        match (&value, input.kind) {
            (Value::Text(text), Kind::Code) => {
                let known = choice(&input.values, text);
                if known.is_none() {
                    let codes: Vec<&str> = input.values.iter().map(|choice| choice.code.as_str()).collect();
                    self.problem(at, "not_allowed_value", vec![("allowed", codes.join(","))]);
                }
                self.compiled.data.symbols.known(&known?.code)
            }
            (_, kind) => {
                let number = encode(kind, &value, &self.compiled.data.symbols);
                if number.is_none() {
                    self.problem(at, "wrong_type", vec![("expected", expected)]);
                }
                number
            }
        }
    }

    fn problem(&mut self, at: &str, code: &'static str, params: Vec<(&'static str, String)>) {
        self.problems.push(FactProblem { pointer: at.to_owned(), code, params });
    }
}

fn holds(condition: Option<&Formula>, without: bool, case: &Case<'_>) -> Result<bool, Fault> {
    condition.map_or(Ok(without), |condition| Ok(case.value(&condition.node)? != 0))
}

/// Choices the register does not bear out: those that are for households of certain
/// categories only, where the applicant's household (if any) is of another.
pub(super) fn claims(
    document: &PolicyDocument,
    facts: &Map<String, Json>,
    household: Option<&str>,
) -> Vec<FactProblem> {
    let claimed = |input: &Input| {
        let given = facts.get(&input.name)?.as_str()?;
        let known = choice(&input.values, given)?;
        if known.registered_as.is_empty() {
            return None;
        }
        let code = match household {
            None => "household_not_registered",
            Some(category) if known.registered_as.iter().any(|known| known == category) => return None,
            Some(_) => "category_not_registered",
        };
        Some(FactProblem { pointer: pointer(&input.name), code, params: Vec::new() })
    };
    document.inputs.iter().filter_map(claimed).collect()
}

/// Choices that are not for households of this category, each with the only one that is.
pub(super) fn registered_choices(
    document: &PolicyDocument,
    facts: &Map<String, Json>,
    category: &str,
) -> Map<String, Json> {
    let taken = |input: &Input| {
        let known = choice(&input.values, facts.get(&input.name)?.as_str()?)?;
        let for_it = |choice: &&Choice| choice.registered_as.iter().any(|known| known == category);
        if known.registered_as.is_empty() || for_it(&known) {
            return None;
        }
        let mut fitting = input.values.iter().filter(for_it);
        let only = fitting.next().filter(|_| fitting.next().is_none())?;
        Some((input.name.clone(), only.code.clone().into()))
    };
    document.inputs.iter().filter_map(taken).collect()
}

/// RFC 6901: a fact may have been sent under any name.
fn pointer(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The problem of a formula that has no value, under the name of what it was
/// to compute.
pub(super) fn failed(rule: &str, fault: Fault) -> FactProblem {
    if fault == Fault::Overflow {
        let params = vec![("rule", rule.to_owned())];
        return FactProblem { pointer: String::new(), code: "policy_overflow", params };
    }
    broken(rule, fault.sentence())
}

/// A policy that contradicts itself.
pub(super) fn broken(rule: &str, detail: &str) -> FactProblem {
    let params = vec![("rule", rule.to_owned()), ("detail", detail.to_owned())];
    FactProblem { pointer: String::new(), code: "policy_failed", params }
}
