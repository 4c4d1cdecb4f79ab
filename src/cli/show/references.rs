//! What references lead to, in words: number and text of a note, the words of an entry, the title of a file.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::labels::{Label, note_number};
use crate::codec::{Content, State};
use crate::document::{DocumentBody, Evidence, Id, Reference, Register};
use crate::store::{Entry, Scan, Workspace};

/// The files of a workspace that references lead to, each read when the first leads there.
pub(super) struct References<'a> {
    workspace: &'a Workspace,
    scan: &'a Scan,
    /// The product in whose file the references stand.
    product: &'a str,
    read: HashMap<&'a str, Option<Content>>,
}

impl<'a> References<'a> {
    /// Of references in a file.
    pub(super) fn of(workspace: &'a Workspace, scan: &'a Scan, entry: &'a Entry) -> Self {
        Self { workspace, scan, product: entry.product(), read: HashMap::new() }
    }

    /// A piece of evidence: what it leads to where it is a reference, and otherwise what was written.
    pub(super) fn evidence(&mut self, context: &Context, text: &str) -> Label {
        match Evidence::of(text) {
            Evidence::Reference(reference) => self.label(context, reference),
            _ => Label { number: None, text: None, id: text.to_owned() },
        }
    }

    /// What a reference leads to, with itself as the id; that it leads nowhere where it does not.
    pub(super) fn label(&mut self, context: &Context, text: &str) -> Label {
        let said = |key| Label { number: None, text: Some(context.words.say(key)), id: text.to_owned() };
        let Some(reference) = Reference::parse(text) else { return said(key!("cli.show.leads_nowhere")) };
        match self.named(context, &reference) {
            (Some(label), _) => label,
            (None, true) => said(key!("cli.show.leads_nowhere")),
            (None, false) => said(key!("cli.show.cannot_be_read")),
        }
    }

    /// What it leads to: in the file that it names, or, as it is found by its id, in any other. The second part says
    /// whether the file it names could be read, if it is there.
    fn named(&mut self, context: &Context, reference: &Reference) -> (Option<Label>, bool) {
        let product = reference.product.as_deref().unwrap_or(self.product);
        let scan = self.scan;
        let of = |product: &str| {
            let called = |stem: &str| scan.files().find(|entry| entry.product() == product && entry.stem == stem);
            called(&reference.stem).or_else(|| called(reference.file_stem()))
        };
        // What is shared has no product, and is meant where the product has no such file.
        let first = of(product).or_else(|| of("").filter(|_| reference.product.is_none()));
        let mut is_read = true;
        if let Some(entry) = first {
            match self.content(context, entry) {
                Some(file) => {
                    if let Some(label) = label(context, file, reference) {
                        return (Some(label), true);
                    }
                }
                None => is_read = false,
            }
        }
        if reference.id.is_none() {
            return (None, is_read);
        }
        for entry in scan.documents().filter(|entry| first != Some(entry)) {
            if let Some(found) = self.content(context, entry).and_then(|file| label(context, file, reference)) {
                return (Some(found), true);
            }
        }
        (None, is_read)
    }

    /// What a file says; nothing where it cannot be read.
    fn content(&mut self, context: &Context, entry: &'a Entry) -> Option<&Content> {
        let read = || {
            let reading = context.read(self.workspace, &entry.path).ok()?;
            reading.content.filter(|_| matches!(reading.state, State::Valid | State::Newer))
        };
        self.read.entry(&entry.path).or_insert_with(read).as_ref()
    }
}

/// What a reference means in a file that says this; nothing where it is not there.
fn label(context: &Context, file: &Content, reference: &Reference) -> Option<Label> {
    let sheet = file.sheet()?;
    let (number, text) = match (reference.id, sheet) {
        (None, sheet) => (None, title(context, sheet)),
        (Some(id), DocumentBody::Canvas(canvas)) => {
            (Some(note_number(context, canvas, id)?), canvas.note(id).map(|note| note.text.clone()))
        }
        (Some(id), DocumentBody::Register(register)) => (None, Some(entry_text(register, id)?)),
        (Some(_), DocumentBody::Checklist(_) | DocumentBody::Product(_)) => return None,
    };
    Some(Label { number, text, id: reference.to_string() })
}

/// The words of an entry of a register; empty where it has none.
pub(super) fn entry_text(register: &Register, id: Id) -> Option<String> {
    let (path, _) = register.ids().into_iter().find(|(_, other)| *other == id)?;
    let text = register.value(&[path, vec!["text"]].concat());
    Some(text.map(ToString::to_string).unwrap_or_default())
}

/// The kind and the title of a file.
fn title(context: &Context, sheet: &DocumentBody) -> Option<String> {
    let kind = match sheet {
        DocumentBody::Register(register) => context.words.text(&register.template().title).to_owned(),
        DocumentBody::Product(product) => return Some(product.name.clone()),
        sheet => context.method.template(sheet.template())?.short(context.words.language()).to_owned(),
    };
    let title = sheet.title();
    Some(if title.is_empty() || title == kind { kind } else { format!("{kind}: {title}") })
}
