//! The result of a document: amounts, parts, reasons and what goes with it.

use std::collections::HashSet;

use super::Check;
use crate::policy::answer::Finding;
use crate::policy::compiled::{CompiledBeginning, CompiledOutcome};
use crate::policy::document::Input;
use crate::policy::lower;
use crate::policy::outcome::{BeginsFrom, ExclusionRule};
use crate::policy::parameters::Parameter;
use crate::policy::register::CATEGORIES;
use crate::policy::scope::{Meaning, Ty};
use crate::policy::value::Kind;

impl Check<'_> {
    pub(super) fn outcome(&mut self) -> Option<CompiledOutcome> {
        let result = &self.document.result;
        let fen = lower::wanted(Kind::Fen);
        let eligible = self.formula("/result/eligible", &result.eligible, Ty::Flag);
        let amount = self.formula("/result/amount", &result.amount, fen);
        let min = self.formula("/result/min", &result.min, fen);
        let max = self.formula("/result/max", &result.max, fen);
        let mut parts = Vec::new();
        let mut codes = HashSet::new();
        for (place, part) in result.parts.iter().enumerate() {
            let pointer = format!("/result/parts/{place}");
            parts.extend(self.formula(&format!("{pointer}/amount"), &part.amount, fen));
            if !codes.insert(&part.code) {
                self.tell(&format!("{pointer}/code"), "duplicate_name", "代码重复", "it is there twice");
            }
        }
        let reasons = self.reasons();
        if let Some(cap) = &result.yearly_cap {
            let is_cap = |parameter: &Parameter| {
                parameter.name == *cap && parameter.unit == Kind::Fen && !parameter.values.is_empty()
            };
            if !self.document.parameters.iter().any(is_cap) {
                let (zh, en) = (format!("没有金额参数 {cap}"), format!("there is no sum {cap}"));
                self.problem("/result/yearly_cap", Finding::new("unknown_parameter", zh, en));
            }
        }
        if result.recovery_permille.is_some_and(|rate| rate > 1000) {
            let (zh, en) = ("扣回比例不能超过 1000‰", "at most the whole, 1000‰");
            self.tell("/result/recovery_permille", "bad_range", zh, en);
        }
        let sooner = result.recheck_sooner.as_ref();
        let recheck_sooner =
            self.condition("/result/recheck_sooner/when", sooner.map(|sooner| sooner.when.as_str()));
        if sooner.is_some_and(|sooner| result.recheck_months.is_none_or(|months| months <= sooner.months)) {
            let (zh, en) = ("须短于一般的复核月数", "it must be fewer than the months to the usual check");
            self.tell("/result/recheck_sooner/months", "bad_range", zh, en);
        }
        let months = [
            ("recheck_months", result.recheck_months),
            ("recheck_sooner/months", sooner.map(|sooner| sooner.months)),
            ("grace_months", result.grace_months),
        ];
        for (member, _) in months.into_iter().filter(|(_, months)| *months == Some(0)) {
            let (zh, en) =
                ("至少 1 个月；没有的请不要填写", "at least one; leave it out where there is none");
            self.tell(&format!("/result/{member}"), "bad_range", zh, en);
        }
        let begins = self.begins();
        let mut grounds = HashSet::new();
        for (place, ground) in result.suspension.iter().enumerate() {
            if !grounds.insert(&ground.code) {
                let at = format!("/result/suspension/{place}/code");
                self.tell(&at, "duplicate_name", "代码重复", "it is there twice");
            }
        }
        let mut named = HashSet::new();
        for (place, exclusion) in result.exclusions.iter().enumerate() {
            if !named.insert((&exclusion.policy, &exclusion.scheme)) {
                let zh = "前面已写明与这项救助的关系，每项只写一次";
                let en = "how it goes together with this benefit is said above already";
                self.tell(&format!("/result/exclusions/{place}"), "bad_exclusion", zh, en);
            }
            if exclusion.policy.is_some() == exclusion.scheme.is_some() {
                let (zh, en) = ("政策代码与救助类别须填且只填一项", "exactly one of policy and scheme");
                self.tell(&format!("/result/exclusions/{place}"), "bad_exclusion", zh, en);
            }
            self.categories(&format!("/result/exclusions/{place}/registered_as"), &exclusion.registered_as);
            if !exclusion.registered_as.is_empty() && exclusion.rule != ExclusionRule::NotBoth {
                let (zh, en) =
                    ("只有“不得同时享受”才能写登记类别", "only with not_both: a sum would have to be known");
                self.tell(&format!("/result/exclusions/{place}/registered_as"), "bad_exclusion", zh, en);
            }
        }
        let (eligible, amount, min, max) = (eligible?, amount?, min?, max?);
        Some(CompiledOutcome { eligible, amount, min, max, parts, reasons, recheck_sooner, begins })
    }

    fn begins(&mut self) -> Vec<CompiledBeginning> {
        let begins = &self.document.result.begins;
        let mut compiled = Vec::new();
        for (place, known) in begins.iter().enumerate() {
            let pointer = format!("/result/begins/{place}");
            let when = self.condition(&format!("{pointer}/when"), known.when.as_deref());
            let day = known.of.as_ref().and_then(|name| match self.scope.meanings.get(name) {
                Some(Meaning::Value { slot, .. }) => {
                    let day = |input: &&Input| input.name == *name && input.kind == Kind::Date;
                    self.document.inputs.iter().find(day).map(|_| *slot)
                }
                _ => None,
            });
            if day.is_some() != (known.from == BeginsFrom::YearAfter) || day.is_some() != known.of.is_some() {
                let zh = "“次年起”须指明一项日期情况，其他的不指明";
                let en = "year_after names an input that is a day, nothing else does";
                self.tell(&format!("{pointer}/of"), "bad_shape", zh, en);
            }
            if known.when.is_none() && place + 1 < begins.len() {
                let (zh, en) = ("后面的起发规定永远用不到", "nothing after this one ever applies");
                self.tell(&pointer, "unreachable", zh, en);
            }
            if let (Some(name), Some(_)) = (&known.of, day) {
                self.scope.used.insert(name.clone());
            }
            compiled.push(CompiledBeginning { when, of: day });
        }
        compiled
    }

    /// One the register does not know would be one that nobody is.
    pub(super) fn categories(&mut self, pointer: &str, categories: &[String]) {
        for category in categories.iter().filter(|category| !CATEGORIES.contains(&category.as_str())) {
            let known = CATEGORIES.join("、");
            let (zh, en) = (
                format!("登记簿没有类别 {category}（可用：{known}）"),
                format!("the register has no category {category} (it has: {known})"),
            );
            self.problem(pointer, Finding::new("unknown_category", zh, en));
        }
    }

    fn reasons(&mut self) -> Vec<crate::policy::lower::Formula> {
        let result = &self.document.result;
        let mut reasons = Vec::new();
        let always = |when: &str| when.trim() == "true";
        for (place, reason) in result.reasons.iter().enumerate() {
            let pointer = format!("/result/reasons/{place}/when");
            reasons.extend(self.formula(&pointer, &reason.when, Ty::Flag));
            if always(&reason.when) && place + 1 < result.reasons.len() {
                let (zh, en) = ("后面的理由永远用不到", "no reason after this one is ever given");
                self.tell(&pointer, "unreachable", zh, en);
            }
        }
        // Without it some case would get an answer without a reason.
        if result.reasons.last().is_none_or(|last| !always(&last.when)) {
            let (zh, en) = ("最后一条理由的条件必须是 true", "the last must be \"true\"");
            self.tell("/result/reasons", "no_last_reason", zh, en);
        }
        reasons
    }
}
