//! Tests of the mailer: mails to files, and deliveries to small SMTP servers with scripted responses.

use super::*;
use crate::reset_mail::reset_mail;
use simple_chats_domain::{User, UserId};
use simple_chats_texts::Texts;
use std::path::Path;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

const TOKEN: &str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

fn link() -> String {
    format!("https://a-rather-long-name.of-a-chat-server.example.org/authentication/reset_password/{TOKEN}")
}

fn mail_for(name: &str) -> Mail {
    let user = User {
        user_id: UserId::stored(1),
        username: "ann".to_owned(),
        name: name.to_owned(),
        email: "ann@example.org".to_owned(),
        date_joined: chrono::DateTime::UNIX_EPOCH,
    };
    reset_mail(Texts::english(), &user, &link(), TOKEN, 1800)
}

fn settings(directory: &Path) -> MailerSettings {
    MailerSettings {
        server: None,
        port: 587,
        username: None,
        password: None,
        use_tls: true,
        sender: "simple-chats@localhost".to_owned(),
        hello_name: None,
        outbox_directory: directory.join("outbox"),
    }
}

async fn sent_to_a_file(mail: &Mail) -> String {
    let directory = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(settings(directory.path())).unwrap();
    let SentMail::ToFile(path) = mailer.send(mail).await.unwrap() else { panic!("not sent to a file") };
    assert!(path.starts_with(directory.path().join("outbox")));
    std::fs::read_to_string(path).unwrap()
}

fn header(raw: &str) -> &str {
    raw.split("\r\n\r\n").next().unwrap()
}

#[tokio::test]
async fn a_mail_that_can_be_ended_says_how() {
    let address = "https://chat.example.org/notifications/end/abc";
    let raw = sent_to_a_file(&Mail { unsubscribe: Some(address.to_owned()), ..mail_for("Ann") }).await;
    assert!(raw.contains(&format!("List-Unsubscribe: <{address}>\r\n")), "{raw}");
    assert!(raw.contains("\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{raw}");
    assert!(!sent_to_a_file(&mail_for("Ann")).await.contains("Unsubscribe"));
}

#[tokio::test]
async fn a_mail_in_a_file_has_its_headers_and_a_text_to_copy_from() {
    let raw = sent_to_a_file(&mail_for("Ann")).await;
    for line in [
        "From: simple-chats@localhost",
        "To: ann@example.org",
        "Subject: Reset your password - Simple Chats",
        "Auto-Submitted: auto-generated",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 7bit",
    ] {
        assert!(header(&raw).lines().any(|found| found == line), "{line} in\n{raw}");
    }
    assert!(header(&raw).contains("\r\nDate: ") && header(&raw).contains("\r\nMessage-ID: <"), "{raw}");
    assert!(raw.lines().any(|line| line == link()), "{raw}");
    assert!(raw.contains(&format!("\r\n\"{TOKEN}\"\r\n")), "{raw}");
}

#[tokio::test]
async fn a_name_beyond_ascii_stays_readable_in_a_file() {
    let raw = sent_to_a_file(&mail_for("Дмитро 🦀")).await;
    assert!(raw.contains("Hello Дмитро 🦀,\r\n"), "{raw}");
    assert!(header(&raw).contains("Content-Transfer-Encoding: 8bit"), "{raw}");
    assert!(raw.lines().any(|line| line == link()), "{raw}");
}

#[tokio::test]
async fn a_line_that_is_too_long_is_encoded() {
    let raw = sent_to_a_file(&Mail { text: "a".repeat(2000), ..mail_for("Ann") }).await;
    assert!(header(&raw).contains("Content-Transfer-Encoding: quoted-printable"), "{raw}");
    assert!(raw.lines().all(|line| line.len() <= MAX_LINE_BYTES), "{raw}");
}

#[tokio::test]
async fn no_text_adds_a_header() {
    let subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody".to_owned();
    let raw = sent_to_a_file(&Mail { subject, ..mail_for("Ann\r\nBcc: eve@example.org") }).await;
    assert!(!raw.lines().any(|line| line.starts_with("Bcc")), "{raw}");
    assert!(header(&raw).contains("Content-Transfer-Encoding"), "{raw}");
}

#[tokio::test]
async fn anything_but_one_address_is_rejected_permanently() {
    let directory = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(settings(directory.path())).unwrap();
    for to in [
        "",
        "ann",
        "ann@example.org, eve@example.org",
        "ann@example.org\r\nBcc: eve@example.org",
        "Ann <a@b.org>",
    ] {
        let mail = Mail { to: to.to_owned(), ..mail_for("Ann") };
        assert!(matches!(mailer.send(&mail).await, Err(MailError::Permanent(_))), "{to}");
    }
    assert_eq!(std::fs::read_dir(directory.path().join("outbox")).unwrap().count(), 0);
}

#[tokio::test]
async fn invalid_settings_are_reported_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("outbox"), b"a file").unwrap();
    let Err(MailError::OutboxDirectory { path, .. }) = Mailer::new(settings(directory.path())) else {
        panic!("no error")
    };
    assert_eq!(path, directory.path().join("outbox"));
    let no_mailbox = MailerSettings { sender: "nobody".to_owned(), ..settings(directory.path()) };
    let Err(MailError::Settings(text)) = Mailer::new(no_mailbox) else { panic!("no error") };
    assert!(text.contains("\"nobody\""), "{text}");
}

#[test]
fn debug_shows_no_password() {
    let settings = MailerSettings { password: Some("hunter2".to_owned()), ..settings(Path::new("data")) };
    let shown = format!("{settings:?}");
    assert!(shown.contains("***") && !shown.contains("hunter2"), "{shown}");
}

/// The responses of a small SMTP server; `None` means that it stays silent.
#[derive(Clone, Copy)]
struct SmtpResponses {
    hello: &'static str,
    login: &'static str,
    recipient: Option<&'static str>,
}

const ACCEPTING: SmtpResponses =
    SmtpResponses { hello: "250-test\r\n250 AUTH PLAIN", login: "235 welcome", recipient: Some("250 fine") };

/// Accepts one connection on a loopback port, and returns the lines that the client sent.
async fn smtp_server(responses: SmtpResponses) -> (u16, tokio::task::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let serve = async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        let mut received = Vec::new();
        let mut in_data = false;
        writer.write_all(b"220 test\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            let response = match line.split([' ', ':']).next().unwrap_or_default() {
                "." if in_data => Some("250 accepted"),
                _ if in_data => None,
                "EHLO" => Some(responses.hello),
                "AUTH" => Some(responses.login),
                "RCPT" => responses.recipient,
                "DATA" => Some("354 go on"),
                "QUIT" => Some("221 bye"),
                _ => Some("250 fine"),
            };
            in_data = (in_data && line != ".") || line == "DATA";
            if let Some(response) = response {
                writer.write_all(format!("{response}\r\n").as_bytes()).await.unwrap();
            }
            received.push(line);
        }
        received
    };
    (port, tokio::spawn(serve))
}

fn by_smtp(port: u16, use_tls: bool) -> Mailer {
    let by_smtp = MailerSettings {
        server: Some("127.0.0.1".to_owned()),
        port,
        username: Some("chats".to_owned()),
        password: Some("hunter2".to_owned()),
        use_tls,
        ..settings(Path::new("unused"))
    };
    Mailer::new(by_smtp).unwrap()
}

async fn failure_with(responses: SmtpResponses, use_tls: bool) -> (MailError, Vec<String>) {
    let (port, server) = smtp_server(responses).await;
    let error = by_smtp(port, use_tls).send(&mail_for("Ann")).await.unwrap_err();
    (error, server.await.unwrap())
}

#[tokio::test]
async fn a_mail_by_smtp_arrives_as_it_was_written() {
    let (port, server) = smtp_server(ACCEPTING).await;
    assert_eq!(by_smtp(port, false).send(&mail_for("Ann")).await.unwrap(), SentMail::BySmtp);
    let received = server.await.unwrap();
    for line in ["MAIL FROM:<simple-chats@localhost>", "RCPT TO:<ann@example.org>", "Hello Ann,", &link()] {
        assert!(received.iter().any(|found| found == line), "{line} in {received:#?}");
    }
    assert!(received.contains(&format!("\"{TOKEN}\"")), "{received:#?}");
    assert!(received.iter().any(|line| line.starts_with("AUTH PLAIN ")), "{received:#?}");
}

#[tokio::test]
async fn names_beyond_ascii_are_encoded_for_a_server_that_accepts_ascii_only() {
    let (port, server) = smtp_server(ACCEPTING).await;
    by_smtp(port, false).send(&mail_for("Дмитро")).await.unwrap();
    assert!(server.await.unwrap().iter().all(|line| line.is_ascii()));
}

#[tokio::test]
async fn a_rejected_recipient_is_permanent_and_a_busy_server_is_not() {
    let failure = async |recipient| {
        failure_with(SmtpResponses { recipient: Some(recipient), ..ACCEPTING }, false).await.0
    };
    let error = failure("550 5.1.1 no such user").await;
    assert!(matches!(&error, MailError::Permanent(text) if text.ends_with("answered 550 5.1.1")), "{error}");
    let error = failure("451 come back").await;
    assert!(matches!(error, MailError::Temporary(_)), "{error}");
}

#[tokio::test]
async fn only_a_refusal_of_the_recipient_or_the_mail_is_permanent() {
    for (answer, is_permanent) in [
        ("550 no such user", true),
        ("550 5.1.1 no such user", true),
        ("550 5.7.1 the recipient takes no mail from there", true),
        ("551 user not local", true),
        ("552 5.2.2 mailbox full", true),
        ("552 5.3.4 too big", true),
        ("553 5.1.3 bad address", true),
        ("554 5.6.0 bad content", true),
        ("556 5.1.10 null MX", true),
        ("500 what?", false),
        ("501 5.5.4 what?", false),
        ("503 5.5.1 send HELO first", false),
        ("504 5.5.2 need fully-qualified hostname", false),
        ("530 5.7.0 log in first", false),
        ("550 5.1.8 the sender's domain does not exist", false),
        ("553 5.7.1 not your address", false),
        ("554 5.7.1 relay access denied", false),
        ("554 no", false),
    ] {
        let responses = SmtpResponses { recipient: Some(answer), ..ACCEPTING };
        let (error, _) = failure_with(responses, false).await;
        assert_eq!(matches!(error, MailError::Permanent(_)), is_permanent, "{answer}: {error}");
        assert_eq!(matches!(error, MailError::Settings(_)), !is_permanent, "{answer}: {error}");
    }
}

#[tokio::test]
async fn the_name_in_the_greeting_can_be_set() {
    for (name, said) in [("chat.example.org", "EHLO chat.example.org"), ("::1", "EHLO [IPv6:::1]")] {
        let (port, server) = smtp_server(ACCEPTING).await;
        let settings = MailerSettings {
            server: Some("127.0.0.1".to_owned()),
            port,
            use_tls: false,
            hello_name: Some(name.to_owned()),
            ..settings(Path::new("unused"))
        };
        Mailer::new(settings).unwrap().send(&mail_for("Ann")).await.unwrap();
        let received = server.await.unwrap();
        assert!(received.iter().any(|line| line == said), "{received:#?}");
    }
}

#[tokio::test]
async fn an_error_does_not_repeat_what_a_server_says_of_the_recipient() {
    for (answer, shown) in [
        ("550 5.1.1 <ann@example.org>: Recipient address rejected", "550 5.1.1"),
        ("550-5.1.1 ann\r\n550 5.1.1 ann@example.org", "550 5.1.1"),
        ("451 ann@example.org has too many mails", "451"),
        ("530 5.7.0 log in to write to ann@example.org", "530 5.7.0"),
        ("ann@example.org is nobody", "can't be understood"),
    ] {
        let responses = SmtpResponses { recipient: Some(answer), ..ACCEPTING };
        let (error, _) = failure_with(responses, false).await;
        let text = format!("{error} {error:?}");
        assert!(text.contains(shown) && !text.contains("ann"), "{answer}: {text}");
    }
}

#[tokio::test]
async fn a_wrong_login_is_an_error_of_the_settings_that_hides_the_password() {
    let without_login = SmtpResponses { hello: "250-test\r\n250 SIZE 1000000", ..ACCEPTING };
    for responses in [SmtpResponses { login: "535 5.7.8 wrong", ..ACCEPTING }, without_login] {
        let (error, _) = failure_with(responses, false).await;
        assert!(matches!(error, MailError::Settings(_)), "{error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_without_starttls_if_it_is_required() {
    let (error, received) = failure_with(ACCEPTING, true).await;
    assert!(matches!(&error, MailError::Settings(text) if text.contains("STARTTLS")), "{error}");
    assert!(received.iter().all(|line| line.starts_with("EHLO") || line == "QUIT"), "{received:#?}");
}

#[tokio::test]
async fn a_server_that_is_down_is_temporary() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = by_smtp(port, false).send(&mail_for("Ann")).await.unwrap_err();
    assert!(matches!(error, MailError::Temporary(_)), "{error}");
}

/// Time is paused: the 20 seconds pass as soon as nothing else is left to wait for.
#[tokio::test]
async fn a_silent_server_is_temporary() {
    let (port, _server) = smtp_server(SmtpResponses { recipient: None, ..ACCEPTING }).await;
    let mailer = by_smtp(port, false);
    let mail = mail_for("Ann");
    let send = tokio::spawn(async move { mailer.send(&mail).await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    tokio::time::pause();
    tokio::time::advance(DELIVERY_TIMEOUT).await;
    let error = tokio::time::timeout(DELIVERY_TIMEOUT, send).await.unwrap().unwrap().unwrap_err();
    assert!(matches!(error, MailError::Temporary(_)), "{error}");
}
