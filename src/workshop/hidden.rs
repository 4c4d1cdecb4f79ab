//! Notes that nobody else sees before they are revealed.
//!
//! Who wrote one is known to the process that holds it and to its private log, and to nobody afterwards: at the reveal
//! notes are shuffled, get their ids, and go on without their seats.

use serde::{Deserialize, Serialize};

use crate::document::Id;

/// Where hidden notes are written: a section of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Stem of the document.
    pub canvas: String,
    pub section: String,
}

/// A note that is hidden.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenNote {
    /// What it is named by until it has an id.
    pub key: u32,
    /// Whose it is; nothing where it is nobody's.
    pub seat: Option<Id>,
    pub place: Place,
    pub text: String,
}

/// A note that was revealed, with what it takes to hide it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevealedNote {
    pub id: Id,
    pub note: HiddenNote,
}

/// How many hidden notes there are in a place, and how many people wrote them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    pub notes: usize,
    /// Seats that wrote any; all of nobody's notes count as one.
    pub writers: usize,
}

/// What can be said of hidden notes without giving one away.
pub(super) fn count<'n>(notes: impl Iterator<Item = &'n HiddenNote>) -> Hidden {
    let mut seats: Vec<Option<Id>> = notes.map(|note| note.seat).collect();
    let notes = seats.len();
    seats.sort_unstable();
    seats.dedup();
    Hidden { notes, writers: seats.len() }
}

/// A number below `end`, each as likely as the others, from random bits. `end` is above 0.
fn below(end: u64, bits: &mut impl FnMut() -> u64) -> u64 {
    // What would make the first numbers more likely is drawn again.
    let even = u64::MAX - u64::MAX % end;
    loop {
        let drawn = bits();
        if drawn < even {
            return drawn % end;
        }
    }
}

/// Brings a list into an order of which each is as likely as the others.
fn shuffle<T>(list: &mut [T], bits: &mut impl FnMut() -> u64) {
    for last in (1..list.len()).rev() {
        let drawn = below(last as u64 + 1, bits);
        list.swap(last, usize::try_from(drawn).unwrap_or(last));
    }
}

/// Reveals notes: shuffled, each with an id that `id` draws.
#[must_use]
pub fn reveal(
    mut notes: Vec<HiddenNote>,
    bits: &mut impl FnMut() -> u64,
    mut id: impl FnMut() -> Id,
) -> Vec<RevealedNote> {
    shuffle(&mut notes, bits);
    notes.into_iter().map(|note| RevealedNote { id: id(), note }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits() -> impl FnMut() -> u64 {
        let mut random = fastrand::Rng::with_seed(7);
        move || random.u64(..)
    }

    fn note(key: u32, seat: u32) -> HiddenNote {
        let place = Place { canvas: "domain".into(), section: "entities".into() };
        HiddenNote { key, seat: Some(Id::from_bits(seat)), place, text: format!("note {key}") }
    }

    /// 2,000 reveals of four notes of each of two people: every note comes to every place as often as chance has it, and
    /// notes of one person are neighbours no more often than others.
    #[test]
    fn place_and_author_are_independent() {
        const REVEALS: usize = 2_000;
        let (mut bits, mut drawn) = (bits(), 0);
        let mut at_place = [[0_u32; 8]; 8];
        let (mut of_first, mut neighbours) = ([0_u32; 8], 0);
        for _ in 0..REVEALS {
            let notes = (0..8).map(|key| note(key, key / 4)).collect();
            let revealed = reveal(notes, &mut bits, || {
                drawn += 1;
                Id::from_bits(drawn)
            });
            for (place, one) in revealed.iter().enumerate() {
                at_place[one.note.key as usize][place] += 1;
                of_first[place] += u32::from(one.note.key < 4);
            }
            neighbours += revealed.windows(2).filter(|two| two[0].note.seat == two[1].note.seat).count();
        }
        let chi = |counts: &[u32], expected: f64| {
            counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum::<f64>()
        };
        // p > 0.001: 49 and 7 degrees of freedom.
        let notes: f64 = at_place.iter().map(|counts| chi(counts, 250.0)).sum();
        assert!(notes < 85.4, "{notes}");
        let authors = chi(&of_first, 1000.0) * 2.0;
        assert!(authors < 24.3, "{authors}");
        // 7 pairs, of which 3 in 7 are of one person.
        #[allow(clippy::cast_precision_loss, reason = "they are small")]
        let share = neighbours as f64 / (REVEALS * 7) as f64;
        assert!((share - 3.0 / 7.0).abs() < 0.02, "{share}");
    }

    #[test]
    fn nothing_is_lost_by_a_reveal_and_counts_name_nobody() {
        let notes: Vec<_> = (0..5).map(|key| note(key, key % 2)).collect();
        assert_eq!(count(notes.iter()), Hidden { notes: 5, writers: 2 });
        let mut next = 0;
        let mut keys: Vec<u32> = reveal(notes, &mut bits(), || {
            next += 1;
            Id::from_bits(next)
        })
        .into_iter()
        .map(|one| one.note.key)
        .collect();
        keys.sort_unstable();
        assert_eq!(keys, [0, 1, 2, 3, 4]);
        assert_eq!(count([].iter()), Hidden::default());
        assert!((0..1000).all(|_| below(3, &mut bits()) < 3));
    }
}
