//! What a style is for: the only names of looks that views know.

use crate::method::Kind;

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The background.
    Surface,
    /// What lies on the background: dialogs, title and footer.
    Raised,
    /// What people read.
    Text,
    /// What helps reading.
    Muted,
    /// What is hardly there.
    Faint,
    Title,
    /// What draws the eye.
    Accent,
    Focus,
    /// What is selected, and the choice in focus.
    Selection,
    /// Lines around things.
    Border,
    /// Keys in the footer.
    Key,
    /// A note of a kind.
    Note(Kind),
    /// The timer while there is time.
    TimerCalm,
    /// The timer near the end.
    TimerWarning,
    /// The timer past the end.
    TimerOver,
    /// Something went well.
    Success,
    /// Something wants attention.
    Warning,
    /// Something went wrong.
    Error,
    /// The line on the map.
    Line,
}

impl Role {
    pub const ALL: [Self; 23] = [
        Self::Surface,
        Self::Raised,
        Self::Text,
        Self::Muted,
        Self::Faint,
        Self::Title,
        Self::Accent,
        Self::Focus,
        Self::Selection,
        Self::Border,
        Self::Key,
        Self::Note(Kind::Task),
        Self::Note(Kind::Benefit),
        Self::Note(Kind::Negative),
        Self::Note(Kind::Neutral),
        Self::Note(Kind::Default),
        Self::TimerCalm,
        Self::TimerWarning,
        Self::TimerOver,
        Self::Success,
        Self::Warning,
        Self::Error,
        Self::Line,
    ];

    /// The word that stands for it in theme files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Surface => "surface",
            Self::Raised => "raised",
            Self::Text => "text",
            Self::Muted => "muted",
            Self::Faint => "faint",
            Self::Title => "title",
            Self::Accent => "accent",
            Self::Focus => "focus",
            Self::Selection => "selection",
            Self::Border => "border",
            Self::Key => "key",
            Self::Note(kind) => kind.word(),
            Self::TimerCalm => "timer-calm",
            Self::TimerWarning => "timer-warning",
            Self::TimerOver => "timer-over",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Line => "line",
        }
    }

    /// Its place in [`Role::ALL`].
    #[must_use]
    pub fn index(self) -> usize {
        Self::ALL.iter().position(|role| *role == self).unwrap_or(0)
    }
}

impl Role {
    /// Whether people read it on the backgrounds of the screen, so that it has to stand out from them.
    #[must_use]
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Faint | Self::Border | Self::Line | Self::Surface | Self::Raised)
    }
}
