//! Middleware for every page: finds the visitor first, and renders errors last.

use super::error::PageError;
use super::visitor::Visitor;
use crate::http::connections::note_login;
use crate::http::origin;
use crate::http::peer::network_of;
use crate::http::unsent::hold;
use crate::state::AppState;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, error, web};

/// Mail programs post here, also from pages of other sites (RFC 8058). The link itself says who may, not a cookie.
const ENDS_MAILS: &str = "/notifications/end/";

pub(crate) async fn page_middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let Some(state) = request.app_data::<web::Data<AppState>>().cloned() else {
        return Err(error::ErrorInternalServerError("no state"));
    };
    let visitor = Visitor::arriving(request.request(), state);
    let is_form = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        && !request.path().starts_with(ENDS_MAILS);
    if is_form && origin::is_foreign_form(request.request(), &visitor.state.settings) {
        return Ok(request.into_response(visitor.answer(&PageError::ForeignForm)));
    }
    // Pages identify the visitor when they read their content. Before a form is read, it is known whose it is.
    if !matches!(*request.method(), Method::GET | Method::HEAD)
        && let Err(error) = visitor.identify().await
    {
        return Ok(request.into_response(visitor.answer(&PageError::App(error))));
    }
    let _slot = match visitor.read_key(network_of(request.request(), &visitor.state.settings)) {
        Some(key) => match visitor.state.read_slots.take(key).await {
            Ok(slot) => Some(slot),
            Err(error) => return Ok(request.into_response(visitor.answer(&PageError::App(error)))),
        },
        None => None,
    };
    request.extensions_mut().insert(visitor.clone());
    let response = next.call(request).await?.map_into_boxed_body();
    let me = visitor.session().map(|session| session.user.user_id);
    if me.is_some() {
        note_login(response.request());
    }
    let Some(error) = response.response().error() else {
        let Some(me) = me else { return Ok(response) };
        let request = response.request().clone();
        return Ok(hold(response, &visitor.state.unsent, me)
            .unwrap_or_else(|error| ServiceResponse::new(request, visitor.answer(&PageError::App(error)))));
    };
    if let Err(error) = visitor.identify().await {
        return Ok(response.into_response(visitor.answer(&PageError::App(error))));
    }
    let mut answer = match error.as_error::<PageError>() {
        Some(error) => visitor.answer(error),
        None => visitor.answer_status(error.as_response_error().status_code()),
    };
    if let Some(methods) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, methods.clone());
    }
    Ok(response.into_response(answer))
}
