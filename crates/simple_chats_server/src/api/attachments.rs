//! `/api/attachments`: files to send with messages, and those of messages.

use super::answers::Data;
use super::caller::{Caller, Reader};
use super::message_shapes::AttachmentShape;
use super::values::{FileBytes, Id};
use crate::attachments::{self, Part};
use crate::http::json::json;
use crate::http::json_error::JsonResult;
use crate::http::{stored_file, upload};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Serialize;
use simple_chats_domain::{Attachment, AttachmentId, StoredAttachment, UserId};
use utoipa::{IntoParams, ToSchema};

/// An upload that was deleted.
#[derive(Serialize, ToSchema)]
pub(super) struct UploadDeleted {
    /// The caller.
    #[schema(value_type = Id)]
    user_id: UserId,
    #[schema(value_type = String)]
    attachment_id: AttachmentId,
    /// What happened, for people.
    message: &'static str,
}

/// What is said of a voice message.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it describes the query")]
pub(super) struct VoiceParameters {
    /// `voice` for a voice message.
    kind: Option<String>,
    /// How long it is, in milliseconds.
    duration_ms: Option<i64>,
    /// 64 values of 0 to 31 in base64.
    waveform: Option<String>,
}

/// Uploads a file, to send it with a message within 24 hours.
///
/// The body is the file, with its name in `Content-Disposition`, or a form with a field `file`. Pictures and videos lose their
/// metadata.
#[utoipa::path(post, path = "/api/attachments", tag = "Attachments", params(VoiceParameters),
    request_body(content = FileBytes, content_type = "application/octet-stream"),
    responses((status = 201, description = "The file is stored.", body = inline(Data<AttachmentShape>))))]
pub(crate) async fn upload(caller: Caller, request: HttpRequest, payload: web::Payload) -> JsonResult {
    let me = caller.user_id();
    let (file, given) = upload::receive(&request, payload, &caller.state, me).await?;
    let data = attachments::store(&caller.state, me, file, given).await?;
    Ok(json(StatusCode::CREATED, &Data { user_id: me, data }))
}

/// Returns the bytes of an attachment.
#[utoipa::path(get, path = "/api/attachments/{attachment_id}", tag = "Attachments",
    params(("attachment_id" = String, Path, description = "The id of the attachment")),
    responses((status = 200, description = "The file.", body = FileBytes, content_type = "*/*"),
        (status = 206, description = "The range that was asked for.", body = FileBytes, content_type = "*/*"),
        (status = 416, description = "The file has no such range.")))]
pub(crate) async fn show_file(reader: Reader, id: web::Path<String>, request: HttpRequest) -> JsonResult {
    show(&reader, id.into_inner(), &request, Part::Whole).await
}

/// Returns a small copy of a picture.
#[utoipa::path(get, path = "/api/attachments/{attachment_id}/thumbnail", tag = "Attachments",
    params(("attachment_id" = String, Path, description = "The id of the attachment")),
    responses((status = 200, description = "A picture of at most 640 pixels a side.", body = FileBytes, content_type = "image/jpeg")))]
pub(crate) async fn show_thumbnail(
    reader: Reader,
    id: web::Path<String>,
    request: HttpRequest,
) -> JsonResult {
    show(&reader, id.into_inner(), &request, Part::Thumbnail).await
}

/// Describes an attachment.
#[utoipa::path(get, path = "/api/attachments/{attachment_id}/info", tag = "Attachments",
    params(("attachment_id" = String, Path, description = "The id of the attachment")),
    responses((status = 200, description = "The attachment.", body = inline(Data<AttachmentShape>))))]
pub(crate) async fn show_info(reader: Reader, id: web::Path<String>) -> JsonResult {
    let (user_id, stored) = find(&reader, id.into_inner()).await?;
    let data: Attachment = stored.attachment;
    Ok(json(StatusCode::OK, &Data { user_id, data }))
}

/// Deletes an upload that hasn't been sent.
#[utoipa::path(delete, path = "/api/attachments/{attachment_id}", tag = "Attachments",
    params(("attachment_id" = String, Path, description = "The id of the attachment")),
    responses((status = 200, description = "It is deleted.", body = inline(UploadDeleted))))]
pub(crate) async fn delete_upload(caller: Caller, id: web::Path<String>) -> JsonResult {
    let user_id = caller.user_id();
    let attachment_id = attachments::delete(&caller.state, user_id, &id).await?;
    let message = "Attachment was successfully deleted";
    Ok(json(StatusCode::OK, &UploadDeleted { user_id, attachment_id, message }))
}

async fn find(reader: &Reader, id: String) -> Result<(UserId, StoredAttachment), crate::error::AppError> {
    reader.read(move |conn, me| attachments::find(conn, me, &id)).await
}

async fn show(reader: &Reader, id: String, request: &HttpRequest, part: Part) -> JsonResult {
    let (_, stored) = find(reader, id).await?;
    Ok(stored_file::answer(request, reader.state(), &stored, part).await?)
}
