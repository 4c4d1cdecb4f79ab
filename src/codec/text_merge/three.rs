//! The same thing of the three texts that a merge starts from.

/// The same thing of base, ours and theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Three<T> {
    pub base: T,
    pub ours: T,
    pub theirs: T,
}

impl<T> Three<T> {
    /// The three of something made of each.
    pub fn map<U>(self, mut each: impl FnMut(T) -> U) -> Three<U> {
        Three { base: each(self.base), ours: each(self.ours), theirs: each(self.theirs) }
    }

    /// A reference to each.
    pub fn as_ref(&self) -> Three<&T> {
        Three { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }
}
