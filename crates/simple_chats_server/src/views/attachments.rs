//! `/attachments`: the files of messages for pages, and uploads by their scripts, which get JSON.

use super::page::PageResult;
use super::visitor::LoggedIn;
use crate::attachments::{self, Part};
use crate::error::AppResult;
use crate::http::json::{json, object};
use crate::http::json_error::{JsonError, JsonResult};
use crate::http::{stored_file, upload};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use simple_chats_domain::{ErrorCode, StoredAttachment};

/// `POST /attachments`
pub(crate) async fn upload(caller: LoggedIn, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    let stored = async {
        check_token(&caller, &request)?;
        let (state, me) = (caller.state(), caller.user_id());
        let (file, given) = upload::receive(&request, payload, state, me).await?;
        let data = attachments::store(&caller.visitor.state, me, file, given).await?;
        Ok(json(StatusCode::CREATED, &object! { user_id: me, data: data }))
    };
    as_json(stored.await)
}

/// `DELETE /attachments/{attachment_id}`
pub(crate) async fn delete_upload(
    caller: LoggedIn,
    id: web::Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    let deleted = async {
        check_token(&caller, &request)?;
        let me = caller.user_id();
        let attachment_id = attachments::delete(caller.state(), me, &id).await?;
        let message = "Attachment was successfully deleted";
        Ok(json(StatusCode::OK, &object! { user_id: me, attachment_id: attachment_id, message: message }))
    };
    as_json(deleted.await)
}

/// `GET /attachments/{attachment_id}`
pub(crate) async fn show_file(caller: LoggedIn, id: web::Path<String>, request: HttpRequest) -> PageResult {
    show(&caller, id.into_inner(), &request, Part::Whole).await
}

/// `GET /attachments/{attachment_id}/thumbnail`
pub(crate) async fn show_thumbnail(
    caller: LoggedIn,
    id: web::Path<String>,
    request: HttpRequest,
) -> PageResult {
    show(&caller, id.into_inner(), &request, Part::Thumbnail).await
}

/// `GET /attachments/{attachment_id}/info`
pub(crate) async fn show_info(caller: LoggedIn, id: web::Path<String>) -> HttpResponse {
    let found = find(&caller, id.into_inner()).await;
    as_json(
        found.map_err(JsonError::from).map(|stored| {
            json(StatusCode::OK, &object! { user_id: caller.user_id(), data: stored.attachment })
        }),
    )
}

async fn find(caller: &LoggedIn, id: String) -> AppResult<StoredAttachment> {
    let (state, me) = (caller.state(), caller.user_id());
    state.rate_limiter.read(me)?;
    state.database.read(move |conn| attachments::find(conn, me, &id)).await
}

async fn show(caller: &LoggedIn, id: String, request: &HttpRequest, part: Part) -> PageResult {
    let stored = find(caller, id).await?;
    Ok(stored_file::answer(request, &caller.visitor.state, &stored, part).await?)
}

/// Changes by scripts carry the token of the page in a header.
pub(super) fn check_token(caller: &LoggedIn, request: &HttpRequest) -> Result<(), JsonError> {
    let token = request.headers().get("x-csrf-token").and_then(|value| value.to_str().ok());
    let visitor = &caller.visitor;
    if token.is_some_and(|token| visitor.form_key().accepts(&visitor.state.csrf, token)) {
        return Ok(());
    }
    let message = "This page is out of date. Reload it".to_owned();
    Err(JsonError::Other(StatusCode::FORBIDDEN, ErrorCode::Forbidden, message))
}

/// Scripts get errors as JSON, too, and not as a page.
fn as_json(result: JsonResult) -> HttpResponse {
    result.unwrap_or_else(|error| error.error_response())
}
