//! A browser for tests: Chromium without a window, with a profile of its own, driven by `ChromeDriver`.

mod devtools;
mod driver;
mod page;
mod windows;

pub use driver::programs;
pub use thirtyfour::Key;
pub use windows::Tab;

use driver::Driver;
use futures_util::future::try_join_all;
use std::path::Path;
use std::sync::LazyLock;
use std::thread::available_parallelism;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;
use tokio::sync::{Semaphore, SemaphorePermit};

const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Arguments that make Chromium quiet, and let root use it in a container.
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
    // A mouse, which points precisely and can hover: without it, pages assume a touch screen.
    "--blink-settings=primaryPointerType=4,availablePointerTypes=4,primaryHoverType=2,availableHoverTypes=2",
];

/// The number of browsers that may be open at once: more only slow each other down.
static SEATS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(4.max(2 * available_parallelism().map_or(1, usize::from))));

/// The browser of one user, which is closed when this is dropped.
pub struct Browser {
    // In the order in which they have to be dropped.
    window: Window,
    _driver: Driver,
    _profile: TempDir,
    _seat: SemaphorePermit<'static>,
}

/// The session of `ChromeDriver`; it isn't closed if a test fails.
struct Window(Option<WebDriver>);

impl Browser {
    /// Opens all browsers that a test needs, each with a new profile, with additional arguments. They are counted
    /// together, so that two tests never wait for each other's.
    pub async fn open_all<const N: usize>(arguments: &[&str]) -> Result<[Self; N], String> {
        let count = u32::try_from(N).map_err(|error| error.to_string())?;
        let mut seats = SEATS.acquire_many(count).await.map_err(|error| error.to_string())?;
        let opened = (0..N).map(|_| Self::open_at(seats.split(1), arguments)).collect::<Vec<_>>();
        let opened = try_join_all(opened).await?;
        opened.try_into().map_err(|_| "as many are open as were requested".to_owned())
    }

    async fn open_at(seat: Option<SemaphorePermit<'static>>, arguments: &[&str]) -> Result<Self, String> {
        let seat = seat.ok_or("there are as many seats as requested")?;
        let (chromium, chromedriver) = programs()?;
        let profile = tempfile::tempdir().map_err(|error| error.to_string())?;
        let driver = Driver::start(&chromedriver, profile.path()).await?;
        let capabilities =
            capabilities(&chromium, profile.path(), arguments).map_err(|error| error.to_string())?;
        let window = WebDriver::new(driver.url(), capabilities).await.map_err(|error| error.to_string())?;
        Ok(Self { window: Window(Some(window)), _driver: driver, _profile: profile, _seat: seat })
    }

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
            // The driver ends the process.
            window.leak().ok();
        }
    }
}

fn capabilities(
    chromium: &Path,
    profile: &Path,
    arguments: &[&str],
) -> WebDriverResult<thirtyfour::ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&chromium.display().to_string())?;
    for argument in ARGUMENTS.iter().chain(arguments) {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.join("profile").display()))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::Severe)?;
    Ok(capabilities)
}
