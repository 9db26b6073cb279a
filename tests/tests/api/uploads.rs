//! `/api/attachments`: uploads, and who may read them.

mod bytes;
mod refusals;
mod resumable;

use reqwest::{Method, Response};
use serde_json::Value;
use simple_chats_tests::{TestApp, TestUser, on_all_storages, on_both_databases};
use std::fmt::Write;

/// A red pixel.
pub(super) const GIF: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\xFF\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

const UPLOADS: &str = "/api/attachments";

/// Uploads bytes under a name, as `curl --data-binary` does. Returns the status and the answer.
async fn upload(app: &TestApp, caller: &TestUser, name: &str, bytes: &[u8]) -> (u16, Value) {
    upload_to(app, caller, UPLOADS, name, bytes).await
}

async fn upload_to(app: &TestApp, caller: &TestUser, path: &str, name: &str, bytes: &[u8]) -> (u16, Value) {
    let name = name.bytes().fold(String::new(), |mut name, byte| {
        write!(name, "%{byte:02X}").unwrap();
        name
    });
    let request = app
        .request(Method::POST, path, caller)
        .header("content-type", "application/octet-stream")
        .header("content-disposition", format!("attachment; filename*=UTF-8''{name}"))
        .body(bytes.to_vec());
    let answer = app.answer_to(request).await;
    (answer.status, answer.json())
}

/// Uploads bytes, which have to be accepted. Returns the attachment.
async fn uploaded(app: &TestApp, caller: &TestUser, name: &str, bytes: &[u8]) -> Value {
    let (status, answer) = upload(app, caller, name, bytes).await;
    assert_eq!(status, 201, "{answer}");
    assert_eq!(answer["user_id"], caller.user_id);
    answer["data"].clone()
}

fn path_of(attachment: &Value) -> String {
    format!("{UPLOADS}/{}", attachment["attachment_id"].as_str().unwrap())
}

/// Reads bytes, with a further header.
async fn read(app: &TestApp, caller: &TestUser, path: &str, header: (&str, &str)) -> Response {
    app.request(Method::GET, path, caller).header(header.0, header.1).send().await.unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

on_all_storages! {
    async fn an_upload_is_described_and_read_back(app: TestApp) {
        let ann = app.register("ann").await;
        let attachment = uploaded(&app, &ann, "red.gif", GIF).await;
        assert_eq!(attachment["kind"], "image");
        assert_eq!(attachment["media_type"], "image/gif");
        assert_eq!(attachment["name"], "red.gif");
        assert_eq!(attachment["size"], GIF.len());
        assert_eq!((&attachment["width"], &attachment["height"]), (&1.into(), &1.into()));
        assert!(attachment["placeholder"].as_str().is_some_and(|hash| !hash.is_empty()));
        let id = attachment["attachment_id"].as_str().unwrap();
        assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
        let info = app.get(&format!("{}/info", path_of(&attachment)), &ann).await;
        assert_eq!(info.json()["data"], attachment);
        let response = read(&app, &ann, &path_of(&attachment), ("accept", "*/*")).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.bytes().await.unwrap(), GIF);
        let path = format!("{}/thumbnail", path_of(&attachment));
        let thumbnail = read(&app, &ann, &path, ("accept", "*/*")).await;
        assert_eq!((thumbnail.status().as_u16(), header(&thumbnail, "content-type")), (200, "image/jpeg"));
        assert!(thumbnail.bytes().await.unwrap().starts_with(b"\xFF\xD8\xFF"));
    }

    async fn a_form_with_a_file_is_an_upload(app: TestApp) {
        let ann = app.register("ann").await;
        let part = |name: &str, file: &str, bytes: &[u8]| {
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
            [head.as_bytes(), bytes, b"\r\n"].concat()
        };
        let send = async |parts: Vec<Vec<u8>>| {
            let body = [parts.concat(), b"--edge--\r\n".to_vec()].concat();
            let request = app.request(Method::POST, UPLOADS, &ann);
            let request = request.header("content-type", "multipart/form-data; boundary=edge").body(body);
            let answer = app.answer_to(request).await;
            (answer.status, answer.json())
        };
        let file = part("file", "; filename=\"été.gif\"", GIF);
        let (status, answer) = send(vec![part("note", "", b"hello"), file.clone()]).await;
        assert_eq!(status, 201, "{answer}");
        assert_eq!((&answer["data"]["name"], &answer["data"]["kind"]), (&"été.gif".into(), &"image".into()));
        assert_eq!(send(vec![part("note", "", b"hello")]).await.0, 400);
        assert_eq!(send(vec![file.clone(), file]).await.0, 400);
    }

    async fn only_the_uploader_sees_what_is_not_sent(app: TestApp) {
        let (ann, ben, _) = app.chat_of_two().await;
        let attachment = uploaded(&app, &ann, "red.gif", GIF).await;
        let path = path_of(&attachment);
        for path in [path.clone(), format!("{path}/thumbnail"), format!("{path}/info")] {
            let answer = app.get(&path, &ben).await;
            assert_eq!((answer.status, &answer.json()["code"]), (404, &"not_found".into()), "{path}");
        }
        assert_eq!(app.delete(&path, &ben).await.status, 404);
        assert_eq!(app.get(&format!("{UPLOADS}/nonsense"), &ann).await.status, 404);
        assert_eq!(app.delete(&format!("{UPLOADS}/{}", "0".repeat(32)), &ann).await.status, 404);
        let answer = app.delete(&path, &ann).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["message"], "Attachment was successfully deleted");
        assert_eq!(app.get(&format!("{path}/info"), &ann).await.status, 404);
        assert_eq!(app.delete(&path, &ann).await.status, 404);
    }

    async fn names_lose_paths_and_what_deceives(app: TestApp) {
        let ann = app.register("ann").await;
        for (given, expected) in [
            ("../../etc/passwd", "....etcpasswd"),
            ("evil\u{202E}gpj.exe", "evilgpj.exe"),
            ("日本語.gif", "日本語.gif"),
            ("", "file.gif"),
        ] {
            let attachment = uploaded(&app, &ann, given, GIF).await;
            assert_eq!(attachment["name"], expected);
            let response = read(&app, &ann, &path_of(&attachment), ("accept", "*/*")).await;
            assert_eq!(response.status(), 200, "{given}");
        }
    }

    async fn a_voice_message_is_a_recording(app: TestApp) {
        let ann = app.register("ann").await;
        let format = b"RIFF\x2C\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x40\x1F\0\0\x01\0\x08\0data\x08\0\0\0";
        let wav = [format.as_slice(), &[128; 8]].concat();
        let waveform = format!("{}A%3D%3D", "A".repeat(85));
        let path = format!("{UPLOADS}?kind=voice&duration_ms=1500&waveform={waveform}");
        let (status, answer) = upload_to(&app, &ann, &path, "voice.wav", &wav).await;
        assert_eq!(status, 201, "{answer}");
        assert_eq!(answer["data"]["kind"], "voice");
        assert_eq!(answer["data"]["duration_ms"], 1500);
        assert_eq!(answer["data"]["waveform"], format!("{}A==", "A".repeat(85)));
        assert_eq!(upload_to(&app, &ann, &path, "red.gif", GIF).await.0, 400, "a picture isn't spoken");
        for query in [
            "kind=voice".to_owned(),
            format!("kind=voice&duration_ms=-1&waveform={waveform}"),
            "kind=voice&duration_ms=1500&waveform=AAAA".to_owned(),
            "kind=image".to_owned(),
        ] {
            let path = format!("{UPLOADS}?{query}");
            assert_eq!(upload_to(&app, &ann, &path, "voice.wav", &wav).await.0, 400, "{query}");
        }
        let attachment = uploaded(&app, &ann, "plain.wav", &wav).await;
        assert_eq!((&attachment["kind"], &attachment["duration_ms"]), (&"audio".into(), &1.into()));
    }
}

on_both_databases! {
    async fn bytes_that_are_missing_are_not_found(app: TestApp) {
        let ann = app.register("ann").await;
        let path = path_of(&uploaded(&app, &ann, "red.gif", GIF).await);
        // As if the database was restored without its files.
        std::fs::remove_dir_all(app.environment().data_dir().join("attachments")).unwrap();
        for (path, expected) in [(path.clone(), 404), (format!("{path}/thumbnail"), 404), (format!("{path}/info"), 200)] {
            assert_eq!(app.get(&path, &ann).await.status, expected, "{path}");
        }
    }
}
