//! Ballots at the shared keyboard: slips that whoever drives types in, dots counted on a wall, and a covered line for each
//! voter, of which the room sees no more than how many dots are given.

use std::cell::Cell;
use std::rc::Rc;

use super::glance::file_of;
use super::happening::{happen, happen_together};
use super::vote;
use crate::app::dialog::{Cover, Covered, FormField, Keeping, PickerItem, Problem, not_counted};
use crate::app::{Cx, Model};
use crate::document::{Edit, Id};
use crate::i18n::{Sentence, SentenceKey};
use crate::layout::text::{Ellipsis, truncate, width};
use crate::workshop::ballot::{self, Budget};
use crate::workshop::event::Event;
use crate::workshop::round::Round;
use crate::workshop::state::{Presence, Seat};

const LINE: SentenceKey = key!("dialog.ballot.line");
const COVERED: SentenceKey = key!("dialog.covered.line");
/// The lowest screen on which an example is given.
const LOW: u16 = 16;
/// The narrowest column of options.
const COLUMN: usize = 24;

/// The vote that is open.
fn open_round(model: &Model) -> Option<&Round> {
    model.running_session()?.session.state().open_round()
}

/// Whether a vote is open.
///
/// # Errors
/// The reason why the keyboard cannot be given on.
pub(in crate::app) fn can_give_on(model: &Model) -> Result<(), Sentence> {
    open_round(model).map(|_| ()).ok_or_else(|| sentence!("reason.no-open-vote"))
}

/// The options of a vote with their numbers, beside each other where they do not all fit below each other.
fn lines(model: &Model, round: &Round) -> Vec<String> {
    let size = model.size();
    let (columns, rows) =
        (usize::from(size.width.saturating_sub(6)), usize::from(size.height.saturating_sub(11)).max(1));
    let all: Vec<String> =
        vote::options(model, round).iter().map(|(number, _, text)| format!("{number:>2}  {text}")).collect();
    let beside = all.len().div_ceil(rows).min(columns / COLUMN).max(1);
    if beside == 1 {
        return all;
    }
    let ellipsis = if model.capabilities().unicode { Ellipsis::Sign } else { Ellipsis::Ascii };
    let (height, room) = (all.len().div_ceil(beside), columns / beside);
    let line = |at: usize| {
        let row = all.iter().skip(at).step_by(height).map(|text| {
            let text = truncate(text, room.saturating_sub(2), ellipsis);
            let gap = room.saturating_sub(width(&text));
            format!("{text}{}", " ".repeat(gap))
        });
        row.collect::<String>().trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// A ballot line that this vote takes: as many dots as there are.
fn example(round: &Round) -> String {
    let (mut line, mut left) = (Vec::new(), round.budget.dots);
    let most = round.budget.most.unwrap_or(round.budget.dots).max(1);
    for number in (1..=round.options.len()).rev() {
        let dots = left.min(most);
        line.extend((0..dots).map(|_| number.to_string()));
        left -= dots;
        if left == 0 {
            break;
        }
    }
    line.join(" ")
}

/// Asks for the next slip, or totals counted elsewhere: an empty line ends that, and the vote stays open.
pub(in crate::app) fn ask_slip(cx: &mut Cx) {
    let Some(round) = open_round(cx.model) else { return };
    let (id, budget, choices) = (round.id, round.budget, round.options.clone());
    let mut lines = lines(cx.model, round);
    let words = cx.model.words;
    if !round.ballots.typed.is_empty() {
        let number = |id: &Id| round.options.iter().position(|option| option == id).map_or(0, |at| at + 1);
        let typed = round.ballots.typed.iter().map(|(note, dots)| (number(note), *dots));
        let mut typed: Vec<(usize, u32)> = typed.collect();
        typed.sort_unstable();
        let typed = typed.iter().map(|(number, dots)| format!("{number}={dots}")).collect::<Vec<_>>().join(" ");
        lines.insert(0, words.tell(&sentence!("dialog.ballot.counted", totals = typed)));
    }
    // On a low screen the options matter more.
    if cx.model.size().height >= LOW {
        lines.insert(0, words.tell(&sentence!("dialog.ballot.example", example = example(round))));
    }
    let slip = round.ballots.slips.len() + 1;
    let title = match budget.most {
        Some(most) if most < budget.dots => {
            sentence!("dialog.ballot.title-most", slip = slip, most = most).count(budget.dots)
        }
        _ => sentence!("dialog.ballot.title", slip = slip).count(budget.dots),
    };
    let field = FormField::line(LINE, "").hint(key!("dialog.ballot.hint"));
    let is_sure = Rc::new(Cell::new(false));
    cx.form(title, Keeping::Secret).lines(lines).fields([field]).whole().then(move |cx, form| {
        let line = form.first();
        if line.trim().is_empty() {
            return Ok(());
        }
        let event = read(cx.model, id, &line, budget, &choices)?;
        if let Some(ballots) = too_many(cx.model, &event).filter(|_| !is_sure.get()) {
            ask_whether(cx, ballots, Rc::clone(&is_sure));
            return Err(Problem::asked(LINE));
        }
        if !happen(cx, event) {
            return Err(Problem::at(LINE, sentence!("message.session-dots")));
        }
        ask_slip(cx);
        Ok(())
    });
}

/// How many ballots there would be, and how many people are here, where that is fewer.
fn too_many(model: &Model, event: &Event) -> Option<(u32, usize)> {
    let state = model.running_session()?.session.state();
    let mut after = state.clone();
    after.apply(event).ok()?;
    let (ballots, here) = (after.open_round()?.voters(), state.present().count());
    (here > 0 && usize::try_from(ballots).is_ok_and(|ballots| ballots > here)).then_some((ballots, here))
}

/// Asks whether more ballots than people are counted; the form below is taken again where they are.
fn ask_whether(cx: &mut Cx, (ballots, here): (u32, usize), is_sure: Rc<Cell<bool>>) {
    let words = cx.model.words;
    let choices = [
        PickerItem::of(words, &sentence!("dialog.more-votes.look"), false),
        PickerItem::of(words, &sentence!("dialog.more-votes.count"), true),
    ];
    cx.pick(sentence!("dialog.more-votes.title", ballots = ballots, here = here)).choices(choices).then(
        move |cx, counts| {
            if counts {
                is_sure.set(true);
                cx.answer();
            }
        },
    );
}

/// What a line says: the dots of a slip, or totals of dots that were counted elsewhere, which come to those said before.
fn read(model: &Model, round: Id, line: &str, budget: Budget, options: &[Id]) -> Result<Event, Problem> {
    let number = |number: u32| {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        options.get(at).copied()
    };
    let problem = |why| Problem::at(LINE, not_counted(why));
    if let Some(totals) = ballot::totals(line, number) {
        let open = model.running_session().and_then(|running| running.session.state().round(round));
        let from = open.map(|round| round.ballots.typed.clone()).unwrap_or_default();
        let mut to = from.clone();
        to.extend(totals.map_err(problem)?);
        return Ok(Event::Typed { round, from, to });
    }
    let (dots, left_out) = ballot::ballot(line, budget, number);
    match left_out.first() {
        Some(why) => Err(problem(*why)),
        None => Ok(Event::Slip { round, dots }),
    }
}

/// What the curtain leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Somebody's covered ballot.
    Voter(Id),
    /// A slip that is typed in.
    Slip,
}

/// Gives the keyboard on: the curtain names who votes next, and opens the covered ballot of whoever is chosen.
pub(in crate::app) fn give_on(cx: &mut Cx) {
    let Some(round) = open_round(cx.model) else { return };
    let Some(running) = cx.model.running_session() else { return };
    let state = running.session.state();
    let is_to_vote = |seat: &&Seat| {
        let has_keyboard = matches!(seat.presence, Presence::Here | Presence::Away);
        !has_keyboard && !round.done.contains(&seat.id) && !round.ballots.seats.contains_key(&seat.id)
    };
    let (voted, voters) = (round.voters(), state.present().count());
    let words = cx.model.words;
    let choice = |(at, seat): (usize, &Seat)| {
        let label = words.tell(&sentence!("dialog.curtain.voter", who = &seat.who));
        PickerItem::numbered(at + 1, &label, Turn::Voter(seat.id))
    };
    let mut choices: Vec<PickerItem<Turn>> = state.present().filter(is_to_vote).enumerate().map(choice).collect();
    let next = state.present().find(is_to_vote).map(|seat| seat.who.clone());
    choices.push(PickerItem::of(words, &sentence!("dialog.curtain.slip"), Turn::Slip));
    let title = match next {
        Some(who) => sentence!("dialog.curtain.title", who = who, voted = voted, voters = voters),
        None => sentence!("dialog.vote.title", voted = voted, voters = voters),
    };
    cx.pick(title).choices(choices).then(|cx, turn| match turn {
        Turn::Voter(seat) => ask_covered(cx, seat),
        Turn::Slip => ask_slip(cx),
    });
}

/// Opens the covered ballot of a voter.
fn ask_covered(cx: &mut Cx, seat: Id) {
    let Some(round) = open_round(cx.model) else { return };
    let Some(running) = cx.model.running_session() else { return };
    let Some(who) = running.session.state().seat(seat).map(|seat| seat.who.clone()) else { return };
    let (id, budget, options) = (round.id, round.budget, round.options.clone());
    let lines = lines(cx.model, round);
    let kept = Covered { options: options.len(), budget, who: who.clone() };
    let cover = Cover::Ballot(kept.clone());
    let field = FormField::line(COVERED, "").hint(key!("dialog.covered.hint")).covered(cover);
    let title = match budget.most {
        Some(most) if most < budget.dots => {
            sentence!("dialog.covered.title-most", who = who, most = most).count(budget.dots)
        }
        _ => sentence!("dialog.covered.title", who = who).count(budget.dots),
    };
    cx.form(title, Keeping::Secret).lines(lines).fields([field]).whole().then(move |cx, form| {
        let line = form.first();
        let number = |number: u32| {
            let at = usize::try_from(number).ok()?.checked_sub(1)?;
            options.get(at).copied()
        };
        let (dots, left_out) = ballot::ballot(&line, budget, number);
        if let Some(why) = left_out.first() {
            return Err(Problem::at(COVERED, not_counted(*why)).offering(kept.kept(&format!("{line} ")).0));
        }
        if !dots.is_empty() {
            let given = dots.into_iter().map(|note| Event::Dot { round: id, seat, note, is_given: true });
            let done = Event::Balloted { round: id, seat, is_done: true };
            happen_together(cx, given.chain([done]).collect());
        }
        give_on(cx);
        Ok(())
    });
}

/// Takes a vote back that nobody voted in: nothing of it is recorded. Says whether it did.
pub(in crate::app) fn takes_back_empty(cx: &mut Cx) -> bool {
    let Some(round) = open_round(cx.model).filter(|round| round.voters() == 0 && round.done.is_empty()) else {
        return false;
    };
    let round = round.clone();
    if happen(cx, Event::RoundTaken { round }) {
        cx.say(sentence!("message.session-no-votes"));
    }
    true
}

/// The words of a note that is gone: what it said when the session began, or when it was written or taken out. Its id where
/// nobody knows.
#[must_use]
pub(super) fn words_of_gone(model: &Model, round: &Round, id: Id) -> String {
    let file = file_of(model, &round.canvas).unwrap_or_default();
    let now = model.docs.get(&file).and_then(|doc| doc.canvas());
    let at_first = || {
        let changes = model.running_session()?.session.before.changes(&round.canvas, now?);
        changes.removed.get(id.as_str()).cloned()
    };
    let steps = model.history.done().iter().rev().filter(|step| step.file == file);
    let since = || {
        steps.flat_map(|step| step.step.edits.iter().rev()).find_map(|edit| match edit {
            Edit::Remove { note, .. } | Edit::Insert { note, .. } if note.id == id => Some(note.text.clone()),
            _ => None,
        })
    };
    let found = at_first().or_else(since);
    found.map_or_else(|| id.to_string(), |text| text.lines().collect::<Vec<_>>().join(" "))
}
