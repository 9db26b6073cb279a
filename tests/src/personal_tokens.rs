//! Personal tokens of users, made by the API.

use crate::{Bearer, TestApp, TestResponse, TestUser};
use serde_json::json;

pub const PATH: &str = "/api/tokens";

/// A token with its id.
pub struct MadeToken {
    pub token_id: i64,
    pub bearer: Bearer,
}

impl MadeToken {
    pub fn path(&self) -> String {
        format!("{PATH}/{}", self.token_id)
    }
}

/// The answer to the request for a token without an end.
pub async fn ask_for_token(app: &TestApp, user: &TestUser, scope: &str) -> TestResponse {
    app.post(PATH, user, json!({ "name": "my bot", "scope": scope, "expires_in": null })).await
}

/// Makes a token with a scope.
pub async fn make_token(app: &TestApp, user: &TestUser, scope: &str) -> MadeToken {
    let answer = ask_for_token(app, user, scope).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let made = answer.json();
    let token_id = made["token_id"].as_i64().expect("the token's id");
    MadeToken { token_id, bearer: Bearer(made["token"].as_str().expect("a token").to_owned()) }
}
