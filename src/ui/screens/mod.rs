//! One view a screen.

mod canvas;
mod checklist;
mod grid;
mod guide;
mod item;
mod map;
mod network;
mod simple;
mod station;

pub use canvas::canvas;
pub use checklist::checklist;
pub use guide::guide;
pub use map::map;
pub use network::network;
pub use simple::{too_small, trouble, welcome};
pub use station::station;
