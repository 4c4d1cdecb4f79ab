//! Choosing a theme: what is in focus shows on the whole screen while the question is open.

use super::{Command, Scope};
use crate::app::config::AUTO;
use crate::app::dialog::{Dialog, Picker, PickerItem, Purpose};
use crate::app::{ColourDepth, Cx, Effect, Model};
use crate::i18n::Sentence;

pub(super) const ROWS: &[Command] =
    &[Command::new("theme", &[Scope::Everywhere], &["f9"], |cx, _| ask(cx)).only_if(has_colours)];

fn has_colours(model: &Model) -> Result<(), Sentence> {
    if model.capabilities.colours == ColourDepth::Mono { Err(Sentence::new("reason.no-colours")) } else { Ok(()) }
}

fn ask(cx: &mut Cx) {
    let model = &mut *cx.model;
    let auto = Sentence::new("themes.auto").with("name", &model.auto_theme);
    let mut items = vec![PickerItem { label: model.words.tell(&auto), key: None, value: AUTO.to_owned() }];
    let library = &model.library;
    for name in library.names().into_iter().filter(|name| library.design(name).is_ok()) {
        let own = library.own(&name).map(|_| model.words.tell(&Sentence::new("themes.own").with("name", &name)));
        items.push(PickerItem { label: own.unwrap_or_else(|| name.clone()), key: None, value: name });
    }
    let now = if model.follows_ground { AUTO } else { &model.theme };
    let purpose = Purpose::Theme { before: model.theme.clone() };
    let pick = Picker::new(Sentence::new("themes.pick"), items, purpose).at(now);
    model.dialogs.push(pick.into());
}

/// Shows the theme in focus, while one is being chosen.
pub(in crate::app) fn preview(model: &mut Model) {
    if let Some(Dialog::Picker(Picker { purpose: Purpose::Theme { .. }, items, cursor, .. })) = model.dialogs.last()
        && let Some(item) = items.get(*cursor)
    {
        let shown = if item.value == AUTO { &model.auto_theme } else { &item.value };
        model.theme.clone_from(shown);
    }
}

/// The terminal's ground is light, or dark: what follows it does so from now on.
pub(in crate::app) fn follow_ground(model: &mut Model, is_light: bool) {
    model.capabilities.light = is_light;
    let fitting = model.capabilities.theme();
    // A theme of the person's own may have the name and not be whole.
    if model.library.design(fitting).is_err() {
        return;
    }
    fitting.clone_into(&mut model.auto_theme);
    if model.follows_ground {
        fitting.clone_into(&mut model.theme);
        for dialog in &mut model.dialogs {
            if let Dialog::Picker(Picker { purpose: Purpose::Theme { before }, .. }) = dialog {
                fitting.clone_into(before);
            }
        }
    }
}

/// Keeps the theme that was chosen.
pub(super) fn choose(cx: &mut Cx, name: &str) {
    let shown = if name == AUTO { cx.model.auto_theme.clone() } else { name.to_owned() };
    cx.model.theme = shown;
    cx.model.follows_ground = name == AUTO;
    cx.effects.push(Effect::Remember { name: "theme", value: name.to_owned() });
}
