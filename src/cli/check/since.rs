//! `check --since`: what is found now and was not found in a revision.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Component;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::targets::Group;
use super::super::threads::Threads;
use super::findings::{Findings, Said, said};
use super::fingerprint;
use crate::assess::check::{self, FileInput, Named};
use crate::assess::rules::Severity;
use crate::store::Git;
use crate::store::Scan;
use crate::store::layout::SETTINGS_FILE;

/// What was found in a revision.
pub(super) struct Before {
    fingerprints: HashSet<String>,
    /// How many findings of a kind in a file were counted only.
    more: HashMap<(String, &'static str, Severity), usize>,
}

impl Before {
    /// What check finds in the files of a group as they stood in a revision, by the policy that holds now.
    pub(super) fn of(
        context: &Context,
        group: &Group,
        revision: &str,
        policy: &BTreeMap<String, String>,
    ) -> Result<Self, Failure> {
        let git = Git::find(&group.root)?;
        let commit = git.commit(revision)?;
        let listed = git.files_of(&commit, "")?;
        let ours: BTreeMap<&str, _> =
            listed.iter().filter_map(|file| Some((git.relative(&file.path)?, &file.blob))).collect();
        let scan = Scan::of(ours.keys().copied(), context.method);
        let known: HashSet<&str> = scan.files().map(|entry| entry.path.as_str()).chain([SETTINGS_FILE]).collect();
        // A file outside a workspace stands alone.
        let is_checked = |path: &str| match group.workspace {
            Some(_) => known.contains(path),
            None => group.chosen.iter().any(|chosen| chosen == path),
        };
        let mut blobs = git.blobs()?;
        let mut read = Vec::new();
        for (path, blob) in ours.into_iter().filter(|(path, _)| is_checked(path)) {
            read.push((path, blobs.read(blob)?.unwrap_or_default()));
        }
        let there: HashSet<&str> = listed
            .iter()
            .flat_map(|file| {
                std::iter::successors(Some(file.path.as_str()), |path| path.rsplit_once('/').map(|(folder, _)| folder))
            })
            .collect();
        let is_there = |named: Named<'_>| match named {
            Named::Evidence(path) => {
                joined("", path.trim_start_matches('/')).is_some_and(|path| there.contains(path.as_str()))
            }
            Named::Description(path) => joined(git.prefix(), path).is_some_and(|path| there.contains(path.as_str())),
        };
        let inputs: Vec<FileInput<'_>> = read.iter().map(|(path, bytes)| FileInput { path, bytes }).collect();
        let found = check::check_spread(&inputs, context.method, policy, context.today, &is_there, &Threads::all());
        let texts: HashMap<&str, std::rc::Rc<str>> =
            read.iter().map(|(path, bytes)| (*path, String::from_utf8_lossy(bytes).into())).collect();
        let mut told: Vec<Said> = found
            .iter()
            .map(|finding| {
                let text = texts.get(finding.path.as_str()).cloned().unwrap_or_else(|| "".into());
                said(&context.words, group, finding, text)
            })
            .collect();
        fingerprint::mark(&mut told);
        let mut before = Self { fingerprints: HashSet::new(), more: HashMap::new() };
        for said in told {
            *before.more.entry((said.path.clone(), said.rule, said.severity)).or_default() += said.more;
            before.fingerprints.insert(said.fingerprint);
        }
        Ok(before)
    }

    /// Leaves what was not found before.
    pub(super) fn leave_new(&self, findings: &mut Findings) {
        findings.found.retain_mut(|said| {
            let more = self.more.get(&(said.path.clone(), said.rule, said.severity));
            said.more = said.more.saturating_sub(more.copied().unwrap_or_default());
            !self.fingerprints.contains(&said.fingerprint)
        });
    }
}

/// A path below a folder, without `.` and `..`; nothing where it leads out of the repository.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in std::path::Path::new(path).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_as_far_as_the_repository_goes() {
        assert_eq!(joined("apiops/", "../openapi/a.yaml").as_deref(), Some("openapi/a.yaml"));
        assert_eq!(joined("", "./docs/a.md").as_deref(), Some("docs/a.md"));
        assert_eq!(joined("apiops/", "../../a"), None);
        assert_eq!(joined("", "/etc/passwd"), None);
    }
}
