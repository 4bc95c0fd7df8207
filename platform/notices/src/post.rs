//! What the operator said about ways out of the house: the mail server, the address people use, what may be reached.

use crate::smtp::Smtp;
use std::sync::Arc;
use tokio_rustls::rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use url::Url;

/// How the connection to the mail server is secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on the same machine or in the same rack.
    None,
    /// In the clear at first, then encrypted or not at all (port 587).
    #[default]
    StartTls,
    /// From the first byte (port 465).
    Tls,
}

impl Security {
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "none" => Some(Security::None),
            "starttls" => Some(Security::StartTls),
            "tls" => Some(Security::Tls),
            _ => None,
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            Security::None => "none",
            Security::StartTls => "starttls",
            Security::Tls => "tls",
        }
    }

    pub(crate) fn port(self) -> u16 {
        match self {
            Security::None => 25,
            Security::StartTls => 587,
            Security::Tls => 465,
        }
    }
}

/// The mail server.
#[derive(Clone, Default)]
pub struct MailSettings {
    pub host: String,
    /// Without it, the usual one.
    pub port: Option<u16>,
    pub security: Security,
    pub user: Option<String>,
    pub password: Option<String>,
    /// `Clearsea <crm@clearsea.example>`
    pub from: String,
}

#[derive(Clone, Default)]
pub struct PostSettings {
    pub mail: Option<MailSettings>,
    /// The address people use, `https://sales.example.com`; what is sent out leads there.
    pub public_address: Option<String>,
    /// Webhooks may go to this machine and to private networks.
    pub private_webhooks: bool,
    /// Certificates, in PEM, of authorities that are trusted besides the public ones.
    pub authorities: Option<Vec<u8>>,
    /// The language of those who have chosen none.
    pub language: &'static str,
}

/// The ways out of this server.
pub struct Post {
    pub(crate) smtp: Option<Smtp>,
    public_address: Option<Url>,
    pub(crate) private: bool,
    pub(crate) tls: Arc<ClientConfig>,
    pub(crate) language: &'static str,
}

impl Post {
    /// # Errors
    /// What is wrong with the settings, in English.
    pub fn new(settings: PostSettings) -> Result<Self, String> {
        let public = settings.public_address.as_deref().filter(|address| !address.is_empty());
        let public_address = public.map(base).transpose()?;
        let authorities = match &settings.authorities {
            Some(pem) => CertificateDer::pem_slice_iter(pem)
                .collect::<Result<Vec<_>, _>>()
                .map_err(|error| format!("the certificates of authorities cannot be read: {error}"))?,
            None => Vec::new(),
        };
        if settings.mail.is_some() && public_address.is_none() {
            return Err("mail leads back to this server: say public_url as well".to_owned());
        }
        let smtp = settings.mail.map(|mail| Smtp::new(mail, settings.authorities.as_deref())).transpose()?;
        let language = if settings.language == "zh" { "zh" } else { "en" };
        Ok(Self { smtp, public_address, private: settings.private_webhooks, tls: tls(authorities)?, language })
    }

    /// A place below the root of the web, as a whole address; `None` where nobody said how people reach this server.
    pub(crate) fn link(&self, place: &str) -> Option<String> {
        self.public_address.as_ref().map(|base| format!("{base}{place}"))
    }
}

/// Ends in a slash.
fn base(address: &str) -> Result<Url, String> {
    let wrong = || format!("public_url is an address such as https://sales.example.com, not {address}");
    let url = Url::parse(&format!("{}/", address.trim_end_matches('/'))).map_err(|_| wrong())?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() { Ok(url) } else { Err(wrong()) }
}

fn tls(authorities: Vec<CertificateDer<'static>>) -> Result<Arc<ClientConfig>, String> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for authority in authorities {
        roots.add(authority).map_err(|error| format!("a certificate of an authority cannot be used: {error}"))?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}
