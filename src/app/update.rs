//! The one place where the state changes.

use std::sync::Arc;

use super::bindings::{Bindings, Meaning};
use super::commands::{self, Command};
use super::dialog::{Choice, Pick, Purpose};
use super::key::{Code, Key};
use super::screens::{MapState, Screen, TroubleState};
use super::{
    Doc, DocState, Effect, Entry, History, Loaded, Message, Model, Opened, SaveState, Tone, Turn, World, clash, scene,
};
use crate::document::{Sheet, Step};
use crate::i18n::Sentence;
use crate::merge::{self, Clash};

/// Takes a message and says what is to be done outside.
pub fn update(model: &mut Model, bindings: &Bindings, message: Message, world: &mut World) -> Vec<Effect> {
    act(model, world, |turn| receive(turn, bindings, message))
}

/// Changes the state as a message does: afterwards what is in focus exists. Gives back what is to be done outside.
pub(crate) fn act(model: &mut Model, world: &mut World, change: impl FnOnce(&mut Turn)) -> Vec<Effect> {
    let index = scene::focus_index(model);
    let mut turn = Turn { model, world, effects: Vec::new(), ends_draft: false };
    change(&mut turn);
    let effects = turn.effects;
    settle(model, index);
    commands::preview(model);
    effects
}

fn receive(turn: &mut Turn, bindings: &Bindings, message: Message) {
    match message {
        Message::Key(key) => press(turn, bindings, key),
        Message::Paste(text) => {
            turn.model.pending.clear();
            commands::paste(turn, &text);
        }
        Message::Mouse(mouse) => scene::mouse(turn, bindings, mouse),
        Message::Shown => turn.model.messages.seen(),
        Message::Resize(size) => turn.model.window = size,
        Message::Ground { is_light } => commands::follow_ground(turn.model, is_light),
        Message::Opened(opened) => open(turn, *opened),
        Message::Past(past) => {
            (turn.model.history, turn.model.next_number) = (past.history, past.next_number);
        }
        Message::Loaded(loaded) => load(turn, *loaded),
        Message::Method(method) => turn.model.method = method,
        Message::FollowUp { product, follow_up } => {
            turn.model.follow_ups.remove(&product);
            turn.model.follow_ups.extend(follow_up.map(|follow_up| (product, follow_up)));
        }
        Message::Gone { file } => gone(turn, &file),
        Message::Created { file } => commands::open_doc(turn, &file),
        Message::Saved { file, serial } => saved(turn, &file, serial),
        Message::Merged { file, serial, ours, merged, clashes } => {
            merged_outside(turn, &file, serial, &ours, merged, clashes)
        }
        Message::SaveFailed { file, reason, try_again } => save_failed(turn, &file, reason, try_again),
        Message::TryAgain => try_again(turn),
        Message::Back { file } => came_back(turn, &file),
        Message::Edited(text) => commands::take_edited(turn, &text),
        Message::Failed(reason) => turn.model.say(reason, Tone::Error),
        Message::Doubted(sentence) => turn.warn(sentence),
        Message::Said(sentence) => turn.say(sentence),
        Message::LeftBehind { steps, refused, drafts } => left_behind(turn, steps, refused, drafts),
    }
}

/// Brings what is in focus, selected and scrolled to in line with the documents.
fn settle(model: &mut Model, index: usize) {
    let method = Arc::clone(&model.method);
    for screen in &mut model.screens {
        match screen {
            Screen::Canvas(state) => {
                if let Some(doc) = model.docs.get(&state.file) {
                    state.repair(doc, &method, index);
                }
            }
            Screen::Checklist(state) => {
                if let Some(doc) = model.docs.get(&state.file)
                    && let (Some(list), Some(template)) = (doc.checklist(), doc.checklist_template(&method))
                {
                    state.repair(list, template);
                }
            }
            _ => {}
        }
    }
    super::products::refresh(model);
    model.links.refresh(&model.docs);
    super::finder::keep(model);
    super::tour::settle(model);
    scene::settle(model);
}

fn press(turn: &mut Turn, bindings: &Bindings, key: Key) {
    let was_pending = !turn.model.pending.is_empty();
    if !was_pending {
        turn.model.messages.go_on();
    }
    let leaving = std::mem::take(&mut turn.model.was_warned) && key == Key::char('q');
    turn.model.was_warned = leaving;
    let scopes = commands::scopes(turn.model);
    if !was_pending && let Some(typed) = key.typed() {
        if commands::is_text(turn.model) {
            if !commands::choose_word(turn, typed) && !commands::mark_by_space(turn, typed) {
                commands::type_char(turn, typed);
            }
            return;
        }
        if commands::take_by_key(turn, typed) {
            return;
        }
    }
    if matches!(key.code, Code::Left | Code::Right) && commands::turn_choice(turn, key.code == Code::Right) {
        return;
    }
    turn.model.pending.push(key);
    let pending = std::mem::take(&mut turn.model.pending);
    match bindings.meaning(scopes, &pending) {
        Meaning::Run(command) => run(turn, command, ""),
        Meaning::RunOn(command, typed) => match commands::number(turn.model, &typed) {
            // A digit that leads to no number counts for itself, where the number before it led somewhere.
            commands::Number::Unknown if typed.len() > 1 && !is_after_dot(&pending) => press(turn, bindings, key),
            number => {
                run(turn, command, &typed);
                if number == commands::Number::Open {
                    turn.model.pending = pending;
                }
            }
        },
        Meaning::Begun => turn.model.pending = pending,
        // A sequence that leads nowhere is forgotten, and its last key counts for itself; Esc and Enter only end it.
        Meaning::Nothing if was_pending => {
            if !matches!(key.code, Code::Esc | Code::Enter) {
                press(turn, bindings, key);
            }
        }
        Meaning::Nothing => {
            if key.typed().is_some() {
                turn.warn(Sentence::new("message.unknown-key").with("key", key));
            }
        }
    }
}

/// Whether the last key follows a dot, and so can only be meant for the number.
fn is_after_dot(keys: &[Key]) -> bool {
    matches!(keys, [.., before, _] if *before == Key::char('.'))
}

/// Runs a command, or says why it cannot be used now.
pub(crate) fn run(turn: &mut Turn, command: &Command, argument: &str) {
    match (command.can)(turn.model) {
        Ok(()) => (command.run)(turn, argument),
        Err(reason) => turn.warn(reason),
    }
}

fn open(turn: &mut Turn, opened: Opened) {
    let model = &mut *turn.model;
    model.root = Some(opened.root);
    model.demo = opened.demo;
    model.reading = opened.reading;
    model.products = opened.products;
    model.docs = opened.docs.into_iter().map(|doc| (doc.file.clone(), doc)).collect();
    super::products::refresh(model);
    model.ids = opened.ids.into_iter().collect();
    let of_file = opened.open.as_ref().and_then(|file| model.docs.get(file)).map(|doc| doc.product.clone());
    let wanted = opened.product.or(of_file);
    model.product = wanted.and_then(|id| model.products.iter().position(|product| product.id == id)).unwrap_or(0);
    model.follow_ups.clear();
    let station = model.station_in_work();
    model.screens = vec![Screen::Map(MapState { station, ..MapState::default() })];
    model.dialogs.clear();
    model.trail.clear();
    model.searched = None;
    model.history = History::default();
    model.undecided = 0;
    if model.demo {
        super::tour::open(model);
    } else {
        super::tour::leave(model);
    }
    if let Some(file) = opened.open {
        commands::open_doc(turn, &file);
    }
}

fn load(turn: &mut Turn, loaded: Loaded) {
    let Loaded { mut doc, from_outside } = loaded;
    if let Some(canvas) = doc.canvas() {
        let ids: Vec<_> = canvas.notes().map(|(_, note)| note.id).collect();
        turn.model.ids.extend(ids);
    }
    let file = doc.file.clone();
    let Some(old) = turn.model.docs.get(&file) else {
        turn.model.docs.insert(file, doc);
        return;
    };
    let usable = |state: DocState| matches!(state, DocState::Valid | DocState::Newer);
    let unsaved = old.serial != old.saved_serial;
    if unsaved && doc.state == DocState::Valid {
        // The save under way meets the new content itself and merges.
        return;
    }
    if unsaved {
        // What is on the screen is kept; it cannot be written into a file that cannot be read.
        let reason = Sentence::new("message.outside-broken").with("file", &file);
        save_failed(turn, &file, reason, true);
        return;
    }
    let is_typing =
        |screen: &Screen| matches!(screen, Screen::Canvas(state) if state.file == file && state.editing.is_some());
    if usable(old.state) && !usable(doc.state) && turn.model.screens.iter().any(is_typing) {
        // Somebody is typing into it: the text stays, and meets the file again once that is mended.
        save_failed(turn, &file, Sentence::new("message.outside-broken").with("file", &file), false);
        return;
    }
    (doc.serial, doc.saved_serial) = (old.serial, old.serial);
    let became_usable = usable(doc.state) && !usable(old.state);
    let broke = !usable(doc.state) && usable(old.state);
    turn.model.docs.insert(file.clone(), doc);
    if from_outside {
        turn.say(Sentence::new("message.changed-outside").with("file", &file));
    }
    let front = turn.model.screens.iter().position(|screen| match screen {
        Screen::Canvas(state) => state.file == file,
        Screen::Checklist(state) => state.file == file,
        Screen::Trouble(state) => state.file == file,
        _ => false,
    });
    if let Some(front) = front {
        if became_usable {
            turn.model.screens.truncate(front);
            commands::open_doc(turn, &file);
        } else if broke {
            turn.model.screens[front] = Screen::Trouble(TroubleState { file, top: 0 });
        }
    }
}

fn gone(turn: &mut Turn, file: &str) {
    let Some(doc) = turn.model.docs.get_mut(file) else { return };
    if doc.serial == doc.saved_serial && !turn.model.screens.iter().any(|screen| screen.file() == Some(file)) {
        turn.model.docs.remove(file);
        return;
    }
    save_failed(turn, file, Sentence::new("message.file-gone").with("file", file), false);
}

/// Keeps what is on the screen, and says why it is not in the file; the same reason is said once.
fn save_failed(turn: &mut Turn, file: &str, reason: Sentence, try_again: bool) {
    let failed = SaveState::Failed { reason: reason.clone(), try_again };
    if let Some(doc) = turn.model.docs.get_mut(file) {
        let is_new = doc.save_problem() != Some(&reason);
        doc.save = failed;
        if is_new {
            turn.model.say(reason, Tone::Error);
        }
    }
}

/// A file that was gone is there again, as it was: what waited for it is written.
fn came_back(turn: &mut Turn, file: &str) {
    let Some(doc) = turn.model.docs.get_mut(file) else { return };
    if doc.serial == doc.saved_serial {
        doc.save = SaveState::Saved;
    } else {
        turn.request_save(file);
    }
}

/// Tries again to save what could not be saved.
fn try_again(turn: &mut Turn) {
    let waiting =
        |doc: &&Doc| matches!(doc.save, SaveState::Failed { try_again: true, .. }) && doc.serial != doc.saved_serial;
    let files: Vec<String> = turn.model.docs.values().filter(waiting).map(|doc| doc.file.clone()).collect();
    for file in files {
        turn.request_save(&file);
    }
}

fn saved(turn: &mut Turn, file: &str, serial: u64) {
    let Some(doc) = turn.model.docs.get_mut(file) else { return };
    doc.saved_serial = doc.saved_serial.max(serial);
    if doc.saved_serial == doc.serial {
        let had_failed = doc.save_problem().is_some();
        doc.save = SaveState::Saved;
        if had_failed {
            turn.say(Sentence::new("message.saved-again").with("file", file));
        }
    }
}

/// Somebody else had written too. What was done since the save began goes on top of what stands in the file now.
fn merged_outside(turn: &mut Turn, file: &str, serial: u64, ours: &Sheet, merged: Sheet, clashes: Vec<Clash>) {
    let Some(doc) = turn.model.docs.get_mut(file) else { return };
    let Some(now) = doc.sheet.as_ref() else { return };
    let mut clashes = clashes;
    let is_written = clashes.is_empty();
    if is_written {
        doc.saved_serial = doc.saved_serial.max(serial);
    }
    if now.says_the_same(ours) {
        doc.sheet = Some(merged);
    } else {
        let again = merge::merge(ours, now, &merged);
        doc.sheet = Some(again.sheet);
        clashes.extend(again.clashes);
    }
    if let Some(canvas) = doc.canvas() {
        let ids: Vec<_> = canvas.notes().map(|(_, note)| note.id).collect();
        turn.model.ids.extend(ids);
    }
    let Some(doc) = turn.model.docs.get_mut(file) else { return };
    if doc.saved_serial == doc.serial {
        doc.save = SaveState::Saved;
    } else if is_written {
        turn.save(file);
    } else {
        // Nothing is written before the person has decided; until then a killed run finds its steps in the journal.
        doc.save = SaveState::Saving;
    }
    turn.say(Sentence::new("message.merged").with("file", file));
    for clash in clashes.into_iter().rev() {
        clash::ask(turn, file, clash);
    }
}

/// A former run ended before its work was in the file: its finished edits are applied where they still fit, and the
/// texts that were being typed are offered.
fn left_behind(turn: &mut Turn, steps: Vec<(String, Step)>, refused: usize, drafts: Vec<Entry>) {
    let mut recovered = 0;
    let mut lost = refused;
    for (file, step) in steps {
        // The steps are in the history and in the journal already; only the file lacks them.
        let sheet = turn.model.docs.get_mut(&file).filter(|doc| doc.is_writable()).and_then(|doc| doc.sheet.as_mut());
        match sheet.map(|sheet| step.apply(sheet)) {
            Some(Ok(())) => {
                recovered += 1;
                turn.save(&file);
            }
            _ => lost += 1,
        }
    }
    if lost > 0 {
        turn.warn(Sentence::new("message.not-recovered").with("count", lost));
    } else if recovered > 0 {
        turn.say(Sentence::new("message.recovered").with("count", recovered));
    }
    for draft in drafts.into_iter().rev() {
        offer(turn, draft);
    }
    if turn.model.undecided == 0 {
        turn.effects.push(Effect::LeftSettled);
    }
}

/// Offers a text that was being typed.
fn offer(turn: &mut Turn, draft: Entry) {
    let Entry::Draft { file, target, text, .. } = draft else { return };
    if text.trim().is_empty() {
        return;
    }
    if !turn.model.docs.contains_key(&file) {
        // It stays undecided, so that it is offered once the file is there.
        turn.model.undecided += 1;
        return turn.warn(Sentence::new("message.draft-waits").with("file", file));
    }
    let words = turn.model.words;
    let items = vec![
        Choice { label: words.say("dialog.draft.take").to_owned(), key: Some('t'), value: "take".to_owned() },
        Choice { label: words.say("dialog.draft.drop").to_owned(), key: Some('d'), value: "drop".to_owned() },
    ];
    let lines = text.lines().take(6).map(str::to_owned).collect();
    let title = Sentence::new("dialog.draft.title").with("file", &file);
    turn.model.undecided += 1;
    turn.model.dialogs.push(Pick::new(title, items, Purpose::Draft { file, target, text }).with_lines(lines).into());
}
