//! `/api/uploads`: files that are uploaded in several requests, by tus.

use super::caller::{Caller, Reader};
use crate::attachments;
use crate::error::AppError;
use crate::http::resumable;
use crate::state::AppState;
use actix_web::{HttpRequest, HttpResponse, web};

/// Tells clients what the server can do with uploads as a whole.
pub(crate) async fn describe_all(state: web::Data<AppState>) -> HttpResponse {
    resumable::describe(&state, "POST, OPTIONS")
}

/// Tells clients what the server can do with one upload.
pub(crate) async fn describe_one(state: web::Data<AppState>) -> HttpResponse {
    resumable::describe(&state, "HEAD, PATCH, DELETE, OPTIONS")
}

/// Begins an upload.
pub(crate) async fn begin(caller: Caller, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    let work = resumable::begin(&request, payload, &caller.state, caller.user_id(), "/api/uploads");
    resumable::answer(&request, work).await
}

/// Tells how much of an upload is there.
pub(crate) async fn show(reader: Reader, id: web::Path<String>, request: HttpRequest) -> HttpResponse {
    let work = async {
        let wanted = id.clone();
        let find = move |conn: &mut _, me| match attachments::find(conn, me, &wanted) {
            Err(AppError::UnknownAttachment(_)) => Ok(None),
            found => found.map(Some),
        };
        let (me, complete) = reader.read(find).await?;
        resumable::show(reader.state(), me, &id, complete).await
    };
    resumable::answer(&request, work).await
}

/// Takes the next bytes of an upload.
pub(crate) async fn resume(
    caller: Caller,
    id: web::Path<String>,
    request: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = resumable::resume(&request, payload, &caller.state, caller.user_id(), &id);
    resumable::answer(&request, work).await
}

/// Deletes an upload.
pub(crate) async fn cancel(caller: Caller, id: web::Path<String>, request: HttpRequest) -> HttpResponse {
    resumable::answer(&request, resumable::cancel(&caller.state, caller.user_id(), &id)).await
}
