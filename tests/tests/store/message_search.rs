//! The search in messages: both databases find what a plain model finds, whatever of it is in the index, and the index keeps
//! nothing of what was erased.

use diesel::connection::SimpleConnection;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use simple_chats_domain::{
    Chat, Message, MessageId, MessageSearch, Page, SearchAuthor, SearchContent, SearchFilter, TextQuery,
    User, UserId,
};
use simple_chats_persistence::messages::Backlog;
use simple_chats_persistence::{DbConnection, StoreError, chats, messages, preferences};
use simple_chats_tests::fixtures::{at_once, chat_of_two, moment, open_chat, react, register, send, text};
use simple_chats_tests::{TestConnection, on_both_databases, sql};

/// Words of more than twenty languages and scripts, some of them in several forms.
const WORDS: [&str; 48] = [
    "harbour",
    "Harbours",
    "harb",
    "STRASSE",
    "Straße",
    "grüß",
    "crème",
    "creme",
    "brûlée",
    "niño",
    "nino",
    "ação",
    "jaźń",
    "kůň",
    "őszi",
    "ışık",
    "ISIK",
    "İstanbul",
    "привет",
    "ПРИВЕТ",
    "їжак",
    "Σίσυφος",
    "ΣΙΣΥΦΟΣ",
    "שָׁלוֹם",
    "שלום",
    "السَّلام",
    "السلام",
    "سلام",
    "नमस्ते",
    "भाषा",
    "বাংলা",
    "தமிழ்",
    "안녕하세요",
    "안녕",
    "thế",
    "gioi",
    "東京タワー",
    "京タ",
    "北京大学",
    "北京",
    "大学生",
    "กรุงเทพ",
    "เทพ",
    "ﬁsh",
    "Ｗｉｄｅ",
    "wide",
    "don't",
    "https://example.org/北京",
];

fn words(random: &mut StdRng, most: usize) -> String {
    let separators = [" ", " ", ", ", "", "。", "-"];
    let mut text = (*WORDS.choose(random).unwrap()).to_owned();
    for _ in 1..random.random_range(1..=most) {
        text.push_str(separators.choose(random).unwrap());
        text.push_str(WORDS.choose(random).unwrap());
    }
    text
}

fn typed(random: &mut StdRng) -> String {
    match random.random_range(0..4) {
        0 => words(random, 2),
        1 => format!("\"{}\"", words(random, 3)),
        2 => {
            let word: Vec<char> = WORDS.choose(random).unwrap().chars().collect();
            let from = random.random_range(0..word.len());
            word.get(from..random.random_range(from..=word.len())).unwrap().iter().collect()
        }
        _ => WORDS.choose(random).unwrap().chars().take(random.random_range(1..4)).collect(),
    }
}

fn plain(query: &str) -> MessageSearch {
    let query = TextQuery::parse(query).unwrap();
    MessageSearch { query, filter: SearchFilter::default(), chat_id: None, before: None, limit: 20 }
}

fn find(conn: &mut DbConnection, me: UserId, search: &MessageSearch) -> Page<Message> {
    conn.snapshot(|conn| messages::search(conn, me, search)).unwrap()
}

fn texts_found(conn: &mut DbConnection, me: UserId, query: &str) -> Vec<String> {
    find(conn, me, &plain(query)).items.into_iter().map(|message| message.text).collect()
}

/// Adds one portion to the index.
fn index(conn: &mut DbConnection) -> bool {
    at_once(conn, |conn| messages::index_portion(conn, Backlog::Any).unwrap())
}

fn index_all(conn: &mut DbConnection) {
    while !index(conn) {}
    assert!(!messages::is_index_behind(conn, Backlog::Any).unwrap());
}

fn terms(conn: &mut DbConnection) -> Vec<String> {
    sql::texts(conn, "SELECT DISTINCT term AS value FROM message_terms ORDER BY term")
}

/// What users see, in memory.
struct Model {
    chats: Vec<Chat>,
    messages: Vec<Message>,
    /// By chat and user.
    cleared: Vec<(Chat, UserId, i64)>,
}

impl Model {
    fn sees(&self, user: UserId, message: &Message) -> bool {
        let is_cleared = self.cleared.iter().any(|(chat, by, up_to)| {
            chat.chat_id == message.chat_id && *by == user && message.message_id.get() <= *up_to
        });
        [message.sender_id, message.receiver_id].contains(&user) && !is_cleared
    }

    fn find(&self, user: UserId, search: &MessageSearch) -> Vec<MessageId> {
        let seen =
            self.messages.iter().filter(|message| self.sees(user, message) && search.finds(user, message));
        let mut found: Vec<MessageId> = seen.map(|message| message.message_id).collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        found
    }

    fn change(&mut self, conn: &mut DbConnection, random: &mut StdRng) {
        let chat = *self.chats.choose(random).unwrap();
        let user = *chat.users().choose(random).unwrap();
        match random.random_range(0..20) {
            0..10 => {
                let words = words(random, 5);
                self.messages.push(at_once(conn, |conn| send(conn, &chat, user, &words)).message);
            }
            10..13 => drop(index(conn)),
            13 => {
                let chat = chats::find(conn, chat.chat_id).unwrap();
                let (now, _) =
                    at_once(conn, |conn| preferences::clear(conn, &chat, user, false, moment(0)).unwrap());
                self.cleared.push((chat, user, now.cleared_up_to));
                let users = chat.users();
                let is_erased = |message: &Message| {
                    message.chat_id == chat.chat_id && users.iter().all(|user| !self.sees(*user, message))
                };
                let kept = self.messages.iter().filter(|message| !is_erased(message)).cloned().collect();
                self.messages = kept;
            }
            _ => self.change_message(conn, random),
        }
    }

    fn change_message(&mut self, conn: &mut DbConnection, random: &mut StdRng) {
        if self.messages.is_empty() {
            return;
        }
        let place = random.random_range(0..self.messages.len());
        let message = self.messages.get_mut(place).unwrap();
        let stored = messages::find(conn, message.message_id).unwrap();
        match random.random_range(0..3) {
            0 => {
                let other = text(&words(random, 5));
                let edit = |conn: &mut _| messages::set_text(conn, &stored, &other, moment(1)).unwrap();
                *message = at_once(conn, edit).message;
            }
            1 => {
                let user = message.receiver_id;
                *message = at_once(conn, |conn| react(conn, &stored, user, "👍")).message;
            }
            _ => {
                at_once(conn, |conn| messages::delete(conn, &stored.message, moment(1)).unwrap());
                self.messages.remove(place);
            }
        }
    }
}

fn random_search(random: &mut StdRng, model: &Model) -> Option<MessageSearch> {
    let mut search = MessageSearch { query: TextQuery::parse(&typed(random)).ok()?, ..plain("x") };
    search.limit = random.random_range(1..8);
    search.filter.from =
        *[None, None, Some(SearchAuthor::Me), Some(SearchAuthor::Companion)].choose(random)?;
    search.filter.has = *[None, None, None, Some(SearchContent::Link)].choose(random)?;
    if random.random_bool(0.3) {
        search.chat_id = Some(model.chats.choose(random)?.chat_id);
    }
    if random.random_bool(0.3) {
        search.before = Some(model.messages.choose(random)?.message_id);
    }
    Some(search)
}

on_both_databases! {
    async fn what_is_found_is_what_a_plain_model_finds(mut conn: TestConnection) {
        let seed = rand::random();
        println!("seed {seed}");
        let mut random = StdRng::seed_from_u64(seed);
        let people: Vec<User> = ["ann", "ben", "cem"].iter().map(|name| register(&mut conn, name)).collect();
        let mut model = Model { chats: Vec::new(), messages: Vec::new(), cleared: Vec::new() };
        for (one, other) in [(0, 1), (1, 2), (0, 2)] {
            model.chats.push(open_chat(&mut conn, &people[one], &people[other]));
        }
        let mut hits = 0;
        for _ in 0..60 {
            for _ in 0..5 {
                model.change(&mut conn, &mut random);
            }
            for _ in 0..6 {
                let Some(search) = random_search(&mut random, &model) else { continue };
                let me = people.choose(&mut random).unwrap().user_id;
                let mut expected = model.find(me, &search);
                let found = find(&mut conn, me, &search);
                assert_eq!(found.more, expected.len() > usize::try_from(search.limit).unwrap(), "{search:?}");
                expected.truncate(usize::try_from(search.limit).unwrap());
                let ids: Vec<MessageId> = found.items.iter().map(|message| message.message_id).collect();
                assert_eq!(ids, expected, "{search:?}");
                hits += ids.len();
            }
        }
        assert!(hits > 50, "the searches find something: {hits}");
        index_all(&mut conn);
        let stale = "SELECT COUNT(*) AS value FROM message_terms WHERE message_id NOT IN \
            (SELECT message_id FROM messages WHERE deleted_at = 0)";
        assert_eq!(sql::number(&mut conn, stale), 0);
    }

    async fn a_message_is_found_before_and_after_it_is_in_the_index(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ann.user_id, "In the harbour");
        assert_eq!(terms(&mut conn), [""; 0]);
        assert_eq!(texts_found(&mut conn, ben.user_id, "HARB"), ["In the harbour"]);
        assert!(index(&mut conn));
        assert_eq!(terms(&mut conn), ["harbour", "in", "the"]);
        assert_eq!(texts_found(&mut conn, ben.user_id, "HARB"), ["In the harbour"]);
        let other = register(&mut conn, "cem");
        assert_eq!(texts_found(&mut conn, other.user_id, "harb"), [""; 0]);
    }

    async fn what_is_there_comes_into_the_index_a_portion_at_a_time(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        at_once(&mut conn, |conn| {
            for number in 0..300 {
                send(conn, &chat, ann.user_id, &format!("number {number}"));
            }
        });
        let mut portions = 0;
        loop {
            assert_eq!(texts_found(&mut conn, ann.user_id, "\"number 7\""), ["number 7"]);
            assert_eq!(texts_found(&mut conn, ann.user_id, "\"number 299\""), ["number 299"]);
            portions += 1;
            if index(&mut conn) {
                break;
            }
        }
        assert_eq!(portions, 3);
        assert!(!messages::is_index_behind(&mut conn, Backlog::Any).unwrap());
    }

    async fn chats_with_many_new_messages_come_into_the_index_alone(mut conn: TestConnection) {
        let (busy, ann, ben) = chat_of_two(&mut conn);
        let cat = register(&mut conn, "cat");
        let quiet = open_chat(&mut conn, &ann, &cat);
        for number in 0..127 {
            send(&mut conn, &busy, ann.user_id, &format!("busy {number}"));
            if number < 100 {
                send(&mut conn, &quiet, ann.user_id, &format!("quiet {number}"));
            }
        }
        let index = |conn: &mut DbConnection, backlog| {
            let is_behind = messages::is_index_behind(conn, backlog).unwrap();
            (is_behind, at_once(conn, |conn| messages::index_portion(conn, backlog).unwrap()))
        };
        assert_eq!(index(&mut conn, Backlog::FullPortion), (false, true));
        assert_eq!(terms(&mut conn), [""; 0]);
        send(&mut conn, &busy, ben.user_id, "the last one");
        assert_eq!(index(&mut conn, Backlog::FullPortion), (true, true));
        assert!(terms(&mut conn).contains(&"busy".to_owned()) && !terms(&mut conn).contains(&"quiet".to_owned()));
        assert_eq!(index(&mut conn, Backlog::Any), (true, true));
        assert!(terms(&mut conn).contains(&"quiet".to_owned()));
        assert_eq!(texts_found(&mut conn, ann.user_id, "\"quiet 7\""), ["quiet 7"]);
    }

    async fn nothing_of_an_erased_text_stays_in_the_index(mut conn: TestConnection) {
        let (chat, ann, ben) = chat_of_two(&mut conn);
        let [edited, deleted, _cleared] =
            ["secret one", "secret two", "secret three"].map(|words| send(&mut conn, &chat, ann.user_id, words));
        index_all(&mut conn);
        messages::set_text(&mut conn, &edited, &text("harmless one"), moment(1)).unwrap();
        assert_eq!(sql::number(&mut conn, "SELECT COUNT(*) AS value FROM message_terms WHERE term = 'secret'"), 2);
        messages::delete(&mut conn, &deleted.message, moment(1)).unwrap();
        index_all(&mut conn);
        assert_eq!(terms(&mut conn), ["harmless", "one", "secret", "three"]);
        assert_eq!(texts_found(&mut conn, ben.user_id, "secret"), ["secret three"]);
        for user in [&ann, &ben] {
            let chat = chats::find(&mut conn, chat.chat_id).unwrap();
            preferences::clear(&mut conn, &chat, user.user_id, false, moment(2)).unwrap();
        }
        assert_eq!(terms(&mut conn), [""; 0], "what both have cleared");
        send(&mut conn, &chat, ben.user_id, "by ben");
        send(&mut conn, &chat, ann.user_id, "by ann");
        index_all(&mut conn);
        messages::delete_all_of(&mut conn, ben.user_id, &[chat.chat_id].into(), moment(3)).unwrap();
        assert_eq!(terms(&mut conn), ["ann", "by"], "what a deleted user has sent");
        chats::delete(&mut conn, chat.chat_id).unwrap();
        assert_eq!(terms(&mut conn), [""; 0], "what was in a deleted chat");
    }

    async fn words_that_very_many_messages_have_are_found_page_by_page(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        let fill = "INSERT INTO messages (message_id, chat_id, sender_id, receiver_id, text, written_at, revision)
                WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 22000)
                SELECT n, 1, 1, 2, CASE WHEN n % 2 = 0 THEN 'even all' ELSE 'odd all' END
                    || CASE WHEN n = 1000 THEN ' odd' ELSE '' END, 0, n FROM numbers;
            INSERT INTO message_terms (chat_id, term, message_id)
                SELECT 1, 'all', message_id FROM messages
                UNION SELECT 1, 'even', message_id FROM messages WHERE text LIKE '%even%'
                UNION SELECT 1, 'odd', message_id FROM messages WHERE text LIKE '%odd%';
            UPDATE chats SET revision = 22000, indexed_revision = 22000, last_message_id = 22000";
        conn.batch_execute(fill).unwrap();
        assert_eq!((chat.chat_id.get(), ann.user_id.get()), (1, 1));
        let mut ids = |query: &str, before: Option<i64>| {
            let before = before.map(MessageId::stored);
            let page = find(&mut conn, ann.user_id, &MessageSearch { before, limit: 3, ..plain(query) });
            (page.items.iter().map(|message| message.message_id.get()).collect::<Vec<_>>(), page.more)
        };
        assert_eq!(ids("al", None), (vec![22_000, 21_999, 21_998], true));
        assert_eq!(ids("al ev", Some(21_998)), (vec![21_996, 21_994, 21_992], true));
        assert_eq!(ids("all even odd", None), (vec![1000], false), "all lists are long, and only one message is in all");
        assert_eq!(ids("al", Some(3)), (vec![2, 1], false));
    }

    async fn terms_of_other_rules_are_made_again(mut conn: TestConnection) {
        let (chat, ann, _) = chat_of_two(&mut conn);
        send(&mut conn, &chat, ann.user_id, "a harbour");
        index_all(&mut conn);
        simple_chats_persistence::migrate(&mut conn).unwrap();
        assert_eq!(terms(&mut conn), ["a", "harbour"]);
        conn.batch_execute("UPDATE meta SET value = '0' WHERE name = 'search_terms_version'").unwrap();
        assert!(matches!(simple_chats_persistence::expect_current_schema(&mut conn), Err(StoreError::Schema(_))));
        simple_chats_persistence::migrate(&mut conn).unwrap();
        assert_eq!(terms(&mut conn), [""; 0]);
        assert_eq!(texts_found(&mut conn, ann.user_id, "harbour"), ["a harbour"]);
        index_all(&mut conn);
        assert_eq!(terms(&mut conn), ["a", "harbour"]);
    }
}
