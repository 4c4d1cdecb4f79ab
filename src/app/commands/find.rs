//! Commands on lists to choose from by typing, and the palette, which is one.

use super::picked::picked;
use super::{Argument, Command, Scope, find, usable};
use crate::app::Turn;
use crate::app::dialog::{Dialog, Form, FormField, FormPurpose, Purpose};
use crate::app::finder::{Finder, Found, Item, Source};
use crate::app::place::{self, Where};
use crate::i18n::Sentence;

const FINDER: &[Scope] = &[Scope::Finder];

/// What stands before the id of a guide among the values of the palette; no id of a command has it.
const GUIDE: &str = "guide:";

pub(super) const ROWS: &[Command] = &[
    Command::new("palette", &[Scope::Everywhere], &[":", "ctrl-p"], |turn, _| palette(turn)),
    Command::new("finder-take", FINDER, &["enter"], |turn, _| take(turn)).footer(),
    Command::new("finder-down", FINDER, &["down", "ctrl-n"], |turn, _| go(turn, 1, true)).footer(),
    Command::new("finder-up", FINDER, &["up", "ctrl-p"], |turn, _| go(turn, -1, true)),
    Command::new("finder-page-down", FINDER, &["pagedown"], |turn, _| page(turn, 1)),
    Command::new("finder-page-up", FINDER, &["pageup"], |turn, _| page(turn, -1)),
    Command::new("cancel-finder", FINDER, &["esc"], |turn, _| cancel(turn)).footer(),
];

/// Every command of the table but the palette itself, those first that can be used now; then every guide.
fn palette(turn: &mut Turn) {
    let mut items: Vec<Item> = super::all()
        .filter(|command| command.id != "palette" && command.scopes.iter().any(|scope| !scope.is_inside()))
        .map(|command| Item::command(turn.model, command))
        .collect();
    items.sort_by_key(|item| item.reason.is_some());
    let model = &*turn.model;
    items.extend(model.method.guides().iter().map(|guide| {
        let value = format!("{GUIDE}{}", guide.id);
        Item::new(guide.title.get(model.language()), model.words.say("guide.word"), &value)
    }));
    let finder = Finder::list(Sentence::new("dialog.palette.title"), items, Purpose::Command);
    turn.model.dialogs.push(finder.hint("dialog.palette.hint").into());
}

/// Opens a guide of the palette, runs a command of it, or asks for the number it takes.
pub(super) fn run(turn: &mut Turn, id: &str) {
    if let Some(guide) = id.strip_prefix(GUIDE) {
        return place::go(turn, &Where::Guide(guide.to_owned()));
    }
    let Some(command) = find(id) else { return };
    match usable(turn.model, command) {
        Err(reason) => turn.warn(reason),
        Ok(()) if command.argument == Argument::Number => {
            let field = FormField::line("dialog.number.label", "").hint("dialog.number.hint");
            let title = Sentence::new("dialog.number.title");
            turn.model.dialogs.push(Form::new(title, vec![field], FormPurpose::Number { command }).into());
        }
        Ok(()) => (command.run)(turn, ""),
    }
}

fn take(turn: &mut Turn) {
    let Some(Dialog::Finder(finder)) = turn.model.dialogs.last() else { return };
    let Some(found) = finder.found.get(finder.cursor).copied() else {
        return turn.warn(Sentence::new("message.nothing-found"));
    };
    let Some(Dialog::Finder(Finder { source, purpose, editor, marked, .. })) = turn.model.dialogs.pop() else { return };
    match (source, found, purpose) {
        (Source::List(items), Found::Item(at), purpose) => {
            // What is marked is taken in the order of the list, whatever is in focus.
            let mut places = marked.filter(|marked| !marked.is_empty()).unwrap_or_else(|| vec![at]);
            places.sort_unstable();
            let values: Vec<&str> = places.iter().filter_map(|at| Some(items.get(*at)?.value.as_str())).collect();
            if !values.is_empty() {
                picked(turn, purpose, &values.join(" "));
            }
        }
        (Source::Search { product, everywhere }, Found::Entry(key), _) => {
            super::search::take(turn, editor.text(), (!everywhere).then_some(product), key);
        }
        (Source::Notes { .. }, Found::Entry(key), purpose) => super::relate::take(turn, purpose, key),
        _ => {}
    }
}

fn cancel(turn: &mut Turn) {
    turn.model.dialogs.pop();
}

fn go(turn: &mut Turn, by: isize, round: bool) {
    if let Some(Dialog::Finder(finder)) = turn.model.dialogs.last_mut() {
        finder.go(by, round);
    }
}

fn page(turn: &mut Turn, by: isize) {
    let Some(dialog) = turn.model.dialogs.last() else { return };
    let rows = crate::app::scene::finder_parts(crate::app::scene::dialog_area(turn.model, dialog)).list.height;
    go(turn, by * isize::try_from(rows.max(2) - 1).unwrap_or(1), false);
}
