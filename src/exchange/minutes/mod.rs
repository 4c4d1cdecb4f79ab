//! The minutes of a session as text, Markdown, and HTML of one file. The same minutes give the same bytes everywhere.

mod html;
mod markdown;
mod page;
mod text;

use crate::assess::recap::Recap;
use crate::i18n::Catalogue;
use page::Page;

/// How minutes are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For reading in a terminal or a mail.
    Text,
    /// For a wiki or a comment.
    Markdown,
    /// A page of one file, without script and without links.
    Html,
}

/// The minutes in a form, in the words of a catalogue. They end with a line feed.
#[must_use]
pub fn minutes(recap: &Recap, form: Form, words: &Catalogue) -> String {
    let page = Page::of(recap, words);
    match form {
        Form::Text => text::render(&page),
        Form::Markdown => markdown::render(&page),
        Form::Html => html::render(&page, words.code()),
    }
}

#[cfg(test)]
mod tests;
