//! Where things are on the screen. Views draw by it, and the mouse and scrolling go by it, so that both agree.

mod areas;
mod dialog;
mod focus;
mod footer;
mod frame;
mod hits;
mod keys;
mod mouse;
mod overlay;
mod slide;

pub(in crate::app) use areas::small;
pub use areas::{Areas, SMALLEST, areas};
pub use dialog::ABOUT_NUMBER;
pub use focus::focus;
pub use footer::{FooterAction, FooterEntry, FooterPlace, footer};
pub(in crate::app) use frame::settle;
pub use hits::{Spot, hits};
pub use keys::KeyLine;
pub use mouse::mouse;
pub use overlay::{
    LABEL, MessageLine, RecipeLine, RecipeLineKind, key_parts, message_lines, overlay_area, overlay_list, recipe_lines,
};
