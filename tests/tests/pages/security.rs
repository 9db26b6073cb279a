//! `/account/security`.

use super::browser::Browser;
use super::notices::expect;
use super::page::Page;
use super::support::log_in_as;
use diesel::connection::SimpleConnection;
use simple_chats_auth::RecoveryCode;
use simple_chats_domain::UserId;
use simple_chats_persistence::passkeys::{self, Passkey};
use simple_chats_persistence::{StoreError, users};
use simple_chats_server::accounts::{Requester, start_session};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::fixtures::moment;
use simple_chats_tests::second_factor::SecondFactor;
use simple_chats_tests::{TestApp, TestUser, on_both_databases, on_one_and_on_two_instances};

const PAGE: &str = "/account/security";
const ADD: &str = "/account/security/authenticator";
const REMOVE: &str = "/account/security/authenticator/remove";
const CODES: &str = "/account/security/recovery-codes";
const WRONG_CODE: &str = "This code is wrong, or was used before";

/// The app that takes over the secret of a page, without recovery codes.
fn scan(page: &Page, user: &TestUser) -> SecondFactor {
    let link = page.links().into_iter().find(|link| link.starts_with("otpauth://totp/")).expect("a link");
    let (_, behind) = link.split_once("?secret=").expect("a secret");
    let secret = behind.split('&').next().expect("a secret");
    assert!(page.answer.body.contains(&format!("value=\"{secret}\"")), "it is shown as text");
    assert!(page.answer.body.contains("<svg class=\"qr-code\""), "and as a picture");
    SecondFactor::new(user, secret)
}

fn shown_codes(page: &Page) -> Vec<String> {
    page.main().named("code").into_iter().map(super::html::Element::text).collect()
}

async fn confirm(browser: &Browser<'_>, action: &str, password: &str, code: &str) -> Page {
    browser.fill_on(PAGE, action, &[("password", password), ("code", code)]).await
}

/// Adds an app by the page.
async fn add_app(browser: &Browser<'_>, user: &TestUser) -> SecondFactor {
    add_app_by_code(browser, user).await.0
}

/// As [`add_app`], with the code that was used up.
async fn add_app_by_code(browser: &Browser<'_>, user: &TestUser) -> (SecondFactor, String) {
    let app = scan(&browser.get(PAGE).await, user);
    let code = app.code();
    let page = confirm(browser, ADD, &user.password, &code).await;
    page.assert_is(200, "Security");
    (app.with_recovery_codes(shown_codes(&page)), code)
}

on_one_and_on_two_instances! {
    async fn a_user_turns_two_step_verification_on_and_off(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        assert!(ann.get("/account").await.links().contains(&PAGE));
        let (factor, used_code) = add_app_by_code(&ann, &user).await;
        assert_eq!(factor.recovery_codes.len(), 10);
        let mail = expect(&app, "A second factor was added", 1).await;
        assert!(mail[0].contains("authenticator app") && mail[0].contains("From: 127.0.0.1, "), "{mail:?}");
        let page = ann.get(PAGE).await;
        assert_eq!(shown_codes(&page), [""; 0], "they are shown once");
        assert!(page.says("You have 10 recovery codes left"), "{}", page.text());
        assert!(!page.answer.body.contains("otpauth:") && !page.answer.body.contains(&factor.secret().text()));
        assert_eq!(page.links_to_forms(), [CODES, REMOVE]);

        // Nobody but the server says that a passkey was used.
        ann.set_cookie("passkey", "MSAx.AAAA");
        for (password, code, field, message) in [
            ("wrong", factor.recovery_codes[0].clone(), "password", "The password is wrong"),
            ("", factor.recovery_codes[0].clone(), "password", "The password is wrong"),
            (PASSWORD, used_code, "code", WRONG_CODE),
            (PASSWORD, factor.wrong_code(), "code", WRONG_CODE),
            (PASSWORD, String::new(), "code", WRONG_CODE),
        ] {
            for action in [REMOVE, CODES] {
                let page = confirm(&ann, action, password, &code).await;
                page.assert_is(422, "Security");
                assert_eq!(page.beside_in(action, field).as_deref(), Some(message), "{action}");
                assert!(!page.answer.body.contains("value=\"wrong\""));
            }
        }
        let page = confirm(&ann, REMOVE, PASSWORD, &factor.code_in(1)).await;
        page.assert_leads_to(PAGE);
        let page = ann.follow(&page).await;
        assert_eq!(page.flashes(), ["Two-step verification is off"]);
        expect(&app, "A second factor was removed", 1).await;
        let next = scan(&page, &user);
        assert_ne!(next.secret().text(), factor.secret().text(), "an old secret isn't offered again");
        Browser::of(&app).log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
        assert_eq!(app.get("/api/me", &user).await.status, 200);
    }

    async fn it_is_only_turned_on_with_password_and_code(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let page = ann.get(PAGE).await;
        let scanned = scan(&page, &user);
        assert_eq!(scan(&ann.get(PAGE).await, &user).secret().text(), scanned.secret().text(), "it stays the same");
        let other = Browser::logged_in(&app, &user).await;
        assert_ne!(scan(&other.get(PAGE).await, &user).secret().text(), scanned.secret().text());
        for (password, code, field, message) in [
            ("wrong", scanned.code(), "password", "The password is wrong"),
            (PASSWORD, scanned.wrong_code(), "code", WRONG_CODE),
            (PASSWORD, "abcd-efgh-ijkl-mnop".to_owned(), "code", WRONG_CODE),
        ] {
            confirm(&ann, ADD, password, &code).await.assert_mistake("Security", field, message);
        }
        assert_eq!(app.get("/api/me", &user).await.status, 200, "nothing has changed");
        confirm(&ann, ADD, PASSWORD, &scanned.code()).await.assert_is(200, "Security");
        let stale = page.form(ADD).filled(&[("password", PASSWORD), ("code", &scanned.code_in(1))]);
        assert!(ann.submit(&stale).await.status() >= 400, "not twice");
        assert_eq!(app.get("/api/me", &user).await.status, 401);
    }

    async fn turning_it_on_logs_out_whoever_had_the_password_only(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let other = Browser::logged_in(&app, &user).await;
        let token = app.token(&user).await;
        let mut socket = app.dial().bearer(&token.0).enter().await;
        let mut cookie = app.dial().cookie(&other.cookie("session").unwrap()).own_origin().enter().await;
        let mut own = app.dial().cookie(&ann.cookie("session").unwrap()).own_origin().enter().await;
        add_app(&ann, &user).await;
        assert!(ann.is_logged_in().await);
        assert!(!other.is_logged_in().await);
        assert_eq!(app.get("/api/me", &token).await.status, 401);
        assert_eq!(socket.close_code().await, 4401);
        assert_eq!(cookie.close_code().await, 4401);
        own.is_silent().await;
    }

    async fn new_recovery_codes_replace_the_old_ones(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let factor = add_app(&ann, &user).await;
        let page = confirm(&ann, CODES, PASSWORD, &factor.recovery_codes[0]).await;
        page.assert_is(200, "Security");
        let codes = shown_codes(&page);
        assert_eq!(codes.len(), 10);
        assert!(codes.iter().all(|code| !factor.recovery_codes.contains(code)));
        let old = confirm(&ann, REMOVE, PASSWORD, &factor.recovery_codes[1]).await;
        assert_eq!(old.beside_in(REMOVE, "code").as_deref(), Some(WRONG_CODE));
        confirm(&ann, REMOVE, PASSWORD, &codes[9]).await.assert_leads_to(PAGE);
    }

    async fn nothing_is_stored_in_clear(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let factor = add_app(&ann, &user).await;
        let mut conn = app.connect();
        let mut stored =
            simple_chats_tests::sql::texts(&mut conn, "SELECT sealed_secret AS value FROM authenticators");
        stored.extend(simple_chats_tests::sql::texts(&mut conn, "SELECT code_key AS value FROM recovery_codes"));
        assert_eq!(stored.len(), 11);
        let plain = factor.recovery_codes.iter().flat_map(|code| [code.clone(), code.replace('-', "")]);
        for secret in plain.chain([factor.secret().text()]) {
            assert!(stored.iter().all(|stored| !stored.contains(&secret)));
        }
    }
}

/// As if the sessions had begun ten minutes ago.
fn age_sessions(app: &TestApp) {
    app.connect().batch_execute("UPDATE sessions SET created_at = created_at - 600000").unwrap();
}

/// Gives a user a passkey, with two recovery codes if it is the first second factor.
fn give_passkey(app: &TestApp, user: &TestUser, recovery_codes: &[RecoveryCode]) {
    let user_id = UserId::stored(user.user_id);
    let passkey = Passkey {
        credential_id: "credential".to_owned(),
        user_id,
        name: "blue key".to_owned(),
        user_handle: "handle".to_owned(),
        static_state: "static".to_owned(),
        dynamic_state: "dynamic".to_owned(),
        added_at: moment(0),
        last_used_at: None,
    };
    let hashes: Vec<String> = recovery_codes.iter().map(|code| code.hash(user_id)).collect();
    app.connect()
        .write_transaction(|conn| -> Result<(), StoreError> {
            passkeys::insert(conn, &passkey)?;
            if !hashes.is_empty() {
                simple_chats_persistence::recovery_codes::replace_all_of(conn, user_id, &hashes)?;
                users::set_has_second_factor(conn, user_id, true)?;
            }
            Ok(())
        })
        .unwrap();
}

/// Sends a form of a page, on which a passkey is chosen if one is to be removed.
async fn change(browser: &Browser<'_>, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
    let form = browser.get(page).await.form(action).filled(fields);
    let is_removal = action.ends_with("/passkeys/remove");
    browser.submit(&if is_removal { form.adding("credential_id", "credential") } else { form }).await
}

on_both_databases! {
    async fn some_time_after_the_login_a_change_takes_the_second_factor_too(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let factor = add_app(&ann, &user).await;
        give_passkey(&app, &user, &[]);
        let new = "wandering otter";
        let address: &[(&str, &str)] = &[("email", "new@example.org"), ("password", PASSWORD)];
        let password: &[(&str, &str)] = &[("old_password", PASSWORD), ("password1", new), ("password2", new)];
        let passkey: &[(&str, &str)] = &[("password", PASSWORD)];
        let changes = [
            ("/account/email", "/account/email", address),
            (PAGE, "/account/security/passkeys/remove", passkey),
            ("/account", "/account/password", password),
        ];
        age_sessions(&app);
        for ((page, action, fields), recovery_code) in changes.into_iter().zip(&factor.recovery_codes) {
            let wrong = factor.wrong_code();
            for (code, message) in [("", "Give a code as well, or use a passkey first"), (wrong.as_str(), WRONG_CODE)] {
                let refused = change(&ann, page, action, &[fields, &[("code", code)]].concat()).await;
                assert_eq!(refused.status(), 422, "{action}: {}", refused.text());
                assert_eq!(refused.beside_in(action, "code").as_deref(), Some(message), "{action}");
            }
            let changed = change(&ann, page, action, &[fields, &[("code", recovery_code)]].concat()).await;
            changed.assert_leads_to(page);
        }
        expect(&app, "Your password was changed", 1).await;
    }

    async fn soon_after_the_login_a_change_takes_the_password_only(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        add_app(&ann, &user).await;
        give_passkey(&app, &user, &[]);
        let fields = [("password", PASSWORD)];
        change(&ann, PAGE, "/account/security/passkeys/remove", &fields).await.assert_leads_to(PAGE);
        let fields = [("email", "new@example.org"), ("password", PASSWORD)];
        ann.fill("/account/email", &fields).await.assert_leads_to("/account/email");
    }

    async fn an_app_beside_a_passkey_logs_nobody_out_and_keeps_the_recovery_codes(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let other = Browser::logged_in(&app, &user).await;
        let codes = [RecoveryCode::generate(), RecoveryCode::generate()];
        give_passkey(&app, &user, &codes);
        age_sessions(&app);
        let factor = scan(&ann.get(PAGE).await, &user);
        let refused = confirm(&ann, ADD, PASSWORD, &factor.code()).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.says("Use a passkey first, or log in again"), "{}", refused.text());
        app.connect().batch_execute("UPDATE sessions SET created_at = created_at + 600000").unwrap();
        let added = confirm(&ann, ADD, PASSWORD, &factor.code()).await;
        added.assert_leads_to(PAGE);
        assert_eq!(ann.follow(&added).await.flashes(), ["Two-step verification is on"]);
        assert!(other.is_logged_in().await);
        assert!(ann.get(PAGE).await.says("You have 2 recovery codes left"));
        expect(&app, "A second factor was added", 1).await;
        confirm(&ann, REMOVE, PASSWORD, &codes[0].shown()).await.assert_leads_to(PAGE);
        let next = scan(&ann.get(PAGE).await, &user);
        assert_ne!(next.secret().text(), factor.secret().text(), "an old secret isn't offered again");
    }

    async fn a_login_that_began_before_it_was_turned_on_fails(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        let user_id = UserId::stored(user.user_id);
        let verified = users::find_account(&mut app.connect(), user_id).unwrap();
        let requester = Requester::new([192, 0, 2, 7].into(), "");
        start_session(app.state(), &verified, &requester, true).await.unwrap();
        add_app(&ann, &user).await;
        start_session(app.state(), &verified, &requester, true).await.unwrap_err();
    }
}
