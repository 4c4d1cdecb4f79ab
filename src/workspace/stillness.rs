//! Whether what stands in a file has stood there long enough to be believed.
//!
//! Other programs empty a file before they fill it, write it in pieces, remove it and make it again. What is read in such a
//! moment is not what somebody meant. So what comes from others is believed when the file was seen twice and was the same
//! both times, and where something is missing that was there before, only after it has been so for longer.

use std::time::Duration;

use crate::document::{DocumentBody, Edit, RegisterEdit};
use crate::merge::diff;
use crate::store::Stamp;

/// How long to wait between two looks. Programs that write in pieces pause for some milliseconds between them.
pub const PAUSE: Duration = Duration::from_millis(100);

/// So many looks in a row have to be alike where nothing is missing.
const ALIKE: u32 = 1;
/// So many where the file is gone or empty, cannot be understood, or lacks what was there before.
const ALIKE_WHERE_MISSING: u32 = 6;
/// After so many looks a file that is written all the time is taken as it is, where nothing is missing.
const MOST: u32 = 20;

/// What was seen of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It was there, with these bytes.
    There(Stamp, Vec<u8>),
    /// It was not.
    Missing,
    /// It was, and could not be read.
    Unreadable,
}

/// What was seen so far of a file that others are writing.
#[derive(Clone, Debug, Default)]
pub struct Stillness {
    last: Option<Sight>,
    alike: u32,
    looks: u32,
}

impl Stillness {
    /// It was looked at, [`PAUSE`] after the last time. `lacks` says whether something is missing. Gives back whether what
    /// was seen is believed.
    pub fn look(&mut self, sight: Sight, lacks: bool) -> bool {
        self.looks = self.looks.saturating_add(1);
        self.alike = if self.last.as_ref() == Some(&sight) { self.alike + 1 } else { 0 };
        self.last = Some(sight);
        self.alike >= if lacks { ALIKE_WHERE_MISSING } else { ALIKE } || (!lacks && self.looks > MOST)
    }

    /// It was looked at out of turn, because something was heard of it.
    pub fn glance(&mut self, sight: Sight) {
        if self.last.as_ref() != Some(&sight) {
            self.alike = 0;
            self.last = Some(sight);
        }
    }
}

/// Whether something that one sheet has is missing in what came after it.
#[must_use]
pub fn lacks(before: &DocumentBody, after: &DocumentBody) -> bool {
    if let (DocumentBody::Canvas(before), DocumentBody::Canvas(after)) = (before, after) {
        return before.notes().any(|(_, note)| after.note(note.id).is_none())
            || before.marks.keys().any(|section| !after.marks.contains_key(section));
    }
    diff::edits(before, after).iter().any(|edit| match edit {
        Edit::Remove { .. } => true,
        Edit::Answer { after, .. } => after.is_none(),
        Edit::Entry { after, .. } => after.is_none(),
        Edit::Register(edit) => matches!(edit, RegisterEdit::Remove { .. }),
        _ => false,
    })
}

/// What a sheet grew out of that somebody else wrote: `before`, which stood in the file last, or one that stood there
/// shortly before. A program that read the file before our last save and wrote it after that takes back what it never saw;
/// its sheet then differs from the earlier one by its own change only. A sheet that is the earlier one was put back on
/// purpose.
#[must_use]
pub fn ancestor<'a>(before: &'a DocumentBody, earlier: &'a [DocumentBody], theirs: &DocumentBody) -> &'a DocumentBody {
    let apart = |from: &DocumentBody, to: &DocumentBody| diff::edits(from, to).len();
    let from_last = apart(before, theirs);
    let candidates = earlier.iter().map(|sheet| (apart(sheet, theirs), apart(sheet, before), sheet));
    let stale = candidates.filter(|(own, ours, _)| *own > 0 && *ours > 0 && from_last >= own + ours);
    stale.min_by_key(|(own, ..)| *own).map_or(before, |(.., sheet)| sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there(number: u64) -> Sight {
        Sight::There(Stamp::numbered(0, number), Vec::new())
    }

    #[test]
    fn what_stands_still_is_believed_and_what_lacks_something_later() {
        let mut still = Stillness::default();
        assert!(!still.look(there(1), false));
        assert!(!still.look(there(2), false));
        assert!(still.look(there(2), false));
        let mut still = Stillness::default();
        let looks = (0..20).take_while(|_| !still.look(Sight::Missing, true)).count();
        assert_eq!(looks, 6);
    }

    #[test]
    fn what_is_written_all_the_time_is_taken_where_nothing_is_missing() {
        let mut still = Stillness::default();
        assert_eq!((0..100).take_while(|number| !still.look(there(*number), false)).count(), 20);
        let mut still = Stillness::default();
        assert!((0..100).all(|number| !still.look(there(number), true)));
    }
}
