//! nginx as a site would run it: the configuration that is shipped, with addresses and a certificate of the tests' own. It is
//! gone with the process that started it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use tempfile::TempDir;

/// A shell that starts the server, and ends it at the end of its own input.
const SUPERVISOR: &str = r#"
trap '' INT TERM HUP
"$1" -p "$2" -c "$2/nginx.conf" -e "$2/error.log" </dev/null >/dev/null 2>&1 & server=$!
while [ ! -s "$2/nginx.pid" ]; do kill -0 "$server" || exit 1; sleep 0.02; done
echo started
cat >/dev/null
kill -QUIT "$server"
"#;

/// A running nginx in front of two instances, which ends when this is dropped or the process ends.
pub struct Nginx {
    supervisor: Child,
    input: Option<ChildStdin>,
    folder: TempDir,
    /// Where it speaks TLS.
    pub secure: SocketAddr,
    /// Where it speaks plain HTTP, to whom the configuration would do so by TLS.
    pub plain: SocketAddr,
}

impl Nginx {
    /// Starts it in front of two instances, with a file of configuration as it is shipped; or says why it can't.
    ///
    /// # Panics
    /// Where the configuration is not the one that is expected.
    pub fn before(instances: [SocketAddr; 2], configuration: &Path) -> Result<Self, String> {
        let program = program("nginx")?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        make_certificate(folder.path())?;
        let [secure, plain] = [free_address()?, free_address()?];
        let shipped = fs::read_to_string(configuration).map_err(|error| error.to_string())?;
        let here = folder.path().display().to_string();
        let listen = format!("listen {secure} ssl http2;\n    listen {plain};");
        let adapted = [
            ("simple-chats-1:8000", instances[0].to_string()),
            ("simple-chats-2:8000", instances[1].to_string()),
            ("listen 443 ssl http2;", listen),
            ("listen 80;", format!("listen {};", free_address()?)),
            ("/etc/nginx/tls", here.clone()),
        ];
        let site = adapted.iter().fold(shipped, |text, (shipped, here)| {
            assert!(text.contains(shipped), "the configuration has no '{shipped}'");
            text.replace(shipped, here)
        });
        let whole = format!(
            "daemon off; pid {here}/nginx.pid; worker_processes 1; events {{ worker_connections 1024; }}\n\
             http {{ access_log off; client_body_temp_path {here}/body; proxy_temp_path {here}/proxy;\n\
             fastcgi_temp_path {here}/fastcgi; uwsgi_temp_path {here}/uwsgi; scgi_temp_path {here}/scgi;\n{site}\n}}\n"
        );
        fs::write(folder.path().join("nginx.conf"), whole).map_err(|error| error.to_string())?;
        let mut supervisor = Command::new("sh")
            .args(["-c", SUPERVISOR, "sh"])
            .arg(program)
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let (input, output) = (supervisor.stdin.take(), supervisor.stdout.take());
        let mut line = String::new();
        BufReader::new(output.ok_or("it has no output")?)
            .read_line(&mut line)
            .map_err(|error| error.to_string())?;
        let nginx = Self { supervisor, input, folder, secure, plain };
        if line.trim_end() == "started" { Ok(nginx) } else { Err(nginx.log()) }
    }

    /// The certificate that it shows, which signs itself.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    /// What it has complained of so far.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        drop(self.input.take());
        self.supervisor.wait().expect("the supervisor ends with its input");
    }
}

/// An address on which nobody listens at this moment.
///
/// # Errors
/// Where no port is free.
pub fn free_address() -> Result<SocketAddr, String> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.map_err(|error| format!("there is no free port: {error}"))
}

fn make_certificate(folder: &Path) -> Result<(), String> {
    let made = Command::new(program("openssl")?)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"])
        .args([
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
        ])
        .arg("-keyout")
        .arg(folder.join("key.pem"))
        .arg("-out")
        .arg(folder.join("cert.pem"))
        .output()
        .map_err(|error| error.to_string())?;
    if made.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&made.stderr).into_owned()) }
}

fn program(name: &str) -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let found = folders.find_map(|folder| Some(folder.join(name)).filter(|file| file.is_file()));
    found.ok_or_else(|| {
        format!("the program {name} is not here: install the packages nginx-light and openssl")
    })
}
