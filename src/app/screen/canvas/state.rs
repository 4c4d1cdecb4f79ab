//! The canvas screen: which section and note are in focus, what is selected, what is being typed.

use std::collections::{BTreeMap, HashMap};

use crate::app::OpenDocument;
use crate::app::editor::Editor;
use crate::app::screen::state::State;
use crate::assess::progress::CanvasProgress;
use crate::document::{Anchor, Canvas, Id};
use crate::journal::{Draft, DraftTarget};
use crate::layout::grid::Pan;
use crate::layout::strip::Scroll;
use crate::method::{Method, SectionTemplate};

/// How a canvas is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One section after another, with its question.
    #[default]
    Walk,
    /// The whole canvas at a glance.
    Grid,
    /// One section large, its notes as cards.
    Board,
    /// One note, as large as the screen allows.
    Spotlight,
}

impl Mode {
    /// All of them, as they follow one another in the last line.
    pub const ALL: [Self; 4] = [Self::Walk, Self::Grid, Self::Board, Self::Spotlight];

    /// The command that turns to it, by its id.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Walk => "walk",
            Self::Grid => "grid",
            Self::Board => "board",
            Self::Spotlight => "spotlight",
        }
    }
}

/// A section as the screen shows it.
#[derive(Clone, Copy, Debug)]
pub struct SectionView<'a> {
    /// Its id.
    pub id: &'a str,
    /// What the template says of it; nothing where the template does not have it.
    pub template: Option<&'a SectionTemplate>,
}

impl SectionView<'_> {
    /// Its title in a language; its id where the template does not have it.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        self.template.map_or(self.id, |template| template.title.get(language))
    }
}

/// The sections of a document as the screen shows them: the template's in fill order, then those it does not have.
#[must_use]
pub fn sections_of<'a>(doc: &'a OpenDocument, method: &'a Method) -> Vec<SectionView<'a>> {
    let template = doc.canvas_template(method);
    let known = template.into_iter().flat_map(|template| {
        template.sections.iter().map(|section| SectionView { id: &section.id, template: Some(section) })
    });
    let others = doc.canvas().into_iter().flat_map(move |canvas| {
        canvas
            .sections()
            .filter(move |notes| {
                !notes.order.is_empty() && template.is_none_or(|template| template.section(&notes.section).is_none())
            })
            .map(|notes| SectionView { id: notes.section.as_str(), template: None })
    });
    known.chain(others).collect()
}

/// Text that is being typed into a note.
#[derive(Clone, Debug)]
pub struct Editing {
    /// Where it goes.
    pub target: DraftTarget,
    /// The section where it is shown.
    pub section: String,
    /// The text and the cursor.
    pub editor: Editor,
    /// What stood there when typing began; nothing for a new note.
    pub was: String,
}

/// Where notes that the mouse holds would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropPlace {
    /// Into a section, after a note, or first where there is none.
    After {
        /// The section.
        section: usize,
        /// The note.
        after: Option<Id>,
    },
    /// Into the group of a note.
    Under {
        /// The section it stands in.
        section: usize,
        /// The first of the group.
        head: Id,
    },
}

impl DropPlace {
    /// The section they would stand in.
    #[must_use]
    pub const fn section(self) -> usize {
        match self {
            Self::After { section, .. } | Self::Under { section, .. } => section,
        }
    }
}

/// Notes that the mouse holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drag {
    /// The notes.
    pub ids: Vec<Id>,
    /// Where they would go; nothing where they would stay.
    pub target: Option<DropPlace>,
    /// Whether the note is opened when it is let go where it was: the press was the second of a double click.
    pub opens: bool,
}

/// The state of a canvas screen.
#[derive(Clone, Debug)]
pub struct CanvasState {
    /// Path of the document relative to the workspace.
    pub file: String,
    /// How it is shown.
    pub mode: Mode,
    /// The section in focus, an index into [`sections_of`].
    pub section: usize,
    /// The note in focus.
    pub note: Option<Id>,
    /// The note that was in focus in sections left before.
    remembered: HashMap<String, Id>,
    /// The note that was in focus until somebody else took it away, and the one that stands in for it.
    missed: Option<(Id, Option<Id>)>,
    lacks_stand_in: bool,
    /// The selected notes, in the order they were selected.
    pub selection: Vec<Id>,
    /// What is being typed.
    pub editing: Option<Editing>,
    /// Whether why it is asked, and the examples, are shown.
    pub info: bool,
    /// What is shown of the notes of the section in focus.
    pub scroll: Scroll,
    /// What is shown of the grid.
    pub pan: Pan,
    /// The notes that the mouse holds, and where they would go now.
    pub drag: Option<Drag>,
}

impl CanvasState {
    /// The screen of a document as it first appears: the first unfinished section.
    #[must_use]
    pub fn open(doc: &OpenDocument, method: &Method) -> Self {
        let mut state = Self {
            file: doc.file.clone(),
            mode: Mode::Walk,
            section: 0,
            note: None,
            remembered: HashMap::new(),
            missed: None,
            lacks_stand_in: false,
            selection: Vec::new(),
            editing: None,
            info: false,
            scroll: Scroll::default(),
            pan: Pan::default(),
            drag: None,
        };
        if let (Some(canvas), Some(template)) = (doc.canvas(), doc.canvas_template(method)) {
            let progress = CanvasProgress::of(canvas, template);
            let first = progress.first_unfinished().and_then(|section| template.position(&section.section));
            state.section = first.unwrap_or(0);
            state.note = sections_of(doc, method)
                .get(state.section)
                .and_then(|section| canvas.order(section.id).first().copied());
        }
        state
    }

    /// The section in focus.
    #[must_use]
    pub fn section_id(&self, doc: &OpenDocument, method: &Method) -> Option<String> {
        sections_of(doc, method).get(self.section).map(|section| section.id.to_owned())
    }

    /// Goes to a section, and there to the note that was in focus last.
    pub fn go_to_section(&mut self, doc: &OpenDocument, method: &Method, section: usize) {
        let sections = sections_of(doc, method);
        let Some(canvas) = doc.canvas() else { return };
        if let (Some(old), Some(note)) = (sections.get(self.section), self.note) {
            self.remembered.insert(old.id.to_owned(), note);
        }
        if section != self.section {
            self.scroll = Scroll::default();
        }
        self.section = section.min(sections.len().saturating_sub(1));
        self.note = sections.get(self.section).and_then(|section| {
            let remembered = self.remembered.get(section.id).copied();
            remembered
                .filter(|id| canvas.section_of(*id) == Some(section.id))
                .or_else(|| canvas.order(section.id).first().copied())
        });
    }

    /// Goes to a note, wherever it stands.
    pub fn go_to_note(&mut self, doc: &OpenDocument, method: &Method, id: Id) {
        let Some(section) = doc.canvas().and_then(|canvas| canvas.section_of(id)) else { return };
        if let Some(at) = sections_of(doc, method).iter().position(|view| view.id == section) {
            if at != self.section {
                self.go_to_section(doc, method, at);
            }
            self.note = Some(id);
        }
    }

    /// The selected notes in the order of the canvas, or the one in focus where none is selected.
    #[must_use]
    pub fn chosen(&self, canvas: &Canvas) -> Vec<Id> {
        if self.selection.is_empty() {
            return self.note.into_iter().collect();
        }
        let mut chosen: Vec<(usize, usize, Id)> = self
            .selection
            .iter()
            .filter_map(|id| {
                let section = canvas.section_of(*id)?;
                let order = canvas.sections().position(|notes| notes.section == section)?;
                Some((order, canvas.position(*id)?, *id))
            })
            .collect();
        chosen.sort_unstable();
        chosen.into_iter().map(|(_, _, id)| id).collect()
    }

    /// Brings focus and selection back to what exists, after the document changed.
    pub fn keep_focus(&mut self, doc: &OpenDocument, method: &Method, last_index: usize) {
        let Some(canvas) = doc.canvas() else { return };
        let sections = sections_of(doc, method);
        self.section = self.section.min(sections.len().saturating_sub(1));
        self.selection.retain(|id| canvas.note(*id).is_some());
        let Some(section) = sections.get(self.section) else { return };
        let order = canvas.order(section.id);
        if self.note.is_none_or(|id| canvas.section_of(id) != Some(section.id)) {
            self.note = order.get(last_index.min(order.len().saturating_sub(1))).copied();
        }
        if let Some((_, stand_in)) = self.missed.as_mut().filter(|_| self.lacks_stand_in) {
            (*stand_in, self.lacks_stand_in) = (self.note, false);
        }
        if let Some(Editing { target: DraftTarget::Field { id, .. }, .. }) = &self.editing
            && canvas.note(*id).is_none()
        {
            // The note went away while it was being edited: what was typed becomes a new note instead of being lost.
            let id = *id;
            if let Some(editing) = &mut self.editing {
                let after = order.iter().rfind(|other| **other != id).copied();
                editing.target = DraftTarget::New { at: Anchor { section: editing.section.clone(), after } };
            }
        }
    }
}

impl State for CanvasState {
    fn screen(&self) -> &'static str {
        "canvas"
    }

    fn editor(&mut self) -> Option<&mut Editor> {
        self.editing.as_mut().map(|editing| &mut editing.editor)
    }

    fn draft(&self) -> Option<Draft> {
        let editing = self.editing.as_ref()?;
        Some(Draft {
            file: self.file.clone(),
            target: editing.target.clone(),
            text: editing.editor.text().to_owned(),
            cursor: editing.editor.cursor(),
        })
    }

    fn toggle_info(&mut self) {
        self.info = !self.info;
    }

    fn file(&self) -> Option<&str> {
        Some(&self.file)
    }

    fn rename(&mut self, from: &str, to: &str) {
        if self.file == from {
            to.clone_into(&mut self.file);
        }
    }

    fn in_focus(&self) -> Option<String> {
        self.note.map(|note| note.to_string())
    }

    fn follow(&mut self, doc: &OpenDocument, method: &Method) {
        let Some(canvas) = doc.canvas() else { return };
        let is_there = |id: Id| canvas.note(id).is_some();
        match (self.missed.take(), self.note) {
            // The one that is missed is back, and nobody has gone elsewhere meanwhile.
            (Some((missed, stand_in)), note) if note == stand_in && is_there(missed) => {
                self.go_to_note(doc, method, missed);
            }
            (missed, Some(note)) if !is_there(note) => {
                let first = missed.filter(|(_, stand_in)| *stand_in == Some(note)).map_or(note, |(missed, _)| missed);
                // What stands in for it is found next.
                (self.missed, self.lacks_stand_in) = (Some((first, None)), true);
            }
            (missed, note) => {
                self.missed = missed.filter(|(_, stand_in)| *stand_in == note);
                if let Some(note) = note {
                    self.go_to_note(doc, method, note);
                }
            }
        }
    }

    fn is_typing(&self) -> bool {
        self.editing.is_some()
    }

    fn focus_index(&self, docs: &BTreeMap<String, OpenDocument>) -> usize {
        let canvas = docs.get(&self.file).and_then(OpenDocument::canvas);
        canvas.zip(self.note).and_then(|(canvas, note)| canvas.position(note)).unwrap_or(0)
    }

    fn repair(&mut self, docs: &BTreeMap<String, OpenDocument>, method: &Method, last_index: usize) {
        if let Some(doc) = docs.get(&self.file) {
            self.keep_focus(doc, method, last_index);
        }
    }
}
