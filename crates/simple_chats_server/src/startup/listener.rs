//! The address to listen on, taken before anything is made and opened when everything is there.

use socket2::{Domain, Socket, Type};
use std::io;
use std::net::{SocketAddr, TcpListener};
#[cfg(target_os = "linux")]
use std::time::Duration;

/// The time after which a connection is cut whose client accepts no data. The HTTP server itself would wait forever.
#[cfg(target_os = "linux")]
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// How many connections may wait to be accepted.
const BACKLOG: i32 = 1_024;

/// An address that belongs to this process and answers nobody yet.
pub(super) struct BoundAddress(Socket);

impl BoundAddress {
    /// Takes the address. Fails if another process listens on it.
    pub(super) fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = Socket::new(Domain::for_address(address), Type::STREAM, None)?;
        // Connections of a server that was here before may still be closing.
        #[cfg(unix)]
        socket.set_reuse_address(true)?;
        // Connections inherit this: the system cuts those that accept no data (RFC 5482, tcp(7)).
        #[cfg(target_os = "linux")]
        socket.set_tcp_user_timeout(Some(WRITE_TIMEOUT))?;
        socket.bind(&address.into())?;
        Ok(Self(socket))
    }

    /// Lets connections in.
    pub(super) fn listen(self) -> io::Result<TcpListener> {
        self.0.listen(BACKLOG)?;
        Ok(self.0.into())
    }
}
