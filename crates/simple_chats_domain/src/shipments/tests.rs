use super::*;
use crate::{Message, MessageId, SocketId};

const ANN: UserId = UserId::stored(15);
const BEN: UserId = UserId::stored(17);

fn chat() -> Chat {
    Chat::new(ChatId::stored(7), ANN, BEN).unwrap()
}

fn ben() -> Person {
    Person::from_row(BEN, Some("ben".into()), Some("Ben".into()))
}

fn dispatch(texts: &[&str], client_id: Option<&str>) -> Dispatch {
    let shipment = Shipment {
        destination: Destination::Chat(chat().chat_id),
        texts: texts.iter().map(|text| MessageText::parse(text).unwrap()).collect(),
        client_id: client_id.map(|client_id| ClientId::parse(client_id).unwrap()),
        origin: Some(Origin { socket: SocketId(1), reference: Some("r".into()) }),
    };
    Dispatch { sender_id: ANN, written_at: DateTime::UNIX_EPOCH, shipment }
}

fn stored(revision: i64, text: &str) -> StoredMessage {
    let message = Message {
        message_id: MessageId::stored(100 + revision),
        chat_id: chat().chat_id,
        sender_id: ANN,
        receiver_id: BEN,
        text: text.into(),
        written_at: DateTime::UNIX_EPOCH,
        edited_at: None,
        client_id: Some("x".into()),
    };
    StoredMessage { message, revision, deleted: false }
}

#[test]
fn each_text_becomes_a_message_with_the_number_of_its_part() {
    let news = dispatch(&["one", "two"], Some("x")).compose(&chat(), &ben()).unwrap();
    let parts: Vec<_> = news.iter().map(|new| (new.sending().client_part, new.text().as_str())).collect();
    assert_eq!(parts, [(0, "one"), (1, "two")]);
    assert!(news.iter().all(|new| new.sending().client_id == dispatch(&[], Some("x")).shipment.client_id));
}

#[test]
fn a_refusal_names_the_chat() {
    let gone = Person::from_row(BEN, None, None);
    let refused = dispatch(&["one"], None).compose(&chat(), &gone);
    assert_eq!(refused, Err(SendError::Chat(ChatError::DeletedCompanion, chat().chat_id)));
    let stranger = Dispatch { sender_id: UserId::stored(99), ..dispatch(&["one"], None) };
    let refused = stranger.companion_in(&chat());
    assert_eq!(refused, Err(SendError::Chat(ChatError::NotAParticipant, chat().chat_id)));
}

#[test]
fn what_arrived_is_told_to_both_and_acknowledged_to_the_socket_that_asked() {
    let sent = [stored(1, "one"), stored(2, "two")];
    let (result, notices) = dispatch(&["one", "two"], Some("x")).arrived(&chat(), sent.to_vec());
    assert_eq!(result, Sent { chat_id: chat().chat_id, messages: sent.to_vec() });
    assert_eq!(notices.len(), 2);
    for (notice, stored) in notices.iter().zip(&sent) {
        assert_eq!(notice.audience, [ANN, BEN]);
        let Some(Event::Message { revision, message, .. }) = &notice.event else { panic!("{notice:?}") };
        assert_eq!((*revision, message), (stored.revision, &stored.message));
        assert_eq!(notice.reply.as_ref().unwrap().1, Ack::of(stored));
    }
}

#[test]
fn a_repetition_is_acknowledged_and_told_to_nobody_else() {
    let before = vec![stored(1, "one"), stored(2, "two")];
    let (sent, notices) = dispatch(&["one", "two"], Some("x")).repeated(&chat(), before.clone()).unwrap();
    assert_eq!(sent.messages, before);
    assert!(notices.iter().all(|notice| notice.event.is_none() && notice.reply.is_some()));
    assert_eq!(notices.len(), 2);
}

#[test]
fn the_same_client_id_for_something_else_is_refused() {
    for (texts, before) in [
        (&["one"][..], vec![stored(1, "other")]),
        (&["one"], vec![stored(1, "one"), stored(2, "two")]),
        (&["one", "two"], vec![stored(1, "one")]),
    ] {
        let refused = dispatch(texts, Some("x")).repeated(&chat(), before);
        assert_eq!(refused, Err(SendError::KeyReused), "{texts:?}");
    }
}
