//! Tests of the room as a whole: what reading, changing and writing promise together.

mod format;
mod properties;
mod reading;
mod restoring;
mod updating;

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::{Content, FileKind, Reading, read};
use crate::document::{Canvas, Checklist, DocumentBody};
use crate::method::{DataFile, Method};

/// A method with one canvas and one checklist, so that tests do not depend on the built-in ones.
pub(super) fn method() -> &'static Method {
    static METHOD: LazyLock<Method> = LazyLock::new(|| {
        let mut method = Method::default();
        let mut canvas = String::from(
            "format = 1\ncanvas = \"value\"\nofficial_id = \"v\"\ntitle = \"V\"\nshort = \"V\"\npurpose = \"p\"\n\
             how_to_use = \"h\"\ncolumns = 3\nrows = 1\nlicense = \"l\"\nauthors = []\n",
        );
        for (order, id) in ["tasks", "gains", "pains"].iter().enumerate() {
            let _ = write!(
                canvas,
                "[[sections]]\nid = \"{id}\"\nofficial_id = \"x\"\ntitle = \"t\"\nquestion = \"q\"\nwhy = \"w\"\n\
                 good_example = \"g\"\npoor_example = \"p\"\npoor_because = \"b\"\nminutes = 1\nfill_order = {}\n\
                 column = {order}\nrow = 0\ncolumn_span = 1\nrow_span = 1\ndefault_kind = \"task\"\n",
                order + 1
            );
        }
        let mut list = String::from(
            "format = 1\nchecklist = \"audit\"\nofficial_id = \"a\"\ntitle = \"A\"\nshort = \"A\"\npurpose = \"p\"\n\
             how_to_use = \"h\"\nlicense = \"l\"\nauthors = []\n[[profiles]]\nid = \"full\"\ntitle = \"F\"\n\
             description = \"d\"\n[[stages]]\nid = \"s\"\ntitle = \"S\"\ndescription = \"d\"\n",
        );
        for id in ["uses-https", "rate-limits", "has-docs"] {
            let _ = write!(
                list,
                "[[items]]\nid = \"{id}\"\nstage = \"s\"\ntext = \"t\"\nhow = \"h\"\nevidence = \"e\"\n\
                 automation = \"manual\"\n"
            );
        }
        for text in [canvas, list] {
            method.add(DataFile::parse(&text).expect("a template"));
        }
        let follow_up = crate::method::built_in_file("registers/follow-up.toml").expect("built in");
        method.add(DataFile::parse(follow_up).expect("a definition"));
        method
    });
    &METHOD
}

/// Reads a canvas or checklist.
pub(super) fn read_sheet(text: &str) -> Reading {
    read(text.as_bytes(), FileKind::DocumentBody, method())
}

/// The canvas a text says.
pub(super) fn canvas(text: &str) -> Canvas {
    match read_sheet(text).content {
        Some(Content::DocumentBody(DocumentBody::Canvas(canvas))) => Canvas::clone(&canvas),
        other => panic!("no canvas: {other:?} {:?}", read_sheet(text).problems),
    }
}

/// The checklist a text says.
pub(super) fn checklist(text: &str) -> Checklist {
    match read_sheet(text).content {
        Some(Content::DocumentBody(DocumentBody::Checklist(list))) => Checklist::clone(&list),
        other => panic!("no checklist: {other:?}"),
    }
}
