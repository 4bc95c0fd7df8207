//! One request to a receiver outside: no redirects, no private networks unless allowed, a bounded answer in a bounded time.

use crate::{post::Post, robots::Prepared, rules};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};
use url::{Host, Url};

/// From the look-up of the name to the last byte of the answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Of an answer, more is not read.
const MOST: usize = 16 * 1024;

pub struct Answered {
    pub status: u16,
    /// Empty where it was longer than is read.
    pub body: String,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Sends it; what went wrong, in English, without the address.
pub async fn send(post: &Post, request: Prepared) -> Result<Answered, String> {
    match timeout(PATIENCE, exchange(post, request)).await {
        Ok(done) => done,
        Err(_) => Err(format!("no answer within {} seconds", PATIENCE.as_secs())),
    }
}

async fn exchange(post: &Post, prepared: Prepared) -> Result<Answered, String> {
    let Prepared { url, headers, body } = prepared;
    let stream = connect(post, &url).await?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|_| "the connection ended".to_owned())?;
    // It ends with the sender.
    let connection = tokio::spawn(connection);
    let path = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let host = match url.port() {
        Some(port) => format!("{}:{port}", url.host_str().unwrap_or_default()),
        None => url.host_str().unwrap_or_default().to_owned(),
    };
    let mut request = Request::post(path)
        .header(header::HOST, host)
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .header(header::USER_AGENT, concat!("Quartermaster/", env!("CARGO_PKG_VERSION")));
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let request = request.body(Full::new(Bytes::from(body))).map_err(|_| "the request cannot be made".to_owned())?;
    let answer = sender.send_request(request).await.map_err(|_| "the connection ended before an answer".to_owned());
    let answered = match answer {
        Ok(answer) => {
            let status = answer.status().as_u16();
            let read = Limited::new(answer.into_body(), MOST).collect().await;
            let body = read.map(|body| String::from_utf8_lossy(&body.to_bytes()).into_owned()).unwrap_or_default();
            Ok(Answered { status, body })
        }
        Err(why) => Err(why),
    };
    connection.abort();
    answered
}

/// A connection to an address that the name stands for now and that may be reached: looked at and used once, so that no
/// later answer of the name's server can send it elsewhere.
async fn connect(post: &Post, url: &Url) -> Result<Box<dyn Stream>, String> {
    let port = url.port_or_known_default().unwrap_or(443);
    let found: Vec<SocketAddr> = match url.host() {
        Some(Host::Ipv4(address)) => vec![(address, port).into()],
        Some(Host::Ipv6(address)) => vec![(address, port).into()],
        Some(Host::Domain(name)) => {
            let found = tokio::net::lookup_host((name, port)).await;
            found.map_err(|_| "the name of the host is not known".to_owned())?.collect()
        }
        None => return Err("the address has no host".to_owned()),
    };
    let open: Vec<SocketAddr> = found.into_iter().filter(|one| post.private || rules::is_public(one.ip())).collect();
    if open.is_empty() {
        return Err("the address lies in a private network".to_owned());
    }
    let stream = TcpStream::connect(&open[..]).await.map_err(|error| format!("not reached: {}", error.kind()))?;
    if url.scheme() != "https" {
        return Ok(Box::new(stream));
    }
    let name = match url.host() {
        Some(Host::Domain(name)) => ServerName::try_from(name.to_owned()).ok(),
        Some(Host::Ipv4(address)) => Some(ServerName::from(std::net::IpAddr::V4(address))),
        Some(Host::Ipv6(address)) => Some(ServerName::from(std::net::IpAddr::V6(address))),
        None => None,
    };
    let name = name.ok_or_else(|| "the address has no host".to_owned())?;
    let secured = TlsConnector::from(Arc::clone(&post.tls)).connect(name, stream).await;
    Ok(Box::new(secured.map_err(|error| format!("not secured: {error}"))?))
}
