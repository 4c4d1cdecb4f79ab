//! What the program wants kept, as the journal keeps it, and back.

use crate::app::{DraftTarget, Entry, History};
use crate::document::Anchor;
use crate::store::journal::{self, Draft, Past, Record};

/// What can be taken back of former runs.
pub fn history(past: journal::History) -> History {
    let done = |past: Past| crate::app::Done { number: past.n, file: past.file, step: past.step };
    History::of(past.done.into_iter().map(done).collect(), past.undone.into_iter().map(done).collect())
}

/// An entry as a line of the journal.
pub fn record_of(entry: Entry) -> Record {
    match entry {
        Entry::Step { number, file, step, ends_draft } => {
            Record::Step { n: number, file, label: String::new(), step, ends_draft }
        }
        Entry::Undo { number, of, file, step } => Record::Undo { n: number, of, file, step },
        Entry::Redo { number, of, file, step } => Record::Redo { n: number, of, file, step },
        Entry::Draft { file, target, text, cursor } => {
            let target = match target {
                DraftTarget::New { section, after } => journal::DraftTarget::New { at: Anchor { section, after } },
                DraftTarget::Field { id, field } => journal::DraftTarget::Note { id, field },
            };
            Record::Draft(Draft { file, target, text, cursor })
        }
        Entry::DraftDone => Record::DraftDone,
    }
}

/// A text that was being typed; nothing where it was for something that is typed otherwise now.
pub fn draft_of_record(draft: Draft) -> Option<Entry> {
    let target = match draft.target {
        journal::DraftTarget::New { at } => DraftTarget::New { section: at.section, after: at.after },
        journal::DraftTarget::Note { id, field } => DraftTarget::Field { id, field },
        _ => return None,
    };
    Some(Entry::Draft { file: draft.file, target, text: draft.text, cursor: draft.cursor })
}
