//! `check --merges`: what merges that were committed lost, revived or mixed up. Forges merge by lines.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::targets::Group;
use super::super::threads::Threads;
use super::findings::{Findings, said};
use crate::assess::check::{Finding, Spread as _, by_policy};
use crate::codec::{self, Content, FileKind, Reading, State};
use crate::merge::mistakes::{CommittedMerge, Mistake, MistakeKind, mistakes};
use crate::method::Method;
use crate::store::git::{ChangedFile, MergeCommit, ObjectId, TreeFile};
use crate::store::layout::SETTINGS_FILE;
use crate::store::workspace::read_within;
use crate::store::{Entry, Git, GitError, Role};

/// So many merges are looked at together.
const TOGETHER: usize = 64;

/// How many digits of a commit are told.
const DIGITS: usize = 9;

/// Adds what the merges of a range got wrong in the chosen files of a group.
pub(super) fn check(
    context: &mut Context,
    group: &Group,
    range: Option<&str>,
    policy: &BTreeMap<String, String>,
    findings: &mut Findings,
) -> Result<(), Failure> {
    let git = Git::find(&group.root)?;
    let merges = git.merges(range)?;
    let mut work = Work {
        git: &git,
        group,
        method: context.method,
        language: context.words.language().to_owned(),
        now: HashMap::new(),
        known: HashSet::new(),
        found: Vec::new(),
        is_cut_short: false,
    };
    for merges in merges.chunks(TOGETHER) {
        work.look_at(merges)?;
    }
    let Work { now, found, is_cut_short, .. } = work;
    if is_cut_short {
        let note = context.words.say(key!("cli.check.merges_shallow"));
        context.out.hint(&note);
    }
    let texts: HashMap<&str, Rc<str>> =
        now.iter().filter_map(|(path, now)| Some((path.as_str(), Rc::from(&*now.as_ref()?.text)))).collect();
    for finding in by_policy(found, policy) {
        let text = texts.get(finding.path.as_str()).cloned().unwrap_or_else(|| "".into());
        findings.found.push(said(&context.words, group, &finding, text));
    }
    findings.found.sort_by(|a, b| (&a.path, a.line, a.column, a.rule).cmp(&(&b.path, b.line, b.column, b.rule)));
    Ok(())
}

/// A document that both sides of a merge changed.
struct Changed {
    commit: String,
    /// Where it stood in the merge, relative to the workspace.
    path: String,
    /// What both sides started from: one, or where they met crosswise several.
    bases: Vec<Option<ObjectId>>,
    ours: ObjectId,
    theirs: ObjectId,
    committed: ObjectId,
}

struct Work<'w> {
    git: &'w Git,
    group: &'w Group,
    method: &'static Method,
    language: String,
    /// Documents as they stand now; nothing for those that cannot be read at all.
    now: HashMap<String, Option<Reading>>,
    /// What was found already: a loss is told once.
    known: HashSet<(String, Mistake)>,
    found: Vec<Finding>,
    /// Whether there are merges whose sides parted before the history begins.
    is_cut_short: bool,
}

impl Work<'_> {
    fn look_at(&mut self, merges: &[MergeCommit]) -> Result<(), GitError> {
        let mut pairs: Vec<(ObjectId, ObjectId)> = Vec::new();
        let mut parted = Vec::new();
        for merge in merges {
            let bases = self.git.merge_bases(&merge.ours, &merge.theirs)?;
            for base in &bases {
                for side in [&merge.ours, &merge.theirs, &merge.commit] {
                    pairs.push((base.clone(), side.clone()));
                }
            }
            parted.push((merge, bases.len()));
        }
        let changed = self.git.changed_files(&pairs)?;
        let mut changed = changed.as_chunks().0.iter();
        let mut documents: Vec<Changed> = Vec::new();
        for (merge, bases) in parted {
            let mut of_merge = Vec::new();
            for [ours, theirs, committed] in changed.by_ref().take(bases) {
                self.changed(merge, [ours, theirs, committed], &mut of_merge);
            }
            // Seen from one of several ancestors a side may not have changed it: then it is not asked about.
            of_merge.retain(|document| document.bases.len() == bases);
            if bases == 0 && self.git.is_shallow() {
                self.is_cut_short = true;
            } else if bases == 0 {
                // What has nothing in common is merged as if both had added everything.
                let all = |commit| self.git.files_of(commit, self.git.prefix()).map(added);
                let sides = [all(&merge.ours)?, all(&merge.theirs)?, all(&merge.commit)?];
                self.changed(merge, sides.each_ref().map(Vec::as_slice), &mut of_merge);
            }
            documents.append(&mut of_merge);
        }
        let blobs =
            documents.iter().flat_map(|it| it.bases.iter().flatten().chain([&it.ours, &it.theirs, &it.committed]));
        let contents = self.git.contents(blobs)?;
        for document in &documents {
            if !self.now.contains_key(&document.path) {
                let bytes = read_within(&self.group.on_disk(&document.path), &self.group.root).ok();
                let read = |bytes: Vec<u8>| codec::read(&bytes, FileKind::of(&document.path, self.method), self.method);
                self.now.insert(document.path.clone(), bytes.map(read));
            }
        }
        let one = |document: &Changed| {
            let now = self.now.get(&document.path).and_then(Option::as_ref);
            found(document, now, &contents, self.method, &self.language)
        };
        for (document, mistakes) in documents.iter().zip(Threads::all().map(&documents, one)) {
            let Some(Some(now)) = self.now.get(&document.path) else { continue };
            for mistake in mistakes {
                let finding = Finding::of_merge(&document.path, &mistake, &now.places, &document.commit);
                if self.known.insert((document.path.clone(), mistake)) {
                    self.found.push(finding);
                }
            }
        }
        Ok(())
    }

    /// Adds the documents that both sides of a merge changed, as seen from one commit at which they parted.
    fn changed(&mut self, merge: &MergeCommit, [ours, theirs, committed]: [&[ChangedFile]; 3], to: &mut Vec<Changed>) {
        let by_path = |files: &'_ [ChangedFile]| -> HashMap<String, ChangedFile> {
            files.iter().map(|file| (file.path_before.clone(), file.clone())).collect()
        };
        let (theirs, committed) = (by_path(theirs), by_path(committed));
        let commit: String = merge.commit.as_str().chars().take(DIGITS).collect();
        for our in ours {
            let Some(their) = theirs.get(&our.path_before) else { continue };
            // Where the merge is as the base was, it has what the base has.
            let same = ChangedFile { path: our.path_before.clone(), after: our.before.clone(), ..our.clone() };
            let names = [&our.path_before, &our.path, &their.path];
            let there = names.into_iter().filter_map(|name| committed.get(name)).find(|it| it.after.is_some());
            let stands = there.or_else(|| committed.get(&our.path_before)).unwrap_or(&same);
            let kind = match (&our.after, &their.after, &stands.after) {
                (Some(ours), Some(theirs), Some(committed)) => {
                    let Some(path) = self.document(&stands.path) else { continue };
                    let known = to.iter_mut().find(|known| known.commit == commit && known.path == path);
                    match known {
                        Some(known) => known.bases.push(our.before.clone()),
                        None => to.push(Changed {
                            commit: commit.clone(),
                            path,
                            bases: vec![our.before.clone()],
                            ours: ours.clone(),
                            theirs: theirs.clone(),
                            committed: committed.clone(),
                        }),
                    }
                    continue;
                }
                (Some(_), Some(_), None) => MistakeKind::Lost,
                (None, None, Some(_)) => MistakeKind::Returned,
                // Removed by one and changed by the other: whoever merged settled that.
                _ => continue,
            };
            self.document_of(&stands.path, kind, &commit);
        }
    }

    /// A document as a whole that a merge lost or brought back, where that is still so.
    fn document_of(&mut self, from_top: &str, kind: MistakeKind, commit: &str) {
        let Some(path) = self.git.relative(from_top) else { return };
        let is_there = self.group.on_disk(path).exists();
        let is_asked = match kind {
            MistakeKind::Lost => !is_there && self.group.is_whole() && is_document(path, self.method),
            _ => is_there && self.document(from_top).is_some(),
        };
        if is_asked && !self.found.iter().any(|known| known.path == path && known.place.is_none()) {
            self.found.push(Finding::of_merged_document(path, kind, commit));
        }
    }

    /// The path relative to the workspace of a document that was asked for.
    fn document(&self, from_top: &str) -> Option<String> {
        let path = self.git.relative(from_top)?;
        let is_chosen = self.group.chosen.iter().any(|chosen| chosen == path);
        (is_chosen && is_document(path, self.method)).then(|| path.to_owned())
    }
}

/// The files of a commit as if all were new in it.
fn added(files: Vec<TreeFile>) -> Vec<ChangedFile> {
    let added = |file: TreeFile| ChangedFile {
        path_before: file.path.clone(),
        path: file.path,
        before: None,
        after: Some(file.blob),
    };
    files.into_iter().map(added).collect()
}

fn is_document(path: &str, method: &Method) -> bool {
    path == SETTINGS_FILE || Entry::of(path, method).is_some_and(|entry| entry.role != Role::Version)
}

/// What is wrong with a merge of a document from wherever its sides parted.
fn found(
    document: &Changed,
    now: Option<&Reading>,
    contents: &HashMap<ObjectId, Vec<u8>>,
    method: &Method,
    language: &str,
) -> Vec<Mistake> {
    let read = |blob: &ObjectId| -> Option<Content> {
        let bytes = contents.get(blob)?;
        let reading = codec::read(bytes, FileKind::of(&document.path, method), method);
        reading.content.filter(|_| reading.state == State::Valid)
    };
    let (Some(ours), Some(theirs)) = (read(&document.ours), read(&document.theirs)) else { return Vec::new() };
    let committed = read(&document.committed);
    let now = match now {
        Some(now) => now.content.as_ref().filter(|_| now.state == State::Valid).or(committed.as_ref()),
        None => None,
    };
    let Some(now) = now else { return Vec::new() };
    let mut found: Option<Vec<Mistake>> = None;
    for base in &document.bases {
        let base = match base {
            Some(blob) => match read(blob) {
                Some(content) => Some(content),
                None => return Vec::new(),
            },
            None => None,
        };
        let merge =
            CommittedMerge { base: base.as_ref(), ours: &ours, theirs: &theirs, committed: committed.as_ref(), now };
        let of_base = mistakes(&merge, method, language);
        // Where two lines met crosswise, what is right seen from one of their ancestors is right.
        found = Some(match found {
            None => of_base,
            Some(before) => before
                .into_iter()
                .filter(|mistake| of_base.iter().any(|other| other.subject() == mistake.subject()))
                .collect(),
        });
    }
    found.unwrap_or_default()
}
