//! What a person can do on a checklist, a file for each group of commands.

pub(in crate::app) mod answers;
pub(in crate::app) mod items;
pub(in crate::app) mod waiver;
