//! Git repositories made by the tests.

use std::path::Path;
use std::process::Command;

use super::support::Place;

/// A canvas with these notes in `tasks`: id and text.
pub fn canvas(notes: &[(&str, &str)]) -> String {
    let mut text =
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n"
            .to_owned();
    for (id, note) in notes {
        text.extend(["\n[notes.tasks.", id, "]\ntext = \"", note, "\"\n"]);
    }
    text
}

impl Place {
    /// A folder with a workspace of one product and one canvas, not in a repository.
    pub fn orders() -> Self {
        let place = Self::empty();
        place.write("apiops/stationmaster.toml", "format = 1\nnames = \"roles\"\n");
        let product = "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n";
        place.write("apiops/orders/product.toml", product);
        let notes = [("t7qm4k", "See where an order is"), ("b2h8xd", "Change the address before the parcel leaves")];
        place.write("apiops/orders/api-value-proposition.toml", canvas(&notes));
        place
    }

    /// The same in a repository with one commit.
    pub fn repository() -> Self {
        let place = Self::orders();
        place.begin();
        place
    }

    /// Makes the folder a repository and commits everything in it.
    pub fn begin(&self) {
        self.git(&["init", "-q", "-b", "main"]);
        self.git(&["config", "user.name", "R. Aalto"]);
        self.git(&["config", "user.email", "r@example.org"]);
        self.commit_all("One");
    }

    pub fn commit_all(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// What git prints.
    pub fn git(&self, arguments: &[&str]) -> String {
        git_in(&self.inside, arguments)
    }
}

/// What git prints in a folder.
pub fn git_in(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let ran = command
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        // Whose they are is what the repository says.
        .env_remove("GIT_AUTHOR_NAME")
        .env_remove("GIT_AUTHOR_EMAIL")
        .env_remove("GIT_COMMITTER_NAME")
        .env_remove("GIT_COMMITTER_EMAIL")
        .env("GIT_AUTHOR_DATE", "2026-11-23T12:00:00Z")
        .env("GIT_COMMITTER_DATE", "2026-11-23T12:00:00Z")
        .output()
        .expect("git runs");
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("UTF-8")
}
