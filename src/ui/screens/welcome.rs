//! The screen without a workspace.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::key_names;
use crate::app::screen::WelcomeState;
use crate::app::screen::welcome::layout::WelcomeScene;
use crate::i18n::SentenceKey;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
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
        let words = cx.model.words();
        mark(cx, scene.mark, buf);
        let about = scene.about;
        buf.put_span(about.x, about.y, &cx.fit(words.say(key!("welcome.title")), about.width, Role::Title));
        let (_, mut rest) = about.split_top(1);
        if about.height >= 6 {
            rest = rest.split_top(cx.wrap(words.say(key!("welcome.method")), Role::Text).draw(rest, buf) + 1).1;
        }
        let nowhere = words.tell(&sentence!("welcome.no-workspace", folder = cx.model.folder()));
        cx.wrap(&nowhere, Role::Muted).render(rest, buf);
        for (at, ((id, name), line)) in CHOICES.into_iter().zip(scene.choices.iter().copied()).enumerate() {
            let focused = at == state.cursor;
            if focused {
                buf.put_glyph(line.x, line.y, cx.glyphs.bar, cx.style(Role::Focus));
            }
            let role = if focused { Role::Title } else { Role::Text };
            let key = key_names::key_here(cx.model, cx.keymap, id);
            let columns = u16::try_from(width(&key)).unwrap_or(u16::MAX).min(line.width / 2).max(1);
            buf.put_span(line.x + 2, line.y, &cx.fit(&key, columns, Role::Key));
            let room = line.width.saturating_sub(columns + 5);
            buf.put_span(line.x + columns + 4, line.y, &cx.fit(cx.model.words().say(name), room, role));
        }
    }
}

/// The mark: the six lines of the method in their colours, on which a stop is reached one after another.
fn mark(cx: Context, area: Rect, buf: &mut Buffer) {
    /// Columns from one stop to the next.
    const PACE: u16 = 9;
    for (at, (row, line)) in (0u16..).zip(area.rows().zip(cx.model.method().lines())) {
        let style = cx.theme.line(&line.color);
        let stop = row.x + 2 + PACE * at;
        for x in row.x..(row.x + 50).min(row.right()) {
            buf.put_glyph(x, row.y, cx.glyphs.rails[usize::from(x > stop)], style);
        }
        buf.put_glyph(stop, row.y, cx.glyphs.stations[0], cx.style(Role::Title));
    }
}
