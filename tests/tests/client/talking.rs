//! What a client is for, on a good day.

use super::{Device, user_id};
use simple_chats_client::domain::{AttachmentId, ErrorCode, Event};
use simple_chats_client::{EndReason, Update};
use simple_chats_tests::{Backend, TestApp, on_both_databases};

on_both_databases! {
    async fn two_clients_hold_the_same_as_the_database(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let mut anns = Device::live(&ann, app.address()).await;
        let mut bens = Device::live(&ben, app.address()).await;

        let first = anns.client.send(user_id(&ben), "Hello\r\nBen").await.unwrap();
        let chat_id = first.chat_id;
        bens.until(|update| matches!(update, Update::Event(Event::Message { .. }))).await;
        let second = bens.client.send(chat_id, "Helo").await.unwrap();
        let edited = bens.client.edit(second.message_id, "Hello, Ann").await.unwrap();
        assert_eq!(edited.message.unwrap().text, "Hello, Ann");
        anns.until(|update| matches!(update, Update::Event(Event::Edited { .. }))).await;
        let deleted = anns.client.delete(first.message_id).await.unwrap();
        assert_eq!((deleted.revision, deleted.message), (Some(4), None));
        bens.until(|update| matches!(update, Update::Event(Event::Deleted { .. }))).await;
        let read = anns.client.read(chat_id, second.message_id).await.unwrap();
        assert_eq!((read.revision, read.message_id), (None, second.message_id));
        bens.until(|update| matches!(update, Update::Event(Event::Read { .. }))).await;

        for device in [&mut anns, &mut bens] {
            device.agrees_with(&app).await;
            assert_eq!(device.texts(chat_id), ["Hello, Ann"]);
            assert_eq!(device.texts_received(), ["Hello\nBen", "Helo"]);
        }
    }

    async fn a_late_client_holds_the_newest_messages_and_reads_the_rest_on_demand(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let chat_id = app.open_chat(&ann, &ben).await;
        let texts: Vec<String> = (0..150).map(|number| format!("text {number}")).collect();
        for part in texts.chunks(75) {
            app.send(&ann, chat_id, &part.iter().map(String::as_str).collect::<Vec<_>>()).await;
        }
        let bens = Device::live(&ben, app.address()).await;
        let view = bens.client.view();
        let chat = view.chats().next().unwrap();
        assert_eq!(chat.last_message().unwrap().text, "text 149");
        assert_eq!((chat.unread(), chat.is_complete()), (100, false));

        let unread = bens.client.unread(chat.chat_id()).await.unwrap();
        assert_eq!(unread.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), texts);
        bens.agrees_with(&app).await;
        assert_eq!(bens.texts(chat.chat_id()), texts);

        bens.client.read(chat.chat_id(), unread[149].message_id).await.unwrap();
        assert_eq!(bens.client.unread(chat.chat_id()).await.unwrap(), []);
    }

    async fn attachments_are_sent_and_forwarded(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let mut anns = Device::live(&ann, app.address()).await;
        let mut bens = Device::live(&ben, app.address()).await;
        let ids = ["b.jpg", "a.jpg"].map(|name| app.upload(&ann, name).parse::<AttachmentId>().unwrap());
        let sent = anns.client.send_attachments_as("x", user_id(&ben), "", &ids).await.unwrap();
        let carried = sent.message.clone().unwrap().attachments;
        assert_eq!(carried.iter().map(|one| one.attachment_id).collect::<Vec<_>>(), ids);
        let again = anns.client.send_attachments_as("x", user_id(&ben), "", &ids).await.unwrap();
        assert_eq!(again, sent);
        bens.until(|update| matches!(update, Update::Event(Event::Message { .. }))).await;
        let forwarded = bens.client.send_attachments(sent.chat_id, "look", &ids[..1]).await.unwrap();
        assert_eq!(forwarded.message.unwrap().attachments[0].name, "b.jpg");
        anns.until(|update| matches!(update, Update::Event(Event::Message { .. }))).await;
        for device in [&mut anns, &mut bens] {
            device.agrees_with(&app).await;
            assert_eq!(device.texts(sent.chat_id), ["", "look"]);
        }
        let unknown = [AttachmentId::from_random(7)];
        let refused = anns.client.send_attachments(sent.chat_id, "x", &unknown).await;
        assert_eq!(refused.unwrap_err().code(), Some(ErrorCode::NotFound));
        let refused = anns.client.send_attachments(sent.chat_id, " ", &[]).await;
        assert_eq!(refused.unwrap_err().code(), Some(ErrorCode::Empty));
    }

    async fn refused_requests_are_reported(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let anns = Device::live(&ann, app.address()).await;
        let code = |outcome: Result<_, simple_chats_client::RequestError>| outcome.unwrap_err().code().unwrap();
        assert_eq!(code(anns.client.send(user_id(&ann), "x").await), ErrorCode::NotPossible);
        assert_eq!(code(anns.client.send(user_id(&ben), " \n").await), ErrorCode::Empty);
        assert_eq!(code(anns.client.send(user_id(&ben), &"x".repeat(4001)).await), ErrorCode::TooLong);
        let sent = anns.client.send_as("one", user_id(&ben), "x").await.unwrap();
        assert_eq!(anns.client.send_as("one", user_id(&ben), "x").await.unwrap(), sent);
        assert_eq!(code(anns.client.send_as("one", sent.chat_id, "y").await), ErrorCode::Conflict);

        let bens = Device::live(&ben, app.address()).await;
        assert_eq!(code(bens.client.edit(sent.message_id, "y").await), ErrorCode::NotYours);
        let unknown = simple_chats_client::domain::ChatId::new(999_999).unwrap();
        assert_eq!(code(bens.client.send(unknown, "y").await), ErrorCode::NotFound);
        assert!(bens.client.history(unknown, None, 101).await.is_err());
        let page = bens.client.history(unknown, None, 100).await;
        assert_eq!(page.unwrap_err().code(), Some(ErrorCode::NotFound));
    }

    async fn presence_and_typing_are_reported(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let mut anns = Device::live(&ann, app.address()).await;
        let sent = anns.client.send(user_id(&ben), "Hello").await.unwrap();
        anns.client.watch(vec![user_id(&ben)]).unwrap();
        let is_online = |online| {
            move |update: &Update| matches!(update, Update::Event(Event::Presence { users }) if users.iter().any(|user| user.online == online))
        };
        anns.until(is_online(false)).await;
        let bens = Device::live(&ben, app.address()).await;
        anns.until(is_online(true)).await;
        bens.client.typing(sent.chat_id);
        let typing = Update::Event(Event::Typing { chat_id: sent.chat_id, user_id: user_id(&ben) });
        anns.until(|update| *update == typing).await;
    }

    async fn a_client_without_valid_credentials_ends(app: TestApp) {
        let [ann, _] = app.register_all(["ann", "ben"]).await;
        let wrong = Device::with_password(&ann, "wrong password", app.address());
        assert_eq!(wrong.client.wait_until_live().await, Err(EndReason::LoggedOut));
        let outcome = wrong.client.send(user_id(&ann), "x").await;
        assert_eq!(outcome, Err(simple_chats_client::RequestError::Ended(EndReason::LoggedOut)));

        let mut anns = Device::live(&ann, app.address()).await;
        let body = serde_json::json!({"old_password": ann.password, "new_password": "another password"});
        assert_eq!(app.post("/api/change-password", &ann, body).await.status, 202);
        anns.until(|update| *update == Update::Ended(EndReason::LoggedOut)).await;
        assert_eq!(anns.updates.next().await, None);
    }
}

// It takes seconds of waiting, and the database has no part in it.
#[tokio::test]
async fn a_closed_client_is_offline_at_the_server_too() {
    let app = TestApp::spawn(Backend::Sqlite, &[]).await;
    let [ann, ben] = app.register_all(["ann", "ben"]).await;
    let mut anns = Device::live(&ann, app.address()).await;
    anns.client.send(user_id(&ben), "Hello").await.unwrap();
    let bens = Device::live(&ben, app.address()).await;
    let copy = bens.client.clone();
    bens.client.close().await;
    let outcome = copy.send(user_id(&ann), "x").await;
    assert_eq!(outcome, Err(simple_chats_client::RequestError::Ended(EndReason::Closed)));
    anns.client.watch(vec![user_id(&ben)]).unwrap();
    // The server announces it some seconds later, since a page change closes a socket too.
    anns.until(|update| matches!(update, Update::Event(Event::Presence { users }) if users.iter().all(|user| !user.online)))
        .await;
}
