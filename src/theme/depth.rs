//! How many colours there are to choose from.

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColourDepth {
    /// None; bold, underlined and reversed only.
    Mono,
    /// The sixteen of the terminal.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// Red, green and blue, 256 steps each.
    #[default]
    True,
}
