//! The door of a session on this machine: a socket, where the system has such sockets.

use std::path::PathBuf;

use super::backend::{Door, Notifier, WorkspaceEvent};
use crate::i18n::{Catalogue, Sentence};
use crate::workshop::peer::{DoorNews, DoorOrder};

/// The door of the sessions of a workspace on the disk.
pub struct DiskDoor {
    /// The workspace, without links.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no door"))]
    root: PathBuf,
    words: &'static Catalogue,
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no door"))]
    notify: Notifier,
    #[cfg(unix)]
    host: Option<crate::remote::host::Host>,
}

impl DiskDoor {
    /// A door that is shut.
    pub(super) fn new(root: PathBuf, words: &'static Catalogue, notify: Notifier) -> Self {
        Self {
            root,
            words,
            notify,
            #[cfg(unix)]
            host: None,
        }
    }
}

#[cfg(unix)]
impl DiskDoor {
    fn open(
        &mut self,
        product: &str,
        stem: &str,
        group: Option<&str>,
    ) -> Result<Option<Sentence>, crate::remote::RemoteError> {
        use crate::remote::host::Host;
        use crate::remote::runtime_dir::{ID_BYTES, RuntimeDir};

        if let Some(host) = &mut self.host {
            return group.map_or(Ok(()), |group| host.open_to(group)).map(|()| None);
        }
        let session = format!("{}\0{product}\0{stem}", self.root.display());
        let digest = crate::store::state_dir::digest(session.as_bytes());
        let id: String = digest.trim_start_matches("sha256:").chars().take(ID_BYTES).collect();
        let notify = std::sync::Arc::clone(&self.notify);
        let tell = std::sync::Arc::new(move |news| notify(WorkspaceEvent::Door(news)));
        let (host, aside) = Host::open(RuntimeDir::of_user(), &id, group, self.words, tell)?;
        self.host = Some(host);
        Ok(aside)
    }
}

#[cfg(unix)]
impl Door for DiskDoor {
    fn carry_out(&mut self, order: DoorOrder) -> (Option<DoorNews>, Option<Sentence>) {
        match order {
            DoorOrder::Open { product, stem, group } => match self.open(&product, &stem, group.as_deref()) {
                Ok(aside) => {
                    let by = self.host.as_ref().map(crate::remote::host::Host::account).unwrap_or_default();
                    (Some(DoorNews::Opened { line: crate::remote::address::join_line(), by }), aside)
                }
                // Those who are in stay there.
                Err(error) if self.host.is_some() => (None, Some(error.sentence())),
                Err(error) => (Some(DoorNews::NotOpened { why: self.words.tell(&error.sentence()) }), None),
            },
            DoorOrder::Say { peer, message } => {
                if let Some(host) = &self.host {
                    host.say(peer, message);
                }
                (None, None)
            }
            DoorOrder::HangUp { peer, code, text } => {
                if let Some(host) = &self.host {
                    host.hang_up(peer, code, text);
                }
                (None, None)
            }
            DoorOrder::Shut { text } => {
                if let Some(host) = self.host.take() {
                    host.shut(&text);
                }
                (None, None)
            }
        }
    }
}

#[cfg(not(unix))]
impl Door for DiskDoor {
    fn carry_out(&mut self, order: DoorOrder) -> (Option<DoorNews>, Option<Sentence>) {
        let is_asked = matches!(order, DoorOrder::Open { .. });
        let why = || self.words.tell(&crate::remote::RemoteError::NeedsUnix.sentence());
        (is_asked.then(|| DoorNews::NotOpened { why: why() }), None)
    }
}
