//! `merge-driver`: what git calls to merge one of our files.
//!
//! git reads the number it ends with: 0 merged, 1 a person has to settle something, 129 could not. Every other number
//! would be taken for a count of clashes, so nothing here ends with 2, whatever is wrong.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use super::Row;
use super::arguments::Maker;
use super::context::Context;
use super::failure::Outcome;
use super::words::Words;
use super::write_out::is_standard_output;
use crate::codec::text_merge::{Three, Version};
use crate::codec::{self, FileKind, State};
use crate::i18n::Sentence;
use crate::merge::text::{Markers, MergedFile, Question, Unsettled, merge_files};
use crate::method::Method;
use crate::store::git::merge_by_lines;
use crate::store::own_method::method_of;
use crate::store::replace::replace;
use crate::store::{DiskError, IoOperation, UserError, Workspace};
use crate::tui::config::Configuration;

pub(super) const ROW: Row = Row { name: NAME, arguments, run };

const NAME: &str = "merge-driver";

/// Merged.
const MERGED: u8 = 0;
/// A person has to settle something.
const UNSETTLED: u8 = 1;
/// Could not be done; git then stops the whole merge and changes nothing.
const STOPPED: u8 = 129;

/// How many signs git's own markers have.
const SIGNS: usize = 7;
/// More than anybody asks for.
const MAX_MARKER_SIGNS: usize = 1_000;

/// What git calls the sides while it merges the common ancestors of a criss-cross.
const ANCESTORS: &str = "Temporary merge branch";

fn arguments(command: Command, make: &Maker) -> Command {
    let file = |id, value| make.place(id, value).value_parser(clap::value_parser!(PathBuf)).required(true);
    command
        .arg(file("base", "BASE"))
        .arg(file("ours", "OURS"))
        .arg(file("theirs", "THEIRS"))
        .arg(make.place("marker", "MARKER"))
        .arg(make.place("path", "PATH"))
        .arg(make.place("labels", "LABELS").num_args(0..))
        .arg(make.value("out", "OUT").short('o').value_parser(clap::value_parser!(PathBuf)))
}

/// Does what the command is for where it is the first word, without the parser of the command line: whatever is wrong
/// with the arguments, the number has to be one that git understands. Nothing where help is wanted.
pub(super) fn of_arguments(arguments: &[OsString]) -> Option<u8> {
    let own = arguments.get(1).is_some_and(|word| word == NAME);
    let wants_help = arguments.iter().skip(2).any(|word| word == "--help" || word == "-h");
    (own && !wants_help).then(|| drive(&arguments[2..]))
}

/// The same where options stand before the command.
#[expect(clippy::unnecessary_wraps, reason = "as every command")]
fn run(_: &mut Context, matches: &ArgMatches) -> Outcome {
    let mut words: Vec<OsString> = Vec::new();
    for id in ["base", "ours", "theirs", "marker", "path", "labels"] {
        words.extend(matches.get_raw(id).into_iter().flatten().map(OsStr::to_owned));
    }
    if let Some(out) = matches.get_one::<PathBuf>("out") {
        words.extend([OsString::from("-o"), out.into()]);
    }
    Ok(drive(&words))
}

fn drive(words: &[OsString]) -> u8 {
    catch_unwind(AssertUnwindSafe(|| {
        let configuration = Configuration::load(|| ["en".to_owned()].into_iter().collect());
        let driver = Driver { words: Words::of(configuration.settings.language()) };
        match driver.merge(words) {
            Ok(code) => code,
            Err(sentences) => {
                for sentence in sentences {
                    driver.say(&sentence);
                }
                STOPPED
            }
        }
    }))
    .unwrap_or(STOPPED)
}

/// What git handed over.
struct Request {
    files: Three<PathBuf>,
    size: usize,
    path: Option<PathBuf>,
    ours: String,
    theirs: String,
    out: PathBuf,
}

impl Request {
    fn of(words: &[OsString]) -> Result<Self, Sentence> {
        let mut places: Vec<&OsString> = Vec::new();
        let mut out = None;
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let text = word.to_string_lossy();
            if word == "-o" || word == "--out" {
                let given = words.next().ok_or_else(|| sentence!("cli.merge-driver.arguments", given = text))?;
                out = Some(PathBuf::from(given));
            } else if places.len() < 3 && text.starts_with('-') && text.len() > 1 && word != "--" {
                return Err(sentence!("cli.merge-driver.arguments", given = text));
            } else if word != "--" || places.len() > 3 {
                places.push(word);
            }
        }
        let [base, ours, theirs, rest @ ..] = &places[..] else {
            return Err(sentence!("cli.merge-driver.arguments", given = places.len()));
        };
        let size = match rest.first().map(|word| word.to_string_lossy()) {
            None => SIGNS,
            Some(word) => match word.parse() {
                Ok(0) => SIGNS,
                Ok(size) if size <= MAX_MARKER_SIGNS => size,
                _ => return Err(sentence!("cli.merge-driver.bad_marker", given = word)),
            },
        };
        // A git that does not know a label hands over its sign.
        let label = |at: usize, instead: &str| {
            let given = rest.get(at).map(|word| word.to_string_lossy().into_owned());
            given.filter(|label| !label.is_empty() && !label.starts_with('%')).unwrap_or_else(|| instead.to_owned())
        };
        let path = rest.get(1).filter(|path| !path.is_empty() && **path != "%P").map(PathBuf::from);
        let out = out.unwrap_or_else(|| PathBuf::from(ours));
        Ok(Self {
            files: Three { base: base.into(), ours: ours.into(), theirs: theirs.into() },
            size,
            path,
            ours: label(3, "ours"),
            theirs: label(4, "theirs"),
            out,
        })
    }

    fn markers(&self) -> Markers<'_> {
        Markers { size: self.size, ours: &self.ours, theirs: &self.theirs }
    }

    /// Whether common ancestors are being merged, which nobody will ever settle.
    fn is_of_ancestors(&self) -> bool {
        self.ours.starts_with(ANCESTORS) || self.theirs.starts_with(ANCESTORS)
    }
}

struct Driver {
    words: Words,
}

impl Driver {
    fn say(&self, sentence: &Sentence) {
        let mut err = std::io::stderr();
        let _ = writeln!(err, "{}", self.words.tell(sentence));
    }

    fn merge(&self, words: &[OsString]) -> Result<u8, Vec<Sentence>> {
        let request = Request::of(words).map_err(|sentence| vec![sentence])?;
        let read =
            |path: &Path| fs::read(path).map_err(|error| explained(&DiskError::new(IoOperation::Read, path, &error)));
        let bytes = Three {
            base: read(&request.files.base)?,
            ours: read(&request.files.ours)?,
            theirs: read(&request.files.theirs)?,
        };
        let files = Three { base: &*bytes.base, ours: &*bytes.ours, theirs: &*bytes.theirs };
        let named = request.path.clone().unwrap_or_else(|| request.files.ours.clone());
        if let Some(merged) = merge_one(files, &named) {
            return self.write_merged(&request, &merged);
        }
        self.say(&sentence!("cli.merge-driver.lines"));
        if [files.base, files.ours, files.theirs].iter().any(|file| file.contains(&0)) {
            // As git does with files that are no text: ours stays, and a person decides.
            self.say(&sentence!("cli.merge-driver.binary"));
            return Ok(UNSETTLED);
        }
        let (bytes, clashes) = merge_by_lines(&files, &request.markers());
        if clashes > 0 && request.is_of_ancestors() {
            return write(&request.out, files.base).map(|()| MERGED);
        }
        write(&request.out, &bytes)?;
        Ok(if clashes > 0 { UNSETTLED } else { MERGED })
    }

    fn write_merged(&self, request: &Request, merged: &MergedFile) -> Result<u8, Vec<Sentence>> {
        for id in &merged.ungrouped {
            self.say(&sentence!("cli.merge.ungrouped", anchor = id.as_str()));
        }
        let unsettled = merged.unsettled();
        if unsettled.is_empty() {
            return write(&request.out, &merged.taken(Version::Ours)).map(|()| MERGED);
        }
        if request.is_of_ancestors() {
            return write(&request.out, &of_ancestors(merged)).map(|()| MERGED);
        }
        for one in &unsettled {
            self.say(&told(one));
        }
        write(&request.out, &merged.marked(&request.markers()))?;
        Ok(UNSETTLED)
    }
}

/// What stands for clashes of common ancestors: what they both came from, or where that would be no file, ours.
fn of_ancestors(merged: &MergedFile) -> Vec<u8> {
    let base = merged.taken(Version::Base);
    let (method, kind) = (Method::built_in(), FileKind::DocumentBody);
    let is_text = codec::read(&base, kind, method).problems.iter().all(|problem| problem.rule != codec::rules::SYNTAX);
    if is_text { base } else { merged.taken(Version::Ours) }
}

/// Merges three versions of the file with that path, as the kinds of file of its workspace say; nothing where it has to
/// be merged by lines.
pub(super) fn merge_one(files: Three<&[u8]>, path: &Path) -> Option<MergedFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let workspace = Workspace::find(folder, None).ok().or_else(|| {
        // Everything the merge takes out of the folder may be gone; the settings stand above it.
        folder.ancestors().find_map(|above| Workspace::find(above, Some(above)).ok())
    });
    let (method, _) = method_of(workspace.as_ref().map(Workspace::root));
    let text = path.to_string_lossy();
    let kinds = [FileKind::of(&text, &method), FileKind::DocumentBody, FileKind::Product, FileKind::Settings];
    // git hands over files with names of its own; what they are shows in what they say.
    let is_named = path.extension().is_some_and(|ending| ending == "toml");
    let number = if is_named { 1 } else { kinds.len() };
    kinds.into_iter().take(number).find_map(|kind| merge_files(files, &kind, &method))
}

/// What is said of something that is to be settled.
pub(super) fn told(one: &Unsettled) -> Sentence {
    let anchor = one.anchor.as_str();
    match (one.question, one.keys.first()) {
        (Question::Differs, Some(key)) if anchor.is_empty() => sentence!("cli.merge.head_differs", key = key),
        (Question::Differs, Some(key)) => sentence!("cli.merge.differs", anchor = anchor, key = key),
        (Question::Differs, None) => sentence!("cli.merge.all_differs", anchor = anchor),
        (Question::RemovedByUs, _) => sentence!("cli.merge.removed_by_us", anchor = anchor),
        (Question::RemovedByThem, _) => sentence!("cli.merge.removed_by_them", anchor = anchor),
        (Question::Moved, _) => sentence!("cli.merge.moved", anchor = anchor),
    }
}

fn write(out: &Path, bytes: &[u8]) -> Result<(), Vec<Sentence>> {
    if is_standard_output(out) {
        let printed = std::io::stdout().write_all(bytes);
        return printed.map_err(|error| explained(&DiskError::new(IoOperation::Write, out, &error)));
    }
    let whole =
        std::path::absolute(out).map_err(|error| explained(&DiskError::new(IoOperation::Write, out, &error)))?;
    let folder = whole.parent().unwrap_or(&whole);
    // What git asks for is not flushed: it writes the result anew itself.
    let flush = replace(&whole, bytes, folder).map_err(|error| explained(&error))?;
    drop(flush);
    Ok(())
}

fn explained(error: &impl UserError) -> Vec<Sentence> {
    let explanation = error.explain();
    [Some(explanation.what), explanation.why].into_iter().flatten().collect()
}

/// Whether bytes can be read as what they are, so that nobody takes a file with markers for settled.
pub(super) fn is_whole(bytes: &[u8], path: &Path, method: &Method) -> bool {
    let kind = FileKind::of(&path.to_string_lossy(), method);
    codec::read(bytes, kind, method).state == State::Valid
}
