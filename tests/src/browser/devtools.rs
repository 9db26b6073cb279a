//! Chromium's developer tools: they cut the page off the network, emulate another screen, grant permissions.

use super::Browser;
use serde_json::{Value, json};

impl Browser {
    /// Sends a command of the `DevTools` protocol to the current tab.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let answer = self.window().cdp().send_raw(method, parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Disconnects the page from the network, which it notices.
    pub async fn cut_network(&self) {
        self.emulate_network(true).await;
    }

    /// Reconnects the page to the network, which it notices.
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

    pub async fn resize(&self, width: u32, height: u32) {
        let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    }

    /// Emulates the touch screen of a phone. The site has to be open: the browser forgets the setting for another one.
    pub async fn become_phone(&self) {
        self.shrink_phone(780).await;
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
    }

    /// Reduces the height of a phone's page to this many pixels, as the on-screen keyboard does.
    pub async fn shrink_phone(&self, height: u32) {
        let screen = json!({ "width": 390, "height": height, "deviceScaleFactor": 2, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", screen).await;
    }

    /// Sets media features, as the system's settings do, and resets all others.
    pub async fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<_> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    pub async fn hide(&self) {
        self.set_window_state("minimized").await;
    }

    pub async fn show(&self) {
        self.set_window_state("normal").await;
    }

    async fn set_window_state(&self, state: &str) {
        let window = self.devtools("Browser.getWindowForTarget", json!({})).await;
        let change = json!({ "windowId": window["windowId"], "bounds": { "windowState": state } });
        self.devtools("Browser.setWindowBounds", change).await;
    }

    pub async fn set_time_zone(&self, name: &str) {
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": name })).await;
    }

    /// Allows a site to show notifications, as the user can.
    pub async fn allow_notifications(&self, origin: &str) {
        let permission = json!({ "origin": origin, "permissions": ["notifications"] });
        self.devtools("Browser.grantPermissions", permission).await;
    }

    /// Inserts a text into the focused element, as from the clipboard.
    pub async fn paste(&self, text: &str) {
        self.devtools("Input.insertText", json!({ "text": text })).await;
    }

    /// Composes a text in the focused element with an input method. [`Browser::paste`] ends the composition.
    pub async fn compose(&self, text: &str) {
        let end = text.encode_utf16().count();
        let composition = json!({ "text": text, "selectionStart": end, "selectionEnd": end });
        self.devtools("Input.imeSetComposition", composition).await;
    }
}
