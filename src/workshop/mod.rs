//! A workshop session: what is planned from an agenda, and the session itself as a state machine.
//!
//! Everything here is pure: time comes in as a `Duration`, random bits as a function. The room knows no file, no screen
//! and no socket, and nothing of what is said in sentences.
//!
//! `agenda` is what `workshop --plan` and `method agendas` use. `event`, `state` and `session` are what happened and what it
//! comes to, `before` how documents stood when it began, `clock` the time, `ballot` and `round` votes, `groups` a line of groups by number, `log` what the private
//! log says, `hidden` notes nobody sees yet, `rebalance` shorter blocks for what is left. For sessions with several
//! terminals `view` and `seen` are what one recipient may see, `wire` what goes between terminals, `peer` what comes and goes at the
//! door, and `client` what a terminal knows that takes part in a session driven elsewhere.

pub mod agenda;
mod apply;
pub mod ballot;
pub mod before;
pub mod client;
pub mod clock;
pub mod event;
pub mod groups;
pub mod hidden;
pub mod log;
pub mod peer;
pub mod rebalance;
pub mod round;
pub mod seen;
pub mod sequence;
pub mod session;
pub mod state;
pub mod view;
pub mod wire;
