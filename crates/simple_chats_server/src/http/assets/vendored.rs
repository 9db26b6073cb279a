//! Files of Swagger UI, which shows the REST API. Their crate brings them along, as part of the binary.

use std::borrow::Cow;
use std::sync::Arc;
use utoipa_swagger_ui::Config;

/// The files that the page of the API needs.
const NAMES: [&str; 2] = ["swagger-ui.css", "swagger-ui-bundle.js"];

/// The files with their paths below `/static/{hash}`.
pub(super) fn files() -> Vec<(String, Cow<'static, [u8]>)> {
    let config: Arc<Config<'static>> = Arc::new(Config::default());
    let read = |name: &str| {
        let file = utoipa_swagger_ui::serve(name, Arc::clone(&config)).ok()??;
        Some((format!("vendored/{name}"), file.bytes))
    };
    NAMES.into_iter().filter_map(read).collect()
}
