//! Builders that go the way a person goes, over HTTP. They hold only what a test says;
//! the rest is plausible.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::NaiveDate;
use serde_json::{Value, json};
use yangguang_domain::citizen_id::demo_id;

use crate::server::{Hand, Server};
use crate::{Answer, Client};

/// The smallest real PDF.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// A citizen id of nobody, different at each call.
pub fn citizen_id() -> String {
    static MADE: AtomicU32 = AtomicU32::new(1);
    let made = MADE.fetch_add(1, Ordering::Relaxed);
    let day = NaiveDate::from_ymd_opt(1960, 1, 1).expect("a date") + chrono::Days::new(u64::from(made / 900));
    demo_id("360704", day, made % 900 + 1).as_str().to_owned()
}

/// The same of somebody born on a day.
pub fn citizen_id_of(born: NaiveDate) -> String {
    static MADE: AtomicU32 = AtomicU32::new(1);
    demo_id("360704", born, MADE.fetch_add(1, Ordering::Relaxed) % 999 + 1).as_str().to_owned()
}

/// A village of the client's own area.
pub async fn village(client: &Client) -> String {
    let user = client.get("/sessions/current").await.expect(200);
    let (code, level) =
        (user["user"]["division"]["code"].clone(), user["user"]["division"]["level"].as_i64());
    let code = code.as_str().expect("a division").to_owned();
    if level == Some(5) {
        return code;
    }
    let below = client.get(&format!("/divisions?parent={code}")).await.expect(200);
    let first = below.items()[0].clone();
    first["code"].as_str().expect("a village").to_owned()
}

pub async fn person(client: &Client, name: &str) -> Answer {
    let body = json!({
        "citizen_id": citizen_id(), "name": name, "division": village(client).await,
        "phone": "13800000000", "bank_account": "6222020000000000000", "bank_name": "农村信用社",
    });
    client.post("/persons", body).await.expect(201)
}

/// A person alone in a subsistence household; the person's id.
pub async fn applicant(client: &Client, name: &str) -> String {
    member_of(client, name, json!({})).await
}

/// The same in a household of another category.
pub async fn registered_as(client: &Client, name: &str, category: &str) -> String {
    member_of(client, name, json!({ "category": category })).await
}

/// The same, kin of staff.
pub async fn kin(client: &Client, name: &str) -> String {
    member_of(client, name, json!({ "staff_kin": true, "staff_kin_note": "村干部之弟" })).await
}

async fn member_of(client: &Client, name: &str, more: Value) -> String {
    let person = person(client, name).await;
    let mut body = json!({
        "division": person["division"]["code"], "category": "urban_subsistence",
        "members": [{ "person_id": person.id(), "relation": "head" }],
    });
    merge(&mut body, more);
    client.post("/households", body).await.expect(201);
    person.id()
}

/// The story's facts: 9,000 yuan in scope, 3,000 paid by the insurer, so 1,500 of aid.
pub fn facts() -> Value {
    json!({ "category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000 })
}

pub async fn open_case(client: &Client, person: &str, facts: Value) -> Answer {
    client.post("/cases", new_case(person, facts)).await.expect(201)
}

pub fn new_case(person: &str, facts: Value) -> Value {
    json!({ "item_code": "medical-assistance", "applicant_person_id": person, "facts": facts, "source": "window" })
}

/// Notes every paper of the checklist as seen.
pub async fn all_papers(client: &Client, case: &Answer) -> Answer {
    let codes: Vec<Value> =
        case["materials"].as_array().expect("materials").iter().map(|m| m["code"].clone()).collect();
    client
        .put(&format!("/cases/{}/papers", case.id()), case.version(), json!({ "present": codes }))
        .await
        .expect(200)
}

/// A case with all its papers, not yet accepted.
pub async fn ready_case(client: &Client, name: &str) -> Answer {
    let person = applicant(client, name).await;
    let case = open_case(client, &person, facts()).await;
    all_papers(client, &case).await
}

/// Accepts it, with the consent to the check where the law of the day asks for one.
pub async fn accept(client: &Client, case: &Answer) -> Answer {
    let asked = |act: &Value| act["act"] == "accept" && act["reason"] == "consent_missing";
    let consent = case["allowed_actions"].as_array().is_some_and(|acts| acts.iter().any(asked));
    let consented = match consent {
        true => {
            let body = json!({ "of": "household", "guardian": guardian(case) });
            client.act(&format!("/cases/{}/consents", case.id()), case.version(), body).await.expect(201)
        }
        false => case.clone(),
    };
    let case = &consented;
    client.act(&format!("/cases/{}/acceptances", case.id()), case.version(), json!({})).await.expect(201)
}

/// Who consents for an applicant below 18.
fn guardian(case: &Answer) -> Value {
    let minor = case["applicant"]["age"].as_i64().is_some_and(|age| age < 18);
    if minor { json!("赖监护") } else { Value::Null }
}

/// Gives an account of the fixture another post; whoever holds it logs in again.
pub async fn appoint(server: &Server, username: &str, role: &str) {
    let admin = server.actor("admin").await;
    let accounts = admin.get("/accounts?limit=200").await.expect(200).items();
    let own = accounts.iter().find(|account| account["username"] == username).expect("the account");
    let (id, version) = (own["id"].as_str().expect("an id"), own["version"].as_i64().expect("a version"));
    admin.patch(&format!("/accounts/{id}"), version, json!({ "role": role })).await.expect(200);
}

/// The people a case meets on its way.
pub struct Staff {
    pub clerk: Client,
    pub officer: Client,
    pub township: Client,
    pub examiner: Client,
    pub approver: Client,
    pub hand: Hand,
}

impl Staff {
    pub async fn of(server: &Server) -> Staff {
        Staff {
            clerk: server.actor("clerk").await,
            officer: server.actor("officer").await,
            township: server.actor("township").await,
            examiner: server.actor("examiner").await,
            approver: server.actor("approver").await,
            hand: server.hand(),
        }
    }

    /// Two officers of the clerk's township.
    pub async fn two_officers(&self) -> Vec<Value> {
        two(&self.officer.get("/officers").await.expect(200))
    }

    pub async fn accepted(&self, name: &str) -> Answer {
        let case = ready_case(&self.clerk, name).await;
        accept(&self.clerk, &case).await
    }

    pub async fn checked(&self, case: &Answer, on: &str) -> Answer {
        let body = json!({
            "kind": "home_visit", "on": on, "officers": self.two_officers().await,
            "findings": "家庭情况属实", "conclusion": "confirmed",
            "family": { "name": "户主本人", "relation": "申请人" },
        });
        self.officer.act(&format!("/cases/{}/checks", case.id()), case.version(), body).await.expect(201)
    }

    pub async fn opined(&self, case: &Answer) -> Answer {
        let body = json!({ "opinion": "support", "text": "情况属实,建议救助" });
        self.officer
            .act(&format!("/cases/{}/preliminary-opinions", case.id()), case.version(), body)
            .await
            .expect(201)
    }

    /// Checked, with an opinion, waiting for the township's leader.
    pub async fn reviewable(&self, case: &Answer, on: &str) -> Answer {
        let case = self.checked(case, on).await;
        self.opined(&case).await
    }

    pub async fn agreed(&self, case: &Answer) -> Answer {
        let path = format!("/cases/{}/reviews", case.id());
        let case = self.township.act(&path, case.version(), json!({ "outcome": "agree" })).await.expect(201);
        if case["stage"] == "posting" { self.noticed(&case).await } else { case }
    }

    /// Posted in the village, and sent up when the notice is over. What else a test says happens
    /// on its own day: the clock is put back.
    pub async fn noticed(&self, case: &Answer) -> Answer {
        let path = format!("/cases/{}", case.id());
        let body = json!({ "place": "村务公开栏" });
        let case = self.officer.act(&format!("{path}/postings"), case.version(), body).await.expect(201);
        let before = self.hand.now();
        let last: NaiveDate =
            case["posting"]["until_on"].as_str().and_then(|day| day.parse().ok()).expect("a day");
        self.hand.set_time(&format!("{}T02:00:00Z", last + chrono::Days::new(1)));
        let township = self.hand.actor("township").await;
        let case = township.act(&format!("{path}/reports"), case.version(), json!({})).await.expect(201);
        self.hand.set_time(&before.to_rfc3339());
        case
    }

    /// From the window to the month's table.
    pub async fn gathered(&self, name: &str, on: &str) -> Answer {
        let case = self.accepted(name).await;
        let case = self.reviewable(&case, on).await;
        self.agreed(&case).await
    }

    /// Sends the table the case is in up to the county.
    pub async fn submitted(&self, case: &Answer) -> Answer {
        let batch = case["batch"]["id"].as_str().expect("a table").to_owned();
        let table = self.township.get(&format!("/approval-batches/{batch}")).await.expect(200);
        let path = format!("/approval-batches/{batch}/submissions");
        self.township.act(&path, table.version(), json!({})).await.expect(201)
    }

    pub async fn reload(&self, case: &Answer) -> Answer {
        self.examiner.get(&format!("/cases/{}", case.id())).await.expect(200)
    }

    pub async fn examined(&self, case: &Answer) -> Answer {
        let path = format!("/cases/{}/examinations", case.id());
        self.examiner.act(&path, case.version(), json!({ "outcome": "agree" })).await.expect(201)
    }

    pub async fn approved(&self, case: &Answer) -> Answer {
        let path = format!("/cases/{}/decisions", case.id());
        self.approver.act(&path, case.version(), json!({ "outcome": "approve" })).await.expect(201)
    }

    /// To where the approver decides it, on one day.
    pub async fn decidable(&self, name: &str, on: &str) -> Answer {
        let case = self.gathered(name, on).await;
        self.submitted(&case).await;
        self.examined(&self.reload(&case).await).await
    }

    /// The whole way, on one day.
    pub async fn decided(&self, name: &str, on: &str) -> Answer {
        self.approved(&self.decidable(name, on).await).await
    }
}

/// The ids of the first two of a list of officers.
pub fn two(officers: &Answer) -> Vec<Value> {
    officers.items().iter().take(2).map(|officer| officer["id"].clone()).collect()
}

pub fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
