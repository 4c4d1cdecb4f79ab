//! Themes as data: roles and the looks that files give them, what is wrong in such a file, and which colours a terminal
//! shows of it. What draws turns a [`Design`] into styles.

mod check;
mod colour;
mod depth;
mod file;
mod fit;
mod ground;
mod laid;
mod library;
mod role;
#[cfg(test)]
mod tests;

pub use check::BODY;
pub use colour::{Colour, NAMES, contrast, light_or_dark};
pub use depth::ColourDepth;
pub use fit::tint;
pub use ground::Grounds;
pub use library::{Library, Own};
pub use role::Role;

/// How a role looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // five switches that a theme sets one by one
pub struct Look {
    /// The colour of letters.
    pub fg: Option<Colour>,
    /// The colour behind them.
    pub bg: Option<Colour>,
    /// Strong letters.
    pub bold: bool,
    /// Weak letters.
    pub dim: bool,
    /// Slanted letters.
    pub italic: bool,
    /// A line below.
    pub underline: bool,
    /// Letters and background exchanged.
    pub reverse: bool,
}

/// A theme that is whole: every role has a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    pub name: String,
    /// Whether it is made for a light background.
    pub is_light: bool,
    /// Whether it is read from afar.
    pub is_distant: bool,
    /// The contrast it promises; [`BODY`] where it promises nothing.
    pub contrast: f64,
    /// The looks, in the order of [`Role::ALL`].
    pub looks: [Look; Role::ALL.len()],
}

impl Design {
    /// The look of a role.
    #[must_use]
    pub fn look(&self, role: Role) -> Look {
        self.looks[role.index()]
    }
}
