//! A browser for tests: Chromium without a window, with a profile of its own, driven by `ChromeDriver`.

use serde_json::Value;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;

/// How long something may take to be seen on a page.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often it is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// What makes Chromium quiet, and lets root use it in a container.
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,900",
];

/// A browser of one person, which is closed when this is dropped.
pub struct Browser {
    // In the order in which they have to end.
    window: Window,
    _driver: Driver,
    _profile: TempDir,
}

/// What `ChromeDriver` shows of the browser; left without a word where a test fails.
struct Window(Option<WebDriver>);

/// A `ChromeDriver` on a free port.
struct Driver {
    process: Child,
    port: u16,
}

/// Where Chromium and `ChromeDriver` are; or what is missing.
pub fn programs() -> Result<(PathBuf, PathBuf), String> {
    let find = |name: &str| {
        let path = env::var_os("PATH").unwrap_or_default();
        let found = env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
        found.ok_or_else(|| format!("{name} is not here: install the packages chromium and chromium-driver"))
    };
    Ok((find("chromium")?, find("chromedriver")?))
}

impl Browser {
    /// Opens a browser with a new profile; or says why it can't.
    pub async fn open() -> Result<Self, String> {
        let (chromium, chromedriver) = programs()?;
        let profile = tempfile::tempdir().map_err(|error| error.to_string())?;
        let driver = Driver::start(&chromedriver, profile.path()).await?;
        let capabilities = capabilities(&chromium, profile.path()).map_err(|error| error.to_string())?;
        let url = format!("http://127.0.0.1:{}", driver.port);
        let window = WebDriver::new(url, capabilities).await.map_err(|error| error.to_string())?;
        Ok(Self { window: Window(Some(window)), _driver: driver, _profile: profile })
    }

    /// Goes to an address, and waits until the page is there.
    pub async fn go(&self, url: &str) {
        self.window().goto(url).await.expect("the page can be reached");
    }

    /// Types into the field of this name.
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

    /// Clicks on what a CSS selector names first.
    pub async fn click(&self, selector: &str) {
        let deadline = Instant::now() + PATIENCE;
        while let Err(error) = self.try_click(selector).await {
            // A script may have drawn it anew in between.
            assert!(Instant::now() < deadline, "{selector} can't be clicked: {error}");
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn try_click(&self, selector: &str) -> WebDriverResult<()> {
        self.window().find(By::Css(selector)).await?.click().await
    }

    /// Waits until something that a CSS selector names shows a text.
    ///
    /// # Panics
    /// Where it isn't seen in time; the message has what is on the page.
    pub async fn until_shown(&self, selector: &str, text: &str) {
        let find = "const shown = [...document.querySelectorAll(arguments[0])];
            return shown.some(element => element.textContent.includes(arguments[1]))";
        let deadline = Instant::now() + PATIENCE;
        // While a page goes, a script may find none to run in.
        while self.try_script(find, &[selector.into(), text.into()]).await != Some(Value::Bool(true)) {
            if Instant::now() > deadline {
                let page = self.script("return location.href + '\\n' + document.body.innerText", &[]).await;
                panic!("{selector} doesn't show {text:?} at {}", page.as_str().unwrap_or_default());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Runs a script in the page, and returns what it returns.
    pub async fn script(&self, script: &str, arguments: &[Value]) -> Value {
        let returned = self.window().execute(script, arguments).await;
        returned.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    async fn try_script(&self, script: &str, arguments: &[Value]) -> Option<Value> {
        Some(self.window().execute(script, arguments).await.ok()?.json().clone())
    }

    /// What the pages complained of so far: faults of scripts, files that are missing, breaches of the content
    /// security policy.
    pub async fn complaints(&self) -> Vec<String> {
        let entries = self.window().browser_log().await.expect("the browser keeps a log");
        entries.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect()
    }

    /// Closes the browser.
    pub async fn close(mut self) {
        let window = self.window.0.take().expect("it is open until now");
        window.quit().await.expect("the browser closes");
    }

    fn window(&self) -> &WebDriver {
        self.window.0.as_ref().expect("it is open until it is closed")
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if let Some(window) = self.0.take() {
            // Its process is ended by the driver.
            window.leak().ok();
        }
    }
}

fn capabilities(chromium: &Path, profile: &Path) -> WebDriverResult<thirtyfour::ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&chromium.display().to_string())?;
    for argument in ARGUMENTS {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.join("profile").display()))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::Severe)?;
    Ok(capabilities)
}

impl Driver {
    async fn start(program: &Path, folder: &Path) -> Result<Self, String> {
        let said = folder.join("chromedriver.out");
        let out = File::create(&said).map_err(|error| error.to_string())?;
        let process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("ChromeDriver does not start: {error}"))?;
        let mut driver = Self { process, port: 0 };
        let deadline = Instant::now() + PATIENCE;
        while driver.port == 0 {
            if Instant::now() > deadline {
                return Err("ChromeDriver does not say on which port it is".to_owned());
            }
            tokio::time::sleep(LOOK_EVERY).await;
            driver.port = port_in(&fs::read_to_string(&said).unwrap_or_default()).unwrap_or(0);
        }
        Ok(driver)
    }
}

/// The port in `ChromeDriver was started successfully on port 12345.`
fn port_in(said: &str) -> Option<u16> {
    said.split_once("successfully on port ")?.1.split_once('.')?.0.parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        let browsers = children_of(self.process.id());
        self.process.kill().ok();
        self.process.wait().ok();
        // Where the window was closed, there is none any more.
        if !browsers.is_empty() {
            let script =
                "kill -s KILL \"$@\"; for _ in 1 2 3 4 5; do kill -0 \"$@\" || break; sleep 0.2; done";
            Command::new("sh").args(["-c", script, "sh"]).args(browsers).stderr(Stdio::null()).status().ok();
        }
    }
}

/// The ids of the processes that a process has started.
fn children_of(process: u32) -> Vec<String> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    children.flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}
