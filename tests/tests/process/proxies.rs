//! The server behind each proxy of `docs/proxies.md`, by the configuration there: pages, the client's address, and sockets.

use crate::PROGRAM;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use simple_chats_tests::process::{ServerDir, ServerProcess};
use simple_chats_tests::skipped::skipped;
use simple_chats_tests::socket::PROTOCOL;
use simple_chats_tests::supervisor::{Supervisor, free_address, program};
use simple_chats_tests::tls::{BOTH, TestCertificate, TlsClient};
use simple_chats_tests::{TestUser, WAIT_TIMEOUT, timing};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

const DOCUMENT: &str = include_str!("../../../docs/proxies.md");

/// From where a client comes, and where it claims to come from.
const CLIENT: &str = "127.0.0.5";
const CLAIMED: &str = "203.0.113.9";

/// Runs a program until the input ends, with what it says in a file.
const SCRIPT: &str = r#"
log=$1 signal=$2 XDG_CONFIG_HOME=${1%/*}; shift 2
export XDG_CONFIG_HOME
"$@" </dev/null >"$log" 2>&1 & proxy=$!
read -r end; kill -s "$signal" "$proxy"; wait
"#;

/// How a proxy is started with a configuration of the document.
struct Kind {
    name: &'static str,
    package: &'static str,
    /// The language of the code in the document.
    language: &'static str,
    /// Its arguments behind the program; `{folder}` is where its file is.
    arguments: &'static [&'static str],
    file: &'static str,
    /// What is replaced in the configuration besides addresses, and must be there.
    replaced: &'static [(&'static str, &'static str)],
    /// What a whole installation has around it.
    around: [&'static str; 2],
    redirects: bool,
    /// The signal that ends it. Supervised programs begin with an ignored TERM, and not all of them change that.
    stop: &'static str,
}

const KINDS: [Kind; 4] = [
    Kind {
        name: "nginx",
        package: "nginx-light",
        language: "nginx",
        arguments: &["-p", "{folder}", "-c", "{folder}/nginx.conf", "-e", "{folder}/error.log"],
        file: "nginx.conf",
        replaced: &[
            ("listen 80;", "listen {plain};"),
            ("listen 443 ssl;", "listen {secure} ssl;"),
            ("https://chat.example.org$request_uri", "https://{secure}$request_uri"),
            ("/etc/ssl/chat.example.org/fullchain.pem", "{certificate}"),
            ("/etc/ssl/chat.example.org/privkey.pem", "{key}"),
        ],
        around: [
            "daemon off; pid {folder}/nginx.pid; worker_processes 1; events {}\nhttp {\n\
             client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;\n\
             uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;\n",
            "}\n",
        ],
        redirects: true,
        stop: "TERM",
    },
    Kind {
        name: "caddy",
        package: "caddy",
        language: "caddyfile",
        arguments: &["run", "--adapter", "caddyfile", "--config", "{folder}/Caddyfile"],
        file: "Caddyfile",
        replaced: &[("chat.example.org {\n", "https://{secure} {\n\ttls {certificate} {key}\n")],
        around: ["{\n\tadmin off\n\tauto_https off\n\tstorage file_system {folder}\n}\n", ""],
        redirects: false,
        stop: "TERM",
    },
    Kind {
        name: "apache2",
        package: "apache2-bin",
        language: "apache",
        arguments: &["-DFOREGROUND", "-f", "{folder}/apache.conf"],
        file: "apache.conf",
        replaced: &[
            ("<VirtualHost *:80>", "<VirtualHost {plain}>"),
            ("<VirtualHost *:443>", "<VirtualHost {secure}>"),
            ("https://chat.example.org/", "https://{secure}/"),
            ("/etc/ssl/chat.example.org/fullchain.pem", "{certificate}"),
            ("/etc/ssl/chat.example.org/privkey.pem", "{key}"),
        ],
        around: [
            "ServerRoot {folder}\nDefaultRuntimeDir {folder}\nPidFile {folder}/pid\nMutex file:{folder}\n\
             ErrorLog {folder}/error.log\nServerName 127.0.0.1\nListen {plain}\nListen {secure}\n\
             LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n\
             LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\n\
             LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so\n\
             LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so\n\
             LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so\n\
             LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so\n\
             LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so\n{user}",
            "",
        ],
        redirects: true,
        stop: "TERM",
    },
    Kind {
        name: "haproxy",
        package: "haproxy",
        language: "haproxy",
        arguments: &["-db", "-f", "{folder}/haproxy.cfg"],
        file: "haproxy.cfg",
        replaced: &[
            ("bind :80", "bind {plain}"),
            (
                "bind :443 ssl crt /etc/haproxy/chat.example.org.pem",
                "bind {secure} ssl crt {folder}/both.pem",
            ),
        ],
        around: ["", ""],
        redirects: true,
        stop: "KILL",
    },
];

/// A server behind a proxy.
struct Installation {
    _server_dir: ServerDir,
    server: ServerProcess,
    folder: TempDir,
    certificate: TestCertificate,
    secure: SocketAddr,
    plain: SocketAddr,
    _proxy: Supervisor,
}

impl Installation {
    async fn start(kind: &Kind) -> Result<Self, String> {
        let program = program(kind.name, kind.package)?;
        simple_chats_tests::supervisor::program("curl", "curl")?;
        let (certificate, folder) = (TestCertificate::new()?, tempfile::tempdir().unwrap());
        let [secure, plain, behind] = [free_address()?, free_address()?, free_address()?];
        let server_dir = ServerDir::new(PROGRAM)
            .with("LISTEN", &behind.to_string())
            .with("PUBLIC_URL", &format!("https://{secure}"))
            .with("TRUSTED_PROXIES", "127.0.0.1")
            .with("COMMON_PASSWORDS", "allow");
        let server = server_dir.start().await;
        let both = [certificate.file(), certificate.key()].map(|file| fs::read(file).unwrap()).concat();
        fs::write(folder.path().join("both.pem"), both).unwrap();
        let values = [
            ("{folder}", folder.path().display().to_string()),
            ("{secure}", secure.to_string()),
            ("{plain}", plain.to_string()),
            ("{certificate}", certificate.file().display().to_string()),
            ("{key}", certificate.key().display().to_string()),
            ("{user}", if is_root() { "User nobody\nGroup nogroup\n".to_owned() } else { String::new() }),
        ];
        let fill =
            |text: &str| values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(name, value));
        let documented = documented(kind.language);
        let site = kind.replaced.iter().fold(documented, |text, (from, to)| {
            assert!(text.contains(from), "{}: the document has no '{from}'", kind.name);
            text.replace(from, &fill(to))
        });
        assert!(site.contains("127.0.0.1:8000"), "{site}");
        let site = site.replace("127.0.0.1:8000", &behind.to_string());
        let site = site.replace("chat.example.org", "127.0.0.1");
        let [before, after] = kind.around.map(fill);
        fs::write(folder.path().join(kind.file), format!("{before}{site}{after}")).unwrap();
        let log = folder.path().join("output.log");
        let arguments: Vec<String> = kind.arguments.iter().map(|argument| fill(argument)).collect();
        let arguments = [log.as_os_str(), kind.stop.as_ref(), program.as_os_str()]
            .into_iter()
            .chain(arguments.iter().map(AsRef::as_ref));
        let proxy = Supervisor::start(None, SCRIPT, &arguments.collect::<Vec<_>>())?;
        let said = || fs::read_to_string(&log).unwrap_or_default();
        timing::until(said, async || TcpStream::connect(secure).await.is_ok()).await;
        Ok(Self { _server_dir: server_dir, server, folder, certificate, secure, plain, _proxy: proxy })
    }

    /// What curl shows of an address, headers first, as a client that claims another address.
    fn curl(&self, arguments: &[&str], path: &str) -> String {
        let jar = self.folder.path().join("cookies");
        let output = Command::new("curl")
            .args(["--silent", "--show-error", "--include", "--max-time", "20", "--noproxy", "*"])
            .args(["--interface", CLIENT, "--header", &format!("X-Forwarded-For: {CLAIMED}")])
            .arg("--cookie-jar")
            .arg(&jar)
            .arg("--cookie")
            .arg(&jar)
            .arg("--cacert")
            .arg(self.certificate.file())
            .args(arguments)
            .arg(format!("https://{}{path}", self.secure))
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    async fn check(&self, kind: &Kind) {
        let name = kind.name;
        let page = self.curl(&[], "/authentication/login");
        assert!(page.lines().next().unwrap().contains(" 200"), "{name}: {page}");
        let head = page.to_ascii_lowercase();
        assert!(
            head.contains("strict-transport-security: ") && head.contains("set-cookie: __host-"),
            "{name}: {page}"
        );
        for hidden in ["/readyz", "/readyz/", "/metrics"] {
            let answer = self.curl(&[], hidden);
            assert!(answer.lines().next().unwrap().contains(" 404"), "{name}: {answer}");
        }
        if kind.redirects {
            self.expect_redirect(name);
        }
        let (ann, ben, chat_id) = self.server.register_pair().await;
        self.log_in(&page, &ann);
        let sessions = self.server.get("/api/sessions", &ann).await;
        assert_eq!(sessions["data"][0]["address"], CLIENT, "{name}: {sessions}");
        self.talk(name, &ann, &ben, chat_id).await;
    }

    fn expect_redirect(&self, name: &str) {
        let output = Command::new("curl")
            .args(["--silent", "--max-time", "20", "--noproxy", "*", "--output", "/dev/null"])
            .args(["--write-out", "%{http_code} %header{location}"])
            .arg(format!("http://{}/chats/list", self.plain))
            .output()
            .unwrap();
        let redirect = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(redirect.starts_with("301 https://127.0.0.1"), "{name}: {redirect}");
        assert!(redirect.ends_with("/chats/list"), "{name}: {redirect}");
    }

    fn log_in(&self, page: &str, user: &TestUser) {
        let token =
            page.split_once("name=\"csrf_token\" value=\"").and_then(|(_, rest)| rest.split_once('"'));
        let form =
            [("csrf_token", token.unwrap().0), ("email", &user.username), ("password", &user.password)];
        let fields: Vec<String> = form.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let data: Vec<&str> = fields.iter().flat_map(|field| ["--data-urlencode", field]).collect();
        let origin = format!("Origin: https://{}", self.secure);
        let answer = self.curl(&[&data[..], &["--header", &origin]].concat(), "/authentication/login");
        assert!(answer.lines().next().unwrap().contains(" 30"), "{answer}");
    }

    /// A message from one socket to another.
    async fn talk(&self, name: &str, ann: &TestUser, ben: &TestUser, chat_id: i64) {
        let client = TlsClient::offering(&["http/1.1"], self.secure, &[&self.certificate], BOTH);
        let mut sockets = Vec::new();
        for user in [ann, ben] {
            let mut request = format!("wss://{}/ws", self.secure).into_client_request().unwrap();
            let token = format!("Bearer {}", self.server.token_of(user).await.0);
            request.headers_mut().insert("authorization", token.parse().unwrap());
            request.headers_mut().insert("sec-websocket-protocol", PROTOCOL.parse().unwrap());
            let stream = client.connect().await.unwrap();
            let (socket, _) =
                client_async(request, stream).await.unwrap_or_else(|error| panic!("{name}: {error}"));
            sockets.push(socket);
        }
        let send = json!({ "type": "send", "client_id": "1", "chat_id": chat_id, "text": "through" });
        sockets[0].send(Message::text(send.to_string())).await.unwrap();
        loop {
            let frame = timing::within(WAIT_TIMEOUT, sockets[1].next()).await.unwrap().unwrap();
            let Message::Text(frame) = frame else { continue };
            let frame: Value = serde_json::from_str(&frame).unwrap();
            if frame["type"] == "message" {
                assert_eq!(frame["message"]["text"], "through", "{name}");
                return;
            }
        }
    }
}

/// The configuration of a proxy in the document.
fn documented(language: &str) -> String {
    let code = DOCUMENT.split_once(&format!("```{language}\n")).and_then(|(_, rest)| rest.split_once("```"));
    code.unwrap_or_else(|| panic!("the document has no code in {language}")).0.to_owned()
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self").metadata().is_ok_and(|metadata| metadata.uid() == 0)
}

#[tokio::test]
async fn each_documented_proxy_passes_everything_on_and_names_the_client() {
    for kind in &KINDS {
        match Installation::start(kind).await {
            Ok(installation) => installation.check(kind).await,
            Err(why) => skipped(&format!("the server behind {}", kind.name), &why),
        }
    }
}
