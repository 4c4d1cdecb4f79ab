//! Whether what a theme shows can be read.

use std::fmt::Write as _;

use super::colour::{Colour, contrast, luminance};
use super::file::ThemeFile;
use super::{Design, Role};
use crate::diagnostic::{ConfigError, Position};

/// The contrast that text needs at least.
pub const BODY: f64 = 4.5;

impl Design {
    /// What is read on what, with the contrast of the two: every role with a background of its own on that, every other text
    /// on the background of the screen and on what lies on it. Colours of the terminal's own sixteen look different on every
    /// terminal and are not judged.
    #[must_use]
    pub fn contrasts(&self) -> Vec<(Role, Role, f64)> {
        let backgrounds = |role: Role| match self.look(role).bg {
            Some(_) => vec![role],
            None if role.is_text() => vec![Role::Surface, Role::Raised],
            None => Vec::new(),
        };
        let pairs = Role::ALL
            .into_iter()
            .flat_map(|role| backgrounds(role).into_iter().map(move |background| (role, background)));
        let judged = pairs.filter_map(|(role, background)| {
            let (letters, below) = (self.look(role).fg?.rgb()?, self.look(background).bg?.rgb()?);
            Some((role, background, contrast(letters, below)))
        });
        judged.collect()
    }
}

/// Text that cannot be read well enough on its background.
pub(super) fn contrasts(design: &Design, file: &ThemeFile) -> Vec<ConfigError> {
    let faults = design.contrasts().into_iter().filter(|(.., ratio)| *ratio < design.contrast);
    let problem = |(role, background, ratio): (Role, Role, f64)| {
        let place: Option<Position> = file
            .look(role)
            .or_else(|| file.look(background))
            .map(|(_, place)| place)
            .or_else(|| Some(file.extends.as_ref()?.1));
        let what = sentence!(
            "themes.problem.contrast",
            role = role.word(),
            ground = background.word(),
            ratio = format!("{:.1}", (ratio * 10.0).floor() / 10.0),
            needed = design.contrast
        );
        let rgb = |colour: Option<Colour>| colour.and_then(Colour::rgb).unwrap_or_default();
        let better = readable(rgb(design.look(role).fg), rgb(design.look(background).bg), design.contrast);
        ConfigError { place, what, help: sentence!("themes.help.contrast", colour = better) }
    };
    faults.map(problem).collect()
}

/// The colour nearest to the letters that can be read on the background.
fn readable(letters: [u8; 3], background: [u8; 3], needed: f64) -> String {
    let goal: i32 = if luminance(background) > 0.18 { 0 } else { 255 };
    let mut best = letters;
    for step in 0..=20 {
        best = letters.map(|part| {
            let part = i32::from(part);
            u8::try_from(part + (goal - part) * step / 20).unwrap_or(0)
        });
        if contrast(best, background) >= needed {
            break;
        }
    }
    let mut out = String::from("#");
    for part in Colour::Rgb(best).usual() {
        let _ = write!(out, "{part:02x}");
    }
    out
}
