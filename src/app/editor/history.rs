//! What was changed in a draft, so that it can be taken back word by word.

/// One change: what stood at a place, and what stands there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// Byte at which it happened.
    pub at: usize,
    /// What stood there.
    pub removed: String,
    /// What stands there now.
    pub inserted: String,
    /// Where the cursor was.
    pub before: usize,
    /// Where the cursor is.
    pub after: usize,
}

/// What kind of change it is; changes of one kind are taken back together as far as they make up a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// Text that was typed.
    Typing,
    /// Graphemes that were deleted one by one.
    Deleting,
    /// A change that is taken back by itself.
    Alone,
}

/// The changes of a draft.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    /// The kind of the last change, as long as another of that kind may continue it.
    open: Option<Run>,
}

impl History {
    /// Remembers a change. What was taken back before can no longer be brought back.
    pub(crate) fn record(&mut self, change: Change, run: Run) {
        self.undone.clear();
        let continues = self.open == Some(run);
        self.open = (run != Run::Alone).then_some(run);
        match self.done.last_mut() {
            Some(last) if continues => {
                if let Some(change) = last.absorb(change) {
                    self.done.push(change);
                }
            }
            _ => self.done.push(change),
        }
    }

    /// Says that the next change does not continue the last one: the cursor has moved.
    pub(crate) fn seal(&mut self) {
        self.open = None;
    }

    /// The change to take back; it counts as taken back from now on.
    pub(crate) fn undo(&mut self) -> Option<&Change> {
        self.seal();
        self.undone.push(self.done.pop()?);
        self.undone.last()
    }

    /// The change to bring back; it counts as made from now on.
    pub(crate) fn redo(&mut self) -> Option<&Change> {
        self.seal();
        self.done.push(self.undone.pop()?);
        self.done.last()
    }
}

impl Change {
    /// Takes in the change that follows it, or gives it back where it begins another word or stands elsewhere.
    fn absorb(&mut self, next: Change) -> Option<Change> {
        let typed = self.removed.is_empty() && next.removed.is_empty() && next.at == self.at + self.inserted.len();
        let deleted = self.inserted.is_empty() && next.inserted.is_empty();
        if typed && !begins_word(self.inserted.chars().next_back(), next.inserted.chars().next()) {
            self.inserted.push_str(&next.inserted);
        } else if deleted
            && next.at + next.removed.len() == self.at
            && !begins_word(self.removed.chars().next(), next.removed.chars().next_back())
        {
            self.at = next.at;
            self.removed.insert_str(0, &next.removed);
        } else if deleted
            && next.at == self.at
            && !begins_word(self.removed.chars().next_back(), next.removed.chars().next())
        {
            self.removed.push_str(&next.removed);
        } else {
            return Some(next);
        }
        self.after = next.after;
        None
    }
}

/// Whether a word begins where `next` comes after `last`.
fn begins_word(last: Option<char>, next: Option<char>) -> bool {
    last.is_some_and(char::is_whitespace) && next.is_some_and(|next| !next.is_whitespace())
}
