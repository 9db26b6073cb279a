//! A server that echoes messages by the same WebSocket layer as the live protocol, for tests that expect an echo.

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use simple_chats_server::delivery::Frame;
use simple_chats_server::live::websocket::{End, IncomingFrame, Reader, Writer, keep_handle, upgrade};
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
                let server = HttpServer::new(|| App::new().route("/", web::get().to(connect)))
                    .on_connect(keep_handle)
                    .workers(1)
                    .disable_signals()
                    .shutdown_timeout(1)
                    .listen(listener)
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
    let (response, reader, writer) = upgrade(&request, body).await?;
    actix_web::rt::spawn(async move { echo(reader, writer).await });
    Ok(response)
}

async fn echo(mut reader: Reader, mut writer: Writer) {
    let end = loop {
        if let Err(end) = step(&mut reader, &mut writer).await {
            break end;
        }
    };
    writer.close(end).await;
}

async fn step(reader: &mut Reader, writer: &mut Writer) -> Result<(), End> {
    match reader.next().await? {
        IncomingFrame::Text(text) => writer.write(Frame::Text(text)).await,
        IncomingFrame::Ping(bytes) => writer.write(Frame::Pong(bytes)).await,
        IncomingFrame::Pong => Ok(()),
    }
}
