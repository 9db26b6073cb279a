//! `/uploads`: files that the scripts of pages upload in several requests, by tus. They get errors as JSON.

use super::attachments::check_token;
use super::visitor::LoggedIn;
use crate::attachments;
use crate::http::resumable;
use actix_web::{HttpRequest, HttpResponse, web};

/// `POST /uploads`
pub(crate) async fn begin(caller: LoggedIn, request: HttpRequest, payload: web::Payload) -> HttpResponse {
    let work = async {
        check_token(&caller, &request)?;
        resumable::begin(&request, payload, &caller.visitor.state, caller.user_id(), "/uploads").await
    };
    resumable::answer(&request, work).await
}

/// `HEAD /uploads/{upload_id}`
pub(crate) async fn show(caller: LoggedIn, id: web::Path<String>, request: HttpRequest) -> HttpResponse {
    let work = async {
        let (state, me, wanted) = (&caller.visitor.state, caller.user_id(), id.clone());
        state.rate_limiter.read(me)?;
        let find = move |conn: &mut _| attachments::find_if_there(conn, me, &wanted);
        resumable::show(state, me, &id, state.database.read(find).await?).await
    };
    resumable::answer(&request, work).await
}

/// `PATCH /uploads/{upload_id}`
pub(crate) async fn resume(
    caller: LoggedIn,
    id: web::Path<String>,
    request: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let work = async {
        check_token(&caller, &request)?;
        resumable::resume(&request, payload, &caller.visitor.state, caller.user_id(), &id).await
    };
    resumable::answer(&request, work).await
}

/// `DELETE /uploads/{upload_id}`
pub(crate) async fn cancel(caller: LoggedIn, id: web::Path<String>, request: HttpRequest) -> HttpResponse {
    let work = async {
        check_token(&caller, &request)?;
        resumable::cancel(caller.state(), caller.user_id(), &id).await
    };
    resumable::answer(&request, work).await
}
