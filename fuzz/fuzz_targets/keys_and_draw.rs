//! Any keys on any canvas at any size, with everything they do to files: nothing panics, and no cell holds a character a
//! terminal could act on.

#![no_main]

// The program in memory, as the tests have it; it looks at every cell of what it draws.
#[allow(unused_imports)]
#[path = "../../tests/common/mod.rs"]
mod common;

use common::{PRODUCT, Program};
use libfuzzer_sys::fuzz_target;
use stationmaster::app::keymap::Keymap;
use stationmaster::app::{Key, Size};
use stationmaster::codec::{FileKind, State, read};
use stationmaster::method::Method;
use stationmaster::workspace::Memory;

const FILE: &str = "orders/api-value-proposition.toml";

fuzz_target!(|input: (String, Vec<(u8, char)>, u8, u8)| {
    let (text, keys, width, height) = input;
    if read(text.as_bytes(), FileKind::DocumentBody, Method::built_in()).state != State::Valid {
        return;
    }
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (FILE, text.as_str())];
    let memory = Memory::new(files.map(|(path, text)| (path, text.as_bytes())));
    let size = Size { width: u16::from(width) * 2, height: u16::from(height) };
    let mut program = Program::with(memory, size, Some(FILE));
    let known: Vec<Key> = Keymap::standard().iter().filter_map(|binding| binding.keys.first().copied()).collect();
    for (choice, character) in keys {
        program.key(known.get(usize::from(choice)).copied().unwrap_or(Key::char(character)));
        program.draw();
    }
});
