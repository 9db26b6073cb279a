//! What there is in the end: in the database, by the REST API, and in each client.

use super::workload::{Device, EndedWorkload, Population};
use super::{History, StoredChat, StoredRow, View, check_views};
use crate::TestUser;
use crate::WAIT_TIMEOUT;
use crate::api::{Api, changes_in, integer};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use simple_chats_client::domain::ChatId;
use simple_chats_persistence::DbConnection;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How many messages a client reads at once.
const PAGE: u8 = 100;

/// The whole history of a workload that has ended, once all clients see what the database holds, or don't within reason.
/// It ends the clients.
pub async fn collect(ended: EndedWorkload, conn: &mut DbConnection, address: SocketAddr) -> History {
    let (api, deadline) = (Api::at(address), Instant::now() + WAIT_TIMEOUT);
    let mut history = loop {
        let history = see(&ended, conn, &api).await;
        if check_views(&history).is_empty() || Instant::now() > deadline {
            break history;
        }
        sleep(Duration::from_millis(100)).await;
    };
    for device in ended.devices {
        device.end().await;
    }
    let record = ended.recorder.so_far();
    (history.operations, history.deliveries, history.complaints) =
        (record.operations, record.deliveries, record.complaints);
    history
}

async fn see(ended: &EndedWorkload, conn: &mut DbConnection, api: &Api) -> History {
    let chats: Vec<i64> = ended.population.chats.iter().map(|chat| chat.chat_id).collect();
    let stored = from_database(conn, &chats);
    let mut views = by_api(&ended.population, api).await;
    for device in &ended.devices {
        device.until_live().await;
        for chat_id in ended.population.chats_of(device.user.user_id) {
            views.push(of_client(device, chat_id).await);
        }
    }
    History { stored, views, ..History::default() }
}

#[derive(QueryableByName)]
struct ChatRow {
    #[diesel(sql_type = BigInt)]
    revision: i64,
    #[diesel(sql_type = BigInt)]
    user1_id: i64,
    #[diesel(sql_type = BigInt)]
    user2_id: i64,
    #[diesel(sql_type = BigInt)]
    user1_read_up_to: i64,
    #[diesel(sql_type = BigInt)]
    user2_read_up_to: i64,
}

#[derive(QueryableByName)]
struct MessageRow {
    #[diesel(sql_type = BigInt)]
    message_id: i64,
    #[diesel(sql_type = BigInt)]
    sender_id: i64,
    #[diesel(sql_type = Nullable<Text>)]
    client_id: Option<String>,
    #[diesel(sql_type = Integer)]
    client_part: i32,
    #[diesel(sql_type = Text)]
    text: String,
    #[diesel(sql_type = Bool)]
    is_deleted: bool,
    #[diesel(sql_type = BigInt)]
    revision: i64,
}

/// Chats as they stand in the tables, read by statements of its own; one that is not there is left out.
pub fn from_database(conn: &mut DbConnection, chats: &[i64]) -> BTreeMap<i64, StoredChat> {
    let chats = chats.iter().filter_map(|chat_id| Some((*chat_id, stored_chat(conn, *chat_id)?)));
    chats.collect()
}

fn stored_chat(conn: &mut DbConnection, chat_id: i64) -> Option<StoredChat> {
    let statement = format!(
        "SELECT revision, user1_id, user2_id, user1_read_up_to, user2_read_up_to FROM chats WHERE chat_id = {chat_id}"
    );
    let chat: ChatRow = sql_query(statement).get_result(conn).optional().expect("chats can be read")?;
    let statement = format!(
        "SELECT message_id, sender_id, client_id, client_part, text, deleted_at <> 0 AS is_deleted, revision \
         FROM messages WHERE chat_id = {chat_id} ORDER BY message_id"
    );
    let rows: Vec<MessageRow> = sql_query(statement).load(conn).expect("messages can be read");
    let stored = |row: MessageRow| StoredRow {
        message_id: row.message_id,
        sender_id: row.sender_id,
        client_id: row.client_id,
        part: row.client_part,
        text: (!row.is_deleted).then_some(row.text),
        revision: row.revision,
    };
    Some(StoredChat {
        revision: chat.revision,
        messages: rows.into_iter().map(stored).collect(),
        marks: BTreeMap::from([
            (chat.user1_id, chat.user1_read_up_to),
            (chat.user2_id, chat.user2_read_up_to),
        ]),
    })
}

/// The view of each user of each chat, by all changes that the REST API lists.
pub async fn by_api(population: &Population, api: &Api) -> Vec<View> {
    let mut views = Vec::new();
    for user in &population.users {
        for chat in population.chats.iter().filter(|chat| chat.user_ids.contains(&user.user_id)) {
            let [one, other] = chat.user_ids;
            let companion = if one == user.user_id { other } else { one };
            views.push(changes_of(api, user, companion, chat.chat_id).await);
        }
    }
    views
}

async fn changes_of(api: &Api, user: &TestUser, companion: i64, chat_id: i64) -> View {
    let mut messages: BTreeMap<i64, String> = BTreeMap::new();
    let mut after = 0;
    loop {
        let path = format!("/api/chats/{chat_id}/changes?after={after}");
        let page = api.get(&path, user).await;
        for (revision, message_id, text) in changes_in(&page) {
            after = revision;
            messages.extend(text.map(|text| (message_id, text)));
        }
        if page["has_more"] == false {
            let mark = |key: &str| integer(&page[key]);
            let marks = [(user.user_id, mark("read_up_to")), (companion, mark("companion_read_up_to"))];
            return View {
                viewer: format!("{} by the API", user.username),
                chat_id,
                revision: mark("revision"),
                messages: messages.into_iter().collect(),
                marks: marks.into(),
            };
        }
    }
}

/// What a client sees of a chat, once it has read all of its history.
pub async fn of_client(device: &Device, chat_id: i64) -> View {
    let id = ChatId::stored(chat_id);
    loop {
        let oldest = device.client.with_view(|view| {
            let chat = view.chat(id).expect("a client holds all chats of its user");
            let oldest = chat.messages().next().map(|message| message.message_id);
            (!chat.is_complete()).then_some(oldest)
        });
        let Some(before) = oldest else { break };
        device.client.history(id, before, PAGE).await.expect("the history can be read");
    }
    device.client.with_view(|view| {
        let chat = view.chat(id).expect("a client holds all chats of its user");
        let companion = chat.companion().user_id.get();
        let marks = [(device.user.user_id, chat.read_up_to()), (companion, chat.companion_read_up_to())];
        View {
            viewer: format!("client {} of {}", device.number, device.user.username),
            chat_id,
            revision: chat.revision(),
            messages: chat
                .messages()
                .map(|message| (message.message_id.get(), message.text.clone()))
                .collect(),
            marks: marks.into(),
        }
    })
}
