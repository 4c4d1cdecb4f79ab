//! Where things are on a screen is worked out once, and what is drawn at a point is what a press there reaches: on every
//! screen that is kept, at every size.

use ratatui::buffer::Buffer;
use stationmaster::app::dialog::Dialog;
use stationmaster::app::dialog::finder::{Found, Source};
use stationmaster::app::scene::{Spot, hits};
use stationmaster::app::screen::{ChecklistState, Mode, Row, Target, rows_of};
use stationmaster::app::{Model, MouseKind, Size, Tone};
use stationmaster::layout::Rect;

use crate::common::{Program, rebound};
use crate::screens::{SCREENS, SIZES};

fn screens() -> impl Iterator<Item = (String, Program)> {
    let sizes = SIZES.into_iter().chain([(30, 8), (60, 10)]);
    sizes.flat_map(|(width, height)| {
        let size = Size { width, height };
        SCREENS.iter().map(move |(name, come)| (format!("{name} at {width}x{height}"), come(size)))
    })
}

/// The text in a part of the screen, a line each.
fn text_in(buffer: &Buffer, rect: Rect) -> String {
    let rect = rect.intersection(buffer.area);
    let row = |y| (rect.x..rect.right()).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (rect.y..rect.bottom()).map(row).collect::<Vec<_>>().join("\n")
}

/// The beginning of what is drawn for something that can be pointed at, where it is known.
fn expected(model: &Model, spot: Spot) -> Option<String> {
    let say = |text: &str| Some(text.to_owned());
    match (spot, model.dialog()) {
        (Spot::Key(command), _) => {
            let scoped = |scope| model.words().find(&format!("command.{}.short-{scope}", command.id));
            let is_plain = ["canvas", "map", "finder", "form", "text", "typing", "question", "session"]
                .into_iter()
                .find_map(scoped)
                .is_none();
            model.words().find(&format!("command.{}.short", command.id)).filter(|_| is_plain).and_then(say)
        }
        (Spot::Choice(at), Some(Dialog::Picker(picker))) => say(&picker.items[at].label),
        (Spot::Found(at), Some(Dialog::Finder(finder))) => match (&finder.source, finder.found[at]) {
            (Source::List(items), Found::Item(item)) => say(&items[item].label),
            _ => None,
        },
        (Spot::Word(field, word), Some(Dialog::Form(form))) => say(&form.fields[field].words[word].1),
        (Spot::Screen(Target::Note { section, place }), None) => {
            let (state, doc, canvas) = model.canvas()?;
            let views = stationmaster::app::screen::sections_of(doc, model.method());
            let id = *canvas.order(views[section].id).get(place)?;
            // What is being typed stands elsewhere in it, and letters of blocks are no text.
            let is_other = state.editing.is_some() || state.mode == Mode::Spotlight;
            canvas.note(id).filter(|_| !is_other).and_then(|note| say(&note.text))
        }
        (Spot::Screen(Target::Row(at)), None) => {
            let (state, doc) = (model.front::<ChecklistState>()?, model.doc()?);
            let template = doc.checklist_template(model.method())?;
            match rows_of(state, doc.checklist()?, template).get(at)? {
                Row::Item(item) => say(item.text.get(model.language())),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A word of plain letters at the beginning, which neither wrapping nor cutting takes apart.
fn word_of(text: &str) -> Option<&str> {
    let word = text.split_whitespace().next()?;
    (word.len() <= 7 && word.chars().all(|letter| letter.is_ascii_alphabetic())).then_some(word)
}

#[test]
fn what_is_drawn_at_a_point_is_what_a_press_there_reaches() {
    let (mut checked, mut wrong) = (0, Vec::new());
    for (name, program) in screens() {
        let model = &program.model;
        // An error that needs more than its line reaches up into the work until the next key or press.
        if model.messages().line().is_some_and(|said| said.tone == Tone::Error) {
            continue;
        }
        let (buffer, _) = program.draw();
        let hits = hits(model, rebound::keymap());
        for (rect, spot) in hits.clone() {
            let on_top = |point: (u16, u16)| hits.at(point.into()).is_some_and(|top| same(*top, spot));
            if !on_top((rect.x, rect.y)) || !on_top((rect.right() - 1, rect.bottom() - 1)) {
                continue;
            }
            let scroll = model.canvas_state().map(|state| state.scroll.offset);
            let Some(text) = expected(model, spot).filter(|_| scroll.is_none_or(|offset| offset == 0)) else {
                continue;
            };
            if let Some(word) = word_of(&text) {
                let drawn = text_in(&buffer, rect);
                if !drawn.contains(word) && !is_head_only(model, spot, rect, &drawn) {
                    wrong.push(format!("{name}: {word:?} is not in {rect:?}:\n{drawn}"));
                }
                checked += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 1500, "{checked}");
}

/// Whether of a note that is cut there is room for its number only, or on a card for less.
fn is_head_only(model: &Model, spot: Spot, rect: Rect, drawn: &str) -> bool {
    let Spot::Screen(Target::Note { section, place }) = spot else { return false };
    let is_card = model.canvas_state().is_some_and(|state| state.mode == Mode::Board);
    (is_card && rect.height == 1) || drawn.contains(&format!("{}.{}", section + 1, place + 1))
}

fn same(one: Spot, other: Spot) -> bool {
    match (one, other) {
        (Spot::Screen(one), Spot::Screen(other)) => one == other,
        (Spot::Choice(one), Spot::Choice(other)) | (Spot::Found(one), Spot::Found(other)) => one == other,
        (Spot::Word(field, word), Spot::Word(other, another)) => (field, word) == (other, another),
        (Spot::Key(one), Spot::Key(other)) => one.id == other.id,
        _ => false,
    }
}

#[test]
fn a_frame_works_the_layout_out_once() {
    for (name, mut program) in screens() {
        // The clock of a session brings a frame of its own between two keys.
        if program.model.running_session().is_some()
            || program.model.dialog().is_some()
            || program.model.canvas_state().is_some_and(|state| state.editing.is_some())
        {
            continue;
        }
        let Size { width, height } = program.model.window();
        if ![40, 120].contains(&width) {
            continue;
        }
        let _ = program.draw();
        for keys in ["<down>", "<tab>", "<right>", "<up>", "<end>", "<pageup>", "<home>"] {
            let before = program.model.layouts_worked_out();
            program.press(keys);
            for _ in 0..2 {
                let _ = program.draw();
                let _ = hits(&program.model, rebound::keymap());
            }
            let worked_out = program.model.layouts_worked_out() - before;
            assert!(worked_out <= 1, "{name} after {keys}: {worked_out} times");
        }
        let before = program.model.layouts_worked_out();
        program.mouse(MouseKind::Press, width / 2, height / 2);
        let _ = program.draw();
        let worked_out = program.model.layouts_worked_out() - before;
        assert!(worked_out <= 1, "{name} after a press: {worked_out} times");
    }
}
