//! Any keys on any canvas at any size: nothing panics, and no cell holds a character a terminal could act on.

#![no_main]

use std::sync::Arc;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use stationmaster::app::keymap::Keymap;
use stationmaster::app::{
    Capabilities, ColourDepth, DocState, Env, Key, Message, Model, OpenDocument, Opened, ProductInfo, SaveState, Size,
    update,
};
use stationmaster::codec::{Content, FileKind, State, read};
use stationmaster::i18n::Catalogue;
use stationmaster::method::Method;
use stationmaster::ui::theme::Theme;
use stationmaster::ui::view;

const FILE: &str = "orders/api-value-proposition.toml";

fuzz_target!(|input: (String, Vec<(u8, char)>, u8, u8)| {
    let (text, keys, width, height) = input;
    let method = Arc::new(Method::built_in().clone());
    let reading = read(text.as_bytes(), FileKind::DocumentBody, &method);
    let sheet = match reading.content {
        Some(Content::DocumentBody(sheet)) if reading.state == State::Valid => sheet,
        _ => return,
    };
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let size = Size { width: u16::from(width) * 2, height: u16::from(height) };
    let mut model = Model::new(size, Capabilities::default(), Catalogue::english(), method, today);
    let keymap = Keymap::standard();
    let theme = Theme::load("dark", ColourDepth::True).expect("a theme");
    let doc = OpenDocument {
        file: FILE.to_owned(),
        product: "orders".to_owned(),
        stem: "api-value-proposition".to_owned(),
        state: DocState::Valid,
        problems: Vec::new(),
        sheet: Some(sheet),
        save: SaveState::Saved,
        serial: 0,
        saved_serial: 0,
    };
    let opened = Opened {
        products: vec![ProductInfo { id: "orders".to_owned(), product: None, problem: None }],
        docs: vec![doc],
        open: Some(FILE.to_owned()),
        ..Opened::default()
    };
    let mut seed = 1u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed
    };
    let mut env = Env { now: Duration::ZERO, today, random: &mut random };
    let _ = update(&mut model, &keymap, Message::Opened(Box::new(opened)), &mut env);
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).expect("nothing can fail");
    let known: Vec<Key> = keymap.iter().filter_map(|binding| binding.keys.first().copied()).collect();
    for (choice, character) in keys {
        let key = known.get(usize::from(choice)).copied().unwrap_or(Key::char(character));
        let _ = update(&mut model, &keymap, Message::Key(key), &mut env);
        let frame = terminal.draw(|frame| view(&model, &keymap, &theme, frame)).expect("nothing can fail");
        for cell in frame.buffer.content() {
            assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
        }
    }
});
