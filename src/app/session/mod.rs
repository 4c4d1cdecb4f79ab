//! A workshop session that runs: the agenda with its clock, votes, and what is written of it into its record.
//!
//! [`state`] is what the model holds of it, [`happening`] how something happens in it, [`flow`] going through the agenda,
//! [`vote`] ballots and totals, [`closing`] its end, [`record`] what its record says, [`glance`] what every screen says of
//! it, [`opening`] how it is found and taken up again.

pub(in crate::app) mod closing;
pub(in crate::app) mod flow;
pub mod glance;
pub(in crate::app) mod happening;
pub(in crate::app) mod opening;
pub(in crate::app) mod record;
pub mod state;
pub mod vote;
