//! Styles, code, and links within lines.

use super::piece::{Piece, Style};
use crate::views::chat::text::{is_without_spaces, parts_of};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What there must be between two marks, so that no smiley such as `*-*` is taken for them.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static CONTENT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}\p{Extended_Pictographic}]").expect("a pattern"));

/// What may be before an opening mark, besides the start and letters of scripts that put no spaces between words.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static BEFORE_OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"[\p{White_Space}\p{Extended_Pictographic}\p{Emoji_Modifier}\u{FE0F}(\[{"'“‘«„¿¡—–/:,.;!?*_~、。，．：；！？「『（【《〈\u{60C}\u{61B}\u{61F}\u{6D4}\u{964}\u{965}]"#,
    )
    .expect("a pattern")
});

/// What may be behind a closing mark, besides the end and such letters.
#[expect(clippy::expect_used, reason = "a constant pattern, read in a test")]
static BEHIND_CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"[\p{White_Space}\p{Extended_Pictographic}\p{Regional_Indicator})\]}"'”’»—–/:,.;!?…*_~、。，．：；！？」』）】》〉\u{60C}\u{61B}\u{61F}\u{6D4}\u{964}\u{965}-]"#,
    )
    .expect("a pattern")
});

/// The most backticks around code within a line.
const MAX_BACKTICKS: usize = 3;

/// A style that marks ask for.
#[derive(Clone, Copy)]
enum Emphasis {
    Bold,
    Italic,
    Strike,
}

enum SpanKind {
    Link(String),
    /// With so many backticks on each side.
    Code(usize),
    Opening(Emphasis),
    Closing(Emphasis),
}

struct Span {
    end: usize,
    kind: SpanKind,
}

/// The spans of a text by where they begin.
type Spans = BTreeMap<usize, Span>;

/// The links, the code, and what is in a style, of a text without blocks.
pub(super) fn pieces_of(text: &str) -> Vec<Piece> {
    let mut spans = code_spans(text);
    for (start, span) in links(text) {
        if !is_within(&spans, start) {
            spans.insert(start, span);
        }
    }
    let marks = emphasis(text, &spans);
    spans.extend(marks);
    let mut cutter = Cutter { text, from: 0, pieces: Vec::new() };
    let mut depths = Depths::default();
    for (start, Span { end, kind }) in spans {
        let style = depths.style();
        cutter.add(start, |text| Piece::styled(text, style));
        match kind {
            SpanKind::Link(href) => {
                cutter.add(end, |text| Piece { href: Some(href), ..Piece::styled(text, style) });
            }
            SpanKind::Code(backticks) => {
                cutter.add(start + backticks, Piece::mark);
                cutter.add(end - backticks, |text| Piece::styled(text, Style { code: true, ..style }));
                cutter.add(end, Piece::mark);
            }
            SpanKind::Opening(emphasis) => {
                *depths.of(emphasis) += 1;
                cutter.add(end, Piece::mark);
            }
            SpanKind::Closing(emphasis) => {
                *depths.of(emphasis) -= 1;
                cutter.add(end, Piece::mark);
            }
        }
    }
    cutter.add(text.len(), Piece::plain);
    cutter.pieces
}

/// How many marks of each style are open.
#[derive(Default)]
struct Depths {
    bold: u32,
    italic: u32,
    strike: u32,
}

impl Depths {
    const fn of(&mut self, emphasis: Emphasis) -> &mut u32 {
        match emphasis {
            Emphasis::Bold => &mut self.bold,
            Emphasis::Italic => &mut self.italic,
            Emphasis::Strike => &mut self.strike,
        }
    }

    const fn style(&self) -> Style {
        Style { bold: self.bold > 0, italic: self.italic > 0, strike: self.strike > 0, code: false }
    }
}

/// Cuts a text into pieces, from the beginning to the end.
struct Cutter<'a> {
    text: &'a str,
    from: usize,
    pieces: Vec<Piece>,
}

impl Cutter<'_> {
    fn add(&mut self, end: usize, piece: impl FnOnce(&str) -> Piece) {
        if let Some(text) = self.text.get(self.from..end).filter(|text| !text.is_empty()) {
            self.pieces.push(piece(text));
        }
        self.from = end;
    }
}

fn links(text: &str) -> impl Iterator<Item = (usize, Span)> {
    let mut from = 0;
    parts_of(text).into_iter().flatten().filter_map(move |part| {
        let start = from;
        from += part.text.len();
        Some((start, Span { end: from, kind: SpanKind::Link(part.href?) }))
    })
}

/// Code is between equally many backticks in one line.
fn code_spans(text: &str) -> Spans {
    let mut spans = Spans::new();
    let mut rest: Vec<_> = runs_of(text, "`\n").collect();
    rest.reverse();
    while let Some(run) = rest.pop() {
        if run.text.starts_with('\n') || run.text.len() > MAX_BACKTICKS {
            continue;
        }
        let same_line = rest.iter().rev().take_while(|other| !other.text.starts_with('\n'));
        let close = same_line.enumerate().find(|(_, other)| other.text == run.text);
        let Some((skipped, &Run { start: close, .. })) = close else { continue };
        if text.get(run.end()..close).is_some_and(|code| !code.trim().is_empty()) {
            spans.insert(
                run.start,
                Span { end: close + run.text.len(), kind: SpanKind::Code(run.text.len()) },
            );
            rest.truncate(rest.len() - skipped - 1);
        }
    }
    spans
}

/// The marks that style what is between them, each pair in one line. There are none within links and code.
fn emphasis(text: &str, atoms: &Spans) -> Spans {
    let mut spans = Spans::new();
    let mut open: Vec<Run<'_>> = Vec::new();
    for run in runs_of(text, "*_~\n") {
        let emphasis = match run.text {
            "*" | "**" => Emphasis::Bold,
            "_" => Emphasis::Italic,
            "~" | "~~" => Emphasis::Strike,
            other => {
                if other.starts_with('\n') {
                    open.clear();
                }
                continue;
            }
        };
        if is_within(atoms, run.start) {
            continue;
        }
        let before = text.get(..run.start).and_then(|text| text.chars().next_back());
        let behind = text.get(run.end()..).and_then(|text| text.chars().next());
        let opening = open.iter().rposition(|opening| opening.text == run.text);
        let closes = before.is_some_and(|before| !before.is_whitespace())
            && behind.is_none_or(|behind| is_free(&BEHIND_CLOSING, behind));
        let opening = opening.filter(|_| closes).and_then(|at| Some((at, *open.get(at)?)));
        let opening = opening.filter(|(_, opening)| {
            text.get(opening.end()..run.start).is_some_and(|content| CONTENT.is_match(content))
        });
        if let Some((at, opening)) = opening {
            spans.insert(opening.start, Span { end: opening.end(), kind: SpanKind::Opening(emphasis) });
            spans.insert(run.start, Span { end: run.end(), kind: SpanKind::Closing(emphasis) });
            open.truncate(at);
        } else if behind.is_some_and(|behind| !behind.is_whitespace())
            && before.is_none_or(|before| is_free(&BEFORE_OPENING, before))
        {
            open.push(run);
        }
    }
    spans
}

/// A row of the same sign.
#[derive(Clone, Copy)]
struct Run<'a> {
    start: usize,
    text: &'a str,
}

impl Run<'_> {
    fn end(self) -> usize {
        self.start + self.text.len()
    }
}

/// The rows of each of these ASCII signs.
fn runs_of<'a>(text: &'a str, signs: &'static str) -> impl Iterator<Item = Run<'a>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let at = rest.find(|character| signs.contains(character))?;
        let found = rest.get(at..)?;
        let sign = found.chars().next()?;
        let length = found.len() - found.trim_start_matches(sign).len();
        let start = from + at;
        from = start + length;
        Some(Run { start, text: found.get(..length)? })
    })
}

fn is_free(pattern: &Regex, character: char) -> bool {
    pattern.is_match(character.encode_utf8(&mut [0; 4])) || is_without_spaces(character)
}

fn is_within(spans: &Spans, at: usize) -> bool {
    spans.range(..=at).next_back().is_some_and(|(_, span)| at < span.end)
}
