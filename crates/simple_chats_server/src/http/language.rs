//! The language that a client asks for.

use actix_web::HttpRequest;
use actix_web::http::header;
use simple_chats_domain::Language;

/// The language that a client likes best, of those that are there; `None` if it names none of them.
pub(crate) fn accepted_language(request: &HttpRequest) -> Option<Language> {
    let value = request.headers().get(header::ACCEPT_LANGUAGE)?;
    Language::accepted(value.to_str().ok()?)
}
