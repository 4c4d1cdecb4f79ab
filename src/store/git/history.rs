//! The commits that changed a file, newest first, under whatever name it stood.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Stdio};

use super::{Git, GitError, ObjectId};

/// A commit that changed a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCommit {
    pub commit: ObjectId,
    /// The day its author wrote it, `YYYY-MM-DD`.
    pub date: String,
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    /// The path from the top of the repository that the file has in it.
    pub path: String,
    /// What stood in the file before; nothing where it was not there.
    pub before: Option<ObjectId>,
    /// What stands in the file then; nothing where it was removed.
    pub after: Option<ObjectId>,
}

/// A commit with what stood in a file then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The name git gives it.
    pub commit: String,
    /// The day its author wrote it, `YYYY-MM-DD`.
    pub date: String,
    pub author: String,
    /// The first line of its message.
    pub subject: String,
    pub bytes: Vec<u8>,
}

/// The commits of a file, as git finds them.
#[derive(Debug)]
pub struct FileHistory {
    child: Child,
    told: BufReader<ChildStdout>,
    /// The beginning of the next commit, which ends the one before.
    next: Option<Vec<u8>>,
}

/// What begins a commit in what git prints.
const BEGIN: u8 = 1;

impl Git {
    /// The commits that changed a file, newest first; renames are followed.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn history(&self, path: &str) -> Result<FileHistory, GitError> {
        let format = "--format=format:%x01%H%x00%as%x00%an%x00%s";
        let asked = ["log", "--follow", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv", "--no-color"];
        let mut command = self.command(&asked);
        command.args([format, "--no-show-signature", "--", path]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| GitError::program(self.folder(), &error))?;
        match child.stdout.take() {
            Some(told) => Ok(FileHistory { child, told: BufReader::new(told), next: None }),
            None => Err(GitError::NoProgram(String::new())),
        }
    }
}

impl Git {
    /// Hands out the commits that changed a file and left it there, newest first, as long as `each` wants more.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn each_commit(&self, path: &str, each: &mut dyn FnMut(Committed) -> bool) -> Result<(), GitError> {
        let mut blobs = self.blobs()?;
        for found in self.history(path)? {
            let Some(bytes) = found.after.as_ref().map(|blob| blobs.read(blob)).transpose()?.flatten() else {
                continue;
            };
            let FileCommit { commit, date, author, subject, .. } = found;
            if !each(Committed { commit: commit.to_string(), date, author, subject, bytes }) {
                break;
            }
        }
        Ok(())
    }
}

impl FileHistory {
    fn word(&mut self) -> Option<Vec<u8>> {
        let mut word = Vec::new();
        let read = self.told.read_until(0, &mut word).ok()?;
        word.pop_if(|last| *last == 0);
        (read > 0).then_some(word)
    }
}

impl Iterator for FileHistory {
    type Item = FileCommit;

    fn next(&mut self) -> Option<FileCommit> {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        loop {
            let begin = match self.next.take() {
                Some(begin) => begin,
                None => self.word()?,
            };
            let Some(commit) = begin.strip_prefix(&[BEGIN]) else { continue };
            let Some(commit) = ObjectId::parse(&String::from_utf8_lossy(commit)) else { continue };
            let (date, author) = (text(self.word()?), text(self.word()?));
            // The subject ends where the list of files begins.
            let subject = text(self.word()?);
            let (subject, mut about) = match subject.rsplit_once("\n:") {
                Some((subject, about)) => (subject.to_owned(), Some(about.to_owned())),
                None => (subject, None),
            };
            if about.is_none() {
                let word = self.word()?;
                if let Some(at) = word.iter().position(|byte| *byte == b':').filter(|at| *at <= 1) {
                    about = Some(text(word[at + 1..].to_vec()))
                } else {
                    self.next = Some(word);
                    continue;
                }
            }
            let about = about.unwrap_or_default();
            let words: Vec<&str> = about.split(' ').collect();
            let [_, _, before, after, kind] = words[..] else { continue };
            let mut path = text(self.word()?);
            if kind.starts_with(['R', 'C']) {
                path = text(self.word()?);
            }
            let blob = |word: &str| ObjectId::parse(word).filter(|_| word.bytes().any(|digit| digit != b'0'));
            return Some(FileCommit { commit, date, author, subject, path, before: blob(before), after: blob(after) });
        }
    }
}

impl Drop for FileHistory {
    fn drop(&mut self) {
        // Whoever stops listening early needs no more of it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
