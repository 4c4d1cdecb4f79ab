//! The real program in a pseudo-terminal, as a person has it: keys in, a screen and files out.
//!
//! Tests wait for what they expect to see, never for a time; each has a folder, a home and a state folder of its own.
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]
#![cfg(unix)]

mod background;
mod harness;
mod killing;
mod method;
mod output;
mod readme;
mod restoring;
mod screen;
mod seats;
mod sessions;
mod sharing;
mod starting;
mod thrift;
mod trouble;
mod versions;
mod writers;
