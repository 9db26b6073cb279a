//! Light and dark by the system's setting; motion, and none if it is reduced.

use super::scenario::BrowserScenario;
use serde_json::json;

/// How bright the ground, the words, one's own bubble and the companion's are, from 0 to 1.
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

/// The longest transition or animation of the page, in seconds.
const LONGEST_MOTION: &str = "
    const seconds = text => Math.max(...text.split(',').map(parseFloat));
    return Math.max(...[...document.querySelectorAll('*')].map(element => {
        const {transitionDuration, animationDuration} = getComputedStyle(element);
        return Math.max(seconds(transitionDuration), seconds(animationDuration) || 0);
    }))";

#[tokio::test]
async fn colours_follow_the_system_and_nothing_moves_where_motion_is_reduced() {
    let Some(scenario) = BrowserScenario::with(["ann"]).await else { return };
    let [ann] = &scenario.people;
    let ben = scenario.app.register("ben").await;
    let chat_id = scenario.app.open_chat(&ann.user, &ben).await;
    scenario.app.send(&ben, chat_id, &["hello"]).await;
    scenario.app.send(&ann.user, chat_id, &["hello"]).await;
    ann.open_chat(chat_id).await;
    ann.until_texts(&["hello", "hello"]).await;
    for (scheme, is_light) in [("light", true), ("dark", false)] {
        ann.prefer(&[("prefers-color-scheme", scheme)]).await;
        let brightness = ann.script(BRIGHTNESS, &[]).await;
        let [ground, words, bubble] = [0, 1, 2].map(|at| brightness[at].as_f64().expect("a number"));
        assert_eq!([ground > 0.8, words < 0.2, bubble > 0.8], [is_light; 3], "{scheme}: {brightness}");
        assert_eq!([ground < 0.2, words > 0.8, bubble < 0.2], [!is_light; 3], "{scheme}: {brightness}");
    }
    let longest = async || ann.script(LONGEST_MOTION, &[]).await.as_f64().expect("seconds");
    let usual = longest().await;
    assert!((0.12..=0.18).contains(&usual), "{usual} s");
    ann.prefer(&[("prefers-reduced-motion", "reduce")]).await;
    let reduced = longest().await;
    assert!(reduced == 0.0, "{reduced} s");
    ann.until_returns(
        "return getComputedStyle(document.documentElement).scrollBehavior",
        &[],
        &json!("auto"),
    )
    .await;
    ann.had_no_complaints().await;
}
