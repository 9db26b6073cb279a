//! Settings that stop the start or cause a warning.

use super::*;

#[test]
fn an_unreadable_value_is_named_with_its_origin_and_the_expected_form() {
    let cases = [
        ("LISTEN", "8000", "expected an IP address and a port, such as 127.0.0.1:8000 or [::]:8000"),
        ("MAIL_PORT", "smtp", "expected a port from 1 to 65535"),
        ("MAIL_SERVER", "smtp.x:587", "expected the name or address of a host, without a port"),
        ("DATABASE_POOL_SIZE", "0", "expected a whole number from 1 to 1000"),
        ("DB_PORT", "0", "expected a port from 1 to 65535"),
        ("SESSION_MAX_AGE", "0", "expected a whole number from 1 to 315360000"),
        ("REQUIRED_MIN_PASSWORD_LENGTH", "0", "expected a whole number from 1 to 256"),
        ("BCRYPT_COST", "3", "expected a whole number from 4 to 20"),
        ("CHATS_PER_PAGE", "101", "expected a whole number from 1 to 100"),
        ("MESSAGES_PER_LOAD_EVENT", "-1", "expected a whole number from 1 to 100"),
        ("COMMON_PASSWORDS", "maybe", "expected refuse or allow"),
        ("RATE_LIMITS", "10", "expected on or off"),
        ("LOGGING", "loud", "expected true or false"),
        ("LOG_FORMAT", "xml", "expected pretty or json"),
        ("LOG_LEVEL", "all", "expected error, warn, info, debug or trace"),
    ];
    for (name, value, expected) in cases {
        let line = refusal(&vars(&[(name, value)]));
        assert_eq!(line, format!("{name} = \"{value}\" (from environment): {expected}"));
    }
    let dot_env = Sources { dot_env: Some("LOGGING='loud\nx'".to_owned()), ..Sources::default() };
    assert_eq!(refusal(&dot_env), "LOGGING = \"loud\\nx\" (from .env): expected true or false");
    assert_eq!(
        refusal(&file("[limits]\nsend_per_user = \"fast\"")),
        "limits.send_per_user = \"fast\" (from file simple-chats.toml): expected a number up to 1000000 for each \
         second, minute, hour, or day, with a burst if it differs, such as \"10/minute\" or \"5/second, burst 20\""
    );
}

#[test]
fn a_broken_line_of_dot_env_matters_only_if_the_name_is_ours() {
    let dot_env = |text: &str| Sources { dot_env: Some(text.to_owned()), ..Sources::default() };
    assert!(Settings::read(&dot_env("???\nFOO='bar\nBAR baz\n")).is_ok());
    assert_eq!(
        refusal(&dot_env("\nSECRET_KEY='hush\n")),
        "SECRET_KEY (from .env, line 2): expected the value's quote closed, with nothing but a comment behind it"
    );
    assert_eq!(refusal(&dot_env("SECRET_KEY hush")), "SECRET_KEY (from .env, line 1): expected NAME=value");
}

#[test]
fn a_sender_that_is_no_address_is_refused_even_if_the_username_implies_it() {
    assert_eq!(
        refusal(&vars(&[("MAIL_USERNAME", "apikey")])),
        "MAIL_DEFAULT_SENDER = \"apikey\" (from MAIL_USERNAME): expected an e-mail address, such as \
         chat@example.org or Simple Chats <chat@example.org>"
    );
    let sender = ("MAIL_DEFAULT_SENDER", "chat@example.org");
    assert_eq!(read(&[("MAIL_USERNAME", "apikey"), sender]).mail.sender, "chat@example.org");
}

#[test]
fn a_certificate_and_its_key_are_set_together() {
    for (set, unset) in [("TLS_CERT", "TLS_KEY"), ("TLS_KEY", "TLS_CERT")] {
        let line = format!("{set} = a.pem is set, and {unset} is not: expected both or none of them");
        assert_eq!(refusal(&vars(&[(set, "a.pem")])), line);
    }
    let both = [("TLS_CERT", "a.pem"), ("TLS_KEY", "a.key")];
    assert_eq!(read(&both).warnings, [""; 0]);
    let with = |url| read(&[both[0], both[1], ("PUBLIC_URL", url)]).warnings.join("\n");
    assert!(!with("https://chat.example").contains("TLS_CERT"));
    assert!(
        with("http://chat.example")
            .starts_with("PUBLIC_URL = http://chat.example is http, and with TLS_CERT")
    );
}

#[test]
fn a_short_key_is_warned_about_on_loopback_and_refused_elsewhere() {
    for name in ["SECRET_KEY", "SECRET_KEY_PREVIOUS"] {
        let key = (name, "very-secret");
        let warning = format!(
            "{name} has 11 bytes, which can be guessed: a server that others reach requires at least 32; \
             `openssl rand -base64 48` makes a good one"
        );
        for listen in ["127.0.0.1:8000", "[::1]:8000", "[::ffff:127.0.0.1]:8000", "127.9.9.9:8000"] {
            assert_eq!(read(&[key, ("LISTEN", listen)]).warnings, [warning.as_str()], "{listen}");
        }
        for url in [
            "http://localhost:8000",
            "https://localhost",
            "http://localhost.",
            "http://chats.localhost",
            "http://127.0.0.1:8000",
            "http://[::1]:8000",
        ] {
            assert_eq!(read(&[key, ("PUBLIC_URL", url)]).warnings, [warning.as_str()], "{url}");
        }
        for (setting, value, why) in [
            ("LISTEN", "0.0.0.0:8000", "can be reached from other machines"),
            ("LISTEN", "[::]:8000", "can be reached from other machines"),
            ("LISTEN", "192.168.0.7:8000", "can be reached from other machines"),
            ("PUBLIC_URL", "https://chat.example.org", "is an address for other machines"),
            ("PUBLIC_URL", "http://chat.lan:8000", "is an address for other machines"),
            ("PUBLIC_URL", "http://192.168.0.7", "is an address for other machines"),
            ("PUBLIC_URL", "http://[fd00::7]", "is an address for other machines"),
            ("PUBLIC_URL", "http://localhost.example.org", "is an address for other machines"),
            ("PUBLIC_URL", "http://notlocalhost", "is an address for other machines"),
        ] {
            let expected = format!(
                "{name} has 11 bytes, and {setting} = {value} {why}: expected a key of at least 32 bytes; \
                 `openssl rand -base64 48` makes a good one"
            );
            assert_eq!(refusal(&vars(&[key, (setting, value)])), expected);
            let good = [(name, GOOD_KEY), (setting, value)];
            assert!(read(&good).warnings.is_empty(), "{value}");
        }
    }
}

#[test]
fn a_good_key_excuses_no_short_previous_one() {
    let given = [
        ("SECRET_KEY", GOOD_KEY),
        ("SECRET_KEY_PREVIOUS", "very-secret"),
        ("PUBLIC_URL", "https://chat.example.org"),
    ];
    let line = refusal(&vars(&given));
    assert!(line.starts_with("SECRET_KEY_PREVIOUS has 11 bytes, and PUBLIC_URL = "), "{line}");
}

#[test]
fn mail_for_other_machines_requires_a_public_url() {
    let open = [("LISTEN", "0.0.0.0:8000"), ("MAIL_SERVER", "mail")];
    assert_eq!(
        refusal(&vars(&open)),
        "PUBLIC_URL is not set, and LISTEN = 0.0.0.0:8000 can be reached from other machines while MAIL_SERVER = \
         mail sends mail: expected the address that mailed links begin with, such as https://chat.example.org"
    );
    read(&[open[0], open[1], ("PUBLIC_URL", "http://chat.lan")]);
    read(&[("LISTEN", "0.0.0.0:8000")]);
    read(&[("MAIL_SERVER", "mail")]);
}

#[test]
fn mail_without_tls_stays_in_the_private_network() {
    let sender = ("MAIL_DEFAULT_SENDER", "chats@example.org");
    let plain = |server: &'static str| vars(&[("MAIL_SERVER", server), ("MAIL_USE_TLS", "false"), sender]);
    let warnings = |server| Settings::read(&plain(server)).unwrap().warnings;
    for server in ["localhost", "mail", "127.0.0.1", "10.0.0.5", "::1", "fd00::5"] {
        assert!(warnings(server).is_empty(), "{server}");
    }
    assert!(warnings("smtp.example.org")[0].starts_with("MAIL_USE_TLS = false: mail and password travel"));
    assert_eq!(
        refusal(&plain("203.0.113.5")),
        "MAIL_USE_TLS = false, and MAIL_SERVER = 203.0.113.5 is neither this machine nor in a private network: \
         expected true, since mail and password would travel in the clear"
    );
    let from_the_first_byte =
        [("MAIL_SERVER", "203.0.113.5"), ("MAIL_USE_TLS", "false"), ("MAIL_PORT", "465"), sender];
    assert!(read(&from_the_first_byte).warnings.is_empty());
}

#[test]
fn a_sender_that_mail_servers_refuse_is_warned_of() {
    for sender in ["simple-chats@localhost", "Chats <chats@localhost>"] {
        let given = [("MAIL_SERVER", "mail"), ("MAIL_DEFAULT_SENDER", sender)];
        assert!(read(&given).warnings[0].contains("MAIL_DEFAULT_SENDER"), "{sender}");
    }
    assert!(read(&[("MAIL_DEFAULT_SENDER", "chats@localhost")]).warnings.is_empty(), "mails are files");
}

#[test]
fn a_mail_password_requires_a_username() {
    let given = [("MAIL_SERVER", "mail"), ("MAIL_PASSWORD", "hush")];
    assert_eq!(
        refusal(&vars(&given)),
        "MAIL_USERNAME is not set, but MAIL_PASSWORD is: expected both or none of them"
    );
}
