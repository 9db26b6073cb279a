//! What makes the pages an application that can be installed: the manifest, and the service worker with the page that it
//! shows without a connection.

use super::assets::{Assets, content_type_of};
use actix_web::HttpResponse;
use actix_web::http::header::{self, ContentType};
use serde_json::{Value, json};
use tera::Context;

/// The colors of the start screen in the light appearance.
const BACKGROUND: &str = "#ffffff";

/// `GET /manifest.webmanifest` (W3C Web Application Manifest)
pub(crate) async fn show_manifest() -> HttpResponse {
    let assets = Assets::current();
    let icon = |name: &str, sizes: &str, purpose: &str| json!({ "src": assets.url_of(name), "sizes": sizes, "type": content_type_of(name), "purpose": purpose });
    let manifest = json!({
        "id": "/",
        "name": "Simple chats",
        "short_name": "Chats",
        "description": "One-to-one chats on a server of your own.",
        "lang": "en",
        "dir": "ltr",
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
            shortcut("Find people", "/chats/search"),
            shortcut("Archived chats", "/chats/list?archived=true"),
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
pub(crate) async fn show_offline_page() -> HttpResponse {
    match Assets::current().render("offline.html", &Context::new()) {
        Ok(html) => HttpResponse::Ok()
            .insert_header(ContentType::html())
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .body(html),
        Err(error) => {
            tracing::error!(?error, "a page can't be rendered");
            HttpResponse::InternalServerError().finish()
        }
    }
}
