//! Files that pages send: by the form, without scripts, and by the requests of their scripts.

use super::browser::Browser;
use super::html::Element;
use super::page::Page;
use super::support::{chat_path, log_in_as};
use reqwest::Method;
use serde_json::{Value, json};
use simple_chats_tests::{TestApp, on_both_databases, timing};

/// A red pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xFF\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// The form of a chat's page, sent as browsers send one with files: its hidden fields, the text, and the files.
async fn send(browser: &Browser<'_>, page: &Page, text: &str, files: &[(&str, &[u8])]) -> Page {
    let action = page.main().of_class("composer")[0].attribute("action").unwrap();
    let form = page.form(action);
    let mut body = Vec::new();
    let mut add = |head: &str, bytes: &[u8]| {
        let head = format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    };
    for (name, value) in &form.fields {
        let value = if name == "text" { text } else { value };
        add(&format!("name=\"{name}\""), value.as_bytes());
    }
    for (name, bytes) in files {
        add(&format!("name=\"attachments\"; filename=\"{name}\""), bytes);
    }
    body.extend(b"--edge--\r\n");
    let request = browser.request(Method::POST, &form.action);
    browser.send(request.header("content-type", "multipart/form-data; boundary=edge").body(body)).await
}

fn attachments(page: &Page) -> Value {
    let shown = page.main().of_class("attachments");
    let json = shown.last().and_then(|list| list.attribute("data-attachments")).unwrap_or("[]");
    serde_json::from_str(json).unwrap()
}

/// The names of the stored files.
fn files(app: &TestApp) -> Vec<String> {
    let mut folders = vec![app.environment().data_dir().join("attachments")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
    files
}

on_both_databases! {
    async fn a_form_sends_files_with_a_text_and_without_one(app: TestApp) {
        let (_, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let page = browser.get(&path).await;
        send(&browser, &page, "look", &[("b.gif", GIF), ("notes.txt", b"hello")]).await.assert_leads_to(&path);
        let page = browser.get(&path).await;
        // Before it are the sizes of files, and behind it is the state.
        let text_of = |bubble: &&Element| bubble.named("span").iter().rev().nth(1).map(|text| text.raw_text()).unwrap_or_default();
        let texts = |page: &Page| page.main().of_class("bubble").iter().map(text_of).collect::<Vec<_>>();
        assert_eq!(texts(&page), ["look"]);
        let shown = attachments(&page);
        let names: Vec<_> = shown.as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(names, ["b.gif", "notes.txt"]);
        assert_eq!((&shown[0]["kind"], &shown[1]["kind"]), (&json!("image"), &json!("file")));
        send(&browser, &page, "", &[("c.gif", GIF)]).await.assert_leads_to(&path);
        let page = browser.get(&path).await;
        assert_eq!((texts(&page), &attachments(&page)[0]["name"]), (vec!["look".into(), String::new()], &json!("c.gif")));
        // Browsers send a file without a name if none was picked.
        send(&browser, &page, "alone", &[("", b"")]).await.assert_leads_to(&path);
        assert_eq!(texts(&browser.get(&path).await).last().unwrap(), "alone");
        assert_eq!(send(&browser, &browser.get(&path).await, "", &[("", b"")]).await.status(), 422);
    }

    async fn the_account_page_says_how_much_the_users_files_take(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        assert!(browser.get("/account").await.says("Your files use 0 B of 1.1 GB."));
        send(&browser, &browser.get(&path).await, "", &[("notes.txt", &[b'a'; 2_400])]).await.assert_leads_to(&path);
        assert!(browser.get("/account").await.says("Your files use 2 kB of 1.1 GB."));
        let companion = Browser::logged_in(&app, &ann).await;
        assert!(companion.get("/account").await.says("Your files use 0 B of 1.1 GB."));
    }

    async fn the_first_message_to_a_user_can_be_a_file(app: TestApp) {
        let (browser, _) = log_in_as(&app, "ann").await;
        app.register("ben").await;
        let page = browser.get("/chats/begin/ben").await;
        let sent = send(&browser, &page, "", &[("a.gif", GIF)]).await;
        assert_eq!(attachments(&browser.follow(&sent).await)[0]["name"], "a.gif");
    }

    async fn a_file_that_is_refused_leaves_the_text_and_the_others_in_the_form(app: TestApp) {
        let (_, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let damaged = &GIF[..20];
        let page = browser.get(&path).await;
        let refused = send(&browser, &page, "look", &[("a.gif", GIF), ("b.gif", damaged), ("c.gif", GIF)]).await;
        assert_eq!(refused.status(), 422, "{}", refused.answer.body);
        assert_eq!(refused.with_id("composer-text").raw_text(), "look");
        assert_eq!(refused.main().with("name", "attachment_ids").len(), 1);
        assert_eq!(browser.get(&path).await.texts(), [""; 0]);
        send(&browser, &refused, "look", &[("d.gif", GIF)]).await.assert_leads_to(&path);
        let shown = attachments(&browser.get(&path).await);
        let names: Vec<_> = shown.as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(names, ["a.gif", "d.gif"]);
    }

    async fn a_stale_form_stores_no_file(app: TestApp) {
        let (_, ben, chat) = app.chat_of_two().await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let mut page = browser.get(&path).await;
        let body = page.answer.body.replace("name=\"csrf_token\" value=\"", "name=\"csrf_token\" value=\"x");
        page.root = crate::pages::html::Element::document(&body);
        let stale = send(&browser, &page, "look", &[("a.gif", GIF)]).await;
        assert_eq!((stale.status(), stale.with_id("composer-text").raw_text()), (403, "look".to_owned()));
        assert_eq!(stale.main().with("name", "attachment_ids").len(), 0);
        assert_eq!(files(&app), [""; 0]);
    }

    async fn scripts_upload_and_delete_with_the_token_of_the_page(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let (of_ann, of_ben) = (Browser::logged_in(&app, &ann).await, Browser::logged_in(&app, &ben).await);
        let token = of_ann.get("/account").await.root.with("name", "csrf_token")[0].attribute("value").unwrap().to_owned();
        let upload = async |token: Option<&str>| {
            let request = of_ann.request(Method::POST, "/attachments").header("content-type", "image/gif").body(GIF);
            let request = request.header("content-disposition", "attachment; filename=\"a.gif\"");
            of_ann.send(match token {
                Some(token) => request.header("x-csrf-token", token),
                None => request,
            }).await
        };
        for token in [None, Some("x"), Some("")] {
            let refused = upload(token).await;
            assert_eq!((refused.status(), &refused.answer.json()["code"]), (403, &json!("forbidden")));
        }
        let stored = upload(Some(&token)).await;
        assert_eq!(stored.status(), 201, "{}", stored.answer.body);
        let id = stored.answer.json()["data"]["attachment_id"].as_str().unwrap().to_owned();
        let path = format!("/attachments/{id}");
        assert_eq!(of_ann.get(&path).await.answer.header("content-type"), Some("image/gif"));
        assert_eq!(of_ann.get(&format!("{path}/info")).await.answer.json()["data"]["name"], "a.gif");
        for path in [path.clone(), format!("{path}/thumbnail"), format!("{path}/info")] {
            assert_eq!(of_ben.get(&path).await.status(), 404, "{path}");
            assert_eq!(Browser::of(&app).get(&path).await.status(), 303, "{path}");
        }
        let delete = async |token: &str| {
            of_ann.send(of_ann.request(Method::DELETE, &path).header("x-csrf-token", token)).await.status()
        };
        assert_eq!((delete("x").await, delete(&token).await, delete(&token).await), (403, 200, 404));
    }

    async fn both_read_a_sent_file_and_nobody_once_it_is_deleted(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let cat = app.register("cat").await;
        let (browser, path) = (Browser::logged_in(&app, &ben).await, chat_path(chat));
        let page = browser.get(&path).await;
        send(&browser, &page, "", &[("a.gif", GIF)]).await.assert_leads_to(&path);
        let id = attachments(&browser.get(&path).await)[0]["attachment_id"].as_str().unwrap().to_owned();
        let file = format!("/api/attachments/{id}");
        let status = async |user| app.get(&file, user).await.status;
        assert_eq!((status(&ann).await, status(&ben).await, status(&cat).await), (200, 200, 404));
        let message = app.get(&format!("/api/chats/{chat}/messages"), &ann).await.json()["data"][0]["message_id"].clone();
        assert_eq!(app.delete(&format!("/api/chats/{chat}/messages/{message}"), &ben).await.status, 200);
        assert_eq!((status(&ann).await, status(&ben).await), (404, 404));
        // Its bytes go too, a little later.
        timing::until_some(|| format!("{:?}", files(&app)), async || files(&app).is_empty().then_some(())).await;
    }
}
