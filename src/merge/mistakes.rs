//! What a merge that was committed got wrong: held against what its versions come to note by note. Forges merge by lines,
//! and what comes of that can be clean and wrong.

use std::collections::{HashMap, HashSet};

use super::changes::{FieldValue, Part, Topic, parts_of};
use super::text::said_together;
use super::three::three_way;
use crate::codec::Content;
use crate::codec::text_merge::Clash;
use crate::document::Field;
use crate::method::Method;

/// A merge of a document.
#[derive(Clone, Copy, Debug)]
pub struct CommittedMerge<'c> {
    /// What both started from; nothing where the document was not there.
    pub base: Option<&'c Content>,
    pub ours: &'c Content,
    pub theirs: &'c Content,
    /// What was committed; nothing where that cannot be read.
    pub committed: Option<&'c Content>,
    /// What the document says now: what was put right since is no mistake any more.
    pub now: &'c Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MistakeKind {
    /// Gone, though neither side removed it.
    Lost,
    /// There, though a side removed it and the other left it as it was.
    Returned,
    /// Something of it is not what the changes of both sides come to, and no clash explains that.
    Mixed,
}

/// Something that a merge got wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mistake {
    pub kind: MistakeKind,
    pub topic: Topic,
    /// The table an entry stands in.
    pub list: Option<String>,
    /// What it is told apart by.
    pub id: Option<String>,
    /// The section of a note: where it stands now, or where it would stand.
    pub section: Option<String>,
    /// What of it is mixed.
    pub key: Option<String>,
    /// What it should be; nothing where it should not be there.
    pub wanted: Option<String>,
    /// What it says; where it is gone, what it said.
    pub text: String,
    /// What stands beside it now: the ids of the same section or table.
    pub beside: Vec<String>,
}

impl Mistake {
    /// What it is known again by, whatever else has changed.
    #[must_use]
    pub fn subject(&self) -> (MistakeKind, Topic, Option<&str>, Option<&str>, Option<&str>) {
        (self.kind, self.topic, self.list.as_deref(), self.id.as_deref(), self.key.as_deref())
    }
}

/// The section of a note, as if that were a field.
const SECTION: &str = "section";

type Key<'p> = (Topic, Option<&'p str>, Option<&'p str>);

/// The parts of a document by what they are told apart by.
struct Side<'p> {
    parts: HashMap<Key<'p>, &'p Part>,
}

impl<'p> Side<'p> {
    fn of(parts: &'p [Part]) -> Self {
        let mut known = HashMap::with_capacity(parts.len());
        for part in parts {
            known.entry(part.key()).or_insert(part);
        }
        Self { parts: known }
    }

    fn has(&self, key: &Key<'_>) -> bool {
        self.parts.contains_key(key)
    }

    fn get(&self, key: &Key<'_>) -> Option<&'p Part> {
        self.parts.get(key).copied()
    }
}

/// What is wrong with a merge, in the order of the file. Nothing where its versions cannot be merged note by note.
#[must_use]
pub fn mistakes(merge: &CommittedMerge<'_>, method: &Method, language: &str) -> Vec<Mistake> {
    let Some((wanted, clashes)) = said_together(merge.base, merge.ours, merge.theirs) else { return Vec::new() };
    let committed = merge.committed.unwrap_or(merge.now);
    if committed.says_the_same(&wanted) {
        return Vec::new();
    }
    let parts = |content: &Content| parts_of(content, method, language);
    let base = merge.base.map(parts).unwrap_or_default();
    let (ours, theirs, wanted) = (parts(merge.ours), parts(merge.theirs), parts(&wanted));
    let (committed, now) = (parts(committed), parts(merge.now));
    let work = Work {
        base: Side::of(&base),
        ours: Side::of(&ours),
        theirs: Side::of(&theirs),
        committed: Side::of(&committed),
        now: Side::of(&now),
        standing: &now,
        clashes: &clashes,
    };
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for part in wanted.iter().filter(|part| seen.insert(part.key())) {
        if work.committed.has(&part.key()) {
            // What cannot be read as it was committed says nothing of its fields; much may have been written since.
            if merge.committed.is_some() {
                work.mixed(part, &mut found);
            }
        } else {
            found.extend(work.lost(part));
        }
    }
    found.extend(committed.iter().filter(|part| seen.insert(part.key())).filter_map(|part| work.returned(part)));
    found
}

/// The sides of a merge, taken apart.
struct Work<'p> {
    base: Side<'p>,
    ours: Side<'p>,
    theirs: Side<'p>,
    committed: Side<'p>,
    now: Side<'p>,
    standing: &'p [Part],
    /// What both sides have differently, so that a person had to settle it.
    clashes: &'p [Clash],
}

impl Work<'_> {
    fn mistake(&self, kind: MistakeKind, part: &Part) -> Mistake {
        let place = |part: &Part| part.place.as_ref().map(|(place, _)| place.clone());
        let stands = self.now.get(&part.key()).unwrap_or(part);
        let beside = self
            .standing
            .iter()
            .filter(|other| other.topic == part.topic && other.list == part.list && place(other) == place(part));
        Mistake {
            kind,
            topic: part.topic,
            list: stands.list.clone(),
            id: part.id.clone(),
            section: place(stands).filter(|_| part.topic == Topic::Note),
            key: None,
            wanted: None,
            text: part.text.clone(),
            beside: beside.filter_map(|other| other.id.clone()).collect(),
        }
    }

    fn lost(&self, part: &Part) -> Option<Mistake> {
        let key = part.key();
        // Removed by one and changed by the other: whoever settled that may have removed it.
        let is_settled = self.base.has(&key) && !(self.ours.has(&key) && self.theirs.has(&key));
        let is_lost = !is_settled && !self.now.has(&key);
        is_lost.then(|| self.mistake(MistakeKind::Lost, part))
    }

    fn returned(&self, part: &Part) -> Option<Mistake> {
        let key = part.key();
        let base = self.base.get(&key);
        // Removed by one and changed by the other: whoever settled that may have kept it.
        let kept = self.ours.get(&key).or(self.theirs.get(&key));
        let is_settled = kept.zip(base).is_some_and(|(kept, base)| kept.fields != base.fields);
        // What no version has was written by whoever merged.
        let is_back = base.is_some() && !is_settled && self.now.has(&key);
        is_back.then(|| self.mistake(MistakeKind::Returned, part))
    }

    fn mixed(&self, wanted: &Part, found: &mut Vec<Mistake>) {
        let key = wanted.key();
        let (Some(committed), Some(now)) = (self.committed.get(&key), self.now.get(&key)) else { return };
        let (base, ours, theirs) = (self.base.get(&key), self.ours.get(&key), self.theirs.get(&key));
        // One side removed it and the other changed it: a person settled that as they liked.
        if base.is_some() && (ours.is_none() || theirs.is_none()) {
            return;
        }
        let of = |part: Option<&Part>, field: &str| part.and_then(|part| value(part, field));
        let clashes = |field: &str| three_way(&of(base, field), &of(ours, field), &of(theirs, field)).is_none();
        let fields = fields(&[wanted, committed]);
        let is_settled_whole = match wanted.topic {
            // Who judged, when and why stand and fall with the judgement.
            Topic::Item => {
                let both: Vec<&Part> = [base, ours, theirs].into_iter().flatten().collect();
                self::fields(&both).into_iter().any(clashes)
            }
            Topic::Criterion | Topic::Round | Topic::Reviewed | Topic::Section | Topic::Version => {
                let says = |part: Option<&Part>| part.map(|part| part.fields.clone());
                three_way(&says(base), &says(ours), &says(theirs)).is_none()
            }
            _ => false,
        };
        if is_settled_whole {
            return;
        }
        for field in fields {
            let (should, is) = (value(wanted, field), value(committed, field));
            if is == should || value(now, field) != is {
                continue;
            }
            let sides = (of(base, field), of(ours, field), of(theirs, field));
            let is_explained = match three_way(&sides.0, &sides.1, &sides.2) {
                // Sets never clash.
                None => !matches!(should, Some(FieldValue::List(_) | FieldValue::Numbers(_))),
                Some(one) => *one == is,
            };
            // Whose head is gone or elsewhere stands on its own.
            let is_alone =
                || field == Field::Under.word() && is.is_none() && !self.has_head(should.as_ref(), committed);
            let is_placed = || field == SECTION && self.is_place_in_question(wanted);
            if !is_explained && !is_alone() && !is_placed() {
                let mut mistake = self.mistake(MistakeKind::Mixed, now);
                mistake.key = Some(field.to_owned());
                mistake.wanted = should.map(|value| value.to_string());
                found.push(mistake);
            }
        }
    }

    /// Whether each side put something elsewhere, be it within its section.
    fn is_place_in_question(&self, part: &Part) -> bool {
        self.clashes.iter().any(|clash| matches!(clash, Clash::Place(path) if path.last() == part.id.as_ref()))
    }

    /// Whether the head of a group stands in the section of a note.
    fn has_head(&self, head: Option<&FieldValue>, note: &Part) -> bool {
        let Some(FieldValue::Text(head)) = head else { return false };
        self.committed.get(&(Topic::Note, None, Some(head))).is_some_and(|head| head.stands_with(note))
    }
}

/// The fields of parts, each once, in their order.
fn fields<'p>(parts: &[&'p Part]) -> Vec<&'p str> {
    let mut fields: Vec<&str> = Vec::new();
    for field in parts.iter().flat_map(|part| part.fields.iter().map(|(key, _)| key.as_str()).chain([SECTION])) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// What a field holds; lists in no order, for the order of what is united means nothing.
fn value(part: &Part, field: &str) -> Option<FieldValue> {
    if field == SECTION && part.topic == Topic::Note {
        return part.place.as_ref().map(|(section, _)| FieldValue::Text(section.clone()));
    }
    match part.get(field)? {
        FieldValue::List(list) => {
            let mut list = list.clone();
            list.sort();
            Some(FieldValue::List(list))
        }
        value => Some(value.clone()),
    }
}

#[cfg(test)]
mod tests;
