//! The TCP connection beneath a socket. The HTTP server doesn't expose it, and goes on reading after a close frame as after
//! any response; but the server of a WebSocket has to close the connection at once (RFC 6455, section 7.1.1).

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

/// Keeps a second handle to each connection, in case it becomes a socket. For the HTTP server's `on_connect`.
pub fn keep_handle(io: &dyn Any, beside: &mut Extensions) {
    let Some(stream) = io.downcast_ref::<TcpStream>() else { return };
    match SockRef::from(stream).try_clone() {
        Ok(socket) => {
            beside.insert(Connection(Arc::new(socket)));
        }
        Err(error) => tracing::warn!(%error, "could not keep a second handle to a connection"),
    }
}

impl Connection {
    pub(super) fn of(request: &HttpRequest) -> Option<Self> {
        request.conn_data::<Self>().cloned()
    }

    /// Makes the HTTP server see the end of input; it writes the rest and closes the connection.
    pub(super) fn end(&self) {
        match self.0.shutdown(Shutdown::Read) {
            Ok(()) => {}
            // The client has closed it already.
            Err(error) if error.kind() == ErrorKind::NotConnected => {}
            Err(error) => tracing::debug!(%error, "could not end a connection"),
        }
    }
}
