//! Connections: each carries HTTP until a request makes it a WebSocket (RFC 9110, section 7.8). Then the HTTP server's part
//! of it ends, with two buffers of 8 KB, and the same task serves the socket.

use actix_http::body::{BodySize, MessageBody};
use actix_http::{HttpService, Request, Response};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, fn_factory, fn_service, map_config,
};
use actix_web::dev::{AppConfig, Extensions};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpRequest, web};
use futures_util::future::LocalBoxFuture;
use futures_util::{FutureExt, StreamExt};
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// How long a client may take to send the head of its first request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// How long the server reads what the client still sends after an early response, so that the client can receive it.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// How much the HTTP server reads beyond a request at most.
const READ_AHEAD: usize = 32 * 1024;

/// Serves the connections of a server by an application, whose handlers can [`upgrade`](super::upgrade) them. `stopping`
/// returns when the server stops: then connections end after their request.
pub fn serve_connections<A, S, B, F>(
    application: A,
    stopping: impl Fn() -> F + 'static,
) -> impl ServiceFactory<TcpStream, Config = (), Response = (), Error = Infallible, InitError = ()>
where
    A: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig> + 'static,
    S::Error: Into<actix_web::Error>,
    S::InitError: std::fmt::Debug,
    S::Response: Into<Response<B>>,
    S::Service: 'static,
    S::Future: 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
    F: Future<Output = ()> + 'static,
{
    let application = application.into_factory().map_err(|error| -> actix_web::Error { error.into() });
    let http = HttpService::build()
        .client_request_timeout(REQUEST_TIMEOUT)
        .client_disconnect_timeout(DISCONNECT_TIMEOUT)
        .graceful_shutdown_signal(stopping)
        .on_connect_ext(|stream: &HttpStream, data: &mut Extensions| {
            data.insert(Upgrade(Rc::clone(&stream.0)));
        })
        .h1(map_config(application, |()| AppConfig::default()));
    fn_factory(move || {
        let http = http.new_service(());
        async move {
            let http = Rc::new(http.await?);
            Ok(fn_service(move |stream| serve(Rc::clone(&http), stream)))
        }
    })
}

async fn serve<H>(http: Rc<H>, stream: TcpStream) -> Result<(), Infallible>
where
    H: Service<(HttpStream, Option<SocketAddr>), Response = ()>,
{
    let peer = stream.peer_addr().ok();
    // A response leaves at once, even if an earlier one has not been acknowledged. This fails only if the client is gone.
    stream.set_nodelay(true).ok();
    let connection = Rc::new(Connection::new(stream));
    // Boxed, so that its memory is free once the connection is a socket.
    let mut exchange = Box::pin(http.call((HttpStream(Rc::clone(&connection)), peer)));
    let upgraded = poll_fn(|cx| {
        let ended = exchange.as_mut().poll(cx);
        match connection.take_upgraded() {
            Some(upgraded) => Poll::Ready(Some(upgraded)),
            None => ended.map(|_| None),
        }
    });
    let upgraded = upgraded.await;
    drop((exchange, connection, http));
    if let Some((stream, successor)) = upgraded {
        successor(stream).await;
    }
    Ok(())
}

/// What serves a connection after HTTP.
type Successor = Box<dyn FnOnce(TcpStream) -> LocalBoxFuture<'static, ()>>;

/// A connection that carries HTTP.
struct Connection {
    stream: RefCell<Option<TcpStream>>,
    phase: Cell<Phase>,
    successor: RefCell<Option<Successor>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Http,
    /// The response to the upgrade is in the HTTP server's buffer.
    Responding,
    /// That response was written, and the HTTP server may use the connection no more.
    Upgraded,
}

impl Connection {
    fn new(stream: TcpStream) -> Self {
        Self {
            stream: RefCell::new(Some(stream)),
            phase: Cell::new(Phase::Http),
            successor: RefCell::default(),
        }
    }

    fn take_upgraded(&self) -> Option<(TcpStream, Successor)> {
        if self.phase.get() != Phase::Upgraded {
            return None;
        }
        self.stream.take().zip(self.successor.take())
    }

    /// Uses the stream, unless HTTP has ended: then the HTTP server waits until it is dropped.
    fn poll<T>(&self, poll: impl FnOnce(Pin<&mut TcpStream>) -> Poll<T>) -> Poll<T> {
        match (self.phase.get(), self.stream.borrow_mut().as_mut()) {
            (Phase::Http | Phase::Responding, Some(stream)) => poll(Pin::new(stream)),
            _ => Poll::Pending,
        }
    }
}

/// A connection as the HTTP server uses it.
struct HttpStream(Rc<Connection>);

impl AsyncRead for HttpStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.0.poll(|stream| stream.poll_read(cx, buffer))
    }
}

impl AsyncWrite for HttpStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.0.poll(|stream| stream.poll_write(cx, bytes))
    }

    /// The HTTP server flushes when all that it had to write is written.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = self.0.poll(|stream| stream.poll_flush(cx));
        if flushed.is_ready() && self.0.phase.get() == Phase::Responding {
            self.0.phase.set(Phase::Upgraded);
        }
        flushed
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll(|stream| stream.poll_shutdown(cx))
    }
}

/// The way for a request to take its connection over.
pub(super) struct Upgrade(Rc<Connection>);

impl Upgrade {
    /// That of a request's connection; `None` if it doesn't come from [`serve_connections`].
    pub(super) fn of(request: &HttpRequest) -> Option<&Self> {
        request.conn_data()
    }

    /// Has `successor` serve the connection once a response with the returned body was written. It gets the connection and
    /// what the client has sent after its request; `body` is that of the request.
    pub(super) fn begin<F>(
        &self,
        body: web::Payload,
        successor: impl FnOnce(TcpStream, BytesMut) -> F + 'static,
    ) -> UpgradeBody
    where
        F: Future<Output = ()> + 'static,
    {
        let successor: Successor = Box::new(move |stream| match read_ahead(body) {
            Some(received) => Box::pin(successor(stream, received)),
            None => Box::pin(async {}),
        });
        self.0.successor.replace(Some(successor));
        UpgradeBody(Rc::clone(&self.0))
    }
}

/// What the HTTP server has read beyond a request; `None` if that was too much. No client may send anything before it has
/// the response (RFC 6455, section 4.1).
fn read_ahead(mut body: web::Payload) -> Option<BytesMut> {
    let mut received = BytesMut::new();
    while let Some(Some(Ok(bytes))) = body.next().now_or_never() {
        received.extend_from_slice(&bytes);
    }
    (received.len() < READ_AHEAD).then_some(received)
}

/// An empty body, whose end means that the HTTP server has the whole response in its buffer.
pub(super) struct UpgradeBody(Rc<Connection>);

impl MessageBody for UpgradeBody {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Infallible>>> {
        self.0.phase.set(Phase::Responding);
        Poll::Ready(None)
    }
}
