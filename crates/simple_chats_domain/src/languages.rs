//! The languages of pages, mails, and notifications.

use std::str::FromStr;

/// A language that pages, mails, and notifications can be read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Language {
    /// English, which every text is written in first.
    #[default]
    English,
    /// Ukrainian.
    Ukrainian,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Polish.
    Polish,
    /// Portuguese as written in Brazil.
    BrazilianPortuguese,
    /// Turkish.
    Turkish,
    /// Arabic, written from right to left.
    Arabic,
    /// Hindi.
    Hindi,
    /// Japanese.
    Japanese,
    /// Chinese in simplified characters.
    SimplifiedChinese,
}

/// The direction that a language is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextDirection {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// The tag names no language of the program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Language must be one of en, uk, de, es, fr, pl, pt-BR, tr, ar, hi, ja, and zh-Hans")]
pub struct LanguageError;

impl Language {
    /// All languages, in the order in which a person chooses one.
    pub const ALL: [Self; 12] = [
        Self::English,
        Self::Ukrainian,
        Self::German,
        Self::Spanish,
        Self::French,
        Self::Polish,
        Self::BrazilianPortuguese,
        Self::Turkish,
        Self::Arabic,
        Self::Hindi,
        Self::Japanese,
        Self::SimplifiedChinese,
    ];

    /// The tag of the language, as BCP 47 spells it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Ukrainian => "uk",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Polish => "pl",
            Self::BrazilianPortuguese => "pt-BR",
            Self::Turkish => "tr",
            Self::Arabic => "ar",
            Self::Hindi => "hi",
            Self::Japanese => "ja",
            Self::SimplifiedChinese => "zh-Hans",
        }
    }

    /// The name of the language in the language itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Ukrainian => "Українська",
            Self::German => "Deutsch",
            Self::Spanish => "Español",
            Self::French => "Français",
            Self::Polish => "Polski",
            Self::BrazilianPortuguese => "Português (Brasil)",
            Self::Turkish => "Türkçe",
            Self::Arabic => "العربية",
            Self::Hindi => "हिन्दी",
            Self::Japanese => "日本語",
            Self::SimplifiedChinese => "简体中文",
        }
    }

    /// The direction that the language is written in.
    #[must_use]
    pub const fn direction(self) -> TextDirection {
        match self {
            Self::Arabic => TextDirection::RightToLeft,
            _ => TextDirection::LeftToRight,
        }
    }

    /// The language that a reader likes best, by the value of `Accept-Language` (RFC 9110, section 12.5.4). `None` if none of
    /// the languages asked for is there, or if the value says nothing.
    ///
    /// A region doesn't matter (`de-AT` is German), but a script does: Chinese in traditional characters isn't there.
    #[must_use]
    pub fn accepted(accept_language: &str) -> Option<Self> {
        let mut best: Option<(Self, u16)> = None;
        for range in accept_language.split(',').take(MAX_RANGES) {
            let mut parts = range.split(';').map(str::trim);
            let language = parts.next().and_then(Self::closest);
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1_000, thousandths);
            if let Some(language) = language
                && quality > 0
                && best.is_none_or(|(_, best)| quality > best)
            {
                best = Some((language, quality));
            }
        }
        best.map(|(language, _)| language)
    }

    /// The language of a tag that may name a region or a script, too.
    fn closest(tag: &str) -> Option<Self> {
        let mut subtags = tag.split('-');
        let primary = subtags.next()?;
        let is_traditional = |subtag: &str| {
            ["Hant", "TW", "HK", "MO"].iter().any(|traditional| traditional.eq_ignore_ascii_case(subtag))
        };
        let is_simplified = |subtag: &str| subtag.eq_ignore_ascii_case("Hans");
        if primary.eq_ignore_ascii_case("zh")
            && subtags.clone().any(is_traditional)
            && !subtags.any(is_simplified)
        {
            return None;
        }
        Self::ALL.into_iter().find(|language| {
            language.tag().split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(primary))
        })
    }
}

/// How many languages of a header are looked at.
const MAX_RANGES: usize = 32;

/// A quality in thousandths; 0 if it is malformed.
fn thousandths(quality: &str) -> u16 {
    let quality = quality.trim();
    match quality.split_once('.').unwrap_or((quality, "")) {
        ("1", decimals) if decimals.bytes().all(|byte| byte == b'0') => 1_000,
        ("0", decimals) if decimals.len() <= 3 => format!("{decimals:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    /// Reads the tag of a language. Letters may be upper or lower case (RFC 5646, section 2.1.1).
    fn from_str(tag: &str) -> Result<Self, LanguageError> {
        let found = Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag));
        found.ok_or(LanguageError)
    }
}

impl TextDirection {
    /// The value of HTML's attribute `dir`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_found_by_its_tag() {
        for language in Language::ALL {
            assert_eq!(language.tag().parse(), Ok(language));
            assert_eq!(language.tag().to_ascii_uppercase().parse(), Ok(language));
            assert_eq!(Language::accepted(language.tag()), Some(language));
        }
        for tag in ["", "e", "english", "pt", "zh", "de-AT", "en "] {
            assert_eq!(tag.parse::<Language>(), Err(LanguageError), "{tag}");
        }
        let tags: Vec<_> = Language::ALL.iter().map(|language| language.tag()).collect();
        assert!(LanguageError.to_string().contains(&tags[..11].join(", ")));
    }

    #[test]
    fn the_language_liked_best_is_accepted() {
        use Language::*;
        for (header, language) in [
            ("de-AT,de;q=0.9,en;q=0.5", Some(German)),
            ("en;q=0.5, fr-CA;q=0.8", Some(French)),
            ("sv, nb;q=0.9, uk;q=0.1", Some(Ukrainian)),
            ("pt-PT", Some(BrazilianPortuguese)),
            ("zh-CN", Some(SimplifiedChinese)),
            ("zh-Hans-HK", Some(SimplifiedChinese)),
            ("zh-TW, ja;q=0.5", Some(Japanese)),
            ("ZH-HANT", None),
            ("de;q=0, en;q=0.001", Some(English)),
            ("de;q=0.12, pl;q=0.2", Some(Polish)),
            ("de;q=2, pl;q=x, tr;q=1.000", Some(Turkish)),
            ("*", None),
            ("", None),
            (";;,,;q=1,-", None),
            ("den", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }

    #[test]
    fn a_long_header_is_not_read_to_its_end() {
        assert_eq!(Language::accepted(&format!("{}de", "sv,".repeat(40))), None);
    }
}
