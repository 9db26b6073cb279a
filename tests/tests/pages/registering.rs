//! `/authentication/register`.

use super::browser::Browser;
use super::page::Page;
use crate::support::registrations::{Mistake, mistakes};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

const PATH: &str = "/authentication/register";

const GOOD: &[(&str, &str)] = &[
    ("email", "ann@example.com"),
    ("username", "ann"),
    ("name", "Ann Kowalska"),
    ("password1", "wandering otter"),
    ("password2", "wandering otter"),
];

/// Fills in the form correctly, except for some fields.
async fn register(browser: &Browser<'_>, changes: &[(&str, &str)]) -> Page {
    let form = browser.get(PATH).await.form(PATH).filled(GOOD).filled(changes);
    browser.submit(&form).await
}

/// Checks the message beside a field and on top, and that the typed values are shown again, except passwords.
#[track_caller]
fn assert_refused(page: &Page, field: &str, message: &str, typed: &[(&str, &str)]) {
    page.assert_mistake("Sign up", field, message);
    let form = page.form(PATH);
    for (name, _) in GOOD {
        let value = typed.iter().chain(GOOD).find(|(key, _)| key == name).expect("a field").1;
        assert_eq!(form.value(name), if name.starts_with("password") { "" } else { value }, "{name}");
        assert!(*name == field || page.beside(name).is_none(), "{name}");
    }
    assert!(!page.answer.body.contains("otter"), "passwords aren't shown again");
}

on_one_and_on_two_instances! {
    async fn registered_users_can_log_in(app: TestApp) {
        let browser = Browser::of(&app);
        assert_eq!(browser.get(PATH).await.title(), "Sign up");
        let registered = register(&browser, &[]).await;
        registered.assert_leads_to("/authentication/login");
        let flashes = browser.follow(&registered).await.flashes();
        assert_eq!(flashes, ["Your account is ready. Log in to start chatting."]);
        assert!(!browser.is_logged_in().await);
        browser.log_in("ann@example.com", "wandering otter").await.assert_leads_to("/chats/list");
        assert!(browser.get("/account").await.says("Ann Kowalska"));
    }

    async fn blanks_around_a_username_and_the_form_of_a_domain_do_not_matter(app: TestApp) {
        let browser = Browser::of(&app);
        assert!(browser.get(PATH).await.says("Latin letters (a–z)"));
        let odd = [("username", "  ann "), ("email", "ann@Bücher.example"), ("name", "李")];
        register(&browser, &odd).await.assert_leads_to("/authentication/login");
        let again = [("username", "other"), ("email", "ann@xn--bcher-kva.example")];
        let message = "This email address already has an account";
        assert_refused(&register(&browser, &again).await, "email", message, &again);
        for login in [" ann\t", "ann@xn--bcher-kva.example", "ANN@bücher.example"] {
            let browser = Browser::of(&app);
            browser.log_in(login, "wandering otter").await.assert_leads_to("/chats/list");
            assert!(browser.get("/account").await.says("李"));
        }
    }

    async fn every_mistake_has_a_message_beside_its_field(app: TestApp) {
        app.register("ben").await;
        let browser = Browser::of(&app);
        for Mistake { field, value, page_message, .. } in mistakes() {
            // In an attribute, a browser replaces NUL by the replacement character.
            let shown = value.replace('\0', "\u{fffd}");
            if field == "password" {
                let page = register(&browser, &[("password1", &value), ("password2", &value)]).await;
                assert_refused(&page, "password1", page_message, &[]);
            } else {
                let page = register(&browser, &[(field, &value)]).await;
                assert_refused(&page, field, page_message, &[(field, &shown)]);
            }
        }
        for (field, typed, message) in [
            ("email", "BEN@example.com", "This email address already has an account"),
            ("username", "Ben", "This username is taken"),
            ("password2", "wandering ottes", "The passwords don't match"),
        ] {
            let page = register(&browser, &[(field, typed)]).await;
            assert_refused(&page, field, message, &[(field, typed)]);
        }
        register(&browser, &[]).await.assert_leads_to("/authentication/login");
    }

    async fn all_mistakes_are_shown_at_once(app: TestApp) {
        let browser = Browser::of(&app);
        let page = register(
            &browser,
            &[("email", "x"), ("username", "x"), ("name", ""), ("password1", "x"), ("password2", "y")],
        )
        .await;
        let expected = [
            "Enter a valid email address",
            "Use 3 to 25 characters",
            "Use 1 to 25 characters",
            "Use at least 8 characters",
            "The passwords don't match",
        ];
        assert_eq!((page.status(), page.summary()), (422, expected.map(str::to_owned).to_vec()));
        let links = page.main().with("role", "alert")[0].named("a");
        for ((field, message), link) in
            ["email", "username", "name", "password1", "password2"].iter().zip(expected).zip(links)
        {
            assert_eq!(page.beside(field).as_deref(), Some(message));
            let id = page.main().with("name", field)[0].attribute("id").unwrap();
            assert_eq!(link.attribute("href").unwrap(), format!("#{id}"), "the summary links to the field");
            let label = page.main().with("for", id)[0].text();
            assert_eq!(link.text(), format!("{label}: {message}"));
        }
    }

    async fn the_page_states_the_minimum_password_length(environment: TestEnvironment) {
        let app = environment.spawn(&[("REQUIRED_MIN_PASSWORD_LENGTH", "16")]).await;
        let browser = Browser::of(&app);
        assert!(browser.get(PATH).await.says("At least 16 characters"));
        assert_refused(&register(&browser, &[]).await, "password1", "Use at least 16 characters", &[]);
    }

    async fn a_double_click_registers_once(app: TestApp) {
        let browser = Browser::of(&app);
        let form = browser.get(PATH).await.form(PATH).filled(GOOD);
        let (one, other) = tokio::join!(browser.submit(&form), browser.submit(&form));
        let mut statuses = [one.status(), other.status()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }
}

on_both_databases! {
    async fn a_public_server_rejects_common_passwords(environment: TestEnvironment) {
        let app = environment.spawn(&[("PUBLIC_URL", "http://chat.example.org")]).await;
        let browser = Browser::of(&app);
        for password in [PASSWORD, "ann@example.com"] {
            let page = register(&browser, &[("password1", password), ("password2", password)]).await;
            assert_refused(&page, "password1", "This password is too common. Choose another one", &[]);
        }
    }
}
