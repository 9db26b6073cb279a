//! Second factors of a server as a process: what is logged of them, and the operator's command.

use crate::PROGRAM;
use reqwest::{Client, Method, Response};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::second_factor::SecondFactor;
use simple_chats_tests::{Backend, TestUser, on_both_databases, timing};
use std::path::Path;

const PAGE: &str = "/account/security";
const ADD: &str = "/account/security/authenticator";

/// What a page has between two texts, however often.
fn between<'a>(page: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    page.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

/// A browser, by the forms of the pages.
struct Browser<'a> {
    server: &'a ServerProcess,
    client: Client,
}

impl<'a> Browser<'a> {
    fn of(server: &'a ServerProcess) -> Self {
        let client = Client::builder().no_proxy().cookie_store(true);
        let client = client.redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { server, client }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.address())
    }

    async fn page(&self, path: &str) -> String {
        self.client.get(self.url(path)).send().await.unwrap().text().await.unwrap()
    }

    async fn post(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> Response {
        let page = self.page(page).await;
        let token = between(&page, "name=\"csrf_token\" value=\"", "\"")[0];
        let fields = [fields, &[("csrf_token", token)]].concat();
        let request = self.client.post(self.url(action)).header("origin", self.url("")).form(&fields);
        request.send().await.unwrap()
    }

    async fn log_in(&self, user: &TestUser) -> Response {
        let fields = [("email", user.email.as_str()), ("password", &user.password)];
        self.post("/authentication/login", "/authentication/login", &fields).await
    }

    /// A browser in which a user is logged in by the password.
    async fn logged_in(server: &'a ServerProcess, user: &TestUser) -> Self {
        let browser = Self::of(server);
        let answer = browser.log_in(user).await;
        assert_eq!(answer.status(), 303);
        assert_eq!(answer.headers()["location"], "/chats/list");
        browser
    }

    /// Adds an authenticator app.
    async fn add_app(&self, user: &TestUser) -> SecondFactor {
        let page = self.page(PAGE).await;
        let factor = SecondFactor::new(user, between(&page, "?secret=", "&")[0]);
        let fields = [("password", user.password.as_str()), ("code", &factor.code())];
        let answer = self.post(PAGE, ADD, &fields).await;
        assert_eq!(answer.status(), 200);
        let page = answer.text().await.unwrap();
        let codes = between(&page, "<code>", "</code>").into_iter().map(str::to_owned).collect();
        factor.with_recovery_codes(codes)
    }
}

/// The mails about what the operator has done.
fn by_operator(outbox: &Path) -> Vec<String> {
    let files = std::fs::read_dir(outbox).expect("the outbox").map(|entry| entry.expect("a file").path());
    let mails = files.map(|path| std::fs::read_to_string(path).expect("a mail"));
    mails.filter(|mail| mail.contains("By: the operator of this server")).collect()
}

/// The status of a request by HTTP Basic.
async fn status(server: &ServerProcess, user: &TestUser, code: Option<&str>) -> u16 {
    let headers: Vec<(&str, &str)> = code.map(|code| ("x-otp", code)).into_iter().collect();
    server.ask_with(Method::GET, "/api/token", user, None, &headers).await.unwrap().status
}

on_both_databases! {
    async fn the_operator_removes_the_second_factor_of_somebody_who_has_lost_it(backend: Backend) {
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let (ann, ben) = (server.register("ann").await, server.register("ben").await);
        for user in [&ann, &ben] {
            Browser::logged_in(&server, user).await.add_app(user).await;
        }
        assert_eq!(status(&server, &ann, None).await, 401);
        let removed = server_dir.run_ok(&["user", "remove-second-factor", "ANN"]).await;
        assert_eq!(removed, "Removed the second factor of ann\n");
        server_dir.run_with_input(&["user", "set-password", "ann"], &ann.password).await;
        server_dir.run_ok(&["user", "remove-second-factor", "ann"]).await;
        let outbox = server_dir.data_dir().join("outbox");
        timing::until(|| "the mails".to_owned(), async || by_operator(&outbox).len() == 2).await;
        let told = by_operator(&outbox).concat();
        assert!(told.contains("Subject: A second factor was removed") && told.contains("all of them"), "{told}");
        assert!(told.contains("Subject: Your password was changed") && told.contains("To: ann@example.com"), "{told}");
        let record = server_dir.run_ok(&["user", "audit"]).await;
        assert!(record.ends_with("\tcommand line\tsecond_factor_removed\tann\n"), "{record}");
        assert_eq!(status(&server, &ann, None).await, 200);
        assert_eq!(status(&server, &ben, None).await, 401, "others keep theirs");
        Browser::logged_in(&server, &ann).await.add_app(&ann).await;
        assert_eq!(status(&server, &ann, None).await, 401);
    }
}

#[tokio::test]
async fn what_happens_to_second_factors_is_logged_without_their_secrets() {
    let server_dir = ServerDir::new(PROGRAM).with("LOG_LEVEL", "trace").with("LOG_FORMAT", "json");
    let server = server_dir.start().await;
    let ann = server.register("ann").await;
    let browser = Browser::logged_in(&server, &ann).await;
    let factor = browser.add_app(&ann).await;
    let (wrong, next) = (factor.wrong_code(), factor.code_in(1));
    assert_eq!(status(&server, &ann, Some(&wrong)).await, 401);
    assert_eq!(status(&server, &ann, Some(&next)).await, 200);
    let other = Browser::of(&server);
    assert_eq!(other.log_in(&ann).await.status(), 303);
    let verify = "/authentication/verify";
    let recovery_code = factor.recovery_codes[0].as_str();
    assert_eq!(other.post(verify, verify, &[("code", recovery_code)]).await.status(), 303);
    let fields = [("password", ann.password.as_str()), ("code", &factor.recovery_codes[1])];
    let renewed = browser.post(PAGE, "/account/security/recovery-codes", &fields).await.text().await.unwrap();
    let codes = between(&renewed, "<code>", "</code>");
    let fields = [("password", ann.password.as_str()), ("code", codes[0])];
    let removed = browser.post(PAGE, "/account/security/authenticator/remove", &fields).await;
    assert_eq!(removed.status(), 303);
    let ended = server.stop().await;
    for event in [
        "second_factor_added",
        "wrong_code",
        "recovery_code_used",
        "recovery_codes_replaced",
        "second_factor_removed",
    ] {
        assert!(ended.err.contains(&format!("\"security\":\"{event}\"")), "{event} in {}", ended.err);
    }
    let secret = factor.secret().text();
    let mut secrets = vec![secret.as_str(), "otpauth", wrong.as_str(), next.as_str()];
    secrets.extend(factor.recovery_codes.iter().map(String::as_str));
    secrets.extend(codes);
    for secret in secrets {
        // A short code may be a part of a time, but not stand alone.
        let alone =
            |line: &&str| line.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == secret);
        let line = ended
            .err
            .lines()
            .find(|line| if secret.len() == 6 { alone(line) } else { line.contains(secret) });
        assert_eq!(line, None, "{secret} stands in the log");
    }
}
