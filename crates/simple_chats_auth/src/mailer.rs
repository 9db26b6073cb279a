//! Sends mails: by SMTP if an SMTP server is configured, else to files.

use crate::encoding::{base64url, random_bytes};
use crate::error::MailError;
use crate::mail::Mail;
use crate::outbox;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox};
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The time-outs of connecting, and of a whole delivery.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const DELIVERY_TIMEOUT: Duration = Duration::from_secs(20);
/// The port with implicit TLS (RFC 8314, section 3.3).
const SUBMISSIONS_PORT: u16 = 465;
/// The longest line that needs no encoding, without its line ending (RFC 5322, section 2.1.1).
const MAX_LINE_BYTES: usize = 998;

/// The configuration of a [`Mailer`].
#[derive(Clone)]
pub struct MailerSettings {
    /// The name or address of the SMTP server; without one, mails are written to files.
    pub server: Option<String>,
    /// Its port; 465 means implicit TLS.
    pub port: u16,
    /// The login at the SMTP server, used if the password is set too.
    pub username: Option<String>,
    /// The password at the SMTP server.
    pub password: Option<String>,
    /// Whether STARTTLS is required on ports other than 465.
    pub use_tls: bool,
    /// The sender, such as `chats@example.org` or `Simple Chats <chats@example.org>`.
    pub sender: String,
    /// The name or address that is given to the SMTP server (EHLO); without one, that of the machine.
    pub hello_name: Option<String>,
    /// The directory of mail files; created with mode 0700 if it is missing.
    pub outbox_directory: PathBuf,
}

impl fmt::Debug for MailerSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailerSettings")
            .field("server", &self.server)
            .field("port", &self.port)
            .field("username", &self.username)
            .field("password", &self.password.as_ref().map(|_| "***"))
            .field("use_tls", &self.use_tls)
            .field("sender", &self.sender)
            .field("hello_name", &self.hello_name)
            .field("outbox_directory", &self.outbox_directory)
            .finish()
    }
}

/// Sends mails by SMTP or to files. Clones share the transport.
#[derive(Clone)]
pub struct Mailer {
    sender: Mailbox,
    transport: Transport,
}

/// Where a mail was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentMail {
    /// To this file.
    ToFile(PathBuf),
    /// To the SMTP server, which has accepted it.
    BySmtp,
}

#[derive(Clone)]
enum Transport {
    Files(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    /// Fails with [`MailError::Settings`] if the sender is invalid or TLS can't be set up, and with
    /// [`MailError::OutboxDirectory`] if that can't be created. It doesn't connect: the chat server must start
    /// while the SMTP server is down.
    pub fn new(settings: MailerSettings) -> Result<Self, MailError> {
        let sender = settings.sender.parse().map_err(|error| {
            MailError::Settings(format!("the sender {:?} is not a mailbox: {error}", settings.sender))
        })?;
        let transport = if let Some(server) = &settings.server {
            Transport::Smtp(smtp_transport(server, &settings)?)
        } else {
            outbox::make_directory(&settings.outbox_directory).map_err(|error| {
                MailError::OutboxDirectory { path: settings.outbox_directory.clone(), error }
            })?;
            Transport::Files(settings.outbox_directory)
        };
        Ok(Self { sender, transport })
    }

    /// Sends a mail, and returns when it is durable: synced to a file, or accepted by the SMTP server. A delivery takes up
    /// to 20 seconds; if the server's last answer is lost, a retry sends the mail twice.
    pub async fn send(&self, mail: &Mail) -> Result<SentMail, MailError> {
        match &self.transport {
            Transport::Files(directory) => {
                let (directory, user_id) = (directory.clone(), mail.user_id);
                let content = self.message(mail, BodyReader::Person)?.formatted();
                let write = tokio::task::spawn_blocking(move || outbox::write(&directory, user_id, &content));
                let written = write.await.map_err(std::io::Error::other).flatten();
                written
                    .map(SentMail::ToFile)
                    .map_err(|error| MailError::Temporary(format!("writing to the outbox: {error}")))
            }
            Transport::Smtp(transport) => {
                let message = self.message(mail, BodyReader::Server)?;
                match tokio::time::timeout(DELIVERY_TIMEOUT, transport.send(message)).await {
                    Ok(Ok(_)) => Ok(SentMail::BySmtp),
                    Ok(Err(error)) => Err(classify(&error, mail)),
                    Err(_) => Err(MailError::Temporary("the SMTP server is too slow".to_owned())),
                }
            }
        }
    }

    /// Connects to the SMTP server and logs in, but sends nothing. Mails that are written to files need no server.
    pub async fn greet(&self) -> Result<(), MailError> {
        let Transport::Smtp(transport) = &self.transport else { return Ok(()) };
        match tokio::time::timeout(DELIVERY_TIMEOUT, transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(MailError::Temporary("the SMTP server closes the connection".to_owned())),
            Ok(Err(error)) => {
                let code = error.status().map(u16::from);
                let text = loggable(&error, code);
                let is_refused = code.is_some_and(|code| code >= 500) || error.is_client();
                Err(if is_refused { MailError::Settings(text) } else { MailError::Temporary(text) })
            }
            Err(_) => Err(MailError::Temporary("the SMTP server is too slow".to_owned())),
        }
    }

    /// The recipient is parsed as one address, and lettre encodes header values, so no text can add a header.
    fn message(&self, mail: &Mail, reader: BodyReader) -> Result<Message, MailError> {
        let to: Address = mail
            .to
            .parse()
            .map_err(|error| MailError::Permanent(format!("not an e-mail address: {error}")))?;
        let message_id = format!("<{}@{}>", base64url(&random_bytes::<16>()), self.sender.email.domain());
        let mut message = Message::builder();
        if let Some(address) = &mail.unsubscribe {
            message = message.raw_header(raw("List-Unsubscribe", format!("<{address}>")));
            message =
                message.raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        message
            .from(self.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject.as_str())
            .message_id(Some(message_id))
            .raw_header(written_by_a_program())
            .header(ContentType::TEXT_PLAIN)
            .body(body(&mail.text, reader))
            .map_err(|error| MailError::Permanent(format!("not a valid mail: {error}")))
    }
}

/// The next reader of the encoded mail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BodyReader {
    /// A person who opens the file: non-ASCII text stays readable.
    Person,
    /// An SMTP server, which may accept ASCII only.
    Server,
}

/// Text with short enough lines is not encoded, so that long links stay intact in the raw mail; lettre would break lines
/// of 76 bytes and more.
fn body(text: &str, reader: BodyReader) -> Body {
    let needs_no_encoding =
        text.lines().all(|line| line.len() <= MAX_LINE_BYTES) && !text.contains(['\r', '\0']);
    let encoding = match reader {
        _ if !needs_no_encoding => None,
        _ if text.is_ascii() => Some(ContentTransferEncoding::SevenBit),
        BodyReader::Person => Some(ContentTransferEncoding::EightBit),
        BodyReader::Server => None,
    };
    match encoding {
        Some(encoding) => Body::dangerous_pre_encoded(text.replace('\n', "\r\n").into_bytes(), encoding),
        None => Body::new(text.to_owned()),
    }
}

/// Prevents automatic replies such as vacation notices (RFC 3834, section 5).
fn written_by_a_program() -> HeaderValue {
    raw("Auto-Submitted", "auto-generated".to_owned())
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

fn smtp_transport(
    server: &str,
    settings: &MailerSettings,
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
    if let Some(name) = &settings.hello_name {
        builder = builder.hello_name(match name.parse() {
            Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
            Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
            Err(_) => ClientId::Domain(name.clone()),
        });
    }
    Ok(builder.build())
}

/// Classifies a failed delivery. Only a refusal of the recipient or of the mail itself is permanent; that of the login, the
/// name in EHLO, or the sender is one of the settings, which the operator has to correct. A client error means that the
/// server lacks STARTTLS or a supported login mechanism or, if the address isn't ASCII, support for such addresses.
fn classify(error: &smtp::Error, mail: &Mail) -> MailError {
    let code = error.status().map(u16::from);
    let text = loggable(error, code);
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match code {
        Some(code @ 500..) if is_about_mail(code, enhanced_status(&source)) => MailError::Permanent(text),
        Some(504) => {
            MailError::Settings(format!("{text}; MAIL_HELLO_NAME must be a full name of this machine"))
        }
        Some(500..) => MailError::Settings(text),
        None if error.is_client() && !mail.to.is_ascii() => MailError::Permanent(text),
        None if error.is_client() => MailError::Settings(text),
        _ => MailError::Temporary(text),
    }
}

/// Whether a refusal is about the recipient or the mail, so that no correction of the settings helps: by the enhanced status
/// code (RFC 3463), or else by the code itself (RFC 5321, section 4.2; RFC 7504 for 556).
fn is_about_mail(code: u16, status: Option<&str>) -> bool {
    let mut parts = status.unwrap_or_default().split('.').skip(1);
    match (parts.next(), parts.next()) {
        // Addresses, except the sender's.
        (Some("1"), Some(detail)) => !matches!(detail, "7" | "8"),
        // Mailboxes, the content of mails, and their size.
        (Some("2" | "6"), Some(_)) | (Some("3"), Some("4")) => true,
        // A policy is either the recipient's, or against this server: no relaying, say, or not this sender.
        (Some("7"), Some(_)) => code == 550,
        (Some("3" | "4" | "5"), Some(_)) => false,
        _ => matches!(code, 550..=553 | 556),
    }
}

/// What a log may say of a failed delivery. The words of a server's answer are left out: they often name the recipient.
fn loggable(error: &smtp::Error, code: Option<u16>) -> String {
    let source = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    match (code, enhanced_status(&source)) {
        (Some(code), Some(status)) => format!("the SMTP server answered {code} {status}"),
        (Some(code), None) => format!("the SMTP server answered {code}"),
        (None, _) if error.is_response() => "the SMTP server's answer can't be understood".to_owned(),
        (None, _) => error.to_string(),
    }
}

/// The enhanced status code with which the text of an answer begins, such as 5.1.1 (RFC 3463).
fn enhanced_status(answer: &str) -> Option<&str> {
    let first = answer.split_whitespace().next()?;
    let is_number =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    (first.split('.').count() == 3 && first.split('.').all(is_number)).then_some(first)
}

#[cfg(test)]
mod tests;
