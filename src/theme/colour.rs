//! Colours, and how well one can be read on another.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// One of the terminal's own sixteen, from 0; only the terminal knows what it looks like.
    Named(u8),
    /// One of the 240 that follow, which look the same everywhere.
    Indexed(u8),
    /// Red, green and blue.
    Rgb([u8; 3]),
}

/// The names of the sixteen, in the order of their numbers.
pub const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "gray",
    "dark-gray",
    "light-red",
    "light-green",
    "light-yellow",
    "light-blue",
    "light-magenta",
    "light-cyan",
    "white",
];

/// The sixteen as xterm shows them by default.
pub(crate) const SIXTEEN: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

impl Colour {
    /// Reads a colour as theme files write it: `#rrggbb`, a number from 0 to 255, or a name of the sixteen.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(digits) = text.strip_prefix('#') {
            if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                return None;
            }
            let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
            return Some(Self::Rgb([part(0)?, part(2)?, part(4)?]));
        }
        if let Ok(number) = text.parse::<u8>() {
            return Some(if number < 16 { Self::Named(number) } else { Self::Indexed(number) });
        }
        let at = NAMES.iter().position(|name| *name == text)?;
        u8::try_from(at).ok().map(Self::Named)
    }

    /// Red, green and blue, where that is the same on every terminal.
    #[must_use]
    pub fn rgb(self) -> Option<[u8; 3]> {
        match self {
            Self::Named(_) => None,
            Self::Indexed(number) => Some(INDEXED[usize::from(number)]),
            Self::Rgb(rgb) => Some(rgb),
        }
    }

    /// Red, green and blue as xterm shows it.
    #[must_use]
    pub fn usual(self) -> [u8; 3] {
        match self {
            Self::Named(number) => SIXTEEN[usize::from(number & 15)],
            other => other.rgb().unwrap_or_default(),
        }
    }
}

/// The 256 colours of xterm: the sixteen, a cube of 6 steps a side, then 24 greys.
pub(super) const INDEXED: [[u8; 3]; 256] = {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let mut all = [[0; 3]; 256];
    let (mut number, mut grey) = (0, 8);
    while number < all.len() {
        all[number] = match number {
            0..16 => SIXTEEN[number],
            16..232 => [STEPS[(number - 16) / 36], STEPS[(number - 16) / 6 % 6], STEPS[(number - 16) % 6]],
            _ => [grey; 3],
        };
        if number >= 232 && number < 255 {
            grey += 10;
        }
        number += 1;
    }
    all
};

/// The contrast of two colours as WCAG 2.2 defines it, from 1 to 21.
#[must_use]
pub fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance as WCAG 2.2 defines it, from 0 to 1.
#[must_use]
pub(crate) fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|part| LINEAR[usize::from(part)]);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// How much light each step of red, green or blue gives, from 0 to 1, as WCAG 2.2 defines it. A palette is compared whole,
/// and a start waits for that.
const LINEAR: [f64; 256] = {
    let mut linear = [0.0; 256];
    let (mut step, mut part) = (0, 0.0);
    while step < linear.len() {
        linear[step] = if part <= 0.04045 * 255.0 {
            part / 255.0 / 12.92
        } else {
            // To the power of 2.4.
            let base = (part / 255.0 + 0.055) / 1.055;
            let fifth = fifth_root(base);
            base * base * fifth * fifth
        };
        step += 1;
        part += 1.0;
    }
    linear
};

/// The fifth root of a number above 0 and up to 1, by Newton's method.
const fn fifth_root(of: f64) -> f64 {
    let (mut root, mut turn) = (1.0, 0);
    while turn < 40 {
        root = (4.0 * root + of / (root * root * root * root)) / 5.0;
        turn += 1;
    }
    root
}

/// Whether a colour is a light background, as a terminal tells of its own: `rgb:1e1e/1e1e/2e2e`, with one to four digits a part,
/// `rgba:…` or `#1e1e2e`. Nothing where it is told otherwise.
#[must_use]
pub fn light_or_dark(told: &str) -> Option<bool> {
    let rgb = if let Some(parts) = told.strip_prefix("rgb:").or_else(|| told.strip_prefix("rgba:")) {
        let mut parts = parts.split('/').map(|digits| {
            let most =
                16u32.checked_pow(u32::try_from(digits.len()).ok()?).filter(|_| (1..=4).contains(&digits.len()))? - 1;
            u8::try_from(u32::from_str_radix(digits, 16).ok()? * 255 / most).ok()
        });
        let mut next = || parts.next().flatten();
        [next()?, next()?, next()?]
    } else {
        Colour::parse(told)?.rgb()?
    };
    // Black and white letters are equally well read on a background of that luminance.
    Some(luminance(rgb) > 0.179)
}
