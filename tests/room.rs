//! Room is used: at every size no text of a note is cut while a row below it is free, nothing overlaps, notes beside each
//! other align, and the one in focus can be told from the others in every theme.

use std::fmt::Write as _;

use proptest::prelude::*;
use ratatui::style::Modifier;
use stationmaster::app::Size;
use stationmaster::app::screen::Mode;
use stationmaster::app::screen::canvas::layout::{Item, List, grid_list, section_list};
use stationmaster::layout::flow::{Notes as _, Placed};
use stationmaster::layout::strip::Scroll;
use stationmaster::theme::{Library, Role};
use stationmaster::workspace::Memory;

use crate::common::{PRODUCT, Program};

const VALUE: &str = "orders/api-value-proposition.toml";

/// Long texts, wide characters, and forty notes.
fn canvases() -> [String; 3] {
    let note = |section: &str, at: usize, text: &str, more: &str| {
        format!("\n[notes.{section}.0000{at:02}]\ntext = \"{text}\"\n{more}")
    };
    let long = "Every address is copied by hand into our web form, and whoever copies it looks at two screens at once "
        .repeat(4);
    let wide = "荷物が出る前に住所を変更する。漢字かな交じり文は折り返されますか？".repeat(3);
    let mut texts = [String::new(), String::new(), String::new()];
    for (at, section) in ["tasks", "gain-enabling-features", "api-products"].into_iter().enumerate() {
        texts[0] += &note(section, at * 4, long.trim(), "");
        texts[0] +=
            &note(section, at * 4 + 1, "Two vans", "question = \"How often, and who pays for the second van?\"\n");
        texts[0] +=
            &note(section, at * 4 + 2, &long[..150], &format!("under = \"0000{:02}\"\nkind = \"negative\"\n", at * 4));
        texts[1] += &note(section, at * 4, &wide, "");
        texts[1] += &note(section, at * 4 + 1, "注文", "");
        texts[1] += &note(section, at * 4 + 2, &wide[..60], "");
    }
    for at in 0..40 {
        let more = if at % 3 == 0 { " and something that takes another line on most screens there are" } else { "" };
        let _ = write!(texts[2], "{}", note("tasks", at, &format!("Step {at}{more}"), ""));
    }
    texts
}

fn open(notes: &str, size: Size) -> Program {
    let head = "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n";
    let text = format!("{head}{notes}");
    let files = [("stationmaster.toml", "format = 1\n"), ("orders/product.toml", PRODUCT), (VALUE, &text)];
    Program::with(Memory::new(files.map(|(path, text)| (path, text.as_bytes()))), size, Some(VALUE))
}

/// The lists of notes that are drawn, each with how far it is scrolled.
fn lists(program: &Program) -> Vec<(List<'_>, Scroll)> {
    let model = &program.model;
    let state = model.canvas_state().expect("a canvas");
    let others = (0..8).filter(|section| state.mode == Mode::Grid && *section != state.section);
    let others = others.filter_map(|section| Some((grid_list(model, section)?, Scroll::default())));
    section_list(model).map(|list| (list, state.scroll)).into_iter().chain(others).collect()
}

/// What is wrong with a list of notes.
fn faults(list: &List, placed: &[Placed]) -> Vec<String> {
    let mut faults = Vec::new();
    let area = list.area();
    let bottom = placed.iter().map(|placed| placed.rect.bottom()).max().unwrap_or(area.y);
    for (at, seen) in placed.iter().enumerate() {
        if let Some(Item::Note(note, number)) = list.item(seen.index) {
            let lines = list.lines(note, number, seen.rect.width).0.len();
            let rows =
                usize::from(seen.rect.height + seen.skipped) - usize::from(list.is_cards() && seen.rect.height > 0);
            if lines > rows && bottom < area.bottom() {
                faults.push(format!(
                    "{number} is cut to {rows} of {lines} rows, though there are rows below {bottom}: {area:?}"
                ));
            }
        }
        if seen.rect.intersection(area) != seen.rect {
            faults.push(format!("{seen:?} is outside {area:?}"));
        }
        for other in &placed[..at] {
            if !other.rect.intersection(seen.rect).is_empty() {
                faults.push(format!("{seen:?} lies over {other:?}"));
            }
            // On an affinity board each card is as high as it needs, so that columns align and rows do not.
            let columns = if list.is_affinity() { 1 } else { list.columns() };
            if columns > 1 && other.index / columns == seen.index / columns && other.rect.y != seen.rect.y {
                faults.push(format!("{seen:?} stands beside {other:?} and does not align"));
            }
            if columns > 1 && other.index % columns == seen.index % columns && other.rect.x != seen.rect.x {
                faults.push(format!("{seen:?} stands below {other:?} and does not align"));
            }
        }
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    #[test]
    fn no_text_is_cut_while_there_is_room(width in 40..=250u16, height in 12..=70u16) {
        let size = Size { width, height };
        for (canvas, notes) in canvases().iter().enumerate() {
            let mut program = open(notes, size);
            program.press("g1.1");
            for view in ["1", "2", "3"] {
                program.press(view);
                let _ = program.draw();
                for (list, scroll) in lists(&program) {
                    let found = faults(&list, &list.visible(scroll));
                    prop_assert!(found.is_empty(), "canvas {canvas}, view {view}: {}\n{}", found.join("\n"), program.screen());
                    prop_assert!(list.count() == 0 || !list.visible(scroll).is_empty(), "canvas {canvas}, view {view}");
                }
            }
        }
    }
}

/// The cell before a note tells where one is, by colour or, where there is none, by being reversed; selected notes keep it.
#[test]
fn the_focus_is_seen_in_every_theme() {
    for theme in Library::built_in() {
        for (width, height) in [(40, 12), (80, 24), (200, 60)] {
            let mut program = open(&canvases()[0], Size { width, height });
            program.theme(&theme);
            for keys in ["1g1.2", "2g1.2", "3g1.2", "1g1.2<space><up>"] {
                program.press(keys);
                let (buffer, _) = program.draw();
                let list = section_list(&program.model).expect("a section");
                let scroll = program.model.canvas_state().expect("a canvas").scroll;
                let bar = program.drawn_with().style(Role::Selection);
                for placed in list.visible(scroll).iter() {
                    let cell = &buffer[(placed.rect.x, placed.rect.y)];
                    let stands_out = match bar.bg {
                        Some(ground) => cell.bg == ground,
                        None => cell.modifier.contains(Modifier::REVERSED),
                    };
                    let is_focus = list.is_focus(placed.index);
                    assert_eq!(stands_out, is_focus, "{theme} at {width}x{height} after {keys}: {}", program.screen());
                }
            }
        }
    }
}
