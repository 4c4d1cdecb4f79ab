//! What every view is given beside its own state: what is shown, the keys as they are bound, and how things look here.

use std::borrow::Cow;

use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::{Block, Borders};

use super::glyphs::Glyphs;
use super::text::{self, WrappedText};
use super::theme::{Role, Theme};
use crate::app::Model;
use crate::app::keymap::Keymap;
use crate::assess::standing::StandingSign;

/// Where the terminal's own cursor stands; nothing where no text is being typed.
pub(crate) type Cursor = Option<Position>;

/// What a view draws from, and with. It is handed on by value: nothing in it changes while a frame is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    /// What is shown.
    pub model: &'a Model,
    /// The keys as they are bound.
    pub keymap: &'a Keymap,
    /// The styles of the roles.
    pub theme: &'a Theme,
    /// The signs this terminal can draw.
    pub glyphs: &'static Glyphs,
}

/// A role, or a style that was made from one.
pub(crate) trait Styling {
    /// The style in a theme.
    fn in_theme(self, theme: &Theme) -> Style;
}

impl Styling for Role {
    fn in_theme(self, theme: &Theme) -> Style {
        theme.style(self)
    }
}

impl Styling for Style {
    fn in_theme(self, _: &Theme) -> Style {
        self
    }
}

impl<'a> Context<'a> {
    /// What views draw a model with.
    pub(crate) fn new(model: &'a Model, keymap: &'a Keymap, theme: &'a Theme) -> Self {
        Self { model, keymap, theme, glyphs: Glyphs::of(model.capabilities().unicode) }
    }

    /// The style of a role.
    pub(crate) fn style(self, style: impl Styling) -> Style {
        style.in_theme(self.theme)
    }

    /// A text as it is shown on one line.
    pub(crate) fn span<'t>(self, content: impl Into<Cow<'t, str>>, style: impl Styling) -> Span<'t> {
        text::visible(content, self.style(style))
    }

    /// The same in at most `columns`: what does not fit is cut with an ellipsis.
    pub(crate) fn fit<'t>(self, content: impl Into<Cow<'t, str>>, columns: u16, style: impl Styling) -> Span<'t> {
        text::fitted(content, columns, self.glyphs.ellipsis, self.style(style))
    }

    /// The sign of how a document stands against git, its last version and the day; nothing where there is none to show.
    pub(super) fn standing(self, file: &str) -> Option<Span<'static>> {
        let sign = self.model.standing_of(file)?;
        let role = match sign {
            StandingSign::Conflicted => Role::Error,
            StandingSign::Overdue => Role::Warning,
            StandingSign::Changed | StandingSign::New | StandingSign::Differs => Role::Muted,
        };
        Some(self.span(self.glyphs.standing(sign), role))
    }

    /// A text over several rows, broken at words.
    pub(crate) fn wrap(self, content: &str, style: impl Styling) -> WrappedText<'_> {
        WrappedText { content, style: self.style(style), ellipsis: self.glyphs.ellipsis }
    }

    /// A box, with thick lines where it is to stand out.
    pub(crate) fn block(self, is_strong: bool, style: impl Styling) -> Block<'static> {
        let set = if is_strong { self.glyphs.strong } else { self.glyphs.frame };
        Block::bordered().border_set(set).border_style(self.style(style))
    }

    /// A box of which only some edges are seen: left, right, top, bottom. A title stands in the top one, which is drawn
    /// also where the box goes on above.
    pub(crate) fn open_block(
        self,
        [left, right, top, bottom]: [bool; 4],
        is_strong: bool,
        style: impl Styling,
    ) -> Block<'static> {
        let mut set = if is_strong { self.glyphs.strong } else { self.glyphs.frame };
        if !top {
            (set.top_left, set.top_right) = (set.horizontal_top, set.horizontal_top);
        }
        let mut borders = Borders::TOP;
        borders.set(Borders::LEFT, left);
        borders.set(Borders::RIGHT, right);
        borders.set(Borders::BOTTOM, bottom);
        Block::new().borders(borders).border_set(set).border_style(self.style(style))
    }
}
