//! Tells the story: every act in the order of its day, by the account whose act it is,
//! through the same operations as the API.

use std::collections::HashMap;

use chrono::Duration;

use super::accounts::Staff;
use super::days::{Days, at};
use super::dice::Dice;
use super::people::{Family, conditions, income_fen};
use super::places::{AGENT_VILLAGE, TOWNS};
use super::plots::{self, Plot};
use super::schedule::{self, Deed};
use super::{benefits, facts, notices};
use crate::actor::Actor;
use crate::app::{App, Tx};
use crate::attachments::Stored;
use crate::audit::Traced;
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::divisions::division_refs;
use crate::failure::{Failure, Outcome};
use crate::households::{self, NewHousehold, NewMember};
use crate::http::reply::Reply;
use crate::ids::{CaseId, PersonId};
use crate::persons::{self, Category, NewPerson};

/// Households were registered between so many days ago and so many.
const REGISTERED: (i64, i64) = (420, 230);

/// A case of the story and what it is about.
pub struct Tale {
    pub plot: Plot,
    pub family: usize,
    pub applicant: PersonId,
    pub facts: serde_json::Map<String, serde_json::Value>,
    /// Once it was opened.
    pub id: Option<CaseId>,
}

enum Event {
    Case(usize, Deed),
    Sent(usize),
    Notices(notices::Step),
}

pub struct Teller<'a> {
    pub conn: &'a mut Conn,
    pub app: &'a App,
    pub staff: &'a Staff,
    pub papers: &'a HashMap<&'static str, Stored>,
    pub families: &'a [Family],
    pub tales: Vec<Tale>,
    /// The notices of the quarter, in the order of their villages.
    pub boards: Vec<notices::Board>,
    pub dice: Dice,
    acts: u32,
}

/// How much was told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told {
    pub households: usize,
    pub persons: usize,
    pub cases: usize,
    pub acts: u32,
}

/// # Errors
/// As the operations answer; nothing of the story is kept then.
pub fn tell(
    conn: &mut Conn,
    app: &App,
    staff: &Staff,
    papers: &HashMap<&'static str, Stored>,
    families: &[Family],
    days: &Days,
    dice: Dice,
) -> Outcome<Told> {
    let mut teller =
        Teller { conn, app, staff, papers, families, tales: Vec::new(), boards: Vec::new(), dice, acts: 0 };
    let people = teller.register(days)?;
    let events = teller.cast(days, &people)?;
    for (moment, event) in events {
        match event {
            Event::Case(tale, deed) => teller.act(tale, deed, moment)?,
            Event::Sent(town) => teller.send(town, moment)?,
            Event::Notices(step) => notices::act(&mut teller, step, moment)?,
        }
    }
    let benefits = benefits::tell(&mut teller, days, &people)?;
    Ok(Told {
        households: families.len(),
        persons: people.iter().map(Vec::len).sum(),
        cases: teller.tales.len() + benefits,
        acts: teller.acts,
    })
}

impl Teller<'_> {
    /// Does one operation as `actor` at that moment, with its trace.
    pub fn does<T>(
        &mut self,
        actor: &Actor,
        now: Moment,
        act: impl FnOnce(&mut Tx) -> Outcome<Traced<T>>,
    ) -> Outcome<T> {
        self.acts += 1;
        let request_id = format!("demo-{:05}", self.acts);
        let mut tx = Tx::new(self.conn, self.app, actor, now, &request_id)?;
        act(&mut tx)?.recorded(&mut tx)
    }

    /// Who receives the people of that village: its own agent, or the town's clerk.
    pub fn receiver(&self, family: &Family) -> Actor {
        let agent = family.village == AGENT_VILLAGE;
        if agent { self.staff.agent.clone() } else { self.staff.teams[family.town].clerk.clone() }
    }

    /// The persons of each household, in the order of its members.
    fn register(&mut self, days: &Days) -> Outcome<Vec<Vec<PersonId>>> {
        let places = division_refs(self.conn, self.families.iter().map(|family| family.village))?;
        let mut registered = Vec::with_capacity(self.families.len());
        let (first, last) = REGISTERED;
        let count = i64::try_from(self.families.len()).unwrap_or(1).max(1);
        for (number, family) in (0_i64..).zip(self.families) {
            let ago = first - (first - last) * number / count;
            let day = days.on_or_before(days.today - Duration::days(ago));
            let now = at(day, self.dice.between(9 * 60, 16 * 60));
            let receiver = self.receiver(family);
            let place = places.get(family.village).ok_or_else(|| Failure::no("unknown_division"))?;
            let village = place.full_name.trim_end_matches("居委会").trim_end_matches("委会");
            let mut ids = Vec::new();
            for member in &family.members {
                let new = NewPerson {
                    confirm_15_digits: None,
                    citizen_id: member.citizen_id.as_str().to_owned(),
                    name: member.name.clone(),
                    division: family.village.to_owned(),
                    address: Some(format!("{village}{}", family.house)),
                    phone: member.phone.clone(),
                    bank_account: member.bank_account.clone(),
                    bank_name: member.bank_account.as_ref().map(|_| "演示银行".to_owned()),
                };
                let reply = self.does(&receiver, now, |tx| persons::register(tx, &new))?;
                ids.push(id_of(&reply)?);
            }
            let members = ids.iter().zip(&family.members);
            let new = NewHousehold {
                division: family.village.to_owned(),
                category: family.category,
                certificate_no: family.certificate_no.clone(),
                members: members
                    .enumerate()
                    .map(|(place, (id, member))| NewMember {
                        person_id: *id,
                        relation: member.relation,
                        conditions: conditions(number, place, member.age),
                    })
                    .collect(),
                income_fen: income_fen(number, family),
                staff_kin: family.kin.is_some(),
                staff_kin_note: family.kin.map(str::to_owned),
            };
            self.does(&receiver, now, |tx| households::create(tx, &new))?;
            registered.push(ids);
        }
        Ok(registered)
    }

    /// Gives every plot an applicant, and lays all that happens in the order of time.
    fn cast(&mut self, days: &Days, people: &[Vec<PersonId>]) -> Outcome<Vec<(Moment, Event)>> {
        let tables = schedule::tables(days);
        let mut free: Vec<usize> = (0..self.families.len()).collect();
        self.dice.shuffle(&mut free);
        let mut events = Vec::new();
        for (number, plot) in plots::plots().into_iter().enumerate() {
            let same = self.tales.last().filter(|_| plot.again).map(|tale| (tale.family, tale.applicant));
            let (family, applicant) = match same {
                Some(same) => same,
                None => self.applicant(&mut free, people, plot)?,
            };
            let theirs = &self.families[family];
            let place = people[family].iter().position(|id| *id == applicant).unwrap_or_default();
            let facts = facts::of(&mut self.dice, theirs, &theirs.members[place], plot.size);
            self.tales.push(Tale { plot, family, applicant, facts, id: None });
            for (moment, deed) in schedule::steps(&mut self.dice, days, &tables, plot) {
                events.push((moment, Event::Case(number, deed)));
            }
        }
        for (town, sent) in tables.iter().enumerate().take(TOWNS.len()) {
            for day in sent.iter().flatten() {
                events.push((schedule::sent_at(*day), Event::Sent(town)));
            }
        }
        events.extend(notices::steps(days).into_iter().map(|(moment, step)| (moment, Event::Notices(step))));
        // Stable: what is laid for the same minute stays in its order.
        events.sort_by_key(|(moment, _)| moment.at);
        Ok(events)
    }

    fn applicant(
        &mut self,
        free: &mut Vec<usize>,
        people: &[Vec<PersonId>],
        plot: Plot,
    ) -> Outcome<(usize, PersonId)> {
        let subsistence = [Category::UrbanSubsistence, Category::RuralSubsistence];
        let fits = |family: &Family| {
            let by_table = plot.size == facts::Size::Plausible || subsistence.contains(&family.category);
            family.town == plot.town && family.kin.is_some() == plot.kin && by_table
        };
        let place = free.iter().position(|number| fits(&self.families[*number]));
        let family = free.remove(place.ok_or_else(|| Failure::internal("too few households"))?);
        let members = &self.families[family].members;
        // The head is grown; of the others only those who are.
        let member = self.dice.below(members.len());
        let member = if members[member].age >= 18 || self.dice.once_in(3) { member } else { 0 };
        Ok((family, people[family][member]))
    }
}

/// The id at the end of a reply's location.
fn id_of(reply: &Reply) -> Outcome<PersonId> {
    let location = reply.location.as_deref().unwrap_or_default();
    let id = location.rsplit('/').next().unwrap_or_default();
    id.parse().map_err(|_| Failure::internal("a registration without its id"))
}
