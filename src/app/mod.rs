//! The program's state and what changes it: messages in, effects out.
//!
//! The room is pure: time and ids are passed in, files and the terminal are reached through effects that somebody else
//! carries out, and everything on the screen follows from [`Model`]. [`update()`] is the only place where it changes:
//! the fields of the model and of [`Cx`] belong to this room. What linear mode does goes through it as well, as a
//! [`LineInput`].

mod attention;
mod capabilities;
mod clash;
mod command;
pub mod commands;
pub mod committing;
pub mod config;
mod conflict;
mod cx;
mod decisions;
pub mod dialog;
pub mod editor;
mod effect;
mod escaped;
mod explaining;
mod fitting;
pub mod follow_up;
mod form_drafts;
pub mod index;
pub mod join;
pub mod key;
pub mod key_names;
pub mod keymap;
mod line;
pub mod lineage;
pub mod links;
mod loading;
mod location;
mod mark;
mod message;
mod messages;
pub mod met;
mod model;
pub mod normalize;
mod open_document;
mod overlay;
pub mod paste;
pub mod people;
pub mod place;
mod press;
mod product_info;
mod products;
mod prose;
pub mod publishing;
pub mod query;
mod recovery;
pub mod relations;
mod renamed;
pub mod revisions;
pub mod scene;
pub mod screen;
pub mod session;
pub mod settling;
pub mod sources;
mod stray;
pub mod tour;
mod tracked;
mod transaction_builder;
mod typed;
mod update;
mod vanished;
mod vocabulary;

pub use capabilities::Capabilities;
pub(in crate::app) use cx::Answer;
pub use cx::{Cx, Env, Question};
pub use effect::{Effect, SessionEffect, Settled, TerminalEffect, WorkspaceEffect};
pub use key::{Code, Key};
pub use line::LineInput;
pub use location::Searched;
pub use message::{
    DraftOrigin, Held, LeftChanges, LeftDraft, LeftForm, Loaded, Message, Mouse, MouseKind, Opened, SentForm,
    SessionListing, SessionNews, SessionRequest,
};
pub use messages::{Messages, Note as Said, Tone};
pub use model::{Model, Setup};
pub use open_document::{DocState, OpenDocument, PRODUCT_STEM, ProblemLine, SETTINGS_STEM, SaveState};
pub use overlay::{Overlay, Reading};
pub use product_info::ProductInfo;
pub use query::station_labels;
pub use settling::{InConflict, Settling};
pub use stray::Offer;
pub use transaction_builder::TransactionBuilder;
pub use update::{take_line, update};

pub use crate::layout::Size;
pub use crate::theme::ColourDepth;
