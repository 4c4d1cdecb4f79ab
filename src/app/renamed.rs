//! A document that another run of the program gave another name: everything goes along that is open, typed, or can be undone.

use super::dialog::Dialog;
use super::location::Destination;
use super::{Cx, DocState, OpenDocument, SaveState, typed};

/// A document has another name from here on; `doc` is what stands in its file.
pub(super) fn renamed(cx: &mut Cx, from: &str, to: &str, doc: OpenDocument) {
    typed::interrupt(cx);
    cx.model.history.rename(from, to);
    cx.model.renames.push((from.to_owned(), to.to_owned()));
    for state in cx.model.screens.iter_mut() {
        state.rename(from, to);
    }
    let named = |file: &mut String| {
        if file == from {
            to.clone_into(file);
        }
    };
    cx.model.clashes.iter_mut().for_each(|clash| named(&mut clash.file));
    cx.model.kept_drafts.iter_mut().for_each(|kept| named(&mut kept.draft.file));
    cx.model.form_drafts.all_mut().for_each(|left| named(&mut left.form.file));
    for question in &mut *cx.model.dialogs {
        if let Dialog::Form(form) = &mut question.dialog
            && let Some(kept) = form.keeping.kept_mut()
        {
            named(&mut kept.draft.file);
        }
    }
    for entry in &mut cx.model.trail {
        match &mut entry.at {
            Destination::OpenDocument(place) => named(&mut place.file),
            Destination::Record { file, .. } => named(file),
            Destination::Screen(_) | Destination::Bottom => {}
        }
    }
    if let Some(running) = super::session::happening::running(cx.model).filter(|running| running.file == from) {
        to.clone_into(&mut running.file);
        doc.product.clone_into(&mut running.product);
    }
    cx.model.looks.remove(from);
    let (product, stem) = (doc.product.clone(), doc.stem.clone());
    let was = cx.model.docs.get(from).filter(|old| old.product == product).map(|old| old.stem.clone());
    follow(cx, from, to, doc);
    if let Some(was) = was.filter(|was| *was != stem) {
        super::session::record::document_renamed(cx, &product, &was, &stem);
    }
    cx.say(sentence!("message.renamed-outside", file = from, to = to));
}

/// The document under its new name: what was not saved is saved there.
fn follow(cx: &mut Cx, from: &str, to: &str, doc: OpenDocument) {
    let Some(mut old) = cx.model.docs.remove(from) else {
        cx.model.docs.insert(to.to_owned(), doc);
        return;
    };
    let product = (old.product != doc.product).then(|| (old.product.clone(), doc.product.clone()));
    let is_saved = old.serial == old.saved_serial;
    if is_saved || doc.state != DocState::Valid {
        let (serial, saved_serial) = (old.serial, old.saved_serial);
        cx.model.docs.insert(to.to_owned(), OpenDocument { serial, saved_serial, ..doc });
    } else {
        (old.product, old.stem) = (doc.product, doc.stem);
        to.clone_into(&mut old.file);
        old.save = SaveState::Saving;
        cx.model.docs.insert(to.to_owned(), old);
        cx.request_save(to);
    }
    if let Some((old, new)) = product {
        follow_product(cx, &old, &new);
    }
}

/// The product in front stays in front under its new id, once nothing of it has the old one.
fn follow_product(cx: &mut Cx, old: &str, new: &str) {
    super::products::refresh(cx.model);
    if cx.model.docs.values().any(|doc| doc.product == old) {
        return;
    }
    let in_front = cx.model.products.get(cx.model.product).map(|product| product.id.clone());
    cx.model.products.retain(|product| product.id != old);
    let in_front = if in_front.as_deref() == Some(old) { Some(new.to_owned()) } else { in_front };
    let at = cx.model.products.iter().position(|product| Some(&product.id) == in_front.as_ref());
    cx.model.product = at.unwrap_or(0);
}
