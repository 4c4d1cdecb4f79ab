//! Themes as styles of the terminal. What a theme is, and which files there are, says [`crate::theme`].

use std::sync::LazyLock;

use ratatui::style::{Color, Modifier, Style};

use crate::app::ColourDepth;
use crate::method::Kind;

pub use crate::theme::Role;
use crate::theme::{Colour, Design, Grounds, Library, Look, tint};

/// A theme for one terminal: every role has a style that the terminal can show.
#[derive(Clone, Debug)]
pub struct Theme {
    name: String,
    styles: [Style; Role::ALL.len()],
    filled: bool,
    light: bool,
    distant: bool,
    /// What the lines of the map lie on, the contrast they need, and how many colours there are; nothing where the
    /// theme has no colours.
    background: Option<(Vec<Colour>, f64, ColourDepth)>,
    /// What notes lie on; nothing where the terminal has too few colours for that.
    grounds: Option<Grounds>,
    notes: [NoteLook; Kind::ALL.len()],
}

/// How a note looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoteLook {
    /// What it lies on.
    pub ground: Style,
    /// The bar at its side, and its sign.
    pub bar: Style,
}

/// A theme that cannot be used: it is not there, or not whole.
#[derive(Debug, thiserror::Error)]
#[error("theme {0}")]
pub struct ThemeError(pub String);

/// The names of the built-in themes, in order.
#[must_use]
pub fn names() -> &'static [String] {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(Library::built_in);
    &NAMES
}

impl Theme {
    /// A built-in theme for a terminal with that many colours.
    ///
    /// # Errors
    /// Where there is none of that name, or one of its files cannot be used.
    pub fn load(name: &str, depth: ColourDepth) -> Result<Self, ThemeError> {
        Self::of(&Library::default(), name, depth)
    }

    /// A theme of a library for a terminal with that many colours.
    ///
    /// # Errors
    /// Where there is none of that name, or it is not whole.
    pub fn of(library: &Library, name: &str, depth: ColourDepth) -> Result<Self, ThemeError> {
        let design = library.design(name).map_err(|_| ThemeError(name.to_owned()))?;
        Ok(Self::draw(&design.fitted(depth), depth))
    }

    fn draw(design: &Design, depth: ColourDepth) -> Self {
        let mut styles = [Style::default(); Role::ALL.len()];
        for role in Role::ALL {
            styles[role.index()] = style(design.look(role));
        }
        let filled = styles[Role::Note(Kind::Task).index()].bg.is_some();
        let backgrounds = [Role::Surface, Role::Raised].into_iter().filter_map(|role| design.look(role).bg).collect();
        let is_coloured = design.look(Role::Line).fg.is_some();
        let background = is_coloured.then_some((backgrounds, design.contrast, depth));
        let grounds = Grounds::of(design, depth);
        let notes = [NoteLook::default(); Kind::ALL.len()];
        let name = design.name.clone();
        let mut theme = Self {
            name,
            styles,
            filled,
            light: design.is_light,
            distant: design.is_distant,
            background,
            grounds,
            notes,
        };
        theme.notes = Kind::ALL.map(|kind| {
            let card = theme.style(Role::Note(kind)).bg;
            NoteLook { ground: theme.ground(card), bar: theme.bar(kind) }
        });
        theme
    }

    /// What a note of that colour lies on.
    fn ground(&self, colour: Option<Color>) -> Style {
        let rgb = colour.and_then(colour_of).and_then(Colour::rgb);
        let mixed = self.grounds.as_ref().zip(rgb).and_then(|(grounds, rgb)| grounds.ground(rgb));
        Style { bg: mixed.map(shown), ..self.style(Role::Text) }
    }

    /// How notes of a kind look.
    #[must_use]
    pub fn note(&self, kind: Kind) -> NoteLook {
        self.notes.get(kind as usize).copied().unwrap_or_default()
    }

    /// How a note looks that has a colour of its own.
    #[must_use]
    pub fn note_of(&self, own: Color) -> NoteLook {
        NoteLook { ground: self.ground(Some(own)), bar: Style::new().fg(own) }
    }

    /// The theme's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles[role.index()]
    }

    /// Whether it is read from afar.
    #[must_use]
    pub fn is_distant(&self) -> bool {
        self.distant
    }

    /// Whether notes are filled cards; where they are not, they have a border.
    #[must_use]
    pub fn fills_cards(&self) -> bool {
        self.filled
    }

    /// The style of a line of the map: its own colour, `#RRGGBB`, made to stand out from the background. A theme without
    /// colours draws every line alike.
    #[must_use]
    pub fn line(&self, own: &str) -> Style {
        let Some((backgrounds, contrast, depth)) = &self.background else { return self.style(Role::Line) };
        let rgb = Colour::parse(own).and_then(Colour::rgb);
        let tint = rgb.and_then(|rgb| tint(rgb, backgrounds, *contrast, *depth));
        tint.map_or(self.style(Role::Line), |tint| Style { fg: Some(shown(tint)), ..Style::default() })
    }

    /// The style of a note that fills the screen: its card's; nothing where the terminal has no pastel for it.
    #[must_use]
    pub fn slab(&self, kind: Kind) -> Option<Style> {
        let card = self.style(Role::Note(kind));
        matches!(card.bg, Some(Color::Rgb(..) | Color::Indexed(_))).then_some(card)
    }

    /// The style of the bar before a note without a card: the card's background as its colour, halfway to the card's letters
    /// where the background of the screen is light, so that it stands out.
    #[must_use]
    pub fn bar(&self, kind: Kind) -> Style {
        let card = self.style(Role::Note(kind));
        let fg = match (card.bg, card.fg) {
            (Some(Color::Rgb(r, g, b)), Some(Color::Rgb(r2, g2, b2))) if self.light => {
                Some(Color::Rgb(u8::midpoint(r, r2), u8::midpoint(g, g2), u8::midpoint(b, b2)))
            }
            (bg, fg) => bg.or(fg),
        };
        Style { fg, ..Style::default() }
    }
}

fn style(look: Look) -> Style {
    let mut style = Style { fg: look.fg.map(shown), bg: look.bg.map(shown), ..Style::default() };
    for (on, modifier) in [
        (look.bold, Modifier::BOLD),
        (look.dim, Modifier::DIM),
        (look.italic, Modifier::ITALIC),
        (look.underline, Modifier::UNDERLINED),
        (look.reverse, Modifier::REVERSED),
    ] {
        if on {
            style = style.add_modifier(modifier);
        }
    }
    style
}

fn shown(colour: Colour) -> Color {
    match colour {
        Colour::Named(number) => SIXTEEN[usize::from(number & 15)],
        Colour::Indexed(number) => Color::Indexed(number),
        Colour::Rgb([red, green, blue]) => Color::Rgb(red, green, blue),
    }
}

/// The terminal's own sixteen, by number.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// What a colour of ratatui's stands for in a theme; nothing for the terminal's own background and letters.
pub(super) fn colour_of(colour: Color) -> Option<Colour> {
    Some(match colour {
        Color::Reset => return None,
        Color::Rgb(red, green, blue) => Colour::Rgb([red, green, blue]),
        Color::Indexed(number @ 16..) => Colour::Indexed(number),
        Color::Indexed(number) => Colour::Named(number),
        own => Colour::Named(u8::try_from(SIXTEEN.iter().position(|known| *known == own)?).ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_every_role_at_every_depth() {
        for name in names() {
            for depth in [ColourDepth::Mono, ColourDepth::Sixteen, ColourDepth::Indexed, ColourDepth::True] {
                let theme = Theme::load(name, depth).unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(theme.name(), name);
            }
        }
    }
}
