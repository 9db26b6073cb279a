//! The JSON shapes of people.

use super::values::{Id, Time};
use serde::Serialize;
use simple_chats_domain::{RestTime, User, UserId};
use utoipa::ToSchema;

/// A user.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = User)]
pub(super) struct UserShape {
    #[schema(value_type = Id)]
    user_id: UserId,
    username: String,
    name: String,
    /// Shown only to the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    email: Option<String>,
    #[schema(value_type = Time)]
    date_joined: RestTime,
}

impl UserShape {
    pub(super) fn with_email(user: User) -> Self {
        Self { email: Some(user.email.clone()), ..Self::from(user) }
    }
}

impl From<User> for UserShape {
    fn from(user: User) -> Self {
        Self {
            user_id: user.user_id,
            username: user.username,
            name: user.name,
            email: None,
            date_joined: RestTime(user.date_joined),
        }
    }
}

/// What others see of a user. A deleted user has no username and is named "Deleted user".
#[derive(ToSchema)]
#[schema(as = Person)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct PersonShape {
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(required)]
    username: Option<String>,
    name: String,
}
