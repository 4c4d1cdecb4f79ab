//! What a person can do on a station, a file for each group of commands.

pub(in crate::app) mod criteria;
pub(in crate::app) mod interview;
pub(in crate::app) mod marks;
pub(in crate::app) mod rounds;
