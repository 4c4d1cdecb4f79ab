//! The user's configuration: what can be set, where a value came from, and reading the file with every problem in it.
//!
//! All of it is pure: the text of the file, the environment and the flags are handed in. A file that is half valid is
//! used as far as it is valid, and what is not is named with its place.

mod file;
mod keys;
mod read;
mod reading;
mod settings;
#[cfg(test)]
mod tests;

pub use file::template;
pub use keys::{KeyChoice, lost};
pub use read::read;
pub use reading::Reading;
pub use settings::{AUTO, Given, Kind, Known, SETTINGS, Setting, Settings, Source, variable};
