//! The signs of the command line: those that stand for kinds and verdicts, so that colour is never alone, and those between
//! words. Here alone it is decided whether they are more than ASCII; sentences hold nothing but ASCII and what goes into
//! them, and what stands in a file stays as it is.

use annotate_snippets::renderer::DecorStyle;

use crate::document::Verdict;
use crate::method::Kind;

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Signs {
    /// For whatever reads: pipes, files, terminals that speak another encoding.
    #[default]
    Ascii,
    /// For terminals that show UTF-8.
    Unicode,
}

impl Signs {
    /// Between the parts of a line, with its blanks.
    pub(super) fn dot(self) -> &'static str {
        self.either(" · ", " - ")
    }

    /// Between what was and what is, with its blanks.
    pub(super) fn arrow(self) -> &'static str {
        self.either(" → ", " -> ")
    }

    /// Where nothing stands.
    pub(super) fn nothing(self) -> &'static str {
        self.either("–", "-")
    }

    /// A document that is not as the last commit has it.
    pub(super) fn changed(self) -> &'static str {
        self.either("●", "*")
    }

    /// A document that says something else than its last version.
    pub(super) fn differs(self) -> &'static str {
        self.either("≠", "#")
    }

    /// A day that is over.
    pub(super) fn overdue(self) -> &'static str {
        self.either("⌛", "~")
    }

    /// A section that the method highlights.
    pub(super) fn highlight(self) -> &'static str {
        self.either("◆", "*")
    }

    /// A kind of note.
    pub(super) fn kind(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Task => self.either("▸", ">"),
            Kind::Benefit => "+",
            Kind::Negative => self.either("−", "-"),
            Kind::Neutral => self.either("•", "*"),
            Kind::Default => self.either("▫", "o"),
        }
    }

    /// A verdict, or that nobody judged.
    pub(super) fn verdict(self, verdict: Option<Verdict>) -> &'static str {
        match verdict {
            Some(Verdict::Pass) => self.either("✓", "+"),
            Some(Verdict::Partial) => "~",
            Some(Verdict::Gap) => self.either("✗", "x"),
            Some(Verdict::NotApplicable) => self.either("–", "-"),
            None => self.either("·", "."),
        }
    }

    /// The lines around a part of a file that is shown.
    pub(super) fn decor(self) -> DecorStyle {
        match self {
            Self::Ascii => DecorStyle::Ascii,
            Self::Unicode => DecorStyle::Unicode,
        }
    }

    fn either(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self {
            Self::Ascii => ascii,
            Self::Unicode => unicode,
        }
    }
}
