//! Where words go: standard output for results, standard error for everything else.
//!
//! Every text passes [`visible_line`] on its way out, so nothing that stands in a file, a name or an
//! argument can make a terminal act. Styles are put around it afterwards.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::signs::Signs;
use crate::document::text::{invisible, visible_line};
use crate::method::Kind;
use crate::tui::Surroundings;

/// The width of lines where nobody looks at them through a window.
const PLAIN_WIDTH: usize = 80;

/// When results are coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Colour {
    /// In a terminal that did not say no.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Text.
    Plain,
    /// What counts most.
    Strong,
    /// What can be passed over.
    Muted,
    /// Something that went well.
    Good,
    /// A warning.
    Caution,
    /// An error.
    Bad,
    /// A note's sign.
    Kind(Kind),
}

/// One line in pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Line(Vec<(Tone, String)>);

/// The two streams of a run.
pub(super) struct Output {
    out: Stream,
    err: Stream,
    width: usize,
    /// Whether hints are left out.
    pub(super) quiet: bool,
    /// Whether more than usual is said.
    pub(super) verbose: bool,
    /// The signs of results.
    signs: Signs,
}

struct Stream {
    to: Box<dyn Write>,
    coloured: bool,
    failed: Option<io::ErrorKind>,
}

impl Tone {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Muted => Style::new().dimmed(),
            Self::Good | Self::Kind(Kind::Benefit) => colour(AnsiColor::Green),
            Self::Caution | Self::Kind(Kind::Default) => colour(AnsiColor::Yellow),
            Self::Bad | Self::Kind(Kind::Negative) => colour(AnsiColor::Red),
            Self::Kind(Kind::Task) => colour(AnsiColor::Cyan),
            Self::Kind(Kind::Neutral) => colour(AnsiColor::BrightBlack),
        }
    }
}

impl Line {
    /// A line of one piece.
    pub(super) fn of(tone: Tone, text: impl AsRef<str>) -> Self {
        Self::default().and(tone, text)
    }

    /// A line of plain text.
    pub(super) fn plain(text: impl AsRef<str>) -> Self {
        Self::of(Tone::Plain, text)
    }

    /// The line with one more piece; what cannot be shown becomes a symbol here.
    pub(super) fn and(mut self, tone: Tone, text: impl AsRef<str>) -> Self {
        self.0.push((tone, visible_line(text.as_ref()).into_owned()));
        self
    }

    /// The line with the pieces of another after its own.
    pub(super) fn join(mut self, other: &Self) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.0.iter().map(|(_, text)| text.width()).sum()
    }

    fn render(&self, coloured: bool) -> String {
        let mut out = String::new();
        for (tone, text) in &self.0 {
            let style = tone.style();
            if coloured && *tone != Tone::Plain && !text.is_empty() {
                let _ = write!(out, "{style}{text}{style:#}");
            } else {
                out.push_str(text);
            }
        }
        if !coloured {
            out.truncate(out.trim_end_matches(' ').len());
        }
        out.push('\n');
        out
    }
}

impl Stream {
    fn write(&mut self, text: &str) {
        if self.failed.is_none()
            && let Err(error) = self.to.write_all(text.as_bytes())
        {
            self.failed = Some(error.kind());
        }
    }
}

impl Output {
    /// The streams of this process.
    pub(super) fn of_process(colour: Colour) -> Self {
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            && std::env::var_os("TERM").is_none_or(|value| value != "dumb");
        let coloured = |terminal: bool| match colour {
            Colour::Auto => terminal && allowed,
            Colour::Always => true,
            Colour::Never => false,
        };
        let (stdout, stderr) = (io::stdout(), io::stderr());
        let is_shown = stdout.is_terminal() && Surroundings::is_utf8_spoken();
        let width = if stdout.is_terminal() {
            terminal_size::terminal_size().map_or(PLAIN_WIDTH, |(width, _)| usize::from(width.0))
        } else {
            PLAIN_WIDTH
        };
        Self {
            out: Stream {
                coloured: coloured(stdout.is_terminal()),
                to: Box::new(io::BufWriter::new(stdout)),
                failed: None,
            },
            err: Stream { coloured: coloured(stderr.is_terminal()), to: Box::new(stderr), failed: None },
            width: width.max(20),
            quiet: false,
            verbose: false,
            signs: if is_shown { Signs::Unicode } else { Signs::Ascii },
        }
    }

    /// The signs of results. They are ASCII but on a terminal that shows UTF-8: what goes into a pipe or a file is the
    /// same on every machine.
    pub(super) fn signs(&self) -> Signs {
        self.signs
    }

    /// Keeps to ASCII.
    pub(super) fn keep_to_ascii(&mut self) {
        self.signs = Signs::Ascii;
    }

    /// How many columns a line may take.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Whether results are coloured.
    pub(super) fn coloured(&self) -> bool {
        self.out.coloured
    }

    /// A line of the result.
    pub(super) fn line(&mut self, line: &Line) {
        let text = line.render(self.out.coloured);
        self.out.write(&text);
    }

    /// Lines of the result.
    pub(super) fn lines(&mut self, lines: &[Line]) {
        for line in lines {
            self.line(line);
        }
    }

    /// Lines as a file has them, without styles.
    pub(super) fn plain(lines: &[Line]) -> String {
        lines.iter().map(|line| line.render(false)).collect()
    }

    /// A result that was made safe and given its styles elsewhere.
    pub(super) fn rendered(&mut self, text: &str) {
        self.out.write(text);
    }

    /// A line beside the result.
    pub(super) fn aside(&mut self, line: &Line) {
        // Both streams may be the same window: what was said before stands before.
        self.flush();
        let text = line.render(self.err.coloured);
        self.err.write(&text);
    }

    /// Hands what was printed so far over to the system, so that it stands before what follows.
    pub(super) fn flush(&mut self) {
        if self.out.failed.is_none()
            && let Err(error) = self.out.to.flush()
        {
            self.out.failed = Some(error.kind());
        }
    }

    /// A line beside the result that only helps; left out where quiet was asked for.
    pub(super) fn hint(&mut self, text: &str) {
        if !self.quiet {
            for line in text.lines() {
                self.aside(&Line::of(Tone::Muted, line));
            }
        }
    }

    /// One document as JSON. What a terminal could act on is written as an escape.
    pub(super) fn json(&mut self, document: &impl Serialize) {
        let text = self.as_json(document);
        self.out.write(&text);
    }

    /// The same as text, with a line feed at its end.
    pub(super) fn as_json(&mut self, document: &impl Serialize) -> String {
        match serde_json::to_string_pretty(document) {
            Ok(text) => escaped(&text) + "\n",
            Err(error) => {
                self.out.failed = Some(io::Error::from(error).kind());
                "\n".to_owned()
            }
        }
    }

    /// Hands everything over to the system. Nothing where all was written, or where nobody reads any more; otherwise
    /// what went wrong.
    pub(super) fn finish(&mut self) -> Option<io::ErrorKind> {
        if self.out.failed.is_none()
            && let Err(error) = self.out.to.flush()
        {
            self.out.failed = Some(error.kind());
        }
        self.out.failed.filter(|kind| *kind != io::ErrorKind::BrokenPipe)
    }
}

/// JSON in which what cannot be shown stands as `\u` escapes; such characters occur inside its strings only.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for (at, character) in json.char_indices() {
        if invisible(json, at).is_none() {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_show_what_cannot_be_seen() {
        let line = Line::plain("a\u{1b}[2J\nb").and(Tone::Strong, "c\u{202e}");
        assert_eq!(line.render(false), "a␛[2J ⏎ bc⟨202E⟩\n");
        assert_eq!(Line::of(Tone::Strong, "x").render(true), "\u{1b}[1mx\u{1b}[0m\n");
    }

    #[test]
    fn json_says_the_same_in_escapes() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{200b}\u{e0041}👩‍👩‍👧";
        let json = escaped(&serde_json::to_string(text).expect("a string"));
        assert!(json.is_char_boundary(0) && !json.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}']));
        assert_eq!(serde_json::from_str::<String>(&json).expect("the same"), text);
    }
}
