//! One server, in the test's process: the test can look at its state.

use super::log::Log;
use simple_chats_server::delivery::KeepAlive;
use simple_chats_server::settings::Settings;
use simple_chats_server::startup::{Application, Embedding};
use simple_chats_server::state::AppState;
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use tokio::sync::oneshot;

pub(super) struct InProcess {
    pub(super) state: Arc<AppState>,
    pub(super) log: Log,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl InProcess {
    /// Starts it. Returns its address as well.
    pub(super) async fn start(settings: Settings, keep_alive: KeepAlive) -> (Self, SocketAddr) {
        let log = Log::default();
        let (stop, stopped) = oneshot::channel();
        let (started, start) = oneshot::channel();
        let log_of_server = log.clone();
        let thread = std::thread::spawn(move || {
            let _guard = log_of_server.of_this_thread();
            actix_web::rt::System::new().block_on(async {
                let embedding = Embedding { workers: Some(1), keep_alive };
                let application =
                    Application::build(settings, true, embedding).await.expect("the server starts");
                if started.send((application.address(), application.state())).is_ok() {
                    let stop = async { stopped.await.unwrap_or_default() };
                    application.run(stop).await.expect("the server serves to the end");
                }
            });
        });
        let (address, state) = start.await.expect("the server starts");
        (Self { state, log, stop, thread }, address)
    }

    pub(super) fn end(self) {
        drop(self.stop);
        let ended = self.thread.join();
        assert!(ended.is_ok() || std::thread::panicking(), "the server panicked");
    }
}
