//! Requests to a service: signed, within bounds of time, and made again if that may help.

use super::error::ServiceError;
use super::settings::S3Settings;
use super::statistics::S3Statistics;
use jiff::Timestamp;
use rusty_s3::signing::sign;
use rusty_s3::{Bucket, Method};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::panic::AssertUnwindSafe;
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};
use ureq::http::request::Builder;
use ureq::http::{Request, Response};
use ureq::{Agent, AsSendBody, Body, SendBody};

/// How long a service may take for the next bytes, in either direction, and for the head of an answer.
const MAX_PAUSE: Duration = Duration::from_secs(10);

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a request may take that has no body, and what a body adds for each of its bytes: 64 KiB a second.
const MAX_TIME: Duration = Duration::from_secs(30);
const BYTES_PER_SECOND: u64 = 64 << 10;

/// How often a request is made, and how long after the first one no other begins.
const ATTEMPTS: u32 = 4;
const LAST_ATTEMPT: Duration = Duration::from_secs(8);

/// How long after the first request the second is made. Each further pause is three times as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// For how long a signature is valid: a service checks it when the head of a request has come.
const SIGNATURE_LIFETIME: u64 = 300;

/// How many bytes of an answer are read that is not an object.
const MAX_ANSWER: u64 = 8 << 20;

/// A service, and a bucket there.
#[derive(Debug)]
pub(super) struct Service {
    settings: S3Settings,
    bucket: Bucket,
    /// Made with the first request, because certificates have to be read. A panic during a request costs its connection.
    agent: OnceLock<AssertUnwindSafe<Agent>>,
    pub(super) statistics: S3Statistics,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Call<'a> {
    /// One of [`OPERATIONS`](super::OPERATIONS).
    pub(super) operation: &'static str,
    pub(super) method: Method,
    /// The key of an object, with the prefix; `None` for the bucket.
    pub(super) key: Option<&'a str>,
    pub(super) query: BTreeMap<&'static str, String>,
    pub(super) headers: BTreeMap<&'static str, String>,
    pub(super) content: Content<'a>,
}

/// The body of a request.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'a> {
    None,
    Bytes(&'a [u8]),
    Part { file: &'a File, start: u64, length: u64 },
}

impl<'a> Call<'a> {
    pub(super) fn new(operation: &'static str, method: Method, key: &'a str) -> Self {
        let (query, headers) = (BTreeMap::new(), BTreeMap::new());
        Self { operation, method, key: Some(key), query, headers, content: Content::None }
    }

    pub(super) fn of_bucket(operation: &'static str) -> Self {
        Self { key: None, ..Self::new(operation, Method::Get, "") }
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.insert(name, value.into());
        self
    }

    /// A header, which is signed, too.
    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.insert(name, value.into());
        self
    }
}

impl Content<'_> {
    pub(super) fn length(self) -> u64 {
        match self {
            Self::None => 0,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Part { length, .. } => length,
        }
    }

    pub(super) fn reader(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Self::None => Box::new(io::empty()),
            Self::Bytes(bytes) => Box::new(Cursor::new(*bytes)),
            Self::Part { file, start, length } => {
                let mut file: &File = file;
                file.seek(SeekFrom::Start(*start))?;
                Box::new(file.take(*length))
            }
        })
    }
}

impl Service {
    pub(super) fn new(settings: S3Settings) -> Result<Self, String> {
        let bucket = settings.bucket()?;
        Ok(Self { settings, bucket, agent: OnceLock::new(), statistics: S3Statistics::default() })
    }

    pub(super) fn prefix(&self) -> &str {
        &self.settings.prefix
    }

    /// The bucket and the host, for people.
    pub(super) fn shown(&self) -> String {
        let host = self.bucket.base_url().host_str().unwrap_or_default().to_owned();
        format!("s3://{}/{} at {host}", self.settings.bucket, self.settings.prefix)
    }

    /// Asks until it is answered, another attempt makes no sense, or it takes too long.
    pub(super) fn ask(&self, call: &Call<'_>) -> io::Result<Response<Body>> {
        repeat(|| self.ask_once(call))
    }

    /// As [`Service::ask`], and reads the answer.
    pub(super) fn ask_for_text(&self, call: &Call<'_>) -> io::Result<String> {
        repeat(|| text_of(call.operation, self.ask_once(call)?))
    }

    /// One attempt. Answers other than success are errors.
    pub(super) fn ask_once(&self, call: &Call<'_>) -> Result<Response<Body>, ServiceError> {
        let begun = Instant::now();
        let answer = self.send(call);
        // That something isn't there is no failure.
        let has_failed = answer.as_ref().is_err_and(|error| !error.is_missing() && !error.is_out_of_range());
        self.statistics.count(call.operation, begun.elapsed(), has_failed);
        answer
    }

    fn send(&self, call: &Call<'_>) -> Result<Response<Body>, ServiceError> {
        let operation = call.operation;
        let mut request = Request::builder().method(call.method.to_str()).uri(self.signed(call).as_str());
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let answer = if matches!(call.method, Method::Put | Method::Post) {
            let reader = call.content.reader();
            let mut reader = reader.map_err(|error| ServiceError::broken(operation, &error))?;
            let request = request.header("content-length", call.content.length());
            self.run(call, request, SendBody::from_reader(&mut reader))
        } else {
            self.run(call, request, ())
        }?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        let text = text_of(operation, answer).unwrap_or_default();
        Err(ServiceError::answered(operation, status, &text))
    }

    fn run(
        &self,
        call: &Call<'_>,
        request: Builder,
        body: impl AsSendBody,
    ) -> Result<Response<Body>, ServiceError> {
        let failed = |error: ureq::Error| ServiceError::of_client(call.operation, &error);
        let agent = self.agent().map_err(|reason| ServiceError::unreadable(call.operation, reason))?;
        let request = request.body(body).map_err(|error| failed(error.into()))?;
        let mut config = agent.configure_request(request);
        // What is got is taken as slowly as a client of the server does it.
        if call.operation != "get" {
            let of_body = Duration::from_secs(call.content.length() / BYTES_PER_SECOND);
            config = config.timeout_global(Some(MAX_TIME + of_body));
        }
        agent.run(config.build()).map_err(failed)
    }

    fn signed(&self, call: &Call<'_>) -> url::Url {
        let settings = &self.settings;
        let url = match call.key {
            Some(key) => self.bucket.object_url(key),
            None => self.bucket.base_url().clone(),
        };
        sign(
            &Timestamp::now(),
            call.method,
            url,
            &settings.access_key_id,
            &settings.secret_access_key,
            settings.session_token.as_deref(),
            &settings.region,
            SIGNATURE_LIFETIME,
            call.query.iter().map(|(name, value)| (*name, value.as_str())),
            call.headers.iter().map(|(name, value)| (*name, value.as_str())),
        )
    }

    fn agent(&self) -> Result<&Agent, String> {
        if let Some(agent) = self.agent.get() {
            return Ok(&agent.0);
        }
        let tls = super::tls::config(self.settings.ca.as_deref())?;
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            // A redirect would need another signature: it is an error that says so.
            .max_redirects(0)
            .proxy(None)
            .user_agent(concat!("simple-chats/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .timeout_resolve(Some(CONNECT_TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_recv_response(Some(MAX_PAUSE))
            .timeout_per_read(Some(MAX_PAUSE))
            .timeout_per_write(Some(MAX_PAUSE))
            .build();
        Ok(&self.agent.get_or_init(|| AssertUnwindSafe(config.into())).0)
    }
}

/// Does something until it succeeds, another attempt makes no sense, or it takes too long.
pub(super) fn repeat<T>(mut work: impl FnMut() -> Result<T, ServiceError>) -> io::Result<T> {
    let begun = Instant::now();
    let mut pause = FIRST_PAUSE;
    for _ in 1..ATTEMPTS {
        match work() {
            Err(error) if error.is_passing() && begun.elapsed() < LAST_ATTEMPT => {
                sleep(pause);
                pause *= 3;
            }
            done => return Ok(done?),
        }
    }
    Ok(work()?)
}

pub(super) fn text_of(operation: &'static str, answer: Response<Body>) -> Result<String, ServiceError> {
    let body = answer.into_body().into_with_config().limit(MAX_ANSWER);
    body.read_to_string().map_err(|error| ServiceError::of_client(operation, &error))
}
