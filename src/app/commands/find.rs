//! Commands on lists to choose from by typing, and the palette, which is one.

use super::{Argument, Command, Linear, Scope, title, usable};
use crate::app::Cx;
use crate::app::dialog::finder::{FinderItem, InLines};
use crate::app::dialog::{Dialog, DialogParts, FinderParts, FormField, Keeping};
use crate::app::place;
use crate::app::query::overview::MapItem;

const FINDER: &[Scope] = &[Scope::Finder];

pub(super) const ROWS: &[Command] = &[
    Command::new("palette", &[Scope::Everywhere], &[":", "ctrl-p"], |cx, _| palette(cx))
        .linear(&[Linear::Never])
        .footer_when_wide(),
    Command::new("finder-take", FINDER, &["enter"], |cx, _| take(cx)).footer(),
    Command::new("finder-down", FINDER, &["down", "ctrl-n"], |cx, _| go(cx, 1, true)).footer(),
    Command::new("finder-up", FINDER, &["up", "ctrl-p"], |cx, _| go(cx, -1, true)),
    Command::new("finder-page-down", FINDER, &["pagedown"], |cx, _| page(cx, 1)),
    Command::new("finder-page-up", FINDER, &["pageup"], |cx, _| page(cx, -1)),
    Command::new("cancel-finder", FINDER, &["esc"], |cx, _| cx.cancel()).footer(),
];

/// What the palette lists.
enum Listed {
    /// A command.
    Command(&'static Command),
    /// A guide, by its id.
    Guide(String),
}

/// Every command of the table but the palette itself, those first that can be used now; then every guide.
fn palette(cx: &mut Cx) {
    let model = &*cx.model;
    let command = |command: &'static Command| {
        let reason = usable(model, command).err().map(|reason| model.words.tell(&reason));
        let here = command.scopes.iter().any(|scope| !matches!(scope, Scope::Everywhere | Scope::Always));
        let group = match (&reason, here) {
            (Some(_), _) => key!("dialog.palette.not-now"),
            (None, true) => key!("dialog.palette.here"),
            (None, false) => key!("dialog.palette.everywhere"),
        };
        FinderItem::new(title(model.words, command), "", Listed::Command(command))
            .runs(command.id, reason)
            .grouped(group)
    };
    let mut items: Vec<FinderItem<Listed>> = super::all()
        .filter(|command| command.id != "palette" && command.scopes.iter().any(|scope| !scope.is_inside()))
        .map(command)
        .collect();
    let groups = [key!("dialog.palette.here"), key!("dialog.palette.everywhere"), key!("dialog.palette.not-now")];
    items.sort_by_key(|item| groups.iter().position(|group| Some(*group) == item.group));
    items.extend(model.method.guides().iter().map(|guide| {
        let title = guide.title.get(model.language());
        FinderItem::new(title, model.words.say(key!("guide.word")), Listed::Guide(guide.id.clone()))
            .grouped(key!("dialog.palette.guides"))
    }));
    let ask = cx.find(sentence!("dialog.palette.title")).items(items).hint(key!("dialog.palette.hint"));
    ask.in_lines(InLines::Never).then(|cx, listed| match listed {
        Listed::Command(command) => run(cx, command),
        Listed::Guide(id) => place::open_item(cx, &MapItem::Guide(id)),
    });
}

/// Runs a command, or asks for the number it takes.
fn run(cx: &mut Cx, command: &'static Command) {
    match usable(cx.model, command) {
        Err(reason) => cx.warn(reason),
        Ok(()) if command.argument == Argument::Number => {
            let field = FormField::line(key!("dialog.number.label"), "").hint(key!("dialog.number.hint"));
            cx.form(sentence!("dialog.number.title"), Keeping::Passing).fields([field]).then(move |cx, form| {
                (command.run)(cx, &form.first());
                Ok(())
            });
        }
        Ok(()) => (command.run)(cx, ""),
    }
}

fn take(cx: &mut Cx) {
    match cx.model.dialog() {
        Some(Dialog::Finder(finder)) if finder.found.get(finder.cursor).is_none() => {
            cx.warn(sentence!("message.nothing-found"));
        }
        Some(Dialog::Finder(_)) => cx.answer(),
        _ => {}
    }
}

fn go(cx: &mut Cx, by: isize, round: bool) {
    if let Some(Dialog::Finder(finder)) = cx.model.dialog_mut() {
        finder.go(by, round);
    }
}

fn page(cx: &mut Cx, by: isize) {
    let Some(scene) = cx.model.dialog_layout() else { return };
    let DialogParts::Finder(FinderParts { list, .. }) = &scene.parts else { return };
    let rows = list.height;
    go(cx, by * isize::try_from(rows.max(2) - 1).unwrap_or(1), false);
}
