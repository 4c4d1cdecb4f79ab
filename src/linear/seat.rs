//! A seat in a session, line by line: what is new is read out, and a line is a note, a ballot, or one of a few words.

use std::time::Duration;

use crate::app::join::{Act, Join, Pane};
use crate::app::session::glance::minutes_and_seconds;
use crate::document::text::visible_line;
use crate::i18n::{Sentence, SentenceKey};
use crate::layout::Size;
use crate::workshop::client::Line;
use crate::workshop::view::{SeenNote, View};
use crate::workshop::wire::ToServer;

/// A seat whose lines are read out.
pub struct SeatLines {
    /// The seat.
    pub join: Join,
    /// What was read out last, by what it is about.
    pane: Option<Pane>,
    block: (usize, String, Option<String>),
    round: Option<(String, bool)>,
    revealed: usize,
    finished: String,
    was_broken: bool,
    code: String,
    /// What is to be read out now.
    lines: Vec<String>,
}

/// The words that a line can begin with.
const WORDS: [&str; 11] = ["help", "leave", "done", "notes", "look", "note", "edit", "drop", "section", "rate", "time"];

impl SeatLines {
    /// Nothing was read out.
    #[must_use]
    pub fn new(join: Join) -> Self {
        Self {
            join,
            pane: None,
            block: (0, String::new(), None),
            round: None,
            revealed: 0,
            finished: String::new(),
            was_broken: false,
            code: String::new(),
            lines: Vec::new(),
        }
    }

    fn tell(&mut self, sentence: &Sentence) {
        self.lines.push(self.join.words.tell(sentence));
    }

    fn say(&mut self, key: SentenceKey) {
        self.lines.push(self.join.words.say(key).to_owned());
    }

    /// Takes a line.
    pub fn line(&mut self, line: &str, now: Duration) {
        let trimmed = line.trim();
        let (first, rest) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
        let rest = rest.trim();
        let is_word = WORDS.contains(&first);
        match self.join.pane() {
            Pane::Choosing | Pane::Naming if !matches!(first, "leave" | "help") => return self.seat(trimmed, now),
            Pane::SeatCode if !matches!(first, "leave" | "help") => {
                self.join.paste(trimmed, now);
                return self.join.act(Act::Take, now);
            }
            _ => {}
        }
        match (first, rest) {
            ("help", "") => self.help(),
            ("leave", "") => self.join.act(Act::Leave, now),
            ("done", "") => self.join.act(Act::Finished, now),
            ("notes", "") => self.notes(),
            ("look", "") => self.look(),
            ("time", "") => self.time(now),
            ("rate", mark) if is_word && matches!(mark, "1" | "2" | "3" | "4" | "5") => {
                self.join.act(Act::Rate(mark.parse().unwrap_or(3)), now);
                match self.join.rated() {
                    Some(mark) => self.tell(&sentence!("join.rated", mark = mark)),
                    None => self.say(key!("linear.seat.not-now")),
                }
            }
            ("section", number) if number.parse::<usize>().is_ok() => self.section(number, now),
            ("edit", rest) if rest.contains(' ') => self.edit(rest),
            ("drop", letter) if letter.chars().count() == 1 => self.drop_note(letter),
            ("note", text) if !text.is_empty() => self.note(text),
            ("", "") if self.join.pane() == Pane::Writing => self.join.act(Act::Keep, now),
            ("", "") => {}
            _ if self.join.pane() == Pane::Ballot => self.vote(trimmed),
            _ if self.join.pane() == Pane::Writing => self.note(trimmed),
            _ => self.say(key!("linear.seat.not-now")),
        }
    }

    fn seat(&mut self, line: &str, now: Duration) {
        if line.is_empty() {
            return;
        }
        let seats = self.join.client.room().map(|room| room.seats.as_slice()).unwrap_or_default();
        let by_number = line.parse::<usize>().ok().and_then(|number| seats.get(number.checked_sub(1)?));
        let who = by_number.map_or_else(|| line.to_owned(), |seat| seat.who.clone());
        self.join.want(who, now);
    }

    fn note(&mut self, text: &str) {
        if self.join.pane() == Pane::Lobby || !self.join.write(text.to_owned()) {
            self.say(key!("linear.seat.not-now"));
        }
    }

    fn vote(&mut self, line: &str) {
        let numbers: Result<Vec<usize>, _> = line.split_whitespace().map(str::parse::<usize>).collect();
        match numbers.ok().map(|numbers| self.join.vote(&numbers)) {
            Some(Ok(())) => {
                let left = self.join.open_round().map_or(0, |round| round.dots as usize);
                let left = left.saturating_sub(self.join.client.ballot().len());
                self.tell(&sentence!("join.dots-left").count(left));
            }
            Some(Err(number)) => self.tell(&sentence!("linear.seat.no-option", number = number)),
            None => self.say(key!("linear.seat.numbers")),
        }
    }

    fn at(letter: &str) -> Option<usize> {
        let letter = letter.bytes().next().filter(u8::is_ascii_lowercase)?;
        Some(usize::from(letter - b'a'))
    }

    fn own_note(&mut self, letter: &str) -> Option<u32> {
        let note = Self::at(letter).and_then(|at| self.join.own_lines().get(at)?.note);
        if note.is_none() {
            self.say(key!("linear.seat.no-note"));
        }
        note
    }

    fn edit(&mut self, rest: &str) {
        let (letter, text) = rest.split_once(' ').unwrap_or((rest, ""));
        if let Some(note) = self.own_note(letter) {
            self.join.client.say(ToServer::Edit { seq: 0, note, text: text.trim().to_owned() });
        }
    }

    fn drop_note(&mut self, letter: &str) {
        if let Some(note) = self.own_note(letter) {
            self.join.client.say(ToServer::Drop { seq: 0, note });
        }
    }

    fn section(&mut self, number: &str, now: Duration) {
        let wanted = number.parse::<usize>().unwrap_or(0);
        for _ in 0..self.join.sections().len() {
            if self.join.section().is_some_and(|section| section.n == wanted) {
                break;
            }
            self.join.act(Act::NextSection, now);
        }
        if let Some(section) = self.join.section().map(|section| format!("{} {}", section.n, section.title)) {
            self.lines.push(section);
        }
    }

    fn help(&mut self) {
        self.say(key!("linear.seat.help"));
        if let Some(code) = self.join.client.own_seat().map(|seat| seat.code.clone()).filter(|code| !code.is_empty()) {
            self.tell(&sentence!("join.code", code = code));
        }
        self.say(key!("join.private"));
    }

    fn notes(&mut self) {
        let lines = self.join.own_lines();
        self.tell(&sentence!("join.yours").count(lines.len()));
        for (at, line) in lines.iter().enumerate() {
            let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
            self.lines.push(format!("{letter} {}", visible_line(&line.text)));
        }
    }

    /// What the room sees.
    fn look(&mut self) {
        let Some(view) = self.join.view().cloned() else { return self.say(key!("join.not-begun")) };
        for section in view.sections.iter().filter(|section| section.count > 0 || !section.notes.is_empty()) {
            self.lines.push(format!("{} {}", section.n, visible_line(&section.title)));
            if section.count > 0 {
                self.tell(&sentence!("join.hidden").count(section.count));
            }
            for note in &section.notes {
                self.lines.push(read_note(note));
            }
            if section.more > 0 {
                self.tell(&sentence!("join.more").count(section.more));
            }
        }
        if let Some((round, totals)) = view.round.as_ref().and_then(|round| Some((round, round.totals.as_ref()?))) {
            self.tell(&sentence!("linear.seat.totals", voters = round.done));
            for (note, dots) in totals {
                self.lines.push(format!("{dots} {}", text_of(&view, note)));
            }
        }
    }

    fn time(&mut self, now: Duration) {
        let Some((left, _)) = self.join.client.left(now) else { return self.say(key!("join.not-begun")) };
        let time = Duration::from_millis(left.unsigned_abs());
        let key = if left > 0 { key!("session.left") } else { key!("session.over") };
        let time = minutes_and_seconds(if left > 0 { Ok(time) } else { Err(time) });
        self.lines.push(format!("{time} {}", self.join.words.say(key)));
    }

    /// What is new since this was asked last.
    pub fn read_out(&mut self) -> Vec<String> {
        let pane = self.join.pane();
        let is_broken = matches!(self.join.client.line(), Line::Broken(_)) && self.join.client.own_seat().is_some();
        if is_broken && !self.was_broken {
            self.say(key!("join.broken"));
        }
        self.was_broken = is_broken;
        if self.pane != Some(pane) {
            self.pane = Some(pane);
            self.entered(pane);
        }
        if let Some(code) = self.join.client.own_seat().map(|seat| seat.code.clone()).filter(|code| *code != self.code)
        {
            let who = self.join.client.own_seat().map(|seat| seat.who.clone()).unwrap_or_default();
            self.tell(&sentence!("linear.seat.seated", who = who));
            self.code = code;
        }
        self.changed_block();
        if let Some(said) = self.join.take_said() {
            self.lines.push(said);
        }
        std::mem::take(&mut self.lines)
    }

    fn entered(&mut self, pane: Pane) {
        match pane {
            Pane::Choosing => {
                self.say(key!("join.which-seat"));
                let seats = self.join.client.room().map(|room| room.seats.clone()).unwrap_or_default();
                for (at, seat) in seats.iter().enumerate() {
                    let state = match seat.state.as_str() {
                        "here" => key!("join.state.here"),
                        "away" => key!("join.state.away"),
                        _ => key!("join.state.free"),
                    };
                    let state = self.join.words.say(state);
                    self.lines.push(format!("{} {}, {state}", at + 1, visible_line(&seat.who)));
                }
            }
            Pane::SeatCode => {
                let who = self.join.client.wanted().unwrap_or_default().to_owned();
                self.tell(&sentence!("join.which-code", who = who));
            }
            Pane::Knocking => self.say(key!("join.knocking")),
            Pane::Lobby => self.say(key!("join.not-begun")),
            Pane::Over | Pane::Calling | Pane::Naming | Pane::Writing | Pane::Ballot | Pane::Room => {}
        }
    }

    fn changed_block(&mut self) {
        let Some(view) = self.join.view().cloned() else { return };
        if let Some(block) = &view.block {
            let here = (block.n, block.kind.clone(), block.section.clone());
            if here != self.block {
                let at = sentence!("session.stop", stop = block.n, stops = block.of);
                let at = self.join.words.tell(&at);
                let kind = self.join.words.find(&format!("workshop.block.{}", block.kind)).unwrap_or_default();
                self.lines.push(format!("{at}: {}, {kind}", visible_line(&block.title)));
                if !block.question.is_empty() {
                    self.lines.push(visible_line(&block.question).into_owned());
                }
                match block.kind.as_str() {
                    "write" => self.say(key!("linear.seat.write")),
                    "close" => self.say(key!("join.rate")),
                    _ => {}
                }
                self.block = here;
            }
        }
        let round = view.round.as_ref().map(|round| (round.id.clone(), round.totals.is_some()));
        if round != self.round {
            self.round = round;
            match &view.round {
                Some(round) if round.totals.is_none() => {
                    for (at, id) in round.options.iter().enumerate() {
                        self.lines.push(format!("{} {}", at + 1, text_of(&view, id)));
                    }
                    let most = round.most.unwrap_or(round.dots);
                    self.tell(&sentence!("linear.seat.vote", dots = round.dots, most = most));
                }
                Some(_) => self.look(),
                None => {}
            }
        }
        let revealed: usize = view.sections.iter().map(|section| section.notes.len()).sum();
        if revealed != self.revealed {
            if revealed > self.revealed && self.join.pane() == Pane::Room {
                self.tell(&sentence!("linear.seat.revealed").count(revealed - self.revealed));
            }
            self.revealed = revealed;
        }
        let finished = view.finished.map(|finished| sentence!("join.finished", done = finished.done, of = finished.of));
        let finished = finished.map(|sentence| self.join.words.tell(&sentence)).unwrap_or_default();
        if finished != self.finished {
            if !finished.is_empty() {
                self.lines.push(finished.clone());
            }
            self.finished = finished;
        }
    }
}

impl SeatLines {
    /// A seat whose lines nobody needs a size for.
    #[must_use]
    pub fn of(who: Option<String>, words: &'static crate::i18n::Catalogue) -> Self {
        Self::new(Join::new(who, words, Size { width: 80, height: 24 }, false))
    }
}

fn read_note(note: &SeenNote) -> String {
    format!("{} {}", note.n, visible_line(&note.text))
}

fn text_of(view: &View, id: &str) -> String {
    let notes = view.sections.iter().flat_map(|section| &section.notes);
    notes.filter(|note| note.id == id).map(read_note).next().unwrap_or_else(|| id.to_owned())
}
