//! Registration of users.

use crate::error::{AppError, AppResult};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{Password, PasswordRules};
use simple_chats_domain::{EmailAddress, Name, NewUser, User, Username, cut_to_millis};
use simple_chats_persistence::{StoreError, UniqueKey, users};

/// A registration whose fields keep all rules.
#[derive(Debug, Clone)]
pub(crate) struct Registration {
    user: NewUser,
    password: Password,
}

/// The faults of a registration in the order of its fields, at least one.
#[derive(Debug)]
pub(crate) struct Faults(pub(crate) Vec<AppError>);

/// The first fault, for callers that report only one.
impl From<Faults> for AppError {
    #[expect(clippy::expect_used, reason = "only `parse` makes faults, from a field that failed")]
    fn from(faults: Faults) -> Self {
        faults.0.into_iter().next().expect("a fault")
    }
}

impl Registration {
    pub(crate) fn parse(
        rules: &PasswordRules,
        email: &str,
        username: &str,
        name: &str,
        password: &str,
    ) -> Result<Self, Faults> {
        let parsed = (EmailAddress::parse(email), Username::parse(username), Name::parse(name));
        let personal = [
            parsed.0.as_ref().map_or(email, EmailAddress::as_str),
            parsed.1.as_ref().map_or(username, Username::as_str),
            parsed.2.as_ref().map_or(name, Name::as_str),
        ];
        let password = rules.check(password, &personal);
        match (parsed, password) {
            ((Ok(email), Ok(username), Ok(name)), Ok(password)) => {
                let user = NewUser { email, username, name, date_joined: cut_to_millis(Utc::now()) };
                Ok(Self { user, password })
            }
            ((email, username, name), password) => {
                let faults = [
                    email.err().map(AppError::from),
                    username.err().map(AppError::from),
                    name.err().map(AppError::from),
                    password.err().map(AppError::from),
                ];
                Err(Faults(faults.into_iter().flatten().collect()))
            }
        }
    }
}

/// Registers a user. The rate limit applies if the caller's network is known.
pub(crate) async fn register(
    state: &AppState,
    network: Option<Network>,
    registration: Registration,
) -> AppResult<User> {
    if let Some(network) = network {
        state.rate_limiter.register_per_network.take(&network)?;
    }
    let Registration { user, password } = registration;
    refuse_taken(state, &user).await?;
    let hash = state.hasher.hash(&password).await?;
    let insert = move |conn: &mut _, _: &mut _| {
        users::insert(conn, &user, &hash).map_err(|error| match error {
            StoreError::Conflict(UniqueKey::Email) => email_taken(&user),
            StoreError::Conflict(UniqueKey::Username) => username_taken(&user.username),
            other => other.into(),
        })
    };
    state.database.write(insert).await
}

/// Saves hashing the password of a registration that can't succeed.
async fn refuse_taken(state: &AppState, user: &NewUser) -> AppResult<()> {
    let (email_key, username_key) = (user.email.key(), user.username.key());
    match state.database.read(move |conn| users::are_taken(conn, &email_key, &username_key)).await? {
        (true, _) => Err(email_taken(user)),
        (false, true) => Err(username_taken(&user.username)),
        (false, false) => Ok(()),
    }
}

fn email_taken(user: &NewUser) -> AppError {
    AppError::EmailTaken(user.email.as_str().to_owned())
}

pub(super) fn username_taken(username: &Username) -> AppError {
    AppError::UsernameTaken(username.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: PasswordRules = PasswordRules { min_length: 8, refuse_common: true };

    #[test]
    fn all_faults_are_reported_in_the_order_of_the_fields() {
        let faults = Registration::parse(&RULES, "ann", "x", "", "short").unwrap_err();
        assert!(matches!(
            faults.0[..],
            [AppError::Email(_), AppError::Username(_), AppError::Name(_), AppError::Password(_)]
        ));
    }

    #[test]
    fn the_password_must_not_repeat_another_field() {
        let parse =
            |password| Registration::parse(&RULES, "ann@example.org", "annette", "Ann Example", password);
        assert!(matches!(AppError::from(parse("ann example").unwrap_err()), AppError::Password(_)));
        assert!(parse("correct horse battery").is_ok());
    }
}
