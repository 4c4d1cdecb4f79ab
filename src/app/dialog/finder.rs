//! A list to choose from by typing: the palette, new documents, notes to relate, the search.

use std::collections::HashSet;

use super::about::AboutNote;
use super::picker::{Picker, PickerItem};
use crate::app::editor::{Editor, Lines};
use crate::app::index::{Index, Key, Query, completions};
use crate::app::links::Links;
use crate::app::normalize;
use crate::document::Id;
use crate::i18n::{Sentence, SentenceKey};

/// A list with a line to type in that narrows it.
#[derive(Debug)]
pub struct Finder {
    /// What is asked.
    pub title: Sentence,
    /// The note it is about.
    pub about: Option<AboutNote>,
    /// Key of a hint in the catalogue, if there is one.
    pub hint: Option<SentenceKey>,
    /// What was typed.
    pub editor: Editor,
    /// What there is to choose from.
    pub source: Source,
    /// What fits what was typed, the best first.
    pub found: Vec<Found>,
    /// The place in `found` that is in focus.
    pub cursor: usize,
    /// How it is asked where there is no screen.
    pub in_lines: InLines,
    /// Whether an answer leads to another place, to stay there.
    pub is_arrival: bool,
    /// The marked items of the list, by their places in it; nothing where only one can be chosen.
    pub marked: Option<Vec<usize>>,
    /// The state of the index that `found` belongs to.
    generation: u64,
}

/// What there is to choose from.
#[derive(Debug)]
pub enum Source {
    /// These.
    List(Vec<FinderItem>),
    /// The notes of a product, or of all.
    Notes {
        /// Id of the product the search starts in.
        product: String,
        /// Whether the other products are searched too.
        everywhere: bool,
        /// Notes that cannot be chosen.
        except: Vec<Id>,
        /// Notes that come first.
        first: HashSet<Id>,
    },
    /// Notes and answers of a product, or of all, and the guides.
    Search {
        /// Id of the product the search starts in.
        product: String,
        /// Whether the other products are searched too.
        everywhere: bool,
    },
}

/// What keeps that which is no command behind the commands that fit as well, and before those that hardly fit.
const BEHIND: i32 = 100;

/// How a list is asked where there is no screen, but one line after another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InLines {
    /// As any choice is asked.
    #[default]
    Labels,
    /// As any choice is asked, each with what stands beside it.
    LabelsAndDetails,
    /// Not at all.
    Never,
}

/// One thing to choose from a list, with what it stands for: that is for whoever asks, and taken off before it is shown.
#[derive(Debug)]
pub struct FinderItem<T = ()> {
    /// What it says.
    pub label: String,
    /// What stands beside it.
    pub detail: String,
    /// Id of the command it runs; its keys stand beside it.
    pub command: Option<&'static str>,
    /// Why it cannot be chosen now.
    pub reason: Option<String>,
    /// What is said of it besides.
    pub remark: Option<String>,
    /// Key of the name of the group it stands in.
    pub group: Option<SentenceKey>,
    /// Another name by which it can be typed where the list is read out.
    pub name: Option<String>,
    /// What it stands for.
    pub value: T,
    folded: String,
}

/// Something that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// The item of the list with that place.
    Item(usize),
    /// An entry of the index.
    Entry(Key),
}

impl<T> FinderItem<T> {
    /// An item with what it says, what stands beside it, and what it stands for. Both texts are searched.
    #[must_use]
    pub fn new(label: &str, detail: &str, value: T) -> Self {
        Self {
            label: label.to_owned(),
            detail: detail.to_owned(),
            command: None,
            reason: None,
            remark: None,
            group: None,
            name: None,
            value,
            folded: normalize::fold(&format!("{label} {detail}")),
        }
    }

    /// The same item with something said of it besides.
    #[must_use]
    pub fn with_remark(self, remark: Option<String>) -> Self {
        Self { remark, ..self }
    }

    /// The same item in a group.
    #[must_use]
    pub fn grouped(self, group: SentenceKey) -> Self {
        Self { group: Some(group), ..self }
    }

    /// The same item, which runs the command with that id, with why it cannot be chosen now.
    #[must_use]
    pub fn runs(self, command: &'static str, reason: Option<String>) -> Self {
        Self { command: Some(command), reason, ..self }
    }

    /// The same item with another name by which it can be typed and found.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: Some(name.to_owned()), ..self }
    }

    /// The item as it is shown, and what it stands for.
    pub(super) fn split(self) -> (FinderItem, T) {
        let Self { label, detail, command, reason, remark, group, name, value, folded } = self;
        (FinderItem { label, detail, command, reason, remark, group, name, value: (), folded }, value)
    }
}

impl Finder {
    /// A list with everything in it.
    #[must_use]
    pub fn list(title: Sentence, items: Vec<FinderItem>) -> Self {
        let found = (0..items.len()).map(Found::Item).collect();
        Self { found, ..Self::of(title, Source::List(items)) }
    }

    /// A search in which nothing was found yet.
    #[must_use]
    pub fn of(title: Sentence, source: Source) -> Self {
        Self {
            title,
            about: None,
            hint: None,
            editor: Editor::new("", Lines::One),
            source,
            found: Vec::new(),
            cursor: 0,
            in_lines: InLines::Labels,
            is_arrival: false,
            marked: None,
            generation: 0,
        }
    }

    /// The same question as an ordinary choice, where all there is to choose from is known.
    #[must_use]
    pub fn as_picker(&self) -> Option<Picker> {
        let (Source::List(items), false) = (&self.source, self.in_lines == InLines::Never) else { return None };
        let label = |item: &FinderItem| {
            let beside = std::iter::once(&item.detail).chain(&item.remark);
            let said = beside.filter(|text| self.in_lines == InLines::LabelsAndDetails && !text.is_empty());
            said.fold(item.label.clone(), |label, text| format!("{label}, {text}"))
        };
        let choice = |(at, item): (usize, &FinderItem)| PickerItem {
            name: item.name.clone(),
            ..PickerItem::numbered(at + 1, &label(item), ())
        };
        let picker = Picker::new(self.title.clone(), items.iter().enumerate().map(choice).collect());
        Some(Picker { is_arrival: self.is_arrival, ..picker })
    }

    /// The places, in the list, of what would be taken now: what is marked, whatever is in focus, or else that.
    pub(super) fn taken(&self) -> Vec<usize> {
        let marked = self.marked.clone().filter(|marked| !marked.is_empty());
        let in_focus = || match self.found.get(self.cursor) {
            Some(Found::Item(at)) => vec![*at],
            _ => Vec::new(),
        };
        marked.unwrap_or_else(in_focus)
    }

    /// The entry of the index that would be taken now.
    pub(super) fn entry(&self) -> Option<Key> {
        match self.found.get(self.cursor)? {
            Found::Entry(key) => Some(*key),
            Found::Item(_) => None,
        }
    }

    /// Marks the line in focus, or takes its mark away, and goes to the next line.
    pub fn mark(&mut self) {
        let Some(Found::Item(at)) = self.found.get(self.cursor).copied() else { return };
        let Some(marked) = &mut self.marked else { return };
        match marked.iter().position(|other| *other == at) {
            Some(place) => {
                marked.remove(place);
            }
            None => marked.push(at),
        }
        self.go(1, false);
    }

    /// Whether a letter can mark a line, because nothing is typed yet.
    #[must_use]
    pub fn is_marked_by_key(&self) -> bool {
        self.marked.is_some() && self.editor.text().is_empty()
    }

    /// Whether a line is marked.
    #[must_use]
    pub fn is_marked(&self, found: Found) -> bool {
        matches!((found, &self.marked), (Found::Item(at), Some(marked)) if marked.contains(&at))
    }

    /// The words that were typed, folded.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        match self.source {
            Source::Search { .. } => Query::parse(self.editor.text()).words,
            Source::List(_) | Source::Notes { .. } => normalize::words(self.editor.text()),
        }
    }

    /// What completes the filter being typed, where the cursor stands behind it.
    #[must_use]
    pub fn completion(&self) -> Option<&'static str> {
        let text = self.editor.text();
        let is_search = matches!(self.source, Source::Search { .. });
        let filter = completions(text).first().copied().filter(|_| is_search && self.editor.cursor() == text.len())?;
        let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        filter.strip_prefix(word)
    }

    /// Moves the focus by so many places; at the ends it goes round where `round`.
    pub fn go(&mut self, by: isize, round: bool) {
        let count = self.found.len();
        if count == 0 {
            return;
        }
        let target = self.cursor.checked_add_signed(by).filter(|at| *at < count);
        self.cursor = match (target, by < 0) {
            (Some(at), _) => at,
            (None, true) => {
                if round && self.cursor == 0 {
                    count - 1
                } else {
                    0
                }
            }
            (None, false) => {
                if round && self.cursor + 1 == count {
                    0
                } else {
                    count - 1
                }
            }
        };
    }

    /// Whether it was filled from another state of the index.
    pub(super) fn is_outdated(&self, index: &Index) -> bool {
        !matches!(self.source, Source::List(_)) && self.generation != index.generation()
    }

    /// Fills it with what fits what was typed, with the best in focus.
    pub(super) fn refilter(&mut self, index: &Index, links: &Links) {
        let words = self.words();
        let entries = |keys: Vec<Key>| keys.into_iter().map(Found::Entry).collect();
        self.found = match &self.source {
            Source::List(items) => {
                let mut scored: Vec<(bool, i32, usize)> = items
                    .iter()
                    .enumerate()
                    .filter_map(|(at, item)| {
                        let behind = if item.command.is_none() { BEHIND } else { 0 };
                        let called = || item.name.as_deref().is_some_and(|name| normalize::holds(name, &words));
                        let score = normalize::score(&item.folded, &words).or_else(|| called().then_some(0))?;
                        Some((!normalize::holds(&item.folded, &words), score - behind, at))
                    })
                    .collect();
                // What holds the words as they are comes before letters found here and there, what can be chosen before
                // what cannot, then what fits best, then the order of the list.
                scored.sort_by_key(|(is_loose, score, at)| (*is_loose, items[*at].reason.is_some(), -score));
                scored.into_iter().map(|(.., at)| Found::Item(at)).collect()
            }
            Source::Notes { product, everywhere, except, first } => {
                entries(index.notes((!everywhere).then_some(product), &words, except, first))
            }
            Source::Search { product, everywhere } => match Query::parse(self.editor.text()) {
                query if query.is_empty() => Vec::new(),
                query => entries(index.search((!everywhere).then_some(product), &query, links)),
            },
        };
        self.generation = index.generation();
        self.cursor = 0;
    }
}
