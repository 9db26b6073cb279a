//! A mail server for tests: it takes mails by SMTP (RFC 5321) on a port of the loopback address, keeps them, and can be
//! set to refuse some.

use crate::WAIT_TIMEOUT;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// A mail as it was received.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    /// Headers and body, with LF at the end of each line.
    pub content: String,
    /// The user name and the password of the client, if it logged in.
    pub login: Option<(String, String)>,
}

impl Mail {
    /// The value in the first line of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.content.split("\n\n").next()?;
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// A mail server, which ends when it is dropped.
pub struct MailServer {
    port: u16,
    mailbox: Arc<Mailbox>,
    accepting: JoinHandle<()>,
}

#[derive(Default)]
struct Mailbox {
    state: Mutex<State>,
    arrived: Notify,
}

#[derive(Default)]
struct State {
    mails: VecDeque<Mail>,
    refusals: VecDeque<String>,
    refused: usize,
    /// How many mails are answered together, when so many are there.
    together: usize,
    /// How many mails have been complete.
    complete: usize,
    /// The answers to the next greetings.
    greeting_refusals: VecDeque<String>,
}

impl Mailbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The answer to a mail that is complete.
    fn receive(&self, mail: Mail) -> String {
        let mut state = self.state();
        let refusal = state.refusals.pop_front();
        match refusal {
            Some(_) => state.refused += 1,
            None => state.mails.push_back(mail),
        }
        drop(state);
        self.arrived.notify_waiters();
        refusal.unwrap_or_else(|| "250 Kept".to_owned())
    }

    /// Counts a mail that is complete, and waits until so many are that they are answered together.
    async fn completed(&self) {
        self.state().complete += 1;
        self.arrived.notify_waiters();
        self.wait(|state| (state.complete >= state.together).then_some(())).await;
    }

    fn refuse_greeting(&self) -> Option<String> {
        let mut state = self.state();
        let refusal = state.greeting_refusals.pop_front();
        state.refused += usize::from(refusal.is_some());
        drop(state);
        self.arrived.notify_waiters();
        refusal
    }

    /// Waits until a look at the state yields something.
    async fn wait<T>(&self, look: impl Fn(&mut State) -> Option<T>) -> T {
        let waiting = async {
            loop {
                let arrived = self.arrived.notified();
                tokio::pin!(arrived);
                arrived.as_mut().enable();
                if let Some(found) = look(&mut self.state()) {
                    return found;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(WAIT_TIMEOUT, waiting).await.expect("a mail comes in time")
    }
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("the port is known").port();
        let mailbox = Arc::new(Mailbox::default());
        let accepting = tokio::spawn(accept(listener, Arc::clone(&mailbox)));
        Self { port, mailbox, accepting }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Refuses the next mails with these answers, such as `451 Try later`, once each.
    pub fn refuse_next<'a>(&self, answers: impl IntoIterator<Item = &'a str>) {
        self.mailbox.state().refusals.extend(answers.into_iter().map(str::to_owned));
    }

    /// Answers the next mails only when so many are there at the same time.
    pub fn answer_together(&self, count: usize) {
        self.mailbox.state().together = count;
    }

    /// Refuses the next greetings with these answers, such as `504 Need a full name`, once each.
    pub fn refuse_next_greetings<'a>(&self, answers: impl IntoIterator<Item = &'a str>) {
        self.mailbox.state().greeting_refusals.extend(answers.into_iter().map(str::to_owned));
    }

    /// Takes the mail that came first, or waits for one.
    pub async fn next_mail(&self) -> Mail {
        self.mailbox.wait(|state| state.mails.pop_front()).await
    }

    pub async fn until_refused(&self, count: usize) {
        self.mailbox.wait(|state| (state.refused >= count).then_some(())).await;
    }

    /// The mails that were kept and not yet taken.
    pub fn waiting(&self) -> Vec<Mail> {
        self.mailbox.state().mails.iter().cloned().collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, mailbox: Arc<Mailbox>) {
    while let Ok((stream, _)) = listener.accept().await {
        let mailbox = Arc::clone(&mailbox);
        tokio::spawn(async move {
            // A client that leaves in the middle is that client's affair.
            converse(stream, &mailbox).await.ok();
        });
    }
}

async fn converse(stream: TcpStream, mailbox: &Mailbox) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.test ready\r\n").await?;
    let (mut mail, mut line) = (Mail::default(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let order = line.trim_end();
        let verb = order.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => {
                let fine = || "250-mail.test\r\n250-8BITMIME\r\n250 AUTH PLAIN".to_owned();
                mailbox.refuse_greeting().unwrap_or_else(fine)
            }
            "AUTH" => {
                mail.login = login_of(order);
                "235 Welcome".to_owned()
            }
            "MAIL" => {
                mail = Mail { from: address_of(order), login: mail.login.take(), ..Mail::default() };
                "250 Go on".to_owned()
            }
            "RCPT" => {
                mail.to.push(address_of(order));
                "250 Go on".to_owned()
            }
            "DATA" => {
                stream.write_all(b"354 Go ahead\r\n").await?;
                mail.content = read_content(&mut stream).await?;
                mailbox.completed().await;
                mailbox.receive(mail.clone())
            }
            "RSET" | "NOOP" | "HELO" => "250 Fine".to_owned(),
            "QUIT" => return stream.write_all(b"221 Goodbye\r\n").await,
            _ => "502 Not known here".to_owned(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

/// Reads up to the line with a dot alone, and takes away the dots that were put before others.
async fn read_content(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let (mut content, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 || line.trim_end() == "." {
            return Ok(content);
        }
        content.push_str(line.strip_prefix('.').unwrap_or(&line).trim_end_matches(['\r', '\n']));
        content.push('\n');
    }
}

fn address_of(order: &str) -> String {
    let address = order.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    address.map_or_else(String::new, |(address, _)| address.to_owned())
}

/// Reads `AUTH PLAIN` (RFC 4616): a name and a password behind zero bytes.
fn login_of(order: &str) -> Option<(String, String)> {
    let credentials = BASE64_STANDARD.decode(order.split(' ').nth(2)?).ok()?;
    let credentials = String::from_utf8(credentials).ok()?;
    let mut parts = credentials.split('\0').skip(1);
    Some((parts.next()?.to_owned(), parts.next()?.to_owned()))
}
