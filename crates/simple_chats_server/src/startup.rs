//! Starts the application (data folder, secret, database, delivery, mail worker, HTTP server), runs it, and shuts it down
//! in order.

mod listener;
mod serving;

use self::listener::BoundAddress;
use self::serving::serve;
use crate::attachments;
use crate::delivery::{Broker, Hub, KeepAlive, PresenceChanges, PresenceStore};
use crate::http::tls::{self, Certificates};
use crate::mail_worker::MailWorker;
use crate::push::PushWorker;
use crate::rate_limits::RateLimiter;
use crate::settings::{Secret, Settings, load_or_make_secret_key, make_data_dir};
use crate::state::AppState;
use crate::views::notifications::push_text;
use crate::webhooks::WebhookWorker;
use crate::{accounts, limit_exchange, messaging, missed_mail, search_indexer};
use actix_web::dev::{Server, ServerHandle};
use simple_chats_auth::{KeyPurpose, Keyring, Mailer};
use simple_chats_domain::cut_to_millis;
use simple_chats_persistence::database_lock::{self, DatabaseLock};
use simple_chats_persistence::{
    Database, DatabaseAddress, StoreError, check_server, database_file, email_confirmations,
    expect_current_schema, former_usernames, invitations, login_attempts, mail_outbox, meta, passkeys,
    personal_tokens, push, reset_tokens, sessions, webhooks,
};
use std::cell::Cell;
use std::net::{SocketAddr, TcpListener};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::AbortHandle;

/// The time to tell other instances of the shutdown.
const LEAVE_TIMEOUT: Duration = Duration::from_millis(1_500);

/// The time to make the last changes and to empty the database's log.
const CLOSE_TIMEOUT: Duration = Duration::from_millis(1_200);

const CLEANUP_INTERVAL: Duration = Duration::from_hours(1);

const LIMIT_SWEEP_INTERVAL: Duration = Duration::from_mins(1);

/// Why the server can't start. The text is one line for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A folder, a file, or the address can't be used.
    #[error("{0}")]
    Environment(String),
    /// The database can't be used.
    #[error("{0}")]
    Database(#[from] StoreError),
}

/// The application, ready to run.
pub struct Application {
    server: Server,
    state: Arc<AppState>,
    presence_store: PresenceStore,
    /// What runs beside the requests.
    tasks: Vec<AbortHandle>,
    certificates: Option<Arc<Certificates>>,
    address: SocketAddr,
    /// Keeps a second server off the embedded database.
    _lock: Option<DatabaseLock>,
}

/// The options of a program that embeds the server, which an operator can't set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Embedding {
    /// The number of worker threads, if not one for each processor.
    pub workers: Option<usize>,
    /// When sockets are pinged, and when a silent one is closed.
    pub keep_alive: KeepAlive,
}

/// What to do about the schema of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    /// Make the database if it is missing, and bring it up to date.
    Migrate,
    /// Change nothing, and fail if it isn't up to date.
    Expect,
}

/// Opens the resources of all commands that may run beside a server: secret, database, and NATS. The caller handles
/// presence.
pub(crate) async fn open(
    settings: Settings,
    schema: Schema,
    keep_alive: KeepAlive,
) -> Result<(Arc<AppState>, PresenceChanges), StartError> {
    check_server(&settings.database_url)?;
    let secret = match &settings.secret_key {
        Some(secret) => secret.clone(),
        None => load_or_make_secret_key(&settings.data_dir).map_err(environment)?,
    };
    let previous = settings.secret_key_previous.as_ref().map(Secret::expose);
    let keyring = Keyring::new(secret.expose(), previous);
    let (database, publications) = Database::open(&settings.database_url, settings.database_pool_size)?;
    match schema {
        Schema::Migrate => {
            for name in database.migrate()? {
                tracing::info!(migration = name, "migrated the database");
            }
        }
        Schema::Expect => expect_current_schema(&mut database.connect()?)?,
    }
    let epoch = meta::epoch(&mut database.connect()?)?;
    let instance_id = format!("{:032x}", rand::random::<u128>());
    let is_shared = settings.broker.is_some();
    let rate_limiter = Arc::new(RateLimiter::new(settings.rate_limits.as_ref(), is_shared));
    let link = match &settings.broker {
        None => None,
        Some(broker) => {
            let sealer = keyring.sealer(KeyPurpose::Broker);
            let on_counts = limit_exchange::listener(Arc::clone(&rate_limiter));
            let link = Broker::connect(broker, &epoch, &instance_id, sealer, on_counts).await;
            Some(link.map_err(environment)?)
        }
    };
    let (hub, presence_changes) = Hub::start(publications, keep_alive, link);
    let state = AppState::new(settings, &keyring, database, hub, rate_limiter, epoch, instance_id);
    Ok((Arc::new(state), presence_changes))
}

impl Application {
    /// Opens everything and binds the address; [`Application::run`] starts to answer.
    pub async fn build(settings: Settings, migrate: bool, embedding: Embedding) -> Result<Self, StartError> {
        raise_file_limit();
        let listen = settings.listen;
        let busy = |error| busy(listen, &error);
        // First, so that a start on an address in use changes nothing.
        let bound = BoundAddress::bind(listen).map_err(busy)?;
        let for_metrics = settings.metrics_listen.map(bind_for_metrics).transpose()?;
        let certificates = settings.tls.as_ref().map(Certificates::read).transpose().map_err(environment)?;
        let schema = if migrate { Schema::Migrate } else { Schema::Expect };
        if schema == Schema::Expect {
            expect_database(&settings)?;
        }
        make_data_dir(&settings.data_dir).map_err(environment)?;
        let mailer = Mailer::new(settings.mail.clone()).map_err(environment)?;
        if let DatabaseAddress::Sqlite(path) = &settings.database_url {
            // What is there can be locked.
            database_file::create_if_missing(path)?;
        }
        let lock = lock_embedded(&settings)?;
        let (state, presence_changes) = open(settings, schema, embedding.keep_alive).await?;
        accounts::confirm_all_if_off(&state).await.map_err(environment)?;
        let listener = bound.listen().map_err(busy)?;
        let address = listener.local_addr().map_err(busy)?;

        let acceptor = certificates.clone().map(tls::acceptor).transpose().map_err(environment)?;
        let server = serve(listener, acceptor, for_metrics, &state, embedding.workers).map_err(busy)?;

        let base_url = public_base(&state.settings, address);
        let mail_worker = MailWorker { state: Arc::clone(&state), mailer, base_url: base_url.clone() };
        let mut tasks = vec![
            tokio::spawn(mail_worker.run()).abort_handle(),
            tokio::spawn(clean(Arc::clone(&state))).abort_handle(),
            tokio::spawn(messaging::delete_expired(Arc::clone(&state))).abort_handle(),
            tokio::spawn(attachments::remove_deleted(Arc::clone(&state))).abort_handle(),
            tokio::spawn(sweep_limits(Arc::clone(&state))).abort_handle(),
            tokio::spawn(limit_exchange::run(Arc::clone(&state))).abort_handle(),
            tokio::spawn(search_indexer::run(Arc::clone(&state))).abort_handle(),
            tokio::spawn(missed_mail::run(Arc::clone(&state))).abort_handle(),
            tokio::spawn(PushWorker::new(Arc::clone(&state), base_url, push_text).run()).abort_handle(),
            tokio::spawn(WebhookWorker::new(Arc::clone(&state)).run()).abort_handle(),
            tokio::spawn(accounts::reseal_webhooks(Arc::clone(&state))).abort_handle(),
            tokio::spawn(accounts::reseal_authenticators(Arc::clone(&state))).abort_handle(),
            tokio::spawn(accounts::revalidate_sockets(Arc::clone(&state))).abort_handle(),
        ];
        tasks.extend(certificates.iter().map(|found| tokio::spawn(Arc::clone(found).watch()).abort_handle()));
        let presence_store = PresenceStore::start(
            state.database.clone(),
            state.hub.clone(),
            presence_changes,
            state.instance_id.clone(),
            matches!(state.settings.database_url, DatabaseAddress::Postgres(_)),
        );
        Ok(Self { server, state, presence_store, tasks, certificates, address, _lock: lock })
    }

    /// The address that the server listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The site's URL without a trailing slash.
    #[must_use]
    pub fn base_url(&self) -> String {
        public_base(&self.state.settings, self.address)
    }

    /// The link by which the first administrator registers, if nobody has registered yet and not everybody may.
    pub async fn setup_link(&self) -> Result<Option<String>, StartError> {
        let needed = accounts::needs_setup(&self.state).await.map_err(environment)?;
        let link = || {
            let path = accounts::path_of_invitation(&accounts::setup_token(&self.state));
            format!("{}{path}", self.base_url())
        };
        Ok(needed.then(link))
    }

    /// Its own certificate, if it speaks HTTPS.
    pub(crate) fn certificates(&self) -> Option<Arc<Certificates>> {
        self.certificates.clone()
    }

    /// The shared state, for tests.
    #[must_use]
    pub fn state(&self) -> Arc<AppState> {
        Arc::clone(&self.state)
    }

    /// Serves until `stop` returns; then accepts no connections, finishes the running requests, closes all sockets, and
    /// empties the log of the embedded database.
    pub async fn run(self, stop: impl Future<Output = ()> + 'static) -> std::io::Result<()> {
        let (handle, state) = (self.server.handle(), Arc::clone(&self.state));
        let is_stopping = Rc::new(Cell::new(false));
        let stop_began = Rc::clone(&is_stopping);
        let stopping = tokio::task::spawn_local(async move {
            stop.await;
            stop_began.set(true);
            end(&handle, &state).await;
        });
        let served = self.server.await;
        if is_stopping.get() {
            drop(stopping.await);
        } else {
            stopping.abort();
        }
        if tokio::time::timeout(LEAVE_TIMEOUT, leave(&self.state, &self.presence_store)).await.is_err() {
            tracing::warn!("failed to tell other instances of the shutdown");
        }
        self.tasks.iter().for_each(AbortHandle::abort);
        if tokio::time::timeout(CLOSE_TIMEOUT, self.state.database.close()).await.is_err() {
            tracing::warn!("failed to empty the log of the database in time");
        }
        served
    }
}

async fn leave(state: &AppState, presence_store: &PresenceStore) {
    presence_store.leave().await;
    state.hub.drain().await;
}

async fn end(handle: &ServerHandle, state: &AppState) {
    tracing::info!("stopping");
    let stopped = handle.stop(true);
    // Open sockets would keep their workers busy, so they are closed in parallel, after their last requests have come in.
    let closed = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        state.hub.close_all().await;
    };
    tokio::join!(stopped, closed);
}

fn bind_for_metrics(address: SocketAddr) -> Result<TcpListener, StartError> {
    let listener = BoundAddress::bind(address).and_then(BoundAddress::listen);
    let listener = listener.map_err(|error| busy(address, &error))?;
    let address = listener.local_addr().map_err(|error| busy(address, &error))?;
    tracing::info!(%address, "metrics are served");
    Ok(listener)
}

fn busy(address: SocketAddr, error: &std::io::Error) -> StartError {
    StartError::Environment(format!("can't listen on {address}: {error}"))
}

fn public_base(settings: &Settings, address: SocketAddr) -> String {
    let scheme = if settings.tls.is_some() { "https" } else { "http" };
    match &settings.public_url {
        Some(url) => url.as_str().trim_end_matches('/').to_owned(),
        None if address.ip().is_unspecified() => format!("{scheme}://localhost:{}", address.port()),
        None => format!("{scheme}://{address}"),
    }
}

/// Locks the embedded database against other servers until the returned lock is dropped.
pub(crate) fn lock_embedded(settings: &Settings) -> Result<Option<DatabaseLock>, StartError> {
    match &settings.database_url {
        DatabaseAddress::Sqlite(path) => database_lock::lock(path).map(Some).map_err(environment),
        DatabaseAddress::Postgres(_) => Ok(None),
    }
}

/// Fails if the embedded database is missing, which opening it would make.
pub(crate) fn expect_database(settings: &Settings) -> Result<(), StartError> {
    match &settings.database_url {
        // A link is refused where the database is opened.
        DatabaseAddress::Sqlite(path) if path.symlink_metadata().is_err() => {
            Err(StartError::Environment(format!(
                "there is no database at {}: run this in the server's folder, or set its DATA_DIR or DATABASE_URL; \
                 `simple-chats migrate` makes a new one",
                settings.shown_database()
            )))
        }
        _ => Ok(()),
    }
}

/// A socket is a file, and the usual limit of 1,024 is too low.
fn raise_file_limit() {
    if let Err(error) = rlimit::increase_nofile_limit(1 << 20) {
        tracing::warn!(%error, "failed to raise the limit of open files");
    }
}

/// Forgets which limits nobody is near, for as long as the program runs.
async fn sweep_limits(state: Arc<AppState>) {
    let mut interval = tokio::time::interval(LIMIT_SWEEP_INTERVAL);
    loop {
        interval.tick().await;
        state.rate_limiter.sweep();
    }
}

/// Removes expired sessions, tokens, invitations, former usernames, and reset links, and what is left of deleted users, for as
/// long as the program runs.
async fn clean(state: Arc<AppState>) {
    let mut interval = tokio::time::interval(CLEANUP_INTERVAL);
    loop {
        interval.tick().await;
        state.token_uses.sweep();
        state.notices.sweep();
        let idle = chrono::TimeDelta::seconds(i64::from(state.settings.session_expires_in));
        let removed = state
            .database
            .write(move |conn, _| -> Result<usize, StoreError> {
                let now = cut_to_millis(chrono::Utc::now());
                // For some days, a used or expired link is reported as such rather than as unknown.
                let (week_ago, month_ago) =
                    (now - chrono::TimeDelta::days(7), now - chrono::TimeDelta::days(30));
                let removed = [
                    reset_tokens::delete_expired_before(conn, week_ago)?,
                    invitations::delete_expired_before(conn, week_ago)?,
                    former_usernames::delete_expired_before(conn, now)?,
                    personal_tokens::delete_expired_before(conn, week_ago)?,
                    email_confirmations::delete_expired_before(conn, week_ago)?,
                    login_attempts::delete_expired_before(conn, now)?,
                    passkeys::forget_challenges_before(conn, now)?,
                    sessions::delete_unseen_since(conn, now - idle)?,
                    mail_outbox::delete_given_up_before(conn, month_ago)?,
                    webhooks::delete_waiting_before(conn, week_ago)?,
                    push::delete_waiting_before(conn, week_ago)?,
                ];
                Ok(removed.into_iter().sum())
            })
            .await;
        match removed {
            Ok(count) => tracing::debug!(count, "removed what has expired"),
            Err(error) => tracing::warn!(%error, "failed to remove what has expired"),
        }
        // Also accounts that were registered on an instance with other settings.
        if let Err(error) = accounts::confirm_all_if_off(&state).await {
            tracing::warn!(?error, "failed to let unconfirmed accounts be used");
        }
        match accounts::remove_unconfirmed(&state).await {
            Ok(count) => tracing::debug!(count, "removed accounts whose address was not confirmed"),
            Err(error) => tracing::warn!(?error, "failed to remove unconfirmed accounts"),
        }
        if let Err(error) = accounts::delete_mail_files_of_deleted(&state).await {
            tracing::warn!(?error, "failed to remove the mails of deleted users");
        }
        if let Err(error) = accounts::erase_client_ids_of_deleted(&state).await {
            tracing::warn!(?error, "failed to erase the client ids of deleted users");
        }
    }
}

fn environment(error: impl std::fmt::Display) -> StartError {
    StartError::Environment(error.to_string())
}
