//! Health checks for an operator's tools.

use crate::state::AppState;
use actix_web::{HttpResponse, web};
use serde_json::json;

/// Whether a route is that of a health check, which proxies send by themselves.
pub(super) fn is_check(route: &str) -> bool {
    matches!(route, "/healthz" | "/readyz")
}

/// `GET /healthz`: the process is alive.
pub(crate) async fn healthz() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

/// `GET /readyz`: the database answers, and changes can be stored. NATS is reported but takes no instance out: each serves its
/// own sockets without.
pub(crate) async fn readyz(state: web::Data<AppState>) -> HttpResponse {
    let word = |is_available: bool| if is_available { "ok" } else { "unavailable" };
    let database = match state.database.ping().await {
        Ok(()) if state.database.is_writable().await => "ok",
        Ok(()) => "read_only",
        Err(error) => {
            tracing::warn!(%error, "not ready");
            "unavailable"
        }
    };
    let is_ready = database == "ok";
    let mut body = json!({ "status": word(is_ready), "database": database });
    if let (Some(fields), Some(broker)) = (body.as_object_mut(), state.hub.broker()) {
        fields.insert("broker".to_owned(), word(broker.is_connected()).into());
    }
    if is_ready {
        HttpResponse::Ok().json(body)
    } else {
        HttpResponse::ServiceUnavailable().insert_header(("Retry-After", "2")).json(body)
    }
}
