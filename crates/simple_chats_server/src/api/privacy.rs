//! `/api/me/privacy` and `/api/blocks`: what the caller shows to others, and whom the caller has blocked.

use super::body::JsonObject;
use super::caller::{Owner, Reader};
use super::paging::{Next, parameters};
use super::representation::Representation;
use super::users::user_id_of;
use crate::accounts::{self, BlockedUser};
use crate::http::body::SMALL;
use crate::http::conditional::Conditions;
use crate::http::json::{json, object};
use crate::http::json_error::JsonResult;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{ChatQuery, Findable, Person, PrivacyChange, RestTime, WhoMayWrite};

#[derive(Serialize)]
struct BlockShape {
    #[serde(flatten)]
    user: Person,
    blocked_at: RestTime,
}

impl From<BlockedUser> for BlockShape {
    fn from((user, at): BlockedUser) -> Self {
        Self { user, blocked_at: RestTime(at) }
    }
}

/// `GET /api/me/privacy`
pub(crate) async fn show_privacy(reader: Reader, request: HttpRequest) -> JsonResult {
    let (me, privacy) = reader.read(accounts::find_privacy).await?;
    let privacy = Representation::of(&object! { user_id: me, data: privacy });
    Ok(privacy.respond(&Conditions::of(&request, reader.state()), me))
}

/// `PATCH /api/me/privacy`: any of the settings, all or nothing.
pub(crate) async fn update_privacy(Owner(caller): Owner, body: JsonObject<SMALL>) -> JsonResult {
    let change = body.read(|body| PrivacyChange {
        show_presence: body.optional_flag("show_presence"),
        send_read_marks: body.optional_flag("send_read_marks"),
        send_typing: body.optional_flag("send_typing"),
        findable: body.optional_choice::<Findable>("findable", "Must be \"everyone\" or \"exact\""),
        who_may_write: body
            .optional_choice::<WhoMayWrite>("who_may_write", "Must be \"everyone\" or \"invited\""),
    })?;
    let me = caller.user_id();
    let privacy = accounts::update_privacy(&caller.state, me, change).await?;
    Ok(json(StatusCode::OK, &object! { user_id: me, data: privacy }))
}

/// `GET /api/blocks`
pub(crate) async fn list_blocks(reader: Reader, request: HttpRequest) -> JsonResult {
    let query = ChatQuery::parse(&parameters(&request));
    let (me, page) = reader.read(move |conn, me| accounts::list_blocks(conn, me, query)).await?;
    reader.has_read(me, page.items.len());
    let end = page.items.last().filter(|_| page.more);
    let next = end.map(|(person, _)| Next::After(person.user_id.get()));
    let page = page.map(BlockShape::from);
    let text = object! { user_id: me, data: &page.items };
    let list = Representation::of_page(&request, next, page.items.len(), &text);
    Ok(list.respond(&Conditions::of(&request, reader.state()), me))
}

/// `PUT /api/users/{user_id}/block`
pub(crate) async fn block(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, blocked_id) = (caller.user_id(), user_id_of(&path)?);
    accounts::block(&caller.state, me, blocked_id).await?;
    let message = "User was successfully blocked";
    Ok(json(StatusCode::OK, &object! { user_id: me, blocked_id: blocked_id, message: message }))
}

/// `DELETE /api/users/{user_id}/block`
pub(crate) async fn unblock(Owner(caller): Owner, path: web::Path<String>) -> JsonResult {
    let (me, blocked_id) = (caller.user_id(), user_id_of(&path)?);
    accounts::unblock(&caller.state, me, blocked_id).await?;
    let message = "User was successfully unblocked";
    Ok(json(StatusCode::OK, &object! { user_id: me, blocked_id: blocked_id, message: message }))
}
