//! The page that a form is on.

use super::query::own_path;
use crate::http::origin;
use crate::settings::Settings;
use actix_web::HttpRequest;
use actix_web::http::header;

/// The path of the page with the form, if the `Referer` names a page of this site.
pub(super) fn referring_path(request: &HttpRequest, settings: &Settings) -> Option<String> {
    let url = url::Url::parse(request.headers().get(header::REFERER)?.to_str().ok()?).ok()?;
    let is_own = origin::is_own(&url.origin().ascii_serialization(), request, settings);
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    own_path(&path).filter(|_| is_own).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Sources;
    use actix_web::test::TestRequest;

    #[test]
    fn only_a_page_of_this_site_counts_as_referring_page() {
        let path = |referer: &'static str| {
            let request = TestRequest::default().insert_header(("host", "chat.example:8000"));
            let settings = Settings::read(&Sources::default()).unwrap();
            referring_path(&request.insert_header(("referer", referer)).to_http_request(), &settings)
        };
        assert_eq!(path("http://chat.example:8000/chats/1?before=2#x").as_deref(), Some("/chats/1?before=2"));
        for referer in
            ["http://evil.example/chats/1", "http://chat.example:8000//evil.example", "nonsense", ""]
        {
            assert_eq!(path(referer), None, "{referer}");
        }
    }
}
