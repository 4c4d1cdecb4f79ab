//! Asking for something that is searched for.

use super::Dialog;
use super::about::AboutNote;
use super::finder::{Finder, Source};
use crate::app::index::Key;
use crate::app::{Answer, Cx, Question};
use crate::i18n::{Sentence, SentenceKey};

impl<'a, 'w> Cx<'a, 'w> {
    /// Asks for something that is searched for among notes, answers and guides.
    pub fn search(&mut self, title: Sentence, source: Source) -> AskSearch<'_, 'a, 'w> {
        AskSearch { cx: self, finder: Finder::of(title, source) }
    }
}

/// What was found and chosen, with what was searched for.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What was typed.
    pub typed: String,
    /// Id of the product that was searched; nothing where all were.
    pub product: Option<String>,
    /// What was chosen.
    pub key: Key,
}

/// A search that is being asked for.
#[must_use]
pub struct AskSearch<'c, 'a, 'w> {
    cx: &'c mut Cx<'a, 'w>,
    finder: Finder,
}

impl AskSearch<'_, '_, '_> {
    /// The note it is about.
    pub fn about(mut self, about: Option<AboutNote>) -> Self {
        self.finder.about = about;
        self
    }

    /// Key of a hint in the catalogue.
    pub fn hint(mut self, hint: SentenceKey) -> Self {
        self.finder.hint = Some(hint);
        self
    }

    /// An answer leads to another place, to stay there.
    pub fn arrives(mut self) -> Self {
        self.finder.is_arrival = true;
        self
    }

    /// What is done with what was chosen.
    pub fn then(self, then: impl FnOnce(&mut Cx, Hit) + 'static) {
        self.cx.model.dialogs.push(Question::new(self.finder, OfHit(then)));
        super::refilter::refilter(self.cx.model);
    }
}

struct OfHit<F>(F);

impl<F: FnOnce(&mut Cx, Hit) + 'static> Answer for OfHit<F> {
    fn then(self: Box<Self>, cx: &mut Cx, dialog: Dialog) {
        let Dialog::Finder(finder) = dialog else { return };
        let Some(key) = finder.entry() else { return };
        let product = match finder.source {
            Source::Notes { product, everywhere, .. } | Source::Search { product, everywhere } => {
                (!everywhere).then_some(product)
            }
            Source::List(_) => None,
        };
        (self.0)(cx, Hit { typed: finder.editor.text().to_owned(), product, key });
    }
}
