//! Minutes of a block: whole, or with one decimal.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::time::Duration;

/// A number of minutes, to a tenth of one.
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
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenths) => write!(f, "{whole}.{tenths}"),
        }
    }
}
