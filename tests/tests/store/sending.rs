//! Sendings as the writer makes them, on PostgreSQL many in one statement: what becomes of each does not depend on what
//! else is in its group.

use super::held::{Held, queue};
use simple_chats_domain::{
    ChatError, ChatId, ChatQuery, Destination, Event, MessageId, Origin, Privacy, Publication, Quote,
    SendError, SendRequest, SentMessages, SocketId, User, UserId, WhoMayWrite,
};
use simple_chats_persistence::{SendFailure, blocks, chats, messages, privacy, users};
use simple_chats_tests::fixtures::{chat_of_two, client, moment, open_chat, register, send, text};
use simple_chats_tests::{TestStore, on_both_databases};

fn request(
    sender_id: UserId,
    destination: Destination,
    client_id: Option<&str>,
    texts: &[&str],
) -> SendRequest {
    SendRequest {
        sender_id,
        written_at: moment(0),
        destination,
        reply_to: None,
        attachment_ids: Vec::new(),
        texts: texts.iter().map(|words| text(words)).collect(),
        client_id: client_id.map(client),
        origin: Some(Origin { socket: SocketId(1), reference: None }),
    }
}

/// Sends all in one group.
async fn send_together(
    store: &TestStore,
    requests: Vec<SendRequest>,
) -> Vec<Result<SentMessages, SendFailure>> {
    let held = Held::hold(&store.database).await;
    let waiting: Vec<_> = requests.into_iter().map(|request| queue(store.database.send(request))).collect();
    held.let_go().await;
    futures_util::future::join_all(waiting).await
}

/// The publications of a chat in order: the revision of a message, or nothing for a new chat, and whether a socket got its
/// answer.
fn published_of(publications: Vec<Publication>, chat: ChatId) -> Vec<(Option<i64>, bool)> {
    let of_chat = publications.into_iter().filter_map(|publication| {
        let is_answered = publication.ack.is_some();
        match publication.event {
            Some(Event::ChatCreated { chat_id, .. }) if chat_id == chat => Some((None, is_answered)),
            Some(Event::Message { chat_id, revision, .. }) if chat_id == chat => {
                Some((Some(revision), is_answered))
            }
            _ => None,
        }
    });
    of_chat.collect()
}

fn texts(sent: &SentMessages) -> Vec<(i64, &str)> {
    sent.messages.iter().map(|stored| (stored.revision, stored.message.text.as_str())).collect()
}

on_both_databases! {
    async fn each_sending_of_a_group_ends_as_it_would_alone(mut store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [cat, dan, eve] = ["cat", "dan", "eve"].map(|username| register(&mut conn, username));
        let of_dan = open_chat(&mut conn, &ann, &dan);
        for gone in [&dan, &eve] {
            users::delete(&mut conn, gone.user_id, moment(1)).unwrap();
        }
        let before = request(ann.user_id, Destination::Chat(chat.chat_id), Some("before"), &["before"]);
        store.database.send(before.clone()).await.unwrap();
        store.published();

        let (in_chat, to_ben) = (Destination::Chat(chat.chat_id), Destination::Companion(ben.user_id));
        let nobody = UserId::stored(999);
        let outcomes = send_together(&store, vec![
            request(ann.user_id, in_chat, Some("a"), &["one", "two"]),
            request(ben.user_id, Destination::Companion(ann.user_id), Some("a"), &["three"]),
            request(ann.user_id, to_ben, None, &["four"]),
            before,
            request(ann.user_id, to_ben, Some("before"), &["another"]),
            request(ann.user_id, in_chat, Some("a"), &["one", "two"]),
            request(ann.user_id, in_chat, Some("a"), &["one"]),
            request(cat.user_id, in_chat, Some("a"), &["in between"]),
            request(ann.user_id, Destination::Chat(ChatId::stored(999)), None, &["nowhere"]),
            request(ann.user_id, Destination::Companion(nobody), None, &["nobody"]),
            request(ann.user_id, Destination::Companion(ann.user_id), None, &["myself"]),
            request(ann.user_id, Destination::Chat(of_dan.chat_id), None, &["too late"]),
            request(ann.user_id, Destination::Companion(eve.user_id), None, &["too late"]),
            request(ann.user_id, Destination::Companion(cat.user_id), Some("a"), &["first"]),
            request(cat.user_id, Destination::Companion(ann.user_id), Some("a"), &["second"]),
            request(ann.user_id, Destination::Companion(cat.user_id), Some("a"), &["first"]),
        ])
        .await;
        let refusal = |number: usize| match &outcomes[number] {
            Err(SendFailure::Refused(error)) => *error,
            other => panic!("{number} is not refused: {other:?}"),
        };
        let sent = |number: usize| outcomes[number].as_ref().unwrap();

        assert_eq!(texts(sent(0)), [(2, "one"), (3, "two")]);
        assert_eq!(texts(sent(1)), [(4, "three")]);
        assert_eq!(texts(sent(2)), [(5, "four")]);
        assert_eq!(texts(sent(3)), [(1, "before")], "a repetition");
        assert_eq!(sent(5), sent(0), "a repetition within the group");
        for number in [4, 6] {
            assert_eq!(refusal(number), SendError::KeyReused);
        }
        assert_eq!(refusal(7), SendError::Chat(ChatError::NotAParticipant, chat.chat_id));
        assert_eq!(refusal(8), SendError::UnknownChat(ChatId::stored(999)));
        assert_eq!(refusal(9), SendError::UnknownUser(nobody));
        assert_eq!(refusal(10), SendError::Yourself);
        assert_eq!(refusal(11), SendError::Chat(ChatError::DeletedCompanion, of_dan.chat_id));
        assert_eq!(refusal(12), SendError::UnknownUser(eve.user_id));
        let of_cat = sent(13).chat_id;
        assert_eq!((texts(sent(13)), texts(sent(14))), (vec![(1, "first")], vec![(2, "second")]));
        assert_eq!((sent(14).chat_id, sent(15)), (of_cat, sent(13)));

        let publications = store.published();
        let revisions = |numbers: &[i64]| numbers.iter().map(|number| (Some(*number), true)).collect::<Vec<_>>();
        assert_eq!(published_of(publications.clone(), chat.chat_id), revisions(&[2, 3, 4, 5]));
        let opened = [vec![(None, false)], revisions(&[1, 2])].concat();
        assert_eq!(published_of(publications.clone(), of_cat), opened, "the chat is published before its first message");
        let repeated = publications.iter().filter(|publication| publication.event.is_none() && publication.ack.is_some());
        assert_eq!(repeated.count(), 1 + 2 + 1, "an answer for each message that was sent before");

        assert_eq!(chats::find(&mut conn, chat.chat_id).unwrap().revision, 5);
        assert_eq!(chats::find(&mut conn, of_dan.chat_id).unwrap().revision, 0);
        let kept = messages::list_newest(&mut conn, chat.chat_id, None, 30).unwrap().items;
        let parts: Vec<&str> = kept.iter().rev().map(|message| message.text.as_str()).collect();
        assert_eq!(parts, ["before", "one", "two", "three", "four"]);
        assert_eq!(chats::list_newest(&mut conn, ann.user_id, simple_chats_domain::Paging { limit: 9, offset: 0 })
            .unwrap().items[0].last_message.as_ref().unwrap().text, "second", "the list knows the newest");
    }

    async fn replies_of_a_group_quote_present_messages_of_their_chats(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let cat = register(&mut conn, "cat");
        let other = open_chat(&mut conn, &ann, &cat);
        let [here, gone] = ["here", "gone"].map(|words| send(&mut conn, &chat, ben.user_id, words).message);
        let elsewhere = send(&mut conn, &other, cat.user_id, "elsewhere").message;
        messages::delete(&mut conn, &gone, moment(1)).unwrap();
        let reply = |client_id: &str, reply_to: MessageId| {
            let request = request(ann.user_id, Destination::Chat(chat.chat_id), Some(client_id), &["reply"]);
            SendRequest { reply_to: Some(reply_to), ..request }
        };
        let unknown = MessageId::stored(999_999);
        let requests = vec![
            reply("a", here.message_id),
            reply("b", gone.message_id),
            reply("c", elsewhere.message_id),
            reply("d", unknown),
            reply("a", here.message_id),
            reply("a", gone.message_id),
            SendRequest { texts: vec![text("1"), text("2")], ..reply("e", here.message_id) },
            request(ann.user_id, Destination::Chat(chat.chat_id), None, &["no reply"]),
        ];
        let outcomes = send_together(&store, requests).await;
        let quote = Quote::of(here.message_id, ben.user_id, "here", None);
        for number in [0, 4] {
            assert_eq!(outcomes[number].as_ref().unwrap().messages[0].message.reply_to, Some(quote.clone()));
        }
        let refusal = |number: usize| match &outcomes[number] {
            Err(SendFailure::Refused(error)) => *error,
            other => panic!("{number} is not refused: {other:?}"),
        };
        for (number, original) in [(1, gone.message_id), (2, elsewhere.message_id), (3, unknown)] {
            assert_eq!(refusal(number), SendError::UnknownOriginal(original));
        }
        assert_eq!((refusal(5), refusal(6)), (SendError::KeyReused, SendError::SeveralReplies));
        let kept = messages::list_newest(&mut conn, chat.chat_id, None, 9).unwrap().items;
        let quotes: Vec<_> = kept.iter().map(|message| message.reply_to.clone()).collect();
        assert_eq!(quotes, [None, Some(quote), None], "the newest first");
    }

    async fn more_messages_than_one_statement_takes_are_sent_all_the_same(store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let words: Vec<String> = (0..100).map(|number| format!("{number}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let outcomes = send_together(&store, (0..12).map(|number| {
            let sender = [&ann, &ben][number % 2].user_id;
            request(sender, Destination::Chat(chat.chat_id), Some(&format!("{number}")), &words)
        }).collect()).await;
        let revisions: Vec<i64> = outcomes
            .iter()
            .flat_map(|sent| sent.as_ref().unwrap().messages.iter().map(|stored| stored.revision))
            .collect();
        assert_eq!(revisions, (1..=1200).collect::<Vec<_>>());
        let stored = messages::list_changes(&mut conn, chat.chat_id, 0, 2000).unwrap().items;
        assert_eq!(stored.len(), 1200);
        assert!(stored.is_sorted_by_key(|stored| stored.message.message_id));
        for (number, sent) in outcomes.iter().enumerate() {
            assert_eq!(sent.as_ref().unwrap().messages, stored[number * 100..][..100]);
        }
    }

    async fn refused_senders_of_a_group_leave_the_others_alone(mut store: TestStore) {
        let mut conn = store.connect();
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [cat, dan, eve] = ["cat", "dan", "eve"].map(|username| register(&mut conn, username));
        let blocked = open_chat(&mut conn, &ann, &cat);
        blocks::insert(&mut conn, ann.user_id, cat.user_id, moment(0)).unwrap();
        privacy::apply_to_chat_of(&mut conn, blocked.pair).unwrap();
        let invited = Privacy { who_may_write: WhoMayWrite::Invited, ..Privacy::default() };
        privacy::set(&mut conn, eve.user_id, &invited).unwrap();
        let to_ann = Destination::Companion(ann.user_id);
        let to_eve = |number: usize| {
            request(dan.user_id, Destination::Companion(eve.user_id), None, &[["1", "2", "3", "4"][number]])
        };
        let outcomes = send_together(&store, vec![
            to_eve(0),
            request(ben.user_id, to_ann, None, &["one"]),
            request(cat.user_id, to_ann, None, &["refused"]),
            to_eve(1),
            request(ann.user_id, Destination::Companion(cat.user_id), None, &["refused"]),
            request(ben.user_id, Destination::Chat(chat.chat_id), None, &["two", "three"]),
            to_eve(2),
            request(cat.user_id, Destination::Chat(blocked.chat_id), None, &["refused"]),
            to_eve(3),
            request(ann.user_id, Destination::Chat(chat.chat_id), None, &["four"]),
        ])
        .await;
        let refusal = |number: usize| match &outcomes[number] {
            Err(SendFailure::Refused(error)) => *error,
            other => panic!("{number} is not refused: {other:?}"),
        };
        let sent = |number: usize| outcomes[number].as_ref().unwrap();
        for (number, error) in [(2, ChatError::NotWanted), (4, ChatError::BlockedCompanion), (7, ChatError::NotWanted)] {
            assert_eq!(refusal(number), SendError::Chat(error, blocked.chat_id));
        }
        assert_eq!(texts(sent(1)), [(1, "one")]);
        assert_eq!(texts(sent(5)), [(2, "two"), (3, "three")]);
        assert_eq!(texts(sent(9)), [(4, "four")]);
        let asked = sent(0).chat_id;
        assert_eq!([0, 3, 6].map(|number| texts(sent(number))[0].0), [1, 2, 3]);
        assert_eq!(refusal(8), SendError::Chat(ChatError::NotWanted, asked));

        let publications = store.published();
        let revisions = |numbers: &[i64]| numbers.iter().map(|number| (Some(*number), true)).collect::<Vec<_>>();
        assert_eq!(published_of(publications.clone(), chat.chat_id), revisions(&[1, 2, 3, 4]));
        assert_eq!(published_of(publications.clone(), blocked.chat_id), []);
        // The chat is published to each as each may know it.
        let opened = [vec![(None, false); 2], revisions(&[1, 2, 3])].concat();
        assert_eq!(published_of(publications, asked), opened);
        let mut unread_of = |user: &User, requests: bool| {
            let list = if requests { chats::list_requests } else { chats::list_overviews };
            let all = list(&mut conn, user.user_id, ChatQuery::after(0, 9)).unwrap().items;
            all.into_iter().map(|chat| (chat.chat_id, chat.revision, chat.unread)).collect::<Vec<_>>()
        };
        assert_eq!(unread_of(&ann, false), [(chat.chat_id, 4, 3), (blocked.chat_id, 0, 0)]);
        assert_eq!(unread_of(&ben, false), [(chat.chat_id, 4, 1)]);
        assert_eq!(unread_of(&cat, false), [(blocked.chat_id, 0, 0)]);
        assert_eq!((unread_of(&dan, false), unread_of(&eve, true)), (vec![(asked, 3, 0)], vec![(asked, 3, 3)]));
    }
}
