//! What a database holds before the load: the same in each round, stored by the functions that the server uses.

use crate::Failure;
use chrono::{DateTime, Duration, Utc};
use clap::ValueEnum;
use simple_chats_domain::{
    Chat, EmailAddress, MessageText, Name, NewUser, Pair, SendStamp, User, Username, cut_to_millis,
};
use simple_chats_persistence::{DbConnection, StoreError, chats, messages, users};

/// The password of all users.
pub(crate) const PASSWORD: &str = "a password under load";

/// The messages of the chat that lists and pages show.
pub(crate) const LONG_CHAT: i64 = 300;

/// The pairs that can chat at the same time.
pub(crate) const PAIRS: usize = 200;

/// How many changes share a commit while the content is stored.
const GROUP: usize = 1_000;

/// How much a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Content {
    /// 1,000 users, 230 chats, and about 500 messages.
    Small,
    /// 100,000 users, 100,000 chats, 5,000 of them of one user, and 1,000,000 messages, 300,000 of them in one chat.
    Large,
}

/// The users and chats of a database that scenarios use.
#[derive(Debug, Clone)]
pub(crate) struct Seed {
    /// A user with many chats, the first of which is long.
    pub(crate) reader: User,
    pub(crate) long_chat: Chat,
    /// Users who chat with each other.
    pub(crate) pairs: Vec<(User, User, Chat)>,
}

struct Amounts {
    users: usize,
    chats_of_reader: usize,
    long_chat: i64,
    /// Other chats, and the messages in each.
    other_chats: usize,
    messages_each: i64,
}

impl Content {
    fn amounts(self) -> Amounts {
        match self {
            Self::Small => Amounts {
                users: 1_000,
                chats_of_reader: 30,
                long_chat: LONG_CHAT,
                other_chats: PAIRS,
                messages_each: 1,
            },
            Self::Large => Amounts {
                users: 100_000,
                chats_of_reader: 5_000,
                long_chat: 300_000,
                other_chats: 95_000,
                messages_each: 7,
            },
        }
    }
}

/// Stores the content. `hash` is the hash of [`PASSWORD`].
pub(crate) fn store(conn: &mut DbConnection, content: Content, hash: &str) -> Result<Seed, Failure> {
    let amounts = content.amounts();
    let begin = cut_to_millis(DateTime::UNIX_EPOCH + Duration::days(20_000));
    let mut seeder = Seeder { conn, written_at: begin };
    let people = seeder.register(amounts.users, hash)?;
    let [reader, companion, others @ ..] = people.as_slice() else { return Err("too few users".into()) };
    let long_chat = seeder.talk(reader, companion, amounts.long_chat)?;
    for companion in others.iter().take(amounts.chats_of_reader - 1) {
        seeder.talk(reader, companion, 1)?;
    }
    let mut pairs = Vec::with_capacity(amounts.other_chats);
    // The users side by side first, then those further apart.
    let distances = 1..others.len();
    let all =
        distances.flat_map(|distance| others.iter().zip(others.iter().skip(distance)).step_by(2 * distance));
    for (one, other) in all.take(amounts.other_chats) {
        let chat = seeder.talk(one, other, amounts.messages_each)?;
        pairs.push((one.clone(), other.clone(), chat));
    }
    pairs.truncate(PAIRS);
    Ok(Seed { reader: reader.clone(), long_chat, pairs })
}

struct Seeder<'a> {
    conn: &'a mut DbConnection,
    written_at: DateTime<Utc>,
}

impl Seeder<'_> {
    fn register(&mut self, count: usize, hash: &str) -> Result<Vec<User>, Failure> {
        let news = (0..count).map(|number| {
            Ok(NewUser {
                username: Username::parse(&format!("user{number}"))?,
                name: Name::parse(&format!("User {number}"))?,
                email: EmailAddress::parse(&format!("user{number}@example.com"))?,
                date_joined: self.written_at,
            })
        });
        let news = news.collect::<Result<Vec<NewUser>, Failure>>()?;
        let mut registered = Vec::with_capacity(count);
        for group in news.chunks(GROUP) {
            let users = self.conn.write_transaction(|conn| {
                let inserted = group.iter().map(|new| users::insert(conn, new, hash));
                inserted.collect::<Result<Vec<User>, StoreError>>()
            })?;
            registered.extend(users);
        }
        Ok(registered)
    }

    /// Creates the chat of two users, who send messages in turn.
    fn talk(&mut self, one: &User, other: &User, count: i64) -> Result<Chat, Failure> {
        let pair = Pair::of(one.user_id, other.user_id)?;
        let mut chat = self.conn.write_transaction(|conn| chats::insert(conn, pair))?;
        let numbers: Vec<i64> = (1..=count).collect();
        for group in numbers.chunks(GROUP) {
            let mut news = Vec::with_capacity(group.len());
            for number in group {
                self.written_at += Duration::seconds(7);
                let (sender, receiver) = if number % 2 == 0 { (one, other) } else { (other, one) };
                let text = MessageText::parse(&format!(
                    "Message {number} of this chat: it is about as long as messages in a chat usually are."
                ))?;
                news.push(chat.compose(
                    sender.user_id,
                    &receiver.person(),
                    text,
                    SendStamp::at(self.written_at),
                )?);
            }
            self.conn.write_transaction(|conn| {
                news.iter().try_for_each(|new| messages::insert(conn, new).map(drop))
            })?;
        }
        chat.revision = count;
        Ok(chat)
    }
}
