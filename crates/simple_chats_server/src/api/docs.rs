//! The page that shows the REST API and tries it.

use crate::http::assets::Assets;
use actix_web::HttpResponse;
use actix_web::http::header::ContentType;
use simple_chats_domain::Language;
use tera::Context;

/// Shows this API on a page that can try it.
#[utoipa::path(get, path = "/api/docs", tag = "Server", security(()),
    responses((status = 200, description = "The page.", body = String, content_type = "text/html")))]
pub(crate) async fn show_docs() -> HttpResponse {
    let mut context = Context::new();
    context.insert("page_title", "REST API · Simple Chats");
    context.insert("language", Language::English.tag());
    context.insert("direction", Language::English.direction().as_str());
    match Assets::current().render(Language::English, "api_docs.html", &context) {
        Ok(page) => HttpResponse::Ok().content_type(ContentType::html()).body(page),
        Err(error) => {
            tracing::error!(%error, "failed to render the page of the API");
            HttpResponse::InternalServerError().finish()
        }
    }
}
