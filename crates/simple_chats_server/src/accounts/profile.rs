//! Finding users, and changing the user's own profile.

use super::credentials::find_by_login;
use super::standing::lock_usable;
use super::usernames::{keep_former_username, take_username, username_alike, username_taken};
use crate::error::{AppError, AppResult, MissingRow};
use crate::rate_limits::RateLimiter;
use crate::state::AppState;
use chrono::Utc;
use simple_chats_domain::{
    Event, Name, Page, PeopleQuery, Person, ProfileChange, Publication, User, UserFilter, UserId, UserQuery,
    Username, cut_to_millis, fold,
};
use simple_chats_persistence::{DbConnection, LockScope, StoreError, UniqueKey, users};

const MAX_FOUND: i64 = 20;

/// A user whom the caller may find, unless deleted or not yet confirmed.
pub(crate) fn find_user(conn: &mut DbConnection, me: UserId, user_id: UserId) -> AppResult<User> {
    users::find_findable(conn, me, user_id).or_not_found(|| AppError::UnknownUser(user_id.to_string()))
}

/// The users who match a query and whom the caller may find. Filtering by a part of a name counts against the search limit of
/// the caller.
pub(crate) fn list_users(
    conn: &mut DbConnection,
    rate_limiter: &RateLimiter,
    me: UserId,
    query: &UserQuery,
) -> AppResult<Page<User>> {
    let is_part =
        |filter: &UserFilter| matches!(filter, UserFilter::UsernameLike(_) | UserFilter::NameLike(_));
    if query.filters.iter().any(is_part) {
        rate_limiter.search_per_user.take(&me)?;
    }
    Ok(users::list(conn, me, query)?)
}

/// At most 20 people whose name or username contains all of the words, and whether there are more. Whoever has the text as
/// username or address comes first.
pub(crate) async fn search(state: &AppState, me: UserId, query: PeopleQuery) -> AppResult<Page<Person>> {
    state.rate_limiter.search_per_user.take(&me)?;
    let search = move |conn: &mut DbConnection| -> Result<_, StoreError> {
        let mut page = users::search(conn, me, &query, MAX_FOUND)?;
        let exact = match query.exact() {
            Some(exact) => users::find_by_exact(conn, exact).or_none()?,
            None => None,
        };
        if let Some(person) = exact.filter(|person| person.user_id != me) {
            page.items.retain(|found| found.user_id != person.user_id);
            page.items.insert(0, person);
            let more = page.more;
            page = Page::cut(page.items, MAX_FOUND);
            page.more |= more;
        }
        Ok(page)
    };
    Ok(state.database.read(search).await?)
}

/// Changes username, name, or both, and publishes the change to the user's companions. Returns the changed fields.
pub async fn update_profile(
    state: &AppState,
    me: UserId,
    username: Option<&str>,
    name: Option<&str>,
) -> AppResult<ProfileChange> {
    state.rate_limiter.change(me)?;
    let username = username.map(Username::parse).transpose()?;
    let name = match name.map(Name::parse).transpose() {
        Ok(name) => name,
        Err(error) => {
            // The original reports a taken username before a malformed name.
            refuse_taken_by_others(state, me, username).await?;
            return Err(error.into());
        }
    };
    let asked = username.clone();
    let change = ProfileChange { username, name };
    let now = cut_to_millis(Utc::now());
    let update = move |conn: &mut _, publications: &mut Vec<_>| {
        let user = lock_usable(conn, me)?.user;
        let change = change.clone().against(&user).ok_or(AppError::NothingUpdated)?;
        let (before, former) = (fold(&user.username), user.username);
        let user =
            users::update_profile(conn, me, &change).map_err(|error| match (error, &change.username) {
                (StoreError::Conflict(UniqueKey::Username), Some(username)) => username_taken(username),
                (StoreError::Conflict(UniqueKey::UsernameSkeleton), Some(username)) => {
                    username_alike(username)
                }
                (error, _) => error.into(),
            })?;
        if let Some(username) = &change.username {
            // Another case of the same username may look like one that is kept for another user.
            take_username(conn, me, username, now)?;
            if username.key() != before {
                keep_former_username(conn, me, &former, now)?;
            }
        }
        let mut audience = users::list_unblocked_companions(conn, me)?;
        audience.push(me);
        publications.push(Publication::to_all(audience, Event::UserChanged(user.person())));
        Ok(change)
    };
    // It locks the user.
    match state.database.write_locking(LockScope::Many, update).await {
        // Of two equal names that are taken at once, the index of similar ones may notice the second first.
        Err(error @ AppError::UsernameAlike(_)) => {
            refuse_taken_by_others(state, me, asked).await?;
            Err(error)
        }
        updated => updated,
    }
}

async fn refuse_taken_by_others(state: &AppState, me: UserId, username: Option<Username>) -> AppResult<()> {
    let Some(username) = username else { return Ok(()) };
    let is_taken =
        find_by_login(state, username.as_str()).await?.is_some_and(|account| account.user.user_id != me);
    if is_taken { Err(username_taken(&username)) } else { Ok(()) }
}
