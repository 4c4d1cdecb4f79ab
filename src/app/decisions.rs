//! Decisions about files in conflict in the journal: they stand again at the next start, with what can be taken back, until
//! the file is written or says something else.

use super::screen::SettleState;
use super::{Cx, DocState, Model, WorkspaceEffect};
use crate::journal::{Decisions, Record};

/// Tells the journal what was decided on the screen in front.
pub(super) fn keep(cx: &mut Cx) {
    let Some(state) = cx.model.front::<SettleState>() else { return };
    let (file, now) = (state.file.clone(), state.settling.decisions());
    let is_kept = match cx.model.history.decisions(&file) {
        Some(kept) => *kept == now,
        // Nothing was decided yet.
        None => now.past.is_empty() && now.future.is_empty(),
    };
    if !is_kept {
        cx.model.history.decide(&file, now.clone());
        cx.effect(WorkspaceEffect::Journal(Record::Decided { file, decisions: now }));
    }
}

/// A file that is in conflict no longer needs no decisions: the same conflict, should it come again, begins with none.
pub(super) fn forget(cx: &mut Cx, file: &str) {
    let is_over = cx.model.docs.get(file).is_none_or(|doc| matches!(doc.state, DocState::Valid | DocState::Newer));
    if is_over && cx.model.history.decisions(file).is_some_and(|kept| !kept.stand.is_empty()) {
        let none = Decisions { of: 0, stand: Vec::new(), past: Vec::new(), future: Vec::new() };
        cx.model.history.decide(file, none.clone());
        cx.effect(WorkspaceEffect::Journal(Record::Decided { file: file.to_owned(), decisions: none }));
    }
}

/// Brings back what was decided about a file in an earlier run, where nothing has been decided in this one.
pub(super) fn bring_back(model: &mut Model, file: &str) {
    let Some(kept) = model.history.decisions(file).cloned() else { return };
    let Some(settling) = model.docs.get_mut(file).and_then(|doc| doc.settling.as_mut()) else { return };
    if settling.can_undo() || settling.can_redo() || !settling.take_up(kept) {
        return;
    }
    let settling = settling.clone();
    if let Some(state) = model.screens.front_mut::<SettleState>().filter(|state| state.file == file) {
        let open = settling.next_open(settling.choices().len().saturating_sub(1)).unwrap_or(0);
        state.settling = settling;
        state.go_to(open);
    }
}
