//! Accounts whose address has to be confirmed (`EMAIL_CONFIRMATION=on`).

use super::browser::Browser;
use super::email_addresses::links;
use super::support::{mailed_link, mails};
use diesel::connection::SimpleConnection;
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{
    Nobody, TestApp, TestEnvironment, TestResponse, TestUser, on_both_databases, timing,
};

const ON: [(&str, &str); 1] = [("EMAIL_CONFIRMATION", "on")];
const UNCONFIRMED: &str = "Confirm Your e-mail first: open the link that was sent to it";

/// A server with Ann, who is confirmed.
async fn with_ann(environment: &TestEnvironment) -> (TestApp, TestUser) {
    let app = environment.spawn(&[]).await;
    let ann = app.register("ann").await;
    (app.stop().await.spawn(&ON).await, ann)
}

async fn register(app: &TestApp, username: &str) -> (TestUser, TestResponse) {
    let user = TestUser::new(username, PASSWORD);
    let answer = app.post("/api/register", &Nobody, user.registration()).await;
    (user, answer)
}

async fn register_unconfirmed(app: &TestApp, username: &str) -> TestUser {
    let (user, answer) = register(app, username).await;
    assert_eq!((answer.status, &answer.json()["confirmation"]), (201, &json!("required")), "{}", answer.body);
    user
}

async fn link_to(app: &TestApp, user: &TestUser, number: usize) -> String {
    let link = async || links(app, &user.email).into_iter().nth(number);
    timing::until_some(|| format!("link {number} of {}", user.email), link).await
}

async fn confirm(app: &TestApp, link: &str) {
    Browser::of(app).fill(link, &[]).await.assert_leads_to("/authentication/login");
}

/// The id of a user who can't log in yet.
fn id_of(app: &TestApp, user: &TestUser) -> i64 {
    let found = simple_chats_persistence::users::find_by_login(&mut app.connect(), &user.email).unwrap();
    found.user.user_id.get()
}

async fn is_refused(app: &TestApp, user: &TestUser) -> bool {
    app.get("/api/me", user).await.refusal() == (403, json!(UNCONFIRMED), "forbidden".to_owned())
}

on_both_databases! {
    async fn an_account_is_of_use_once_its_address_is_confirmed(environment: TestEnvironment) {
        let (app, ann) = with_ann(&environment).await;
        assert_eq!(app.get("/api/me", &ann).await.status, 200, "earlier accounts are confirmed");
        let ben = register_unconfirmed(&app, "ben").await;
        assert!(is_refused(&app, &ben).await && is_refused(&app, &ben).await);
        assert_eq!(app.get("/api/token", &ben).await.status, 403);
        assert_eq!(app.dial().basic(&ben.email, PASSWORD).refused().await.status(), 403);
        let wrong = TestUser { password: "wrong password".to_owned(), ..ben.clone() };
        let expected = (401, json!("Wrong login or password! Try again"), "unauthenticated".to_owned());
        assert_eq!(app.get("/api/me", &wrong).await.refusal(), expected);
        confirm(&app, &link_to(&app, &ben, 0).await).await;
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
        Browser::of(&app).log_in("ben", PASSWORD).await.assert_leads_to("/chats/list");
    }

    async fn the_login_page_says_so_and_offers_another_link(environment: TestEnvironment) {
        let (app, _) = with_ann(&environment).await;
        let browser = Browser::of(&app);
        let fields = [
            ("email", "ben@example.com"),
            ("username", "ben"),
            ("name", "Ben"),
            ("password1", PASSWORD),
            ("password2", PASSWORD),
        ];
        let registered = browser.fill("/authentication/register", &fields).await;
        registered.assert_leads_to("/authentication/login");
        assert!(browser.follow(&registered).await.flashes()[0].contains("Open the link"));
        let ben = TestUser::new("ben", PASSWORD);
        link_to(&app, &ben, 0).await;
        let wrong = browser.log_in("ben", "wrong password").await;
        assert_eq!((wrong.status(), wrong.summary()), (422, vec!["Wrong login or password".to_owned()]));
        assert_eq!(wrong.link("Send the link again"), None);
        let refused = browser.log_in("ben", PASSWORD).await;
        let text = "Confirm your email address first: open the link that we have sent to it";
        assert_eq!((refused.status(), refused.summary()), (422, vec![text.to_owned()]));
        let path = refused.link("Send the link again").expect("a link").to_owned();
        let mut flashes = Vec::new();
        for email in ["nobody@example.com", "ann@example.com", "Ben@Example.com"] {
            let page = browser.fill(&path, &[("email", email)]).await;
            page.assert_leads_to("/authentication/login");
            flashes.push(browser.follow(&page).await.flashes());
        }
        assert!(flashes.iter().all(|flash| *flash == flashes[0] && flash.len() == 1), "{flashes:?}");
        let again = TestUser { email: "Ben@Example.com".to_owned(), ..ben.clone() };
        let second = link_to(&app, &again, 0).await;
        assert_eq!(mails(&app).len(), 2, "nobody else got one");
        browser.get(&link_to(&app, &ben, 0).await).await.assert_is(410, "Link expired");
        confirm(&app, &second).await;
        browser.log_in("ben", PASSWORD).await.assert_leads_to("/chats/list");
    }

    async fn nobody_finds_an_unconfirmed_account(environment: TestEnvironment) {
        let (app, ann) = with_ann(&environment).await;
        let ben = register_unconfirmed(&app, "benedict").await;
        let id = id_of(&app, &ben);
        let page = Browser::logged_in(&app, &ann).await;
        let mut socket = app.dial().basic(&ann.email, PASSWORD).enter().await;
        let send = json!({"type": "send", "companion_id": id, "client_id": "1", "text": "hello"});
        for _ in 0..2 {
            for path in ["/api/users", "/api/users?username=benedict", "/api/users?name-like=ened"] {
                assert!(!app.get(path, &ann).await.body.contains("benedict"), "{path}");
            }
            assert_eq!(app.get(&format!("/api/users/{id}"), &ann).await.status, 404);
            let chat = json!({ "companion_id": id });
            assert_eq!(app.post("/api/chats", &ann, chat).await.status, 404);
            let texts = json!({ "texts": ["hello"] });
            assert_eq!(app.post(&format!("/api/users/{id}/messages"), &ann, texts).await.status, 404);
            assert_eq!(socket.ask(send.clone()).await["code"], "not_found");
            assert!(page.get("/chats/search?search-string=benedict").await.says("No one found"));
            page.get("/chats/begin/benedict").await.assert_missing();
        }
        confirm(&app, &link_to(&app, &ben, 0).await).await;
        assert!(app.get("/api/users", &ann).await.body.contains("benedict"));
        assert!(!page.get("/chats/search?search-string=benedict").await.says("No one found"));
        assert_eq!(socket.ask(send).await["type"], "ack");
    }

    async fn a_reset_password_confirms_the_address(environment: TestEnvironment) {
        let (app, _) = with_ann(&environment).await;
        let ben = register_unconfirmed(&app, "ben").await;
        link_to(&app, &ben, 0).await;
        let reset = mailed_link(&app, &ben.email).await;
        let fields = [("password1", PASSWORD), ("password2", PASSWORD)];
        Browser::of(&app).fill(&reset, &fields).await.assert_leads_to("/authentication/login");
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
    }

    async fn an_account_that_stays_unconfirmed_is_removed(environment: TestEnvironment) {
        let (app, ann) = with_ann(&environment).await;
        let [late, early] = ["late", "early"];
        for username in [late, early] {
            register_unconfirmed(&app, username).await;
        }
        let week_ago = chrono::Utc::now() - chrono::TimeDelta::days(7) - chrono::TimeDelta::minutes(1);
        let millis = week_ago.timestamp_millis();
        let age = format!("UPDATE users SET date_joined = {millis} WHERE username IN ('late', 'ann')");
        app.connect().batch_execute(&age).unwrap();
        // It cleans up when it starts.
        let app = app.stop().await.spawn(&ON).await;
        let is_free = async || register(&app, late).await.1.status == 201;
        timing::until(|| "the username is free again".to_owned(), is_free).await;
        assert_eq!(register(&app, early).await.1.status, 400);
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
    }

    async fn a_server_that_requires_no_confirmation_takes_all_accounts(environment: TestEnvironment) {
        let (app, ann) = with_ann(&environment).await;
        let ben = register_unconfirmed(&app, "ben").await;
        let app = app.stop().await.spawn(&[]).await;
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
        assert!(app.get("/api/users", &ann).await.body.contains("\"ben\""));
        let app = app.stop().await.spawn(&ON).await;
        assert_eq!(app.get("/api/me", &ben).await.status, 200);
    }

    async fn links_are_sent_again_only_so_often(environment: TestEnvironment) {
        let app = environment.spawn(&[("EMAIL_CONFIRMATION", "on"), ("RATE_LIMITS", "on")]).await;
        let browser = Browser::of(&app);
        let mut statuses = Vec::new();
        for _ in 0..6 {
            let page = browser.fill("/authentication/confirm_email", &[("email", "ben@example.com")]).await;
            statuses.push(page.status());
        }
        assert_eq!(statuses, [303, 303, 303, 303, 303, 429]);
    }

    async fn a_changed_address_is_asked_for_as_ever(environment: TestEnvironment) {
        let (app, ann) = with_ann(&environment).await;
        let browser = Browser::logged_in(&app, &ann).await;
        browser.get("/authentication/confirm_email").await.assert_leads_to("/");
        let fields = [("email", "new@example.org"), ("password", PASSWORD)];
        browser.fill("/account/email", &fields).await.assert_leads_to("/account/email");
        let new = TestUser { email: "new@example.org".to_owned(), ..ann.clone() };
        let link = link_to(&app, &new, 0).await;
        assert_eq!(app.get("/api/me", &ann).await.status, 200);
        browser.fill(&link, &[]).await.assert_leads_to("/account/email");
        assert_eq!(app.get("/api/me", &new).await.status, 200);
    }
}
