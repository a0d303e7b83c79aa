//! The same questions to PocketBase, on 100,000 records of a case's shape.

use std::io;
use std::path::Path;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::dice::Dice;
use crate::http::{Connection, request};
use crate::measure::{Figures, Load, fsyncs};

const RECORDS: usize = 100_000;
/// PocketBase takes so many writes in one request, and makes them one transaction.
const TOGETHER: usize = 200;
const CREATE: &str = "/api/collections/cases/records";

pub async fn run(address: &str, process: u32, data: &Path) -> io::Result<()> {
    let disk = fsyncs(data)?;
    let mut connection = Connection::open(address).await?;
    let login = json!({ "identity": "bench@example.org", "password": "Bench-2026-pocketbase" }).to_string();
    let path = "/api/collections/_superusers/auth-with-password";
    let session = connection.json(&request("POST", path, "", "", &login), 200).await?;
    let token = session["token"].as_str().unwrap_or_default().to_owned();
    prepare(&mut connection, &token).await?;
    let ids = Rc::new(fill(&mut connection, &token).await?);
    println!("{} records; the disk makes {disk:.0} pages a second durable (4 KiB, fdatasync)\n", ids.len());
    Figures::heading();

    let load = |name, clients, status| Load { name, address, process, clients, seconds: 6, status };
    let (dice, theirs, key) = (Dice::default(), Rc::clone(&ids), token.clone());
    let find = move |_| {
        let path = format!("{CREATE}/{}", dice.pick(&theirs)?);
        Some(request("GET", &path, &key, "", ""))
    };
    load("PocketBase: find one record", 32, 200).run(find).await?.print("");

    let (dice, key) = (Dice::default(), token.clone());
    let list = move |_| {
        let town = dice.below(19);
        let path = format!("{CREATE}?perPage=20&skipTotal=1&sort=-received&filter=(town={town})");
        Some(request("GET", &path, &key, "", ""))
    };
    load("PocketBase: list, 20 of a town", 32, 200).run(list).await?.print("");

    let create = move |_| Some(request("POST", CREATE, &token, "", &record(7).to_string()));
    let create = load("PocketBase: create a record", 64, 200).run(create).await?;
    create.print(&format!("synchronous=NORMAL, not durable at once; {disk:.0} fsyncs/s"));
    Ok(())
}

fn record(number: usize) -> Value {
    let facts = json!({ "category": "subsistence_ill", "cost_fen": 900_000, "insurer_paid_fen": 300_000 });
    json!({
        "case_no": format!("360704-YL-20261122-{number:06}"),
        "name": "王小明",
        "town": number % 19,
        "stage": "received",
        "received": format!("2026-{:02}-{:02} 02:00:00.000Z", number % 12 + 1, number % 28 + 1),
        "facts": facts,
        "determination": { "amount_fen": 150_000, "lines": vec![facts.clone(); 8] },
    })
}

/// The collection with an index for the list, and writes in batches allowed.
async fn prepare(connection: &mut Connection, token: &str) -> io::Result<()> {
    let settings = json!({ "batch": { "enabled": true, "maxRequests": TOGETHER, "timeout": 30 } });
    connection.json(&request("PATCH", "/api/settings", token, "", &settings.to_string()), 200).await?;
    let text = |name: &str| json!({ "name": name, "type": "text" });
    let collection = json!({
        "name": "cases",
        "type": "base",
        "fields": [
            text("case_no"), text("name"), text("stage"),
            { "name": "town", "type": "number" },
            { "name": "received", "type": "date" },
            { "name": "facts", "type": "json" },
            { "name": "determination", "type": "json" },
        ],
        "indexes": ["CREATE INDEX cases_town ON cases (town, received)"],
    });
    connection.json(&request("POST", "/api/collections", token, "", &collection.to_string()), 200).await?;
    Ok(())
}

async fn fill(connection: &mut Connection, token: &str) -> io::Result<Vec<String>> {
    let mut ids = Vec::with_capacity(RECORDS);
    for from in (0..RECORDS).step_by(TOGETHER) {
        let create = |number| json!({ "method": "POST", "url": CREATE, "body": record(number) });
        let body = json!({ "requests": (from..from + TOGETHER).map(create).collect::<Vec<_>>() }).to_string();
        let made = connection.json(&request("POST", "/api/batch", token, "", &body), 200).await?;
        let made = made.as_array().map(Vec::as_slice).unwrap_or_default();
        ids.extend(made.iter().filter_map(|one| one["body"]["id"].as_str().map(str::to_owned)));
    }
    Ok(ids)
}
