//! A part of a grammar that others share: of the program, or of a definition that was read.

use std::ops::Deref;
use std::sync::Arc;

/// A value of the program, or one that several own.
#[derive(Debug)]
pub enum Shared<T: 'static> {
    /// One of the program.
    Static(&'static T),
    /// One that was made while it runs.
    Owned(Arc<T>),
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Static(value) => value,
            Self::Owned(value) => value,
        }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Static(value) => Self::Static(value),
            Self::Owned(value) => Self::Owned(Arc::clone(value)),
        }
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self::Owned(Arc::new(value))
    }
}

/// The words a key can have.
#[derive(Clone, Debug)]
pub enum Words {
    /// Those of an enumeration.
    Static(&'static [&'static str]),
    /// Those that were read.
    Owned(Arc<[String]>),
}

impl Words {
    /// Every word, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (fixed, owned): (&[&str], &[String]) = match self {
            Self::Static(words) => (words, &[]),
            Self::Owned(words) => (&[], words),
        };
        fixed.iter().copied().chain(owned.iter().map(String::as_str))
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}
