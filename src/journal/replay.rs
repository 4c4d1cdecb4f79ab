//! What a run's records come to: the steps of each file that were not saved, the draft that was not finished, and the
//! steps that can be undone and made again.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};

use super::form::FormDraft;
use super::history::{History, HistoryStep};
use super::record::{Draft, Record, run, with_last_names};
use crate::document::Transaction;

/// What a dead run left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// When the run began.
    pub started: DateTime<Utc>,
    /// The files with steps that are not in them yet, sorted by path.
    pub files: Vec<LeftFile>,
    /// Texts that belong to no step: those that were put aside, and the one that was being typed.
    pub drafts: Vec<KeptDraft>,
    /// Forms that were being filled in, each with its number.
    pub forms: Vec<(u64, FormDraft)>,
}

/// A text that belongs to no step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// The number under which it was put aside; nothing where it was being typed when the run ended.
    pub number: Option<u64>,
    /// The text.
    pub draft: Draft,
}

/// A file with steps that are not in it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftFile {
    /// Path relative to the workspace.
    pub file: String,
    /// Digest of the file when the run last wrote it, where it did.
    pub digest: Option<String>,
    /// The steps, in order; what was undone is not among them.
    pub steps: Vec<HistoryStep>,
    /// The numbers of everything that was not saved, what was undone included.
    pub numbers: Vec<u64>,
}

impl Left {
    /// What a run left that is dead, by its records; nothing where their head is missing or of a later format.
    #[must_use]
    pub fn of(records: &[Record]) -> Option<Self> {
        let run = run(records)?;
        let started = run.started;
        let records = &with_last_names(records);
        Some(Self { started, files: unsaved(records), drafts: drafts(records), forms: forms(records) })
    }

    /// Whether it left nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.drafts.is_empty() && self.forms.is_empty()
    }
}

/// Up to which number each file was saved.
fn saved(records: &[Record]) -> HashMap<&str, (u64, &str)> {
    let mut saved = HashMap::new();
    for record in records {
        if let Record::Saved { file, upto, digest } = record {
            let last = saved.entry(file.as_str()).or_insert((*upto, digest.as_str()));
            if last.0 <= *upto {
                *last = (*upto, digest);
            }
        }
    }
    saved
}

/// What became of the changes of a run that it did not save itself.
#[derive(Default)]
struct Fate {
    taken_up: HashSet<u64>,
    thrown_away: HashSet<u64>,
}

impl Fate {
    fn of(records: &[Record]) -> Self {
        let mut fate = Self::default();
        for record in records {
            match record {
                Record::TakenUp { numbers, .. } => fate.taken_up.extend(numbers),
                Record::ThrownAway { numbers, .. } => fate.thrown_away.extend(numbers),
                _ => {}
            }
        }
        fate
    }
}

/// A step, an undo or a redo of one file, with the number of the step it is about.
struct Change<'a> {
    number: u64,
    of: u64,
    is_undo: bool,
    step: &'a Transaction,
}

impl Change<'_> {
    fn to_step(&self, file: &str) -> HistoryStep {
        HistoryStep { number: self.number, file: file.to_owned(), step: self.step.clone() }
    }
}

fn change(record: &Record) -> Option<(&str, Change<'_>)> {
    let (file, number, of, is_undo, step) = match record {
        Record::Step { number, file, step, .. } => (file, *number, *number, false, step),
        Record::Undo { number, of, file, step } => (file, *number, *of, true, step),
        Record::Redo { number, of, file, step } => (file, *number, *of, false, step),
        _ => return None,
    };
    Some((file, Change { number, of, is_undo, step }))
}

/// The steps of each file that were not saved, files sorted by path.
fn unsaved(records: &[Record]) -> Vec<LeftFile> {
    let (saved, fate) = (saved(records), Fate::of(records));
    let mut files: BTreeMap<&str, (Vec<Change>, Vec<u64>)> = BTreeMap::new();
    for (file, change) in records.iter().filter_map(change) {
        let is_saved = saved.get(file).is_some_and(|(upto, _)| change.number <= *upto);
        if is_saved || fate.taken_up.contains(&change.number) || fate.thrown_away.contains(&change.number) {
            continue;
        }
        let (changes, numbers) = files.entry(file).or_default();
        numbers.push(change.number);
        let takes_back = changes.last().is_some_and(|last| {
            last.of == change.of && last.is_undo != change.is_undo && last.step.inverse() == *change.step
        });
        if takes_back {
            changes.pop();
        } else {
            changes.push(change);
        }
    }
    files
        .into_iter()
        .map(|(file, (changes, numbers))| LeftFile {
            file: file.to_owned(),
            digest: saved.get(file).map(|(_, digest)| (*digest).to_owned()),
            steps: changes.iter().map(|change| change.to_step(file)).collect(),
            numbers,
        })
        .collect()
}

/// The texts that were put aside and not decided about, and the one that was being typed when the run ended.
fn drafts(records: &[Record]) -> Vec<KeptDraft> {
    let mut kept: Vec<KeptDraft> = Vec::new();
    let mut open: Option<Draft> = None;
    for record in records {
        match record {
            Record::Draft(draft) => open = Some(draft.clone()),
            Record::Typed(splice) => {
                if let Some(draft) = &mut open {
                    draft.splice(splice);
                }
            }
            Record::DraftDone | Record::Step { ends_draft: true, .. } => open = None,
            Record::DraftKept { number, draft } => {
                kept.push(KeptDraft { number: Some(*number), draft: draft.clone() });
            }
            Record::DraftSettled { number } => kept.retain(|kept| kept.number != Some(*number)),
            _ => {}
        }
    }
    kept.extend(open.map(|draft| KeptDraft { number: None, draft }));
    kept.retain(|kept| !kept.draft.text.trim().is_empty());
    kept
}

/// The forms that were being filled in and not decided about.
fn forms(records: &[Record]) -> Vec<(u64, FormDraft)> {
    let mut forms: Vec<(u64, FormDraft)> = Vec::new();
    for record in records {
        match record {
            Record::FormKept { number, form } => match forms.iter_mut().find(|(known, _)| known == number) {
                Some((_, known)) => known.clone_from(form),
                None => forms.push((*number, form.clone())),
            },
            Record::FormTyped { number, splice } => {
                if let Some((_, form)) = forms.iter_mut().find(|(known, _)| known == number) {
                    form.splice(splice);
                }
            }
            Record::DraftSettled { number } => forms.retain(|(known, _)| known != number),
            _ => {}
        }
    }
    forms
}

impl History {
    /// Goes on with the records of the next run. What it did not save is in no file, so it does not count until a later
    /// run has taken it up; then it stands where it was done.
    pub fn replay(&mut self, records: &[Record]) {
        let records = &with_last_names(records);
        let (saved, fate) = (saved(records), Fate::of(records));
        let counts = |file: &str, number: u64| {
            let is_saved = saved.get(file).is_some_and(|(upto, _)| number <= *upto);
            is_saved && !fate.thrown_away.contains(&number) || fate.taken_up.contains(&number)
        };
        // What was withdrawn counts for nothing, once all of it is in the files.
        let withdrawn: Vec<(u64, u64)> = records
            .iter()
            .filter_map(
                |record| if let Record::Withdrawn { from, upto } = record { Some((*from, *upto)) } else { None },
            )
            .filter(|(from, upto)| {
                let mut within =
                    records.iter().filter_map(change).filter(|(_, change)| (*from..=*upto).contains(&change.number));
                within.all(|(file, change)| counts(file, change.number))
            })
            .collect();
        for record in records {
            match record {
                Record::Moved { from, to } => self.rename(from, to),
                Record::Removed { path, kept } => self.remove(path, kept),
                Record::BroughtBack { kept, .. } => self.bring_back(kept),
                Record::Decided { file, decisions } => self.decide(file, decisions.clone()),
                _ => {}
            }
            let Some((file, change)) = change(record) else { continue };
            let is_withdrawn = withdrawn.iter().any(|(from, upto)| (*from..=*upto).contains(&change.number));
            if counts(file, change.number) && !is_withdrawn {
                self.take(file, &change);
            }
        }
    }

    fn take(&mut self, file: &str, change: &Change<'_>) {
        let find = |list: &[HistoryStep]| list.iter().rposition(|step| step.number == change.of);
        if change.number == change.of {
            self.push(change.to_step(file));
        } else if change.is_undo {
            if let Some(at) = find(&self.done) {
                let done = self.done.remove(at);
                self.undone.push(HistoryStep { step: change.step.inverse(), ..done });
            }
        } else if let Some(at) = find(&self.undone) {
            let undone = self.undone.remove(at);
            self.done.push(HistoryStep { step: change.step.clone(), ..undone });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::document::{Anchor, Canvas, DocumentBody, Edit, Field, Head, Id, Note, Value};

    #[derive(Clone, Debug)]
    enum Act {
        Add(u8),
        Say(u8, u8),
        Undo,
        Redo,
        AskSave,
        SaveDone,
    }

    fn acts() -> impl Strategy<Value = Vec<Act>> {
        let act = prop_oneof![
            3 => any::<u8>().prop_map(Act::Add),
            3 => (any::<u8>(), any::<u8>()).prop_map(|(note, text)| Act::Say(note, text)),
            3 => Just(Act::Undo),
            2 => Just(Act::Redo),
            1 => Just(Act::AskSave),
            1 => Just(Act::SaveDone),
        ];
        proptest::collection::vec(act, 0..60)
    }

    /// A program that keeps a journal, as simple as can be.
    struct Program {
        sheet: DocumentBody,
        on_disk: DocumentBody,
        asked: Option<(u64, DocumentBody)>,
        n: u64,
        done: Vec<(u64, Transaction)>,
        undone: Vec<(u64, Transaction)>,
        records: Vec<Record>,
    }

    impl Program {
        fn new(n: u64, sheet: DocumentBody) -> Self {
            let on_disk = sheet.clone();
            Self { sheet, on_disk, asked: None, n, done: vec![], undone: vec![], records: vec![] }
        }

        fn edit(&self, act: &Act) -> Option<Edit> {
            let canvas = self.sheet.canvas()?;
            match act {
                Act::Add(at) => {
                    let after = canvas.order("tasks").get(usize::from(*at) % 7).copied();
                    let id = Id::from_bits(u32::try_from(self.n).ok()?);
                    let note = Arc::new(Note::new(id, "new"));
                    Some(Edit::Insert { at: Anchor { section: "tasks".into(), after }, note })
                }
                Act::Say(note, text) => {
                    let order = canvas.order("tasks");
                    let id = *order.get(usize::from(*note) % order.len().max(1))?;
                    let before = canvas.note(id)?.get(Field::Text);
                    Some(Edit::Set { id, field: Field::Text, before, after: Some(Value::Text(text.to_string())) })
                }
                _ => None,
            }
        }

        fn act(&mut self, act: &Act) {
            self.n += 1;
            let (n, file) = (self.n, "orders/x.toml".to_owned());
            match act {
                Act::Add(_) | Act::Say(..) => {
                    let Some(edit) = self.edit(act) else { return };
                    let step = Transaction { edits: vec![edit] };
                    step.apply(&mut self.sheet).expect("it fits");
                    self.done.push((n, step.clone()));
                    self.undone.clear();
                    self.records.push(Record::Step { number: n, file, step, ends_draft: false });
                }
                Act::Undo => {
                    let Some((of, step)) = self.done.pop() else { return };
                    let back = step.inverse();
                    back.apply(&mut self.sheet).expect("it can be taken back");
                    self.undone.push((of, step));
                    self.records.push(Record::Undo { number: n, of, file, step: back });
                }
                Act::Redo => {
                    let Some((of, step)) = self.undone.pop() else { return };
                    step.apply(&mut self.sheet).expect("it can be made again");
                    self.done.push((of, step.clone()));
                    self.records.push(Record::Redo { number: n, of, file, step });
                }
                Act::AskSave => self.asked = Some((n, self.sheet.clone())),
                Act::SaveDone => {
                    let Some((upto, sheet)) = self.asked.take() else { return };
                    self.on_disk = sheet;
                    self.records.push(Record::Saved { file, upto, digest: String::new() });
                }
            }
        }

        fn numbers(list: &[(u64, Transaction)]) -> Vec<u64> {
            list.iter().map(|(n, _)| *n).collect()
        }
    }

    fn empty() -> DocumentBody {
        DocumentBody::Canvas(Arc::new(Canvas::new(Head::new("api-value-proposition", "Orders"))))
    }

    fn numbers(list: &[HistoryStep]) -> Vec<u64> {
        list.iter().map(|past| past.number).collect()
    }

    proptest! {
        #[test]
        fn what_was_not_saved_brings_the_file_to_what_was_on_screen(acts in acts()) {
            let mut program = Program::new(0, empty());
            for act in &acts {
                program.act(act);
            }
            let mut sheet = program.on_disk.clone();
            for left in unsaved(&program.records) {
                for past in &left.steps {
                    prop_assert_eq!(past.step.apply(&mut sheet), Ok(()));
                }
            }
            prop_assert!(sheet.says_the_same(&program.sheet));
        }

        #[test]
        fn history_is_what_could_be_undone_when_everything_is_saved(first in acts(), second in acts()) {
            let mut program = Program::new(0, empty());
            let mut history = History::default();
            for acts in [&first, &second] {
                // The second run goes on with what the first could undo.
                program.records.clear();
                for act in acts.iter().chain(&[Act::AskSave, Act::SaveDone]) {
                    program.act(act);
                }
                history.replay(&program.records);
                prop_assert_eq!(numbers(&history.done), Program::numbers(&program.done));
                prop_assert_eq!(numbers(&history.undone), Program::numbers(&program.undone));
                let mut back = program.sheet.clone();
                for past in history.done.iter().rev() {
                    prop_assert_eq!(past.step.inverse().apply(&mut back), Ok(()));
                }
                prop_assert!(back.says_the_same(&empty()));
            }
        }

        #[test]
        fn records_read_back_as_they_were_written(acts in acts()) {
            let mut program = Program::new(0, empty());
            for act in &acts {
                program.act(act);
            }
            let mut bytes = Vec::new();
            for record in &program.records {
                bytes.extend(serde_json::to_vec(record).expect("it can be written"));
                bytes.push(b'\n');
            }
            prop_assert_eq!(super::super::record::read(&bytes), program.records);
        }
    }

    /// Two steps, the first of them saved: a save names the number of the last step that is in the file.
    #[test]
    fn the_step_a_save_names_is_saved() {
        let mut program = Program::new(0, empty());
        program.act(&Act::Add(0));
        program.act(&Act::Add(0));
        let digest = "sha256:0".to_owned();
        program.records.push(Record::Saved { file: "orders/x.toml".into(), upto: 1, digest });
        let left = unsaved(&program.records);
        assert_eq!(left.iter().map(|left| numbers(&left.steps)).collect::<Vec<_>>(), [[2]]);
        let mut history = History::default();
        history.replay(&program.records);
        assert_eq!(numbers(&history.done), [1]);
    }

    #[test]
    fn what_was_not_saved_is_not_in_the_history() {
        let mut program = Program::new(0, empty());
        for act in [Act::Add(0), Act::AskSave, Act::SaveDone, Act::Add(0), Act::Undo, Act::Undo] {
            program.act(&act);
        }
        let mut history = History::default();
        history.replay(&program.records);
        assert_eq!(numbers(&history.done), [1]);
        let left = unsaved(&program.records);
        assert_eq!(left.len(), 1);
        assert_eq!(numbers(&left[0].steps), [6]);
        assert_eq!(left[0].steps[0].step, history.last().expect("a step").step.inverse());
    }
}
