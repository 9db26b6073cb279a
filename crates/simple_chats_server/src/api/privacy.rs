//! `/api/me/privacy` and `/api/blocks`: what the caller shows to others, and whom the caller has blocked.

use super::answers::Data;
use super::body::JsonObject;
use super::caller::{Owner, Reader};
use super::fields::body;
use super::paging::{Next, parameters};
use super::parameters::PageParameters;
use super::person_shapes::PersonShape;
use super::representation::Representation;
use super::users::user_id_of;
use super::values::{Id, Time};
use crate::accounts::{self, BlockedUser};
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::json;
use crate::http::json_error::JsonResult;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{ChatQuery, Findable, Person, PrivacyChange, RestTime, UserId, WhoMayWrite};
use utoipa::ToSchema;

/// A user whom the caller has blocked.
#[derive(Serialize, ToSchema)]
#[schema(as = Block)]
pub(super) struct BlockShape {
    #[serde(flatten)]
    #[schema(value_type = PersonShape)]
    user: Person,
    #[schema(value_type = Time)]
    blocked_at: RestTime,
}

impl From<BlockedUser> for BlockShape {
    fn from((user, at): BlockedUser) -> Self {
        Self { user, blocked_at: RestTime(at) }
    }
}

/// What the user shows to others, who finds the user, and who may write.
#[derive(ToSchema)]
#[schema(as = Privacy)]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) struct PrivacyShape {
    /// Whether others see when the user is online and was last seen, and the user sees it of others.
    show_presence: bool,
    /// Whether the user and the companions see each other's read marks.
    send_read_marks: bool,
    /// Whether the user and the companions see each other typing.
    send_typing: bool,
    #[schema(value_type = FindableName)]
    findable: Findable,
    #[schema(value_type = WhoMayWriteName)]
    who_may_write: WhoMayWrite,
}

/// Who finds the user: everyone, or strangers only by the exact username or address.
#[derive(ToSchema)]
#[schema(as = Findable, rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) enum FindableName {
    Everyone,
    Exact,
}

/// Whose first message arrives at once: everyone's, or only that of people who have a chat with the user already.
#[derive(ToSchema)]
#[schema(as = WhoMayWrite, rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes the type of another crate")]
pub(super) enum WhoMayWriteName {
    Everyone,
    Invited,
}

body! {
    /// New privacy settings. Those that are absent stay.
    NewPrivacy {
        #[schema(nullable = false)]
        show_presence: Option<bool>,
        #[schema(nullable = false)]
        send_read_marks: Option<bool>,
        #[schema(nullable = false)]
        send_typing: Option<bool>,
        #[schema(value_type = FindableName, required = false)]
        findable: Option<Findable>,
        #[schema(value_type = WhoMayWriteName, required = false)]
        who_may_write: Option<WhoMayWrite>,
    }
}

/// Shows the caller's privacy settings.
#[utoipa::path(get, path = "/api/me/privacy", tag = "Privacy",
    responses((status = 200, description = "The settings.", body = inline(Data<PrivacyShape>))))]
pub(crate) async fn show_privacy(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, privacy) = reader.read(accounts::find_privacy).await?;
    let privacy = Representation::of(&Data { user_id: me, data: privacy });
    Ok(privacy.respond(&Conditions::of(&request, reader.state()), me))
}

/// Changes any of the caller's privacy settings, all or nothing.
#[utoipa::path(patch, path = "/api/me/privacy", tag = "Privacy", request_body = NewPrivacy,
    responses((status = 200, description = "All settings.", body = inline(Data<PrivacyShape>))))]
pub(crate) async fn update_privacy(Owner(caller): Owner, body: JsonObject<SMALL>) -> JsonResult {
    let NewPrivacy { show_presence, send_read_marks, send_typing, findable, who_may_write } = body.read()?;
    let change = PrivacyChange { show_presence, send_read_marks, send_typing, findable, who_may_write };
    let me = caller.user_id();
    let privacy = accounts::update_privacy(&caller.state, me, change).await?;
    Ok(json(StatusCode::OK, &Data { user_id: me, data: privacy }))
}

/// Lists the users whom the caller has blocked.
#[utoipa::path(get, path = "/api/blocks", tag = "Privacy", params(PageParameters),
    responses((status = 200, description = "The blocked users.", body = inline(Data<Vec<BlockShape>>))))]
pub(crate) async fn list_blocks(reader: Reader, request: HttpRequest) -> JsonResult {
    let query = ChatQuery::parse(&parameters(&request));
    let (me, page) = reader.read(move |conn, me| accounts::list_blocks(conn, me, query)).await?;
    reader.has_read(me, page.items.len());
    let end = page.items.last().filter(|_| page.more);
    let next = end.map(|(person, _)| Next::After(person.user_id.get()));
    let page = page.map(BlockShape::from);
    let text = Data { user_id: me, data: &page.items };
    let list = Representation::of_page(&request, next, page.items.len(), &text);
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

/// A user who is, or is no longer, blocked.
#[derive(Serialize, ToSchema)]
struct BlockChanged {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = Id)]
    blocked_id: UserId,
    /// What happened, for people.
    message: &'static str,
}

/// Blocks a user.
#[utoipa::path(put, path = "/api/users/{user_id}/block", tag = "Privacy",
    responses((status = 200, description = "The user is blocked.", body = inline(BlockChanged))))]
pub(crate) async fn block(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, blocked_id) = (caller.user_id(), user_id_of(&path)?);
    accounts::block(&caller.state, me, blocked_id).await?;
    let message = "User was successfully blocked";
    Ok(json(StatusCode::OK, &BlockChanged { user_id: me, blocked_id, message }))
}

/// Unblocks a user.
#[utoipa::path(delete, path = "/api/users/{user_id}/block", tag = "Privacy",
    responses((status = 200, description = "The user is no longer blocked.", body = inline(BlockChanged))))]
pub(crate) async fn unblock(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, blocked_id) = (caller.user_id(), user_id_of(&path)?);
    accounts::unblock(&caller.state, me, blocked_id).await?;
    let message = "User was successfully unblocked";
    Ok(json(StatusCode::OK, &BlockChanged { user_id: me, blocked_id, message }))
}
