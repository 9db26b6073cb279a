use super::*;
use crate::attachments::AttachmentKind;
use crate::events::SocketId;
use crate::ids::MessageId;
use crate::messages::Message;
use crate::replies::{Original, Quote};

const ANN: UserId = UserId::stored(15);
const BEN: UserId = UserId::stored(17);

fn chat() -> Chat {
    Chat::new(ChatId::stored(7), ANN, BEN).unwrap()
}

fn ann() -> Person {
    Person::from_row(ANN, Some("ann".into()), Some("Ann".into()))
}

fn ben() -> Person {
    Person::from_row(BEN, Some("ben".into()), Some("Ben".into()))
}

fn request(texts: &[&str], client_id: Option<&str>) -> SendRequest {
    SendRequest {
        sender_id: ANN,
        written_at: DateTime::UNIX_EPOCH,
        destination: Destination::Chat(chat().chat_id),
        texts: texts.iter().map(|text| MessageText::parse(text).unwrap()).collect(),
        reply_to: None,
        attachment_ids: Vec::new(),
        client_id: client_id.map(|client_id| ClientId::parse(client_id).unwrap()),
        origin: Some(Origin { socket: SocketId(1), reference: Some("r".into()) }),
    }
}

/// Nobody sees any attachment.
fn none(_: AttachmentId) -> Option<Attachment> {
    None
}

fn attachment(id: u128) -> Attachment {
    Attachment {
        attachment_id: AttachmentId::from_random(id),
        kind: AttachmentKind::File,
        name: "a.txt".into(),
        media_type: "application/octet-stream".into(),
        size: 1,
        width: None,
        height: None,
        duration_ms: None,
        placeholder: None,
        waveform: None,
        forwarded_from: None,
    }
}

/// A request that names these attachments.
fn carrying(texts: &[&str], ids: impl IntoIterator<Item = u128>) -> SendRequest {
    let attachment_ids = ids.into_iter().map(AttachmentId::from_random).collect();
    SendRequest { attachment_ids, ..request(texts, Some("x")) }
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
        reply_to: None,
        attachments: Vec::new(),
        reactions: Vec::new(),
    };
    StoredMessage { message, revision, deleted: false }
}

#[test]
fn each_text_becomes_a_message_with_the_number_of_its_part() {
    let news = request(&["one", "two"], Some("x")).compose(&chat(), &ann(), &ben(), None, none).unwrap();
    let parts: Vec<_> = news.iter().map(|new| (new.stamp().client_part, new.text())).collect();
    assert_eq!(parts, [(0, "one"), (1, "two")]);
    assert!(news.iter().all(|new| new.stamp().client_id == request(&[], Some("x")).client_id));
}

#[test]
fn a_refusal_names_the_chat() {
    let gone = Person::from_row(BEN, None, None);
    let refused = request(&["one"], None).compose(&chat(), &ann(), &gone, None, none);
    assert_eq!(refused, Err(SendError::Chat(ChatError::DeletedCompanion, chat().chat_id)));
    let gone = Person::from_row(ANN, None, None);
    let refused = request(&["one"], None).compose(&chat(), &gone, &ben(), None, none);
    assert_eq!(refused, Err(SendError::Chat(ChatError::DeletedSender, chat().chat_id)));
    let stranger = SendRequest { sender_id: UserId::stored(99), ..request(&["one"], None) };
    let refused = stranger.companion_in(&chat());
    assert_eq!(refused, Err(SendError::Chat(ChatError::NotAParticipant, chat().chat_id)));
}

#[test]
fn stored_messages_are_published_to_both_users_and_acknowledged_to_the_requesting_socket() {
    let sent = [stored(1, "one"), stored(2, "two")];
    let (result, publications) = request(&["one", "two"], Some("x")).stored(&chat(), sent.to_vec());
    assert_eq!(result, SentMessages { chat_id: chat().chat_id, messages: sent.to_vec() });
    assert_eq!(publications.len(), 2);
    for (publication, stored) in publications.iter().zip(&sent) {
        assert_eq!(publication.audience, [ANN, BEN]);
        let Some(Event::Message { revision, message, .. }) = &publication.event else {
            panic!("{publication:?}")
        };
        assert_eq!((*revision, message), (stored.revision, &stored.message));
        assert_eq!(publication.ack.as_ref().unwrap().1, Ack::of(stored));
    }
}

#[test]
fn a_repeated_request_is_only_acknowledged() {
    let before = vec![stored(1, "one"), stored(2, "two")];
    let (sent, publications) = request(&["one", "two"], Some("x")).repeated(&chat(), before.clone()).unwrap();
    assert_eq!(sent.messages, before);
    assert!(publications.iter().all(|publication| publication.event.is_none() && publication.ack.is_some()));
    assert_eq!(publications.len(), 2);
}

#[test]
fn a_client_id_with_other_texts_than_before_is_refused() {
    for (texts, before) in [
        (&["one"][..], vec![stored(1, "other")]),
        (&["one"], vec![stored(1, "one"), stored(2, "two")]),
        (&["one", "two"], vec![stored(1, "one")]),
    ] {
        let refused = request(texts, Some("x")).repeated(&chat(), before);
        assert_eq!(refused, Err(SendError::KeyReused), "{texts:?}");
    }
}

#[test]
fn a_reply_quotes_a_present_message_of_its_chat() {
    let (message_id, chat) = (MessageId::stored(9), chat());
    let reply = SendRequest { reply_to: Some(message_id), ..request(&["one"], None) };
    let quote = Quote::of(message_id, BEN, "Hello", None);
    let original = Original { chat_id: chat.chat_id, quote: quote.clone() };
    let news = reply.compose(&chat, &ann(), &ben(), Some(&original), none).unwrap();
    assert_eq!(news[0].reply_to(), Some(&quote));

    let refused =
        |original: Option<&Original>| reply.compose(&chat, &ann(), &ben(), original, none).unwrap_err();
    let unknown = SendError::UnknownOriginal(message_id);
    assert_eq!(refused(None), unknown);
    assert_eq!(refused(Some(&Original { chat_id: ChatId::stored(8), ..original.clone() })), unknown);
    assert_eq!(
        refused(Some(&Original { quote: Quote::of_deleted(message_id), ..original.clone() })),
        unknown
    );
    let other = Quote::of(MessageId::stored(8), BEN, "Hello", None);
    assert_eq!(refused(Some(&Original { quote: other, ..original.clone() })), unknown);

    let several = SendRequest { reply_to: Some(message_id), ..request(&["one", "two"], None) };
    let refused = several.compose(&chat, &ann(), &ben(), Some(&original), none);
    assert_eq!(refused, Err(SendError::SeveralReplies));
}

#[test]
fn a_client_id_with_another_message_to_reply_to_than_before_is_refused() {
    let mut before = stored(1, "one");
    before.message.reply_to = Some(Quote::of_deleted(MessageId::stored(9)));
    for (reply_to, is_same) in [(None, false), (Some(8), false), (Some(9), true)] {
        let reply_to = reply_to.map(MessageId::stored);
        let again = SendRequest { reply_to, ..request(&["one"], Some("x")) };
        assert_eq!(again.repeated(&chat(), vec![before.clone()]).is_ok(), is_same, "{reply_to:?}");
    }
}

#[test]
fn attachments_make_one_message_in_their_order_with_or_without_a_text() {
    let sees = |id| [attachment(1), attachment(2)].into_iter().find(|one| one.attachment_id == id);
    for texts in [&["one"][..], &[]] {
        let news = carrying(texts, [2, 1]).compose(&chat(), &ann(), &ben(), None, sees).unwrap();
        let [new] = &news[..] else { panic!("{news:?}") };
        assert_eq!(new.text(), texts.concat());
        assert_eq!(new.attachments(), [attachment(2), attachment(1)]);
    }
    let unknown = carrying(&[], [1, 3]).compose(&chat(), &ann(), &ben(), None, sees);
    assert_eq!(unknown, Err(SendError::UnknownAttachment(AttachmentId::from_random(3))));
}

#[test]
fn up_to_ten_different_attachments_go_with_one_text() {
    assert_eq!(carrying(&["one"], 0..10).check_parts(), Ok(()));
    for (request, error) in [
        (carrying(&["one"], 0..11), SendError::TooManyAttachments),
        (carrying(&["one"], [1, 2, 1]), SendError::RepeatedAttachment),
        (carrying(&["one", "two"], [1]), SendError::SeveralCarriers),
        (carrying(&[], []), SendError::Empty),
    ] {
        assert_eq!(request.check_parts(), Err(error));
        assert_eq!(request.compose(&chat(), &ann(), &ben(), None, |_| Some(attachment(1))), Err(error));
    }
}

#[test]
fn a_client_id_with_other_attachments_than_before_is_refused() {
    let mut before = stored(1, "one");
    let forwarded = Attachment { forwarded_from: Some(AttachmentId::from_random(3)), ..attachment(2) };
    before.message.attachments = vec![attachment(1), forwarded];
    for (ids, is_same) in
        [(&[1, 3][..], true), (&[1, 2], false), (&[3, 1], false), (&[1], false), (&[], false)]
    {
        let again = carrying(&["one"], ids.iter().copied());
        assert_eq!(again.repeated(&chat(), vec![before.clone()]).is_ok(), is_same, "{ids:?}");
    }
    before.message.text = String::new();
    assert!(carrying(&[], [1, 3]).repeated(&chat(), vec![before.clone()]).is_ok());
    assert!(carrying(&["one"], [1, 3]).repeated(&chat(), vec![before]).is_err());
}
