//! Chromium and `ChromeDriver` as processes: where they are, how they are started, and that nothing is left of them.

use super::LOOK_EVERY;
use crate::WAIT_TIMEOUT;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The file that `ChromeDriver` writes to.
const SAID: &str = "chromedriver.out";

/// A `ChromeDriver` on a free port.
pub(super) struct Driver {
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

impl Driver {
    /// Starts one; another in its place if it ends at once, as when the port that it has drawn is taken on one of
    /// the two loopback addresses.
    pub(super) async fn start(program: &Path, folder: &Path) -> Result<Self, String> {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        loop {
            let mut driver = Self::spawn(program, folder)?;
            while Instant::now() < deadline && driver.is_starting() {
                tokio::time::sleep(LOOK_EVERY).await;
                driver.port = port_in(&said_in(folder)).unwrap_or(0);
            }
            if driver.port != 0 {
                return Ok(driver);
            }
            if Instant::now() > deadline {
                return Err(format!("ChromeDriver does not say on which port it is: {}", said_in(folder)));
            }
        }
    }

    fn spawn(program: &Path, folder: &Path) -> Result<Self, String> {
        let out = File::create(folder.join(SAID)).map_err(|error| error.to_string())?;
        let process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("ChromeDriver does not start: {error}"))?;
        Ok(Self { process, port: 0 })
    }

    fn is_starting(&mut self) -> bool {
        self.port == 0 && self.process.try_wait().is_ok_and(|ended| ended.is_none())
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

fn said_in(folder: &Path) -> String {
    fs::read_to_string(folder.join(SAID)).unwrap_or_default()
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
        // Where the browser was closed, there is none any more.
        if browsers.is_empty() {
            return;
        }
        Command::new("kill").args(["-s", "KILL"]).args(&browsers).stderr(Stdio::null()).status().ok();
        let deadline = Instant::now() + Duration::from_secs(1);
        while browsers.iter().any(|browser| is_running(browser)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The ids of the processes that a process has started.
fn children_of(process: u32) -> Vec<String> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    children.flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether a process hasn't ended; one that nobody has waited for yet has.
fn is_running(process: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
}
