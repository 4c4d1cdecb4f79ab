//! `-o FILE`: a result goes into a file instead of standard output.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use chrono::Utc;

use super::context::Context;
use super::failure::Failure;
use super::make::{from_here, there_already};
use super::output::{Line, Tone};
use crate::store::StateDir;
use crate::store::error::{DiskError, IoOperation};
use crate::store::layout::SETTINGS_FILE;
use crate::store::removed::keep_copy;
use crate::store::replace::{has_other_names_at, prepare, resolve};
use crate::store::sighting::read_regular;

/// Whether what stands in the place of a file means standard output.
pub(super) fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes a result into the file at `path`, whole or not at all; a pipe or a device is written to as it is. A file that
/// says the same already stays as it is; any other is replaced with `force` only, and where it is kept is said.
///
/// # Errors
/// Where the file belongs to a workspace, whatever `force` says: results never take the place of what a team keeps. Where
/// something stands there and `force` was not given, or the disk says no; what stood there then still stands there.
pub(super) fn write_out(context: &mut Context, path: &Path, text: &str, force: bool) -> Result<(), Failure> {
    if is_standard_output(path) {
        context.out.rendered(text);
        return Ok(());
    }
    let failed = |error: &std::io::Error| DiskError::new(IoOperation::Write, path, error);
    let whole = std::path::absolute(path).map_err(|error| failed(&error))?;
    if fs::metadata(&whole).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        fs::write(&whole, text).map_err(|error| failed(&error))?;
        tell(context, &whole);
        return Ok(());
    }
    let top = whole.ancestors().last().unwrap_or(&whole);
    // Where links lead counts, and not what they are called.
    let target = resolve(&whole, top)?;
    if is_of_a_workspace(&target) {
        let refused = Failure::from(sentence!("cli.error.of_workspace", path = from_here(&whole)));
        return Err(refused.and(sentence!("cli.error.of_workspace_help")));
    }
    if fs::symlink_metadata(&target).is_err() {
        prepare(&target, text.as_bytes(), top)?.commit_new()?.flush()?;
        tell(context, &whole);
        return Ok(());
    }
    let is_file = fs::metadata(&target).is_ok_and(|there| there.is_file());
    if is_file && read_regular(&target).is_ok_and(|now| now == text.as_bytes()) {
        tell(context, &whole);
        return Ok(());
    }
    if is_file && !force {
        return Err(there_already(&whole).and(sentence!("cli.error.exists_force")));
    }
    let prepared = prepare(&target, text.as_bytes(), top)?;
    let kept = keep_copy(&StateDir::open()?, &target, Utc::now())?;
    if has_other_names_at(&target) {
        // One of them may be that of a file of a workspace: only this one is to say something else.
        fs::remove_file(&target).map_err(|error| failed(&error))?;
        prepared.commit_new()?.flush()?;
    } else {
        prepared.commit()?.flush()?;
    }
    let kept = context.words.tell(&sentence!("cli.done.kept", path = from_here(&whole), to = kept.display()));
    context.out.aside(&Line::of(Tone::Muted, kept));
    tell(context, &whole);
    Ok(())
}

fn tell(context: &mut Context, path: &Path) {
    let told = context.words.tell(&sentence!("cli.recap.wrote", path = from_here(path)));
    context.out.hint(&told);
}

/// Whether a place in a workspace is that of a file which programs read there: ours, or a hidden one such as
/// `.gitattributes`. Other files beside them, such as minutes, belong to whoever writes them.
fn is_of_a_workspace(target: &Path) -> bool {
    let is_root = |folder: &&Path| folder.join(SETTINGS_FILE).is_file();
    let Some(root) = target.ancestors().skip(1).find(is_root) else { return false };
    let is_hidden = |part: &OsStr| part.to_string_lossy().starts_with('.');
    let below = target.strip_prefix(root).unwrap_or(target);
    // On some disks capitals make no other name.
    let is_toml = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    is_toml || below.iter().any(is_hidden)
}
