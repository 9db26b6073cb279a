//! What one does with a page, and sees on it.

use super::{Browser, LOOK_EVERY};
use crate::WAIT_TIMEOUT;
use serde_json::Value;
use std::time::Instant;
use thirtyfour::prelude::*;

impl Browser {
    /// Goes to an address, and waits until the page is there.
    pub async fn go(&self, url: &str) {
        self.window().goto(url).await.expect("the page can be reached");
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.window().refresh().await.expect("the page can be reached");
    }

    /// Types into the field of this name, in place of what was in it.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.window().find(By::Name(name)).await.unwrap_or_else(|_| panic!("no field {name}"));
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field can be typed into");
    }

    /// Presses Enter in the field of this name.
    pub async fn enter(&self, name: &str) {
        let field = self.window().find(By::Name(name)).await.unwrap_or_else(|_| panic!("no field {name}"));
        field.send_keys(Key::Enter).await.expect("the field can be typed into");
    }

    /// Presses keys, wherever the focus is. Those of `Key` that are added to others are held until the last.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let focused = self.window().active_element().await.expect("a page has a focus");
        focused.send_keys(keys).await.expect("keys can be pressed");
    }

    /// Clicks on what a CSS selector names first.
    pub async fn click(&self, selector: &str) {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        while let Err(error) = self.try_click(selector).await {
            // A script may have drawn it anew in between.
            assert!(Instant::now() < deadline, "{selector} can't be clicked: {error}");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn try_click(&self, selector: &str) -> WebDriverResult<()> {
        self.window().find(By::Css(selector)).await?.click().await
    }

    /// Moves the pointer onto what a CSS selector names first.
    pub async fn hover(&self, selector: &str) {
        let element = self.window().find(By::Css(selector)).await.expect("it is on the page");
        let chain = self.window().action_chain().move_to_element_center(&element);
        chain.perform().await.expect("the pointer can be moved");
    }

    /// Waits until something that a CSS selector names shows a text.
    pub async fn until_shown(&self, selector: &str, text: &str) {
        let find = "const shown = [...document.querySelectorAll(arguments[0])];
            return shown.some(element => element.textContent.includes(arguments[1]))";
        self.until(find, &[selector.into(), text.into()]).await;
    }

    /// Waits until as many things are on the page as a selector is said to name.
    pub async fn until_count(&self, selector: &str, count: usize) {
        let script = "return document.querySelectorAll(arguments[0]).length";
        self.until_returns(script, &[selector.into()], &Value::from(count)).await;
    }

    /// Waits until a script returns true.
    pub async fn until(&self, script: &str, arguments: &[Value]) {
        self.until_returns(script, arguments, &Value::Bool(true)).await;
    }

    /// Waits until a script returns a value.
    pub async fn until_returns(&self, script: &str, arguments: &[Value], expected: &Value) {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        loop {
            // While a page goes, a script may find none to run in.
            let returned = self.try_script(script, arguments).await;
            if returned.as_ref() == Some(expected) {
                return;
            }
            if Instant::now() > deadline {
                let page = self.script("return location.href + '\\n' + document.body.innerText", &[]).await;
                let page = page.as_str().unwrap_or_default();
                let returned = returned.unwrap_or_default();
                panic!("{script} {arguments:?} returns {returned} instead of {expected} at {page}");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Runs a script in the page, and returns what it returns.
    pub async fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let returned = self.window().execute(script, arguments).await;
        returned.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Runs a script in the page that says by its last argument, a function, what it returns.
    pub async fn slow_script(&self, script: &str, arguments: &[Value]) -> Value {
        let returned = self.window().execute_async(script, arguments).await;
        returned.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    async fn try_script(&self, script: &str, arguments: &[Value]) -> Option<Value> {
        Some(self.window().execute(script, arguments).await.ok()?.json().clone())
    }

    pub async fn title(&self) -> String {
        self.window().title().await.expect("a page has a title")
    }

    /// What the pages complained of so far: faults of scripts, files that are missing, breaches of the content
    /// security policy.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.window().browser_log().await.expect("the browser keeps a log");
        entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect()
    }
}
