//! The signs the program draws with, for terminals with and without Unicode.

use ratatui::symbols::border;

use crate::assess::standing::StandingSign;
use crate::document::{Basis, Reply, SectionState, Verdict};
use crate::layout::text::Ellipsis;
use crate::method::Kind;

/// A set of signs. Every one is one column wide but that of a day that is over.
#[derive(Debug)]
pub struct Glyphs {
    /// Corners and sides of a box.
    pub frame: border::Set<'static>,
    /// The same for a box in focus.
    pub strong: border::Set<'static>,
    /// The bar before a note without a card.
    pub bar: &'static str,
    /// Between steps of a journey.
    pub arrow: &'static str,
    /// The same where they stand below each other.
    pub arrow_down: &'static str,
    /// A section the method highlights.
    pub highlight: &'static str,
    /// Before the line in focus.
    pub pointer: &'static str,
    /// Before a selected note.
    pub selected: &'static str,
    /// Before what can be selected, and is not.
    pub unselected: &'static str,
    /// Of which nothing was made.
    pub loose: &'static str,
    /// Before a grouped note.
    pub grouped: &'static str,
    /// An open question.
    pub question: &'static str,
    /// Of what was dropped.
    pub dropped: &'static str,
    /// Relations to other notes.
    pub relation: &'static str,
    /// A relation that leads nowhere.
    pub broken: &'static str,
    /// A waiver.
    pub waiver: &'static str,
    /// Between parts of a line.
    pub dot: &'static str,
    /// Between parts of a path.
    pub chevron: &'static str,
    /// In the place of what nobody may read.
    pub covered: &'static str,
    /// Around one of several words that can be turned: back, on.
    pub turn: [&'static str; 2],
    /// A station: finished, in work, untouched.
    pub stations: [&'static str; 3],
    /// The line: travelled, ahead.
    pub rails: [&'static str; 2],
    /// A core station on the network: where lines meet, and on one line.
    pub stops: [&'static str; 2],
    /// Pieces of rail by the sides they go on to: up 1, down 2, left 4, right 8.
    tracks: [&'static str; 16],
    /// The thumb and the track of a scroll bar.
    pub scroll: [&'static str; 2],
    /// A full and an empty part of a gauge.
    pub gauge: [&'static str; 2],
    /// Little time is left; hardly any, or none.
    pub time: [&'static str; 2],
    /// Beside a field that has to be filled in.
    pub required: &'static str,
    /// A part of a document that is filled; one that is not.
    pub parts: [&'static str; 2],
    /// More above, more below.
    pub more: [&'static str; 2],
    kinds: [&'static str; 5],
    bases: [&'static str; 3],
    states: [&'static str; 3],
    verdicts: [&'static str; 5],
    /// How a document stands; the last is as wide as the terminal makes it.
    standing: [&'static str; 5],
    /// Something was done; was not done; went wrong.
    pub tones: [&'static str; 3],
    /// How a cut text ends.
    pub ellipsis: Ellipsis,
}

static UNICODE: Glyphs = Glyphs {
    frame: border::ROUNDED,
    strong: border::THICK,
    bar: "▎",
    arrow: "→",
    arrow_down: "↓",
    highlight: "◆",
    pointer: "❯",
    selected: "■",
    unselected: "□",
    loose: "◌",
    grouped: "└",
    question: "?",
    dropped: "⊘",
    relation: "↔",
    broken: "✗",
    waiver: "⚑",
    dot: "·",
    chevron: "›",
    covered: "▪",
    turn: ["‹", "›"],
    stations: ["●", "◉", "○"],
    rails: ["━", "─"],
    stops: ["◎", "○"],
    tracks: [" ", "┃", "┃", "┃", "━", "┛", "┓", "┫", "━", "┗", "┏", "┣", "━", "┻", "┳", "╋"],
    scroll: ["┃", "│"],
    gauge: ["━", "─"],
    time: ["◔", "◕!"],
    required: "*",
    parts: ["▰", "▱"],
    more: ["▲", "▼"],
    kinds: ["▸", "+", "−", "•", "□"],
    bases: ["~", "◎", "✓"],
    states: ["!", "∅", "✓"],
    verdicts: ["✓", "◐", "✗", "∅", "·"],
    standing: ["!", "●", "+", "≠", "⌛"],
    tones: ["·", "!", "✗"],
    ellipsis: Ellipsis::Sign,
};

static ASCII: Glyphs = Glyphs {
    frame: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    strong: border::Set {
        top_left: "#",
        top_right: "#",
        bottom_left: "#",
        bottom_right: "#",
        vertical_left: "#",
        vertical_right: "#",
        horizontal_top: "=",
        horizontal_bottom: "=",
    },
    bar: "|",
    arrow: ">",
    arrow_down: "v",
    highlight: "*",
    pointer: ">",
    selected: "x",
    unselected: ".",
    loose: "%",
    grouped: "\\",
    question: "?",
    dropped: "x",
    relation: "&",
    broken: "!",
    waiver: "w",
    dot: "-",
    chevron: ">",
    covered: "*",
    turn: ["<", ">"],
    stations: ["@", "O", "o"],
    rails: ["=", "-"],
    stops: ["@", "O"],
    tracks: [" ", "|", "|", "|", "=", "+", "+", "+", "=", "+", "+", "+", "=", "+", "+", "+"],
    scroll: ["#", "|"],
    gauge: ["=", "-"],
    time: ["*", "!"],
    required: "*",
    parts: ["#", "-"],
    more: ["^", "v"],
    kinds: [">", "+", "-", "o", " "],
    bases: ["~", "o", "v"],
    states: ["!", "/", "v"],
    verdicts: ["v", "~", "x", "/", "."],
    standing: ["!", "*", "+", "#", "~"],
    tones: ["-", "!", "x"],
    ellipsis: Ellipsis::Ascii,
};

impl Glyphs {
    /// The set for a terminal that can or cannot draw more than ASCII.
    #[must_use]
    pub fn of(unicode: bool) -> &'static Self {
        if unicode { &UNICODE } else { &ASCII }
    }

    /// The sign of an answer to a criterion; nothing where there is none.
    #[must_use]
    pub fn reply(&self, reply: Option<Reply>) -> &'static str {
        match reply {
            Some(Reply::Yes) => self.verdicts[0],
            Some(Reply::No) => self.verdicts[2],
            Some(Reply::Unsure) => self.question,
            None => self.verdicts[4],
        }
    }

    /// The sign of how a document stands.
    #[must_use]
    pub fn standing(&self, sign: StandingSign) -> &'static str {
        self.standing[sign as usize]
    }

    /// A piece of rail that goes on up, down, left, right.
    #[must_use]
    pub fn track(&self, sides: [bool; 4]) -> &'static str {
        let [up, down, left, right] = sides.map(usize::from);
        self.tracks[up + 2 * down + 4 * left + 8 * right]
    }

    /// The sign of a kind of note.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> &'static str {
        self.kinds[kind as usize]
    }

    /// The sign of a basis.
    #[must_use]
    pub fn basis(&self, basis: Basis) -> &'static str {
        self.bases[basis as usize]
    }

    /// The sign of a section's state.
    #[must_use]
    pub fn state(&self, state: SectionState) -> &'static str {
        self.states[state as usize]
    }

    /// The sign of a verdict; nothing is unanswered.
    #[must_use]
    pub fn verdict(&self, verdict: Option<Verdict>) -> &'static str {
        self.verdicts[verdict.map_or(4, |verdict| verdict as usize)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::text::width;

    fn sides(set: &border::Set<'static>) -> [&'static str; 8] {
        let border::Set { top_left, top_right, bottom_left, bottom_right, .. } = *set;
        let border::Set { vertical_left, vertical_right, horizontal_top, horizontal_bottom, .. } = *set;
        [
            top_left,
            top_right,
            bottom_left,
            bottom_right,
            vertical_left,
            vertical_right,
            horizontal_top,
            horizontal_bottom,
        ]
    }

    #[test]
    fn every_sign_is_one_column_and_the_plain_set_is_ascii() {
        for (set, is_plain) in [(&UNICODE, false), (&ASCII, true)] {
            let mut signs = vec![
                set.bar,
                set.arrow,
                set.arrow_down,
                set.highlight,
                set.pointer,
                set.selected,
                set.unselected,
                set.loose,
                set.grouped,
                set.question,
                set.dropped,
                set.relation,
                set.broken,
                set.waiver,
                set.dot,
                set.chevron,
            ];
            signs.extend(
                set.tones
                    .iter()
                    .chain(&sides(&set.frame))
                    .chain(&sides(&set.strong))
                    .chain(&set.stations)
                    .chain(&set.rails)
                    .chain(&set.stops)
                    .chain(&set.tracks)
                    .chain(&set.scroll),
            );
            signs.extend(
                set.gauge
                    .iter()
                    .chain(&set.parts)
                    .chain(&set.more)
                    .chain(&set.kinds)
                    .chain(&set.bases)
                    .chain(&set.states)
                    .chain(&set.verdicts)
                    .chain(&set.standing[..4]),
            );
            for sign in signs {
                assert_eq!(width(sign), 1, "{sign}");
                assert!(!is_plain || sign.is_ascii(), "{sign}");
            }
            let mut kinds = set.kinds.to_vec();
            kinds.dedup();
            assert_eq!(kinds.len(), 5, "kinds stay distinguishable by sign");
        }
    }
}
