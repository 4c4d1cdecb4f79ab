//! What reviewers read of what a command names: its number, its words and, in parentheses, its id.

use std::fmt;

use super::context::Context;
use super::output::{Line, Tone};
use super::show::parts;
use crate::assess::start;
use crate::document::{Canvas, Id};
use crate::method::{ChecklistTemplate, Cycle};

/// Something named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The number by which people speak of it; none where it has none.
    pub(super) number: Option<String>,
    /// What it says; none where nobody knows.
    pub(super) text: Option<String>,
    /// Its id.
    pub(super) id: String,
}

impl Label {
    /// The line with the label after it.
    pub(super) fn after(&self, line: Line) -> Line {
        let said = self.said();
        if said.is_empty() {
            return line.and(Tone::Plain, &self.id);
        }
        line.and(Tone::Plain, said).and(Tone::Muted, format!(" ({})", self.id))
    }

    /// Number and text; empty where nobody knows them.
    pub(super) fn said(&self) -> String {
        [self.number.as_deref(), self.text.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.said() {
            said if said.is_empty() => f.write_str(&self.id),
            said => write!(f, "{said} ({})", self.id),
        }
    }
}

/// A criterion; its number is its place in the order of asking.
pub(super) fn criterion(context: &Context, cycle: &Cycle, id: &str) -> Label {
    Label {
        number: start::number(cycle, id).map(|number| number.to_string()),
        text: context.method.criterion(id).map(|known| context.words.text(&known.text).to_owned()),
        id: id.to_owned(),
    }
}

/// An item of a checklist; its number is its place in the template.
pub(super) fn item(context: &Context, template: Option<&ChecklistTemplate>, id: &str) -> Label {
    let item = template.and_then(|template| template.item(id));
    Label {
        number: template.and_then(|template| template.number(id)).map(|number| number.to_string()),
        text: item.map(|item| context.words.text(&item.text).to_owned()),
        id: id.to_owned(),
    }
}

/// The number of a note, as people say it: section in fill order, place within it.
pub(super) fn note_number(context: &Context, canvas: &Canvas, id: Id) -> Option<String> {
    let section = canvas.section_of(id)?;
    let part = parts(canvas, context).into_iter().find(|part| part.id == section)?;
    Some(format!("{}.{}", part.number, canvas.position(id)? + 1))
}
