//! Accounts and groups of the system.

use std::os::unix::net::UnixStream;

use nix::unistd::{Group, Uid, User};

/// The account that runs this program.
pub(super) fn own_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The account at the other end of a connection, as the kernel knows it.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn peer_uid(stream: &UnixStream) -> Option<u32> {
    rustix::net::sockopt::socket_peercred(stream).ok().map(|peer| peer.uid.as_raw())
}

/// The account at the other end of a connection, as the kernel knows it.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn peer_uid(stream: &UnixStream) -> Option<u32> {
    nix::unistd::getpeereid(stream).ok().map(|(uid, _)| uid.as_raw())
}

/// What an account is called; its number where it has no name.
pub(super) fn name_of(uid: u32) -> String {
    User::from_uid(Uid::from_raw(uid)).ok().flatten().map_or_else(|| uid.to_string(), |user| user.name)
}

/// The number of a group; nothing where there is none of that name.
pub(super) fn group_id(name: &str) -> Option<u32> {
    // The name becomes a part of a path.
    let is_name = !name.is_empty() && !name.contains(['/', '\0']) && !name.starts_with('.');
    is_name.then(|| Group::from_name(name).ok().flatten()).flatten().map(|group| group.gid.as_raw())
}
