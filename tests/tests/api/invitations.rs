//! `/api/invitations`, and registration for those who have one.

use super::support::assert_refused;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{
    Nobody, TestApp, TestEnvironment, TestResponse, TestUser, on_both_databases, on_one_and_on_two_instances,
};

const PATH: &str = "/api/invitations";

async fn invite(app: &TestApp, user: &TestUser, terms: Value) -> Value {
    let answer = app.post(PATH, user, terms).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(answer.json()["user_id"], user.user_id);
    answer.json()["data"].clone()
}

fn token_of(invitation: &Value) -> String {
    let url = invitation["url"].as_str().expect("a link");
    url.split_once("/authentication/register?invitation=").expect("a link to register").1.to_owned()
}

async fn register(app: &TestApp, username: &str, invitation: Option<&str>) -> TestResponse {
    let form = json!({
        "email": format!("{username}@example.com"),
        "username": username,
        "name": username,
        "password": PASSWORD,
        "invitation": invitation,
    });
    app.post("/api/register", &Nobody, form).await
}

fn assert_invalid(answer: &TestResponse) {
    assert_refused(answer, 403, "forbidden", "This invitation is not valid");
}

/// The app after it was started again with other settings; users stay.
async fn restarted(app: TestApp, vars: &[(&str, &str)]) -> TestApp {
    app.stop().await.spawn(vars).await
}

on_one_and_on_two_instances! {
    async fn an_invitation_is_for_so_many_accounts_which_get_a_chat_with_its_maker(app: TestApp) {
        let ann = app.register("ann").await;
        let app = restarted(app, &[("REGISTRATION", "invitation")]).await;
        let without = register(&app, "ben", None).await;
        assert_refused(&without, 403, "forbidden", "Registration is by invitation only");
        let invitation = invite(&app, &ann, json!({ "accounts": 2, "expires_in": 86_400 })).await;
        let token = token_of(&invitation);
        assert!(token.len() >= 22, "128 bits or more");
        assert_eq!((&invitation["accounts"], &invitation["used"]), (&json!(2), &json!(0)));
        for username in ["ben", "cat"] {
            let answer = register(&app, username, Some(&token)).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
        assert_invalid(&register(&app, "dora", Some(&token)).await);
        assert_eq!(app.chat_ids(&ann).await.len(), 2);
        let listed = app.get(PATH, &ann).await.json();
        assert_eq!(listed["data"][0]["used"], 2);
        assert!(listed["data"][0].get("url").is_none(), "the link is shown only once");
    }

    async fn at_most_as_many_register_at_once_as_an_invitation_is_for(app: TestApp) {
        let ann = app.register("ann").await;
        let app = restarted(app, &[("REGISTRATION", "invitation")]).await;
        let token = token_of(&invite(&app, &ann, json!({ "accounts": 3, "expires_in": 3600 })).await);
        let names: Vec<String> = (0..8).map(|number| format!("user{number}")).collect();
        let answers = join_all(names.iter().map(|name| register(&app, name, Some(&token)))).await;
        let registered = answers.iter().filter(|answer| answer.status == 201).count();
        assert_eq!(registered, 3);
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_invalid(answer);
        }
    }
}

on_both_databases! {
    async fn a_revoked_addressed_or_unknown_invitation_admits_nobody_else(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let revoked = invite(&app, &ann, json!({ "accounts": 1, "expires_in": 3600 })).await;
        let path = format!("{PATH}/{}", revoked["invitation_id"]);
        let by_others = app.answer_to(app.request(Method::DELETE, &path, &ben)).await;
        let unknown = format!("Invitation {} does not exist", revoked["invitation_id"]);
        assert_refused(&by_others, 404, "not_found", unknown.as_str());
        let answer = app.answer_to(app.request(Method::DELETE, &path, &ann)).await;
        assert_eq!((answer.status, &answer.json()["message"]), (200, &json!("Invitation was successfully revoked")));
        let again = app.answer_to(app.request(Method::DELETE, &path, &ann)).await;
        assert_refused(&again, 404, "not_found", unknown.as_str());
        // A given invitation counts even if everybody may register.
        assert_invalid(&register(&app, "cat", Some(&token_of(&revoked))).await);
        assert_invalid(&register(&app, "cat", Some("nonsense")).await);
        let terms = json!({ "accounts": 1, "expires_in": 3600, "email": "Dora@example.com" });
        let addressed = token_of(&invite(&app, &ann, terms).await);
        assert_invalid(&register(&app, "cat", Some(&addressed)).await);
        assert_eq!(register(&app, "dora", Some(&addressed)).await.status, 201);
        assert_eq!(register(&app, "cat", None).await.status, 201);
    }

    async fn an_invitation_ends_with_the_account_of_its_maker(app: TestApp) {
        let ann = app.register("ann").await;
        let token = token_of(&invite(&app, &ann, json!({ "accounts": 1, "expires_in": 3600 })).await);
        app.delete_account(&ann).await;
        assert_invalid(&register(&app, "ben", Some(&token)).await);
    }

    async fn a_closed_server_admits_nobody(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let token = token_of(&invite(&app, &ann, json!({ "accounts": 1, "expires_in": 3600 })).await);
        let app = restarted(app, &[("REGISTRATION", "closed")]).await;
        for invitation in [None, Some(token.as_str())] {
            let answer = register(&app, "ben", invitation).await;
            assert_refused(&answer, 403, "forbidden", "Registration is closed");
        }
        let answer = app.post(PATH, &ann, json!({ "accounts": 1, "expires_in": 3600 })).await;
        assert_refused(&answer, 403, "forbidden", "Registration is closed");
    }

    async fn only_administrators_invite_if_that_is_set(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let app = restarted(app, &[("INVITATIONS", "administrators")]).await;
        let answer = app.post(PATH, &ann, json!({ "accounts": 1, "expires_in": 3600 })).await;
        assert_refused(&answer, 403, "forbidden", "Only administrators may invite");
    }

    async fn terms_out_of_bounds_are_refused(app: TestApp) {
        let ann = app.register("ann").await;
        let accounts = "Must be an integer from 1 to 100";
        let lifetime = "Must be a number of seconds from 3600 (an hour) to 7776000 (90 days)";
        for (terms, message) in [
            (json!({}), json!({
                "accounts": "Missing required parameter in the JSON body",
                "expires_in": "Missing required parameter in the JSON body",
            })),
            (json!({ "accounts": 0, "expires_in": 3600 }), json!({ "accounts": accounts })),
            (json!({ "accounts": 101, "expires_in": 3600 }), json!({ "accounts": accounts })),
            (json!({ "accounts": 1, "expires_in": 3599 }), json!({ "expires_in": lifetime })),
            (json!({ "accounts": 1, "expires_in": 7_776_001 }), json!({ "expires_in": lifetime })),
            (json!({ "accounts": 1, "expires_in": u64::MAX }), json!({ "expires_in": lifetime })),
            (
                json!({ "accounts": 1, "expires_in": 3600, "email": "nobody" }),
                json!({ "email": "E-mail 'nobody' is not valid" }),
            ),
        ] {
            let answer = app.post(PATH, &ann, terms).await;
            assert_eq!(answer.refusal(), (400, message, "bad_request".to_owned()));
        }
    }
}
