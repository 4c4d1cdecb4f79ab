//! Screens of few words: without a workspace, with a file that cannot be worked on, and too small.

use crate::app::keymap::Keymap;
use crate::app::scene;
use crate::app::screens::{TroubleState, WelcomeState};
use crate::app::{DocState, Model};
use crate::i18n::Sentence;
use crate::layout::{Rect, RectExt as _};
use crate::ui::paint::Painter;
use crate::ui::theme::Role;
use crate::ui::widgets::chrome;
use crate::ui::{Cursor, SMALLEST};

/// The screen without a workspace: create one, look at the example, leave.
pub fn welcome(model: &Model, keymap: &Keymap, state: WelcomeState, paint: &mut Painter, _: Rect) -> Cursor {
    chrome(model, keymap, paint, &[model.words().say("welcome.name")]);
    let area = scene::welcome(model.size());
    let rows = scene::welcome_rows(model.size());
    let mut y = area.y;
    if scene::is_roomy(model.size()) {
        rail(area, y + 1, paint);
        y += 3;
    }
    paint.text(area.x, y, area.width, model.words().say("welcome.title"), Role::Title);
    let about = model.words().tell(&Sentence::new("welcome.no-workspace").with("folder", model.folder()));
    let room = rows.first().map_or(0, |first| first.y.saturating_sub(y + 1));
    paint.paragraph(Rect { y: y + 1, height: room, ..area }, &about, Role::Muted);
    for (at, (key, line)) in ["welcome.create", "welcome.demo", "welcome.leave"].into_iter().zip(rows).enumerate() {
        let focused = at == state.cursor;
        if focused {
            paint.fill(line, Role::Selection);
        }
        let role = if focused { Role::Selection } else { Role::Text };
        let letter = ["c", "d", "q"][at];
        paint.text(line.x + 1, line.y, 1, letter, if focused { Role::Selection } else { Role::Key });
        paint.text(line.x + 4, line.y, line.width.saturating_sub(5), model.words().say(key), role);
    }
    None
}

/// A short piece of the line, for the eye.
fn rail(area: Rect, y: u16, paint: &mut Painter) {
    let stops = area.width / 8;
    let mut x = area.x;
    for stop in 0..stops {
        let sign = if stop == 0 { paint.glyphs.stations[1] } else { paint.glyphs.stations[2] };
        paint.sign(x, y, sign, paint.style(Role::Line));
        if stop + 1 < stops {
            for between in 1..8 {
                paint.sign(x + between, y, paint.glyphs.rails[1], paint.style(Role::Line));
            }
        }
        x += 8;
    }
}

/// A file that cannot be worked on: why, where, and what to do.
pub fn trouble(model: &Model, keymap: &Keymap, state: &TroubleState, paint: &mut Painter, _: Rect) -> Cursor {
    let product = model.current_product().map_or("", |product| product.name());
    let areas = chrome(model, keymap, paint, &[product, &state.file]);
    let area = areas.work.inset(2, u16::from(areas.work.height > 6));
    let doc = model.docs().get(&state.file)?;
    let heading = match doc.state {
        DocState::Valid => "canvas.trouble-unknown",
        DocState::Newer => "canvas.trouble-newer",
        DocState::Invalid => "canvas.trouble-invalid",
        DocState::Conflicted => "canvas.trouble-conflicted",
    };
    let mut y = area.y + paint.paragraph(area, model.words().say(heading), Role::Title) + 1;
    for problem in doc.problems.iter().skip(state.top.min(doc.problems.len().saturating_sub(1))) {
        if y >= area.bottom() {
            break;
        }
        let place = format!("{}:{}:{}", doc.file, problem.line, problem.column);
        paint.text(area.x, y, area.width, &place, Role::Accent);
        y += 1;
        let room = |y: u16| Rect {
            x: area.x + 2,
            y,
            width: area.width.saturating_sub(2),
            height: area.bottom().saturating_sub(y),
        };
        y += paint.paragraph(room(y), &problem.message, Role::Text);
        y += paint.paragraph(room(y), &problem.help, Role::Muted) + 1;
    }
    None
}

/// Too few columns or rows to work: says how many are needed.
pub fn too_small(model: &Model, paint: &mut Painter, area: Rect) {
    let sentence = Sentence::new("canvas.too-small").with("columns", SMALLEST.0).with("rows", SMALLEST.1);
    paint.paragraph(area, &model.words().tell(&sentence), Role::Text);
}
