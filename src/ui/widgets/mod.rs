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
mod scroll_bar;
mod tour;

pub use about::about;
pub use beside::{beside, guidance};
pub use chrome::{MessageLine, chrome, key_of, whose};
pub use details::{Said, details};
pub use dialog::DialogBox;
pub use help::Help;
pub use messages::Messages;
pub use note::{editor_text, list, state_sign};
pub use scroll_bar::ScrollBar;
pub use tour::TourStrip;
