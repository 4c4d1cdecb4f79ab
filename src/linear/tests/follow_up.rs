//! Deciding, acting and parking in lines.

use super::{CANVAS, NOTES, Talk};
use crate::document::DocumentBody;

/// What the follow-up of the product says, as its tables and texts.
fn said(talk: &Talk) -> String {
    let doc = talk.model.docs().get("orders/follow-up.toml").expect("a follow-up");
    let Some(DocumentBody::Register(register)) = &doc.sheet else { panic!("no register") };
    format!("{:?}", register.root())
}

#[test]
fn decisions_actions_and_topics_are_put_down_line_by_line() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    let asked = talk.say("/decide Until it is loaded");
    assert!(asked.contains("Who"), "{asked}");
    let done = talk.say("RA\nVans are packed in order\nNever\n\nThe depot expects questions\n\n+7");
    assert!(done.contains("Decision saved in orders/follow-up.toml. /undo undoes it."), "{done}");
    assert!(talk.say("/park Parcel lockers").contains("Parked in orders/follow-up.toml."));
    let asked = talk.say("/action Print labels\n\n\n");
    assert!(asked.contains("Without an owner it will not happen. Why?"), "{asked}");
    assert!(talk.say("Nobody was here").contains("Action saved"));
    let file = said(&talk);
    for there in ["Until it is loaded", "2026-11-30", "Nobody was here", "Parcel lockers"] {
        assert!(file.contains(there), "{there} is not in {file}");
    }
    // A note that follows is a note.
    assert!(talk.say("Return a parcel").contains("Return a parcel"));
}

#[test]
fn the_follow_up_is_gone_through_by_number() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    talk.say("/decide Until it is loaded\nRA\nSo\n\n\n\n");
    talk.say("/action Print labels\nRA\n+1\n");
    talk.say("/park Parcel lockers");
    let list = talk.say("/follow-up");
    for there in
        ["Decided\n1 Until it is loaded (RA, 2026-11-23)", "To do\n2 Print labels (RA, 2026-11-24)", "Parked\n3 "]
    {
        assert!(list.contains(there), "{there:?} is not in {list}");
    }
    assert!(talk.say("2").contains("2 Print labels"));
    assert!(talk.say("7").contains("There is no number 7 here."));
    assert!(talk.say("/stands done").contains("Done. /undo undoes it."));
    assert!(said(&talk).contains("2026-11-23"));
    assert!(talk.say("3").contains("3 Parcel lockers"));
    assert!(talk.say("/stands drop Nobody asks for it").contains("Dropped."));
    assert!(talk.say("/undo").contains("undone: a change of “Parcel lockers”"));
    assert!(talk.say("/add-entry Drones").contains("Parked in"));
    assert!(talk.say("/leave").contains("Section"), "back where one was");
}

#[test]
fn what_is_asked_once_is_asked_without_keys() {
    let mut talk = Talk::over(&format!("{CANVAS}{NOTES}"));
    talk.begin();
    let asked = talk.say("/action Ask finance\nteam\n\n");
    assert!(asked.contains("of several, each waits. An empty line leaves it so."), "{asked}");
    assert!(talk.say("").contains("Action saved"));
    // What a topic needs later is asked for later.
    assert!(talk.say("/park Parcel lockers").contains("Parked in"));
    talk.say("/follow-up");
    let asked = talk.say("2\n/edit-entry\n");
    assert!(asked.contains("Owner"), "{asked}");
}
