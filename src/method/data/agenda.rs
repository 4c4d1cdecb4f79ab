//! An agenda: which blocks a workshop session has, and how long each takes.

use std::fmt;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::minutes::of_file;
use super::{CanvasTemplate, Minutes, Text};

/// An agenda to make sessions from. One file under `canvases/agendas/`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// Number of the data format; 1.
    pub format: u32,
    /// The id sessions name.
    #[serde(rename = "agenda")]
    pub id: String,
    pub title: Text,
    /// What it is for, and what it leaves for another day.
    pub purpose: Text,
    /// How long it takes: what the blocks come to.
    pub minutes: u32,
    /// Ids of the canvases and checklists that are worked on.
    #[serde(default)]
    pub canvases: Vec<String>,
    /// What is done, one after another.
    pub blocks: Vec<AgendaBlock>,
}

/// A block of an agenda, or several: those that every section of a canvas is worked on in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaBlock {
    /// What is done in it; nothing where it stands for several.
    pub kind: Option<BlockKind>,
    /// What it stands for.
    pub each: Option<Each>,
    /// Id of the canvas or checklist it is about.
    pub canvas: Option<String>,
    /// Id of the section it is about.
    pub section: Option<String>,
    /// Ids of the sections it stands for, or of those that are voted on; the agenda decides where there are none.
    #[serde(default)]
    pub sections: Vec<String>,
    /// What is done in each section.
    #[serde(default, rename = "do", with = "way_of_working")]
    pub way: Vec<BlockKind>,
    /// How long it takes.
    #[serde(default)]
    pub minutes: BlockTime,
    /// Whether it stays as long as it is when others are shortened.
    #[serde(default)]
    pub fixed: bool,
    /// What it is called, where that differs from its kind.
    pub title: Option<Text>,
    /// A note to the facilitator.
    pub hint: Option<Text>,
}

/// What is done in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// Who is here, and what is still open.
    Opening,
    /// Everybody writes notes in silence.
    Write,
    /// One after another says a note.
    Round,
    /// Notes are put under one another.
    Group,
    /// People talk.
    Talk,
    /// Dots are given to notes.
    Vote,
    /// The items of a checklist are answered.
    Answer,
    /// Decisions and actions are put down.
    Decide,
    /// Nobody works.
    Break,
    /// What is left over is dealt with.
    Close,
}

/// What one entry of an agenda stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Each {
    /// Blocks for every section.
    Section,
}

/// How long an entry of an agenda takes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum BlockTime {
    /// As long as the canvas has for each section.
    #[default]
    Section,
    /// The block, or each of its sections, takes so long.
    All(Minutes),
    /// Its sections take so long, one after another.
    List(Vec<Minutes>),
}

impl BlockKind {
    /// Every kind, in the order of a session.
    pub const ALL: [Self; 10] = [
        Self::Opening,
        Self::Write,
        Self::Round,
        Self::Group,
        Self::Talk,
        Self::Vote,
        Self::Answer,
        Self::Decide,
        Self::Break,
        Self::Close,
    ];

    /// The word files have for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Write => "write",
            Self::Round => "round",
            Self::Group => "group",
            Self::Talk => "talk",
            Self::Vote => "vote",
            Self::Answer => "answer",
            Self::Decide => "decide",
            Self::Break => "break",
            Self::Close => "close",
        }
    }

    /// The kind that files have that word for.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The kind of block in which a step of a recipe with that way of working is done.
    #[must_use]
    pub fn of_way(way: &str) -> Self {
        match way {
            "alone" => Self::Write,
            "round" => Self::Round,
            "group" => Self::Group,
            "vote" => Self::Vote,
            _ => Self::Talk,
        }
    }
}

impl Agenda {
    /// How long its blocks take together. `canvas` finds a canvas by its id.
    #[must_use]
    pub fn sum<'m>(&self, canvas: impl Fn(&str) -> Option<&'m CanvasTemplate>) -> Minutes {
        self.blocks.iter().map(|block| block.sum(block.canvas.as_deref().and_then(&canvas))).sum()
    }
}

impl AgendaBlock {
    /// How long it takes, with the canvas it is about.
    #[must_use]
    pub fn sum(&self, canvas: Option<&CanvasTemplate>) -> Minutes {
        match (self.each, &self.minutes, canvas) {
            (Some(Each::Section), _, Some(canvas)) => self.times(canvas).into_iter().map(|(_, minutes)| minutes).sum(),
            (None, BlockTime::All(minutes), _) => *minutes,
            _ => Minutes::default(),
        }
    }

    /// The sections it stands for, in the fill order of their canvas, with the time of each.
    #[must_use]
    pub fn times<'c>(&self, canvas: &'c CanvasTemplate) -> Vec<(&'c str, Minutes)> {
        let is_meant = |id: &str| self.sections.is_empty() || self.sections.iter().any(|given| given == id);
        let sections = canvas.sections.iter().filter(|section| is_meant(&section.id));
        let timed = sections.enumerate().map(|(at, section)| {
            // A list goes along with the sections that are named, and otherwise with all in fill order.
            let named = self.sections.iter().position(|given| *given == section.id).unwrap_or(at);
            let minutes = match &self.minutes {
                BlockTime::Section => Minutes::whole(section.minutes),
                BlockTime::All(minutes) => *minutes,
                BlockTime::List(list) => list.get(named).copied().unwrap_or(Minutes::whole(section.minutes)),
            };
            (section.id.as_str(), minutes)
        });
        timed.collect()
    }
}

/// A time as it is laid out in the program, where nothing tells a word from a number but a number before it.
#[derive(Deserialize, Serialize)]
#[serde(remote = "BlockTime")]
enum LaidTime {
    Section,
    All(Minutes),
    List(Vec<Minutes>),
}

impl Serialize for BlockTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            time if !serializer.is_human_readable() => LaidTime::serialize(time, serializer),
            Self::Section => serializer.serialize_str("section"),
            Self::All(minutes) => minutes.serialize(serializer),
            Self::List(list) => list.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for BlockTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(TimeVisitor)
        } else {
            LaidTime::deserialize(deserializer)
        }
    }
}

/// Reads a word, a number of minutes, or a list of them.
struct TimeVisitor;

impl<'de> Visitor<'de> for TimeVisitor {
    type Value = BlockTime;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("\"section\", minutes with at most one decimal, or a list of minutes")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<BlockTime, E> {
        let is_known = word == "section";
        is_known.then_some(BlockTime::Section).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(word), &self))
    }

    #[allow(clippy::cast_precision_loss, reason = "minutes are small numbers")]
    fn visit_i64<E: Error>(self, minutes: i64) -> Result<BlockTime, E> {
        self.visit_f64(minutes as f64)
    }

    #[allow(clippy::cast_precision_loss, reason = "minutes are small numbers")]
    fn visit_u64<E: Error>(self, minutes: u64) -> Result<BlockTime, E> {
        self.visit_f64(minutes as f64)
    }

    fn visit_f64<E: Error>(self, minutes: f64) -> Result<BlockTime, E> {
        of_file(minutes, &self).map(BlockTime::All)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<BlockTime, A::Error> {
        Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(BlockTime::List)
    }
}

/// What is done in each section: the word `recipe`, which is an empty list, or kinds of blocks.
mod way_of_working {
    use super::{BlockKind, Deserialize, Deserializer, Error, SeqAccess, SeqAccessDeserializer, Visitor, fmt};
    use serde::{Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(kinds: &[BlockKind], serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() && kinds.is_empty() {
            return serializer.serialize_str("recipe");
        }
        kinds.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<BlockKind>, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(WayVisitor)
        } else {
            Deserialize::deserialize(deserializer)
        }
    }

    struct WayVisitor;

    impl<'de> Visitor<'de> for WayVisitor {
        type Value = Vec<BlockKind>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("\"recipe\", or a list of kinds of blocks")
        }

        fn visit_str<E: Error>(self, word: &str) -> Result<Vec<BlockKind>, E> {
            if word == "recipe" {
                return Ok(Vec::new());
            }
            Err(E::invalid_value(serde::de::Unexpected::Str(word), &self))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<BlockKind>, A::Error> {
            Deserialize::deserialize(SeqAccessDeserializer::new(list))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_reads_the_same_from_its_file_and_as_it_is_laid_out() {
        for (text, time) in [
            ("each = \"section\"\ndo = \"recipe\"\nminutes = \"section\"", BlockTime::Section),
            ("each = \"section\"\ndo = [\"write\", \"talk\"]", BlockTime::Section),
            ("kind = \"break\"\nminutes = 1.5", BlockTime::All(Minutes::tenths(15))),
            ("each = \"section\"\nminutes = [7, 9.5]", BlockTime::List(vec![Minutes::whole(7), Minutes::tenths(95)])),
        ] {
            let block: AgendaBlock = toml::from_str(text).expect("an entry");
            assert_eq!(block.minutes, time);
            let laid = postcard::to_allocvec(&block).expect("laid out");
            assert_eq!(postcard::from_bytes::<AgendaBlock>(&laid).expect("read"), block);
        }
        for wrong in ["do = \"recipes\"", "do = [\"dance\"]", "kind = \"dance\"", "minutes = \"long\"", "mood = 1"] {
            assert!(toml::from_str::<AgendaBlock>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn kinds_are_words_of_files() {
        for kind in BlockKind::ALL {
            assert_eq!(BlockKind::of_word(kind.word()), Some(kind));
        }
        assert_eq!(BlockKind::of_word("dance"), None);
    }
}
