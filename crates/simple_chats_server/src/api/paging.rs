//! Query strings of lists, and links to the next page.

use actix_web::HttpRequest;
use url::form_urlencoded;

/// The parameters of a request in order. Invalid UTF-8 becomes replacement characters.
pub(super) fn parameters(request: &HttpRequest) -> Vec<(String, String)> {
    form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect()
}

/// Whether a flag is set. If a name is repeated, its first value counts.
pub(super) fn is_set(parameters: &[(String, String)], name: &str) -> bool {
    parameters.iter().find(|(key, _)| key == name).is_some_and(|(_, value)| value == "true")
}

/// The start of the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    After(i64),
    Before(i64),
    /// From this row on.
    Offset(i64),
}

/// The value of a `Link` header that leads to the next page (RFC 8288).
pub(super) fn link_to(request: &HttpRequest, next: Next) -> String {
    format!("<{}>; rel=\"next\"", address_of(request, next))
}

fn address_of(request: &HttpRequest, next: Next) -> String {
    let (name, value) = match next {
        Next::After(id) => ("after", id),
        Next::Before(id) => ("before", id),
        Next::Offset(row) => ("offset", row),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (key, text) in parameters(request) {
        // The cursor is already behind the skipped rows.
        if key != name && key != "offset" {
            query.append_pair(&key, &text);
        }
    }
    query.append_pair(name, &value.to_string());
    format!("{}?{}", request.path(), query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_rest_keeps_filters_and_takes_the_new_cursor() {
        let request = TestRequest::with_uri("/api/users?name-like=%C3%A4%26b&limit=2&after=3&offset=1")
            .to_http_request();
        let address = address_of(&request, Next::After(9));
        assert_eq!(address, "/api/users?name-like=%C3%A4%26b&limit=2&after=9");
    }
}
