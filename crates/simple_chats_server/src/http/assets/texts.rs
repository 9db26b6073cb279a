//! The texts of templates: the functions `t` and `markup`. A call whose arguments are nothing but the key is replaced by its
//! text before the template is compiled.

use chrono::{DateTime, Utc};
use regex::{Captures, Regex};
use simple_chats_texts::{Argument, Dates, Texts};
use std::borrow::Cow;
use tera::value::Key;
use tera::{Error, Function, Kwargs, Map, State, Tera, TeraResult, Value};

/// `t(key="…", name=value)`: a text, which is escaped like every other value.
struct PlainText(&'static Texts);

/// `markup(key="…", name=value)`: a text with elements. The values are escaped, the text isn't.
struct Markup(&'static Texts);

/// `time_text(time=…)`: a time with its date, in UTC. `time`: `{at}`, by RFC 3339.
struct TimeText(&'static Texts);

/// `time_element(time=…)`: the same as an element, which the script shows in the time zone of the browser.
struct TimeElement(&'static Texts);

/// Adds the functions for a language.
pub(super) fn register(tera: &mut Tera, texts: &'static Texts) {
    tera.register_function("time_text", TimeText(texts));
    tera.register_function("time_element", TimeElement(texts));
    tera.register_function("t", PlainText(texts));
    tera.register_function("markup", Markup(texts));
}

/// Puts the texts of one language into a template, where they have no other arguments.
pub(super) fn put_in(source: &str, texts: &'static Texts) -> TeraResult<String> {
    let pattern = |pattern: &str| Regex::new(pattern).map_err(Error::message);
    let (whole, inner) =
        (pattern(r#"\{\{ (t|markup)\(key="([^"]*)"\) \}\}"#)?, pattern(r#"\b(t|markup)\(key="([^"]*)"\)"#)?);
    if let Some(missing) = pattern(r#"\b(?:t|markup)\(key="([^"]*)""#)?
        .captures_iter(source)
        .find(|found| !Texts::english().has(&found[1]))
    {
        return Err(Error::message(format!("there is no text {:?}", &missing[1])));
    }
    let source = whole.replace_all(source, |found: &Captures<'_>| {
        let text = texts.text(&found[2]);
        if &found[1] == "t" { escape(&text).into_owned() } else { text }
    });
    let source = inner.replace_all(&source, |found: &Captures<'_>| {
        // Escaped where it is shown.
        if &found[1] == "t" { literal(&texts.text(&found[2])) } else { found[0].to_owned() }
    });
    Ok(source.into_owned())
}

/// A text as a literal of the template language, which has three kinds of quotes and no escapes for all of them.
fn literal(text: &str) -> String {
    let quote = ['"', '`', '\''].into_iter().find(|quote| !text.contains(*quote)).unwrap_or('"');
    format!("{quote}{}{quote}", text.replace(['\\', quote], ""))
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Cow::Owned(escaped.replace('"', "&quot;").replace('\'', "&#39;"))
}

impl Function<TeraResult<String>> for PlainText {
    fn call(&self, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
        format(self.0, &arguments, ToString::to_string)
    }
}

impl Function<TeraResult<String>> for Markup {
    fn call(&self, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
        format(self.0, &arguments, |value| {
            let text = value.to_string();
            if value.is_safe() { text } else { escape(&text).into_owned() }
        })
    }

    fn is_safe(&self) -> bool {
        true
    }
}

impl Function<TeraResult<String>> for TimeText {
    fn call(&self, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
        let (_, text) = time_of(self.0, &arguments)?;
        Ok(text)
    }
}

impl Function<TeraResult<String>> for TimeElement {
    /// `kind`: how the script shows it, in full unless it says `date`.
    fn call(&self, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
        let (at, text) = time_of(self.0, &arguments)?;
        let kind: Option<&str> = arguments.get("kind")?;
        let (at, kind, text) = (escape(&at), escape(kind.unwrap_or("full")), escape(&text));
        Ok(format!("<time datetime=\"{at}\" data-time=\"{kind}\">{text}</time>"))
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// The argument `time`, for programs and for people.
fn time_of(texts: &Texts, arguments: &Kwargs) -> TeraResult<(String, String)> {
    let time: &Map = arguments.must_get("time")?;
    let at = time.get(&Key::from("at")).and_then(Value::as_str);
    let at = at.ok_or_else(|| Error::message("a time has `at`"))?;
    let time: DateTime<Utc> = at.parse().map_err(Error::message)?;
    let dates = Dates::of(texts.language());
    Ok((at.to_owned(), format!("{}, {} (UTC)", dates.long_day(time), dates.clock(time))))
}

fn format(texts: &Texts, arguments: &Kwargs, show: impl Fn(&Value) -> String) -> TeraResult<String> {
    let key: &str = arguments.must_get("key")?;
    let values: Vec<(&str, Argument)> = arguments
        .iter()
        .filter_map(|(name, value)| {
            let name = name.as_str().filter(|name| *name != "key")?;
            let argument = match value.as_i64().filter(|_| value.is_number()) {
                Some(number) => Argument::Number(number),
                None => Argument::Text(show(value)),
            };
            Some((name, argument))
        })
        .collect();
    Ok(texts.with(key, &values))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tera::Context;

    fn render(template: &str) -> TeraResult<String> {
        let mut tera = Tera::new();
        register(&mut tera, Texts::english());
        tera.add_raw_template("test.html", &put_in(template, Texts::english())?)?;
        let mut context = Context::new();
        context.insert("name", "<i>Ann</i>");
        context.insert("count", &2);
        tera.render("test.html", &context)
    }

    #[test]
    fn a_text_without_arguments_is_part_of_the_template() {
        let template = r#"<p title="{{ t(key="common-log-in") }}">{{ t(key="common-log-out") }}</p>"#;
        assert_eq!(put_in(template, Texts::english()).unwrap(), r#"<p title="Log in">Log out</p>"#);
        let set = r#"{% set label = t(key="common-log-in") %}{{ label }}"#;
        assert_eq!(render(set).unwrap(), "Log in");
    }

    #[test]
    fn a_key_without_a_text_is_an_error() {
        for template in [r#"{{ t(key="no-such") }}"#, r#"{{ markup(key="no-such", name=name) }}"#] {
            assert!(render(template).unwrap_err().to_string().contains("no-such"));
        }
    }

    #[test]
    fn a_literal_keeps_quotes() {
        assert_eq!(literal("a"), "\"a\"");
        assert_eq!(literal("a \"b\""), "`a \"b\"`");
        assert_eq!(escape("a & <b> \"c\""), "a &amp; &lt;b&gt; &quot;c&quot;");
    }
}
