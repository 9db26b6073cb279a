//! What Chromium's developer tools do to the page: take its network away, pretend another screen, give leave.

use super::Browser;
use serde_json::{Value, json};

impl Browser {
    /// Gives a command of the `DevTools` protocol to the window that is spoken to.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.window().cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Takes the network away: the page is told that it is offline, and reaches nobody any more.
    pub async fn cut_network(&self) {
        self.emulate_network(true).await;
    }

    /// Gives the network back, which the page is told.
    pub async fn restore_network(&self) {
        self.emulate_network(false).await;
    }

    async fn emulate_network(&self, offline: bool) {
        let unlimited = -1;
        let network = json!({
            "offline": offline, "latency": 0, "downloadThroughput": unlimited, "uploadThroughput": unlimited
        });
        self.devtools("Network.emulateNetworkConditions", network).await;
    }

    /// Gives the page this many pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    }

    /// Makes the screen one of a phone, that is touched. The site has to be open: for another one it is forgotten.
    pub async fn become_phone(&self) {
        self.shrink_phone(780).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
    }

    /// Leaves the page of a phone this many pixels in height, as where the on-screen keyboard comes up.
    pub async fn shrink_phone(&self, height: u32) {
        let screen = json!({ "width": 390, "height": height, "deviceScaleFactor": 2, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    }

    /// Sets media features, as the system's settings would; those that are not named are as usual.
    pub async fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Takes the window out of sight.
    pub async fn hide(&self) {
        self.set_window_state("minimized").await;
    }

    /// Brings the window back into sight.
    pub async fn show(&self) {
        self.set_window_state("normal").await;
    }

    async fn set_window_state(&self, state: &str) {
        let window = self.devtools("Browser.getWindowForTarget", json!({})).await;
        let change = json!({ "windowId": window["windowId"], "bounds": { "windowState": state } });
        self.devtools("Browser.setWindowBounds", change).await;
    }

    /// Puts the reader into a time zone.
    pub async fn move_to_zone(&self, name: &str) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": name })).await;
    }

    /// Lets a site show notifications, as if the reader had said so.
    pub async fn allow_notifications(&self, origin: &str) {
        let leave = json!({ "origin": origin, "permissions": ["notifications"] });
        self.devtools("Browser.grantPermissions", leave).await;
    }

    /// Puts a text where the focus is, all at once, as from the clipboard.
    pub async fn paste(&self, text: &str) {
        self.devtools("Input.insertText", json!({ "text": text })).await;
    }

    /// Has an input method compose a text where the focus is. [`Browser::paste`] ends it.
    pub async fn compose(&self, text: &str) {
        let end = text.encode_utf16().count();
        let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.devtools("Input.imeSetComposition", composition).await;
    }
}
