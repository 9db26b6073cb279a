//! The response to a connection for which there is no place.

use super::Stream;
use crate::rate_limits::{Full, RefusalGuard};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

/// How long a client has to open the connection, to send its request and to take the response.
const TIME: Duration = Duration::from_secs(1);

/// Responds to whatever the client requests. It is read first: a connection that ends with unread bytes is reset, and the
/// client might lose the response.
pub(super) async fn refuse(opening: impl Future<Output = Option<Stream>>, full: Full, _guard: RefusalGuard) {
    let respond = async {
        let Some(mut stream) = opening.await else { return Ok(()) };
        let mut request = [0; 4096];
        // Whatever it is.
        let _length = stream.read(&mut request).await?;
        stream.write_all(response(full).as_bytes()).await?;
        stream.shutdown().await?;
        while stream.read(&mut request).await? > 0 {}
        std::io::Result::Ok(())
    };
    // A client that takes longer, or has left, gets nothing.
    drop(timeout(TIME, respond).await);
}

fn response(full: Full) -> String {
    let (status, code, message) = match full {
        Full::Server => ("503 Service Unavailable", "unavailable", "The server has no free connection"),
        Full::Network => ("429 Too Many Requests", "rate_limited", "Your network has too many connections"),
    };
    let body = format!("{{\"message\":\"{message}. Try again in 5 s\",\"code\":\"{code}\"}}");
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nRetry-After: 5\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}
