//! People, chats and messages to put into a test's database, by a connection. If a test is about one of them, it
//! calls the repositories itself.

use chrono::{DateTime, TimeDelta, Utc};
use simple_chats_auth::OpaqueToken;
use simple_chats_domain::{
    Attachment, AttachmentId, AttachmentKind, AttachmentName, Chat, ClientId, EmailAddress, Emoji,
    MessageText, Name, NewMessage, NewUpload, NewUser, Pair, SendRequest, SendStamp, StoredMessage, User,
    UserId, Username, cut_to_millis,
};
use simple_chats_persistence::sessions::{self, Session};
use simple_chats_persistence::{DbConnection, chats, messages, send_requests, uploads, users};

/// A moment, some seconds after the first one.
pub fn moment(seconds: i64) -> DateTime<Utc> {
    let first = DateTime::from_timestamp(1_767_225_600, 0).expect("2026-01-01 is a date");
    first.checked_add_signed(TimeDelta::seconds(seconds)).expect("the moment is in the calendar")
}

/// A user to be registered, with an address made of the username.
pub fn new_user(username: &str, name: &str) -> NewUser {
    NewUser {
        username: Username::parse(username).expect("a username"),
        name: Name::parse(name).expect("a name"),
        email: EmailAddress::parse(&format!("{username}@example.com")).expect("an address"),
        date_joined: moment(0),
    }
}

/// Registers a user whose name is the username.
pub fn register(conn: &mut DbConnection, username: &str) -> User {
    register_as(conn, username, username)
}

pub fn register_as(conn: &mut DbConnection, username: &str, name: &str) -> User {
    users::insert(conn, &new_user(username, name), "hash").expect("the user can be registered")
}

/// Registers two users and opens their chat.
pub fn chat_of_two(conn: &mut DbConnection) -> (Chat, User, User) {
    let (ann, ben) = (register(conn, "ann"), register(conn, "ben"));
    (open_chat(conn, &ann, &ben), ann, ben)
}

pub fn open_chat(conn: &mut DbConnection, one: &User, other: &User) -> Chat {
    let pair = Pair::of(one.user_id, other.user_id).expect("two users");
    chats::insert(conn, pair).expect("the chat can be opened")
}

pub fn text(text: &str) -> MessageText {
    MessageText::parse(text).expect("a text that can be sent")
}

/// A message of one of a chat's users to the other, written at the first moment.
pub fn compose(conn: &mut DbConnection, chat: &Chat, sender: UserId, words: &str) -> NewMessage {
    compose_as(conn, chat, sender, words, SendStamp::at(moment(0)))
}

/// A message of one of a chat's users to the other.
pub fn compose_as(
    conn: &mut DbConnection,
    chat: &Chat,
    sender: UserId,
    words: &str,
    sending: SendStamp,
) -> NewMessage {
    let receiver = chat.companion_of(sender).expect("the sender takes part");
    let mut person = |user_id| users::find_person(conn, user_id).expect("the participants are there");
    let (sender, receiver) = (person(sender), person(receiver));
    chat.compose(&sender, &receiver, text(words), sending).expect("the message can be sent")
}

/// What a client calls a sending of one text.
pub fn named(client_id: &str) -> SendStamp {
    SendStamp { client_id: Some(client(client_id)), ..SendStamp::at(moment(0)) }
}

pub fn client(client_id: &str) -> ClientId {
    ClientId::parse(client_id).expect("a client id")
}

pub fn send(conn: &mut DbConnection, chat: &Chat, sender: UserId, words: &str) -> StoredMessage {
    let new = compose(conn, chat, sender, words);
    messages::insert(conn, &new).expect("the message can be stored")
}

/// A picture to be uploaded, which was stored under its name at the first moment.
pub fn new_upload(uploader_id: UserId, name: &str) -> NewUpload {
    NewUpload {
        attachment: Attachment {
            attachment_id: AttachmentId::from_random(rand::random()),
            kind: AttachmentKind::Image,
            name: AttachmentName::of(name, "image/jpeg").into(),
            media_type: "image/jpeg".to_owned(),
            size: 183_044,
            width: Some(1600),
            height: Some(1200),
            duration_ms: None,
            placeholder: Some("1QcSHQRnh493V4dIh4eXh1h4kJUI".to_owned()),
            waveform: None,
            forwarded_from: None,
        },
        uploader_id,
        storage_key: name.to_owned(),
        has_thumbnail: true,
        uploaded_at: moment(0),
    }
}

/// Uploads a picture.
pub fn upload(conn: &mut DbConnection, uploader_id: UserId, name: &str) -> Attachment {
    let new = new_upload(uploader_id, name);
    uploads::insert(conn, &new, None).expect("the upload can be stored");
    new.attachment
}

/// A request to send attachments into a chat, with a text or without one.
pub fn carrying(chat: &Chat, sender_id: UserId, words: &str, attachments: &[&Attachment]) -> SendRequest {
    SendRequest {
        sender_id,
        written_at: moment(0),
        destination: chat.chat_id.into(),
        texts: MessageText::parse_beside(words, true).expect("a text that can be sent"),
        reply_to: None,
        attachment_ids: attachments.iter().map(|attachment| attachment.attachment_id).collect(),
        client_id: None,
        origin: None,
    }
}

/// Sends attachments into a chat.
pub fn send_files(
    conn: &mut DbConnection,
    chat: &Chat,
    sender: UserId,
    attachments: &[&Attachment],
) -> StoredMessage {
    let request = carrying(chat, sender, "look", attachments);
    let sent = at_once(conn, |conn| send_requests::execute(conn, &mut Vec::new(), &request));
    sent.expect("the message can be sent").messages.remove(0)
}

/// A reaction of one of the users of a message's chat.
pub fn react(conn: &mut DbConnection, stored: &StoredMessage, user_id: UserId, emoji: &str) -> StoredMessage {
    let emoji = Emoji::parse(emoji).expect("an emoji");
    messages::set_reaction(conn, stored, user_id, Some(&emoji)).expect("the reaction can be stored")
}

/// The pairs of a query.
pub fn pairs(query: &[(&str, &str)]) -> Vec<(String, String)> {
    query.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// Does many things in one transaction.
pub fn at_once<T>(conn: &mut DbConnection, mut work: impl FnMut(&mut DbConnection) -> T) -> T {
    conn.write_transaction(|conn| Ok::<_, simple_chats_persistence::StoreError>(work(conn)))
        .expect("the transaction commits")
}

/// Signs a user in by a browser, now. Returns what its cookie holds.
pub fn sign_in(conn: &mut DbConnection, user_id: UserId) -> String {
    let (token, now) = (OpaqueToken::generate(), cut_to_millis(Utc::now()));
    let session = Session {
        session_id: OpaqueToken::generate().hash(),
        session_key: token.hash(),
        user_id,
        created_at: now,
        last_seen_at: now,
        user_agent: "a browser".to_owned(),
        address: "127.0.0.1".to_owned(),
    };
    sessions::insert(conn, &session).expect("the session can be stored");
    token.plain().to_owned()
}
