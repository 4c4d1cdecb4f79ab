//! What happened to the sessions whose records are committed: a subject says that, and not how many keys changed.

use crate::codec::{self, Content, FileKind};
use crate::document::session::{SessionRecord, SessionState};
use crate::document::text::visible_line;
use crate::i18n::Sentence;
use crate::merge::changes::documents::Files;
use crate::method::Method;
use crate::store::{Entry, Role};

/// What is said of each session that is new, gone or another than before, by the path of its record.
#[must_use]
pub fn sessions_of(before: &Files, after: &Files, method: &Method) -> Vec<(String, Sentence)> {
    let is_session = |path: &&String| Entry::of(path, method).is_some_and(|entry| entry.role == Role::Session);
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).filter(is_session).collect();
    paths.sort();
    paths.dedup();
    let record = |files: &Files, path: &str| {
        let reading = codec::read(files.get(path)?, FileKind::of(path, method), method);
        reading.content.as_ref().and_then(Content::register).and_then(|register| SessionRecord::of(register))
    };
    let said = |path: &String| {
        let (was, is) = (record(before, path), record(after, path));
        let title = is.as_ref().or(was.as_ref()).map(|record| visible_line(&record.title).into_owned())?;
        let is_same = was.is_some() && was == is;
        let sentence = match (was.map(|record| record.state), is.map(|record| record.state)) {
            _ if is_same => return None,
            (_, None) if after.contains_key(path) => return None,
            (_, None) => sentence!("cli.commit.session.removed"),
            (Some(before), Some(now)) if before == now => sentence!("cli.commit.session.changed"),
            (_, Some(SessionState::Planned)) => sentence!("cli.commit.session.planned"),
            (_, Some(SessionState::Running)) => sentence!("cli.commit.session.begun"),
            (_, Some(SessionState::Closed)) => sentence!("cli.commit.session.closed"),
        };
        Some((path.clone(), sentence.with("title", title)))
    };
    paths.into_iter().filter_map(said).collect()
}
