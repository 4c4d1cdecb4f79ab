//! A session as a register.

use std::sync::Arc;

use super::super::{Id, Number, Reference, Register, RegisterValue, Table};
use super::{Attendee, Block, CanvasChanges, Minutes, Outcome, SessionRecord, Vote};
use crate::method::{RegisterTemplate, Shape};

impl SessionRecord {
    /// The session as a register of that definition, which is the method's [`SESSION`](super::SESSION). What the
    /// definition does not know is left out.
    #[must_use]
    pub fn register(&self, template: &Arc<RegisterTemplate>) -> Register {
        let mut root = Filling::new(template.shape());
        root.text("session", Some(&self.agenda));
        root.text("title", Some(&self.title));
        root.text("state", Some(self.state.word()));
        root.value("date", Some(RegisterValue::Date(self.date)));
        root.value("began", self.began.map(RegisterValue::Time));
        root.value("ended", self.ended.map(RegisterValue::Time));
        root.list("canvases", self.canvases.clone());
        root.entries("attendees", self.attendees.iter().map(|attendee| (attendee.id.to_string(), attendee)), attendee);
        root.entries("blocks", self.blocks.iter().map(|block| (block.id.to_string(), block)), block);
        root.entries("votes", self.votes.iter().map(|vote| (vote.id.to_string(), vote)), vote);
        root.entries("changes", self.changes.iter().map(|(stem, changes)| (stem.clone(), changes)), changes);
        root.table("outcome", |filling| outcome(&self.outcome, filling));
        Register::with(Arc::clone(template), 1, root.table)
    }
}

fn attendee(attendee: &Attendee, into: &mut Filling<'_>) {
    into.text("role", attendee.role.as_deref());
    into.text("who", Some(&attendee.who));
    into.flag("decides", attendee.decides);
    into.flag("runs", attendee.runs);
    into.flag("absent", attendee.absent);
}

fn block(block: &Block, into: &mut Filling<'_>) {
    into.text("kind", Some(block.kind.word()));
    into.text("canvas", block.canvas.as_deref());
    into.text("section", block.section.as_deref());
    into.minutes("minutes", Some(block.minutes));
    into.flag("fixed", block.fixed);
    into.text("title", block.title.as_deref());
    into.text("hint", block.hint.as_deref());
    into.minutes("spent", block.spent);
    into.number("opened", block.opened);
    into.ids("notes", &block.notes);
    into.text("added", block.is_added.then_some("during"));
}

fn vote(vote: &Vote, into: &mut Filling<'_>) {
    into.text("canvas", vote.canvas.as_deref());
    into.text("section", vote.section.as_deref());
    into.text("question", vote.question.as_deref());
    into.number("dots", Some(vote.dots));
    into.number("most", vote.most);
    into.number("voters", Some(vote.voters));
    into.number("cast", Some(vote.cast));
    into.flag("paper", vote.paper);
    into.flag("seen", vote.seen);
    into.text("runoff_of", vote.runoff_of.as_ref().map(Id::as_str));
    into.table("totals", |totals| {
        for (note, dots) in &vote.totals {
            totals.number(note.as_str(), Some(*dots));
        }
    });
}

fn changes(changes: &CanvasChanges, into: &mut Filling<'_>) {
    into.ids("added", &changes.added);
    into.ids("reworded", &changes.reworded);
    into.ids("moved", &changes.moved);
    into.ids("grouped", &changes.grouped);
    into.value("removed", Some(&changes.removed).filter(|texts| !texts.is_empty()).cloned().map(RegisterValue::Texts));
}

fn outcome(outcome: &Outcome, into: &mut Filling<'_>) {
    let references = |list: &[Reference]| list.iter().map(ToString::to_string).collect();
    into.list("decisions", references(&outcome.decisions));
    into.list("actions", references(&outcome.actions));
    into.list("parked", references(&outcome.parked));
    into.list("closed", references(&outcome.closed));
    into.list("kept", references(&outcome.kept));
    into.value("rated", outcome.rated.map(|counts| RegisterValue::Numbers(counts.map(Number::from).to_vec())));
}

/// A table that is being filled in the shape its definition gives it. What is not there has no key.
struct Filling<'t> {
    shape: Shape<'t>,
    table: Table,
}

impl<'t> Filling<'t> {
    fn new(shape: Shape<'t>) -> Self {
        Self { shape, table: Table::default() }
    }

    fn value(&mut self, key: &str, value: Option<RegisterValue>) {
        if let Some(value) = value {
            self.table.put(self.shape, key, value);
        }
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        self.value(key, text.map(RegisterValue::from));
    }

    fn flag(&mut self, key: &str, is: bool) {
        self.value(key, is.then_some(RegisterValue::Flag(true)));
    }

    fn number(&mut self, key: &str, number: Option<u32>) {
        self.value(key, number.map(|number| RegisterValue::Number(number.into())));
    }

    fn minutes(&mut self, key: &str, minutes: Option<Minutes>) {
        self.value(key, minutes.and_then(|minutes| Number::parse(&minutes.to_string())).map(RegisterValue::Number));
    }

    fn list(&mut self, key: &str, list: Vec<String>) {
        self.value(key, Some(list).filter(|list| !list.is_empty()).map(RegisterValue::List));
    }

    fn ids(&mut self, key: &str, ids: &[Id]) {
        self.list(key, ids.iter().map(ToString::to_string).collect());
    }

    /// A table inside; nothing where nothing comes to stand in it.
    fn table(&mut self, key: &str, fill: impl FnOnce(&mut Filling<'_>)) {
        let Some(shape) = self.shape.inner(key) else { return };
        let mut inner = Filling::new(shape);
        fill(&mut inner);
        if !inner.table.is_empty() {
            self.table.put(self.shape, key, inner.table);
        }
    }

    fn entries<'e, T: 'e>(
        &mut self,
        key: &str,
        entries: impl Iterator<Item = (String, &'e T)>,
        fill: fn(&T, &mut Filling<'_>),
    ) {
        self.table(key, |table| {
            for (id, entry) in entries {
                let Some(shape) = table.shape.inner(&id) else { continue };
                let mut inner = Filling::new(shape);
                fill(entry, &mut inner);
                table.table.put(table.shape, &id, inner.table);
            }
        });
    }
}
