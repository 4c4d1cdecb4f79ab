//! Where the parts of a checklist screen are.

use crate::app::Model;
use crate::app::scene::areas;
use crate::layout::{Rect, RectExt as _};

/// Rows a checklist shows at once, beside its head and, where there is room, what is said of the item in focus.
#[must_use]
pub fn checklist_rows(model: &Model) -> Rect {
    checklist_parts(model).1
}

/// The head, the rows, and the details of a checklist screen.
#[must_use]
pub fn checklist_parts(model: &Model) -> (Rect, Rect, Rect) {
    let work = areas(model.size).work;
    let (head, rest) = work.split_top(if work.height >= 14 { 3 } else { 1 });
    let info = model.checklist_state().is_some_and(|state| state.info);
    if model.size.width >= 110 {
        let (rows, details) = rest.split_right((model.size.width / 3).clamp(36, 64));
        (head, rows, details)
    } else if info && rest.height >= 10 {
        let (rows, details) = rest.split_bottom((rest.height / 2).clamp(6, 10));
        (head, rows, details)
    } else {
        (head, rest, Rect::new(rest.x, rest.bottom(), rest.width, 0))
    }
}
