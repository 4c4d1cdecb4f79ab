//! What runs left that were killed: taken up where it fits, kept on offer until a person has decided where it does not.
//!
//! What became of each part is written into the journal of the run that left it, so that a part of it can be settled while
//! the rest waits for a file that is not there or cannot be read, over any number of starts.

use std::collections::{BTreeMap, HashMap};

use super::WorkspaceRuntime;
use super::backend::{Backend, DeadRun, Folder};
use crate::app::{DraftOrigin, LeftChanges, LeftDraft, LeftForm, Message, Settled};
use crate::document::{DocumentBody, Transaction};
use crate::journal::{HistoryStep, Record, take_up};

/// Numbers of changes, by the run that left them.
type Numbers = BTreeMap<usize, Vec<u64>>;

/// What dead runs left, and what is to be settled of it when something comes about.
pub(super) struct Recovery<D> {
    runs: BTreeMap<usize, D>,
    /// What is taken up as soon as a file is saved.
    taken: HashMap<String, Numbers>,
    /// What fits into no file, and waits for a person.
    waiting: HashMap<String, Numbers>,
}

impl<D> Default for Recovery<D> {
    fn default() -> Self {
        Self { runs: BTreeMap::new(), taken: HashMap::new(), waiting: HashMap::new() }
    }
}

/// What was found, to be told to the program.
#[derive(Default)]
pub(super) struct Found {
    /// What is to be done to documents, in order.
    steps: Vec<(String, Transaction)>,
    /// What cannot be done.
    left: Vec<LeftChanges>,
    drafts: Vec<LeftDraft>,
    forms: Vec<LeftForm>,
    taken: HashMap<String, Numbers>,
    /// Files that have everything already that was taken up.
    complete: Vec<String>,
    waiting: HashMap<String, Numbers>,
}

/// Takes up what dead runs left, in the order in which it was done, where it fits the file as it stands now.
pub(super) fn take_up_all<'a, D: DeadRun>(runs: &mut [D], sheet: impl Fn(&str) -> Option<&'a DocumentBody>) -> Found {
    let mut found = Found::default();
    let mut files: BTreeMap<String, Vec<(usize, HistoryStep)>> = BTreeMap::new();
    let mut all: HashMap<String, Numbers> = HashMap::new();
    for (at, run) in runs.iter().enumerate() {
        for file in &run.left().files {
            let steps = file.steps.iter().map(|step| (at, step.clone()));
            files.entry(file.file.clone()).or_default().extend(steps);
            all.entry(file.file.clone()).or_default().insert(at, file.numbers.clone());
        }
        for kept in &run.left().drafts {
            let origin = DraftOrigin::Former { run: at, number: kept.number };
            found.drafts.push(LeftDraft { origin, draft: kept.draft.clone() });
        }
        for (number, form) in &run.left().forms {
            let origin = DraftOrigin::Former { run: at, number: Some(*number) };
            found.forms.push(LeftForm { origin, form: form.clone() });
        }
    }
    for (file, steps) in files {
        let numbers = all.remove(&file).unwrap_or_default();
        let Some(sheet) = sheet(&file) else {
            // What was done and taken back again needs no file.
            if steps.is_empty() {
                continue;
            }
            let steps = steps.into_iter().map(|(_, step)| step.step).collect();
            found.left.push(LeftChanges { file: file.clone(), steps, is_readable: false });
            found.waiting.insert(file, numbers);
            continue;
        };
        let run_of: HashMap<u64, usize> = steps.iter().map(|(at, step)| (step.number, *at)).collect();
        let left: Vec<HistoryStep> = steps.into_iter().map(|(_, step)| step).collect();
        let up = take_up(sheet, &left);
        let mut taken = numbers;
        if !up.refused.is_empty() {
            taken.clear();
            for step in &up.steps {
                taken.entry(run_of[&step.number]).or_default().push(step.number);
            }
            let mut waiting = Numbers::new();
            for (step, _) in &up.refused {
                waiting.entry(run_of[&step.number]).or_default().push(step.number);
            }
            let steps = up.refused.into_iter().map(|(step, _)| step.step).collect();
            found.left.push(LeftChanges { file: file.clone(), steps, is_readable: true });
            found.waiting.insert(file.clone(), waiting);
        }
        for (at, numbers) in &taken {
            if let Some(run) = runs.get_mut(*at) {
                run.assume(Record::TakenUp { file: file.clone(), numbers: numbers.clone() });
            }
        }
        if up.there == up.steps.len() {
            found.complete.push(file.clone());
        }
        found.steps.extend(up.steps.into_iter().skip(up.there).map(|step| (file.clone(), step.step)));
        found.taken.insert(file, taken);
    }
    found
}

impl<D> Recovery<D> {
    /// A file has another name from here on.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        for files in [&mut self.taken, &mut self.waiting] {
            if let Some(numbers) = files.remove(from) {
                files.insert(to.to_owned(), numbers);
            }
        }
    }

    /// What is to be settled of what was found.
    pub(super) fn of(runs: Vec<D>, found: &Found) -> Self {
        Self {
            runs: runs.into_iter().enumerate().collect(),
            taken: found.taken.clone(),
            waiting: found.waiting.clone(),
        }
    }
}

impl<B: Backend> WorkspaceRuntime<B> {
    /// Tells the program what was found; what is in its file already needs no telling.
    pub(super) fn found(&mut self, found: Found) -> Option<Message> {
        found.complete.iter().for_each(|file| self.on_recovered(file));
        let Found { steps, left, drafts, forms, .. } = found;
        // What was taken back may be among it.
        self.taken_back.extend(steps.iter().map(|(file, _)| file.clone()));
        let is_any = !steps.is_empty() || !left.is_empty() || !drafts.is_empty() || !forms.is_empty();
        is_any.then_some(Message::RecoveryFound { steps, left, drafts, forms })
    }

    /// A file was saved: what was taken up of it is in there.
    pub(super) fn on_recovered(&mut self, file: &str) {
        for (at, numbers) in self.recovery.taken.remove(file).unwrap_or_default() {
            self.note(at, Record::TakenUp { file: file.to_owned(), numbers });
        }
    }

    /// A person has decided about something that was left.
    pub(super) fn settle(&mut self, settled: Settled) {
        match settled {
            Settled::Changes { file } => {
                for (at, numbers) in self.recovery.waiting.remove(&file).unwrap_or_default() {
                    self.note(at, Record::ThrownAway { file: file.clone(), numbers });
                }
            }
            Settled::Draft(DraftOrigin::Former { run, number }) => {
                let record = number.map_or(Record::DraftDone, |number| Record::DraftSettled { number });
                self.note(run, record);
            }
            Settled::Draft(DraftOrigin::Here { number }) => {
                // One that is not noted is offered once more, which loses nothing.
                let _ = self.record(Record::DraftSettled { number });
            }
        }
    }

    /// Writes down what became of something that a run left, and puts the run away where nothing of it is left.
    fn note(&mut self, at: usize, record: Record) {
        let Some(run) = self.recovery.runs.get_mut(&at) else { return };
        run.settle(record);
        if run.left().is_empty()
            && let (Some(folder), Some(run)) = (&self.folder, self.recovery.runs.remove(&at))
        {
            folder.forget(run);
        }
    }
}
