//! A workshop session: what is planned from an agenda, which the program does; and the session itself as a state machine,
//! which it does not run yet.
//!
//! Everything here is pure: time comes in as a `Duration`, random bits as a function. The room knows no file, no screen
//! and no socket, and nothing of what is said in sentences.
//!
//! `agenda` is what `workshop --plan` and `method agendas` use. The rest is public because nothing in the program calls it
//! so far, only its tests do. It is what a session that runs is to stand on: `event`, `state` and `session`
//! what happened and what it comes to, `clock` the time, `hidden` notes nobody sees yet, `ballot` and `round` votes,
//! `log` what the private log says, `rebalance` shorter blocks for what is left, `view` what one recipient may see, `wire`
//! what goes between terminals. There is no screen of a session, and no socket.

pub mod agenda;
mod apply;
pub mod ballot;
pub mod clock;
pub mod event;
pub mod hidden;
pub mod log;
pub mod rebalance;
pub mod round;
pub mod session;
pub mod state;
pub mod view;
pub mod wire;
