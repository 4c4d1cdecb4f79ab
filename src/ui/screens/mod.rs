//! One view a screen.

mod board;
mod canvas;
mod checklist;
mod follow_up;
mod grid;
mod guide;
mod item;
mod map;
mod network;
mod problem;
mod session;
mod settle;
mod spotlight;
mod station;
mod steps;
mod too_small;
mod versions;
mod welcome;

use ratatui::Frame;

use super::Cursor;
use super::context::Context;
use crate::layout::Rect;

pub(crate) use too_small::TooSmall;

/// Draws a screen into an area of a frame, where what it remembers is in front, and says where the cursor stands.
type View = fn(Context, &mut Frame, Rect) -> Cursor;

/// The view of every screen, by the screen's id.
static VIEWS: [(&str, View); 12] = [
    ("welcome", |cx, frame, area| {
        frame.render_widget(welcome::Welcome { cx, state: *cx.model.front()? }, area);
        None
    }),
    ("map", |cx, frame, area| {
        frame.render_widget(map::Map { cx, state: *cx.model.front()? }, area);
        None
    }),
    ("canvas", |cx, frame, area| {
        let mut cursor = None;
        frame.render_stateful_widget(canvas::Canvas { cx, state: cx.model.front()? }, area, &mut cursor);
        cursor
    }),
    ("checklist", |cx, frame, area| {
        frame.render_widget(checklist::Checklist { cx, state: cx.model.front()? }, area);
        None
    }),
    ("network", |cx, frame, area| {
        frame.render_widget(network::Network { cx, state: cx.model.front()? }, area);
        None
    }),
    ("guide", |cx, frame, area| {
        frame.render_widget(guide::Guide { cx, state: cx.model.front()? }, area);
        None
    }),
    ("station", |cx, frame, area| {
        frame.render_widget(station::Station { cx, state: cx.model.front()? }, area);
        None
    }),
    ("follow_up", |cx, frame, area| {
        frame.render_widget(follow_up::FollowUp { cx, state: cx.model.front()? }, area);
        None
    }),
    ("session", |cx, frame, area| {
        frame.render_widget(session::Session { cx, state: cx.model.front()? }, area);
        None
    }),
    ("settle", |cx, frame, area| {
        frame.render_widget(settle::Settle { cx, state: cx.model.front()? }, area);
        None
    }),
    ("versions", |cx, frame, area| {
        frame.render_widget(versions::Versions { cx, state: cx.model.front()? }, area);
        None
    }),
    ("problem", |cx, frame, area| {
        frame.render_widget(problem::Problem { cx, state: cx.model.front()? }, area);
        None
    }),
];

/// Draws the screen in front.
pub(crate) fn draw(cx: Context, frame: &mut Frame, area: Rect) -> Cursor {
    let id = cx.model.screen().screen();
    let (_, view) = VIEWS.iter().find(|(screen, _)| *screen == id)?;
    view(cx, frame, area)
}
