//! `/chats/begin/{username}`: the first message to a user.

use super::support::{leave, log_in_as, two_in_a_chat};
use simple_chats_tests::{TestApp, on_one_and_on_two_instances};

const PATH: &str = "/chats/begin/ben";

on_one_and_on_two_instances! {
    async fn a_chat_that_exists_is_opened(app: TestApp) {
        let (ann, ben, chat) = two_in_a_chat(&app).await;
        for path in [PATH, "/chats/begin/BEN", "/chats/begin/ben/"] {
            ann.get(path).await.assert_leads_to(&chat);
        }
        ben.get("/chats/begin/ann").await.assert_leads_to(&chat);
    }

    async fn the_first_message_creates_the_chat(app: TestApp) {
        let ben = app.register("ben").await;
        let (ann, user) = log_in_as(&app, "ann").await;
        let page = ann.get("/chats/begin/Ben").await;
        assert_eq!((page.status(), page.title().as_str()), (200, "ben"));
        assert!(page.says("No messages yet. Write the first one to ben."));
        for path in [PATH, PATH] {
            ann.get(path).await;
        }
        assert_eq!(app.get("/api/chats", &user).await.column("chat_id").len(), 0, "looking makes none");
        let page = ann.submit(&page.form(PATH).with("text", "hello")).await;
        let chats = app.get("/api/chats", &ben).await.column("chat_id");
        page.assert_leads_to(&format!("/chats/{}", chats[0]));
        let chat = ann.follow(&page).await;
        assert!(chat.main().with("data-part", "text")[0].text() == "hello");
        ann.get(PATH).await.assert_leads_to(page.location().unwrap());
    }

    async fn sending_twice_creates_one_chat_and_one_message(app: TestApp) {
        app.register("ben").await;
        let (ann, user) = log_in_as(&app, "ann").await;
        let form = ann.get(PATH).await.form(PATH).with("text", "hello");
        let (one, other) = tokio::join!(ann.submit(&form), ann.submit(&form));
        let third = ann.submit(&form).await;
        let chats = app.get("/api/chats", &user).await.column("chat_id");
        assert_eq!(chats.len(), 1);
        for page in [&one, &other, &third] {
            page.assert_leads_to(&format!("/chats/{}", chats[0]));
        }
        let messages = format!("/api/chats/{}/messages", chats[0]);
        assert_eq!(app.get(&messages, &user).await.column("text"), ["hello"]);
    }

    async fn two_users_who_write_at_once_share_one_chat(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let (ben, user) = log_in_as(&app, "ben").await;
        let forms =
            (ann.get(PATH).await.form(PATH), ben.get("/chats/begin/ann").await.form("/chats/begin/ann"));
        let forms = (forms.0.with("text", "from ann"), forms.1.with("text", "from ben"));
        let (one, other) = tokio::join!(ann.submit(&forms.0), ben.submit(&forms.1));
        one.assert_leads_to(other.location().unwrap());
        let chats = app.get("/api/chats", &user).await.column("chat_id");
        assert_eq!(chats.len(), 1);
        let mut texts = app.get(&format!("/api/chats/{}/messages", chats[0]), &user).await.column("text");
        texts.sort_by_key(ToString::to_string);
        assert_eq!(texts, ["from ann", "from ben"]);
    }

    async fn an_invalid_text_creates_no_chat_and_is_shown_again(app: TestApp) {
        app.register("ben").await;
        let (ann, user) = log_in_as(&app, "ann").await;
        let long = "ж".repeat(4_001);
        for (text, message) in [
            (" \t ", "The message is empty."),
            (&long, "The message is longer than 4,000 characters."),
        ] {
            let form = ann.get(PATH).await.form(PATH).with("text", text);
            let page = ann.submit(&form).await;
            assert_eq!((page.status(), page.beside_in(PATH, "text").as_deref()), (422, Some(message)));
            let again = page.form(PATH);
            assert_eq!((again.value("text"), again.value("client_id")), (text, form.value("client_id")));
        }
        assert_eq!(app.get("/api/chats", &user).await.column("chat_id").len(), 0);
    }

    async fn users_cannot_write_to_themselves_or_to_unknown_users(app: TestApp) {
        let gone = app.register("gone").await;
        app.register("ben").await;
        let (ann, _) = log_in_as(&app, "ann").await;
        let form = ann.get(PATH).await.form(PATH).with("text", "hello");
        leave(&app, &gone).await;
        for name in [
            "ann",
            "ANN",
            "nobody",
            "gone",
            "ann@example.com",
            "ben@example.com",
            "%FF",
            "%00",
            "b%65n%20",
            "..%2f",
            "%22%3E",
        ] {
            let path = format!("/chats/begin/{name}");
            ann.get(&path).await.assert_missing();
            ann.submit(&form.clone().to(path)).await.assert_missing();
        }
    }
}
