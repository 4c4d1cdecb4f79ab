//! Parts that several screens share.

mod about;
mod beside;
mod chrome;
mod details;
mod dialog;
mod finder;
mod help;
mod messages;
mod note;
mod tour;

pub use about::about;
pub use beside::{beside, guidance};
pub use chrome::{chrome, key_of, message, whose};
pub use details::{Said, details};
pub use dialog::dialog;
pub use help::help;
pub use messages::messages;
pub use note::{editor_text, list, state_sign};
pub use tour::tour;
