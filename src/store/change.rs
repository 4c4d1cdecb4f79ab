//! Changing `product.toml`: under its lock, with what stands in it now, and only where it differs.

use std::path::Path;

use super::error::{DiskError, IoOperation};
use super::lock::{LOCK_TIMEOUT, Lock};
use super::replace::{SaveError, prepare, resolve};
use super::sighting::read_regular;
use super::state_dir::StateDir;
use crate::codec::{Content, FileKind, State, read, update};
use crate::document::Product;
use crate::method::Method;

/// How often to begin anew when a program without our lock writes in between.
const MAX_RETRIES: usize = 8;

/// Reads the product at `path`, lets `change` change it, and writes the blocks that differ. `within` is the workspace's
/// folder, out of which no link may lead. Gives back what stands in the file afterwards.
///
/// # Errors
/// Where the file cannot be read, is invalid, newer or conflicted, or cannot be written.
pub fn product(
    path: &Path,
    within: &Path,
    method: &Method,
    change: impl Fn(&mut Product),
) -> Result<Product, SaveError> {
    let file = resolve(path, within)?;
    // A state folder that takes no lock must not keep the work from its file.
    let lock = StateDir::open().ok().map(|state| Lock::take(&state, &file, LOCK_TIMEOUT));
    let _lock = match lock {
        Some(Err(error @ SaveError::Busy(_))) => return Err(error),
        other => other,
    };
    let unwritable = |detail: String| SaveError::Unwritable { path: path.to_owned(), detail };
    for _ in 0..MAX_RETRIES {
        let bytes = read_regular(&file).map_err(|error| DiskError::new(IoOperation::Read, &file, &error))?;
        let reading = read(&bytes, FileKind::Product, method);
        let product = reading.content.as_ref().and_then(Content::product).filter(|_| reading.state == State::Valid);
        let Some(mut product) = product.map(|product| Product::clone(product)) else {
            return Err(unwritable(format!("{:?}", reading.state).to_lowercase()));
        };
        change(&mut product);
        let content = product.clone().into();
        let new = update(&bytes, &content, method).map_err(|error| unwritable(error.to_string()))?;
        if new == bytes {
            return Ok(product);
        }
        // A program that does not know our lock may have written while we thought.
        if let Some(replaced) = prepare(&file, &new, within)?.commit_over(&bytes)? {
            replaced.flush.flush()?;
            return Ok(product);
        }
    }
    Err(SaveError::Busy(path.to_owned()))
}
