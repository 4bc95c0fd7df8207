//! Mail on its way to the mail server.

use crate::{
    letter::Letter,
    post::{MailSettings, Security},
};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Certificate, CertificateStore, Tls, TlsParameters},
    },
};
use std::{error::Error, time::Duration};

const PATIENCE: Duration = Duration::from_secs(20);

pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    pub host: String,
    pub port: u16,
    pub security: Security,
}

/// Why a letter was not taken, and whether it never will be.
#[derive(Debug)]
pub struct NotTaken {
    pub why: String,
    pub for_good: bool,
}

impl Smtp {
    pub fn new(settings: MailSettings, authorities: Option<&[u8]>) -> Result<Self, String> {
        let from: Mailbox = settings
            .from
            .parse()
            .map_err(|_| format!("mail_from is an address such as CRM <crm@example.com>, not {}", settings.from))?;
        let local = matches!(settings.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if settings.security == Security::None && settings.password.is_some() && !local {
            return Err("a password is not sent in the clear: say starttls or tls for mail_security".to_owned());
        }
        let port = settings.port.unwrap_or_else(|| settings.security.port());
        let parameters = || parameters(&settings.host, authorities);
        let tls = match settings.security {
            Security::None => Tls::None,
            Security::StartTls => Tls::Required(parameters()?),
            Security::Tls => Tls::Wrapper(parameters()?),
        };
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host.as_str())
            .port(port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some(user) = settings.user {
            transport = transport.credentials(Credentials::new(user, settings.password.unwrap_or_default()));
        }
        Ok(Self { transport: transport.build(), from, host: settings.host, port, security: settings.security })
    }

    /// The address that mail comes from.
    pub fn from(&self) -> String {
        self.from.email.to_string()
    }

    /// Hands a letter to the mail server. `id` is the same however often it is sent.
    pub async fn send(&self, id: &str, name: &str, address: &str, letter: Letter) -> Result<(), NotTaken> {
        let never = |why: String| NotTaken { why, for_good: true };
        let mut body = MultiPart::alternative_plain_html(letter.text, letter.html);
        if !letter.files.is_empty() {
            body = MultiPart::mixed().multipart(body);
        }
        for file in letter.files {
            let media = ContentType::parse(file.media).map_err(|error| never(error.to_string()))?;
            body = body.singlepart(Attachment::new(file.name).body(file.content, media));
        }
        let to: Address = address.parse().map_err(|_| never("this is no mail address".to_owned()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(name.to_owned()), to))
            .subject(letter.subject)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .header(Unsubscribe(letter.preferences))
            .header(AutoSubmitted)
            .multipart(body)
            .map_err(|error| never(error.to_string()))?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            // Servers repeat to whom it was; that is not kept.
            Err(error) => Err(NotTaken { why: told(&error).replace(address, "…"), for_good: error.is_permanent() }),
        }
    }
}

fn parameters(host: &str, authorities: Option<&[u8]>) -> Result<TlsParameters, String> {
    let mut parameters = TlsParameters::builder(host.to_owned()).certificate_store(CertificateStore::WebpkiRoots);
    if let Some(pem) = authorities {
        let certificate = Certificate::from_pem(pem).map_err(|error| told(&error))?;
        parameters = parameters.add_root_certificate(certificate);
    }
    parameters.build_rustls().map_err(|error| told(&error))
}

/// An error with what it came from.
fn told(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        cause = inner.source();
    }
    text
}

/// Where one chooses what comes by mail (RFC 2369).
#[derive(Clone)]
struct Unsubscribe(String);

impl Header for Unsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.trim_matches(['<', '>']).to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// No holiday reply is sent to it (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
