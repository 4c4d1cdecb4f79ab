//! What a workspace holds: products and their files, sorted by name, whatever order the disk gives them in. Which files
//! are registers, and which folders of a product hold some, their definitions say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::error::{DiskError, IoErrorKind, IoOperation};
use super::layout::{METHOD, PRODUCT_FILE, SESSIONS, SETTINGS_FILE, VERSIONS};
use super::workspace::{Workspace, WorkspaceError, nearest_owned};
use crate::codec::name::is_ours;
use crate::document::template_of;
use crate::method::{Method, RegisterPlace};

/// What a file is for; its name and place say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// `product.toml`
    Product,
    /// A canvas or checklist.
    DocumentBody,
    /// A register, of the product or of the workspace.
    Register,
    /// The record of a session; a register like others, but of what is over.
    Session,
    /// A published version, which is never changed.
    Version,
}

/// A file of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Relative to the workspace, parts joined by `/`.
    pub path: String,
    /// Its name without `.toml`; what references name it by.
    pub stem: String,
    /// What it is for.
    pub role: Role,
}

impl Entry {
    /// The file at a path relative to the workspace; nothing where none lies there that the program knows.
    #[must_use]
    pub fn of(path: &str, method: &Method) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let is_register = || method.register_of(path).is_some();
        let (name, role) = match parts[..] {
            [_, PRODUCT_FILE] => (PRODUCT_FILE, Role::Product),
            // Settings stand above the products; in one of them they are a slip of the hand, and no document.
            [SETTINGS_FILE] | [_, SETTINGS_FILE] => return None,
            [name] if method.register_of(path).is_some_and(|one| one.place == RegisterPlace::Workspace) => {
                (name, Role::Register)
            }
            [_, name] if is_register() => (name, Role::Register),
            [_, name] => (name, Role::DocumentBody),
            [_, SESSIONS, name] => (name, Role::Session),
            [_, VERSIONS, name] => (name, Role::Version),
            [_, _, name] if is_register() => (name, Role::Register),
            _ => return None,
        };
        let stem = name.trim_end_matches(".toml").to_owned();
        is_ours(name).then(|| Self { path: path.to_owned(), stem, role })
    }

    /// The product it belongs to; none where it is the workspace's.
    #[must_use]
    pub fn product(&self) -> &str {
        self.path.split_once('/').map_or("", |(product, _)| product)
    }

    /// Whether it lies in a folder of the product.
    #[must_use]
    pub fn is_in_folder(&self) -> bool {
        self.path.matches('/').count() > 1
    }

    /// The canvas or checklist a sheet's name says it follows: what stands before the variant.
    #[must_use]
    pub fn template(&self) -> &str {
        template_of(&self.stem)
    }
}

/// A folder with a product in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductFolder {
    /// Its id, which is the folder's name.
    pub id: String,
    /// Its files, sorted by path.
    pub files: Vec<Entry>,
}

impl ProductFolder {
    /// Whether there is anything that makes the folder a product's.
    fn is_one(&self) -> bool {
        self.files.iter().any(|entry| {
            matches!(entry.role, Role::Product | Role::DocumentBody)
                || entry.role == Role::Register && !entry.is_in_folder()
        })
    }

    /// Its canvases and checklists.
    pub fn sheets(&self) -> impl Iterator<Item = &Entry> {
        self.files.iter().filter(|entry| entry.role == Role::DocumentBody)
    }

    /// The one file of a role that a product has once.
    #[must_use]
    pub fn file(&self, role: Role) -> Option<&Entry> {
        self.files.iter().find(|entry| entry.role == role)
    }
}

/// Everything in a workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Its products, sorted by id.
    pub products: Vec<ProductFolder>,
    /// Registers of the workspace, sorted by path.
    pub shared: Vec<Entry>,
    /// What could not be looked into, and why.
    pub unread: Vec<DiskError>,
}

impl Scan {
    /// What a workspace holds that consists of the files at these paths, relative to it and sorted.
    #[must_use]
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a str>, method: &Method) -> Self {
        let mut products: Vec<ProductFolder> = Vec::new();
        let mut shared = Vec::new();
        let paths = paths.into_iter().filter(|path| !path.starts_with('.'));
        for entry in paths.filter_map(|path| Entry::of(path, method)) {
            let id = entry.product().to_owned();
            match products.last_mut().filter(|product| product.id == id) {
                _ if id.is_empty() => shared.push(entry),
                Some(product) => product.files.push(entry),
                None => products.push(ProductFolder { id, files: vec![entry] }),
            }
        }
        let is_product = |product: &ProductFolder| {
            product.is_one() && (product.id != METHOD || product.file(Role::Product).is_some())
        };
        products.retain(is_product);
        Self { products, shared, unread: Vec::new() }
    }

    /// Every file of every product, sorted by path, then those of the workspace.
    pub fn files(&self) -> impl Iterator<Item = &Entry> {
        self.products.iter().flat_map(|product| &product.files).chain(&self.shared)
    }

    /// Every file that is worked on, sorted by path: all but versions and records of sessions.
    pub fn documents(&self) -> impl Iterator<Item = &Entry> {
        self.files().filter(|entry| !matches!(entry.role, Role::Session | Role::Version))
    }

    /// The ids of the products, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.products.iter().map(|product| product.id.as_str())
    }

    /// The product with that id.
    ///
    /// # Errors
    /// Where there is none; the nearest id is named.
    pub fn product(&self, id: &str) -> Result<&ProductFolder, WorkspaceError> {
        self.products.iter().find(|product| product.id == id).ok_or_else(|| WorkspaceError::UnknownProduct {
            word: id.to_owned(),
            nearest: nearest_owned(id, self.ids()),
            known: self.ids().map(str::to_owned).collect(),
        })
    }

    /// The product that is meant: the `named` one; otherwise the one whose folder the person is in; otherwise the only
    /// one there is.
    ///
    /// # Errors
    /// Where there is none of that name, none at all, or several.
    pub fn choose(&self, named: Option<&str>, here: Option<&str>) -> Result<&ProductFolder, WorkspaceError> {
        if let Some(named) = named {
            return self.product(named);
        }
        if let Some(product) = here.and_then(|here| self.products.iter().find(|product| product.id == here)) {
            return Ok(product);
        }
        match self.products.as_slice() {
            [] => Err(WorkspaceError::NoProduct),
            [only] => Ok(only),
            _ => Err(WorkspaceError::WhichProduct(self.ids().map(str::to_owned).collect())),
        }
    }

    /// The file that `word` means: a path relative to `current` or to the workspace, a stem (`api-audit`, `api-audit@2`)
    /// or `product/stem`. A stem is looked for in `product`, where one is given, then everywhere.
    ///
    /// # Errors
    /// Where there is none, or several.
    pub fn find(
        &self,
        workspace: &Workspace,
        word: &str,
        current: &Path,
        product: Option<&str>,
    ) -> Result<&Entry, WorkspaceError> {
        let by_path = |path: &str| self.files().find(|entry| entry.path == path);
        let from_here = workspace.relative(&current.join(word));
        if let Some(entry) = from_here.as_deref().and_then(by_path).or_else(|| by_path(word)) {
            return Ok(entry);
        }
        let stem = word.strip_suffix(".toml").unwrap_or(word);
        let (inside, stem) = match stem.split_once('/') {
            Some((inside, stem)) => (Some(inside), stem),
            None => (None, stem),
        };
        let in_product = |entry: &&Entry, id: &str| entry.product() == id;
        let same = |entry: &&Entry| entry.stem == stem;
        let all: Vec<&Entry> =
            self.files().filter(same).filter(|entry| inside.is_none_or(|inside| in_product(entry, inside))).collect();
        let near: Vec<&Entry> =
            all.iter().copied().filter(|entry| product.is_some_and(|product| in_product(entry, product))).collect();
        match if near.is_empty() { all } else { near }.as_slice() {
            [only] => Ok(only),
            [] => Err(match self.unread(workspace, word, current, product) {
                Some(error) => error.clone().into(),
                None => WorkspaceError::UnknownFile { word: word.to_owned(), nearest: self.nearest_file(stem) },
            }),
            several => Err(WorkspaceError::WhichFile {
                word: word.to_owned(),
                known: several.iter().map(|entry| entry.path.clone()).collect(),
            }),
        }
    }

    /// Why what a word means was not looked at, where that is so: by its path, or by the name that a file would have.
    fn unread(&self, workspace: &Workspace, word: &str, current: &Path, product: Option<&str>) -> Option<&DiskError> {
        let stem = word.strip_suffix(".toml").unwrap_or(word);
        let file = format!("{stem}.toml");
        let in_product = product.map(|product| format!("{product}/{file}"));
        let of = |path: &Path| workspace.relative_by_name(path);
        let meant = [of(&current.join(word)), Some(word.to_owned()), Some(file.clone()), in_product];
        let is_meant = |error: &&DiskError| {
            let path = of(&error.path).unwrap_or_default();
            let below =
                |meant: &String| path == *meant || meant.strip_prefix(&path).is_some_and(|rest| rest.starts_with('/'));
            let is_called = !stem.contains('/') && path.rsplit('/').next() == Some(file.as_str());
            meant.iter().flatten().any(below) || is_called
        };
        self.unread.iter().find(is_meant)
    }

    fn nearest_file(&self, stem: &str) -> Option<String> {
        let nearest = nearest_owned(stem, self.files().map(|entry| entry.stem.as_str()))?;
        self.files().find(|entry| entry.stem == nearest).map(|entry| entry.path.clone())
    }
}

impl Workspace {
    /// What there is, in an order that does not depend on the disk.
    ///
    /// # Errors
    /// Where the folder itself cannot be listed; folders below that cannot be are named in the result.
    pub fn scan(&self, method: &Method) -> Result<Scan, DiskError> {
        scan(self.root(), method)
    }

    /// Removes temporary files that killed runs left in the workspace; to be called once, when it is opened.
    pub fn sweep(&self, scan: &Scan) {
        super::replace::sweep(self.root());
        scan.ids().for_each(|id| super::replace::sweep(&self.path(id)));
    }
}

/// Lists the workspace at `root`. Links to folders are not followed, links to files only where they stay inside.
fn scan(root: &Path, method: &Method) -> Result<Scan, DiskError> {
    let mut scan = Scan::default();
    for (name, is_folder) in list(root, root, &|name| !name.starts_with('.'), &mut scan.unread)? {
        if !is_folder {
            scan.shared.extend(Entry::of(&name, method));
            continue;
        }
        if name.starts_with('.') {
            continue;
        }
        // The team's own method files are no documents; only a product can say that the folder is its own.
        if name == METHOD && !super::own_method::is_product(root) {
            continue;
        }
        let product = scan_product(root, &name, method, &mut scan.unread);
        if product.is_one() {
            scan.products.push(product);
        }
    }
    Ok(scan)
}

fn scan_product(root: &Path, id: &str, method: &Method, unread: &mut Vec<DiskError>) -> ProductFolder {
    let mut files = Vec::new();
    let registers = method.registers().iter().flat_map(|register| register.folders());
    let folders: BTreeSet<&str> = registers.chain([SESSIONS, VERSIONS]).collect();
    for folder in std::iter::once(None).chain(folders.iter().copied().map(Some)) {
        let place = folder.map_or_else(|| id.to_owned(), |folder| format!("{id}/{folder}"));
        let path = root.join(id).join(folder.unwrap_or_default());
        if folder.is_some() && !fs::symlink_metadata(&path).is_ok_and(|data| data.is_dir()) {
            continue;
        }
        let is_looked_into = |name: &str| folder.is_none() && folders.contains(name);
        let listed = list(&path, root, &is_looked_into, unread).unwrap_or_else(|error| {
            unread.push(error);
            Vec::new()
        });
        for (name, is_folder) in listed {
            if is_folder {
                continue;
            }
            files.extend(Entry::of(&format!("{place}/{name}"), method));
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    ProductFolder { id: id.to_owned(), files }
}

/// The names in a folder, sorted, each with whether it is a folder itself. What is neither file nor folder is left out;
/// where it is called as one of our files is, that is told, for somebody expects it to be read. So it is of a link in the
/// place of a folder that `is_looked_into`, by its name.
fn list(
    folder: &Path,
    root: &Path,
    is_looked_into: &dyn Fn(&str) -> bool,
    unread: &mut Vec<DiskError>,
) -> Result<Vec<(String, bool)>, DiskError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(DiskError::at(IoOperation::List, folder))? {
        let entry = entry.map_err(DiskError::at(IoOperation::List, folder))?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            if path.extension().is_some_and(|ending| ending == "toml") {
                unread.push(DiskError::found(IoOperation::Read, &path, IoErrorKind::BadName));
            }
            continue;
        };
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_symlink() {
            if !is_ours(&name) {
                unread.extend(linked_folder(&path, root).filter(|_| is_looked_into(&name)));
                continue;
            }
            match (fs::canonicalize(&path), fs::canonicalize(root)) {
                (Ok(real), Ok(home)) if real.starts_with(&home) && real.is_file() => names.push((name, false)),
                (Ok(real), Ok(home)) if !real.starts_with(&home) => {
                    unread.push(DiskError::found(IoOperation::Read, &path, IoErrorKind::Outside));
                }
                (Err(error), _) => unread.push(DiskError::reading(&path, &error)),
                _ => unread.push(DiskError::found(IoOperation::Read, &path, IoErrorKind::NotAFile)),
            }
            continue;
        }
        if !kind.is_file() && is_ours(&name) {
            unread.push(DiskError::found(IoOperation::Read, &path, IoErrorKind::NotAFile));
        } else if kind.is_dir() || kind.is_file() {
            names.push((name, kind.is_dir()));
        }
    }
    names.sort();
    Ok(names)
}

/// Why a link in the place of a folder is not followed; nothing where it leads to what holds no file of ours.
fn linked_folder(path: &Path, root: &Path) -> Option<DiskError> {
    let found = |trouble| Some(DiskError::found(IoOperation::Read, path, trouble));
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        // What has an ending was a file, and none of ours.
        Err(_) if path.extension().is_some() => return None,
        Err(error) => return Some(DiskError::reading(path, &error)),
    };
    let names = fs::read_dir(&real).ok()?.flatten().map(|entry| entry.file_name());
    if !names.into_iter().any(|name| name.to_str().is_some_and(is_ours)) {
        return None;
    }
    let is_inside = fs::canonicalize(root).is_ok_and(|home| real.starts_with(home));
    found(if is_inside { IoErrorKind::LinkedFolder } else { IoErrorKind::Outside })
}

#[cfg(test)]
mod tests;
