//! State that tells whether it may have changed, and what was worked out from such state.

use std::cell::{Cell, RefCell};
use std::ops::{Deref, DerefMut};
use std::rc::Rc;

/// A part of the state. Whoever gets hold of it to change it leaves a new revision behind, so that nothing that was
/// worked out from an older one can be taken for what follows from this one.
#[derive(Debug, Default)]
pub(in crate::app) struct Tracked<T> {
    value: T,
    revision: u64,
}

impl<T> Tracked<T> {
    /// How often it may have been changed.
    pub(in crate::app) fn revision(&self) -> u64 {
        self.revision
    }
}

impl<T> From<T> for Tracked<T> {
    fn from(value: T) -> Self {
        Self { value, revision: 0 }
    }
}

impl<T> Deref for Tracked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Tracked<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.revision += 1;
        &mut self.value
    }
}

impl<'a, T> IntoIterator for &'a mut Tracked<T>
where
    &'a mut T: IntoIterator,
{
    type Item = <&'a mut T as IntoIterator>::Item;
    type IntoIter = <&'a mut T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&mut **self).into_iter()
    }
}

/// What was worked out last, and what it was worked out for.
#[derive(Debug)]
pub(in crate::app) struct Kept<K, T: ?Sized> {
    last: RefCell<Option<(K, Rc<T>)>>,
    count: Cell<usize>,
}

impl<K, T: ?Sized> Default for Kept<K, T> {
    fn default() -> Self {
        Self { last: RefCell::new(None), count: Cell::new(0) }
    }
}

impl<K: PartialEq, T: ?Sized> Kept<K, T> {
    /// What belongs to `key`: what is kept, or else what is worked out now.
    pub(in crate::app) fn get(&self, key: K, work_out: impl FnOnce() -> Rc<T>) -> Rc<T> {
        if let Some((known, kept)) = &*self.last.borrow()
            && *known == key
        {
            return Rc::clone(kept);
        }
        let made = work_out();
        self.count.set(self.count.get() + 1);
        *self.last.borrow_mut() = Some((key, Rc::clone(&made)));
        made
    }

    /// What belongs to `before` belongs to `now`, too: what differs between them is of no matter to it.
    pub(in crate::app) fn carry_over(&self, before: &K, now: K) {
        if let Some((known, _)) = &mut *self.last.borrow_mut()
            && known == before
        {
            *known = now;
        }
    }

    /// How often something was worked out.
    pub(in crate::app) fn count(&self) -> usize {
        self.count.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_worked_out_is_kept_until_something_may_have_changed() {
        let mut state = Tracked::from(vec![3]);
        let kept = Kept::default();
        let sum = |state: &Tracked<Vec<i32>>| *kept.get(state.revision(), || Rc::new(state.iter().sum::<i32>()));
        assert_eq!((sum(&state), sum(&state), kept.count()), (3, 3, 1));
        state.push(4);
        assert_eq!((sum(&state), kept.count()), (7, 2));
        let before = state.revision();
        state.reverse();
        kept.carry_over(&before, state.revision());
        assert_eq!((sum(&state), kept.count()), (7, 2));
    }
}
