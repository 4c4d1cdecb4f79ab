//! What a screen remembers, whatever screen it is, and the screens that lie over one another.
//!
//! The model holds these; what a screen does is in [`Screen`](super::Screen), which knows the model.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt::Debug;

use super::welcome::WelcomeState;
use crate::app::OpenDocument;
use crate::app::editor::Editor;
use crate::app::revisions::Revisions;
use crate::journal::Draft;
use crate::method::Method;

/// What can be kept as it stands while it goes on.
pub trait CloneState {
    /// The same as it stands now.
    fn boxed(&self) -> Box<dyn State>;
}

impl<S: State + Clone> CloneState for S {
    fn boxed(&self) -> Box<dyn State> {
        Box::new(self.clone())
    }
}

impl Clone for Box<dyn State> {
    fn clone(&self) -> Self {
        (**self).boxed()
    }
}

/// What a screen remembers.
pub trait State: Any + Debug + CloneState {
    /// The id of the screen it belongs to.
    fn screen(&self) -> &'static str;

    /// Path of the document it shows, where it shows one.
    fn file(&self) -> Option<&str> {
        None
    }

    /// What tells it from every other, of its kind and of another.
    fn name(&self) -> String {
        format!("{} {}", self.screen(), self.file().unwrap_or_default())
    }

    /// Puts the row at a place of its list in focus.
    fn go_to_row(&mut self, _row: usize) {}

    /// Whether a text is being typed.
    fn is_typing(&self) -> bool {
        false
    }

    /// The text that is being typed.
    fn editor(&mut self) -> Option<&mut Editor> {
        None
    }

    /// The same with what it is for, as the journal keeps it.
    fn draft(&self) -> Option<Draft> {
        None
    }

    /// Where what is in focus stands among its neighbours, for finding one when it goes.
    fn focus_index(&self, _docs: &BTreeMap<String, OpenDocument>) -> usize {
        0
    }

    /// Brings focus and selection back to what exists, after documents changed. `last_index` is what
    /// [`focus_index`](Self::focus_index) was before.
    fn repair(&mut self, _docs: &BTreeMap<String, OpenDocument>, _method: &Method, _last_index: usize) {}

    /// What is in focus, where somebody else's change can take it away: a note, an item.
    fn in_focus(&self) -> Option<String> {
        None
    }

    /// Somebody else has changed its document: the focus stays with what it was on, wherever that is now.
    fn follow(&mut self, _doc: &OpenDocument, _method: &Method) {}

    /// A document has another name from here on.
    fn rename(&mut self, _from: &str, _to: &str) {}

    /// Keeps the screen in whose place it stands until the document can be shown again.
    fn keep(&mut self, _screen: Box<dyn State>) {}

    /// The screen that it keeps.
    fn kept(&mut self) -> Option<Box<dyn State>> {
        None
    }

    /// Versions and commits were read that somebody asked for.
    fn take_revisions(&mut self, _found: &Revisions) {}

    /// Shows what is said of the document or of what is in focus, or hides it again.
    fn toggle_info(&mut self) {}

    /// Shows what there is for every style, or again only for the product's own.
    fn toggle_styles(&mut self) {}
}

/// The screens that lie over one another; there is always one.
#[derive(Debug)]
pub struct Screens {
    below: Vec<Box<dyn State>>,
    front: Box<dyn State>,
}

impl Clone for Screens {
    fn clone(&self) -> Self {
        // Of the box itself there is a copy too, which is not meant.
        Self { below: self.below.iter().map(|state| (**state).boxed()).collect(), front: (*self.front).boxed() }
    }
}

impl Default for Screens {
    /// The screen without a workspace.
    fn default() -> Self {
        Self::begin(false)
    }
}

impl Screens {
    /// The screen without a workspace. Where nothing lies in the folder, somebody looks around: the example is in focus.
    #[must_use]
    pub fn begin(is_folder_empty: bool) -> Self {
        let cursor = if is_folder_empty { WelcomeState::DEMO } else { 0 };
        Self { below: Vec::new(), front: Box::new(WelcomeState { cursor }) }
    }

    /// How many there are.
    #[must_use]
    #[allow(clippy::len_without_is_empty)] // there is always one
    pub fn len(&self) -> usize {
        self.below.len() + 1
    }

    /// All of them, the one in front last.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &(dyn State + 'static)> + ExactSizeIterator {
        // A chain does not know its length.
        let all: Vec<&(dyn State + 'static)> = self.below.iter().map(|state| &**state).chain([&*self.front]).collect();
        all.into_iter()
    }

    /// The same to change.
    pub(in crate::app) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Box<dyn State>> {
        self.below.iter_mut().chain([&mut self.front])
    }

    /// The one in front.
    #[must_use]
    pub fn in_front(&self) -> &dyn State {
        &*self.front
    }

    /// The one in front, to change.
    pub(in crate::app) fn in_front_mut(&mut self) -> &mut dyn State {
        &mut *self.front
    }

    /// The one in front, where it is of that kind.
    #[must_use]
    pub fn front<S: State>(&self) -> Option<&S> {
        let front: &dyn Any = &*self.front;
        front.downcast_ref()
    }

    /// The same to change.
    pub(in crate::app) fn front_mut<S: State>(&mut self) -> Option<&mut S> {
        let front: &mut dyn Any = &mut *self.front;
        front.downcast_mut()
    }

    /// The one at the bottom, where it is of that kind.
    #[must_use]
    pub fn first<S: State>(&self) -> Option<&S> {
        let first: &dyn Any = &**self.below.first().unwrap_or(&self.front);
        first.downcast_ref()
    }

    /// The same to change.
    pub(in crate::app) fn first_mut<S: State>(&mut self) -> Option<&mut S> {
        let first: &mut dyn Any = &mut **self.below.first_mut().unwrap_or(&mut self.front);
        first.downcast_mut()
    }

    /// The place of the last one of a kind that fits.
    pub(in crate::app) fn last_where<S: State>(&self, fits: impl Fn(&S) -> bool) -> Option<usize> {
        self.iter().rposition(|state| {
            let state: &dyn Any = state;
            state.downcast_ref().is_some_and(&fits)
        })
    }

    /// Brings another to the front.
    pub(in crate::app) fn push(&mut self, state: Box<dyn State>) {
        self.below.push(std::mem::replace(&mut self.front, state));
    }

    /// Takes the one in front away, where there is another below it.
    pub(in crate::app) fn pop(&mut self) {
        if let Some(below) = self.below.pop() {
            self.front = below;
        }
    }

    /// Takes all away but so many from the bottom; one stays.
    pub(in crate::app) fn truncate(&mut self, count: usize) {
        if let Some(front) = (count.max(1) < self.len()).then(|| self.below.drain(count.max(1) - 1..).next()).flatten()
        {
            self.front = front;
        }
    }

    /// Puts another in the place of one.
    pub(in crate::app) fn replace(&mut self, at: usize, state: Box<dyn State>) {
        if let Some(there) = self.iter_mut().nth(at) {
            *there = state;
        }
    }

    /// Puts another in the place of one, which it keeps.
    pub(in crate::app) fn cover(&mut self, at: usize, state: Box<dyn State>) {
        if let Some(there) = self.iter_mut().nth(at) {
            let covered = std::mem::replace(there, state);
            there.keep(covered);
        }
    }

    /// Puts another in the place of one, and has it keep what that kept.
    pub(in crate::app) fn exchange(&mut self, at: usize, mut state: Box<dyn State>) {
        if let Some(there) = self.iter_mut().nth(at) {
            if let Some(kept) = there.kept() {
                state.keep(kept);
            }
            *there = state;
        }
    }

    /// Puts back what one was put in the place of. Says whether it kept anything.
    pub(in crate::app) fn uncover(&mut self, at: usize) -> bool {
        let Some(there) = self.iter_mut().nth(at) else { return false };
        let Some(kept) = there.kept() else { return false };
        *there = kept;
        true
    }

    /// Puts one in the place of all.
    pub(in crate::app) fn start(&mut self, state: Box<dyn State>) {
        self.below.clear();
        self.front = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug)]
    struct Numbered(usize);

    impl State for Numbered {
        fn screen(&self) -> &'static str {
            "numbered"
        }
    }

    #[test]
    fn one_screen_always_stays() {
        let mut screens = Screens::default();
        screens.pop();
        assert!(screens.front::<WelcomeState>().is_some());
        screens.start(Box::new(Numbered(0)));
        (1..5).for_each(|number| screens.push(Box::new(Numbered(number))));
        screens.truncate(3);
        assert_eq!((screens.len(), screens.front::<Numbered>().map(|state| state.0)), (3, Some(2)));
        screens.truncate(7);
        screens.pop();
        assert_eq!(screens.iter().count(), 2);
        screens.truncate(0);
        assert_eq!(screens.front::<Numbered>().map(|state| state.0), Some(0));
    }
}
