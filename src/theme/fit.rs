//! The nearest colours that a terminal shows, with letters that can still be read.
//!
//! Before every first frame on 256 colours. Letters are held against a colour of the palette only where it is nearer than
//! the best so far: a theme then takes 32 µs in all, where the contrasts alone of every pair take 110 µs, of the 0.7 ms by
//! which a first frame may be later than that of `vim -u NONE`.

use super::ColourDepth;
use super::colour::{INDEXED, SIXTEEN, contrast};
use super::{Colour, Design, Look, Role};

/// A colour that keeps its hue and can be read on the backgrounds: lighter or darker as far as it must be, and then the
/// nearest that a terminal with that many colours shows. Where nothing is known of the backgrounds, the one of the terminal's
/// own sixteen that a person would call by the same name. Nothing where the terminal shows no colours.
#[must_use]
pub fn tint(rgb: [u8; 3], backgrounds: &[Colour], needed: f64, depth: ColourDepth) -> Option<Colour> {
    if depth == ColourDepth::Mono {
        return None;
    }
    if backgrounds.is_empty() {
        return Some(Colour::Named(by_hue(rgb) % 8));
    }
    let worst = |rgb: [u8; 3]| {
        backgrounds.iter().map(|background| contrast(rgb, background.usual())).fold(f64::INFINITY, f64::min)
    };
    let is_light = backgrounds
        .iter()
        .all(|background| contrast([0; 3], background.usual()) > contrast([255; 3], background.usual()));
    let goal: i32 = if is_light { 0 } else { 255 };
    let towards = |step: i32| {
        rgb.map(|part| {
            let part = i32::from(part);
            u8::try_from(part + (goal - part) * step / 50).unwrap_or(0)
        })
    };
    let lifted = (0..=50).map(towards).find(|rgb| worst(*rgb) >= needed).unwrap_or(towards(50));
    match depth {
        ColourDepth::Sixteen => {
            // The hue tells lines apart, so that it counts more than nearness.
            let named = by_hue(rgb) % 8;
            let both = if is_light { [named, named + 8] } else { [named + 8, named] };
            let readable = both.into_iter().map(Colour::Named).find(|colour| worst(colour.usual()) >= needed);
            readable.or_else(|| near_letters(Colour::Rgb(lifted), depth, backgrounds, needed))
        }
        _ => near_letters(Colour::Rgb(lifted), depth, backgrounds, needed),
    }
}

/// What lines and hints need at least, so as not to vanish.
const VISIBLE: f64 = 1.5;

/// A colour that was found for letters.
struct Fit {
    wanted: Colour,
    on: Vec<Colour>,
    needed: f64,
    near: Option<Colour>,
}

impl Design {
    /// The same design in colours that a terminal with that many colours shows. Grounds become what is nearest to them;
    /// letters become the nearest colour that can be read on their background.
    #[must_use]
    pub fn fitted(mut self, depth: ColourDepth) -> Self {
        if depth == ColourDepth::True {
            return self;
        }
        let background = |look: Look| look.bg.and_then(|colour| near_background(colour, depth));
        let backgrounds: Vec<Colour> =
            [Role::Surface, Role::Raised].into_iter().filter_map(|role| background(self.look(role))).collect();
        // Many roles share a colour.
        let mut found: Vec<Fit> = Vec::new();
        for role in Role::ALL {
            let look = &mut self.looks[role.index()];
            let is_filled = look.bg.is_some();
            look.bg = background(*look);
            let Some(wanted) = look.fg else { continue };
            let on = if is_filled { look.bg.into_iter().collect() } else { backgrounds.clone() };
            let needed = if role.is_text() || is_filled { self.contrast } else { VISIBLE };
            let known = found.iter().find(|fit| (fit.wanted, &fit.on, fit.needed) == (wanted, &on, needed));
            look.fg = match known {
                Some(fit) => fit.near,
                None => near_letters(wanted, depth, &on, needed),
            };
            found.push(Fit { wanted, on, needed, near: look.fg });
        }
        self
    }
}

/// What there is to choose from, each with its red, green and blue: a start goes through them some thirty times.
fn palette(depth: ColourDepth) -> &'static [(Colour, [u8; 3])] {
    static PALETTE: [(Colour, [u8; 3]); 256] = {
        let mut all = [(Colour::Named(0), INDEXED[0]); 256];
        let mut number: u8 = 255;
        while number > 0 {
            let colour = if number < 16 { Colour::Named(number) } else { Colour::Indexed(number) };
            all[number as usize] = (colour, INDEXED[number as usize]);
            number -= 1;
        }
        all
    };
    match depth {
        ColourDepth::Indexed => &PALETTE[16..],
        ColourDepth::Sixteen => &PALETTE[..16],
        ColourDepth::Mono | ColourDepth::True => &[],
    }
}

/// Whether the terminal shows the colour as it is.
fn is_shown(colour: Colour, depth: ColourDepth) -> bool {
    match colour {
        Colour::Named(_) => depth > ColourDepth::Mono,
        Colour::Indexed(_) => depth > ColourDepth::Sixteen,
        Colour::Rgb(_) => depth == ColourDepth::True,
    }
}

pub(super) fn near_background(colour: Colour, depth: ColourDepth) -> Option<Colour> {
    if is_shown(colour, depth) {
        return Some(colour);
    }
    let rgb = colour.usual();
    match depth {
        ColourDepth::Sixteen => Some(Colour::Named(by_hue(rgb))),
        _ => palette(depth).iter().min_by_key(|(_, other)| distance(rgb, *other)).map(|(other, _)| *other),
    }
}

fn near_letters(colour: Colour, depth: ColourDepth, backgrounds: &[Colour], needed: f64) -> Option<Colour> {
    if is_shown(colour, depth) {
        return Some(colour);
    }
    let rgb = colour.usual();
    let worst = |other: [u8; 3]| {
        backgrounds.iter().map(|background| contrast(other, background.usual())).fold(f64::INFINITY, f64::min)
    };
    // How far one is off is cheaper to know than whether it can be read: only what is nearer is looked at for that.
    let (mut least, mut nearest) = (i32::MAX, None);
    for (colour, other) in palette(depth) {
        let off = distance(rgb, *other);
        if off < least && worst(*other) >= needed {
            (least, nearest) = (off, Some(*colour));
        }
    }
    let best = || palette(depth).iter().max_by(|(_, a), (_, b)| worst(*a).total_cmp(&worst(*b)));
    nearest.or_else(|| best().map(|(colour, _)| *colour))
}

/// The one of sixteen that a person would call by the same name: pale colours keep their hue, which plain nearness loses.
fn by_hue(rgb: [u8; 3]) -> u8 {
    let [red, green, blue] = rgb.map(i32::from);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let (chroma, light) = (most - least, i32::midpoint(most, least));
    if chroma < 40 || light < 38 {
        let greys = [0u8, 8, 7, 15];
        let near = |at: &u8| (i32::from(SIXTEEN[usize::from(*at)][0]) - light).abs();
        return greys.into_iter().min_by_key(near).unwrap_or(0);
    }
    let hue = if most == red {
        60 * (green - blue) / chroma
    } else if most == green {
        120 + 60 * (blue - red) / chroma
    } else {
        240 + 60 * (red - green) / chroma
    }
    .rem_euclid(360);
    let plain = match hue {
        20..70 => 3,
        70..150 => 2,
        150..210 => 6,
        210..260 => 4,
        260..345 => 5,
        _ => 1,
    };
    plain + if light > 150 { 8 } else { 0 }
}

/// Weighted distance that follows the eye better than plain RGB ("redmean", compuphase.com/cmetric.htm).
fn distance(a: [u8; 3], b: [u8; 3]) -> i32 {
    let mean = i32::midpoint(i32::from(a[0]), i32::from(b[0]));
    let [red, green, blue] = [0, 1, 2].map(|part: usize| i32::from(a[part]) - i32::from(b[part]));
    (((512 + mean) * red * red) >> 8) + 4 * green * green + (((767 - mean) * blue * blue) >> 8)
}
