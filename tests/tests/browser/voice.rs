//! Voice messages: recorded with the browser's pretended microphone, listened to, sent, and played one after the other.

use super::scenario::{BrowserChat, BrowserScenario, Person, server_for_browsers};
use serde_json::{Value, json};
use simple_chats_tests::browser::{Browser, Key};

const RECORD: &str = "[data-record]";
const BAR: &str = ".recorder:not([hidden])";
const SEND: &str = ".recorder .composer-send";
const VOICE: &str = "[data-messages] .voice";

/// The time that the recorder shows, in seconds.
const RECORDED: &str = "
    const [minutes, seconds] = document.querySelector('.recorder-time').textContent.split(':').map(Number);
    return minutes * 60 + seconds";

/// Whether the page plays the voice message at the place that is the first argument, beyond its beginning.
const IS_PLAYING: &str = "
    const voice = document.querySelectorAll('[data-messages] .voice')[arguments[0]];
    return voice.querySelector('.voice-play').title === 'Pause'
        && voice.querySelector('.voice-seek').valueAsNumber > 0";

/// The labels of the buttons of the recorder.
const BUTTONS: &str = "
    return [...document.querySelectorAll('.recorder button:not([hidden])')].map(button => button.title)";

/// Holds the button of the recorder for a while.
const HOLD: &str = "
    const [done, record] = [arguments[0], document.querySelector('[data-record]')];
    const at = {bubbles: true, cancelable: true, button: 0, clientX: 9, clientY: 9};
    record.dispatchEvent(new PointerEvent('pointerdown', at));
    setTimeout(() => { window.dispatchEvent(new PointerEvent('pointerup', at)); done(true) }, 1500)";

/// Notes the address and the name of what is downloaded from now on.
const NOTE_DOWNLOADS: &str = "
    window.downloads = [];
    HTMLAnchorElement.prototype.click = function () { downloads.push([this.getAttribute('href'), this.download]) }";

/// Chooses the download in the menu, once it is there.
const DOWNLOAD: &str = "
    const item = [...document.querySelectorAll('[role=menu] .menu-item')].find(item => item.textContent === 'Download');
    item?.click();
    return item !== undefined";

/// Notes the tracks of the microphone that the page takes from now on.
const WATCH: &str = "
    window.tracks = [];
    const {getUserMedia} = MediaDevices.prototype;
    MediaDevices.prototype.getUserMedia = async function (wanted) {
        const stream = await getUserMedia.call(this, wanted);
        window.tracks.push(...stream.getTracks());
        return stream;
    }";

/// A chat of two whose browsers have a microphone that beeps, and which the second argument lets them use.
async fn chat_with_microphones(arguments: &[&str]) -> Option<BrowserChat<Person>> {
    let app = server_for_browsers(&[]).await?;
    let users = app.register_all(["ann", "ben"]).await;
    let browsers = Browser::open_all(arguments).await.expect("browsers open");
    let site = app.url("");
    let people = Person::log_all_in(&site, &mut app.connect(), users, browsers).await;
    Some(BrowserScenario { app, people }.in_their_chat().await)
}

const MICROPHONE: [&str; 2] = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/// The voice messages of the chat, as the REST API shows them.
async fn voices(chat: &BrowserChat<Person>) -> Vec<Value> {
    let path = format!("/api/chats/{}/messages?expand=true", chat.chat_id);
    let listed = chat.app.get(&path, &chat.ben.user).await;
    let messages = listed.json()["data"].as_array().expect("messages").clone();
    messages.into_iter().map(|message| message["attachments"][0].clone()).collect()
}

/// The menu saves the newest message's recording as a file.
async fn assert_downloads_newest(person: &Person, voice: &Value) {
    person.script(NOTE_DOWNLOADS).await;
    person.focus("[data-timeline]").await;
    person.press(Key::End).await;
    person.until("return document.activeElement.matches('.message[id]')").await;
    person.press(Key::Enter).await;
    person.until(DOWNLOAD).await;
    let address = format!("/attachments/{}", voice["attachment_id"].as_str().unwrap());
    person.until_equals("return downloads", json!([[address, voice["name"]]])).await;
}

#[tokio::test]
async fn a_voice_message_is_recorded_paused_heard_sent_and_followed_by_the_next() {
    let Some(chat) = chat_with_microphones(&MICROPHONE).await else { return };
    let [ann, ben] = chat.people();
    ann.focus(RECORD).await;
    ann.press(Key::Enter).await;
    ann.until_count(BAR, 1).await;
    ann.until_equals(BUTTONS, json!(["Discard", "Pause recording", "Send the voice message"])).await;
    ann.until(&format!("{RECORDED} >= 1")).await;
    ann.click(".recorder [title='Pause recording']").await;
    let expected = json!(["Discard", "Listen to it", "Resume recording", "Send the voice message"]);
    ann.until_equals(BUTTONS, expected.clone()).await;
    ann.click(".recorder [title='Listen to it']").await;
    ann.until_equals(
        BUTTONS,
        json!(["Discard", "Stop listening", "Resume recording", "Send the voice message"]),
    )
    .await;
    // It ends by itself.
    ann.until_equals(BUTTONS, expected).await;
    let paused_at = ann.script(RECORDED).await.as_i64().expect("seconds");
    ann.click(".recorder [title='Resume recording']").await;
    ann.until(&format!("{RECORDED} > {paused_at}")).await;
    ann.click(SEND).await;
    ann.until_count(BAR, 0).await;
    for person in [ann, ben] {
        person.until_count(VOICE, 1).await;
    }
    // Held, it is sent when the button is let go.
    ann.slow_script(HOLD, &[]).await;
    for person in [ann, ben] {
        person.until_count(VOICE, 2).await;
    }
    let sent = voices(&chat).await;
    for voice in &sent {
        assert_eq!(
            (&voice["kind"], &voice["media_type"]),
            (&json!("voice"), &json!("audio/webm")),
            "{voice}"
        );
        let waveform = voice["waveform"].as_str().expect("a waveform");
        assert!(!waveform.trim_end_matches('=').chars().all(|value| value == 'A'), "it beeps: {waveform}");
    }
    let first = sent[0]["duration_ms"].as_i64().expect("a duration");
    assert!((1_500..30_000).contains(&first), "without the pause: {first} ms");

    ben.click(&format!("{VOICE} .voice-speed")).await;
    ben.until_shown(&format!("{VOICE} .voice-speed"), "1.5×").await;
    ben.click(&format!("{VOICE} .voice-play")).await;
    ben.until_with(IS_PLAYING, &[json!(0)]).await;
    ben.until_with(IS_PLAYING, &[json!(1)]).await;
    ben.until_count(".voice-play[title='Pause']", 0).await;
    // A place is picked by keyboard.
    ben.focus(&format!("{VOICE} .voice-seek")).await;
    ben.press(Key::End).await;
    let at_end =
        "const seek = document.querySelector('.voice-seek'); return seek.valueAsNumber === Number(seek.max)";
    ben.until(at_end).await;
    assert_downloads_newest(ben, &sent[1]).await;
    ann.had_no_errors().await;
    ben.had_no_errors().await;
}

#[tokio::test]
async fn a_voice_message_is_discarded_and_the_microphone_let_go() {
    let Some(chat) = chat_with_microphones(&MICROPHONE).await else { return };
    let ann = &chat.ann;
    ann.script(WATCH).await;
    ann.click(RECORD).await;
    ann.until_count(BAR, 1).await;
    ann.until_equals("return tracks.map(track => track.readyState)", json!(["live"])).await;
    ann.until(&format!("{RECORDED} >= 1")).await;
    ann.click(".recorder [title='Discard']").await;
    ann.until_count(BAR, 0).await;
    ann.until_equals("return tracks.map(track => track.readyState)", json!(["ended"])).await;
    // The field is there again, and whoever has written something isn't offered to speak.
    ann.press("words").await;
    ann.until_draft("words").await;
    ann.until("return getComputedStyle(document.querySelector('[data-record]')).display === 'none'").await;
    ann.press(Key::Enter).await;
    ann.until_texts(&["words"]).await;
    assert_eq!(voices(&chat).await, [Value::Null]);
}

#[tokio::test]
async fn whoever_refuses_the_microphone_learns_what_to_do() {
    let arguments = ["--use-fake-device-for-media-stream", "--deny-permission-prompts"];
    let Some(chat) = chat_with_microphones(&arguments).await else { return };
    let ann = &chat.ann;
    ann.click(RECORD).await;
    let note = "Microphone access is blocked for this site. You can allow it in the browser's settings.";
    ann.until_shown("[data-chat-note]", note).await;
    ann.until_count(BAR, 0).await;
}
