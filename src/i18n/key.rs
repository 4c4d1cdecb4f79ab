//! The keys of sentences, which are those of the English catalogue.

use std::fmt;

use super::laid::ENGLISH;

/// The paths of all keys, sorted, one after the other.
const PATHS: &str = include_str!(concat!(env!("OUT_DIR"), "/keys.txt"));

/// Where each begins in [`PATHS`], and where the last one ends.
const BEGINS: &[u32] = include!(concat!(env!("OUT_DIR"), "/keys.rs"));

/// How many there are.
pub(super) const KEYS: u16 = {
    assert!(BEGINS.len() <= u16::MAX as usize, "a key is a number of 16 bits");
    #[allow(clippy::cast_possible_truncation, reason = "asserted")]
    let keys = (BEGINS.len() - 1) as u16;
    keys
};

/// The key of a sentence that is there. [`key!`](crate::key!) and [`sentence!`](crate::sentence!) make one when the
/// program is compiled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceKey(u16);

impl SentenceKey {
    /// The key with that path; for [`key!`](crate::key!) and [`sentence!`](crate::sentence!).
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    #[cfg_attr(not(test), expect(clippy::panic, reason = "the macros ask while the program is compiled"))]
    pub const fn of(path: &str) -> Self {
        match search(b"", path.as_bytes()) {
            Some(key) => key,
            None => panic!("the English catalogue has no such sentence"),
        }
    }

    /// The same key; its sentence, or the one that stands for it where lines are read out, has a place for that argument.
    ///
    /// # Panics
    /// Where neither has one.
    #[must_use]
    pub const fn takes(self, argument: &str) -> Self {
        // Another language may have several forms where English has one.
        let has_place = matches!(argument.as_bytes(), b"count") || ENGLISH.has_place(self.index(), argument.as_bytes());
        let read_out = match search(b"linear.", bytes_of(self.0)) {
            Some(key) => ENGLISH.has_place(key.index(), argument.as_bytes()),
            None => false,
        };
        assert!(has_place || read_out, "the sentence has no place for this argument");
        self
    }

    /// The key with a path that is put together when the program runs.
    #[must_use]
    pub fn find(path: &str) -> Option<Self> {
        search(b"", path.as_bytes())
    }

    /// The key whose path is this one's behind `prefix` and a dot.
    #[must_use]
    pub fn below(self, prefix: &str) -> Option<Self> {
        Self::find(&format!("{prefix}.{self}"))
    }

    /// Every key, in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..KEYS).map(Self)
    }

    /// Its path in a catalogue.
    #[must_use]
    pub fn path(self) -> &'static str {
        let at = self.index();
        &PATHS[BEGINS[at] as usize..BEGINS[at + 1] as usize]
    }

    /// Which of all keys it is.
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for SentenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path())
    }
}

impl fmt::Debug for SentenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.path(), f)
    }
}

/// [`SentenceKey::path`] as bytes.
const fn bytes_of(key: u16) -> &'static [u8] {
    let (_, from) = PATHS.as_bytes().split_at(BEGINS[key as usize] as usize);
    from.split_at((BEGINS[key as usize + 1] - BEGINS[key as usize]) as usize).0
}

/// The key with a path in two parts.
const fn search(prefix: &[u8], rest: &[u8]) -> Option<SentenceKey> {
    let (mut low, mut high) = (0, KEYS);
    while low < high {
        let middle = low + (high - low) / 2;
        match compare(bytes_of(middle), prefix, rest) {
            0 => return Some(SentenceKey(middle)),
            1 => high = middle,
            _ => low = middle + 1,
        }
    }
    None
}

/// Whether a path stands before (-1), behind (1) or at (0) the one in two parts.
const fn compare(path: &[u8], prefix: &[u8], rest: &[u8]) -> i8 {
    let length = prefix.len() + rest.len();
    let mut at = 0;
    while at < path.len() && at < length {
        let wanted = if at < prefix.len() { prefix[at] } else { rest[at - prefix.len()] };
        if path[at] != wanted {
            return if path[at] < wanted { -1 } else { 1 };
        }
        at += 1;
    }
    if path.len() == length {
        0
    } else if path.len() < length {
        -1
    } else {
        1
    }
}
