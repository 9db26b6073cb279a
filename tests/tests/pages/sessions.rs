//! The lifetime of sessions. Tests move times in the database instead of waiting.

use super::browser::Browser;
use super::support::log_in_as;
use chrono::{TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use simple_chats_auth::hash_token;
use simple_chats_persistence::DbConnection;
use simple_chats_persistence::sessions::{self, Session};
use simple_chats_tests::{TestApp, TestEnvironment, on_one_and_on_two_instances};
use std::time::{Duration, Instant};

/// A server whose sessions end one hour after the last visit or two hours after the login.
async fn with_short_sessions(environment: &TestEnvironment) -> TestApp {
    environment.spawn(&[("SESSION_EXPIRES_IN", "3600"), ("SESSION_MAX_AGE", "7200")]).await
}

fn session_of(app: &TestApp, browser: &Browser<'_>) -> Session {
    let key = hash_token(&browser.cookie("session").expect("a session"));
    sessions::find(&mut app.connect(), &key).expect("the session is stored").0
}

/// Moves the start and the last visit of a session into the past, by seconds.
fn age(app: &TestApp, browser: &Browser<'_>, began: i64, seen: i64) {
    let session = session_of(app, browser);
    let ago = |seconds| simple_chats_domain::cut_to_millis(Utc::now() - TimeDelta::seconds(seconds));
    let moved = Session { created_at: ago(began), last_seen_at: ago(seen), ..session };
    let conn = &mut app.connect();
    sessions::delete(conn, &moved.session_key).expect("it can be removed");
    sessions::insert(conn, &moved).expect("it can be stored again");
}

/// Lets all updates of sessions fail, as on a full disk.
fn fail_updates(app: &TestApp) {
    let mut conn = app.connect();
    let trigger = match conn {
        DbConnection::Sqlite(_) => {
            "CREATE TRIGGER fail BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        }
        DbConnection::Postgres(_) => {
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''disk full''; END';
             CREATE TRIGGER fail BEFORE UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION fail()"
        }
    };
    conn.batch_execute(trigger).expect("the trigger is created");
}

on_one_and_on_two_instances! {
    async fn a_session_ends_after_an_idle_time_and_at_its_maximum_age(environment: TestEnvironment) {
        let app = with_short_sessions(&environment).await;
        let user = app.register("ann").await;
        for (began, seen, is_valid) in
            [(3_500, 3_500, true), (3_601, 3_601, false), (7_100, 0, true), (7_201, 0, false)]
        {
            let ann = Browser::logged_in(&app, &user).await;
            age(&app, &ann, began, seen);
            if !is_valid {
                ann.get("/chats/list").await.assert_leads_to_login("/chats/list");
            }
            assert_eq!(ann.is_logged_in().await, is_valid, "{began} {seen}");
        }
    }

    async fn a_visit_extends_a_session_and_is_stored_every_five_minutes(environment: TestEnvironment) {
        let app = with_short_sessions(&environment).await;
        let (ann, _) = log_in_as(&app, "ann").await;
        age(&app, &ann, 3_000, 200);
        let before = session_of(&app, &ann);
        assert!(ann.is_logged_in().await);
        assert_eq!(session_of(&app, &ann), before, "no write for each page");
        age(&app, &ann, 3_000, 400);
        let begin = Utc::now() - TimeDelta::milliseconds(1);
        assert!(ann.is_logged_in().await);
        let after = session_of(&app, &ann);
        assert!(after.last_seen_at >= begin, "{after:?}");
        assert!(Utc::now() - after.created_at >= TimeDelta::seconds(3_000), "its age stays");
    }

    async fn a_session_with_a_short_lifetime_goes_on_while_it_is_used(environment: TestEnvironment) {
        const LIFETIME: Duration = Duration::from_secs(4);
        let app = environment.spawn(&[("SESSION_EXPIRES_IN", "4")]).await;
        let (ann, _) = log_in_as(&app, "ann").await;
        let begin = Instant::now();
        while begin.elapsed() < LIFETIME * 2 {
            let visit = Instant::now();
            assert!(ann.is_logged_in().await, "after {:?}", begin.elapsed());
            tokio::time::sleep(LIFETIME / 8).await;
            // On a machine that is too busy for visits, the session ends as it should.
            if visit.elapsed() > LIFETIME / 2 {
                return;
            }
        }
        tokio::time::sleep(LIFETIME).await;
        assert!(!ann.is_logged_in().await);
    }

    /// Within a tenth of the lifetime.
    async fn a_visit_is_stored_often_enough_for_a_lifetime_of_five_minutes(environment: TestEnvironment) {
        let app = environment.spawn(&[("SESSION_EXPIRES_IN", "300")]).await;
        let (ann, _) = log_in_as(&app, "ann").await;
        for (seen, is_stored) in [(10, false), (40, true), (290, true)] {
            age(&app, &ann, 1_000, seen);
            let before = session_of(&app, &ann);
            assert!(ann.is_logged_in().await);
            assert_eq!(session_of(&app, &ann).last_seen_at > before.last_seen_at, is_stored, "{seen}");
        }
    }

    async fn pages_are_shown_while_the_time_of_a_visit_cannot_be_stored(environment: TestEnvironment) {
        let app = with_short_sessions(&environment).await;
        let (ann, _) = log_in_as(&app, "ann").await;
        age(&app, &ann, 3_000, 400);
        let before = session_of(&app, &ann);
        fail_updates(&app);
        assert_eq!(ann.get("/chats/list").await.status(), 200);
        assert_eq!(session_of(&app, &ann), before);
    }

    async fn a_user_whose_session_has_ended_can_log_in_again(environment: TestEnvironment) {
        let app = with_short_sessions(&environment).await;
        let (ann, user) = log_in_as(&app, "ann").await;
        age(&app, &ann, 7_300, 7_300);
        let ended = ann.cookie("session");
        let login = ann.follow(&ann.get("/account").await).await;
        let form = login.form("/authentication/login");
        ann.submit(&form.filled(&[("email", "ann"), ("password", &user.password)]))
            .await
            .assert_leads_to("/account");
        assert!(ann.is_logged_in().await && ann.cookie("session") != ended);
    }

    async fn a_session_stores_user_agent_and_address(app: TestApp) {
        let user = app.register("ann").await;
        let browser = Browser::of(&app);
        let form = browser.get("/authentication/login").await.form("/authentication/login");
        let form = form.filled(&[("email", "ann"), ("password", &user.password)]);
        let agent = "x".repeat(300);
        let request = browser.request(reqwest::Method::POST, &form.action).header("user-agent", &agent);
        browser.send(request.form(&form.fields)).await.assert_leads_to("/chats/list");
        let session = session_of(&app, &browser);
        assert_eq!((session.user_agent.as_str(), session.address.as_str()), (&agent[..200], "127.0.0.1"));
    }

    async fn deleting_an_account_ends_all_its_sessions(app: TestApp) {
        let (ann, user) = log_in_as(&app, "ann").await;
        app.delete_account(&user).await;
        ann.get("/account").await.assert_leads_to_login("/account");
        assert_eq!(ann.log_in("ann", &user.password).await.status(), 422);
    }
}
