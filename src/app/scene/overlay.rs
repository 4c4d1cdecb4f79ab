//! What lies over a screen to be read: where it stands, and how far it goes.

use crate::app::commands;
use crate::app::{Model, Reading, Tone};
use crate::layout::{Rect, RectExt as _, wrap};

/// A line of the messages of this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    /// How the message is meant.
    pub tone: Tone,
    /// Whether it is the message's first line.
    pub is_first: bool,
    /// The words.
    pub text: String,
}

/// Where it stands, border and all.
#[must_use]
pub fn overlay_area(model: &Model) -> Rect {
    let screen = Rect::new(0, 0, model.size.width, model.size.height);
    screen.centred(screen.width.saturating_sub(4).min(96), screen.height.saturating_sub(2))
}

/// The part of it that scrolls.
#[must_use]
pub fn overlay_list(model: &Model) -> Rect {
    overlay_area(model).inset(2, 1).split_top(2).1
}

/// The messages of this run as lines, the newest first.
#[must_use]
pub fn message_lines(model: &Model) -> Vec<MessageLine> {
    let columns = overlay_list(model).width.saturating_sub(2).max(1);
    let mut lines = Vec::new();
    for note in model.messages.all() {
        let told = model.words.tell(&note.sentence);
        let broken = wrap::wrap(&told, columns);
        lines.extend(broken.iter().enumerate().map(|(at, line)| MessageLine {
            tone: note.tone,
            is_first: at == 0,
            text: line.shown(&told).into_owned(),
        }));
    }
    lines
}

/// The last line that can stand first.
pub(super) fn overlay_end(model: &Model, what: Reading) -> usize {
    let lines = match what {
        Reading::Keys => {
            let commands = |scope| commands::all().filter(|command| command.scopes.contains(scope)).count();
            commands::scopes_without_help(model).iter().map(|scope| 1 + commands(scope)).sum()
        }
        Reading::Messages => message_lines(model).len(),
    };
    lines.saturating_sub(usize::from(overlay_list(model).height))
}
