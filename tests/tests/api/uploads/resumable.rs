//! Uploads in several requests, by tus.

use super::{GIF, header, path_of, uploaded};
use reqwest::{Method, Response};
use serde_json::{Value, json};
use simple_chats_tests::app::{PASSWORD, basic};
use simple_chats_tests::{
    Caller, Nobody, TestApp, TestEnvironment, TestUser, on_all_storages, on_both_databases,
};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

const UPLOADS: &str = "/api/uploads";
const BYTES: (&str, &str) = ("content-type", "application/offset+octet-stream");

/// `red.gif` in Base64.
const NAMED: (&str, &str) = ("upload-metadata", "filename cmVkLmdpZg==,filetype aW1hZ2UvZ2lm");

/// A place as cameras write it (ISO 6709).
const LOCATION: &[u8] = b"+48.8577+002.2950/";

fn mp4_box(kind: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u32::try_from(content.len() + 8).unwrap();
    [length.to_be_bytes().as_slice(), &kind, &content].concat()
}

/// A video of a camera that notes where it is.
fn video() -> Vec<u8> {
    let header = mp4_box(*b"mvhd", &[&[0; 12], &600_u32.to_be_bytes(), &1500_u32.to_be_bytes(), &[0; 80]]);
    let sizes = [(640_u32 << 16).to_be_bytes(), (360_u32 << 16).to_be_bytes()].concat();
    let track_header = mp4_box(*b"tkhd", &[&[0; 40], &[0; 36], &sizes]);
    let handler = mp4_box(*b"hdlr", &[&[0; 8], b"vide", &[0; 13]]);
    let samples = mp4_box(*b"stbl", &[&mp4_box(*b"stsd", &[&[0; 8]]), &mp4_box(*b"stco", &[&[0; 8]])]);
    let media = mp4_box(*b"mdia", &[&handler, &mp4_box(*b"minf", &[&samples])]);
    let track = mp4_box(*b"trak", &[&track_header, &media]);
    let place = mp4_box(*b"udta", &[&mp4_box(*b"\xA9xyz", &[&[0, 18, 0x15, 0xC7], LOCATION])]);
    [
        mp4_box(*b"ftyp", &[b"isom", &[0; 4], b"isommp42"]),
        mp4_box(*b"moov", &[&header, &track, &place]),
        mp4_box(*b"mdat", &[&[7; 3_000]]),
    ]
    .concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn ask(
    app: &TestApp,
    caller: &dyn Caller,
    (method, path): (Method, &str),
    headers: &[(&str, &str)],
    body: &[u8],
) -> Response {
    let request = app.request(method, path, caller).header("tus-resumable", "1.0.0").body(body.to_vec());
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.send().await.unwrap()
}

/// Begins an upload of a length. Returns its path.
async fn begin(app: &TestApp, caller: &TestUser, length: usize) -> String {
    let length = length.to_string();
    let response = ask(app, caller, (Method::POST, UPLOADS), &[("upload-length", &length), NAMED], b"").await;
    assert_eq!(response.status(), 201, "{:?}", response.text().await);
    header(&response, "location").to_owned()
}

/// Sends bytes behind those that are there.
async fn resume(app: &TestApp, caller: &TestUser, path: &str, offset: u64, bytes: &[u8]) -> Response {
    let offset = offset.to_string();
    ask(app, caller, (Method::PATCH, path), &[BYTES, ("upload-offset", &offset)], bytes).await
}

/// How much of an upload is there, and how long it is going to be.
async fn progress(app: &TestApp, caller: &TestUser, path: &str) -> Option<(u64, u64)> {
    let response = ask(app, caller, (Method::HEAD, path), &[], b"").await;
    let number = |name| header(&response, name).parse().unwrap();
    match response.status().as_u16() {
        200 => Some((number("upload-offset"), number("upload-length"))),
        status => {
            assert_eq!(status, 404);
            None
        }
    }
}

async fn code_of(response: Response) -> (u16, Value) {
    assert_eq!(header(&response, "tus-resumable"), "1.0.0");
    let status = response.status().as_u16();
    let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    (status, body["code"].clone())
}

on_all_storages! {
    async fn an_upload_in_several_requests_is_sent_as_any_other(app: TestApp) {
        let (ann, ben, chat) = app.chat_of_two().await;
        let path = begin(&app, &ann, GIF.len()).await;
        assert_eq!(progress(&app, &ann, &path).await, Some((0, GIF.len() as u64)));
        let told = ask(&app, &ann, (Method::HEAD, &path), &[], b"").await;
        assert_eq!(header(&told, "upload-metadata"), NAMED.1);
        assert!(header(&told, "upload-expires").ends_with(" GMT"));
        let first = resume(&app, &ann, &path, 0, &GIF[..10]).await;
        assert_eq!((first.status().as_u16(), header(&first, "upload-offset")), (204, "10"));
        assert_eq!(progress(&app, &ann, &path).await, Some((10, GIF.len() as u64)));
        let last = resume(&app, &ann, &path, 10, &GIF[10..]).await;
        assert_eq!(last.status().as_u16(), 204);
        assert_eq!(header(&last, "upload-offset"), GIF.len().to_string());
        let (offset, length) = progress(&app, &ann, &path).await.unwrap();
        assert_eq!(offset, length, "a client that missed the answer sends nothing again");

        let id = path.rsplit('/').next().unwrap();
        let info = app.get(&format!("/api/attachments/{id}/info"), &ann).await.json()["data"].clone();
        assert_eq!((&info["kind"], &info["name"]), (&json!("image"), &json!("red.gif")));
        let message = json!({ "texts": [""], "attachment_ids": [id] });
        let sent = app.post(&format!("/api/chats/{chat}/messages"), &ann, message).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        assert_eq!(app.get(&path_of(&info), &ben).await.status, 200);
        assert_eq!(progress(&app, &ann, &path).await, None, "it is no upload any more");
    }

    async fn the_first_bytes_may_come_with_the_request_that_begins(app: TestApp) {
        let ann = app.register("ann").await;
        let length = GIF.len().to_string();
        for given in [&GIF[..7], GIF] {
            let headers = [BYTES, ("upload-length", length.as_str())];
            let response = ask(&app, &ann, (Method::POST, UPLOADS), &headers, given).await;
            assert_eq!(response.status(), 201);
            assert_eq!(header(&response, "upload-offset"), given.len().to_string());
        }
    }

    async fn requests_that_break_the_protocol_are_refused(app: TestApp) {
        let [ann, ben] = app.register_all(["ann", "ben"]).await;
        let path = begin(&app, &ann, 10).await;
        let request = app.request(Method::POST, UPLOADS, &ann).header("upload-length", "10");
        let response = request.send().await.unwrap();
        assert_eq!((response.status().as_u16(), header(&response, "tus-version")), (412, "1.0.0"));
        let malformed = [("upload-length", "10"), ("upload-metadata", "filename ???")];
        let unknown = format!("{UPLOADS}/{}", "0".repeat(32));
        for (method, path, headers, body, expected) in [
            (Method::POST, UPLOADS, &[][..], &b""[..], (400, "bad_request")),
            (Method::POST, UPLOADS, &[("upload-length", "-1")], b"", (400, "bad_request")),
            (Method::POST, UPLOADS, &[("upload-length", "0")], b"", (400, "empty")),
            (Method::POST, UPLOADS, &[("upload-length", "999999999999")], b"", (413, "too_long")),
            (Method::POST, UPLOADS, &malformed, b"", (400, "bad_request")),
            (Method::PATCH, &path, &[("upload-offset", "0")], b"a", (415, "unsupported_media_type")),
            (Method::PATCH, &path, &[BYTES], b"a", (400, "bad_request")),
            (Method::PATCH, &path, &[BYTES, ("upload-offset", "1")], b"a", (409, "conflict")),
            (Method::PATCH, &path, &[BYTES, ("upload-offset", "0")], b"eleven byte", (413, "too_long")),
            (Method::PATCH, &unknown, &[BYTES, ("upload-offset", "0")], b"a", (404, "not_found")),
            (Method::DELETE, &unknown, &[], b"", (404, "not_found")),
        ] {
            let shown = format!("{method} {path} {headers:?}");
            let response = ask(&app, &ann, (method, path), headers, body).await;
            assert_eq!(code_of(response).await, (expected.0, json!(expected.1)), "{shown}");
        }
        assert_eq!(progress(&app, &ben, &path).await, None, "another's upload");
        assert_eq!(code_of(resume(&app, &ben, &path, 0, b"a").await).await.0, 404);
        let foreign = ask(&app, &ben, (Method::DELETE, &path), &[], b"").await;
        assert_eq!(foreign.status(), 404);
        assert_eq!(ask(&app, &Nobody, (Method::POST, UPLOADS), &[("upload-length", "1")], b"").await.status(), 401);
        assert_eq!(progress(&app, &ann, &path).await, Some((0, 10)));
    }

    async fn a_video_loses_its_location_as_in_one_request(app: TestApp) {
        let ann = app.register("ann").await;
        let video = video();
        assert!(holds(&video, LOCATION));
        let whole = uploaded(&app, &ann, "a.mp4", &video).await;
        assert_eq!(whole["kind"], "video");
        let path = begin(&app, &ann, video.len()).await;
        let (first, rest) = video.split_at(video.len() / 2);
        assert_eq!(resume(&app, &ann, &path, 0, first).await.status(), 204);
        let last = resume(&app, &ann, &path, first.len() as u64, rest).await;
        assert_eq!(last.status(), 204, "{:?}", last.text().await);
        let id = path.rsplit('/').next().unwrap();
        let [of_whole, of_parts] = [path_of(&whole), format!("/api/attachments/{id}")];
        let stored = async |path: &str| {
            let response = app.request(Method::GET, path, &ann).send().await.unwrap();
            response.bytes().await.unwrap()
        };
        let (of_whole, of_parts) = (stored(&of_whole).await, stored(&of_parts).await);
        assert!(!holds(&of_parts, LOCATION));
        assert!(of_parts == of_whole, "{} and {} bytes", of_parts.len(), of_whole.len());
    }

    async fn a_picture_that_cannot_be_used_is_refused_with_its_last_byte(app: TestApp) {
        let ann = app.register("ann").await;
        let path = begin(&app, &ann, 20).await;
        assert_eq!(resume(&app, &ann, &path, 0, &GIF[..10]).await.status(), 204);
        let last = resume(&app, &ann, &path, 10, &GIF[10..20]).await;
        assert_eq!(code_of(last).await, (422, json!("bad_request")));
        assert_eq!(progress(&app, &ann, &path).await, None);
    }

    async fn uploads_are_given_up_complete_or_not(app: TestApp) {
        let ann = app.register("ann").await;
        let unfinished = begin(&app, &ann, 20).await;
        let finished = begin(&app, &ann, GIF.len()).await;
        assert_eq!(resume(&app, &ann, &finished, 0, GIF).await.status(), 204);
        for path in [unfinished, finished] {
            assert_eq!(ask(&app, &ann, (Method::DELETE, &path), &[], b"").await.status(), 204);
            assert_eq!(progress(&app, &ann, &path).await, None);
            assert_eq!(ask(&app, &ann, (Method::DELETE, &path), &[], b"").await.status(), 404);
        }
    }

    async fn clients_learn_what_the_server_can_do(app: TestApp) {
        let upload = format!("{UPLOADS}/{}", "0".repeat(32));
        for (path, methods) in [(UPLOADS, "POST, OPTIONS"), (&upload, "HEAD, PATCH, DELETE, OPTIONS")] {
            let response = app.request(Method::OPTIONS, path, &Nobody).send().await.unwrap();
            assert_eq!(response.status(), 204);
            for (name, value) in [
                ("tus-resumable", "1.0.0"),
                ("tus-version", "1.0.0"),
                ("tus-extension", "creation,creation-with-upload,expiration,termination"),
                ("tus-max-size", "26214400"),
                ("allow", methods),
            ] {
                assert_eq!(header(&response, name), value);
            }
        }
    }
}

on_both_databases! {
    async fn what_arrived_before_a_connection_was_lost_stays(app: TestApp) {
        let ann = app.register("ann").await;
        let bytes: Vec<u8> = (0..500_000_u32).map(|number| (number % 251) as u8).collect();
        let path = begin(&app, &ann, bytes.len()).await;
        let mut stream = TcpStream::connect(app.address()).await.unwrap();
        let head = format!(
            "PATCH {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: {}\r\nTus-Resumable: 1.0.0\r\n\
             Content-Type: {}\r\nUpload-Offset: 0\r\nContent-Length: {}\r\n\r\n",
            app.address(), basic("ann", PASSWORD), BYTES.1, bytes.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&bytes[..300_000]).await.unwrap();
        stream.flush().await.unwrap();
        // The server has to have read some of it.
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        drop(stream);
        let mut response = resume(&app, &ann, &path, 0, b"x").await;
        let mut offset = 0;
        // Until the server notices that the connection is lost, nobody else may add to it.
        for _ in 0..100 {
            if response.status().as_u16() == 409 {
                offset = progress(&app, &ann, &path).await.unwrap().0;
                break;
            }
            assert_eq!(response.status().as_u16(), 423);
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            response = resume(&app, &ann, &path, 0, b"x").await;
        }
        assert!((1..=300_000).contains(&offset), "{offset}");
        let rest = &bytes[usize::try_from(offset).unwrap()..];
        assert_eq!(resume(&app, &ann, &path, offset, rest).await.status(), 204);
        let id = path.rsplit('/').next().unwrap();
        let stored = app.request(Method::GET, &format!("/api/attachments/{id}"), &ann).send().await.unwrap();
        assert!(stored.bytes().await.unwrap() == bytes);
    }

    async fn unfinished_uploads_count_and_go_with_their_user(environment: TestEnvironment) {
        let app = environment.spawn(&[("ATTACHMENT_QUOTA", "100")]).await;
        let ann = app.register("ann").await;
        begin(&app, &ann, 60).await;
        let response = ask(&app, &ann, (Method::POST, UPLOADS), &[("upload-length", "41")], b"").await;
        assert_eq!(code_of(response).await, (403, json!("quota_exceeded")));
        begin(&app, &ann, 40).await;
        let folder = environment.data_dir().join("attachments/partial");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        let left = app.request(Method::DELETE, "/api/me", &ann).json(&json!({ "password": PASSWORD }));
        assert_eq!(app.answer_to(left).await.status, 200);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    }
}
