//! What a user does on a page, and sees there.

use super::{Browser, POLL_INTERVAL};
use crate::WAIT_TIMEOUT;
use serde_json::Value;
use std::time::Instant;
use thirtyfour::prelude::*;

impl Browser {
    /// Opens an address, and waits until the page is loaded.
    pub async fn go(&self, url: &str) {
        self.window().goto(url).await.expect("the page can be reached");
    }

    pub async fn reload(&self) {
        self.window().refresh().await.expect("the page can be reached");
    }

    async fn field(&self, name: &str) -> WebElement {
        self.window().find(By::Name(name)).await.unwrap_or_else(|_| panic!("no field {name}"))
    }

    /// Types into the field of this name, and replaces its text.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self.field(name).await;
        field.clear().await.expect("the field can be emptied");
        field.send_keys(text).await.expect("the field can be typed into");
    }

    pub async fn enter(&self, name: &str) {
        self.field(name).await.send_keys(Key::Enter).await.expect("the field can be typed into");
    }

    /// Presses keys in the focused element. Modifiers of a sum of `Key`s are held until the last one.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        let focused = self.window().active_element().await.expect("a page has a focus");
        focused.send_keys(keys).await.expect("keys can be pressed");
    }

    pub async fn click(&self, selector: &str) {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        while let Err(error) = self.try_click(selector).await {
            // A script may have redrawn the element in between.
            assert!(Instant::now() < deadline, "{selector} can't be clicked: {error}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    async fn try_click(&self, selector: &str) -> WebDriverResult<()> {
        self.window().find(By::Css(selector)).await?.click().await
    }

    /// Moves the pointer onto the first element of a CSS selector.
    pub async fn hover(&self, selector: &str) {
        let element = self.window().find(By::Css(selector)).await.expect("it is on the page");
        let chain = self.window().action_chain().move_to_element_center(&element);
        chain.perform().await.expect("the pointer can be moved");
    }

    /// Waits until an element of a CSS selector contains a text.
    pub async fn until_shown(&self, selector: &str, text: &str) {
        let find = "const shown = [...document.querySelectorAll(arguments[0])];
            return shown.some(element => element.textContent.includes(arguments[1]))";
        self.until_with(find, &[selector.into(), text.into()]).await;
    }

    /// Waits until a CSS selector has this number of elements.
    pub async fn until_count(&self, selector: &str, count: usize) {
        let script = "return document.querySelectorAll(arguments[0]).length";
        self.until_returns(script, &[selector.into()], &Value::from(count)).await;
    }

    pub async fn until(&self, script: &str) {
        self.until_with(script, &[]).await;
    }

    /// As [`Browser::until`], with arguments for the script.
    pub async fn until_with(&self, script: &str, arguments: &[Value]) {
        self.until_returns(script, arguments, &Value::Bool(true)).await;
    }

    pub async fn until_equals(&self, script: &str, expected: impl Into<Value>) {
        self.until_returns(script, &[], &expected.into()).await;
    }

    async fn until_returns(&self, script: &str, arguments: &[Value], expected: &Value) {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        loop {
            // During a navigation there may be no page that runs the script.
            let returned = self.try_script(script, arguments).await;
            if returned.as_ref() == Some(expected) {
                return;
            }
            if Instant::now() > deadline {
                let page = self.script("return location.href + '\\n' + document.body.innerText").await;
                let page = page.as_str().unwrap_or_default();
                let returned = returned.unwrap_or_default();
                panic!("{script} {arguments:?} returns {returned} instead of {expected} at {page}");
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Runs a script in the page, and returns its value.
    pub async fn script(&self, script: &str) -> Value {
        self.script_with(script, &[]).await
    }

    /// As [`Browser::script`], with arguments for the script.
    pub async fn script_with(&self, script: &str, arguments: &[Value]) -> Value {
        let returned = self.window().execute(script, arguments).await;
        returned.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Runs a script in the page that passes its value to its last argument, a function.
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

    /// The errors of all pages so far: of scripts, of missing files, of the content security policy.
    pub async fn errors(&self) -> Vec<String> {
        let entries = self.window().browser_log().await.expect("the browser keeps a log");
        entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect()
    }
}
