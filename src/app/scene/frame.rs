//! What a frame is drawn from: where the parts of the screen and of the question in front are, worked out once for a state.

use std::any::Any;
use std::rc::Rc;

use super::dialog::dialog;
use crate::app::dialog::DialogScene;
use crate::app::{Model, screen};

impl Model {
    /// Where the parts of the screen in front are, where its layout is of that kind. It is worked out once for a state and
    /// kept until something changes, so that what is drawn, scrolled and pointed at is the same.
    #[must_use]
    pub fn layout<L: Any>(&self) -> Option<Rc<L>> {
        self.layout.get(self.key(), || screen::front(self).layout(self)).downcast().ok()
    }

    /// Where the parts of the question in front are.
    #[must_use]
    pub fn dialog_layout(&self) -> Option<Rc<DialogScene>> {
        let front = self.dialog()?;
        Some(self.dialog_layout.get((self.dialogs.revision(), self.size), || Rc::new(dialog(self, front))))
    }

    /// How often the layout of a screen was worked out in this run.
    #[must_use]
    pub fn layouts_worked_out(&self) -> usize {
        self.layout.count()
    }
}

/// Scrolls so that what is in focus is seen.
pub(in crate::app) fn settle(model: &mut Model) {
    let before = model.key();
    screen::front(model).settle(model);
    model.layout.carry_over(&before, model.key());
    if let Some(what) = model.overlay.as_ref().map(|overlay| overlay.what) {
        let end = super::overlay::overlay_end(model, what);
        model.overlay.iter_mut().for_each(|overlay| overlay.top = overlay.top.min(end));
    }
}
