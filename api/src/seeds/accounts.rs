//! Who works in the demonstration. Every account has the same well-known password and is
//! for a try only; a real installation begins with one administrator and no password.

use serde_json::json;
use yangguang_domain::access::{Role, Scope, level};

use super::places::{AGENT_VILLAGE, COUNTY_DIVISION, TOWNS};
use crate::accounts::{self, NewAccount};
use crate::actor::Actor;
use crate::app::Tx;
use crate::audit::{Entry, Traced};
use crate::failure::{Failure, Outcome};

pub const PASSWORD: &str = "Demo-2026!";

/// User name, name, post and division of every account.
pub struct Post {
    pub username: String,
    pub name: &'static str,
    pub role: Role,
    pub division: &'static str,
}

const COUNTY: &[(&str, &str, Role)] = &[
    ("examiner", "幸文韬", Role::Examiner),
    ("examiner2", "温若兰", Role::Examiner),
    ("approver", "邱秉诚", Role::Approver),
    ("approver2", "古静仪", Role::Approver),
    ("discloser", "蓝晓岚", Role::Discloser),
    ("secrecy", "卢慎行", Role::Secrecy),
    ("auditor", "严明远", Role::Auditor),
    ("admin", "龚立新", Role::Admin),
];
const TOWNSHIP: [(&str, Role); 4] = [
    ("clerk", Role::Clerk),
    ("officer", Role::Officer),
    ("fieldworker", Role::Officer),
    ("township", Role::Township),
];
/// Clerk, two officers and leader of each of the towns.
const NAMES: [[&str; 4]; TOWNS.len()] = [
    ["曾巧云", "赖国梁", "谢素芬", "钟启明"],
    ["刘晓燕", "黄建平", "廖春梅", "肖永康"],
    ["罗琼芳", "郭志坚", "叶小青", "刘承业"],
    ["邱丽娟", "许德胜", "温秋萍", "曾广文"],
    ["钟雪梅", "李向东", "胡玉洁", "赖修远"],
    ["谢婉婷", "邓有为", "朱红霞", "黄守正"],
];

/// The first town's accounts have plain names, the others' end in the town's number.
pub fn posts() -> Vec<Post> {
    let county = COUNTY.iter().map(|(username, name, role)| Post {
        username: (*username).to_owned(),
        name,
        role: *role,
        division: COUNTY_DIVISION,
    });
    let agent =
        Post { username: "agent".to_owned(), name: "刘发根", role: Role::Agent, division: AGENT_VILLAGE };
    let towns = TOWNS.iter().zip(NAMES).enumerate().flat_map(|(place, (town, names))| {
        TOWNSHIP.into_iter().zip(names).map(move |((username, role), name)| Post {
            username: if place == 0 { username.to_owned() } else { format!("{username}{}", place + 1) },
            name,
            role,
            division: town.code,
        })
    });
    county.chain([agent]).chain(towns).collect()
}

/// The people of a township, as they act.
pub struct Team {
    pub clerk: Actor,
    /// Two, who visit together.
    pub officers: [Actor; 2],
    pub leader: Actor,
}

pub struct Staff {
    pub agent: Actor,
    pub teams: Vec<Team>,
    pub examiners: [Actor; 2],
    pub approvers: [Actor; 2],
    pub discloser: Actor,
    pub secrecy: Actor,
}

/// Opens all accounts.
///
/// # Errors
/// As the accounts answer.
pub fn open(tx: &mut Tx, hash: &str) -> Outcome<Traced<Staff>> {
    let mut actors = Vec::new();
    let mut trace = Vec::new();
    for (number, post) in posts().into_iter().enumerate() {
        let new = NewAccount {
            username: post.username.clone(),
            name: post.name.to_owned(),
            role: post.role,
            division: post.division.to_owned(),
            phone: Some(office_phone(number)),
        };
        let id = accounts::create(tx, new, hash, false)?;
        trace.push(
            Entry::new("user.created", "user", id)
                .at(post.division)
                .with(json!({ "username": post.username, "name": post.name, "role": post.role })),
        );
        let scope = Scope::new(post.division, level(post.role));
        actors.push((
            post.username,
            Actor {
                user: Some(id),
                session: None,
                name: post.name.to_owned(),
                role: Some(post.role),
                scope: scope.ok_or_else(|| Failure::internal("a post in no division"))?,
            },
        ));
    }
    let staff = staff(&actors)?;
    let first = trace.pop().ok_or_else(|| Failure::internal("no accounts"))?;
    Ok(Traced::new(staff, first).and_all(trace))
}

fn staff(actors: &[(String, Actor)]) -> Outcome<Staff> {
    let named = |name: &str| {
        let found = actors.iter().find(|(username, _)| username == name);
        found.map(|(_, actor)| actor.clone()).ok_or_else(|| Failure::internal(format!("no account {name}")))
    };
    let team = |place: usize| {
        let of = |name: &str| if place == 0 { named(name) } else { named(&format!("{name}{}", place + 1)) };
        Ok(Team {
            clerk: of("clerk")?,
            officers: [of("officer")?, of("fieldworker")?],
            leader: of("township")?,
        })
    };
    Ok(Staff {
        agent: named("agent")?,
        teams: (0..TOWNS.len()).map(team).collect::<Outcome<_>>()?,
        examiners: [named("examiner")?, named("examiner2")?],
        approvers: [named("approver")?, named("approver2")?],
        discloser: named("discloser")?,
        secrecy: named("secrecy")?,
    })
}

/// In the county's area, but no local number begins with 0 (电信网编号计划): it can be
/// dialled by nobody.
fn office_phone(number: usize) -> String {
    format!("0797-0{:06}", 440_001 + number)
}
