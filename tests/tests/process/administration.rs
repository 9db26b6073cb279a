//! What administrators do on pages, by command; and what the log says of it.

use crate::PROGRAM;
use chrono::Utc;
use reqwest::redirect::Policy;
use reqwest::{Client, Method};
use serde_json::{Value, json};
use simple_chats_domain::UserId;
use simple_chats_persistence::{StoreError, mail_outbox};
use simple_chats_tests::process::ServerDir;
use simple_chats_tests::socket::Dial;
use simple_chats_tests::{Backend, TestUser, on_both_databases, timing};
use std::time::Duration;

on_both_databases! {
    async fn accounts_are_administered_by_commands(backend: Backend) {
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let (ann, ben, chat_id) = server.register_pair().await;
        server.post(&format!("/api/chats/{chat_id}/messages"), &ben, json!({"texts": ["äöü"]}), 201).await;
        let invitation = json!({"accounts": 2, "expires_in": 3600});
        let invitation = server.post("/api/invitations", &ben, invitation, 201).await["data"]["invitation_id"].clone();
        for _ in 0..2 {
            assert_eq!(server_dir.run_ok(&["user", "promote", "ann"]).await, "ann is an administrator\n");
        }
        assert_eq!(server_dir.run_ok(&["user", "demote", "ben"]).await, "ben is no administrator\n");
        assert_eq!(server_dir.run_ok(&["user", "list", "BEN@"]).await.lines().count(), 1);

        let shown = server_dir.run_ok(&["user", "show", "ben"]).await;
        for line in ["email\tben@example.com", "administrator\tno", "suspended\t-", "messages\t1", "bytes\t6"] {
            assert!(shown.lines().any(|shown| shown == line), "{line}: {shown}");
        }
        assert_eq!(server_dir.run_ok(&["user", "suspend", "ben"]).await, "ben is suspended\n");
        let refused = server.ask(Method::GET, "/api/me", &ben, None).await.unwrap();
        assert_eq!((refused.status, refused.json()["message"].as_str()), (403, Some("This account is suspended")));
        assert!(!server_dir.run_ok(&["user", "show", "ben"]).await.contains("suspended\t-"));
        assert_eq!(server_dir.run_ok(&["user", "resume", "ben@example.com"]).await, "ben is no longer suspended\n");
        server.get("/api/me", &ben).await;
        server_dir.run_ok(&["user", "send-reset-link", "ben"]).await;
        let listed = server_dir.run_ok(&["user", "invitations"]).await;
        assert!(listed.starts_with(&format!("{invitation}\tben\t0 of 2 used\t-\t")), "{listed}");
        server_dir.run_ok(&["user", "revoke-invitation", &invitation.to_string()]).await;
        assert_eq!(server_dir.run_ok(&["user", "invitations"]).await, "");

        for (arguments, why) in [
            (&["user", "suspend", "ann"], "This is the last administrator. Make somebody else an administrator first"),
            (&["user", "suspend", "nobody"], "there is no user 'nobody'"),
            (&["user", "revoke-invitation", "99"], "Invitation 99 does not exist"),
            (&["user", "revoke-invitation", "x"], "Invitation x does not exist"),
        ] {
            let refused = server_dir.run_refused(arguments).await;
            assert!(refused.contains(why), "{arguments:?}: {refused}");
        }
        server.get("/api/me", &ann).await;
        server_dir.run_ok(&["user", "delete", "ben", "--yes"]).await;
        let record = server_dir.run_ok(&["user", "audit"]).await;
        let done: Vec<Vec<&str>> =
            record.lines().map(|line| line.split('\t').skip(1).collect()).collect();
        let gone = format!("deleted user {}", ben.user_id);
        let by = "command line";
        assert_eq!(done, [
            [by, "deleted", &gone],
            [by, "invitation_revoked", &gone],
            [by, "reset_link_sent", &gone],
            [by, "resumed", &gone],
            [by, "suspended", &gone],
            [by, "promoted", "ann"],
        ]);
    }
}

on_both_databases! {
    async fn a_command_shows_the_state_of_the_server(backend: Backend) {
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let ben = server.register("ben").await;
        server_dir.run_ok(&["user", "suspend", "ben"]).await;
        let mut conn = server_dir.connect();
        let before = Utc::now() - chrono::TimeDelta::hours(1);
        conn.write_transaction(|conn| -> Result<(), StoreError> {
            mail_outbox::insert(conn, "reset", &ben.email, before)?;
            let later = Utc::now() + chrono::TimeDelta::hours(1);
            mail_outbox::claim(conn, before, later)?;
            let ben_id = UserId::new(ben.user_id).unwrap();
            let refused = mail_outbox::insert(conn, "notice", "old@example.org", before)?;
            mail_outbox::claim(conn, before, later)?;
            mail_outbox::give_up(conn, refused, ben_id, before, "answered 550")
        })
        .unwrap();
        let shown = server_dir.run_ok(&["user", "overview"]).await;
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[..4], ["registration\topen", "invitations\teveryone", "accounts\t1", "suspended\t1"]);
        assert!(lines[4].starts_with("version\t") && lines[6] == "instances\t1", "{shown}");
        let size = lines[5].strip_prefix("database_bytes\t").expect("a size");
        assert!(size.parse::<u64>().unwrap() > 1_000, "{shown}");
        assert_eq!(lines[7], "failing_mails\t1");
        let start = format!("{}\treset\ttried 1\t", ben.email);
        assert_eq!(lines[8], "given_up_mails\t1");
        assert!(lines[9].starts_with(&start) && lines[9].ends_with("\t-"), "{shown}");
        assert!(lines[9].matches('\t').count() == 5 && lines.len() == 11, "{shown}");
        let given_up = "old@example.org\tnotice\tgiven up after 1\t";
        assert!(lines[10].starts_with(given_up) && lines[10].ends_with("\tanswered 550"), "{shown}");
    }

    async fn a_command_closes_the_sockets_of_a_running_server(backend: Backend) {
        let (server_dir, server) = ServerDir::started(backend, PROGRAM).await;
        let (ben, cat) = (server.register("ben").await, server.register("cat").await);
        let mut of_cat = server.dial(&cat).enter().await;
        for command in [&["suspend", "ben"][..], &["delete", "ben", "--yes"]] {
            let mut of_ben = server.dial(&ben).enter().await;
            let terms = json!({ "name": "bot", "scope": "read" });
            let token = server.post("/api/tokens", &ben, terms, 201).await["token"].as_str().unwrap().to_owned();
            let mut of_token = Dial::to(server.address()).bearer(&token).enter().await;
            server_dir.run_ok(&[&["user"], command].concat()).await;
            let begin = timing::start();
            assert_eq!(of_ben.close_code().await, 4401, "{command:?}");
            assert_eq!(of_token.close_code().await, 4401, "{command:?}, of an API token");
            timing::assert_within(Duration::from_secs(1), begin);
            if command[0] == "suspend" {
                server_dir.run_ok(&["user", "resume", "ben"]).await;
            }
        }
        of_cat.is_silent().await;
    }
}

/// The token of the form on a page.
async fn csrf_token(client: &Client, url: &str) -> String {
    let page = client.get(url).send().await.unwrap().text().await.unwrap();
    let (_, rest) = page.rsplit_once("name=\"csrf_token\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_log_says_who_did_what_to_whom() {
    let (server_dir, server) = ServerDir::started(Backend::Sqlite, PROGRAM).await;
    let (ann, ben) = (server.register("ann").await, server.register("ben").await);
    server_dir.run_ok(&["user", "promote", "ann"]).await;
    let client = Client::builder().no_proxy().redirect(Policy::none()).cookie_store(true).build().unwrap();
    let site = format!("http://{}", server.address());
    let login = format!("{site}/authentication/login");
    let token = csrf_token(&client, &login).await;
    let fields = [("csrf_token", token.as_str()), ("email", "ann"), ("password", &ann.password)];
    client.post(&login).form(&fields).send().await.unwrap();
    let suspend = format!("{site}/administration/users/{}/suspend", ben.user_id);
    let token = csrf_token(&client, &suspend).await;
    let answer = client.post(&suspend).form(&[("csrf_token", token)]).send().await.unwrap();
    assert_eq!(answer.status(), 303);
    // By another login than before, whose password isn't known to be right.
    let by_name = TestUser { email: "ben".to_owned(), ..ben.clone() };
    assert_eq!(server.ask(Method::GET, "/api/me", &by_name, None).await.unwrap().status, 403);
    let ended = server.stop().await;
    let lines: Vec<Value> = ended.err.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let of = |security: &str| {
        let line = lines.iter().find(|line| line["fields"]["security"] == security);
        line.unwrap_or_else(|| panic!("{security}: {}", ended.err))["fields"].clone()
    };
    let suspended = of("suspended");
    assert_eq!((&suspended["account"], &suspended["by"]), (&json!(ben.user_id), &json!(ann.user_id)));
    let refused = of("login_of_suspended");
    assert_eq!((&refused["account"], &refused["network"]), (&json!(ben.user_id), &json!("127.0.0.1")));
}
