//! How a canvas is run with a group, as lines.

use crate::app::Model;
use crate::app::query::recipe::{Part, page};

/// How the canvas in front and the section in focus are run with a group.
pub(super) fn lines(model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    for part in page(model) {
        match part {
            Part::Head(text) | Part::Text(text) => lines.push(text),
            Part::Step { label, task } => lines.push(format!("{label}: {task}")),
            Part::Entry { label, text, points } => {
                lines.push(format!("{label}: {text}").trim_end().to_owned());
                lines.extend(points);
            }
        }
    }
    if lines.is_empty() {
        lines.push(model.words().say(key!("linear.nothing-to-run")).to_owned());
    }
    lines
}
