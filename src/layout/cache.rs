//! Lines of notes that were wrapped before.
//!
//! A frame asks for the lines of every note it shows, some of them for several widths. For 30 notes of a sentence that is
//! 65 µs a width without the cache and 1.6 µs with it; a key may take twice vim's 0.2 to 0.5 ms to its frame, and does not
//! at best (docs/performance.md).

use std::cell::RefCell;
use std::sync::Arc;

use lru::LruCache;

use super::wrap::{Line, wrap, wrap_beside};
use crate::document::{Id, Note};

/// How many wrapped texts are kept, unless said otherwise: some screens full, in a few widths.
const CAPACITY: usize = 2048;

/// The lines of notes by id and widths, bounded: what has not been asked for longest goes first.
///
/// A note that was changed is found out by itself, so nobody needs to say so.
#[derive(Debug)]
pub struct WrapCache {
    capacity: usize,
    kept: RefCell<LruCache<(Id, [u16; 2]), Entry>>,
}

#[derive(Debug)]
struct Entry {
    /// The note as it was. Holding it keeps its address from being given to another.
    note: Arc<Note>,
    lines: Arc<[Line]>,
}

impl Default for WrapCache {
    fn default() -> Self {
        Self::with_capacity(CAPACITY)
    }
}

impl WrapCache {
    /// An empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty cache that keeps at most that many texts, and at least one.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        // Bounded by hand: a bound of its own would take all the memory at once.
        Self { capacity: capacity.max(1), kept: RefCell::new(LruCache::unbounded()) }
    }

    /// The lines of the note's text in `columns`; see [`wrap`].
    #[must_use]
    pub fn lines(&self, note: &Arc<Note>, columns: u16) -> Arc<[Line]> {
        self.kept_or(note, [columns; 2], || wrap(&note.text, columns).into())
    }

    /// The same where the first line has other columns than the lines below it.
    #[must_use]
    pub fn lines_beside(&self, note: &Arc<Note>, first: u16, rest: u16) -> Arc<[Line]> {
        let known = self.lines(note, first);
        if known.len() < 2 || first == rest {
            return known;
        }
        self.kept_or(note, [first, rest], || wrap_beside(&note.text, &known, rest).into())
    }

    fn kept_or(&self, note: &Arc<Note>, columns: [u16; 2], wrap: impl FnOnce() -> Arc<[Line]>) -> Arc<[Line]> {
        let mut kept = self.kept.borrow_mut();
        let key = (note.id, columns);
        if let Some(entry) = kept.get(&key)
            && (Arc::ptr_eq(&entry.note, note) || entry.note.text == note.text)
        {
            return Arc::clone(&entry.lines);
        }
        let lines = wrap();
        kept.put(key, Entry { note: Arc::clone(note), lines: Arc::clone(&lines) });
        if kept.len() > self.capacity {
            kept.pop_lru();
        }
        lines
    }

    /// How many lines the note's text has in `columns`, as many as `u16` can count.
    #[must_use]
    pub fn height(&self, note: &Arc<Note>, columns: u16) -> u16 {
        u16::try_from(self.lines(note, columns).len()).unwrap_or(u16::MAX)
    }

    /// How many texts are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.borrow().len()
    }

    /// Whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(id: &str, text: &str) -> Arc<Note> {
        Arc::new(Note::new(Id::new(id).unwrap(), text))
    }

    #[test]
    fn what_was_wrapped_is_kept_until_it_changes() {
        let cache = WrapCache::new();
        let first = note("t7qm4k", "See where an order is");
        let lines = cache.lines(&first, 10);
        assert_eq!(lines.len(), 3);
        assert!(Arc::ptr_eq(&lines, &cache.lines(&first, 10)));
        assert!(Arc::ptr_eq(&lines, &cache.lines(&note("t7qm4k", "See where an order is"), 10)));
        assert_eq!(cache.height(&note("t7qm4k", "See"), 10), 1);
        assert_eq!(cache.height(&first, 10), 3);
        assert_eq!(cache.height(&first, 40), 1);
    }

    #[test]
    fn it_stays_small_and_keeps_what_was_asked_for_last() {
        let cache = WrapCache::with_capacity(10);
        let dear = note("zzzzzz", "dear");
        let kept = cache.lines(&dear, 9);
        for count in 0..1000 {
            let _ = cache.lines(&note(&format!("a{count:05}"), "text"), 9);
            assert!(cache.len() <= 10);
            assert!(Arc::ptr_eq(&kept, &cache.lines(&dear, 9)));
        }
    }
}
