//! Minutes of a block: whole, or with one decimal.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::time::Duration;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number of minutes, to a tenth of one: how long something takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(u32);

/// How many seconds a tenth of a minute has.
const TENTH: u64 = 6;

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

/// The minutes that a number of a file means: at most one decimal.
pub(super) fn of_file<E: Error>(minutes: f64, expected: &dyn serde::de::Expected) -> Result<Minutes, E> {
    let is_right = |nearest: &Minutes| (f64::from(nearest.0) / 10.0 - minutes).abs() < 1e-6;
    let nearest = Minutes::from_number(minutes).filter(is_right);
    nearest.ok_or_else(|| E::invalid_value(Unexpected::Float(minutes), expected))
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
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(MinutesVisitor)
        } else {
            u32::deserialize(deserializer).map(Self)
        }
    }
}

/// Reads a number of minutes.
struct MinutesVisitor;

impl Visitor<'_> for MinutesVisitor {
    type Value = Minutes;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("minutes with at most one decimal")
    }

    #[allow(clippy::cast_precision_loss, reason = "minutes are small numbers")]
    fn visit_i64<E: Error>(self, minutes: i64) -> Result<Minutes, E> {
        self.visit_f64(minutes as f64)
    }

    #[allow(clippy::cast_precision_loss, reason = "minutes are small numbers")]
    fn visit_u64<E: Error>(self, minutes: u64) -> Result<Minutes, E> {
        self.visit_f64(minutes as f64)
    }

    fn visit_f64<E: Error>(self, minutes: f64) -> Result<Minutes, E> {
        of_file(minutes, &self)
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
}
