//! A workshop session: what is planned from an agenda.
//!
//! Everything here is pure: time comes in as a `Duration`, random bits as a function. The room knows no file, no screen
//! and no socket, and nothing of what is said in sentences.

pub mod agenda;
