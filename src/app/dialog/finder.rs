//! A list to choose from by typing: the palette, new documents, notes to relate, the search.

use super::{Dialog, Purpose};
use crate::app::commands::{self, Command};
use crate::app::editor::{Editor, Lines};
use crate::app::index::{Index, Key, Query, completions};
use crate::app::links::Links;
use crate::app::{Model, fold};
use crate::document::Id;
use crate::i18n::Sentence;

/// A list with a line to type in that narrows it.
#[derive(Debug)]
pub struct Finder {
    /// What is asked.
    pub title: Sentence,
    /// Key of a hint in the catalogue; empty for none.
    pub hint: &'static str,
    /// What was typed.
    pub editor: Editor,
    /// What there is to choose from.
    pub source: Source,
    /// What fits what was typed, the best first.
    pub found: Vec<Found>,
    /// The place in `found` that is in focus.
    pub cursor: usize,
    /// What the answer is for.
    pub purpose: Purpose,
    /// The marked items of the list, by their places in it; nothing where only one can be chosen.
    pub marked: Option<Vec<usize>>,
    /// The state of the index that `found` belongs to.
    generation: u64,
}

/// What there is to choose from.
#[derive(Debug)]
pub enum Source {
    /// These.
    List(Vec<Item>),
    /// The notes of a product, or of all.
    Notes {
        /// Id of the product the search starts in.
        product: String,
        /// Whether the other products are searched too.
        everywhere: bool,
        /// Notes that cannot be chosen.
        except: Vec<Id>,
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

/// One thing to choose from a list.
#[derive(Debug)]
pub struct Item {
    /// What it says.
    pub label: String,
    /// What stands beside it.
    pub detail: String,
    /// The command it runs; its keys stand beside it.
    pub command: Option<&'static Command>,
    /// Why it cannot be chosen now.
    pub reason: Option<String>,
    /// What is said of it besides.
    pub remark: Option<String>,
    /// What it stands for.
    pub value: String,
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

impl Item {
    /// An item with what it says, what stands beside it, and what it stands for. Both texts are searched.
    #[must_use]
    pub fn new(label: &str, detail: &str, value: &str) -> Self {
        Self {
            label: label.to_owned(),
            detail: detail.to_owned(),
            command: None,
            reason: None,
            remark: None,
            value: value.to_owned(),
            folded: fold::fold(&format!("{label} {detail}")),
        }
    }

    /// The same item with something said of it besides.
    #[must_use]
    pub fn with_remark(self, remark: Option<String>) -> Self {
        Self { remark, ..self }
    }

    /// The row of the command table, with why it cannot be used now.
    #[must_use]
    pub fn command(model: &Model, command: &'static Command) -> Self {
        let title = commands::title(model.words, command);
        let reason = commands::usable(model, command).err().map(|reason| model.words.tell(&reason));
        Self { command: Some(command), reason, ..Self::new(title, "", command.id) }
    }
}

impl Finder {
    /// A list with everything in it.
    #[must_use]
    pub fn list(title: Sentence, items: Vec<Item>, purpose: Purpose) -> Self {
        let found = (0..items.len()).map(Found::Item).collect();
        Self { found, purpose, ..Self::of(title, Source::List(items)) }
    }

    /// A search; [`refilter`] fills it.
    #[must_use]
    pub fn of(title: Sentence, source: Source) -> Self {
        let editor = Editor::new("", Lines::One);
        let purpose = Purpose::Search;
        Self { title, hint: "", editor, source, found: Vec::new(), cursor: 0, purpose, marked: None, generation: 0 }
    }

    /// The same list with another purpose.
    #[must_use]
    pub fn purpose(self, purpose: Purpose) -> Self {
        Self { purpose, ..self }
    }

    /// The same list with a hint.
    #[must_use]
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// The same list, of which several lines can be marked and taken at once.
    #[must_use]
    pub fn with_marks(self) -> Self {
        Self { marked: Some(Vec::new()), ..self }
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
            Source::List(_) | Source::Notes { .. } => fold::words(self.editor.text()),
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

    fn refilter(&mut self, index: &Index, links: &Links) {
        let words = self.words();
        let entries = |keys: Vec<Key>| keys.into_iter().map(Found::Entry).collect();
        self.found = match &self.source {
            Source::List(items) => {
                let mut scored: Vec<(i32, usize)> = items
                    .iter()
                    .enumerate()
                    .filter_map(|(at, item)| {
                        let behind = if item.command.is_none() { BEHIND } else { 0 };
                        Some((fold::score(&item.folded, &words)? - behind, at))
                    })
                    .collect();
                // What can be chosen comes first, then what fits best, then the order of the list.
                scored.sort_by_key(|(score, at)| (items[*at].reason.is_some(), -score));
                scored.into_iter().map(|(_, at)| Found::Item(at)).collect()
            }
            Source::Notes { product, everywhere, except } => {
                entries(index.notes((!everywhere).then_some(product), &words, except))
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

/// Brings what is searched in line with the documents.
pub(in crate::app) fn refresh(model: &mut Model) {
    model.links.refresh(&model.docs);
    let language = model.language();
    model.index.refresh(&model.docs, &model.method, language);
}

/// Brings the list in front in line with what was typed.
pub(in crate::app) fn refilter(model: &mut Model) {
    if !matches!(model.dialogs.last(), Some(Dialog::Finder(Finder { source: Source::List(_), .. }))) {
        refresh(model);
    }
    if let Some(Dialog::Finder(finder)) = model.dialogs.last_mut() {
        finder.refilter(&model.index, &model.links);
    }
}

/// Keeps the list in front in line with documents that change while it is open; the focus stays on its line.
pub(in crate::app) fn keep(model: &mut Model) {
    let searching =
        |dialog: &Dialog| matches!(dialog, Dialog::Finder(finder) if !matches!(finder.source, Source::List(_)));
    if !model.dialogs.iter().any(searching) {
        return;
    }
    refresh(model);
    for dialog in &mut model.dialogs {
        if let Dialog::Finder(finder) = dialog
            && finder.generation != model.index.generation()
        {
            let cursor = finder.cursor;
            finder.refilter(&model.index, &model.links);
            finder.cursor = cursor.min(finder.found.len().saturating_sub(1));
        }
    }
}
