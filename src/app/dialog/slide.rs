//! A choice that fills the screen, one of a series of questions for a room: what is asked in large letters, how far the series
//! is, and what follows from the answers so far.

/// What a choice that fills the screen shows beside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slide {
    /// Which question of the series it is.
    pub place: String,
    /// How far the parts of the series are.
    pub stops: Vec<Stop>,
    /// What follows from the answers so far.
    pub told: String,
    /// The ways there are from here beside the choices.
    pub ways: Vec<Way>,
}

/// A part of a series of questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// What it is called.
    pub name: String,
    /// How many of its questions are answered with yes.
    pub met: usize,
    /// How many of them are answered.
    pub answered: usize,
    /// How many there are.
    pub total: usize,
    /// Whether the question belongs to it.
    pub is_here: bool,
}

/// Where a person can go from a question without choosing an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the question before.
    Back,
    /// To the one that follows.
    On,
    /// To what stands beside the answer.
    Beside,
}
