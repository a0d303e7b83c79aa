//! The inputs of a document: kinds, limits, defaults, conditions and the
//! fields of lists.

use std::collections::HashSet;

use super::{Check, usable};
use crate::policy::answer::Finding;
use crate::policy::compiled::{CompiledInput, Holder, encode, in_range};
use crate::policy::document::{Input, Source};
use crate::policy::outcome::Per;
use crate::policy::register;
use crate::policy::scope::{FieldShape, Meaning, Scope, Ty};
use crate::policy::value::Kind;

/// Most items of a list where the document does not say.
pub(in crate::policy) const MAX_ITEMS: u16 = 50;

impl Check<'_> {
    pub(super) fn input(&mut self, place: usize) {
        let Some(input) = self.document.inputs.get(place) else { return };
        let at = format!("/inputs/{place}");
        let required_when = self.condition(&format!("{at}/required_when"), input.required_when.as_deref());
        let used_when = self.condition(&format!("{at}/used_when"), input.used_when.as_deref());
        self.limits(&at, input);
        self.aliases(&at, input, &self.document.inputs);
        let holder = if input.kind == Kind::List { self.list(&at, input) } else { self.scalar(&at, input) };
        let absent = |input: &Input| self.absent(input);
        let fields = input.fields.iter().map(absent).collect();
        let absent = self.absent(input);
        self.parts.inputs.push(CompiledInput { holder, required_when, used_when, absent, fields });
    }

    fn absent(&self, input: &Input) -> i64 {
        let default = input.default.as_ref();
        default.and_then(|value| encode(input.kind, value, &self.scope.symbols)).unwrap_or_default()
    }

    fn scalar(&mut self, at: &str, input: &Input) -> Holder {
        let ty = self.ty(input);
        let value = self.scope.slot(&input.name, input.kind);
        let given = self.scope.slot(&input.name, Kind::Bool);
        self.scope.given.insert(value, given);
        self.define(at, &input.name, Meaning::Value { slot: value, ty });
        if !input.fields.is_empty() || input.max_items.is_some() {
            let (zh, en) = ("只有列表才有字段和最多项数", "only a list has fields and a number of items");
            self.tell(at, "bad_fields", zh, en);
        }
        Holder::Slot { value, given }
    }

    fn ty(&mut self, input: &Input) -> Ty {
        let codes = input.values.iter().map(|choice| choice.code.clone());
        let domain = (input.kind == Kind::Code).then(|| self.scope.domain(codes));
        Scope::ty(input.kind, domain)
    }

    fn list(&mut self, at: &str, input: &Input) -> Holder {
        let number = self.scope.lists.len();
        let mut fields = Vec::new();
        let mut names = HashSet::new();
        for (place, field) in input.fields.iter().enumerate() {
            let pointer = format!("{at}/fields/{place}");
            let conditions = field.required_when.is_some() || field.used_when.is_some();
            if field.kind == Kind::List || conditions || field.source != Source::Entered {
                let (zh, en) = (
                    "字段不能是列表，不能带条件，只能由人填写",
                    "a field is no list, has no condition and is entered",
                );
                self.tell(&pointer, "bad_fields", zh, en);
            }
            if !usable(&field.name) || !names.insert(&field.name) {
                let (zh, en) = ("字段名称不规范或重复", "a name that can not be used or is there twice");
                self.tell(&format!("{pointer}/name"), "bad_name", zh, en);
            }
            self.limits(&pointer, field);
            self.aliases(&pointer, field, &input.fields);
            let ty = self.ty(field);
            fields.push(FieldShape { name: field.name.clone(), kind: field.kind, ty });
        }
        if fields.is_empty() || input.default.is_some() {
            let (zh, en) = ("列表须有字段，不能有默认值", "a list has fields and no default");
            self.tell(at, "bad_fields", zh, en);
        }
        self.scope.lists.push(fields);
        self.define(at, &input.name, Meaning::List(number));
        Holder::List(number)
    }

    /// What the register gives must be of the input's kind.
    fn source(&mut self, at: &str, input: &Input) {
        let fits = match input.source {
            Source::Entered => true,
            Source::RunningTotal | Source::HouseholdIncome | Source::IncomePerPerson => {
                input.kind == Kind::Fen
            }
            Source::HouseholdSize | Source::MemberCount => matches!(input.kind, Kind::Persons | Kind::Int),
            Source::Members => input.kind == Kind::List,
            Source::Continuing => input.kind == Kind::Bool,
            // What is for a household is for nobody of it before others.
            Source::Person => self.document.result.per == Per::Person && register::knows_of_person(input),
        };
        if !fits {
            let (zh, en) = match input.source {
                Source::Person => (
                    "本人情况只用于按人发放的政策，名称须为档案所知（如 age、birth_date、minor）",
                    "of the person: only where the policy is for persons, by a name that the register knows (age, birth_date, minor …)",
                ),
                _ => ("来源与类型不符", "its source gives another kind of value"),
            };
            self.tell(&format!("{at}/source"), "bad_source", zh, en);
        }
    }

    fn limits(&mut self, at: &str, input: &Input) {
        self.source(at, input);
        let summed = input.cumulative || input.bills.is_some();
        let entered = input.source == Source::Entered && input.kind.is_number();
        if (summed && !entered) || (input.bills.is_some() && input.kind != Kind::Fen) {
            let (zh, en) = (
                "只有由人填写的数字可以是本年度累计数，只有金额可以由票据合计",
                "only an entered number sums up the year, only money sums up bills",
            );
            self.tell(at, "bad_sum", zh, en);
        }
        self.choices(&format!("{at}/values"), input.kind, &input.values);
        let upside_down = matches!((input.min, input.max), (Some(min), Some(max)) if min > max);
        if upside_down || (!input.kind.is_number() && (input.min.is_some() || input.max.is_some())) {
            let (zh, en) = ("最小值大于最大值，或不是数字", "min above max, or no number at all");
            self.tell(at, "bad_range", zh, en);
        }
        if let Some(default) = &input.default {
            let pointer = format!("{at}/default");
            self.value(&pointer, input.kind, &input.values, default);
            if !in_range(input, default) {
                let (zh, en) = ("默认值超出范围", "outside min and max");
                self.tell(&pointer, "bad_range", zh, en);
            }
        }
    }

    /// Another name must not be a name of anything beside it.
    fn aliases(&mut self, at: &str, input: &Input, beside: &[Input]) {
        for (place, alias) in input.aliases.iter().enumerate() {
            let named = beside.iter().flat_map(|known| known.aliases.iter().chain([&known.name]));
            let twice = named.filter(|name| *name == alias).count() > 1;
            if !usable(alias) || twice {
                let (zh, en) = (format!("别名 {alias} 不可用"), format!("{alias:?} can not be another name"));
                self.problem(&format!("{at}/aliases/{place}"), Finding::new("bad_name", zh, en));
            }
        }
    }
}
