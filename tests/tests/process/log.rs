//! The log: no password, token, cookie, key, or message, however much is logged.

use crate::PROGRAM;
use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_persistence::DatabaseAddress;
use simple_chats_tests::app::{SECRET_KEY, basic};
use simple_chats_tests::mail_files::{token_in, token_of_mail};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::proxy::{Cut, Proxy};
use simple_chats_tests::smtp::MailServer;
use simple_chats_tests::socket::Dial;
use simple_chats_tests::{Backend, Bearer, Nobody, TestDatabase, TestUser, on_postgres, postgres, timing};
use std::fs;

const FIRST_PASSWORD: &str = "hush-first-password";
const NEW_PASSWORD: &str = "hush-new-password";
const NEWEST_PASSWORD: &str = "hush-newest-password";
const WRONG_PASSWORD: &str = "hush-wrong-password";
const MAIL_PASSWORD: &str = "hush-mail-password";
const TEXT: &str = "hush-message-text";

/// Does everything that a secret takes part in; returns the secrets. `mailed` waits for the
/// token of the reset mail.
async fn tour(server: &ServerProcess, mailed: impl AsyncFnOnce() -> String) -> Vec<String> {
    let ann = server.register_with("ann", FIRST_PASSWORD).await;
    let ben = server.register_with("ben", FIRST_PASSWORD).await;
    let chat_id = server.open_chat(&ann, &ben).await;
    let wrong = TestUser { password: WRONG_PASSWORD.to_owned(), ..ann.clone() };
    assert_eq!(server.ask(Method::GET, "/api/me", &wrong, None).await.unwrap().status, 401);
    let Bearer(token) = server.token_of(&ann).await;
    server.get("/api/me", &Bearer(token.clone())).await;
    let garbled = format!("{token}x");
    assert_eq!(server.ask(Method::GET, "/api/me", &Bearer(garbled), None).await.unwrap().status, 401);
    let offered = format!("simple-chats.v1, bearer.{token}");
    Dial::to(server.address()).header("sec-websocket-protocol", &offered).enter().await.leave().await;
    let garbled = format!("simple-chats.v1, bearer.{token}x, bearer.{token}");
    Dial::to(server.address()).header("sec-websocket-protocol", &garbled).refused().await;
    let mut socket = Dial::to(server.address()).bearer(&token).enter().await;
    let send = json!({"type": "send", "chat_id": chat_id, "client_id": "hush-client-id", "text": TEXT});
    assert_eq!(socket.ask(send).await["type"], "ack");
    socket.send_text(format!("{{\"type\":\"send\",\"text\":\"{TEXT}\"")).await;
    socket.expect("error").await;
    let made = server.post("/api/tokens", &ann, json!({"name": "bot", "scope": "read"}), 201).await;
    let api_token = made["token"].as_str().unwrap().to_owned();
    server.get("/api/me", &Bearer(api_token.clone())).await;
    let garbled = format!("{api_token}x");
    assert_eq!(server.ask(Method::GET, "/api/me", &Bearer(garbled), None).await.unwrap().status, 401);
    let change = json!({"old_password": FIRST_PASSWORD, "new_password": NEW_PASSWORD});
    server.post("/api/change-password", &ann, change, 202).await;

    server.post("/api/forgot-password", &Nobody, json!({"email": ann.email}), 200).await;
    let reset_token = mailed().await;
    let page = format!("/authentication/reset_password/{reset_token}");
    server.ask(Method::GET, &page, &Nobody, None).await.unwrap();
    let reset = json!({"token": reset_token, "password": NEWEST_PASSWORD});
    server.post("/api/reset-password", &Nobody, reset, 202).await;
    let query = format!("/api/users?token={token}");
    let ann = TestUser { password: NEWEST_PASSWORD.to_owned(), ..ann };
    server.get(&query, &ann).await;
    server.get(&format!("/api/chats/{chat_id}/messages?text-like={TEXT}"), &ann).await;

    let cookie = log_in_by_page(server, &ann).await;
    let mut socket = Dial::to(server.address()).cookie(&cookie).own_origin().enter().await;
    socket.is_silent().await;

    let credentials = |password: &str| basic(&ann.email, password).split_once(' ').unwrap().1.to_owned();
    let passwords = [FIRST_PASSWORD, NEW_PASSWORD, NEWEST_PASSWORD, WRONG_PASSWORD];
    let mut secrets: Vec<String> = passwords.iter().map(|password| (*password).to_owned()).collect();
    secrets.extend(passwords.map(credentials));
    secrets.extend([token, api_token, reset_token, cookie, TEXT.to_owned()]);
    secrets
}

/// Logs in by the form; returns what the session's cookie holds.
pub(super) async fn log_in_by_page(server: &ServerProcess, user: &TestUser) -> String {
    let url = format!("http://{}/authentication/login", server.address());
    let browser = reqwest::Client::builder().no_proxy().cookie_store(true);
    let browser = browser.redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let page = browser.get(&url).send().await.unwrap().text().await.unwrap();
    let (_, behind) = page.split_once("name=\"csrf_token\" value=\"").unwrap();
    let (token, _) = behind.split_once('"').unwrap();
    let form = [("email", user.email.as_str()), ("password", &user.password), ("csrf_token", token)];
    let answer =
        browser.post(&url).header("origin", url.trim_end_matches("/authentication/login")).form(&form);
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), 303, "logged in");
    let cookie = answer.cookies().find(|cookie| cookie.name() == "simple_chats_session").unwrap();
    cookie.value().to_owned()
}

fn check(log: &str, secrets: &[String]) {
    for secret in secrets {
        if let Some(line) = log.lines().find(|line| line.contains(secret.as_str())) {
            panic!("{secret} stands in the log: {line}");
        }
    }
}

/// The log with everything in it, of a server that keeps its mails as files.
async fn check_with_files(level: &str, format: &str) {
    let server_dir = ServerDir::new(PROGRAM).with("LOG_LEVEL", level).with("LOG_FORMAT", format);
    let server = server_dir.start().await;
    let data_dir = server_dir.data_dir();
    let mailed = async || token_of_mail(&data_dir, 0).await;
    let mut secrets = tour(&server, mailed).await;
    secrets.push(fs::read_to_string(server_dir.data_dir().join("secret-key")).unwrap().trim().to_owned());
    let ended = server.stop().await;
    for event in ["token_made", "password_changed", "password_reset"] {
        assert!(ended.err.contains(event), "{event} is logged");
    }
    assert!(ended.err.contains("outbox"), "the path of the mail is logged");
    assert!(ended.err.contains("/api/chats/{chat_id}/messages"), "routes are logged: {}", ended.err);
    check(&ended.err, &secrets);
    check(&ended.out, &secrets);
}

#[tokio::test]
async fn no_secret_is_logged_at_debug_as_json() {
    check_with_files("debug", "json").await;
}

#[tokio::test]
async fn no_secret_is_logged_at_trace_as_text() {
    check_with_files("trace", "pretty").await;
}

#[tokio::test]
async fn no_secret_is_logged_where_mails_are_sent() {
    let mails = MailServer::start().await;
    let server_dir = ServerDir::new(PROGRAM)
        .with("LOG_LEVEL", "trace")
        .with("SECRET_KEY", SECRET_KEY)
        .with("MAIL_SERVER", "127.0.0.1")
        .with("MAIL_PORT", &mails.port().to_string())
        .with("MAIL_USE_TLS", "false")
        .with("MAIL_USERNAME", "chats@example.com")
        .with("MAIL_PASSWORD", MAIL_PASSWORD);
    let server = server_dir.start().await;
    let mailed = async || loop {
        // Notices have no token.
        if let Some(token) = token_in(&mails.next_mail().await.content) {
            return token;
        }
    };
    let mut secrets = tour(&server, mailed).await;
    secrets.extend([SECRET_KEY, MAIL_PASSWORD].map(str::to_owned));
    let ended = server.stop().await;
    check(&ended.err, &secrets);
}

/// The security events of a log in JSON: their names, accounts, and networks.
fn security_events(log: &str) -> Vec<(String, Option<i64>, Option<String>)> {
    let fields = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let event = |line: Value| {
        let fields = &line["fields"];
        let name = fields["security"].as_str()?.to_owned();
        Some((name, fields["account"].as_i64(), fields["network"].as_str().map(str::to_owned)))
    };
    fields.filter_map(event).collect()
}

#[tokio::test]
async fn what_happens_to_accounts_is_logged_with_who_and_from_where() {
    let server_dir = ServerDir::new(PROGRAM).with("LOG_FORMAT", "json");
    std::fs::write(
        server_dir.folder().join("simple-chats.toml"),
        "[limits]\nlogin_per_account = \"4/hour\"\n",
    )
    .unwrap();
    let server_dir = server_dir.with("RATE_LIMITS", "on");
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    let home = Some("127.0.0.1".to_owned());
    let attempt = async |login: &str, password: &str| {
        let user = TestUser { email: login.to_owned(), ..TestUser::new("ann", password) };
        server.ask(Method::GET, "/api/me", &user, None).await.unwrap().status
    };
    assert_eq!(attempt("ann", WRONG_PASSWORD).await, 401);
    assert_eq!(attempt(WRONG_PASSWORD, "ann").await, 401, "the password in place of the login");
    let change = json!({"old_password": ann.password, "new_password": NEW_PASSWORD});
    server.post("/api/change-password", &ann, change, 202).await;
    let leave = json!({"password": WRONG_PASSWORD});
    let ann = TestUser { password: NEW_PASSWORD.to_owned(), ..ann };
    let bearer = server.token_of(&ann).await;
    let refused = server.ask(Method::DELETE, "/api/me", &bearer, Some(&leave)).await.unwrap();
    assert_eq!(refused.status, 429, "{}", refused.body);
    server.post("/api/forgot-password", &Nobody, json!({"email": ann.email}), 200).await;
    let log = server.stop().await.err;
    let account = Some(ann.user_id);
    let expected = [
        ("registered", account, &home),
        ("logged_in", account, &home),
        ("login_failed", account, &home),
        ("login_failed", None, &home),
        ("password_changed", account, &None),
        ("logged_in", account, &home),
        ("login_limited", account, &home),
        ("reset_requested", None, &home),
    ];
    let expected = expected.map(|(name, account, network)| (name.to_owned(), account, network.clone()));
    assert_eq!(security_events(&log), expected);
    check(&log, &[WRONG_PASSWORD.to_owned(), NEW_PASSWORD.to_owned()]);
}

#[tokio::test]
async fn logging_can_be_switched_off() {
    let server_dir = ServerDir::new(PROGRAM).with("LOGGING", "false").with("LOG_LEVEL", "trace");
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    server.dial(&ann).enter().await.leave().await;
    let ended = server.stop().await;
    assert_eq!((ended.status, ended.err.as_str()), (Some(0), ""));
}

/// The log lines of a request as JSON.
fn lines_of(log: &str, request_id: &str) -> Vec<Value> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter(|line| line["span"]["request_id"] == request_id).collect()
}

#[tokio::test]
async fn each_line_of_a_request_names_it_down_to_the_database() {
    let server_dir = ServerDir::new(PROGRAM).with("LOG_LEVEL", "trace").with("LOG_FORMAT", "json");
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    let chat_list = [("x-request-id", "a-read")];
    server.ask_with(Method::GET, "/api/chats", &ann, None, &chat_list).await.unwrap();
    let (body, update) = (json!({"name": "Ann Other"}), [("x-request-id", "a-change")]);
    server.ask_with(Method::POST, "/api/update", &ann, Some(&body), &update).await.unwrap();
    let log = server.stop().await.err;
    for (request_id, route, status) in [("a-read", "/api/chats", 200), ("a-change", "/api/update", 202)] {
        let lines = lines_of(&log, request_id);
        let answered: Vec<_> = lines.iter().filter(|line| line["fields"]["message"] == "answered").collect();
        assert_eq!(answered.len(), 1, "{request_id} has one line for its answer: {log}");
        let (span, fields) = (&answered[0]["span"], &answered[0]["fields"]);
        assert_eq!((&span["route"], &span["user_id"]), (&json!(route), &json!(ann.user_id)), "{span}");
        assert!(span["db_ms"].is_u64() && fields["duration_ms"].is_u64(), "{}", answered[0]);
        assert_eq!(fields["status"], status);
        let in_database = |line: &&Value| {
            line["target"].as_str().is_some_and(|target| target.starts_with("simple_chats_persistence"))
        };
        let stored = lines.iter().filter(in_database).find(|line| line["span"]["user_id"] == ann.user_id);
        assert!(stored.is_some(), "{request_id} is named in the database's lines: {log}");
    }
}

#[tokio::test]
async fn each_line_of_a_mail_names_the_request_that_queued_it_and_its_user() {
    let server_dir = ServerDir::new(PROGRAM).with("LOG_FORMAT", "json");
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    let (reset, email) = ([("x-request-id", "a-reset")], json!({"email": ann.email}));
    server.ask_with(Method::POST, "/api/forgot-password", &Nobody, Some(&email), &reset).await.unwrap();
    let (notice, change) =
        ([("x-request-id", "a-notice")], json!({"old_password": ann.password, "new_password": NEW_PASSWORD}));
    server.ask_with(Method::POST, "/api/change-password", &ann, Some(&change), &notice).await.unwrap();
    let lines_of_mail = |request_id: &str| {
        let lines = lines_of(&server.log(), request_id).into_iter();
        lines.filter(|line| line["span"]["name"] == "mail").collect::<Vec<_>>()
    };
    for request_id in ["a-reset", "a-notice"] {
        let is_logged = async || !lines_of_mail(request_id).is_empty();
        timing::until(|| format!("a line of the mail of {request_id}: {}", server.log()), is_logged).await;
        for line in lines_of_mail(request_id) {
            assert_eq!(line["span"]["user_id"], ann.user_id, "{line}");
            assert!(line["span"]["mail_id"].is_i64(), "{line}");
        }
    }
    server.stop().await;
}

on_postgres! {
    async fn each_change_of_a_commit_that_fails_is_logged_with_its_request(backend: Backend) {
        let database = TestDatabase::migrated(backend);
        let proxy = Proxy::before(postgres::shared().unwrap().address()).await;
        let address = DatabaseAddress::Postgres(database.url_through(&proxy));
        let server_dir = ServerDir::new(PROGRAM).with("LOG_FORMAT", "json").on_address(&address);
        let server = server_dir.start().await;
        let (ann, _, chat_id) = server.register_pair().await;
        let path = format!("/api/chats/{chat_id}/messages");
        let send = async |number: usize| {
            let (body, request_id) = (json!({"texts": ["x"]}), format!("send-{number}"));
            let headers = [("x-request-id", request_id.as_str())];
            server.ask_with(Method::POST, &path, &ann, Some(&body), &headers).await.unwrap().status
        };
        let failed = || -> Vec<Value> {
            let log = server.log();
            let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
            lines.filter(|line| line["fields"]["message"] == "the commit of this change failed").collect()
        };
        let are_logged = async || {
            // The first change has a commit of its own, and one more at its second try, for which the others wait.
            let cut = async {
                for _ in 0..3 {
                    proxy.cut_at("COMMIT\0", Cut::Before);
                    timing::until(|| "a commit".to_owned(), async || proxy.has_cut()).await;
                }
            };
            let (statuses, ()) = join(join_all((0..20).map(&send)), cut).await;
            assert!(statuses.iter().all(|status| [201, 503].contains(status)), "{statuses:?}");
            !failed().is_empty()
        };
        timing::until(|| "a commit of several changes".to_owned(), are_logged).await;
        for line in failed() {
            assert!(line["span"]["request_id"].as_str().unwrap().starts_with("send-"), "{line}");
            assert_eq!(line["span"]["user_id"], ann.user_id, "{line}");
        }
        server.stop().await;
    }
}

#[tokio::test]
async fn each_line_of_a_socket_names_its_user_and_the_request_that_opened_it() {
    let server_dir = ServerDir::new(PROGRAM).with("LOG_LEVEL", "trace").with("LOG_FORMAT", "json");
    let server = server_dir.start().await;
    let (ann, ben) = (server.register("ann").await, server.register("ben").await);
    let mut socket = server.dial(&ann).header("x-request-id", "a-socket").enter().await;
    let text = json!({"type": "send", "client_id": "1", "text": "x", "companion_id": ben.user_id});
    assert_eq!(socket.ask(text).await["type"], "ack");
    assert_eq!(socket.ask(json!({"type": "resume", "have": {}})).await["type"], "state");
    let log = server.stop().await.err;
    for message in ["read", "change"] {
        let lines = lines_of(&log, "a-socket");
        let of_socket =
            |line: &&Value| line["span"]["name"] == "socket" && line["fields"]["message"] == message;
        let line = lines.iter().find(of_socket).unwrap_or_else(|| panic!("no {message}: {log}"));
        assert_eq!(line["span"]["user_id"], json!(ann.user_id));
    }
}

#[tokio::test]
async fn a_proxy_whose_addresses_are_unreadable_is_reported_once() {
    let server_dir = ServerDir::new(PROGRAM).with("TRUSTED_PROXIES", "127.0.0.1");
    let server = server_dir.start().await;
    for forwarded in ["unknown", "203.0.113.7:51000, hush-hush", "203.0.113.7:51000", "_hidden"] {
        let headers = [("x-forwarded-for", forwarded)];
        let page = server.ask_with(Method::GET, "/", &Nobody, None, &headers).await.unwrap();
        assert_eq!(page.status, 200, "{forwarded}");
        let wrong =
            server.ask_with(Method::GET, "/api/me", &basic("ann", "x"), None, &headers).await.unwrap();
        assert_eq!(wrong.status, 401, "{forwarded}");
    }
    let log = server.stop().await.err;
    assert_eq!(log.matches("X-Forwarded-For without a readable address").count(), 1, "{log}");
    assert!(log.contains("127.0.0.1") && !log.contains("hush"), "{log}");
}
