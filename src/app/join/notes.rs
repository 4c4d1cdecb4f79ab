//! One's own hidden notes: written, taken up again, dropped.

use std::time::Duration;

use super::{Act, Join, Pane};
use crate::app::editor::{Editor, Lines, Motion};
use crate::workshop::view::SeenSection;
use crate::workshop::wire::ToServer;

/// A hidden note of one's own, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLine {
    /// What it is named by; nothing for one that is not kept yet.
    pub note: Option<u32>,
    /// The section it is in.
    pub section: String,
    /// Its text.
    pub text: String,
    /// Whether it, or what was changed of it, is on its way.
    pub is_waiting: bool,
}

impl Join {
    /// The sections that a note can go to: that of the block, or all of its canvas.
    #[must_use]
    pub fn sections(&self) -> Vec<&SeenSection> {
        let Some(view) = self.client.view() else { return Vec::new() };
        let of_block = view.block.as_ref().and_then(|block| block.section.as_deref());
        let only = view.sections.iter().find(|section| Some(section.id.as_str()) == of_block);
        only.map_or_else(|| view.sections.iter().collect(), |only| vec![only])
    }

    /// The section that the next note goes to.
    #[must_use]
    pub fn section(&self) -> Option<&SeenSection> {
        let sections = self.sections();
        sections.get(self.section.min(sections.len().saturating_sub(1))).copied()
    }

    /// One's own hidden notes in the sections of this block, those that are on their way among them.
    #[must_use]
    pub fn own_lines(&self) -> Vec<OwnLine> {
        let mine = self.client.mine().iter();
        let mut lines: Vec<OwnLine> = mine
            .map(|own| OwnLine {
                note: Some(own.note),
                section: own.section.clone(),
                text: own.text.clone(),
                is_waiting: false,
            })
            .collect();
        for message in self.client.waiting() {
            match message {
                ToServer::Note { section, text, .. } => {
                    let (section, text) = (section.clone(), text.clone());
                    lines.push(OwnLine { note: None, section, text, is_waiting: true });
                }
                ToServer::Edit { note, text, .. } => {
                    if let Some(line) = lines.iter_mut().find(|line| line.note == Some(*note)) {
                        (line.text, line.is_waiting) = (text.clone(), true);
                    }
                }
                ToServer::Drop { note, .. } => lines.retain(|line| line.note != Some(*note)),
                _ => {}
            }
        }
        let sections = self.sections();
        lines.retain(|line| sections.iter().any(|section| section.id == line.section));
        lines
    }

    /// The own note that is edited.
    #[must_use]
    pub fn editing(&self) -> Option<u32> {
        self.editing
    }

    pub(super) fn act_on_text(&mut self, act: Act, now: Duration) {
        match act {
            Act::Keep => return self.keep(),
            Act::ToKeys => return self.leave_typing(),
            Act::Write => {
                self.is_late |= self.pane() == Pane::Room;
                self.is_text = true;
                return;
            }
            Act::Edit => {
                self.is_text = true;
                let at = self.at;
                return self.take_up(at);
            }
            Act::Drop => return self.drop_note(),
            Act::NextSection | Act::PreviousSection => {
                let count = self.sections().len().max(1);
                self.section = (self.section + if act == Act::NextSection { 1 } else { count - 1 }) % count;
            }
            Act::NewLine => drop(self.editor.new_line()),
            Act::Left => drop(self.editor.go(Motion::Left)),
            Act::Right => drop(self.editor.go(Motion::Right)),
            Act::Start => drop(self.editor.go(Motion::LineStart)),
            Act::End => drop(self.editor.go(Motion::LineEnd)),
            Act::Delete => drop(self.editor.delete(Motion::Right)),
            Act::Backspace => drop(self.editor.delete(Motion::Left)),
            Act::DeleteWord => drop(self.editor.delete(Motion::SpaceLeft)),
            Act::DeleteToStart => drop(self.editor.delete(Motion::LineStart)),
            Act::UndoText => drop(self.editor.undo()),
            _ => return,
        }
        if matches!(
            act,
            Act::NewLine | Act::Delete | Act::Backspace | Act::DeleteWord | Act::DeleteToStart | Act::UndoText
        ) {
            self.typed(now);
        }
    }

    /// Enter: keeps what was typed; on an empty line, says that one has finished.
    fn keep(&mut self) {
        let text = self.editor.text().trim().to_owned();
        if text.is_empty() {
            return self.keep_nothing();
        }
        if self.write(text) {
            self.editor = Editor::new("", Lines::Many);
            if let Some(stash) = self.stash.take() {
                self.editor = stash;
            }
            self.editing = None;
            self.is_late &= !self.editor.is_empty();
            if std::mem::take(&mut self.has_finished) {
                self.say(ToServer::Ready { seq: 0, yes: false });
            }
        }
    }

    /// Says a note: a new one, another text for an earlier one, or one's turn.
    pub fn write(&mut self, text: String) -> bool {
        if let Some(note) = self.editing {
            return self.say(ToServer::Edit { seq: 0, note, text });
        }
        if self.is_own_turn() {
            return self.say(ToServer::Turn { seq: 0, text: Some(text) });
        }
        let Some(section) = self.section().map(|section| section.id.clone()) else {
            self.tell(&sentence!("join.no-section"));
            return false;
        };
        self.say(ToServer::Note { seq: 0, section, text })
    }

    fn keep_nothing(&mut self) {
        if self.editing.is_some() {
            // An earlier note without a text stays as it was.
            self.leave_earlier();
        } else if self.is_own_turn() {
            self.say(ToServer::Turn { seq: 0, text: None });
        } else if self.is_late {
            self.is_late = false;
        } else if !self.has_finished {
            self.finished();
        }
    }

    fn leave_typing(&mut self) {
        match self.pane() {
            Pane::Naming => {
                self.is_naming = false;
                self.editor = Editor::new("", Lines::Many);
            }
            Pane::SeatCode => self.editor = Editor::new("", Lines::One),
            _ => {
                self.leave_earlier();
                if self.is_late && self.editor.is_empty() {
                    self.is_late = false;
                } else {
                    self.is_text = false;
                    self.at = self.own_lines().len().saturating_sub(1);
                }
            }
        }
    }

    /// Takes up the last own note before the one that is edited.
    pub(super) fn take_up_earlier(&mut self) {
        let lines = self.own_lines();
        let here = lines.iter().position(|line| line.note.is_some() && line.note == self.editing);
        let before = here.unwrap_or(lines.len());
        if let Some(at) = lines[..before].iter().rposition(|line| line.note.is_some()) {
            self.keep_edit();
            self.take_up(at);
        }
    }

    fn take_up(&mut self, at: usize) {
        let Some((note, text)) = self.own_lines().get(at).and_then(|line| Some((line.note?, line.text.clone()))) else {
            return;
        };
        if self.editing.is_none() {
            self.stash = Some(std::mem::take(&mut self.editor));
        }
        (self.editing, self.editor) = (Some(note), Editor::new(text, Lines::Many));
    }

    /// Back from an earlier note, which keeps what was changed of it, to what was being typed.
    pub(super) fn leave_earlier(&mut self) {
        if self.editing.is_some() {
            self.keep_edit();
            self.editing = None;
            self.editor = self.stash.take().unwrap_or_else(|| Editor::new("", Lines::Many));
        }
    }

    fn keep_edit(&mut self) {
        let text = self.editor.text().trim().to_owned();
        let Some(note) = self.editing.filter(|_| !text.is_empty()) else { return };
        let is_as_before = self.own_lines().iter().any(|line| line.note == Some(note) && line.text == text);
        if !is_as_before {
            self.say(ToServer::Edit { seq: 0, note, text });
        }
    }

    fn drop_note(&mut self) {
        let note = self.own_lines().get(self.at).and_then(|line| line.note);
        if let Some(note) = note
            && self.say(ToServer::Drop { seq: 0, note })
        {
            self.at = self.at.min(self.own_lines().len().saturating_sub(1));
        }
    }
}
