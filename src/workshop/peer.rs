//! The door of a session: what comes in from the other terminals, and what is asked to go out to them.
//!
//! Whoever drives the session says what a terminal may do and what it sees; whoever holds the door knows sockets, and neither
//! knows the other's half.

use super::wire::{FromServer, ToServer};

/// One of the terminals that came in. A number is never given twice while a session runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PeerId(pub u64);

/// What is asked of the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoorOrder {
    /// Let others in from now on; answered by `Opened` or `NotOpened`.
    Open {
        /// Id of the product.
        product: String,
        /// Stem of the session's record.
        stem: String,
        /// The group whose members may come in, too.
        group: Option<String>,
    },
    /// Say something to one of them. A newer view takes the place of one that was not sent yet.
    Say {
        /// To whom.
        peer: PeerId,
        /// What.
        message: FromServer,
    },
    /// Say goodbye to one of them, and close its connection once it was said.
    HangUp {
        /// Whom.
        peer: PeerId,
        /// A word for the program.
        code: &'static str,
        /// Why, for the person.
        text: String,
    },
    /// Say to all that the session is over, and close.
    Shut {
        /// Why, for the persons.
        text: String,
    },
}

/// What comes from the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoorNews {
    /// Others can come in.
    Opened {
        /// What a person types to join: the line to pass on.
        line: String,
        /// The name of the account that drives.
        by: String,
    },
    /// Others cannot come in.
    NotOpened {
        /// Why not, for the person.
        why: String,
    },
    /// A terminal came in. Its first message, a `Hello`, follows as `Said`.
    Came {
        /// Which.
        peer: PeerId,
        /// Whether it is of the account that drives.
        is_own_account: bool,
        /// The name of its account.
        account: String,
    },
    /// It said something, within the limits of [`ToServer::read`] and not too fast.
    Said {
        /// Which.
        peer: PeerId,
        /// What.
        message: ToServer,
    },
    /// It is gone.
    Gone {
        /// Which.
        peer: PeerId,
    },
}
