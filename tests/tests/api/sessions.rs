//! `/api/sessions`, and the sockets of sessions that end.

use super::support::assert_refused;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_persistence::{Account, users};
use simple_chats_server::accounts::{Requester, start_session};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{TestApp, TestUser, on_both_databases};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

async fn log_in(app: &TestApp, user: &TestUser) -> String {
    let requester = Requester::new("192.0.2.7".parse().unwrap(), FIREFOX);
    start_session(app.state(), &account_of(app, user), &requester, true).await.unwrap()
}

fn account_of(app: &TestApp, user: &TestUser) -> Account {
    users::find_account(&mut app.connect(), UserId::new(user.user_id).unwrap()).unwrap()
}

async fn sessions_of(app: &TestApp, user: &TestUser) -> Vec<Value> {
    let answer = app.get("/api/sessions", user).await;
    assert_eq!((answer.status, &answer.json()["user_id"]), (200, &user.user_id.into()));
    answer.json()["data"].as_array().unwrap().clone()
}

on_both_databases! {
    async fn a_user_sees_browsers_and_logs_one_out(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_eq!(sessions_of(&app, &ann).await.len(), 0, "the API has no sessions");
        let cookies = [log_in(&app, &ann).await, log_in(&app, &ann).await];
        let found = sessions_of(&app, &ann).await;
        assert_eq!(found.len(), 2);
        for session in &found {
            assert_eq!((&session["browser"], &session["system"]), (&"Firefox".into(), &"Linux".into()));
            assert_eq!(session["address"], "192.0.2.7");
            assert!(session["signed_in_at"].is_string() && session["last_seen_at"].is_string());
            let id = session["session_id"].as_str().unwrap();
            assert!(cookies.iter().all(|cookie| !cookie.contains(id)) && id.len() == 32);
        }
        assert_ne!(found[0]["session_id"], found[1]["session_id"]);

        let mut sockets = Vec::new();
        for cookie in &cookies {
            sockets.push(app.dial().cookie(cookie).own_origin().enter().await);
        }
        let id = found[0]["session_id"].as_str().unwrap();
        let path = format!("/api/sessions/{id}");
        let by_others = app.answer_to(app.request(Method::DELETE, &path, &ben)).await;
        let unknown = format!("Session {id} does not exist");
        assert_refused(&by_others, 404, "not_found", unknown.as_str());
        assert_eq!(app.answer_to(app.request(Method::DELETE, &path, &ann)).await.status, 200);
        let again = app.answer_to(app.request(Method::DELETE, &path, &ann)).await;
        assert_refused(&again, 404, "not_found", unknown.as_str());
        assert_eq!(sessions_of(&app, &ann).await.len(), 1);

        assert_eq!(app.answer_to(app.request(Method::DELETE, "/api/sessions", &ann)).await.status, 200);
        for socket in &mut sockets {
            assert_eq!(socket.close_code().await, 4401);
        }
        assert_eq!(sessions_of(&app, &ann).await.len(), 0);
    }

    async fn a_login_whose_password_changes_meanwhile_fails(app: TestApp) {
        let ann = app.register("ann").await;
        let verified = account_of(&app, &ann);
        let change = json!({ "old_password": PASSWORD, "new_password": "another one" });
        assert_eq!(app.post("/api/change-password", &ann, change).await.status, 202);
        let requester = Requester::new("192.0.2.7".parse().unwrap(), FIREFOX);
        start_session(app.state(), &verified, &requester, true).await.unwrap_err();
        start_session(app.state(), &account_of(&app, &ann), &requester, true).await.unwrap();
    }

    async fn no_other_text_is_an_id_of_a_session(app: TestApp) {
        let ann = app.register("ann").await;
        for id in ["%00", "x", "%F0%9F%98%80", &"a".repeat(33)] {
            let path = format!("/api/sessions/{id}");
            let answer = app.answer_to(app.request(Method::DELETE, &path, &ann)).await;
            assert_eq!(answer.status, 404, "{id}: {}", answer.body);
        }
    }
}
