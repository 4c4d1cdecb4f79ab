//! A document as the program holds it.

use super::settling::Settling;
use crate::document::{Canvas, Checklist, DocumentBody, Id, template_of};
use crate::i18n::Sentence;
use crate::method::{CanvasTemplate, ChecklistTemplate, Method};

/// Whether a document can be worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocState {
    /// It can.
    Valid,
    /// Its format is newer than the program; it is shown as far as possible.
    Newer,
    /// It cannot be read, or its meaning is unclear.
    Invalid,
    /// Two sides of it clash, and nobody has settled that: it holds conflict markers, or git says so.
    Conflicted,
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProblemLine {
    /// Line from 1.
    pub line: usize,
    /// Column from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// How a document stands against its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// The file says what the screen says.
    #[default]
    Saved,
    /// The file will say so in a moment.
    Saving,
    /// The file could not be written.
    Failed {
        /// What happened and what to do.
        reason: Sentence,
        /// Whether the program tries again by itself.
        try_again: bool,
    },
}

/// The stem of the file in which a product says what it is.
pub const PRODUCT_STEM: &str = "product";

/// The stem of the file with the settings of a workspace.
pub const SETTINGS_STEM: &str = "stationmaster";

/// A document: its place, its state and, where it can be read, what it says.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Path relative to the workspace, with `/`.
    pub file: String,
    /// Id of its product.
    pub product: String,
    /// File name without `.toml`.
    pub stem: String,
    /// Whether it can be worked on.
    pub state: DocState,
    /// What is wrong with it.
    pub problems: Vec<ProblemLine>,
    /// What it says, where it can be read.
    pub sheet: Option<DocumentBody>,
    /// What clashes in it, where it is in conflict and both sides are known.
    pub settling: Option<Settling>,
    /// How it stands against its file.
    pub save: SaveState,
    /// Counts the changes since it was read.
    pub serial: u64,
    /// The serial number the file has reached.
    pub saved_serial: u64,
}

impl OpenDocument {
    /// The canvas, where it is one that can be read.
    #[must_use]
    pub fn canvas(&self) -> Option<&Canvas> {
        self.sheet.as_ref().and_then(DocumentBody::canvas)
    }

    /// The ids of what stands in it.
    #[must_use]
    pub fn ids(&self) -> Vec<Id> {
        match &self.sheet {
            Some(DocumentBody::Canvas(canvas)) => canvas.notes().map(|(_, note)| note.id).collect(),
            Some(DocumentBody::Register(register)) => register.ids().into_iter().map(|(_, id)| id).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether it is a register, which has no screen of its own.
    #[must_use]
    pub fn is_register(&self, method: &Method) -> bool {
        method.register_of(&self.file).is_some()
    }

    /// Whether it is what a product says of itself.
    #[must_use]
    pub fn is_product(&self) -> bool {
        self.stem == PRODUCT_STEM
    }

    /// Whether it is the settings of the workspace, which are a document only while they are in conflict.
    #[must_use]
    pub fn is_settings(&self) -> bool {
        self.product.is_empty() && self.stem == SETTINGS_STEM
    }

    /// The checklist, where it is one that can be read.
    #[must_use]
    pub fn checklist(&self) -> Option<&Checklist> {
        self.sheet.as_ref().and_then(DocumentBody::checklist)
    }

    /// The template id it names; its stem up to the first dot where it cannot be read.
    #[must_use]
    pub fn template_id(&self) -> &str {
        self.sheet.as_ref().map_or_else(|| template_of(&self.stem), DocumentBody::template)
    }

    /// The canvas template it follows.
    #[must_use]
    pub fn canvas_template<'m>(&self, method: &'m Method) -> Option<&'m CanvasTemplate> {
        method.canvas(self.template_id()).map(AsRef::as_ref)
    }

    /// The checklist template it follows.
    #[must_use]
    pub fn checklist_template<'m>(&self, method: &'m Method) -> Option<&'m ChecklistTemplate> {
        method.checklist(self.template_id()).map(AsRef::as_ref)
    }

    /// Why it is not in its file, where that is so.
    #[must_use]
    pub fn save_problem(&self) -> Option<&Sentence> {
        match &self.save {
            SaveState::Failed { reason, .. } => Some(reason),
            SaveState::Saved | SaveState::Saving => None,
        }
    }

    /// Whether it is worth trying again to save it.
    #[must_use]
    pub fn waits_for_retry(&self) -> bool {
        matches!(self.save, SaveState::Failed { try_again: true, .. }) && self.serial != self.saved_serial
    }

    /// Whether it may be changed.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.state == DocState::Valid && self.sheet.is_some()
    }

    /// What stands after the template in the stem: `courier` of `customer-journey.courier`.
    #[must_use]
    pub fn variant(&self) -> Option<&str> {
        self.stem.split_once('.').map(|(_, variant)| variant)
    }
}
