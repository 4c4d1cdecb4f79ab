//! What notes said when a session was closed: what the commit that closed it has in the canvases.

use std::collections::HashMap;

use super::super::context::Context;
use super::super::sessions::SessionFile;
use crate::codec::{self, Content, FileKind};
use crate::document::session::is_over;
use crate::document::{DocumentBody, Id};
use crate::store::git::{GitError, ObjectId};
use crate::store::{Git, ProductFolder, Workspace};

/// The texts of notes by id; none where git does not know, which is no failure.
pub(super) fn texts(
    context: &mut Context,
    workspace: &Workspace,
    session: &SessionFile,
    folder: &ProductFolder,
) -> HashMap<Id, String> {
    let Ok(git) = Git::find(workspace.root()) else { return HashMap::new() };
    if git.is_shallow() {
        context.complain_softly(&sentence!("cli.recap.shallow"));
    }
    read(context, &git, session, folder).unwrap_or_default()
}

fn read(
    context: &Context,
    git: &Git,
    session: &SessionFile,
    folder: &ProductFolder,
) -> Result<HashMap<Id, String>, GitError> {
    let mut texts = HashMap::new();
    let Some(commit) = closing(context, git, session)? else { return Ok(texts) };
    let mut blobs = git.blobs()?;
    for file in git.files_of(&commit, &git.from_top(&folder.id))? {
        let Some(path) = git.relative(&file.path) else { continue };
        if !folder.sheets().any(|entry| entry.path == path) {
            continue;
        }
        let Some(bytes) = blobs.read(&file.blob)? else { continue };
        let reading = codec::read(&bytes, FileKind::of(path, context.method), context.method);
        if let Some(Content::DocumentBody(DocumentBody::Canvas(canvas))) = &reading.content {
            texts.extend(canvas.notes().map(|(_, note)| (note.id, note.text.clone())));
        }
    }
    Ok(texts)
}

/// The commit that closed the session: the first of the last ones that have it closed.
fn closing(context: &Context, git: &Git, session: &SessionFile) -> Result<Option<ObjectId>, GitError> {
    let mut blobs = git.blobs()?;
    let mut closing = None;
    for found in git.history(&session.path)? {
        let Some(bytes) = found.after.as_ref().map(|blob| blobs.read(blob)).transpose()?.flatten() else { break };
        let reading = codec::read(&bytes, FileKind::of(&session.path, context.method), context.method);
        if !reading.content.as_ref().and_then(Content::register).is_some_and(|register| is_over(register)) {
            break;
        }
        closing = Some(found.commit);
    }
    Ok(closing)
}
