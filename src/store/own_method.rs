//! The method of a workspace: what is built in, with the files of the user and of the team beside it or in its place.

use std::fs;
use std::path::{Path, PathBuf};

use super::imported::{origin, place_of};
use super::layout::{METHOD, PRODUCT_FILE};
use super::workspace::read_within;
use crate::assess::method_file::{self, Problem};
use crate::method::Method;

/// The largest file that is read; the method's own are far smaller.
const MAX_FILE_BYTES: u64 = 8 * 1024 * 1024;
/// How many folders below that are looked into.
const MAX_FOLDER_DEPTH: usize = 3;

/// A method file that cannot be used. The program goes on without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it; nothing where it could not even be read.
    pub problems: Vec<Problem>,
}

/// The user's folder of method files, where the platform has one for data.
#[must_use]
pub fn users_folder() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "stationmaster")?;
    Some(dirs.data_dir().join(METHOD))
}

/// Whether the folder for method files is that of a product, which then has none of them.
#[must_use]
pub fn is_product(root: &Path) -> bool {
    root.join(METHOD).join(PRODUCT_FILE).is_file()
}

/// The method of the workspace at `root`, or without a workspace: the built-in one, then the user's files, then the
/// team's; a later file takes the place of an earlier one with its id. The second part names the files that cannot be
/// used.
#[must_use]
pub fn method_of(root: Option<&Path>) -> (Method, Vec<Unusable>) {
    let mut method = Method::built_in().clone();
    let mut unusable = Vec::new();
    let teams = root.filter(|root| !is_product(root)).map(|root| root.join(METHOD));
    let folders = users_folder().into_iter().chain(teams);
    for folder in folders {
        add_folder(&mut method, &folder, &mut unusable);
    }
    (method, unusable)
}

/// The method files in a folder and the folders below it, in the order of their paths. Links to folders are not followed.
#[must_use]
pub(super) fn files_below(folder: &Path) -> Vec<PathBuf> {
    fn walk(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                if depth < MAX_FOLDER_DEPTH {
                    walk(&path, depth + 1, into);
                }
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                into.push(path);
            }
        }
    }
    let mut files = Vec::new();
    walk(folder, 0, &mut files);
    files.sort();
    files
}

/// Adds the files of a folder and those below it in the order of their paths; what was imported comes first, so that
/// what somebody wrote takes its place. One that names what a later one brings is tried again after it, so that the order
/// does not matter.
fn add_folder(method: &mut Method, folder: &Path, unusable: &mut Vec<Unusable>) {
    let mut open: Vec<(PathBuf, Option<String>)> = Vec::new();
    for path in files_below(folder) {
        let is_small = fs::metadata(&path).is_ok_and(|data| data.len() <= MAX_FILE_BYTES);
        let bytes = if is_small { read_within(&path, folder).ok() } else { None };
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(text) => open.extend(add_imported(method, folder, &path, text).map(|text| (path, Some(text)))),
            None => open.push((path, None)),
        }
    }
    while !open.is_empty() {
        let before = open.len();
        let mut refused = Vec::new();
        let mut left = Vec::new();
        for (path, text) in open {
            let (data, problems) = text.as_deref().map_or((None, Vec::new()), |text| method_file::read(text, method));
            if let Some(data) = data {
                method.add_own(data, &path.display().to_string());
            } else {
                left.push((path.clone(), text));
                refused.push(Unusable { path, problems });
            }
        }
        if refused.len() == before {
            unusable.extend(refused);
            return;
        }
        open = left;
    }
}

/// Adds a file that an import wrote and nobody changed since, without looking through it: it is a built-in one in other
/// words. Gives back the text of any other file.
fn add_imported(method: &mut Method, folder: &Path, path: &Path, text: String) -> Option<String> {
    let Some(place) = place_of(path, folder) else { return Some(text) };
    let (_, place) = place.split_once('/').unwrap_or(("", &place));
    let package = match origin(&text, place) {
        Some(origin) if origin.is_untouched => origin.package.to_owned(),
        _ => return Some(text),
    };
    let kept = text.clone();
    let is_added = method.add_worded(place, text, &path.display().to_string(), &package);
    (!is_added).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::starter;

    #[test]
    fn a_teams_files_stand_beside_the_built_in_ones_or_in_their_place() {
        let home = tempfile::tempdir().expect("a folder");
        let canvas = starter("canvas").expect("a starter");
        let write = |name: &str, text: &str| {
            fs::create_dir_all(home.path().join(METHOD)).expect("made");
            fs::write(home.path().join(METHOD).join(name), text).expect("written");
        };
        write("ours.toml", canvas);
        write("domain.toml", &canvas.replace("our-canvas", "domain"));
        write("torn.toml", "canvas = ");
        // It names a canvas that comes after it.
        let guide = "format = 1\nguide = \"a-guide\"\ncategory = \"guideline\"\ntitle = \"A\"\npurpose = \"p\"\n\
                     when = \"w\"\nsteps = [\"s\"]\nresult = \"r\"\ntraps = [\"t\"]\ncanvases = [\"our-canvas\"]\n";
        write("a-guide.toml", guide);
        let (method, unusable) = method_of(Some(home.path()));
        assert_eq!(unusable.len(), 1);
        assert!(unusable[0].path.ends_with("torn.toml") && unusable[0].problems[0].place.line == 1);
        assert!(method.canvas("our-canvas").is_some() && method.guide("a-guide").is_some());
        assert_eq!(method.canvas("domain").map(|canvas| canvas.sections.len()), Some(2));
        assert_eq!(method.canvases().len(), Method::built_in().canvases().len() + 1);
        let replaced: Vec<&str> = method.own().iter().filter(|own| own.replaces).map(|own| own.id.as_str()).collect();
        assert_eq!(replaced, ["domain"]);
    }

    #[test]
    fn what_was_imported_stands_before_the_built_in_and_behind_what_somebody_wrote() {
        let home = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = home.path().join(METHOD).join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        };
        let worded = |place: &str, from: &str, to: &str| {
            let text = crate::method::built_in_file(place).expect("built in").replace(from, to);
            super::super::imported::stamped("words 1.0", place, &text)
        };
        write("words/domain.toml", &worded("domain.toml", "Domain Canvas", "Words Canvas"));
        write("words/rest.toml", &worded("rest.toml", "REST Canvas", "Other Canvas"));
        write("words/criteria.toml", &worded("criteria.toml", "Do we have evidence", "Is there evidence"));
        write("rest.toml", &starter("canvas").expect("a starter").replace("our-canvas", "rest"));
        let (method, unusable) = method_of(Some(home.path()));
        assert_eq!(unusable, []);
        let title = |id: &str| method.canvas(id).expect("there").title.english().to_owned();
        assert_eq!((title("domain").as_str(), title("rest").as_str()), ("Words Canvas", "<title>"));
        assert!(method.criteria()[0].text.english().starts_with("Is there evidence"));
        assert_eq!(method.criteria().len(), Method::built_in().criteria().len());
        let package = |id: &str| method.own_of(id).and_then(|own| own.package.as_deref());
        assert_eq!((package("domain"), package("rest"), package("event")), (Some("words 1.0"), None, None));
        // Larger than anybody writes: it is not even read.
        let huge = fs::File::create(home.path().join(METHOD).join("huge.toml")).expect("made");
        huge.set_len(MAX_FILE_BYTES + 1).expect("a size");
        let (_, unusable) = method_of(Some(home.path()));
        assert_eq!(unusable.len(), 1);
        assert!(unusable[0].path.ends_with("huge.toml") && unusable[0].problems.is_empty());
        fs::remove_file(home.path().join(METHOD).join("huge.toml")).expect("removed");
        // Changed by somebody, and broken while at it: it is looked through as any other.
        let broken = worded("domain.toml", "Domain Canvas", "Words Canvas").replace("columns     = 2", "columns = 1");
        write("words/domain.toml", &broken);
        let (method, unusable) = method_of(Some(home.path()));
        assert_eq!(unusable.len(), 1);
        assert!(method.own_of("domain").is_none() && unusable[0].problems[0].place.line > 1);
    }
}
