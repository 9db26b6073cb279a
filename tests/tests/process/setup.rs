//! The first administrator: by the setup link, or by a command.

use crate::PROGRAM;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::{Nobody, TestUser, timing};

async fn register(server: &ServerProcess, username: &str, invitation: &str) -> u16 {
    let mut form = TestUser::new(username, PASSWORD).registration();
    form["invitation"] = json!(invitation);
    server.ask(Method::POST, "/api/register", &Nobody, Some(&form)).await.unwrap().status
}

fn setup_token(server: &ServerProcess) -> Option<String> {
    let (_, rest) = server.stdout().split_once("?invitation=").map(|(a, b)| (a.to_owned(), b.to_owned()))?;
    rest.lines().next().map(str::to_owned)
}

/// The token of the link, which the server prints after its address.
async fn expect_setup_token(server: &ServerProcess) -> String {
    timing::until_some(|| "a link".to_owned(), async || setup_token(server)).await
}

#[tokio::test]
async fn the_setup_link_is_for_the_first_user_who_becomes_an_administrator() {
    let server_dir =
        ServerDir::new(PROGRAM).with("REGISTRATION", "invitation").with("INVITATIONS", "administrators");
    let server = server_dir.start().await;
    let token = expect_setup_token(&server).await;
    timing::until(|| "the link is logged as well".to_owned(), async || server.log().contains(&token)).await;
    assert_eq!(register(&server, "eve", "nonsense").await, 403);
    assert_eq!(register(&server, "ann", &token).await, 201);
    assert_eq!(register(&server, "eve", &token).await, 403, "it is used up");
    let ann = TestUser::new("ann", PASSWORD);
    let terms = json!({ "accounts": 1, "expires_in": 3600 });
    server.post("/api/invitations", &ann, terms.clone(), 201).await;
    server.stop().await;

    let server = server_dir.start().await;
    assert_eq!(setup_token(&server), None);
    assert_eq!(register(&server, "eve", &token).await, 403);
    server.stop().await;
    let ended = server_dir.run(&["user", "demote", "ann"]).await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(0), "ann is no administrator\n"), "{}", ended.err);
    let server = server_dir.start().await;
    let refused = server.ask(Method::POST, "/api/invitations", &ann, Some(&terms)).await.unwrap();
    assert_eq!(refused.status, 403);
    server.stop().await;
}

#[tokio::test]
async fn commands_make_administrators() {
    let server_dir = ServerDir::new(PROGRAM).with("REGISTRATION", "closed");
    server_dir.run_ok(&["migrate"]).await;
    let add = [
        "user",
        "add",
        "--administrator",
        "--email",
        "ann@example.com",
        "--username",
        "ann",
        "--name",
        "Ann",
    ];
    let added = server_dir.run_with_input(&add, "wandering otter\n").await;
    assert_eq!(added.status, Some(0), "{}", added.err);
    server_dir
        .run_with_input(
            &["user", "add", "--email", "b@example.com", "--username", "ben", "--name", "Ben"],
            "wandering otter\n",
        )
        .await;
    assert_eq!(server_dir.run_ok(&["user", "promote", "ben"]).await, "ben is an administrator\n");
    let unknown = server_dir.run_refused(&["user", "promote", "nobody"]).await;
    assert!(unknown.contains("there is no user 'nobody'"), "{unknown}");
    let server_dir = server_dir.with("REGISTRATION", "invitation").with("INVITATIONS", "administrators");
    let server = server_dir.start().await;
    assert_eq!(setup_token(&server), None);
    for username in ["ann", "ben"] {
        let user = TestUser { email: username.to_owned(), ..TestUser::new(username, "wandering otter") };
        server.post("/api/invitations", &user, json!({ "accounts": 1, "expires_in": 3600 }), 201).await;
    }
    server.stop().await;
}

#[tokio::test]
async fn who_may_register_depends_on_who_can_come_by() {
    for (settings, expected) in [
        (&[][..], "open"),
        (&[("PUBLIC_URL", "https://chat.example.org")], "invitation"),
        (&[("LISTEN", "0.0.0.0:8000")], "invitation"),
        (&[("LISTEN", "0.0.0.0:8000"), ("REGISTRATION", "closed")], "closed"),
    ] {
        let server_dir = ServerDir::new(PROGRAM).with("REGISTRATION", "").with("LISTEN", "127.0.0.1:0");
        let server_dir =
            settings.iter().fold(server_dir, |server_dir, (name, value)| server_dir.with(name, value));
        let config = server_dir.run_ok(&["config"]).await;
        let line = config.lines().find(|line| line.starts_with("REGISTRATION")).expect("a line");
        assert!(line.contains(expected), "{line}");
    }
}

#[tokio::test]
async fn who_comes_by_the_setup_link_or_a_command_confirms_no_address() {
    let server_dir =
        ServerDir::new(PROGRAM).with("REGISTRATION", "invitation").with("EMAIL_CONFIRMATION", "on");
    let server = server_dir.start().await;
    let token = expect_setup_token(&server).await;
    assert_eq!(register(&server, "ann", &token).await, 201);
    server.get("/api/me", &TestUser::new("ann", PASSWORD)).await;
    let add = ["user", "add", "--email", "ben@example.com", "--username", "ben", "--name", "Ben"];
    let added = server_dir.run_with_input(&add, "wandering otter\n").await;
    assert_eq!(added.status, Some(0), "{}", added.err);
    server.get("/api/me", &TestUser::new("ben", "wandering otter")).await;
    server.stop().await;
}
