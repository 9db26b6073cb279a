//! Faults between the server and PostgreSQL, and several instances that get in each other's way: nothing is lost or
//! doubled, every answer is true, and none takes longer than five seconds.

mod commits;
mod instances;
mod silence;

use simple_chats_domain::{
    Chat, ChatId, Destination, Event, Publication, SendRequest, SentMessages, StoredMessage, User, UserId,
};
use simple_chats_persistence::{
    Database, DatabaseAddress, DbConnection, SendFailure, StoreError, chats, messages,
};
use simple_chats_tests::fixtures::{chat_of_two, client, moment, text};
use simple_chats_tests::proxy::Proxy;
use simple_chats_tests::{Backend, OnBackend, TestDatabase, postgres};
use tokio::sync::mpsc;

/// A store on PostgreSQL with a bad network before it, and two people who have a chat.
struct StoreBehindProxy {
    database: Database,
    publications: mpsc::UnboundedReceiver<Vec<Publication>>,
    proxy: Proxy,
    chat: Chat,
    ann: User,
    ben: User,
    home: TestDatabase,
}

impl OnBackend for StoreBehindProxy {
    async fn start(backend: Backend) -> Self {
        let home = TestDatabase::migrated(backend);
        let proxy = Proxy::before(server()).await;
        let (chat, ann, ben) = chat_of_two(&mut home.connect());
        let behind = DatabaseAddress::Postgres(home.url_through(&proxy));
        let opened = tokio::task::spawn_blocking(move || Database::open(&behind, 2).unwrap());
        let (database, publications) = opened.await.unwrap();
        let this = Self { database, publications, proxy, chat, ann, ben, home };
        // The writer has its connection.
        this.send("warm").await.unwrap();
        this
    }
}

impl StoreBehindProxy {
    /// A connection around the proxy.
    fn connect(&self) -> DbConnection {
        self.home.connect()
    }

    async fn send(&self, client_id: &str) -> Result<SentMessages, SendFailure> {
        self.database.send(send_request(self.ann.user_id, self.chat.chat_id, client_id)).await
    }

    /// What is stored of the chat, without holes.
    fn stored(&self) -> Vec<StoredMessage> {
        stored(&mut self.connect(), self.chat.chat_id)
    }

    /// The revisions that were published and not yet taken.
    fn published(&mut self) -> Vec<i64> {
        revisions_of(std::iter::from_fn(|| self.publications.try_recv().ok()).flatten())
    }
}

/// Where PostgreSQL is, without the proxy.
fn server() -> std::net::SocketAddr {
    postgres::shared().unwrap().address()
}

/// A request to send one message whose text is its client id.
fn send_request(sender_id: UserId, chat_id: ChatId, client_id: &str) -> SendRequest {
    SendRequest {
        sender_id,
        written_at: moment(0),
        destination: Destination::Chat(chat_id),
        reply_to: None,
        attachment_ids: Vec::new(),
        texts: vec![text(client_id)],
        client_id: Some(client(client_id)),
        origin: None,
    }
}

/// All changes of a chat, of which none is missing, and in which ids rise with the revisions.
fn stored(conn: &mut DbConnection, chat_id: ChatId) -> Vec<StoredMessage> {
    let changes = messages::list_changes(conn, chat_id, 0, 10_000).unwrap().items;
    let revisions: Vec<i64> = changes.iter().map(|stored| stored.revision).collect();
    let last = chats::find(conn, chat_id).unwrap().revision;
    assert_eq!(revisions, (1..=last).collect::<Vec<_>>(), "revisions have no holes");
    assert!(changes.is_sorted_by_key(|stored| stored.message.message_id), "ids rise with revisions");
    changes
}

fn revisions_of(publications: impl Iterator<Item = Publication>) -> Vec<i64> {
    let revision = |publication: Publication| match publication.event {
        Some(Event::Message { revision, .. }) => Some(revision),
        _ => None,
    };
    publications.filter_map(revision).collect()
}

/// Whether it may have been stored, and the client has to try again.
fn is_unavailable<T>(result: &Result<T, SendFailure>) -> bool {
    matches!(result, Err(SendFailure::Store(StoreError::Unavailable(_) | StoreError::Busy)))
}
