//! Names of attachments.

use crate::text::{is_direction_mark, is_invisible};

/// The most bytes of a name.
pub const MAX_ATTACHMENT_NAME_BYTES: usize = 200;

/// The most bytes of what counts as an extension; a longer one is cut like the rest of the name.
const MAX_EXTENSION_BYTES: usize = 20;

/// The extension of each media type that is shown in the page.
const EXTENSIONS: [(&str, &str); 12] = [
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/gif", "gif"),
    ("image/webp", "webp"),
    ("image/avif", "avif"),
    ("video/mp4", "mp4"),
    ("video/webm", "webm"),
    ("audio/mpeg", "mp3"),
    ("audio/mp4", "m4a"),
    ("audio/ogg", "ogg"),
    ("audio/webm", "webm"),
    ("audio/wav", "wav"),
];

/// The name of an attachment. It keeps its characters, but loses path separators, control characters, line separators, and
/// characters that change the writing direction, which could make one extension look like another. It has at most 200
/// bytes, and is never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentName(String);

impl AttachmentName {
    /// The name that a client has given to a file of a media type. If nothing visible is left of it, it is `file` with the
    /// extension of the type.
    #[must_use]
    pub fn of(given: &str, media_type: &str) -> Self {
        let kept: String = given.chars().filter(|character| !is_left_out(*character)).collect();
        let kept = kept.trim();
        if kept.chars().all(|character| character == '.' || is_invisible(character)) {
            let known = EXTENSIONS.iter().find(|(known, _)| *known == media_type);
            return Self(format!("file.{}", known.map_or("bin", |(_, extension)| extension)));
        }
        Self(cut(kept))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<AttachmentName> for String {
    fn from(name: AttachmentName) -> Self {
        name.0
    }
}

fn is_left_out(character: char) -> bool {
    character.is_control()
        || is_direction_mark(character)
        || matches!(character, '/' | '\\' | '\u{2028}' | '\u{2029}')
}

/// Cuts a name to the most bytes, between two characters, and keeps its extension.
fn cut(name: &str) -> String {
    if name.len() <= MAX_ATTACHMENT_NAME_BYTES {
        return name.to_owned();
    }
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension)
        .filter(|extension| !extension.is_empty() && extension.len() <= MAX_EXTENSION_BYTES);
    let Some(extension) = extension else { return beginning(name, MAX_ATTACHMENT_NAME_BYTES).to_owned() };
    let stem = beginning(name, MAX_ATTACHMENT_NAME_BYTES - 1 - extension.len());
    format!("{}.{extension}", stem.trim_end_matches('.'))
}

/// The longest beginning of so many bytes that ends between two characters.
fn beginning(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(given: &str) -> String {
        AttachmentName::of(given, "image/jpeg").into()
    }

    #[test]
    fn a_name_keeps_its_characters() {
        for given in ["harbour.jpg", "Été à la plage (1).JPEG", "日本語 🏖.png", ".bashrc", "a.tar.gz"]
        {
            assert_eq!(name(given), given);
        }
    }

    #[test]
    fn separators_and_characters_that_deceive_are_left_out() {
        for (given, expected) in [
            ("../../etc/passwd", "....etcpasswd"),
            ("C:\\photos\\me.jpg", "C:photosme.jpg"),
            ("evil\u{202E}gpj.exe", "evilgpj.exe"),
            ("a\r\nb\0c\u{85}.txt", "abc.txt"),
            ("a\u{2028}b\u{2066}.txt", "ab.txt"),
            ("  spaced.txt ", "spaced.txt"),
        ] {
            assert_eq!(name(given), expected);
        }
    }

    #[test]
    fn an_empty_name_becomes_file_with_the_extension_of_its_type() {
        for given in ["", " ", "/", "..", "\u{200B}", "\0"] {
            assert_eq!(name(given), "file.jpg", "{given:?}");
        }
        assert_eq!(AttachmentName::of("", "audio/mp4").as_str(), "file.m4a");
        assert_eq!(AttachmentName::of("", "application/octet-stream").as_str(), "file.bin");
    }

    #[test]
    fn a_long_name_is_cut_between_characters_and_keeps_its_extension() {
        let long = name(&format!("{}.jpeg", "é".repeat(150)));
        assert_eq!(long, format!("{}.jpeg", "é".repeat(97)));
        assert_eq!(long.len(), 199);
        assert_eq!(name(&"a".repeat(300)), "a".repeat(200));
        assert_eq!(name(&format!("a.{}", "b".repeat(300))), format!("a.{}", "b".repeat(198)));
        assert_eq!(name(&"a".repeat(200)), "a".repeat(200));
    }

    proptest! {
        #[test]
        fn a_name_is_its_own_name_and_safe(given in any::<String>()) {
            let parsed = name(&given);
            prop_assert!(!parsed.is_empty() && parsed.len() <= MAX_ATTACHMENT_NAME_BYTES);
            prop_assert!(!parsed.chars().any(is_left_out));
            prop_assert_eq!(name(&parsed), parsed);
        }

        #[test]
        fn a_long_name_with_many_dots_too(given in "[.aé ]{150,300}") {
            let parsed = name(&given);
            prop_assert!(!parsed.is_empty() && parsed.len() <= MAX_ATTACHMENT_NAME_BYTES);
            prop_assert_eq!(name(&parsed), parsed);
        }
    }
}
