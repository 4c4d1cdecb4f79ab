//! Minutes of a session for the clipboard: of one that runs what stands so far.

use std::collections::{BTreeMap, HashMap};

use super::record;
use crate::app::screen::SessionState;
use crate::app::{Cx, Model, TerminalEffect, follow_up};
use crate::assess::Home;
use crate::assess::recap::{Recap, Sources};
use crate::document::FollowUp;
use crate::document::session::SessionRecord;
use crate::exchange::minutes::{Form, minutes};
use crate::i18n::Sentence;

/// The record whose minutes are meant: of the session that runs, otherwise of the one on the screen.
fn file(model: &Model) -> Option<String> {
    let running = model.running_session().map(|running| running.file.clone());
    running.or_else(|| Some(model.front::<SessionState>()?.file.clone()))
}

/// Whether there is a session to make minutes of.
///
/// # Errors
/// The reason why not, for the person to read.
pub(in crate::app) fn can_copy(model: &Model) -> Result<(), Sentence> {
    file(model).map(|_| ()).ok_or_else(|| sentence!("reason.no-session"))
}

/// Hands the minutes to the clipboard, as Markdown. Nothing hidden is among them.
pub(in crate::app) fn copy(cx: &mut Cx) {
    if let Some(text) = file(cx.model).and_then(|file| of(cx.model, &file)) {
        cx.effect(TerminalEffect::Copy { text });
        cx.say(sentence!("message.minutes-copied"));
    }
}

fn of(model: &Model, file: &str) -> Option<String> {
    let doc = model.docs.get(file)?;
    let running = model.running_session().filter(|running| running.file == file);
    let now = running.and_then(|_| record::as_it_stands(model));
    let record = now.or_else(|| record::of(model, file).map(|(_, record)| record))?;
    let canvases: Vec<_> =
        model.docs.values().filter_map(|doc| Some((Home::new(&doc.product, &doc.stem), doc.canvas()?))).collect();
    let follow_up = |product: &str| FollowUp::of(follow_up::register(model, &follow_up::path_of(product))?);
    let follow_ups: BTreeMap<String, FollowUp> =
        model.products.iter().filter_map(|product| Some((product.id.clone(), follow_up(&product.id)?))).collect();
    let known: Vec<(&str, SessionRecord)> = model
        .docs
        .values()
        .filter(|other| other.product == doc.product && other.file != file)
        .filter_map(|other| Some((other.stem.as_str(), record::of(model, &other.file)?.1)))
        .collect();
    let mut sessions: Vec<(&str, &SessionRecord)> = known.iter().map(|(stem, record)| (*stem, record)).collect();
    sessions.push((&doc.stem, &record));
    sessions.sort_by(|(a, one), (b, other)| (one.date, a).cmp(&(other.date, b)));
    let sources = Sources {
        product: &doc.product,
        canvases: &canvases,
        follow_ups: &follow_ups,
        sessions: &sessions,
        then: &HashMap::new(),
        method: &model.method,
        language: model.language(),
    };
    Some(minutes(&Recap::of(&doc.stem, &record, &sources), Form::Markdown, model.words))
}
