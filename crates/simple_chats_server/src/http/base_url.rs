//! The URL at which a client reaches the site.

use super::peer::is_https;
use crate::settings::Settings;
use actix_web::HttpRequest;
use actix_web::http::header;

/// The site's URL without a slash at its end: the public one, or that of the request.
pub(crate) fn base_url(request: &HttpRequest, settings: &Settings) -> String {
    if let Some(url) = &settings.public_url {
        return url.as_str().trim_end_matches('/').to_owned();
    }
    let scheme = if is_https(request, settings) { "https" } else { "http" };
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}
