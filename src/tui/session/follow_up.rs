//! What is open of a product: read at the start and whenever its file changes.

use super::Session;
use crate::app::Message;
use crate::codec::{self, Content, FileKind, State};
use crate::document::DocumentBody;

impl Session {
    /// Reads the follow-up file of a product. One that is not there or cannot be read says nothing; `check` says why.
    pub(super) fn follow_up(&self, file: &str) -> Option<Message> {
        let (product, _) = file.split_once('/')?;
        let bytes = self.workspace.as_ref()?.read(file).ok();
        let reading = bytes.map(|bytes| codec::read(&bytes, FileKind::of(file, &self.method), &self.method));
        let follow_up = reading.and_then(|reading| match reading.content {
            Some(Content::DocumentBody(DocumentBody::Register(found)))
                if matches!(reading.state, State::Valid | State::Newer) =>
            {
                Some(found)
            }
            _ => None,
        });
        Some(Message::FollowUp { product: product.to_owned(), follow_up })
    }
}
