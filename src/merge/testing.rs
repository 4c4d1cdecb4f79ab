//! Sheets for property tests: a base, and what somebody made of it.

use std::sync::Arc;

use proptest::prelude::*;

use crate::document::{
    Answer, Basis, Canvas, Checklist, DocumentBody, Head, Id, Mark, Note, Reference, Relation, SectionState, Status,
    Verdict, Waiver,
};

const SECTIONS: [&str; 3] = ["tasks", "gain-enabling-features", "of-another-template"];
const WORDS: [&str; 4] = ["One", "Two", "Three\nlines", "漢字 👩‍👩‍👧"];

/// Something a person does to a canvas; numbers choose among what is there.
#[derive(Clone, Debug)]
pub(super) enum Doing {
    Insert { section: usize, at: usize, id: u32, word: usize },
    Remove(usize),
    Move { note: usize, section: usize, at: usize },
    Text { note: usize, word: usize },
    Question { note: usize, word: Option<usize> },
    Basis { note: usize, basis: Option<usize> },
    Under { note: usize, parent: Option<usize> },
    Relate { note: usize, relation: usize, to: usize },
    Unrelate { note: usize, relation: usize },
    Mark { section: usize, state: Option<usize> },
    Head { word: Option<usize>, status: usize },
}

fn doing() -> impl Strategy<Value = Doing> {
    let n = 0..12usize;
    let word = 0..WORDS.len();
    let section = 0..SECTIONS.len();
    prop_oneof![
        3 => (section.clone(), n.clone(), 0..40u32, word.clone())
            .prop_map(|(section, at, id, word)| Doing::Insert { section, at, id, word }),
        2 => n.clone().prop_map(Doing::Remove),
        3 => (n.clone(), section.clone(), n.clone()).prop_map(|(note, section, at)| Doing::Move { note, section, at }),
        2 => (n.clone(), word.clone()).prop_map(|(note, word)| Doing::Text { note, word }),
        1 => (n.clone(), prop::option::of(word.clone())).prop_map(|(note, word)| Doing::Question { note, word }),
        1 => (n.clone(), prop::option::of(0..3usize)).prop_map(|(note, basis)| Doing::Basis { note, basis }),
        1 => (n.clone(), prop::option::of(n.clone())).prop_map(|(note, parent)| Doing::Under { note, parent }),
        1 => (n.clone(), 0..5usize, n.clone()).prop_map(|(note, relation, to)| Doing::Relate { note, relation, to }),
        1 => (n, 0..5usize).prop_map(|(note, relation)| Doing::Unrelate { note, relation }),
        1 => (section, prop::option::of(0..3usize)).prop_map(|(section, state)| Doing::Mark { section, state }),
        1 => (prop::option::of(word), 0..4usize).prop_map(|(word, status)| Doing::Head { word, status }),
    ]
}

pub(super) fn doings() -> impl Strategy<Value = Vec<Doing>> {
    prop::collection::vec(doing(), 0..16)
}

fn pick(canvas: &Canvas, at: usize) -> Option<Id> {
    let ids: Vec<Id> = canvas.notes().map(|(_, note)| note.id).collect();
    (!ids.is_empty()).then(|| ids[at % ids.len()])
}

fn before(canvas: &Canvas, section: &str, at: usize) -> Option<Id> {
    let order = canvas.order(section);
    (at % (order.len() + 1)).checked_sub(1).map(|at| order[at])
}

/// What a canvas is after somebody did all that.
pub(super) fn done(canvas: &Canvas, doings: &[Doing]) -> Canvas {
    let mut canvas = canvas.clone();
    for doing in doings {
        do_one(&mut canvas, doing);
    }
    canvas
}

fn do_one(canvas: &mut Canvas, doing: &Doing) {
    let word = |at: usize| WORDS[at].to_owned();
    match doing {
        Doing::Insert { section, at, id, word: text } => {
            let after = before(canvas, SECTIONS[*section], *at);
            canvas.insert(SECTIONS[*section], Arc::new(Note::new(Id::from_bits(*id), word(*text))), after);
        }
        Doing::Remove(at) => {
            if let Some(id) = pick(canvas, *at) {
                canvas.remove(id);
            }
        }
        Doing::Move { note, section, at } => {
            if let Some(note) = pick(canvas, *note).and_then(|id| canvas.remove(id)) {
                let after = before(canvas, SECTIONS[*section], *at);
                canvas.insert(SECTIONS[*section], note, after);
            }
        }
        Doing::Mark { section, state } => {
            let section = SECTIONS[*section].to_owned();
            match state {
                Some(state) => {
                    canvas.marks.insert(section, Mark { state: SectionState::ALL[*state], reason: None });
                }
                None => {
                    canvas.marks.remove(&section);
                }
            }
        }
        Doing::Head { word: owner, status } => {
            canvas.head.owner = owner.map(word);
            canvas.head.status = Status::ALL[*status];
        }
        Doing::Text { note, .. }
        | Doing::Question { note, .. }
        | Doing::Basis { note, .. }
        | Doing::Under { note, .. }
        | Doing::Relate { note, .. }
        | Doing::Unrelate { note, .. } => {
            let other = match doing {
                Doing::Under { parent: Some(parent), .. } => pick(canvas, *parent),
                Doing::Relate { to, .. } => pick(canvas, *to),
                _ => None,
            };
            if let Some(mut note) = pick(canvas, *note).and_then(|id| canvas.note_mut(id)) {
                change(&mut note, doing, other);
            }
        }
    }
}

fn change(note: &mut Note, doing: &Doing, other: Option<Id>) {
    let words = |at: usize| WORDS[at].to_owned();
    match doing {
        Doing::Text { word, .. } => note.text = words(*word),
        Doing::Question { word, .. } => note.question = word.map(words),
        Doing::Basis { basis, .. } => note.basis = basis.map(|basis| Basis::ALL[basis]),
        Doing::Under { .. } => note.under = other.filter(|head| *head != note.id),
        Doing::Relate { relation, .. } => {
            let reference = other.and_then(|id| Reference::parse(&format!("customer-journey#{id}")));
            let there = &mut note.relations[*relation];
            there.extend(reference.filter(|reference| !there.contains(reference)));
        }
        Doing::Unrelate { relation, .. } => {
            note.relations[Relation::ALL[*relation] as usize].pop();
        }
        _ => {}
    }
}

/// Three canvases: a base and two that were made from it.
pub(super) fn three_canvases() -> impl Strategy<Value = (Canvas, Canvas, Canvas)> {
    (doings(), doings(), doings()).prop_map(|(base, ours, theirs)| {
        let base = done(&Canvas::new(Head::new("api-value-proposition", "Orders")), &base);
        let (ours, theirs) = (done(&base, &ours), done(&base, &theirs));
        (base, ours, theirs)
    })
}

pub(super) fn sheet(canvas: &Canvas) -> DocumentBody {
    DocumentBody::Canvas(Arc::new(canvas.clone()))
}

fn answer() -> impl Strategy<Value = Answer> {
    let word = || prop::option::of(0..WORDS.len());
    (
        prop::option::of(0..4usize),
        word(),
        word(),
        prop::collection::btree_set(0..4usize, 0..3),
        prop::option::of(0..28u32),
    )
        .prop_map(|(verdict, by, reason, evidence, until)| Answer {
            verdict: verdict.map(|at| Verdict::ALL[at]),
            by: by.map(|at| WORDS[at].to_owned()),
            date: None,
            evidence: evidence.into_iter().map(|at| WORDS[at].to_owned()).collect(),
            reason: reason.map(|at| WORDS[at].to_owned()),
            waiver: until.and_then(|day| chrono::NaiveDate::from_ymd_opt(2026, 11, day + 1)).map(|until| Waiver {
                reason: "Later".to_owned(),
                requested_by: None,
                approved_by: None,
                until,
            }),
        })
}

/// A checklist with answers to some of three items. None is without a key beside its waiver: it has no table of its own then,
/// and is merged by lines where the other side has one.
pub(super) fn checklist() -> impl Strategy<Value = DocumentBody> {
    prop::collection::btree_map("[abc]", answer(), 0..4).prop_map(|mut answers| {
        answers.retain(|_, answer| Answer { waiver: None, ..answer.clone() } != Answer::default());
        let mut list = Checklist::new(Head::new("api-audit", "Orders"));
        list.answers = answers;
        DocumentBody::Checklist(Arc::new(list))
    })
}
