//! Every request gets a well-formed page.

use super::browser::Browser;
use super::page::{Form, Page};
use super::support::two_in_a_chat;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use simple_chats_tests::{Backend, TestApp};

const CASES: u32 = 200;

#[derive(Debug, Clone)]
struct Request {
    method: &'static str,
    path: String,
    fields: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    is_logged_in: bool,
    has_token: bool,
}

fn id() -> impl Strategy<Value = String> {
    let (small, any) = ((0_i64..6).prop_map(|id| id.to_string()), any::<i64>().prop_map(|id| id.to_string()));
    prop_oneof![6 => small, 1 => any, 1 => "[^/?#]{0,8}"]
}

fn path() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "/",
        "/account",
        "/account/profile",
        "/account/password",
        "/chats/list",
        "/chats/search",
        "/chats/ajax-search",
        "/chats/going",
        "/authentication/register",
        "/authentication/login",
        "/authentication/forgot_password",
        "/static/x/y",
        "/favicon.ico",
    ]);
    let path = prop_oneof![
        4 => known.prop_map(str::to_owned),
        2 => id().prop_map(|id| format!("/chats/{id}")),
        2 => id().prop_map(|id| format!("/chats/{id}/messages")),
        1 => id().prop_map(|id| format!("/chats/{id}/delete")),
        2 => (id(), id()).prop_map(|(chat, message)| format!("/chats/{chat}/messages/{message}/edit")),
        1 => (id(), id()).prop_map(|(chat, message)| format!("/chats/{chat}/messages/{message}/delete")),
        2 => "[^?#]{0,12}".prop_map(|name| format!("/chats/begin/{name}")),
        1 => "[^?#]{0,12}".prop_map(|token| format!("/authentication/reset_password/{token}")),
        1 => "/[a-z/.%0-9\\\\;:@]{0,20}",
    ];
    let key = prop::sample::select(vec!["page_num", "search-string", "before", "next", "x"]);
    let value = prop_oneof![any::<i64>().prop_map(|number| number.to_string()), "[^&#]{0,12}"];
    (path, prop::option::of((key, value))).prop_map(|(path, query)| match query {
        Some((key, value)) => format!("{path}?{key}={value}"),
        None => path,
    })
}

fn request() -> impl Strategy<Value = Request> {
    let key = prop::sample::select(vec![
        "text",
        "client_id",
        "email",
        "username",
        "name",
        "password",
        "password1",
        "password2",
        "old_password",
        "next",
    ]);
    let known = prop::sample::select(vec!["12345678", "ann@example.com"]).prop_map(str::to_owned);
    let value = prop_oneof![2 => any::<String>(), 2 => known, 1 => ".{3,25}"];
    let fields = prop::collection::vec((key.prop_map(str::to_owned), value), 0..6);
    (
        prop::sample::select(vec!["GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "OPTIONS"]),
        path(),
        fields,
        prop::option::weighted(0.15, prop::collection::vec(any::<u8>(), 0..200)),
        prop::bool::weighted(0.7),
        prop::bool::weighted(0.8),
    )
        .prop_map(|(method, path, fields, body, is_logged_in, has_token)| Request {
            method,
            path,
            fields,
            body,
            is_logged_in,
            has_token,
        })
}

/// A logged-in and an anonymous browser, each with the token of its forms.
struct Visitors<'a> {
    logged_in: (Browser<'a>, String),
    anonymous: (Browser<'a>, String),
}

impl<'a> Visitors<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let (ann, ben, path) = two_in_a_chat(app).await;
        let form: Form = ann.get(&path).await.form(&format!("{path}/messages"));
        for text in ["one", "two"] {
            ben.fill_on(&path, &form.action, &[("text", text)]).await.assert_leads_to(&path);
        }
        let anonymous = Browser::of(app);
        let login = anonymous.get("/authentication/login").await.form("/authentication/login");
        let token = |form: &Form| form.value("csrf_token").to_owned();
        Self { logged_in: (ann, token(&form)), anonymous: (anonymous, token(&login)) }
    }

    async fn ask(&self, request: Request) -> Page {
        let (browser, token) = if request.is_logged_in { &self.logged_in } else { &self.anonymous };
        let method = Method::from_bytes(request.method.as_bytes()).expect("a method");
        let builder = browser.request(method, &request.path);
        let mut fields = request.fields;
        if request.has_token {
            fields.insert(0, ("csrf_token".to_owned(), token.clone()));
        }
        let builder = builder.form(&fields);
        browser
            .ask(match request.body {
                Some(body) => builder.body(body),
                None => builder,
            })
            .await
    }
}

fn no_request_makes_a_page_fail(backend: Backend) {
    if !backend.is_here() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = runtime.block_on(TestApp::spawn(backend, &[]));
    let visitors = runtime.block_on(Visitors::of(&app));
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let result = runner.run(&request(), |request| {
        // This also checks that the page is well formed.
        let page = runtime.block_on(visitors.ask(request));
        prop_assert!((200..500).contains(&page.status()), "{}: {}", page.status(), page.answer.body);
        let location = page.location().unwrap_or("/");
        prop_assert!(location.starts_with('/') && !location.starts_with("//"), "{location}");
        Ok(())
    });
    assert!(result.is_ok(), "{result:?}");
    assert!(!app.log().contains("ERROR"), "{}", app.log());
    assert!(runtime.block_on(app.is_alive()));
}

#[test]
fn no_request_makes_a_page_fail_on_sqlite() {
    no_request_makes_a_page_fail(Backend::Sqlite);
}

#[test]
fn no_request_makes_a_page_fail_on_postgres() {
    no_request_makes_a_page_fail(Backend::Postgres);
}
