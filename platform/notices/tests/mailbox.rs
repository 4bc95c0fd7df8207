//! A mail server on loopback that speaks as much SMTP (RFC 5321) as letters need, and keeps what it takes.

use base64::{Engine, engine::general_purpose::STANDARD};
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};
use std::{
    collections::VecDeque,
    io,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Clone)]
pub struct Mailbox {
    pub port: u16,
    inside: Arc<Mutex<Inside>>,
}

#[derive(Default)]
struct Inside {
    letters: Vec<Received>,
    /// What the next receivers are refused with.
    refusals: VecDeque<&'static str>,
}

/// A letter as it came.
#[derive(Clone, Debug)]
pub struct Received {
    pub to: String,
    raw: Vec<u8>,
}

impl Received {
    fn parsed(&self) -> ParsedMail<'_> {
        parse_mail(&self.raw).expect("a letter that can be read")
    }

    pub fn header(&self, name: &str) -> String {
        self.parsed().headers.get_first_value(name).unwrap_or_default()
    }

    pub fn subject(&self) -> String {
        self.header("Subject")
    }

    pub fn text(&self) -> String {
        self.part("text/plain")
    }

    pub fn html(&self) -> String {
        self.part("text/html")
    }

    fn part(&self, kind: &str) -> String {
        let parsed = self.parsed();
        // Where files go along, the words are a part of the first part.
        let parts: Vec<_> = parsed.parts().filter(|part| part.ctype.mimetype == kind).collect();
        let part = parts.first().expect("such a part");
        part.get_body().expect("a body").replace("\r\n", "\n")
    }
}

/// Name and content of the files that go along with a letter.
pub fn files(letter: &Received) -> Vec<(String, Vec<u8>)> {
    let parsed = letter.parsed();
    let file = |part: &ParsedMail<'_>| {
        let name = part.get_content_disposition().params.get("filename").cloned()?;
        Some((name, part.get_body_raw().expect("a body")))
    };
    parsed.parts().filter_map(file).collect()
}

impl Mailbox {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mailbox = Self { port, inside: Arc::default() };
        let taking = mailbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let taking = taking.clone();
                // Whoever hangs up in the middle has sent nothing.
                tokio::spawn(async move { taking.speak(stream).await.unwrap_or_default() });
            }
        });
        mailbox
    }

    pub fn letters(&self) -> Vec<Received> {
        self.inside.lock().expect("the mailbox").letters.clone()
    }

    /// The one letter there is.
    #[track_caller]
    pub fn letter(&self) -> Received {
        let letters = self.letters();
        assert_eq!(letters.len(), 1, "{:?}", letters.iter().map(Received::subject).collect::<Vec<_>>());
        letters[0].clone()
    }

    /// The next receiver is refused so.
    pub fn refuse(&self, answer: &'static str) {
        self.inside.lock().expect("the mailbox").refusals.push_back(answer);
    }

    async fn speak(&self, stream: TcpStream) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        let (mut signed_in, mut to) = (false, String::new());
        say(&mut stream, "220 mail.clearsea.example ESMTP").await?;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let line = line.trim_end();
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            let answer = match word.as_str() {
                "EHLO" => "250-mail.clearsea.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN",
                "AUTH" => {
                    let given = line.rsplit(' ').next().and_then(|text| STANDARD.decode(text).ok());
                    signed_in = given == Some(format!("\0crm\0{}", crate::PASSWORD).into_bytes());
                    if signed_in { "235 welcome" } else { "535 who are you" }
                }
                "MAIL" if !signed_in => "530 sign in first",
                "MAIL" | "RSET" | "NOOP" => "250 ok",
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    let refusal = self.inside.lock().expect("the mailbox").refusals.pop_front();
                    refusal.unwrap_or("250 ok")
                }
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let raw = body(&mut stream).await?;
                    self.inside.lock().expect("the mailbox").letters.push(Received { to: to.clone(), raw });
                    "250 taken"
                }
                "QUIT" => {
                    say(&mut stream, "221 bye").await?;
                    return Ok(());
                }
                _ => "500 what?",
            };
            say(&mut stream, answer).await?;
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> io::Result<()> {
    stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
}

/// Up to the line that holds a point alone.
async fn body(stream: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(all);
        }
        all.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}
