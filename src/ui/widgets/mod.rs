//! Parts that several screens share.

mod detail_pane;
mod dialog;
mod finder;
mod help;
mod message_line;
mod messages;
mod note;
mod note_details;
mod pop_up;
mod recipe;
mod row_details;
mod scroll_bar;
mod session_strip;
mod slide;
mod surroundings;
mod title_and_status_bar;
mod tour;

pub(crate) use detail_pane::{detail_pane, guidance};
pub(crate) use dialog::DialogBox;
pub(crate) use help::Help;
pub(crate) use message_line::MessageLine;
pub(crate) use messages::Messages;
pub(crate) use note::{editor_text, list, state_glyph};
pub(crate) use note_details::details_but_question;
pub(crate) use recipe::Recipe;
pub(crate) use row_details::{Said, row_details};
pub(crate) use session_strip::{SessionStrip, left};
pub(crate) use title_and_status_bar::{key_of, origin_badge, title_and_status_bar};
pub(crate) use tour::TourStrip;
