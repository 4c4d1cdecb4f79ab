//! Settling a merged file clash by clash.

use super::form::Form;
use super::{Markers, MergedFile, Question, Unsettled};
use crate::codec::text_merge::{Piece, Three, both_of};
use crate::codec::{Part, parts};

/// How a clash is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Ours,
    Theirs,
    /// Texts one below the other, sets united; of everything else ours.
    Both,
    /// By lines that stand on neither side.
    Anew(String),
}

impl MergedFile {
    /// A file with markers as it stands, for versions that cannot be merged; nothing where it has none.
    #[must_use]
    pub fn of_marked(bytes: &[u8]) -> Option<Self> {
        let (form, text) = Form::of(std::str::from_utf8(bytes).ok()?);
        let piece = |part| match part {
            Part::Plain(text) => Piece::Plain(text),
            Part::Clash { ours, base, theirs } => Piece::Clash(Three { base: base.unwrap_or_default(), ours, theirs }),
        };
        let pieces: Vec<Piece> = parts(&text)?.into_iter().map(piece).collect();
        let has_clash = pieces.iter().any(|piece| matches!(piece, Piece::Clash(_)));
        has_clash.then_some(Self { pieces, form, ungrouped: Vec::new() })
    }

    /// The file with each thing to settle as it was chosen, in the order of [`unsettled`](Self::unsettled), and with
    /// markers around what nobody has decided about.
    #[must_use]
    pub fn settled(&self, choices: &[Option<Choice>], markers: &Markers<'_>) -> Vec<u8> {
        let unsettled = self.unsettled();
        let mut text = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            let texts = match piece {
                Piece::Plain(plain) => {
                    text.push_str(plain);
                    continue;
                }
                Piece::Clash(texts) => texts,
            };
            let of = unsettled.iter().position(|one| one.pieces.contains(&at));
            let is_first = of.is_some_and(|of| unsettled[of].pieces.first() == Some(&at));
            match of.and_then(|of| choices.get(of)?.as_ref()) {
                // With the base, the same is asked once more.
                None => markers.put_around(texts, true, &mut text),
                Some(Choice::Ours) => text.push_str(&texts.ours),
                Some(Choice::Theirs) => text.push_str(&texts.theirs),
                Some(Choice::Both) => text.push_str(&both_of(texts)),
                Some(Choice::Anew(lines)) if is_first => text.push_str(lines),
                Some(Choice::Anew(_)) => {}
            }
        }
        self.form.put_on(&text)
    }
}

impl Unsettled {
    /// The lines with what both sides say; nothing where one of them is all that could stand.
    #[must_use]
    pub fn both(&self) -> Option<String> {
        if self.question != Question::Differs {
            return None;
        }
        let (base, ours, theirs) = (self.base.clone(), self.ours.clone(), self.theirs.clone());
        let both = both_of(&Three { base, ours, theirs });
        (both != self.ours && both != self.theirs).then_some(both)
    }
}
