//! `/authentication/register`.

use super::browser::Browser;
use super::page::Page;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

const PATH: &str = "/authentication/register";
const LENGTH: &str = "with a length between 3 and 25 chars";

const GOOD: &[(&str, &str)] = &[
    ("email", "ann@example.com"),
    ("username", "ann"),
    ("name", "Ann Kowalska"),
    ("password1", "wandering otter"),
    ("password2", "wandering otter"),
];

/// Fills the form well but for some fields.
async fn register(browser: &Browser<'_>, changes: &[(&str, &str)]) -> Page {
    let form = browser.get(PATH).await.form(PATH).filled(GOOD).filled(changes);
    browser.submit(&form).await
}

/// Checks that one field is refused, beside it and on top, and that what was typed is still there, but the passwords.
#[track_caller]
fn assert_refused(page: &Page, field: &str, message: &str, typed: &[(&str, &str)]) {
    assert_eq!((page.status(), page.title().as_str()), (422, "Register"), "{}", page.answer.body);
    assert_eq!(page.summary(), [message]);
    assert_eq!(page.beside(field).as_deref(), Some(message));
    let form = page.form(PATH);
    for (name, _) in GOOD {
        let value = typed.iter().chain(GOOD).find(|(key, _)| key == name).expect("a field").1;
        assert_eq!(form.value(name), if name.starts_with("password") { "" } else { value }, "{name}");
        assert!(*name == field || page.beside(name).is_none(), "{name}");
    }
    assert!(!page.answer.body.contains("otter"), "no password comes back");
}

on_one_and_on_two_instances! {
    async fn who_registers_can_log_in(app: TestApp) {
        let browser = Browser::of(&app);
        assert_eq!(browser.get(PATH).await.title(), "Register");
        let registered = register(&browser, &[]).await;
        registered.assert_leads_to("/authentication/login");
        assert_eq!(browser.follow(&registered).await.flashes(), ["Successfully registered!"]);
        assert!(!browser.is_signed_in().await);
        browser.log_in("ann@example.com", "wandering otter").await.assert_leads_to("/");
        assert!(browser.get("/account").await.says("Ann Kowalska"));
    }

    async fn every_mistake_has_its_words_beside_its_field(app: TestApp) {
        app.register("ben").await;
        let (long, long_password) = ("a".repeat(26), "é".repeat(513));
        let mistakes = [
            ("email", "", "E-mail '' is not valid"),
            ("email", "ann", "E-mail 'ann' is not valid"),
            ("email", "ann@example.com\u{0}", "E-mail 'ann@example.com' is not valid"),
            ("email", "\"><b>@x", "E-mail '\"><b>@x' is not valid"),
            ("email", "BEN@example.com", "User with such an email has been registered!"),
            ("username", "ab", &format!("Please, input username {LENGTH}")),
            ("username", &long, &format!("Please, input username {LENGTH}")),
            ("username", "a b c", "Please, input username of letters, digits, “_”, “.” and “-” alone"),
            ("username", "Ben", "This username is busy! Try putting another one"),
            ("name", "ab", &format!("Please, input name {LENGTH}")),
            ("name", &long, &format!("Please, input name {LENGTH}")),
            ("name", "<b>\"'&</b>\u{202e}", "Please, input name without characters that cannot be seen"),
            ("password2", "wandering ottes", "Given passwords do not match"),
        ];
        let browser = Browser::of(&app);
        for (field, typed, message) in mistakes {
            let page = register(&browser, &[(field, typed)]).await;
            // A browser drops NUL in a text, and reads the replacement character for it in an attribute.
            assert_refused(&page, field, message, &[(field, &typed.replace('\0', "\u{fffd}"))]);
        }
        for (password, message) in
            [("otter", "Password is too short"), (&long_password, "Password is too long")]
        {
            let page = register(&browser, &[("password1", password), ("password2", password)]).await;
            assert_refused(&page, "password1", message, &[]);
        }
        register(&browser, &[]).await.assert_leads_to("/authentication/login");
    }

    async fn all_mistakes_are_said_at_once(app: TestApp) {
        let browser = Browser::of(&app);
        let page = register(
            &browser,
            &[("email", "x"), ("username", "x"), ("name", "x"), ("password1", "x"), ("password2", "y")],
        )
        .await;
        let username = format!("Please, input username {LENGTH}");
        let name = format!("Please, input name {LENGTH}");
        let expected = [
            "E-mail 'x' is not valid",
            &username,
            &name,
            "Password is too short",
            "Given passwords do not match",
        ];
        assert_eq!((page.status(), page.summary()), (422, expected.map(str::to_owned).to_vec()));
        let targets: Vec<_> = page.main().with("role", "alert")[0]
            .named("a")
            .into_iter()
            .map(|link| link.attribute("href").unwrap())
            .collect();
        for ((field, message), target) in
            ["email", "username", "name", "password1", "password2"].iter().zip(expected).zip(targets)
        {
            assert_eq!(page.beside(field).as_deref(), Some(message));
            let field = page.main().with("name", field)[0];
            assert_eq!(target.strip_prefix('#'), field.attribute("id"), "the summary leads to the field");
        }
    }
}

on_both_databases! {
    async fn on_a_public_server_common_passwords_are_refused(environment: TestEnvironment) {
        let app = environment.spawn(&[("PUBLIC_URL", "http://chat.example.org")]).await;
        let browser = Browser::of(&app);
        for password in [PASSWORD, "ann@example.com"] {
            let page = register(&browser, &[("password1", password), ("password2", password)]).await;
            assert_refused(&page, "password1", "Password is too common. Please, think of another one", &[]);
        }
    }
}

on_one_and_on_two_instances! {
    async fn the_page_says_how_long_a_password_has_to_be(environment: TestEnvironment) {
        let app = environment.spawn(&[("REQUIRED_MIN_PASSWORD_LENGTH", "16")]).await;
        let browser = Browser::of(&app);
        assert!(browser.get(PATH).await.says("At least 16 characters"));
        assert_refused(&register(&browser, &[]).await, "password1", "Password is too short", &[]);
    }

    async fn a_double_click_registers_once_and_says_so(app: TestApp) {
        let browser = Browser::of(&app);
        let form = browser.get(PATH).await.form(PATH).filled(GOOD);
        let (one, other) = tokio::join!(browser.submit(&form), browser.submit(&form));
        let mut statuses = [one.status(), other.status()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }
}
