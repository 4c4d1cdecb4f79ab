//! The library from outside, in memory: what it says, draws, reads and writes.
//!
//! One test binary, so that the library is linked once: a file or folder of tests beside this one is a module of it. The
//! other three run the real binary (`cli`, `terminal`) and hold the pages against the program (`docs`).
#![allow(unreachable_pub, reason = "nothing is outside a program of tests")]

mod architecture;
mod canvases;
mod command_table;
mod common;
mod corpus_invalid;
mod corpus_valid;
mod grammar;
mod hostile;
mod journeys;
mod layout;
mod legend;
mod literals;
mod method_facts;
mod method_whole;
mod properties;
mod pseudo;
mod registers;
mod room;
mod schema;
mod screens;
