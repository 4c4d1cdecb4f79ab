//! What a workspace holds: products and their files, sorted by name, whatever order the disk gives them in.

use std::fs;
use std::path::Path;

use super::error::{DiskError, IoErrorKind, IoOperation};
use super::layout::{FOLLOW_UP_FILE, METHOD, PRODUCT_FILE, SESSIONS, SETTINGS_FILE, VERSIONS};
use super::name::is_ours;
use super::workspace::{Workspace, WorkspaceError, nearest_owned};

/// What a file is for; its name and place say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// `product.toml`
    Product,
    /// A canvas or checklist.
    DocumentBody,
    /// `follow-up.toml`
    FollowUp,
    /// The record of a session.
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
    /// The file at a path relative to the workspace; nothing where none of a product lies there.
    fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let (name, role) = match parts[..] {
            [_, PRODUCT_FILE] => (PRODUCT_FILE, Role::Product),
            [_, FOLLOW_UP_FILE] => (FOLLOW_UP_FILE, Role::FollowUp),
            // Settings stand above the products; in one of them they are a slip of the hand, and no document.
            [_, SETTINGS_FILE] => return None,
            [_, name] => (name, Role::DocumentBody),
            [_, SESSIONS, name] => (name, Role::Session),
            [_, VERSIONS, name] => (name, Role::Version),
            _ => return None,
        };
        let stem = name.trim_end_matches(".toml").to_owned();
        is_ours(name).then(|| Self { path: path.to_owned(), stem, role })
    }

    /// The canvas or checklist a sheet's name says it follows: what stands before the variant.
    #[must_use]
    pub fn template(&self) -> &str {
        self.stem.split(['.', '@']).next().unwrap_or(&self.stem)
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
        self.files.iter().any(|entry| matches!(entry.role, Role::Product | Role::DocumentBody | Role::FollowUp))
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
    /// What could not be looked into, and why.
    pub unread: Vec<DiskError>,
}

impl Scan {
    /// What a workspace holds that consists of the files at these paths, relative to it and sorted.
    #[must_use]
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let mut products: Vec<ProductFolder> = Vec::new();
        for entry in paths.into_iter().filter(|path| !path.starts_with('.')).filter_map(Entry::of) {
            let id = entry.path.split('/').next().unwrap_or_default();
            match products.last_mut().filter(|product| product.id == id) {
                Some(product) => product.files.push(entry),
                None => products.push(ProductFolder { id: id.to_owned(), files: vec![entry] }),
            }
        }
        let is_product = |product: &ProductFolder| {
            product.is_one() && (product.id != METHOD || product.file(Role::Product).is_some())
        };
        products.retain(is_product);
        Self { products, unread: Vec::new() }
    }

    /// Every file of every product, sorted by path.
    pub fn files(&self) -> impl Iterator<Item = &Entry> {
        self.products.iter().flat_map(|product| &product.files)
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
        let in_product = |entry: &&Entry, id: &str| entry.path.split('/').next() == Some(id);
        let same = |entry: &&Entry| entry.stem == stem && entry.role != Role::Session;
        let all: Vec<&Entry> =
            self.files().filter(same).filter(|entry| inside.is_none_or(|inside| in_product(entry, inside))).collect();
        let near: Vec<&Entry> =
            all.iter().copied().filter(|entry| product.is_some_and(|product| in_product(entry, product))).collect();
        match if near.is_empty() { all } else { near }.as_slice() {
            [only] => Ok(only),
            [] => Err(WorkspaceError::UnknownFile { word: word.to_owned(), nearest: self.nearest_file(stem) }),
            several => Err(WorkspaceError::WhichFile {
                word: word.to_owned(),
                known: several.iter().map(|entry| entry.path.clone()).collect(),
            }),
        }
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
    pub fn scan(&self) -> Result<Scan, DiskError> {
        scan(self.root())
    }

    /// Removes temporary files that killed runs left in the workspace; to be called once, when it is opened.
    pub fn sweep(&self, scan: &Scan) {
        super::replace::sweep(self.root());
        scan.ids().for_each(|id| super::replace::sweep(&self.path(id)));
    }
}

/// Lists the workspace at `root`. Links to folders are not followed, links to files only where they stay inside.
fn scan(root: &Path) -> Result<Scan, DiskError> {
    let mut scan = Scan::default();
    for (name, is_folder) in list(root, root, &mut scan.unread)? {
        if !is_folder || name.starts_with('.') {
            continue;
        }
        // The team's own method files are no documents; only a product can say that the folder is its own.
        if name == METHOD && !super::own_method::is_product(root) {
            continue;
        }
        let product = scan_product(root, &name, &mut scan.unread);
        if product.is_one() {
            scan.products.push(product);
        }
    }
    Ok(scan)
}

fn scan_product(root: &Path, id: &str, unread: &mut Vec<DiskError>) -> ProductFolder {
    let mut files = Vec::new();
    for folder in [None, Some(SESSIONS), Some(VERSIONS)] {
        let place = folder.map_or_else(|| id.to_owned(), |folder| format!("{id}/{folder}"));
        let path = root.join(id).join(folder.unwrap_or_default());
        if folder.is_some() && !fs::symlink_metadata(&path).is_ok_and(|data| data.is_dir()) {
            continue;
        }
        let listed = list(&path, root, unread).unwrap_or_else(|error| {
            unread.push(error);
            Vec::new()
        });
        for (name, is_folder) in listed {
            if is_folder {
                continue;
            }
            files.extend(Entry::of(&format!("{place}/{name}")));
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    ProductFolder { id: id.to_owned(), files }
}

/// The names in a folder, sorted, each with whether it is a folder itself. What is neither file nor folder is left out.
fn list(folder: &Path, root: &Path, unread: &mut Vec<DiskError>) -> Result<Vec<(String, bool)>, DiskError> {
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
                continue;
            }
            match (fs::canonicalize(&path), fs::canonicalize(root)) {
                (Ok(real), Ok(home)) if real.starts_with(&home) && real.is_file() => names.push((name, false)),
                (Ok(real), Ok(home)) if !real.starts_with(&home) => {
                    unread.push(DiskError::found(IoOperation::Read, &path, IoErrorKind::Outside));
                }
                (Err(error), _) => unread.push(DiskError::new(IoOperation::Read, &path, &error)),
                _ => {}
            }
        } else if kind.is_dir() || kind.is_file() {
            names.push((name, kind.is_dir()));
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace(files: &[&str]) -> (tempfile::TempDir, Workspace) {
        let home = tempfile::tempdir().expect("a folder");
        for file in files.iter().copied().chain(["stationmaster.toml"]) {
            let path = home.path().join("apiops").join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, "").expect("written");
        }
        let workspace = Workspace::find(home.path(), None).expect("found");
        (home, workspace)
    }

    fn paths(scan: &Scan) -> Vec<&str> {
        scan.files().map(|entry| entry.path.as_str()).collect()
    }

    const FILES: [&str; 14] = [
        "orders/product.toml",
        "orders/follow-up.toml",
        "orders/customer-journey.courier.toml",
        "orders/api-audit.toml",
        "orders/sessions/2026-11-23-value.toml",
        "orders/versions/api-audit@2.toml",
        "orders/.hidden.toml",
        "orders/api-audit.toml~",
        "orders/deeper/x.toml",
        "orders/stationmaster.toml",
        "billing/api-audit.toml",
        "notes/readme.md",
        ".git/x.toml",
        "loose.toml",
    ];

    #[test]
    fn products_and_their_files_are_found_in_order() {
        let (_home, workspace) = workspace(&FILES);
        let scan = workspace.scan().expect("listed");
        assert_eq!(scan.ids().collect::<Vec<_>>(), ["billing", "orders"]);
        assert_eq!(
            paths(&scan),
            [
                "billing/api-audit.toml",
                "orders/api-audit.toml",
                "orders/customer-journey.courier.toml",
                "orders/follow-up.toml",
                "orders/product.toml",
                "orders/sessions/2026-11-23-value.toml",
                "orders/versions/api-audit@2.toml",
            ]
        );
        let orders = scan.product("orders").expect("there");
        assert_eq!(orders.sheets().map(Entry::template).collect::<Vec<_>>(), ["api-audit", "customer-journey"]);
        assert_eq!(orders.file(Role::Product).map(|entry| entry.stem.as_str()), Some("product"));
        assert!(scan.unread.is_empty(), "{:?}", scan.unread);
    }

    #[test]
    fn the_product_that_is_meant_is_chosen() {
        let (_home, workspace) = workspace(&FILES);
        let scan = workspace.scan().expect("listed");
        assert_eq!(scan.choose(Some("billing"), Some("orders")).expect("named").id, "billing");
        assert_eq!(scan.choose(None, Some("orders")).expect("here").id, "orders");
        let both = vec!["billing".to_owned(), "orders".to_owned()];
        assert_eq!(scan.choose(None, None).expect_err("two"), WorkspaceError::WhichProduct(both.clone()));
        assert_eq!(
            scan.choose(Some("oders"), None).expect_err("mistyped"),
            WorkspaceError::UnknownProduct { word: "oders".into(), nearest: Some("orders".into()), known: both }
        );
        assert_eq!(Scan::default().choose(None, None).expect_err("none"), WorkspaceError::NoProduct);
    }

    #[test]
    fn a_word_finds_its_file() {
        let (home, workspace) = workspace(&FILES);
        let scan = workspace.scan().expect("listed");
        let here = home.path().join("apiops/orders");
        let find = |word: &str, product| scan.find(&workspace, word, &here, product).map(|entry| entry.path.as_str());
        assert_eq!(find("api-audit.toml", None), Ok("orders/api-audit.toml"));
        assert_eq!(find("billing/api-audit.toml", None), Ok("billing/api-audit.toml"));
        assert_eq!(find("../billing/api-audit.toml", None), Ok("billing/api-audit.toml"));
        assert_eq!(find("billing/api-audit", None), Ok("billing/api-audit.toml"));
        assert_eq!(find("api-audit", Some("billing")), Ok("billing/api-audit.toml"));
        assert_eq!(find("api-audit@2", None), Ok("orders/versions/api-audit@2.toml"));
        assert_eq!(
            find("api-audit", None),
            Err(WorkspaceError::WhichFile {
                word: "api-audit".into(),
                known: vec!["billing/api-audit.toml".into(), "orders/api-audit.toml".into()],
            })
        );
        assert_eq!(
            find("api-audti", Some("orders")),
            Err(WorkspaceError::UnknownFile {
                word: "api-audti".into(),
                nearest: Some("billing/api-audit.toml".into())
            })
        );
        assert_eq!(find("zebra", None), Err(WorkspaceError::UnknownFile { word: "zebra".into(), nearest: None }));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_inside() {
        use std::os::unix::fs::symlink;
        let (home, workspace) = workspace(&["orders/product.toml"]);
        fs::create_dir(home.path().join("elsewhere")).expect("made");
        fs::write(home.path().join("elsewhere/api-audit.toml"), "").expect("written");
        let link = |to: &str, at: &str| symlink(to, home.path().join("apiops").join(at)).expect("linked");
        link("../elsewhere", "elsewhere");
        link("../../elsewhere/api-audit.toml", "orders/out.toml");
        link("product.toml", "orders/in.toml");
        link("nowhere.toml", "orders/dangling.toml");
        link("..", "orders/versions");
        let scan = workspace.scan().expect("listed");
        assert_eq!(paths(&scan), ["orders/in.toml", "orders/product.toml"]);
        let mut troubles: Vec<IoErrorKind> = scan.unread.iter().map(|error| error.trouble).collect();
        troubles.sort_by_key(|trouble| format!("{trouble:?}"));
        assert_eq!(troubles, [IoErrorKind::Missing, IoErrorKind::Outside]);
    }
}
