//! What keys do at a seat. It has no command table: it can write, vote, look and leave, and nothing else.

use std::sync::LazyLock;

use crate::app::Key;
use crate::app::key_names::key_text_in;
use crate::i18n::{Catalogue, SentenceKey};

/// Where keys mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// A list to choose from: the seats.
    Choosing,
    /// A text that is no note: a name, a code.
    Asked,
    /// A hidden note.
    Writing,
    /// The same screen while keys are commands.
    Beside,
    /// A ballot.
    Ballot,
    /// What the room sees.
    Room,
    /// Nothing can be done but to leave.
    Waiting,
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Interrupt,
    Leave,
    Help,
    Up,
    Down,
    PageUp,
    PageDown,
    Take,
    OtherName,
    Keep,
    NewLine,
    NextSection,
    PreviousSection,
    Finished,
    ToKeys,
    Write,
    Edit,
    Drop,
    Dot,
    TakeBack,
    Rate(u8),
    Left,
    Right,
    Start,
    End,
    Backspace,
    Delete,
    DeleteWord,
    DeleteToStart,
    UndoText,
}

use Act::{
    Backspace, Delete, DeleteToStart, DeleteWord, Dot, Down, Drop, Edit, End, Finished, Help, Interrupt, Keep, Leave,
    Left, NewLine, NextSection, OtherName, PageDown, PageUp, PreviousSection, Rate, Right, Start, Take, TakeBack,
    ToKeys, UndoText, Up, Write,
};
use Keys::{Asked, Ballot, Beside, Choosing, Room, Waiting, Writing};

/// Which keys do what where; the footer shows those with a label, in this order.
const ROWS: &[(&[Keys], &[&str], Act)] = &[
    (&[Choosing, Asked], &["enter"], Take),
    (&[Writing], &["enter"], Keep),
    (&[Writing, Choosing, Beside, Room], &["up"], Up),
    (&[Choosing, Beside, Room], &["k"], Up),
    (&[Writing, Choosing, Beside, Room], &["down"], Down),
    (&[Choosing, Beside, Room], &["j"], Down),
    (&[Choosing], &["a"], OtherName),
    (&[Ballot], &["space", "+"], Dot),
    (&[Ballot], &["-", "backspace"], TakeBack),
    (&[Ballot], &["enter"], Finished),
    (&[Beside, Room], &["a", "enter", "i"], Write),
    (&[Beside], &["e"], Edit),
    (&[Beside], &["d"], Drop),
    (&[Writing, Beside], &["tab"], NextSection),
    (&[Writing, Beside], &["shift-tab"], PreviousSection),
    (&[Writing, Asked], &["esc"], ToKeys),
    (&[Writing, Beside, Ballot], &["f6"], Finished),
    (&[Writing], &["ctrl-x 6"], Finished),
    (&[Beside, Ballot], &["; 6"], Finished),
    (&[Room], &["1"], Rate(1)),
    (&[Room], &["2"], Rate(2)),
    (&[Room], &["3"], Rate(3)),
    (&[Room], &["4"], Rate(4)),
    (&[Room], &["5"], Rate(5)),
    (&[Ballot], &["up", "k"], Up),
    (&[Ballot], &["down", "j"], Down),
    (&[Ballot, Room], &["pageup"], PageUp),
    (&[Ballot, Room], &["pagedown"], PageDown),
    (&[Choosing, Beside, Ballot, Room, Waiting], &["?", "f1"], Help),
    (&[Choosing, Beside, Ballot, Room, Waiting], &["q"], Leave),
    (&[Choosing, Asked, Writing, Beside, Ballot, Room, Waiting], &["ctrl-c"], Interrupt),
    (&[Writing], &["alt-enter", "ctrl-j", "shift-enter"], NewLine),
    (&[Writing, Asked], &["left", "ctrl-b"], Left),
    (&[Writing, Asked], &["right", "ctrl-f"], Right),
    (&[Writing, Asked], &["home", "ctrl-a"], Start),
    (&[Writing, Asked], &["end", "ctrl-e"], End),
    (&[Writing, Asked], &["backspace", "ctrl-h"], Backspace),
    (&[Writing, Asked], &["delete"], Delete),
    (&[Writing, Asked], &["ctrl-w", "alt-backspace"], DeleteWord),
    (&[Writing, Asked], &["ctrl-u"], DeleteToStart),
    (&[Writing, Asked], &["ctrl-z"], UndoText),
];

struct Binding {
    places: &'static [Keys],
    keys: Vec<Key>,
    act: Act,
}

static BINDINGS: LazyLock<Vec<Binding>> = LazyLock::new(|| {
    let bindings = ROWS.iter().flat_map(|(places, keys, act)| {
        let read = |keys: &&str| Some(Binding { places, keys: Key::parse_sequence(keys)?, act: *act });
        keys.iter().filter_map(read)
    });
    bindings.collect()
});

/// What keys come to, pressed one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pressed {
    /// To this.
    Does(Act),
    /// More is to come.
    Begins,
    /// To nothing.
    Nothing,
}

/// What keys do in a place.
pub(super) fn pressed(place: Keys, keys: &[Key]) -> Pressed {
    let mut here = BINDINGS.iter().filter(|binding| binding.places.contains(&place) && binding.keys.starts_with(keys));
    if let Some(binding) = here.find(|binding| binding.keys.len() == keys.len()) {
        return Pressed::Does(binding.act);
    }
    let is_begun = |binding: &Binding| binding.places.contains(&place) && binding.keys.starts_with(keys);
    if BINDINGS.iter().any(is_begun) { Pressed::Begins } else { Pressed::Nothing }
}

/// The first keys that do something in a place, as the screen names them; empty where none do.
pub(super) fn keys_of(place: Keys, act: Act, words: &Catalogue, unicode: bool) -> String {
    let binding = BINDINGS.iter().find(|binding| binding.places.contains(&place) && binding.act == act);
    let keys = binding.map(|binding| binding.keys.as_slice()).unwrap_or_default();
    keys.iter().map(|key| key_text_in(words, unicode, *key)).collect::<Vec<_>>().join(" ")
}

/// What the footer says of the keys of a place, in order.
pub(super) fn footer(place: Keys) -> Vec<(Act, SentenceKey)> {
    let mut acts: Vec<(Act, SentenceKey)> = Vec::new();
    for (places, _, act) in ROWS {
        if let Some(label) = label(place, *act).filter(|_| places.contains(&place))
            && acts.iter().all(|(known, _)| known != act)
        {
            acts.push((*act, label));
        }
    }
    acts
}

fn label(place: Keys, act: Act) -> Option<SentenceKey> {
    Some(match (place, act) {
        (Choosing, Take) => key!("join.key.take"),
        (Choosing, OtherName) => key!("join.key.other-name"),
        (Asked, Take) => key!("join.key.say"),
        (Asked, ToKeys) => key!("join.key.back"),
        (Writing, Keep) => key!("join.key.keep"),
        (Writing, Up) => key!("join.key.earlier"),
        (Writing | Beside, NextSection) => key!("join.key.section"),
        (Writing, ToKeys) => key!("join.key.keys"),
        (Writing | Ballot | Beside, Finished) => key!("join.key.finished"),
        (Beside, Write) => key!("join.key.write"),
        (Room, Write) => key!("join.key.late"),
        (Beside, Edit) => key!("join.key.edit"),
        (Beside, Drop) => key!("join.key.drop"),
        (Ballot, Dot) => key!("join.key.dot"),
        (Ballot, TakeBack) => key!("join.key.take-back"),
        (Room, Up) => key!("join.key.scroll"),
        (Choosing | Beside | Ballot | Room | Waiting, Leave) => key!("join.key.leave"),
        (Beside | Ballot | Room, Help) => key!("join.key.help"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_can_be_read_and_does_one_thing_in_a_place() {
        assert_eq!(BINDINGS.len(), ROWS.iter().map(|(_, keys, _)| keys.len()).sum::<usize>());
        for (at, one) in BINDINGS.iter().enumerate() {
            for other in &BINDINGS[..at] {
                let meet = one.places.iter().any(|place| other.places.contains(place));
                assert!(!meet || !one.keys.starts_with(&other.keys), "{:?} {:?}", one.act, other.act);
            }
        }
    }
}
