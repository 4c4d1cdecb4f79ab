//! What every command is handed: words, streams, and the arguments all commands take.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate};
use clap::ArgMatches;

use super::common::Common;
use super::failure::Failure;
use super::make::from_here;
use super::nearest::{titles, unknown};
use super::output::{Line, Output, Tone};
use super::tell;
use super::words::{Words, grouped, is_language, languages};
use crate::app::config::{SETTINGS, Setting, Settings, Source};
use crate::assess::check::Finding;
use crate::codec::{self, Content, FileKind, Reading, State};
use crate::i18n::Sentence;
use crate::method::{Method, Template};
use crate::store::batch;
use crate::store::layout::SETTINGS_FILE;
use crate::store::own_method::{Unusable, method_of};
use crate::store::sighting::read_regular;
use crate::store::{DiskError, Entry, IoErrorKind, IoOperation, ProductFolder, Role, Scan, Workspace, WorkspaceError};
use crate::tui::ColourChoice;
use crate::tui::config::Configuration;

/// The row of the table of settings that `--theme` decides.
const THEME: &Setting = &SETTINGS[0];

/// The current folder, from which paths are meant.
pub(super) const HERE: &str = ".";

/// The titles of a template in every language.
fn template_titles(template: &Template) -> Vec<&str> {
    match template {
        Template::Canvas(one) => [titles(&one.short), titles(&one.title)].concat(),
        Template::Checklist(one) => [titles(&one.short), titles(&one.title)].concat(),
    }
}

/// A run of the program.
pub(super) struct Context {
    /// The language.
    pub(super) words: Words,
    /// The streams.
    pub(super) out: Output,
    /// The method.
    pub(super) method: &'static Method,
    /// `--workspace`.
    pub(super) workspace: Option<PathBuf>,
    /// `--product`.
    pub(super) product: Option<String>,
    /// The user's configuration, as it was found.
    pub(super) configuration: Configuration,
    /// Every setting, with the flags and, once one was opened, what the workspace says.
    pub(super) settings: Settings,
    /// `--color`.
    pub(super) colour: ColourChoice,
    /// `--json`.
    pub(super) json: bool,
    /// `--ascii`.
    pub(super) ascii: bool,
    /// `--today`, or the day it is.
    pub(super) today: NaiveDate,
    /// Method files that cannot be used.
    pub(super) unusable: Vec<Unusable>,
    /// What was finished that a killed run had left half done.
    pub(super) resumed: Option<Sentence>,
    /// The workspace whose method is followed.
    followed: Option<PathBuf>,
}

impl Context {
    /// Takes what all commands take. The output comes back where something in them is wrong.
    pub(super) fn new(
        words: Words,
        mut out: Output,
        configuration: Configuration,
        common: Common,
    ) -> Result<Self, (Failure, Output)> {
        let method = Method::built_in();
        (out.quiet, out.verbose) = (common.quiet, common.verbose);
        if common.ascii {
            out.keep_to_ascii();
        }
        if let Some(given) = &common.lang {
            let mut known = languages(method);
            if !known.contains(given) {
                // The method files of user and team may speak more languages than the built-in ones.
                let workspace = Workspace::find(Path::new(HERE), common.workspace.as_deref()).ok();
                known.extend(languages(&method_of(workspace.as_ref().map(Workspace::root)).0));
            }
            if !known.contains(given) {
                return Err((unknown("--lang", given, known.iter().map(String::as_str)), out));
            }
            if words.catalogue().is_borrowed() {
                out.hint(&words.tell(&sentence!("cli.borrowed_words", language = given.clone())));
            }
        }
        let mut settings = configuration.settings.clone();
        if let Some(given) = &common.lang {
            settings.set("language", given, Source::Flag("--lang"));
        }
        if let Some(given) = &common.theme {
            let known = THEME.words(&configuration.known);
            if !known.contains(given) {
                return Err((unknown("--theme", given, known.iter().map(String::as_str)), out));
            }
            settings.set("theme", given, Source::Flag("--theme"));
        }
        if common.linear {
            settings.set("linear", "true", Source::Flag("--linear"));
        }
        let today = match common.today.map(|given| given.parse().map_err(|_| given)) {
            None => Local::now().date_naive(),
            Some(Ok(day)) => day,
            Some(Err(given)) => {
                let sentence = sentence!("cli.error.date", argument = "--today", given = given);
                return Err((sentence.into(), out));
            }
        };
        Ok(Self {
            words,
            out,
            method,
            workspace: common.workspace,
            product: common.product,
            colour: common.colour,
            configuration,
            settings,
            json: common.json,
            ascii: common.ascii,
            today,
            unusable: Vec::new(),
            resumed: None,
            followed: None,
        })
    }

    /// Takes `--format json` for `--json`; called by commands that have something to read.
    pub(super) fn wants_json(&mut self, matches: &ArgMatches) {
        self.json |= matches.get_one::<String>("format").is_some_and(|format| format == "json");
    }

    /// The workspace in which `word` names a file: the one that file lies in where it is a path from here, otherwise the
    /// one that is meant anyway.
    pub(super) fn any_workspace_of(&mut self, word: &str) -> Result<Workspace, Failure> {
        let path = Path::new(HERE).join(word);
        if self.workspace.is_none()
            && path.is_file()
            && let Some(folder) = path.parent()
            && let Ok(workspace) = Workspace::find(folder, None)
        {
            self.speak_as(&workspace);
            return Ok(workspace);
        }
        let found = Workspace::find(Path::new(HERE), self.workspace.as_deref());
        let Err(error @ WorkspaceError::NotFound(_)) = found else { return self.any_workspace() };
        Err(self.unknown_file(word, error))
    }

    /// The workspace that is meant: `--workspace`, otherwise the nearest at or above the current folder. The run goes
    /// over to its language, where no other was asked for.
    pub(super) fn any_workspace(&mut self) -> Result<Workspace, Failure> {
        let workspace = Workspace::find(Path::new(HERE), self.workspace.as_deref())?;
        self.speak_as(&workspace);
        if self.out.verbose {
            let using = self.words.tell(&sentence!("cli.using", workspace = workspace.root().display()));
            self.out.aside(&Line::of(Tone::Muted, using));
        }
        Ok(workspace)
    }

    /// Goes over to the language of the workspace, where there is one and no other language was asked for.
    pub(super) fn speak_as_the_workspace(&mut self) {
        if let Ok(workspace) = Workspace::find(Path::new(HERE), self.workspace.as_deref()) {
            self.speak_as(&workspace);
        } else if self.followed.is_none() {
            // The user's own files are there without a workspace, too.
            self.follow(None);
        }
    }

    /// Goes over to the method of a workspace: the built-in one with the files of user and team.
    pub(super) fn follow(&mut self, workspace: Option<&Workspace>) {
        let (method, unusable) = method_of(workspace.map(Workspace::root));
        for file in &unusable {
            let path = from_here(&file.path);
            let line = file.problems.first().map_or(1, |problem| problem.place.line);
            let sentence = sentence!("cli.error.method_file", path = path, line = line);
            self.complain(&sentence.into());
        }
        self.unusable = unusable;
        // A run goes through one workspace, seldom two, and ends; what it follows lives as long as it does.
        self.method = Box::leak(Box::new(method));
    }

    /// Finishes what a killed run left half done in a folder, and says so.
    pub(super) fn go_on(&mut self, root: &Path) {
        if let Some(resumed) = batch::resume(root) {
            let sentence = resumed.sentence();
            self.out.aside(&Line::plain(self.words.tell(&sentence)));
            self.resumed = Some(sentence);
        }
    }

    /// Takes in what the workspace says about method, language and names.
    pub(super) fn speak_as(&mut self, workspace: &Workspace) {
        if self.followed.as_deref() != Some(workspace.root()) {
            self.followed = Some(workspace.root().to_owned());
            self.go_on(workspace.root());
            self.follow(Some(workspace));
        }
        let Ok(bytes) = workspace.read(SETTINGS_FILE) else { return };
        let reading = codec::read(&bytes, FileKind::Settings, self.method);
        let Some(Content::Settings(of_team)) = reading.content else { return };
        let source = || Source::Workspace(workspace.path(SETTINGS_FILE).display().to_string());
        if let Some(language) = of_team.language.filter(|language| is_language(self.method, language)) {
            self.settings.set("language", &language, source());
            if self.settings.language() != self.words.language() {
                self.words = Words::of(self.settings.language());
            }
        }
        if reading.places.find("names").is_some() {
            self.settings.set("names", of_team.names.word(), source());
        }
    }

    /// The product that is meant: `--product`, otherwise the one in whose folder the run began, otherwise the only one.
    pub(super) fn product<'s>(&self, workspace: &Workspace, scan: &'s Scan) -> Result<&'s ProductFolder, Failure> {
        let here = workspace.product_of(Path::new(HERE));
        let product = self.asked_product(workspace, scan);
        Ok(scan.choose(product.as_deref(), here.as_deref())?)
    }

    /// The canvas, checklist or other file of a product that a word means; see [`Scan::find`].
    pub(super) fn file<'s>(&self, workspace: &Workspace, scan: &'s Scan, word: &str) -> Result<&'s Entry, Failure> {
        let here = workspace.product_of(Path::new(HERE));
        let product = self.asked_product(workspace, scan);
        if let Some(product) = &product {
            scan.product(product)?;
        }
        let product = product.as_deref().or(here.as_deref());
        match scan.find(workspace, word, Path::new(HERE), product) {
            Err(error @ WorkspaceError::UnknownFile { .. }) => {
                self.titled(workspace, scan, word, product).ok_or_else(|| self.unknown_file(word, error))
            }
            found => found.map_err(|error| self.unknown_file(word, error)),
        }
    }

    /// Why a word means no document: where it is the path of something else, that is said.
    pub(super) fn unknown_file(&self, word: &str, error: WorkspaceError) -> Failure {
        let is_unknown = matches!(error, WorkspaceError::UnknownFile { .. } | WorkspaceError::NotFound(_));
        self.stranger(word).filter(|_| is_unknown).unwrap_or_else(|| error.into())
    }

    /// What stands at the path that a word is, where that can be no document: no file, or one of another program.
    fn stranger(&self, word: &str) -> Option<Failure> {
        let path = Path::new(HERE).join(word);
        let shown = Path::new(word);
        let about = fs::symlink_metadata(&path).ok()?;
        let bytes = match fs::metadata(&path) {
            Err(error) if about.is_symlink() => return Some(DiskError::reading(shown, &error).into()),
            Err(_) => return None,
            Ok(data) if !data.is_file() => {
                return Some(DiskError::found(IoOperation::Read, shown, IoErrorKind::NotAFile).into());
            }
            Ok(_) => read_regular(&path).ok()?,
        };
        let message = self.foreign(&bytes, word)?.message(self.words.catalogue());
        Some(sentence!("cli.error.foreign", path = word, message = message).into())
    }

    /// That a file is one of another program, where it is.
    pub(super) fn foreign(&self, bytes: &[u8], path: &str) -> Option<Finding> {
        let reading = codec::read(bytes, FileKind::of(path, self.method), self.method);
        let problem = reading.problems.iter().find(|problem| problem.rule == codec::rules::FOREIGN_FILE)?;
        Some(Finding::of_problem(path, problem))
    }

    /// The only document that is called so: by its own title, or by one of its template. A product can be named before it.
    fn titled<'s>(
        &self,
        workspace: &Workspace,
        scan: &'s Scan,
        word: &str,
        product: Option<&str>,
    ) -> Option<&'s Entry> {
        let (inside, called) = match word.split_once('/') {
            Some((inside, called)) => (Some(self.product_called(workspace, scan, inside)), called),
            None => (None, word),
        };
        let product = inside.as_deref().or(product);
        let is_document = |entry: &&Entry| entry.role == Role::DocumentBody;
        let is_inside = |entry: &&Entry| product.is_none_or(|product| entry.product() == product);
        let is_called = |entry: &&Entry| {
            let template = self.method.template(entry.template());
            let of_template = template.as_ref().map(template_titles).unwrap_or_default();
            let says = self.read(workspace, &entry.path).ok().and_then(|reading| reading.content);
            let own = match &says {
                Some(Content::DocumentBody(sheet)) => Some(sheet.title()),
                _ => None,
            };
            of_template.into_iter().chain(own).any(|title| title.to_lowercase() == called.to_lowercase())
        };
        let mut found = scan.files().filter(is_document).filter(is_inside).filter(is_called);
        found.next().filter(|_| found.next().is_none())
    }

    /// The name of a product; its id where it has no file that says.
    pub(super) fn name_of(&self, workspace: &Workspace, product: &ProductFolder) -> Result<String, Failure> {
        let Some(entry) = product.file(Role::Product) else { return Ok(product.id.clone()) };
        let says = self.read(workspace, &entry.path)?.content;
        let name = says.as_ref().and_then(Content::product).map(|read| read.name.clone());
        Ok(name.filter(|name| !name.is_empty()).unwrap_or_else(|| product.id.clone()))
    }

    /// The id of the product that `--product` gives by its id or its name; none where it is not given. Whether there is such a product
    /// the caller sees to.
    pub(super) fn asked_product(&self, workspace: &Workspace, scan: &Scan) -> Option<String> {
        self.product.as_deref().map(|word| self.product_called(workspace, scan, word))
    }

    /// The same, looked up in the workspace.
    ///
    /// # Errors
    ///
    /// Where there is no such product, or the workspace could not be looked through.
    pub(super) fn known_product(&self, workspace: &Workspace) -> Result<Option<String>, Failure> {
        if self.product.is_none() {
            return Ok(None);
        }
        let scan = workspace.scan(self.method)?;
        let asked = self.asked_product(workspace, &scan);
        Ok(asked.map(|product| scan.product(&product).map(|folder| folder.id.clone())).transpose()?)
    }

    /// The id of the product that a word means, by its id or its name; the word itself where it is neither.
    pub(super) fn product_called(&self, workspace: &Workspace, scan: &Scan, word: &str) -> String {
        if scan.ids().any(|id| id == word) {
            return word.to_owned();
        }
        let name = |folder| self.name_of(workspace, folder).unwrap_or_default();
        let names: Vec<(&str, String)> =
            scan.products.iter().map(|folder| (folder.id.as_str(), name(folder))).collect();
        let known: Vec<_> = names.iter().map(|(id, name)| (*id, vec![name.as_str()])).collect();
        crate::diagnostic::named(word, &known).unwrap_or(word).to_owned()
    }

    /// Reads a file of the workspace.
    pub(super) fn read(&self, workspace: &Workspace, path: &str) -> Result<Reading, Failure> {
        Ok(codec::read(&workspace.read(path)?, FileKind::of(path, self.method), self.method))
    }

    /// Reads a file of the workspace that a command can do without. One that cannot be read, or says something wrong, is
    /// named on standard error.
    pub(super) fn read_or_complain(&mut self, workspace: &Workspace, path: &str) -> Option<Reading> {
        match self.read(workspace, path) {
            Ok(reading) if matches!(reading.state, State::Valid | State::Newer) && reading.content.is_some() => {
                return Some(reading);
            }
            Ok(reading) => self.complain_of(path, &reading, 1),
            Err(failure) => self.complain(&failure),
        }
        None
    }

    /// Says on standard error why a command could not do all it was asked for, and goes on.
    pub(super) fn complain(&mut self, failure: &Failure) {
        tell(failure, &self.words, &mut self.out);
    }

    /// Says on standard error what is left out of a result that is given all the same.
    pub(super) fn complain_softly(&mut self, sentence: &crate::i18n::Sentence) {
        let said = self.words.tell(sentence);
        self.out.aside(&Line::of(Tone::Caution, said));
    }

    /// Says on standard error what is wrong with a file, at most `most` problems of it.
    pub(super) fn complain_of(&mut self, path: &str, reading: &Reading, most: usize) {
        for problem in reading.problems.iter().take(most) {
            let finding = Finding::of_problem(path, problem);
            let failure = Failure::from(sentence!(
                "cli.error.finding",
                path = path,
                line = problem.place.line,
                column = problem.place.column,
                message = finding.message(self.words.catalogue())
            ));
            let help = finding.help(self.words.catalogue());
            self.complain(&failure);
            self.out.aside(&Line::plain("  ").and(Tone::Muted, help));
            if problem.more > 0 && most == usize::MAX {
                let more =
                    sentence!("cli.check.more", number = grouped(problem.more), rule = problem.rule, path = path);
                let more = self.words.tell(&more);
                self.out.aside(&Line::plain("  ").and(Tone::Muted, more));
            }
        }
    }
}
