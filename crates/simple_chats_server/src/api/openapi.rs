//! The OpenAPI document of the REST API (OpenAPI 3.1). Handlers say what they take and answer; what all of them have in
//! common is added here.

mod errors;

use super::representation::Representation;
use super::{
    account, attachments, chats, docs, export, invitations, languages, lifetimes, message_shapes, messages,
    notifications, person_shapes, personal_tokens, preferences, privacy, push, reactions, search, server,
    sessions, shapes, users, webhooks,
};
use crate::http::conditional::Conditions;
use crate::state::AppState;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::{Value, json};
use std::sync::OnceLock;
use utoipa::Modify;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Parameter, ParameterIn};
use utoipa::openapi::response::Response;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, OpenApi, PathItem, Ref, RefOr, Required};

const ABOUT: &str = "One-to-one chat: users, chats, and messages. What happens in real time is described by \
    [asyncapi.json](asyncapi.json).";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Simple Chats", description = ABOUT, license(name = "MIT", identifier = "MIT")),
    paths(
        server::show_server,
        show_openapi,
        server::show_asyncapi,
        docs::show_docs,
        account::register,
        account::me,
        account::update,
        account::change_email,
        account::delete_me,
        languages::show_language,
        languages::set_language,
        notifications::show_notifications,
        notifications::update_notifications,
        export::export,
        invitations::list_invitations,
        invitations::invite,
        invitations::revoke_invitation,
        account::token,
        account::forgot_password,
        account::reset_password,
        account::change_password,
        personal_tokens::list_tokens,
        personal_tokens::make_token,
        personal_tokens::revoke_token,
        sessions::list_sessions,
        sessions::end_sessions,
        sessions::end_session,
        privacy::show_privacy,
        privacy::update_privacy,
        privacy::list_blocks,
        privacy::block,
        privacy::unblock,
        users::list_users,
        users::show_user,
        chats::list_chats,
        chats::create_chat,
        chats::show_chat,
        chats::delete_chat,
        chats::accept_chat,
        chats::mark_read,
        chats::list_changes,
        preferences::change_preferences,
        preferences::clear_chat,
        lifetimes::set_lifetime,
        lifetimes::withdraw_lifetime,
        messages::list_messages,
        messages::send_messages,
        messages::send_to_user,
        messages::show_message,
        messages::edit_message,
        messages::delete_message,
        messages::report_message,
        attachments::upload,
        attachments::show_file,
        attachments::show_thumbnail,
        attachments::show_info,
        attachments::delete_upload,
        reactions::set_reaction,
        reactions::remove_reaction,
        search::search,
        push::show_push,
        push::subscribe,
        push::unsubscribe,
        push::test_subscription,
        webhooks::list_webhooks,
        webhooks::make_webhook,
        webhooks::show_webhook,
        webhooks::update_webhook,
        webhooks::delete_webhook,
        webhooks::test_webhook,
        webhooks::list_deliveries,
    ),
    components(schemas(
        account::IssuedTokenShape,
        invitations::InvitationShape,
        languages::LanguageShape,
        notifications::NotificationsShape,
        notifications::QuietHoursShape,
        personal_tokens::TokenShape,
        privacy::BlockShape,
        privacy::PrivacyShape,
        server::Server<'_>,
        sessions::SessionShape,
        shapes::ChangesShape,
        shapes::ChatShape,
        shapes::LifetimeShape,
        shapes::ListedChatShape,
        message_shapes::FoundMessageShape,
        message_shapes::QuoteShape,
        message_shapes::ReactionShape,
        message_shapes::ShownMessageShape,
        person_shapes::UserShape,
        push::SubscriptionShape,
        webhooks::DeliveryShape,
        webhooks::WebhookShape,
    )),
    tags(
        (name = "Server", description = "What the server is and can do"),
        (name = "Accounts", description = "Registration, the caller's account, invitations"),
        (name = "Credentials", description = "Passwords, tokens, sessions"),
        (name = "Privacy", description = "Who sees, finds, and writes to the caller"),
        (name = "Users", description = "Finding users"),
        (name = "Chats", description = "The caller's chats"),
        (name = "Messages", description = "The messages of a chat"),
        (name = "Attachments", description = "Files that messages carry"),
        (name = "Pushes", description = "Browsers and programs that are told of messages while no page is open"),
        (name = "Webhooks", description = "Being told what happens in the caller's chats"),
    ),
    servers((url = "/", description = "The server of this document")),
    security(("basic" = []), ("bearer" = [])),
    modifiers(&Common)
)]
struct Document;

/// Describes this API by `OpenAPI` 3.1.
#[utoipa::path(get, path = "/api/openapi.json", tag = "Server", security(()),
    responses((status = 200, description = "The document.", body = serde_json::Value, content_type = "application/json")))]
pub(crate) async fn show_openapi(request: HttpRequest, state: web::Data<AppState>) -> HttpResponse {
    Representation::of_json(document()).respond_to_all(&Conditions::of(&request, &state))
}

/// The OpenAPI document of the REST API, as JSON.
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "all keys of the document are strings")]
pub fn document() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let document = <Document as utoipa::OpenApi>::openapi();
        #[expect(clippy::expect_used, reason = "the document has no map with other keys than strings")]
        let mut document = serde_json::to_value(&document).expect("the document can be serialized");
        let schemas = document.pointer_mut("/components/schemas").map(Value::take).unwrap_or_default();
        refer_to(&schemas, &mut document);
        if let Some(place) = document.pointer_mut("/components/schemas") {
            *place = schemas;
        }
        format!("{document:#}")
    })
}

/// Replaces copies of named schemas by references, so that generated clients have one type for each.
fn refer_to(schemas: &Value, part: &mut Value) {
    let named = |part: &Value| schemas.as_object()?.iter().find(|(_, schema)| *schema == part);
    let can_be_named = part["type"] == "object" || part["allOf"].is_array();
    if can_be_named && let Some((name, _)) = named(part) {
        *part = json!({ "$ref": format!("#/components/schemas/{name}") });
        return;
    }
    match part {
        Value::Array(items) => items.iter_mut().for_each(|item| refer_to(schemas, item)),
        Value::Object(fields) => fields.values_mut().for_each(|field| refer_to(schemas, field)),
        _ => {}
    }
}

/// What operations have in common: credentials, ids in paths, headers, and errors.
struct Common;

impl Modify for Common {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_with(Components::new);
        let basic = Http::builder().scheme(HttpAuthScheme::Basic).description(Some("Login and password"));
        let bearer = Http::builder()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A token of `GET /api/token`, or an API token"));
        components.add_security_scheme("basic", SecurityScheme::Http(basic.build()));
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
        errors::add_to(components);
        for (path, item) in &mut document.paths.paths {
            for (method, operation) in operations_of(item) {
                complete(path, method, operation);
            }
        }
    }
}

fn operations_of(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [("get", get), ("put", put), ("post", post), ("delete", delete), ("patch", patch)]
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn complete(path: &str, method: &str, operation: &mut Operation) {
    let parameters = operation.parameters.get_or_insert_default();
    for name in path.split(['{', '}']).skip(1).step_by(2) {
        if !has(parameters, &ParameterIn::Path, name) {
            let schema = Ref::from_schema_name("Id");
            let parameter = Parameter::builder().name(name).parameter_in(ParameterIn::Path);
            let about = format!("The number of the {}", name.trim_end_matches("_id"));
            let parameter = parameter.required(Required::True).description(Some(about)).schema(Some(schema));
            parameters.push(parameter.build().into());
        }
    }
    let is_public =
        operation.security.as_ref().is_some_and(|security| *security == [SecurityRequirement::default()]);
    if takes_code(path, method) {
        let about = "A code of the second factor, if the account has one";
        let code = Parameter::builder().name("X-OTP").parameter_in(ParameterIn::Header);
        let code = code.description(Some(about)).schema(Some(Object::with_type(Type::String)));
        parameters.push(code.build().into());
    }
    let lists = has(parameters, &ParameterIn::Query, "limit");
    let names_chat = has(parameters, &ParameterIn::Query, "chat_id");
    let is_repeatable = has(parameters, &ParameterIn::Header, "Idempotency-Key");
    let has_tag = method == "get" && !is_unconditional(path);
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            add_headers(response, has_tag, lists, is_public);
        }
    }
    let has_body = operation.request_body.is_some();
    let happens = |status: u16| match status {
        304 => has_tag,
        401 => !is_public,
        403 => !is_public || has_body,
        404 => has_body || names_chat || path.contains('{'),
        408 | 413 | 415 => has_body,
        409 => is_repeatable || (path, method) == ("/api/attachments/{attachment_id}", "delete"),
        422 => (path, method) == ("/api/attachments", "post"),
        _ => true,
    };
    for (status, response) in errors::responses(happens) {
        operation.responses.responses.entry(status).or_insert(response);
    }
}

fn has(parameters: &[RefOr<Parameter>], place: &ParameterIn, name: &str) -> bool {
    let is_it = |parameter: &Parameter| parameter.parameter_in == *place && parameter.name == name;
    parameters.iter().any(|parameter| matches!(parameter, RefOr::T(parameter) if is_it(parameter)))
}

/// Whether a code of a second factor counts.
fn takes_code(path: &str, method: &str) -> bool {
    let always =
        ["/api/token", "/api/tokens", "/api/tokens/{token_id}", "/api/change-password", "/api/change-email"];
    always.contains(&path) || (path, method) == ("/api/me", "delete")
}

/// Whether a response to GET has no tag.
fn is_unconditional(path: &str) -> bool {
    ["/api/token", "/api/me/export", "/api/sessions", "/api/docs", "/api/attachments/{attachment_id}/info"]
        .contains(&path)
}

fn add_headers(response: &mut Response, has_tag: bool, lists: bool, is_public: bool) {
    let text = || Object::with_type(Type::String);
    let mut add = |name: &str, about: &str| {
        let header = Header::builder().schema(Some(text())).description(Some(about)).build();
        response.headers.insert(name.to_owned(), header.into());
    };
    add("X-Request-Id", "Names the request in the server's log");
    if has_tag {
        add("ETag", "Send it as If-None-Match to get 304 if nothing has changed");
    }
    if lists {
        add("Link", "Leads to the next page, if there is one: `<…>; rel=\"next\"` (RFC 8288)");
    }
    if !is_public {
        add("RateLimit-Policy", "The rate limit that is closest to its end");
        add("RateLimit", "What is left of it");
    }
}
