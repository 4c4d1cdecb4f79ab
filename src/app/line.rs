//! What linear mode does to the state: everything that a line, and no key, brings about.

use std::sync::Arc;

use super::commands::{self, Command};
use super::dialog::Dialog;
use super::editor::{Editor, Lines};
use super::press::run;
use super::query::overview::MapItem;
use super::screen::CanvasState;
use super::{Cx, place};
use crate::document::Id;
use crate::i18n::Sentence;

/// What a line does.
#[derive(Debug)]
pub enum LineInput {
    /// It was begun: what stands on the message line was read.
    Begun,
    /// It runs a command, with its argument.
    Run {
        /// The command.
        command: &'static Command,
        /// The argument; empty where there is none.
        argument: String,
    },
    /// It opens a document, by its path.
    OpenDocument(String),
    /// It opens a guide, by its id.
    OpenGuide(String),
    /// It opens what stands at a place of the list on the screen.
    OpenRow(usize),
    /// It puts what stands at a place of the list on the screen in focus.
    FocusRow(usize),
    /// It names the notes that the next command acts on; none takes the selection away.
    Select(Vec<Id>),
    /// It goes back to a section of a canvas, where that is still in front.
    ReturnTo {
        /// The canvas.
        file: String,
        /// The section.
        section: usize,
    },
    /// It chooses an item of the question, by its place.
    Choose(usize),
    /// It searches in the question.
    Search(String),
    /// It fills in the field in focus, and another gets the focus.
    Fill {
        /// The new text; nothing where it stays.
        text: Option<String>,
        /// The field in focus from then on.
        focus: usize,
    },
    /// It asks as an ordinary choice what can be asked so.
    AskAsChoice,
    /// It means nothing, for that reason.
    Warn(Sentence),
    /// It refuses the question.
    Cancel,
    /// It adds a note to the section in focus.
    Add(String),
    /// It finishes the note that is being typed with a text.
    Finish(String),
    /// It leaves the note that is being typed as it was, with that text.
    Leave(String),
    /// It was answered: what was said is read, and what only a screen can show is put away.
    Answered,
}

/// Does what a line does.
pub(super) fn receive(cx: &mut Cx, input: LineInput) {
    match input {
        LineInput::Begun => {
            cx.model.messages.take();
        }
        LineInput::Run { command, argument } => run(cx, command, &argument),
        LineInput::OpenDocument(file) => place::open_doc(cx, &file),
        LineInput::OpenGuide(id) => place::open_item(cx, &MapItem::Guide(id)),
        LineInput::OpenRow(row) => {
            cx.model.screens.in_front_mut().go_to_row(row);
            run_by_id(cx, "open");
        }
        LineInput::FocusRow(row) => cx.model.screens.in_front_mut().go_to_row(row),
        LineInput::Select(ids) => {
            if let Some(state) = cx.model.canvas_state_mut() {
                state.selection = ids;
            }
        }
        LineInput::ReturnTo { file, section } => return_to(cx, &file, section),
        LineInput::Choose(at) => match cx.model.dialog_mut() {
            Some(Dialog::Picker(pick)) => pick.cursor = at,
            Some(Dialog::Finder(finder)) => finder.cursor = at,
            _ => {}
        },
        LineInput::Search(words) => cx.search_for(&words),
        LineInput::Fill { text, focus } => {
            if let Some(Dialog::Form(form)) = cx.model.dialog_mut() {
                form.problem = None;
                if let (Some(text), Some(field)) = (text, form.field_mut()) {
                    field.editor = Editor::new(text, field.editor.lines());
                }
                form.focus = focus;
            }
        }
        LineInput::AskAsChoice => ask_as_choice(cx),
        LineInput::Warn(sentence) => cx.warn(sentence),
        LineInput::Cancel => cx.cancel(),
        LineInput::Add(text) => {
            run_by_id(cx, "add-note");
            finish(cx, &text);
        }
        LineInput::Finish(text) => finish(cx, &text),
        LineInput::Leave(text) => {
            if let Some(editor) = cx.model.screens.in_front_mut().editor() {
                *editor = Editor::new(text, Lines::Many);
            }
            run_by_id(cx, "finish");
        }
        LineInput::Answered => {
            cx.model.messages.read();
            // Nothing can be drawn that lies over a screen.
            cx.model.overlay = None;
            cx.model.tour.leave();
            ask_as_choice(cx);
            while cx.model.dialog().is_some_and(|dialog| !dialog.can_be_read_out()) {
                cx.model.dialogs.pop();
            }
        }
    }
}

fn run_by_id(cx: &mut Cx, id: &str) {
    if let Some(command) = commands::find(id) {
        run(cx, command, "");
    }
}

/// A list of which all there is to choose from is known is asked as an ordinary choice.
fn ask_as_choice(cx: &mut Cx) {
    if let Some(dialog) = cx.model.dialog_mut()
        && let Dialog::Finder(finder) = dialog
        && let Some(picker) = finder.as_picker()
    {
        *dialog = picker.into();
    }
}

fn return_to(cx: &mut Cx, file: &str, section: usize) {
    let method = Arc::clone(&cx.model.method);
    if let Some(state) = cx.model.screens.front_mut::<CanvasState>()
        && state.file == file
        && state.section != section
        && let Some(doc) = cx.model.docs.get(file)
    {
        state.go_to_section(doc, &method, section);
    }
}

/// Finishes the note that is being typed with a text.
fn finish(cx: &mut Cx, text: &str) {
    let mut editor = Editor::new("", Lines::Many);
    let fits = editor.paste(text).is_ok();
    let Some(typed) = cx.model.screens.in_front_mut().editor() else { return };
    if !fits {
        return cx.warn(sentence!("message.too-long"));
    }
    *typed = editor;
    run_by_id(cx, "finish");
}
