//! The files of the program as they stand: data files, files to begin one's own from, and the example workspace.

use include_dir::Dir;

use super::shelf::BUILT_IN;

/// The text of a built-in data file, by its path below `canvases/`.
#[must_use]
pub fn built_in_file(path: &str) -> Option<&'static str> {
    BUILT_IN.get_file(path).and_then(include_dir::File::contents_utf8)
}

/// What one's own can be begun of.
pub const STARTERS: [&str; 5] = ["canvas", "checklist", "cycle", "guide", "agenda"];

/// A file to begin one's own from, with comments, for a word of [`STARTERS`]. What is to be filled in stands in angle
/// brackets; the id is `our-` and the word.
#[must_use]
pub fn starter(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "canvas" => include_str!("starters/canvas.toml"),
        "checklist" => include_str!("starters/checklist.toml"),
        "cycle" => include_str!("starters/cycle.toml"),
        "guide" => include_str!("starters/guide.toml"),
        "agenda" => include_str!("starters/agenda.toml"),
        _ => return None,
    })
}

/// The files of the example workspace: path below the workspace, and content.
#[must_use]
pub fn demo_files() -> Vec<(String, &'static [u8])> {
    fn walk(dir: &'static Dir<'static>, into: &mut Vec<(String, &'static [u8])>) {
        for file in dir.files() {
            let path = file.path().strip_prefix("demo").unwrap_or(file.path());
            into.push((
                path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"),
                file.contents(),
            ));
        }
        for dir in dir.dirs() {
            walk(dir, into);
        }
    }
    let mut files = Vec::new();
    if let Some(demo) = BUILT_IN.get_dir("demo") {
        walk(demo, &mut files);
    }
    files.sort();
    files
}
