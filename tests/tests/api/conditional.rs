//! Entity tags and `If-None-Match`: a client that has the current response gets 304, and no other client does.

use super::support::assert_refused;
use rand::seq::IndexedRandom;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::app::PASSWORD;
use simple_chats_tests::{
    Backend, Bearer, Caller, Nobody, TestApp, TestResponse, TestUser, on_both_databases,
    on_one_and_on_two_instances,
};
use std::collections::HashMap;

/// Requests a path with a value of `If-None-Match`.
async fn request_if_none_match(
    app: &TestApp,
    method: Method,
    path: &str,
    caller: &dyn Caller,
    tags: &str,
) -> TestResponse {
    app.answer_to(app.request(method, path, caller).header("if-none-match", tags)).await
}

async fn get_if_none_match(app: &TestApp, path: &str, caller: &dyn Caller, tags: &str) -> TestResponse {
    request_if_none_match(app, Method::GET, path, caller, tags).await
}

async fn tag_of(app: &TestApp, path: &str, caller: &dyn Caller) -> String {
    let answer = app.get(path, caller).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    assert_eq!(answer.header("cache-control"), Some("private, no-cache"), "{path}");
    answer.header("etag").unwrap_or_else(|| panic!("{path} has no tag")).to_owned()
}

#[track_caller]
fn assert_not_modified(answer: &TestResponse, tag: &str) {
    assert_eq!((answer.status, answer.body.as_str()), (304, ""), "{answer:?}");
    assert_eq!(answer.headers("etag"), [tag]);
    assert_eq!(answer.header("cache-control"), Some("private, no-cache"));
    assert_eq!(answer.header("content-type"), None);
}

/// All resources and lists that can be read.
fn paths(user_id: i64, chat_id: i64, message_id: i64) -> Vec<String> {
    let chat = format!("/api/chats/{chat_id}");
    vec![
        "/api/me".to_owned(),
        "/api/users".to_owned(),
        "/api/users?limit=1&ordered-by-desc=name".to_owned(),
        format!("/api/users/{user_id}"),
        "/api/chats".to_owned(),
        "/api/chats?limit=1".to_owned(),
        "/api/chats?expand=true".to_owned(),
        chat.clone(),
        format!("{chat}/changes"),
        format!("{chat}/changes?after=2"),
        format!("{chat}/messages"),
        format!("{chat}/messages?ordered-by-desc=message_id&limit=1"),
        format!("{chat}/messages/{message_id}"),
    ]
}

on_one_and_on_two_instances! {
    async fn a_client_that_has_the_response_gets_304(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["one", "two"]).await[0];
        let token = app.token(&ann).await;
        for path in paths(ben.user_id, chat, message) {
            let tag = tag_of(&app, &path, &token).await;
            let opaque = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).expect("a strong tag");
            assert!(!opaque.is_empty() && opaque.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"'));
            let lists = [tag.clone(), format!("W/{tag}"), format!("\"x\", W/\"y\" ,{tag}"), "*".to_owned()];
            for tags in lists {
                for caller in [&token as &dyn Caller, &ann] {
                    for method in [Method::GET, Method::HEAD] {
                        let answer = request_if_none_match(&app, method, &path, caller, &tags).await;
                        assert_not_modified(&answer, &tag);
                    }
                }
            }
        }
    }

    async fn a_client_that_has_another_response_gets_the_current_one(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["one", "two"]).await[0];
        for path in paths(ben.user_id, chat, message) {
            let full = app.get(&path, &ann).await;
            for tags in ["\"x\"", "W/\"x\", \"y\"", "", "no tag", "\"*\""] {
                let answer = get_if_none_match(&app, &path, &ann, tags).await;
                assert_eq!((answer.status, &answer.body), (200, &full.body), "{path} {tags}");
                assert_eq!(answer.header("etag"), full.header("etag"), "{path} {tags}");
            }
            let head = app.answer_to(app.request(Method::HEAD, &path, &ann)).await;
            assert_eq!(head.header("etag"), full.header("etag"), "{path}");
        }
    }

    async fn errors_win_over_304(app: TestApp) {
        let (ann, _, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["one"]).await[0];
        let cat = app.register("cat").await;
        for path in paths(ann.user_id, chat, message) {
            let tag = tag_of(&app, &path, &ann).await;
            for tags in ["*", tag.as_str()] {
                let answer = get_if_none_match(&app, &path, &Nobody, tags).await;
                assert_eq!((answer.status, answer.header("etag")), (401, None), "{path}");
                assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
                if path.starts_with("/api/chats/") {
                    let answer = get_if_none_match(&app, &path, &cat, tags).await;
                    assert_eq!((answer.status, answer.header("etag")), (403, None), "{path}");
                }
            }
        }
        let messages = format!("/api/chats/{chat}/messages");
        let (deleted, changes) = (format!("{messages}/{message}"), format!("/api/chats/{chat}/changes?after=x"));
        app.delete(&deleted, &ann).await;
        for (path, status) in [
            ("/api/users/99", 404),
            ("/api/users/x", 404),
            ("/api/chats/99/messages", 404),
            ("/api/chats/x/messages", 404),
            ("/api/chats/99/changes", 404),
            (&deleted, 404),
            (&changes, 400),
        ] {
            let answer = get_if_none_match(&app, path, &ann, "*").await;
            assert_eq!((answer.status, answer.header("etag")), (status, None), "{path}");
            // Credentials are checked before everything else.
            let expected = (401, json!("Authentication token is not valid"), "unauthenticated".to_owned());
            assert_eq!(get_if_none_match(&app, path, &"Bearer x", "*").await.refusal(), expected, "{path}");
            let nobody = Bearer(app.token(&cat).await.0.replace('.', ".x"));
            assert_eq!(get_if_none_match(&app, path, &nobody, "*").await.refusal(), expected, "{path}");
        }
        app.delete(&format!("/api/chats/{chat}"), &ann).await;
        let answer = get_if_none_match(&app, &messages, &ann, "*").await;
        assert_refused(&answer, 404, "not_found", format!("Chat {chat} does not exist"));
    }

    async fn a_token_that_was_revoked_is_refused_whatever_is_read(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["one"]).await[0];
        let token = app.token(&ann).await;
        let change = json!({ "old_password": PASSWORD, "new_password": "another one" });
        assert_eq!(app.post("/api/change-password", &ann, change).await.status, 202);
        let unread = ["/api/users/x", "/api/chats/x", "/api/chats/1/messages/x", "/api/update"].map(str::to_owned);
        for path in paths(ben.user_id, chat, message).into_iter().chain(unread) {
            for tags in ["*", "\"x\""] {
                let answer = get_if_none_match(&app, &path, &token, tags).await;
                assert_refused(&answer, 401, "unauthenticated", "Authentication token is not valid");
            }
        }
    }

    async fn a_tag_changes_exactly_with_its_response(app: TestApp) {
        RandomOperations::on(app).await.check().await;
    }
}

on_both_databases! {
    async fn tags_differ_between_users_addresses_and_databases(backend: Backend) {
        let mut tags: HashMap<String, String> = HashMap::new();
        for database in ["first", "second"] {
            let app = TestApp::spawn(backend, &[]).await;
            let (ann, ben, chat) = app.chat_of_two().await;
            let message = app.send(&ann, chat, &["one"]).await[0];
            for path in paths(ben.user_id, chat, message) {
                let slash = path.split_once('?').map_or(format!("{path}/"), |(path, query)| {
                    format!("{path}/?{query}")
                });
                for (address, caller) in [(&path, &ann), (&path, &ben), (&slash, &ann)] {
                    let response = format!("{address} for {} on the {database} database", caller.username);
                    if let Some(other) = tags.insert(tag_of(&app, address, caller).await, response.clone()) {
                        panic!("{response} has the tag of {other}");
                    }
                }
            }
        }
    }

    async fn a_restart_changes_no_tag_and_a_new_epoch_all(backend: Backend) {
        let app = TestApp::spawn(backend, &[]).await;
        let (ann, ben, chat) = app.chat_of_two().await;
        let message = app.send(&ann, chat, &["one"]).await[0];
        let mut tags = HashMap::new();
        for path in paths(ben.user_id, chat, message) {
            tags.insert(path.clone(), tag_of(&app, &path, &ann).await);
        }
        let app = app.stop().await.spawn(&[]).await;
        for (path, tag) in &tags {
            assert_not_modified(&get_if_none_match(&app, path, &ann, tag).await, tag);
        }
        simple_chats_persistence::meta::start_epoch(&mut app.connect()).unwrap();
        let app = app.stop().await.spawn(&[]).await;
        for (path, tag) in &tags {
            assert_eq!(get_if_none_match(&app, path, &ann, tag).await.status, 200, "{path}");
        }
    }

    async fn responses_that_are_no_resource_have_no_tag(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let messages = format!("/api/chats/{chat}/messages");
        let companion = json!({ "companion_id": ben.user_id });
        for answer in [
            get_if_none_match(&app, "/api/token", &ann, "*").await,
            app.post(&messages, &ann, json!({ "texts": "one" })).await,
            app.post("/api/chats", &ann, companion).await,
            app.get("/api/nothing", &ann).await,
            app.get(&messages, &Nobody).await,
        ] {
            assert_ne!(answer.status, 304);
            assert_eq!(answer.header("etag"), None);
            assert_eq!(answer.header("cache-control"), Some("no-store"));
        }
    }
}

/// A response as far as a tag is for it: its text and its link to the next page.
type Content = (String, Option<String>);

/// Random changes, and for two viewers all tags that a fixed set of addresses had.
struct RandomOperations {
    app: TestApp,
    viewers: [(TestUser, Bearer); 2],
    others: Vec<TestUser>,
    /// The chat of the viewers, and its messages with their senders.
    chat: i64,
    messages: Vec<(usize, i64)>,
    addresses: Vec<String>,
    /// By viewer, address, and tag.
    seen: HashMap<(usize, String), Vec<(String, Content)>>,
    /// What was done, for the report of a failure.
    done: Vec<String>,
}

impl RandomOperations {
    const OPERATIONS: usize = 30;

    async fn on(app: TestApp) -> Self {
        let (ann, ben, chat) = app.chat_of_two().await;
        let third = app.register("cat").await;
        let other = app.open_chat(&ann, &third).await;
        let first = app.send(&ann, chat, &["one", "two"]).await;
        let mut addresses = paths(third.user_id, chat, first[0]);
        addresses.extend([
            format!("/api/users/{}", ben.user_id),
            "/api/users?limit=2".to_owned(),
            "/api/users?name-like=a&limit=2".to_owned(),
            format!("/api/chats/{other}/messages"),
            "/api/chats?expand=true&limit=1".to_owned(),
            format!("/api/chats/{chat}/messages?limit=2"),
            format!("/api/chats/{chat}/messages?text-like=e&ordered-by=text"),
            format!("/api/chats/{chat}/messages?sender_id={}", ben.user_id),
            format!("/api/chats/{chat}/messages?after={}&limit=1", first[1]),
        ]);
        let viewers = [(ann.clone(), app.token(&ann).await), (ben.clone(), app.token(&ben).await)];
        let messages = first.into_iter().map(|message| (0, message)).collect();
        let (others, seen, done) = (vec![third], HashMap::new(), Vec::new());
        Self { app, viewers, others, chat, messages, addresses, seen, done }
    }

    async fn check(mut self) {
        for number in 0..Self::OPERATIONS {
            self.change(number).await;
            for viewer in 0..self.viewers.len() {
                for address in self.addresses.clone() {
                    self.compare(viewer, address).await;
                }
            }
        }
        // The responses did change.
        assert!(self.seen.values().filter(|seen| seen.len() > 3).count() > 8, "{:?}", self.done);
    }

    /// Makes a random change.
    async fn change(&mut self, number: usize) {
        let who = rand::random_range(0..2);
        let done = match rand::random_range(0..12) {
            choice @ 0..7 => self.change_messages(choice, who, number).await,
            choice => self.change_users(choice, who, number).await,
        };
        self.done.push(format!("{who} {done}"));
    }

    async fn change_messages(&mut self, choice: u8, who: usize, number: usize) -> &'static str {
        let app = &self.app;
        let (viewer, _) = &self.viewers[who];
        let messages = format!("/api/chats/{}/messages", self.chat);
        let (sender, id) = *self.messages.choose(&mut rand::rng()).unwrap();
        match choice {
            0..=2 => {
                let sent = app.send(viewer, self.chat, &[&format!("text {number}")]).await;
                self.messages.push((who, sent[0]));
                "send"
            }
            3 => {
                let text = json!({ "text": format!("edited {}", rand::random_range(0..2)) });
                app.put(&format!("{messages}/{id}"), &self.viewers[sender].0, text).await;
                "edit"
            }
            4 => {
                app.delete(&format!("{messages}/{id}"), &self.viewers[sender].0).await;
                "delete a message"
            }
            _ => {
                let body = json!({ "message_id": id });
                app.post(&format!("/api/chats/{}/read", self.chat), viewer, body).await;
                "read"
            }
        }
    }

    async fn change_users(&mut self, choice: u8, who: usize, number: usize) -> &'static str {
        let app = &self.app;
        let (viewer, _) = &self.viewers[who];
        match choice {
            7 => {
                let name = format!("Name {}", rand::random_range(0..3));
                app.post("/api/update", viewer, json!({ "name": name })).await;
                "rename a viewer"
            }
            8 => {
                let username = format!("user-{}", rand::random_range(0..9));
                if let Some(other) = self.others.last() {
                    app.post("/api/update", other, json!({ "username": username })).await;
                }
                "rename another"
            }
            9 => {
                let other = app.register(&format!("new-{number}")).await;
                app.post("/api/chats", viewer, json!({ "companion_id": other.user_id })).await;
                let to_viewer = format!("/api/users/{}/messages", viewer.user_id);
                app.post(&to_viewer, &other, json!({ "texts": "hi" })).await;
                self.others.push(other);
                "a new user writes"
            }
            10 => {
                let chats = app.chat_ids(viewer).await;
                if let Some(id) = chats.iter().rev().find(|id| **id != self.chat) {
                    app.delete(&format!("/api/chats/{id}"), viewer).await;
                }
                "delete a chat"
            }
            _ => {
                if let Some(other) = self.others.pop() {
                    let body = json!({ "password": PASSWORD, "delete_messages": rand::random::<bool>() });
                    app.answer_to(app.request(Method::DELETE, "/api/me", &other).json(&body)).await;
                }
                "delete an account"
            }
        }
    }

    /// Compares the response with those that a viewer got from an address before.
    async fn compare(&mut self, viewer: usize, address: String) {
        let token = &self.viewers[viewer].1;
        let full = self.app.get(&address, token).await;
        let content: Content = (full.body.clone(), full.header("link").map(str::to_owned));
        let seen = self.seen.entry((viewer, address.clone())).or_default();
        let (newest, random) = (seen.last(), seen.choose(&mut rand::rng()));
        for (tag, earlier) in newest.into_iter().chain(random) {
            let answer = get_if_none_match(&self.app, &address, token, tag).await;
            let report = || format!("{address} by {viewer} after {:?}", self.done);
            if full.status != 200 {
                assert_eq!((answer.status, answer.header("etag")), (full.status, None), "{}", report());
                continue;
            }
            assert_eq!(answer.header("etag"), full.header("etag"), "{}", report());
            match answer.status {
                304 => assert_eq!((earlier, answer.body.as_str()), (&content, ""), "{}", report()),
                status => {
                    assert_eq!((status, &answer.body), (200, &full.body), "{}", report());
                    assert!(*earlier != content || changes_with_its_chat(&address), "{}", report());
                }
            }
        }
        if full.status == 200 {
            let tag = full.header("etag").expect("a tag").to_owned();
            match seen.iter().find(|(known, _)| *known == tag) {
                Some((_, earlier)) => assert_eq!(*earlier, content, "{address}: a tag is for one response"),
                None => seen.push((tag, content)),
            }
        }
    }
}

/// The tags of these lists are those of the state of their chat, which may change without them.
fn changes_with_its_chat(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    path.ends_with("/messages") || path.ends_with("/changes")
}
