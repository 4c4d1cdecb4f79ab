//! The follow-up and the sessions of a product, as commands read them.

use serde::Serialize;

use super::context::Context;
use crate::codec::{Content, Places};
use crate::document::session::SessionRecord;
use crate::document::{FOLLOW_UP, FollowUp};
use crate::store::{Entry, ProductFolder, Role, Workspace};

/// The record of a session with where it lies.
pub(super) struct SessionFile {
    pub(super) path: String,
    pub(super) stem: String,
    pub(super) record: SessionRecord,
}

/// A session in a list, as JSON gives it.
#[derive(Serialize)]
pub(super) struct SessionView {
    stem: String,
    title: String,
    state: &'static str,
    date: String,
    path: String,
}

impl SessionFile {
    /// What a list says of it.
    pub(super) fn view(&self) -> SessionView {
        SessionView {
            stem: self.stem.clone(),
            title: self.record.title.clone(),
            state: self.record.state.word(),
            date: self.record.date.to_string(),
            path: self.path.clone(),
        }
    }
}

/// The sessions of a product, the oldest first. One that cannot be read is named on standard error; the second part says
/// whether all could.
pub(super) fn sessions(
    context: &mut Context,
    workspace: &Workspace,
    folder: &ProductFolder,
) -> (Vec<SessionFile>, bool) {
    let mut sessions = Vec::new();
    let mut all = true;
    let method = context.method;
    let is_known = |entry: &&Entry| entry.role == Role::Session && method.register_of(&entry.path).is_some();
    for entry in folder.files.iter().filter(is_known) {
        let Some(reading) = context.read_or_complain(workspace, &entry.path) else {
            all = false;
            continue;
        };
        let register = reading.content.as_ref().and_then(Content::register);
        let record = register.and_then(|register| SessionRecord::of(register));
        sessions.extend(record.map(|record| SessionFile {
            path: entry.path.clone(),
            stem: entry.stem.clone(),
            record,
        }));
    }
    sessions.sort_by(|a, b| (a.record.date, &a.stem).cmp(&(b.record.date, &b.stem)));
    (sessions, all)
}

/// A follow-up file that was read.
pub(super) struct FollowUpFile {
    pub(super) path: String,
    pub(super) follow_up: FollowUp,
    pub(super) places: Places,
}

/// The follow-up of a product; nothing where it has none. One that cannot be read is named on standard error; the second
/// part says whether it could.
pub(super) fn follow_up(
    context: &mut Context,
    workspace: &Workspace,
    folder: &ProductFolder,
) -> (Option<FollowUpFile>, bool) {
    let method = context.method;
    let is_it = |entry: &&Entry| {
        entry.role == Role::Register && method.register_of(&entry.path).is_some_and(|one| one.id == FOLLOW_UP)
    };
    let Some(entry) = folder.files.iter().find(is_it) else { return (None, true) };
    let Some(reading) = context.read_or_complain(workspace, &entry.path) else { return (None, false) };
    let register = reading.content.as_ref().and_then(Content::register);
    let file = register.and_then(|register| FollowUp::of(register)).map(|follow_up| FollowUpFile {
        path: entry.path.clone(),
        follow_up,
        places: reading.places,
    });
    (file, true)
}
