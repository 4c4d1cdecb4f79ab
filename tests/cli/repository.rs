//! A git repository with a workspace, in a folder with a blank and a letter beyond ASCII in its name.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::support::{Place, Ran};

pub const CANVAS: &str = "apiops/orders/api-value-proposition.toml";

pub const HEAD: &str =
    "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";

/// A repository, and whether the program is found when git looks for it.
pub struct Repository {
    pub place: Place,
    /// Below the place.
    pub folder: String,
    pub finds_program: bool,
}

pub fn note(id: &str, text: &str) -> String {
    format!("\n[notes.tasks.{id}]\ntext = \"{text}\"\n")
}

impl Repository {
    /// A repository with one canvas of two notes, committed on `main`.
    pub fn new(finds_program: bool) -> Self {
        let repository = Self { place: Place::empty(), folder: "a blank ä".to_owned(), finds_program };
        let bin = repository.bin();
        fs::create_dir_all(&bin).expect("made");
        fs::create_dir_all(repository.place.path("home")).expect("made");
        #[cfg(unix)]
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_stationmaster"), bin.join("stationmaster")).expect("linked");
        repository.write("apiops/stationmaster.toml", "format = 1\nlanguage = \"en\"\nnames = \"roles\"\n");
        repository.write(
            "apiops/orders/product.toml",
            "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n",
        );
        repository.write(CANVAS, &format!("{HEAD}{}{}", note("b2h8xd", "One"), note("k3f9aa", "Two")));
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit("first");
        repository
    }

    /// One in which git knows the driver.
    pub fn set_up() -> Self {
        let repository = Self::new(true);
        assert_eq!(repository.run(&["git", "setup", "--yes"]).code, Some(0));
        repository.commit("attributes");
        repository
    }

    fn bin(&self) -> PathBuf {
        self.place.path("bin")
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.place.path(&self.folder).join(path)
    }

    pub fn write(&self, path: &str, text: &str) {
        self.place.write(&format!("{}/{path}", self.folder), text);
    }

    pub fn read(&self, path: &str) -> String {
        self.place.read(&format!("{}/{path}", self.folder))
    }

    /// Gives a process the surroundings of a person: with git, and the program where it is to be found.
    pub fn surround(&self, command: &mut Command) {
        let mut path = std::env::var_os("PATH").unwrap_or_default();
        if self.finds_program {
            let folders = std::iter::once(self.bin()).chain(std::env::split_paths(&path).collect::<Vec<_>>());
            path = std::env::join_paths(folders).expect("a path");
        }
        command.env("PATH", path).env("GIT_CONFIG_NOSYSTEM", "1").current_dir(self.path(""));
        for (role, name) in [("AUTHOR", "A"), ("COMMITTER", "A")] {
            command.env(format!("GIT_{role}_NAME"), name).env(format!("GIT_{role}_EMAIL"), "a@example.org");
        }
        command.env("HOME", self.place.path("home")).env("GIT_EDITOR", "true");
    }

    /// Runs the program in the repository.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = self.place.command(arguments);
        self.surround(&mut command);
        Ran::of(&mut command)
    }

    /// Runs git, whatever it ends with.
    pub fn try_git(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new("git");
        command.args(arguments);
        self.surround(&mut command);
        Ran::of(&mut command)
    }

    /// What git prints, where it ends well.
    pub fn git(&self, arguments: &[&str]) -> String {
        let ran = self.try_git(arguments);
        assert_eq!(ran.code, Some(0), "git {arguments:?}: {ran:?}");
        ran.out
    }

    pub fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Changes a file on a branch of its own, from the commit with that name, and commits.
    pub fn branch(&self, name: &str, from: &str, path: &str, text: &str) {
        self.git(&["checkout", "--quiet", "-b", name, from]);
        self.write(path, text);
        self.commit(name);
    }

    /// The paths that git holds in conflict.
    pub fn conflicted(&self) -> Vec<String> {
        let listed = self.git(&["diff", "--name-only", "--diff-filter=U", "-z"]);
        listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
    }
}
