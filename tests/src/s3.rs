//! A service for objects on loopback that speaks as much of the protocol of S3 as the server needs. It checks the signature of
//! each request (AWS Signature Version 4 in the query) by the secret, independently of how the server makes it, and does wrong
//! what a test tells it to.

mod signature;

use actix_web::body::SizedStream;
use actix_web::http::{Method, StatusCode};
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream;
use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, SystemTime};

/// The id of the key, and the key.
pub const KEY_ID: &str = "AKIATESTTESTTEST";
pub const SECRET: &str = "hush/hush+hush";

pub const BUCKET: &str = "chats";
pub const REGION: &str = "eu-test-1";

/// How many objects a page of a list has.
const PAGE: usize = 4;

/// The shortest part but the last, unless a test wants shorter ones.
const SHORTEST_PART: usize = 5 << 20;

/// What the service does with the next request of a method instead of what it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It answers with a status and a code.
    Answer(u16, &'static str),
    /// It points elsewhere.
    Redirect,
    /// It never answers.
    Hang,
    /// It does what it was asked for, and breaks the connection instead of an answer.
    LoseAnswer,
    /// It breaks off in the middle of the object.
    BreakOff,
    /// It gets other bytes than were sent.
    Damage,
}

#[derive(Debug, Clone)]
struct Stored {
    bytes: Bytes,
    modified: SystemTime,
}

#[derive(Debug)]
struct Upload {
    key: String,
    begun: SystemTime,
    parts: BTreeMap<usize, Bytes>,
}

#[derive(Debug, Default)]
struct State {
    objects: BTreeMap<String, Stored>,
    uploads: BTreeMap<String, Upload>,
    faults: VecDeque<(&'static str, Fault)>,
    is_down: bool,
    requests: Vec<String>,
}

/// The service with one bucket. It ends with the tests.
#[derive(Debug, Clone)]
pub struct S3Service {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

impl S3Service {
    pub fn start() -> Self {
        let state = Arc::<Mutex<State>>::default();
        let shared = Data::from(Arc::clone(&state));
        let (sender, address) = mpsc::channel();
        std::thread::spawn(move || {
            let serve = async move {
                let app = move || {
                    let limit = web::PayloadConfig::new(1 << 30);
                    App::new().app_data(shared.clone()).app_data(limit).default_service(web::to(answer))
                };
                let server = HttpServer::new(app).workers(2).disable_signals();
                let server = server.client_request_timeout(Duration::from_mins(2));
                let server = server.bind("127.0.0.1:0").expect("a port is free");
                sender.send(server.addrs()[0]).expect("the test waits for the address");
                server.run().await
            };
            actix_web::rt::System::new().block_on(serve)
        });
        Self { address: address.recv().expect("the service starts"), state }
    }

    /// The settings of a server that stores attachments here.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("STORAGE_URL", format!("s3://{BUCKET}/some/place")),
            ("AWS_ACCESS_KEY_ID", KEY_ID.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", SECRET.to_owned()),
            ("AWS_REGION", REGION.to_owned()),
            ("AWS_ENDPOINT_URL_S3", format!("http://{}", self.address)),
        ]
    }

    /// Does wrong the next requests of a method.
    pub fn fail(&self, method: &'static str, faults: impl IntoIterator<Item = Fault>) {
        lock(&self.state).faults.extend(faults.into_iter().map(|fault| (method, fault)));
    }

    /// Whether all faults have happened.
    pub fn has_failed(&self) -> bool {
        lock(&self.state).faults.is_empty()
    }

    /// Answers 503 to everything, or no longer.
    pub fn set_down(&self, is_down: bool) {
        lock(&self.state).is_down = is_down;
    }

    /// The keys of all objects, without the prefix of [`S3Service::settings`], and their bytes.
    pub fn objects(&self) -> BTreeMap<String, Bytes> {
        let state = lock(&self.state);
        let name = |key: &str| key.strip_prefix("some/place/").unwrap_or("outside the prefix").to_owned();
        state.objects.iter().map(|(key, stored)| (name(key), stored.bytes.clone())).collect()
    }

    /// Those of them that are stored, not uploads in parts.
    pub fn files(&self) -> Vec<String> {
        self.objects().into_keys().filter(|name| !name.starts_with("partial/")).collect()
    }

    /// Stores an object, as of some time ago.
    pub fn put(&self, name: &str, bytes: &[u8], age: Duration) {
        let modified = SystemTime::now() - age;
        let stored = Stored { bytes: Bytes::copy_from_slice(bytes), modified };
        lock(&self.state).objects.insert(format!("some/place/{name}"), stored);
    }

    pub fn delete(&self, name: &str) {
        lock(&self.state).objects.remove(&format!("some/place/{name}")).expect("there is such an object");
    }

    /// How many uploads in parts are neither complete nor aborted.
    pub fn uploads(&self) -> usize {
        lock(&self.state).uploads.len()
    }

    /// The methods and paths of all requests so far, with `?` if there is more than the signature in the query.
    pub fn requests(&self) -> Vec<String> {
        lock(&self.state).requests.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is asked for, once its signature is right.
struct Asked<'a> {
    method: &'a Method,
    /// Empty for the bucket.
    key: String,
    query: BTreeMap<String, String>,
    request: &'a HttpRequest,
    body: Bytes,
}

async fn answer(request: HttpRequest, body: Bytes, state: Data<Mutex<State>>) -> HttpResponse {
    let fault = {
        let mut state = lock(&state);
        let path = request.path();
        state.requests.push(format!("{} {path}", request.method()));
        if state.is_down {
            return error(503, "ServiceUnavailable");
        }
        let place = state.faults.iter().position(|(method, _)| *method == request.method().as_str());
        place.and_then(|place| state.faults.remove(place)).map(|(_, fault)| fault)
    };
    let (query, body) = match (signature::check(&request), fault) {
        (_, Some(Fault::Answer(status, code))) => return error(status, code),
        (_, Some(Fault::Redirect)) => return redirect(),
        (_, Some(Fault::Hang)) => {
            tokio::time::sleep(Duration::from_mins(2)).await;
            return error(500, "InternalError");
        }
        (Err(code), _) => return error(403, code),
        (Ok(query), Some(Fault::Damage)) => {
            let mut bytes = body.to_vec();
            bytes[0] ^= 1;
            (query, Bytes::from(bytes))
        }
        (Ok(query), _) => (query, body),
    };
    let Some(path) = request.path().strip_prefix(&format!("/{BUCKET}/")) else {
        return error(404, "NoSuchBucket");
    };
    let asked = Asked { method: request.method(), key: path.to_owned(), query, request: &request, body };
    let done = done(&asked, &mut lock(&state), fault);
    if fault == Some(Fault::LoseAnswer) {
        return broken(100, &[]);
    }
    done.unwrap_or_else(|(status, code)| error(status, code))
}

type Answer = Result<HttpResponse, (u16, &'static str)>;

fn done(asked: &Asked<'_>, state: &mut State, fault: Option<Fault>) -> Answer {
    let named = |name: &str| asked.query.get(name).map(String::as_str);
    match (asked.method.as_str(), named("uploadId")) {
        ("GET", _) if asked.key.is_empty() && named("list-type") == Some("2") => Ok(list(asked, state)),
        ("GET", _) if asked.key.is_empty() && named("uploads").is_some() => Ok(list_uploads(state)),
        ("GET" | "HEAD", None) => get(asked, state, fault),
        ("PUT", None) => {
            check_body(asked)?;
            let stored = Stored { bytes: asked.body.clone(), modified: SystemTime::now() };
            state.objects.insert(asked.key.clone(), stored);
            Ok(HttpResponse::Ok().insert_header(("etag", "\"one\"")).finish())
        }
        ("DELETE", None) => {
            state.objects.remove(&asked.key);
            Ok(HttpResponse::NoContent().finish())
        }
        ("POST", None) if named("uploads").is_some() => {
            let id = format!("upload&{}", state.requests.len());
            let upload = Upload { key: asked.key.clone(), begun: SystemTime::now(), parts: BTreeMap::new() };
            state.uploads.insert(id.clone(), upload);
            let id = id.replace('&', "&amp;");
            Ok(xml("InitiateMultipartUploadResult", &format!("<UploadId>{id}</UploadId>")))
        }
        (method, Some(id)) => of_upload(method, id, asked, state),
        _ => Err((405, "MethodNotAllowed")),
    }
}

fn of_upload(method: &str, id: &str, asked: &Asked<'_>, state: &mut State) -> Answer {
    let unknown = (404, "NoSuchUpload");
    let upload = state.uploads.get_mut(id).filter(|upload| upload.key == asked.key).ok_or(unknown)?;
    match method {
        "PUT" => {
            check_body(asked)?;
            let number: usize = asked.query["partNumber"].parse().map_err(|_| (400, "InvalidArgument"))?;
            upload.parts.insert(number, asked.body.clone());
            Ok(HttpResponse::Ok().insert_header(("etag", tag_of(number, &asked.body))).finish())
        }
        "POST" => {
            let text = String::from_utf8_lossy(&asked.body).replace("&quot;", "\"");
            let mut whole = Vec::new();
            for (place, (number, bytes)) in upload.parts.iter().enumerate() {
                let tag = tag_of(*number, bytes);
                if *number != place + 1 || !text.contains(&tag) {
                    return Err((400, "InvalidPart"));
                }
                if bytes.len() < SHORTEST_PART && *number < upload.parts.len() {
                    return Err((400, "EntityTooSmall"));
                }
                whole.extend_from_slice(bytes);
            }
            state.uploads.remove(id);
            let stored = Stored { bytes: whole.into(), modified: SystemTime::now() };
            state.objects.insert(asked.key.clone(), stored);
            Ok(xml("CompleteMultipartUploadResult", "<ETag>\"whole\"</ETag>"))
        }
        "DELETE" => {
            state.uploads.remove(id);
            Ok(HttpResponse::NoContent().finish())
        }
        _ => Err((405, "MethodNotAllowed")),
    }
}

fn tag_of(number: usize, bytes: &Bytes) -> String {
    format!("\"{number}-{}\"", bytes.len())
}

/// A body must come with its checksum, and be what it says.
fn check_body(asked: &Asked<'_>) -> Result<(), (u16, &'static str)> {
    let header = |name: &str| asked.request.headers().get(name).and_then(|value| value.to_str().ok());
    if header("content-length").is_none() {
        return Err((411, "MissingContentLength"));
    }
    let given = header("content-md5").ok_or((400, "MissingContentMD5"))?;
    let is_right = STANDARD.encode(signature::md5(&asked.body)) == given;
    if is_right { Ok(()) } else { Err((400, "BadDigest")) }
}

fn get(asked: &Asked<'_>, state: &State, fault: Option<Fault>) -> Answer {
    let stored = state.objects.get(&asked.key).ok_or((404, "NoSuchKey"))?;
    let bytes = &stored.bytes;
    let range = asked.request.headers().get("range").and_then(|value| value.to_str().ok());
    let Some(range) = range.and_then(|range| range.strip_prefix("bytes=")?.split_once('-')) else {
        return Ok(HttpResponse::Ok().body(bytes.clone()));
    };
    let number = |text: &str| text.parse::<usize>().map_err(|_| (400, "InvalidArgument"));
    let (start, end) = (number(range.0)?, number(range.1)?.min(bytes.len().saturating_sub(1)));
    if start >= bytes.len() {
        return Err((416, "InvalidRange"));
    }
    let part = bytes.slice(start..=end);
    if fault == Some(Fault::BreakOff) {
        let mut response = broken(part.len() as u64, &part[..part.len() / 2]);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = format!("bytes {start}-{end}/{}", bytes.len()).parse().expect("it is a header");
        response.headers_mut().insert("content-range".parse().expect("it is a name"), range);
        return Ok(response);
    }
    let range = format!("bytes {start}-{end}/{}", bytes.len());
    Ok(HttpResponse::PartialContent().insert_header(("content-range", range)).body(part))
}

/// An answer that breaks off.
fn broken(length: u64, bytes: &[u8]) -> HttpResponse {
    let parts = [Ok(Bytes::copy_from_slice(bytes)), Err(std::io::Error::other("as the test wants it"))];
    HttpResponse::Ok().body(SizedStream::new(length, stream::iter(parts)))
}

fn redirect() -> HttpResponse {
    HttpResponse::TemporaryRedirect().insert_header(("location", "http://127.0.0.1:1/elsewhere")).finish()
}

fn error(status: u16, code: &str) -> HttpResponse {
    let status = StatusCode::from_u16(status).expect("it is a status");
    HttpResponse::build(status).body(format!("<Error><Code>{code}</Code><Message>No.</Message></Error>"))
}

fn xml(name: &str, content: &str) -> HttpResponse {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><{name} xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{content}</{name}>"
    );
    HttpResponse::Ok().content_type("application/xml").body(text)
}

fn list(asked: &Asked<'_>, state: &State) -> HttpResponse {
    let named = |name: &str| asked.query.get(name).map_or("", String::as_str);
    let (prefix, after) = (named("prefix"), named("continuation-token"));
    let mut found = state.objects.iter().filter(|(key, _)| key.starts_with(prefix) && key.as_str() > after);
    let page: Vec<_> = found.by_ref().take(PAGE).collect();
    let mut text =
        format!("<Name>{BUCKET}</Name><Prefix>{prefix}</Prefix><KeyCount>{}</KeyCount>", page.len());
    for (key, stored) in &page {
        let modified = time_of(stored.modified);
        let length = stored.bytes.len();
        write!(
            text,
            "<Contents><Key>{key}</Key><LastModified>{modified}</LastModified><ETag>\"one\"</ETag>\
             <Size>{length}</Size><StorageClass>STANDARD</StorageClass></Contents>"
        )
        .expect("a text can be written to");
    }
    let more = found.next().and_then(|_| page.last());
    write!(text, "<IsTruncated>{}</IsTruncated>", more.is_some()).expect("a text can be written to");
    if let Some((last, _)) = more {
        write!(text, "<NextContinuationToken>{last}</NextContinuationToken>")
            .expect("a text can be written to");
    }
    xml("ListBucketResult", &text)
}

fn list_uploads(state: &State) -> HttpResponse {
    let upload = |(id, upload): (&String, &Upload)| {
        let (id, begun) = (id.replace('&', "&amp;"), time_of(upload.begun));
        format!(
            "<Upload><Key>{}</Key><UploadId>{id}</UploadId><Initiated>{begun}</Initiated></Upload>",
            upload.key
        )
    };
    xml("ListMultipartUploadsResult", &state.uploads.iter().map(upload).collect::<String>())
}

fn time_of(time: SystemTime) -> String {
    chrono::DateTime::<chrono::Utc>::from(time).format("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}
