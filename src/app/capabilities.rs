//! What the terminal can do.

use crate::theme::ColourDepth;

/// What the terminal can do. Views ask here, and for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Colours.
    pub colours: ColourDepth,
    /// Whether anything but ASCII can be drawn.
    pub unicode: bool,
    /// Whether the background is light.
    pub light: bool,
}

impl Default for Capabilities {
    fn default() -> Self {
        Self { colours: ColourDepth::True, unicode: true, light: false }
    }
}

impl Capabilities {
    /// The theme that fits, where none was chosen.
    #[must_use]
    pub fn theme(&self) -> &'static str {
        match self {
            Self { colours: ColourDepth::Mono, .. } => "mono",
            Self { light: true, .. } => "light",
            Self { .. } => "dark",
        }
    }
}
