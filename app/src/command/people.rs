//! Users and tokens from the command line, where the first administrator is made when nobody can sign in.

use super::{Failure, open, say};
use crate::configuration::Common;
use clap::{Args, Subcommand};
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
        /// The person in the organization whose work this user does, by name or id.
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
        match &self.asked {
            AskedOfUsers::Add { login, name, roles, person } => {
                let password = password()?;
                let name = name.as_deref().unwrap_or(login);
                access::command::add_user(&house, login, name, roles, person.as_deref(), password).await?;
                say(&format!("{login} can sign in."));
            }
            AskedOfUsers::List => {
                let users = access::command::users(&house).await?;
                if common.json {
                    say(&json!(users).to_string());
                } else {
                    for user in users {
                        say(&user.to_string());
                    }
                }
            }
            AskedOfUsers::Password { login } => {
                access::command::set_password(&house, login, password()?).await?;
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
    /// End a token, by the beginning that the list shows.
    Revoke { prefix: String },
}

impl Token {
    pub async fn run(&self, common: &Common) -> Result<(), Failure> {
        let house = open(common).await?;
        match &self.asked {
            AskedOfTokens::Create { login, name, days } => {
                let token = access::command::create_token(&house, login, name, *days).await?;
                say(&if common.json { json!({ "token": token }).to_string() } else { token });
            }
            AskedOfTokens::List => {
                let tokens = access::command::tokens(&house).await?;
                if common.json {
                    say(&json!(tokens).to_string());
                } else {
                    for token in tokens {
                        say(&token.to_string());
                    }
                }
            }
            AskedOfTokens::Revoke { prefix } => {
                access::command::revoke_token(&house, prefix).await?;
                say(&format!("{prefix} is revoked."));
            }
        }
        Ok(())
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
