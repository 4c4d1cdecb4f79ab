//! Something to open, on a line: a document with how full it is, a template nobody has used yet, a guide.

use ratatui::buffer::Buffer;

use crate::app::DocState;
use crate::app::query::overview::{MapItem, progress_of_doc};
use crate::layout::Rect;
use crate::layout::text::width;
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::key_of;

/// What a line says: a title, a state at its right end, how full the document is, and how they are meant.
struct ItemText {
    title: String,
    state: String,
    gauge: Option<(usize, usize)>,
    roles: (Role, Role),
}

/// Draws something to open.
pub(crate) fn item_line(cx: Context, item: &MapItem, focused: bool, row: Rect, buf: &mut Buffer) {
    let Some(line) = item_text(cx, item, row.width < 50) else { return };
    let role = |plain| if focused { Role::Selection } else { plain };
    if focused {
        buf.fill(row, cx.style(Role::Selection));
    }
    buf.put_span(row.x + 1, row.y, &cx.fit(if focused { cx.glyphs.pointer } else { " " }, 1, role(line.roles.0)));
    let state_width = u16::try_from(width(&line.state)).unwrap_or(0);
    let gauge_width = if row.width >= 60 { 12 } else { 0 };
    let room = row.width.saturating_sub(6 + state_width + if line.gauge.is_some() { gauge_width } else { 0 });
    let sign = match item {
        MapItem::OpenDocument { file } => cx.standing(file),
        _ => None,
    };
    let sign_width = sign.as_ref().map_or(0, |sign| u16::try_from(sign.width()).unwrap_or(0) + 1);
    let title = cx.fit(&line.title, room.saturating_sub(sign_width), role(line.roles.0));
    let end = row.x + 3 + u16::try_from(title.width()).unwrap_or(0);
    buf.put_span(row.x + 3, row.y, &title);
    if let Some(sign) = sign {
        let style = if focused { cx.style(Role::Selection) } else { sign.style };
        buf.put_span(end + 1, row.y, &sign.style(style));
    }
    if let Some((done, total)) = line.gauge.filter(|(_, total)| gauge_width > 0 && *total > 0) {
        let full = done * 10 / total;
        let start = row.right().saturating_sub(state_width + 12);
        for at in 0..10u16 {
            let is_full = usize::from(at) < full;
            let plain = if is_full { Role::Success } else { Role::Border };
            buf.put_glyph(start + at, row.y, cx.glyphs.gauge[usize::from(!is_full)], cx.style(role(plain)));
        }
    }
    buf.put_span_right(row.right().saturating_sub(1), row.y, &cx.fit(&line.state, state_width, role(line.roles.1)));
}

fn item_text(cx: Context, item: &MapItem, is_narrow: bool) -> Option<ItemText> {
    let words = cx.model.words();
    let language = cx.model.language();
    let plain = |title: String, state: &str, roles| ItemText { title, state: state.to_owned(), gauge: None, roles };
    let muted = (Role::Muted, Role::Muted);
    Some(match item {
        MapItem::OpenDocument { file } => {
            let doc = cx.model.docs().get(file)?;
            let template = cx.model.method().template(doc.template_id());
            let short = template.as_ref().map_or(doc.stem.as_str(), |template| template.short(language));
            let variant = doc.variant().map(|variant| format!("{short} {} {variant}", cx.glyphs.dot));
            let title = variant.unwrap_or_else(|| short.to_owned());
            match doc.state {
                DocState::Valid => {
                    let gauge = progress_of_doc(doc, cx.model.method(), cx.model.today());
                    let state = gauge.map_or_else(String::new, |(done, total)| format!("{done}/{total}"));
                    ItemText { title, state, gauge, roles: (Role::Text, Role::Muted) }
                }
                DocState::Newer => plain(title, words.say(key!("map.newer")), (Role::Warning, Role::Warning)),
                DocState::Invalid => plain(title, words.say(key!("map.invalid")), (Role::Error, Role::Error)),
                DocState::Conflicted => plain(title, words.say(key!("map.conflicted")), (Role::Error, Role::Error)),
            }
        }
        MapItem::Template(id) => {
            let template = cx.model.method().template(id);
            let title = template.as_ref().map_or(id.as_str(), |template| template.short(language)).to_owned();
            plain(title, words.say(if is_narrow { key!("map.not-begun-short") } else { key!("map.not-begun") }), muted)
        }
        MapItem::Guide(id) => {
            let title = cx.model.method().guide(id).map_or(id.as_str(), |guide| guide.title.get(language)).to_owned();
            plain(title, words.say(key!("guide.word")), (Role::Text, Role::Muted))
        }
        MapItem::Named { title } => plain(title.clone(), "", (Role::Faint, Role::Faint)),
        MapItem::Hidden(count) => {
            let key = key_of(cx, "all-styles");
            let sentence = sentence!("map.hidden", count = *count, key = key);
            plain(words.tell(&sentence), "", muted)
        }
    })
}
