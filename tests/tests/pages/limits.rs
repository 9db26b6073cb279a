//! Rate limits of forms. They are counted in memory, whatever the database.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::{log_in_as, two_in_a_chat};
use diesel::connection::SimpleConnection;
use futures_util::future::{join, join_all};
use reqwest::Method;
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{Backend, TestApp, TestEnvironment, on_postgres, sql, timing};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

async fn limited(limit: &str) -> TestApp {
    TestEnvironment::new(Backend::Sqlite).spawn_limited(limit, &[]).await
}

/// Checks that a response says when to try again, in a header and in the text.
#[track_caller]
fn assert_limited(page: &Page) {
    assert_eq!(page.status(), 429, "{}", page.answer.body);
    let seconds = page.answer.retry_after();
    assert!(page.says(&format!("Too many requests. Try again in {seconds} s")), "{}", page.text());
}

#[track_caller]
fn assert_limited_page(page: &Page, next_step: &str) {
    assert_limited(page);
    assert_eq!(page.title(), "Too many requests");
    let links: Vec<_> = page.main().named("a").into_iter().map(Element::text).collect();
    assert_eq!(links, [next_step]);
}

#[tokio::test]
async fn login_attempts_are_limited_by_account() {
    let app = limited("login_per_account").await;
    let browser = Browser::of(&app);
    for _ in 0..3 {
        assert_eq!(browser.log_in("ann@example.com", "wrong").await.status(), 422);
    }
    let hashed = app.state().hasher.hashes_computed();
    assert_limited_page(&browser.log_in("ann@example.com", "wrong").await, "Start page");
    assert_limited_page(&browser.log_in(" ANN@example.com", "wrong").await, "Start page");
    assert_eq!(app.state().hasher.hashes_computed(), hashed, "before a password is hashed");
    assert_eq!(browser.log_in("ben@example.com", "wrong").await.status(), 422, "others aren't limited");
}

#[tokio::test]
async fn login_attempts_are_limited_by_network() {
    let app = limited("login_per_network").await;
    for name in ["one", "two", "three"] {
        assert_eq!(Browser::of(&app).log_in(name, "wrong").await.status(), 422);
    }
    assert_limited_page(&Browser::of(&app).log_in("four", "wrong").await, "Start page");
}

#[tokio::test]
async fn attempts_at_the_current_password_count_as_login_attempts() {
    let app = limited("login_per_account").await;
    // The registration by the API and the login count as two of three attempts.
    let (ann, _) = log_in_as(&app, "ann").await;
    let change = async |old: &str| {
        let fields =
            [("old_password", old), ("password1", "wandering otter"), ("password2", "wandering otter")];
        ann.fill_on("/account", "/account/password", &fields).await
    };
    assert_eq!(change("wrong").await.status(), 422);
    let hashed = app.state().hasher.hashes_computed();
    assert_limited_page(&change(PASSWORD).await, "My chats");
    assert_eq!(app.state().hasher.hashes_computed(), hashed, "before a password is hashed");
}

#[tokio::test]
async fn registrations_are_limited_and_mistakes_do_not_count() {
    let app = limited("register_per_network").await;
    let browser = Browser::of(&app);
    let register = async |name: &str, again: &str| {
        let email = format!("{name}@example.com");
        let fields = [
            ("email", email.as_str()),
            ("username", name),
            ("name", name),
            ("password1", PASSWORD),
            ("password2", again),
        ];
        browser.fill("/authentication/register", &fields).await
    };
    for _ in 0..5 {
        assert_eq!(register("ann", "wrong").await.status(), 422);
    }
    for name in ["ann", "ben", "cat"] {
        register(name, PASSWORD).await.assert_leads_to("/authentication/login");
    }
    assert_limited_page(&register("dora", PASSWORD).await, "Start page");
}

#[tokio::test]
async fn requests_for_a_link_are_limited() {
    let app = limited("forgot_password_per_network").await;
    let browser = Browser::of(&app);
    let path = "/authentication/forgot_password";
    for name in ["ann", "ben", "cat"] {
        browser
            .fill(path, &[("email", &format!("{name}@example.com"))])
            .await
            .assert_leads_to("/authentication/login");
    }
    assert_limited_page(&browser.fill(path, &[("email", "dora@example.com")]).await, "Start page");
}

#[tokio::test]
async fn a_rate_limited_text_stays_in_its_form() {
    let app = limited("send_per_user").await;
    app.register("cat").await;
    let (ann, ben, path) = two_in_a_chat(&app).await;
    let sending = format!("{path}/messages");
    for _ in 0..3 {
        ann.fill_on(&path, &sending, &[("text", "hello")]).await.assert_leads_to(&path);
    }
    for (path, action) in [(path.as_str(), sending.as_str()), ("/chats/begin/cat", "/chats/begin/cat")] {
        let form = ann.get(path).await.form(action).with("text", "one more");
        let page = ann.submit(&form).await;
        assert_limited(&page);
        let message = format!("Too many requests. Try again in {} s.", page.answer.retry_after());
        assert_eq!(page.beside_in(action, "text"), Some(message));
        let again = page.form(action);
        assert_eq!((again.value("text"), again.value("client_id")), ("one more", form.value("client_id")));
    }
    ben.fill_on(&path, &sending, &[("text", "others aren't limited")]).await.assert_leads_to(&path);
}

#[tokio::test]
async fn searches_are_limited() {
    let app = limited("search_per_user").await;
    let (ann, _) = log_in_as(&app, "ann").await;
    for _ in 0..4 {
        assert_eq!(ann.get("/chats/search").await.status(), 200, "an empty search doesn't count");
    }
    for _ in 0..2 {
        assert_eq!(ann.get("/chats/search?search-string=ben").await.status(), 200);
    }
    let search_by_script = || {
        ann.request(Method::GET, "/chats/ajax-search?search-string=ben")
            .header("x-requested-with", "XMLHttpRequest")
    };
    assert_eq!(ann.send(search_by_script()).await.status(), 200);
    let page = ann.get("/chats/search?search-string=ben").await;
    assert_limited_page(&page, "Try again");
    assert_eq!(page.link("Try again"), Some("/chats/search?search-string=ben"));
    assert_limited(&ann.send(search_by_script()).await);
}

#[tokio::test]
async fn a_rate_limited_form_links_back_to_its_page() {
    let app = limited("login_per_network").await;
    let browser = Browser::of(&app);
    let form = browser.get("/authentication/login").await.form("/authentication/login").with("email", "ann");
    let submit = async || {
        let request = browser
            .request(Method::POST, &form.action)
            .header("referer", app.url("/authentication/login?next=%2Faccount"));
        browser.send(request.form(&form.fields)).await
    };
    for _ in 0..3 {
        assert_eq!(submit().await.status(), 422);
    }
    let page = submit().await;
    assert_limited_page(&page, "Back to the previous page");
    assert_eq!(page.link("Back to the previous page"), Some("/authentication/login?next=%2Faccount"));
}

/// How many of a crowd, each from a network of its own, have their passwords checked before somebody's who comes later.
async fn waits_for(app: &TestApp, somebody: &Browser<'_>) -> usize {
    let done = AtomicUsize::new(0);
    let crowd = (0..150).map(|number| {
        let request = app.request(Method::GET, "/api/me", &basic("nobody", "wrong"));
        let request = request.header("x-forwarded-for", format!("10.0.{number}.1"));
        let done = &done;
        async move {
            assert!(matches!(app.answer_to(request).await.status, 401 | 503));
            done.fetch_add(1, Ordering::Relaxed);
        }
    });
    let person = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        somebody.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
        done.load(Ordering::Relaxed)
    };
    join(join_all(crowd), person).await.1
}

#[tokio::test]
async fn a_crowd_keeps_nobody_from_logging_in() {
    let settings = [("TRUSTED_PROXIES", "127.0.0.1"), ("BCRYPT_COST", "10")];
    let app = TestEnvironment::new(Backend::Sqlite).spawn(&settings).await;
    app.register("ann").await;
    // A network that has asked for much meanwhile: only who is known from before isn't behind the crowd.
    for _ in 0..5 {
        assert_eq!(Browser::of(&app).log_in("nobody", "wrong").await.status(), 422);
    }
    let known = Browser::of(&app);
    known.log_in("ann", PASSWORD).await.assert_leads_to("/chats/list");
    known.set_cookie("session", "an ended one");
    let before = waits_for(&app, &known).await;
    assert!(before < 75, "{before} of a crowd of 150 came first");

    let forger = Browser::of(&app);
    forger.set_cookie("browser", "MQ.nonsense");
    let before = waits_for(&app, &forger).await;
    assert!(before > 75, "only {before} of a crowd of 150 came first");
}

on_postgres! {
    async fn four_pages_of_a_session_are_read_at_once_and_the_others_wait(environment: TestEnvironment) {
        let app = environment.spawn(&[("DATABASE_POOL_SIZE", "8")]).await;
        let (ann, _) = log_in_as(&app, "ann").await;
        let (mut holding, mut watching) = (app.connect(), app.connect());
        holding.batch_execute("BEGIN; LOCK TABLE sessions IN ACCESS EXCLUSIVE MODE").unwrap();
        let mut waiting = || {
            sql::number(
                &mut watching,
                "SELECT COUNT(*) AS value FROM pg_stat_activity \
                 WHERE datname = current_database() AND wait_event_type = 'Lock'",
            )
        };
        let pages = join_all((0..6).map(|_| ann.get("/account")));
        let release = async {
            timing::until(|| "four reads".to_owned(), async || waiting() >= 4).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
            let count = waiting();
            holding.batch_execute("COMMIT").unwrap();
            count
        };
        let (pages, count) = join(pages, release).await;
        assert_eq!(count, 4);
        assert!(pages.iter().all(|page| page.status() == 200));
    }
}
