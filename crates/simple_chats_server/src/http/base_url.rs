//! The URL at which a client reaches the site.

use super::host::authority_of;
use super::peer::is_https;
use crate::settings::Settings;
use actix_web::HttpRequest;

/// The site's URL without a slash at its end: the public one, or that of the request.
pub(crate) fn base_url(request: &HttpRequest, settings: &Settings) -> String {
    if let Some(url) = &settings.public_url {
        return url.as_str().trim_end_matches('/').to_owned();
    }
    let scheme = if is_https(request, settings) { "https" } else { "http" };
    let host = authority_of(request).and_then(|host| std::str::from_utf8(host).ok());
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}
