//! The bots of the folder `examples`, as a newcomer starts them: each answers every message once and in order, although its
//! connection is cut, and although it is killed.

use crate::PROGRAM;
use serde_json::{Value, json};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::proxy::{Cut, Direction, Proxy};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::supervisor::{Supervisor, program};
use simple_chats_tests::{TestUser, timing};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// A Python with the packages of the bot; `tests/run` makes it.
const PYTHON: &str = "BOT_PYTHON";

/// Starts a bot, writes its first line, and ends it with the input.
const SCRIPT: &str = r#"
export BOT_TOKEN=$1 NO_PROXY=127.0.0.1; shift
"$@" 2>/dev/null & bot=$!
read -r end; kill -9 "$bot"; wait
"#;

/// A bot's user, who is spoken to over a network that a test can cut.
struct Conversation {
    _server_dir: ServerDir,
    server: ServerProcess,
    proxy: Proxy,
    /// How the bot is started, without the address.
    command: Vec<OsString>,
    token: String,
    bot: TestUser,
    ben: TestUser,
    chat_id: i64,
    /// What the user has written.
    written: Vec<String>,
}

impl Conversation {
    async fn begin(command: Vec<OsString>) -> Self {
        let server_dir = ServerDir::new(PROGRAM);
        let server = server_dir.start().await;
        let (bot, ben, chat_id) = server.register_pair().await;
        let body = json!({ "name": "bot", "scope": "write" });
        let made = server.post("/api/tokens", &bot, body, 201).await;
        let token = made["token"].as_str().unwrap().to_owned();
        let proxy = Proxy::before(server.address()).await;
        Self {
            _server_dir: server_dir,
            server,
            proxy,
            command,
            token,
            bot,
            ben,
            chat_id,
            written: Vec::new(),
        }
    }

    fn start_bot(&self) -> Supervisor {
        let site = OsString::from(format!("http://{}", self.proxy.address()));
        let token = OsString::from(&self.token);
        let arguments: Vec<&OsStr> =
            [&token].into_iter().chain(&self.command).chain([&site]).map(AsRef::as_ref).collect();
        let mut bot = Supervisor::start(None, SCRIPT, &arguments).unwrap();
        assert_eq!(bot.answer(), format!("Listening as user {}", self.bot.user_id));
        bot
    }

    async fn say(&mut self, count: usize) {
        for _ in 0..count {
            let text = format!("text {}", self.written.len());
            let path = format!("/api/chats/{}/messages", self.chat_id);
            self.server.post(&path, &self.ben, json!({ "texts": [text] }), 201).await;
            self.written.push(text);
        }
    }

    /// The texts of a user in the chat, in order.
    async fn texts_of(&self, user: &TestUser) -> Vec<String> {
        let path = format!("/api/chats/{}/messages?sender_id={}", self.chat_id, user.user_id);
        let listed = self.server.get(&path, &self.ben).await;
        let text = |message: &Value| message["text"].as_str().unwrap().to_owned();
        listed["data"].as_array().unwrap().iter().map(text).collect()
    }

    /// Waits until there are so many answers as messages, and compares them.
    async fn is_answered(&self) {
        let answers = async || self.texts_of(&self.bot).await;
        timing::until(|| "all answers".to_owned(), async || answers().await.len() >= self.written.len())
            .await;
        let chats = async || self.server.get("/api/chats?expand=true", &self.bot).await;
        timing::until(|| "read marks".to_owned(), async || chats().await["data"][0]["unread"] == 0).await;
        assert_eq!(answers().await, self.written, "each message is answered once, in order");
    }
}

/// Lets a bot talk through cuts, and through its own end. `words` are in its request to send, if it is readable on the way.
async fn talk(command: Vec<OsString>, words: Option<&'static str>) {
    let mut talk = Conversation::begin(command).await;
    talk.say(3).await;
    let bot = talk.start_bot();
    talk.say(3).await;
    talk.is_answered().await;

    // Cut between an answer and its acknowledgment.
    if let Some(words) = words {
        talk.proxy.cut_at(words, Cut::After);
        talk.say(2).await;
        timing::until(|| "a cut".to_owned(), async || talk.proxy.has_cut()).await;
        talk.is_answered().await;
    }

    // Cut in the middle of what it does, at several places.
    for bytes in [1, 200, 600, 1500, 4000] {
        let cuts = talk.proxy.cuts();
        talk.proxy.cut_after(Direction::Down, bytes);
        for _ in 0..40 {
            talk.say(1).await;
            if talk.proxy.cuts() > cuts {
                break;
            }
            tokio::task::yield_now().await;
        }
        timing::until(|| "a cut".to_owned(), async || talk.proxy.cuts() > cuts).await;
        talk.say(2).await;
    }
    talk.is_answered().await;

    // Away, and back.
    talk.proxy.close();
    talk.say(5).await;
    talk.proxy.open();
    talk.is_answered().await;

    // Killed while it answers, and started again.
    talk.say(20).await;
    drop(bot);
    talk.say(2).await;
    let _bot = talk.start_bot();
    talk.say(1).await;
    talk.is_answered().await;
}

fn example(name: &str) -> OsString {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples")).join(name).into()
}

#[tokio::test]
async fn the_bot_in_python_answers_everything_once() {
    let installed = || {
        let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")))?;
        Some(cache.join("simple-chats-tests/bot_python/bin/python3")).filter(|python| python.exists())
    };
    let Some(python) = std::env::var_os(PYTHON).map(PathBuf::from).or_else(installed) else {
        return skipped("the bot in Python", "tests/run has not installed its packages");
    };
    talk(vec![python.into(), example("python_bot.py")], Some("{\"texts\": [")).await;
}

#[tokio::test]
async fn the_bot_in_javascript_answers_everything_once() {
    match program("node", "nodejs") {
        Ok(node) => {
            let command = vec![node.into(), "--experimental-websocket".into(), example("node_bot.mjs")];
            talk(command, None).await;
        }
        Err(why) => skipped("the bot in JavaScript", &why),
    }
}
