//! How work on many files is done: one after the other, or on several threads. Rules are pure and know no threads; whoever
//! runs them may.

/// Does the same work for each of many things.
pub trait Spread {
    /// What `work` makes of each item, in the order of the items, whatever the order in which they were worked on.
    fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R>;
}

/// One after the other.
#[derive(Clone, Copy, Debug)]
pub struct OneByOne;

impl Spread for OneByOne {
    fn map<T: Sync, R: Send>(&self, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        items.iter().map(work).collect()
    }
}
