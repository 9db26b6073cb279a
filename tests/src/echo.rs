//! A server that echoes messages by the same WebSocket layer as the live protocol, for tests that expect an echo.

use actix_web::dev::Server;
use actix_web::{App, HttpRequest, HttpResponse, web};
use simple_chats_server::delivery::Frame;
use simple_chats_server::live::websocket::{
    ConnectionTable, End, IncomingFrame, WebSocket, serve_connections, upgrade,
};
use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

pub struct EchoServer {
    address: SocketAddr,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl EchoServer {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let server = Server::build()
                    .workers(1)
                    .disable_signals()
                    .shutdown_timeout(1)
                    .listen("echo", listener, || {
                        let app = App::new().route("/", web::get().to(connect));
                        serve_connections(ConnectionTable::unlimited(), None, app, std::future::pending)
                    })
                    .expect("the listener can be used")
                    .run();
                let handle = server.handle();
                actix_web::rt::spawn(async move {
                    stopped.await.ok();
                    handle.stop(false).await;
                });
                server.await.expect("the server serves to the end");
            });
        });
        Self { address, running: Some((stop, thread)) }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for EchoServer {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the server panicked");
        }
    }
}

async fn connect(request: HttpRequest, body: web::Payload) -> actix_web::Result<HttpResponse> {
    upgrade(&request, body, echo).map_err(actix_web::error::ErrorBadRequest)
}

async fn echo(mut socket: WebSocket) {
    let end = loop {
        if let Err(end) = step(&mut socket).await {
            break end;
        }
    };
    socket.close(end).await;
}

async fn step(socket: &mut WebSocket) -> Result<(), End> {
    match socket.next().await? {
        IncomingFrame::Text(text) => socket.put(&Frame::Text(text)),
        IncomingFrame::Ping(bytes) => socket.put(&Frame::Pong(bytes)),
        IncomingFrame::Pong => {}
    }
    socket.flush().await
}
