//! Renaming and removing.

use super::map::{self, Fate};
use super::parts::Write;
use super::plan::Plan;
use super::subject::Subject;
use super::{Files, Loaded, RefsError, document, taken};
use crate::codec::name::is_product_id;
use crate::codec::{Content, State};
use crate::document::Reference;
use crate::store::batch::Job;
use crate::store::layout::{PRODUCT_FILE, VERSIONS};
use crate::store::workspace::WorkspaceError;

/// The plan that gives the document at `from` the path `to`, in the same product or another. Both are relative to the
/// workspace. Its published versions go with it.
///
/// # Errors
/// Where there is no such document or product, the new name is not one for its template, or a file that refers to it
/// cannot be changed.
pub fn rename_document(files: &Files<'_>, from: &str, to: &str) -> Result<Plan, RefsError> {
    let (old_product, old_stem) = document(from)?;
    let (new_product, new_stem) = document(to)?;
    let file = files.find(from)?;
    let Some(Content::DocumentBody(sheet)) = &file.content else { return Err(RefsError::Blocked(from.to_owned())) };
    files.check_place(from, to, sheet)?;
    let subject = Subject::new(files, old_product, Some(old_stem));
    let name = |_: &Reference| (new_product, Some(new_stem));
    let writes = rewritten(files, &subject, &name, Some((from, to)), new_product)?;
    let mut plan = Plan { job: Job::Move, about: from.to_owned(), writes, ..Plan::default() };
    plan.moves.push((from.to_owned(), to.to_owned()));
    for version in files.versions(old_product, old_stem) {
        let number = version.stem.split_once('@').map_or("", |(_, number)| number);
        plan.moves.push((version.path.clone(), format!("{new_product}/{VERSIONS}/{new_stem}@{number}.toml")));
    }
    Ok(plan)
}

/// The plan that gives a product another id.
///
/// # Errors
/// Where there is no such product, the new id is taken or none, or a file that refers to it cannot be changed.
pub fn rename_product(files: &Files<'_>, from: &str, to: &str) -> Result<Plan, RefsError> {
    files.product(from)?;
    if !is_product_id(to) {
        return Err(WorkspaceError::BadName(to.to_owned()).into());
    }
    let subject = Subject::new(files, from, None);
    let name = |_: &Reference| (to, None);
    let mut writes = rewritten(files, &subject, &name, None, to)?;
    for write in &mut writes {
        if let Some(inside) = write.path.strip_prefix(from).filter(|inside| inside.starts_with('/')) {
            write.path = format!("{to}{inside}");
        }
    }
    let moves = vec![(from.to_owned(), to.to_owned())];
    Ok(Plan { job: Job::Move, about: from.to_owned(), moves, writes, ..Plan::default() })
}

/// The plan that removes a document, its published versions, and what refers to it elsewhere.
///
/// # Errors
/// Where there is no such document, or a file that refers to it cannot be changed.
pub fn remove_document(files: &Files<'_>, path: &str) -> Result<Plan, RefsError> {
    let (product, stem) = document(path)?;
    let title = title_of(files.find(path)?);
    let subject = Subject::new(files, product, Some(stem));
    let writes = without(files, &subject)?;
    let taken_out = taken::out_of(files, &writes);
    let mut plan = Plan { job: Job::Remove, about: path.to_owned(), title, writes, taken_out, ..Plan::default() };
    plan.removes.push(path.to_owned());
    plan.removes.extend(files.versions(product, stem).map(|version| version.path.clone()));
    Ok(plan)
}

/// The plan that removes a product and what refers to it elsewhere.
///
/// # Errors
/// Where there is no such product, or a file that refers to it cannot be changed.
pub fn remove_product(files: &Files<'_>, id: &str) -> Result<Plan, RefsError> {
    files.product(id)?;
    let subject = Subject::new(files, id, None);
    let writes = without(files, &subject)?;
    let taken_out = taken::out_of(files, &writes);
    let removes = vec![id.to_owned()];
    let title = files.find(&format!("{id}/{PRODUCT_FILE}")).ok().and_then(title_of);
    Ok(Plan { job: Job::Remove, about: id.to_owned(), title, writes, removes, taken_out, ..Plan::default() })
}

/// The title of a document, or the name of a product.
fn title_of(file: &Loaded) -> Option<String> {
    let Some(Content::DocumentBody(sheet)) = &file.content else { return None };
    Some(sheet.title().to_owned()).filter(|title| !title.is_empty())
}

/// The same reference, meaning a file of `product`, as it reads in a document of the product `home`.
pub(super) fn as_read_in(home: &str, reference: &Reference, product: &str, stem: String) -> Reference {
    let is_named = !product.is_empty() && (product != home || reference.product.is_some());
    let product = is_named.then(|| product.to_owned());
    Reference { product, stem, id: reference.id }
}

/// Every file that has to read differently when what `subject` means gets another name.
fn rewritten<'n>(
    files: &Files<'_>,
    subject: &Subject<'_>,
    name: &dyn Fn(&Reference) -> (&'n str, Option<&'n str>),
    moved: Option<(&str, &str)>,
    new_home: &str,
) -> Result<Vec<Write>, RefsError> {
    let fate = |reference: &Reference, file: &Loaded| {
        let old = file.product();
        let home = if subject.has(file) { new_home } else { old };
        let becomes = if subject.is_meant(reference, old) {
            let (product, stem) = name(reference);
            let version = reference.stem.split_once('@').map(|(_, version)| format!("@{version}")).unwrap_or_default();
            let stem = stem.map_or_else(|| reference.stem.clone(), |stem| format!("{stem}{version}"));
            as_read_in(home, reference, product, stem)
        } else {
            as_read_in(home, reference, files.meant(reference, old), reference.stem.clone())
        };
        if becomes == *reference { Fate::Stays } else { Fate::Becomes(becomes) }
    };
    let mut writes = put_through(files, subject, &fate)?;
    if let Some((from, to)) = moved {
        for write in writes.iter_mut().filter(|write| write.path == from) {
            to.clone_into(&mut write.path);
        }
    }
    Ok(writes)
}

/// Every file that has to read differently when what `subject` means is gone.
fn without(files: &Files<'_>, subject: &Subject<'_>) -> Result<Vec<Write>, RefsError> {
    let fate = |reference: &Reference, file: &Loaded| {
        if !subject.has(file) && subject.is_meant(reference, file.product()) { Fate::Goes } else { Fate::Stays }
    };
    put_through(files, subject, &fate)
}

fn put_through(
    files: &Files<'_>,
    subject: &Subject<'_>,
    fate: &dyn Fn(&Reference, &Loaded) -> Fate,
) -> Result<Vec<Write>, RefsError> {
    let mut writes = Vec::new();
    for file in &files.loaded {
        if file.state != State::Valid && !subject.has(file) && subject.may_be_named_in(file) {
            return Err(RefsError::Blocked(file.entry.path.clone()));
        }
        let Some(content) = &file.content else { continue };
        let changed = map::references(content, &|reference| fate(reference, file));
        if changed != *content {
            let bytes = files.changed(file, &changed)?;
            writes.push(Write { path: file.entry.path.clone(), before: Some(file.bytes.clone()), bytes });
        }
    }
    Ok(writes)
}
