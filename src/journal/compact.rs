//! Making a journal smaller: what is saved makes earlier records useless.
//!
//! A run may last for weeks. Of what it wrote into its journal, the texts that were being typed count for nothing once
//! they are notes; a save counts for nothing once a later one is noted; a change counts as long as it can be taken back,
//! which goes back over [`REACH`] steps. So a journal that has grown by [`GROWTH`] is written anew without the rest.

use std::collections::{HashMap, HashSet};

use super::record::{Record, run};

/// So many of the last changes of a run stay, be they saved or not.
pub const REACH: usize = 5_000;

/// By how many bytes a journal grows before it is looked at.
pub const GROWTH: u64 = 4 << 20;

/// The records of a run that still count, in their order: what is left of the run, what can be taken back of the last
/// [`REACH`] changes, and the texts that files had before these.
#[must_use]
pub fn compacted(records: Vec<Record>) -> Vec<Record> {
    if run(&records).is_none() {
        return records;
    }
    let changes: Vec<u64> = records.iter().filter_map(Record::number).collect();
    let first = changes.len().checked_sub(REACH).map_or(0, |at| changes[at]);
    let counts = Counts::of(&records, first);
    let mut typed: Vec<Record> = Vec::new();
    let mut kept = Vec::with_capacity(records.len());
    for (at, record) in records.into_iter().enumerate() {
        match &record {
            // A text that is being typed counts while it is not done.
            Record::Draft(_) | Record::Typed(_) => {
                if matches!(record, Record::Draft(_)) {
                    typed.clear();
                }
                typed.push(record);
                continue;
            }
            Record::DraftDone => {
                typed.clear();
                continue;
            }
            Record::Step { ends_draft: true, .. } => typed.clear(),
            _ => {}
        }
        if counts.has(at, &record) {
            kept.push(record);
        }
    }
    kept.extend(typed);
    kept
}

/// What counts of a run.
struct Counts {
    /// The first change that can be taken back.
    first: u64,
    /// Changes before it that are in no file.
    unsaved: HashSet<u64>,
    /// The place of the last save of each file, and of the one with the highest number.
    saves: HashSet<usize>,
    /// Texts that were put aside and decided about.
    settled: HashSet<u64>,
    /// The place where all of each form was kept last that is not over.
    forms: HashMap<u64, usize>,
    /// The place of the last decisions about each file in conflict.
    decided: HashMap<String, usize>,
    /// The place of the first former text that may be needed.
    texts_from: usize,
}

impl Counts {
    fn of(records: &[Record], first: u64) -> Self {
        let mut last: HashMap<&str, (u64, usize)> = HashMap::new();
        let (mut settled, mut forms, mut decided) = (HashSet::new(), HashMap::new(), HashMap::new());
        let mut texts_from = 0;
        for (at, record) in records.iter().enumerate() {
            match record {
                Record::Saved { file, upto, .. } if last.get(file.as_str()).is_none_or(|(most, _)| most <= upto) => {
                    last.insert(file, (*upto, at));
                }
                Record::DraftSettled { number } => {
                    settled.insert(*number);
                    forms.remove(number);
                }
                Record::FormKept { number, .. } => {
                    forms.insert(*number, at);
                }
                Record::Decided { file, .. } => {
                    decided.insert(file.clone(), at);
                }
                _ => {}
            }
            if record.number().is_some_and(|number| number < first) {
                texts_from = at;
            }
        }
        let is_unsaved = |record: &&Record| match record {
            Record::Step { number, file, .. }
            | Record::Undo { number, file, .. }
            | Record::Redo { number, file, .. } => last.get(file.as_str()).is_none_or(|(upto, _)| number > upto),
            _ => false,
        };
        let unsaved = records.iter().filter(is_unsaved).filter_map(Record::number).collect();
        Self { first, unsaved, saves: last.values().map(|(_, at)| *at).collect(), settled, forms, decided, texts_from }
    }

    fn has(&self, at: usize, record: &Record) -> bool {
        match record {
            Record::Saved { .. } => self.saves.contains(&at),
            Record::DraftKept { number, .. } => !self.settled.contains(number),
            Record::FormKept { number, .. } | Record::FormTyped { number, .. } => {
                self.forms.get(number).is_some_and(|last| at >= *last)
            }
            Record::Decided { file, .. } => self.decided.get(file) == Some(&at),
            Record::DraftSettled { .. } | Record::Unknown => false,
            Record::Replaced { .. } | Record::Copied { .. } => at >= self.texts_from,
            Record::Withdrawn { upto, .. } => *upto >= self.first,
            record => record.number().is_none_or(|number| number >= self.first || self.unsaved.contains(&number)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::DateTime;
    use proptest::prelude::*;

    use super::super::record::{Draft, DraftTarget, FormerText, Run};
    use super::super::{FormDraft, History, Left, Splice};
    use super::*;
    use crate::document::{Anchor, Edit, Id, Note, Transaction};

    const FILES: [&str; 2] = ["orders/x.toml", "orders/y.toml"];

    fn head() -> Record {
        let started = DateTime::from_timestamp(0, 0).expect("a time");
        Record::Run(Run { format: 3, workspace: "/a".into(), started, pid: 7, version: "0.1.0".into() })
    }

    fn step(number: u64) -> Transaction {
        let note = Arc::new(Note::new(Id::from_bits(u32::try_from(number).expect("small")), "new"));
        Transaction { edits: vec![Edit::Insert { at: Anchor { section: "tasks".into(), after: None }, note }] }
    }

    /// The records of a run in which somebody types, changes, takes back and saves.
    fn records(acts: &[(u8, bool)]) -> Vec<Record> {
        let mut records = vec![head()];
        let mut done: Vec<(u64, String)> = Vec::new();
        let mut undone: Vec<(u64, String)> = Vec::new();
        let mut number = 0;
        for (act, other) in acts {
            number += 1;
            let file = FILES[usize::from(*other)].to_owned();
            let draft = || Draft {
                file: FILES[0].into(),
                target: DraftTarget::New { at: Anchor { section: "tasks".into(), after: None } },
                text: format!("text {number}"),
                cursor: 0,
            };
            match act {
                0 | 1 => {
                    records.push(Record::Step {
                        number,
                        file: file.clone(),
                        step: step(number),
                        ends_draft: *act == 1,
                    });
                    done.push((number, file));
                    undone.clear();
                }
                2 => {
                    let Some((of, file)) = done.pop() else { continue };
                    records.push(Record::Undo { number, of, file: file.clone(), step: step(of).inverse() });
                    undone.push((of, file));
                }
                3 => {
                    let Some((of, file)) = undone.pop() else { continue };
                    records.push(Record::Redo { number, of, file: file.clone(), step: step(of) });
                    done.push((of, file));
                }
                4 => records.push(Record::Saved { file, upto: number, digest: number.to_string() }),
                5 => records.push(Record::Draft(draft())),
                6 => records.push(Record::Typed(Splice { at: 0, cut: 0, text: "x".into(), cursor: None })),
                7 => records.push(Record::DraftKept { number, draft: draft() }),
                8 => records.push(Record::DraftSettled { number: number.saturating_sub(3) }),
                9 => records.push(Record::DraftDone),
                10 => {
                    let form = FormDraft { text: number.to_string(), ..FormDraft::new("action", FILES[1]) };
                    records.push(Record::FormKept { number: number / 8, form });
                }
                11 => {
                    let splice = Splice { at: 0, cut: 0, text: "x".into(), cursor: None };
                    records.push(Record::FormTyped { number: number / 8, splice });
                }
                _ => {
                    let text = FormerText { was: number, is: number + 1, back: Vec::new() };
                    records.push(Record::Replaced { file, text });
                }
            }
        }
        records
    }

    proptest! {
        #[test]
        fn nothing_is_lost_that_counts(acts in proptest::collection::vec((0_u8..13, any::<bool>()), 0..80)) {
            let all = records(&acts);
            let kept = compacted(all.clone());
            prop_assert_eq!(Left::of(&kept), Left::of(&all));
            let history = |records: &[Record]| {
                let mut history = History::default();
                history.replay(records);
                history
            };
            prop_assert_eq!(history(&kept), history(&all));
            prop_assert_eq!(compacted(kept.clone()), kept);
        }
    }

    #[test]
    fn a_run_of_weeks_keeps_what_can_be_taken_back() {
        let mut all = vec![head()];
        for number in 1..=3 * u64::try_from(REACH).expect("small") {
            let file = FILES[0].to_owned();
            all.push(Record::Typed(Splice { at: 0, cut: 0, text: "x".into(), cursor: None }));
            all.push(Record::Step { number, file: file.clone(), step: step(number), ends_draft: true });
            all.push(Record::Saved { file, upto: number, digest: String::new() });
        }
        let kept = compacted(all.clone());
        assert_eq!(kept.len(), REACH + 2, "the head, the last changes, and one save");
        let mut history = History::default();
        history.replay(&kept);
        assert_eq!(history.depth(), REACH);
        assert_eq!(Left::of(&kept), Left::of(&all));
    }
}
