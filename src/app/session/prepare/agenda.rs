//! The agenda of a planned session: stops come, go, move, and take other minutes.

use std::ops::Range;

use super::change;
use crate::app::dialog::{FormField, Keeping, PickerItem, Problem};
use crate::app::session::record;
use crate::app::{Cx, Model};
use crate::document::session::{Block, BlockKind, RecordedKind, SessionRecord};
use crate::document::template_of;
use crate::i18n::SentenceKey;
use crate::method::Minutes;
use crate::workshop::agenda::stops;

const MINUTES: SentenceKey = key!("dialog.plan.minutes");
const CALLED: SentenceKey = key!("dialog.plan.called");
const HINT: SentenceKey = key!("dialog.plan.hint");

/// A section of one of the canvases a session is about.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub canvas: String,
    pub section: String,
    pub label: String,
}

/// The blocks of each stop, by their places.
fn ranges(record: &SessionRecord) -> Vec<Range<usize>> {
    stops(&record.blocks, |block| (block.canvas.as_deref(), block.section.as_deref()))
}

/// The sections of the canvases that a session is about.
fn sections(model: &Model, record: &SessionRecord) -> Vec<Written> {
    let canvases = record.canvases.iter().filter_map(|stem| Some((stem, model.method.canvas(template_of(stem))?)));
    let several = record.canvases.iter().filter(|stem| model.method.canvas(template_of(stem)).is_some()).count() > 1;
    let of = canvases.flat_map(|(stem, template)| {
        template.sections.iter().enumerate().map(move |(at, section)| {
            let title = section.title.get(model.language());
            let label = if several {
                format!("{}: {} {title}", template.short.get(model.language()), at + 1)
            } else {
                format!("{} {title}", at + 1)
            };
            Written { canvas: stem.clone(), section: section.id.clone(), label }
        })
    });
    of.collect()
}

/// The sections that are written in, in a session; all of them where none is.
pub(super) fn written(model: &Model, record: &SessionRecord) -> Vec<Written> {
    let all = sections(model, record);
    let is_written = |place: &Written| {
        record.blocks.iter().any(|block| {
            block.kind != RecordedKind::Known(BlockKind::Vote)
                && block.canvas.as_deref() == Some(&place.canvas)
                && block.section.as_deref() == Some(&place.section)
        })
    };
    let some: Vec<Written> = all.iter().filter(|place| is_written(place)).cloned().collect();
    if some.is_empty() { all } else { some }
}

/// How long a new block is.
fn minutes_of(kind: BlockKind) -> Minutes {
    Minutes::whole(match kind {
        BlockKind::Opening | BlockKind::Close | BlockKind::Talk => 5,
        BlockKind::Write => 7,
        BlockKind::Round => 6,
        BlockKind::Group => 3,
        BlockKind::Vote => 4,
        BlockKind::Answer | BlockKind::Decide | BlockKind::Break => 10,
    })
}

/// Asks for another block, which comes behind the stop at that place.
pub(in crate::app) fn add(cx: &mut Cx, file: &str, behind: usize) {
    let words = cx.model.words;
    let name = |kind: BlockKind| words.find(&format!("workshop.block.{}", kind.word())).unwrap_or(kind.word());
    let choice = |(at, kind): (usize, BlockKind)| PickerItem::numbered(at + 1, name(kind), kind);
    let choices: Vec<_> = BlockKind::ALL.into_iter().enumerate().map(choice).collect();
    let file = file.to_owned();
    cx.pick(sentence!("dialog.plan.kind")).choices(choices).then(move |cx, kind| match kind {
        BlockKind::Write | BlockKind::Round | BlockKind::Group | BlockKind::Talk | BlockKind::Vote => {
            ask_section(cx, &file, kind, behind);
        }
        BlockKind::Answer => ask_list(cx, &file, behind),
        _ => insert(cx, &file, kind, None, behind),
    });
}

fn ask_section(cx: &mut Cx, file: &str, kind: BlockKind, behind: usize) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let places = sections(cx.model, &record);
    let choice = |(at, place): (usize, Written)| {
        PickerItem::numbered(at + 1, &place.label, Some((place.canvas, Some(place.section))))
    };
    let mut choices: Vec<_> = places.into_iter().enumerate().map(choice).collect();
    if choices.is_empty() {
        return insert(cx, file, kind, None, behind);
    }
    choices.push(PickerItem::of(cx.model.words, &sentence!("dialog.plan.no-section"), None));
    let file = file.to_owned();
    cx.pick(sentence!("dialog.plan.section")).choices(choices).then(move |cx, place| {
        insert(cx, &file, kind, place, behind);
    });
}

/// Asks which checklist is answered, where there are several.
fn ask_list(cx: &mut Cx, file: &str, behind: usize) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let lists = record.canvases.iter().filter(|stem| cx.model.method.checklist(template_of(stem)).is_some());
    let choice = |(at, stem): (usize, &String)| PickerItem::numbered(at + 1, stem, stem.clone());
    let choices: Vec<PickerItem<String>> = lists.enumerate().map(choice).collect();
    if choices.is_empty() {
        return cx.warn(sentence!("message.plan-no-list"));
    }
    let file = file.to_owned();
    cx.pick(sentence!("dialog.plan.list")).choices(choices).then(move |cx, stem| {
        insert(cx, &file, BlockKind::Answer, Some((stem, None)), behind);
    });
}

fn insert(cx: &mut Cx, file: &str, kind: BlockKind, place: Option<(String, Option<String>)>, behind: usize) {
    let id = cx.draw_id();
    let (canvas, section) = place.map_or((None, None), |(canvas, section)| (Some(canvas), section));
    let block = Block { canvas, section, ..Block::new(id, RecordedKind::Known(kind), minutes_of(kind)) };
    let is_done = change(cx, file, None, |record| {
        let at = ranges(record).get(behind).map_or(record.blocks.len(), |range| range.end);
        record.blocks.insert(at, block);
    });
    if is_done {
        let at = record::of(cx.model, file).and_then(|(_, record)| {
            let place = record.blocks.iter().position(|block| block.id == id)?;
            ranges(&record).iter().position(|range| range.contains(&place))
        });
        focus(cx, at);
    }
}

fn focus(cx: &mut Cx, at: Option<usize>) {
    if let (Some(at), Some(state)) = (at, cx.model.screens.front_mut::<crate::app::screen::SessionState>()) {
        state.at = at;
    }
}

/// Takes a stop out.
pub(in crate::app) fn remove(cx: &mut Cx, file: &str, at: usize) {
    change(cx, file, Some(sentence!("message.plan-removed")), |record| {
        if let Some(range) = ranges(record).get(at).cloned() {
            record.blocks.drain(range);
        }
    });
}

/// Moves a stop behind the next, or before the one before.
pub(in crate::app) fn shift(cx: &mut Cx, file: &str, at: usize, is_down: bool) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let all = ranges(&record);
    let other = if is_down { at.checked_add(1) } else { at.checked_sub(1) };
    let (Some(one), Some(other)) = (all.get(at).cloned(), other.and_then(|other| all.get(other).cloned())) else {
        return cx.warn(sentence!("reason.plan-end"));
    };
    let first = record.blocks[one.start].id;
    let (from, to) = (one.start.min(other.start), one.end.max(other.end));
    let by = if is_down { one.len() } else { other.len() };
    if change(cx, file, None, |record| record.blocks[from..to].rotate_left(by)) {
        let at = record::of(cx.model, file).and_then(|(_, record)| {
            let place = record.blocks.iter().position(|block| block.id == first)?;
            ranges(&record).iter().position(|range| range.contains(&place))
        });
        focus(cx, at);
    }
}

/// Gives the longest block of a stop a minute more, or one less.
pub(in crate::app) fn more_minutes(cx: &mut Cx, file: &str, at: usize, is_more: bool) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let Some(range) = ranges(&record).get(at).cloned() else { return };
    let longest = range.rev().max_by_key(|at| record.blocks[*at].minutes);
    let Some(longest) = longest else { return };
    let tenths = record.blocks[longest].minutes.as_tenths();
    let to = Minutes::tenths(if is_more { tenths.saturating_add(10) } else { tenths.saturating_sub(10) });
    if !to.is_of_a_block() {
        return cx.warn(sentence!("reason.no-shorter"));
    }
    change(cx, file, None, |record| record.blocks[longest].minutes = to);
}

/// Asks for the minutes, the title and the hint of a stop.
pub(in crate::app) fn edit(cx: &mut Cx, file: &str, at: usize) {
    let Some((_, record)) = record::of(cx.model, file) else { return };
    let Some(range) = ranges(&record).get(at).cloned() else { return };
    let blocks = &record.blocks[range.clone()];
    let words = cx.model.words;
    let name = |block: &Block| {
        let word = block.kind.word();
        words.find(&format!("workshop.block.{word}")).unwrap_or(word).to_owned()
    };
    let kinds = blocks.iter().map(name).collect::<Vec<_>>().join(", ");
    let minutes: Vec<String> = blocks.iter().map(|block| block.minutes.to_string()).collect();
    let first = &blocks[0];
    let fields = [
        FormField::line(MINUTES, &minutes.join(" ")),
        FormField::line(CALLED, first.title.as_deref().unwrap_or_default()),
        FormField::lines(HINT, first.hint.as_deref().unwrap_or_default()),
    ];
    let (file, ids) = (file.to_owned(), blocks.iter().map(|block| block.id).collect::<Vec<_>>());
    cx.form(sentence!("dialog.plan.stop", kinds = kinds), Keeping::Passing).fields(fields).then(move |cx, form| {
        let minutes = read(&form.value(MINUTES), ids.len())
            .ok_or_else(|| Problem::at(MINUTES, sentence!("dialog.plan.minutes-wrong", count = ids.len())))?;
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let (title, hint) = (some(form.value(CALLED)), some(form.value(HINT)));
        change(cx, &file, None, |record| {
            for (id, minutes) in ids.iter().zip(minutes) {
                if let Some(block) = record.blocks.iter_mut().find(|block| block.id == *id) {
                    block.minutes = minutes;
                }
            }
            if let Some(block) = record.blocks.iter_mut().find(|block| ids.first() == Some(&block.id)) {
                (block.title, block.hint) = (title, hint);
            }
        });
        Ok(())
    });
}

/// So many numbers of minutes, each of which a block can have.
fn read(line: &str, count: usize) -> Option<Vec<Minutes>> {
    let number = |word: &str| Minutes::from_number(word.parse().ok()?).filter(|minutes| minutes.is_of_a_block());
    let all: Option<Vec<Minutes>> = line.split_whitespace().map(number).collect();
    all.filter(|all| all.len() == count)
}
