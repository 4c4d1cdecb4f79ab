//! The method of a workspace: what is built in, with the files of the user and of the team beside it or in its place.

use std::fs;
use std::path::{Path, PathBuf};

use super::workspace::read_within;
use crate::method::Method;
use crate::review::method_file::{self, Problem};

/// The folder of method files, in a workspace and in the user's data folder.
pub const METHOD: &str = "method";

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

/// The method of the workspace at `root`, or without a workspace: the built-in one, then the user's files, then the
/// team's; a later file takes the place of an earlier one with its id. The second part names the files that cannot be
/// used.
#[must_use]
pub fn method_of(root: Option<&Path>) -> (Method, Vec<Unusable>) {
    let mut method = Method::built_in().clone();
    let mut unusable = Vec::new();
    let folders = users_folder().into_iter().chain(root.map(|root| root.join(METHOD)));
    for folder in folders {
        add_folder(&mut method, &folder, &mut unusable);
    }
    (method, unusable)
}

/// Adds the files of a folder in the order of their names. One that names what a later one brings is tried again after
/// it, so that the order does not matter.
fn add_folder(method: &mut Method, folder: &Path, unusable: &mut Vec<Unusable>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut open: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    open.sort();
    while !open.is_empty() {
        let before = open.len();
        let mut refused = Vec::new();
        for path in std::mem::take(&mut open) {
            let text = read_within(&path, folder).ok().and_then(|bytes| String::from_utf8(bytes).ok());
            let (data, problems) = text.map_or((None, Vec::new()), |text| method_file::read(&text, method));
            match data {
                Some(data) => method.add_own(data, &path.display().to_string()),
                None => refused.push(Unusable { path, problems }),
            }
        }
        if refused.len() == before {
            unusable.extend(refused);
            return;
        }
        open = refused.into_iter().map(|file| file.path).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::starter;

    #[test]
    fn a_teams_files_stand_beside_the_built_in_ones_or_in_their_place() {
        let home = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            fs::create_dir_all(home.path().join(METHOD)).expect("made");
            fs::write(home.path().join(METHOD).join(name), text).expect("written");
        };
        write("ours.toml", starter());
        write("domain.toml", &starter().replace("our-canvas", "domain"));
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
}
