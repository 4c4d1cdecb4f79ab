use proptest::prelude::*;

use super::testing::{doings, done, edit, template, three_registers};
use super::*;
use crate::document::EditError;

fn set(path: &[&str], before: Option<&str>, after: Option<&str>) -> RegisterEdit {
    let path = path.iter().map(|key| (*key).to_owned()).collect();
    RegisterEdit::Set { path, before: before.map(Into::into), after: after.map(Into::into) }
}

fn insert(table: &str, key: &str, after: Option<&str>) -> RegisterEdit {
    let at = EntryPlace { table: vec![table.to_owned()], after: after.map(str::to_owned) };
    RegisterEdit::Insert { at, key: key.to_owned(), entry: Arc::default() }
}

fn keys(register: &Register, table: &str) -> Vec<String> {
    register.entries(table).map(|(key, _)| key.to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_edit_and_its_inverse_change_nothing((start, _, _) in three_registers(), doings in doings()) {
        let mut register = Arc::new(start);
        for doing in &doings {
            let Some(edit) = edit(&register, doing) else { continue };
            let before = Arc::clone(&register);
            let applied = edit.apply(&mut register);
            if applied.is_err() {
                prop_assert_eq!(&register, &before, "{:?} was refused and left something", edit);
                continue;
            }
            prop_assert!(edit.holds_after(&register), "{:?}", edit);
            let after = Arc::clone(&register);
            prop_assert_eq!(edit.inverse().apply(&mut register), Ok(()), "{:?}", edit);
            prop_assert_eq!(&register, &before, "{:?}", edit);
            register = after;
            let text = serde_json::to_string(&edit).expect("it can be kept");
            prop_assert_eq!(serde_json::from_str::<RegisterEdit>(&text).expect("and read"), edit);
        }
    }
}

#[test]
fn entries_stand_by_their_ids_or_as_people_put_them() {
    let mut metrics = Arc::new(Register::new(template("metrics")));
    let mut bets = Arc::new(Register::new(template("bets")));
    for id in ["k3f9aa", "b2h8xd", "t7qm4k"] {
        assert_eq!(insert("metrics", id, Some("zzzzzz")).apply(&mut metrics), Ok(()));
        assert_eq!(insert("bets", id, Some("zzzzzz")).apply(&mut bets), Ok(()));
    }
    assert_eq!(keys(&metrics, "metrics"), ["b2h8xd", "k3f9aa", "t7qm4k"]);
    assert_eq!(keys(&bets, "bets"), ["k3f9aa", "b2h8xd", "t7qm4k"]);
    let moved = RegisterEdit::Move { table: vec!["bets".into()], key: "t7qm4k".into(), from: None, to: None };
    assert_eq!(moved.apply(&mut bets), Ok(()));
    assert_eq!(keys(&bets, "bets"), ["t7qm4k", "k3f9aa", "b2h8xd"]);
    let moved = RegisterEdit::Move { table: vec!["metrics".into()], key: "t7qm4k".into(), from: None, to: None };
    assert_eq!(moved.apply(&mut metrics), Err(EditError::Misfit), "that order means nothing");
}

#[test]
fn an_edit_that_does_not_fit_is_refused_and_leaves_nothing() {
    let mut register = Arc::new(Register::new(template("session")));
    let empty = Arc::clone(&register);
    assert_eq!(set(&["title"], Some("Was"), Some("Is")).apply(&mut register), Err(EditError::Changed));
    assert_eq!(set(&["nowhere"], None, Some("x")).apply(&mut register), Err(EditError::Misfit));
    assert_eq!(set(&["state"], None, Some("asleep")).apply(&mut register), Err(EditError::Misfit), "no such word");
    assert_eq!(set(&["votes"], None, Some("x")).apply(&mut register), Err(EditError::Misfit), "a table");
    let id = Id::new("q8n3rt").expect("an id");
    assert_eq!(
        set(&["votes", "q8n3rt", "question"], None, Some("x")).apply(&mut register),
        Err(EditError::Gone(id)),
        "no such entry"
    );
    assert_eq!(insert("nowhere", "q8n3rt", None).apply(&mut register), Err(EditError::Misfit));
    assert_eq!(register, empty);
    assert_eq!(insert("votes", "q8n3rt", None).apply(&mut register), Ok(()));
    assert_eq!(insert("blocks", "q8n3rt", None).apply(&mut register), Err(EditError::Taken(id)), "in another table");
    assert_eq!(insert("changes", "q8n3rt", None).apply(&mut register), Ok(()), "a stem is no id");
    let at = EntryPlace { table: vec!["votes".into()], after: None };
    let mut other = Table::default();
    other.put(register.template().table("votes").expect("there").entry(), "question", RegisterValue::from("Other"));
    let removed = RegisterEdit::Remove { at: at.clone(), key: "q8n3rt".into(), entry: Arc::new(other) };
    assert_eq!(removed.apply(&mut register), Err(EditError::Changed));
    let mut strange = Table::default();
    let bets = template("bets");
    strange.put(bets.table("bets").expect("there").entry(), "horizon", RegisterValue::from("now"));
    let strange = RegisterEdit::Insert { at, key: "b2h8xd".into(), entry: Arc::new(strange) };
    assert_eq!(strange.apply(&mut register), Err(EditError::Misfit), "votes have no horizon");
}

#[test]
fn tables_that_are_no_entries_come_and_go_with_what_is_in_them() {
    let mut register = Arc::new(Register::new(template("metrics")));
    assert_eq!(insert("metrics", "h8s2nd", None).apply(&mut register), Ok(()));
    let before = Arc::clone(&register);
    let number = |text: &str| RegisterValue::Number(Number::parse(text).expect("a number"));
    let path = ["metrics", "h8s2nd", "readings", "2026-12-01"].map(str::to_owned).to_vec();
    let reading = RegisterEdit::Set { path: path.clone(), before: None, after: Some(number("5.9")) };
    assert_eq!(reading.apply(&mut register), Ok(()));
    let earlier = ["metrics", "h8s2nd", "readings", "2026-11-01"].map(str::to_owned).to_vec();
    let earlier = RegisterEdit::Set { path: earlier, before: None, after: Some(number("6.4")) };
    assert_eq!(earlier.apply(&mut register), Ok(()));
    let readings = register.table_at(&["metrics", "h8s2nd", "readings"]).expect("there");
    assert_eq!(readings.keys().collect::<Vec<_>>(), ["2026-11-01", "2026-12-01"]);
    for edit in [&earlier, &reading] {
        assert_eq!(edit.inverse().apply(&mut register), Ok(()));
    }
    assert_eq!(register, before, "an empty table of readings does not stay");
}

#[test]
fn references_and_ids_are_found_wherever_they_stand() {
    let session = template("session");
    let mut register = Arc::new(done(&Register::new(session), &[]));
    for edit in [insert("votes", "q8n3rt", None), set(&["votes", "q8n3rt", "runoff_of"], None, Some("n3h8wq"))] {
        assert_eq!(edit.apply(&mut register), Ok(()));
    }
    let path = ["outcome", "decisions"].map(str::to_owned).to_vec();
    let list = RegisterValue::List(vec!["follow-up#w3k9ze".into(), "no reference#".into()]);
    let edit = RegisterEdit::Set { path, before: None, after: Some(list) };
    assert_eq!(edit.apply(&mut register), Ok(()));
    let found: Vec<_> = register.references().into_iter().map(|(path, text)| (path.join("."), text)).collect();
    assert_eq!(
        found,
        [("outcome.decisions".to_owned(), "follow-up#w3k9ze"), ("outcome.decisions".to_owned(), "no reference#")]
    );
    let ids: Vec<_> = register.ids().into_iter().map(|(path, _)| path.join(".")).collect();
    assert_eq!(ids, ["votes.q8n3rt"]);
    let mut changed = Register::clone(&register);
    changed.map_references(&|_| None);
    assert_eq!(
        changed.value(&["outcome", "decisions"]).map(RegisterValue::as_list),
        Some(&["no reference#".to_owned()][..])
    );
    let renamed =
        register.with_ids(&|id| if id == "q8n3rt" || id == "n3h8wq" { format!("new-{id}") } else { id.to_owned() });
    assert_eq!(keys(&renamed, "votes"), ["new-q8n3rt"]);
    assert_eq!(
        renamed.value(&["votes", "new-q8n3rt", "runoff_of"]).and_then(RegisterValue::as_text),
        Some("new-n3h8wq")
    );
}
