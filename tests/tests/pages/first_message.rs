//! `/chats/begin/{username}`: the first message to a user.

use super::support::{log_in_as, two_in_a_chat};
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
        page.assert_is(200, "ben");
        assert!(page.says("No messages yet. Write the first one to ben."));
        for path in [PATH, PATH] {
            ann.get(path).await;
        }
        assert_eq!(app.chat_ids(&user).await, [0; 0], "viewing the page creates no chat");
        let page = ann.submit(&page.form(PATH).with("text", "hello")).await;
        let chats = app.chat_ids(&ben).await;
        page.assert_leads_to(&format!("/chats/{}", chats[0]));
        let chat = ann.follow(&page).await;
        assert_eq!(chat.texts(), ["hello"]);
        ann.get(PATH).await.assert_leads_to(page.location().unwrap());
    }

    async fn sending_twice_creates_one_chat_and_one_message(app: TestApp) {
        app.register("ben").await;
        let (ann, user) = log_in_as(&app, "ann").await;
        let form = ann.get(PATH).await.form(PATH).with("text", "hello");
        let (one, other) = tokio::join!(ann.submit(&form), ann.submit(&form));
        let third = ann.submit(&form).await;
        let chats = app.chat_ids(&user).await;
        assert_eq!(chats.len(), 1);
        for page in [&one, &other, &third] {
            page.assert_leads_to(&format!("/chats/{}", chats[0]));
        }
        assert_eq!(app.texts(chats[0], &user).await, ["hello"]);
    }

    async fn two_users_who_write_at_once_share_one_chat(app: TestApp) {
        let (ann, _) = log_in_as(&app, "ann").await;
        let (ben, user) = log_in_as(&app, "ben").await;
        let forms =
            (ann.get(PATH).await.form(PATH), ben.get("/chats/begin/ann").await.form("/chats/begin/ann"));
        let forms = (forms.0.with("text", "from ann"), forms.1.with("text", "from ben"));
        let (one, other) = tokio::join!(ann.submit(&forms.0), ben.submit(&forms.1));
        one.assert_leads_to(other.location().unwrap());
        let chats = app.chat_ids(&user).await;
        assert_eq!(chats.len(), 1);
        let mut texts = app.texts(chats[0], &user).await;
        texts.sort();
        assert_eq!(texts, ["from ann", "from ben"]);
    }

    async fn users_cannot_write_to_themselves_or_to_unknown_users(app: TestApp) {
        let gone = app.register("gone").await;
        app.register("ben").await;
        let (ann, _) = log_in_as(&app, "ann").await;
        let form = ann.get(PATH).await.form(PATH).with("text", "hello");
        app.delete_account(&gone).await;
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
