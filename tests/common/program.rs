//! The program with a disk, a journal and a person at the keys.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use chrono::{NaiveDate, NaiveTime};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use stationmaster::app::commands;
use stationmaster::app::config::Settings;
use stationmaster::app::dialog::Dialog;
use stationmaster::app::key_names;
use stationmaster::app::{
    Capabilities, ColourDepth, Effect, Env, Key, Message, Model, Mouse, MouseKind, Setup, Size, TerminalEffect, update,
};
use stationmaster::codec::{self, Content, FileKind, State};
use stationmaster::document::DocumentBody;
use stationmaster::i18n::{Catalogue, Sentence, Value};
use stationmaster::journal::Record;
use stationmaster::method::Method;
use stationmaster::sentence;
use stationmaster::store::watch::Changed;
use stationmaster::ui::{self, theme::Theme};
use stationmaster::workspace::{Host, Memory, Notifier, OpenRequest, WorkspaceEvent, WorkspaceRuntime};

use super::{check_cells, keys, rebound, text_of, used};

/// The day of every test.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

/// The program in memory.
pub struct Program {
    pub model: Model,
    /// The files, and what disks and other programs do to them.
    pub disk: Memory,
    runtime: WorkspaceRuntime<Memory>,
    /// What the workspace has told and nobody has looked at yet.
    events: Events,
    theme: Theme,
    drawn_ids: u32,
    /// The time since the program started.
    pub now: Duration,
    /// How long former runs took.
    before: Duration,
    /// Whether it was left.
    pub has_quit: bool,
    /// The session that is to be rehearsed.
    pub rehearses: Option<String>,
    /// How often it was suspended.
    pub suspended: usize,
    /// What was handed to the clipboard last.
    pub copied: Option<String>,
    /// Whether the mouse was taken or given back, each time.
    pub mouse: Vec<bool>,
    /// The signs that were explained.
    pub met: Vec<&'static str>,
    /// What the person does in an editor of their own.
    pub own_editor: Option<fn(&str) -> String>,
    /// Settings that were to be kept.
    pub remembered: Vec<(&'static str, String)>,
}

type Events = Arc<Mutex<VecDeque<WorkspaceEvent>>>;

/// The sentences, with the keys of the command table.
fn words() -> &'static Catalogue {
    static WORDS: LazyLock<&Catalogue> = LazyLock::new(|| key_names::naming_standard(Catalogue::english()));
    static PSEUDO: LazyLock<&Catalogue> = LazyLock::new(|| key_names::naming_standard(Catalogue::pseudo()));
    if IS_PSEUDO.get() { &PSEUDO } else { &WORDS }
}

thread_local! {
    static IS_PSEUDO: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Does something with programs that speak the language nobody speaks, on this thread.
pub fn in_pseudo<R>(work: impl FnOnce() -> R) -> R {
    IS_PSEUDO.set(true);
    let made = work();
    IS_PSEUDO.set(false);
    made
}

impl Program {
    /// The program in a folder without a workspace.
    pub fn nowhere() -> Self {
        Self::with(Memory::default(), Size { width: 80, height: 24 }, None)
    }

    /// The program over files, on the map.
    pub fn over(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| (*path, text.as_bytes()));
        Self::with(Memory::new(files), Size { width: 80, height: 24 }, None)
    }

    /// The program over a product that a team has begun: two canvases and a checklist, at its first stations.
    pub fn begun() -> Self {
        Self::over(&[
            ("stationmaster.toml", include_str!("begun/stationmaster.toml")),
            ("orders/product.toml", include_str!("begun/orders/product.toml")),
            ("orders/api-value-proposition.toml", include_str!("begun/orders/api-value-proposition.toml")),
            ("orders/business-impact.toml", include_str!("begun/orders/business-impact.toml")),
            ("orders/api-audit.toml", include_str!("begun/orders/api-audit.toml")),
            ("orders/follow-up.toml", include_str!("begun/orders/follow-up.toml")),
        ])
    }

    /// A workspace with one product and one document, which is open.
    pub fn open(file: &str, text: &str) -> Self {
        let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (file, text)];
        let disk = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
        Self::with(disk, Size { width: 80, height: 24 }, Some(file))
    }

    /// The program over a disk, at a size, with a document open where one is named.
    pub fn with(disk: Memory, size: Size, file: Option<&str>) -> Self {
        let method = Arc::new(Method::built_in().clone());
        let model = Model::with(Self::setup(size, Arc::clone(&method)));
        let events = Events::default();
        let told = Arc::clone(&events);
        let notify: Notifier = Arc::new(move |event| told.lock().expect("whole").push_back(event));
        let runtime = WorkspaceRuntime::new(disk.clone(), notify, method, words(), "/work".into());
        let mut program = Self {
            model,
            disk,
            runtime,
            events,
            theme: Theme::load("dark", ColourDepth::True).expect("a built-in theme"),
            drawn_ids: 0,
            now: Duration::ZERO,
            before: Duration::ZERO,
            has_quit: false,
            rehearses: None,
            suspended: 0,
            copied: None,
            mouse: Vec::new(),
            met: Vec::new(),
            own_editor: None,
            remembered: Vec::new(),
        };
        program.start(file);
        program
    }

    /// What every run begins with.
    fn setup(size: Size, method: Arc<Method>) -> Setup {
        Setup { folder: "/work".into(), ..Setup::new(size, Capabilities::default(), words(), method, today()) }
    }

    /// The same program with settings of somebody's, over the same files.
    pub fn with_settings(mut self, settings: Settings) -> Self {
        let setup = Self::setup(self.model.window(), Arc::clone(self.model.method()));
        self.model = Model::with(Setup { settings: Arc::new(settings), ..setup });
        self.start(None);
        self
    }

    /// The same program in the hands of somebody who has seen these signs in former runs, over the same files.
    pub fn in_new_hands(mut self, met: &[&str], file: &str) -> Self {
        let setup = Self::setup(self.model.window(), Arc::clone(self.model.method()));
        self.model = Model::with(Setup { met: Some(met.iter().map(|sign| (*sign).to_owned()).collect()), ..setup });
        self.start(Some(file));
        self
    }

    /// Draws on a terminal that can or cannot show more than ASCII from now on.
    pub fn unicode(&mut self, unicode: bool) -> &mut Self {
        let capabilities = Capabilities { unicode, ..self.model.capabilities() };
        self.tell(vec![Message::Appearance { theme: self.model.theme().to_owned(), capabilities }]);
        self
    }

    fn start(&mut self, file: Option<&str>) {
        if self.disk.is_workspace() {
            let wanted = OpenRequest { file: file.map(str::to_owned), ..OpenRequest::default() };
            let messages = self.runtime.open(self.disk.root(), &wanted);
            self.tell(messages);
        }
    }

    /// Kills the program and starts it again over the same files and journals.
    pub fn kill(self) -> Self {
        let Self { disk, drawn_ids, runtime, model, now, before, .. } = self;
        drop(runtime);
        // What waits for a slow disk is never saved.
        disk.release_saves();
        let mut next = Self::with(disk, model.window(), None);
        // No run draws the numbers of another one.
        next.drawn_ids = drawn_ids;
        next.before = before + now;
        next
    }

    /// Another window of the program over the same files and journals.
    pub fn another(&self) -> Self {
        let mut other =
            Self::with(self.disk.clone(), self.model.window(), self.model.doc().map(|doc| doc.file.as_str()));
        other.drawn_ids = self.drawn_ids + 1_000;
        other
    }

    /// What opening the workspace once more tells the program.
    pub fn reopen(&mut self) -> Vec<Message> {
        self.runtime.open(self.disk.root(), &OpenRequest::default())
    }

    /// Presses the keys of a script, one right after the other, when nothing was pressed for a while; and waits until
    /// what comes of them by itself has come.
    pub fn press(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            self.key(key);
        }
        self.pause().see_what_waits()
    }

    /// Types a text as quickly as people do where they do not look at the screen; no key is another one.
    pub fn type_fast(&mut self, text: &str) -> &mut Self {
        for key in keys(text) {
            self.now += Duration::from_millis(60);
            self.tell(vec![Message::Key(key)]);
        }
        self.pause()
    }

    /// Types a text as people do who do not type much: about 220 ms a key, now and then nearly half a second.
    pub fn type_unevenly(&mut self, text: &str) -> &mut Self {
        for (at, key) in keys(text).into_iter().enumerate() {
            self.now += Duration::from_millis([140, 270, 190, 310, 160, 240, 420, 180][at % 8]);
            self.tell(vec![Message::Deadline, Message::Key(key)]);
        }
        self.pause()
    }

    /// Types a text slowly, key by key.
    pub fn type_slowly(&mut self, text: &str) -> &mut Self {
        for key in keys(text) {
            self.now += Duration::from_millis(600);
            self.tell(vec![Message::Key(key)]);
        }
        self.pause()
    }

    /// A second goes by.
    pub fn pause(&mut self) -> &mut Self {
        let then = self.now + Duration::from_secs(1);
        // What waits for the disk comes when a journey says so.
        let is_soon = |model: &Model, now: Duration| {
            model.next_deadline().filter(|deadline| *deadline > now && *deadline < now + Duration::from_millis(300))
        };
        if let Some(deadline) = is_soon(&self.model, self.now) {
            self.now = deadline;
            self.tell(vec![Message::Deadline]);
        }
        self.now = then;
        self
    }

    /// Time goes by until a question comes up that waited until nobody is typing, and until the person has seen it.
    fn see_what_waits(&mut self) -> &mut Self {
        if let Some(due) = self.model.question_due() {
            self.now = self.now.max(due);
            self.tell(vec![Message::Deadline]);
            self.now += Duration::from_secs(1);
        }
        self
    }

    /// So many seconds go by.
    pub fn after(&mut self, seconds: u64) -> &mut Self {
        self.now += Duration::from_secs(seconds);
        self.tell(vec![Message::Deadline]);
        self
    }

    /// The machine sleeps for so many seconds: the time of day goes on and the clock does not.
    pub fn sleep(&mut self, seconds: u64) -> &mut Self {
        self.before += Duration::from_secs(seconds);
        self.tell(vec![Message::Deadline]);
        self
    }

    /// Presses keys one right behind the other, without looking.
    pub fn press_blindly(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            self.key(key);
        }
        self
    }

    /// Presses one key.
    pub fn key(&mut self, key: Key) -> &mut Self {
        for other in rebound::keys_for(&self.model, key) {
            if other != key
                && self.model.pending().is_empty()
                && !(key.typed().is_some() && commands::is_text(&self.model))
            {
                // The key of the table does nothing any more.
                let before = self.standing();
                self.tell(vec![Message::Key(key)]);
                assert_eq!(self.standing(), before, "{key} still does something");
            }
            self.tell(vec![Message::Key(other)]);
            used::note(self.model.commands_run());
        }
        self
    }

    /// What a command changes, or most of it.
    fn standing(&self) -> impl PartialEq + std::fmt::Debug + use<> {
        let canvas = self.model.canvas_state().map(|state| (state.section, state.note, state.editing.is_some()));
        let documents: Vec<u64> = self.model.docs().values().map(|doc| doc.serial).collect();
        (self.model.dialogs().len(), self.model.screens().len(), self.has_quit, canvas, documents)
    }

    /// Presses Esc and a key so fast that they come as one, as Alt with the key does.
    pub fn escape_and(&mut self, key: Key) -> &mut Self {
        self.tell(vec![Message::Escaped(key)]);
        self.pause()
    }

    /// Walks to a choice of the question in front and takes it.
    #[track_caller]
    pub fn choose(&mut self, label: &str) -> &mut Self {
        if matches!(self.model.dialog(), Some(Dialog::Finder(_))) {
            return self.paste(label).press("<enter>");
        }
        let Some(Dialog::Picker(pick)) = self.model.dialog() else { panic!("nothing to choose:\n{}", self.screen()) };
        let Some(at) = pick.items.iter().position(|item| item.label == label) else {
            panic!("{label} is not among {:?}", pick.items);
        };
        self.press("<home>");
        for _ in 0..at {
            self.press("<down>");
        }
        self.press("<enter>")
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(vec![Message::Paste(text.to_owned())]);
        self
    }

    /// Makes the window another size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        self.tell(vec![Message::Resize(Size { width, height })]);
        self
    }

    /// Does something with the mouse.
    pub fn mouse(&mut self, kind: MouseKind, x: u16, y: u16) -> &mut Self {
        self.tell(vec![Message::Mouse(Mouse { kind, x, y })]);
        self
    }

    /// Clicks on the first place where a text stands.
    pub fn click_on(&mut self, text: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(y, line)| {
            let before = &line[..line.find(text)?];
            Some((stationmaster::layout::text::width(before), y))
        });
        let Some((x, y)) = found else { panic!("{text:?} is nowhere on\n{screen}") };
        let small = |number: usize| u16::try_from(number).expect("on the screen");
        self.mouse(MouseKind::Press, small(x), small(y)).mouse(MouseKind::Release, small(x), small(y))
    }

    /// Somebody else writes a file; the program finds out when it saves.
    pub fn write_unseen(&mut self, file: &str, text: &str) -> &mut Self {
        self.disk.write(file, text.as_bytes());
        self
    }

    /// Somebody else changes a text in a file; the program finds out when it saves.
    pub fn replace_unseen(&mut self, file: &str, from: &str, to: &str) -> &mut Self {
        let text = self.text(file);
        assert!(text.contains(from), "{file} does not hold {from:?}:\n{text}");
        self.write_unseen(file, &text.replace(from, to))
    }

    /// The program looks at a file that somebody else may have changed.
    pub fn look_again(&mut self, file: &str) -> &mut Self {
        let changed = WorkspaceEvent::Changed(Changed::File(file.to_owned()));
        let messages = self.runtime.handle_event(changed);
        self.tell(messages);
        self.let_settle()
    }

    /// Something is heard of a file, which is not looked at again yet.
    pub fn hear_of(&mut self, file: &str) -> &mut Self {
        let messages = self.runtime.handle_event(WorkspaceEvent::Changed(Changed::File(file.to_owned())));
        self.tell(messages);
        self
    }

    /// Time goes by until files that others are writing have stood still, and a little longer: the person sees it.
    pub fn let_settle(&mut self) -> &mut Self {
        while self.model.is_looking() {
            self.moment();
        }
        self.now += Duration::from_secs(1);
        self.see_what_waits()
    }

    /// So much time goes by as there is between two looks at a file that somebody else is writing.
    pub fn moment(&mut self) -> &mut Self {
        self.disk.step();
        self.now += Duration::from_millis(100);
        self.tell(vec![Message::Deadline]);
        self
    }

    /// Somebody else removes a file.
    pub fn remove_unseen(&mut self, file: &str) -> &mut Self {
        self.disk.remove(file);
        self
    }

    /// Saves wait from now on, as they do while the disk is slow.
    pub fn hold_saves(&mut self) -> &mut Self {
        self.disk.hold_saves();
        self
    }

    /// What waits to be saved is saved; of one file only the newest.
    pub fn let_saves_through(&mut self) -> &mut Self {
        self.disk.release_saves();
        self.tell(Vec::new());
        self.now += Duration::from_secs(1);
        self.see_what_waits()
    }

    /// Time goes by until something has to happen by itself.
    #[track_caller]
    pub fn wait_for_deadline(&mut self) -> &mut Self {
        self.now = self.model.next_deadline().expect("something has to happen");
        self.tell(vec![Message::Deadline]);
        self
    }

    /// Hands messages to the program and has done what it asks for, as the loop of the terminal does.
    pub fn tell(&mut self, messages: Vec<Message>) {
        let mut messages = messages;
        loop {
            let Ok(()) = self.dispatch(messages);
            messages = self.meanwhile();
            if messages.is_empty() && self.model.messages().is_unseen() {
                // What is said stands on the next frame, which comes once everything that has come was handled.
                messages.push(Message::Shown);
            }
            if messages.is_empty() {
                return;
            }
        }
    }

    /// Panics where a sentence lacks what belongs into it.
    fn check_words(&self) {
        let titles = self.model.dialogs().iter().map(|question| question.dialog.title());
        for sentence in self.model.messages().line().into_iter().map(|said| &said.sentence).chain(titles) {
            let told = self.model.words().tell(sentence);
            assert!(holds_brace(sentence) || !told.contains('{'), "{told:?} lacks something");
        }
    }

    /// What the journals of all runs say that was done and typed.
    pub fn journal(&self) -> Vec<Record> {
        let records = self.disk.journal().into_iter();
        records
            .filter(|record| !matches!(record, Record::Run(_) | Record::Saved { .. } | Record::Replaced { .. }))
            .collect()
    }

    /// Whether nothing that a former run left waits for the person.
    pub fn is_settled(&self) -> bool {
        self.disk.is_recovery_resolved()
    }

    /// Draws with another theme from now on.
    pub fn theme(&mut self, name: &str) -> &mut Self {
        let depth = if name == "mono" { ColourDepth::Mono } else { ColourDepth::True };
        self.theme = Theme::load(name, depth).expect("a built-in theme");
        let capabilities = Capabilities { colours: depth, light: name == "light", ..self.model.capabilities() };
        self.tell(vec![Message::Appearance { theme: name.to_owned(), capabilities }]);
        self
    }

    /// The theme it is drawn with.
    pub fn drawn_with(&self) -> &Theme {
        &self.theme
    }

    /// Draws a frame, in which every cell is checked, and says where the cursor stands.
    pub fn draw(&self) -> (Buffer, Option<Position>) {
        let Size { width, height } = self.model.window();
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("nothing can fail");
        let frame = terminal.draw(|frame| ui::view(&self.model, rebound::keymap(), &self.theme, frame));
        let buffer = frame.expect("nothing can fail").buffer.clone();
        check_cells(&buffer);
        let backend = terminal.backend();
        (buffer, backend.cursor_visible().then(|| backend.cursor_position()))
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        text_of(&self.draw().0)
    }

    /// Asserts that every one of these texts is on the screen.
    #[track_caller]
    pub fn shows(&mut self, texts: &[&str]) -> &mut Self {
        let screen = self.screen();
        let missing: Vec<_> = texts.iter().filter(|text| !screen.contains(**text)).collect();
        assert!(missing.is_empty(), "{missing:?} is not on the screen:\n{screen}");
        self
    }

    /// Asserts that none of these texts is on the screen.
    #[track_caller]
    pub fn hides(&mut self, texts: &[&str]) -> &mut Self {
        let screen = self.screen();
        let there: Vec<_> = texts.iter().filter(|text| screen.contains(**text)).collect();
        assert!(there.is_empty(), "{there:?} is on the screen:\n{screen}");
        self
    }

    /// What the message line says, in words.
    pub fn said(&self) -> String {
        self.model.messages().line().map(|said| self.model.words().tell(&said.sentence)).unwrap_or_default()
    }

    /// A file as text.
    #[track_caller]
    pub fn text(&self, file: &str) -> String {
        let bytes = self.disk.bytes(file).unwrap_or_else(|| panic!("there is no {file}"));
        String::from_utf8(bytes).expect("UTF-8")
    }

    /// The texts of the notes of a section as the file has them, in order; a grouped one is set in.
    #[track_caller]
    pub fn notes(&self, file: &str, section: &str) -> Vec<String> {
        let sheet = self.in_file(file);
        let canvas = sheet.canvas().expect("a canvas");
        let text = |note: &stationmaster::document::Note| {
            let inset = if note.under.is_some() { "  " } else { "" };
            format!("{inset}{}", note.text)
        };
        canvas.notes_of(section).map(|note| text(note)).collect()
    }

    /// What a file says; it must be valid.
    #[track_caller]
    pub fn in_file(&self, file: &str) -> DocumentBody {
        let bytes = self.disk.bytes(file).unwrap_or_else(|| panic!("there is no {file}"));
        let reading = codec::read(&bytes, FileKind::of(file, Method::built_in()), Method::built_in());
        match (reading.state, reading.content) {
            (State::Valid, Some(Content::DocumentBody(sheet))) => sheet,
            other => panic!("{file} is {other:?}"),
        }
    }

    /// How many steps can be taken back.
    pub fn depth(&self) -> usize {
        self.model.history().depth()
    }
}

impl Host for Program {
    type Backend = Memory;
    type Error = Infallible;

    fn update(&mut self, message: Message) -> Vec<Effect> {
        let drawn = &mut self.drawn_ids;
        let mut random = || {
            *drawn += 1;
            *drawn
        };
        let wall = today().and_time(NaiveTime::from_hms_opt(13, 0, 0).expect("a time")) + self.before + self.now;
        let mut env = Env { now: self.now, today: today(), wall, random: &mut random };
        let effects = update(&mut self.model, rebound::keymap(), message, &mut env);
        self.check_words();
        effects
    }

    fn runtime(&mut self) -> &mut WorkspaceRuntime<Memory> {
        &mut self.runtime
    }

    fn handle_terminal_effect(&mut self, effect: TerminalEffect) -> Result<Option<Message>, Infallible> {
        match effect {
            TerminalEffect::Copy { text } => self.copied = Some(text),
            TerminalEffect::OpenEditor { text } => {
                return Ok(Some(match &self.own_editor {
                    Some(edit) => Message::Edited(edit(&text)),
                    None => Message::error(sentence!("message.editor-impossible")),
                }));
            }
            TerminalEffect::CaptureMouse { on } => self.mouse.push(on),
            TerminalEffect::Redraw => {}
            TerminalEffect::RememberMet { sign } => self.met.push(sign),
            TerminalEffect::Suspend => self.suspended += 1,
            TerminalEffect::Quit => self.has_quit = true,
            TerminalEffect::Rehearse { file } => self.rehearses = Some(file),
            TerminalEffect::RememberSetting { name, value } => self.remembered.push((name, value)),
        }
        Ok(None)
    }

    /// What the workspace has told since the last time.
    fn meanwhile(&mut self) -> Vec<Message> {
        let events = std::mem::take(&mut *self.events.lock().expect("whole"));
        events.into_iter().flat_map(|event| self.runtime.handle_event(event)).collect()
    }
}

/// What every product of the tests says.
pub const PRODUCT: &str = "format = 1\nname = \"Orders\"\ncycle = \"api-productization-cycle\"\nstyles = []\n";

/// Whether a text in a sentence, or in one inside it, has such a sign of its own.
fn holds_brace(sentence: &Sentence) -> bool {
    sentence.arguments.iter().any(|(_, value)| match value {
        Value::Text(text) => text.contains('{'),
        Value::Sentence(inner) => holds_brace(inner),
        Value::Count(_) => false,
    })
}

/// A sentence that says what it is given, for what a disk may say.
pub fn told(text: &str) -> Sentence {
    sentence!("message.told", text = text)
}
