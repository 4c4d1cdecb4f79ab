//! Every file in `tests/corpus/valid` is valid, saved as it was loaded without a changed byte, and has a canonical form
//! that says the same.

use std::fs;
use std::path::{Path, PathBuf};

use stationmaster::codec::{FileKind, State, format, read, update, write};
use stationmaster::method::Method;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the corpus") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            into.push(path);
        }
    }
}

#[test]
fn valid_files_keep_every_byte_and_have_a_canonical_form() {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/valid"), &mut paths);
    assert!(paths.len() >= 10);
    let method = Method::built_in();
    for path in paths {
        let name = path.display();
        let bytes = fs::read(&path).expect("a file");
        let kind = FileKind::of(&path.to_string_lossy(), method);
        let reading = read(&bytes, kind.clone(), method);
        assert_eq!(reading.state, State::Valid, "{name}: {:#?}", reading.problems);
        let content = reading.content.expect("content");
        assert_eq!(update(&bytes, &content, method).as_deref(), Ok(&bytes[..]), "{name}");

        let canonical = format(&bytes, kind.clone(), method).unwrap_or_else(|error| panic!("{name}: {error}"));
        let back = read(&canonical, kind.clone(), method);
        assert!(back.content.is_some_and(|back| back.says_the_same(&content)), "{name}");
        assert_eq!(format(&canonical, kind.clone(), method).as_deref(), Ok(&canonical[..]), "{name}");

        let written = write(&content, method);
        let back = read(written.as_bytes(), kind, method);
        assert!(back.content.is_some_and(|back| back.says_the_same(&content)), "{name}:\n{written}");
    }
}
