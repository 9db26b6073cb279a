//! `/administration/users`: the accounts, and what can be done to one.

use super::size::size;
use super::visitor::Administrator;
use crate::accounts::{self, Actor};
use crate::error::AppResult;
use crate::state::AppState;
use crate::views::chat::id_of;
use crate::views::error::PageError;
use crate::views::form::{Form, SMALL};
use crate::views::page::{HtmlPage, PageResult};
use crate::views::time::Time;
use crate::views::visitor::LoggedIn;
use crate::views::visitor::flash::Flash;
use actix_web::{HttpResponse, web};
use serde::Serialize;
use simple_chats_domain::UserId;
use simple_chats_persistence::users::UserSummary;

const PATH: &str = "/administration/users";

#[derive(Serialize)]
struct AccountsPage {
    search: String,
    accounts: Vec<Row>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Row {
    user_id: UserId,
    username: String,
    name: String,
    email: String,
    is_administrator: bool,
    joined: Time,
    last_seen: Option<Time>,
    suspended: Option<Time>,
    devices: i64,
}

#[derive(Serialize)]
struct AccountPage {
    account: Row,
    storage: Option<StorageRow>,
}

#[derive(Serialize)]
struct StorageRow {
    messages: i64,
    size: String,
}

impl Row {
    fn of(summary: UserSummary) -> Self {
        Self {
            user_id: summary.user.user_id,
            username: summary.user.username,
            name: summary.user.name,
            email: summary.user.email,
            is_administrator: summary.is_administrator,
            joined: Time::of(summary.user.date_joined),
            last_seen: summary.last_seen.map(Time::of),
            suspended: summary.suspended_at.map(Time::of),
            devices: summary.devices,
        }
    }
}

/// `GET /administration/users?search=…`
pub(crate) async fn show_accounts(Administrator(caller): Administrator) -> PageResult {
    let search = caller.visitor.query("search").unwrap_or_default();
    let after = caller.visitor.query("after").and_then(|id| id.parse().ok()).unwrap_or(0);
    let page = accounts::search_accounts(caller.state(), &search, after).await?;
    let last = page.items.last().filter(|_| page.more).map(|summary| summary.user.user_id);
    let next = last.map(|last| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("search", &search).append_pair("after", &last.to_string());
        format!("{PATH}?{}", query.finish())
    });
    let content = AccountsPage { search, accounts: page.items.into_iter().map(Row::of).collect(), next };
    caller.visitor.show(&HtmlPage::new("administration/users.html", "administration-accounts", content))
}

/// `GET /administration/users/{user_id}`
pub(crate) async fn show_account(
    Administrator(caller): Administrator,
    path: web::Path<String>,
) -> PageResult {
    let page = page(&caller, id_of(&path)?, "administration/user.html", "common-account").await?;
    caller.visitor.show(&page)
}

/// `GET /administration/users/{user_id}/suspend`: asks for confirmation.
pub(crate) async fn confirm_suspension(
    Administrator(caller): Administrator,
    path: web::Path<String>,
) -> PageResult {
    let page =
        page(&caller, id_of(&path)?, "administration/suspend.html", "administration-suspend-account-2")
            .await?;
    caller.visitor.show(&page)
}

/// `POST /administration/users/{user_id}/suspend`
pub(crate) async fn suspend(
    Administrator(caller): Administrator,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    let user_id = id_of(&path)?;
    if form.is_stale() {
        let page =
            page(&caller, user_id, "administration/suspend.html", "administration-suspend-account-2").await?;
        return caller.visitor.show(&page.stale());
    }
    accounts::suspend(caller.state(), actor(&caller), user_id).await?;
    Ok(back_to(&caller, user_id, "administration-account-suspended"))
}

/// `POST /administration/users/{user_id}/resume`
pub(crate) async fn resume(
    Administrator(caller): Administrator,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    act(&caller, &path, &form, accounts::resume, "administration-account-can-used-again").await
}

/// `POST /administration/users/{user_id}/reset-link`
pub(crate) async fn send_reset_link(
    Administrator(caller): Administrator,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    act(&caller, &path, &form, accounts::send_reset_link, "administration-link-reset-password-its").await
}

/// `GET /administration/users/{user_id}/delete`: asks for confirmation.
pub(crate) async fn confirm_deletion(
    Administrator(caller): Administrator,
    path: web::Path<String>,
) -> PageResult {
    let page =
        page(&caller, id_of(&path)?, "administration/delete.html", "administration-delete-account-2").await?;
    caller.visitor.show(&page)
}

/// `POST /administration/users/{user_id}/delete`
pub(crate) async fn delete(
    Administrator(caller): Administrator,
    path: web::Path<String>,
    form: Form<SMALL>,
) -> PageResult {
    let user_id = id_of(&path)?;
    let Ok(fields) = form.fields() else {
        let page =
            page(&caller, user_id, "administration/delete.html", "administration-delete-account-2").await?;
        return caller.visitor.show(&page.stale());
    };
    let delete_messages = fields.get("delete_messages") == "true";
    accounts::delete_user(caller.state(), actor(&caller), user_id, delete_messages).await?;
    Ok(caller.visitor.redirect_with(PATH, Flash::success("administration-account-deleted")))
}

fn actor(caller: &LoggedIn) -> Actor {
    Actor::Administrator(caller.user_id())
}

fn back_to(caller: &LoggedIn, user_id: UserId, text: &'static str) -> HttpResponse {
    caller.visitor.redirect_with(&format!("{PATH}/{user_id}"), Flash::success(text))
}

/// What a button on the page of an account does.
async fn act(
    caller: &LoggedIn,
    path: &str,
    form: &Form<SMALL>,
    action: impl AsyncFnOnce(&AppState, Actor, UserId) -> AppResult<()>,
    done: &'static str,
) -> PageResult {
    let user_id = id_of(path)?;
    if form.is_stale() {
        let page = page(caller, user_id, "administration/user.html", "common-account").await?;
        return caller.visitor.show(&page.stale());
    }
    action(caller.state(), actor(caller), user_id).await?;
    Ok(back_to(caller, user_id, done))
}

async fn page(
    caller: &LoggedIn,
    user_id: UserId,
    template: &'static str,
    title: &'static str,
) -> Result<HtmlPage<AccountPage>, PageError> {
    let details = accounts::account_details(caller.state(), user_id).await?;
    let content = AccountPage {
        account: Row::of(details.summary),
        storage: details
            .storage
            .map(|storage| StorageRow { messages: storage.messages, size: size(storage.bytes) }),
    };
    Ok(HtmlPage::new(template, title, content))
}
