//! Each deed of a schedule as the operation it stands for.

use super::facts;
use super::schedule::Deed;
use super::story::Teller;
use super::words;
use crate::actor::Actor;
use crate::app::Tx;
use crate::approvals;
use crate::attachments;
use crate::cases::{
    self, CaseRow, CheckKind, CheckPurpose, CheckSource, Conclusion, DecisionOutcome, NewCase, NewCheck,
    NewCheckRequest, NewConsent, NewCountyVisit, NewDecision, NewDelivery, NewExamination,
    NewInformationCheck, NewOpinion, NewPosting, NewRefusal, NewReport, NewReview, NewSupplementNotice,
    NewWithdrawal, Opinion, Papers, Reason, Relative, ReviewOutcome, Ruling, ServiceWay, Source, acts, edit,
    further,
};
use crate::clock::Moment;
use crate::codes::Language;
use crate::failure::{Failure, Outcome};
use crate::http::if_match::IfMatch;
use crate::ids::{CaseId, PersonId};
use crate::persons;

pub const ITEM: &str = "medical-assistance";
/// Seen at the window.
const PAPERS: [&str; 3] = ["application", "identity", "bank_card"];
const YUAN: i64 = 100;

impl Teller<'_> {
    pub fn act(&mut self, number: usize, deed: Deed, now: Moment) -> Outcome<()> {
        let town = self.tales[number].plot.town;
        let staff = self.staff;
        let team = &staff.teams[town];
        let parity = town % 2;
        let id = self.tales[number].id;
        let case = || id.ok_or_else(|| Failure::internal("a case that was not opened"));
        match deed {
            Deed::Open => return self.open(number, now),
            Deed::HandIn { all } => return self.hand_in(number, case()?, all, now),
            _ => {}
        }
        let case = case()?;
        let text = self.text(deed);
        let reasons = reasons(deed, &mut self.dice);
        match deed {
            Deed::Open | Deed::HandIn { .. } => Ok(()),
            Deed::Notify => {
                let new = NewSupplementNotice { other: Vec::new(), note: Some(words::SUPPLEMENT.to_owned()) };
                self.on(case, &team.clerk, now, |tx, version| {
                    acts::notify_supplement(tx, case, version, &new)
                })
            }
            Deed::Accept => self.on(case, &team.clerk, now, |tx, version| acts::accept(tx, case, version)),
            Deed::Decline => {
                let new = NewRefusal { reasons };
                self.on(case, &team.clerk, now, |tx, version| acts::decline(tx, case, version, &new))
            }
            Deed::Withdraw => {
                let new = NewWithdrawal { reason: text };
                self.on(case, &team.clerk, now, |tx, version| acts::withdraw(tx, case, version, &new))
            }
            Deed::Check => self.check(case, town, now),
            Deed::Opine { support } => {
                let opinion = if support { Opinion::Support } else { Opinion::Oppose };
                let new = NewOpinion { opinion, text, reasons: Vec::new() };
                self.on(case, &team.officers[0], now, |tx, version| acts::opine(tx, case, version, &new))
            }
            Deed::Announce => self.announce(case, town, text, now),
            Deed::Agree if self.stands_at(case, "posting")? => {
                let new = NewReport { note: None };
                self.on(case, &team.leader, now, |tx, version| further::report(tx, case, version, &new))
            }
            Deed::Agree | Deed::ReturnByTownship | Deed::OpposeByTownship => {
                let outcome = match deed {
                    Deed::Agree => ReviewOutcome::Agree,
                    Deed::ReturnByTownship => ReviewOutcome::Return,
                    _ => ReviewOutcome::Oppose,
                };
                let note = (deed == Deed::Agree).then_some(text);
                let new = NewReview { outcome, reasons, note };
                self.on(case, &team.leader, now, |tx, version| acts::review(tx, case, version, &new))
            }
            Deed::Visit => {
                let officers = staff.examiners.iter().filter_map(|examiner| examiner.user).collect();
                let new = NewCountyVisit { on: now.today(), officers, findings: text };
                let examiner = &staff.examiners[parity];
                self.on(case, examiner, now, |tx, version| acts::county_visit(tx, case, version, &new))
            }
            Deed::Examine { agree, changed } => {
                let outcome = if agree { ReviewOutcome::Agree } else { ReviewOutcome::Refuse };
                let amount_fen = if changed { self.changed(case, &staff.examiners[parity])? } else { None };
                let note = agree.then_some(text);
                let reasons = match amount_fen {
                    Some(_) => vec![Reason { field: None, text: words::CHANGED.to_owned() }],
                    None => reasons,
                };
                let ruling = Ruling::Examined(NewExamination { outcome, amount_fen, reasons, note });
                self.rule(case, &staff.examiners[parity], now, ruling)
            }
            Deed::ReturnByCounty => {
                let outcome = ReviewOutcome::Return;
                let ruling =
                    Ruling::Examined(NewExamination { outcome, amount_fen: None, reasons, note: None });
                self.rule(case, &staff.examiners[parity], now, ruling)
            }
            Deed::Approve | Deed::Refuse => {
                let approve = deed == Deed::Approve;
                let outcome = if approve { DecisionOutcome::Approve } else { DecisionOutcome::Refuse };
                let ruling = Ruling::Decided(NewDecision { outcome, amount_fen: None, reasons, note: None });
                self.rule(case, &staff.approvers[parity], now, ruling)
            }
            Deed::Deliver => {
                let new = NewDelivery { on: now.today(), way: ServiceWay::InPerson, received_by: None };
                self.on(case, &team.clerk, now, |tx, version| further::deliver(tx, case, version, &new))
            }
        }
    }

    fn open(&mut self, number: usize, now: Moment) -> Outcome<()> {
        let families = self.families;
        let tale = &self.tales[number];
        let receiver = self.receiver(&families[tale.family]);
        let by_agent = receiver.user == self.staff.agent.user;
        let source = match (by_agent, number % 9) {
            (true, 0..4) => Source::Home,
            (true, _) => Source::Agent,
            (false, _) => Source::Window,
        };
        let new = NewCase {
            item_code: ITEM.to_owned(),
            applicant_person_id: Some(tale.applicant),
            applicant_citizen_id: None,
            happened_in: None,
            household_id: None,
            facts: tale.facts.clone(),
            source,
            bills: Vec::new(),
            consent: Some(self.consent(&receiver, self.tales[number].applicant, now)?),
        };
        let case = self.does(&receiver, now, |tx| cases::open(tx, &new))?;
        self.tales[number].id = Some(case.id);
        Ok(())
    }

    /// The first part of the papers leaves out the identity card, and what an ill person
    /// brings from the hospital.
    fn hand_in(&mut self, number: usize, case: CaseId, all: bool, now: Moment) -> Outcome<()> {
        let families = self.families;
        let tale = &self.tales[number];
        let receiver = self.receiver(&families[tale.family]);
        let files = facts::files(&tale.facts);
        let seen = PAPERS.into_iter().filter(|code| all || *code != "identity").map(str::to_owned).collect();
        let papers = Papers { present: seen };
        self.on(case, &receiver, now, |tx, version| edit::papers(tx, case, version, &papers))?;
        let there = attachments::material_codes(self.conn, receiver.county(), case)?;
        let handed = files.iter().filter(|code| all || **code != "diagnosis");
        for code in handed.filter(|code| !there.iter().any(|known| known == *code)) {
            let stored = self.papers.get(code).ok_or_else(|| Failure::internal("an unknown paper"))?;
            self.does(&receiver, now, |tx| attachments::attach(tx, case, code, stored))?;
        }
        Ok(())
    }

    fn check(&mut self, case: CaseId, town: usize, now: Moment) -> Outcome<()> {
        let staff = self.staff;
        let officers = &staff.teams[town].officers;
        let visit = !self.dice.once_in(4);
        if !visit && self.asks_county(case)? {
            return self.information_check(case, town, now);
        }
        let (kind, findings) = if visit {
            (CheckKind::HomeVisit, words::FINDINGS_VISIT)
        } else {
            (CheckKind::InformationCheck, words::FINDINGS_INFORMATION)
        };
        let new = NewCheck {
            kind,
            on: now.today(),
            officers: officers.iter().filter_map(|officer| officer.user).collect(),
            findings: (*self.dice.of(findings)).to_owned(),
            conclusion: Conclusion::Confirmed,
            family: visit.then(|| Relative {
                name: words::PRESENT.0.to_owned(),
                relation: words::PRESENT.1.to_owned(),
            }),
            family_absent: None,
        };
        self.on(case, &officers[0], now, |tx, version| acts::check(tx, case, version, &new))
    }

    /// Whether registers are asked by the county in the flow of the case.
    pub fn asks_county(&mut self, case: CaseId) -> Outcome<bool> {
        let row = cases::find_row(self.conn, &self.staff.examiners[0], case)?;
        let flow = self.app.rules.flows.version(&row.flow_code, row.flow_version)?;
        Ok(flow.rule.act("information_check").is_some())
    }

    /// Asked for by the township, made by the county.
    pub fn information_check(&mut self, case: CaseId, town: usize, now: Moment) -> Outcome<()> {
        let staff = self.staff;
        let officer = &staff.teams[town].officers[0];
        let new = NewCheckRequest { note: None };
        self.on(case, officer, now, |tx, version| further::request_check(tx, case, version, &new))?;
        let new = NewInformationCheck {
            on: now.today(),
            purpose: CheckPurpose::Application,
            sources: vec![CheckSource::SocialInsurance, CheckSource::Vehicles, CheckSource::Banks],
            relatives: Vec::new(),
            findings: (*self.dice.of(words::FINDINGS_INFORMATION)).to_owned(),
            conclusion: Conclusion::Confirmed,
        };
        let examiner = &staff.examiners[town % 2];
        self.on(case, examiner, now, |tx, version| further::information_check(tx, case, version, &new))
    }

    /// The applicant's consent; of a minor the guardian's.
    pub fn consent(&mut self, receiver: &Actor, applicant: PersonId, now: Moment) -> Outcome<NewConsent> {
        let brief = persons::briefs(self.conn, receiver.county(), &[applicant])?.remove(&applicant);
        let minor = brief.is_some_and(|brief| brief.age_on(now.today()) < 18);
        let guardian = minor.then(|| words::GUARDIAN.to_owned());
        Ok(NewConsent { guardian, ..words::CONSENT })
    }

    /// Agreed to and put up in the village, where that is the course of the case.
    fn announce(&mut self, case: CaseId, town: usize, note: String, now: Moment) -> Outcome<()> {
        let team = &self.staff.teams[town];
        let row = cases::find_row(self.conn, &team.leader, case)?;
        let flow = self.app.rules.flows.version(&row.flow_code, row.flow_version)?;
        if flow.rule.act("post").is_none() {
            return Ok(());
        }
        let new = NewReview { outcome: ReviewOutcome::Agree, reasons: Vec::new(), note: Some(note) };
        self.on(case, &team.leader, now, |tx, version| acts::review(tx, case, version, &new))?;
        let new = NewPosting { place: words::POSTED_AT.to_owned() };
        self.on(case, &team.officers[0], now, |tx, version| further::post(tx, case, version, &new))
    }

    fn stands_at(&mut self, case: CaseId, stage: &str) -> Outcome<bool> {
        Ok(cases::find_row(self.conn, &self.staff.examiners[0], case)?.stage == stage)
    }

    /// The township's table with what was agreed to.
    pub fn send(&mut self, town: usize, now: Moment) -> Outcome<()> {
        let staff = self.staff;
        let leader = &staff.teams[town].leader;
        let mut waiting = None;
        for case in self.tales.iter().filter(|tale| tale.plot.town == town).filter_map(|tale| tale.id) {
            let row = cases::find_row(self.conn, leader, case)?;
            if row.stage == "batching" {
                waiting = row.batch_id;
            }
        }
        let Some(batch) = waiting else { return Ok(()) };
        self.does(leader, now, |tx| {
            let found = approvals::read(&mut tx.view(), Language::Zh, batch)?;
            approvals::submit(tx, batch, IfMatch(found.batch.version))
        })?;
        Ok(())
    }

    fn rule(&mut self, case: CaseId, actor: &Actor, now: Moment, ruling: Ruling) -> Outcome<()> {
        self.on(case, actor, now, |tx, version| cases::rule(tx, case, version, ruling))
    }

    /// Does something to a case as it stands.
    pub fn on(
        &mut self,
        case: CaseId,
        actor: &Actor,
        now: Moment,
        act: impl FnOnce(&mut Tx, IfMatch) -> Outcome<crate::audit::Traced<CaseRow>>,
    ) -> Outcome<()> {
        self.does(actor, now, |tx| {
            let version = cases::find_row(tx.conn, tx.actor, case)?.version;
            act(tx, IfMatch(version))
        })?;
        Ok(())
    }

    /// Another sum within what the policy allows, where it leaves any choice.
    fn changed(&mut self, case: CaseId, examiner: &Actor) -> Outcome<Option<i64>> {
        let row = cases::find_row(self.conn, examiner, case)?;
        let Some(proposal) = cases::proposal(&row)? else { return Ok(None) };
        let (min, max, proposed) = (proposal.min_fen, proposal.max_fen, proposal.amount_fen);
        let other = (proposed * 9 / 10).max(min) / (10 * YUAN) * (10 * YUAN);
        Ok((min < max && (min..=max).contains(&other) && other > 0).then_some(other))
    }

    fn text(&mut self, deed: Deed) -> String {
        let list = match deed {
            Deed::Withdraw => words::WITHDRAW,
            Deed::Opine { support: true } => words::SUPPORT,
            Deed::Opine { support: false } => words::OPPOSE,
            Deed::Visit => words::FINDINGS_COUNTY,
            Deed::Examine { .. } => words::EXAMINE_AGREE,
            _ => words::REVIEW_AGREE,
        };
        (*self.dice.of(list)).to_owned()
    }
}

fn reasons(deed: Deed, dice: &mut super::dice::Dice) -> Vec<Reason> {
    let (field, text) = match deed {
        Deed::Decline => *dice.of(words::DECLINE),
        Deed::ReturnByTownship => words::REVIEW_RETURN,
        Deed::OpposeByTownship => words::REVIEW_OPPOSE,
        Deed::ReturnByCounty => words::EXAMINE_RETURN,
        Deed::Refuse | Deed::Examine { agree: false, .. } => words::REFUSE,
        _ => return Vec::new(),
    };
    vec![Reason { field: Some(field.to_owned()), text: text.to_owned() }]
}
