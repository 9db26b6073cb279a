//! `GET /metrics` on an address of its own: the state of this instance in the text that Prometheus reads. `docs/metrics.md`
//! describes each metric.

use crate::delivery::{Broker, HubLoad};
use crate::state::AppState;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use rustix::fs::statvfs;
use simple_chats_media::{Bucket, S3Statistics};
use simple_chats_metrics::{Exposition, Unit};
use simple_chats_persistence::mail_outbox::{self, MailCount};
use simple_chats_persistence::webhooks::{self, WebhookLoad};
use simple_chats_persistence::{DatabaseAddress, DbConnection, StoreError, meta, push};
use simple_chats_protocol::FEATURE_LEVEL;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// What the database tells.
struct Stored {
    bytes: i64,
    mails: [MailCount; 3],
    webhooks: WebhookLoad,
    pushes: i64,
}

pub(crate) async fn show(state: web::Data<AppState>) -> HttpResponse {
    let read = |conn: &mut DbConnection| -> Result<Stored, StoreError> {
        Ok(Stored {
            bytes: meta::database_size(conn)?,
            mails: mail_outbox::count(conn)?,
            webhooks: webhooks::count_waiting(conn)?,
            pushes: push::count_waiting(conn)?,
        })
    };
    let volume = volume_of(&state);
    // A file system that hangs must not hold this thread.
    let free = web::block(move || free_bytes(&volume));
    let (hub, stored, free) = tokio::join!(state.hub.load(), state.database.read(read), free);
    let stored = stored.inspect_err(|error| tracing::warn!(%error, "failed to read metrics")).ok();
    let mut exposition = Exposition::default();
    server(&mut exposition, &state);
    requests(&mut exposition, &state);
    sockets(&mut exposition, &state, &hub);
    database(&mut exposition, &state);
    storage(&mut exposition, stored.as_ref(), free.ok().flatten());
    service(&mut exposition, &state);
    broker(&mut exposition, &state);
    HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(exposition.finish())
}

fn server(exposition: &mut Exposition, state: &AppState) {
    let level = FEATURE_LEVEL.to_string();
    exposition
        .gauge("simple_chats_build_info", "The version that runs. Always 1.")
        .value(&[("version", env!("CARGO_PKG_VERSION")), ("feature_level", &level)], 1);
    let started = state.measures.started_at.duration_since(UNIX_EPOCH).unwrap_or_default();
    exposition
        .gauge("simple_chats_start_time_seconds", "When the server was started, in seconds since 1970.")
        .value(&[], started.as_secs());
    exposition
        .counter("simple_chats_pushes_sent_total", "Pushes that push services have taken.")
        .value(&[], state.measures.pushes_sent.get());
    exposition
        .counter("simple_chats_pushes_failed_total", "Attempts to send a push that have failed.")
        .value(&[], state.measures.pushes_failed.get());
    exposition
        .counter("simple_chats_password_hashes_total", "Passwords that were hashed or verified.")
        .value(&[], state.hasher.hashes_computed());
    exposition
        .gauge("simple_chats_password_queue_length", "Passwords that wait to be hashed or verified.")
        .value(&[], state.hasher.waiting());
    let mut refusals = exposition
        .counter("simple_chats_rate_limit_refusals_total", "Attempts that a rate limit has refused.");
    for (limit, count) in state.rate_limiter.refusals() {
        refusals.value(&[("limit", limit)], count);
    }
}

fn requests(exposition: &mut Exposition, state: &AppState) {
    let requests = state.measures.requests();
    let mut counts = exposition.counter("simple_chats_http_requests_total", "Requests that were answered.");
    for ((route, method, status), count) in &requests.counts {
        let labels = [("method", *method), ("route", route), ("status", &status.to_string())];
        counts.value(&labels, count.get());
    }
    let mut durations = exposition.histogram(
        "simple_chats_http_request_duration_seconds",
        "How long requests took, from the head of the request to the head of the response.",
        Unit::Seconds,
    );
    for ((route, method), histogram) in &requests.durations {
        durations.observed(&[("method", method), ("route", route)], histogram);
    }
    drop(requests);
    let (open, max) = state.connections.open();
    exposition.gauge("simple_chats_connections", "Open connections.").value(&[], open);
    exposition.gauge("simple_chats_connections_max", "How many connections may be open.").value(&[], max);
    let refused = state.connections.refused();
    exposition
        .counter("simple_chats_connection_refusals_total", "Connections for which there was no place.")
        .value(&[("by", "server")], refused.by_server.get())
        .value(&[("by", "network")], refused.by_network.get());
}

fn sockets(exposition: &mut Exposition, state: &AppState, hub: &HubLoad) {
    exposition.gauge("simple_chats_sockets", "Open WebSockets.").value(&[], hub.sockets);
    let mut ends = exposition
        .counter("simple_chats_socket_ends_total", "WebSockets that have ended, by the server's close code.");
    for (code, count) in state.measures.socket_ends() {
        let code = code.map_or_else(|| "client".to_owned(), |code| code.number().to_string());
        ends.value(&[("code", &code)], count);
    }
    exposition
        .gauge("simple_chats_send_queue_frames", "Frames that wait for the clients of all WebSockets.")
        .value(&[], hub.queued_frames);
    exposition.gauge("simple_chats_send_queue_bytes", "Bytes in these frames.").value(&[], hub.queued_bytes);
    exposition
        .gauge("simple_chats_send_queue_longest_frames", "Frames in the fullest send queue.")
        .value(&[], hub.longest_queue);
    let mut events = exposition
        .counter("simple_chats_events_total", "Events that this instance has published, by their kind.");
    for (kind, count) in &hub.published {
        events.value(&[("type", kind)], count);
    }
}

fn database(exposition: &mut Exposition, state: &AppState) {
    let (statistics, load) = (state.database.statistics(), state.database.load());
    exposition
        .histogram("simple_chats_commit_changes", "Changes in each commit.", Unit::Number)
        .observed(&[], &statistics.commit_changes);
    exposition
        .histogram(
            "simple_chats_commit_duration_seconds",
            "How long the transactions of commits took.",
            Unit::Seconds,
        )
        .observed(&[], &statistics.commit_durations);
    exposition
        .histogram(
            "simple_chats_change_wait_seconds",
            "How long changes waited for their transaction.",
            Unit::Seconds,
        )
        .observed(&[], &statistics.change_waits);
    exposition
        .counter("simple_chats_failed_transactions_total", "Transactions of changes that have failed.")
        .value(&[], statistics.failed_transactions.get());
    exposition
        .gauge("simple_chats_write_queue_length", "Changes that wait for the writer.")
        .value(&[], load.changes_waiting);
    exposition
        .gauge("simple_chats_read_queue_length", "Reads that wait for a connection.")
        .value(&[], load.reads_waiting);
    exposition
        .gauge("simple_chats_pool_connections", "Connections to the database for reads.")
        .value(&[("state", "idle")], load.idle_connections)
        .value(&[("state", "in_use")], load.connections.saturating_sub(load.idle_connections));
    exposition
        .gauge("simple_chats_pool_connections_max", "How many connections for reads there may be.")
        .value(&[], load.max_connections);
}

/// What only the database knows is missing if it doesn't answer.
fn storage(exposition: &mut Exposition, stored: Option<&Stored>, free: Option<u64>) {
    exposition
        .gauge("simple_chats_database_up", "Whether the database has answered: 1 or 0.")
        .value(&[], u8::from(stored.is_some()));
    if let Some(bytes) = free {
        exposition
            .gauge("simple_chats_storage_free_bytes", "Free bytes on the volume on which the server writes.")
            .value(&[], bytes);
    }
    let Some(stored) = stored else { return };
    exposition.gauge("simple_chats_database_bytes", "The size of the database.").value(&[], stored.bytes);
    let states = ["waiting", "failing", "given_up"];
    let mut mails = exposition.gauge("simple_chats_mails", "Mails in the outbox, by their state.");
    for (state, mail) in states.iter().zip(&stored.mails) {
        mails.value(&[("state", state)], mail.count);
    }
    let now = Utc::now();
    let mut ages = exposition.gauge(
        "simple_chats_mail_oldest_age_seconds",
        "How long ago the oldest mail of a state was put into the outbox; 0 if there is none.",
    );
    for (state, mail) in states.iter().zip(&stored.mails) {
        ages.value(&[("state", state)], mail.oldest.map_or(0, |oldest| age_in_seconds(oldest, now)));
    }
    let WebhookLoad { count, oldest, paused } = stored.webhooks;
    exposition
        .gauge("simple_chats_webhook_events", "Events that wait to be delivered to webhooks.")
        .value(&[], count);
    exposition
        .gauge(
            "simple_chats_webhook_oldest_age_seconds",
            "How long ago the oldest event that waits for a webhook was stored; 0 if there is none.",
        )
        .value(&[], oldest.map_or(0, |oldest| age_in_seconds(oldest, now)));
    exposition.gauge("simple_chats_webhooks_paused", "Webhooks that are paused.").value(&[], paused);
    exposition
        .gauge("simple_chats_push_queue_length", "Pushes that wait to be sent.")
        .value(&[], stored.pushes);
}

/// The service with the bucket of attachments; without one, nothing is counted.
fn service(exposition: &mut Exposition, state: &AppState) {
    let none = S3Statistics::default();
    let statistics = state.files.bucket().map_or(&none, Bucket::statistics);
    let mut durations = exposition.histogram(
        "simple_chats_object_request_duration_seconds",
        "How long requests to the service that stores attachments took, until they were answered.",
        Unit::Seconds,
    );
    for (operation, histogram, _) in statistics.all() {
        durations.observed(&[("operation", operation)], histogram);
    }
    let mut failures = exposition.counter(
        "simple_chats_object_request_failures_total",
        "Requests to the service that stores attachments that have failed; most are made again.",
    );
    for (operation, _, count) in statistics.all() {
        failures.value(&[("operation", operation)], count);
    }
}

fn age_in_seconds(then: DateTime<Utc>, now: DateTime<Utc>) -> i64 {
    (now - then).num_seconds().max(0)
}

/// A folder on the volume on which the server writes.
fn volume_of(state: &AppState) -> PathBuf {
    let folder = match &state.settings.database_url {
        DatabaseAddress::Sqlite(path) => path.parent().filter(|folder| !folder.as_os_str().is_empty()),
        DatabaseAddress::Postgres(_) => Some(state.settings.data_dir.as_path()),
    };
    folder.unwrap_or(Path::new(".")).to_owned()
}

fn free_bytes(folder: &Path) -> Option<u64> {
    let volume = statvfs(folder).ok()?;
    Some(volume.f_bavail.saturating_mul(volume.f_frsize))
}

fn broker(exposition: &mut Exposition, state: &AppState) {
    let broker = state.hub.broker();
    exposition
        .gauge("simple_chats_broker_configured", "Whether instances share their events: 1 or 0.")
        .value(&[], u8::from(broker.is_some()));
    exposition
        .gauge("simple_chats_broker_connected", "Whether there is a connection to the broker: 1 or 0.")
        .value(&[], u8::from(broker.is_some_and(Broker::is_connected)));
    exposition
        .gauge("simple_chats_broker_queue_length", "Messages that wait to be published to other instances.")
        .value(&[], broker.map_or(0, Broker::waiting));
}
