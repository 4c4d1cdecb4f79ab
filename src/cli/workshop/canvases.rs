//! What a session is about: documents of a product, or templates that no document of it follows yet.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::nearest::{meant, titles};
use crate::codec::State;
use crate::document::session::SESSION;
use crate::method::Template;
use crate::store::{Entry, ProductFolder, Role, Scan, Workspace};

/// A canvas or checklist that is worked on.
pub(super) struct Chosen {
    pub(super) stem: String,
    pub(super) template: Template,
    /// Whether a document follows it already.
    pub(super) is_there: bool,
}

impl Chosen {
    /// The document of a product that has no variant, whether it is there or not.
    pub(super) fn of(product: &ProductFolder, template: Template) -> Self {
        let stem = template.id().to_owned();
        let is_there = product.files.iter().any(|entry| entry.role == Role::DocumentBody && entry.stem == stem);
        Self { stem, template, is_there }
    }
}

/// The product that is meant, and what the words name in it: documents by path, name or title, templates by id or title.
/// What is named twice counts once.
///
/// # Errors
/// Where a word names nothing, a document that cannot be understood, or one of another product.
pub(super) fn choose<'s>(
    context: &mut Context,
    workspace: &Workspace,
    scan: &'s Scan,
    words: &[&str],
) -> Result<(&'s ProductFolder, Vec<Chosen>), Failure> {
    let product = match context.product(workspace, scan) {
        Ok(product) => product,
        // A document that is named with its product says which.
        Err(failure) => match words.iter().find_map(|word| context.file(workspace, scan, word).ok()) {
            Some(entry) => scan.product(entry.product())?,
            None => return Err(failure),
        },
    };
    let mut chosen: Vec<Chosen> = Vec::new();
    for word in words {
        let one = match context.file(workspace, scan, word) {
            Ok(entry) => document(context, workspace, product, entry)?,
            Err(_) => Chosen::of(product, template(context, product, word)?),
        };
        if chosen.iter().all(|known| known.stem != one.stem) {
            chosen.push(one);
        }
    }
    Ok((product, chosen))
}

/// A document that can be worked on.
fn document(
    context: &mut Context,
    workspace: &Workspace,
    product: &ProductFolder,
    entry: &Entry,
) -> Result<Chosen, Failure> {
    if entry.product() != product.id {
        return Err(sentence!("cli.workshop.other_product", path = &entry.path, product = &product.id).into());
    }
    if context.method.register_of(&entry.path).is_some_and(|register| register.id == SESSION) {
        return Err(sentence!("cli.workshop.planned_already", path = &entry.path).into());
    }
    let template = context.method.template(entry.template());
    let Some(template) = template.filter(|_| entry.role == Role::DocumentBody) else {
        return Err(sentence!("cli.error.not_a_sheet", path = &entry.path).into());
    };
    let reading = context.read(workspace, &entry.path)?;
    if !matches!(reading.state, State::Valid) {
        context.complain_of(&entry.path, &reading, 1);
        return Err(Failure::said());
    }
    Ok(Chosen { stem: entry.stem.clone(), template, is_there: true })
}

/// The template that a word names.
fn template(context: &Context, product: &ProductFolder, word: &str) -> Result<Template, Failure> {
    let method = context.method;
    let canvases = method.canvases().iter();
    let canvases = canvases.map(|one| (&*one.id, [titles(&one.short), titles(&one.title)].concat()));
    let lists = method.checklists().iter();
    let lists = lists.map(|one| (&*one.id, [titles(&one.short), titles(&one.title)].concat()));
    let documents = product.files.iter().filter(|entry| entry.role == Role::DocumentBody && entry.stem.contains('.'));
    let documents = documents.map(|entry| (&*entry.stem, Vec::new()));
    let known: Vec<_> = canvases.chain(lists).chain(documents).collect();
    let id = meant("CANVAS", word, &known)?;
    method.template(id).ok_or_else(Failure::said)
}
