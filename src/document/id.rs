//! Ids of notes, decisions, actions and parked topics.

use std::fmt;

/// The characters of an id: digits and small letters without i, l, o and u, which are easily misread.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How long a word in the place of an id may be for the program to carry it, in bytes.
pub const MAX_ID_BYTES: usize = 23;

/// An id as it stands in a file. Six characters of the alphabet where all is well; other short words, which people
/// write by hand, are carried as they are and reported.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    bytes: [u8; MAX_ID_BYTES],
    length: u8,
}

impl Id {
    /// The id that stands for the low 30 bits of a random number.
    #[must_use]
    pub fn from_bits(bits: u32) -> Self {
        let mut bytes = [0; MAX_ID_BYTES];
        for (place, byte) in bytes.iter_mut().take(6).enumerate() {
            *byte = ALPHABET[(bits >> (25 - 5 * place) & 31) as usize];
        }
        Self { bytes, length: 6 }
    }

    /// The id with these characters, or nothing where they are none or too many to carry.
    #[must_use]
    pub fn new(word: &str) -> Option<Self> {
        if word.is_empty() || word.len() > MAX_ID_BYTES {
            return None;
        }
        let mut bytes = [0; MAX_ID_BYTES];
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        Some(Self { bytes, length: u8::try_from(word.len()).ok()? })
    }

    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }

    /// The characters and their number as words, for a hash.
    pub(super) fn words(self) -> [u64; 3] {
        let mut all = [0; MAX_ID_BYTES + 1];
        all[..MAX_ID_BYTES].copy_from_slice(&self.bytes);
        all[MAX_ID_BYTES] = self.length;
        let (words, _) = all.as_chunks();
        std::array::from_fn(|at| u64::from_le_bytes(words[at]))
    }

    /// Whether the id has the form every id should have.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        self.length == 6 && self.as_str().bytes().all(|byte| ALPHABET.contains(&byte))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::new(&word).ok_or_else(|| serde::de::Error::custom("an id is 1 to 23 bytes"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_ids_are_well_formed_and_distinct() {
        assert_eq!(Id::from_bits(0).as_str(), "000000");
        assert_eq!(Id::from_bits(u32::MAX).as_str(), "zzzzzz");
        assert_ne!(Id::from_bits(1), Id::from_bits(2));
        assert!(Id::from_bits(123_456).is_well_formed());
    }

    #[test]
    fn words_that_are_no_ids_are_carried_but_not_well_formed() {
        assert!(Id::new("").is_none());
        assert!(Id::new("a-word-that-is-much-too-long-for-it").is_none());
        for word in ["abc", "abcdef7", "T7QM4K", "t7qm4i", "té"] {
            assert!(!Id::new(word).expect("carried").is_well_formed(), "{word}");
        }
    }
}
