//! `demo`: a filled example in a temporary folder, opened.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::{Failure, Outcome};
use super::open::{Start, hand_over, needs_a_terminal};
use crate::method::demo_files;
use crate::method::language::Sentence;

pub(super) const ROW: Row = Row { name: "demo", arguments, run };

fn arguments(command: Command, _make: &Maker) -> Command {
    command
}

fn run(context: &mut Context, _matches: &ArgMatches) -> Outcome {
    needs_a_terminal()?;
    let workspace = unpack().map_err(|error| {
        let folder = std::env::temp_dir().display().to_string();
        Failure::from(Sentence::new("cli.error.demo").with("folder", folder).with("why", error))
    })?;
    let code = hand_over(context, Start { workspace: Some(workspace.clone()), ..Start::default() })?;
    let kept = Sentence::new("cli.demo.kept").with("folder", workspace.display());
    let kept = context.words.tell(&kept);
    context.out.hint(&kept);
    Ok(code)
}

/// Writes the example into a fresh folder only this user can read, and says where its workspace is.
fn unpack() -> io::Result<PathBuf> {
    let folder = tempfile::Builder::new().prefix("stationmaster-demo-").tempdir()?;
    let workspace = folder.path().join("apiops");
    for (path, content) in demo_files() {
        let path = path.split('/').fold(workspace.clone(), |folder, part| folder.join(part));
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, content)?;
    }
    // From here on the folder is the user's to look at and to throw away.
    let _ = folder.keep();
    Ok(workspace)
}
