//! The palette, and lists that are narrowed by typing.

use super::Program;
use crate::app::Effect;
use crate::app::dialog::Dialog;
use crate::app::finder::{Found, Source};
use crate::app::screens::Mode;

const VALUE: (&str, &str) = (
    "orders/api-value-proposition.toml",
    "format = 1\ncanvas = \"api-value-proposition\"\ntitle = \"Orders\"\nstatus = \"draft\"\nversion = 0\n\n\
     [notes.tasks.t7qm4k]\ntext = \"See where an order is\"\n\n[notes.tasks.b2h8xd]\ntext = \"Change the address\"\n",
);

/// The labels of the list in front, in order.
fn shown(program: &Program) -> Vec<String> {
    let Some(Dialog::Finder(finder)) = program.model.dialogs.last() else { panic!("no list is open") };
    let Source::List(items) = &finder.source;
    finder.found.iter().map(|Found::Item(at)| items[*at].label.clone()).collect()
}

#[test]
fn the_palette_runs_a_command_by_a_part_of_its_name() {
    let mut program = Program::over(&[VALUE]);
    program.press("g1:spotl");
    assert_eq!(shown(&program).first().map(String::as_str), Some("Spotlight"));
    program.press("<enter>");
    assert_eq!(program.model.canvas_state().map(|state| state.mode), Some(Mode::Spotlight));
    program.press("<ctrl-p>");
    assert!(shown(&program).len() > 40, "every command is there");
    program.press("<esc>");
    assert!(program.model.dialogs.is_empty());
}

#[test]
fn the_palette_says_why_a_command_cannot_be_used() {
    let mut program = Program::over(&[VALUE]);
    program.press(":switch pro<enter>");
    assert_eq!(program.said(), "works on another screen");
    program.press(":redo<enter>");
    assert_eq!(program.said(), "nothing to redo");
}

#[test]
fn a_command_with_a_number_asks_for_it() {
    let mut program = Program::over(&[VALUE]);
    program.press(":go to a sec<enter>1.2<enter>");
    assert_eq!(program.note(), "Change the address");
}

#[test]
fn lists_are_gone_through_and_say_when_nothing_fits() {
    let mut program = Program::over(&[VALUE]);
    program.press(":");
    let all = shown(&program);
    program.press("<up>");
    let Some(Dialog::Finder(finder)) = program.model.dialogs.last() else { panic!("no list is open") };
    assert_eq!(finder.cursor, all.len() - 1, "up from the first is the last");
    program.press("<down><pagedown><pageup>zzzz<enter>");
    assert_eq!(program.said(), "nothing fits what was typed");
}

#[test]
fn a_new_document_is_found_by_typing_and_the_cycle_comes_first() {
    let mut program = Program::over(&[VALUE]);
    program.press("<esc>c");
    let all = shown(&program);
    assert_eq!(all.len(), 33, "every template but the one that is there");
    program.press("busi impact<enter>");
    let made = program.effects.iter().find_map(|effect| match effect {
        Effect::CreateSheet { template, .. } => Some(template.as_str()),
        _ => None,
    });
    assert_eq!(made, Some("business-impact"));
}
