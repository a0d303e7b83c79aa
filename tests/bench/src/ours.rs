//! What a county's day asks of the service, one thing after the other.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::http::{Connection, request};
use crate::measure::{Figures, Load, fsyncs};
use crate::server::Server;

const TOWNS: usize = 19;
const READERS: usize = 32;
const ACCEPTERS: usize = 64;
const SECONDS: u64 = 6;

/// A clerk with the cases of the town.
struct Clerk {
    token: String,
    cases: Vec<String>,
    /// Two characters of names that occur.
    names: Vec<String>,
}

struct Ready {
    token: String,
    id: String,
    version: i64,
}

impl Ready {
    fn acceptance(&self) -> Vec<u8> {
        let key = uuid::Uuid::new_v4();
        let extra = format!("Idempotency-Key: {key}\r\nIf-Match: \"{}\"\r\n", self.version);
        let path = format!("/api/v1/cases/{}/acceptances", self.id);
        request("POST", &path, &self.token, &extra, "{}")
    }
}

pub async fn run(binary: &Path, data: &Path) -> io::Result<()> {
    let disk = fsyncs(data)?;
    let server = Server::start(binary, data).await?;
    let ready = server.ready_after;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let idle = server.memory()?;
    let mut connection = Connection::open(&server.address).await?;
    let (mut clerks, mut accept) = (Vec::new(), Vec::new());
    for town in 0..TOWNS {
        let token = log_in(&mut connection, &format!("clerk{town:02}")).await?;
        let rows = all(&mut connection, &token, "/api/v1/cases?limit=200").await?;
        let waiting = "/api/v1/cases?stage=received&closed=false&sort=due&limit=200";
        let waiting = all(&mut connection, &token, waiting).await?;
        let ready = |row: &Value| Ready {
            token: token.clone(),
            id: text(row, "id"),
            version: row["version"].as_i64().unwrap_or_default(),
        };
        accept.push(waiting.iter().map(ready).collect::<VecDeque<_>>());
        let names = rows.iter().map(|row| text(row, "applicant_name").chars().take(2).collect()).collect();
        clerks.push(Clerk { token, cases: rows.iter().map(|row| text(row, "id")).collect(), names });
    }
    let cases: usize = clerks.iter().map(|clerk| clerk.cases.len()).sum();
    let clerks = Rc::new(clerks);
    println!(
        "{cases} cases in {TOWNS} towns; the disk makes {disk:.0} pages a second durable (4 KiB, fdatasync)\n"
    );
    Figures::heading();

    let load = |name, clients, status| Load {
        name,
        address: &server.address,
        process: server.process(),
        clients,
        seconds: SECONDS,
        status,
    };
    let hello = request("GET", "/hello", "", "", "");
    let hello = load("hello, the yardstick", READERS, 200).run(move |_| Some(hello.clone())).await?;
    hello.print("");

    let dice = Dice::default();
    let theirs = Rc::clone(&clerks);
    let find = move |client: usize| {
        let clerk = &theirs[client % TOWNS];
        let id = dice.pick(&clerk.cases)?;
        Some(request("GET", &format!("/api/v1/cases/{id}"), &clerk.token, "", ""))
    };
    let find = load("find one case", READERS, 200).run(find).await?;
    find.print(&format!("{:.0} % of hello", 100.0 * find.rate() / hello.rate()));

    let lists = ["", "?closed=false&sort=due", "?stage=received", "?mine=true&closed=false"];
    let (turn, theirs) = (Cell::new(0), Rc::clone(&clerks));
    let list = move |client: usize| {
        turn.set(turn.get() + 1);
        let path = format!("/api/v1/cases{}", lists[turn.get() % lists.len()]);
        Some(request("GET", &path, &theirs[client % TOWNS].token, "", ""))
    };
    load("the clerk's list, 20 of a town", READERS, 200).run(list).await?.print("");

    let (dice, theirs) = (Dice::default(), Rc::clone(&clerks));
    let search = move |client: usize| {
        let clerk = &theirs[client % TOWNS];
        let body = json!({ "q": dice.pick(&clerk.names)? }).to_string();
        Some(request("POST", "/api/v1/cases/search", &clerk.token, "", &body))
    };
    load("search by two characters, in a town", READERS, 200).run(search).await?.print("");

    let county = log_in(&mut connection, "approver").await?;
    let (dice, theirs, token) = (Dice::default(), Rc::clone(&clerks), county.clone());
    let search = move |client: usize| {
        let body = json!({ "q": dice.pick(&theirs[client % TOWNS].names)? }).to_string();
        Some(request("POST", "/api/v1/cases/search", &token, "", &body))
    };
    load("search by two characters, in the county", READERS, 200).run(search).await?.print("");

    let facts = json!({ "category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000 });
    let body = json!({ "facts": facts, "on": "2026-03-02" }).to_string();
    let evaluate = request("POST", "/api/v1/policies/medical-assistance-1/evaluations", "", "", &body);
    load("evaluate a policy, explained", READERS, 200).run(move |_| Some(evaluate.clone())).await?.print("");

    // Each clerk goes down the town's list as it is shown: what is due first is accepted
    // first. Then at random, as nobody works: the worst an act can meet.
    let accept = Rc::new(RefCell::new(accept));
    let waiting = Rc::clone(&accept);
    let in_order = move |client: usize| Some(waiting.borrow_mut()[client % TOWNS].pop_front()?.acceptance());
    let in_order = load("accept a case, in the order of the list", ACCEPTERS, 201).run(in_order).await?;
    in_order.print(&format!("{disk:.0} fsyncs/s"));
    let dice = Dice::default();
    let at_random = move |client: usize| {
        let town = &mut accept.borrow_mut()[client % TOWNS];
        Some(town.swap_remove_back(dice.below(town.len()))?.acceptance())
    };
    let at_random = Load { seconds: SECONDS / 2, ..load("accept a case, at random", ACCEPTERS, 201) }
        .run(at_random)
        .await?;
    at_random.print(&format!("{disk:.0} fsyncs/s"));

    let tables = RefCell::new(tables(&mut connection, &county).await?);
    let decide = move |_| tables.borrow_mut().pop();
    let decide = Load { seconds: 60, ..load("decide a table of 200", 1, 207) }.run(decide).await?;
    decide.print(&format!("{:.0} cases/s; {disk:.0} fsyncs/s", decide.rate() * 200.0));

    let busy = server.memory()?;
    let size = std::fs::metadata(binary)?.len() as f64 / 1_048_576.0;
    println!("\nstart to ready {} ms; binary {size:.0} MiB", ready.as_millis());
    println!(
        "memory idle {:.0} MiB, after all this {:.0} MiB ({:.0} of its own, the rest pages of files)",
        idle.0, busy.0, busy.1
    );
    Ok(())
}

pub fn text(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or_default().to_owned()
}

pub async fn log_in(connection: &mut Connection, username: &str) -> io::Result<String> {
    let body = json!({ "username": username, "password": "Bench-2026!" }).to_string();
    let session = connection.json(&request("POST", "/api/v1/sessions", "", "", &body), 201).await?;
    Ok(format!("Bearer {}", text(&session, "access_token")))
}

/// All rows of a list, page after page.
async fn all(connection: &mut Connection, token: &str, path: &str) -> io::Result<Vec<Value>> {
    let (mut rows, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = connection.json(&request("GET", &format!("{path}{cursor}"), token, "", ""), 200).await?;
        rows.extend(page["items"].as_array().cloned().unwrap_or_default());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(rows),
        }
    }
}

/// A request for each full table that waits for its decision: approve all of it.
async fn tables(connection: &mut Connection, token: &str) -> io::Result<Vec<Vec<u8>>> {
    let mut requests = Vec::new();
    for table in all(connection, token, "/api/v1/approval-batches?state=submitted&limit=200").await? {
        let path = format!("/api/v1/approval-batches/{}", text(&table, "id"));
        let table = connection.json(&request("GET", &path, token, "", ""), 200).await?;
        let rows = table["rows"].as_array().cloned().unwrap_or_default();
        if rows.len() != 200 {
            continue;
        }
        let approve = |row: &Value| json!({ "case_id": row["case_id"], "case_version": row["case_version"], "outcome": "approve" });
        let body = json!({ "items": rows.iter().map(approve).collect::<Vec<_>>() }).to_string();
        let key = format!("Idempotency-Key: {}\r\n", uuid::Uuid::new_v4());
        requests.push(request("POST", &format!("{path}/decisions"), token, &key, &body));
    }
    Ok(requests)
}
