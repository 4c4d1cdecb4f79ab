//! The three versions of a file in conflict: from git's index, else from the markers in the file.

use super::Markers;
use crate::codec::text_merge::Three;
use crate::codec::{self, Sides};

/// How many signs git's markers have.
const SIGNS: usize = 7;

/// A version of a file that git holds in its index while a merge is going on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stages {
    pub base: Option<Vec<u8>>,
    pub ours: Option<Vec<u8>>,
    pub theirs: Option<Vec<u8>>,
}

/// The versions of a file, and what the markers around its clashes say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    pub base: Vec<u8>,
    pub ours: Vec<u8>,
    pub theirs: Vec<u8>,
    pub our_label: String,
    pub their_label: String,
    /// How many of each sign its markers have.
    pub size: usize,
}

impl Versions {
    /// Versions that lie in files of their own.
    #[must_use]
    pub fn of_files(base: Vec<u8>, ours: Vec<u8>, theirs: Vec<u8>) -> Self {
        let (our_label, their_label) = ("ours".to_owned(), "theirs".to_owned());
        Self { base, ours, theirs, our_label, their_label, size: SIGNS }
    }

    /// The versions that the markers in a file tell of; nothing where it has none.
    #[must_use]
    pub fn of_text(now: &[u8]) -> Option<Self> {
        codec::sides(now).map(|sides| Self::of_sides(now, sides, None))
    }

    /// The versions that git holds of a file that stands as `now` on the disk; nothing where git does not hold both sides.
    /// `merges` makes the texts that a merge of versions may have left in the file.
    #[must_use]
    pub fn of_stages(
        stages: Stages,
        now: Option<&[u8]>,
        merges: impl Fn(Three<&[u8]>, &Markers<'_>) -> Vec<Vec<u8>>,
    ) -> Option<Self> {
        let (ours, theirs) = (stages.ours?, stages.theirs?);
        let sides = now.and_then(codec::sides);
        let (Some(now), Some(sides)) = (now, sides) else {
            return Some(Self::of_files(stages.base.unwrap_or_default(), ours, theirs));
        };
        let base = stages.base.as_deref().unwrap_or_default();
        // What a person changed around the markers is not lost: then the file says what the sides are.
        if is_as_merged(&sides, Three { base, ours: &ours, theirs: &theirs }, merges) {
            let (our_label, their_label) = labels(now);
            let base = stages.base.unwrap_or_default();
            return Some(Self { base, ours, theirs, our_label, their_label, size: SIGNS });
        }
        Some(Self::of_sides(now, sides, stages.base))
    }

    /// The versions that markers tell of. Where no base is recorded, it is what both sides have.
    fn of_sides(now: &[u8], sides: Sides, base: Option<Vec<u8>>) -> Self {
        let (our_label, their_label) = labels(now);
        let base = base.or_else(|| sides.base.map(String::into_bytes)).unwrap_or_else(|| common(now));
        Self {
            base,
            ours: sides.ours.into_bytes(),
            theirs: sides.theirs.into_bytes(),
            our_label,
            their_label,
            size: SIGNS,
        }
    }

    /// The bytes of each.
    #[must_use]
    pub fn files(&self) -> Three<&[u8]> {
        Three { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }

    /// The markers as they stand in the file.
    #[must_use]
    pub fn markers(&self) -> Markers<'_> {
        Markers { size: self.size, ours: &self.our_label, theirs: &self.their_label }
    }
}

/// Whether a file in conflict stands as a merge of these versions leaves it.
fn is_as_merged(
    sides: &Sides,
    files: Three<&[u8]>,
    merges: impl Fn(Three<&[u8]>, &Markers<'_>) -> Vec<Vec<u8>>,
) -> bool {
    let markers = Markers { size: SIGNS, ours: "", theirs: "" };
    let same =
        |bytes: &[u8]| codec::sides(bytes).is_some_and(|own| own.ours == sides.ours && own.theirs == sides.theirs);
    merges(files, &markers).iter().any(|bytes| same(bytes))
}

/// The lines outside the markers, where they are a file by themselves; else nothing, which stands for an empty one.
fn common(now: &[u8]) -> Vec<u8> {
    let (mut common, mut is_within) = (String::new(), false);
    for line in String::from_utf8_lossy(now).split_inclusive('\n') {
        if line.starts_with("<<<<<<<") {
            is_within = true;
        }
        if !is_within {
            common.push_str(line);
        }
        if line.starts_with(">>>>>>>") {
            is_within = false;
        }
    }
    common.into_bytes()
}

/// What the first markers call the two sides.
fn labels(now: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(now);
    let of = |sign: &str| {
        let line = text.lines().find(|line| line.starts_with(sign));
        line.map(|line| line[sign.len()..].trim().to_owned()).unwrap_or_default()
    };
    (of("<<<<<<<"), of(">>>>>>>"))
}
