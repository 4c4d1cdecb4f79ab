//! Whether what stands in a file has stood there long enough to be believed.
//!
//! Other programs empty a file before they fill it, write it in pieces, remove it and make it again. What is read in such a
//! moment is not what somebody meant. So what comes from others is believed when the file was seen twice and was the same
//! both times, and where something is missing that was there before, only after it has been so for longer.

use std::time::Duration;

use crate::document::{DocumentBody, Edit, RegisterEdit};
use crate::merge::diff;
use crate::store::Stamp;

use super::request::Saved;

/// How long to wait between two looks. Programs that write in pieces pause for some milliseconds between them.
pub(crate) const PAUSE: Duration = Duration::from_millis(100);

/// How long a file has to stand still before it is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Nothing is missing.
    Usual,
    /// It has more at its end than before: whoever writes in pieces may not be done.
    Grown,
    /// It is gone or empty, cannot be understood, or lacks what was there before.
    Missing,
    /// It ends before what stood at its end: the rest may still be written, and who saved over it would lose that.
    CutShort,
}

impl Patience {
    /// So many looks in a row have to be alike.
    const fn alike(self) -> u32 {
        match self {
            Self::Usual => 1,
            Self::Grown => 10,
            Self::Missing => 6,
            Self::CutShort => 100,
        }
    }

    /// After so many looks a file that is written all the time is taken as it is; never where something is missing.
    const fn most(self) -> u32 {
        match self {
            Self::Usual => 20,
            Self::Grown => 100,
            Self::Missing | Self::CutShort => u32::MAX,
        }
    }
}

/// What was seen of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// It was there, with these bytes.
    There(Stamp, Vec<u8>),
    /// It was not.
    Missing,
    /// It was, and could not be read.
    Unreadable,
}

/// What was seen so far of a file that others are writing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stillness {
    last: Option<Sight>,
    alike: u32,
    looks: u32,
    /// Whether it was seen to grow.
    grew: bool,
}

impl Stillness {
    /// It was looked at, [`PAUSE`] after the last time. Gives back whether what was seen is believed.
    pub(crate) fn look(&mut self, sight: Sight, patience: Patience) -> bool {
        self.looks = self.looks.saturating_add(1);
        self.see(sight);
        let patience = if patience == Patience::Usual && self.grew { Patience::Grown } else { patience };
        self.alike >= patience.alike() || self.looks > patience.most()
    }

    /// It was looked at out of turn, because something was heard of it.
    pub(crate) fn glance(&mut self, sight: Sight) {
        let alike = self.alike;
        self.see(sight);
        self.alike = self.alike.min(alike);
    }

    fn see(&mut self, sight: Sight) {
        if self.last.as_ref() == Some(&sight) {
            self.alike = self.alike.saturating_add(1);
            return;
        }
        if let (Some(Sight::There(_, before)), Sight::There(_, now)) = (&self.last, &sight) {
            self.grew |= now.len() > before.len() && now.starts_with(before);
        }
        self.alike = 0;
        self.last = Some(sight);
    }
}

/// How long a file that now holds `bytes` has to stand still; `theirs` is what they say, where they can be understood.
#[must_use]
pub(crate) fn patience(before: &Saved, bytes: &[u8], theirs: Option<&DocumentBody>) -> Patience {
    // What cannot be understood is never saved over.
    let Some(theirs) = theirs else { return Patience::Missing };
    match after_the_end(&before.bytes, bytes) {
        End::Early => Patience::CutShort,
        _ if lacks(&before.sheet, theirs) => Patience::Missing,
        End::More => Patience::Grown,
        End::Alike => Patience::Usual,
    }
}

/// Where a text ends, by how another ended.
enum End {
    /// Before the other did.
    Early,
    /// As it did, or in a way that says nothing.
    Alike,
    /// After it.
    More,
}

fn after_the_end(before: &[u8], now: &[u8]) -> End {
    let (before, now) = (before.trim_ascii_end(), now.trim_ascii_end());
    if now.len() < before.len() && before.starts_with(now) {
        return End::Early;
    }
    let (Ok(before), Ok(now)) = (std::str::from_utf8(before), std::str::from_utf8(now)) else { return End::Alike };
    let Some(at) = last_header(before) else { return End::Alike };
    let header = before[at..].lines().next().unwrap_or_default();
    let name = header.trim_matches(['[', ']', ' ']).rsplit('.').next().unwrap_or_default();
    let Some(found) = now.rfind(name) else { return End::Early };
    let Some(block) = now.find(header).map(|at| &now[at..]) else { return End::Alike };
    if block.len() < before.len() - at && before[at..].starts_with(block) {
        End::Early
    } else if last_header(now).is_some_and(|last| last > found) {
        End::More
    } else {
        End::Alike
    }
}

/// Where the last table begins.
fn last_header(text: &str) -> Option<usize> {
    text.rfind("\n[").map(|at| at + 1)
}

/// Whether something that one sheet has is missing in what came after it.
#[must_use]
pub(crate) fn lacks(before: &DocumentBody, after: &DocumentBody) -> bool {
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
pub(crate) fn ancestor<'a>(
    before: &'a DocumentBody,
    earlier: &'a [DocumentBody],
    theirs: &DocumentBody,
) -> &'a DocumentBody {
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
        assert!(!still.look(there(1), Patience::Usual));
        assert!(!still.look(there(2), Patience::Usual));
        assert!(still.look(there(2), Patience::Usual));
        let mut still = Stillness::default();
        let looks = (0..20).take_while(|_| !still.look(Sight::Missing, Patience::Missing)).count();
        assert_eq!(looks, 6);
    }

    #[test]
    fn what_is_written_all_the_time_is_taken_where_nothing_is_missing() {
        let mut still = Stillness::default();
        assert_eq!((0..100).take_while(|number| !still.look(there(*number), Patience::Usual)).count(), 20);
        let mut still = Stillness::default();
        assert!((0..100).all(|number| !still.look(there(number), Patience::Missing)));
    }
}
