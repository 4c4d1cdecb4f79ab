//! Prose that was typed where keys are commands: what its keys did is taken back, and the text is offered.
//!
//! A key acts at once. As long as keys follow one another, what they did is kept beside, with how things stood before the
//! first of them; where they turn out to be prose ([`prose`](super::prose)), that is taken back as if it had never been, in
//! the documents, the history and the journal. What cannot be taken back (leaving, the clipboard, another program) waits
//! until no further key has followed for a moment. The text then stands on the message line as an
//! [`Offer`], and keys that follow without a pause go on with it.

use std::sync::Arc;
use std::time::Duration;

use super::commands::{self, Scope};
use super::dialog::Dialog;
use super::keymap::{Keymap, KeymapResult};
use super::press::{press, run};
use super::prose::{Begun, PAUSE, Run};
use super::session::{happening, record};
use super::stray::{Deed, Offer, Standing, Watched};
use super::vocabulary::is_known;
use super::{Code, Cx, Effect, Key, Model, Question, SessionEffect, TerminalEffect, WorkspaceEffect};
use crate::journal::Record;

/// How long after its last key a text that is offered goes on with the next: nobody has read the offer by then.
const GOES_ON: Duration = Duration::from_millis(500);

/// Takes a key.
pub(super) fn key(cx: &mut Cx, keymap: &Keymap, key: Key) {
    if cx.model.stray.offer.is_some() && cx.model.overlay.is_none() {
        return answer(cx, keymap, key);
    }
    let Some(typed) = key.typed() else {
        end(cx);
        return press(cx, keymap, key);
    };
    settle(cx);
    if cx.model.stray.watched.as_ref().is_some_and(|watched| watched.run.ends_before(typed)) {
        end(cx);
    }
    let pause = pause(cx);
    if pause.is_none() && (commands::is_text(cx.model) || !watch(cx)) {
        return press(cx, keymap, key);
    }
    let Some(watched) = &mut cx.model.stray.watched else { return };
    watched.run.push(typed, pause.unwrap_or_default());
    watched.last = cx.env.now;
    let Some(watched) = &cx.model.stray.watched else { return };
    let knows = |word: &str| is_known(cx.model, word);
    let (is_over, is_prose) = (watched.run.is_over(&knows), watched.run.is_prose(&knows));
    if is_over {
        end(cx);
        press(cx, keymap, key);
    } else if is_prose {
        take_back(cx);
    } else {
        watch_key(cx, typed, |cx| press(cx, keymap, key));
    }
}

/// Something else than a key came: the keys before it are over.
pub(super) fn interrupt(cx: &mut Cx) {
    end(cx);
    if let Some(offer) = &mut cx.model.stray.offer {
        offer.is_ended = true;
    }
}

/// Does what waited for no further key, where none has come for long enough, and forgets what can follow no more.
pub(super) fn settle(cx: &mut Cx) {
    let now = cx.env.now;
    let Some(watched) = &mut cx.model.stray.watched else { return };
    let pause = now.saturating_sub(watched.last);
    if pause >= PAUSE {
        cx.effects.append(&mut watched.held);
        if let Some(word) = watched.held_word.take() {
            cx.model.messages.say(word);
        }
    }
    if pause >= watched.run.patience() {
        cx.model.stray.watched = None;
    }
}

/// How long ago the last key of the run came.
fn pause(cx: &Cx) -> Option<Duration> {
    cx.model.stray.watched.as_ref().map(|watched| cx.env.now.saturating_sub(watched.last))
}

/// The run is over: what waited is done.
fn end(cx: &mut Cx) {
    if let Some(watched) = cx.model.stray.watched.take() {
        cx.effects.extend(watched.held);
        watched.held_word.into_iter().for_each(|word| cx.model.messages.say(word));
    }
}

/// A run begins, unless a question is open that could not be asked again. Says whether it does.
fn watch(cx: &mut Cx) -> bool {
    let Some(asked) = cx.model.dialogs.iter().map(Question::again).collect::<Option<Vec<_>>>() else { return false };
    let is_choice = !asked.is_empty() || cx.model.overlay.is_some();
    cx.model.asked_before = asked;
    let is_guarded = matches!(cx.model.dialog(), Some(Dialog::Picker(picker)) if picker.is_guarded);
    cx.model.stray.watched = Some(Watched {
        run: if is_choice { Run::in_choice() } else { Run::default() },
        last: cx.env.now,
        stood: standing(cx.model),
        is_guarded,
        deeds: Vec::new(),
        has_draft: false,
        held: Vec::new(),
        held_word: None,
    });
    true
}

/// Lets a key do what it does, and keeps what that was.
fn watch_key(cx: &mut Cx, typed: char, act: impl FnOnce(&mut Cx)) {
    let was_text = commands::is_text(cx.model);
    let from = cx.effects.len();
    let open = |model: &Model| model.dialogs.len() + usize::from(model.overlay.is_some());
    let were_open = open(cx.model);
    act(cx);
    let has_chosen = open(cx.model) < were_open;
    let opened = !was_text && commands::is_text(cx.model);
    let is_sign = !typed.is_alphabetic() && typed != ' ';
    let is_new = opened && begins_new_text(cx.model, typed);
    let Some(watched) = &mut cx.model.stray.watched else { return };
    if is_new && watched.run.is_first() {
        watched.run.began(Begun::Text);
    } else if opened && !is_sign {
        watched.run.opened_text(is_new);
    }
    let asked = cx.effects.split_off(from);
    // What only looks for sessions shows nothing yet: a sentence begins with that letter, too.
    let looks =
        |effect: &Effect| matches!(effect, Effect::Workspace(WorkspaceEffect::Session(SessionEffect::Find { .. })));
    if watched.run.is_first() && asked.iter().any(looks) {
        watched.run.began(Begun::Nothing);
    }
    let (now, later): (Vec<_>, Vec<_>) = asked.into_iter().partition(can_be_taken_back);
    cx.effects.extend(now);
    if !later.is_empty() {
        // Nobody is told of what has not been done yet.
        watched.held_word = cx.model.messages.take();
    }
    watched.held.extend(later);
    // A sign that opens a text, for a search or a command, is meant; so is a choice that asks for a text.
    let is_choice = watched.run.is_choice();
    if opened && (is_sign || is_choice && watched.run.is_first()) {
        end(cx);
    } else if is_choice && has_chosen && !watched.is_guarded {
        // What was chosen can be taken back: from here on, letters are told from commands as everywhere.
        watched.run.began(Begun::Command);
    }
}

/// Whether the text that opened is a new one, and not one that stands.
fn begins_new_text(model: &Model, typed: char) -> bool {
    let editing = model.canvas_state().and_then(|state| state.editing.as_ref()).filter(|_| model.dialogs.is_empty());
    (!typed.is_alphabetic() && typed != ' ') || editing.is_some_and(|editing| editing.was.is_empty())
}

/// Whether what is asked for can be taken back afterwards.
fn can_be_taken_back(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Workspace(
            WorkspaceEffect::Journal(_)
                | WorkspaceEffect::Save { .. }
                | WorkspaceEffect::Copy { .. }
                | WorkspaceEffect::TakeBack { .. }
                // A register without an entry says nothing.
                | WorkspaceEffect::CreateRegister { .. }
                // Who reads changes nothing.
                | WorkspaceEffect::ReadRevisions { .. }
                | WorkspaceEffect::PreparePublishing { .. }
                | WorkspaceEffect::PrepareCommit
                | WorkspaceEffect::Session(SessionEffect::Find { .. } | SessionEffect::Keep { .. })
        ) | Effect::Terminal(TerminalEffect::Redraw)
    )
}

/// The run is prose: nothing of what its keys did stays, and it is offered as a text.
fn take_back(cx: &mut Cx) {
    let now = cx.env.now;
    let Some(watched) = cx.model.stray.watched.take() else { return };
    let Watched { run, stood, deeds, has_draft, .. } = watched;
    let numbers = deeds.first().zip(deeds.last()).and_then(|(first, _)| first.record.number());
    let mut files: Vec<String> = Vec::new();
    for deed in deeds.into_iter().rev() {
        if let Some(file) = reverse(cx, deed)
            && !files.contains(&file)
        {
            files.push(file);
        }
    }
    if let Some(from) = numbers {
        let upto = cx.model.next_number.saturating_sub(1);
        cx.effect(WorkspaceEffect::Journal(Record::Withdrawn { from, upto }));
    }
    if has_draft {
        cx.effect(WorkspaceEffect::Journal(Record::DraftDone));
    }
    for file in files {
        cx.save(&file);
    }
    let session = cx.model.running_session().map(|running| Arc::clone(&running.session));
    let before = restore(cx.model, stood).map_or_else(String::new, |offer| offer.text);
    if happening::keep_again(cx, session.as_ref()) {
        record::write(cx);
    }
    let text = before + run.text();
    cx.model.stray.offer = Some(Offer { text, last: now, is_ended: false });
}

/// Takes back what was done to a document. Gives back which one, where it was still as it had been left.
fn reverse(cx: &mut Cx, Deed { record, undone }: Deed) -> Option<String> {
    let (Record::Step { file, step, .. } | Record::Undo { file, step, .. } | Record::Redo { file, step, .. }) = &record
    else {
        return None;
    };
    let (file, step) = (file.clone(), step.inverse());
    let doc = cx.model.docs.get_mut(&file)?;
    step.apply(doc.sheet.as_mut()?).ok()?;
    if let Some(doc) = cx.model.docs.get(&file) {
        cx.model.links.follow(doc, &step);
    }
    let number = cx.number();
    let record = match record {
        Record::Step { number: of, .. } => {
            cx.model.history.withdraw(of, undone);
            Record::Undo { number, of, file: file.clone(), step }
        }
        Record::Undo { of, .. } => {
            cx.model.history.redo();
            Record::Redo { number, of, file: file.clone(), step }
        }
        Record::Redo { of, .. } => {
            cx.model.history.undo();
            Record::Undo { number, of, file: file.clone(), step }
        }
        _ => return None,
    };
    cx.effect(WorkspaceEffect::Journal(record));
    Some(file)
}

/// Takes a key while a text is offered: it goes on with the text, or is an answer.
fn answer(cx: &mut Cx, keymap: &Keymap, key: Key) {
    let now = cx.env.now;
    let Some(offer) = &mut cx.model.stray.offer else { return };
    let goes_on = !offer.is_ended && now.saturating_sub(offer.last) < GOES_ON;
    let typed = match key {
        Key { code: Code::Enter, ctrl: false, alt: false, shift: false } if goes_on => Some('\n'),
        _ => key.typed(),
    };
    let meaning = keymap.meaning(&[Scope::Stray, Scope::Always], &[key]);
    if let Some(typed) = typed
        && (goes_on || !matches!(meaning, KeymapResult::Run(command) if command.scopes.contains(&Scope::Stray)))
    {
        offer.text.push(typed);
        (offer.last, offer.is_ended) = (now, false);
        return;
    }
    if goes_on && !(key.ctrl || key.alt || matches!(key.code, Code::F(_))) {
        // Whoever ends a text that nobody asked for answers nothing with that.
        offer.is_ended = true;
        return;
    }
    let KeymapResult::Run(command) = meaning else { return };
    let Some(typed) = key.typed() else {
        run(cx, command, "");
        return keep(cx, keymap);
    };
    // A letter that answers may still turn out to be the first of more text.
    watch(cx);
    if let Some(watched) = &mut cx.model.stray.watched {
        watched.run.push(typed, Duration::ZERO);
        watched.run.began(Begun::Answer);
    }
    watch_key(cx, typed, |cx| {
        run(cx, command, "");
        keep(cx, keymap);
    });
}

/// Runs the keys of a text as the commands they are, where the person has said so.
fn keep(cx: &mut Cx, keymap: &Keymap) {
    if !std::mem::take(&mut cx.model.stray.is_kept) {
        return;
    }
    let text = cx.model.stray.take_offer().unwrap_or_default();
    for character in text.chars() {
        let key = if character == '\n' { Key::plain(Code::Enter) } else { Key::char(character) };
        press(cx, keymap, key);
    }
}

/// How things stand now.
fn standing(model: &Model) -> Standing {
    Standing {
        screens: model.screens.clone(),
        clashes: model.clashes.clone(),
        kept_drafts: model.kept_drafts.clone(),
        product: model.product,
        messages: model.messages.mark(),
        pending: model.pending.clone(),
        clipboard: model.clipboard.clone(),
        searched: model.searched.clone(),
        trail: model.trail.clone(),
        warned_of: model.warned_of.clone(),
        said_where: model.said_where,
        session: model.session.clone(),
        tour: model.tour.clone(),
        mouse: model.mouse,
        theme: model.theme.clone(),
        follows_background: model.follows_background,
        offer: model.stray.offer.clone(),
        left: model.stray.left.clone(),
    }
}

/// Brings back how things stood, and gives back the text that was offered then.
fn restore(model: &mut Model, stood: Standing) -> Option<Offer> {
    *model.dialogs = std::mem::take(&mut model.asked_before);
    (model.clashes, model.kept_drafts) = (stood.clashes, stood.kept_drafts);
    model.overlay = None;
    model.messages.rewind(stood.messages);
    *model.screens = stood.screens;
    (model.product, model.tour) = (stood.product, stood.tour);
    (model.pending, model.clipboard, model.warned_of) = (stood.pending, stood.clipboard, stood.warned_of);
    model.is_listing = false;
    (model.searched, model.trail, model.said_where) = (stood.searched, stood.trail, stood.said_where);
    (model.mouse, model.theme, model.follows_background) = (stood.mouse, stood.theme, stood.follows_background);
    if model.session.is_some() || stood.session.is_some() {
        *model.session = stood.session;
    }
    model.stray.left = stood.left;
    stood.offer
}
