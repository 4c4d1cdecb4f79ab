//! A file that cannot be worked on.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::DocState;
use crate::app::screen::ProblemState;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::title_and_status_bar;

/// A file that cannot be worked on: why, where, and what to do.
pub(crate) struct Problem<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a ProblemState,
}

impl Widget for Problem<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let product = cx.model.current_product().map_or("", |product| product.name());
        let areas = title_and_status_bar(cx, buf, &[product, &state.file]);
        let area = areas.work.inset(2, u16::from(areas.work.height > 6));
        let Some(doc) = cx.model.docs().get(&state.file) else { return };
        let heading = match doc.state {
            DocState::Valid => key!("canvas.trouble-unknown"),
            DocState::Newer => key!("canvas.trouble-newer"),
            DocState::Invalid => key!("canvas.trouble-invalid"),
            DocState::Conflicted => key!("canvas.trouble-conflicted"),
        };
        let mut y = area.y + cx.wrap(cx.model.words().say(heading), Role::Title).draw(area, buf) + 1;
        for problem in doc.problems.iter().skip(state.top.min(doc.problems.len().saturating_sub(1))) {
            if y >= area.bottom() {
                break;
            }
            let place = format!("{}:{}:{}", doc.file, problem.line, problem.column);
            buf.put_span(area.x, y, &cx.fit(&place, area.width, Role::Title));
            y += 1;
            let room = |y: u16| Rect {
                x: area.x + 2,
                y,
                width: area.width.saturating_sub(2),
                height: area.bottom().saturating_sub(y),
            };
            y += cx.wrap(&problem.message, Role::Text).draw(room(y), buf);
            y += cx.wrap(&problem.help, Role::Muted).draw(room(y), buf) + 1;
        }
    }
}
