//! A file in conflict on its way to being settled: what clashes in it, and what a person has decided so far.

use std::sync::Arc;

use crate::codec::text_merge::Version;
use crate::codec::{self, FileKind, Problem};
use crate::document::DocumentBody;
use crate::journal::{Decision, Decisions, digest};
use crate::merge::text::{Choice, Markers, MergedFile, Unsettled, Versions, merge_files};
use crate::method::Method;

/// What clashes in a file.
#[derive(Clone, Debug)]
pub struct InConflict {
    /// What stands in the file.
    pub now: Arc<[u8]>,
    /// What our side is called; may be empty.
    pub our_label: String,
    /// What their side is called; may be empty.
    pub their_label: String,
    /// What is to be settled, in the order of the file.
    pub clashes: Vec<Unsettled>,
    /// What the file says where everything is decided for us.
    pub ours: Option<DocumentBody>,
    /// The same for them.
    pub theirs: Option<DocumentBody>,
    /// Whether git holds the file in conflict, too, and wants to be told when it is settled.
    pub is_in_index: bool,
    merged: MergedFile,
    /// How many of each sign its markers have.
    size: usize,
    kind: FileKind,
}

impl PartialEq for InConflict {
    fn eq(&self, other: &Self) -> bool {
        self.now == other.now && self.is_in_index == other.is_in_index && self.clashes == other.clashes
    }
}

impl InConflict {
    /// What clashes in a file that holds `now` and is of that kind, its versions being known. Where they cannot be merged
    /// note by note, it is what stands between the markers; nothing where there are none.
    #[must_use]
    pub fn of(versions: &Versions, now: &[u8], kind: FileKind, is_in_index: bool, method: &Method) -> Option<Self> {
        let merged = merge_files(versions.files(), &kind, method).or_else(|| MergedFile::of_marked(now))?;
        let body = |version: Version| {
            let content = codec::read(&merged.taken(version), kind.clone(), method).content;
            content.as_ref().and_then(codec::Content::sheet).cloned()
        };
        Some(Self {
            now: Arc::from(now),
            our_label: versions.our_label.clone(),
            their_label: versions.their_label.clone(),
            clashes: merged.unsettled(),
            ours: body(Version::Ours),
            theirs: body(Version::Theirs),
            is_in_index,
            merged,
            size: versions.size,
            kind,
        })
    }

    /// The file as it is settled so far, with markers around the rest.
    #[must_use]
    pub fn settled(&self, choices: &[Option<Choice>]) -> Vec<u8> {
        let markers = Markers { size: self.size, ours: &self.our_label, theirs: &self.their_label };
        self.merged.settled(choices, &markers)
    }

    /// What tells it from every other conflict: the file, and what clashes in it.
    fn digest(&self) -> u64 {
        let clashes = self.clashes.iter().flat_map(|clash| [&clash.anchor, &clash.base, &clash.ours, &clash.theirs]);
        let parts = clashes.map(String::as_bytes).flat_map(|part| [part, b"\0"]);
        digest(&[&self.now, b"\0".as_slice()].into_iter().chain(parts).collect::<Vec<_>>().concat())
    }

    /// What is wrong with the file where it is settled so; what is not decided counts as ours.
    #[must_use]
    pub fn problem(&self, choices: &[Option<Choice>], method: &Method) -> Option<Problem> {
        let choices: Vec<Option<Choice>> =
            choices.iter().map(|choice| Some(choice.clone().unwrap_or(Choice::Ours))).collect();
        let reading = codec::read(&self.settled(&choices), self.kind.clone(), method);
        let is_usable = matches!(reading.state, codec::State::Valid | codec::State::Newer);
        if is_usable { None } else { reading.problems.into_iter().next() }
    }
}

/// A decision that was made: about which clash, and what stood before.
type Step = (usize, Option<Choice>);

/// A file in conflict, and what was decided about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// What clashes.
    pub found: Arc<InConflict>,
    choices: Vec<Option<Choice>>,
    past: Vec<Step>,
    future: Vec<Step>,
}

impl Settling {
    /// Nothing is decided yet.
    #[must_use]
    pub fn new(found: InConflict) -> Self {
        let choices = vec![None; found.clashes.len()];
        Self { found: Arc::new(found), choices, past: Vec::new(), future: Vec::new() }
    }

    /// What was decided about each clash.
    #[must_use]
    pub fn choices(&self) -> &[Option<Choice>] {
        &self.choices
    }

    /// How many clashes nobody has decided about.
    #[must_use]
    pub fn left(&self) -> usize {
        self.choices.iter().filter(|choice| choice.is_none()).count()
    }

    /// The file as it is settled so far.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.found.settled(&self.choices)
    }

    /// Whether there is a decision to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is one to make again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Decides about a clash.
    pub(in crate::app) fn choose(&mut self, at: usize, choice: Choice) {
        let Some(place) = self.choices.get_mut(at) else { return };
        let choice = Some(choice);
        if *place != choice {
            self.past.push((at, std::mem::replace(place, choice)));
            self.future.clear();
        }
    }

    /// Takes the last decision back, and says which clash it was about.
    pub(in crate::app) fn undo(&mut self) -> Option<usize> {
        let step = self.past.pop()?;
        let (at, back) = self.swap(step);
        self.future.push((at, back));
        Some(at)
    }

    /// Makes the decision again that was taken back last, and says which clash it was about.
    pub(in crate::app) fn redo(&mut self) -> Option<usize> {
        let step = self.future.pop()?;
        let (at, back) = self.swap(step);
        self.past.push((at, back));
        Some(at)
    }

    /// What was decided, for the journal.
    pub(in crate::app) fn decisions(&self) -> Decisions {
        let steps = |steps: &[Step]| steps.iter().map(|(at, choice)| (*at, choice.as_ref().map(decision))).collect();
        Decisions {
            of: self.found.digest(),
            stand: self.choices.iter().map(|choice| choice.as_ref().map(decision)).collect(),
            past: steps(&self.past),
            future: steps(&self.future),
        }
    }

    /// Takes up what was decided before, and says whether it was about these clashes.
    pub(in crate::app) fn take_up(&mut self, kept: Decisions) -> bool {
        if kept.of != self.found.digest() || kept.stand.len() != self.choices.len() {
            return false;
        }
        let steps =
            |steps: Vec<(usize, Option<Decision>)>| steps.into_iter().map(|(at, one)| (at, one.map(choice))).collect();
        self.choices = kept.stand.into_iter().map(|one| one.map(choice)).collect();
        (self.past, self.future) = (steps(kept.past), steps(kept.future));
        true
    }

    fn swap(&mut self, (at, choice): Step) -> Step {
        let before = self.choices.get_mut(at).and_then(|place| std::mem::replace(place, choice));
        (at, before)
    }

    /// The next clash after one that nobody has decided about, from the beginning again after the last.
    #[must_use]
    pub fn next_open(&self, at: usize) -> Option<usize> {
        let count = self.choices.len();
        (1..=count).map(|by| (at + by) % count).find(|at| self.choices[*at].is_none())
    }
}

fn decision(choice: &Choice) -> Decision {
    match choice {
        Choice::Ours => Decision::Ours,
        Choice::Theirs => Decision::Theirs,
        Choice::Both => Decision::Both,
        Choice::Anew(lines) => Decision::Anew(lines.clone()),
    }
}

fn choice(decision: Decision) -> Choice {
    match decision {
        Decision::Ours => Choice::Ours,
        Decision::Theirs => Choice::Theirs,
        Decision::Both => Choice::Both,
        Decision::Anew(lines) => Choice::Anew(lines),
    }
}
