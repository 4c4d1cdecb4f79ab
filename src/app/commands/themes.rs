//! Choosing a theme: what is in focus shows on the whole screen while the question is open.

use super::{Command, Linear, Scope};
use crate::app::config::AUTO;
use crate::app::dialog::PickerItem;
use crate::app::{ColourDepth, Cx, Model, TerminalEffect};
use crate::i18n::Sentence;

pub(super) const ROWS: &[Command] = &[Command::new("theme", &[Scope::Everywhere], &["f9"], |cx, _| ask(cx))
    .linear(&[Linear::Never])
    .enabled_when(has_colours)];

fn has_colours(model: &Model) -> Result<(), Sentence> {
    if model.capabilities.colours == ColourDepth::Mono { Err(sentence!("reason.no-colours")) } else { Ok(()) }
}

/// Asks for a theme by its name, or for the one that fits the terminal. Until then the one in focus shows.
fn ask(cx: &mut Cx) {
    let model = &*cx.model;
    let auto = sentence!("themes.auto", name = &model.auto_theme);
    let mut choices = vec![PickerItem::new(&model.words.tell(&auto), None).named(AUTO)];
    let library = &model.library;
    for name in library.names().into_iter().filter(|name| library.design(name).is_ok()) {
        let own = library.own(&name).map(|_| model.words.tell(&sentence!("themes.own", name = &name)));
        let label = own.unwrap_or_else(|| name.clone());
        choices.push(PickerItem::new(&label, Some(name.clone())).named(&name));
    }
    let now = (!model.follows_background).then(|| model.theme.clone());
    let before = model.theme.clone();
    let ask = cx.pick(sentence!("themes.pick")).choices(choices).at(|name| *name == now);
    let ask = ask.on_move(|cx, name| show(cx.model, name.as_deref()));
    // The background may have become another while one was chosen.
    let ask = ask.on_cancel(|cx| {
        let before = (!cx.model.follows_background).then_some(before);
        show(cx.model, before.as_deref());
    });
    ask.then(|cx, name| {
        show(cx.model, name.as_deref());
        cx.model.follows_background = name.is_none();
        cx.effect(TerminalEffect::RememberSetting { name: "theme", value: name.unwrap_or_else(|| AUTO.to_owned()) });
    });
}

/// Shows a theme, or the one that fits the terminal.
fn show(model: &mut Model, name: Option<&str>) {
    let shown = name.unwrap_or(&model.auto_theme).to_owned();
    model.theme = shown;
}

/// The terminal's background is light, or dark: what follows it does so from now on.
pub(in crate::app) fn follow_background(model: &mut Model, is_light_background: bool) {
    model.capabilities.light = is_light_background;
    let fitting = model.capabilities.theme();
    // A theme of the person's own may have the name and not be whole.
    if model.library.design(fitting).is_err() {
        return;
    }
    fitting.clone_into(&mut model.auto_theme);
    if model.follows_background {
        fitting.clone_into(&mut model.theme);
    }
}
