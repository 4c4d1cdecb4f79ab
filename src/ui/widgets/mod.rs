//! Parts that several screens share.

mod detail_pane;
mod dialog;
mod finder;
mod help;
mod message_line;
mod messages;
mod note;
mod note_details;
mod row_details;
mod scroll_bar;
mod slide;
mod title_and_status_bar;
mod tour;

pub use detail_pane::{detail_pane, guidance};
pub use dialog::DialogBox;
pub use help::Help;
pub use message_line::MessageLine;
pub use messages::Messages;
pub use note::{editor_text, list, state_glyph};
pub use note_details::note_details;
pub use row_details::{Said, row_details};
pub use title_and_status_bar::{key_of, origin_badge, title_and_status_bar};
pub use tour::TourStrip;
