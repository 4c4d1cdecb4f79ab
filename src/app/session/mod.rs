//! A workshop session that runs: the agenda with its clock, votes, and what is written of it into its record.
//!
//! [`state`] is what the model holds of it, [`happening`] how something happens in it, [`flow`] going through the agenda,
//! [`vote`] votes and totals, [`ballot_line`] ballots at the shared keyboard, [`cards`] cards that are hidden,
//! [`grouping`] groups by number, [`minutes`] what is handed to the clipboard,
//! [`rebalancing`] shorter blocks, [`closing`] its end, [`record`] what its record says,
//! [`glance`] what every screen says of it, [`hiding`] hidden notes and their reveal, [`room`] what everybody may see of
//! them, [`people`] who is here, [`peers`] the other terminals, [`prepare`] changing a plan, [`sleep`] a machine that
//! slept, [`opening`] how it is found and taken up again.

pub(in crate::app) mod ballot_line;
pub(in crate::app) mod cards;
pub(in crate::app) mod closing;
pub(in crate::app) mod flow;
pub mod glance;
pub(in crate::app) mod grouping;
pub(in crate::app) mod happening;
pub(in crate::app) mod hiding;
pub(in crate::app) mod minutes;
pub(in crate::app) mod opening;
pub(in crate::app) mod peers;
pub(in crate::app) mod people;
pub mod prepare;
pub(in crate::app) mod rebalancing;
pub(in crate::app) mod record;
pub mod room;
pub(in crate::app) mod sleep;
pub mod state;
pub mod vote;
