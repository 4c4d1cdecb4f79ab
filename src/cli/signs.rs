//! The signs of kinds and verdicts, so that colour is never alone.

use crate::document::Verdict;
use crate::method::Kind;

/// The sign of a kind of note.
pub(super) fn sign(kind: Kind, ascii: bool) -> &'static str {
    match (kind, ascii) {
        (Kind::Task, false) => "▸",
        (Kind::Task, true) => ">",
        (Kind::Benefit, _) => "+",
        (Kind::Negative, false) => "−",
        (Kind::Negative, true) => "-",
        (Kind::Neutral, false) => "•",
        (Kind::Neutral, true) => "*",
        (Kind::Default, false) => "▫",
        (Kind::Default, true) => "o",
    }
}

/// The sign of a verdict, or of an item nobody judged.
pub(super) fn verdict_sign(verdict: Option<Verdict>, ascii: bool) -> &'static str {
    match (verdict, ascii) {
        (Some(Verdict::Pass), false) => "✓",
        (Some(Verdict::Pass), true) => "+",
        (Some(Verdict::Partial), _) => "~",
        (Some(Verdict::Gap), false) => "✗",
        (Some(Verdict::Gap), true) => "x",
        (Some(Verdict::NotApplicable), false) => "–",
        (Some(Verdict::NotApplicable), true) => "-",
        (None, false) => "·",
        (None, true) => ".",
    }
}
