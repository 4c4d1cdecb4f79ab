//! What follows from the work on a product: decided, to do, parked, and beside it all of the entry in focus.

use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use crate::app::follow_up::{self, Entry, Kind};
use crate::app::people;
use crate::app::screen::follow_up::layout::FollowUpScene;
use crate::app::screen::follow_up::rows::{referred, who_and_day};
use crate::app::screen::{FollowUpRow, FollowUpState};
use crate::document::Reply;
use crate::i18n::SentenceKey;
use crate::layout::text::width;
use crate::layout::{Rect, RectExt as _};
use crate::ui::buffer::BufferExt as _;
use crate::ui::context::Context;
use crate::ui::theme::Role;
use crate::ui::widgets::{Said, row_details, title_and_status_bar};

/// The follow-up of a product.
pub(crate) struct FollowUp<'a> {
    /// What it is drawn from.
    pub cx: Context<'a>,
    /// Its state.
    pub state: &'a FollowUpState,
}

/// From how many columns on a row says who beside the day.
const WITH_WHO: u16 = 56;

impl Widget for FollowUp<'_> {
    fn render(self, _: Rect, buf: &mut Buffer) {
        let Self { cx, state } = self;
        let product = cx.model.current_product().map_or("", |product| product.name());
        title_and_status_bar(cx, buf, &[product, cx.model.words().say(key!("followed.title"))]);
        let Some(scene) = cx.model.layout::<FollowUpScene>() else { return };
        let area = scene.rows.inset(1, 0);
        let columns = self.columns(&scene, area.width);
        for (line, at) in area.rows().zip(scene.lines(state.top)) {
            if let Some(at) = at {
                self.row(&scene.all[at], at == state.at, (line, columns), buf);
            }
        }
        cx.scroll_bar(scene.all.len(), usize::from(area.height), state.top)
            .render(Rect::new(area.right(), area.y, 1, area.height), buf);
        if scene.details.height >= 3
            && let Some(entry) = self.entry()
        {
            row_details(cx, scene.details, self.said(&entry), 16, buf);
            self.id(&entry, scene.details, buf);
        }
    }
}

impl<'a> FollowUp<'a> {
    fn entry(&self) -> Option<Entry<'a>> {
        let (kind, key) = self.state.entry.as_ref()?;
        follow_up::entry(self.cx.model, &self.state.file, *kind, key)
    }

    /// The columns that who and day of the entries need, so that the rest is for what they say.
    fn columns(&self, scene: &FollowUpScene, room: u16) -> Columns {
        let entries = scene.all.iter().filter_map(FollowUpRow::entry);
        let found = entries.filter_map(|(kind, key)| follow_up::entry(self.cx.model, &self.state.file, kind, key));
        let (mut who, mut day) = (0, 0);
        for (its_who, its_day) in found.map(|entry| who_and_day(self.cx.model, &entry)) {
            (who, day) = (who.max(width(&its_who)), day.max(width(&its_day)));
        }
        let small = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
        Columns { who: small(who).min((room / 4).max(16)), day: small(day).min(DAY).min(room / 2) }
    }

    fn row(&self, row: &FollowUpRow, is_focus: bool, (line, columns): (Rect, Columns), buf: &mut Buffer) {
        let cx = self.cx;
        let words = cx.model.words();
        if is_focus {
            buf.fill(line, cx.style(Role::Selection));
        }
        match row {
            FollowUpRow::Group(kind, open, total) => {
                let name = words.say(kind.title());
                let taken = buf.put_span(line.x, line.y, &cx.fit(name, line.width, Role::Title));
                let counted = match (kind, *total) {
                    (_, 0) => return,
                    (Kind::Decision, total) => sentence!("followed.all-open", total = total),
                    (_, total) => sentence!("followed.counted", open = open, total = total),
                };
                let room = line.width.saturating_sub(taken + 3);
                let counted = cx.fit(words.tell(&counted), room, Role::Muted);
                buf.put_span_right(line.right().saturating_sub(1), line.y, &counted);
            }
            FollowUpRow::Nothing(kind) => {
                let key = match kind {
                    Kind::Decision => key!("followed.nothing-decided"),
                    Kind::Action => key!("followed.nothing-to-do"),
                    Kind::Parked => key!("followed.nothing-parked"),
                };
                let role = if is_focus { Role::Selection } else { Role::Muted };
                buf.put_span(line.x + 3, line.y, &cx.fit(words.say(key), line.width.saturating_sub(4), role));
            }
            FollowUpRow::Entry(kind, key) => {
                if let Some(entry) = follow_up::entry(cx.model, &self.state.file, *kind, key) {
                    self.entry_row(&entry, is_focus, (line, columns), buf);
                }
            }
        }
    }

    fn entry_row(&self, entry: &Entry, is_focus: bool, (line, columns): (Rect, Columns), buf: &mut Buffer) {
        let cx = self.cx;
        let is_late = entry.is_late(cx.model.today());
        let role = |plain| if is_focus { Role::Selection } else { plain };
        let (sign, sign_role) = match entry.kind {
            _ if entry.is_dropped() => (cx.glyphs.dropped, Role::Muted),
            Kind::Decision if entry.is_closed() => (cx.glyphs.arrow, Role::Muted),
            _ if entry.is_closed() => (cx.glyphs.reply(Some(Reply::Yes)), Role::Muted),
            _ if is_late => ("!", Role::Error),
            _ => (cx.glyphs.dot, Role::Muted),
        };
        buf.put_span(line.x + 1, line.y, &cx.fit(sign, 1, role(sign_role)));
        let (who, day) = who_and_day(cx.model, entry);
        let day_role = if is_late { Role::Error } else { Role::Muted };
        // The days stand below one another.
        let right = line.right().saturating_sub(1);
        let Columns { who: most, day: columns } = columns;
        buf.put_span_right(right, line.y, &cx.fit(&day, columns, role(day_role)));
        let mut end = right.saturating_sub(if day.is_empty() && line.width < WITH_WHO { 0 } else { columns });
        if line.width >= WITH_WHO {
            let is_open = entry.kind == Kind::Action && entry.who().is_empty() && !entry.is_closed();
            let who_role = if is_open { Role::Warning } else { Role::Muted };
            let at = end.saturating_sub(most + 1);
            buf.put_span(at, line.y, &cx.fit(&who, most, role(who_role)));
            end = at;
        }
        let text = entry.text("text").replace('\n', " ");
        let text_role = if entry.is_closed() { Role::Muted } else { Role::Text };
        let x = line.x + 3;
        buf.put_span(x, line.y, &cx.fit(&text, end.saturating_sub(x + 1), role(text_role)));
    }

    /// What commands name the entry by: on the line above what is said of it, and at the end of the screen where that stands
    /// beside the rows, so that it takes no room and is always there.
    fn id(&self, entry: &Entry, details: Rect, buf: &mut Buffer) {
        let cx = self.cx;
        let y = if details.x > 0 { details.bottom() - 1 } else { details.y };
        let text = format!(" {} {} ", cx.model.words().say(key!("followed.id")), entry.key);
        let text = cx.fit(text, details.width.saturating_sub(4), Role::Muted);
        buf.put_span_right(details.right().saturating_sub(2), y, &text);
    }

    /// All that is said of an entry. The first has no label.
    fn said(&self, entry: &Entry) -> Vec<Said> {
        let cx = self.cx;
        let product = self.state.product();
        let mut said: Vec<Said> = vec![(None, entry.text("text").to_owned(), Role::Title)];
        let mut say = |label: SentenceKey, text: String, role: Role| {
            if width(&text) > 0 {
                said.push((Some(label), text, role));
            }
        };
        let day = |key: &str| entry.day(key).map(|day| day.to_string()).unwrap_or_default();
        let is_late = entry.is_late(cx.model.today());
        let late = |text: String| {
            if text.is_empty() || !is_late {
                return (text, Role::Text);
            }
            (format!("{text} {} {}", cx.glyphs.dot, cx.model.words().say(key!("followed.late"))), Role::Error)
        };
        if entry.kind == Kind::Decision {
            let who = people::shown(cx.model, entry.text("by"));
            // Where only the day is known, it is the day on which and not the person by whom.
            let label = if width(&who) > 0 { key!("followed.by") } else { key!("followed.decided-on") };
            let by = [who, day("date")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            say(label, by.join(&format!(" {} ", cx.glyphs.dot)), Role::Text);
            say(key!("followed.because"), entry.text("because").to_owned(), Role::Text);
            say(key!("followed.aside"), entry.list("rejected").join("\n"), Role::Text);
            say(key!("followed.dissent"), entry.text("dissent").to_owned(), Role::Text);
        } else {
            say(key!("followed.owner"), people::shown(cx.model, entry.text("owner")), Role::Text);
            say(key!("followed.without-owner"), entry.text("without_owner").to_owned(), Role::Warning);
            let (due, role) = late(day("due"));
            say(key!("followed.due"), due, role);
            say(key!("followed.done"), day("done"), Role::Success);
            say(key!("followed.dropped-because"), entry.text("dropped").to_owned(), Role::Text);
        }
        say(key!("followed.about"), referred(cx.model, product, entry, "about").join("\n"), Role::Text);
        say(key!("followed.cites"), referred(cx.model, product, entry, "cites").join("\n"), Role::Text);
        let (review, role) = late(day("review_by"));
        say(key!("followed.review"), review, role);
        let replaced = referred(cx.model, product, entry, "superseded_by").join("\n");
        say(key!("followed.replaced-by"), replaced, Role::Text);
        said
    }
}

/// The columns beside what entries say.
#[derive(Clone, Copy)]
struct Columns {
    who: u16,
    day: u16,
}

/// The most columns of a day, and of what stands in its place.
const DAY: u16 = 16;
