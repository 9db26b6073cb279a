//! What clients need to know of the server before they log in: its version, its feature level, and its limits.

use super::representation::Representation;
use crate::http::body::{LARGE, SMALL};
use crate::http::conditional::Conditions;
use crate::settings::{RateLimit, RateLimits, Settings};
use crate::state::AppState;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
use simple_chats_auth::MAX_PASSWORD_BYTES;
use simple_chats_domain::{
    MAX_CLIENT_ID_CHARS, MAX_PAGE, MAX_TEXT_CHARS, MAX_TEXTS, NAME_LENGTH, USERNAME_LENGTH,
};
use simple_chats_protocol::{FEATURE_LEVEL, limits};
use utoipa::ToSchema;

/// The document of the live protocol.
const ASYNCAPI: &str = include_str!("../../../../docs/asyncapi.json");

/// Tells what clients need to know of the server before they log in.
#[utoipa::path(get, path = "/api/server", tag = "Server", security(()),
    responses((status = 200, description = "The server.", body = inline(Server<'_>))))]
pub(crate) async fn show_server(request: HttpRequest, state: web::Data<AppState>) -> HttpResponse {
    let server = Server {
        name: "Simple Chats",
        version: env!("CARGO_PKG_VERSION"),
        feature_level: FEATURE_LEVEL,
        epoch: &state.epoch,
        registration: state.settings.registration.as_str(),
        limits: Limits::of(&state.settings),
    };
    Representation::of(&server).respond_to_all(&Conditions::of(&request, &state))
}

/// Describes the live protocol by `AsyncAPI` 3.
#[utoipa::path(get, path = "/api/asyncapi.json", tag = "Server", security(()),
    responses((status = 200, description = "The document.", body = serde_json::Value, content_type = "application/json")))]
pub(crate) async fn show_asyncapi(request: HttpRequest, state: web::Data<AppState>) -> HttpResponse {
    Representation::of_json(ASYNCAPI).respond_to_all(&Conditions::of(&request, &state))
}

/// The server.
#[derive(Serialize, ToSchema)]
pub(super) struct Server<'a> {
    name: &'static str,
    version: &'static str,
    feature_level: u32,
    epoch: &'a str,
    registration: &'static str,
    limits: Limits,
}

/// The limits that a client has to keep. A name says what is limited and in which unit.
#[derive(Serialize, ToSchema)]
struct Limits {
    min_username_chars: usize,
    max_username_chars: usize,
    min_name_chars: usize,
    max_name_chars: usize,
    min_password_chars: u32,
    max_password_bytes: usize,
    max_text_chars: usize,
    /// The texts of one request.
    max_texts: usize,
    max_idempotency_key_chars: usize,
    max_body_bytes: usize,
    /// The body of a request that sends texts.
    max_body_bytes_with_texts: usize,
    /// The rows of a page of a list.
    max_page_rows: i64,
    live: LiveLimits,
    /// How often something may be done, by the names in the documentation; null if rate limits are off.
    #[schema(required)]
    rates: Option<Rates>,
}

/// The limits of the live protocol.
#[derive(Serialize, ToSchema)]
struct LiveLimits {
    max_frame_bytes: usize,
    max_ref_chars: usize,
    max_resume_chats: usize,
    max_state_chats: usize,
    max_changes: i64,
    max_history_messages: i64,
    default_history_messages: i64,
    max_watched_users: usize,
    max_unread: usize,
    max_sockets_per_user: usize,
}

#[derive(Serialize, ToSchema)]
struct Rates {
    login_per_account: Rate,
    login_per_network: Rate,
    register_per_network: Rate,
    forgot_password_per_network: Rate,
    forgot_password_per_address: Rate,
    send_per_user: Rate,
    read_per_user: Rate,
    search_per_user: Rate,
    upload_per_user: Rate,
}

/// So many in so many seconds on average, and at most `burst` at once.
#[derive(Serialize, ToSchema)]
struct Rate {
    count: u32,
    seconds: u64,
    burst: u32,
}

impl Limits {
    fn of(settings: &Settings) -> Self {
        Self {
            min_username_chars: *USERNAME_LENGTH.start(),
            max_username_chars: *USERNAME_LENGTH.end(),
            min_name_chars: *NAME_LENGTH.start(),
            max_name_chars: *NAME_LENGTH.end(),
            min_password_chars: settings.min_password_length,
            max_password_bytes: MAX_PASSWORD_BYTES,
            max_text_chars: MAX_TEXT_CHARS,
            max_texts: MAX_TEXTS,
            max_idempotency_key_chars: MAX_CLIENT_ID_CHARS,
            max_body_bytes: SMALL,
            max_body_bytes_with_texts: LARGE,
            max_page_rows: MAX_PAGE,
            live: LiveLimits {
                max_frame_bytes: limits::MAX_MESSAGE_BYTES,
                max_ref_chars: limits::MAX_REF_CHARS,
                max_resume_chats: limits::MAX_RESUME_CHATS,
                max_state_chats: limits::MAX_STATE_CHATS,
                max_changes: limits::MAX_CHANGES,
                max_history_messages: limits::MAX_HISTORY_MESSAGES,
                default_history_messages: limits::DEFAULT_HISTORY_MESSAGES,
                max_watched_users: limits::MAX_WATCHED_USERS,
                max_unread: limits::MAX_UNREAD_COUNT,
                max_sockets_per_user: limits::MAX_SOCKETS_PER_USER,
            },
            rates: settings.rate_limits.as_ref().map(Rates::from),
        }
    }
}

impl From<&RateLimits> for Rates {
    fn from(limits: &RateLimits) -> Self {
        Self {
            login_per_account: limits.login_per_account.into(),
            login_per_network: limits.login_per_network.into(),
            register_per_network: limits.register_per_network.into(),
            forgot_password_per_network: limits.forgot_password_per_network.into(),
            forgot_password_per_address: limits.forgot_password_per_address.into(),
            send_per_user: limits.send_per_user.into(),
            read_per_user: limits.read_per_user.into(),
            search_per_user: limits.search_per_user.into(),
            upload_per_user: limits.upload_per_user.into(),
        }
    }
}

impl From<RateLimit> for Rate {
    fn from(limit: RateLimit) -> Self {
        Self { count: limit.count.get(), seconds: limit.period.as_secs(), burst: limit.burst.get() }
    }
}
