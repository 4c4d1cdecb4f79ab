//! What `mv`, `cp` and `rm` are about: a document or a whole product; and what it is to be called.

use std::path::Path;

use chrono::Utc;

use super::context::{Context, HERE};
use super::failure::Failure;
use super::make::{FileAction, Report, from_here};
use crate::codec::name::{id_from, is_id, is_product_id, is_reserved_stem};
use crate::store::layout::METHOD;
use crate::store::refs::Plan;
use crate::store::{Role, Scan, StateDir, Workspace, WorkspaceError};

/// A document or a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The product with that id.
    Product(String),
    /// The canvas, checklist or register at that path, relative to the workspace.
    Document(String),
}

/// The subject a word means: the id or folder of a product, or a document by path, name or product/name.
pub(super) fn subject(context: &Context, workspace: &Workspace, scan: &Scan, word: &str) -> Result<Subject, Failure> {
    let folder = word.trim_end_matches('/');
    let as_path = workspace.relative(&Path::new(HERE).join(folder));
    let candidates = [Some(folder.to_owned()), as_path].into_iter().flatten();
    let product = candidates.into_iter().find(|id| scan.ids().any(|known| known == id));
    match (product, context.file(workspace, scan, word)) {
        // A title is weaker than the name of a folder: documents are called after their product at first.
        (Some(product), Ok(entry)) if word == folder && is_at(&entry.path, folder) => {
            let known = vec![format!("{product}/"), entry.path.clone()];
            Err(WorkspaceError::WhichFile { word: word.to_owned(), known }.into())
        }
        (Some(product), _) => Ok(Subject::Product(product)),
        (None, Err(failure)) => match context.product_called(workspace, scan, folder) {
            id if scan.ids().any(|known| known == id) => Ok(Subject::Product(id)),
            _ => Err(failure),
        },
        (None, Ok(entry)) if matches!(entry.role, Role::DocumentBody | Role::Register) => {
            Ok(Subject::Document(entry.path.clone()))
        }
        (None, Ok(entry)) => Err(sentence!("cli.error.not_a_sheet", path = &entry.path).into()),
    }
}

/// The same for what takes something away: no title names a folder or a file there, for another may be called so.
pub(super) fn subject_by_place(
    context: &Context,
    workspace: &Workspace,
    scan: &Scan,
    word: &str,
) -> Result<Subject, Failure> {
    let by_title = |given: &str, id: &str| {
        let sentence = sentence!("cli.rm.by_title", given = given, path = from_here(&workspace.path(id)));
        Err(Failure::from(sentence).and(sentence!("cli.error.nearest", word = id)))
    };
    if let (Some(given), Some(id)) = (context.product.as_deref(), context.asked_product(workspace, scan))
        && given != id
    {
        return by_title(given, &id);
    }
    let folder = word.trim_end_matches('/');
    match subject(context, workspace, scan, word)? {
        Subject::Product(id)
            if folder != id && workspace.relative(&Path::new(HERE).join(folder)).is_none_or(|path| path != id) =>
        {
            by_title(word, &id)
        }
        Subject::Document(path) if !is_at(&path, folder) => match context.product_called(workspace, scan, folder) {
            id if scan.ids().any(|known| known == id) => by_title(word, &id),
            _ => by_title(word, &path),
        },
        subject => Ok(subject),
    }
}

/// Whether a word is the name of the document at a path, with folders before it and its ending or without.
fn is_at(path: &str, word: &str) -> bool {
    let name = |text: &str| text.rsplit(['/', '\\']).next().map(|name| name.trim_end_matches(".toml").to_owned());
    name(path) == name(word)
}

/// The path that a word gives the document at `from`: a name, a variant (`peak` or `.peak`), `product/name`, `product/` or `product`,
/// or a path ending in `.toml`.
pub(super) fn place(
    context: &Context,
    workspace: &Workspace,
    scan: &Scan,
    from: &str,
    word: &str,
) -> Result<String, Failure> {
    let bad = || Failure::from(sentence!("cli.error.bad_name", given = word));
    if Path::new(word).extension().is_some_and(|ending| ending == "toml") {
        return workspace.relative(&Path::new(HERE).join(word)).ok_or_else(bad);
    }
    if context.method.register_of(from).is_some() {
        return register_place(scan, from, word);
    }
    let (old_product, file) = from.split_once('/').unwrap_or_default();
    let stem = file.trim_end_matches(".toml");
    let template = stem.split('.').next().unwrap_or(stem);
    // The name of a product alone is where it goes; a variant of that name is written with its dot.
    let called = context.product_called(workspace, scan, word.split('/').next().unwrap_or(word));
    let is_product = !word.contains('/') && !word.starts_with('.') && scan.ids().any(|id| id == called);
    let (product, name) = match word.split_once('/') {
        Some((_, name)) => (called.as_str(), name),
        None if is_product => (called.as_str(), stem),
        None => (old_product, word),
    };
    scan.product(product)?;
    let first = name.split('.').next().unwrap_or(name);
    let stem = if name.is_empty() && word.ends_with('/') {
        stem.to_owned()
    } else if is_product || first == template || context.method.template(first).is_some() {
        // Where it is the name of another template, the plan says so.
        name.to_owned()
    } else if means_another(context, product, name) {
        let variant = word.strip_suffix(name).map(|before| format!("{before}.{name}")).unwrap_or_default();
        return Err(
            sentence!("cli.error.other_file", given = word, file = format!("{name}.toml"), variant = variant).into()
        );
    } else {
        format!("{template}.{}", name.strip_prefix('.').unwrap_or(name))
    };
    match stem.split_once('.') {
        Some((template, variant)) if !is_id(variant) => {
            Err(bad().and(sentence!("cli.error.nearest", word = format!("{template}.{}", id_from(variant)))))
        }
        _ => Ok(format!("{product}/{stem}.toml")),
    }
}

/// Whether a name without its dot is that of a file that is no document: of the product, its settings, a register, or the
/// workspace. As a variant it is written with the dot.
fn means_another(context: &Context, product: &str, name: &str) -> bool {
    let is_register = |path: &str| context.method.register_of(path).is_some();
    is_reserved_stem(name) || is_register(&format!("{product}/{name}.toml")) || is_register(&format!("{name}.toml"))
}

/// The same for a register: another name in its folder, or the same in that of another product.
fn register_place(scan: &Scan, from: &str, word: &str) -> Result<String, Failure> {
    let (folders, name) = from.rsplit_once('/').unwrap_or(("", from));
    let (product, inside) = folders.split_once('/').unwrap_or((folders, ""));
    let mut parts: Vec<&str> = word.split('/').collect();
    let new = parts.pop().filter(|new| !new.is_empty());
    // Where it stands can be said, too; that it has to stand there the plan sees to.
    parts.retain(|part| *part != inside);
    let product = match parts[..] {
        [] => product,
        [other] => &scan.product(other)?.id,
        _ => return Err(sentence!("cli.error.bad_name", given = word).into()),
    };
    let name = new.map_or_else(|| name.to_owned(), |new| format!("{new}.toml"));
    let place = [product, inside, &name].into_iter().filter(|part| !part.is_empty());
    Ok(place.collect::<Vec<_>>().join("/"))
}

/// The id a word gives a product.
pub(super) fn product_id(word: &str) -> Result<String, Failure> {
    let id = word.trim_end_matches('/');
    if is_product_id(id) {
        return Ok(id.to_owned());
    }
    // Whatever the case and script it is written in, the name means the folder of method files.
    let means_method = id_from(id) == id_from(METHOD);
    let kept = || sentence!("cli.error.reserved", given = word, nearest = id_from(METHOD));
    if means_method {
        return Err(kept().into());
    }
    let failure = Failure::from(sentence!("cli.error.bad_name", given = word));
    Err(failure.and(sentence!("cli.error.nearest", word = id_from(id))))
}

/// Refuses where something would go to where it is.
pub(super) fn different(workspace: &Workspace, from: &Subject, to: &str) -> Result<(), Failure> {
    let (Subject::Product(from) | Subject::Document(from)) = from;
    if from != to {
        return Ok(());
    }
    Err(sentence!("cli.error.same", path = from_here(&workspace.path(to))).into())
}

/// Carries a plan out and reports what was done.
pub(super) fn carry_out(workspace: &Workspace, plan: &Plan, report: &mut Report) -> Result<(), Failure> {
    // Without a state folder nothing can be removed; everything else can be done, though a kill is then not made good.
    let state = if plan.removes.is_empty() { StateDir::open().ok() } else { Some(StateDir::open()?) };
    let applied = plan.apply(workspace, state.as_ref(), Utc::now())?;
    for (from, to) in &plan.moves {
        report.add_to(FileAction::Moved, &workspace.path(from), &workspace.path(to));
    }
    for write in &plan.writes {
        let deed = if write.before.is_some() { FileAction::Changed } else { FileAction::Created };
        report.add(deed, &workspace.path(&write.path));
    }
    for (path, kept) in &applied.removed {
        report.add_to(FileAction::Removed, &workspace.path(path), kept);
    }
    Ok(())
}
