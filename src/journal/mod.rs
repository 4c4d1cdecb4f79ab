//! The journal: what every run did, as it did it, so that nothing is lost when a run dies and undo survives a restart.
//!
//! Here is what stands in it and what follows from that: [`Record`]s, the [`History`] that can be taken back, and what a
//! run left that never reached a file ([`Left`], [`take_up()`]). The room is pure: it knows no file, no clock, and nobody who
//! writes or reads a journal.

mod history;
mod record;
mod replay;
mod take_up;

pub use history::{History, HistoryStep, renamed_by};
pub use record::{Draft, DraftTarget, FORMAT, Record, Run, Splice, read, run};
pub use replay::{KeptDraft, Left, LeftFile};
pub use take_up::{TakenUp, take_up};
