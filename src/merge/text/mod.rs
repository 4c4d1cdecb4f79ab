//! Three versions of a file into one, as git wants them merged: what it says note by note, its text table by table.
//!
//! [`merge_files`] gives back pieces; a clash is one of them and becomes markers, or one side, or both. What is written is
//! read again first and has to say what the merge of the documents says; where it does not, or a version cannot be read,
//! the file is one for a merge by lines ([`lines`]).

mod clashes;
mod form;
pub mod lines;
mod report;
mod settle;
#[cfg(test)]
mod tests;
mod versions;

use std::sync::Arc;

pub use report::{Question, Unsettled, unsettled};
pub use settle::Choice;
pub use versions::{Stages, Versions};

use super::three::three_way;
use super::{merge, settings};
use crate::codec::text_merge::{Clash, Piece, Three, Version, both_sides, flattened, is_plain, is_true, merge_texts};
use crate::codec::{self, Content, FileKind, Reading, State};
use crate::document::{Canvas, Checklist, DocumentBody, Field, Head, Id, Product, Register, Settings, Value};
use crate::method::Method;
use form::Form;

/// Signs around what has to be settled, as git writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markers<'m> {
    /// How many of each sign; git's own number is 7.
    pub size: usize,
    /// What our side is called; may be empty.
    pub ours: &'m str,
    pub theirs: &'m str,
}

impl Markers<'_> {
    /// Appends a clash with its markers, and with what both came from where that is asked for; what both sides have alike
    /// needs none.
    fn put_around(&self, texts: &Three<String>, with_base: bool, out: &mut String) {
        if texts.ours == texts.theirs {
            out.push_str(&texts.ours);
            return;
        }
        let sign = |sign: &str, label: &str| {
            let gap = if label.is_empty() { "" } else { " " };
            format!("{}{gap}{label}\n", sign.repeat(self.size))
        };
        out.push_str(&sign("<", self.ours));
        out.push_str(&texts.ours);
        if with_base {
            out.push_str(&sign("|", "base"));
            out.push_str(&texts.base);
        }
        for part in [&sign("=", ""), &texts.theirs, &sign(">", self.theirs)] {
            out.push_str(part);
        }
    }
}

/// What three versions of a file come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedFile {
    pieces: Vec<Piece>,
    form: Form,
    /// Notes that left their group because its head is gone, elsewhere, or grouped itself.
    pub ungrouped: Vec<Id>,
}

impl MergedFile {
    /// Whether nothing is to be settled.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.unsettled().is_empty()
    }

    /// What is to be settled, in the order of the file.
    #[must_use]
    pub fn unsettled(&self) -> Vec<Unsettled> {
        unsettled(&self.pieces)
    }

    /// The file with markers around what is to be settled.
    #[must_use]
    pub fn marked(&self, markers: &Markers<'_>) -> Vec<u8> {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Plain(plain) => text.push_str(plain),
                Piece::Clash(texts) => markers.put_around(texts, false, &mut text),
            }
        }
        self.form.put_on(&text)
    }

    /// The file with everything settled for one version.
    #[must_use]
    pub fn taken(&self, version: Version) -> Vec<u8> {
        self.form.put_on(&flattened(&self.pieces, version))
    }

    /// The file with both sides of everything: texts one below the other, sets united, of everything else ours.
    #[must_use]
    pub fn with_both(&self) -> Vec<u8> {
        self.form.put_on(&both_sides(&self.pieces))
    }
}

/// What a side says, and the text it says it in.
struct Side {
    reading: Reading,
    content: Content,
}

/// Merges three versions of a file. An empty base stands for an empty document. Nothing comes back where a version
/// cannot be read, or follows another template: such files are to be merged by lines.
#[must_use]
pub fn merge_files(files: Three<&[u8]>, kind: &FileKind, method: &Method) -> Option<MergedFile> {
    let texts = Three {
        base: std::str::from_utf8(files.base).ok()?,
        ours: std::str::from_utf8(files.ours).ok()?,
        theirs: std::str::from_utf8(files.theirs).ok()?,
    };
    let whole = |text: &str| {
        let piece = Piece::Plain(text.to_owned());
        Some(MergedFile { pieces: vec![piece], form: Form::default(), ungrouped: Vec::new() })
    };
    if let Some(one) = three_way(texts.base, texts.ours, texts.theirs) {
        return whole(one);
    }
    let [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(Form::of);
    let form = ours.0;
    if let Some(one) = three_way(&base.1, &ours.1, &theirs.1) {
        let pieces = vec![Piece::Plain(one.clone())];
        return Some(MergedFile { pieces, form, ungrouped: Vec::new() });
    }
    let ours = side(&ours.1, kind, method)?;
    let theirs = side(&theirs.1, kind, method)?;
    let base = if base.1.trim().is_empty() { empty(&ours.content) } else { side(&base.1, kind, method)? };
    let mut sides = Three { base, ours, theirs };
    if [&sides.base, &sides.ours, &sides.theirs].iter().any(|side| !is_plain(&side.reading, &side.content)) {
        sides = Three {
            base: canonical(sides.base, kind, method)?,
            ours: canonical(sides.ours, kind, method)?,
            theirs: canonical(sides.theirs, kind, method)?,
        };
    }
    let contents = sides.as_ref().map(|side| &side.content);
    let (merged, clashes) = documents(contents)?;
    let readings = sides.as_ref().map(|side| &side.reading);
    let text = merge_texts(readings, contents, &merged, &clashes, method);
    let clashes: Vec<Clash> = clashes.into_iter().chain(text.clashes).collect();
    let proves = |version: Version| {
        let side = (!clashes.is_empty()).then_some((&sides.get(version).content, &*clashes));
        is_true(&flattened(&text.pieces, version), kind.clone(), &merged, side, method)
    };
    let is_clean = text.pieces.iter().all(|piece| matches!(piece, Piece::Plain(_)));
    if !proves(Version::Ours) || (!is_clean && !proves(Version::Theirs)) {
        return None;
    }
    let ungrouped = ungrouped(&sides, &merged);
    Some(MergedFile { pieces: text.pieces, form, ungrouped })
}

fn side(text: &str, kind: &FileKind, method: &Method) -> Option<Side> {
    let reading = codec::read(text.as_bytes(), kind.clone(), method);
    let content = reading.content.clone().filter(|_| reading.state == State::Valid)?;
    Some(Side { reading, content })
}

/// The same with a header for every table.
fn canonical(side: Side, kind: &FileKind, method: &Method) -> Option<Side> {
    if side.reading.text.is_empty() {
        return Some(side);
    }
    let bytes = codec::format(side.reading.text.as_bytes(), kind.clone(), method).ok()?;
    self::side(std::str::from_utf8(&bytes).ok()?, kind, method)
}

/// An empty base beside a side that says this.
fn empty(beside: &Content) -> Side {
    let reading = codec::read(b"", FileKind::Settings, Method::built_in());
    Side { reading, content: nothing(beside) }
}

/// What an empty document says beside one that says this.
fn nothing(beside: &Content) -> Content {
    match beside {
        Content::Settings(_) => Content::Settings(Settings::default()),
        Content::DocumentBody(body) => Content::DocumentBody(match body {
            DocumentBody::Canvas(canvas) => {
                DocumentBody::Canvas(Arc::new(Canvas::new(Head::new(canvas.head.template.clone(), ""))))
            }
            DocumentBody::Checklist(list) => {
                DocumentBody::Checklist(Arc::new(Checklist::new(Head::new(list.head.template.clone(), ""))))
            }
            DocumentBody::Product(_) => DocumentBody::Product(Arc::new(Product::default())),
            DocumentBody::Register(register) => {
                DocumentBody::Register(Arc::new(Register::new(Arc::clone(register.template()))))
            }
        }),
    }
}

/// What two documents come to that both started from `base`, theirs where they clash, and what clashes; without a base, both
/// are new. Nothing where they cannot be merged.
pub(super) fn said_together(base: Option<&Content>, ours: &Content, theirs: &Content) -> Option<(Content, Vec<Clash>)> {
    let none = base.is_none().then(|| nothing(ours));
    let base = base.or(none.as_ref())?;
    documents(Three { base, ours, theirs })
}

/// What the documents come to, and where in the file they clash.
fn documents(contents: Three<&Content>) -> Option<(Content, Vec<Clash>)> {
    match (contents.base, contents.ours, contents.theirs) {
        (Content::DocumentBody(base), Content::DocumentBody(ours), Content::DocumentBody(theirs)) => {
            if base.template() != ours.template() {
                return None;
            }
            let merged = merge(base, ours, theirs);
            let clashes = clashes::clashes(&merged.conflicts, &merged.sheet)?;
            Some((Content::DocumentBody(merged.sheet), clashes))
        }
        (Content::Settings(base), Content::Settings(ours), Content::Settings(theirs)) => {
            let (merged, clashes) = settings::merge(base, ours, theirs);
            Some((Content::Settings(merged), clashes))
        }
        _ => None,
    }
}

/// The notes that stand on their own although a side grouped them and the other did not object.
fn ungrouped(sides: &Three<Side>, merged: &Content) -> Vec<Id> {
    let canvas = |content: &'_ Content| content.sheet().and_then(DocumentBody::canvas).cloned();
    let Some(merged) = canvas(merged) else { return Vec::new() };
    let [base, ours, theirs] = [&sides.base, &sides.ours, &sides.theirs].map(|side| canvas(&side.content));
    let under = |side: &Option<Canvas>, id: Id| -> Option<Value> { side.as_ref()?.note(id)?.get(Field::Under) };
    let stands = |side: &Option<Canvas>, id: Id| side.as_ref().is_some_and(|canvas| canvas.note(id).is_some());
    let alone = merged.notes().filter(|(_, note)| note.under.is_none()).map(|(_, note)| note.id);
    alone
        .filter(|id| {
            let (was, we, they) = (under(&base, *id), under(&ours, *id), under(&theirs, *id));
            match (stands(&ours, *id), stands(&theirs, *id)) {
                (true, true) => three_way(&was, &we, &they).is_some_and(Option::is_some),
                (true, false) => we.is_some(),
                _ => they.is_some(),
            }
        })
        .collect()
}
