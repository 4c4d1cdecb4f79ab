//! Themes: roles, not colours. A theme is a file under `themes/` that gives each role a style and may extend another.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use crate::app::ColourDepth;
use crate::method::Kind;

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The ground.
    Surface,
    /// What lies on the ground: dialogs, title and footer.
    Raised,
    /// What people read.
    Text,
    /// What helps reading.
    Muted,
    /// What is hardly there.
    Faint,
    /// Titles.
    Title,
    /// What draws the eye.
    Accent,
    /// What is in focus.
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
    /// Every role.
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

    fn index(self) -> usize {
        Self::ALL.iter().position(|role| *role == self).unwrap_or(0)
    }
}

/// A style as a theme file gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools)] // five switches that a theme sets one by one
struct Look {
    fg: Option<String>,
    bg: Option<String>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    dim: bool,
    #[serde(default)]
    italic: bool,
    #[serde(default)]
    underline: bool,
    #[serde(default)]
    reverse: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    name: String,
    extends: Option<String>,
    ground: Option<String>,
    #[serde(default)]
    roles: BTreeMap<String, Look>,
}

/// A theme for one terminal: every role has a style that the terminal can show.
#[derive(Clone, Debug)]
pub struct Theme {
    name: String,
    styles: [Style; Role::ALL.len()],
    filled: bool,
    light: bool,
}

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// There is none of that name.
    #[error("there is no theme {0}")]
    Unknown(String),
    /// Themes extend one another in a circle.
    #[error("theme {0} extends itself")]
    Circle(String),
    /// The file cannot be read.
    #[error("theme {0}: {1}")]
    File(String, Box<toml::de::Error>),
    /// A role that does not exist.
    #[error("theme {0} styles {1}, which is no role")]
    Role(String, String),
    /// A colour that is none.
    #[error("theme {0}: {1} is no colour")]
    Colour(String, String),
    /// A role nobody styles.
    #[error("theme {0} has no style for {1}")]
    Missing(String, &'static str),
}

/// The names of the built-in themes, in order.
#[must_use]
pub fn names() -> &'static [String] {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut names: Vec<String> =
            FILES.files().filter_map(|file| Some(file.path().file_stem()?.to_str()?.to_owned())).collect();
        names.sort();
        names
    });
    &NAMES
}

impl Theme {
    /// A built-in theme for a terminal with that many colours.
    ///
    /// # Errors
    /// Where there is none of that name, or one of its files cannot be used.
    pub fn load(name: &str, depth: ColourDepth) -> Result<Self, ThemeError> {
        let mut chain = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.take() {
            if chain.len() > 8 {
                return Err(ThemeError::Circle(name));
            }
            let file = FILES.get_file(format!("{name}.toml")).ok_or_else(|| ThemeError::Unknown(name.clone()))?;
            let read: ThemeFile = toml::from_str(file.contents_utf8().unwrap_or_default())
                .map_err(|error| ThemeError::File(name.clone(), Box::new(error)))?;
            next.clone_from(&read.extends);
            chain.push(read);
        }
        Self::build(name, &chain, depth)
    }

    fn build(name: &str, chain: &[ThemeFile], depth: ColourDepth) -> Result<Self, ThemeError> {
        let mut styles = [Style::default(); Role::ALL.len()];
        for file in chain {
            if let Some(unknown) = file.roles.keys().find(|word| !Role::ALL.iter().any(|role| role.word() == *word)) {
                return Err(ThemeError::Role(file.name.clone(), unknown.clone()));
            }
        }
        for role in Role::ALL {
            let look = chain
                .iter()
                .find_map(|file| file.roles.get(role.word()))
                .ok_or_else(|| ThemeError::Missing(name.to_owned(), role.word()))?;
            styles[role.index()] = look.style(name, depth)?;
        }
        let filled = styles[Role::Note(Kind::Task).index()].bg.is_some();
        let ground = chain.iter().find_map(|file| file.ground.as_deref());
        Ok(Self { name: name.to_owned(), styles, filled, light: ground == Some("light") })
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

    /// Whether notes are filled cards; where they are not, they have a border.
    #[must_use]
    pub fn fills_cards(&self) -> bool {
        self.filled
    }

    /// The style of the bar before a note without a card: the card's ground as its colour, halfway to the card's letters
    /// where the ground of the screen is light, so that it stands out.
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

impl Look {
    fn style(&self, theme: &str, depth: ColourDepth) -> Result<Style, ThemeError> {
        let colour = |text: &Option<String>| -> Result<Option<Color>, ThemeError> {
            let Some(text) = text else { return Ok(None) };
            let colour: Color = text.parse().map_err(|_| ThemeError::Colour(theme.to_owned(), text.clone()))?;
            Ok(fit(colour, depth))
        };
        let mut style = Style { fg: colour(&self.fg)?, bg: colour(&self.bg)?, ..Style::default() };
        for (on, modifier) in [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underline, Modifier::UNDERLINED),
            (self.reverse, Modifier::REVERSED),
        ] {
            if on {
                style = style.add_modifier(modifier);
            }
        }
        Ok(style)
    }
}

/// The nearest colour that a terminal with that many colours shows; nothing where it shows none.
fn fit(colour: Color, depth: ColourDepth) -> Option<Color> {
    let Color::Rgb(red, green, blue) = colour else {
        return (depth > ColourDepth::Mono).then_some(colour);
    };
    let near = |candidates: &[(Color, [u8; 3])]| {
        candidates.iter().min_by_key(|(_, rgb)| distance([red, green, blue], *rgb)).map(|(colour, _)| *colour)
    };
    match depth {
        ColourDepth::Mono => None,
        ColourDepth::Sixteen => near(&SIXTEEN),
        ColourDepth::Indexed => near(&indexed()),
        ColourDepth::True => Some(colour),
    }
}

/// Weighted distance that follows the eye better than plain RGB ("redmean", compuphase.com/cmetric.htm).
fn distance(a: [u8; 3], b: [u8; 3]) -> i32 {
    let mean = i32::midpoint(i32::from(a[0]), i32::from(b[0]));
    let [red, green, blue] = [0, 1, 2].map(|part: usize| i32::from(a[part]) - i32::from(b[part]));
    (((512 + mean) * red * red) >> 8) + 4 * green * green + (((767 - mean) * blue * blue) >> 8)
}

/// The sixteen colours as xterm shows them by default.
const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// The colours 16 to 255 of xterm: a cube of 6 steps a side, then 24 greys.
fn indexed() -> Vec<(Color, [u8; 3])> {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let cube = (0..216u8).map(|at| {
        let rgb = [at / 36, at / 6 % 6, at % 6].map(|step| STEPS[usize::from(step)]);
        (Color::Indexed(16 + at), rgb)
    });
    let greys = (0..24u8).map(|at| (Color::Indexed(232 + at), [8 + 10 * at; 3]));
    cube.chain(greys).collect()
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
        for name in ["dark", "light", "mono"] {
            assert!(names().iter().any(|known| known == name));
        }
    }

    #[test]
    fn colours_fit_what_the_terminal_shows() {
        assert_eq!(fit(Color::Rgb(250, 250, 250), ColourDepth::Sixteen), Some(Color::White));
        assert_eq!(fit(Color::Rgb(255, 0, 0), ColourDepth::Indexed), Some(Color::Indexed(196)));
        assert_eq!(fit(Color::Rgb(1, 2, 3), ColourDepth::Mono), None);
        assert_eq!(fit(Color::Rgb(1, 2, 3), ColourDepth::True), Some(Color::Rgb(1, 2, 3)));
    }

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |colour: Color| {
            let Color::Rgb(red, green, blue) = colour else { panic!("{colour} is not in full colour") };
            let [red, green, blue] = [red, green, blue].map(|part| {
                let part = f64::from(part) / 255.0;
                if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_can_be_read_in_every_theme() {
        for name in names().iter().filter(|name| *name != "mono") {
            let theme = Theme::load(name, ColourDepth::True).expect("a built-in theme");
            let grounds = [Role::Surface, Role::Raised].map(|role| theme.style(role).bg.expect("a ground"));
            for ground in grounds {
                for role in [
                    Role::Text,
                    Role::Muted,
                    Role::Title,
                    Role::Accent,
                    Role::Focus,
                    Role::Key,
                    Role::Success,
                    Role::Warning,
                    Role::Error,
                ] {
                    let ratio = contrast(theme.style(role).fg.expect("a colour"), ground);
                    assert!(ratio >= 4.5, "{name}: {} has {ratio:.2}", role.word());
                }
            }
            for role in Role::ALL {
                let style = theme.style(role);
                if let (Some(fg), Some(bg)) = (style.fg, style.bg) {
                    let ratio = contrast(fg, bg);
                    assert!(ratio >= 4.5, "{name}: {} on its own ground has {ratio:.2}", role.word());
                }
            }
        }
    }
}
