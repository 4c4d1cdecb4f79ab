//! What was removed: kept in the state folder with what is needed to bring it back, the references it took out included.

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::parts::{TakenOut, Write};
use super::{RefsError, taken};
use crate::codec::{Content, FileKind, State, read, update};
use crate::journal::Record;
use crate::method::Method;
use crate::store::batch::{Batch, Job, Step};
use crate::store::error::{DiskError, IoOperation};
use crate::store::scan::Scan;
use crate::store::sighting::read_regular;
use crate::store::state_dir::{StateDir, make_folder, open_private};
use crate::store::workspace::{Workspace, WorkspaceError};

/// The folder in the state folder.
const FOLDER: &str = "removed";
/// The file that says what was removed.
const MANIFEST: &str = "removal.json";

/// What was removed, as it is written down.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    workspace: PathBuf,
    removed: DateTime<Utc>,
    /// The title of what the person named.
    #[serde(default)]
    title: Option<String>,
    /// Everything that was removed; what the person named comes first.
    paths: Vec<String>,
    /// The files that referred to it.
    changed: Vec<Changed>,
    references: Vec<TakenOut>,
}

/// A file that referred to what was removed.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Changed {
    path: String,
    before: String,
    after: String,
}

/// The place of what is being removed.
pub(super) struct Keeping {
    folder: PathBuf,
    key: String,
}

impl Keeping {
    /// Writes down what is removed, before anything is.
    pub(super) fn begin(
        state: &StateDir,
        workspace: &Workspace,
        (removes, writes, taken_out): (&[String], &[Write], &[TakenOut]),
        title: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Self, DiskError> {
        let key = format!("{}-{:08x}", now.format("%Y%m%dT%H%M%SZ"), fastrand::u32(..));
        let folder = state.root().join(FOLDER).join(&key);
        make_folder(&folder)?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let changed = writes.iter().map(|write| Changed {
            path: write.path.clone(),
            before: write.before.as_deref().map(text).unwrap_or_default(),
            after: text(&write.bytes),
        });
        let manifest = Manifest {
            format: 1,
            workspace: workspace.canonical(),
            removed: now,
            title: title.map(str::to_owned),
            paths: removes.to_vec(),
            changed: changed.collect(),
            references: taken_out.to_vec(),
        };
        let kept = Self { folder, key };
        let path = kept.folder.join(MANIFEST);
        let written = serde_json::to_vec(&manifest).map_err(std::io::Error::from).and_then(|bytes| {
            let mut file = open_private(&path, fs::OpenOptions::new().create_new(true).write(true))?;
            std::io::Write::write_all(&mut file, &bytes)?;
            file.sync_all()
        });
        if let Err(error) = written {
            kept.drop_it();
            return Err(DiskError::new(IoOperation::Keep, &path, &error));
        }
        Ok(kept)
    }

    /// What tells this removal from every other.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// Where something is kept, relative to the state folder.
    pub(super) fn place_of(&self, path: &str) -> String {
        place_of(&self.key, path)
    }

    /// Nothing was removed.
    pub(super) fn drop_it(self) {
        let _ = fs::remove_dir_all(self.folder);
    }
}

fn place_of(key: &str, path: &str) -> String {
    format!("{FOLDER}/{key}/{path}")
}

/// Something that was removed and can be brought back.
#[derive(Clone, Debug)]
pub struct KeptRemoval {
    /// What tells this removal from every other.
    pub key: String,
    /// What was removed: the path of a document, the id of a product.
    pub path: String,
    /// When.
    pub removed: DateTime<Utc>,
    manifest: Manifest,
}

impl KeptRemoval {
    /// Its title, where it has one.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.manifest.title.as_deref()
    }

    /// Whether a word is its path, with or without the ending, or its key.
    #[must_use]
    pub fn is_at(&self, word: &str) -> bool {
        [self.short(), &self.key].contains(&bare(word))
    }

    /// Whether a word is its name in its folder.
    #[must_use]
    pub fn has_stem(&self, word: &str) -> bool {
        self.short().rsplit_once('/').is_some_and(|(_, stem)| stem == bare(word))
    }

    /// Whether a word is its title.
    #[must_use]
    pub fn is_titled(&self, word: &str) -> bool {
        self.title().is_some_and(|title| title.to_lowercase() == word.to_lowercase())
    }

    /// Its path without the ending.
    fn short(&self) -> &str {
        self.path.strip_suffix(".toml").unwrap_or(&self.path)
    }
}

/// A word without what may stand at its end.
fn bare(word: &str) -> &str {
    word.trim_end_matches('/').trim_end_matches(".toml")
}

/// What was brought back.
#[derive(Clone, Debug, Default)]
pub struct BroughtBack {
    /// Files and folders, relative to the workspace.
    pub paths: Vec<String>,
    /// Files that refer to it again.
    pub changed: Vec<String>,
    /// The references that are there again.
    pub references: Vec<TakenOut>,
    /// Those that are not: what they stood at is gone or has changed.
    pub left_out: Vec<TakenOut>,
}

/// Everything that was removed from a workspace and can be brought back, the newest first.
#[must_use]
pub fn kept(state: &StateDir, workspace: &Workspace) -> Vec<KeptRemoval> {
    let root = workspace.canonical();
    let read = |folder: PathBuf| -> Option<KeptRemoval> {
        let manifest: Manifest = serde_json::from_slice(&read_regular(&folder.join(MANIFEST)).ok()?).ok()?;
        let (key, path) = (folder.file_name()?.to_str()?.to_owned(), manifest.paths.first()?.clone());
        // A removal that was killed before it began has written down what it never did.
        // A link is kept as a link, and may lead nowhere from there.
        let is_there = fs::symlink_metadata(on_disk(state, &key, &path)).is_ok();
        let is_kept = manifest.workspace == root && is_there;
        is_kept.then_some(KeptRemoval { key, path, removed: manifest.removed, manifest })
    };
    let entries = fs::read_dir(state.root().join(FOLDER)).into_iter().flatten().flatten();
    let mut kept: Vec<KeptRemoval> = entries.filter_map(|entry| read(entry.path())).collect();
    kept.sort_by(|a, b| (b.removed, &b.key).cmp(&(a.removed, &a.key)));
    kept
}

fn on_disk(state: &StateDir, key: &str, path: &str) -> PathBuf {
    let mut place = state.root().to_owned();
    place.extend(place_of(key, path).split('/'));
    place
}

/// Brings something back to where it stood, byte for byte, and puts the references back that it took out: files that nobody has
/// changed since stand as they stood; in others each reference goes to where it was, as long as that is there.
///
/// # Errors
/// Where something else stands there now, its product is gone, or the disk says no. Everything then stands as it stood.
pub fn bring_back(
    workspace: &Workspace,
    state: &StateDir,
    scan: &Scan,
    removal: &KeptRemoval,
    method: &Method,
) -> Result<BroughtBack, RefsError> {
    let Manifest { paths, changed, references, .. } = &removal.manifest;
    if let Some((product, _)) = removal.path.split_once('/') {
        scan.product(product)?;
    }
    let mut batch = Batch::new(Job::BringBack, &removal.path, workspace.root(), Some(state));
    let mut done = BroughtBack::default();
    for path in paths {
        let place = workspace.path(path);
        if fs::symlink_metadata(&place).is_ok() {
            return Err(WorkspaceError::Exists(place).into());
        }
        if let Some((folder, _)) = path.rsplit_once('/').filter(|(folder, _)| !workspace.path(folder).is_dir()) {
            batch.step(Step::Folder { path: folder.to_owned() });
        }
        batch.step(Step::BringBack { kept: place_of(&removal.key, path), path: path.clone() });
        done.paths.push(path.clone());
    }
    for file in changed {
        let taken: Vec<&TakenOut> = references.iter().filter(|taken| taken.file == file.path).collect();
        match restored(workspace, file, &taken, method) {
            Some((write, left_out)) => {
                let is_back = |taken: &&&TakenOut| !left_out.contains(taken);
                done.references.extend(taken.iter().filter(is_back).map(|taken| (*taken).clone()));
                done.left_out.extend(left_out.into_iter().cloned());
                if let Some(Write { path, before, bytes }) = write {
                    batch.write(&path, before.as_deref(), bytes);
                    done.changed.push(path);
                }
            }
            None => done.left_out.extend(taken.into_iter().cloned()),
        }
    }
    batch.note(Record::BroughtBack { path: removal.path.clone(), kept: removal.key.clone() });
    batch.run()?;
    let _ = fs::remove_dir_all(state.root().join(FOLDER).join(&removal.key));
    Ok(done)
}

/// A file with the references back in it, and those that found no place; nothing where it is gone or cannot be changed.
fn restored<'t>(
    workspace: &Workspace,
    file: &Changed,
    taken: &[&'t TakenOut],
    method: &Method,
) -> Option<(Option<Write>, Vec<&'t TakenOut>)> {
    let now = workspace.read(&file.path).ok()?;
    let write = |bytes: Vec<u8>| Write { path: file.path.clone(), before: Some(now.clone()), bytes };
    if now == file.after.as_bytes() {
        return Some((Some(write(file.before.clone().into_bytes())), Vec::new()));
    }
    let kind = FileKind::of(&file.path, method);
    let reading = read(&now, kind.clone(), method);
    let before = read(file.before.as_bytes(), kind, method);
    let (State::Valid, Some(Content::DocumentBody(mut sheet)), Some(Content::DocumentBody(before))) =
        (reading.state, reading.content, before.content)
    else {
        return None;
    };
    let left_out = taken::put_back(&mut sheet, &before, taken);
    let bytes = update(&now, &Content::DocumentBody(sheet), method).ok()?;
    Some(((bytes != now).then(|| write(bytes)), left_out))
}
