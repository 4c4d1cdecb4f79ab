//! The folders in which the sockets of sessions lie. What protects a socket is its folder: not every system honours a
//! socket's own mode.

use std::env;
use std::ffi::OsString;
use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};

use super::RemoteError;
use super::account::{group_id, own_uid};

/// How long the path of a socket may be, in bytes. The systems allow 104 or 108.
const PATH_BYTES: usize = 100;
/// What the name of a folder begins with that is not the user's own already.
const PREFIX: &str = "stationmaster-";
/// How the names of sockets end.
const SOCKET: &str = "sock";
/// How long the name of a session is by which its socket is called.
pub const ID_BYTES: usize = 16;

/// Where sockets lie.
#[derive(Clone, Debug)]
pub struct RuntimeDir {
    /// The user's own folder.
    own: PathBuf,
    /// Where folders for groups are made, and others that have to be short.
    shared: PathBuf,
}

/// A place for a socket and its lock, in a folder that was looked at.
#[derive(Clone, Debug)]
pub(super) struct SocketPlace {
    pub(super) socket: PathBuf,
    pub(super) lock: PathBuf,
    /// Whether the folder is not the one that was wanted, whose path is too long.
    pub(super) is_shortened: bool,
}

/// A socket that somebody may answer at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundSocket {
    /// Its path.
    pub path: PathBuf,
    /// What names it in its folder: the same for every socket of a session.
    pub id: String,
    /// The account that must answer at it.
    pub uid: u32,
}

impl RuntimeDir {
    /// The one of this user.
    #[must_use]
    pub fn of_user() -> Self {
        let folder = |name: &str| env::var_os(name).filter(|folder| !folder.is_empty());
        Self::of(folder("STATIONMASTER_RUNTIME"), folder("XDG_RUNTIME_DIR"), folder("TMPDIR"))
    }

    fn of(named: Option<OsString>, runtime: Option<OsString>, temporary: Option<OsString>) -> Self {
        let shared = PathBuf::from("/tmp");
        let own = named.map(PathBuf::from).or_else(|| Some(PathBuf::from(runtime?).join("stationmaster")));
        let own = own.unwrap_or_else(|| {
            let temporary = temporary.map_or_else(|| shared.clone(), PathBuf::from);
            temporary.join(format!("{PREFIX}{}", own_uid()))
        });
        Self { own, shared }
    }

    /// One for tests: `own` and `shared` in the place of the user's folder and `/tmp`.
    #[cfg(test)]
    pub(super) fn at(own: &Path, shared: &Path) -> Self {
        Self { own: own.to_owned(), shared: shared.to_owned() }
    }

    /// A place for the socket `id`, in a folder that is there, ours, and closed to others.
    ///
    /// # Errors
    /// Where the folder is none that a socket may lie in.
    pub(super) fn place(&self, id: &str) -> Result<SocketPlace, RemoteError> {
        let is_long = is_too_long(&self.own);
        let folder = if is_long { self.short() } else { self.own.clone() };
        make(&folder)?;
        check(&folder, own_uid(), Openness::Closed)?;
        Ok(place_in(&folder, id, is_long))
    }

    /// The same in a folder that a group may enter.
    ///
    /// # Errors
    /// Where there is no such group, or the folder is none that a socket may lie in.
    pub(super) fn place_for(&self, group: &str, id: &str) -> Result<SocketPlace, RemoteError> {
        let gid = group_id(group).ok_or_else(|| RemoteError::NoGroup(group.to_owned()))?;
        let folder = self.shared.join(format!("{PREFIX}{}-{group}", own_uid()));
        make(&folder)?;
        check(&folder, own_uid(), Openness::Group)?;
        let refused = |error| RemoteError::Refused(folder.clone(), error);
        chown(&folder, None, Some(gid)).map_err(refused)?;
        fs::set_permissions(&folder, Permissions::from_mode(0o750)).map_err(refused)?;
        check(&folder, own_uid(), Openness::Group)?;
        Ok(place_in(&folder, id, false))
    }

    fn short(&self) -> PathBuf {
        self.shared.join(format!("{PREFIX}{}", own_uid()))
    }

    /// The sockets of this user, and those of others that a group of this user may use. Whether anybody answers is not
    /// known.
    ///
    /// # Errors
    /// Where the user's own folder is there and none that a socket may lie in.
    pub fn sockets(&self) -> Result<Vec<FoundSocket>, RemoteError> {
        let mut found = Vec::new();
        let own = own_uid();
        let short = is_too_long(&self.own).then(|| self.short());
        for folder in std::iter::once(self.own.clone()).chain(short) {
            match fs::symlink_metadata(&folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(RemoteError::Refused(folder, error)),
                Ok(_) => check(&folder, own, Openness::Closed)?,
            }
            found.extend(sockets_in(&folder, own));
        }
        for entry in fs::read_dir(&self.shared).into_iter().flatten().flatten() {
            let folder = entry.path();
            let name = entry.file_name();
            let whose = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split_once('-'));
            let Some(uid) = whose.and_then(|(uid, _)| uid.parse::<u32>().ok()) else { continue };
            // Anybody can make a folder there: one that is not as it should be is nobody's.
            if check(&folder, uid, Openness::Group).is_ok() {
                found.extend(sockets_in(&folder, uid));
            }
        }
        found.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
        found.dedup_by(|a, b| (&a.id, a.uid) == (&b.id, b.uid));
        Ok(found)
    }
}

/// Who else may enter a folder.
#[derive(Clone, Copy)]
enum Openness {
    Closed,
    Group,
}

fn is_too_long(folder: &Path) -> bool {
    folder.as_os_str().len() + 1 + ID_BYTES + 1 + SOCKET.len() > PATH_BYTES
}

fn place_in(folder: &Path, id: &str, is_shortened: bool) -> SocketPlace {
    let named = |ending: &str| folder.join(format!("{id}.{ending}"));
    SocketPlace { socket: named(SOCKET), lock: named("lock"), is_shortened }
}

fn make(folder: &Path) -> Result<(), RemoteError> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(RemoteError::Refused(folder.to_owned(), error))
        }
        _ => Ok(()),
    }
}

/// Whether a folder is one, no link, belongs to an account, and gives nothing to others.
fn check(folder: &Path, uid: u32, openness: Openness) -> Result<(), RemoteError> {
    let data = fs::symlink_metadata(folder).map_err(|error| RemoteError::Refused(folder.to_owned(), error))?;
    let given = match openness {
        Openness::Closed => 0o077,
        // The group may enter, and change nothing.
        Openness::Group => 0o027,
    };
    if data.file_type().is_symlink() {
        return Err(RemoteError::Link(folder.to_owned()));
    }
    if !data.is_dir() {
        return Err(RemoteError::NotAFolder(folder.to_owned()));
    }
    if data.uid() != uid {
        return Err(RemoteError::NotOurs(folder.to_owned()));
    }
    if data.mode() & given != 0 {
        return Err(RemoteError::Open(folder.to_owned()));
    }
    Ok(())
}

fn sockets_in(folder: &Path, uid: u32) -> Vec<FoundSocket> {
    let paths = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let sockets = paths.filter(|path| path.extension().is_some_and(|ending| ending == SOCKET));
    let named = |path: PathBuf| Some(FoundSocket { id: path.file_stem()?.to_str()?.to_owned(), path, uid });
    sockets.filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn mode(path: &Path, mode: u32) {
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("changed");
    }

    #[test]
    fn the_folder_is_the_one_that_is_named_or_the_systems() {
        let uid = own_uid();
        let of = |named: Option<&str>, runtime: Option<&str>, temporary: Option<&str>| {
            RuntimeDir::of(named.map(Into::into), runtime.map(Into::into), temporary.map(Into::into)).own
        };
        assert_eq!(of(Some("/a"), Some("/b"), Some("/c")), Path::new("/a"));
        assert_eq!(of(None, Some("/b"), Some("/c")), Path::new("/b/stationmaster"));
        assert_eq!(of(None, None, Some("/c")), PathBuf::from(format!("/c/stationmaster-{uid}")));
        assert_eq!(of(None, None, None), PathBuf::from(format!("/tmp/stationmaster-{uid}")));
    }

    #[test]
    fn a_folder_that_is_a_link_or_open_to_others_is_refused() {
        let home = tempfile::tempdir().expect("a folder");
        let own = home.path().join("own");
        let runtime = RuntimeDir::at(&own, home.path());
        runtime.place("a").expect("it is made");
        assert_eq!(fs::metadata(&own).expect("there").mode() & 0o777, 0o700);
        for open in [0o701, 0o710, 0o755, 0o777] {
            mode(&own, open);
            assert!(matches!(runtime.place("a"), Err(RemoteError::Open(_))), "{open:o}");
            assert!(matches!(runtime.sockets(), Err(RemoteError::Open(_))), "{open:o}");
        }
        mode(&own, 0o700);
        assert!(runtime.sockets().expect("listed").is_empty());
        let link = home.path().join("link");
        symlink(&own, &link).expect("linked");
        assert!(matches!(RuntimeDir::at(&link, home.path()).place("a"), Err(RemoteError::Link(_))));
        let file = home.path().join("file");
        fs::write(&file, "").expect("written");
        assert!(matches!(RuntimeDir::at(&file, home.path()).place("a"), Err(RemoteError::NotAFolder(_))));
        assert!(matches!(check(&own, own_uid() + 1, Openness::Closed), Err(RemoteError::NotOurs(_))));
        let nowhere = home.path().join("no/where");
        assert!(matches!(RuntimeDir::at(&nowhere, home.path()).place("a"), Err(RemoteError::Refused(..))));
        assert!(RuntimeDir::at(&nowhere, home.path()).sockets().expect("nothing is there").is_empty());
    }

    #[test]
    fn a_path_that_is_too_long_for_a_socket_is_another_one() {
        let home = tempfile::tempdir().expect("a folder");
        let long = home.path().join("x".repeat(90));
        fs::create_dir(&long).expect("made");
        let runtime = RuntimeDir::at(&long, home.path());
        let place = runtime.place("0123456789abcdef").expect("a place");
        assert!(place.is_shortened && place.socket.starts_with(home.path().join(format!("{PREFIX}{}", own_uid()))));
        fs::write(&place.socket, "").expect("written");
        mode(&long, 0o700);
        let found: Vec<String> = runtime.sockets().expect("listed").into_iter().map(|socket| socket.id).collect();
        assert_eq!(found, ["0123456789abcdef"]);
    }

    #[test]
    fn a_folder_of_a_group_lets_its_members_in_and_nobody_else() {
        let home = tempfile::tempdir().expect("a folder");
        let runtime = RuntimeDir::at(&home.path().join("own"), home.path());
        let gid = rustix::process::getegid().as_raw();
        let group = nix::unistd::Group::from_gid(gid.into()).expect("groups").expect("a group").name;
        assert!(matches!(runtime.place_for("no-such-group", "a"), Err(RemoteError::NoGroup(_))));
        assert!(matches!(runtime.place_for("../x", "a"), Err(RemoteError::NoGroup(_))));
        let place = runtime.place_for(&group, "a").expect("a place");
        let folder = place.socket.parent().expect("a folder");
        let data = fs::metadata(folder).expect("there");
        assert_eq!((data.mode() & 0o777, data.gid()), (0o750, gid));
        fs::write(&place.socket, "").expect("written");
        assert_eq!(runtime.sockets().expect("listed").len(), 1);
        for open in [0o770, 0o751, 0o757] {
            mode(folder, open);
            assert!(runtime.sockets().expect("listed").is_empty(), "{open:o}");
            assert!(runtime.place_for(&group, "a").is_err(), "{open:o}");
        }
        let other = home.path().join(format!("{PREFIX}{}-{group}", own_uid() + 1));
        mode(folder, 0o750);
        fs::rename(folder, &other).expect("renamed");
        assert!(runtime.sockets().expect("listed").is_empty(), "it is not of the account in its name");
    }
}
