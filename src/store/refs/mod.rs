//! Renaming, removing and duplicating documents and products together with every reference to them.
//!
//! Each function here works out a [`Plan`] from the files as they were read; [`Plan::apply`] carries it out, all of it or
//! nothing, as far as the disk allows. Published versions, and records of sessions that are closed, are the past: they
//! move along and are otherwise left as they are.

mod copy;
mod kept;
mod map;
mod parts;
mod plan;
mod rename;
mod subject;
mod taken;

use std::path::PathBuf;

use super::SaveError;
use super::batch::BatchError;
use super::error::{DiskError, Explanation, UserError};
use super::scan::{Entry, Role, Scan};
use super::workspace::{Workspace, WorkspaceError};
use crate::codec::name;
use crate::codec::{Content, FileKind, Former, State, read, update_from};
use crate::diagnostic::nearest;
use crate::document::session::is_over;
use crate::document::{DocumentBody, Reference};
use crate::i18n::Sentence;
use crate::method::Method;

pub use copy::{copy_document, copy_product};
pub use kept::{BroughtBack, KeptRemoval, bring_back, kept};
pub use parts::{TakenOut, Write};
pub use plan::{Applied, Plan};
pub use rename::{remove_document, remove_product, rename_document, rename_product};

/// Why documents were not renamed, removed or duplicated. Everything then stands as it stood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefsError {
    /// A file that would have to be changed is invalid, newer or conflicted.
    #[error("{0} cannot be changed")]
    Blocked(String),
    /// A file has changed since it was read.
    #[error("{0} has changed")]
    Changed(String),
    /// The new name is that of another template.
    #[error("{path} follows {template}")]
    OtherTemplate {
        /// The document.
        path: String,
        /// The template it follows, with which its name begins.
        template: String,
    },
    /// A register would stand where none of its kind does.
    #[error("{path} is a register {template}")]
    OtherRegister {
        /// The register.
        path: String,
        /// Its definition.
        template: String,
        /// Which files such registers are.
        files: String,
    },
    /// It was begun, and could not be taken back as a whole.
    #[error(transparent)]
    HalfDone(BatchError),
    /// The name, or the file, cannot be.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
}

impl From<BatchError> for RefsError {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::Changed(path) => Self::Changed(path),
            BatchError::Exists(path) => Self::Workspace(WorkspaceError::Exists(path)),
            BatchError::Disk(error) => error.into(),
            BatchError::Save(error) => Self::Workspace(error.into()),
            other @ (BatchError::HalfDone(_) | BatchError::Stopped) => Self::HalfDone(other),
        }
    }
}

impl From<DiskError> for RefsError {
    fn from(error: DiskError) -> Self {
        Self::Workspace(error.into())
    }
}

impl From<SaveError> for RefsError {
    fn from(error: SaveError) -> Self {
        Self::Workspace(error.into())
    }
}

impl UserError for RefsError {
    fn explain(&self) -> Explanation {
        let say =
            |what, path: &str, help| Explanation::new(Sentence::new(what).with("path", path), Sentence::new(help));
        match self {
            Self::Blocked(path) => say(key!("error.refs-blocked.what"), path, key!("error.refs-blocked.help")),
            Self::Changed(path) => say(key!("error.refs-changed.what"), path, key!("error.refs-changed.help")),
            Self::OtherTemplate { path, template } => {
                let mut explanation = say(key!("error.other-template.what"), path, key!("error.other-template.help"));
                explanation.what = explanation.what.with("template", template);
                explanation.help = explanation.help.with("template", template);
                explanation
            }
            Self::OtherRegister { path, template, files } => {
                let mut explanation = say(key!("error.other-register.what"), path, key!("error.other-register.help"));
                explanation.what = explanation.what.with("template", template);
                explanation.help = explanation.help.with("files", files);
                explanation
            }
            Self::HalfDone(error) => error.explain(),
            Self::Workspace(error) => error.explain(),
        }
    }
}

/// A file that can refer to others, as it was read.
#[derive(Clone, Debug)]
struct Loaded {
    entry: Entry,
    bytes: Vec<u8>,
    state: State,
    content: Option<Content>,
}

impl Loaded {
    /// Id of the product it belongs to.
    fn product(&self) -> &str {
        product_of(&self.entry.path)
    }
}

/// Every file of a workspace that can be referred to or can refer.
#[derive(Clone, Debug)]
pub struct Files<'a> {
    method: &'a Method,
    loaded: Vec<Loaded>,
    /// Those that only move along: published versions, and records of sessions that are closed.
    past: Vec<Entry>,
    products: Vec<String>,
}

impl<'a> Files<'a> {
    /// Reads them.
    ///
    /// # Errors
    /// Where one cannot be read: nobody could say whether it refers to something.
    pub fn read(workspace: &Workspace, scan: &Scan, method: &'a Method) -> Result<Self, DiskError> {
        let mut files = Self { method, loaded: Vec::new(), past: Vec::new(), products: Vec::new() };
        files.products.extend(scan.ids().map(str::to_owned));
        for entry in scan.files() {
            if entry.role == Role::Version {
                files.past.push(entry.clone());
                continue;
            }
            let bytes = workspace.read(&entry.path)?;
            let reading = read(&bytes, FileKind::of(&entry.path, method), method);
            let (state, content) = (reading.state, reading.content);
            if entry.role == Role::Session && !is_to_come(content.as_ref()) {
                files.past.push(entry.clone());
                continue;
            }
            files.loaded.push(Loaded { entry: entry.clone(), bytes, state, content });
        }
        Ok(files)
    }

    fn find(&self, path: &str) -> Result<&Loaded, RefsError> {
        let found = self.loaded.iter().find(|file| file.entry.path == path);
        found.ok_or_else(|| {
            let known = self.loaded.iter().map(|file| file.entry.path.as_str());
            let nearest = nearest(path, known).map(str::to_owned);
            WorkspaceError::UnknownFile { word: path.to_owned(), nearest }.into()
        })
    }

    /// The product whose file a reference means that stands in a file of `home`; empty where products share it.
    fn meant<'r>(&self, reference: &'r Reference, home: &'r str) -> &'r str {
        let is_there = |product: &str| {
            self.loaded.iter().any(|file| file.product() == product && file.entry.stem == reference.file_stem())
        };
        match &reference.product {
            Some(product) => product,
            None if !is_there(home) && is_there("") => "",
            None => home,
        }
    }

    /// Refuses where a document that says `content` cannot stand at `to`.
    fn check_place(&self, from: &str, to: &str, content: &DocumentBody) -> Result<(), RefsError> {
        let (product, stem) = document(to)?;
        let register = match content {
            DocumentBody::Register(_) if to.matches('/').count() > 1 && name::is_reserved_stem(stem) => {
                return Err(WorkspaceError::BadName(stem.to_owned()).into());
            }
            DocumentBody::Register(register) => register.template(),
            _ if product.is_empty() || to.matches('/').count() > 1 => {
                return Err(WorkspaceError::BadName(to.to_owned()).into());
            }
            _ => {
                self.product(product)?;
                return check_name(from, content.template(), stem);
            }
        };
        if !product.is_empty() {
            self.product(product)?;
        }
        match self.method.register_of(to) {
            Some(there) if there.id == register.id => Ok(()),
            _ => Err(RefsError::OtherRegister {
                path: from.to_owned(),
                template: register.id.clone(),
                files: register.files.join(", "),
            }),
        }
    }

    fn product(&self, id: &str) -> Result<(), RefsError> {
        if self.products.iter().any(|known| known == id) {
            return Ok(());
        }
        let known = self.products.clone();
        let nearest = nearest(id, known.iter().map(String::as_str)).map(str::to_owned);
        Err(WorkspaceError::UnknownProduct { word: id.to_owned(), nearest, known }.into())
    }

    /// The published versions of a document.
    fn versions<'b>(&'b self, product: &'b str, stem: &'b str) -> impl Iterator<Item = &'b Entry> {
        self.past.iter().filter(move |entry| {
            entry.role == Role::Version
                && product_of(&entry.path) == product
                && entry.stem.split_once('@').is_some_and(|(before, _)| before == stem)
        })
    }

    /// The bytes of a file that says `content` from now on.
    fn changed(&self, file: &Loaded, content: &Content) -> Result<Vec<u8>, RefsError> {
        self.changed_from(file, content, &Former::default())
    }

    /// As [`Files::changed`]; what comes into the file is looked for in `former`.
    fn changed_from(&self, file: &Loaded, content: &Content, former: &Former<'_>) -> Result<Vec<u8>, RefsError> {
        if file.state != State::Valid {
            return Err(RefsError::Blocked(file.entry.path.clone()));
        }
        update_from(&file.bytes, content, self.method, former).map_err(|error| {
            SaveError::Unwritable { path: PathBuf::from(&file.entry.path), detail: error.to_string() }.into()
        })
    }
}

/// Whether a record is of a session that is planned or running.
fn is_to_come(content: Option<&Content>) -> bool {
    content.and_then(Content::register).is_some_and(|register| !is_over(register))
}

/// Says whether a document that follows `template` may be called `stem`.
fn check_name(path: &str, template: &str, stem: &str) -> Result<(), RefsError> {
    let rest = stem.strip_prefix(template);
    match rest.and_then(|rest| if rest.is_empty() { Some("") } else { rest.strip_prefix('.') }) {
        Some(variant) if variant.is_empty() && !stem.ends_with('.') || name::is_id(variant) => Ok(()),
        Some(variant) => Err(WorkspaceError::BadName(variant.to_owned()).into()),
        None => Err(RefsError::OtherTemplate { path: path.to_owned(), template: template.to_owned() }),
    }
}

/// The product that a path relative to the workspace lies in; empty for what products share.
fn product_of(path: &str) -> &str {
    path.split_once('/').map_or("", |(product, _)| product)
}

/// Product and stem of a document's path; nothing where it is none.
fn document(path: &str) -> Result<(&str, &str), RefsError> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_folder = |folder: &str| !folder.is_empty() && !folder.starts_with('.');
    let is_right = name.len() > ".toml".len()
        && name::is_ours(name)
        && (folders.is_empty() || folders.split('/').count() <= 2 && folders.split('/').all(is_folder));
    if is_right {
        return Ok((product_of(path), name.trim_end_matches(".toml")));
    }
    Err(WorkspaceError::BadName(path.to_owned()).into())
}

#[cfg(test)]
mod tests;
