//! The curl commands of the original application's README, on a server with default settings and a database in which the
//! same ids come next; and those of `docs/api-tour.md`, on a new server, with the responses that it shows.

use chrono::Utc;
use regex::Regex;
use simple_chats_domain::{Pair, User, UserId};
use simple_chats_persistence::{DbConnection, chats, users};
use simple_chats_tests::fixtures::{at_once, open_chat, register, register_as, send};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::{TestApp, TestEnvironment, on_one_and_on_two_instances};
use std::fmt::Write;
use std::process::Command;

/// Creates and deletes 14 users, 11 chats, and 115 messages.
fn use_up_ids(conn: &mut DbConnection) {
    at_once(conn, |conn| {
        let users: Vec<User> = (1..=14).map(|number| register(conn, &format!("before-{number}"))).collect();
        for (number, other) in users[1..12].iter().enumerate() {
            let chat = open_chat(conn, &users[0], other);
            for _ in 0..if number == 0 { 105 } else { 1 } {
                send(conn, &chat, users[0].user_id, "hello");
            }
            chats::delete(conn, chat.chat_id).unwrap();
        }
        for user in &users {
            users::delete(conn, user.user_id, Utc::now()).unwrap();
        }
    });
}

/// Registers the two users after the one in the commands.
fn register_others(conn: &mut DbConnection) {
    register_as(conn, "dima", "Dmytro Afanasev");
    let ann = register_as(conn, "ann", "Ann");
    assert!(Pair::of(ann.user_id, UserId::stored(15)).is_ok());
    assert_eq!(ann.user_id, UserId::stored(17));
}

/// Runs commands, and records them with their output.
struct Tour<'a> {
    app: &'a TestApp,
    transcript: String,
}

impl Tour<'_> {
    /// Runs a command, with the server's port inserted. Returns the response.
    async fn run(&mut self, command: &str) -> serde_json::Value {
        self.run_with_token(command, "").await
    }

    /// As [`Tour::run`], with this token in the command.
    async fn run_with_token(&mut self, command: &str, token: &str) -> serde_json::Value {
        let script = command
            .replace("localhost/api", &self.app.url("/api"))
            .replace("localhost:8000/api", &self.app.url("/api"))
            .replace("curl ", "curl --silent --show-error --noproxy '*' ")
            .replace("TOKEN", token);
        let run = move || Command::new("sh").args(["-c", &script]).output();
        let output = tokio::task::spawn_blocking(run).await.unwrap().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        let mut answer: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        answer.sort_all_objects();
        writeln!(self.transcript, "$ {command}\n{answer:#}\n").expect("a text takes all");
        answer
    }
}

const TOUR: &[&str] = &[
    "curl -u docs@gmail.com:12345678 localhost/api/users",
    "curl -u docs@gmail.com:12345678 localhost/api/users/16",
    r#"curl -X POST -u docs@gmail.com:12345678 -H 'Content-Type: application/json' -d '{"companion_id": 16}' localhost/api/chats"#,
    r#"curl -X POST -u docs@gmail.com:12345678 -H 'Content-Type: application/json' -d '{"companion_id": 17}' localhost/api/chats"#,
    "curl -u docs@gmail.com:12345678 localhost/api/chats",
    "curl -u docs@gmail.com:12345678 localhost/api/chats/13",
    "curl -X DELETE -u docs@gmail.com:12345678 localhost/api/chats/12",
    r#"curl -X POST -u docs@gmail.com:12345678 -H 'Content-Type: application/json' -d '{"texts": ["Hello", "How are you?"]}' localhost/api/chats/13/messages"#,
    r#"curl -X POST -u docs@gmail.com:12345678 -H 'Content-Type: application/json' -d '{"texts": ["The third one?"]}' localhost/api/chats/13/messages"#,
    "curl -u docs@gmail.com:12345678 localhost/api/chats/13/messages",
    "curl -u docs@gmail.com:12345678 localhost/api/chats/13/messages/116",
    "curl -X DELETE -u docs@gmail.com:12345678 localhost/api/chats/13/messages/116",
    r#"curl -X PUT -u docs@gmail.com:12345678 -H 'Content-Type: application/json' -d '{"text": "I was changed"}' localhost/api/chats/13/messages/117"#,
    r#"curl -u docs@gmail.com:12345678 "localhost/api/users?username=docs_user&name=docs""#,
    r#"curl -u docs@gmail.com:12345678 "localhost/api/users?username-like=an""#,
    r#"curl -u docs@gmail.com:12345678 "localhost/api/chats/13/messages?ordered-by-desc=datetime_writing""#,
    r#"curl -u docs@gmail.com:12345678 "localhost/api/chats/13/messages?ordered-by-desc=datetime_writing&limit=1""#,
];

fn masked(text: &str) -> String {
    let time = Regex::new(r#""\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} -0000""#).expect("a pattern");
    let token = Regex::new(r#""token": "[\w-]+\.[\w-]+\.[\w-]+""#).expect("a pattern");
    token.replace_all(&time.replace_all(text, "\"[time]\""), "\"token\": \"[token]\"").into_owned()
}

const PAGE: &str = include_str!("../../../docs/api-tour.md");

const SHOWN_TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGci…";

/// The commands of the page, each with the response that it shows, if any.
fn examples() -> impl Iterator<Item = (&'static str, Option<serde_json::Value>)> {
    let blocks = PAGE.split("```console\n$ ").skip(1).filter_map(|block| block.split_once("```"));
    blocks.flat_map(|(block, _)| block.split("\n$ ")).map(|example| {
        let (command, shown) = example.split_once('\n').unwrap_or((example, ""));
        let shown =
            (shown.trim() != "...").then(|| serde_json::from_str(shown).expect("the page shows JSON"));
        (command.trim_end_matches(" | json_pp"), shown)
    })
}

on_one_and_on_two_instances! {
    async fn the_documentation_shows_the_responses_of_the_server(environment: TestEnvironment) {
        if Command::new("curl").arg("--version").output().is_err() {
            return skipped("the tour of the documentation", "curl is missing");
        }
        let app = environment.spawn(&[("BCRYPT_COST", ""), ("RATE_LIMITS", "")]).await;
        let mut tour = Tour { app: &app, transcript: String::new() };
        for (command, shown) in examples() {
            let answer = masked(&format!("{:#}", tour.run(command).await));
            if let Some(shown) = shown {
                let shown = masked(&format!("{shown:#}")).replace(SHOWN_TOKEN, "[token]");
                assert_eq!(answer, shown, "{command}");
            }
        }
    }

    async fn the_commands_of_the_original_work_unchanged(environment: TestEnvironment) {
        if Command::new("curl").arg("--version").output().is_err() {
            return skipped("the tour of the original's README", "curl is missing");
        }
        // An empty value counts as unset, so the defaults apply.
        let app =
            environment.spawn(&[("BCRYPT_COST", ""), ("RATE_LIMITS", ""), ("DATABASE_POOL_SIZE", "")]).await;
        use_up_ids(&mut app.connect());
        let mut tour = Tour { app: &app, transcript: String::new() };
        tour.run(r#"curl -X POST -H 'Content-Type: application/json' -d '{"email": "docs@gmail.com", "username": "docs_user", "name": "docs", "password": "12345678"}' localhost/api/register"#).await;
        register_others(&mut app.connect());
        let token =
            tour.run("curl -X GET -u docs@gmail.com:12345678 localhost/api/token").await["token"].clone();
        let by_token = "curl -H 'Authorization: Bearer TOKEN' localhost/api/users";
        tour.run_with_token(by_token, token.as_str().expect("a token")).await;
        for command in TOUR {
            tour.run(command).await;
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!("quickstart", masked(&tour.transcript));
        });
    }
}
