//! Cookies and their content.

use super::browser::Browser;
use super::page::Page;
use super::support::log_in_as;
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use reqwest::Method;
use simple_chats_auth::hash_token;
use simple_chats_persistence::{DbConnection, sessions};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, TestEnvironment, on_both_databases, on_one_and_on_two_instances};

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    row: String,
}

fn stored_sessions(conn: &mut DbConnection) -> String {
    let columns = "session_key || ' ' || user_agent || ' ' || address AS row";
    let query = sql_query(format!("SELECT {columns} FROM sessions"));
    let rows: Vec<Row> = match conn {
        DbConnection::Sqlite(conn) => query.load(conn),
        DbConnection::Postgres(conn) => query.load(conn),
    }
    .expect("the table can be read");
    rows.into_iter().map(|row| row.row + "\n").collect()
}

/// The attributes of the cookies that a response sets, by name.
fn set_by(page: &Page) -> Vec<(String, Vec<String>)> {
    let cookies = page.answer.headers("set-cookie");
    let mut set: Vec<_> = cookies
        .iter()
        .map(|cookie| {
            let (first, attributes) = cookie.split_once("; ").unwrap_or((cookie, ""));
            let mut attributes: Vec<_> = attributes.split("; ").map(str::to_owned).collect();
            attributes.sort();
            (first.split('=').next().unwrap_or_default().to_owned(), attributes)
        })
        .collect();
    set.sort();
    set
}

/// A cookie with these attributes, besides those of every cookie.
fn cookie(name: &str, more: &[&str]) -> (String, Vec<String>) {
    let mut attributes: Vec<_> =
        ["HttpOnly", "Path=/", "SameSite=Lax"].iter().chain(more).map(|text| (*text).to_owned()).collect();
    attributes.sort();
    (name.to_owned(), attributes)
}

/// Logs in without a cookie jar, which would drop secure cookies: the cookies of login page and login.
async fn log_in_by_hand(app: &TestApp, header: (&str, &str)) -> [Page; 2] {
    let browser = Browser::of(app);
    let request = |method| browser.request(method, "/authentication/login").header(header.0, header.1);
    let page = browser.send(request(Method::GET)).await;
    let cookies = page.answer.headers("set-cookie");
    let pair = cookies[0].split(';').next().unwrap_or_default().to_owned();
    let form = page.form("/authentication/login").filled(&[("email", "ann"), ("password", PASSWORD)]);
    let logged_in = browser.send(request(Method::POST).header("cookie", pair).form(&form.fields)).await;
    logged_in.assert_leads_to("/chats/list");
    [page, logged_in]
}

on_one_and_on_two_instances! {
    async fn cookies_are_hidden_from_scripts_and_other_sites(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        let page = browser.get("/authentication/login").await;
        assert_eq!(set_by(&page), [cookie("simple_chats_csrf", &[])]);
        assert_eq!(set_by(&browser.get("/").await), [], "the browser has the cookie already");
        let logged_in = browser.log_in("ann", PASSWORD).await;
        let known = cookie("simple_chats_browser", &["Max-Age=34560000"]);
        assert_eq!(set_by(&logged_in), [known, cookie("simple_chats_flash", &[]), cookie("simple_chats_session", &["Max-Age=7776000"])]);
        let change = [("old_password", PASSWORD), ("password1", "another one"), ("password2", "another one")];
        let changed = browser.fill_on("/account", "/account/password", &change).await;
        let [flash, (name, attributes)] = &set_by(&changed)[..] else { panic!("{:?}", set_by(&changed)) };
        assert_eq!((flash, name.as_str()), (&cookie("simple_chats_flash", &[]), "simple_chats_session"));
        let age =
            attributes.iter().find_map(|one| one.strip_prefix("Max-Age=")).unwrap().parse::<u32>().unwrap();
        assert!((7_775_900..=7_776_000).contains(&age), "the remaining time: {age}");
    }

    async fn the_maximum_age_of_a_session_can_be_set(environment: TestEnvironment) {
        let app = environment.spawn(&[("SESSION_MAX_AGE", "4000"), ("SESSION_EXPIRES_IN", "3000")]).await;
        app.register("ann").await;
        let logged_in = Browser::of(&app).log_in("ann", PASSWORD).await;
        assert!(set_by(&logged_in).contains(&cookie("simple_chats_session", &["Max-Age=4000"])), "{:?}", set_by(&logged_in));
    }

    async fn the_database_stores_only_the_hash_of_a_session(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let session = ann.cookie("session").unwrap();
        let conn = &mut app.connect();
        assert!(sessions::find(conn, &hash_token(&session)).is_ok());
        let stored = stored_sessions(conn);
        assert!(stored.contains(&hash_token(&session)) && !stored.contains(&session), "{stored}");
        let browser = Browser::of(&app);
        browser.set_cookie("session", &hash_token(&session));
        assert!(!browser.is_logged_in().await, "the hash is no session");
    }

    async fn a_flash_message_is_shown_once_and_only_on_a_visible_page(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        browser.get("/chats/list").await.assert_leads_to_login("/chats/list");
        browser.get("/account").await.assert_leads_to_login("/account");
        browser.log_in("ann", "wrong").await;
        let flashes = browser.get("/").await.flashes();
        assert_eq!(flashes, [""; 0], "the login page has shown it, once for both");
        browser.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
        browser.send(browser.request(Method::HEAD, "/")).await;
        browser.send(browser.request(Method::GET, "/").header("sec-purpose", "prefetch")).await;
        assert_eq!(browser.get("/nothing").await.flashes(), ["You are logged in"], "on any page");
        assert_eq!(browser.get("/").await.flashes(), [""; 0]);
    }

    async fn flash_messages_are_shown_in_order(app: TestApp) {
        app.register("ann").await;
        let browser = Browser::of(&app);
        let form = browser.get("/authentication/login").await.form("/authentication/login");
        browser.get("/chats/list").await.assert_leads_to_login("/chats/list");
        browser
            .submit(&form.filled(&[("email", "ann"), ("password", PASSWORD)]))
            .await
            .assert_leads_to("/chats/list");
        browser.get("/authentication/login").await.assert_leads_to("/");
        let expected = ["Log in to continue", "You are logged in", "You are already logged in"];
        assert_eq!(browser.get("/").await.flashes(), expected);
    }

    async fn a_session_of_an_earlier_version_goes_on_under_the_new_name(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let session = ann.cookie("session").unwrap();
        let earlier = Browser::of(&app);
        earlier.set_cookie_named("session", &session);
        app.dial().header("cookie", &format!("session={session}")).own_origin().enter().await;
        assert_eq!(earlier.get("/account").await.status(), 200);
        assert_eq!((earlier.cookie("session"), earlier.cookie_named("session")), (Some(session.clone()), None));
        let page = earlier.get("/account").await;
        assert_eq!((page.status(), set_by(&page)), (200, vec![]), "it is replaced once");

        // The cookie of another program on the host.
        earlier.set_cookie_named("session", "of another program");
        earlier.set_cookie_named("csrf", "of another program");
        assert_eq!(earlier.get("/account").await.status(), 200);
        assert_eq!(earlier.cookie_named("session").as_deref(), Some("of another program"));
        let other = Browser::of(&app);
        for name in ["session", "csrf", "flash", "browser"] {
            other.set_cookie_named(name, "of another program");
        }
        other.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
        assert!(other.is_logged_in().await);
        assert_eq!(other.cookie_named("session").as_deref(), Some("of another program"));
    }

    async fn forged_cookies_are_ignored(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let browser = Browser::of(&app);
        let long = "x".repeat(5_000);
        for value in ["", "x", "W10.W10", "%FF", "[{\"kind\":\"info\",\"text\":\"forged\"}]", &long] {
            for name in ["flash", "csrf", "session"] {
                browser.set_cookie(name, value);
            }
            let page = browser.get("/authentication/login").await;
            assert_eq!((page.status(), page.flashes()), (200, vec![]), "{value}");
            assert!(!browser.is_logged_in().await);
        }
        ann.get("/authentication/login").await.assert_leads_to("/");
        let flash = ann.cookie("flash").unwrap();
        browser.set_cookie("flash", &format!("{flash}x"));
        assert_eq!(browser.get("/").await.flashes(), [""; 0], "the signature is wrong");
    }
}

on_both_databases! {
    async fn with_https_cookies_are_secure(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        app.register("ann").await;
        drop(app.stop().await);
        let app = environment.spawn(&[("PUBLIC_URL", "https://chat.example.org")]).await;
        let [page, logged_in] = log_in_by_hand(&app, ("accept", "*/*")).await;
        assert_eq!(set_by(&page), [cookie("__Host-csrf", &["Secure"])]);
        assert_eq!(
            set_by(&logged_in),
            [
                cookie("__Host-browser", &["Secure", "Max-Age=34560000"]),
                cookie("__Host-flash", &["Secure"]),
                cookie("__Host-session", &["Secure", "Max-Age=7776000"]),
            ]
        );
        drop(app.stop().await);
        let app = environment.spawn(&[("TRUSTED_PROXIES", "127.0.0.1")]).await;
        for scheme in ["https", "HTTPS", "http, https"] {
            let [page, _] = log_in_by_hand(&app, ("x-forwarded-proto", scheme)).await;
            assert_eq!(set_by(&page), [cookie("__Host-csrf", &["Secure"])], "{scheme}");
        }
        let [page, _] = log_in_by_hand(&app, ("x-forwarded-proto", "http")).await;
        assert_eq!(set_by(&page), [cookie("simple_chats_csrf", &[])]);
    }
}
