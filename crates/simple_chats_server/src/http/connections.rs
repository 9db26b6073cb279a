//! Connections: each has a place in the table and deadlines, and carries HTTP until a request makes it a WebSocket
//! (RFC 9110, section 7.8). Then the HTTP server's part of it ends, with two buffers of 8 KB, and the same task serves the
//! socket.

mod deadlines;
mod parser_answer;
mod refusal;
mod stream;

pub(crate) use stream::Stream;

use crate::rate_limits::{ConnectionTable, Place};
use actix_http::body::{BodySize, MessageBody};
use actix_http::{HttpService, Request, Response};
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, fn_factory, fn_service, map_config,
};
use actix_web::dev::{AppConfig, Extensions};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpRequest, web};
use deadlines::{Deadlines, Due};
use futures_util::future::LocalBoxFuture;
use futures_util::{FutureExt, StreamExt};
use parser_answer::ParserAnswer;
use std::cell::{Cell, RefCell};
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::timeout_at;
use tokio_rustls::TlsAcceptor;

/// How long a client may take to send the head of its first request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// How long the server reads what the client still sends after an early response, so that the client can receive it.
const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// How much the HTTP server reads beyond a request at most.
const READ_AHEAD: usize = 32 * 1024;

/// Serves the connections of a server by an application, whose handlers can make them sockets, over TLS if there is an
/// `acceptor`. `stopping` returns when the server stops: then connections end after their request.
pub fn serve_connections<A, S, B, F>(
    table: Arc<ConnectionTable>,
    acceptor: Option<TlsAcceptor>,
    application: A,
    stopping: impl Fn() -> F + Clone + 'static,
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
        .graceful_shutdown_signal(stopping.clone())
        .on_connect_ext(|stream: &HttpStream, data: &mut Extensions| {
            data.insert(ConnectionHandle(Rc::clone(&stream.0)));
        })
        .h1(map_config(application, |()| AppConfig::default()));
    fn_factory(move || {
        let (http, table) = (http.new_service(()), Arc::clone(&table));
        let (acceptor, stopping) = (acceptor.clone(), stopping.clone());
        async move {
            let http = Rc::new(http.await?);
            Ok(fn_service(move |stream: TcpStream| {
                let peer = stream.peer_addr().ok();
                // A response leaves at once, even if an earlier one has not been acknowledged. This fails only if the client
                // is gone.
                stream.set_nodelay(true).ok();
                let opening = Stream::open(stream, acceptor.clone(), stopping());
                admit(Arc::clone(&table), Rc::clone(&http), opening, peer)
            }))
        }
    })
}

/// Serves a connection if there is a place for it, which it has from before it is open.
async fn admit<H>(
    table: Arc<ConnectionTable>,
    http: Rc<H>,
    opening: impl Future<Output = Option<Stream>>,
    peer: Option<SocketAddr>,
) -> Result<(), Infallible>
where
    H: Service<(HttpStream, Option<SocketAddr>), Response = ()>,
{
    match table.admit(peer.map(|peer| peer.ip())) {
        Ok(place) => {
            drop(table);
            if let Some(stream) = opening.await {
                serve(http, stream, peer, place).await;
            }
        }
        Err(full) => {
            tracing::debug!(?full, "refused a connection");
            if let Some(guard) = table.begin_refusal() {
                drop(table);
                Box::pin(refusal::refuse(opening, full, guard)).await;
            }
        }
    }
    Ok(())
}

async fn serve<H>(http: Rc<H>, stream: Stream, peer: Option<SocketAddr>, place: Place)
where
    H: Service<(HttpStream, Option<SocketAddr>), Response = ()>,
{
    let connection = Rc::new(Connection::new(stream, place));
    // Boxed, so that its memory is free once the connection is a socket.
    let exchange = http.call((HttpStream(Rc::clone(&connection)), peer));
    let mut exchange = Box::pin(until_due(Rc::clone(&connection), exchange));
    let upgraded = poll_fn(|cx| {
        let ended = exchange.as_mut().poll(cx);
        match connection.take_upgraded() {
            Some(upgraded) => Poll::Ready(Some(upgraded)),
            None => ended.map(|()| None),
        }
    });
    let upgraded = upgraded.await;
    drop((exchange, connection, http));
    if let Some((stream, successor, _place)) = upgraded {
        successor(stream).await;
    }
}

/// Lets HTTP go on until it ends or a deadline does.
async fn until_due(connection: Rc<Connection>, exchange: impl Future) {
    let mut exchange = pin!(exchange);
    loop {
        let next = connection.deadlines.next(Instant::now());
        if timeout_at(next.into(), &mut exchange).await.is_ok() || connection.is_due() {
            return;
        }
    }
}

/// What serves a connection after HTTP.
type Successor = Box<dyn FnOnce(Stream) -> LocalBoxFuture<'static, ()>>;

/// A connection that carries HTTP.
struct Connection {
    stream: RefCell<Option<Stream>>,
    place: RefCell<Option<Place>>,
    deadlines: Deadlines,
    phase: Cell<Phase>,
    successor: RefCell<Option<Successor>>,
    /// Whether a request has reached the application, whose responses are complete.
    had_request: Cell<bool>,
    /// What is written instead of an answer by the HTTP server itself.
    parser_answer: RefCell<Option<ParserAnswer>>,
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
    fn new(stream: Stream, place: Place) -> Self {
        Self {
            stream: RefCell::new(Some(stream)),
            place: RefCell::new(Some(place)),
            deadlines: Deadlines::new(Instant::now()),
            phase: Cell::new(Phase::Http),
            successor: RefCell::default(),
            had_request: Cell::new(false),
            parser_answer: RefCell::default(),
        }
    }

    fn take_upgraded(&self) -> Option<(Stream, Successor, Option<Place>)> {
        if self.phase.get() != Phase::Upgraded {
            return None;
        }
        let (stream, successor) = self.stream.take().zip(self.successor.take())?;
        Some((stream, successor, self.place.take()))
    }

    /// Whether the connection has to end now.
    fn is_due(&self) -> bool {
        match self.deadlines.due(Instant::now()) {
            Due::Nothing => false,
            Due::End => true,
            Due::Anonymous => {
                let may_stay = self.place.borrow().as_ref().is_none_or(Place::outlasts_grace);
                if may_stay {
                    self.deadlines.may_stay();
                }
                !may_stay
            }
        }
    }

    fn logged_in(&self) {
        self.deadlines.logged_in();
        if let Some(place) = &*self.place.borrow() {
            place.logged_in();
        }
    }

    /// Writes bytes of the HTTP server, or another answer instead of its own.
    fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let mut answer = self.parser_answer.borrow_mut();
        if answer.is_none() && !self.had_request.get() {
            *answer = ParserAnswer::instead_of(bytes);
        }
        match answer.as_mut() {
            Some(answer) => self.poll(|stream| answer.poll_write_to(stream, cx, bytes.len())),
            None => self.poll(|stream| stream.poll_write(cx, bytes)),
        }
    }

    /// Uses the stream, unless HTTP has ended: then the HTTP server waits until it is dropped.
    fn poll<T>(&self, poll: impl FnOnce(Pin<&mut Stream>) -> Poll<T>) -> Poll<T> {
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
        let deadlines = &self.0.deadlines;
        match self.0.poll_write(cx, bytes) {
            Poll::Ready(Ok(written)) => {
                deadlines.wrote(written, Instant::now());
                Poll::Ready(Ok(written))
            }
            Poll::Pending => {
                deadlines.blocked(Instant::now());
                Poll::Pending
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
        }
    }

    /// The HTTP server flushes when all that it had to write is written.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = self.0.poll(|stream| stream.poll_flush(cx));
        if flushed.is_pending() {
            // What is encrypted waits for the client.
            self.0.deadlines.blocked(Instant::now());
        } else {
            self.0.deadlines.flushed();
            if self.0.phase.get() == Phase::Responding {
                self.0.phase.set(Phase::Upgraded);
            }
        }
        flushed
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll(|stream| stream.poll_shutdown(cx))
    }
}

/// The connection that a request came by.
pub(crate) struct ConnectionHandle(Rc<Connection>);

impl ConnectionHandle {
    /// That of a request; `None` if it doesn't come from [`serve_connections`].
    pub(crate) fn of(request: &HttpRequest) -> Option<&Self> {
        request.conn_data()
    }

    /// Counts a request as in work until the returned guard is dropped.
    pub(crate) fn begin_request(&self) -> RequestGuard {
        self.0.had_request.set(true);
        self.0.deadlines.begin_request(Instant::now());
        RequestGuard(Rc::clone(&self.0))
    }

    /// Has `successor` serve the connection once a response with the returned body was written. It gets the connection and
    /// what the client has sent after its request; `body` is that of the request.
    pub(crate) fn hand_over<F>(
        &self,
        body: web::Payload,
        successor: impl FnOnce(Stream, BytesMut) -> F + 'static,
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

/// Notes that the connection of a request belongs to a user.
pub(crate) fn note_login(request: &HttpRequest) {
    if let Some(connection) = ConnectionHandle::of(request) {
        connection.0.logged_in();
    }
}

/// A request in work.
pub(crate) struct RequestGuard(Rc<Connection>);

impl Drop for RequestGuard {
    fn drop(&mut self) {
        self.0.deadlines.end_request(Instant::now());
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
pub(crate) struct UpgradeBody(Rc<Connection>);

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
