//! The minutes of a session as data: its record, with the texts of notes, decisions, actions and topics as the files have
//! them now. `exchange::minutes` puts them into words.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::follow_up::times_kept;
use super::location::Home;
use crate::document::session::{Attendee, Minutes, RecordedKind, SessionRecord};
use crate::document::{Canvas, Decision, FollowUp, FollowUpItem, Id, Note, Reference, template_of};
use crate::method::Method;

/// One of the lists of notes of a section that changed.
type ListOf = fn(&mut ChangedSection) -> &mut Vec<Named>;

/// What the minutes are made of besides the record.
#[derive(Debug)]
pub struct Sources<'a> {
    /// The product whose session it is.
    pub product: &'a str,
    /// The canvases that notes can stand in.
    pub canvases: &'a [(Home, &'a Canvas)],
    /// The follow-up of products, by their id.
    pub follow_ups: &'a BTreeMap<String, FollowUp>,
    /// Every session of the product by stem, the oldest first.
    pub sessions: &'a [(&'a str, &'a SessionRecord)],
    /// What notes said when the session was closed, where that is known.
    pub then: &'a HashMap<Id, String>,
    /// The method.
    pub method: &'a Method,
    /// The language of titles.
    pub language: &'a str,
}

/// The minutes of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recap {
    /// The record.
    pub record: SessionRecord,
    /// Who was there, in the order of the round.
    pub present: Vec<Attendee>,
    /// Who was missing.
    pub missing: Vec<Attendee>,
    /// What was decided.
    pub decided: Vec<Decided>,
    /// What is to be done, what nobody owns first.
    pub to_do: Vec<ToDo>,
    /// What was put aside.
    pub parked: Vec<ToDo>,
    /// The votes.
    pub votes: Vec<VoteTotals>,
    /// What changed, a canvas each.
    pub changes: Vec<ChangedCanvas>,
    /// The agenda.
    pub agenda: Vec<AgendaRow>,
    /// What became of actions and topics of earlier sessions.
    pub earlier: Vec<Earlier>,
}

/// Something with an id, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id; of a whole document what the reference says.
    pub id: String,
    /// What it says; nothing where nobody knows any more.
    pub text: Option<String>,
    /// Whether it is gone, so that the text is what it said last.
    pub is_gone: bool,
    /// Whether it was reworded after the session.
    pub is_changed: bool,
}

/// Something that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub what: Named,
    /// The decision as it stands; nothing where it is gone.
    pub decision: Option<Decision>,
    /// What it is about.
    pub about: Vec<Named>,
}

/// An action or a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDo {
    /// What.
    pub what: Named,
    /// The entry as it stands; nothing where it is gone.
    pub item: Option<FollowUpItem>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteTotals {
    /// Its id.
    pub id: Id,
    /// What was asked, or the title of the section.
    pub question: Option<String>,
    /// What the first vote asked, where this was its runoff.
    pub runoff_of: Option<String>,
    /// The totals, the most first.
    pub totals: Vec<Total>,
}

/// The dots of a note, or of a group: its head with the notes under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The note, or the head of the group.
    pub note: Named,
    /// The dots of all of them.
    pub dots: u64,
    /// Those of each note under the head, the most first.
    pub parts: Vec<(Named, u64)>,
}

/// What changed in a canvas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedCanvas {
    /// Its stem.
    pub stem: String,
    /// What people call it.
    pub title: String,
    /// Its sections in their order; last, without a title, notes that are gone from it.
    pub sections: Vec<ChangedSection>,
    /// The notes that were removed.
    pub removed: Vec<Named>,
}

/// What changed in a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedSection {
    /// Its title.
    pub title: Option<String>,
    /// Notes that are new.
    pub added: Vec<Named>,
    /// Notes that say something else.
    pub reworded: Vec<Named>,
    /// Notes that came from another section.
    pub moved: Vec<Named>,
}

/// A block of the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaRow {
    /// What it was for.
    pub kind: RecordedKind,
    /// What it is called, where that differs from its kind.
    pub title: Option<String>,
    /// The section it was about, or its canvas.
    pub about: Option<String>,
    /// How long it was to take.
    pub planned: Minutes,
    /// How long it took; nothing where it was never opened.
    pub spent: Option<Minutes>,
    /// Whether it was added while the session ran.
    pub is_added: bool,
}

/// An action or topic of an earlier session that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// What.
    pub entry: ToDo,
    /// How often it was carried on up to this session; nothing where it was closed.
    pub kept: Option<usize>,
}

impl Recap {
    /// The minutes of the session with that stem.
    #[must_use]
    pub fn of(stem: &str, record: &SessionRecord, sources: &Sources<'_>) -> Self {
        let writer = Writer { stem, record, sources };
        let (missing, present) = record.attendees.iter().cloned().partition(|attendee| attendee.absent);
        let mut to_do: Vec<ToDo> = record.outcome.actions.iter().map(|action| writer.to_do(action)).collect();
        to_do.sort_by_key(|todo| todo.item.as_ref().is_some_and(|item| item.owner.is_some()));
        Self {
            record: record.clone(),
            present,
            missing,
            decided: record.outcome.decisions.iter().map(|decision| writer.decided(decision)).collect(),
            to_do,
            parked: record.outcome.parked.iter().map(|topic| writer.to_do(topic)).collect(),
            votes: writer.votes(),
            changes: writer.changes(),
            agenda: writer.agenda(),
            earlier: writer.earlier(),
        }
    }

    /// A note with what it says, by its id.
    #[must_use]
    pub fn note(id: Id, stem: &str, record: &SessionRecord, sources: &Sources<'_>) -> Named {
        Writer { stem, record, sources }.note(id)
    }
}

/// What writing minutes needs.
struct Writer<'a> {
    stem: &'a str,
    record: &'a SessionRecord,
    sources: &'a Sources<'a>,
}

impl<'a> Writer<'a> {
    fn find(&self, id: Id) -> Option<(&'a Home, &'a Canvas, &'a Note)> {
        self.sources.canvases.iter().find_map(|(home, canvas)| canvas.note(id).map(|note| (home, *canvas, &**note)))
    }

    /// The sessions after this one.
    fn later(&self) -> impl Iterator<Item = &'a SessionRecord> {
        let own = (self.record.date, self.stem);
        let sessions = self.sources.sessions.iter().filter(move |(stem, record)| (record.date, *stem) > own);
        sessions.map(|(_, record)| *record)
    }

    fn note(&self, id: Id) -> Named {
        if let Some((_, _, note)) = self.find(id) {
            let is_reworded =
                |record: &SessionRecord| record.changes.values().any(|changes| changes.reworded.contains(&id));
            let is_other = self.sources.then.get(&id).is_some_and(|then| *then != note.text);
            let is_changed = is_other || self.later().any(is_reworded);
            return Named { id: id.to_string(), text: Some(note.text.clone()), is_gone: false, is_changed };
        }
        let removed = |record: &'a SessionRecord| {
            record.changes.values().find_map(|changes| changes.removed.get(id.as_str()).cloned())
        };
        let text = removed(self.record).or_else(|| self.later().find_map(removed));
        Named { id: id.to_string(), text, is_gone: true, is_changed: false }
    }

    /// What a reference means: a note, an entry of a follow-up, or a document.
    fn named(&self, text: &str) -> Named {
        let plain = |text: &str| Named { id: text.to_owned(), text: None, is_gone: false, is_changed: false };
        let Some(reference) = Reference::parse(text) else { return plain(text) };
        let Some(id) = reference.id else {
            let home = self.home(&reference);
            let title = self.sources.canvases.iter().find(|(known, _)| *known == home);
            let title = title.map(|(_, canvas)| canvas.head.title.clone()).filter(|title| !title.is_empty());
            return Named { text: title, ..plain(text) };
        };
        match self.sources.follow_ups.values().find_map(|follow_up| follow_up.text(id)) {
            Some(text) => Named { id: id.to_string(), text: Some(text.to_owned()), is_gone: false, is_changed: false },
            None => self.note(id),
        }
    }

    fn home(&self, reference: &Reference) -> Home {
        Home::new(reference.product.as_deref().unwrap_or(self.sources.product), reference.file_stem())
    }

    /// The follow-up that an entry stands in.
    fn follow_up(&self, reference: &Reference) -> Option<(&'a FollowUp, Id)> {
        let product = reference.product.as_deref().unwrap_or(self.sources.product);
        Some((self.sources.follow_ups.get(product)?, reference.id?))
    }

    fn entry(reference: &Reference, text: Option<String>) -> Named {
        let id = reference.id.map_or_else(|| reference.to_string(), |id| id.to_string());
        Named { id, is_gone: text.is_none(), text, is_changed: false }
    }

    fn decided(&self, reference: &Reference) -> Decided {
        let decision = self.follow_up(reference).and_then(|(follow_up, id)| follow_up.decision(id)).cloned();
        let about = decision.iter().flat_map(|decision| &decision.about).map(|text| self.named(text)).collect();
        let what = Self::entry(reference, decision.as_ref().map(|decision| decision.text.clone()));
        Decided { what, decision, about }
    }

    fn item(&self, reference: &Reference) -> Option<FollowUpItem> {
        self.follow_up(reference).and_then(|(follow_up, id)| follow_up.item(id)).cloned()
    }

    fn to_do(&self, reference: &Reference) -> ToDo {
        let item = self.item(reference);
        ToDo { what: Self::entry(reference, item.as_ref().map(|item| item.text.clone())), item }
    }

    fn earlier(&self) -> Vec<Earlier> {
        let own = (self.record.date, self.stem);
        let so_far = self.sources.sessions.iter().filter(|(stem, record)| (record.date, *stem) <= own);
        let times = times_kept(so_far.map(|(_, record)| *record));
        let outcome = &self.record.outcome;
        let closed = outcome.closed.iter().map(|reference| (reference, None));
        let kept = outcome.kept.iter().map(|reference| {
            let count = reference.id.and_then(|id| times.get(&id).copied());
            (reference, Some(count.unwrap_or(1)))
        });
        closed.chain(kept).map(|(reference, kept)| Earlier { entry: self.to_do(reference), kept }).collect()
    }

    fn votes(&self) -> Vec<VoteTotals> {
        let question = |vote: &crate::document::session::Vote| {
            let section = || self.section(vote.canvas.as_deref(), vote.section.as_deref());
            vote.question.clone().or_else(section)
        };
        let votes = self.record.votes.iter().map(|vote| {
            let first = self.record.votes.iter().find(|first| Some(first.id) == vote.runoff_of);
            VoteTotals {
                id: vote.id,
                question: question(vote),
                runoff_of: first.and_then(question),
                totals: self.totals(&vote.totals),
            }
        });
        votes.collect()
    }

    /// The totals by group: what was cast on a note counts for the head it stands under.
    fn totals(&self, totals: &BTreeMap<Id, u32>) -> Vec<Total> {
        let mut groups: BTreeMap<Id, (u64, Vec<(Named, u64)>)> = BTreeMap::new();
        for (id, dots) in totals {
            let head =
                self.find(*id).and_then(|(_, canvas, note)| note.under.filter(|head| canvas.note(*head).is_some()));
            let (sum, parts) = groups.entry(head.unwrap_or(*id)).or_default();
            let dots = u64::from(*dots);
            *sum += dots;
            if head.is_some() {
                parts.push((self.note(*id), dots));
            }
        }
        let mut totals: Vec<Total> = groups
            .into_iter()
            .map(|(head, (dots, mut parts))| {
                parts.sort_by_key(|(_, dots)| Reverse(*dots));
                Total { note: self.note(head), dots, parts }
            })
            .collect();
        totals.sort_by_key(|total| Reverse(total.dots));
        totals
    }

    fn canvas(&self, stem: &str) -> Option<&'a Canvas> {
        let home = Home::new(self.sources.product, stem);
        self.sources.canvases.iter().find(|(known, _)| *known == home).map(|(_, canvas)| *canvas)
    }

    /// What people call a canvas or checklist.
    fn title(&self, stem: &str) -> String {
        match self.sources.method.template(template_of(stem)) {
            Some(template) => template.short(self.sources.language).to_owned(),
            None => stem.to_owned(),
        }
    }

    /// The title of a section, or of the canvas where none is named.
    fn section(&self, canvas: Option<&str>, section: Option<&str>) -> Option<String> {
        let stem = canvas?;
        let Some(section) = section else { return Some(self.title(stem)) };
        let template = self.sources.method.canvas(template_of(stem));
        let title = template.and_then(|template| template.section(section));
        Some(title.map_or_else(|| section.to_owned(), |known| known.title.get(self.sources.language).to_owned()))
    }

    fn changes(&self) -> Vec<ChangedCanvas> {
        let changed = self.record.changes.iter().filter(|(_, changes)| !changes.is_empty());
        changed.map(|(stem, changes)| self.changed(stem, changes)).collect()
    }

    fn changed(&self, stem: &str, changes: &crate::document::session::CanvasChanges) -> ChangedCanvas {
        let canvas = self.canvas(stem);
        let order: Vec<&str> = canvas.into_iter().flat_map(Canvas::notes).map(|(section, _)| section).collect();
        let template = canvas.and_then(|canvas| self.sources.method.canvas(&canvas.head.template));
        let rank = |section: Option<&str>| match section {
            None => usize::MAX,
            Some(section) => template
                .and_then(|template| template.position(section))
                .or_else(|| order.iter().position(|known| *known == section).map(|at| at + 1_000))
                .unwrap_or(usize::MAX - 1),
        };
        let mut sections: BTreeMap<(usize, Option<&str>), ChangedSection> = BTreeMap::new();
        let lists: [(&[Id], ListOf); 3] = [
            (&changes.added, |section| &mut section.added),
            (&changes.reworded, |section| &mut section.reworded),
            (&changes.moved, |section| &mut section.moved),
        ];
        for (ids, of) in lists {
            for id in ids {
                let section = canvas.and_then(|canvas| canvas.section_of(*id));
                let title = section.and_then(|section| self.section(Some(stem), Some(section)));
                let entry = sections.entry((rank(section), section)).or_default();
                entry.title = title;
                of(entry).push(self.note(*id));
            }
        }
        let removed = changes.removed.iter().map(|(id, text)| Named {
            id: id.clone(),
            text: Some(text.clone()),
            is_gone: true,
            is_changed: false,
        });
        ChangedCanvas {
            stem: stem.to_owned(),
            title: self.title(stem),
            sections: sections.into_values().collect(),
            removed: removed.collect(),
        }
    }

    fn agenda(&self) -> Vec<AgendaRow> {
        let rows = self.record.blocks.iter().map(|block| AgendaRow {
            kind: block.kind.clone(),
            title: block.title.clone(),
            about: self.section(block.canvas.as_deref(), block.section.as_deref()),
            planned: block.minutes,
            spent: block.spent,
            is_added: block.is_added,
        });
        rows.collect()
    }
}
