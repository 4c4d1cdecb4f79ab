//! Commands on lists to choose from by typing, and the palette, which is one.

use super::picked::picked;
use super::{Argument, Command, Scope, find, usable};
use crate::app::Cx;
use crate::app::dialog::finder::{Finder, Found, Item, Source};
use crate::app::dialog::{Dialog, Form, FormField, FormPurpose, Purpose};
use crate::app::place::{self, Where};
use crate::i18n::Sentence;

const FINDER: &[Scope] = &[Scope::Finder];

/// What stands before the id of a guide among the values of the palette; no id of a command has it.
const GUIDE: &str = "guide:";

pub(super) const ROWS: &[Command] = &[
    Command::new("palette", &[Scope::Everywhere], &[":", "ctrl-p"], |cx, _| palette(cx)),
    Command::new("finder-take", FINDER, &["enter"], |cx, _| take(cx)).footer(),
    Command::new("finder-down", FINDER, &["down", "ctrl-n"], |cx, _| go(cx, 1, true)).footer(),
    Command::new("finder-up", FINDER, &["up", "ctrl-p"], |cx, _| go(cx, -1, true)),
    Command::new("finder-page-down", FINDER, &["pagedown"], |cx, _| page(cx, 1)),
    Command::new("finder-page-up", FINDER, &["pageup"], |cx, _| page(cx, -1)),
    Command::new("cancel-finder", FINDER, &["esc"], |cx, _| cancel(cx)).footer(),
];

/// Every command of the table but the palette itself, those first that can be used now; then every guide.
fn palette(cx: &mut Cx) {
    let mut items: Vec<Item> = super::all()
        .filter(|command| command.id != "palette" && command.scopes.iter().any(|scope| !scope.is_inside()))
        .map(|command| Item::command(cx.model, command))
        .collect();
    items.sort_by_key(|item| item.reason.is_some());
    let model = &*cx.model;
    items.extend(model.method.guides().iter().map(|guide| {
        let value = format!("{GUIDE}{}", guide.id);
        Item::new(guide.title.get(model.language()), model.words.say("guide.word"), &value)
    }));
    let finder = Finder::list(Sentence::new("dialog.palette.title"), items, Purpose::Command);
    cx.model.dialogs.push(finder.hint("dialog.palette.hint").into());
}

/// Opens a guide of the palette, runs a command of it, or asks for the number it takes.
pub(super) fn run(cx: &mut Cx, id: &str) {
    if let Some(guide) = id.strip_prefix(GUIDE) {
        return place::go(cx, &Where::Guide(guide.to_owned()));
    }
    let Some(command) = find(id) else { return };
    match usable(cx.model, command) {
        Err(reason) => cx.warn(reason),
        Ok(()) if command.argument == Argument::Number => {
            let field = FormField::line("dialog.number.label", "").hint("dialog.number.hint");
            let title = Sentence::new("dialog.number.title");
            cx.model.dialogs.push(Form::new(title, vec![field], FormPurpose::Number { command }).into());
        }
        Ok(()) => (command.run)(cx, ""),
    }
}

fn take(cx: &mut Cx) {
    let Some(Dialog::Finder(finder)) = cx.model.dialogs.last() else { return };
    let Some(found) = finder.found.get(finder.cursor).copied() else {
        return cx.warn(Sentence::new("message.nothing-found"));
    };
    let Some(Dialog::Finder(Finder { source, purpose, editor, marked, .. })) = cx.model.dialogs.pop() else { return };
    match (source, found, purpose) {
        (Source::List(items), Found::Item(at), purpose) => {
            // What is marked is taken in the order of the list, whatever is in focus.
            let mut places = marked.filter(|marked| !marked.is_empty()).unwrap_or_else(|| vec![at]);
            places.sort_unstable();
            let values: Vec<&str> = places.iter().filter_map(|at| Some(items.get(*at)?.value.as_str())).collect();
            if !values.is_empty() {
                picked(cx, purpose, &values.join(" "));
            }
        }
        (Source::Search { product, everywhere }, Found::Entry(key), _) => {
            super::search::take(cx, editor.text(), (!everywhere).then_some(product), key);
        }
        (Source::Notes { .. }, Found::Entry(key), purpose) => super::relate::take(cx, purpose, key),
        _ => {}
    }
}

fn cancel(cx: &mut Cx) {
    cx.model.dialogs.pop();
}

fn go(cx: &mut Cx, by: isize, round: bool) {
    if let Some(Dialog::Finder(finder)) = cx.model.dialogs.last_mut() {
        finder.go(by, round);
    }
}

fn page(cx: &mut Cx, by: isize) {
    let Some(dialog) = cx.model.dialogs.last() else { return };
    let rows = crate::app::scene::finder_parts(crate::app::scene::dialog_area(cx.model, dialog)).list.height;
    go(cx, by * isize::try_from(rows.max(2) - 1).unwrap_or(1), false);
}
