//! A document that was read, for the first time or again because somebody else has changed it.

use std::sync::Arc;

use super::update::save_failed;
use super::{Cx, DocState, Loaded, Model, decisions, place, recovery, screen, vanished};

pub(super) fn load(cx: &mut Cx, loaded: Loaded) {
    if loaded.doc.is_settings() && loaded.doc.state != DocState::Conflicted {
        place::forget_settings(cx.model, &loaded.doc.file);
        return decisions::forget(cx, &loaded.doc.file);
    }
    let file = loaded.doc.file.clone();
    take_up(cx, loaded);
    decisions::bring_back(cx.model, &file);
    decisions::forget(cx, &file);
    place::show_conflict(cx, &file);
}

fn take_up(cx: &mut Cx, loaded: Loaded) {
    let Loaded { mut doc, from_outside } = loaded;
    cx.model.ids.extend(doc.ids());
    let file = doc.file.clone();
    let Some(old) = cx.model.docs.get(&file) else {
        cx.model.docs.insert(file.clone(), doc);
        return recovery::offer_kept(cx, &file);
    };
    let usable = |state: DocState| matches!(state, DocState::Valid | DocState::Newer);
    let unsaved = old.serial != old.saved_serial;
    if unsaved && doc.state == DocState::Valid {
        // The save under way meets the new content itself and merges.
        return;
    }
    if unsaved {
        // What is on the screen is kept; it cannot be written into a file that cannot be read.
        let reason = sentence!("message.outside-broken", file = &file);
        save_failed(cx, &file, reason, true);
        return;
    }
    let is_typing = cx.model.screens.iter().any(|screen| screen.file() == Some(&file) && screen.is_typing());
    if usable(old.state) && !usable(doc.state) && is_typing {
        // Somebody is typing into it: the text stays, and meets the file again once that is fixed.
        save_failed(cx, &file, sentence!("message.outside-broken", file = &file), false);
        return;
    }
    (doc.serial, doc.saved_serial) = (old.serial, old.serial);
    // What was decided stays where the file still says what it was decided about.
    if let (Some(old), Some(new)) = (&old.settling, &doc.settling)
        && old.found == new.found
    {
        doc.settling = Some(old.clone());
    }
    let is_otherwise_broken = !usable(doc.state) && old.settling.is_some() != doc.settling.is_some();
    let became_usable = usable(doc.state) && !usable(old.state);
    let broke = !usable(doc.state) && usable(old.state);
    // A register has no screen that would show what changed.
    let is_shown = !doc.is_register(&cx.model.method);
    let before = old.sheet.clone().zip(doc.sheet.clone()).filter(|_| from_outside);
    cx.model.docs.insert(file.clone(), doc);
    let lost = before.map_or(0, |(before, after)| vanished::remember(&mut cx.model.vanished, &file, &before, &after));
    if from_outside && is_shown {
        cx.say(match lost {
            0 => sentence!("message.changed-outside", file = &file),
            _ => sentence!("message.changed-outside-less", file = &file, count = lost),
        });
    }
    let front = cx.model.screens.iter().position(|screen| screen.file() == Some(&file));
    if let Some(front) = front {
        if became_usable && !cx.model.screens.uncover(front) {
            cx.model.screens.truncate(front);
            place::open_doc(cx, &file);
        } else if broke {
            let state = cx.model.docs.get(&file).and_then(|doc| screen::show(doc, &cx.model.method));
            if let Some(state) = state {
                cx.model.screens.cover(front, state);
            }
        } else if is_otherwise_broken
            && let Some(state) = cx.model.docs.get(&file).and_then(|doc| screen::show(doc, &cx.model.method))
        {
            cx.model.screens.exchange(front, state);
        }
    }
    follow(cx.model, &file);
    recovery::offer_kept(cx, &file);
}

/// What is in focus stays in focus, wherever somebody else has put it.
pub(super) fn follow(model: &mut Model, file: &str) {
    let method = Arc::clone(&model.method);
    let Some(doc) = model.docs.get(file) else { return };
    for state in model.screens.iter_mut().filter(|state| state.file() == Some(file)) {
        state.follow(doc, &method);
    }
}
