//! Sends mails: by SMTP where a mail server is set, else as files that a person can read.

use crate::encoding::{base64url, random_bytes};
use crate::{Mail, MailError, outbox};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox};
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// Connecting and the whole of a delivery each end after so long.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const DELIVERY_TIMEOUT: Duration = Duration::from_secs(20);
/// The port on which TLS begins with the first byte (RFC 8314, section 3.3).
const SUBMISSIONS_PORT: u16 = 465;
/// The longest line that travels as it is, without its end (RFC 5322, section 2.1.1).
const MAX_LINE_BYTES: usize = 998;

/// How mails leave.
#[derive(Clone)]
pub struct MailSettings {
    /// Name or address of the mail server; none: mails are written as files.
    pub server: Option<String>,
    /// Its port; on 465 TLS begins with the first byte.
    pub port: u16,
    /// Login at the mail server, used where both it and the password are set.
    pub username: Option<String>,
    /// Password at the mail server.
    pub password: Option<String>,
    /// Whether STARTTLS is demanded on ports other than 465.
    pub use_tls: bool,
    /// The mailbox that mails come from, as `chats@example.org` or `Simple Chats <chats@example.org>`.
    pub sender: String,
    /// Where mails go as files; made where it is missing, mode 0700.
    pub outbox_directory: PathBuf,
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSettings")
            .field("server", &self.server)
            .field("port", &self.port)
            .field("username", &self.username)
            .field("password", &self.password.as_ref().map(|_| "***"))
            .field("use_tls", &self.use_tls)
            .field("sender", &self.sender)
            .field("outbox_directory", &self.outbox_directory)
            .finish()
    }
}

/// Sends mails in one way, which is chosen by the settings. Clones share it.
#[derive(Clone)]
pub struct Mailer {
    sender: Mailbox,
    way: Way,
}

/// Where a mail went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentMail {
    /// Into this file.
    ToFile(PathBuf),
    /// To the mail server, which has taken it over.
    BySmtp,
}

#[derive(Clone)]
enum Way {
    Files(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    /// Fails with [`MailError::Settings`] where the sender is no mailbox, the outbox directory can't be made or TLS
    /// can't be prepared. It doesn't connect: a mail server that is away must not keep the chat server from starting.
    pub fn new(settings: MailSettings) -> Result<Self, MailError> {
        let sender = settings.sender.parse().map_err(|error| {
            MailError::Settings(format!("the sender {:?} is not a mailbox: {error}", settings.sender))
        })?;
        let way = if let Some(server) = &settings.server {
            Way::Smtp(smtp_transport(server, &settings)?)
        } else {
            outbox::make_directory(&settings.outbox_directory).map_err(|error| {
                MailError::Settings(format!("{}: {error}", settings.outbox_directory.display()))
            })?;
            Way::Files(settings.outbox_directory)
        };
        Ok(Self { sender, way })
    }

    /// Sends one mail and comes back when it is durable: in a file, or taken over by the mail server. A delivery ends
    /// after 20 seconds at the latest; where the server's last answer got lost, a retry sends the mail twice.
    pub async fn send(&self, mail: &Mail) -> Result<SentMail, MailError> {
        match &self.way {
            Way::Files(directory) => {
                let directory = directory.clone();
                let content = self.message(mail, Reader::Person)?.formatted();
                let write = tokio::task::spawn_blocking(move || outbox::write(&directory, &content));
                match write.await {
                    Ok(Ok(path)) => Ok(SentMail::ToFile(path)),
                    Ok(Err(error)) => Err(MailError::Temporary(format!("writing to the outbox: {error}"))),
                    Err(error) => {
                        Err(MailError::Temporary(format!("writing to the outbox broke off: {error}")))
                    }
                }
            }
            Way::Smtp(transport) => {
                let message = self.message(mail, Reader::Server)?;
                match tokio::time::timeout(DELIVERY_TIMEOUT, transport.send(message)).await {
                    Ok(Ok(_)) => Ok(SentMail::BySmtp),
                    Ok(Err(error)) => Err(classify(&error, mail)),
                    Err(_) => Err(MailError::Temporary("the mail server is too slow".to_owned())),
                }
            }
        }
    }

    /// The address is parsed as one address, and lettre encodes what goes into headers: no text adds a line there.
    fn message(&self, mail: &Mail, reader: Reader) -> Result<Message, MailError> {
        let to: Address = mail
            .to
            .parse()
            .map_err(|error| MailError::Permanent(format!("not an e-mail address: {error}")))?;
        let message_id = format!("<{}@{}>", base64url(&random_bytes::<16>()), self.sender.email.domain());
        Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .message_id(Some(message_id))
            .raw_header(written_by_a_program())
            .header(ContentType::TEXT_PLAIN)
            .body(body(&mail.text, reader))
            .map_err(|error| MailError::Permanent(format!("no mail can be made of it: {error}")))
    }
}

/// Who reads the encoded mail next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Somebody who opens the file: non-ASCII text stays as it is.
    Person,
    /// A mail server, which may be one that takes ASCII only.
    Server,
}

/// Text in lines that may travel as they are is left as it is, so that long links stay whole for whoever reads the
/// raw mail; lettre would break lines from 76 bytes on.
fn body(text: &str, reader: Reader) -> Body {
    let travels_as_it_is =
        text.lines().all(|line| line.len() <= MAX_LINE_BYTES) && !text.contains(['\r', '\0']);
    let encoding = match reader {
        _ if !travels_as_it_is => None,
        _ if text.is_ascii() => Some(ContentTransferEncoding::SevenBit),
        Reader::Person => Some(ContentTransferEncoding::EightBit),
        Reader::Server => None,
    };
    match encoding {
        Some(encoding) => Body::dangerous_pre_encoded(text.replace('\n', "\r\n").into_bytes(), encoding),
        None => Body::new(text.to_owned()),
    }
}

/// Keeps holiday notices and the like from answering (RFC 3834, section 5).
fn written_by_a_program() -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())
}

fn smtp_transport(
    server: &str,
    settings: &MailSettings,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    let tls = if settings.port == SUBMISSIONS_PORT || settings.use_tls {
        let parameters = TlsParameters::new(server.to_owned())
            .map_err(|error| MailError::Settings(format!("TLS to {server}: {error}")))?;
        if settings.port == SUBMISSIONS_PORT { Tls::Wrapper(parameters) } else { Tls::Required(parameters) }
    } else {
        Tls::None
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
        .port(settings.port)
        .tls(tls)
        .timeout(Some(CONNECT_TIMEOUT));
    if let (Some(username), Some(password)) = (&settings.username, &settings.password) {
        builder = builder.credentials(Credentials::new(username.clone(), password.clone()));
    }
    Ok(builder.build())
}

/// What a failed delivery means. A reply of 530 to 538 is about the login (RFC 4954, section 6) and so is the
/// operator's to mend; an error of the client is a server without STARTTLS or without a login that we know, or, where
/// the address isn't ASCII, one that can't take such addresses.
fn classify(error: &smtp::Error, mail: &Mail) -> MailError {
    let text = error.to_string();
    let code = error.status().map(u16::from);
    match code {
        Some(530 | 534 | 535 | 538) => MailError::Settings(text),
        Some(500..) => MailError::Permanent(text),
        None if error.is_client() && !mail.to.is_ascii() => MailError::Permanent(text),
        None if error.is_client() => MailError::Settings(text),
        _ => MailError::Temporary(text),
    }
}

#[cfg(test)]
mod tests;
