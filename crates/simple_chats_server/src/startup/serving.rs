//! The HTTP server: its threads, and what it serves at which address.

use crate::http::connections::serve_connections;
use crate::http::metrics;
use crate::http::middleware::handle_request;
use crate::measures::RequestMeter;
use crate::rate_limits::ConnectionTable;
use crate::routes;
use crate::state::AppState;
use actix_web::dev::Server;
use actix_web::middleware::from_fn;
use actix_web::{App, web};
use std::net::TcpListener;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// The time that requests have to finish on shutdown, in seconds.
const SHUTDOWN_TIMEOUT_SECS: u64 = 7;

/// How many connections each thread accepts. It is never reached: the table of connections refuses before.
const MAX_ACCEPTED: usize = 50_000;

/// Starts the HTTP server, with one worker thread for each processor if no number is given.
pub(super) fn serve(
    listener: TcpListener,
    acceptor: Option<TlsAcceptor>,
    for_metrics: Option<TcpListener>,
    state: &Arc<AppState>,
    workers: Option<usize>,
) -> std::io::Result<Server> {
    let mut server = Server::build()
        .disable_signals()
        .shutdown_timeout(SHUTDOWN_TIMEOUT_SECS)
        .max_concurrent_connections(MAX_ACCEPTED);
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    let (data, stopping) = (web::Data::from(Arc::clone(state)), server.graceful_shutdown_signal());
    if let Some(listener) = for_metrics {
        let (data, stopping) = (data.clone(), stopping.clone());
        server = server.listen("metrics", listener, move || {
            let app = App::new().app_data(data.clone()).route("/metrics", web::get().to(metrics::show));
            let stopping = stopping.clone();
            serve_connections(ConnectionTable::unlimited(), None, app, move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
        })?;
    }
    let connections = move || {
        let meter = RequestMeter::new(Arc::clone(&data.measures));
        let app = App::new()
            .app_data(data.clone())
            .app_data(meter)
            .configure(routes::configure)
            .wrap(from_fn(handle_request));
        let stopping = stopping.clone();
        serve_connections(Arc::clone(&data.connections), acceptor.clone(), app, move || {
            let stopping = stopping.clone();
            async move { stopping.notified().await }
        })
    };
    Ok(server.listen("http", listener, connections)?.run())
}
