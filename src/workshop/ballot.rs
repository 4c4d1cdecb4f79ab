//! Dots: how many each voter has, and what a line of numbers says.

use crate::document::Id;

/// The most dots of one voter.
const MOST_DOTS: u32 = 8;
/// From so many voters on, nobody gets a dot more.
const MANY_VOTERS: usize = 5;

/// How many dots each voter has, and how many of them on one note at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Budget {
    pub dots: u32,
    /// Nothing where there is no limit.
    pub most: Option<u32>,
}

/// Why a number on a ballot line is not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCounted {
    /// No note has that number.
    NoSuchNumber,
    /// There are as many dots on that note as there may be.
    AtMost(u32),
    /// All dots are given.
    NoneLeft,
    /// It is no number.
    NoNumber,
}

/// The budget that is proposed: a third of the options, a quarter from ten on, at most eight, one more where fewer than
/// five vote; half of it on one note.
#[must_use]
pub fn budget(options: usize, voters: usize) -> Budget {
    let options = u32::try_from(options).unwrap_or(u32::MAX);
    let share = options.div_ceil(if options < 10 { 3 } else { 4 });
    let dots = (share + u32::from(voters < MANY_VOTERS)).clamp(1, MOST_DOTS);
    Budget { dots, most: Some(dots.div_ceil(2)) }
}

/// What a ballot line says: `6 6 1` is two dots on the option with number 6 and one on that with 1. `number` finds the
/// option with a number. What is not counted is left out and told.
#[must_use]
pub fn ballot(line: &str, budget: Budget, number: impl Fn(u32) -> Option<Id>) -> (Vec<Id>, Vec<NotCounted>) {
    let (mut dots, mut left_out): (Vec<Id>, Vec<NotCounted>) = (Vec::new(), Vec::new());
    for word in words(line) {
        let note =
            word.parse().map_err(|_| NotCounted::NoNumber).and_then(|at| number(at).ok_or(NotCounted::NoSuchNumber));
        match note.and_then(|note| fits(&dots, note, budget).map(|()| note)) {
            Ok(note) => dots.push(note),
            Err(why) => left_out.push(why),
        }
    }
    (dots, left_out)
}

/// Whether a ballot takes one dot more on a note.
///
/// # Errors
/// Why it does not.
pub(super) fn fits(dots: &[Id], note: Id, budget: Budget) -> Result<(), NotCounted> {
    let given = u32::try_from(dots.len()).unwrap_or(u32::MAX);
    if given >= budget.dots {
        return Err(NotCounted::NoneLeft);
    }
    let on_it = u32::try_from(dots.iter().filter(|dot| **dot == note).count()).unwrap_or(u32::MAX);
    match budget.most {
        Some(most) if on_it >= most => Err(NotCounted::AtMost(most)),
        _ => Ok(()),
    }
}

/// What a line of totals says, of dots that were counted on a wall: `6=9 1=5`. Nothing where the line is none of totals;
/// a note that stands twice has what it has together.
#[must_use]
pub fn totals(line: &str, number: impl Fn(u32) -> Option<Id>) -> Option<Result<Vec<(Id, u32)>, NotCounted>> {
    if !line.contains('=') {
        return None;
    }
    let mut all: Vec<(Id, u32)> = Vec::new();
    for word in words(line) {
        let pair = word.split_once('=').and_then(|(at, dots)| Some((at.parse().ok()?, dots.parse::<u32>().ok()?)));
        let Some((at, dots)) = pair else { return Some(Err(NotCounted::NoNumber)) };
        let Some(note) = number(at) else { return Some(Err(NotCounted::NoSuchNumber)) };
        match all.iter_mut().find(|(known, _)| *known == note) {
            Some((_, sum)) => *sum = sum.saturating_add(dots),
            None => all.push((note, dots)),
        }
    }
    Some(Ok(all))
}

/// The words of a line, between blanks and commas.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|sign: char| sign.is_whitespace() || sign == ',').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(number: u32) -> Option<Id> {
        (1..=9).contains(&number).then(|| Id::from_bits(number))
    }

    #[test]
    fn the_budget_follows_the_options_and_the_voters() {
        let of = |options, voters| {
            let budget = budget(options, voters);
            (budget.dots, budget.most)
        };
        assert_eq!(of(9, 7), (3, Some(2)));
        assert_eq!(of(8, 7), (3, Some(2)));
        assert_eq!(of(10, 7), (3, Some(2)));
        assert_eq!(of(13, 7), (4, Some(2)));
        assert_eq!(of(13, 4), (5, Some(3)));
        assert_eq!(of(2, 6), (1, Some(1)));
        assert_eq!(of(100, 3), (8, Some(4)));
        assert_eq!(of(usize::MAX, 6), (8, Some(4)));
        assert_eq!(of(0, 6), (1, Some(1)));
    }

    #[test]
    fn a_ballot_is_a_line_of_numbers() {
        let budget = Budget { dots: 3, most: Some(2) };
        let read = |line| ballot(line, budget, option);
        let ids = |numbers: &[u32]| numbers.iter().map(|number| Id::from_bits(*number)).collect::<Vec<_>>();
        assert_eq!(read("6 6 1"), (ids(&[6, 6, 1]), vec![]));
        assert_eq!(read("6,6, 1"), (ids(&[6, 6, 1]), vec![]));
        assert_eq!(read("6 6 6 1"), (ids(&[6, 6, 1]), vec![NotCounted::AtMost(2)]));
        assert_eq!(read("1 2 3 4"), (ids(&[1, 2, 3]), vec![NotCounted::NoneLeft]));
        assert_eq!(read("99 x 1"), (ids(&[1]), vec![NotCounted::NoSuchNumber, NotCounted::NoNumber]));
        assert_eq!(read(" "), (vec![], vec![]));
        let (dots, _) = ballot("4 4 4", Budget { dots: 3, most: None }, option);
        assert_eq!(dots, ids(&[4, 4, 4]));
    }

    #[test]
    fn totals_are_numbers_with_what_they_have() {
        let read = |line| totals(line, option);
        let id = Id::from_bits;
        assert_eq!(read("6=9 1=5"), Some(Ok(vec![(id(6), 9), (id(1), 5)])));
        assert_eq!(read("6=9 6=1"), Some(Ok(vec![(id(6), 10)])));
        assert_eq!(read("6 6 1"), None);
        assert_eq!(read("6=x"), Some(Err(NotCounted::NoNumber)));
        assert_eq!(read("6=9 1"), Some(Err(NotCounted::NoNumber)));
        assert_eq!(read("66=9"), Some(Err(NotCounted::NoSuchNumber)));
    }
}
