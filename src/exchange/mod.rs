//! Other forms than our own: bytes in, bytes out. Nothing here touches a disk.

pub mod package;
pub mod svg;
