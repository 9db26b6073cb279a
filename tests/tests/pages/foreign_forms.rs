//! Forms posted by pages of other sites and origins: refused, even with a valid token.

use super::browser::Browser;
use super::page::{Form, Page};
use super::support::{UserWithChat, log_in_as};
use reqwest::Method;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases};

const SITE: &str = "sec-fetch-site";
const ORIGIN: &str = "origin";

type Headers<'a> = &'a [(&'a str, &'a str)];

async fn submit(browser: &Browser<'_>, form: &Form, headers: Headers<'_>) -> Page {
    let request = browser.request(Method::POST, &form.action).form(&form.fields);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    browser.send(request).await
}

#[track_caller]
fn assert_foreign(page: &Page, headers: Headers<'_>) {
    page.assert_is(403, "Not allowed");
    assert!(page.says("This form was sent from another site or address."), "{headers:?}: {}", page.text());
    assert!(!page.says("wandering otter"), "what the other site has filled in is not shown");
}

on_both_databases! {
    async fn a_form_is_read_only_if_it_comes_from_a_page_of_this_origin(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let form = ann.get("/account").await.form("/account/profile");
        let port = app.address().port();
        let origins = [format!("127.0.0.1:{port}"), format!("127.0.0.1:{}", port ^ 1), format!("localhost:{port}")];
        let origins = origins.map(|authority| format!("http://{authority}"));
        let [own, neighbor, other_name] = origins.each_ref().map(String::as_str);
        for headers in [
            &[(ORIGIN, "null")][..],
            &[(ORIGIN, "http://evil.example")],
            &[(ORIGIN, neighbor)],
            &[(ORIGIN, other_name)],
            &[(ORIGIN, "")],
            &[(ORIGIN, own), (ORIGIN, "http://evil.example")],
            &[(SITE, "cross-site")],
            &[(SITE, "same-site")],
            &[(SITE, "anything")],
            &[(SITE, "cross-site"), (ORIGIN, own)],
            &[(SITE, "same-site"), (ORIGIN, own)],
            &[(SITE, "none"), (ORIGIN, "null")],
            &[(SITE, "same-origin"), (SITE, "cross-site")],
        ] {
            let page = submit(&ann, &form.clone().with("name", "wandering otter"), headers).await;
            assert_foreign(&page, headers);
        }
        assert_eq!(ann.get("/account").await.headings(), ["ann"], "nothing has changed");
        for (number, headers) in [
            &[][..],
            &[(ORIGIN, own)],
            &[(SITE, "same-origin"), (ORIGIN, own)],
            &[(SITE, "same-origin"), (ORIGIN, "null")],
            &[(SITE, "same-origin")],
            &[(SITE, "none")],
        ]
        .into_iter()
        .enumerate()
        {
            let name = format!("Ann {number}");
            submit(&ann, &form.clone().with("name", &name), headers).await.assert_leads_to("/account");
            assert_eq!(ann.get("/account").await.headings(), [name]);
        }
    }

    async fn no_form_is_read_from_another_site(app: TestApp) {
        let scenario = UserWithChat::of(&app).await;
        let headers = [(ORIGIN, "http://evil.example")];
        let of_user = [
            "/account/profile",
            "/account/password",
            "/authentication/logout",
            "/chats/CHAT/messages",
            "/chats/CHAT/messages/MESSAGE/edit",
            "/chats/CHAT/messages/MESSAGE/delete",
            "/chats/CHAT/delete",
            "/chats/begin/cat",
            "/nothing",
        ];
        let token = scenario.ann.get("/account").await.form("/account/profile").value("csrf_token").to_owned();
        for path in of_user {
            let fields = vec![("csrf_token".to_owned(), token.clone())];
            let form = Form { action: scenario.path(path), fields };
            assert_foreign(&submit(&scenario.ann, &form, &headers).await, &headers);
        }
        assert!(scenario.ann.is_logged_in().await);
        assert_eq!(app.texts(scenario.chat, &scenario.user).await, ["hello"]);
        for path in ["/authentication/login", "/authentication/register", "/authentication/forgot_password"] {
            let browser = Browser::of(&app);
            let form = browser.get(path).await.form(path);
            assert_foreign(&submit(&browser, &form, &headers).await, &headers);
        }
    }

    // The attacker has a token and its cookie from a browser of their own, and can plant the cookie.
    async fn a_planted_cookie_and_its_token_log_nobody_in(app: TestApp) {
        app.register("eve").await;
        let (attacker, victim) = (Browser::of(&app), Browser::of(&app));
        let form = attacker.get("/authentication/login").await.form("/authentication/login");
        let form = form.filled(&[("email", "eve"), ("password", PASSWORD)]);
        victim.set_cookie("csrf", &attacker.cookie("csrf").unwrap());
        for headers in
            [[(ORIGIN, "http://evil.example"), (SITE, "cross-site")], [(ORIGIN, "null"), (SITE, "same-site")]]
        {
            assert_foreign(&submit(&victim, &form, &headers).await, &headers);
            assert_foreign(&submit(&victim, &form, &headers[..1]).await, &headers);
            assert!(!victim.is_logged_in().await);
        }
    }

    async fn the_public_url_and_further_names_are_own_origins(environment: TestEnvironment) {
        let vars = [("PUBLIC_URL", "http://chat.example.org"), ("ALLOWED_HOSTS", "chat.lan")];
        let app = environment.spawn(&vars).await;
        let browser = Browser::of(&app);
        let form = browser.get("/authentication/login").await.form("/authentication/login");
        let own = format!("http://{}", app.address());
        for (host, origin, status) in [
            ("chat.example.org", "http://chat.example.org", 422),
            ("Chat.Example.org:80", "http://Chat.Example.ORG:80", 422),
            ("chat.lan:8000", "http://chat.lan:8000", 422),
            ("chat.lan", "http://chat.example.org", 422),
            ("chat.example.org", "https://chat.example.org", 403),
            ("chat.example.org", "http://chat.lan", 403),
            ("chat.lan", "http://chat.lan:8000", 403),
            ("127.0.0.1", "http://127.0.0.1", 403),
        ] {
            let headers = [("host", host), (ORIGIN, origin)];
            assert_eq!(submit(&browser, &form, &headers).await.status(), status, "{host} {origin}");
        }
        assert_foreign(&submit(&browser, &form, &[(ORIGIN, &own)]).await, &[]);
    }
}
