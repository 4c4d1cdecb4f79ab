//! Parts that several screens share.

mod chrome;
mod dialog;
mod finder;
mod help;
mod note;

pub use chrome::chrome;
pub use dialog::dialog;
pub use help::help;
pub use note::{editor_text, list, state_sign};
