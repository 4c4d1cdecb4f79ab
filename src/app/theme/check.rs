//! Whether what a theme shows can be read.

use std::fmt::Write as _;

use super::colour::{Colour, contrast, luminance};
use super::file::ThemeFile;
use super::{Design, Role};
use crate::app::config::{Place, Problem};
use crate::method::language::Sentence;

/// The contrast that text needs at least.
pub const BODY: f64 = 4.5;

/// Text that cannot be read well enough on its ground. Colours of the terminal's own sixteen look different on every
/// terminal and are not judged.
pub(super) fn contrasts(design: &Design, file: &ThemeFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut judge = |role: Role, ground: Role| {
        let (Some(fg), Some(bg)) = (design.look(role).fg, design.look(ground).bg) else { return };
        let (Some(letters), Some(below)) = (fg.rgb(), bg.rgb()) else { return };
        let ratio = contrast(letters, below);
        if ratio >= design.contrast {
            return;
        }
        let place: Option<Place> = file
            .look(role)
            .or_else(|| file.look(ground))
            .map(|(_, place)| place)
            .or_else(|| Some(file.extends.as_ref()?.1));
        let what = Sentence::new("themes.problem.contrast")
            .with("role", role.word())
            .with("ground", ground.word())
            .with("ratio", format!("{:.1}", (ratio * 10.0).floor() / 10.0))
            .with("needed", design.contrast);
        let help = Sentence::new("themes.help.contrast").with("colour", readable(letters, below, design.contrast));
        problems.push(Problem { place, what, help });
    };
    for role in Role::ALL {
        if design.look(role).bg.is_some() {
            judge(role, role);
        } else if role.is_text() {
            judge(role, Role::Surface);
            judge(role, Role::Raised);
        }
    }
    problems
}

/// The colour nearest to the letters that can be read on the ground.
fn readable(letters: [u8; 3], ground: [u8; 3], needed: f64) -> String {
    let goal: i32 = if luminance(ground) > 0.18 { 0 } else { 255 };
    let mut best = letters;
    for step in 0..=20 {
        best = letters.map(|part| {
            let part = i32::from(part);
            u8::try_from(part + (goal - part) * step / 20).unwrap_or(0)
        });
        if contrast(best, ground) >= needed {
            break;
        }
    }
    let mut out = String::from("#");
    for part in Colour::Rgb(best).usual() {
        let _ = write!(out, "{part:02x}");
    }
    out
}
