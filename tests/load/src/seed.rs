//! What a database holds before the load: the same for each server, stored through the writer that the server uses.

use crate::Failure;
use chrono::{DateTime, Duration, Utc};
use clap::ValueEnum;
use futures_util::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use simple_chats_auth::{Lane, PasswordHasher, PasswordRules};
use simple_chats_domain::{
    ClientId, Destination, EmailAddress, MessageText, Name, NewUser, SendRequest, User, UserId, Username,
    cut_to_millis,
};
use simple_chats_persistence::messages::Backlog;
use simple_chats_persistence::{
    Database, DatabaseAddress, DbConnection, LockScope, StoreError, backup, messages, users,
};
use std::iter::repeat_n;
use std::path::Path;

/// The password of all users.
pub(crate) const PASSWORD: &str = "a password under load";

/// bcrypt's lowest cost factor, which the measured server is set to as well.
const BCRYPT_COST: u32 = 4;

/// The number of pairs that can chat at the same time.
const PAIRS: usize = 400;

/// The only user whose names contain this text, and the last: a search looks at all users.
const RARE_USERNAME: &str = "zuzana";

/// How many users one change stores.
const USERS_PER_CHANGE: usize = 1_000;

/// How many messages wait for the writer, which stores as many in one commit.
const WAITING_MESSAGES: usize = 256;

/// The time between two messages.
const MESSAGE_INTERVAL: Duration = Duration::seconds(5);

/// How much a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum)]
pub(crate) enum Content {
    /// 1,000 users, 430 chats, and 730 messages.
    Small,
    /// 100,000 users, 100,000 chats, 5,000 of them of one user, and 1,000,000 messages, 300,000 of them in one chat.
    Large,
}

/// The users and chats of a database that scenarios use. Users are named by their usernames.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Seed {
    /// A user with many chats, one of which is long.
    pub(crate) reader: String,
    pub(crate) reader_id: i64,
    pub(crate) long_chat: i64,
    /// Pairs of users, and their chats.
    pub(crate) pairs: Vec<(String, String, i64)>,
}

struct Amounts {
    users: usize,
    chats_of_reader: usize,
    messages_in_long_chat: usize,
    other_chats: usize,
    messages_in_other_chats: usize,
}

impl Content {
    fn amounts(self) -> Amounts {
        match self {
            Self::Small => Amounts {
                users: 1_000,
                chats_of_reader: 30,
                messages_in_long_chat: 300,
                other_chats: PAIRS,
                messages_in_other_chats: PAIRS,
            },
            Self::Large => Amounts {
                users: 100_000,
                chats_of_reader: 5_000,
                messages_in_long_chat: 300_000,
                other_chats: 95_000,
                messages_in_other_chats: 695_001,
            },
        }
    }
}

/// Fills an empty database.
pub(crate) async fn fill(address: &DatabaseAddress, content: Content) -> Result<Seed, Failure> {
    let amounts = content.amounts();
    let (database, publications) = Database::open(address, 1)?;
    // Nobody is connected.
    drop(publications);
    database.migrate()?;
    let users = register(&database, amounts.users).await?;
    let conversations = Conversation::make_all(&users, &amounts)?;
    let chat_ids = send_all(&database, &conversations, &turns(&amounts)).await?;
    // A server that begins with this has nothing left to do beside what is counted and measured.
    let index = |conn: &mut DbConnection, _: &mut Vec<_>| messages::index_portion(conn, Backlog::Any);
    while !database.write_locking::<_, StoreError>(LockScope::Many, index).await? {}
    database.close().await;
    drop(database);
    if let DatabaseAddress::Sqlite(path) = address {
        checkpoint(path)?;
    }

    let with_ids = || conversations.iter().zip(&chat_ids);
    let (long, long_chat) = with_ids().next().ok_or("no chats")?;
    let pairs = with_ids().skip(amounts.chats_of_reader).take(PAIRS);
    let name = |user: &User| user.username.as_str().to_owned();
    Ok(Seed {
        reader: name(long.one),
        reader_id: long.one.user_id.get(),
        long_chat: *long_chat,
        pairs: pairs.map(|(chat, chat_id)| (name(chat.one), name(chat.other), *chat_id)).collect(),
    })
}

fn start_of_time() -> DateTime<Utc> {
    cut_to_millis(DateTime::UNIX_EPOCH + Duration::days(20_000))
}

async fn register(database: &Database, count: usize) -> Result<Vec<User>, Failure> {
    let rules = PasswordRules { min_length: 1, refuse_common: false };
    let password = rules.check(PASSWORD, &[])?;
    let hash = PasswordHasher::new(BCRYPT_COST, 1).hash(Lane::of(&()), &password).await?;
    let new = |number: usize| -> Result<NewUser, Failure> {
        let username = if number + 1 == count { RARE_USERNAME.to_owned() } else { format!("user{number}") };
        Ok(NewUser {
            username: Username::parse(&username)?,
            name: Name::parse(&format!("User {number}"))?,
            email: EmailAddress::parse(&format!("user{number}@example.com"))?,
            date_joined: start_of_time(),
        })
    };
    let news = (0..count).map(new).collect::<Result<Vec<NewUser>, Failure>>()?;
    let mut registered = Vec::with_capacity(count);
    for news in news.chunks(USERS_PER_CHANGE) {
        let (news, hash) = (news.to_vec(), hash.clone());
        let users = database.write(move |conn, _| {
            news.iter().map(|new| users::insert(conn, new, &hash)).collect::<Result<Vec<User>, StoreError>>()
        });
        registered.extend(users.await?);
    }
    Ok(registered)
}

/// A chat that is going to be.
struct Conversation<'a> {
    one: &'a User,
    other: &'a User,
}

impl<'a> Conversation<'a> {
    /// The long chat first, then the reader's others, then those of the other users with each other.
    fn make_all(users: &'a [User], amounts: &Amounts) -> Result<Vec<Self>, Failure> {
        let [reader, companions @ ..] = users else { return Err("no users".into()) };
        let of_reader = companions.iter().map(|companion| Self { one: reader, other: companion });
        let [_, others @ ..] = companions else { return Err("too few users".into()) };
        // The users side by side first, then those further apart.
        let of_others = (1..others.len()).flat_map(|distance| {
            let pairs = others.iter().zip(others.iter().skip(distance)).step_by(2 * distance);
            pairs.map(|(one, other)| Self { one, other })
        });
        Ok(of_reader.take(amounts.chats_of_reader).chain(of_others.take(amounts.other_chats)).collect())
    }

    fn message(&self, number: usize, turn: usize) -> Result<SendRequest, Failure> {
        let (sender, receiver) =
            if number.is_multiple_of(2) { (self.one, self.other) } else { (self.other, self.one) };
        let text =
            format!("Message {number} of this chat: it is about as long as messages in a chat usually are.");
        Ok(SendRequest {
            sender_id: sender.user_id,
            written_at: start_of_time() + MESSAGE_INTERVAL * i32::try_from(turn)?,
            destination: Destination::from(receiver.user_id),
            reply_to: None,
            attachment_ids: Vec::new(),
            texts: vec![MessageText::parse(&text)?],
            client_id: Some(client_id(sender.user_id, number)?),
            origin: None,
        })
    }
}

/// A client id as clients draw them: in no order.
fn client_id(sender_id: UserId, number: usize) -> Result<ClientId, Failure> {
    // Steele, Lea, and Flood's SplitMix.
    let mut bits = (sender_id.get().unsigned_abs() << 24 ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Ok(ClientId::parse(&format!("{:016x}", bits ^ (bits >> 31)))?)
}

/// The conversations in the order of their messages: all chats go on at the same time.
fn turns(amounts: &Amounts) -> Vec<usize> {
    let long_chat = 0;
    let mut turns: Vec<usize> = (long_chat..amounts.chats_of_reader).collect();
    let count = amounts.messages_in_other_chats;
    let mut sent_in_long_chat = 1;
    for number in 0..count {
        turns.push(amounts.chats_of_reader + number % amounts.other_chats);
        let due = amounts.messages_in_long_chat * (number + 1) / count;
        turns.extend(repeat_n(long_chat, due.saturating_sub(sent_in_long_chat)));
        sent_in_long_chat = sent_in_long_chat.max(due);
    }
    turns
}

/// Sends a message for each turn. Returns the chats of the conversations.
async fn send_all(
    database: &Database,
    conversations: &[Conversation<'_>],
    turns: &[usize],
) -> Result<Vec<i64>, Failure> {
    let mut counts = vec![0; conversations.len()];
    let requests = turns.iter().enumerate().map(|(turn, index)| -> Result<_, Failure> {
        let (conversation, count) =
            conversations.get(*index).zip(counts.get_mut(*index)).ok_or("an unknown conversation")?;
        *count += 1;
        Ok((*index, conversation.message(*count, turn)?))
    });
    let sends = requests.map(|request| async move {
        let (index, request) = request?;
        Ok::<_, Failure>((index, database.send(request).await?.chat_id.get()))
    });
    // In order: each request enters the writer's queue when it is first polled.
    let mut sent = stream::iter(sends).buffered(WAITING_MESSAGES);
    let mut chat_ids = vec![0; conversations.len()];
    while let Some((index, chat_id)) = sent.try_next().await? {
        if let Some(place) = chat_ids.get_mut(index) {
            *place = chat_id;
        }
    }
    Ok(chat_ids)
}

/// Writes SQLite's log into the database's file, so that the one file holds everything. The last connection that closes
/// deletes the log.
fn checkpoint(path: &Path) -> Result<(), Failure> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    for _ in 0..100 {
        match backup::checkpoint(path) {
            Ok(()) if !Path::new(&log).exists() => return Ok(()),
            // The threads of the database haven't ended yet.
            Ok(()) | Err(StoreError::Contended(_)) => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err("the threads of the database don't end".into())
}
