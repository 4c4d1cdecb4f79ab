//! Changes of a follow-up file: each is a step like any other, in the journal before the next key is looked at, saved,
//! and taken back by undo.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Kind, path_of};
use crate::app::screen::FollowUpState;
use crate::app::{Cx, DocState, OpenDocument, SaveState, TransactionBuilder, WorkspaceEffect};
use crate::document::{DocumentBody, Edit, EntryPlace, Register, RegisterEdit, RegisterValue, Table};
use crate::i18n::Sentence;
use crate::method::RegisterTemplate;

/// The values of an entry by their keys; what is not named stays as it is, and nothing takes a key away.
pub(in crate::app) type Values = BTreeMap<&'static str, Option<RegisterValue>>;

/// A text as a value; nothing where it is empty.
#[must_use]
pub(in crate::app) fn text(text: &str) -> Option<RegisterValue> {
    (!text.is_empty()).then(|| RegisterValue::from(text))
}

/// A list as a value; nothing where it is empty.
#[must_use]
pub(in crate::app) fn list(list: Vec<String>) -> Option<RegisterValue> {
    (!list.is_empty()).then_some(RegisterValue::List(list))
}

/// Puts down an entry for a product, in a file that is made where there is none. Gives back its id.
///
/// # Errors
/// The reason why it cannot be written, for the person to read. Nothing has changed then.
pub(in crate::app) fn add(
    cx: &mut Cx,
    product: &str,
    kind: Kind,
    values: Values,
    replaces: Option<&str>,
    said: Sentence,
) -> Result<String, Sentence> {
    let file = path_of(product);
    let template = cx.model.method.register_of(&file).cloned();
    let template = template.ok_or_else(|| sentence!("message.not-writable", file = &file))?;
    let misfit = || sentence!("message.refused-misfit");
    let definition = template.table(kind.table()).ok_or_else(misfit)?;
    let mut entry = Table::default();
    for (key, value) in values {
        if let Some(value) = value
            && !entry.put(definition.entry(), key, value)
        {
            return Err(misfit());
        }
    }
    let old = replaces.and_then(|old| super::entry(cx.model, &file, kind, old));
    if old.is_some_and(|old| old.is_closed()) {
        // Somebody else has replaced it meanwhile: theirs stays.
        return Err(sentence!("reason.replaced"));
    }
    make_file(cx, product, &file, &template);
    let key = cx.draw_id().to_string();
    let at = EntryPlace { table: vec![kind.table().to_owned()], after: None };
    let mut edits = vec![RegisterEdit::Insert { at, key: key.clone(), entry: Arc::new(entry) }];
    if let Some(old) = replaces.and_then(|old| super::entry(cx.model, &file, kind, old)) {
        let path = vec![kind.table().to_owned(), old.key.to_owned(), "superseded_by".to_owned()];
        let before = old.table.value("superseded_by").cloned();
        edits.push(RegisterEdit::Set { path, before, after: Some(RegisterValue::Text(reference(&key))) });
    }
    let make = |plan: &mut TransactionBuilder| edits.into_iter().for_each(|edit| plan.make(Edit::Register(edit)));
    cx.try_change(&file, Some(said), make)?;
    if let Some(state) = cx.model.screens.front_mut::<FollowUpState>() {
        state.focus(kind, &key);
    }
    Ok(key)
}

/// The document of a product's follow-up, empty, where it has none yet; its file is made before anything is saved in it.
fn make_file(cx: &mut Cx, product: &str, file: &str, template: &Arc<RegisterTemplate>) {
    if cx.model.docs.contains_key(file) {
        return;
    }
    let body = DocumentBody::Register(Arc::new(Register::new(Arc::clone(template))));
    let doc = OpenDocument {
        file: file.to_owned(),
        product: product.to_owned(),
        stem: super::STEM.to_owned(),
        state: DocState::Valid,
        problems: Vec::new(),
        sheet: Some(body),
        settling: None,
        save: SaveState::Saved,
        serial: 0,
        saved_serial: 0,
    };
    cx.model.docs.insert(file.to_owned(), doc);
    cx.effect(WorkspaceEffect::CreateRegister { file: file.to_owned() });
}

/// Gives keys of an entry other values. Where they have those already, nothing changes.
///
/// # Errors
/// The reason why it cannot be written, for the person to read. Nothing has changed then.
pub(in crate::app) fn set(
    cx: &mut Cx,
    file: &str,
    (kind, key): (Kind, &str),
    values: Values,
    said: Sentence,
) -> Result<(), Sentence> {
    if cx.model.docs.get(file).is_some_and(|doc| !doc.is_writable()) {
        return Err(sentence!("message.not-writable", file = file));
    }
    let entry = super::entry(cx.model, file, kind, key).ok_or_else(|| sentence!("message.entry-gone"))?;
    let mut edits = Vec::new();
    for (name, after) in values {
        let before = entry.table.value(name).cloned();
        if before != after {
            let path = vec![kind.table().to_owned(), key.to_owned(), name.to_owned()];
            edits.push(Edit::Register(RegisterEdit::Set { path, before, after }));
        }
    }
    cx.try_change(file, Some(said), |plan| edits.into_iter().for_each(|edit| plan.make(edit))).map(drop)
}

/// Takes an entry out.
pub(in crate::app) fn remove(cx: &mut Cx, file: &str, (kind, key): (Kind, &str), said: Sentence) {
    let Some(entry) = super::entry(cx.model, file, kind, key) else { return };
    let at = EntryPlace { table: vec![kind.table().to_owned()], after: None };
    let edit = RegisterEdit::Remove { at, key: key.to_owned(), entry: Arc::new(entry.table.clone()) };
    cx.change(file, Some(said), |plan| plan.make(Edit::Register(edit)));
}

/// The reference by which an entry of a product is named in that product.
#[must_use]
pub(in crate::app) fn reference(key: &str) -> String {
    format!("{}#{key}", super::STEM)
}
