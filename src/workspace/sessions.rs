//! What a workshop session asks of the workspace: its record, and its private log.

use super::backend::{Backend, Door as _, Folder};
use super::session_log::SessionLog;
use super::{WorkspaceRuntime, told};
use crate::app::{Held, Loaded, Message, SessionEffect, SessionListing, SessionNews};
use crate::codec::{Content, FileKind, read};
use crate::document::session::{SessionRecord, SessionState};
use crate::store::{DiskError, Role};
use crate::workshop::peer::DoorOrder;

impl<B: Backend> WorkspaceRuntime<B> {
    /// Does what a session asked for, and says what came of it.
    pub(super) fn of_session(&mut self, effect: SessionEffect) -> Vec<Message> {
        match effect {
            SessionEffect::Find { product } => self.find_sessions(product),
            SessionEffect::Read { file, product, stem } => self.read_session(file, &product, &stem),
            SessionEffect::Hold { product, stem } => {
                vec![Message::Session(SessionNews::Held(self.hold(&product, &stem)))]
            }
            SessionEffect::KeepAll { session, at } => {
                not_kept(self.session.as_mut().map(|log| log.keep_all(&session, at)))
            }
            SessionEffect::Keep { event, clock, by, session, at } => {
                not_kept(self.session.as_mut().map(|log| log.keep(&session, &event, (clock, by), at)))
            }
            SessionEffect::Took { seat, session, at } => {
                not_kept(self.session.as_mut().map(|log| log.took(&session, seat, at)))
            }
            SessionEffect::Door(order) => self.at_the_door(order),
            SessionEffect::Forget => not_forgotten(self.session.take().map(SessionLog::erase)),
            SessionEffect::Tidy { product, stem } => not_forgotten(self.tidy(&product, &stem)),
        }
    }

    /// Forgets the private log of a session that says itself that it was closed.
    fn tidy(&self, product: &str, stem: &str) -> Option<Result<(), DiskError>> {
        let folder = self.folder.as_ref().filter(|folder| folder.has_session(product, stem))?;
        let (lines, found) = folder.open_session(product, stem).ok().flatten()?;
        let (log, replayed) = SessionLog::of(lines, &found);
        let is_closed = replayed.is_some_and(|replayed| replayed.session.state().stage == SessionState::Closed);
        is_closed.then(|| log.erase())
    }

    fn at_the_door(&mut self, order: DoorOrder) -> Vec<Message> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let door = self.door.get_or_insert_with(|| folder.door(self.words, &self.notify));
        let (news, aside) = door.carry_out(order);
        let news = news.map(|news| Message::Session(SessionNews::Door(news)));
        news.into_iter().chain(aside.map(Message::warning)).collect()
    }

    /// The sessions of a product whose records can be read.
    fn find_sessions(&self, product: String) -> Vec<Message> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let scan = match folder.scan(&self.method) {
            Ok(scan) => scan,
            Err(error) => return vec![Message::error(told(&error))],
        };
        let files = scan.products.iter().filter(|one| one.id == product).flat_map(|one| &one.files);
        let listed = files.filter(|entry| entry.role == Role::Session).filter_map(|entry| {
            let bytes = folder.read(&entry.path).ok()?;
            let reading = read(&bytes, FileKind::of(&entry.path, &self.method), &self.method);
            let record = SessionRecord::of(reading.content.as_ref().and_then(Content::register)?)?;
            Some(SessionListing {
                file: entry.path.clone(),
                stem: entry.stem.clone(),
                title: record.title,
                state: record.state,
                date: record.date,
            })
        });
        let mut sessions: Vec<SessionListing> = listed.collect();
        sessions.sort_by(|a, b| (a.date, &a.stem).cmp(&(b.date, &b.stem)));
        vec![Message::Session(SessionNews::Found { product, sessions })]
    }

    fn read_session(&mut self, file: String, product: &str, stem: &str) -> Vec<Message> {
        let Some(folder) = &self.folder else { return Vec::new() };
        match folder.read(&file) {
            Ok(bytes) => {
                let doc = self.read(&file, product, stem, &bytes);
                let loaded = Message::Loaded(Box::new(Loaded { doc, from_outside: false }));
                vec![loaded, Message::Session(SessionNews::Loaded { file })]
            }
            Err(error) => vec![Message::error(told(&error))],
        }
    }

    fn hold(&mut self, product: &str, stem: &str) -> Held {
        let opened = self.folder.as_ref().map(|folder| folder.open_session(product, stem));
        match opened {
            Some(Ok(Some((lines, found)))) => {
                let (log, replayed) = SessionLog::of(lines, &found);
                self.session = Some(log);
                replayed.map_or(Held::New, Held::GoesOn)
            }
            Some(Ok(None)) | None => Held::Elsewhere,
            Some(Err(error)) => Held::InMemory(told(&error)),
        }
    }
}

fn not_forgotten(forgotten: Option<Result<(), DiskError>>) -> Vec<Message> {
    let error = forgotten.and_then(Result::err);
    error.map(|error| Message::Session(SessionNews::NotForgotten(told(&error)))).into_iter().collect()
}

fn not_kept(kept: Option<Result<(), DiskError>>) -> Vec<Message> {
    let error = kept.and_then(Result::err);
    error.map(|error| Message::Session(SessionNews::NotKept(told(&error)))).into_iter().collect()
}
