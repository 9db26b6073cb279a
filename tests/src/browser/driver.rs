//! The processes of Chromium and `ChromeDriver`, which leave nothing behind.

use super::POLL_INTERVAL;
use crate::WAIT_TIMEOUT;
use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The file that `ChromeDriver` writes to.
const OUTPUT_FILE: &str = "chromedriver.out";
pub(super) struct Driver {
    process: Child,
    port: u16,
}

/// The paths of Chromium and `ChromeDriver`, or what is missing.
pub fn programs() -> Result<(PathBuf, PathBuf), String> {
    let find = |name: &str| {
        let path = env::var_os("PATH").unwrap_or_default();
        let found = env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
        found.ok_or_else(|| format!("{name} is missing: install the packages chromium and chromium-driver"))
    };
    Ok((find("chromium")?, find("chromedriver")?))
}

impl Driver {
    /// Starts one, and another if it ends at once: its port may be in use on one of the two loopback addresses.
    pub(super) async fn start(program: &Path, folder: &Path) -> Result<Self, String> {
        let deadline = Instant::now() + WAIT_TIMEOUT;
        loop {
            let mut driver = Self::spawn(program, folder)?;
            while Instant::now() < deadline && driver.is_starting() {
                tokio::time::sleep(POLL_INTERVAL).await;
                driver.port = port_in(&output_in(folder)).unwrap_or(0);
            }
            if driver.port != 0 {
                return Ok(driver);
            }
            if Instant::now() > deadline {
                return Err(format!("ChromeDriver does not print its port: {}", output_in(folder)));
            }
        }
    }

    fn spawn(program: &Path, folder: &Path) -> Result<Self, String> {
        let out = File::create(folder.join(OUTPUT_FILE)).map_err(|error| error.to_string())?;
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

fn output_in(folder: &Path) -> String {
    fs::read_to_string(folder.join(OUTPUT_FILE)).unwrap_or_default()
}

/// The port in `ChromeDriver was started successfully on port 12345.`
fn port_in(output: &str) -> Option<u16> {
    output.split_once("successfully on port ")?.1.split_once('.')?.0.parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        let browsers = children_of(self.process.id());
        self.process.kill().ok();
        self.process.wait().ok();
        // A browser that was closed has no processes.
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

fn children_of(process: u32) -> Vec<String> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let children = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    children.flat_map(|ids| ids.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Whether a process runs; a zombie does not.
fn is_running(process: &str) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, state)| !state.starts_with('Z'))
}
