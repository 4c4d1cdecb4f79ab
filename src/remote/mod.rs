//! The socket of a session: how other terminals of this machine come in, and how they get there.
//!
//! [`runtime_dir`] is the folder in which sockets lie and what must hold of it, [`account`] who is at the other end, [`address`] how others reach this
//! machine,
//! [`host`] the driver's side with one reader and one writer for each connection, [`client`] the other side. The room
//! knows what a message is and its limits; what is done with one is for whoever holds the other end of [`Tell`]. It is the
//! only room with Unix sockets, and nothing in the program opens a network port. Everything sleeps while nothing comes.

#[cfg(unix)]
mod account;
#[cfg(unix)]
pub mod address;
#[cfg(unix)]
pub mod client;
#[cfg(unix)]
mod connection;
mod error;
#[cfg(unix)]
pub mod host;
#[cfg(unix)]
mod lines;
#[cfg(unix)]
mod lock;
#[cfg(unix)]
mod outbox;
#[cfg(unix)]
pub mod runtime_dir;
#[cfg(all(unix, test))]
mod tests;

use std::sync::Arc;

pub use error::RemoteError;

use crate::workshop::peer::DoorNews;

/// Hands over what came through the door; may be called on any thread.
pub type Tell = Arc<dyn Fn(DoorNews) + Send + Sync>;

/// Takes a lock whoever had it before, however that thread ended.
#[cfg(unix)]
fn locked<T>(mutex: &std::sync::Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
