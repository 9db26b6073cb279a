//! `/account/privacy`: what the user shows to others, who may write, and whom the user has blocked.

use super::chat::id_of;
use super::form::{Form, FormFields, SMALL};
use super::page::{HtmlPage, PageResult};
use super::visitor::LoggedIn;
use super::visitor::flash::Flash;
use crate::accounts;
use crate::error::AppResult;
use actix_web::web;
use serde::Serialize;
use simple_chats_domain::{ChatQuery, Findable, Person, Privacy, PrivacyChange, UserId, WhoMayWrite};
use simple_chats_persistence::DbConnection;

const PATH: &str = "/account/privacy";

/// How many blocked people the page lists at once.
const MAX_LISTED: i64 = 200;

#[derive(Serialize)]
struct PrivacyPage {
    privacy: Privacy,
    blocked: Vec<Person>,
    /// The last of these, if there are more.
    next: Option<UserId>,
}

/// `GET /account/privacy`
pub(crate) async fn show_privacy(caller: LoggedIn) -> PageResult {
    caller.visitor.show(&page(&caller).await?)
}

/// `POST /account/privacy`
pub(crate) async fn update_privacy(caller: LoggedIn, form: Form<SMALL>) -> PageResult {
    let Ok(fields) = form.fields() else {
        return caller.visitor.show(&page(&caller).await?.stale());
    };
    accounts::update_privacy(caller.state(), caller.user_id(), change_of(&fields)).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("privacy-settings-saved")))
}

/// All settings of the form. An unchecked box is missing.
fn change_of(fields: &FormFields) -> PrivacyChange {
    let is_checked = |name: &str| Some(!fields.get(name).is_empty());
    PrivacyChange {
        show_presence: is_checked("show_presence"),
        send_read_marks: is_checked("send_read_marks"),
        send_typing: is_checked("send_typing"),
        findable: match fields.get("findable") {
            "everyone" => Some(Findable::Everyone),
            "exact" => Some(Findable::Exact),
            _ => None,
        },
        who_may_write: match fields.get("who_may_write") {
            "everyone" => Some(WhoMayWrite::Everyone),
            "invited" => Some(WhoMayWrite::Invited),
            _ => None,
        },
    }
}

/// `POST /account/blocks/{user_id}/end`
pub(crate) async fn unblock_user(caller: LoggedIn, path: web::Path<String>, form: Form<SMALL>) -> PageResult {
    let user_id: UserId = id_of(&path)?;
    if form.is_stale() {
        return caller.visitor.show(&page(&caller).await?.stale());
    }
    accounts::unblock(caller.state(), caller.user_id(), user_id).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("privacy-user-unblocked")))
}

async fn page(caller: &LoggedIn) -> AppResult<HtmlPage<PrivacyPage>> {
    let me = caller.user_id();
    caller.state().rate_limiter.read(me)?;
    let after = caller.visitor.query("after").and_then(|value| value.parse().ok()).map_or(0, UserId::get);
    let read = move |conn: &mut DbConnection| -> AppResult<PrivacyPage> {
        let page = accounts::list_blocks(conn, me, ChatQuery::after(after, MAX_LISTED))?;
        let blocked: Vec<Person> = page.items.into_iter().map(|(person, _)| person).collect();
        let next = blocked.last().filter(|_| page.more).map(|person| person.user_id);
        Ok(PrivacyPage { privacy: accounts::find_privacy(conn, me)?, blocked, next })
    };
    Ok(HtmlPage::new("privacy.html", "privacy-privacy", caller.state().database.read(read).await?))
}
