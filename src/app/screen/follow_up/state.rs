//! What the screen of a product's follow-up remembers.

use std::collections::BTreeMap;

use crate::app::OpenDocument;
use crate::app::follow_up::{Kind, path_of, product_of};
use crate::app::screen::state::State;
use crate::method::Method;

/// At the follow-up of a product, with an entry in focus where one is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpPlace {
    /// Id of the product.
    pub product: String,
    /// The entry: what it is, and its id.
    pub entry: Option<(Kind, String)>,
}

/// The screen of a product's follow-up.
#[derive(Clone, Debug)]
pub struct FollowUpState {
    /// Path of the file, relative to the workspace; it may not be there yet.
    pub file: String,
    /// The entry in focus. Another one takes its place where it goes.
    pub entry: Option<(Kind, String)>,
    /// The row in focus.
    pub at: usize,
    /// First row shown.
    pub top: usize,
    /// Whether what is said of the entry in focus is shown on narrow screens, too.
    pub info: bool,
    /// Whether that takes the place of the rows where there is no room for both.
    pub is_read: bool,
}

impl FollowUpState {
    /// The follow-up of a product as it first appears.
    #[must_use]
    pub fn of(product: &str) -> Self {
        Self { file: path_of(product), entry: None, at: 0, top: 0, info: true, is_read: false }
    }

    /// Id of the product.
    #[must_use]
    pub fn product(&self) -> &str {
        product_of(&self.file).unwrap_or_default()
    }

    /// Puts an entry in focus.
    pub fn focus(&mut self, kind: Kind, key: &str) {
        self.entry = Some((kind, key.to_owned()));
    }
}

impl State for FollowUpState {
    fn screen(&self) -> &'static str {
        "follow_up"
    }

    fn file(&self) -> Option<&str> {
        Some(&self.file)
    }

    fn go_to_row(&mut self, row: usize) {
        (self.at, self.entry) = (row, None);
    }

    fn in_focus(&self) -> Option<String> {
        self.entry.as_ref().map(|(kind, key)| format!("{} {key}", kind.table()))
    }

    fn repair(&mut self, _: &BTreeMap<String, OpenDocument>, _: &Method, _: usize) {}

    fn rename(&mut self, from: &str, to: &str) {
        if self.file == from {
            to.clone_into(&mut self.file);
        }
    }
}
