//! The screen without a workspace.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::key_names;
use crate::app::screen::WelcomeState;
use crate::app::screen::welcome::layout::WelcomeScene;
use crate::i18n::SentenceKey;
use crate::layout::Rect;
use crate::layout::text::width;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::title_and_status_bar;

/// What can be done without a workspace: the commands, and what they are called there.
const CHOICES: [(&str, SentenceKey); 3] = [
    ("create-workspace", key!("welcome.create")),
    ("open-demo", key!("welcome.demo")),
    ("leave", key!("welcome.leave")),
];

/// The screen without a workspace: create one, look at the example, leave.
pub(crate) struct Welcome<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: WelcomeState,
}

impl Widget for Welcome<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        title_and_status_bar(cx, buf, &[cx.model.words().say(key!("welcome.name"))]);
        let Some(scene) = cx.model.layout::<WelcomeScene>() else { return };
        let area = scene.area;
        let mut y = area.y;
        if scene.is_roomy {
            rail(cx, area, y + 1, buf);
            y += 3;
        }
        buf.put_span(area.x, y, &cx.fit(cx.model.words().say(key!("welcome.title")), area.width, Role::Title));
        let about = cx.model.words().tell(&sentence!("welcome.no-workspace", folder = cx.model.folder()));
        let room = scene.choices.first().map_or(0, |first| first.y.saturating_sub(y + 1));
        cx.wrap(&about, Role::Muted).render(Rect { y: y + 1, height: room, ..area }, buf);
        for (at, ((id, name), line)) in CHOICES.into_iter().zip(scene.choices.iter().copied()).enumerate() {
            let focused = at == state.cursor;
            if focused {
                buf.fill(line, cx.style(Role::Selection));
            }
            let role = if focused { Role::Selection } else { Role::Text };
            let key = key_names::key_here(cx.model, cx.keymap, id);
            let columns = u16::try_from(width(&key)).unwrap_or(u16::MAX).min(line.width / 2).max(1);
            let key_role = if focused { Role::Selection } else { Role::Key };
            buf.put_span(line.x + 1, line.y, &cx.fit(&key, columns, key_role));
            let room = line.width.saturating_sub(columns + 4);
            buf.put_span(line.x + columns + 3, line.y, &cx.fit(cx.model.words().say(name), room, role));
        }
    }
}

/// A short piece of the line, for the eye.
fn rail(cx: Context, area: Rect, y: u16, buf: &mut Buffer) {
    let stops = area.width / 8;
    let mut x = area.x;
    for stop in 0..stops {
        let sign = if stop == 0 { cx.glyphs.stations[1] } else { cx.glyphs.stations[2] };
        buf.put_glyph(x, y, sign, cx.style(Role::Line));
        if stop + 1 < stops {
            for between in 1..8 {
                buf.put_glyph(x + between, y, cx.glyphs.rails[1], cx.style(Role::Line));
            }
        }
        x += 8;
    }
}
