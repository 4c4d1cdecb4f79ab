//! What the terminal can do, as far as the environment says.

use std::env;

use super::background;
use crate::app::{Capabilities, ColourDepth};

/// Whether colour is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// Where the terminal shows it and `NO_COLOR` does not forbid it.
    #[default]
    Auto,
    /// Also against `NO_COLOR`.
    Always,
    /// No.
    Never,
}

/// Who said what the background is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// `COLORFGBG`.
    Environment,
    /// The terminal itself, when the screens ran last.
    Remembered,
}

/// What the environment says of the terminal.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// `TERM`
    pub term: Option<String>,
    /// `COLORTERM`
    pub colorterm: Option<String>,
    /// `NO_COLOR`
    pub no_color: Option<String>,
    /// `COLORFGBG`
    pub colorfgbg: Option<String>,
    /// Whether the background was light when the terminal last said so.
    pub remembered: Option<bool>,
    /// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that says anything.
    pub locale: Option<String>,
}

impl Surroundings {
    /// Asks the process's environment, and the state folder for what the terminal said last.
    #[must_use]
    pub fn of_process() -> Self {
        let get = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            term: get("TERM"),
            colorterm: get("COLORTERM"),
            no_color: get("NO_COLOR"),
            colorfgbg: get("COLORFGBG"),
            remembered: background::remembered(),
            locale: locale(get),
        }
    }

    /// Whether the environment of the process says that text is UTF-8, or says nothing of it.
    #[must_use]
    pub fn is_utf8_spoken() -> bool {
        Self { locale: locale(|name| env::var(name).ok()), ..Self::default() }.is_utf8()
    }

    /// Whether the terminal can do nothing but write lines.
    #[must_use]
    pub fn is_dumb(&self) -> bool {
        self.term.as_deref() == Some("dumb")
    }

    /// What views may count on.
    #[must_use]
    pub fn capabilities(&self, choice: ColourChoice, ascii: bool, theme: Option<&str>) -> Capabilities {
        let is_off = choice == ColourChoice::Never || (choice == ColourChoice::Auto && self.no_color.is_some());
        let colours = if is_off || theme == Some("mono") { ColourDepth::Mono } else { self.colours() };
        Capabilities {
            colours,
            unicode: !ascii && self.is_utf8(),
            light: self.background().is_some_and(|(is_light_background, _)| is_light_background),
        }
    }

    /// The theme that fits, where none was chosen.
    #[must_use]
    pub fn theme(&self, chosen: Option<&str>, capabilities: &Capabilities) -> String {
        // Without colour every theme looks like mono, and some would lose what only colour said.
        let chosen = chosen.filter(|_| capabilities.colours != ColourDepth::Mono);
        chosen.unwrap_or(capabilities.theme()).to_owned()
    }

    /// Whether the background is light, as far as that is known before the terminal is asked, and who said so.
    #[must_use]
    pub fn background(&self) -> Option<(bool, Known)> {
        let remembered = self.remembered.map(|is_light_background| (is_light_background, Known::Remembered));
        self.is_light_background().map(|is_light_background| (is_light_background, Known::Environment)).or(remembered)
    }

    /// Whether the terminal can be asked for its background. A few show the question instead of answering it.
    #[must_use]
    pub fn can_be_asked(&self) -> bool {
        let term = self.term.as_deref().unwrap_or_default();
        cfg!(unix) && !(term.is_empty() || term == "linux" || term.starts_with("eterm") || self.is_dumb())
    }

    fn colours(&self) -> ColourDepth {
        let term = self.term.as_deref().unwrap_or_default();
        if cfg!(windows)
            || matches!(self.colorterm.as_deref(), Some("truecolor" | "24bit"))
            || term.ends_with("-direct")
        {
            ColourDepth::True
        } else if term.contains("256color") {
            ColourDepth::Indexed
        } else if matches!(term, "vt100" | "vt220" | "vt52") {
            ColourDepth::Mono
        } else {
            ColourDepth::Sixteen
        }
    }

    /// A locale that names another encoding is believed; where nobody says anything, terminals speak UTF-8 today.
    fn is_utf8(&self) -> bool {
        if cfg!(windows) {
            return true;
        }
        self.locale.as_ref().is_none_or(|locale| {
            let locale = locale.to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        })
    }

    /// Some terminals name their colours: `15;0` is light on dark.
    fn is_light_background(&self) -> Option<bool> {
        let background = self.colorfgbg.as_ref().and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
        background.map(|background| matches!(background, 7 | 9..=15))
    }
}

/// The locale that decides how text is encoded: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that says anything.
fn locale(get: impl Fn(&str) -> Option<String>) -> Option<String> {
    ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| get(name).filter(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(term: &str, colorterm: Option<&str>, no_color: Option<&str>, locale: &str) -> Surroundings {
        Surroundings {
            term: Some(term.to_owned()),
            colorterm: colorterm.map(str::to_owned),
            no_color: no_color.map(str::to_owned),
            colorfgbg: None,
            remembered: None,
            locale: Some(locale.to_owned()),
        }
    }

    #[test]
    fn colours_follow_the_environment() {
        let depth = |surroundings: Surroundings, choice| surroundings.capabilities(choice, false, None).colours;
        let utf8 = "en_GB.UTF-8";
        assert_eq!(depth(term("xterm-256color", Some("truecolor"), None, utf8), ColourChoice::Auto), ColourDepth::True);
        assert_eq!(depth(term("xterm-256color", None, None, utf8), ColourChoice::Auto), ColourDepth::Indexed);
        assert_eq!(depth(term("linux", None, None, utf8), ColourChoice::Auto), ColourDepth::Sixteen);
        assert_eq!(depth(term("xterm-256color", None, Some("1"), utf8), ColourChoice::Auto), ColourDepth::Mono);
        assert_eq!(depth(term("xterm-256color", None, Some("1"), utf8), ColourChoice::Always), ColourDepth::Indexed);
        assert_eq!(depth(term("xterm-256color", None, None, utf8), ColourChoice::Never), ColourDepth::Mono);
    }

    #[test]
    fn drawing_is_ascii_where_the_locale_is_not_utf8() {
        let unicode = |locale: &str, ascii| {
            term("xterm", None, None, locale).capabilities(ColourChoice::Auto, ascii, None).unicode
        };
        assert!(unicode("de_DE.UTF-8", false));
        assert!(!unicode("de_DE.UTF-8", true));
        assert!(!unicode("C", false));
        assert!(!unicode("de_DE.ISO-8859-1", false));
    }

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let of = |values: [&str; 3]| {
            let names = ["LC_ALL", "LC_CTYPE", "LANG"];
            let get = |name: &str| {
                let at = names.iter().position(|known| *known == name)?;
                Some(values[at].to_owned()).filter(|value| *value != "unset")
            };
            Surroundings { locale: locale(get), ..Surroundings::default() }.is_utf8()
        };
        assert!(!of(["C", "C.UTF-8", "C.UTF-8"]) && !of(["POSIX", "unset", "en_GB.UTF-8"]));
        assert!(of(["C.utf8", "C", "C"]) && of(["", "en_GB.UTF-8", "C"]));
        assert!(!of(["unset", "de_DE@euro", "de_DE.UTF-8"]) && of(["", "", "de_DE.UTF-8"]));
        assert!(!of(["unset", "unset", "ja_JP.eucJP"]) && of(["unset", "unset", "unset"]));
    }

    #[test]
    fn themes_fit_the_terminal() {
        let surroundings = Surroundings { colorfgbg: Some("0;15".to_owned()), ..Surroundings::default() };
        let colour = surroundings.capabilities(ColourChoice::Always, false, None);
        assert_eq!(surroundings.theme(None, &colour), "light");
        assert_eq!(surroundings.theme(Some("dark"), &colour), "dark");
        let said = Surroundings { remembered: Some(true), ..Surroundings::default() };
        assert_eq!(said.background(), Some((true, Known::Remembered)));
        assert_eq!(
            Surroundings { remembered: Some(false), ..surroundings.clone() }.background(),
            Some((true, Known::Environment))
        );
        let none = surroundings.capabilities(ColourChoice::Never, false, None);
        assert_eq!(surroundings.theme(Some("dark"), &none), "mono");
    }
}
