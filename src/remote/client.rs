//! The other side: finding the sessions that run, and a connection to one of them.

use std::io::{self, Read as _};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::{Duration, Instant};

use super::account::peer_uid;
use super::connection::is_in_time;
use super::lines::Lines;
use super::outbox::{PATIENCE, send};
use super::runtime_dir::FoundSocket;
use crate::workshop::wire::{FromServer, LINE_FROM_SERVER, PROTOCOL, Role, ToServer};

/// What comes of a connection.
#[derive(Debug)]
pub enum Heard {
    /// It stands, and what is said goes through this.
    Up(Link),
    /// Something was said.
    Said(Box<FromServer>),
    /// It does not stand any more, or could not be made.
    Gone,
}

/// A connection to whoever drives a session.
#[derive(Debug)]
pub struct Link(UnixStream);

impl Link {
    fn connect(socket: &FoundSocket) -> io::Result<Self> {
        let stream = UnixStream::connect(&socket.path)?;
        // A folder that a group may enter is its owner's; so is whoever answers there.
        if peer_uid(&stream) != Some(socket.uid) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        Ok(Self(stream))
    }

    /// Says something.
    ///
    /// # Errors
    /// Where the other end is gone, or does not listen.
    pub fn say(&self, message: &ToServer) -> io::Result<()> {
        let line = serde_json::to_string(message)? + "\n";
        send(&self.0, line.as_bytes(), PATIENCE)
    }

    /// Ends the connection, for whoever listens to it, too.
    pub fn close(&self) {
        let _ = self.0.shutdown(Shutdown::Both);
    }

    /// Hands out what is said until the end, or until `each` has enough.
    fn hear(&self, until: Option<Instant>, mut each: impl FnMut(FromServer) -> bool) -> io::Result<()> {
        let mut stream = &self.0;
        let mut lines = Lines::new(LINE_FROM_SERVER);
        let mut bytes = vec![0; 16 * 1024];
        loop {
            let now = Instant::now();
            let wait = until.map(|until| until.saturating_duration_since(now));
            if wait.is_some_and(|wait| wait.is_zero()) {
                return Err(io::ErrorKind::TimedOut.into());
            }
            stream.set_read_timeout(wait)?;
            let length = match stream.read(&mut bytes) {
                Ok(0) => return Ok(()),
                Ok(length) => length,
                Err(error) if is_in_time(&error) => continue,
                Err(error) => return Err(error),
            };
            lines.push(&bytes[..length], now);
            while let Some(line) = lines.next(now).map_err(|_| io::ErrorKind::InvalidData)? {
                // Of what a newer version says besides, nothing is known here.
                if serde_json::from_slice(&line).is_ok_and(|message| !each(message)) {
                    return Ok(());
                }
            }
        }
    }
}

/// Connects, and hands over what comes of it, on a thread of its own.
///
/// # Errors
/// Where the system has no thread left.
pub fn dial(socket: FoundSocket, heard: impl Fn(Heard) + Send + 'static) -> io::Result<()> {
    let listen = move || {
        if let Ok(link) = Link::connect(&socket)
            && let Ok(stream) = link.0.try_clone()
        {
            heard(Heard::Up(Link(stream)));
            let _ = link.hear(None, |message| {
                heard(Heard::Said(Box::new(message)));
                true
            });
            link.close();
        }
        heard(Heard::Gone);
    };
    thread::Builder::new().name("link".into()).spawn(listen).map(drop)
}

/// What the session at a socket is, asked without taking a seat; nothing where nobody answers in time.
#[must_use]
pub fn look(socket: &FoundSocket, patience: Duration) -> Option<FromServer> {
    let link = Link::connect(socket).ok()?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    link.say(&ToServer::Hello { protocol: PROTOCOL, version, role: Role::Seat, who: None }).ok()?;
    let mut room = None;
    let _ = link.hear(Some(Instant::now() + patience), |message| {
        room = Some(message).filter(|message| matches!(message, FromServer::Room { .. } | FromServer::Bye { .. }));
        room.is_none()
    });
    let _ = link.say(&ToServer::Bye);
    link.close();
    room
}
