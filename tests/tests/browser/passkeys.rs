//! Passkeys in a browser, with an authenticator that its developer tools emulate.

use super::scenario::{BrowserScenario, Person, server_for_browsers};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use simple_chats_tests::mail_files::mail_files;
use simple_chats_tests::{TestApp, timing};
use std::fs;

const ADD: &str = "form[data-makes]";
const LOG_IN: &str = "form[action='/authentication/passkey']";

/// Ann, whose browser is on the site by the name that passkeys are for, and has an authenticator.
async fn ann_with_authenticator() -> Option<(TestApp, Person)> {
    let app = server_for_browsers(&[]).await?;
    let site = format!("http://localhost:{}", app.address().port());
    let BrowserScenario { app, people: [ann] } = BrowserScenario::on(app, &site, ["ann"]).await;
    ann.devtools("WebAuthn.enable", json!({})).await;
    let options = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": true, "automaticPresenceSimulation": true,
    });
    ann.devtools("WebAuthn.addVirtualAuthenticator", json!({ "options": options })).await;
    Some((app, ann))
}

/// Types into a field of a form.
async fn fill_in(ann: &Person, form: &str, name: &str, text: &str) {
    let script = "document.querySelector(`${arguments[0]} [name='${arguments[1]}']`).value = arguments[2]";
    ann.script_with(script, &[form.into(), name.into(), text.into()]).await;
}

async fn send(ann: &Person, form: &str) {
    ann.click(&format!("{form} button[type='submit']")).await;
}

async fn add_passkey(ann: &Person, name: &str) {
    ann.visit("/account/security").await;
    fill_in(ann, ADD, "name", name).await;
    fill_in(ann, ADD, "password", &ann.user.password).await;
    send(ann, ADD).await;
}

async fn log_out(ann: &Person) {
    ann.visit("/authentication/logout").await;
    ann.click("main button[type='submit']").await;
    ann.until_shown(".flashes", "You are logged out").await;
}

/// The fields of the login form, which isn't sent, and the cookie that it belongs to.
async fn login_answer(ann: &Person) -> (Vec<(String, String)>, String) {
    ann.visit("/authentication/login").await;
    ann.script("HTMLFormElement.prototype.submit = function () { window.sent = [...new FormData(this)] }")
        .await;
    send(ann, LOG_IN).await;
    ann.until("return window.sent !== undefined").await;
    let fields: Value = ann.script("return window.sent").await;
    let cookies = ann.devtools("Network.getCookies", json!({ "urls": [ann.site] })).await;
    let csrf = cookies["cookies"]
        .as_array()
        .unwrap()
        .iter()
        .find(|cookie| cookie["name"] == "simple_chats_csrf")
        .unwrap();
    (serde_json::from_value(fields).unwrap(), csrf["value"].as_str().unwrap().to_owned())
}

async fn post(site: &str, csrf: &str, fields: &[(String, String)]) -> Response {
    let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let request = client.post(format!("{site}/authentication/passkey")).header("origin", site);
    request.header("cookie", format!("simple_chats_csrf={csrf}")).form(fields).send().await.unwrap()
}

#[tokio::test]
async fn a_passkey_logs_its_user_in_and_replaces_the_password_on_the_security_page() {
    let Some((app, ann)) = ann_with_authenticator().await else { return };
    let token = app.token(&ann.user).await;
    ann.visit("/account/security").await;
    fill_in(&ann, ADD, "name", "phone").await;
    fill_in(&ann, ADD, "password", "wrong").await;
    send(&ann, ADD).await;
    ann.until_shown("[role='alert']", "The password is wrong").await;
    assert_eq!(app.get("/api/me", &ann.user).await.status, 200, "nothing has changed");

    add_passkey(&ann, "phone").await;
    ann.until_shown("h1", "Your recovery codes").await;
    ann.until_count(".codes li", 10).await;
    ann.until_shown(".items strong", "phone").await;
    assert_eq!(app.get("/api/me", &ann.user).await.status, 401, "the password alone isn't enough any more");
    assert_eq!(app.get("/api/me", &token).await.status, 401);

    log_out(&ann).await;
    ann.visit("/authentication/login?next=%2Faccount%2Fsecurity").await;
    send(&ann, LOG_IN).await;
    ann.until_shown(".flashes", "You are logged in").await;
    ann.until_shown(".items", "last used").await;
    ann.until_count("main [name='password'], main [name='code']", 1).await;
    send(&ann, "form[action='/account/security/passkeys/remove']").await;
    ann.until_shown(".flashes", "The passkey is removed").await;
    assert_eq!(app.get("/api/me", &ann.user).await.status, 200, "it was the only second factor");
    let has_mailed = async || {
        let mails = mail_files(&app.environment().data_dir())
            .into_iter()
            .filter_map(|path| fs::read_to_string(path).ok());
        mails.filter(|mail| mail.contains("\r\n  passkey phone\r\n")).count() == 2
    };
    timing::until(|| "notices of the added and of the removed one".to_owned(), has_mailed).await;
    let errors = ann.errors().await;
    assert!(errors.len() == 1 && errors[0].contains("422"), "of the wrong password alone: {errors:?}");
}

#[tokio::test]
async fn after_the_password_a_passkey_or_a_recovery_code_is_needed() {
    let Some((_app, ann)) = ann_with_authenticator().await else { return };
    add_passkey(&ann, "phone").await;
    ann.until_shown("h1", "Your recovery codes").await;
    let code = ann.script("return document.querySelector('.codes code').textContent").await;
    for by_passkey in [true, false] {
        log_out(&ann).await;
        ann.visit("/authentication/login").await;
        ann.fill("email", "ann").await;
        ann.fill("password", &ann.user.password).await;
        ann.enter("password").await;
        ann.until_shown("h1", "Two-step verification").await;
        if by_passkey {
            send(&ann, LOG_IN).await;
        } else {
            ann.fill("code", code.as_str().unwrap()).await;
            ann.enter("code").await;
        }
        ann.until_shown(".flashes", "You are logged in").await;
    }
    ann.visit("/account/security").await;
    ann.until_count("form[action='/account/security/passkeys/remove'] [name='password']", 1).await;
    send(&ann, "form[action='/account/security/confirm']").await;
    ann.until_shown(".flashes", "Confirmed").await;
    ann.until_count("form[action='/account/security/passkeys/remove'] [name='password']", 0).await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn an_answer_is_good_once_for_its_site_and_unchanged() {
    let Some((app, ann)) = ann_with_authenticator().await else { return };
    add_passkey(&ann, "phone").await;
    ann.until_shown("h1", "Your recovery codes").await;
    log_out(&ann).await;
    let (fields, csrf) = login_answer(&ann).await;
    let credential = fields.iter().find(|(name, _)| name == "credential").unwrap().1.clone();
    let with = |name: &str, value: &str| -> Vec<(String, String)> {
        let replaced = |(key, old): &(String, String)| {
            (key.clone(), if key == name { value.to_owned() } else { old.clone() })
        };
        fields.iter().map(replaced).collect()
    };
    let mut changed: Value = serde_json::from_str(&credential).unwrap();
    let signature = changed["response"]["signature"].as_str().unwrap();
    let other = if signature.ends_with("AA") { "AQ" } else { "AA" };
    changed["response"]["signature"] = format!("{}{other}", &signature[..signature.len() - 2]).into();
    for wrong in [
        with("credential", &changed.to_string()),
        with("credential", "{}"),
        with("credential", ""),
        with("state", ""),
        with("state", "AAAA"),
    ] {
        assert_eq!(post(&ann.site, &csrf, &wrong).await.status(), 422);
    }
    assert_eq!(post(&app.url(""), &csrf, &fields).await.status(), 422, "another origin");
    let first = post(&ann.site, &csrf, &fields).await;
    assert_eq!(
        (first.status().as_u16(), first.headers()["location"].to_str().unwrap()),
        (303, "/chats/list")
    );
    assert_eq!(post(&ann.site, &csrf, &fields).await.status(), 422, "the same answer again");
}

/// A cookie that a response sets, with its name.
fn cookie_of(response: &Response, name: &str) -> String {
    let cookies = response.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let mut pairs = cookies.map(|cookie| cookie.split(';').next().unwrap());
    pairs.find(|pair| pair.split('=').next() == Some(name)).unwrap().to_owned()
}

async fn asks_for_password(site: &str, cookies: [&str; 2]) -> bool {
    let request = Client::builder().no_proxy().build().unwrap().get(format!("{site}/account/security"));
    let page = request.header("cookie", cookies.join("; ")).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("Remove a passkey"));
    page.contains("name=\"password\"")
}

#[tokio::test]
async fn a_used_passkey_replaces_the_password_in_its_session_only() {
    let Some((_app, ann)) = ann_with_authenticator().await else { return };
    add_passkey(&ann, "phone").await;
    ann.until_shown("h1", "Your recovery codes").await;
    log_out(&ann).await;
    let mut cookies = Vec::new();
    for _ in 0..2 {
        let (fields, csrf) = login_answer(&ann).await;
        let response = post(&ann.site, &csrf, &fields).await;
        cookies.push([
            cookie_of(&response, "simple_chats_session"),
            cookie_of(&response, "simple_chats_passkey"),
        ]);
    }
    let [[session, passkey], [other_session, other_passkey]] = &cookies[..] else { panic!("two logins") };
    assert!(!asks_for_password(&ann.site, [session, passkey]).await);
    assert!(!asks_for_password(&ann.site, [other_session, other_passkey]).await);
    assert!(asks_for_password(&ann.site, [session, other_passkey]).await);
}

#[tokio::test]
async fn an_authenticator_that_verifies_nobody_makes_no_passkey() {
    let Some((app, ann)) = ann_with_authenticator().await else { return };
    let options = json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true, "hasUserVerification": true,
        "isUserVerified": false, "automaticPresenceSimulation": true,
    });
    ann.devtools("WebAuthn.disable", json!({})).await;
    ann.devtools("WebAuthn.enable", json!({})).await;
    ann.devtools("WebAuthn.addVirtualAuthenticator", json!({ "options": options })).await;
    add_passkey(&ann, "phone").await;
    ann.until_shown("[data-passkey-error]", "No passkey was used").await;
    assert_eq!(app.get("/api/me", &ann.user).await.status, 200);
}
