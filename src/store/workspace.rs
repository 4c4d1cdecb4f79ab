//! The workspace: the folder that holds `stationmaster.toml`, and everything a team keeps below it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::{DiskError, Explanation, IoErrorKind, IoOperation, UserError};
use super::layout::{FOLDER, SETTINGS_FILE};
use super::replace::SaveError;
use super::sighting::read_regular;
use crate::diagnostic::nearest;
use crate::i18n::Sentence;

/// A workspace on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

/// Why something in a workspace could not be found or made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkspaceError {
    /// There is none at or above this folder.
    #[error("no workspace at or above {}", .0.display())]
    NotFound(PathBuf),
    /// The named folder is none.
    #[error("{} is no workspace", folder.display())]
    NotAWorkspace {
        /// The folder.
        folder: PathBuf,
        /// The folder that was probably meant.
        nearest: Option<PathBuf>,
    },
    /// The file or folder to be made is there already.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// There is no product of that id.
    #[error("no product {word}")]
    UnknownProduct {
        /// What was asked for.
        word: String,
        /// The id that was probably meant.
        nearest: Option<String>,
        /// The ids there are.
        known: Vec<String>,
    },
    /// There are several products, and none was named.
    #[error("which product")]
    WhichProduct(Vec<String>),
    /// There is no product yet.
    #[error("no product")]
    NoProduct,
    /// There is no document of that path or stem.
    #[error("no document {word}")]
    UnknownFile {
        /// What was asked for.
        word: String,
        /// The path that was probably meant.
        nearest: Option<String>,
    },
    /// Several documents have that stem.
    #[error("several documents {word}")]
    WhichFile {
        /// What was asked for.
        word: String,
        /// The paths it could mean.
        known: Vec<String>,
    },
    /// The word cannot be a name of a file.
    #[error("{0} cannot be a name")]
    BadName(String),
    /// The file lies outside the workspace.
    #[error("{} lies outside the workspace", .0.display())]
    Outside(PathBuf),
    /// The disk said no.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl UserError for WorkspaceError {
    fn explain(&self) -> Explanation {
        let say = |what: Sentence, help: Sentence| Explanation::new(what, help);
        let path = |key, path: &Path| Sentence::new(key).with("path", path.display());
        match self {
            Self::NotFound(start) => {
                say(path(key!("error.no-workspace.what"), start), sentence!("error.no-workspace.help"))
            }
            Self::NotAWorkspace { folder, nearest: Some(nearest) } => say(
                path(key!("error.not-a-workspace.what"), folder),
                path(key!("error.not-a-workspace.nearest"), nearest),
            ),
            Self::NotAWorkspace { folder, nearest: None } => {
                say(path(key!("error.not-a-workspace.what"), folder), sentence!("error.not-a-workspace.help"))
            }
            Self::Exists(file) => {
                say(path(key!("error.there-already.what"), file), sentence!("error.there-already.help"))
            }
            Self::UnknownProduct { word, nearest, known } => say(
                sentence!("error.unknown-product.what", word = word),
                match nearest {
                    Some(nearest) => sentence!("error.unknown-product.nearest", nearest = nearest),
                    None if known.is_empty() => sentence!("error.no-product.help"),
                    None => sentence!("error.unknown-product.help", known = known.join(", ")),
                },
            ),
            Self::WhichProduct(known) => say(
                sentence!("error.which-product.what"),
                sentence!("error.which-product.help", known = known.join(", ")),
            ),
            Self::NoProduct => say(sentence!("error.no-product.what"), sentence!("error.no-product.help")),
            Self::UnknownFile { word, nearest } => say(
                sentence!("error.unknown-file.what", word = word),
                match nearest {
                    Some(nearest) => sentence!("error.unknown-file.nearest", nearest = nearest),
                    None => sentence!("error.unknown-file.help"),
                },
            ),
            Self::WhichFile { word, known } => say(
                sentence!("error.which-file.what", word = word),
                sentence!("error.which-file.help", known = known.join(", ")),
            ),
            Self::BadName(word) if crate::codec::name::is_reserved_stem(word) => say(
                sentence!("error.reserved-word.what", word = word),
                sentence!("error.reserved-word.help", nearest = format!("{word}-2")),
            ),
            Self::BadName(word) => say(
                sentence!("error.bad-word.what", word = word),
                sentence!("error.bad-word.help", nearest = crate::codec::name::id_from(word)),
            ),
            Self::Outside(file) => {
                say(path(key!("error.lies-outside.what"), file), sentence!("error.lies-outside.help"))
            }
            Self::Disk(error) => error.explain(),
            Self::Save(error) => error.explain(),
        }
    }
}

impl Workspace {
    /// The workspace at `explicit` where one is named, otherwise the nearest `apiops/stationmaster.toml` at or above
    /// `start`, which may lie inside it.
    ///
    /// # Errors
    /// Where there is none, or the named folder is none.
    pub fn find(start: &Path, explicit: Option<&Path>) -> Result<Self, WorkspaceError> {
        if let Some(folder) = explicit {
            return Self::named(folder);
        }
        let start = std::path::absolute(start).map_err(DiskError::at(IoOperation::List, start))?;
        for folder in start.ancestors() {
            let root = folder.join(FOLDER);
            if is_workspace(&root)? {
                return Ok(Self { root });
            }
        }
        Err(WorkspaceError::NotFound(start))
    }

    fn named(folder: &Path) -> Result<Self, WorkspaceError> {
        let root = std::path::absolute(folder).map_err(DiskError::at(IoOperation::List, folder))?;
        if is_workspace(&root)? {
            return Ok(Self { root });
        }
        // A path is never guessed, but the one that was probably meant is named.
        let below = root.join(FOLDER);
        let above = root.parent().filter(|_| root.file_name().is_some_and(|name| name == SETTINGS_FILE));
        let nearest = if is_workspace(&below)? { Some(below) } else { above.map(Path::to_owned) };
        Err(WorkspaceError::NotAWorkspace { folder: folder.to_owned(), nearest })
    }

    /// The workspace at `root`, which the caller knows to be one.
    pub(super) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder that holds `stationmaster.toml`, absolute.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The same folder without links in its path; what the state folder knows the workspace by.
    #[must_use]
    pub fn canonical(&self) -> PathBuf {
        fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone())
    }

    /// The place on the disk of a path relative to the workspace, parts joined by `/`.
    #[must_use]
    pub fn path(&self, relative: &str) -> PathBuf {
        let mut path = self.root.clone();
        path.extend(relative.split('/'));
        path
    }

    /// The bytes of a file, its path relative to the workspace.
    ///
    /// # Errors
    /// Where it cannot be read, or is a link that leads out of the workspace.
    pub fn read(&self, relative: &str) -> Result<Vec<u8>, DiskError> {
        read_within(&self.path(relative), &self.root)
    }

    /// A path on the disk, absolute or relative to the current folder, as one relative to the workspace; nothing where
    /// it lies outside. The file need not be there.
    #[must_use]
    pub fn relative(&self, path: &Path) -> Option<String> {
        let absolute = std::path::absolute(path).ok()?;
        let below = match tidy(&absolute).strip_prefix(tidy(&self.root)) {
            Ok(below) => below.to_owned(),
            Err(_) => real(&absolute)?.strip_prefix(self.canonical()).ok()?.to_owned(),
        };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/"))
    }

    /// The same by the names in the path alone, wherever links in it lead.
    #[must_use]
    pub(super) fn relative_by_name(&self, path: &Path) -> Option<String> {
        let absolute = tidy(&std::path::absolute(path).ok()?);
        let below = absolute.strip_prefix(tidy(&self.root)).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        parts.map(|parts| parts.join("/"))
    }

    /// Id of the product in whose folder `path` lies, or whose folder it is.
    #[must_use]
    pub fn product_of(&self, path: &Path) -> Option<String> {
        let relative = self.relative(path)?;
        let product = relative.split('/').next().filter(|part| !part.is_empty() && !part.starts_with('.'))?;
        self.root.join(product).is_dir().then(|| product.to_owned())
    }
}

/// The nearest of `known` to `word`, as an owned word.
pub(super) fn nearest_owned<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, known).map(str::to_owned)
}

/// The bytes of a file; a link is followed as long as it stays in the folder `within`.
///
/// # Errors
/// Where it cannot be read, or leads outside.
pub fn read_within(path: &Path, within: &Path) -> Result<Vec<u8>, DiskError> {
    let real = fs::canonicalize(path).map_err(|error| DiskError::reading(path, &error))?;
    let home = fs::canonicalize(within).map_err(DiskError::at(IoOperation::Read, within))?;
    if !real.starts_with(home) {
        return Err(DiskError::found(IoOperation::Read, path, IoErrorKind::Outside));
    }
    // Reading a pipe or a device might never end.
    if !fs::metadata(&real).map_err(DiskError::at(IoOperation::Read, path))?.is_file() {
        return Err(DiskError::found(IoOperation::Read, path, IoErrorKind::NotAFile));
    }
    read_regular(&real).map_err(DiskError::at(IoOperation::Read, path))
}

fn is_workspace(folder: &Path) -> Result<bool, DiskError> {
    let file = folder.join(SETTINGS_FILE);
    match fs::metadata(&file) {
        Ok(data) => Ok(data.is_file()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(DiskError::new(IoOperation::Read, &file, &error))
        }
        Err(_) => Ok(false),
    }
}

/// An absolute path without `.` and `..`.
fn tidy(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut tidy, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
        tidy
    })
}

/// The path without links, as far as there is anything.
fn real(path: &Path) -> Option<PathBuf> {
    path.ancestors().find_map(|above| {
        let below = path.strip_prefix(above).ok()?;
        fs::canonicalize(above).ok().map(|real| real.join(below))
    })
}

#[cfg(test)]
mod tests {
    use super::super::error::tests::assert_tellable;
    use super::*;

    fn repository() -> tempfile::TempDir {
        let home = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(home.path().join("apiops/orders/versions")).expect("made");
        fs::create_dir_all(home.path().join("src/deep")).expect("made");
        fs::write(home.path().join("apiops/stationmaster.toml"), "format = 1\n").expect("written");
        home
    }

    #[test]
    fn the_nearest_workspace_is_found_from_anywhere_below() {
        let home = repository();
        for start in ["", "src/deep", "apiops", "apiops/orders", "apiops/orders/versions", "not/there"] {
            let found = Workspace::find(&home.path().join(start), None).expect(start);
            assert_eq!(found.root(), home.path().join("apiops"), "{start}");
        }
        fs::create_dir_all(home.path().join("src/deep/apiops")).expect("made");
        fs::write(home.path().join("src/deep/apiops/stationmaster.toml"), "").expect("written");
        let found = Workspace::find(&home.path().join("src/deep"), None).expect("found");
        assert_eq!(found.root(), home.path().join("src/deep/apiops"));
    }

    #[test]
    fn a_named_folder_is_taken_as_it_is() {
        let home = repository();
        let found = Workspace::find(Path::new("/"), Some(&home.path().join("apiops"))).expect("found");
        assert_eq!(found.root(), home.path().join("apiops"));
        for (named, meant) in [("", Some("apiops")), ("apiops/stationmaster.toml", Some("apiops")), ("src", None)] {
            let error = Workspace::find(home.path(), Some(&home.path().join(named))).expect_err(named);
            let nearest = meant.map(|meant| home.path().join(meant));
            assert_eq!(error, WorkspaceError::NotAWorkspace { folder: home.path().join(named), nearest });
            assert_tellable(&error);
        }
    }

    #[test]
    fn where_there_is_none_the_error_names_the_start() {
        let home = tempfile::tempdir().expect("a folder");
        let error = Workspace::find(home.path(), None).expect_err("none");
        assert_eq!(error, WorkspaceError::NotFound(home.path().to_owned()));
        assert_tellable(&error);
    }

    #[test]
    fn paths_are_told_relative_to_the_workspace() {
        let home = repository();
        let workspace = Workspace::find(home.path(), None).expect("found");
        let relative = |path: &str| workspace.relative(&home.path().join(path));
        assert_eq!(relative("apiops/orders/x.toml").as_deref(), Some("orders/x.toml"));
        assert_eq!(relative("src/../apiops/./orders").as_deref(), Some("orders"));
        assert_eq!(relative("apiops").as_deref(), Some(""));
        assert_eq!(relative("src"), None);
        let product = |path: &str| workspace.product_of(&home.path().join(path));
        assert_eq!(product("apiops/orders/versions").as_deref(), Some("orders"));
        assert_eq!(product("apiops"), None);
        assert_eq!(product("apiops/stationmaster.toml"), None);
        assert_eq!(product("src"), None);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_read_through_a_link_that_leads_out() {
        use std::os::unix::fs::symlink;
        let home = repository();
        let workspace = Workspace::find(home.path(), None).expect("found");
        fs::write(home.path().join("secret.toml"), "x").expect("written");
        symlink("../../secret.toml", home.path().join("apiops/orders/out.toml")).expect("linked");
        symlink("../stationmaster.toml", home.path().join("apiops/orders/in.toml")).expect("linked");
        assert_eq!(workspace.read("orders/in.toml").expect("read"), b"format = 1\n");
        assert_eq!(workspace.read("orders/out.toml").expect_err("refused").trouble, IoErrorKind::Outside);
        assert_eq!(workspace.read("../secret.toml").expect_err("refused").trouble, IoErrorKind::Outside);
        assert_eq!(workspace.read("orders").expect_err("refused").trouble, IoErrorKind::NotAFile);
        assert_eq!(workspace.read("orders/none.toml").expect_err("refused").trouble, IoErrorKind::Missing);
    }

    #[test]
    fn every_workspace_error_can_be_told() {
        let known = || vec!["billing".to_owned(), "orders".to_owned()];
        let word = || "oders".to_owned();
        let near = || Some("orders".to_owned());
        for error in [
            WorkspaceError::Exists("x".into()),
            WorkspaceError::UnknownProduct { word: word(), nearest: near(), known: known() },
            WorkspaceError::UnknownProduct { word: word(), nearest: None, known: known() },
            WorkspaceError::UnknownProduct { word: word(), nearest: None, known: Vec::new() },
            WorkspaceError::WhichProduct(known()),
            WorkspaceError::NoProduct,
            WorkspaceError::UnknownFile { word: word(), nearest: near() },
            WorkspaceError::UnknownFile { word: word(), nearest: None },
            WorkspaceError::WhichFile { word: word(), known: known() },
            WorkspaceError::BadName("a/b".into()),
            WorkspaceError::Outside("x".into()),
        ] {
            assert_tellable(&error);
        }
    }
}
