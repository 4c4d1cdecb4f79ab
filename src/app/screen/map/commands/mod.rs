//! What a person can do on the map, a file for each group of commands.

pub(in crate::app) mod network;
pub(in crate::app) mod next;
pub(in crate::app) mod products;
pub(in crate::app) mod station;
