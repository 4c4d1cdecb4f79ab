//! An agenda: which blocks a workshop session has, and how long each takes.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::time::Duration;

use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CanvasTemplate, Text};

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

/// A number of minutes, to a tenth of one: how long something takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(u32);

/// How many seconds a tenth of a minute has.
const TENTH: u64 = 6;

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

impl Minutes {
    /// The least a block can be planned with.
    pub const LEAST: Self = Self(1);
    /// The most a block can be planned with.
    pub const MOST: Self = Self(4_800);

    /// So many whole minutes.
    #[must_use]
    pub const fn whole(minutes: u32) -> Self {
        Self(minutes.saturating_mul(10))
    }

    /// So many tenths of a minute.
    #[must_use]
    pub const fn tenths(tenths: u32) -> Self {
        Self(tenths)
    }

    /// How many tenths of a minute it is.
    #[must_use]
    pub const fn as_tenths(self) -> u32 {
        self.0
    }

    /// The number of minutes, where it is whole.
    #[must_use]
    pub const fn as_whole(self) -> Option<u32> {
        if self.0.is_multiple_of(10) { Some(self.0 / 10) } else { None }
    }

    /// The nearest tenth of a minute to a number; nothing where it is negative or too large to carry.
    #[must_use]
    pub fn from_number(minutes: f64) -> Option<Self> {
        let tenths = (minutes * 10.0).round();
        let is_right = tenths >= 0.0 && tenths <= f64::from(u32::MAX);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within a u32")]
        is_right.then_some(Self(tenths as u32))
    }

    /// The nearest tenth of a minute to a time.
    #[must_use]
    pub fn of(time: Duration) -> Self {
        let tenths = (time.as_secs() + TENTH / 2) / TENTH;
        Self(u32::try_from(tenths).unwrap_or(u32::MAX))
    }

    /// The time it is.
    #[must_use]
    pub const fn duration(self) -> Duration {
        Duration::from_secs(self.0 as u64 * TENTH)
    }

    /// Whether a block can be so long.
    #[must_use]
    pub fn is_of_a_block(self) -> bool {
        (Self::LEAST..=Self::MOST).contains(&self)
    }
}

impl Add for Minutes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Minutes {
    type Output = Self;

    /// Never less than none.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Minutes {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}

impl fmt::Display for Minutes {
    /// As it stands in a file: `7`, `8.5`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_whole() {
            Some(whole) => write!(formatter, "{whole}"),
            None => write!(formatter, "{}.{}", self.0 / 10, self.0 % 10),
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

impl Serialize for Minutes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_whole() {
            _ if !serializer.is_human_readable() => serializer.serialize_u32(self.0),
            Some(whole) => serializer.serialize_u32(whole),
            None => serializer.serialize_f64(f64::from(self.0) / 10.0),
        }
    }
}

impl<'de> Deserialize<'de> for Minutes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return u32::deserialize(deserializer).map(Self);
        }
        match deserializer.deserialize_any(TimeVisitor { is_time: false })? {
            BlockTime::All(minutes) => Ok(minutes),
            _ => Err(D::Error::custom(ONE_TIME)),
        }
    }
}

const ONE_TIME: &str = "expected minutes: a number with at most one decimal";
const SOME_TIME: &str = "\"section\", minutes with at most one decimal, or a list of minutes";

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
            deserializer.deserialize_any(TimeVisitor { is_time: true })
        } else {
            LaidTime::deserialize(deserializer)
        }
    }
}

/// Reads a number of minutes, and for a block also a word or a list.
struct TimeVisitor {
    is_time: bool,
}

impl<'de> Visitor<'de> for TimeVisitor {
    type Value = BlockTime;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.is_time { SOME_TIME } else { ONE_TIME })
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<BlockTime, E> {
        let is_known = self.is_time && word == "section";
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
        let unexpected = || E::invalid_value(serde::de::Unexpected::Float(minutes), &self);
        let nearest = Minutes::from_number(minutes);
        let is_right = |nearest: &Minutes| (f64::from(nearest.0) / 10.0 - minutes).abs() < 1e-6;
        nearest.filter(is_right).map(BlockTime::All).ok_or_else(unexpected)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<BlockTime, A::Error> {
        if self.is_time {
            return Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(BlockTime::List);
        }
        Err(A::Error::invalid_type(serde::de::Unexpected::Seq, &self))
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
    fn minutes_are_whole_or_have_one_decimal() {
        let read = |text: &str| {
            #[derive(Deserialize)]
            struct Row {
                minutes: Minutes,
            }
            toml::from_str::<Row>(&format!("minutes = {text}")).map(|row| row.minutes).ok()
        };
        assert_eq!(read("7"), Some(Minutes::whole(7)));
        assert_eq!(read("8.5").map(Minutes::as_tenths), Some(85));
        for wrong in ["-1", "8.55", "nan", "inf", "\"7\"", "[7]", "1e12", "true"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!([Minutes::whole(7), Minutes::tenths(85)].map(|one| one.to_string()), ["7", "8.5"]);
        let both: Minutes = [Minutes::whole(7), Minutes::tenths(85)].into_iter().sum();
        assert_eq!((both, Minutes::whole(1) - both), (Minutes::tenths(155), Minutes::default()));
    }

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
