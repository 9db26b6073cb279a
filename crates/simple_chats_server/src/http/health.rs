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

/// `GET /readyz`: the database answers. NATS is reported but takes no instance out: each serves its own sockets without.
pub(crate) async fn readyz(state: web::Data<AppState>) -> HttpResponse {
    let database = state.database.ping().await;
    if let Err(error) = &database {
        tracing::warn!(%error, "not ready");
    }
    let word = |is_available: bool| if is_available { "ok" } else { "unavailable" };
    let mut body = json!({ "status": word(database.is_ok()), "database": word(database.is_ok()) });
    if let (Some(fields), Some(broker)) = (body.as_object_mut(), state.hub.broker()) {
        fields.insert("broker".to_owned(), word(broker.is_connected()).into());
    }
    match database {
        Ok(()) => HttpResponse::Ok().json(body),
        Err(_) => HttpResponse::ServiceUnavailable().insert_header(("Retry-After", "2")).json(body),
    }
}
