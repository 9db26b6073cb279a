//! Titles and reasons of the pages that say why something was not done.

use actix_web::http::StatusCode;

/// The title of an error's page.
pub(super) fn title_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "Not allowed",
        StatusCode::NOT_FOUND => "Page not found",
        StatusCode::METHOD_NOT_ALLOWED => "Not possible here",
        StatusCode::REQUEST_TIMEOUT => "Too slow",
        StatusCode::CONFLICT => "Not possible any more",
        StatusCode::GONE => "No longer here",
        StatusCode::PAYLOAD_TOO_LARGE => "Too long",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Not understood",
        StatusCode::TOO_MANY_REQUESTS => "Too many requests",
        StatusCode::SERVICE_UNAVAILABLE => "Not available right now",
        status if status.is_server_error() => "Something went wrong",
        _ => "Bad request",
    }
}

/// The reason, where no more is known than the status.
pub(super) fn reason_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::FORBIDDEN => "This is not yours to see or to change.",
        StatusCode::NOT_FOUND => "Error 404. Sorry, but this page does not exist",
        StatusCode::METHOD_NOT_ALLOWED => "This address is there, but it does not do what it was asked for.",
        StatusCode::REQUEST_TIMEOUT => "What you sent did not arrive in time. Please, try again.",
        StatusCode::CONFLICT => "It has changed meanwhile. Please, look at it again.",
        StatusCode::GONE => "It was here, but it will not be back.",
        StatusCode::PAYLOAD_TOO_LARGE => "What you sent is longer than this page takes.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "What you sent is of a kind that this page does not read.",
        StatusCode::TOO_MANY_REQUESTS => "That was too much at once. Please, wait a moment.",
        StatusCode::SERVICE_UNAVAILABLE => {
            "The server is too busy, or a part of it is away. Please, try again in a moment."
        }
        status if status.is_server_error() => "Something went wrong on our side. Please, try again later.",
        _ => "What you sent can't be read.",
    }
}
