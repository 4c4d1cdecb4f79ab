//! What differs between two states of files: which documents came, went or have another name, and what changed in each.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Compared, Counts, changes, renamed};
use crate::codec::{self, Content, FileKind, State};
use crate::method::Method;

/// Path relative to the workspace to bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A document that differs between two states.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Its path now; where it went, the one it had.
    pub path: String,
    /// The path it had, where that was another one.
    pub path_before: Option<String>,
    /// What happened to it as a whole.
    pub fate: Fate,
    /// In which state the file was; nothing where there was none.
    pub before: Option<State>,
    /// In which state the file is; nothing where there is none.
    pub after: Option<State>,
    /// The template it follows.
    pub template: String,
    pub changes: Vec<Change>,
}

/// What happened to a document as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Added,
    Removed,
    Renamed,
    Changed,
}

impl Difference {
    /// Whether both sides could be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        let is_it = |state: Option<State>| !matches!(state, Some(State::Invalid | State::Conflicted));
        is_it(self.before) && is_it(self.after)
    }
}

/// How many changes there are in all.
#[must_use]
pub fn counts(differences: &[Difference]) -> Counts {
    Counts::of(differences.iter().flat_map(|difference| &difference.changes))
}

/// What differs between two states, by path. A file that cannot be read on a side has no changes.
#[must_use]
pub fn compare_files(before: &Files, after: &Files, method: &Method, language: &str) -> Vec<Difference> {
    let differs = |path: &&String| before.get(*path) != after.get(*path);
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).filter(differs).collect();
    let mut sides: Vec<(&str, Side, Side)> = Vec::new();
    for path in paths {
        let old = Side::read(path, before.get(path).map(Vec::as_slice), method);
        let new = Side::read(path, after.get(path).map(Vec::as_slice), method);
        sides.push((path, old, new));
    }
    let (gone, came): (Vec<_>, Vec<_>) = {
        let only = |is_gone: bool| -> Vec<(usize, &str, &Content)> {
            let list = sides.iter().enumerate();
            list.filter(|(_, (_, old, new))| if is_gone { new.state.is_none() } else { old.state.is_none() })
                .filter_map(|(at, (path, old, new))| {
                    Some((at, *path, if is_gone { &old.content } else { &new.content }.as_ref()?))
                })
                .collect()
        };
        (only(true), only(false))
    };
    let plain = |list: &[(usize, &'_ str, &'_ Content)]| list.iter().map(|(at, ..)| *at).collect::<Vec<usize>>();
    let pairs = renamed(
        &gone.iter().map(|(_, path, content)| (*path, *content)).collect::<Vec<_>>(),
        &came.iter().map(|(_, path, content)| (*path, *content)).collect::<Vec<_>>(),
    );
    let (gone, came) = (plain(&gone), plain(&came));
    let pairs: Vec<(usize, usize)> = pairs.into_iter().map(|(from, to)| (gone[from], came[to])).collect();
    for (from, to) in &pairs {
        let old = std::mem::take(&mut sides[*from].1);
        sides[*to].1 = Side { path: Some(sides[*from].0.to_owned()), ..old };
    }
    sides.retain(|(_, old, new)| old.state.is_some() || new.state.is_some());
    differences(&sides, method, language)
}

/// What differs between two files, whatever they are called.
#[must_use]
pub fn compare_two(before: (&str, &[u8]), after: (&str, &[u8]), method: &Method, language: &str) -> Vec<Difference> {
    let old = Side::read(before.0, Some(before.1), method);
    let new = Side::read(after.0, Some(after.1), method);
    differences(&[(after.0, old, new)], method, language)
}

fn differences(sides: &[(&str, Side, Side)], method: &Method, language: &str) -> Vec<Difference> {
    let is_readable = |(_, old, new): &(&str, Side, Side)| old.is_readable() && new.is_readable();
    let readable: Vec<&(&str, Side, Side)> = sides.iter().filter(|side| is_readable(side)).collect();
    let compared: Vec<Compared<'_>> = readable
        .iter()
        .map(|(path, old, new)| Compared {
            path,
            path_before: old.path.as_deref().unwrap_or(path),
            before: old.content.as_ref(),
            after: new.content.as_ref(),
        })
        .collect();
    let mut found = changes(&compared, method, language).into_iter();
    let mut differences = Vec::new();
    for side in sides {
        let (path, old, new) = side;
        let changes = if is_readable(side) { found.next().unwrap_or_default() } else { Vec::new() };
        let fate = match (&old.state, &new.state, &old.path) {
            (None, ..) => Fate::Added,
            (_, None, _) => Fate::Removed,
            (.., Some(_)) => Fate::Renamed,
            _ => Fate::Changed,
        };
        // What is only laid out in another way says the same.
        if fate == Fate::Changed && changes.is_empty() && is_readable(side) {
            continue;
        }
        let said = new.content.as_ref().or(old.content.as_ref());
        differences.push(Difference {
            path: (*path).to_owned(),
            path_before: old.path.clone(),
            fate,
            before: old.state,
            after: new.state,
            template: said.and_then(Content::sheet).map(|sheet| sheet.template().to_owned()).unwrap_or_default(),
            changes,
        });
    }
    differences
}

/// A document on one side.
#[derive(Default)]
struct Side {
    /// The path it had there, where that is another one.
    path: Option<String>,
    /// Nothing where it is not there.
    state: Option<State>,
    content: Option<Content>,
}

impl Side {
    fn read(path: &str, bytes: Option<&[u8]>, method: &Method) -> Self {
        let Some(bytes) = bytes else { return Self::default() };
        let reading = codec::read(bytes, FileKind::of(path, method), method);
        Self { path: None, state: Some(reading.state), content: reading.content }
    }

    fn is_readable(&self) -> bool {
        !matches!(self.state, Some(State::Invalid | State::Conflicted))
    }
}
