use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::document::{
    Anchor, Answer, Canvas, Field, Head, HeadField, Id, Note, Published, Reference, Relation, SectionState, Verdict,
    Waiver,
};
use crate::merge::testing::{checklist, sheet, three_canvases};

fn id(bits: u32) -> Id {
    Id::from_bits(bits)
}

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn canvas(notes: &[u32]) -> Canvas {
    let mut canvas = Canvas::new(Head::new("api-value-proposition", "Orders"));
    for bits in notes {
        canvas.push("tasks", Arc::new(Note::new(id(*bits), format!("Note {bits}"))));
    }
    canvas
}

fn order(sheet: &DocumentBody) -> Vec<Id> {
    sheet.canvas().map(|canvas| canvas.order("tasks").to_vec()).unwrap_or_default()
}

fn text(canvas: &mut Canvas, bits: u32, text: &str) {
    canvas.note_mut(id(bits)).expect("there").text = text.to_owned();
}

fn merged(base: &Canvas, ours: &Canvas, theirs: &Canvas) -> Merged {
    merge(&sheet(base), &sheet(ours), &sheet(theirs))
}

fn take_all_of_ours(merged: &Merged) -> DocumentBody {
    let mut sheet = merged.sheet.clone();
    for conflict in &merged.conflicts {
        assert_eq!(conflict.take_ours().apply(&mut sheet), Ok(()), "{conflict:#?}");
    }
    sheet
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_note_is_lost((base, ours, theirs) in three_canvases()) {
        let merged = merged(&base, &ours, &theirs);
        let canvas = merged.sheet.canvas().expect("a canvas");
        let removed = |by: &Canvas, other: &Canvas, id: Id| {
            by.note(id).is_none()
                && base.note(id).is_some_and(|note| other.note(id) == Some(note))
                && base.section_of(id) == other.section_of(id)
        };
        for (_, note) in ours.notes().chain(theirs.notes()) {
            let gone = removed(&ours, &theirs, note.id) || removed(&theirs, &ours, note.id);
            prop_assert_eq!(canvas.note(note.id).is_none(), gone, "{}", note.id);
        }
    }

    #[test]
    fn one_side_alone_is_taken_as_it_is((base, ours, _) in three_canvases()) {
        let (base, ours) = (sheet(&base), sheet(&ours));
        for merged in [merge(&base, &ours, &base), merge(&base, &base, &ours), merge(&base, &ours, &ours.clone())] {
            prop_assert_eq!(&merged.conflicts, &Vec::new());
            prop_assert!(merged.sheet.says_the_same(&ours), "{:#?}", merged.sheet);
        }
    }

    #[test]
    fn taking_ours_puts_our_side_in((base, ours, theirs) in three_canvases()) {
        let merged = merged(&base, &ours, &theirs);
        let sheet = take_all_of_ours(&merged);
        let canvas = sheet.canvas().expect("a canvas");
        for conflict in &merged.conflicts {
            match &conflict.what {
                Subject::Field { id, field } => {
                    prop_assert_eq!(canvas.note(*id).and_then(|note| note.get(*field)),
                        ours.note(*id).and_then(|note| note.get(*field)));
                }
                Subject::Existence { id } => prop_assert_eq!(canvas.note(*id).is_some(), ours.note(*id).is_some()),
                Subject::Place { id } => prop_assert_eq!(canvas.section_of(*id), ours.section_of(*id)),
                Subject::Mark { section } => prop_assert_eq!(canvas.marks.get(section), ours.marks.get(section)),
                Subject::Head { field } => prop_assert_eq!(canvas.head.get(*field), ours.head.get(*field)),
                Subject::Answer { .. }
                | Subject::Entry { .. }
                | Subject::Register { .. }
                | Subject::Template => prop_assert!(false, "not of a canvas"),
            }
        }
    }

    #[test]
    fn any_choice_of_sides_can_be_taken((base, ours, theirs) in three_canvases(), choice in any::<u64>()) {
        let merged = merged(&base, &ours, &theirs);
        let mut sheet = merged.sheet.clone();
        for (at, conflict) in merged.conflicts.iter().enumerate() {
            let step = if choice >> (at % 64) & 1 == 0 { conflict.take_ours() } else { conflict.take_theirs() };
            prop_assert_eq!(step.apply(&mut sheet), Ok(()), "{:#?}", conflict);
        }
    }

    #[test]
    fn both_ways_of_merging_say_the_same_where_nothing_clashes((base, ours, theirs) in three_canvases()) {
        let (one, other) = (merged(&base, &ours, &theirs), merged(&base, &theirs, &ours));
        if one.conflicts.is_empty() && other.conflicts.is_empty() {
            let (one, other) = (one.sheet.canvas().expect("a canvas"), other.sheet.canvas().expect("a canvas"));
            prop_assert_eq!(&one.marks, &other.marks);
            prop_assert_eq!(&one.head, &other.head);
            for (section, note) in one.notes() {
                prop_assert_eq!(other.section_of(note.id), Some(section));
                prop_assert_eq!(&other.note(note.id).expect("there").text, &note.text);
            }
        }
    }

    #[test]
    fn checklists_keep_one_side_and_can_take_ours(base in checklist(), ours in checklist(), theirs in checklist()) {
        for merged in [merge(&base, &ours, &base), merge(&base, &base, &ours), merge(&base, &ours, &ours.clone())] {
            prop_assert_eq!(&merged.conflicts, &Vec::new());
            prop_assert!(merged.sheet.says_the_same(&ours));
        }
        let merged = merge(&base, &ours, &theirs);
        let sheet = take_all_of_ours(&merged);
        for conflict in &merged.conflicts {
            let Subject::Answer { item, fields } = &conflict.what else { continue };
            if fields.is_empty() || fields.contains(&"verdict") {
                let verdict = |sheet: &DocumentBody| sheet.checklist().and_then(|list| list.verdict(item));
                prop_assert_eq!(verdict(&sheet), verdict(&ours));
            }
        }
    }
}

#[test]
fn additions_at_one_place_both_stay_in_an_order_that_no_side_decides() {
    let base = canvas(&[1]);
    let (ours, theirs) = (canvas(&[1, 10, 5]), canvas(&[1, 7, 20]));
    let one = merged(&base, &ours, &theirs);
    assert_eq!(one.conflicts, Vec::new());
    assert_eq!(order(&one.sheet), [id(1), id(7), id(20), id(10), id(5)]);
    assert_eq!(order(&merged(&base, &theirs, &ours).sheet), order(&one.sheet));
}

#[test]
fn two_texts_clash_and_theirs_stands() {
    let base = canvas(&[1, 2]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    text(&mut ours, 1, "Ours");
    text(&mut theirs, 1, "Theirs");
    text(&mut theirs, 2, "Only theirs");
    ours.note_mut(id(2)).expect("there").question = Some("Only ours".to_owned());
    let merged = merged(&base, &ours, &theirs);
    let canvas = merged.sheet.canvas().expect("a canvas");
    assert_eq!(canvas.note(id(1)).expect("there").text, "Theirs");
    assert_eq!(canvas.note(id(2)).expect("there").question.as_deref(), Some("Only ours"));
    assert_eq!(canvas.note(id(2)).expect("there").text, "Only theirs");
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(merged.conflicts[0].what, Subject::Field { id: id(1), field: Field::Text });
    assert_eq!(merged.conflicts[0].ours, Some(Side::Value("Ours".into())));
    let settled = take_all_of_ours(&merged);
    assert_eq!(settled.canvas().expect("a canvas").note(id(1)).expect("there").text, "Ours");
}

#[test]
fn a_note_removed_here_and_changed_there_is_kept_and_asked_about() {
    let base = canvas(&[1, 2]);
    let (mut without, mut changed) = (base.clone(), base.clone());
    without.remove(id(2));
    text(&mut changed, 2, "Changed");
    for (ours, theirs) in [(&without, &changed), (&changed, &without)] {
        let merged = merged(&base, ours, theirs);
        assert_eq!(order(&merged.sheet), [id(1), id(2)]);
        assert_eq!(merged.conflicts.len(), 1);
        let conflict = &merged.conflicts[0];
        assert_eq!(conflict.what, Subject::Existence { id: id(2) });
        let (keeps, removes) = if conflict.ours.is_none() {
            (conflict.take_theirs(), conflict.take_ours())
        } else {
            (conflict.take_ours(), conflict.take_theirs())
        };
        assert_eq!(keeps.edits, Vec::new());
        let mut sheet = merged.sheet.clone();
        assert_eq!(removes.apply(&mut sheet), Ok(()));
        assert_eq!(order(&sheet), [id(1)]);
    }
}

#[test]
fn a_note_whose_group_is_gone_on_the_other_side_stands_alone() {
    let base = canvas(&[1, 2]);
    let mut ours = base.clone();
    ours.remove(id(1));
    let mut theirs = base.clone();
    let mut child = Note::new(id(3), "Added under 1");
    child.under = Some(id(1));
    theirs.push("tasks", Arc::new(child));
    let merged = merged(&base, &ours, &theirs);
    assert_eq!(merged.conflicts, Vec::new());
    let note = merged.sheet.canvas().expect("a canvas").note(id(3)).expect("kept").clone();
    assert_eq!((note.under, note.text.as_str()), (None, "Added under 1"));
}

#[test]
fn groups_that_only_together_are_nested_come_apart() {
    let base = canvas(&[1, 2]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.note_mut(id(1)).expect("there").under = Some(id(2));
    theirs.note_mut(id(2)).expect("there").under = Some(id(1));
    let merged = merged(&base, &ours, &theirs);
    let canvas = merged.sheet.canvas().expect("a canvas");
    let grouped: Vec<_> = canvas.notes().filter(|(_, note)| note.under.is_some()).collect();
    assert_eq!(grouped.len(), 1);
}

#[test]
fn a_move_is_taken_unless_both_moved() {
    let base = canvas(&[1, 2, 3, 4]);
    let ours = canvas(&[4, 1, 2, 3]);
    let theirs = canvas(&[1, 2, 3, 4, 9]);
    let both = merged(&base, &ours, &theirs);
    assert_eq!(both.conflicts, Vec::new());
    assert_eq!(order(&both.sheet), [id(4), id(1), id(2), id(3), id(9)]);

    let theirs = canvas(&[1, 4, 2, 3]);
    let both = merged(&base, &ours, &theirs);
    assert_eq!(order(&both.sheet), order(&sheet(&theirs)));
    assert_eq!(both.conflicts.len(), 1);
    assert_eq!(both.conflicts[0].what, Subject::Place { id: id(4) });
    assert_eq!(order(&take_all_of_ours(&both)), order(&sheet(&ours)));
}

#[test]
fn relations_are_sets() {
    let reference = |word: &str| Reference::parse(word).expect("a reference");
    let with = |words: &[&str]| {
        let mut canvas = canvas(&[1]);
        canvas.note_mut(id(1)).expect("there").relations[0] = words.iter().map(|word| reference(word)).collect();
        canvas
    };
    let merged = merged(&with(&["a#k3f9aa", "b#k3f9ab"]), &with(&["b#k3f9ab", "c#k3f9ac"]), &with(&["a#k3f9aa"]));
    assert_eq!(merged.conflicts, Vec::new());
    let canvas = merged.sheet.canvas().expect("a canvas");
    assert_eq!(canvas.note(id(1)).expect("there").related(Relation::From), [reference("c#k3f9ac")]);
}

#[test]
fn marks_and_head_clash_by_key() {
    let base = canvas(&[1]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    let mark = |state| crate::document::Mark { state, reason: None };
    ours.marks.insert("tasks".to_owned(), mark(SectionState::Done));
    theirs.marks.insert("tasks".to_owned(), mark(SectionState::Gap));
    ours.head.title = "Ours".to_owned();
    theirs.head.title = "Theirs".to_owned();
    ours.head.owner = Some("RA".to_owned());
    let merged = merged(&base, &ours, &theirs);
    let what: Vec<_> = merged.conflicts.iter().map(|conflict| conflict.what.clone()).collect();
    assert_eq!(what, [Subject::Head { field: HeadField::Title }, Subject::Mark { section: "tasks".to_owned() }]);
    assert_eq!(merged.sheet.head().expect("a canvas").owner.as_deref(), Some("RA"));
    let settled = take_all_of_ours(&merged);
    assert_eq!(settled.title(), "Ours");
    assert_eq!(settled.canvas().expect("a canvas").marks, ours.marks);
}

#[test]
fn two_judgements_stay_whole() {
    let list = |verdict, by: &str, evidence: &[&str]| {
        let mut list = crate::document::Checklist::new(Head::new("api-audit", "Orders"));
        let answer = Answer {
            verdict,
            by: Some(by.to_owned()),
            evidence: evidence.iter().map(ToString::to_string).collect(),
            ..Answer::default()
        };
        list.answers.insert("uses-https".to_owned(), answer);
        DocumentBody::Checklist(Arc::new(list))
    };
    let base = list(None, "A", &[]);
    let (ours, theirs) = (list(Some(Verdict::Pass), "B", &["b"]), list(Some(Verdict::Gap), "A", &["a"]));
    let merged = merge(&base, &ours, &theirs);
    let answer = |sheet: &DocumentBody| sheet.checklist().expect("a checklist").answers["uses-https"].clone();
    assert_eq!(answer(&merged.sheet).by.as_deref(), Some("A"));
    assert_eq!(answer(&merged.sheet).evidence, ["a", "b"]);
    assert_eq!(merged.conflicts.len(), 1);
    let fields = vec!["verdict", "by"];
    assert_eq!(merged.conflicts[0].what, Subject::Answer { item: "uses-https".to_owned(), fields });
    let settled = answer(&take_all_of_ours(&merged));
    assert_eq!((settled.verdict, settled.by.as_deref()), (Some(Verdict::Pass), Some("B")));
    assert_eq!(settled.evidence, ["a", "b"]);
}

#[test]
fn other_templates_are_not_mixed() {
    let ours = canvas(&[1]);
    let mut theirs = canvas(&[2]);
    theirs.head.template = "business-impact".to_owned();
    let merged = merged(&ours, &ours, &theirs);
    assert!(merged.sheet.says_the_same(&sheet(&theirs)));
    assert_eq!(merged.conflicts[0].what, Subject::Template);
}

#[test]
fn a_group_in_another_section_is_no_group() {
    let base = canvas(&[1, 2]);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.note_mut(id(2)).expect("there").under = Some(id(1));
    let note = theirs.remove(id(1)).expect("there");
    theirs.push("gain-enabling-features", note);
    let merged = merged(&base, &ours, &theirs);
    let canvas = merged.sheet.canvas().expect("a canvas");
    assert_eq!(canvas.section_of(id(1)), Some("gain-enabling-features"));
    assert_eq!(canvas.note(id(2)).expect("there").under, None);
}

#[test]
fn a_note_both_brought_to_different_sections_is_asked_about() {
    let base = canvas(&[1]);
    let (ours, mut theirs) = (canvas(&[1, 2]), base.clone());
    theirs.push("gain-enabling-features", Arc::new(Note::new(id(2), "Note 2".to_owned())));
    let merged = merged(&base, &ours, &theirs);
    let [conflict] = &merged.conflicts[..] else { panic!("{:#?}", merged.conflicts) };
    assert_eq!(conflict.what, Subject::Place { id: id(2) });
    let place = |section: &str, after| Some(Side::Place(Anchor { section: section.to_owned(), after }));
    assert_eq!((&conflict.base, &conflict.ours), (&None, &place("tasks", Some(id(1)))));
    assert_eq!(conflict.theirs, place("gain-enabling-features", None));
    // In the same section there is nothing to ask.
    let same = super::merge(&sheet(&base), &sheet(&ours), &sheet(&ours));
    assert_eq!(same.conflicts, Vec::new());
}

#[test]
fn versions_of_both_sides_stand_in_order() {
    let published = |versions: &[u32]| {
        let mut canvas = canvas(&[1]);
        let one = |version: &u32| Published {
            version: *version,
            date: day(),
            by: None,
            approved_by: None,
            review: None,
            summary: format!("Version {version}"),
            digest: None,
        };
        canvas.history = versions.iter().map(one).collect();
        canvas
    };
    let merged = merged(&published(&[1]), &published(&[1, 2]), &published(&[1, 3]));
    let history = &merged.sheet.canvas().expect("a canvas").history;
    assert_eq!(history.iter().map(|published| published.version).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn a_waiver_and_a_reason_clash_by_themselves() {
    let list = |reason: &str, waiver: &str| {
        let mut list = crate::document::Checklist::new(Head::new("api-audit", "Orders"));
        let waiver = Waiver { reason: waiver.to_owned(), requested_by: None, approved_by: None, until: day() };
        let answer = Answer { reason: Some(reason.to_owned()), waiver: Some(waiver), ..Answer::default() };
        list.answers.insert("uses-https".to_owned(), answer);
        DocumentBody::Checklist(Arc::new(list))
    };
    let fields = |ours: &DocumentBody, theirs: &DocumentBody| {
        let merged = merge(&list("a", "a"), ours, theirs);
        let conflict = merged.conflicts.first().map(|conflict| conflict.what.clone());
        conflict.map(|what| if let Subject::Answer { fields, .. } = what { fields } else { Vec::new() })
    };
    assert_eq!(fields(&list("b", "a"), &list("a", "b")), None);
    assert_eq!(fields(&list("b", "a"), &list("c", "a")), Some(vec!["reason"]));
    assert_eq!(fields(&list("a", "b"), &list("a", "c")), Some(vec!["waiver"]));
}
