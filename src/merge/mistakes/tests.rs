use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::document::{Basis, Canvas, DocumentBody, Head, Id, Note};
use crate::merge::merge;
use crate::merge::testing::{sheet, three_canvases};

fn found(sides: [&Canvas; 3], committed: &Canvas, now: &Canvas) -> Vec<(MistakeKind, String, Option<String>)> {
    let [base, ours, theirs, committed, now] =
        [sides[0], sides[1], sides[2], committed, now].map(|canvas| Content::DocumentBody(sheet(canvas)));
    let merge =
        CommittedMerge { base: Some(&base), ours: &ours, theirs: &theirs, committed: Some(&committed), now: &now };
    let told = |it: Mistake| (it.kind, it.id.unwrap_or_default(), it.key);
    mistakes(&merge, Method::built_in(), "en").into_iter().map(told).collect()
}

fn canvas(ids: &[u32]) -> Canvas {
    let mut canvas = Canvas::new(Head::new("api-value-proposition", "Orders"));
    for bits in ids {
        canvas.push("tasks", Arc::new(Note::new(Id::from_bits(*bits), format!("Note {bits}"))));
    }
    canvas
}

fn id(bits: u32) -> String {
    Id::from_bits(bits).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn a_merge_note_by_note_has_no_mistake_whoever_is_taken_where_they_clash((base, ours, theirs) in three_canvases()) {
        let merged = merge(&sheet(&base), &sheet(&ours), &sheet(&theirs));
        let mut our_way = merged.sheet.clone();
        for conflict in &merged.conflicts {
            prop_assert_eq!(conflict.take_ours().apply(&mut our_way), Ok(()));
        }
        for taken in [&merged.sheet, &our_way] {
            let taken = taken.canvas().expect("a canvas");
            prop_assert_eq!(found([&base, &ours, &theirs], taken, taken), Vec::new());
        }
    }
}

#[test]
fn what_neither_side_removed_is_lost_until_it_is_put_back() {
    let (base, mut ours, mut theirs) = (canvas(&[1]), canvas(&[1, 2]), canvas(&[1, 3]));
    ours.note_mut(Id::from_bits(2)).expect("there").basis = Some(Basis::Observed);
    theirs.note_mut(Id::from_bits(1)).expect("there").text = "Reworded".into();
    let lost = [(MistakeKind::Lost, id(2), None)];
    let mut committed = theirs.clone();
    assert_eq!(found([&base, &ours, &theirs], &committed, &committed), lost);
    let mut back = committed.clone();
    back.push("tasks", Arc::clone(ours.note(Id::from_bits(2)).expect("there")));
    assert_eq!(found([&base, &ours, &theirs], &committed, &back), []);
    // There again, but for what stood in one of its lines; and a note that one side reworded is as it was.
    committed = canvas(&[1, 2, 3]);
    let mixed = |bits, key: &str| (MistakeKind::Mixed, id(bits), Some(key.to_owned()));
    assert_eq!(found([&base, &ours, &theirs], &committed, &committed), [mixed(1, "text"), mixed(2, "basis")]);
}

#[test]
fn what_a_side_removed_is_back_unless_the_other_changed_it() {
    let (base, ours, mut theirs) = (canvas(&[1, 2]), canvas(&[1]), canvas(&[1, 2, 3]));
    let committed = canvas(&[1, 2, 3]);
    assert_eq!(found([&base, &ours, &theirs], &committed, &committed), [(MistakeKind::Returned, id(2), None)]);
    theirs.note_mut(Id::from_bits(2)).expect("there").text = "Reworded".into();
    assert_eq!(found([&base, &ours, &theirs], &theirs, &theirs), []);
    let settled = canvas(&[1, 3]);
    assert_eq!(found([&base, &ours, &theirs], &settled, &settled), []);
}

#[test]
fn words_written_anew_where_both_differ_are_no_mistake() {
    let with = |text: &str| {
        let mut canvas = canvas(&[1]);
        canvas.note_mut(Id::from_bits(1)).expect("there").text = text.into();
        canvas
    };
    let (base, ours, theirs, anew) = (canvas(&[1]), with("A"), with("B"), with("A and B"));
    assert_eq!(found([&base, &ours, &theirs], &anew, &anew), []);
    let mixed = [(MistakeKind::Mixed, id(1), Some("text".to_owned()))];
    assert_eq!(found([&base, &ours, &base], &anew, &anew), mixed);
    let body = |canvas: &Canvas| Content::DocumentBody(DocumentBody::Canvas(Arc::new(canvas.clone())));
    let (ours, theirs, anew) = (body(&ours), body(&theirs), body(&canvas(&[])));
    let both_new = CommittedMerge { base: None, ours: &ours, theirs: &theirs, committed: None, now: &anew };
    assert_eq!(mistakes(&both_new, Method::built_in(), "en").len(), 1);
}

#[test]
fn a_note_that_each_side_put_elsewhere_may_stand_where_either_has_it() {
    let base = canvas(&[1, 2, 3]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    // One within its section, one into another.
    let note = ours.remove(Id::from_bits(1)).expect("there");
    ours.push("tasks", note);
    let note = theirs.remove(Id::from_bits(1)).expect("there");
    theirs.push("api-products", note);
    for taken in [&ours, &theirs] {
        assert_eq!(found([&base, &ours, &theirs], taken, taken), []);
    }
    let mixed = [(MistakeKind::Mixed, id(1), Some("section".to_owned()))];
    assert_eq!(found([&base, &base, &theirs], &base, &base), mixed);
}

#[test]
fn a_mark_that_one_side_changed_and_the_other_removed_may_stand_or_go() {
    use crate::document::{Mark, SectionState};

    let marked = |state: Option<SectionState>| {
        let mut canvas = canvas(&[1]);
        if let Some(state) = state {
            canvas.marks.insert("tasks".to_owned(), Mark { state, reason: None });
        }
        canvas
    };
    let [done, gap, none] = [Some(SectionState::Done), Some(SectionState::Gap), None].map(marked);
    for committed in [&gap, &none] {
        assert_eq!(found([&done, &gap, &none], committed, committed), []);
        assert_eq!(found([&done, &none, &gap], committed, committed), []);
    }
    let back = [(MistakeKind::Returned, "tasks".to_owned(), None)];
    assert_eq!(found([&done, &done, &none], &done, &done), back);
}
