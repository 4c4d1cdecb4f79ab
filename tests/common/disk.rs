//! Files in memory, and what the program's terminal room does with them: reading, saving under merge, creating.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use stationmaster::app::{DocState, Message, OpenDocument, Opened, Past, ProblemLine, ProductInfo, SaveState};
use stationmaster::assess::check::Finding;
use stationmaster::codec::{self, Content, FileKind, Problem, State};
use stationmaster::document::{Canvas, DocumentBody, Product, Settings};
use stationmaster::i18n::{Catalogue, Sentence};
use stationmaster::journal::History;
use stationmaster::merge::merge;
use stationmaster::method::Method;
use stationmaster::sentence;
use stationmaster::store::create::empty_sheet;
use stationmaster::store::name::id_from;

/// What a file's next save starts from.
struct Base {
    bytes: Vec<u8>,
    sheet: DocumentBody,
}

/// A workspace in memory. Paths are relative to it.
#[derive(Default)]
pub struct Disk {
    /// Its files; it is a workspace as soon as it has `stationmaster.toml`.
    pub files: BTreeMap<String, Vec<u8>>,
    bases: HashMap<String, Base>,
    /// Files that the last save found gone.
    gone: BTreeSet<String>,
    /// Files whose last save did not go well.
    unsaved: BTreeSet<String>,
    /// What the disk says to every write, while it refuses them.
    pub refuses: Option<Sentence>,
    /// How often a file was written.
    pub writes: usize,
}

fn english() -> &'static Catalogue {
    Catalogue::english()
}

fn method() -> &'static Method {
    Method::built_in()
}

impl Disk {
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
        Self { files, ..Self::default() }
    }

    /// What opening the workspace and its journal tells the program; nothing where there is none.
    pub fn open(&mut self, file: Option<&str>, history: History, next_number: u64) -> Vec<Message> {
        if !self.files.contains_key("stationmaster.toml") {
            return Vec::new();
        }
        self.bases.clear();
        let mut opened = Opened { root: "/parcels/apiops".into(), open: file.map(str::to_owned), ..Opened::default() };
        for (path, bytes) in self.files.clone() {
            match (FileKind::of(&path, method()), path.split_once('/')) {
                (FileKind::Product, Some((id, _))) => {
                    opened.products.push(ProductInfo::new(id));
                    opened.docs.push(self.read(&path, &bytes));
                }
                (FileKind::DocumentBody, Some(_)) => opened.docs.push(self.read(&path, &bytes)),
                _ => {}
            }
        }
        let canvases = opened.docs.iter().filter_map(OpenDocument::canvas);
        opened.ids = canvases.flat_map(Canvas::notes).map(|(_, note)| note.id).collect();
        vec![Message::Opened(Box::new(opened)), Message::Past(Box::new(Past { history, next_number }))]
    }

    /// What is open of the products, as opening the workspace tells it.
    pub fn follow_ups(&self) -> Vec<Message> {
        self.files
            .keys()
            .filter(|path| matches!(FileKind::of(path, method()), FileKind::Register(_)))
            .filter_map(|path| self.follow_up(path))
            .collect()
    }

    fn follow_up(&self, file: &str) -> Option<Message> {
        let (product, _) = file.split_once('/')?;
        let reading = codec::read(self.files.get(file)?, FileKind::of(file, method()), method());
        let follow_up = reading.content.and_then(|content| content.register().cloned());
        Some(Message::FollowUp { product: product.to_owned(), follow_up })
    }

    /// Reads one document and remembers what its next save starts from.
    pub fn read(&mut self, file: &str, bytes: &[u8]) -> OpenDocument {
        let reading = codec::read(bytes, FileKind::of(file, method()), method());
        let state = match reading.state {
            State::Valid => DocState::Valid,
            State::Newer => DocState::Newer,
            State::Invalid => DocState::Invalid,
            State::Conflicted => DocState::Conflicted,
        };
        let sheet = match reading.content {
            Some(Content::DocumentBody(sheet)) if matches!(state, DocState::Valid | DocState::Newer) => Some(sheet),
            _ => None,
        };
        match (state, &sheet) {
            (DocState::Valid, Some(sheet)) => {
                self.bases.insert(file.to_owned(), Base { bytes: bytes.to_vec(), sheet: sheet.clone() });
            }
            _ => {
                self.bases.remove(file);
            }
        }
        let (product, name) = file.split_once('/').unwrap_or_default();
        OpenDocument {
            file: file.to_owned(),
            product: product.to_owned(),
            stem: name.trim_end_matches(".toml").to_owned(),
            state,
            problems: reading.problems.iter().map(|found| problem(file, found)).collect(),
            sheet,
            save: SaveState::Saved,
            serial: 0,
            saved_serial: 0,
        }
    }

    /// What the program is told when it looks at a file that somebody else changed; nothing where it knows the content.
    pub fn look_again(&mut self, file: &str) -> Option<Message> {
        let name = || file.to_owned();
        if matches!(FileKind::of(file, method()), FileKind::Register(_)) {
            return self.follow_up(file);
        }
        let Some(bytes) = self.files.get(file).cloned() else {
            let is_news = self.bases.contains_key(file) && self.gone.insert(name());
            return is_news.then(|| Message::Gone { file: name() });
        };
        let was_gone = self.gone.remove(file);
        if self.unsaved.contains(file) {
            return Some(Message::TryAgain);
        }
        if self.bases.get(file).is_some_and(|base| base.bytes == bytes) {
            return was_gone.then(|| Message::Back { file: name() });
        }
        let doc = self.read(file, &bytes);
        Some(Message::Loaded(Box::new(stationmaster::app::Loaded { doc, from_outside: true })))
    }

    /// Saves as `store::save` does, and says what the program is told of it.
    pub fn save(&mut self, file: &str, serial: u64, ours: DocumentBody) -> Message {
        let message = self.try_save(file, serial, ours);
        match &message {
            Message::Saved { .. } => self.unsaved.remove(file),
            Message::Merged { conflicts, .. } if conflicts.is_empty() => self.unsaved.remove(file),
            _ => self.unsaved.insert(file.to_owned()),
        };
        message
    }

    fn try_save(&mut self, file: &str, serial: u64, ours: DocumentBody) -> Message {
        let failed = |reason, try_again| Message::SaveFailed { file: file.to_owned(), reason, try_again };
        if let Some(reason) = &self.refuses {
            return failed(reason.clone(), true);
        }
        let Some(base) = self.bases.get(file) else {
            return failed(sentence!("message.not-writable", file = file), false);
        };
        let Some(there) = self.files.get(file).cloned() else {
            if self.gone.remove(file) {
                let bytes = codec::update(&base.bytes, &Content::DocumentBody(ours.clone()), method());
                self.write(file, bytes.expect("what was valid can be written again"), ours);
                return Message::Saved { file: file.to_owned(), serial };
            }
            self.gone.insert(file.to_owned());
            return failed(sentence!("message.file-gone", file = file), false);
        };
        if there == base.bytes {
            let bytes = codec::update(&there, &Content::DocumentBody(ours.clone()), method()).expect("a valid file");
            self.write(file, bytes, ours);
            return Message::Saved { file: file.to_owned(), serial };
        }
        let reading = codec::read(&there, FileKind::of(file, method()), method());
        let (State::Valid, Some(Content::DocumentBody(theirs))) = (reading.state, reading.content) else {
            return failed(sentence!("message.outside-broken", file = file), true);
        };
        let merged = merge(&base.sheet, &ours, &theirs);
        if merged.conflicts.is_empty() {
            let content = Content::DocumentBody(merged.sheet.clone());
            let bytes = codec::update(&there, &content, method()).expect("a valid file");
            self.write(file, bytes, merged.sheet.clone());
        } else {
            self.bases.insert(file.to_owned(), Base { bytes: there, sheet: theirs });
        }
        let same = merged.conflicts.is_empty() && merged.sheet.says_the_same(&ours);
        let file = file.to_owned();
        if same {
            Message::Saved { file, serial }
        } else {
            Message::Merged { file, serial, ours, merged: merged.sheet, conflicts: merged.conflicts }
        }
    }

    fn write(&mut self, file: &str, bytes: Vec<u8>, sheet: DocumentBody) {
        if self.files.get(file) != Some(&bytes) {
            self.writes += 1;
            self.files.insert(file.to_owned(), bytes.clone());
        }
        self.bases.insert(file.to_owned(), Base { bytes, sheet });
    }

    /// Makes a workspace with a product.
    pub fn create_workspace(&mut self, name: &str, cycle: &str) {
        let settings = Settings { format: 1, language: Some("en".into()), ..Settings::default() };
        let product = Product { format: 1, name: name.to_owned(), cycle: cycle.to_owned(), ..Product::default() };
        let mut put = |path: String, content| {
            self.files.insert(path, codec::write(&content, method()).into_bytes());
        };
        put("stationmaster.toml".into(), Content::Settings(settings));
        put(format!("{}/product.toml", id_from(name)), product.into());
    }

    /// Makes an empty document from a template.
    pub fn create_sheet(&mut self, product: &str, template: &str) -> Vec<Message> {
        let Some(template) = method().template(template) else { return Vec::new() };
        let title = self.files.get(&format!("{product}/product.toml")).and_then(|bytes| {
            let content = codec::read(bytes, FileKind::Product, method()).content;
            content.as_ref().and_then(Content::product).map(|product| product.name.clone())
        });
        let sheet = empty_sheet(&template, title.as_deref(), None, "en");
        let file = format!("{product}/{}.toml", template.id());
        let bytes = codec::write(&Content::DocumentBody(sheet), method()).into_bytes();
        self.files.insert(file.clone(), bytes.clone());
        let doc = self.read(&file, &bytes);
        let loaded = stationmaster::app::Loaded { doc, from_outside: false };
        vec![Message::Loaded(Box::new(loaded)), Message::Created { file }]
    }
}

fn problem(file: &str, problem: &Problem) -> ProblemLine {
    let finding = Finding::of_problem(file, problem);
    ProblemLine {
        line: finding.line(),
        column: finding.column(),
        message: finding.message(english()),
        help: finding.help(english()),
    }
}
