//! Notes of tests: so many rows and so far to the right, each.

use super::flow::Notes;

/// Rows and indents.
pub(super) struct Samples(pub(super) Vec<(u16, u16)>);

impl Notes for Samples {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn height(&self, index: usize, _: u16) -> u16 {
        self.0[index].0
    }

    fn indent(&self, index: usize) -> u16 {
        self.0[index].1
    }
}
