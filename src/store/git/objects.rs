//! What a repository holds: commits by the names people give them, the files of one, and what stood in them.

use std::fmt;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::{Git, GitError, is_option, text};
use crate::diagnostic::nearest;

/// The name git gives something: hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(String);

impl ObjectId {
    /// Takes what git printed; nothing where it is no such name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let is_one = word.len() >= 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_one.then(|| Self(word.to_owned()))
    }

    /// All its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeFile {
    /// From the top of the repository, with `/`.
    pub path: String,
    /// What stands in it.
    pub blob: ObjectId,
}

impl Git {
    /// The commit that a word names: a branch, a tag, a hash, `HEAD~3`.
    ///
    /// # Errors
    /// Where there is none; the nearest branch or tag is named.
    pub fn commit(&self, word: &str) -> Result<ObjectId, GitError> {
        match self.commit_if_known(word)? {
            Some(commit) => Ok(commit),
            None => Err(GitError::UnknownRevision { word: word.to_owned(), nearest: self.nearest_revision(word) }),
        }
    }

    /// The same; nothing where there is none.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn commit_if_known(&self, word: &str) -> Result<Option<ObjectId>, GitError> {
        if is_option(word) || word.is_empty() || word.contains(['\0', '\n']) {
            return Ok(None);
        }
        let asked = format!("{word}^{{commit}}");
        let ran = self.output(&["rev-parse", "--verify", "--quiet", "--end-of-options", &asked])?;
        Ok(ObjectId::parse(&text(&ran.stdout)).filter(|_| ran.status.success()))
    }

    /// The commit at which the lines of two parted.
    ///
    /// # Errors
    /// Where they have none in common.
    pub fn merge_base(&self, one: &ObjectId, other: &ObjectId) -> Result<ObjectId, GitError> {
        let ran = self.output(&["merge-base", one.as_str(), other.as_str()])?;
        ObjectId::parse(&text(&ran.stdout)).ok_or_else(|| GitError::failed("merge-base", &ran))
    }

    /// The branch or tag that a word was probably meant to be.
    fn nearest_revision(&self, word: &str) -> Option<String> {
        let refs = ["refs/heads", "refs/tags", "refs/remotes"];
        let listed = self.run(&["for-each-ref", "--format=%(refname:short)", refs[0], refs[1], refs[2]]).ok()?;
        let listed = text(&listed);
        nearest(word, listed.lines()).map(str::to_owned)
    }

    /// The plain files of a commit at or below a path from the top of the repository, all of them where it is empty.
    /// Links, other repositories, and names that are no UTF-8 are left out.
    ///
    /// # Errors
    /// Where git cannot read them.
    pub fn files_of(&self, commit: &ObjectId, path: &str) -> Result<Vec<TreeFile>, GitError> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit.as_str(), "--"];
        let path = path.trim_end_matches('/');
        if !path.is_empty() {
            arguments.push(path);
        }
        let listed = self.run(&arguments)?;
        Ok(listed.split(|byte| *byte == 0).filter_map(tree_file).collect())
    }

    /// Reads what stood in files, one after the other.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn blobs(&self) -> Result<Blobs, GitError> {
        let mut command = self.command(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| GitError::program(&self.folder, &error))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(asked), Some(told)) => Ok(Blobs { child, asked, told: BufReader::new(told) }),
            _ => Err(GitError::NoProgram(String::new())),
        }
    }
}

/// A line of `ls-tree -z`: mode, type and name of the object, a tab, the path.
fn tree_file(line: &[u8]) -> Option<TreeFile> {
    let line = std::str::from_utf8(line).ok()?;
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, kind) = (about.next()?, about.next()?);
    let blob = ObjectId::parse(about.next()?)?;
    (kind == "blob" && mode.starts_with("100")).then(|| TreeFile { path: path.to_owned(), blob })
}

/// One run of git that hands out what stands in files, as many as are asked for.
#[derive(Debug)]
pub struct Blobs {
    child: Child,
    asked: ChildStdin,
    told: BufReader<ChildStdout>,
}

impl Blobs {
    /// What stands in a file; nothing where the repository does not have it.
    ///
    /// # Errors
    /// Where git ended before its time.
    pub fn read(&mut self, blob: &ObjectId) -> Result<Option<Vec<u8>>, GitError> {
        self.answer(blob).map_err(|error| GitError::Failed { command: "cat-file".into(), detail: error.to_string() })
    }

    fn answer(&mut self, blob: &ObjectId) -> std::io::Result<Option<Vec<u8>>> {
        writeln!(self.asked, "{blob}")?;
        self.asked.flush()?;
        let mut head = String::new();
        self.told.read_line(&mut head)?;
        let Some(size) = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok()) else {
            return Ok(None);
        };
        let mut content = vec![0; size];
        self.told.read_exact(&mut content)?;
        // A line feed follows that is no part of it.
        self.told.read_exact(&mut [0])?;
        Ok(Some(content))
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // It has nothing to finish, and must not stay behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
