//! Registration of users.

use super::audit::Actor;
use super::email_addresses::queue_confirmation;
use super::security_log::{SecurityEvent, note, note_by, note_limited};
use super::usernames::{take_username, username_alike, username_taken};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::Network;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::{Lane, Password, PasswordRules, hash_token};
use simple_chats_domain::{
    AuditAction, EmailAddress, Invitation, Name, NewUser, Pair, Publication, RegistrationError,
    RegistrationMode, User, UserId, Username, cut_to_millis,
};
use simple_chats_persistence::users::Standing;
use simple_chats_persistence::{
    DbConnection, LockScope, StoreError, UniqueKey, invitations, send_requests, users,
};

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

/// Registers a user who comes from a network, with the token of an invitation or of the setup link if there is one.
pub(crate) async fn register(
    state: &AppState,
    network: Network,
    invitation: Option<&str>,
    registration: Registration,
) -> AppResult<User> {
    let limited = state.rate_limiter.register_per_network.take(&network);
    note_limited(limited, SecurityEvent::RegistrationLimited, None, network)?;
    let admission = admit(state, invitation, &registration.user.email).await?;
    let user = insert(state, Lane::of(&network), registration, admission).await?;
    note(SecurityEvent::Registered, Some(user.user_id), Some(network));
    Ok(user)
}

/// Registers a user on behalf of the operator, whoever may register otherwise.
pub(crate) async fn add_user(
    state: &AppState,
    registration: Registration,
    is_administrator: bool,
) -> AppResult<User> {
    let user =
        insert(state, Lane::of_known(&()), registration, Admission::Operator { is_administrator }).await?;
    note_by(SecurityEvent::Registered, user.user_id, None);
    Ok(user)
}

/// Makes a user an administrator, or no longer one. Only the operator can do that, and can undo it: the last one may go, too.
/// Nothing happens if the user is that already.
pub(crate) async fn set_administrator(
    state: &AppState,
    user_id: UserId,
    is_administrator: bool,
) -> AppResult<()> {
    let now = cut_to_millis(Utc::now());
    let unknown = move || AppError::UnknownUser(user_id.to_string());
    let set = move |conn: &mut DbConnection, _: &mut _| -> AppResult<bool> {
        Actor::CommandLine.authorize(conn)?;
        let account = users::find_account(conn, user_id).or_not_found(unknown)?;
        if account.is_administrator == is_administrator {
            return Ok(false);
        }
        users::set_administrator(conn, user_id, is_administrator).or_not_found(unknown)?;
        let action = if is_administrator { AuditAction::Promoted } else { AuditAction::Demoted };
        Actor::CommandLine.record(conn, now, action, user_id)?;
        Ok(true)
    };
    if state.database.write_locking(LockScope::Many, set).await? {
        let event = if is_administrator { SecurityEvent::Promoted } else { SecurityEvent::Demoted };
        note_by(event, user_id, None);
    }
    Ok(())
}

/// What entitles somebody to register.
#[derive(Debug, Clone)]
enum Admission {
    /// Everyone may.
    Open,
    /// An invitation, by the key of its token.
    Invitation(String),
    /// The setup link, for the first user.
    Setup,
    Operator {
        is_administrator: bool,
    },
}

/// Checks whether somebody may register, before the password is hashed. The change checks it again.
async fn admit(state: &AppState, token: Option<&str>, email: &EmailAddress) -> AppResult<Admission> {
    let token = token.filter(|token| !token.is_empty());
    if token.is_some_and(|token| is_setup_token(state, token)) {
        let is_first = state.database.read(users::is_empty).await?;
        return if is_first {
            Ok(Admission::Setup)
        } else {
            Err(RegistrationError::InvalidInvitation.into())
        };
    }
    state.settings.registration.admit(token.is_some())?;
    let Some(token) = token else { return Ok(Admission::Open) };
    let (key, email) = (hash_token(token), email.clone());
    let admission = Admission::Invitation(key.clone());
    state.database.read(move |conn| find_usable(conn, &key, &email)).await?;
    Ok(admission)
}

async fn insert(
    state: &AppState,
    lane: Lane,
    registration: Registration,
    admission: Admission,
) -> AppResult<User> {
    let Registration { user, password } = registration;
    refuse_taken(state, &user).await?;
    let asked = user.clone();
    let hash = state.hasher.hash(lane, &password).await?;
    let must_confirm = state.settings.email_confirmation;
    let insert = move |conn: &mut DbConnection, publications: &mut Vec<Publication>| -> AppResult<User> {
        let inviter = match &admission {
            Admission::Invitation(key) => {
                let invitation = find_usable(conn, key, &user.email)?;
                // Until the commit, nobody can suspend or delete the account of the inviter.
                let maker = users::lock_account(conn, invitation.maker_id)
                    .or_not_found(|| RegistrationError::InvalidInvitation.into())?;
                if maker.suspended_at.is_some() {
                    return Err(RegistrationError::InvalidInvitation.into());
                }
                invitations::count_use(conn, invitation.invitation_id)
                    .or_not_found(|| RegistrationError::InvalidInvitation.into())?;
                Some(invitation.maker_id)
            }
            Admission::Setup if !users::is_first(conn)? => {
                return Err(RegistrationError::InvalidInvitation.into());
            }
            Admission::Open | Admission::Setup | Admission::Operator { .. } => None,
        };
        let registered = users::insert(conn, &user, &hash).map_err(|error| match error {
            StoreError::Conflict(UniqueKey::Email) => email_taken(&user),
            StoreError::Conflict(UniqueKey::Username) => username_taken(&user.username),
            StoreError::Conflict(UniqueKey::UsernameSkeleton) => username_alike(&user.username),
            other => other.into(),
        })?;
        take_username(conn, registered.user_id, &user.username, user.date_joined)?;
        if matches!(admission, Admission::Setup | Admission::Operator { is_administrator: true }) {
            users::set_administrator(conn, registered.user_id, true)?;
        }
        if must_confirm && matches!(admission, Admission::Open | Admission::Invitation(_)) {
            users::set_email_confirmed(conn, registered.user_id, false)?;
            let account = users::find_account(conn, registered.user_id)?;
            queue_confirmation(conn, &account, &user.email)?;
        }
        if matches!(admission, Admission::Operator { .. }) {
            Actor::CommandLine.record(conn, user.date_joined, AuditAction::Added, registered.user_id)?;
        }
        if let Some(pair) = inviter.and_then(|inviter| Pair::of(inviter, registered.user_id).ok()) {
            send_requests::find_or_create_chat(conn, publications, pair, None)?;
        }
        Ok(registered)
    };
    let registered = match state.database.write_locking(LockScope::Many, insert).await {
        // Of two equal names that are registered at once, the index of similar ones may notice the second first.
        Err(error @ AppError::UsernameAlike(_)) => {
            refuse_taken(state, &asked).await?;
            return Err(error);
        }
        registered => registered?,
    };
    state.mail_queued.notify_one();
    Ok(registered)
}

/// The invitation of a token's key, if it admits somebody with this address, and the account of its maker can be used.
fn find_usable(conn: &mut DbConnection, key: &str, email: &EmailAddress) -> AppResult<Invitation> {
    let invalid = || AppError::from(RegistrationError::InvalidInvitation);
    let invitation = invitations::find(conn, key).or_not_found(invalid)?;
    let stands = users::standing(conn, invitation.maker_id)? == Standing::Good;
    if stands && invitation.admits(email, Utc::now()) { Ok(invitation) } else { Err(invalid()) }
}

/// The token of the link by which the first administrator registers. It stays the same, and is good for nothing once there
/// is a user.
pub(crate) fn setup_token(state: &AppState) -> String {
    state.setup.mac(&state.epoch)
}

pub(super) fn is_setup_token(state: &AppState, token: &str) -> bool {
    state.setup.is_mac(&state.epoch, token)
}

/// Whether the setup link is needed: nobody has registered yet, and not everybody may.
pub(crate) async fn needs_setup(state: &AppState) -> AppResult<bool> {
    let is_open = state.settings.registration == RegistrationMode::Open;
    Ok(!is_open && state.database.read(users::is_empty).await?)
}

/// Saves hashing the password of a registration that can't succeed.
async fn refuse_taken(state: &AppState, user: &NewUser) -> AppResult<()> {
    let (email_key, username) = (user.email.key(), user.username.clone());
    let find = move |conn: &mut DbConnection| -> Result<_, StoreError> {
        // In this order: an equal name that is registered meanwhile is seen as one.
        let is_alike = users::is_like_taken(conn, &username.skeleton())?;
        let (email, key) = users::are_taken(conn, &email_key, &username.key())?;
        Ok((email, key, is_alike))
    };
    match state.database.read(find).await? {
        (true, ..) => Err(email_taken(user)),
        (false, true, _) => Err(username_taken(&user.username)),
        (false, false, true) => Err(username_alike(&user.username)),
        (false, false, false) => Ok(()),
    }
}

fn email_taken(user: &NewUser) -> AppError {
    AppError::EmailTaken(user.email.as_str().to_owned())
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
