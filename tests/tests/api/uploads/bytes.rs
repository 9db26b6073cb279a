//! The bytes of attachments: ranges, caches, and what browsers may do with them.

use super::{GIF, header, path_of, read, uploaded};
use crate::support::exports::Unpacked;
use reqwest::Method;
use serde_json::json;
use simple_chats_tests::{TestApp, TestEnvironment, on_all_storages, on_both_databases};

/// A picture with a comment, EXIF, and an archive behind its end; only its header has to make sense.
fn gif_with_comment() -> Vec<u8> {
    let (start, rest) = GIF.split_at(19);
    [start, b"\x21\xFE\x0652.52N\0", rest, b"PK\x03\x0452.52N"].concat()
}

/// A page that a careless browser would run.
const PAGE: &[u8] = b"<!doctype html><script>alert(1)</script>";

on_all_storages! {
    async fn an_export_has_the_files_of_both_users(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let mut paths = Vec::new();
        for (sender, name, bytes) in [(&ann, "../red #1?.gif", GIF), (&ben, "page.html", PAGE)] {
            let attachment = uploaded(&app, sender, name, bytes).await;
            let id = attachment["attachment_id"].clone();
            let sent = app.post(&format!("/api/chats/{chat}/messages"), sender, json!({"attachment_ids": [id]})).await;
            assert_eq!(sent.status, 201, "{}", sent.body);
            paths.push((format!("attachments/{}-", id.as_str().unwrap()), sent.json()["message_ids"][0].clone()));
        }
        uploaded(&app, &ben, "unsent.html", PAGE).await;
        let unpacked = Unpacked::of(app.request(Method::GET, "/api/me/export", &ann)).await;
        let files: Vec<&String> = unpacked.0.keys().filter(|name| name.starts_with("attachments/")).collect();
        let mut expected = [format!("{}..red _1_.gif", paths[0].0), format!("{}page.html", paths[1].0)];
        let exported = unpacked.data()["chats"][0]["messages"].clone();
        for (number, path) in expected.iter().enumerate() {
            assert_eq!(&exported[number]["attachments"][0]["file"], path);
        }
        let page = &unpacked.0[&format!("chat-{chat}.html")];
        assert!(page.contains(&format!("<a href=\"{}\">", expected[0])), "{page}");
        assert!(page.contains(&format!("<bdi>{}</bdi>", expected[1])) && !page.contains("href=\"attachments/_"), "{page}");
        assert_eq!(page.matches("<a href=\"attachments/").count(), 1, "no page with scripts is a click away: {page}");
        assert_eq!(unpacked.0[&expected[1]].as_bytes(), PAGE);
        assert_eq!(unpacked.0[&expected[0]], String::from_utf8_lossy(GIF));
        expected.sort();
        assert_eq!(files, [&expected[0], &expected[1]]);

        // What is deleted is gone from the next one.
        app.delete(&format!("/api/chats/{chat}/messages/{}", paths[1].1), &ben).await;
        let unpacked = Unpacked::of(app.request(Method::GET, "/api/me/export", &ann)).await;
        assert!(!unpacked.0.keys().any(|name| name.contains("page.html")));
    }

    async fn a_range_is_a_part(app: TestApp) {
        let ann = app.register("ann").await;
        let path = path_of(&uploaded(&app, &ann, "notes.txt", b"0123456789").await);
        for (range, status, content_range, body) in [
            ("bytes=2-4", 206, "bytes 2-4/10", "234"),
            ("bytes=7-", 206, "bytes 7-9/10", "789"),
            ("bytes=-2", 206, "bytes 8-9/10", "89"),
            ("bytes=10-", 416, "bytes */10", ""),
            ("bytes=0-1,4-5", 200, "", "0123456789"),
            ("lines=1-2", 200, "", "0123456789"),
        ] {
            let response = read(&app, &ann, &path, ("range", range)).await;
            assert_eq!(response.status(), status, "{range}");
            assert_eq!(header(&response, "content-range"), content_range, "{range}");
            assert_eq!(response.text().await.unwrap(), body, "{range}");
        }
        let head = app.request(reqwest::Method::HEAD, &path, &ann).send().await.unwrap();
        assert_eq!((head.status().as_u16(), header(&head, "content-length")), (200, "10"));
    }

    async fn a_client_that_has_it_gets_nothing(app: TestApp) {
        let ann = app.register("ann").await;
        let path = path_of(&uploaded(&app, &ann, "red.gif", GIF).await);
        let first = read(&app, &ann, &path, ("accept", "*/*")).await;
        let tag = header(&first, "etag").to_owned();
        assert_eq!(header(&first, "cache-control"), "private, max-age=31536000, immutable");
        let again = read(&app, &ann, &path, ("if-none-match", &tag)).await;
        assert_eq!(again.status(), 304);
        let other = read(&app, &ann, &path, ("if-none-match", "\"other\"")).await;
        assert_eq!(other.status(), 200);
    }

    async fn browsers_run_nothing_of_it(app: TestApp) {
        let ann = app.register("ann").await;
        let page = b"<!doctype html><script>alert(1)</script>";
        let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        for (name, bytes, media_type, disposition) in [
            ("page.html", page.as_slice(), "application/octet-stream", "attachment"),
            ("drawing.svg", drawing, "application/octet-stream", "attachment"),
            ("page.png", page, "application/octet-stream", "attachment"),
            ("red.html", GIF, "image/gif", "inline"),
        ] {
            let path = path_of(&uploaded(&app, &ann, name, bytes).await);
            let response = read(&app, &ann, &path, ("accept", "*/*")).await;
            assert_eq!(header(&response, "content-type"), media_type, "{name}");
            assert!(header(&response, "content-disposition").starts_with(disposition), "{name}");
            assert_eq!(header(&response, "content-security-policy"), "sandbox; default-src 'none'");
            assert_eq!(header(&response, "x-content-type-options"), "nosniff");
            assert_eq!(header(&response, "cross-origin-resource-policy"), "same-origin");
        }
    }
}

on_both_databases! {
    async fn metadata_is_removed_before_bytes_are_stored(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let before = gif_with_comment();
        let attachment = uploaded(&app, &ann, "red.gif", &before).await;
        assert_eq!(attachment["size"], GIF.len());
        let response = read(&app, &ann, &path_of(&attachment), ("accept", "*/*")).await;
        assert_eq!(response.bytes().await.unwrap(), GIF);
        let folder = environment.data_dir().join("attachments");
        for shard in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            for file in std::fs::read_dir(shard).unwrap().map(|entry| entry.unwrap().path()) {
                let stored = std::fs::read(&file).unwrap();
                assert!(!stored.windows(6).any(|part| part == b"52.52N"), "{}", file.display());
            }
        }
    }
}
