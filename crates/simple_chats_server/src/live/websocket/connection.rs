//! The TCP connection beneath a socket. The HTTP server keeps it to itself, and after a socket's goodbye it reads on for as
//! long as after any answer; but a WebSocket's server is to close the connection at once (RFC 6455, section 7.1.1).

use actix_web::HttpRequest;
use actix_web::dev::Extensions;
use socket2::{SockRef, Socket};
use std::any::Any;
use std::io::ErrorKind;
use std::net::Shutdown;
use std::sync::Arc;
use tokio::net::TcpStream;

/// A second handle to a connection.
#[derive(Clone)]
pub(super) struct Connection(Arc<Socket>);

/// Keeps a handle to each connection beside it, for those that become sockets; for the HTTP server's `on_connect`.
pub fn keep_handle(io: &dyn Any, beside: &mut Extensions) {
    let Some(stream) = io.downcast_ref::<TcpStream>() else { return };
    match SockRef::from(stream).try_clone() {
        Ok(socket) => {
            beside.insert(Connection(Arc::new(socket)));
        }
        Err(error) => tracing::warn!(%error, "a connection has no second handle"),
    }
}

impl Connection {
    /// The connection of a request.
    pub(super) fn of(request: &HttpRequest) -> Option<Self> {
        request.conn_data::<Self>().cloned()
    }

    /// Has the HTTP server see the end of what the client sends; it writes what is left and closes the connection.
    pub(super) fn end(&self) {
        match self.0.shutdown(Shutdown::Read) {
            Ok(()) => {}
            // The client was first.
            Err(error) if error.kind() == ErrorKind::NotConnected => {}
            Err(error) => tracing::debug!(%error, "a connection could not be ended"),
        }
    }
}
