//! The checks of other servers: they are greeted and, unless a test mail is asked for, nothing more.

use super::finding::Finding;
use crate::settings::{BrokerServer, Settings};
use simple_chats_auth::{MailError, Mailer, SentMail, test_mail as compose};
use simple_chats_domain::EmailAddress;
use std::io;
use std::time::Duration;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use url::Url;

/// How long a server of NATS may take.
const GREETING_TIMEOUT: Duration = Duration::from_secs(3);

const NATS_PORT: u16 = 4_222;

/// The mail server, to which nothing is sent.
pub(super) async fn mail(settings: &Settings) -> Finding {
    const NAME: &str = "mail";
    let Some(server) = &settings.mail.server else {
        return Finding::ok(NAME, "MAIL_SERVER is not set: mails are written as files");
    };
    let greeted = match Mailer::new(settings.mail.clone()) {
        Ok(mailer) => mailer.greet().await,
        Err(error) => Err(error),
    };
    let port = settings.mail.port;
    match greeted {
        Ok(()) => Finding::ok(NAME, format!("{server}:{port} can be reached and accepts the login")),
        Err(MailError::Settings(reason)) => {
            Finding::error(NAME, format!("{server}:{port}: {reason}: correct the settings MAIL_..."))
        }
        Err(error) => Finding::error(
            NAME,
            format!("{server}:{port}: {error}: check MAIL_SERVER, MAIL_PORT, MAIL_USE_TLS, and the firewall"),
        ),
    }
}

/// Sends a mail, as the server would.
pub(super) async fn test_mail(settings: &Settings, address: &str) -> Finding {
    const NAME: &str = "test mail";
    let to = match EmailAddress::parse(address) {
        Ok(to) => to,
        Err(error) => return Finding::error(NAME, format!("{address:?}: {error}")),
    };
    let site = settings.public_url.as_ref().map_or("PUBLIC_URL is not set", Url::as_str);
    let sent = match Mailer::new(settings.mail.clone()) {
        Ok(mailer) => mailer.send(&compose(&to, site)).await,
        Err(error) => Err(error),
    };
    match sent {
        Ok(SentMail::BySmtp) => Finding::ok(NAME, "the mail server has accepted it: see whether it arrives"),
        Ok(SentMail::ToFile(file)) => Finding::ok(NAME, format!("it is written to {}", file.display())),
        Err(error) => Finding::error(NAME, format!("{error}: correct the settings MAIL_...")),
    }
}

/// The servers of NATS, if instances share their events.
pub(super) async fn broker(settings: &Settings) -> Vec<Finding> {
    const NAME: &str = "broker";
    let Some(broker) = &settings.broker else {
        return vec![Finding::ok(NAME, "NATS_URL is not set: there is one instance")];
    };
    let mut findings = Vec::new();
    for server in &broker.servers {
        let (host, port) =
            (server.url.host_str().unwrap_or_default(), server.url.port().unwrap_or(NATS_PORT));
        let greeted = tokio::time::timeout(GREETING_TIMEOUT, greet(server, port)).await;
        findings.push(match greeted.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())) {
            Ok(()) => Finding::ok(NAME, format!("{host}:{port} can be reached")),
            Err(error) => {
                Finding::error(NAME, format!("{host}:{port}: {error}: start NATS, or correct NATS_URL"))
            }
        });
    }
    findings
}

/// A server of NATS speaks first, with `INFO`.
async fn greet(server: &BrokerServer, port: u16) -> io::Result<()> {
    let host = server.url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let mut stream = TcpStream::connect((host, port)).await?;
    let mut greeting = [0; 4];
    stream.read_exact(&mut greeting).await?;
    if &greeting == b"INFO" { Ok(()) } else { Err(io::Error::other("it is no server of NATS")) }
}
