//! The errors of operations, by status.

use simple_chats_domain::ErrorCode;
use utoipa::openapi::content::Content;
use utoipa::openapi::header::Header;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{Components, Object, ObjectBuilder, OneOf, Type};
use utoipa::openapi::{Ref, RefOr};

/// An error: its status, the name of its response in the document, its codes, and what it means.
struct Row(u16, &'static str, &'static [ErrorCode], &'static str);

const ROWS: &[Row] = &[
    Row(
        400,
        "BadRequest",
        &[
            ErrorCode::BadRequest,
            ErrorCode::Empty,
            ErrorCode::TooLong,
            ErrorCode::Conflict,
            ErrorCode::NotPossible,
        ],
        "The request can't be parsed or breaks a rule; the message names what is wrong.",
    ),
    Row(401, "Unauthenticated", &[ErrorCode::Unauthenticated], "No credentials, or invalid ones."),
    Row(
        403,
        "Forbidden",
        &[ErrorCode::Forbidden, ErrorCode::NotYours, ErrorCode::NotPossible, ErrorCode::QuotaExceeded],
        "The caller may not do this.",
    ),
    Row(404, "NotFound", &[ErrorCode::NotFound], "There is no such object."),
    Row(408, "Late", &[ErrorCode::BadRequest], "The body didn't arrive within 30 seconds."),
    Row(
        409,
        "Conflict",
        &[ErrorCode::Conflict],
        "The key was used for something else before, or the object is in use.",
    ),
    Row(413, "TooLong", &[ErrorCode::TooLong], "The body is too long."),
    Row(415, "NotJson", &[ErrorCode::UnsupportedMediaType], "The body isn't JSON, or is compressed."),
    Row(
        421,
        "UnknownHost",
        &[ErrorCode::BadRequest],
        "The server isn't known under the host that the request names.",
    ),
    Row(422, "Unusable", &[ErrorCode::BadRequest], "The file can't be used; the message says why."),
    Row(
        429,
        "RateLimited",
        &[ErrorCode::RateLimited],
        "Too many requests: try again after `Retry-After` seconds.",
    ),
    Row(500, "Internal", &[ErrorCode::Internal], "A bug in the server. Its log has the details."),
    Row(503, "Unavailable", &[ErrorCode::Unavailable], "Try again after `Retry-After` seconds."),
];

/// Adds the responses to the document, and the schemas of their bodies: a generated client has one type for each status.
pub(super) fn add_to(components: &mut Components) {
    for Row(status, name, codes, about) in ROWS {
        let schema = format!("{name}Error");
        let content = Content::builder().schema(Some(Ref::from_schema_name(&schema))).build();
        components.schemas.insert(schema, body(codes).description(Some(*about)).into());
        let mut response = Response::builder().description(*about).content("application/json", content);
        if matches!(status, 429 | 503) {
            response = header(response, "Retry-After", "In how many seconds another attempt makes sense");
        }
        if *status == 401 {
            response = header(response, "WWW-Authenticate", "The schemes `Basic` and `Bearer`");
        }
        components.responses.insert((*name).to_owned(), response.build().into());
    }
}

fn header(response: ResponseBuilder, name: &str, about: &str) -> ResponseBuilder {
    let text = Object::with_type(Type::String);
    response.header(name, Header::builder().schema(Some(text)).description(Some(about)).build())
}

/// `{"message": text or object, "code": …}`
fn body(codes: &[ErrorCode]) -> ObjectBuilder {
    let text = || Object::builder().schema_type(Type::String);
    let of_fields = Object::builder()
        .schema_type(Type::Object)
        .additional_properties(Some(text()))
        .description(Some("What is wrong with each field"));
    let message =
        OneOf::builder().item(text()).item(of_fields).description(Some("What is wrong, for people"));
    let code = text()
        .enum_values(Some(codes.iter().filter_map(|code| serde_json::to_value(code).ok())))
        .description(Some("What is wrong, for programs"));
    Object::builder()
        .schema_type(Type::Object)
        .property("message", message)
        .property("code", code)
        .required("message")
        .required("code")
}

/// The errors that can happen, and 304 if it can.
pub(super) fn responses(happens: impl Fn(u16) -> bool) -> impl Iterator<Item = (String, RefOr<Response>)> {
    let unchanged = happens(304).then(|| {
        let response =
            Response::builder().description("Nothing has changed since the response with this tag.");
        ("304".to_owned(), RefOr::T(response.build()))
    });
    let errors = ROWS
        .iter()
        .filter(move |Row(status, ..)| happens(*status))
        .map(|Row(status, name, ..)| (status.to_string(), RefOr::Ref(Ref::from_response_name(*name))));
    errors.chain(unchanged)
}
