//! Cookies that another site on the same host, a neighboring host, or somebody on the network has set beside the user's own.

use super::browser::Browser;
use super::page::Page;
use super::support::log_in_as;
use reqwest::Method;
use reqwest::header::HeaderValue;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases};

/// A page as a browser with these cookies sees it, and with no other.
async fn get_with(app: &TestApp, path: &str, cookies: impl AsRef<[u8]>) -> Page {
    let browser = Browser::of(app);
    let cookies = HeaderValue::from_bytes(cookies.as_ref()).expect("a header");
    browser.send(browser.request(Method::GET, path).header("cookie", cookies)).await
}

/// The name of the user who is logged in with these cookies.
async fn user_with(app: &TestApp, cookies: impl AsRef<[u8]>) -> Option<String> {
    let page = get_with(app, "/account", cookies).await;
    (page.status() == 200).then(|| page.headings().concat())
}

async fn session_of(app: &TestApp, username: &str) -> String {
    log_in_as(app, username).await.0.cookie("session").expect("a session")
}

on_both_databases! {
    async fn a_planted_session_does_not_replace_the_users_own(app: TestApp) {
        let (own, planted) = (session_of(&app, "ann").await, session_of(&app, "eve").await);
        for cookies in [
            format!("simple_chats_session=nonsense; simple_chats_session={own}"),
            format!("simple_chats_session={own}; simple_chats_session=nonsense"),
            format!("simple_chats_session=; simple_chats_session={own}; simple_chats_session=x; simple_chats_session={own}"),
        ] {
            assert_eq!(user_with(&app, &cookies).await.as_deref(), Some("ann"), "{cookies}");
        }
        for cookies in [
            format!("simple_chats_session={planted}; simple_chats_session={own}"),
            format!("simple_chats_session={own}; simple_chats_session={planted}"),
            format!("simple_chats_session={own}; simple_chats_session=x; simple_chats_session={planted}"),
        ] {
            assert_eq!(user_with(&app, &cookies).await, None, "{cookies}: nobody knows whose this is");
        }
        let many: Vec<_> = (0..50).map(|number| format!("simple_chats_session={number}")).collect();
        let many = format!("{}; simple_chats_session={own}", many.join("; "));
        assert_eq!(user_with(&app, many).await, None, "not each is looked up");
    }

    async fn bytes_in_cookies_of_other_programs_do_not_matter(app: TestApp) {
        let own = session_of(&app, "ann").await;
        for (before, behind) in [
            (&b"name=\xe4\xf6\xfc; "[..], &b""[..]),
            (b"", b"; name=\xff"),
            (b"\xff\xfe=\xf0\x9f; =; ;; x; ", b";"),
            (b"a=\"x; ", b"; b=\""),
            (b"theme=%FF%00; ", b"; session2=x"),
        ] {
            let cookies = [before, b"simple_chats_session=", own.as_bytes(), behind].concat();
            let what = cookies.escape_ascii().to_string();
            assert_eq!(user_with(&app, cookies).await.as_deref(), Some("ann"), "{what}");
        }
    }

    async fn of_two_genuine_cookies_of_forms_neither_counts(app: TestApp) {
        app.register("ann").await;
        let (own, attacker) = (Browser::of(&app), Browser::of(&app));
        let path = "/authentication/login";
        let fields = [("email", "ann"), ("password", PASSWORD)];
        let forms =
            [own.get(path).await.form(path).filled(&fields), attacker.get(path).await.form(path).filled(&fields)];
        let [own, planted] = [own, attacker].map(|browser| browser.cookie("csrf").unwrap());
        let post = async |form: usize, cookies: String| {
            let browser = Browser::of(&app);
            let request = browser.request(Method::POST, path).form(&forms[form].fields);
            browser.send(request.header("cookie", cookies)).await.status()
        };
        for cookies in [format!("simple_chats_csrf={planted}; simple_chats_csrf={own}"), format!("simple_chats_csrf={own}; simple_chats_csrf={planted}")] {
            assert_eq!((post(0, cookies.clone()).await, post(1, cookies).await), (403, 403));
        }
        let beside_nonsense = format!("simple_chats_csrf=x; simple_chats_csrf={own}; simple_chats_csrf={own}x");
        assert_eq!((post(0, beside_nonsense.clone()).await, post(1, beside_nonsense).await), (303, 403));
    }

    async fn of_two_genuine_notices_neither_is_shown(app: TestApp) {
        let one = Browser::of(&app);
        one.get("/account").await.assert_leads_to_login("/account");
        let (ann, _) = log_in_as(&app, "ann").await;
        ann.get("/authentication/login").await.assert_leads_to("/");
        let [one, planted] = [&one, &ann].map(|browser| browser.cookie("flash").unwrap());
        for (cookies, flashes) in [
            (format!("simple_chats_flash={one}; simple_chats_flash={planted}"), &[][..]),
            (format!("simple_chats_flash={planted}x; simple_chats_flash={one}"), &["Log in to continue"]),
        ] {
            assert_eq!(get_with(&app, "/", &cookies).await.flashes(), flashes, "{cookies}");
        }
    }

    async fn with_https_only_cookies_that_nobody_else_can_set_count(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let session = session_of(&app, "ann").await;
        drop(app.stop().await);
        let app = environment.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        assert_eq!(user_with(&app, format!("__Host-session={session}")).await.as_deref(), Some("ann"));
        let beside = format!("simple_chats_session=x; __Host-session={session}");
        assert_eq!(user_with(&app, beside).await.as_deref(), Some("ann"));
        for name in ["session", "simple_chats_session", "__Secure-session", "__host-session", "x__Host-session"] {
            assert_eq!(user_with(&app, format!("{name}={session}")).await, None, "{name}");
        }
        drop(app.stop().await);
        let app = environment.spawn(&[]).await;
        assert_eq!(user_with(&app, format!("__Host-session={session}")).await, None, "without https");
    }
}
