//! Authenticator apps of users.

use crate::app::{SECRET_KEY, TestApp, TestUser};
use chrono::{TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use simple_chats_auth::{AuthenticatorSecrets, Keyring, RecoveryCode, TotpSecret};
use simple_chats_domain::UserId;
use simple_chats_persistence::{StoreError, authenticators, recovery_codes, users};

/// The app of a user, and the recovery codes.
#[derive(Debug, Clone)]
pub struct SecondFactor {
    user_id: UserId,
    secret: TotpSecret,
    pub recovery_codes: Vec<String>,
}

impl SecondFactor {
    /// An app that takes over a secret, without recovery codes.
    pub fn new(user: &TestUser, secret: &str) -> Self {
        let secret = TotpSecret::parse(secret).expect("a secret");
        Self { user_id: UserId::stored(user.user_id), secret, recovery_codes: Vec::new() }
    }

    pub fn with_recovery_codes(self, recovery_codes: Vec<String>) -> Self {
        Self { recovery_codes, ..self }
    }

    /// Gives a user an app by the database.
    pub fn give(app: &TestApp, user: &TestUser) -> Self {
        let user_id = UserId::stored(user.user_id);
        let secrets = AuthenticatorSecrets::new(&Keyring::new(SECRET_KEY, None));
        let secret = secrets.propose(user_id, 1, "a session of the tests");
        let sealed = secrets.seal(user_id, &secret).expect("the secret can be encrypted");
        let codes: Vec<RecoveryCode> = (0..10).map(|_| RecoveryCode::generate()).collect();
        let hashes: Vec<String> = codes.iter().map(|code| code.hash(user_id)).collect();
        let given = app.connect().write_transaction(|conn| -> Result<(), StoreError> {
            authenticators::insert(conn, user_id, &sealed, 0, Utc::now())?;
            recovery_codes::replace_all_of(conn, user_id, &hashes)?;
            users::set_has_second_factor(conn, user_id, true)
        });
        given.expect("a user without one");
        Self { user_id, secret, recovery_codes: codes.iter().map(RecoveryCode::shown).collect() }
    }

    pub fn secret(&self) -> &TotpSecret {
        &self.secret
    }

    /// The code that the app shows.
    pub fn code(&self) -> String {
        self.code_in(0)
    }

    /// The code that the app shows so many steps of 30 seconds later.
    pub fn code_in(&self, steps: i32) -> String {
        self.secret.code_at(Utc::now() + TimeDelta::seconds(30) * steps)
    }

    /// A code that is none of those that are good now.
    pub fn wrong_code(&self) -> String {
        let good: Vec<String> = (-2..=2).map(|steps| self.code_in(steps)).collect();
        let wrong = ["000000", "111111", "222222", "333333", "444444", "555555"];
        wrong.into_iter().find(|code| !good.iter().any(|good| good == code)).expect("one of six").to_owned()
    }

    /// As if the codes that were used so far, and the wrong ones, had been entered a while ago.
    pub fn let_time_pass(&self, app: &TestApp) {
        let Self { user_id, .. } = self;
        let statement =
            format!("UPDATE authenticators SET last_step = 0, wrong_code_at = 0 WHERE user_id = {user_id}");
        app.connect().batch_execute(&statement).expect("the row can be changed");
    }
}
