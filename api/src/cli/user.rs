use std::io::BufRead;

use clap::{Args, Subcommand};
use serde_json::json;
use yangguang_domain::access::Role;

use super::print::line;
use super::{installation, wait};
use crate::accounts::{self, NewAccount};
use crate::actor::Actor;
use crate::app::{Call, Shared};
use crate::audit::{Entry, Traced};
use crate::config::Config;
use crate::failure::Failure;
use crate::sessions::{hash_password, weakness};

/// Without the letters and digits that look alike on paper.
const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GENERATED: usize = 16;

#[derive(Subcommand)]
pub enum User {
    /// Open an account, such as an installation's first administrator
    Create(Create),
    /// Give an account a new password for one login; ends its sessions and lifts a lock
    ResetPassword(Reset),
}

#[derive(Args)]
pub struct Create {
    /// 3 to 32 lower-case letters, digits, dots, dashes or underscores
    #[arg(long)]
    username: String,
    /// agent, clerk, officer, township, examiner, approver, discloser, secrecy, auditor or admin
    #[arg(long, value_parser = role)]
    role: Role,
    /// Code of a county, township or village, as the role needs; trailing zeros may be left out
    #[arg(long, value_parser = division)]
    division: String,
    /// The person's name
    #[arg(long)]
    name: String,
    /// Office telephone, printed on receipts
    #[arg(long)]
    phone: Option<String>,
    #[command(flatten)]
    password: Password,
}

#[derive(Args)]
pub struct Reset {
    #[arg(long)]
    username: String,
    #[command(flatten)]
    password: Password,
}

#[derive(Args)]
struct Password {
    /// Read the first password from standard input [default: one is made and printed once]
    #[arg(long)]
    password_stdin: bool,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| Role::ALL.map(|role| role.to_string()).join(", "))
}

fn division(text: &str) -> Result<String, String> {
    let digits = [6, 9, 12].contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { Ok(format!("{text:0<12}")) } else { Err("6, 9 or 12 digits".to_owned()) }
}

impl User {
    pub fn run(&self, config: &Config) -> Result<(), String> {
        match self {
            User::Create(create) => create.run(config),
            User::ResetPassword(reset) => reset.run(config),
        }
    }
}

impl Create {
    fn run(&self, config: &Config) -> Result<(), String> {
        let password = self.password.take(&self.username)?;
        let hash = hash_password(&password.text).map_err(super::told)?;
        let app = installation(config)?;
        let new = NewAccount {
            username: self.username.clone(),
            name: self.name.clone(),
            role: self.role,
            division: self.division.clone(),
            phone: self.phone.clone(),
        };
        let call = command(&app, &self.division[..6]);
        wait(app.transact(call, move |tx| {
            let id = accounts::create(tx, new.clone(), &hash, true)?;
            let detail = json!({ "username": new.username, "name": new.name, "role": new.role });
            Ok(Traced::new((), Entry::new("user.created", "user", id).at(&new.division).with(detail)))
        }))?;
        line(format_args!("{} ({}) may log in", self.username, self.role))?;
        password.show()
    }
}

impl Reset {
    fn run(&self, config: &Config) -> Result<(), String> {
        let password = self.password.take(&self.username)?;
        let hash = hash_password(&password.text).map_err(super::told)?;
        let app = installation(config)?;
        let username = self.username.clone();
        let found = wait(app.db.read(move |conn| Ok(accounts::by_username(conn, &username)?)))?
            .ok_or_else(|| format!("there is no account {}", self.username))?;
        let call = command(&app, &found.county);
        wait(app.transact(call, move |tx| {
            let entry = accounts::reset(tx, found.id, &found.division, &hash)?;
            Ok(Traced::new((), entry))
        }))?;
        line(format_args!("{} has a new password", self.username))?;
        password.show()
    }
}

/// The command as the actor of a county's act.
fn command(app: &Shared, county: &str) -> Call {
    let now = app.clock.now();
    Call { actor: Actor::system(county), now, request_id: now.new_id().to_string() }
}

struct Chosen {
    text: String,
    made: bool,
}

impl Password {
    /// Reads the first line of standard input, or makes a password nobody knows yet.
    fn take(&self, username: &str) -> Result<Chosen, String> {
        let chosen = if self.password_stdin {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line).map_err(|error| error.to_string())?;
            Chosen { text: line.trim_end_matches(['\r', '\n']).to_owned(), made: false }
        } else {
            let letter = || LETTERS[rand::random_range(0..LETTERS.len())] as char;
            Chosen { text: std::iter::repeat_with(letter).take(GENERATED).collect(), made: true }
        };
        match weakness(&chosen.text, username) {
            None => Ok(chosen),
            Some(code) => Err(super::told(Failure::no(code))),
        }
    }
}

impl Chosen {
    fn show(&self) -> Result<(), String> {
        if self.made {
            line(format_args!("password: {}", self.text))?;
        }
        line("It must be changed at the first login.")
    }
}
