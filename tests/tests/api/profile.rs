//! `GET /api/me` and `POST /api/update`.

use super::support::{assert_answer, assert_bad_request, assert_posts_refused, assert_refused};
use chrono::{TimeDelta, Utc};
use reqwest::Method;
use serde_json::json;
use simple_chats_domain::UserId;
use simple_chats_persistence::former_usernames;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{Nobody, TestApp, TestResponse, TestUser, on_one_and_on_two_instances};

const PATH: &str = "/api/update";

#[track_caller]
fn assert_conflict(answer: &TestResponse) {
    assert_eq!((answer.status, answer.json()["code"].as_str()), (400, Some("conflict")), "{}", answer.body);
}

on_one_and_on_two_instances! {
    async fn an_update_returns_the_changed_fields(app: TestApp) {
        let ann = app.register("ann").await;
        assert_answer("update_username", &app.post(PATH, &ann, json!({ "username": "Anna" })).await);
        assert_answer("update_name", &app.post(PATH, &ann, json!({ "name": "Ann Lee" })).await);
        let both = json!({ "username": "ann.lee", "name": "Ann" });
        assert_answer("update_both", &app.post(PATH, &ann, both).await);
        let one_of_both = json!({ "username": "ann.lee", "name": "Lee" });
        assert_answer("update_one_of_both", &app.post(PATH, &ann, one_of_both).await);
        let me = app.get("/api/me", &ann).await.json();
        assert_eq!((&me["data"]["username"], &me["data"]["name"]), (&json!("ann.lee"), &json!("Lee")));
    }

    async fn absent_null_and_unchanged_fields_update_nothing(app: TestApp) {
        let ann = app.register("ann").await;
        let nothing = json!("Nothing was updated");
        let cases = [
            json!({}),
            json!({ "username": null, "name": null }),
            json!({ "username": "ann" }),
            json!({ "name": "ann" }),
            json!({ "username": "ann", "name": "ann" }),
        ];
        let cases = cases.map(|body| (body, 400, "bad_request", nothing.clone()));
        assert_posts_refused(&app, PATH, &ann, &cases).await;
        let answer = app.answer_to(app.request(reqwest::Method::POST, PATH, &ann)).await;
        assert_bad_request(&answer, nothing);
    }

    async fn an_invalid_update_reports_the_first_mistake_and_changes_nothing(app: TestApp) {
        let [ann, _ben] = app.register_all(["ann", "ben"]).await;
        let before = app.get("/api/me", &ann).await.json();
        let busy = json!("Username 'BEN' is busy! Try putting another one");
        let username = json!("Username length must be between 3 and 25 chars");
        let name = json!("Name length must be between 1 and 25 chars");
        let characters = json!("Username may contain only letters, digits, \"_\", \".\" and \"-\"");
        let name_characters = json!("Name contains characters that are not allowed");
        assert_posts_refused(
            &app,
            PATH,
            &ann,
            &[
                (json!({ "username": "BEN", "name": " " }), 400, "conflict", busy.clone()),
                (json!({ "username": "BEN", "name": "Lee" }), 400, "conflict", busy),
                (json!({ "username": "x", "name": " " }), 400, "bad_request", username.clone()),
                (json!({ "username": "", "name": "Lee" }), 400, "bad_request", username),
                (json!({ "username": "Anna", "name": " " }), 400, "bad_request", name),
                (json!({ "username": "an na", "name": "Lee" }), 400, "bad_request", characters),
                (json!({ "username": "Anna", "name": "Le\u{7}e" }), 400, "bad_request", name_characters),
            ],
        )
        .await;
        assert_eq!(app.get("/api/me", &ann).await.json(), before, "all or nothing");
    }

    async fn users_may_change_the_case_of_their_username(app: TestApp) {
        let ann = app.register("ann").await;
        let answer = app.post(PATH, &ann, json!({ "username": "ANN" })).await;
        assert_eq!((answer.status, &answer.json()["username"]), (202, &json!("ANN")));
    }

    async fn an_abandoned_username_stays_with_its_user_for_a_month(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let rename = async |user: &TestUser, username: &str| {
            app.post(PATH, user, json!({ "username": username })).await
        };
        assert_eq!(rename(&ann, "anna").await.status, 202);
        let busy = json!("Username 'Ann' is busy! Try putting another one");
        assert_refused(&rename(&ben, "Ann").await, 400, "conflict", busy.clone());
        let registration =
            json!({ "email": "eve@example.com", "username": "Ann", "name": "Eve", "password": PASSWORD });
        assert_refused(&app.post("/api/register", &Nobody, registration).await, 400, "conflict", busy);
        assert_eq!(rename(&ann, "ann").await.status, 202, "the user may take it back");
        assert_eq!(rename(&ben, "anna").await.status, 400, "both names are the user's");

        let conn = &mut app.connect();
        let long_ago = Utc::now() - TimeDelta::days(1);
        former_usernames::keep(conn, UserId::new(ann.user_id).unwrap(), "anna", long_ago).unwrap();
        assert_eq!(rename(&ben, "anna").await.status, 202, "the month is over");
    }

    async fn nobody_takes_a_username_that_looks_like_another(app: TestApp) {
        let [ann, ben] = app.register_all(["anna1", "ben"]).await;
        let register = async |username: &str| {
            let body = json!({ "email": "eve@example.com", "username": username, "name": "Eve", "password": PASSWORD });
            app.post("/api/register", &Nobody, body).await
        };
        let rename = async |user: &TestUser, username: &str| {
            app.post(PATH, user, json!({ "username": username })).await
        };
        for alike in ["annal", "annaI", "ANNAl"] {
            let message = json!(format!("Username '{alike}' looks like that of another user! Try putting another one"));
            assert_refused(&register(alike).await, 400, "conflict", message.clone());
            assert_refused(&rename(&ben, alike).await, 400, "conflict", message);
        }
        assert_eq!(rename(&ben, "annai").await.status, 202, "it looks different");
        assert_eq!(rename(&ann, "annal").await.status, 202, "it is the user's own");
        assert_eq!(rename(&ann, "bob0").await.status, 202);
        for former in ["anna1", "annal", "annaI"] {
            assert_conflict(&rename(&ben, former).await);
            assert_conflict(&register(former).await);
        }
        assert_conflict(&rename(&ben, "bobo").await);
        app.delete_account(&ann).await;
        assert_eq!(rename(&ben, "annaI").await.status, 202, "deleted users keep nothing");
    }

    async fn a_deleted_user_keeps_no_username(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        assert_eq!(app.post(PATH, &ann, json!({ "username": "anna" })).await.status, 202);
        let delete = app.request(Method::DELETE, "/api/me", &ann).json(&json!({ "password": PASSWORD }));
        assert_eq!(app.answer_to(delete).await.status, 200);
        assert_eq!(app.post(PATH, &ben, json!({ "username": "ann" })).await.status, 202);
    }

    async fn only_the_latest_names_stay_with_a_user(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for number in 0..=10 {
            assert_eq!(app.post(PATH, &ann, json!({ "username": format!("anna{number}") })).await.status, 202);
        }
        assert_eq!(app.post(PATH, &ben, json!({ "username": "anna0" })).await.status, 400);
        assert_eq!(app.post(PATH, &ben, json!({ "username": "ann" })).await.status, 202);
    }
}
