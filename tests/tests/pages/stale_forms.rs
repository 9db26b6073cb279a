//! Forms without a token, or with a token of another browser or session.

use super::browser::Browser;
use super::page::{Form, Page};
use super::support::{UserWithChat, log_in_as, mailed_link, mails};
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

/// A filled-in form: its page, its action, and its fields. Paths have placeholders for ids.
type Typed<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

const USER_FORMS: &[Typed<'static>] = &[
    ("/authentication/logout", "/authentication/logout", &[]),
    ("/account", "/account/profile", &[("name", "Another"), ("username", "another")]),
    (
        "/account",
        "/account/password",
        &[("old_password", PASSWORD), ("password1", "wandering otter"), ("password2", "wandering otter")],
    ),
    ("/account/email", "/account/email", &[("email", "new@example.org"), ("password", PASSWORD)]),
    ("/account/tokens", "/account/tokens", &[("name", "bot")]),
    ("/chats/begin/cat", "/chats/begin/cat", &[("text", "a first one")]),
    ("/chats/CHAT", "/chats/CHAT/messages", &[("text", "one more")]),
    ("/chats/CHAT/messages/MESSAGE/edit", "/chats/CHAT/messages/MESSAGE/edit", &[("text", "another text")]),
    ("/chats/CHAT/messages/MESSAGE/edit", "/chats/CHAT/messages/MESSAGE/delete", &[]),
    ("/chats/CHAT/delete", "/chats/CHAT/delete", &[]),
    ("/chats/CHAT/clear", "/chats/CHAT/clear", &[]),
    ("/account/export", "/account/export", &[]),
    ("/account/delete", "/account/delete", &[("password", PASSWORD), ("delete_messages", "true")]),
];

const ANONYMOUS_FORMS: &[Typed<'static>] = &[
    (
        "/authentication/register",
        "/authentication/register",
        &[
            ("email", "dora@example.com"),
            ("username", "dora"),
            ("name", "Dora"),
            ("password1", PASSWORD),
            ("password2", PASSWORD),
        ],
    ),
    ("/authentication/login", "/authentication/login", &[("email", "ann"), ("password", PASSWORD)]),
    ("/authentication/forgot_password", "/authentication/forgot_password", &[("email", "ann@example.com")]),
];

/// The form with other tokens, none of which is valid for the browser.
fn forged(form: &Form, foreign: &[String]) -> Vec<Form> {
    let token = form.value("csrf_token");
    let mut forms = vec![form.clone().without("csrf_token"), form.clone().with("csrf_token", "")];
    let cut = &token[..token.len() - 1];
    let tokens = foreign.iter().map(String::as_str).chain(["x", cut]);
    forms.extend(tokens.map(|token| form.clone().with("csrf_token", token)));
    forms
}

/// Checks that the form is shown again with the typed values except passwords, and returns it.
#[track_caller]
fn assert_stale(page: &Page, sent: &Form) -> Form {
    assert_eq!(page.status(), 403, "{sent:?}: {}", page.answer.body);
    assert!(page.says("This form has expired. Please send it again."), "{sent:?}: {}", page.text());
    let shown = page.form(&sent.action);
    for (name, value) in &sent.fields {
        match name.as_str() {
            "csrf_token" => assert_ne!(shown.value(name), value, "a valid one"),
            name if name.contains("password") => assert_eq!(shown.value(name), ""),
            _ => assert_eq!(shown.value(name), value, "{name}"),
        }
    }
    assert!(!page.answer.body.contains("otter") && !page.answer.body.contains(PASSWORD));
    shown
}

async fn token_of(browser: &Browser<'_>, path: &str, action: &str) -> String {
    browser.get(path).await.form(action).value("csrf_token").to_owned()
}

on_one_and_on_two_instances! {
    async fn forms_of_a_logged_in_user_require_a_token_of_the_session(app: TestApp) {
        let scenario = UserWithChat::of(&app).await;
        let UserWithChat { ann, user, chat, .. } = &scenario;
        let same_user = Browser::logged_in(&app, user).await;
        let other_user = log_in_as(&app, "dora").await.0;
        let foreign = [
            token_of(&same_user, "/account", "/account/profile").await,
            token_of(&other_user, "/account", "/account/profile").await,
            token_of(&Browser::of(&app), "/authentication/login", "/authentication/login").await,
        ];
        for (path, action, fields) in USER_FORMS {
            let form = ann.get(&scenario.path(path)).await.form(&scenario.path(action)).filled(fields);
            for forged in forged(&form, &foreign) {
                assert_stale(&ann.submit(&forged).await, &forged);
            }
        }
        assert!(ann.is_logged_in().await);
        let me = app.get("/api/me", user).await.json()["data"].clone();
        assert_eq!((&me["name"], &me["username"]), (&json!("ann"), &json!("ann")));
        assert_eq!(app.chat_ids(user).await, [*chat]);
        assert_eq!(app.texts(*chat, user).await, ["hello"]);
    }

    async fn forms_before_login_require_a_token_of_the_browser(app: TestApp) {
        let user = app.register("ann").await;
        let browser = Browser::of(&app);
        let logged_in = Browser::logged_in(&app, &user).await;
        let foreign = [
            token_of(&Browser::of(&app), "/authentication/login", "/authentication/login").await,
            token_of(&logged_in, "/account", "/account/profile").await,
        ];
        for (path, action, fields) in ANONYMOUS_FORMS {
            let form = browser.get(path).await.form(action).filled(fields);
            for forged in forged(&form, &foreign) {
                assert_stale(&browser.submit(&forged).await, &forged);
                assert_stale(&Browser::of(&app).submit(&form).await, &form);
            }
        }
        assert!(!browser.is_logged_in().await);
        assert_eq!(browser.log_in("dora", PASSWORD).await.status(), 422, "no user was registered");
        mailed_link(&app, &user.email).await;
        assert_eq!(mails(&app).len(), 1, "no earlier mail");
    }

    async fn a_reset_form_requires_a_token_of_the_browser(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let link = mailed_link(&app, &user.email).await;
        let foreign = [token_of(&Browser::of(&app), &link, &link).await];
        for browser in [ann, Browser::of(&app)] {
            let passwords = [("password1", "wandering otter"), ("password2", "wandering otter")];
            let form = browser.get(&link).await.form(&link).filled(&passwords);
            for forged in forged(&form, &foreign) {
                assert_stale(&browser.submit(&forged).await, &forged);
            }
        }
        Browser::of(&app).log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
    }

    // A page is compressed together with texts of others, whose length would reveal a token that stays the same.
    async fn each_page_has_another_token_and_all_forms_of_the_session_can_be_sent(app: TestApp) {
        let scenario = UserWithChat::of(&app).await;
        let (ann, chat) = (&scenario.ann, scenario.path("/chats/CHAT"));
        let forms = [ann.get("/account").await, ann.get("/account").await];
        let forms = forms.map(|page| page.form("/account/profile"));
        let of_chat = token_of(ann, &chat, &format!("{chat}/messages")).await;
        let tokens = [forms[0].value("csrf_token"), forms[1].value("csrf_token"), &of_chat];
        assert!(tokens[0] != tokens[1] && tokens[1] != tokens[2] && tokens[0] != tokens[2], "{tokens:?}");
        for (number, token) in tokens.into_iter().enumerate() {
            let name = format!("Ann {number}");
            let form = forms[0].clone().with("csrf_token", token).with("name", &name);
            ann.submit(&form).await.assert_leads_to("/account");
            assert_eq!(ann.get("/account").await.headings(), [name]);
        }
    }

    async fn all_forms_of_a_page_have_the_same_token(app: TestApp) {
        let ann = UserWithChat::of(&app).await.ann;
        let page = ann.get("/account").await;
        let tokens = page.root.with("name", "csrf_token");
        assert_eq!(tokens.len(), 3);
        assert!(tokens.iter().all(|token| token.attribute("value") == tokens[0].attribute("value")));
    }

    async fn a_form_that_is_shown_again_can_be_sent(app: TestApp) {
        let scenario = UserWithChat::of(&app).await;
        let ann = &scenario.ann;
        let with_text = |form: &&Typed<'_>| form.2.iter().any(|field| field.0 == "text");
        for (path, action, fields) in USER_FORMS.iter().filter(with_text) {
            let form = ann.get(&scenario.path(path)).await.form(&scenario.path(action));
            let form = form.filled(fields).with("csrf_token", "x");
            let again = assert_stale(&ann.submit(&form).await, &form);
            assert_eq!(ann.submit(&again).await.status(), 303, "{action}");
        }
        let page = ann.get(&scenario.path("/chats/CHAT")).await;
        assert_eq!(page.texts(), ["another text", "one more"]);
        let browser = Browser::of(&app);
        let form = browser.get("/authentication/login").await.form("/authentication/login");
        let stale = form.filled(&[("email", "ann"), ("password", PASSWORD), ("csrf_token", "x")]);
        let again = assert_stale(&browser.submit(&stale).await, &stale);
        browser.submit(&again.with("password", PASSWORD)).await.assert_leads_to("/chats/list");
    }

    async fn a_form_from_before_a_password_change_is_stale(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let form = ann.get("/account").await.form("/account/profile").with("name", "Another");
        let (_, action, fields) = USER_FORMS[2];
        ann.fill_on("/account", action, fields).await.assert_leads_to("/account");
        assert_stale(&ann.submit(&form).await, &form);
    }

    async fn a_form_from_before_the_login_is_stale_after_it(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        let token = token_of(&browser, "/authentication/login", "/authentication/login").await;
        browser.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
        let form = browser.get("/account").await.form("/account/profile");
        let form = form.with("name", "Another").with("csrf_token", &token);
        assert_stale(&browser.submit(&form).await, &form);
    }

    async fn a_form_survives_a_restart_of_the_server(app: TestApp) {
        let user = app.register("ann").await;
        let browser = Browser::logged_in(&app, &user).await;
        let form = browser.get("/account").await.form("/account/profile").with("name", "Another");
        let session = browser.cookie("session").unwrap();
        let app = app.stop().await.spawn(&[]).await;
        let browser = Browser::of(&app);
        browser.set_cookie("session", &session);
        browser.submit(&form).await.assert_leads_to("/account");
        assert_eq!(browser.get("/account").await.headings(), ["Another"]);
    }
}
