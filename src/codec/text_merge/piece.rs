//! A merged text in pieces: what both sides have, and what clashes.

use super::Three;

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    Base,
    Ours,
    Theirs,
}

/// A part of a merged text; whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What needs no decision.
    Plain(String),
    /// What each version has there; empty where it has nothing.
    Clash(Three<String>),
}

/// What a clash is about. Paths are the keys that lead to a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Keys of a table that stand and fall together.
    Keys { table: Vec<String>, keys: Vec<String> },
    /// A table that one side took out and the other changed.
    Table(Vec<String>),
    /// A table that each side put elsewhere.
    Place(Vec<String>),
}

impl<T> Three<T> {
    /// One of the three.
    pub fn get(&self, version: Version) -> &T {
        match version {
            Version::Base => &self.base,
            Version::Ours => &self.ours,
            Version::Theirs => &self.theirs,
        }
    }
}

/// The text that a merged one is where every clash is decided for one version.
#[must_use]
pub fn flattened(pieces: &[Piece], version: Version) -> String {
    let text = |piece: &'_ Piece| match piece {
        Piece::Plain(text) => text.clone(),
        Piece::Clash(texts) => texts.get(version).clone(),
    };
    pieces.iter().map(text).collect()
}

/// The text that a merged one is where both sides of every clash are to stand: texts one below the other, sets united, of
/// everything else ours.
#[must_use]
pub fn both_sides(pieces: &[Piece]) -> String {
    let text = |piece: &'_ Piece| match piece {
        Piece::Plain(text) => text.clone(),
        Piece::Clash(texts) => both_of(texts),
    };
    pieces.iter().map(text).collect()
}

/// The same of one clash.
#[must_use]
pub fn both_of(texts: &Three<String>) -> String {
    super::both::both(texts)
}

/// Pieces being put together.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) pieces: Vec<Piece>,
}

impl Pieces {
    /// Appends what needs no decision.
    pub(super) fn plain(&mut self, text: &str) {
        match self.pieces.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Plain(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Plain(text.to_owned())),
        }
    }

    /// Appends what clashes; what both sides have alike does not.
    pub(super) fn clash(&mut self, texts: Three<String>) {
        if texts.ours == texts.theirs {
            self.plain(&texts.ours);
        } else {
            self.pieces.push(Piece::Clash(texts));
        }
    }
}
