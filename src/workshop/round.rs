//! A vote: who has given which dots while it is open, and what remains of it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ballot::{Budget, NotCounted, fits};
use super::state::SEATS;
use crate::document::Id;

/// The ballots of a vote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballots {
    /// The dots of each seat, one a dot, sorted.
    pub seats: BTreeMap<Id, Vec<Id>>,
    /// The dots of each slip, sorted; the slips in the order they came.
    pub slips: Vec<Vec<Id>>,
    /// Totals that were counted elsewhere.
    pub typed: BTreeMap<Id, u32>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub id: Id,
    /// The block it belongs to; nothing where that is not known.
    #[serde(default)]
    pub block: Option<Id>,
    /// Stem of the canvas whose notes are voted on.
    pub canvas: String,
    /// The section; nothing where there are several.
    pub section: Option<String>,
    pub question: String,
    /// The notes, in the order of their numbers.
    pub options: Vec<Id>,
    pub budget: Budget,
    pub runoff_of: Option<Id>,
    pub is_open: bool,
    pub ballots: Ballots,
    /// Seats that have finished.
    pub done: BTreeSet<Id>,
    /// What is left once the ballots are erased.
    pub erased: Option<Remains>,
}

/// What is left of a vote once its ballots are erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remains {
    /// Dots by note.
    pub totals: BTreeMap<Id, u32>,
    /// How many voted.
    pub voters: u32,
    /// Whether some of it came on slips or as totals.
    pub on_paper: bool,
}

impl Round {
    /// A vote that is open, and nobody has given a dot.
    #[must_use]
    pub fn open(id: Id, canvas: &str, options: Vec<Id>, budget: Budget) -> Self {
        Self {
            id,
            block: None,
            canvas: canvas.to_owned(),
            section: None,
            question: String::new(),
            options,
            budget,
            runoff_of: None,
            is_open: true,
            ballots: Ballots::default(),
            done: BTreeSet::new(),
            erased: None,
        }
    }

    /// Whether a seat can give one dot more to a note.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn can_give(&self, seat: Id, note: Id) -> Result<(), NotCounted> {
        if !self.options.contains(&note) {
            return Err(NotCounted::NoSuchNumber);
        }
        fits(self.ballots.seats.get(&seat).map_or(&[], Vec::as_slice), note, self.budget)
    }

    /// Gives a dot of a seat to a note, or takes one back. Says whether that could be done.
    pub(super) fn dot(&mut self, seat: Id, note: Id, is_given: bool) -> bool {
        if is_given {
            if self.can_give(seat, note).is_err() {
                return false;
            }
            let dots = self.ballots.seats.entry(seat).or_default();
            let at = dots.partition_point(|dot| *dot <= note);
            dots.insert(at, note);
            return true;
        }
        let Some(dots) = self.ballots.seats.get_mut(&seat) else { return false };
        let Some(at) = dots.iter().position(|dot| *dot == note) else { return false };
        dots.remove(at);
        if dots.is_empty() {
            self.ballots.seats.remove(&seat);
        }
        true
    }

    /// Dots by note; notes without one are left out.
    #[must_use]
    pub fn totals(&self) -> BTreeMap<Id, u32> {
        if let Some(remains) = &self.erased {
            return remains.totals.clone();
        }
        let mut totals = self.ballots.typed.clone();
        totals.retain(|_, dots| *dots > 0);
        for dot in self.ballots.seats.values().chain(&self.ballots.slips).flatten() {
            let sum = totals.entry(*dot).or_default();
            *sum = sum.saturating_add(1);
        }
        totals
    }

    /// The sum of the totals.
    #[must_use]
    pub fn cast(&self) -> u32 {
        self.totals().values().fold(0, |sum, dots| sum.saturating_add(*dots))
    }

    /// Whether so many voters as a session has seats can have given these totals.
    pub(super) fn can_be(&self, totals: &BTreeMap<Id, u32>) -> bool {
        let seats = SEATS as u64;
        let (dots, most) = (self.budget.dots, self.budget.most.unwrap_or(self.budget.dots));
        let is_within = |sum: u64, of_each: u32| sum <= seats * u64::from(of_each);
        let cast = totals.values().map(|dots| u64::from(*dots)).sum();
        is_within(cast, dots) && totals.values().all(|dots| is_within(u64::from(*dots), most))
    }

    /// How many voted: seats and slips with a dot; of totals that were counted elsewhere as many as it takes at least.
    #[must_use]
    pub fn voters(&self) -> u32 {
        if let Some(remains) = &self.erased {
            return remains.voters;
        }
        let typed = self.ballots.typed.values().fold(0_u32, |sum, dots| sum.saturating_add(*dots));
        let counted = self.ballots.seats.len() + self.ballots.slips.iter().filter(|slip| !slip.is_empty()).count();
        u32::try_from(counted).unwrap_or(u32::MAX).saturating_add(typed.div_ceil(self.budget.dots.max(1)))
    }

    /// Whether some of it came on slips or as totals.
    #[must_use]
    pub fn is_on_paper(&self) -> bool {
        let remains = self.erased.as_ref().is_some_and(|remains| remains.on_paper);
        remains || !self.ballots.slips.is_empty() || !self.ballots.typed.is_empty()
    }

    /// The notes by their dots, the most first; those with as many stand in the order of the options.
    #[must_use]
    pub fn ranking(&self) -> Vec<(Id, u32)> {
        let totals = self.totals();
        let mut ranking: Vec<(Id, u32)> =
            self.options.iter().map(|note| (*note, totals.get(note).copied().unwrap_or_default())).collect();
        ranking.sort_by_key(|(_, dots)| std::cmp::Reverse(*dots));
        ranking
    }

    /// Forgets who gave what. Totals and how many voted stay.
    pub(super) fn erase(&mut self) {
        if self.erased.is_none() {
            let (totals, voters, on_paper) = (self.totals(), self.voters(), self.is_on_paper());
            self.erased = Some(Remains { totals, voters, on_paper });
            self.ballots = Ballots::default();
            self.done.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u32) -> Id {
        Id::from_bits(number)
    }

    #[test]
    fn what_is_cast_is_the_sum_of_the_totals_and_within_the_budget_in_random_sessions() {
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..10_000 {
            let options: Vec<Id> = (0..random.u32(2..15)).map(id).collect();
            let dots = random.u32(1..=8);
            let most = random.bool().then(|| random.u32(1..=dots));
            let mut round = Round::open(id(900), "domain", options.clone(), Budget { dots, most });
            for _ in 0..random.usize(0..60) {
                let (seat, note) = (id(random.u32(100..107)), id(random.u32(0..16)));
                round.dot(seat, note, random.u8(..) > 60);
            }
            for _ in 0..random.usize(0..3) {
                let numbers: Vec<String> = (0..random.usize(0..10)).map(|_| random.u32(0..16).to_string()).collect();
                let line = numbers.join(" ");
                let option = |at: u32| options.get(at as usize).copied();
                round.ballots.slips.push(super::super::ballot::ballot(&line, round.budget, option).0);
            }
            let check = |round: &Round| {
                assert_eq!(round.cast(), round.totals().values().sum::<u32>());
                assert!(round.cast() <= round.budget.dots * round.voters(), "{round:?}");
                assert!(round.totals().keys().all(|note| options.contains(note)));
            };
            check(&round);
            let (totals, voters) = (round.totals(), round.voters());
            round.erase();
            check(&round);
            assert_eq!((round.totals(), round.voters(), &round.ballots), (totals, voters, &Ballots::default()));
        }
    }

    #[test]
    fn ties_stand_in_the_order_of_the_options_and_a_dot_comes_back() {
        let mut round = Round::open(id(9), "domain", vec![id(3), id(1), id(2)], Budget { dots: 2, most: Some(1) });
        assert!(round.dot(id(50), id(1), true) && round.dot(id(50), id(2), true));
        assert!(!round.dot(id(50), id(3), true), "all dots are given");
        assert!(!round.dot(id(51), id(7), true), "it is no option");
        assert_eq!(round.ranking(), [(id(1), 1), (id(2), 1), (id(3), 0)]);
        assert!(round.dot(id(50), id(1), false) && !round.dot(id(50), id(1), false));
        round.ballots.typed = [(id(3), 5)].into();
        assert_eq!((round.cast(), round.voters()), (6, 4), "five dots of two each take three voters");
        assert!(round.is_on_paper());
    }

    #[test]
    fn totals_a_file_may_say_are_counted_however_large_they_are() {
        let mut round = Round::open(id(9), "domain", vec![id(1), id(2)], Budget { dots: 2, most: None });
        round.ballots.typed = [(id(1), u32::MAX), (id(2), u32::MAX)].into();
        assert!(round.dot(id(50), id(1), true));
        assert_eq!((round.totals()[&id(1)], round.cast(), round.voters()), (u32::MAX, u32::MAX, (1 << 31) + 1));
    }
}
