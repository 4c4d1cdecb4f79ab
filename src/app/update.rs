//! The one place where the state changes.

use std::sync::Arc;
use std::time::Duration;

use super::attention::Target;
use super::commands;
use super::dialog::refilter;
use super::escaped::{Escaped, escaped};
use super::keymap::Keymap;
use super::query::overview::station_in_work;
use super::session::happening;
use super::stray::Stray;
use super::{
    Cx, Effect, Env, Key, LineInput, Message, Model, OpenDocument, Opened, SaveState, Tone, WorkspaceEffect, conflict,
    decisions, explaining, form_drafts, line, loading, recovery, scene, screen, session, typed, vanished,
};
use crate::document::DocumentBody;
use crate::i18n::Sentence;
use crate::journal::History;
use crate::merge::{self, Conflict};

/// How long to wait before what could not be saved is tried again.
const RETRY_INTERVAL: Duration = Duration::from_secs(2);
/// How long to wait before a file that somebody else is writing is looked at again.
const LOOK_INTERVAL: Duration = Duration::from_millis(100);

/// Takes a message and says what is to be done outside.
pub fn update(model: &mut Model, keymap: &Keymap, message: Message, env: &mut Env) -> Vec<Effect> {
    let is_from_outside = matches!(message, Message::Loaded(_) | Message::Merged { .. } | Message::FileRemoved { .. });
    let now = env.now;
    let before = is_from_outside.then(|| in_focus(model));
    let effects = act(model, env, |cx| receive(cx, keymap, message));
    // Where nothing was in focus, and where another screen came up, no key was typed for what has moved.
    if before.is_some_and(|(screen, was)| {
        let (now_on, is) = in_focus(model);
        was.is_some() && screen == now_on && was != is
    }) {
        model.attention.focus_moved(now);
    }
    effects
}

/// Changes the state as a line of linear mode does. Gives back what is to be done outside.
pub fn take_line(model: &mut Model, input: LineInput, env: &mut Env) -> Vec<Effect> {
    act(model, env, |cx| line::receive(cx, input))
}

/// Changes the state; afterwards what is in focus exists. Gives back what is to be done outside.
fn act(model: &mut Model, env: &mut Env, change: impl FnOnce(&mut Cx)) -> Vec<Effect> {
    let index = model.screens.in_front().focus_index(&model.docs);
    model.moment = (happening::moment(env), env.wall);
    let mut cx = Cx { model, env, effects: Vec::new(), ends_draft: false, why_refused: None };
    session::sleep::look(&mut cx);
    change(&mut cx);
    form_drafts::keep(&mut cx);
    decisions::keep(&mut cx);
    session::closing::finish(&mut cx);
    settle(cx.model, index);
    session::peers::views::tell_all(&mut cx);
    cx.model.stray.resume(cx.model.dialogs.len());
    ask_what_waits(&mut cx);
    explaining::look(&mut cx);
    cx.preview();
    cx.effects
}

/// What is in focus, as far as somebody else's change can move it.
fn in_focus(model: &Model) -> (String, Option<String>) {
    let front = model.screen();
    (front.name(), front.in_focus())
}

/// Whether a key can have been meant for what is there now; where not, nothing comes of it. A key with Ctrl is nobody's text.
fn is_meant(cx: &mut Cx, key: Key) -> bool {
    let is_text = key.ctrl || commands::is_text(cx.model) || cx.model.stray.offer().is_some();
    let target = match is_text {
        _ if !cx.model.dialogs.is_empty() && !key.ctrl => Target::Question,
        true => Target::Text,
        false => Target::Command,
    };
    let is_meant = cx.model.attention.is_meant(cx.env.now, target);
    if !is_meant && target == Target::Command {
        cx.model.pending.clear();
        cx.warn(sentence!("message.focus-moved"));
    }
    is_meant
}

/// Brings up a question that waits, where its time has come.
fn ask_what_waits(cx: &mut Cx) {
    let now = cx.env.now;
    if cx.model.question_due().is_some_and(|due| due <= now)
        && let Some(question) = cx.model.waiting.pop()
    {
        cx.model.dialogs.push(question);
        cx.model.pending.clear();
        cx.model.attention.asked(now);
    }
}

fn receive(cx: &mut Cx, keymap: &Keymap, message: Message) {
    match message {
        Message::Key(key) => {
            cx.model.commands_run.clear();
            forget_pending(cx);
            explaining::read(cx);
            if is_meant(cx, key) {
                typed::key(cx, keymap, key);
            }
        }
        Message::Escaped(key) => {
            let Escaped { keys, warning } = escaped(cx, keymap, key);
            for key in keys {
                receive(cx, keymap, Message::Key(key));
            }
            if let Some(warning) = warning {
                cx.warn(warning);
            }
        }
        Message::Paste(text) => {
            typed::interrupt(cx);
            cx.model.stray.leave_offer();
            cx.model.pending.clear();
            commands::paste(cx, &text);
        }
        Message::Mouse(mouse) => {
            typed::interrupt(cx);
            scene::mouse(cx, keymap, mouse);
        }
        Message::Shown => cx.model.messages.seen(),
        Message::Resize(size) => cx.model.window = size,
        Message::Appearance { theme, capabilities } => {
            (cx.model.theme, cx.model.capabilities) = (theme, capabilities);
        }
        Message::Background { is_light_background } => commands::follow_background(cx.model, is_light_background),
        Message::Opened(opened) => {
            typed::interrupt(cx);
            open(cx, *opened);
        }
        Message::HistoryLoaded { history, next_number } => {
            (cx.model.history, cx.model.next_number) = (history, next_number);
            let files: Vec<String> = cx.model.docs.keys().cloned().collect();
            for file in &files {
                decisions::bring_back(cx.model, file);
            }
        }
        Message::Loaded(loaded) => loading::load(cx, *loaded),
        Message::Method(method) => *cx.model.method = method,
        Message::Change { file, edits } => {
            cx.change(&file, None, |transaction| edits.into_iter().for_each(|edit| transaction.make(edit)));
        }
        Message::FileRemoved { file } => file_removed(cx, &file),
        // What is asked from here on is no part of what was typed before, and stays where that is taken back.
        Message::Merged { ref conflicts, .. } if !conflicts.is_empty() && cx.model.stray.watched.is_some() => {
            typed::interrupt(cx);
            receive(cx, keymap, message);
        }
        Message::Renamed { from, to, doc } => super::renamed::renamed(cx, &from, &to, *doc),
        Message::Standing(signs) => cx.model.signs = signs,
        Message::Created { file } => created(cx, &file),
        Message::Saved { file, serial } => saved(cx, &file, serial),
        Message::Merged { file, serial, ours, merged, conflicts } => {
            merged_outside(cx, &file, serial, &ours, &merged, conflicts)
        }
        Message::SaveFailed { file, reason, try_again } => save_failed(cx, &file, reason, try_again),
        Message::Deadline => {
            forget_pending(cx);
            typed::settle(cx);
            look_again(cx);
            retry_saves(cx);
        }
        Message::Unsettled { file } => {
            let at = cx.env.now + LOOK_INTERVAL;
            cx.model.looks.entry(file).or_insert(at);
        }
        Message::SaveAgain { file } => cx.save(&file),
        Message::RetrySave { file } => retry_save(cx, &file),
        Message::FileRestored { file } => file_restored(cx, &file),
        Message::Edited(text) => commands::take_edited(cx, &text),
        Message::Publishable(found) => commands::ask_for_publication(cx, *found),
        Message::Committable(found) => commands::ask_for_message(cx, found),
        Message::Committed { count, outcome } => commands::committed(cx, count, outcome),
        Message::Outcome { form, is_done } => form_drafts::outcome(cx, form, is_done),
        Message::Session(news) => session::opening::news(cx, news),
        Message::Revisions(found) => {
            cx.model.screens.iter_mut().for_each(|state| state.take_revisions(&found));
        }
        Message::Notify { tone, sentence } => cx.model.say(sentence, tone),
        Message::RecoveryFound { steps, left, drafts, forms } => {
            typed::interrupt(cx);
            recovery::found(cx, steps, left, drafts, forms);
        }
    }
}

/// Brings what is in focus, selected and scrolled to in line with the documents.
fn settle(model: &mut Model, index: usize) {
    let method = Arc::clone(&model.method);
    for state in model.screens.iter_mut() {
        state.repair(&model.docs, &method, index);
    }
    super::products::refresh(model);
    model.links.refresh(&model.docs);
    refilter::keep(model);
    super::tour::settle(model);
    scene::settle(model);
}

fn open(cx: &mut Cx, opened: Opened) {
    let model = &mut *cx.model;
    model.root = Some(opened.root);
    model.demo = opened.demo;
    model.reading = opened.reading;
    *model.products = opened.products;
    *model.docs = opened.docs.into_iter().map(|doc| (doc.file.clone(), doc)).collect();
    super::products::refresh(model);
    model.ids = opened.ids.into_iter().collect();
    let of_file = opened.open.as_ref().and_then(|file| model.docs.get(file)).map(|doc| doc.product.clone());
    let wanted = opened.product.or(of_file);
    model.product = wanted.and_then(|id| model.products.iter().position(|product| product.id == id)).unwrap_or(0);
    // The tour of the example begins where there are canvases to look at, and not where work goes on.
    let station = if model.demo { 0 } else { station_in_work(model) };
    model.screens.start(screen::map::at(station));
    model.dialogs.clear();
    model.waiting.clear();
    model.trail.clear();
    model.searched = None;
    model.history = History::default();
    *model.session = None;
    model.stray = Stray::default();
    (model.kept_drafts, model.form_drafts) = Default::default();
    (model.clashes, model.vanished) = Default::default();
    if model.demo {
        super::tour::open(model);
    } else {
        model.tour.leave();
    }
    if let Some(file) = opened.open {
        super::place::open_doc(cx, &file);
    } else if opened.session.is_none() {
        let files: Vec<String> = cx.model.docs.keys().cloned().collect();
        for file in &files {
            super::place::show_conflict(cx, file);
        }
    }
    if let Some(request) = opened.session {
        session::opening::go_to(cx, request);
    }
}

/// Shows what was made: a document on its screen, a product with its map from the beginning.
fn created(cx: &mut Cx, file: &str) {
    if cx.model.docs.get(file).is_some_and(OpenDocument::is_product) {
        cx.model.screens.start(screen::map::at(0));
    }
    super::place::open_doc(cx, file);
}

fn file_removed(cx: &mut Cx, file: &str) {
    let Some(doc) = cx.model.docs.get_mut(file) else { return };
    if doc.serial == doc.saved_serial && !cx.model.screens.iter().any(|screen| screen.file() == Some(file)) {
        cx.model.docs.remove(file);
        return;
    }
    save_failed(cx, file, sentence!("message.file-gone", file = file), false);
}

/// Keeps what is on the screen, and says why it is not in the file; the same reason is said once.
pub(super) fn save_failed(cx: &mut Cx, file: &str, reason: Sentence, try_again: bool) {
    let failed = SaveState::Failed { reason: reason.clone(), try_again };
    if try_again {
        cx.model.retry_at = cx.env.now + RETRY_INTERVAL;
    }
    if let Some(doc) = cx.model.docs.get_mut(file) {
        let is_new = doc.save_problem() != Some(&reason);
        doc.save = failed;
        if is_new {
            cx.model.say(reason, Tone::Error);
        }
    }
}

/// A file that was gone is there again, as it was: what waited for it is written.
fn file_restored(cx: &mut Cx, file: &str) {
    let Some(doc) = cx.model.docs.get_mut(file) else { return };
    if doc.serial == doc.saved_serial {
        doc.save = SaveState::Saved;
    } else {
        cx.request_save(file);
    }
}

/// Forgets the beginning of a sequence that nobody has gone on with for long.
fn forget_pending(cx: &mut Cx) {
    if !cx.model.pending.is_empty() && !cx.model.is_listing && cx.env.now >= cx.model.attention.forgets_at() {
        cx.model.pending.clear();
    }
}

/// Asks for another look at the files that somebody else was writing.
fn look_again(cx: &mut Cx) {
    let now = cx.env.now;
    let due: Vec<String> = cx.model.looks.iter().filter(|(_, at)| **at <= now).map(|(file, _)| file.clone()).collect();
    for file in due {
        cx.model.looks.remove(&file);
        cx.effect(WorkspaceEffect::Look { file });
    }
}

/// Tries again to save what could not be saved.
fn retry_saves(cx: &mut Cx) {
    if cx.env.now < cx.model.retry_at {
        return;
    }
    cx.model.retry_at = cx.env.now + RETRY_INTERVAL;
    let waiting = cx.model.docs.values().filter(|doc| doc.waits_for_retry());
    let files: Vec<String> = waiting.map(|doc| doc.file.clone()).collect();
    for file in files {
        cx.request_save(&file);
    }
}

/// Tries again to save one file, where that waits.
fn retry_save(cx: &mut Cx, file: &str) {
    if cx.model.docs.get(file).is_some_and(OpenDocument::waits_for_retry) {
        cx.request_save(file);
    }
}

fn saved(cx: &mut Cx, file: &str, serial: u64) {
    let Some(doc) = cx.model.docs.get_mut(file) else { return };
    doc.saved_serial = doc.saved_serial.max(serial);
    if doc.saved_serial == doc.serial {
        let had_failed = doc.save_problem().is_some();
        doc.save = SaveState::Saved;
        if had_failed {
            cx.say(sentence!("message.saved-again", file = file));
        }
    }
}

/// Somebody else had written too. What was done since the save began goes on top of what stands in the file now.
fn merged_outside(
    cx: &mut Cx,
    file: &str,
    serial: u64,
    ours: &DocumentBody,
    merged: &DocumentBody,
    conflicts: Vec<Conflict>,
) {
    let Some(doc) = cx.model.docs.get_mut(file) else { return };
    let Some(now) = doc.sheet.as_ref() else { return };
    let mut conflicts = conflicts;
    let is_written = conflicts.is_empty();
    if is_written {
        doc.saved_serial = doc.saved_serial.max(serial);
    }
    if now.says_the_same(ours) {
        doc.sheet = Some(merged.clone());
    } else {
        let again = merge::merge(ours, now, merged);
        doc.sheet = Some(again.sheet);
        conflicts.extend(again.conflicts);
    }
    let ids = doc.ids();
    cx.model.ids.extend(ids);
    let lost = vanished::remember(&mut cx.model.vanished, file, ours, merged);
    loading::follow(cx.model, file);
    let Some(doc) = cx.model.docs.get_mut(file) else { return };
    if doc.saved_serial == doc.serial {
        doc.save = SaveState::Saved;
    } else if is_written {
        cx.save(file);
    } else {
        // Nothing is written before the person has decided; until then a killed run finds its steps in the journal.
        doc.save = SaveState::Saving;
    }
    cx.say(match lost {
        0 => sentence!("message.merged", file = file),
        _ => sentence!("message.merged-less", file = file, count = lost),
    });
    for conflict in conflicts.into_iter().rev() {
        conflict::ask(cx, file, conflict, None);
    }
}
