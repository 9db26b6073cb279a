//! Light and dark colors, and motion, by the settings of the system.

use super::scenario::BrowserChat;

/// The brightness of the background, the heading, and the companion's bubble, from 0 to 1.
const BRIGHTNESS: &str = "
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const brightness = (selector, property) => {
        canvas.fillStyle = getComputedStyle(document.querySelector(selector))[property];
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    return [brightness('.pane-main', 'backgroundColor'), brightness('h1', 'color'),
        brightness('.message:not(.message-mine) .bubble', 'backgroundColor')]";

const LONGEST_MOTION: &str = "
    const seconds = text => Math.max(...text.split(',').map(parseFloat));
    return Math.max(...[...document.querySelectorAll('*')].map(element => {
        const {transitionDuration, animationDuration} = getComputedStyle(element);
        return Math.max(seconds(transitionDuration), seconds(animationDuration) || 0);
    }))";

#[tokio::test]
async fn colors_and_motion_follow_the_settings_of_the_system() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["hello"]).await;
    app.send(&ann.user, chat_id, &["hello"]).await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["hello", "hello"]).await;
    for (scheme, is_light) in [("light", true), ("dark", false)] {
        ann.prefer(&[("prefers-color-scheme", scheme)]).await;
        let brightness = ann.script(BRIGHTNESS).await;
        let [background, heading, bubble] = [0, 1, 2].map(|at| brightness[at].as_f64().expect("a number"));
        assert_eq!([background > 0.8, heading < 0.2, bubble > 0.8], [is_light; 3], "{scheme}: {brightness}");
        assert_eq!([background < 0.2, heading > 0.8, bubble < 0.2], [!is_light; 3], "{scheme}: {brightness}");
    }
    let longest = async || ann.script(LONGEST_MOTION).await.as_f64().expect("seconds");
    let default = longest().await;
    assert!((0.12..=0.18).contains(&default), "{default} s");
    ann.prefer(&[("prefers-reduced-motion", "reduce")]).await;
    let reduced = longest().await;
    assert!(reduced == 0.0, "{reduced} s");
    ann.until_equals("return getComputedStyle(document.documentElement).scrollBehavior", "auto").await;
    ann.had_no_errors().await;
}

#[tokio::test]
async fn theme_and_text_size_are_chosen_on_the_account_page_for_this_browser() {
    let Some(BrowserChat { app, ann, ben, chat_id }) = BrowserChat::of_ann().await else { return };
    app.send(&ben, chat_id, &["hello"]).await;
    ann.prefer(&[("prefers-color-scheme", "light")]).await;
    ann.visit("/account").await;
    ann.until("return !document.querySelector('[data-appearance]').hidden").await;
    let chosen = "return [...document.querySelectorAll('[data-appearance] input:checked')].map(input => input.value).join()";
    ann.until_equals(chosen, "system,normal").await;
    let shown = "const {colorScheme, fontSize} = getComputedStyle(document.documentElement); return `${colorScheme} ${fontSize}`";
    ann.until_equals(shown, "light dark 16px").await;
    ann.click("[data-appearance] [value='dark']").await;
    ann.click("[data-appearance] [value='large']").await;
    ann.until_equals(shown, "dark 18px").await;
    ann.open_chat(chat_id).await;
    ann.until_equals(shown, "dark 18px").await;
    let background = ann.script(BRIGHTNESS).await[0].as_f64().expect("a number");
    assert!(background < 0.2, "{background}");
    ann.visit("/account").await;
    ann.until_equals(chosen, "dark,large").await;
    ann.click("[data-appearance] [value='system']").await;
    ann.until_equals(shown, "light dark 18px").await;
    ann.had_no_errors().await;
}
