//! Another program that keeps chats: it registers two people in a SQLite file, opens a chat, sends and lists messages.
//!
//! `cargo run -p simple_chats_persistence --example two_people_chat -- [FILE]`

use chrono::Utc;
use simple_chats_domain::{
    EmailAddress, MessageText, Name, NewUser, Pair, SendStamp, User, Username, cut_to_millis,
};
use simple_chats_persistence::{DatabaseAddress, DbConnection, StoreError, chats, messages, migrate, users};
use std::error::Error;
use std::io::{self, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os()
        .nth(1)
        .map_or_else(|| std::env::temp_dir().join("two-people-chat.sqlite3"), std::path::PathBuf::from);
    let mut conn = DbConnection::open(&DatabaseAddress::Sqlite(path))?;
    migrate(&mut conn)?;

    let ann = find_or_register(&mut conn, "ann", "Ann")?;
    let ben = find_or_register(&mut conn, "ben", "Ben")?;
    let pair = Pair::of(ann.user_id, ben.user_id)?;
    let (chat, _) = conn.write_transaction(|conn| chats::find_or_insert(conn, pair))?;

    for (sender, receiver, text) in [(&ann, &ben, "Hello, Ben!"), (&ben, &ann, "Hello, Ann. How are you?")] {
        let sending = SendStamp::at(cut_to_millis(Utc::now()));
        let text = MessageText::parse(text)?;
        let message = chat.compose(&sender.person(), &receiver.person(), text, sending)?;
        conn.write_transaction(|conn| messages::insert(conn, &message))?;
    }

    let mut out = io::stdout();
    for message in messages::list_newest(&mut conn, chat.chat_id, None, 30)?.items.iter().rev() {
        let sender = if message.sender_id == ann.user_id { &ann } else { &ben };
        writeln!(out, "{} {}: {}", message.written_at.format("%H:%M:%S"), sender.name, message.text)?;
    }
    Ok(())
}

fn find_or_register(conn: &mut DbConnection, username: &str, name: &str) -> Result<User, Box<dyn Error>> {
    match users::find_by_login(conn, username) {
        Ok(account) => return Ok(account.user),
        Err(StoreError::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    let new = NewUser {
        username: Username::parse(username)?,
        name: Name::parse(name)?,
        email: EmailAddress::parse(&format!("{username}@example.com"))?,
        date_joined: cut_to_millis(Utc::now()),
    };
    // A program that lets people log in would store a hash of simple_chats_auth here.
    Ok(conn.write_transaction(|conn| users::insert(conn, &new, "no password"))?)
}
