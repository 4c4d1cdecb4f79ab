//! The three versions of a file in conflict: from git's index, else from the markers in the file.

use std::fs;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::cli::merge_driver::{by_lines, merge_one};
use crate::codec::text_merge::Three;
use crate::codec::{self, Sides};
use crate::merge::text::Markers;
use crate::store::git::Stages;
use crate::store::{DiskError, IoOperation};

/// How many signs git's markers have.
const SIGNS: usize = 7;

/// The versions of a file, and what the markers around its clashes say.
pub(super) struct Versions {
    pub(super) base: Vec<u8>,
    pub(super) ours: Vec<u8>,
    pub(super) theirs: Vec<u8>,
    pub(super) our_label: String,
    pub(super) their_label: String,
    pub(super) size: usize,
}

impl Versions {
    /// Versions that lie in files of their own.
    pub(super) fn of_files(base: Vec<u8>, ours: Vec<u8>, theirs: Vec<u8>) -> Self {
        let (our_label, their_label) = ("ours".to_owned(), "theirs".to_owned());
        Self { base, ours, theirs, our_label, their_label, size: SIGNS }
    }
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| DiskError::new(IoOperation::Read, path, &error).into())
}

/// The versions of a file that git holds in `stages` and that stands as `now` on the disk; nothing where it is in no
/// conflict.
pub(super) fn versions(
    stages: Option<Stages>,
    now: Result<Vec<u8>, DiskError>,
    shown: &str,
) -> Result<Option<Versions>, Failure> {
    let Some(stages) = stages else {
        let now = now?;
        return Ok(codec::sides(&now).map(|sides| of_markers(&now, sides, None)));
    };
    let (Some(ours), Some(theirs)) = (stages.ours, stages.theirs) else {
        return Err(sentence!("cli.resolve.one_side", path = shown).into());
    };
    let sides = now.as_ref().ok().and_then(|now| codec::sides(now));
    let (Ok(now), Some(sides)) = (now, sides) else {
        return Ok(Some(Versions::of_files(stages.base.unwrap_or_default(), ours, theirs)));
    };
    // What a person changed around the markers is not lost: then the file says what the sides are.
    if is_as_merged(&sides, stages.base.as_deref().unwrap_or_default(), &ours, &theirs, shown) {
        let (our_label, their_label) = labels(&now);
        let base = stages.base.unwrap_or_default();
        return Ok(Some(Versions { base, ours, theirs, our_label, their_label, size: SIGNS }));
    }
    Ok(Some(of_markers(&now, sides, stages.base)))
}

/// Whether a file in conflict stands as a merge of these versions leaves it.
fn is_as_merged(sides: &Sides, base: &[u8], ours: &[u8], theirs: &[u8], path: &str) -> bool {
    let files = Three { base, ours, theirs };
    let markers = Markers { size: SIGNS, ours: "", theirs: "" };
    let same =
        |bytes: &[u8]| codec::sides(bytes).is_some_and(|own| own.ours == sides.ours && own.theirs == sides.theirs);
    same(&by_lines(&files, &markers).0)
        || merge_one(files, Path::new(path)).is_some_and(|merged| same(&merged.marked(&markers)))
}

/// The versions that markers tell of. Where no base is recorded, it is what both sides have.
fn of_markers(now: &[u8], sides: Sides, base: Option<Vec<u8>>) -> Versions {
    let (our_label, their_label) = labels(now);
    let base = base.or_else(|| sides.base.map(String::into_bytes)).unwrap_or_else(|| common(now));
    Versions {
        base,
        ours: sides.ours.into_bytes(),
        theirs: sides.theirs.into_bytes(),
        our_label,
        their_label,
        size: SIGNS,
    }
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
