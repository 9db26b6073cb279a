//! Registering, finding people, and changing one's own profile.

use crate::error::{AppError, ChangeError, OrNotFound};
use crate::rate_limits::Network;
use crate::settings::Secret;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_auth::Password;
use simple_chats_domain::{
    EmailAddress, Event, Name, NewUser, Page, Person, ProfileChange, Publication, User, UserFilter, UserId,
    UserQuery, Username, cut_to_millis,
};
use simple_chats_persistence::{StoreError, UniqueKey, users};

/// How many people a search shows.
const MAX_FOUND: i64 = 20;

/// How many words of a search count; what stands behind them is passed over.
const MAX_WORDS: usize = 8;

/// What somebody types in to register.
#[derive(Debug, Clone)]
pub struct Registration {
    /// An e-mail address.
    pub email: String,
    /// A username.
    pub username: String,
    /// A name.
    pub name: String,
    /// A password.
    pub password: Secret,
}

/// Registers a user. The rules are checked in the order of the fields.
pub async fn register(
    state: &AppState,
    network: Option<Network>,
    form: Registration,
) -> Result<User, AppError> {
    let new = NewUser {
        email: EmailAddress::parse(&form.email)?,
        username: Username::parse(&form.username)?,
        name: Name::parse(&form.name)?,
        date_joined: cut_to_millis(Utc::now()),
    };
    let personal = [new.email.as_str(), new.username.as_str(), new.name.as_str()];
    let password = state.password_rules.check(form.password.expose(), &personal)?;
    if let Some(network) = network {
        state.rate_limiter.register(network)?;
    }
    refuse_taken(state, &new).await?;
    store(state, new, &password).await
}

/// Before a core is spent on hashing.
async fn refuse_taken(state: &AppState, new: &NewUser) -> Result<(), AppError> {
    let (email_key, username_key) = (new.email.key(), new.username.key());
    let (email, username) =
        state.database.read(move |conn| users::are_taken(conn, &email_key, &username_key)).await?;
    if email {
        return Err(AppError::EmailTaken(new.email.as_str().to_owned()));
    }
    if username {
        return Err(AppError::UsernameTaken(new.username.as_str().to_owned()));
    }
    Ok(())
}

async fn store(state: &AppState, new: NewUser, password: &Password) -> Result<User, AppError> {
    let hash = state.hasher.hash(password).await?;
    let stored = state.database.write(move |conn, _| -> Result<User, ChangeError> {
        users::insert(conn, &new, &hash).map_err(|error| match error {
            StoreError::Conflict(UniqueKey::Email) => {
                AppError::EmailTaken(new.email.as_str().to_owned()).into()
            }
            StoreError::Conflict(UniqueKey::Username) => {
                AppError::UsernameTaken(new.username.as_str().to_owned()).into()
            }
            other => other.into(),
        })
    });
    Ok(stored.await?)
}

/// A user who is not deleted.
pub async fn find_user(state: &AppState, user_id: UserId) -> Result<User, AppError> {
    let found = state.database.read(move |conn| -> Result<User, ChangeError> {
        users::find(conn, user_id).or_not_found(|| AppError::UnknownUser(user_id.to_string()))
    });
    Ok(found.await?)
}

/// The users who match. Looking for a part of a name is a search, and counts as one for a user who asks.
pub async fn list_users(
    state: &AppState,
    me: Option<UserId>,
    query: UserQuery,
) -> Result<Page<User>, AppError> {
    let is_part =
        |filter: &UserFilter| matches!(filter, UserFilter::UsernameLike(_) | UserFilter::NameLike(_));
    if let Some(me) = me
        && query.filters.iter().any(is_part)
    {
        state.rate_limiter.search(me)?;
    }
    Ok(state.database.read(move |conn| users::list(conn, &query)).await?)
}

/// People by name or username: who has any of the words in it. At most 20, and whether there are more.
pub async fn search(state: &AppState, me: UserId, text: &str) -> Result<Page<Person>, AppError> {
    state.rate_limiter.search(me)?;
    let words: Vec<String> = text
        .split_whitespace()
        .filter(|word| !word.contains('\0'))
        .take(MAX_WORDS)
        .map(str::to_owned)
        .collect();
    Ok(state.database.read(move |conn| users::search(conn, me, &words, MAX_FOUND)).await?)
}

/// Changes username, name or both: all or nothing. Tells everybody who has a chat with the user. Returns what changed.
pub async fn update_profile(
    state: &AppState,
    me: UserId,
    username: Option<&str>,
    name: Option<&str>,
) -> Result<ProfileChange, AppError> {
    let username = username.map(Username::parse).transpose()?;
    let name = match name.map(Name::parse).transpose() {
        Ok(name) => name,
        Err(error) => {
            // A username that is taken comes before a name that is wrong.
            refuse_taken_by_others(state, me, username).await?;
            return Err(error.into());
        }
    };
    let change = ProfileChange { username, name };
    let changed = state.database.write(move |conn, publications| -> Result<ProfileChange, ChangeError> {
        let user = users::find(conn, me).or_not_found(|| AppError::UnknownUser(me.to_string()))?;
        let change = change.clone().against(&user).ok_or(AppError::NothingUpdated)?;
        let user =
            users::update_profile(conn, me, &change).map_err(|error| match (error, &change.username) {
                (StoreError::Conflict(UniqueKey::Username), Some(username)) => {
                    ChangeError::App(AppError::UsernameTaken(username.as_str().to_owned()))
                }
                (error, _) => error.into(),
            })?;
        let mut audience = users::list_companions(conn, me)?;
        audience.push(me);
        publications.push(Publication::to_all(audience, Event::UserChanged(user.person())));
        Ok(change)
    });
    Ok(changed.await?)
}

async fn refuse_taken_by_others(
    state: &AppState,
    me: UserId,
    username: Option<Username>,
) -> Result<(), AppError> {
    let Some(username) = username else { return Ok(()) };
    let login = username.as_str().to_owned();
    match state.database.read(move |conn| users::find_by_login(conn, &login)).await {
        Ok(account) if account.user.user_id != me => {
            Err(AppError::UsernameTaken(username.as_str().to_owned()))
        }
        Ok(_) | Err(StoreError::NotFound) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
