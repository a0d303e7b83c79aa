//! Towns and villages, accounts, persons with what they are found by, and households.

use std::ops::Range;

use chrono::NaiveDate;
use serde_json::json;
use yangguang_domain::access::Role;
use yangguang_domain::citizen_id::{Sex, demo_id};
use yangguang_domain::masking;

use super::rows::{Household, Member, Person, Token, User};
use super::{COUNTY, PASSWORD, days_before, dice};
use crate::clock::Moment;
use crate::db::conn::Conn;
use crate::db::types::Doc;
use crate::failure::Outcome;
use crate::ids::{HouseholdId, MemberId, PersonId, UserId};
use crate::persons;
use crate::sessions::hash_password;
use crate::vault::Vault;

const TOWNS: [&str; 19] = [
    "梅林镇",
    "王母渡镇",
    "沙地镇",
    "江口镇",
    "田村镇",
    "南塘镇",
    "茅店镇",
    "吉埠镇",
    "五云镇",
    "湖江镇",
    "储潭镇",
    "韩坊镇",
    "阳埠乡",
    "大埠乡",
    "长洛乡",
    "大田乡",
    "石芫乡",
    "三溪乡",
    "白鹭乡",
];
pub const VILLAGES: usize = 15;

/// The commonest family names, the commoner the earlier.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万钱严覃武戴莫孔向汤赖";
const GIVEN: &str = "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲芬燕彩春菊凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融园艺咏卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思";

pub struct Places;

pub type Place = (String, Option<String>, i16, String, String);

pub fn places() -> Places {
    Places
}

impl Places {
    pub fn town(&self, town: usize) -> String {
        format!("{COUNTY}{:03}000", 100 + town)
    }

    /// Of all villages of the county, counted from 0.
    pub fn village(&self, village: usize) -> String {
        format!("{COUNTY}{:03}{:03}", 100 + village / VILLAGES, 200 + village % VILLAGES)
    }

    pub fn towns(&self) -> usize {
        TOWNS.len()
    }

    pub fn all(&self) -> impl Iterator<Item = Place> + '_ {
        let above = [
            ("360000000000", None, 1, "江西省", "江西省"),
            ("360700000000", Some("360000000000"), 2, "赣州市", "江西省赣州市"),
            ("360704000000", Some("360700000000"), 3, "赣县区", "江西省赣州市赣县区"),
        ];
        let above = above.into_iter().map(|(code, parent, level, name, full)| {
            (code.to_owned(), parent.map(str::to_owned), level, name.to_owned(), full.to_owned())
        });
        let towns = TOWNS.iter().enumerate().map(|(town, name)| {
            let full = format!("江西省赣州市赣县区{name}");
            (self.town(town), Some(format!("{COUNTY}000000")), 4, (*name).to_owned(), full)
        });
        let villages = (0..TOWNS.len() * VILLAGES).map(|village| {
            let (town, name) = (village / VILLAGES, format!("第{}村", village % VILLAGES + 1));
            let full = format!("江西省赣州市赣县区{}{name}", TOWNS[town]);
            (self.village(village), Some(self.town(town)), 5, name, full)
        });
        above.chain(towns).chain(villages)
    }
}

/// The village of a person; towns differ in size.
pub fn village_of(person: usize) -> usize {
    dice(person, 1, TOWNS.len() * VILLAGES)
}

/// Who works in a town, and in the county.
pub struct Staff {
    pub agent: UserId,
    /// Of each town: clerk, officer, leader.
    pub towns: Vec<[UserId; 3]>,
    pub examiner: UserId,
    pub approver: UserId,
}

pub fn staff(conn: &mut Conn, places: &Places, now: Moment) -> Outcome<Staff> {
    let hash = hash_password(PASSWORD)?;
    let mut rows = Vec::new();
    let mut hire = |username: String, role: Role, division: String| {
        let id = UserId::new(now);
        rows.push(User {
            id,
            county: COUNTY,
            name: format!("{username}员"),
            username,
            role: role.to_string(),
            division,
            office_phone: Some("0797-0000000".to_owned()),
            password_hash: hash.clone(),
            password_history: Doc::from(json!([])),
            must_change_password: false,
            failed_count: 0,
            disabled: false,
            version: 1,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        id
    };
    let county = format!("{COUNTY}000000");
    let staff = Staff {
        agent: hire("agent".to_owned(), Role::Agent, places.village(0)),
        towns: (0..places.towns())
            .map(|town| {
                let mut one = |post: &str, role| hire(format!("{post}{town:02}"), role, places.town(town));
                [one("clerk", Role::Clerk), one("officer", Role::Officer), one("township", Role::Township)]
            })
            .collect(),
        examiner: hire("examiner".to_owned(), Role::Examiner, county.clone()),
        approver: hire("approver".to_owned(), Role::Approver, county),
    };
    User::put(conn, &mut rows)?;
    Ok(staff)
}

/// A person as the cases know them.
#[derive(Clone, Copy)]
pub struct Villager {
    /// What the name is made from.
    pub number: usize,
    pub id: PersonId,
    pub household: HouseholdId,
    pub village: usize,
    /// Of an urban subsistence household, or of a rural one.
    pub urban: bool,
}

pub fn name(person: usize) -> String {
    let pick = |text: &str, place: usize| text.chars().nth(place).unwrap_or('王');
    let (surnames, given) = (SURNAMES.chars().count(), GIVEN.chars().count());
    // The square makes the first names of the list as common as they are.
    let throw = dice(person, 2, 1000);
    let surname = pick(SURNAMES, throw * throw * surnames / 1_000_000);
    let (first, second) = (dice(person, 3, given), dice(person, 4, given));
    [surname, pick(GIVEN, first), pick(GIVEN, second)].iter().collect()
}

pub fn add(
    conn: &mut Conn,
    vault: &Vault,
    places: &Places,
    staff: &Staff,
    range: Range<usize>,
    today: NaiveDate,
    crowd: &mut Vec<Villager>,
) -> Outcome<()> {
    let now = Moment::on(days_before(today, 5 * 366));
    let (mut persons, mut tokens) = (Vec::new(), Vec::new());
    let (mut households, mut members) = (Vec::new(), Vec::new());
    for number in range {
        let village = village_of(number / 3);
        let (id, division) = (PersonId::new(now), places.village(village));
        let born = days_before(today, 366 * 20 + number % 20_000);
        let citizen_id = demo_id(COUNTY, born, u32::try_from(number / 20_000 + 1).unwrap_or(1));
        let phone = format!("139{:08}", dice(number, 5, 100_000_000));
        let name = name(number);
        let found_by = persons::tokens_of(vault, &name, citizen_id.as_str(), Some(&phone));
        tokens.extend(found_by.into_iter().map(|token| Token {
            county: COUNTY,
            token,
            person_id: id,
            division: division.clone(),
            created_at: now.stamp(),
        }));
        // Two of three are of one household with the one before.
        let (household, urban) = match crowd.last() {
            Some(before) if number % 3 != 0 => (before.household, before.urban),
            _ => {
                let (household, urban) = (HouseholdId::new(now), dice(number, 6, 3) == 0);
                households.push(Household {
                    county: COUNTY,
                    id: household,
                    division: division.clone(),
                    category: if urban { "urban_subsistence" } else { "rural_subsistence" },
                    staff_kin: false,
                    demo: true,
                    version: 1,
                    created_by: staff.agent,
                    created_at: now.stamp(),
                    updated_at: now.stamp(),
                });
                (household, urban)
            }
        };
        members.push(Member {
            county: COUNTY,
            id: MemberId::new(now),
            household_id: household,
            person_id: id,
            relation: ["head", "spouse", "child"][number % 3],
            position: i16::try_from(number % 3 + 1).unwrap_or(1),
            since_on: now.today(),
            created_at: now.stamp(),
        });
        persons.push(Person {
            county: COUNTY,
            id,
            division,
            citizen_id_enc: vault.seal("citizen_id", citizen_id.as_str())?,
            citizen_id_hash: vault.index("citizen_id", citizen_id.as_str()),
            citizen_id_mask: citizen_id.masked(),
            name,
            sex: if citizen_id.sex() == Sex::Male { "male" } else { "female" },
            birth_on: born,
            phone_enc: Some(vault.seal("phone", &phone)?),
            phone_hash: Some(vault.index("phone", &phone)),
            phone_mask: Some(masking::phone(&phone)),
            demo: true,
            version: 1,
            created_by: staff.agent,
            created_at: now.stamp(),
            updated_at: now.stamp(),
        });
        crowd.push(Villager { number, id, household, village, urban });
    }
    // By token, as the index lies.
    tokens.sort_by(|a, b| a.token.cmp(&b.token));
    Person::put(conn, &mut persons)?;
    Token::put(conn, &mut tokens)?;
    Household::put(conn, &mut households)?;
    Member::put(conn, &mut members)?;
    Ok(())
}
