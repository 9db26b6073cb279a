//! How long one stays signed in. Times are moved in the database instead of waiting for them.

use super::browser::Browser;
use super::support::{leave, member};
use chrono::{TimeDelta, Utc};
use simple_chats_auth::hash_token;
use simple_chats_persistence::sessions::{self, Session};
use simple_chats_tests::{TestApp, TestEnvironment, on_one_and_on_two_instances};

/// A server where a session ends an hour after the last visit, and two hours after it began.
async fn impatient(environment: &TestEnvironment) -> TestApp {
    environment.spawn(&[("SESSION_EXPIRES_IN", "3600"), ("SESSION_MAX_AGE", "7200")]).await
}

fn session_of(app: &TestApp, browser: &Browser<'_>) -> Session {
    let key = hash_token(&browser.cookie("session").expect("a session"));
    sessions::find(&mut app.connect(), &key).expect("the session is stored").0
}

/// Moves the beginning and the last visit of a session into the past, by seconds.
fn age(app: &TestApp, browser: &Browser<'_>, began: i64, seen: i64) {
    let session = session_of(app, browser);
    let ago = |seconds| simple_chats_domain::cut_to_millis(Utc::now() - TimeDelta::seconds(seconds));
    let moved = Session { created_at: ago(began), last_seen_at: ago(seen), ..session };
    let conn = &mut app.connect();
    sessions::delete(conn, &moved.session_key).expect("it can be removed");
    sessions::insert(conn, &moved).expect("it can be stored again");
}

on_one_and_on_two_instances! {
    async fn a_session_ends_some_time_after_the_last_visit(environment: TestEnvironment) {
        let app = impatient(&environment).await;
        let (ann, _) = member(&app, "ann").await;
        age(&app, &ann, 3_590, 3_590);
        assert!(ann.is_signed_in().await);
        age(&app, &ann, 3_601, 3_601);
        ann.get("/chats/list").await.assert_leads_to_login("/chats/list");
        assert!(!ann.is_signed_in().await);
    }

    async fn a_session_ends_some_time_after_it_began_however_often_it_is_used(environment: TestEnvironment) {
        let app = impatient(&environment).await;
        let (ann, _) = member(&app, "ann").await;
        age(&app, &ann, 7_190, 0);
        assert!(ann.is_signed_in().await);
        age(&app, &ann, 7_201, 0);
        assert!(!ann.is_signed_in().await);
    }

    async fn a_visit_makes_a_session_last_and_is_noted_every_five_minutes(environment: TestEnvironment) {
        let app = impatient(&environment).await;
        let (ann, _) = member(&app, "ann").await;
        age(&app, &ann, 3_000, 200);
        let before = session_of(&app, &ann);
        assert!(ann.is_signed_in().await);
        assert_eq!(session_of(&app, &ann), before, "no write for each page");
        age(&app, &ann, 3_000, 400);
        assert!(ann.is_signed_in().await);
        let after = session_of(&app, &ann);
        assert!(Utc::now() - after.last_seen_at < TimeDelta::seconds(60), "{after:?}");
        assert!(Utc::now() - after.created_at >= TimeDelta::seconds(3_000), "it ages all the same");
    }

    async fn one_who_is_no_longer_signed_in_can_log_in_again(environment: TestEnvironment) {
        let app = impatient(&environment).await;
        let (ann, user) = member(&app, "ann").await;
        age(&app, &ann, 7_300, 7_300);
        let ended = ann.cookie("session");
        let login = ann.follow(&ann.get("/account").await).await;
        let form = login.form("/authentication/login");
        ann.submit(&form.filled(&[("email", "ann"), ("password", &user.password)]))
            .await
            .assert_leads_to("/account");
        assert!(ann.is_signed_in().await && ann.cookie("session") != ended);
    }

    async fn a_session_notes_where_it_is_used(app: TestApp) {
        let user = app.register("ann").await;
        let browser = Browser::of(&app);
        let form = browser.get("/authentication/login").await.form("/authentication/login");
        let form = form.filled(&[("email", "ann"), ("password", &user.password)]);
        let agent = "x".repeat(300);
        let request = browser.request(reqwest::Method::POST, &form.action).header("user-agent", &agent);
        browser.ask(request.form(form.fields())).await.assert_leads_to("/");
        let session = session_of(&app, &browser);
        assert_eq!((session.user_agent.as_str(), session.address.as_str()), (&agent[..200], "127.0.0.1"));
    }

    async fn a_deleted_account_signs_out_everywhere(app: TestApp) {
        let (ann, user) = member(&app, "ann").await;
        leave(&app, &user).await;
        ann.get("/account").await.assert_leads_to_login("/account");
        assert_eq!(ann.log_in("ann", &user.password).await.status(), 422);
    }
}
