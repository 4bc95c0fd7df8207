//! Users and tokens from the command line, where the first administrator is made when nobody can sign in.

use super::{Failure, actor, open, say};
use crate::configuration::Common;
use access::{NewToken, NewUser};
use clap::{Args, Subcommand};
use kernel::{
    Actor, House, Record,
    filter::Filter,
    list::{Query, Sort},
};
use sea_orm::prelude::Uuid;
use serde_json::json;
use std::io::{BufRead, IsTerminal};

#[derive(Args)]
pub struct User {
    #[command(subcommand)]
    asked: AskedOfUsers,
}

#[derive(Subcommand)]
enum AskedOfUsers {
    /// Make a user; the password is asked for, or read from standard input.
    Add {
        login: String,
        /// The name people read.
        #[arg(long)]
        name: Option<String>,
        /// One of the roles, several times for several.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// The person in the organization whose work this user does: the name, the employee number or the id.
        #[arg(long)]
        person: Option<String>,
    },
    /// List the users.
    List,
    /// Set a password; it is asked for, or read from standard input. All sessions of the user end.
    Password { login: String },
}

impl User {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let house = open(common).await?;
        let actor = actor(&house, common).await?;
        match &self.asked {
            AskedOfUsers::Add { login, name, roles, person } => {
                let person = match person {
                    Some(person) => Some(find_person(&house, &actor, person).await?),
                    None => None,
                };
                let new = NewUser {
                    login: login.clone(),
                    name: name.clone().unwrap_or_else(|| login.clone()),
                    password: Some(password()?),
                    person_id: person,
                    roles: roles.clone(),
                    locale: None,
                };
                access::create_user(&house, actor, new).await?;
                say(&format!("{login} can sign in."));
            }
            AskedOfUsers::List => {
                print(common, &rows(&house, &actor, "users").await?, &["login", "name", "roles", "active"])
            }
            AskedOfUsers::Password { login } => {
                access::set_password(&house, actor, login, password()?).await?;
                say(&format!("{login} has a new password; their sessions have ended."));
            }
        }
        Ok(())
    }
}

#[derive(Args)]
pub struct Token {
    #[command(subcommand)]
    asked: AskedOfTokens,
}

#[derive(Subcommand)]
enum AskedOfTokens {
    /// Make a token with the rights of a user; it is shown this once.
    Create {
        login: String,
        /// What it is for.
        #[arg(long, default_value = "command line")]
        name: String,
        /// Days until it expires.
        #[arg(long, default_value_t = 90)]
        days: u32,
    },
    /// List the tokens: what they are for, whose they are, when they expire. Never the tokens themselves.
    List,
    /// End a token, by its id, its name or the beginning that the list shows.
    Revoke { token: String },
}

impl Token {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let house = open(common).await?;
        let actor = actor(&house, common).await?;
        match &self.asked {
            AskedOfTokens::Create { login, name, days } => {
                let user = access::actor_of(&house, login).await?.user.ok_or(kernel::Error::Unauthenticated)?;
                let expires_at = Some(kernel::record::now() + chrono::Duration::days(i64::from(*days)));
                let new = NewToken { name: name.clone(), scopes: None, expires_at };
                let (_, secret) = access::create_token(&house, actor, user, new).await?;
                say(&if common.json { json!({ "token": secret }).to_string() } else { secret });
            }
            AskedOfTokens::List => {
                let fields = ["name", "prefix", "expires_at", "last_used_at", "revoked"];
                print(common, &rows(&house, &actor, "tokens").await?, &fields);
            }
            AskedOfTokens::Revoke { token } => {
                access::revoke_token(&house, actor, token).await?;
                say(&format!("{token} is revoked."));
            }
        }
        Ok(())
    }
}

async fn rows(house: &House, actor: &Actor, noun: &str) -> Result<Vec<Record>, Failure> {
    let noun = house.registry.known(noun)?;
    let query = Query { sort: Sort::parse("created_at"), limit: Some(kernel::list::MOST), ..Query::default() };
    Ok(house.reader(actor).page(noun, &query).await?.rows)
}

/// The one person of this id, employee number or name.
async fn find_person(house: &House, actor: &Actor, asked: &str) -> Result<Uuid, Failure> {
    let noun = house.registry.known("people")?;
    let mut alternatives = vec![Filter::eq("name", asked), Filter::eq("employee_number", asked)];
    if asked.parse::<Uuid>().is_ok() {
        alternatives.push(Filter::eq("id", asked));
    }
    let filter = Filter::Or(alternatives);
    let query = Query { filter: Some(filter), limit: Some(2), ..Query::default() };
    let found = house.reader(actor).page(noun, &query).await?.rows;
    match found.as_slice() {
        [one] => Ok(kernel::record::id(one)?),
        [] => Err(Failure::Refused(format!("nobody in the organization is {asked}"))),
        _ => Err(Failure::Refused(format!("several people are called {asked}: give the employee number or the id"))),
    }
}

/// The named fields of every row, as JSON or in columns.
fn print(common: &Common, rows: &[Record], fields: &[&str]) {
    if common.json {
        let rows: Vec<Record> = rows
            .iter()
            .map(|row| fields.iter().map(|field| ((*field).to_owned(), row[*field].clone())).collect())
            .collect();
        say(&json!(rows).to_string());
        return;
    }
    for row in rows {
        let cells: Vec<String> = fields
            .iter()
            .map(|field| row[*field].as_str().map_or_else(|| row[*field].to_string(), str::to_owned))
            .collect();
        say(&cells.join("\t"));
    }
}

fn password() -> Result<String, Failure> {
    let read = if std::io::stdin().is_terminal() {
        rpassword::prompt_password("Password: ").and_then(|first| {
            let again = rpassword::prompt_password("Once more: ")?;
            if first == again { Ok(first) } else { Err(std::io::Error::other("the two are not the same")) }
        })
    } else {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line).map(|_| line.trim_end_matches(['\r', '\n']).to_owned())
    };
    read.map_err(|error| Failure::Misused(error.to_string()))
}
