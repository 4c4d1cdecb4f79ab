//! A program at a desk: a canvas of some notes in front, keys, and frames. Shared by the benches.

// A bench uses only a part of what the tests share.
#[allow(unused_imports, reason = "shared with the tests, which use more of it")]
#[path = "../../tests/common/mod.rs"]
pub mod common;

use std::convert::Infallible;
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use common::{PRODUCT, keys};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use stationmaster::app::key_names;
use stationmaster::app::keymap::Keymap;
use stationmaster::app::{Capabilities, ColourDepth, Effect, Env, Key, Message, Model, Size, TerminalEffect, update};
use stationmaster::document::Id;
use stationmaster::i18n::Catalogue;
use stationmaster::method::Method;
use stationmaster::ui::{self, theme::Theme};
use stationmaster::workspace::{Host, Memory, OpenRequest, WorkspaceRuntime};

const FILE: &str = "orders/api-value-proposition.toml";
const SECTIONS: [&str; 4] = ["tasks", "gain-enabling-features", "pain-relieving-features", "api-products"];

/// A canvas of that many notes: more than half of them in the first section, and enough in every other one that none
/// shows them all. Their ids are those of the numbers from `first` on.
pub fn canvas(notes: usize, first: usize) -> String {
    let mut text = String::from(
        "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n",
    );
    let share = notes * 4 / 25;
    for note in 0..notes {
        let id = Id::from_bits(u32::try_from(first + note).expect("few notes"));
        let from_end = (notes - 1 - note).checked_div(share).unwrap_or(3);
        let section = SECTIONS[3usize.saturating_sub(from_end)];
        write!(text, "\n[notes.{section}.{id}]\ntext = \"See where order {note} is without calling support\"\n")
            .expect("a string takes it");
    }
    text
}

/// The text of a canvas of some notes.
pub struct CanvasFile(String);

impl CanvasFile {
    /// A canvas of that many notes.
    pub fn of(notes: usize) -> Self {
        Self(canvas(notes, 0))
    }
}

/// What is needed to draw and to turn keys.
pub struct Desk {
    model: Model,
    keymap: Keymap,
    theme: Theme,
    terminal: Terminal<TestBackend>,
    /// What is to be done to files goes here, as in the program. Saves wait, as those of a thread that has not come to them:
    /// who holds them holds the canvas as it was.
    runtime: WorkspaceRuntime<Memory>,
    /// The last number that was drawn for an id; those of the notes are small.
    drawn: u32,
}

impl Desk {
    /// The program with a canvas in front, after the keys of a script and a frame.
    pub fn new(file: &CanvasFile, script: &str) -> Self {
        let size = Size { width: 120, height: 36 };
        let method = Arc::new(Method::built_in().clone());
        let CanvasFile(text) = file;
        let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (FILE, text.as_str())];
        let memory = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
        memory.hold_saves();
        let root = memory.root();
        let words = key_names::naming_standard(Catalogue::english());
        let mut desk = Self {
            model: Model::new(size, Capabilities::default(), words, Arc::clone(&method), day()),
            keymap: Keymap::standard(),
            theme: Theme::load("dark", ColourDepth::True).expect("a built-in theme"),
            terminal: Terminal::new(TestBackend::new(size.width, size.height)).expect("nothing can fail"),
            runtime: WorkspaceRuntime::new(memory, Arc::new(|_| {}), method, words, "/work".into()),
            drawn: 1 << 25,
        };
        let wanted = OpenRequest { file: Some(FILE.to_owned()), ..OpenRequest::default() };
        for message in desk.runtime.open(root, &wanted) {
            desk.tell(message);
        }
        for key in keys(script) {
            desk.key(key);
        }
        desk.draw();
        desk
    }

    /// Draws a frame and finds what differs from the one before.
    pub fn draw(&mut self) {
        let Self { model, keymap, theme, terminal, .. } = self;
        black_box(terminal.draw(|frame| ui::view(model, keymap, theme, frame)).expect("nothing can fail"));
    }

    /// Presses a key.
    pub fn key(&mut self, key: Key) {
        self.tell(Message::Key(key));
    }

    fn tell(&mut self, message: Message) {
        let Ok(()) = self.dispatch(vec![message]);
    }
}

impl Host for Desk {
    type Backend = Memory;
    type Error = Infallible;

    fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut random = || {
            self.drawn += 1;
            self.drawn
        };
        let mut env = Env { now: Duration::ZERO, today: day(), wall: day().into(), random: &mut random };
        update(&mut self.model, &self.keymap, message, &mut env)
    }

    fn runtime(&mut self) -> &mut WorkspaceRuntime<Memory> {
        &mut self.runtime
    }

    fn handle_terminal_effect(&mut self, _: TerminalEffect) -> Result<Option<Message>, Infallible> {
        Ok(None)
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}
