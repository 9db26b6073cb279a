//! What makes the pages an application that can be installed: the manifest, and the service worker with the page that it
//! shows without a connection.

use super::assets::{Assets, content_type_of};
use super::language::accepted_language;
use crate::state::AppState;
use actix_web::http::header::{self, ContentType};
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use simple_chats_texts::Texts;
use tera::Context;

/// The colors of the start screen in the light appearance.
const BACKGROUND: &str = "#ffffff";

/// `GET /manifest.webmanifest` (W3C Web Application Manifest)
pub(crate) async fn show_manifest(request: HttpRequest, state: web::Data<AppState>) -> HttpResponse {
    let language = accepted_language(&request).unwrap_or(state.settings.default_language);
    let texts = Texts::of(language);
    let assets = Assets::current();
    let icon = |name: &str, sizes: &str, purpose: &str| json!({ "src": assets.url_of(name), "sizes": sizes, "type": content_type_of(name), "purpose": purpose });
    let manifest = json!({
        "id": "/",
        "name": "Simple chats",
        "short_name": texts.text("manifest-short-name"),
        "description": texts.text("manifest-description"),
        "lang": language.tag(),
        "dir": language.direction().as_str(),
        "start_url": "/chats/list",
        "scope": "/",
        "display": "standalone",
        "background_color": BACKGROUND,
        "theme_color": BACKGROUND,
        "categories": ["social"],
        "icons": [
            icon("favicon.svg", "any", "any"),
            icon("icons/icon-192.png", "192x192", "any"),
            icon("icons/icon-512.png", "512x512", "any"),
            icon("icons/maskable-192.png", "192x192", "maskable"),
            icon("icons/maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            shortcut(&texts.text("manifest-find-people"), "/chats/search"),
            shortcut(&texts.text("manifest-archived-chats"), "/chats/list?archived=true"),
        ],
        "share_target": {
            "action": "/share",
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": { "title": "title", "text": "text", "url": "url" },
        },
    });
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "application/manifest+json"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .insert_header((header::VARY, "Accept-Language"))
        .body(manifest.to_string())
}

fn shortcut(name: &str, url: &str) -> Value {
    json!({ "name": name, "url": url })
}

/// `GET /service-worker.js`: the script with the version of the files and their addresses, so that it changes with each of
/// them. Browsers look for a new one at each visit.
pub(crate) async fn show_service_worker() -> HttpResponse {
    let Some(script) = Assets::current().service_worker() else { return HttpResponse::NotFound().finish() };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/javascript; charset=utf-8"))
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(script)
}

/// `GET /offline`: what an installed application shows without a connection. It says nothing about any user.
pub(crate) async fn show_offline_page(request: HttpRequest, state: web::Data<AppState>) -> HttpResponse {
    let language = accepted_language(&request).unwrap_or(state.settings.default_language);
    let mut context = Context::new();
    context.insert("language", language.tag());
    context.insert("direction", language.direction().as_str());
    match Assets::current().render(language, "offline.html", &context) {
        Ok(html) => HttpResponse::Ok()
            .insert_header(ContentType::html())
            .insert_header((header::VARY, "Accept-Language"))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .body(html),
        Err(error) => {
            tracing::error!(?error, "a page can't be rendered");
            HttpResponse::InternalServerError().finish()
        }
    }
}
