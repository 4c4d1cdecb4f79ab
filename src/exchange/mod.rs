//! Other forms than our own: bytes in, bytes out. Nothing here touches a disk.

pub mod markdown;
pub mod minutes;
pub mod package;
pub mod svg;
