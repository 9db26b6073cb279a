//! Styles, scripts, and templates, embedded in the binary. A debug build reads them from the folder instead, so that a
//! reload shows an edit.

mod fragments;
mod language_script;
mod templates;
mod text;
mod texts;
mod vendored;

use self::fragments::Fragments;
use super::compression::{self, accepts_gzip};
use actix_web::http::header::{self, CacheControl, CacheDirective};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;
use simple_chats_domain::Language;
use simple_chats_texts::{Texts, source_of};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use tera::{Context, Tera};

#[derive(RustEmbed)]
#[folder = "../../web-assets"]
#[include = "static/**"]
#[include = "templates/**"]
struct Embedded;

/// The script that is served at an address of its own, since its scope is the whole site.
const SERVICE_WORKER: &str = "scripts/service_worker.js";

/// Files that no page of the application needs.
const VENDORED: &str = "vendored/";

struct StaticFile {
    bytes: web::Bytes,
    /// The file compressed, from the first request for it on; nothing if that makes it no smaller.
    compressed: OnceLock<Option<web::Bytes>>,
}

pub(crate) struct Assets {
    /// Changes with each edit in the folder; always 0 in a release build.
    edition: u64,
    /// Part of each address below `/static`, so that a changed file gets a new one.
    hash: String,
    files: BTreeMap<String, StaticFile>,
    /// The templates without their texts.
    sources: tera::TeraResult<BTreeMap<String, String>>,
    /// The templates with the texts of each language, from the first page in it on.
    templates: [OnceLock<tera::TeraResult<Tera>>; Language::ALL.len()],
    /// What the scripts need of each language, from the first request for it on; nothing if a template is broken.
    language_scripts: [OnceLock<Option<StaticFile>>; Language::ALL.len()],
    fragments: Fragments,
}

impl Assets {
    /// The current files: loaded once, in a debug build again after each edit.
    pub(crate) fn current() -> Arc<Self> {
        static LOADED: RwLock<Option<Arc<Assets>>> = RwLock::new(None);
        let edition = if cfg!(debug_assertions) { edition_of_folder() } else { 0 };
        let loaded = LOADED.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(assets) = loaded.filter(|assets| assets.edition == edition) {
            return assets;
        }
        let assets = Arc::new(Self::load(edition));
        *LOADED.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&assets));
        assets
    }

    /// Changes with each file and template.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    /// The address of a file.
    pub(crate) fn url_of(&self, path: &str) -> String {
        templates::url_of(&self.hash, path)
    }

    /// The service worker, which knows the version and the addresses of all files of the pages.
    pub(crate) fn service_worker(&self) -> Option<String> {
        let script = String::from_utf8_lossy(&self.files.get(SERVICE_WORKER)?.bytes);
        let needed = |path: &&String| path.as_str() != SERVICE_WORKER && !path.starts_with(VENDORED);
        let addresses: Vec<String> = self.files.keys().filter(needed).map(|path| self.url_of(path)).collect();
        let constants = serde_json::json!({ "VERSION": self.hash, "FILES": addresses });
        Some(format!("globalThis.simpleChats = {constants};\n{script}"))
    }

    /// Renders a page in a language. Fails if the template is broken or misses a value.
    pub(crate) fn render(
        &self,
        language: Language,
        template: &str,
        context: &Context,
    ) -> tera::TeraResult<String> {
        self.templates(language)?.render(template, context)
    }

    /// Renders a component in a language, unless that was done for an equal input. The context must be made of nothing but
    /// the input.
    pub(crate) fn fragment(
        &self,
        language: Language,
        component: &'static str,
        input: impl Hash,
        context: impl FnOnce() -> Context,
    ) -> tera::TeraResult<Arc<str>> {
        self.fragments.find(&(language, component, input), || {
            self.templates(language)?.render_component(component, &context(), None, true)
        })
    }

    fn templates(&self, language: Language) -> tera::TeraResult<&Tera> {
        let place = Language::ALL.iter().position(|other| *other == language);
        let templates = place.and_then(|place| self.templates.get(place));
        let templates = templates.ok_or_else(|| tera::Error::message("a language that isn't in the list"))?;
        let cause = |error: &tera::Error| tera::Error::message(error.to_string());
        let build = || match &self.sources {
            Ok(sources) => templates::build(sources, Texts::of(language)),
            Err(error) => Err(cause(error)),
        };
        templates.get_or_init(build).as_ref().map_err(cause)
    }

    /// The file at a path below `/static/{hash}`.
    fn file(&self, path: &str) -> Option<&StaticFile> {
        let Some(language) = language_script::language_of(path) else { return self.files.get(path) };
        let place = Language::ALL.iter().position(|other| *other == language)?;
        let render = || Some(StaticFile::of(self.language_script(language).ok()?.into_bytes().into()));
        self.language_scripts.get(place)?.get_or_init(render).as_ref()
    }

    fn language_script(&self, language: Language) -> tera::TeraResult<String> {
        let elements = self.render(language, "components/templates.html", &Context::new())?;
        let keys = language_script::keys_in(self.scripts())?;
        language_script::render(language, &keys, &elements).map_err(tera::Error::message)
    }

    fn scripts(&self) -> impl Iterator<Item = &str> {
        let scripts = self.files.iter().filter(|(path, _)| path.starts_with("scripts/"));
        scripts.filter_map(|(_, file)| std::str::from_utf8(&file.bytes).ok())
    }

    fn load(edition: u64) -> Self {
        let (mut files, mut sources) = (BTreeMap::new(), BTreeMap::new());
        for name in Embedded::iter() {
            let Some(file) = Embedded::get(&name) else { continue };
            if let Some(path) = name.strip_prefix("static/") {
                files.insert(path.to_owned(), StaticFile::of(file.data));
            } else if let Some(path) = name.strip_prefix("templates/") {
                sources.insert(path.to_owned(), String::from_utf8_lossy(&file.data).into_owned());
            }
        }
        let vendored = vendored::files();
        let hash = hash_of(&files, &sources, &vendored);
        files.extend(vendored.into_iter().map(|(path, bytes)| (path, StaticFile::of(bytes))));
        let paths = files.keys().cloned().collect();
        Self {
            edition,
            sources: templates::prepare(sources, &hash, &paths),
            hash,
            files,
            templates: [const { OnceLock::new() }; Language::ALL.len()],
            language_scripts: [const { OnceLock::new() }; Language::ALL.len()],
            fragments: Fragments::new(),
        }
    }
}

impl StaticFile {
    fn of(bytes: Cow<'static, [u8]>) -> Self {
        let bytes = match bytes {
            Cow::Borrowed(bytes) => web::Bytes::from_static(bytes),
            Cow::Owned(bytes) => web::Bytes::from(bytes),
        };
        Self { bytes, compressed: OnceLock::new() }
    }

    fn compressed(&self) -> Option<web::Bytes> {
        let compress = || {
            let compressed = compression::compress_file(&self.bytes).ok()?;
            (compressed.len() < self.bytes.len()).then(|| compressed.into())
        };
        self.compressed.get_or_init(compress).clone()
    }
}

/// `GET /static/{hash}/{path}`: cacheable for a year if the hash is current.
pub(crate) async fn show_file(request: HttpRequest, address: web::Path<(String, String)>) -> HttpResponse {
    let (hash, path) = address.into_inner();
    let assets = Assets::current();
    let Some(file) = assets.file(&path) else { return HttpResponse::NotFound().finish() };
    // A page of another version still gets its files, but must revalidate them.
    let caching = if hash == assets.hash {
        vec![
            CacheDirective::Public,
            CacheDirective::MaxAge(31_536_000),
            CacheDirective::Extension("immutable".to_owned(), None),
        ]
    } else {
        vec![CacheDirective::NoCache]
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, content_type_of(&path)))
        .insert_header(CacheControl(caching))
        .insert_header((header::VARY, "Accept-Encoding"));
    match accepts_gzip(&request).then(|| file.compressed()).flatten() {
        Some(compressed) => response.insert_header((header::CONTENT_ENCODING, "gzip")).body(compressed),
        None => response.body(file.bytes.clone()),
    }
}

/// `GET /favicon.ico`: for clients that ignore the page's link to the icon.
pub(crate) async fn show_favicon() -> HttpResponse {
    redirect_to("favicon.svg")
}

/// `GET /apple-touch-icon.png`: where Safari looks for the icon of an application.
pub(crate) async fn show_touch_icon() -> HttpResponse {
    redirect_to("icons/apple-touch-icon.png")
}

fn redirect_to(path: &str) -> HttpResponse {
    let url = Assets::current().url_of(path);
    HttpResponse::SeeOther().insert_header((header::LOCATION, url)).finish()
}

pub(super) fn content_type_of(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|extension| extension.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Of vendored files, the lengths count: a new version has other ones, and their pages of memory stay untouched.
fn hash_of(
    files: &BTreeMap<String, StaticFile>,
    templates: &BTreeMap<String, String>,
    vendored: &[(String, Cow<'static, [u8]>)],
) -> String {
    let mut hasher = DefaultHasher::new();
    Language::ALL.map(source_of).hash(&mut hasher);
    templates.hash(&mut hasher);
    for (path, file) in files {
        (path, &file.bytes).hash(&mut hasher);
    }
    for (path, bytes) in vendored {
        (path, bytes.len()).hash(&mut hasher);
    }
    // Short, as each page names it many times.
    format!("{:07x}", hasher.finish() >> 36)
}

/// A hash of the names, sizes, and times of the folder's files.
fn edition_of_folder() -> u64 {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../web-assets"));
    let mut hasher = DefaultHasher::new();
    for name in Embedded::iter() {
        let about = std::fs::metadata(folder.join(&*name)).ok();
        let about = about.map(|about| (about.len(), about.modified().ok()));
        (name, about).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::body::to_bytes;
    use actix_web::http::StatusCode;
    use actix_web::test::TestRequest;

    async fn get(hash: &str, path: &str) -> HttpResponse {
        let request = TestRequest::default().to_http_request();
        show_file(request, web::Path::from((hash.to_owned(), path.to_owned()))).await
    }

    #[test]
    fn all_templates_can_be_read() {
        let assets = Assets::current();
        let templates = assets.templates(Language::English).unwrap();
        assert!(templates.contains_template("chats/chat.html") && templates.contains_template("error.html"));
    }

    #[actix_web::test]
    async fn a_file_is_kept_for_a_year_under_the_hash_of_all_and_checked_under_another() {
        let assets = Assets::current();
        let response = get(&assets.hash, "scripts/page.js").await;
        assert_eq!(response.headers().get("cache-control").unwrap(), "public, max-age=31536000, immutable");
        assert_eq!(response.headers().get("content-type").unwrap(), "text/javascript; charset=utf-8");
        let body = to_bytes(response.into_body()).await.unwrap();
        assert_eq!(body, assets.files.get("scripts/page.js").unwrap().bytes);
        let response = get("of-another-version", "scripts/page.js").await;
        assert_eq!(response.headers().get("cache-control").unwrap(), "no-cache");
    }

    #[actix_web::test]
    async fn nothing_but_the_static_files_is_served() {
        for path in ["", "nothing.js", "../templates/error.html", "../package.json", "/etc/passwd", "scripts"]
        {
            assert_eq!(get(&Assets::current().hash, path).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert!(Embedded::iter().all(|name| name.starts_with("static/") || name.starts_with("templates/")));
    }

    #[test]
    fn every_file_has_a_type_of_its_own() {
        for path in Assets::current().files.keys() {
            assert_ne!(content_type_of(path), "application/octet-stream", "{path}");
        }
    }

    #[test]
    fn the_hash_changes_with_a_file() {
        let files = |text: &'static str| {
            BTreeMap::from([("a.css".to_owned(), StaticFile::of(text.as_bytes().into()))])
        };
        let templates = |text: &str| BTreeMap::from([("a.html".to_owned(), text.to_owned())]);
        let vendored = |text: &'static str| [("v.js".to_owned(), Cow::Borrowed(text.as_bytes()))];
        let hash = hash_of(&files("a"), &templates("a"), &vendored("a"));
        assert_eq!(hash_of(&files("a"), &templates("a"), &vendored("a")), hash);
        assert_ne!(hash_of(&files("b"), &templates("a"), &vendored("a")), hash);
        assert_ne!(hash_of(&files("a"), &templates("b"), &vendored("a")), hash);
        assert_ne!(hash_of(&files("a"), &templates("a"), &vendored("ab")), hash);
    }
}
