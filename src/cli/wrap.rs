//! Text in lines of a width, as lines of their own.

use crate::layout::wrap;

/// The lines of a text in `width` columns; see [`wrap::wrap`].
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let columns = u16::try_from(width).unwrap_or(u16::MAX);
    wrap::wrap(text, columns).iter().map(|line| line.content(text).to_owned()).collect()
}
