//! The journal: what every run did, as it did it, so that nothing is lost when a run dies and undo survives a restart.
//!
//! Here is what stands in it and what follows from that: [`Record`]s, the [`History`] that can be taken back, and what a
//! run left that never reached a file ([`Left`], [`take_up()`]). Beside each step stands what its saving took out of the text of
//! the file ([`FormerTexts`]): undo brings that back, and not what the document said of it. A journal that grows is written
//! anew without what no longer counts ([`compacted`]). The room is pure: it knows no file, no clock, and nobody who writes or
//! reads a journal.

mod compact;
mod decisions;
mod form;
mod former;
mod history;
mod record;
mod replay;
mod splice;
mod take_up;

pub use compact::{GROWTH, REACH, compacted};
pub use decisions::{Decision, Decisions};
pub use form::FormDraft;
pub use former::FormerTexts;
pub use history::{History, HistoryStep, renamed_by};
pub use record::{Draft, DraftTarget, FORMAT, FormerText, Piece, Record, Run, digest, read, run};
pub use replay::{KeptDraft, Left, LeftFile};
pub use splice::Splice;
pub use take_up::{TakenUp, take_up};
