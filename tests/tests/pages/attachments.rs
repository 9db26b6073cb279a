//! Attachments in pages without scripts.

use super::browser::Browser;
use super::html::Element;
use super::support::chat_path;
use diesel::connection::SimpleConnection;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_both_databases};

on_both_databases! {
    async fn a_message_shows_its_attachments_and_the_list_what_it_has_instead_of_a_text(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let names = ["a\"<b>.jpg", "video.mp4", "voice.ogg", "report.pdf"];
        let ids = names.map(|name| app.upload(&ann, name));
        app.connect().batch_execute(
            "UPDATE attachments SET kind = 'video' WHERE name = 'video.mp4'; \
             UPDATE attachments SET kind = 'voice', width = NULL, height = NULL WHERE name = 'voice.ogg'; \
             UPDATE attachments SET kind = 'file', width = NULL, height = NULL WHERE name = 'report.pdf'",
        ).unwrap();
        let send = async |ids: &[String]| {
            app.post(&format!("/api/chats/{chat}/messages"), &ann, json!({ "attachment_ids": ids })).await
        };
        assert_eq!(send(&ids).await.status, 201);
        let page = browser.get(&path).await;
        let shown = page.main().of_class("attachments")[0];
        let attributes = |class: &str, names: &[&str]| -> Vec<Option<String>> {
            let element: &Element = shown.of_class(class)[0];
            names.iter().map(|name| element.attribute(name).map(str::to_owned)).collect()
        };
        let href = |id: &String| Some(format!("/attachments/{id}"));
        assert_eq!(attributes("picture", &["href"]), [href(&ids[0])]);
        let image = shown.of_class("picture")[0].named("img")[0];
        let found = ["src", "width", "height", "loading", "alt"].map(|name| image.attribute(name).unwrap().to_owned());
        assert_eq!(found, [&format!("/attachments/{}/thumbnail", ids[0]), "1600", "1200", "lazy", "a\"<b>.jpg"]);
        let players = ["src", "preload", "aria-label", "width"];
        let none = Some("none".to_owned());
        let video = [href(&ids[1]), none.clone(), Some("video.mp4".to_owned()), Some("1600".to_owned())];
        assert_eq!(attributes("video", &players), video);
        assert_eq!(attributes("audio", &players), [href(&ids[2]), none, Some("voice.ogg".to_owned()), None]);
        assert_eq!(attributes("file", &["href", "download"]), [href(&ids[3]), Some(String::new())]);
        assert_eq!(shown.of_class("file")[0].text(), "report.pdf 183 kB");
        let json: Value = serde_json::from_str(shown.attribute("data-attachments").unwrap()).unwrap();
        assert_eq!(json[3]["attachment_id"], ids[3]);

        for (id, preview) in ids.iter().zip(["📷 Photo", "Video", "Voice message", "report.pdf"]) {
            send(&[id.clone()]).await;
            let list = browser.get("/chats/list").await;
            assert_eq!(list.main().of_class("row-text")[0].text(), preview);
        }
    }

    async fn a_quote_without_a_text_says_what_the_original_is(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let id = app.upload(&ann, "a.jpg");
        let api = format!("/api/chats/{chat}/messages");
        let sent = app.post(&api, &ann, json!({ "attachment_ids": [id] })).await.json();
        app.post(&api, &ben, json!({ "texts": "nice", "reply_to": sent["message_ids"][0] })).await;
        let page = browser.get(&path).await;
        assert_eq!(page.main().of_class("quote")[0].text(), "ann 📷 Photo");
    }
}
