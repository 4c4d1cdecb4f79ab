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

pub use canvas::Canvas;
pub use checklist::Checklist;
pub use guide::Guide;
pub use map::Map;
pub use network::Network;
pub use simple::{TooSmall, Trouble, Welcome};
pub use station::Station;
