//! All pages checked by axe-core, light and dark: no serious or critical violation.

use super::scenario::{BrowserScenario, Person, browsers, put_history, server_for_browsers};
use crate::pages::support::mailed_link;
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_persistence::users;
use simple_chats_tests::browser::Browser;
use simple_chats_tests::fixtures::at_once;
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::{TestApp, TestUser};
use std::fs;
use std::path::Path;

const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web-assets/node_modules/axe-core/axe.min.js");

/// The serious violations that axe-core finds: the rule, and the elements that break it.
const AXE_SCRIPT: &str = "
    const done = arguments[0];
    const isSerious = ({impact}) => impact === 'serious' || impact === 'critical';
    const describe = ({id, help, nodes}) =>
        `${id} (${help}): ${nodes.map(({html, failureSummary}) => `${html.slice(0, 200)} ${failureSummary}`).join(' | ')}`;
    // Wait for a frame with the new colors, and for the end of all transitions.
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
    const settled = () => Promise.allSettled(document.getAnimations().map(({finished}) => finished));
    frame().then(frame).then(settled).then(() => axe.run(document, {resultTypes: ['violations']})).then(
        ({violations, passes}) => done({checked: passes.length, serious: violations.filter(isSerious).map(describe)}),
        error => done(String(error)));";

struct AccessibilityChecker<'a> {
    browser: &'a Browser,
    axe: String,
    violations: Vec<String>,
}

impl<'a> AccessibilityChecker<'a> {
    /// Nothing if axe-core isn't installed; then the test counts as skipped.
    fn of(browser: &'a Browser) -> Option<Self> {
        match fs::read_to_string(Path::new(AXE)) {
            Ok(axe) => Some(Self { browser, axe, violations: Vec::new() }),
            Err(error) => {
                let why = format!("axe-core is missing ({error}): run npm --prefix web-assets ci");
                skipped("the pages' accessibility", &why);
                None
            }
        }
    }

    async fn check(&mut self, page: &str) {
        let is_loaded = self.browser.script("return 'axe' in window").await;
        if is_loaded == Value::Bool(false) {
            self.browser.script(&self.axe).await;
        }
        for scheme in ["light", "dark"] {
            // Colors in transition would be misleading.
            let features = [("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")];
            self.browser.prefer(&features).await;
            let result = self.browser.slow_script(AXE_SCRIPT, &[]).await;
            assert!(result["checked"].as_u64().is_some_and(|checked| checked > 0), "{page}: {result}");
            let serious: Vec<String> = serde_json::from_value(result["serious"].clone()).expect("violations");
            self.violations
                .extend(serious.into_iter().map(|violation| format!("{page}, {scheme}: {violation}")));
        }
    }

    async fn assert_finds_a_mistake(&mut self, app: &TestApp) {
        self.browser.go(&app.url("/")).await;
        self.browser.script("document.querySelector('main').append(document.createElement('button'))").await;
        self.check("a page with a button without a name").await;
        let found = std::mem::take(&mut self.violations);
        let is_right = found.len() == 2 && found.iter().all(|violation| violation.contains("button-name"));
        assert!(is_right, "{found:?}");
    }

    fn assert_none_found(&self) {
        assert!(self.violations.is_empty(), "{}", self.violations.join("\n"));
    }
}

#[tokio::test]
async fn pages_of_anonymous_visitors_are_accessible() {
    let Some(app) = server_for_browsers(&[]).await else { return };
    let [browser] = browsers().await;
    let Some(mut checker) = AccessibilityChecker::of(&browser) else { return };
    checker.assert_finds_a_mistake(&app).await;
    let ann = app.register("ann").await;
    let link = mailed_link(&app, &ann.email).await;
    for path in ["/", "/authentication/register", "/authentication/login", "/authentication/forgot_password"]
    {
        browser.go(&app.url(path)).await;
        checker.check(path).await;
    }
    // Each form with a mistake, and a revealed password.
    for (path, field) in [
        ("/authentication/register", "password2"),
        ("/authentication/login", "password"),
        ("/authentication/forgot_password", "email"),
    ] {
        browser.go(&app.url(path)).await;
        browser.fill(field, "x").await;
        if path.ends_with("login") {
            browser.fill("email", "x").await;
            browser.click(".field-reveal").await;
        }
        browser.enter(field).await;
        browser.until_count(".form-summary[role='alert']", 1).await;
        checker.check(&format!("{path} with a mistake")).await;
    }
    browser.go(&app.url("/authentication/forgot_password")).await;
    browser.fill("email", &ann.email).await;
    browser.enter("email").await;
    browser.until_shown("body", "Ask its administrator for the link").await;
    checker.check("/authentication/login with a note").await;
    browser.go(&app.url(&link)).await;
    checker.check("/authentication/reset_password/{token}").await;
    for path in ["/authentication/reset_password/void", "/account/deleted", "/nowhere"] {
        browser.go(&app.url(path)).await;
        checker.check(path).await;
    }
    browser.go(&app.url("/authentication/login")).await;
    browser.script("document.querySelector('[name=csrf_token]').value = 'stale'").await;
    browser.fill("email", "x").await;
    browser.fill("password", "x").await;
    browser.enter("password").await;
    browser.until_shown("body", "This form has expired").await;
    checker.check("/authentication/login with a stale form").await;
    checker.assert_none_found();
}

const PAGES_WITHOUT_CHATS: &[&str] = &[
    "/",
    "/chats/list",
    "/search",
    "/chats/search",
    "/account",
    "/account/email",
    "/account/notifications",
    "/account/tokens",
    "/account/security",
    "/account/privacy",
    "/chats/requests",
    "/account/devices",
    "/account/delete",
    "/account/export",
    "/authentication/logout",
    "/chats/begin/ben",
    "/chats/9",
];

#[tokio::test]
async fn pages_of_logged_in_users_are_accessible() {
    let Some(BrowserScenario { app, people: [ann] }) = BrowserScenario::with(["ann"]).await else { return };
    let Some(mut checker) = AccessibilityChecker::of(&ann) else { return };
    let ben = app.register("ben").await;
    for path in PAGES_WITHOUT_CHATS {
        ann.visit(path).await;
        checker.check(&format!("{path} without chats")).await;
    }
    check_administration(&mut checker, &app, &ann, &ben).await;
    ann.visit("/account").await;
    ann.fill("name", &"x".repeat(26)).await;
    ann.enter("name").await;
    ann.until_count("[role='alert']", 1).await;
    checker.check("/account with a mistake").await;
    for path in
        ["/chats/search?search-string=be", "/chats/search?search-string=nobody", "/chats/end?page_num=3"]
    {
        ann.visit(path).await;
        checker.check(path).await;
    }

    let chat_id = fill_chat(&app, &ann, &ben).await;
    for path in ["/", "/chats/list", "/chats/list?page_num=2"] {
        ann.visit(path).await;
        checker.check(&format!("{path} with chats")).await;
    }
    check_chat(&mut checker, &ann, &ben, chat_id).await;
    ann.visit(&format!("/chats/{chat_id}/delete")).await;
    checker.check("/chats/{chat_id}/delete").await;
    app.put(&format!("/api/chats/{chat_id}/lifetime"), &ben, serde_json::json!({ "seconds": 86_400 })).await;
    for path in [format!("/chats/{chat_id}/lifetime"), format!("/chats/{chat_id}")] {
        ann.visit(&path).await;
        checker.check(&format!("{path} with a proposal")).await;
    }
    check_edit_page(&mut checker, &ann, chat_id).await;
    check_privacy(&mut checker, &app, &ann, &ben, chat_id).await;
    ann.become_phone().await;
    ann.open_chat(chat_id).await;
    checker.check("a chat on a phone").await;

    // Without a server: waiting messages, and the banner.
    app.stop().await;
    ann.fill("text", "waiting").await;
    ann.click(".composer-send").await;
    ann.until_shown("[data-notice]", "No connection.").await;
    checker.check("a chat without a connection").await;
    checker.assert_none_found();
}

/// The pages of administrators.
async fn check_administration(
    checker: &mut AccessibilityChecker<'_>,
    app: &TestApp,
    ann: &Person,
    ben: &TestUser,
) {
    let me = UserId::new(ann.user.user_id).expect("an id");
    at_once(&mut app.connect(), |conn| users::set_administrator(conn, me, true)).expect("a user");
    for path in
        ["/administration", "/administration/users", "/administration/audit", "/administration/invitations"]
    {
        ann.visit(path).await;
        checker.check(path).await;
    }
    for path in ["", "/suspend", "/delete"] {
        let path = format!("/administration/users/{}{path}", ben.user_id);
        ann.visit(&path).await;
        checker.check(&path).await;
    }
}

/// Creates chats for two pages of the list; one is long and has messages in every state. Returns that one.
async fn fill_chat(app: &TestApp, ann: &Person, ben: &TestUser) -> i64 {
    for number in 0..9 {
        let other = app.register(&format!("other{number}")).await;
        let chat_id = app.open_chat(&ann.user, &other).await;
        app.send(&other, chat_id, &["hello"]).await;
    }
    let chat_id = app.open_chat(&ann.user, ben).await;
    let senders = [&ann.user, ben];
    let history = (0..60).map(|number: i64| {
        let text = format!("Number {number}, see https://example.org/{number}");
        (senders[usize::from(number % 7 < 3)], number * 5_000, text)
    });
    put_history(app, chat_id, history);
    let sent = app.send(&ann.user, chat_id, &["😀", "to be edited", "seen"]).await;
    let path = format!("/api/chats/{chat_id}/messages/{}", sent[1]);
    assert_eq!(app.put(&path, &ann.user, json!({ "text": "edited" })).await.status, 200);
    app.put(&format!("{path}/reaction"), ben, json!({ "emoji": "❤️" })).await;
    app.put(&format!("{path}/reaction"), &ann.user, json!({ "emoji": "👍" })).await;
    let reply = json!({ "texts": "a reply", "reply_to": sent[1] });
    app.post(&format!("/api/chats/{chat_id}/messages"), ben, reply).await;
    app.send(ben, chat_id, &["👍", "the newest"]).await;
    chat_id
}

/// The page that changes a message without scripts, also with a mistake.
async fn check_edit_page(checker: &mut AccessibilityChecker<'_>, ann: &Person, chat_id: i64) {
    ann.open_chat(chat_id).await;
    let own = "document.querySelector('[data-messages] .message-mine[id]')";
    ann.until(&format!("return {own} !== null")).await;
    let id = ann.script(&format!("return {own}.id.replace('message-', '')")).await;
    let path = format!("/chats/{chat_id}/messages/{}", id.as_str().expect("an id"));
    ann.visit(&path).await;
    checker.check("/chats/{chat_id}/messages/{message_id}").await;
    ann.visit(&format!("{path}/edit")).await;
    checker.check("/chats/{chat_id}/messages/{message_id}/edit").await;
    ann.script("document.querySelector('textarea').value = ' '").await;
    ann.click("main .button-primary").await;
    ann.until_count("[role='alert']", 1).await;
    checker.check("/chats/{chat_id}/messages/{message_id}/edit with a mistake").await;
}

/// Requests, reports, and blocks.
async fn check_privacy(
    checker: &mut AccessibilityChecker<'_>,
    app: &TestApp,
    ann: &Person,
    ben: &TestUser,
    chat_id: i64,
) {
    app.patch("/api/me/privacy", &ann.user, json!({ "who_may_write": "invited" })).await;
    let stranger = app.register("stranger").await;
    let to_ann = format!("/api/users/{}/messages", ann.user.user_id);
    let sent = app.post(&to_ann, &stranger, json!({ "texts": "let me in" })).await.json();
    app.put(&format!("/api/users/{}/block", ben.user_id), &ann.user, json!({})).await;
    let message =
        app.get(&format!("/api/chats/{chat_id}/messages?sender_id={}", ben.user_id), &ann.user).await;
    let message = message.json()["data"][0]["message_id"].clone();
    let reported = format!("/api/chats/{chat_id}/messages/{message}/report");
    app.post(&reported, &ann.user, json!({ "reason": "spam" })).await;
    let me = simple_chats_domain::UserId::new(ann.user.user_id).expect("an id");
    simple_chats_persistence::users::set_administrator(&mut app.connect(), me, true).expect("a user");
    for path in [
        "/chats/list".to_owned(),
        "/chats/requests".to_owned(),
        format!("/chats/{}", sent["chat_id"]),
        "/account/privacy".to_owned(),
        format!("/chats/{chat_id}"),
        format!("/chats/{chat_id}/messages/{message}/report"),
        "/administration/reports".to_owned(),
    ] {
        ann.visit(&path).await;
        checker.check(&format!("{path} with requests, blocks, and reports")).await;
    }
    app.delete(&format!("/api/users/{}/block", ben.user_id), &ann.user).await;
}

async fn check_chat(checker: &mut AccessibilityChecker<'_>, ann: &Person, ben: &TestUser, chat_id: i64) {
    ann.open_chat(chat_id).await;
    ann.until_shown("[data-chat-status]", "@ben").await;
    checker.check("a long chat at its first unread message").await;
    ann.click(".to-newest").await;
    ann.until_shown("[data-messages] > :last-child button.message-more", "").await;
    ann.until_shown("[data-messages] > :last-child", "the newest").await;
    checker.check("a long chat").await;
    ann.click("[data-chat-menu] summary").await;
    checker.check("a chat with its menu open").await;
    ann.click("[data-account] summary").await;
    checker.check("a chat with the account's menu open").await;
    ann.press(simple_chats_tests::browser::Key::Escape).await;
    let newest = ".message-mine:nth-last-child(4) .message-more";
    ann.hover(newest).await;
    ann.click(newest).await;
    ann.until_count(".message-menu", 1).await;
    checker.check("a chat with a message's menu open").await;
    ann.click(".message-menu .menu-item-danger").await;
    ann.until_count("dialog", 1).await;
    checker.check("a chat with a question").await;
    ann.click("dialog button[value='no']").await;
    ann.focus("#composer-text").await;
    ann.paste(&"a".repeat(4_001)).await;
    ann.until_shown("[data-composer-count]", "too many").await;
    checker.check("a chat with a text that is too long").await;
    ann.fill("text", "").await;
    ann.script("document.querySelector('[data-timeline]').scrollTop = -700").await;
    ann.until("return !document.querySelector('.to-newest').hidden").await;
    checker.check("a chat that is scrolled up").await;

    // A message that couldn't be sent.
    let failed = "
        const item = {clientId: 'failed', place: 1, chatId: arguments[0], companionId: arguments[1], text: 'never sent',
            writtenAt: new Date().toISOString(), failure: 'The server failed.'};
        localStorage.setItem(`simple-chats:${arguments[2]}:waiting:failed`, JSON.stringify(item))";
    ann.script_with(failed, &[json!(chat_id), json!(ben.user_id), json!(ann.user.user_id)]).await;
    ann.open_chat(chat_id).await;
    ann.until_count(".message-failure", 1).await;
    checker.check("a chat with a message that failed").await;
}
