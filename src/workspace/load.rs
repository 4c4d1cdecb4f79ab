//! Files as the program holds them: read, judged, and told in sentences.

use std::sync::Arc;

use super::request::Saved;
use crate::app::{DocState, InConflict, OpenDocument, ProblemLine, SaveState, Settling};
use crate::assess::check::Finding;
use crate::codec::text_merge::Three;
use crate::codec::{self, Content, FileKind, Problem, State};
use crate::document::DocumentBody;
use crate::i18n::Catalogue;
use crate::merge::text::{Markers, Stages, Versions, merge_files};
use crate::method::Method;
use crate::store::git::merge_by_lines;

/// Reads a canvas, a checklist or a product. The second part is what saving starts from, where it can be saved. `stages` is
/// asked for what git holds of a file with conflict markers.
pub(crate) fn sheet(
    bytes: &[u8],
    file: &str,
    product: &str,
    stem: &str,
    method: &Method,
    words: &Catalogue,
    stages: impl FnOnce() -> Option<Stages>,
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
        settling: (state == DocState::Conflicted).then(|| settling(bytes, file, stages(), method)).flatten(),
        sheet: shown,
        save: SaveState::Saved,
        serial: 0,
        saved_serial: 0,
    };
    (doc, saved)
}

/// What clashes in a file, of which git holds these versions; nothing where that cannot be told.
pub(crate) fn settling(bytes: &[u8], file: &str, stages: Option<Stages>, method: &Method) -> Option<Settling> {
    let kind = FileKind::of(file, method);
    let is_in_index = stages.is_some();
    let merges = |files: Three<&[u8]>, markers: &Markers<'_>| {
        let merged = merge_files(files, &kind, method).map(|merged| merged.marked(markers));
        [merge_by_lines(&files, markers).0].into_iter().chain(merged).collect()
    };
    let of_index = stages.and_then(|stages| Versions::of_stages(stages, Some(bytes), merges));
    let versions = of_index.or_else(|| Versions::of_text(bytes))?;
    InConflict::of(&versions, bytes, kind, is_in_index, method).map(Settling::new)
}

fn problem(file: &str, problem: &Problem, words: &Catalogue) -> ProblemLine {
    let finding = Finding::of_problem(file, problem);
    let mut help = finding.help(words);
    if finding.more > 0 {
        help = format!("{help} {}", words.tell(&sentence!("canvas.trouble-more", count = finding.more)));
    }
    ProblemLine { line: finding.line(), column: finding.column(), message: finding.message(words), help }
}
