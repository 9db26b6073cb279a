//! Random requests get well-formed pages.

use super::browser::Browser;
use super::page::Form;
use super::support::two_in_a_chat;
use crate::support::random_requests::{assert_valid_responses, id, start, with_query};
use proptest::prelude::*;
use reqwest::Method;
use simple_chats_tests::{Backend, TestApp};

const CASES: u32 = 200;

/// Method, path, fields, other body, whether a user is logged in, and whether the token is right.
type Request = (&'static str, String, Vec<(String, String)>, Option<Vec<u8>>, bool, bool);

fn path() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "/",
        "/account",
        "/account/profile",
        "/account/password",
        "/account/security",
        "/account/security/authenticator",
        "/account/security/authenticator/remove",
        "/account/security/recovery-codes",
        "/authentication/verify",
        "/authentication/passkey",
        "/account/security/passkeys",
        "/account/security/passkeys/remove",
        "/account/security/confirm",
        "/account/email",
        "/account/tokens",
        "/chats/list",
        "/search",
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
    with_query(path, &["page_num", "search-string", "before", "next", "x"])
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
        "code",
        "state",
        "credential",
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

    /// Sends a request. This also checks that the page is well-formed.
    async fn send(&self, request: Request) -> Result<(), TestCaseError> {
        let (method, path, mut fields, body, is_logged_in, has_token) = request;
        let (browser, token) = if is_logged_in { &self.logged_in } else { &self.anonymous };
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let builder = browser.request(method, &path);
        if has_token {
            fields.insert(0, ("csrf_token".to_owned(), token.clone()));
        }
        let builder = builder.form(&fields);
        let page = browser
            .send(match body {
                Some(body) => builder.body(body),
                None => builder,
            })
            .await;
        prop_assert!((200..500).contains(&page.status()), "{}: {}", page.status(), page.answer.body);
        let location = page.location().unwrap_or("/");
        prop_assert!(location.starts_with('/') && !location.starts_with("//"), "{location}");
        Ok(())
    }
}

fn random_requests_get_valid_pages(backend: Backend) {
    let Some(server) = start(backend) else { return };
    let (runtime, app) = &server;
    let visitors = runtime.block_on(Visitors::of(app));
    assert_valid_responses(&server, CASES, &request(), async |request| visitors.send(request).await);
}

#[test]
fn random_requests_get_valid_pages_on_sqlite() {
    random_requests_get_valid_pages(Backend::Sqlite);
}

#[test]
fn random_requests_get_valid_pages_on_postgres() {
    random_requests_get_valid_pages(Backend::Postgres);
}
