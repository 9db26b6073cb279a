//! Unusual bodies, which no browser sends.

use super::browser::Browser;
use super::page::Page;
use super::support::two_in_a_chat;
use reqwest::{Body, Method};
use simple_chats_tests::{Backend, TestApp, on_both_databases};

const FORM: &str = "application/x-www-form-urlencoded";

/// Addresses of forms, with the largest body in bytes.
const TARGETS: &[(&str, usize)] = &[
    ("/account/profile", 64 << 10),
    ("/account/password", 64 << 10),
    ("/authentication/logout", 64 << 10),
    ("/chats/1/delete", 64 << 10),
    ("/chats/1/messages", 2 << 20),
    ("/chats/begin/ben", 2 << 20),
    ("/chats/1/messages/1/edit", 2 << 20),
];

async fn post(browser: &Browser<'_>, path: &str, media_type: Option<&str>, body: impl Into<Body>) -> Page {
    let mut request = browser.request(Method::POST, path).body(body);
    if let Some(media_type) = media_type {
        request = request.header("content-type", media_type);
    }
    browser.send(request).await
}

/// A chunked request (RFC 9112, section 7.1).
fn chunked(app: &TestApp, browser: &Browser<'_>, path: &str, body: &str) -> Vec<u8> {
    let session = browser.cookie("session").expect("a session");
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: simple_chats_session={session}\r\nContent-Type: {FORM}\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
        app.address()
    );
    let chunks = body.as_bytes().chunks(9_999);
    let chunks = chunks.map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat());
    [head.into_bytes()].into_iter().chain(chunks).chain([b"0\r\n\r\n".to_vec()]).collect::<Vec<_>>().concat()
}

#[track_caller]
fn assert_refused(page: &Page, status: u16, title: &str, reason: &str) {
    page.assert_is(status, title);
    assert!(page.says(reason), "{}", page.text());
    assert!(!page.main().named("a").is_empty(), "a link to go on");
}

on_both_databases! {
    async fn a_missing_field_is_empty(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let profile = ann.get("/account").await.form("/account/profile");
        let page = ann.submit(&profile.without("name").without("username")).await;
        assert_eq!((page.status(), page.summary().len()), (422, 2));
        let password = ann.get("/account").await.form("/account/password");
        let page =
            ann.submit(&password.without("old_password").without("password1").without("password2")).await;
        assert_eq!((page.status(), page.summary()), (422, vec!["Use at least 8 characters".to_owned()]));
        let sending = ann.get(&path).await.form(&format!("{path}/messages"));
        assert_eq!(ann.submit(&sending.without("text")).await.status(), 422);
        let anonymous = Browser::of(&app);
        for (path, faults) in [
            ("/authentication/register", 4),
            ("/authentication/login", 1),
            ("/authentication/forgot_password", 1),
        ] {
            let form = anonymous.get(path).await.form(path);
            let bare = form.fields.iter().fold(form.clone(), |form, (name, _)| {
                if name == "csrf_token" { form } else { form.without(name) }
            });
            let page = anonymous.submit(&bare).await;
            assert_eq!((page.status(), page.summary().len()), (422, faults), "{path}");
        }
        assert!(ben.get(&path).await.says("No messages yet"));
    }

    async fn the_first_of_a_repeated_field_counts_and_lone_percent_signs_stay(app: TestApp) {
        let (ann, ben, path) = two_in_a_chat(&app).await;
        let form = ann
            .get(&path)
            .await
            .form(&format!("{path}/messages"))
            .with("text", "first")
            .adding("text", "second");
        ann.submit(&form).await.assert_leads_to(&path);
        let token = form.value("csrf_token");
        for (body, text) in [
            ("text=100%", "100%"),
            ("text=%zz&&x", "%zz"),
            ("text=a+b%2Bc;d=e", "a b+c;d=e"),
            ("%74ext=encoded", "encoded"),
        ] {
            let page = post(&ann, &form.action, Some(FORM), format!("csrf_token={token}&{body}")).await;
            page.assert_leads_to(&path);
            let shown = ben.get(&path).await;
            assert_eq!(shown.texts().last().unwrap(), text);
        }
        assert!(!ben.get(&path).await.says("second"));
    }
}

#[tokio::test]
async fn other_media_types_are_rejected() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, _) = two_in_a_chat(&app).await;
    for (path, _) in TARGETS {
        for media_type in [
            Some("application/json"),
            Some("text/plain"),
            Some("multipart/form-data; boundary=x"),
            Some("x-www-form-urlencoded"),
            Some(""),
            None,
        ] {
            let page = post(&ann, path, media_type, "name=Another").await;
            let takes_files = path.ends_with("/messages") || path.starts_with("/chats/begin/");
            if takes_files && media_type.is_some_and(|media_type| media_type.starts_with("multipart/")) {
                assert!(page.status() == 400 && page.says("can't be read"), "{}", page.text());
            } else {
                assert_refused(&page, 415, "Unsupported format", "This page only reads forms");
            }
        }
    }
    let anonymous = Browser::of(&app);
    let page = post(&anonymous, "/authentication/login", Some("application/json"), "{}").await;
    assert_refused(&page, 415, "Unsupported format", "only reads forms");
    for media_type in
        ["application/x-www-form-urlencoded; charset=utf-8", "Application/X-WWW-Form-Urlencoded"]
    {
        let page = post(&ann, "/account/profile", Some(media_type), "name=Another").await;
        assert_eq!(page.status(), 403, "the form is read");
    }
    let empty = post(&ann, "/account/profile", None, "").await;
    assert_eq!(empty.status(), 403, "an empty body needs no media type");
}

#[tokio::test]
async fn encoded_forms_are_rejected() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, _) = two_in_a_chat(&app).await;
    for (path, _) in TARGETS {
        for (encoding, is_accepted) in
            [("gzip", false), ("br, identity", false), ("identity", true), ("", true)]
        {
            let request = ann.request(Method::POST, path).header("content-type", FORM);
            let page = ann.send(request.header("content-encoding", encoding).body("name=Another")).await;
            if is_accepted {
                assert_ne!(page.status(), 415, "the form is read: {encoding}");
            } else {
                assert_refused(&page, 415, "Unsupported format", "Your data is compressed");
                assert_eq!(page.answer.headers("accept-encoding"), ["identity"]);
            }
        }
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_rejected() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, _) = two_in_a_chat(&app).await;
    for (path, limit) in TARGETS {
        let body = |length: usize| format!("text={}", "x".repeat(length - 5));
        let page = post(&ann, path, Some(FORM), body(limit + 1)).await;
        assert_refused(&page, 413, "Too large", "Your data is too large for this page.");
        let answer = app.send_bytes(&chunked(&app, &ann, path, &body(limit + 1))).await;
        assert!(answer.starts_with("HTTP/1.1 413 "), "{path}, without a length: {answer}");
        assert_ne!(post(&ann, path, Some(FORM), body(*limit)).await.status(), 413, "{path}");
    }
}

#[tokio::test]
async fn invalid_utf_8_is_rejected() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, _) = two_in_a_chat(&app).await;
    for (path, _) in TARGETS {
        for body in [&b"text=%FF"[..], b"text=\xFF", b"%C3=a", b"text=%ED%A0%80", b"text=a%F0%9F"] {
            let page = post(&ann, path, Some(FORM), body).await;
            assert_refused(&page, 400, "Bad request", "Your data is not valid UTF-8.");
        }
    }
}

#[tokio::test]
async fn thousands_of_fields_are_accepted() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, _) = two_in_a_chat(&app).await;
    assert_eq!(post(&ann, "/chats/1/messages", Some(FORM), "a&".repeat(1 << 20)).await.status(), 403);
    assert!(ann.is_logged_in().await);
}

#[tokio::test]
async fn a_query_string_is_not_a_form() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let (ann, _ben, path) = two_in_a_chat(&app).await;
    let form = ann.get(&path).await.form(&format!("{path}/messages")).with("text", "hello");
    let request = ann.request(Method::POST, &form.action).query(&form.fields);
    assert_eq!(ann.send(request).await.status(), 403);
}
