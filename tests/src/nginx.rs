//! nginx as a site would run it: the configuration that is shipped, with addresses and a certificate of the tests' own. It is
//! gone with the process that started it.

use crate::supervisor::{Supervisor, free_address, program};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Starts nginx, and stops it at the end.
const SCRIPT: &str = r#"
"$1" -p "$2" -c "$2/nginx.conf" -e "$2/error.log" </dev/null >/dev/null 2>&1 & server=$!
while [ ! -s "$2/nginx.pid" ]; do kill -0 "$server" 2>/dev/null || exit 1; sleep 0.02; done
echo started
cat >/dev/null
kill -QUIT "$server"
"#;

/// The packages of nginx and of the program that makes its certificate.
const PACKAGES: &str = "nginx-light (and openssl)";

/// A running nginx in front of two instances, which ends when this is dropped or the process ends.
pub struct Nginx {
    _supervisor: Supervisor,
    folder: TempDir,
    pub secure: SocketAddr,
    /// Where it serves over plain HTTP what the configuration serves over TLS.
    pub plain: SocketAddr,
    /// Where it leads to the site.
    pub redirecting: SocketAddr,
}

impl Nginx {
    /// Starts it in front of two instances, with a file of configuration as it is shipped; or says why it can't.
    pub fn before(instances: [SocketAddr; 2], configuration: &Path) -> Result<Self, String> {
        let program = program("nginx", PACKAGES)?;
        let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
        make_certificate(folder.path())?;
        let [secure, plain, redirecting] = [free_address()?, free_address()?, free_address()?];
        let shipped = fs::read_to_string(configuration).map_err(|error| error.to_string())?;
        let here = folder.path().display().to_string();
        let listen = format!("listen {secure} ssl http2;\n    listen {plain};");
        let adapted = [
            ("simple-chats-1:8000", instances[0].to_string()),
            ("simple-chats-2:8000", instances[1].to_string()),
            ("listen 443 ssl http2;", listen),
            ("listen 80;", format!("listen {redirecting};")),
            ("/etc/nginx/tls", here.clone()),
            ("/var/log/nginx/access.log", format!("{here}/access.log")),
            ("${PUBLIC_URL}", format!("https://{secure}")),
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
        let arguments = [program.as_os_str(), folder.path().as_os_str()];
        let mut supervisor = Supervisor::start(None, SCRIPT, &arguments)?;
        let answer = supervisor.answer();
        let nginx = Self { _supervisor: supervisor, folder, secure, plain, redirecting };
        if answer == "started" { Ok(nginx) } else { Err(nginx.log()) }
    }

    /// The certificate that it shows, which signs itself.
    pub fn certificate(&self) -> PathBuf {
        self.folder.path().join("cert.pem")
    }

    /// Its log of requests so far.
    pub fn access_log(&self) -> String {
        fs::read_to_string(self.folder.path().join("access.log")).unwrap_or_default()
    }

    /// Its error log so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("error.log")).unwrap_or_default()
    }
}

fn make_certificate(folder: &Path) -> Result<(), String> {
    let made = Command::new(program("openssl", PACKAGES)?)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"])
        .args(["-days", "2", "-subj", "/CN=localhost"])
        .args(["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
        .arg("-keyout")
        .arg(folder.join("key.pem"))
        .arg("-out")
        .arg(folder.join("cert.pem"))
        .output()
        .map_err(|error| error.to_string())?;
    if made.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&made.stderr).into_owned()) }
}
