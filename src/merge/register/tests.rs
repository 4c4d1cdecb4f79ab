//! What differs between registers, and what comes of two people's changes to one.

use proptest::prelude::*;

use super::*;
use crate::document::DocumentBody;
use crate::document::register_testing::{template, three_registers};
use crate::merge;

fn body(register: &Register) -> DocumentBody {
    DocumentBody::Register(Arc::new(register.clone()))
}

fn change(register: &Register, edits: &[RegisterEdit]) -> Register {
    let mut register = Arc::new(register.clone());
    for edit in edits {
        assert_eq!(edit.apply(&mut register), Ok(()), "{edit:?}");
    }
    Arc::unwrap_or_clone(register)
}

fn bet(id: &str, after: Option<&str>, text: &str) -> RegisterEdit {
    let template = template("bets");
    let mut entry = Table::default();
    let shape = template.table("bets").expect("there").entry();
    assert!(entry.put(shape, "horizon", RegisterValue::from("now")));
    assert!(entry.put(shape, "text", RegisterValue::from(text)));
    let at = EntryPlace { table: vec!["bets".into()], after: after.map(str::to_owned) };
    RegisterEdit::Insert { at, key: id.to_owned(), entry: Arc::new(entry) }
}

fn set(register: &Register, path: &[&str], after: Option<RegisterValue>) -> RegisterEdit {
    let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
    RegisterEdit::Set { before: register.value(&path).cloned(), path, after }
}

fn bets(ids: &[&str]) -> Register {
    let mut register = Register::new(template("bets"));
    let mut after = None;
    for id in ids {
        register = change(&register, &[bet(id, after, id)]);
        after = Some(*id);
    }
    register
}

fn keys(body: &DocumentBody) -> Vec<&str> {
    body.register().expect("a register").entries("bets").map(|(key, _)| key).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn one_side_alone_is_taken_as_it_is((base, ours, _) in three_registers()) {
        let (base, ours) = (body(&base), body(&ours));
        for merged in
            [merge::merge(&base, &ours, &base), merge::merge(&base, &base, &ours), merge::merge(&base, &ours, &ours.clone())]
        {
            prop_assert_eq!(&merged.conflicts, &Vec::new());
            prop_assert_eq!(&merged.sheet, &ours);
        }
    }

    #[test]
    fn no_entry_is_lost_and_every_conflict_can_be_settled((base, ours, theirs) in three_registers()) {
        let merged = merge::merge(&body(&base), &body(&ours), &body(&theirs));
        let register = merged.sheet.register().expect("a register");
        let entry = |register: &Register, path: &[&str]| register.table_at(path).cloned();
        for (path, id) in ours.ids().into_iter().chain(theirs.ids()) {
            let (was, we, they) = (entry(&base, &path), entry(&ours, &path), entry(&theirs, &path));
            let removed = was.is_some() && ((we.is_none() && they == was) || (they.is_none() && we == was));
            prop_assert_eq!(entry(register, &path).is_none(), removed, "{}", id);
        }
        let mut settled = merged.sheet.clone();
        for conflict in &merged.conflicts {
            prop_assert_eq!(conflict.take_ours().apply(&mut settled), Ok(()), "{:#?}", conflict);
        }
        for conflict in &merged.conflicts {
            let Subject::Register { path, part } = &conflict.what else { panic!("{conflict:?}") };
            if *part == RegisterPart::Value {
                let value = settled.register().expect("a register").value(path);
                prop_assert!(value == ours.value(path) || ours.table_at(&path[..path.len() - 1]).is_none());
            }
        }
        for conflict in &merged.conflicts {
            prop_assert_eq!(conflict.take_theirs().apply(&mut merged.sheet.clone()), Ok(()), "{:#?}", conflict);
        }
    }
}

#[test]
fn both_sides_additions_stay_and_sets_are_united() {
    let base = change(&bets(&["a1b2c3"]), &[]);
    let serves = |list: &[&str]| RegisterValue::List(list.iter().map(|text| (*text).to_owned()).collect());
    let path = ["bets", "a1b2c3", "serves"];
    let base = change(&base, &[set(&base, &path, Some(serves(&["m#k3f9aa", "m#b2h8xd"])))]);
    let ours = [bet("t7qm4k", Some("a1b2c3"), "Ours"), set(&base, &path, Some(serves(&["m#b2h8xd", "m#w3k9ze"])))];
    let theirs = [
        bet("c4h7wd", Some("a1b2c3"), "Theirs"),
        set(&base, &path, Some(serves(&["m#k3f9aa", "m#b2h8xd", "m#q8n3rt"]))),
    ];
    let (ours, theirs) = (change(&base, &ours), change(&base, &theirs));
    for (ours, theirs) in [(&ours, &theirs), (&theirs, &ours)] {
        let merged = merge::merge(&body(&base), &body(ours), &body(theirs));
        assert_eq!(merged.conflicts, []);
        assert_eq!(keys(&merged.sheet), ["a1b2c3", "c4h7wd", "t7qm4k"], "the same whichever side merges");
        let mut united = merged.sheet.register().expect("a register").value(&path).expect("there").as_list().to_vec();
        united.sort();
        assert_eq!(united, ["m#b2h8xd", "m#q8n3rt", "m#w3k9ze"]);
    }
}

#[test]
fn what_one_side_removed_and_the_other_changed_is_kept_and_asked_about() {
    let base = bets(&["a1b2c3", "t7qm4k"]);
    let Some(Node::Table(entry)) = base.node(&["bets", "a1b2c3"]) else { panic!("there") };
    let at = EntryPlace { table: vec!["bets".into()], after: None };
    let removal = RegisterEdit::Remove { at, key: "a1b2c3".into(), entry: Arc::clone(entry) };
    let removed = change(&base, &[removal]);
    let changed = change(&base, &[set(&base, &["bets", "a1b2c3", "text"], Some("Changed".into()))]);
    for (ours, theirs, we_removed) in [(&removed, &changed, true), (&changed, &removed, false)] {
        let merged = merge::merge(&body(&base), &body(ours), &body(theirs));
        assert_eq!(keys(&merged.sheet), ["a1b2c3", "t7qm4k"]);
        let [conflict] = &merged.conflicts[..] else { panic!("{:?}", merged.conflicts) };
        let removal = if we_removed { conflict.take_ours() } else { conflict.take_theirs() };
        let mut settled = merged.sheet.clone();
        assert_eq!(removal.apply(&mut settled), Ok(()));
        assert_eq!(keys(&settled), ["t7qm4k"]);
    }
    assert_eq!(keys(&merge::merge(&body(&base), &body(&removed), &body(&base)).sheet), ["t7qm4k"]);
}

#[test]
fn one_value_to_two_things_and_one_entry_to_two_places_are_asked_about() {
    let base = bets(&["a1b2c3", "b2h8xd", "k3f9aa", "t7qm4k", "w3k9ze"]);
    let go = |to: Option<&str>, text: &str| {
        let (key, from) = ("k3f9aa".to_owned(), Some("b2h8xd".to_owned()));
        let movement = RegisterEdit::Move { table: vec!["bets".into()], key, from, to: to.map(str::to_owned) };
        change(&base, &[movement, set(&base, &["bets", "k3f9aa", "text"], Some(text.into()))])
    };
    let (ours, theirs) = (go(None, "Ours"), go(Some("w3k9ze"), "Theirs"));
    let merged = merge::merge(&body(&base), &body(&ours), &body(&theirs));
    assert_eq!(
        keys(&merged.sheet),
        ["a1b2c3", "b2h8xd", "t7qm4k", "w3k9ze", "k3f9aa"],
        "theirs stands until somebody decides"
    );
    assert_eq!(merged.conflicts.len(), 2, "{:?}", merged.conflicts);
    let mut settled = merged.sheet.clone();
    for conflict in &merged.conflicts {
        assert_eq!(conflict.take_ours().apply(&mut settled), Ok(()));
    }
    assert_eq!(keys(&settled), ["k3f9aa", "a1b2c3", "b2h8xd", "t7qm4k", "w3k9ze"]);
    let text = settled.register().expect("a register").value(&["bets", "k3f9aa", "text"]);
    assert_eq!(text.and_then(RegisterValue::as_text), Some("Ours"));
}
