//! The ground of a note: the background of the screen with a little of the colour of the note's kind in it.

use super::colour::contrast;
use super::fit::near_background;
use super::{Colour, ColourDepth, Design, Role};

/// How much of the colour a ground has, in hundredths, on a dark background and on a light one: pastels hardly show on paper.
const MOST: [u16; 2] = [14, 30];
/// Below that much nobody would see it.
const LEAST: u16 = 4;

/// What grounds are mixed from, and what is read on them.
#[derive(Clone, Debug)]
pub struct Grounds {
    surface: [u8; 3],
    letters: Vec<[u8; 3]>,
    contrast: f64,
    most: u16,
    depth: ColourDepth,
}

impl Grounds {
    /// The grounds of a design that was fitted to a terminal with that many colours; nothing where the terminal has too few,
    /// or where its own background is not known.
    #[must_use]
    pub fn of(design: &Design, depth: ColourDepth) -> Option<Self> {
        let surface = design.look(Role::Surface).bg.and_then(Colour::rgb)?;
        let is_read = |role: &Role| role.is_text() && design.look(*role).bg.is_none();
        let letters = Role::ALL.into_iter().filter(is_read).filter_map(|role| design.look(role).fg?.rgb()).collect();
        let most = MOST[usize::from(design.is_light)];
        (depth > ColourDepth::Sixteen).then_some(Self { surface, letters, contrast: design.contrast, most, depth })
    }

    /// The ground of notes of a colour: as much of it as leaves every text as readable as the theme promises.
    #[must_use]
    pub fn ground(&self, colour: [u8; 3]) -> Option<Colour> {
        let mixed = |most: u16| {
            let mut parts = self.surface;
            for (part, other) in parts.iter_mut().zip(colour) {
                let sum = u16::from(*part) * (100 - most) + u16::from(other) * most;
                *part = u8::try_from(sum / 100).unwrap_or(*part);
            }
            near_background(Colour::Rgb(parts), self.depth)
        };
        let is_readable = |ground: &Colour| {
            let ground = ground.usual();
            self.letters.iter().all(|letters| contrast(*letters, ground) >= self.contrast)
        };
        (LEAST..=self.most).rev().step_by(2).filter_map(mixed).find(is_readable)
    }
}
