//! `/api/uploads`: files that are uploaded in several requests, by tus.

use super::caller::{Caller, Reader};
use crate::attachments;
use crate::http::resumable;
use actix_web::{HttpRequest, HttpResponse, web};

/// Begins an upload.
pub(crate) async fn begin(caller: Caller, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    let work = resumable::begin(&request, payload, &caller.state, caller.user_id(), "/api/uploads");
    resumable::answer(&request, work).await
}

/// Tells how much of an upload is there.
pub(crate) async fn show(reader: Reader, id: web::Path<String>, request: HttpRequest) -> HttpResponse {
    let work = async {
        let wanted = id.clone();
        let (me, complete) =
            reader.read(move |conn, me| attachments::find_if_there(conn, me, &wanted)).await?;
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
