//! Duplicating: a copy is a document of its own, with ids of its own.

use std::collections::HashMap;
use std::sync::Arc;

use super::map::{self, Fate};
use super::parts::Write;
use super::plan::Plan;
use super::rename::as_read_in;
use super::{Files, Loaded, RefsError, document};
use crate::codec::name::is_product_id;
use crate::codec::{Content, Former, State, table_for};
use crate::document::{Canvas, DocumentBody, Edit, Head, Id, Note, Reference, Register, RegisterEdit, Status};
use crate::store::batch::Job;
use crate::store::ids::Ids;
use crate::store::scan::Role;
use crate::store::workspace::WorkspaceError;

/// Old ids to new ones.
type Renamed = HashMap<Id, Id>;

/// The plan that duplicates the document at `from` as `to`, both relative to the workspace, with a title of its own where
/// one is given. The copy is a draft that was never published; every note has a new id.
///
/// # Errors
/// Where there is no such document or product, the name is not one for its template, or it cannot be understood.
pub fn copy_document(
    files: &Files<'_>,
    from: &str,
    to: &str,
    title: Option<&str>,
    ids: &mut Ids,
) -> Result<Plan, RefsError> {
    let (old_product, old_stem) = document(from)?;
    let (new_product, new_stem) = document(to)?;
    let file = files.find(from)?;
    let Some(Content::DocumentBody(sheet)) = &file.content else { return Err(RefsError::Blocked(from.to_owned())) };
    files.check_place(from, to, sheet)?;
    let renamed = draw(&Content::DocumentBody(sheet.clone()), ids);
    let fate = |reference: &Reference| {
        let product = files.meant(reference, old_product);
        let is_own = product == old_product && reference.stem == old_stem;
        let becomes = match reference.id.and_then(|id| renamed.get(&id)) {
            Some(id) => {
                let own = as_read_in(new_product, reference, new_product, new_stem.to_owned());
                Reference { id: Some(*id), ..own }
            }
            None if is_own => as_read_in(new_product, reference, new_product, new_stem.to_owned()),
            None => as_read_in(new_product, reference, product, reference.stem.clone()),
        };
        Fate::Becomes(becomes)
    };
    let write = copied(files, file, to, &renamed, title, &fate)?;
    Ok(Plan { job: Job::Copy, about: from.to_owned(), writes: vec![write], ..Plan::default() })
}

/// The plan that duplicates a product under the id `to`, with a name of its own where one is given. Published versions and
/// session records stay with the original.
///
/// # Errors
/// Where there is no such product, the id is none, or one of its files cannot be understood.
pub fn copy_product(
    files: &Files<'_>,
    from: &str,
    to: &str,
    name: Option<&str>,
    ids: &mut Ids,
) -> Result<Plan, RefsError> {
    files.product(from)?;
    if !is_product_id(to) {
        return Err(WorkspaceError::BadName(to.to_owned()).into());
    }
    let is_own = |file: &&Loaded| file.product() == from && file.entry.role != Role::Session;
    let own: Vec<&Loaded> = files.loaded.iter().filter(is_own).collect();
    let mut renamed = Renamed::new();
    for content in own.iter().filter_map(|file| file.content.as_ref()) {
        renamed.extend(draw(content, ids));
    }
    let fate = |reference: &Reference| {
        let product = files.meant(reference, from);
        let id = reference.id.and_then(|id| renamed.get(&id).copied());
        // Versions are not copied: a reference to one still means the original's.
        let goes_along = product == from && !reference.stem.contains('@') && (reference.id.is_none() || id.is_some());
        let product = if goes_along { to } else { product };
        let becomes = as_read_in(to, reference, product, reference.stem.clone());
        Fate::Becomes(Reference { id: if goes_along { id } else { reference.id }, ..becomes })
    };
    let folders = vec![to.to_owned()];
    let mut plan = Plan { job: Job::Copy, about: from.to_owned(), folders, ..Plan::default() };
    for file in own {
        let inside = file.entry.path.strip_prefix(from).unwrap_or(&file.entry.path);
        if let Some((folder, _)) = inside.rsplit_once('/').filter(|(folder, _)| !folder.is_empty())
            && !plan.folders.contains(&format!("{to}{folder}"))
        {
            plan.folders.push(format!("{to}{folder}"));
        }
        let name = if file.content.as_ref().is_some_and(|content| content.product().is_some()) { name } else { None };
        plan.writes.push(copied(files, file, &format!("{to}{inside}"), &renamed, name, &fate)?);
    }
    Ok(plan)
}

/// A new id for each that stands in a document.
fn draw(content: &Content, ids: &mut Ids) -> Renamed {
    map::ids(content).into_iter().map(|id| (id, ids.draw())).collect()
}

fn copied(
    files: &Files<'_>,
    file: &Loaded,
    to: &str,
    renamed: &Renamed,
    title: Option<&str>,
    fate: &dyn Fn(&Reference) -> Fate,
) -> Result<Write, RefsError> {
    let (State::Valid, Some(content)) = (file.state, &file.content) else {
        return Err(RefsError::Blocked(file.entry.path.clone()));
    };
    let content = match map::references(content, fate) {
        Content::DocumentBody(DocumentBody::Canvas(canvas)) => copied_canvas(&canvas, renamed, title).into(),
        Content::DocumentBody(DocumentBody::Checklist(mut list)) => {
            let copy = Arc::make_mut(&mut list);
            copy.head = copied_head(&copy.head, title);
            copy.history = Vec::new();
            Content::DocumentBody(DocumentBody::Checklist(list))
        }
        Content::DocumentBody(DocumentBody::Register(register)) => {
            let new = |word: &str| Id::new(word).and_then(|id| renamed.get(&id));
            let copy = register.with_ids(&|word| new(word).map_or_else(|| word.to_owned(), ToString::to_string));
            copied_register(copy, title)
        }
        Content::DocumentBody(DocumentBody::Product(mut product)) => {
            if let Some(title) = title {
                title.clone_into(&mut Arc::make_mut(&mut product).name);
            }
            Content::DocumentBody(DocumentBody::Product(product))
        }
        other @ Content::Settings(_) => other,
    };
    // The text of what has another id comes along, with all that the program does not know of it.
    let text = String::from_utf8_lossy(&file.bytes);
    let own = renamed.iter().filter(|(of, _)| text.contains(of.as_str()));
    let tables: Vec<String> = own.filter_map(|(of, to)| table_for(&text, *of, *to)).collect();
    let former = Former { own: tables.iter().map(String::as_str).collect(), others: Vec::new() };
    let bytes = files.changed_from(file, &content, &former)?;
    Ok(Write { path: to.to_owned(), before: None, bytes })
}

/// With a title of its own, where the register has one.
fn copied_register(copy: Register, title: Option<&str>) -> Content {
    let before = copy.root().value("title").cloned();
    let mut sheet = DocumentBody::Register(Arc::new(copy));
    if let (Some(title), Some(_)) = (title, &before) {
        let edit = RegisterEdit::Set { path: vec!["title".to_owned()], before, after: Some(title.into()) };
        // A title of another type than text stays as it is.
        let _ = Edit::Register(edit).apply(&mut sheet);
    }
    Content::DocumentBody(sheet)
}

/// A copy begins anew: as a draft that nobody has published or replaced.
fn copied_head(head: &Head, title: Option<&str>) -> Head {
    Head {
        title: title.map_or_else(|| head.title.clone(), str::to_owned),
        status: Status::Draft,
        version: 0,
        superseded_by: None,
        ..head.clone()
    }
}

fn copied_canvas(canvas: &Canvas, renamed: &Renamed, title: Option<&str>) -> Canvas {
    let new = |id: Id| renamed.get(&id).copied().unwrap_or(id);
    let mut copy = Canvas::new(copied_head(&canvas.head, title));
    copy.marks.clone_from(&canvas.marks);
    for (section, note) in canvas.notes() {
        copy.push(section, Arc::new(Note { id: new(note.id), under: note.under.map(new), ..Note::clone(note) }));
    }
    copy
}
