//! Ways out of the house, as `quartermaster serve` is told of them: the mail server, and what may be reached.

use crate::configuration::{Common, Configuration, File};
use clap::Args;
use notices::{MailSettings, Post, PostSettings, Security};
use std::path::PathBuf;

/// The password of the mail server; a flag would show it to everybody on the machine.
const PASSWORD: &str = "QUARTERMASTER_MAIL_PASSWORD";

#[derive(Args)]
pub struct Outside {
    /// The mail server. Without it nothing is sent by mail; with it, say --public-url and --mail-from as well. Its password
    /// is taken from QUARTERMASTER_MAIL_PASSWORD or from the configuration file.
    #[arg(long, env = "QUARTERMASTER_MAIL_HOST", value_name = "HOST")]
    mail_host: Option<String>,
    /// The mail server's port; without it 587 for starttls, 465 for tls, 25 for none.
    #[arg(long, env = "QUARTERMASTER_MAIL_PORT", value_name = "PORT")]
    mail_port: Option<u16>,
    /// How the connection to the mail server is secured; without it, starttls.
    #[arg(long, env = "QUARTERMASTER_MAIL_SECURITY", value_name = "HOW", value_parser = ["starttls", "tls", "none"])]
    mail_security: Option<String>,
    /// Whom to sign in as at the mail server.
    #[arg(long, env = "QUARTERMASTER_MAIL_USER", value_name = "USER")]
    mail_user: Option<String>,
    /// Whom mail comes from: "CRM <crm@example.com>".
    #[arg(long, env = "QUARTERMASTER_MAIL_FROM", value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// A PEM file with certificate authorities to trust, besides the public ones, for mail and webhooks.
    #[arg(long, env = "QUARTERMASTER_AUTHORITIES", value_name = "FILE")]
    authorities: Option<PathBuf>,
    /// Let webhooks go to this machine and to private networks, unencrypted too: for receivers in the same house.
    #[arg(long, env = "QUARTERMASTER_PRIVATE_WEBHOOKS")]
    private_webhooks: bool,
}

impl Outside {
    /// # Errors
    /// What cannot be right, before anybody relies on it.
    pub fn post(&self, common: &Common, configuration: &Configuration) -> Result<Post, String> {
        let file = File::of(common)?;
        let host = self.mail_host.clone().or(file.mail_host).filter(|host| !host.is_empty());
        let mail = match host {
            Some(host) => {
                let said = self.mail_security.clone().or(file.mail_security);
                let security = said.as_deref().map_or(Some(Security::default()), Security::of);
                Some(MailSettings {
                    host,
                    port: self.mail_port.or(file.mail_port),
                    security: security.ok_or("mail_security is one of starttls, tls and none")?,
                    user: self.mail_user.clone().or(file.mail_user),
                    password: std::env::var(PASSWORD).ok().or(file.mail_password),
                    from: self.mail_from.clone().or(file.mail_from).ok_or("mail_host needs mail_from as well")?,
                })
            }
            None => None,
        };
        let authorities = self.authorities.clone().or(file.authorities);
        let authorities =
            authorities.map(|path| std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display())));
        Post::new(PostSettings {
            mail,
            public_address: configuration.public_url.clone(),
            private_webhooks: self.private_webhooks || file.private_webhooks.unwrap_or_default(),
            authorities: authorities.transpose()?,
            language: common.language(),
        })
    }
}
