//! Files as the program holds them: read, judged, and told in sentences.

use std::sync::Arc;

use super::request::Saved;
use crate::app::{DocState, OpenDocument, ProblemLine, SaveState};
use crate::assess::check::Finding;
use crate::codec::{self, Content, FileKind, Problem, State};
use crate::document::DocumentBody;
use crate::i18n::Catalogue;
use crate::method::Method;

/// Reads a canvas, a checklist or a product. The second part is what saving starts from, where it can be saved.
pub fn sheet(
    bytes: &[u8],
    file: &str,
    product: &str,
    stem: &str,
    method: &Method,
    words: &Catalogue,
) -> (OpenDocument, Option<Saved>) {
    let reading = codec::read(bytes, FileKind::of(file, method), method);
    let state = match reading.state {
        State::Valid => DocState::Valid,
        State::Newer => DocState::Newer,
        State::Invalid => DocState::Invalid,
        State::Conflicted => DocState::Conflicted,
    };
    let sheet: Option<DocumentBody> = match reading.content {
        Some(Content::DocumentBody(sheet)) => Some(sheet),
        _ => None,
    };
    let saved =
        sheet.clone().filter(|_| state == DocState::Valid).map(|sheet| Saved { bytes: Arc::from(bytes), sheet });
    let problems = reading.problems.iter().map(|found| problem(file, found, words)).collect();
    // What cannot be written is shown with its reason; a newer format is shown as far as it can be understood.
    let shown = sheet.filter(|_| matches!(state, DocState::Valid | DocState::Newer));
    let doc = OpenDocument {
        file: file.to_owned(),
        product: product.to_owned(),
        stem: stem.to_owned(),
        state,
        problems,
        sheet: shown,
        save: SaveState::Saved,
        serial: 0,
        saved_serial: 0,
    };
    (doc, saved)
}

fn problem(file: &str, problem: &Problem, words: &Catalogue) -> ProblemLine {
    let finding = Finding::of_problem(file, problem);
    let mut help = finding.help(words);
    if finding.more > 0 {
        help = format!("{help} {}", words.tell(&sentence!("canvas.trouble-more", count = finding.more)));
    }
    ProblemLine { line: finding.line(), column: finding.column(), message: finding.message(words), help }
}
