//! Canonical form.
use super::{FileKind, FormatError};
use crate::method::Method;
/// Puts a file into canonical form.
///
/// # Errors
/// Where the file is not valid.
pub fn format(_bytes: &[u8], _kind: FileKind, _method: &Method) -> Result<Vec<u8>, FormatError> {
    Err(FormatError::Mismatch)
}
