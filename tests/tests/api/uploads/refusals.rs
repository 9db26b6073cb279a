//! Uploads that are refused.

use super::{GIF, UPLOADS, path_of, upload, uploaded};
use reqwest::Method;
use simple_chats_tests::personal_tokens::make_token;
use simple_chats_tests::{Nobody, TestApp, TestEnvironment, on_all_storages};

on_all_storages! {
    async fn unusable_files_are_refused(environment: TestEnvironment) {
        let app = environment.spawn(&[]).await;
        let ann = app.register("ann").await;
        let mut huge = GIF.to_vec();
        huge[6..10].fill(0xFF);
        for (bytes, status, code) in [
            (b"".as_slice(), 400, "empty"),
            (&GIF[..20], 422, "bad_request"),
            (&huge, 422, "bad_request"),
            (b"\x89PNG\r\n\x1A\n<script>", 422, "bad_request"),
        ] {
            let (found, answer) = upload(&app, &ann, "red.gif", bytes).await;
            assert_eq!((found, &answer["code"]), (status, &code.into()), "{answer}");
        }
        let incoming = environment.data_dir().join("attachments/incoming");
        assert_eq!(std::fs::read_dir(incoming).unwrap().count(), 0, "nothing is left");
    }

    async fn strangers_and_readers_upload_nothing(app: TestApp) {
        let ann = app.register("ann").await;
        let request = app.request(Method::POST, UPLOADS, &Nobody).body(GIF);
        assert_eq!(app.answer_to(request).await.status, 401);
        let token = make_token(&app, &ann, "read").await.bearer;
        let request = app.request(Method::POST, UPLOADS, &token).body(GIF);
        assert_eq!(app.answer_to(request).await.status, 403);
        let path = path_of(&uploaded(&app, &ann, "red.gif", GIF).await);
        assert_eq!(app.get(&format!("{path}/info"), &token).await.status, 200);
    }

    async fn uploads_are_counted_by_user(environment: TestEnvironment) {
        let app = environment.spawn_limited("upload_per_user", &[]).await;
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        for _ in 0..3 {
            uploaded(&app, &ann, "red.gif", GIF).await;
        }
        let (status, answer) = upload(&app, &ann, "red.gif", GIF).await;
        assert_eq!((status, &answer["code"]), (429, &"rate_limited".into()));
        uploaded(&app, &ben, "red.gif", GIF).await;
    }

    async fn sizes_and_the_quota_are_limits(environment: TestEnvironment) {
        let app = environment.spawn(&[("MAX_ATTACHMENT_SIZE", "50"), ("ATTACHMENT_QUOTA", "100")]).await;
        let ann = app.register("ann").await;
        let (status, answer) = upload(&app, &ann, "long.txt", &[b'a'; 51]).await;
        assert_eq!((status, &answer["code"]), (413, &"too_long".into()));
        let first = uploaded(&app, &ann, "a.txt", &[b'a'; 50]).await;
        uploaded(&app, &ann, "b.txt", &[b'b'; 49]).await;
        let (status, answer) = upload(&app, &ann, "c.txt", b"cc").await;
        assert_eq!((status, &answer["code"]), (403, &"quota_exceeded".into()));
        uploaded(&app, &ann, "d.txt", b"d").await;
        assert_eq!(app.delete(&path_of(&first), &ann).await.status, 200);
        uploaded(&app, &ann, "e.txt", &[b'e'; 50]).await;
    }
}
