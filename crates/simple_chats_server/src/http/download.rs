//! A file that is written while it is sent.

use super::connections::ConnectionHandle;
use crate::accounts::Export;
use actix_web::http::{Method, header};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::{StreamExt, stream};
use std::convert::Infallible;

/// The response with an export. If that fails on its way, the connection is closed before the end of the body, so that no
/// client takes a part for the whole.
pub(crate) fn send_export(request: &HttpRequest, export: Export) -> HttpResponse {
    let disposition = format!("attachment; filename=\"{}\"", export.file_name);
    let mut response = HttpResponse::Ok();
    response.content_type("application/zip").insert_header((header::CONTENT_DISPOSITION, disposition));
    if request.method() == Method::HEAD {
        return response.streaming(stream::empty::<Result<Bytes, Infallible>>());
    }
    // Between two portions, the connection waits for the server as for any other answer.
    let in_work = ConnectionHandle::of(request).map(ConnectionHandle::begin_request);
    response.streaming(export.map(move |portion| {
        let _ = &in_work;
        portion.map(Bytes::from)
    }))
}
