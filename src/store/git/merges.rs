//! Merges that were committed, and the files that each of their sides changed.

use std::collections::HashMap;
use std::io::{Seek as _, Write as _};
use std::process::Stdio;

use super::{Git, GitError, ObjectId, is_option};

/// The merge of two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeCommit {
    pub commit: ObjectId,
    /// The line it was merged into.
    pub ours: ObjectId,
    /// The line that was merged.
    pub theirs: ObjectId,
}

/// A file in which a commit differs from an older one. Paths start at the top of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// The path it had; of a new file the one it has.
    pub path_before: String,
    pub path: String,
    /// What stood in it; nothing where it was not there.
    pub before: Option<ObjectId>,
    /// What stands in it; nothing where it is gone.
    pub after: Option<ObjectId>,
}

impl Git {
    /// The merges of two lines in a range as git writes one (`A..B`, `A...B`, or one revision with all behind it), newest
    /// first. Without a range those that are not on the upstream of the branch; where it has none, those that are on no
    /// other repository's branch.
    ///
    /// # Errors
    /// Where git cannot be run, or there is no such revision.
    pub fn merges(&self, range: Option<&str>) -> Result<Vec<MergeCommit>, GitError> {
        let of = match range {
            Some(range) => self.range(range)?,
            None => match (self.commit_if_known("HEAD")?, self.commit_if_known("@{upstream}")?) {
                (None, _) => return Ok(Vec::new()),
                (Some(head), Some(upstream)) => vec![head.to_string(), format!("^{upstream}")],
                (Some(head), None) => vec![head.to_string(), "--not".to_owned(), "--remotes".to_owned()],
            },
        };
        let mut arguments = vec!["rev-list", "--merges", "--parents"];
        arguments.extend(of.iter().map(String::as_str));
        let listed = self.run(&arguments)?;
        let listed = String::from_utf8_lossy(&listed);
        let merge = |line: &str| {
            let mut commits = line.split(' ').map(ObjectId::parse);
            let (commit, ours, theirs) = (commits.next()??, commits.next()??, commits.next()??);
            commits.next().is_none().then_some(MergeCommit { commit, ours, theirs })
        };
        Ok(listed.lines().filter_map(merge).collect())
    }

    /// What a range means: commits to start from, and with `^` those to end before.
    fn range(&self, range: &str) -> Result<Vec<String>, GitError> {
        let commit = |word: &str| self.commit(if word.is_empty() { "HEAD" } else { word });
        if is_option(range) {
            return Err(self.commit(range).err().unwrap_or_else(|| unknown(range)));
        }
        if let Some((one, other)) = range.split_once("...") {
            let (one, other) = (commit(one)?, commit(other)?);
            let bases = self.merge_bases(&one, &other)?;
            let ends = bases.iter().map(|base| format!("^{base}"));
            return Ok([one.to_string(), other.to_string()].into_iter().chain(ends).collect());
        }
        if let Some((one, other)) = range.split_once("..") {
            let (one, other) = (commit(one)?, commit(other)?);
            return Ok(vec![other.to_string(), format!("^{one}")]);
        }
        // One commit without those it was made of.
        if let Some(word) = range.strip_suffix("^!") {
            let of = commit(word)?;
            return Ok(vec!["--no-walk".to_owned(), of.to_string()]);
        }
        Ok(vec![self.commit(range)?.to_string()])
    }

    /// The commits at which the lines of two parted; none where they have nothing in common, more than one where they met
    /// crosswise.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn merge_bases(&self, one: &ObjectId, other: &ObjectId) -> Result<Vec<ObjectId>, GitError> {
        let ran = self.output(&["merge-base", "--all", one.as_str(), other.as_str()])?;
        match ran.status.code() {
            Some(0 | 1) => Ok(String::from_utf8_lossy(&ran.stdout).lines().filter_map(ObjectId::parse).collect()),
            _ => Err(GitError::failed("merge-base", &ran)),
        }
    }

    /// In which plain files the second commit of each pair differs from the first, found by one run of git; renames are
    /// followed. Names that are no UTF-8 are left out.
    ///
    /// # Errors
    /// Where git cannot be run.
    pub fn changed_files(&self, pairs: &[(ObjectId, ObjectId)]) -> Result<Vec<Vec<ChangedFile>>, GitError> {
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let failed =
            |error: std::io::Error| GitError::Failed { command: "diff-tree".into(), detail: error.to_string() };
        let mut asked = tempfile::tempfile().map_err(failed)?;
        let ask = |(old, new): &(ObjectId, ObjectId)| writeln!(asked, "{new} {old}");
        pairs.iter().try_for_each(ask).and_then(|()| asked.rewind()).map_err(failed)?;
        let arguments = ["diff-tree", "--stdin", "--raw", "-r", "-z", "-M", "--no-abbrev", "--always", "--no-ext-diff"];
        let ran = self.command(&arguments).stdin(Stdio::from(asked)).output();
        let ran = ran.map_err(|error| GitError::program(&self.folder, &error))?;
        if !ran.status.success() {
            return Err(GitError::failed("diff-tree", &ran));
        }
        let mut changed: Vec<Vec<ChangedFile>> = Vec::with_capacity(pairs.len());
        let mut words = ran.stdout.split(|byte| *byte == 0);
        while let Some(word) = words.next() {
            let Some(about) = word.strip_prefix(b":") else {
                if !word.is_empty() {
                    changed.push(Vec::new());
                }
                continue;
            };
            let about = String::from_utf8_lossy(about);
            let about: Vec<&str> = about.split(' ').collect();
            let [_, mode, before, after, kind] = about[..] else { continue };
            let path_before = words.next().and_then(utf8);
            let path = if kind.starts_with(['R', 'C']) { words.next().and_then(utf8) } else { path_before.clone() };
            let (Some(path_before), Some(path), Some(files)) = (path_before, path, changed.last_mut()) else {
                continue;
            };
            if mode.starts_with("100") || kind == "D" {
                files.push(ChangedFile { path_before, path, before: blob(before), after: blob(after) });
            }
        }
        changed.resize_with(pairs.len(), Vec::new);
        Ok(changed)
    }

    /// What stands in these files, each read once.
    ///
    /// # Errors
    /// Where git ended before its time.
    pub fn contents<'b>(
        &self,
        blobs: impl IntoIterator<Item = &'b ObjectId>,
    ) -> Result<HashMap<ObjectId, Vec<u8>>, GitError> {
        let mut run = self.blobs()?;
        let mut contents = HashMap::new();
        for blob in blobs {
            if !contents.contains_key(blob) {
                contents.insert(blob.clone(), run.read(blob)?.unwrap_or_default());
            }
        }
        Ok(contents)
    }
}

fn unknown(word: &str) -> GitError {
    GitError::UnknownRevision { word: word.to_owned(), nearest: None }
}

fn utf8(word: &[u8]) -> Option<String> {
    std::str::from_utf8(word).ok().map(str::to_owned)
}

/// The name of what stands in a file; nothing where nothing does.
fn blob(word: &str) -> Option<ObjectId> {
    ObjectId::parse(word).filter(|_| word.bytes().any(|digit| digit != b'0'))
}
