//! Reads the configuration file: TOML with the settings' names in lower case, and individual limits in `[limits]`.

use super::error::SettingsError;
use super::report::Origin;
use super::sources::ConfigFile;
use super::table::{ALLOWED_HOSTS, CORS_ORIGINS, LIMITS, SETTINGS, Setting, TRUSTED_PROXIES};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// The settings that may be lists.
const LISTS: [&str; 3] = [TRUSTED_PROXIES.name, ALLOWED_HOSTS.name, CORS_ORIGINS.name];

/// The file's values as texts, by key; a limit's key starts with `limits.`.
pub(super) fn values(file: &ConfigFile) -> Result<BTreeMap<String, String>, SettingsError> {
    let table: Table = file.text.parse().map_err(|error| syntax_error(file, &error))?;
    let mut values = BTreeMap::new();
    for (key, value) in table {
        match value {
            Value::Table(limits) if key == "limits" => {
                for (key, value) in limits {
                    insert(&mut values, file, format!("limits.{key}"), &value)?;
                }
            }
            value => insert(&mut values, file, key, &value)?,
        }
    }
    Ok(values)
}

fn insert(
    values: &mut BTreeMap<String, String>,
    file: &ConfigFile,
    key: String,
    value: &Value,
) -> Result<(), SettingsError> {
    let setting = SETTINGS.iter().chain(LIMITS).find(|setting| setting.file_key() == key);
    let text = match setting {
        Some(setting) => text(setting, value).map_err(|expected| {
            SettingsError::value(setting, &value.to_string(), &Origin::File(file.name.clone()), expected)
        })?,
        None => return Err(unknown_key(file, key)),
    };
    values.insert(key, text);
    Ok(())
}

fn text(setting: &Setting, value: &Value) -> Result<String, &'static str> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Boolean(truth) => Ok(truth.to_string()),
        Value::Array(items) if LISTS.contains(&setting.name) => {
            let texts: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
            texts.map(|texts| texts.join(",")).ok_or("a list of texts")
        }
        Value::Array(_) | Value::Table(_) | Value::Float(_) | Value::Datetime(_) => {
            Err("a text, a whole number, true or false")
        }
    }
}

fn unknown_key(file: &ConfigFile, key: String) -> SettingsError {
    let lower = key.to_ascii_lowercase();
    let is_known = SETTINGS.iter().chain(LIMITS).any(|setting| setting.file_key() == lower);
    let expected = if is_known {
        format!("\"{lower}\", in lower case")
    } else if key.starts_with("limits") {
        let names: Vec<_> = LIMITS.iter().map(|limit| limit.name.trim_start_matches("limits.")).collect();
        format!("a table [limits] of {}", names.join(", "))
    } else {
        "names of settings in lower case, such as \"listen\"; `simple-chats config` lists them".to_owned()
    };
    SettingsError::UnknownKey { file: file.name.clone(), key, expected }
}

fn syntax_error(file: &ConfigFile, error: &toml::de::Error) -> SettingsError {
    let start = error.span().map_or(0, |span| span.start);
    let line = 1 + file.text.bytes().take(start).filter(|byte| *byte == b'\n').count();
    let problem = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    SettingsError::Syntax { file: file.name.clone(), line, problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BTreeMap<String, String>, String> {
        let file = ConfigFile { name: "simple-chats.toml".to_owned(), text: text.to_owned() };
        values(&file).map_err(|error| error.to_string())
    }

    #[test]
    fn texts_numbers_truths_lists_and_limits_are_read() {
        let values = read(
            "listen = \"[::1]:8000\"\nmail_port = 25\nlogging = false\ntrusted_proxies = [\"10.0.0.1\", \"fd00::/8\"]\n\
             [limits]\nlogin_per_account = \"20/minute\"\n",
        )
        .unwrap();
        let expected = [
            ("limits.login_per_account", "20/minute"),
            ("listen", "[::1]:8000"),
            ("logging", "false"),
            ("mail_port", "25"),
            ("trusted_proxies", "10.0.0.1,fd00::/8"),
        ];
        assert!(values.iter().map(|(key, value)| (key.as_str(), value.as_str())).eq(expected), "{values:?}");
    }

    #[test]
    fn unknown_keys_are_named() {
        let cases = [
            (
                "lissten = 1",
                "simple-chats.toml: \"lissten\" is no setting: expected names of settings in lower case, \
                 such as \"listen\"; `simple-chats config` lists them",
            ),
            ("LISTEN = 1", "simple-chats.toml: \"LISTEN\" is no setting: expected \"listen\", in lower case"),
            (
                "[limits]\nlogin = \"1/minute\"",
                "simple-chats.toml: \"limits.login\" is no setting: expected a table [limits] of login_per_account, \
                 login_per_network, register_per_network, forgot_password_per_network, \
                 forgot_password_per_address, send_per_user, read_per_user, search_per_user, upload_per_user, \
                 connections_per_network, anonymous_connections_per_network",
            ),
            (
                "limits = 5",
                "simple-chats.toml: \"limits\" is no setting: expected a table [limits] of login_per_account, \
                 login_per_network, register_per_network, forgot_password_per_network, \
                 forgot_password_per_address, send_per_user, read_per_user, search_per_user, upload_per_user, \
                 connections_per_network, anonymous_connections_per_network",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).unwrap_err(), expected);
        }
    }

    #[test]
    fn values_of_another_type_are_named_and_secrets_are_not_shown() {
        assert_eq!(
            read("mail_port = 2.5").unwrap_err(),
            "MAIL_PORT = \"2.5\" (from file simple-chats.toml): expected a text, a whole number, true or false"
        );
        assert_eq!(
            read("secret_key = [\"hush\"]").unwrap_err(),
            "SECRET_KEY (from file simple-chats.toml): expected a text, a whole number, true or false"
        );
        assert_eq!(
            read("trusted_proxies = [1]").unwrap_err(),
            "TRUSTED_PROXIES = \"[1]\" (from file simple-chats.toml): expected a list of texts"
        );
        assert!(read("[listen]\nport = 1").unwrap_err().starts_with("LISTEN = "));
    }

    #[test]
    fn a_file_that_is_not_toml_is_refused_in_one_line_without_its_content() {
        for text in ["listen = \"x\"\nsecret_key = hush-hush\n", "listen = \"x\"\nsecret_key = \"hush-hush\n"]
        {
            let error = read(text).unwrap_err();
            assert!(error.starts_with("simple-chats.toml, line 2: "), "{error}");
            assert!(!error.contains('\n') && !error.contains("hush"), "{error}");
        }
        assert!(read("logging = true\nlogging = true").unwrap_err().contains("line 2: duplicate key"));
    }
}
