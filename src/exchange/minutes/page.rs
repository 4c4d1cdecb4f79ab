//! The minutes in words: a title, a few facts, and the parts that have something to say, in their order.

use crate::assess::recap::{AgendaRow, ChangedCanvas, Decided, Earlier, Named, Recap, ToDo, VoteTotals};
use crate::document::session::{Attendee, Minutes, SessionState, Vote};
use crate::i18n::{Catalogue, Sentence, SentenceKey};

/// Minutes in words.
pub(super) struct Page {
    /// What the session was called.
    pub(super) title: String,
    /// What stands under the title: label and text.
    pub(super) facts: Vec<(String, String)>,
    /// What came of it.
    pub(super) parts: Vec<Part>,
}

/// A part with its heading.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) body: Body,
}

/// What stands in a part.
pub(super) enum Body {
    List(Vec<Item>),
    /// The first row names the columns; all but the first column are numbers.
    Table(Vec<Vec<String>>),
}

/// A point of a list.
#[derive(Default)]
pub(super) struct Item {
    /// What it says, in pieces.
    pub(super) runs: Vec<Run>,
    /// Points below it.
    pub(super) items: Vec<Self>,
}

/// A piece of a point.
pub(super) enum Run {
    Text(String),
    /// What is called so: the word before a text.
    Label(String),
    /// What is said of the text: an id in parentheses, that it changed.
    Remark(String),
}

impl Item {
    fn text(text: impl Into<String>) -> Self {
        Self { runs: vec![Run::Text(text.into())], items: Vec::new() }
    }

    fn labelled(label: &str, text: impl Into<String>) -> Self {
        Self { runs: vec![Run::Label(label.to_owned()), Run::Text(text.into())], items: Vec::new() }
    }

    fn remark(mut self, remark: impl Into<String>) -> Self {
        self.runs.push(Run::Remark(remark.into()));
        self
    }

    fn with(mut self, items: impl IntoIterator<Item = Self>) -> Self {
        self.items.extend(items);
        self
    }
}

impl Page {
    pub(super) fn of(recap: &Recap, words: &Catalogue) -> Self {
        let teller = Teller { words };
        let listed = |key, items: Vec<Item>| (key, Body::List(items));
        let parts = [
            listed(key!("recap.decided"), recap.decided.iter().map(|one| teller.decided(one)).collect()),
            listed(key!("recap.to_do"), recap.to_do.iter().map(|one| teller.to_do(one)).collect()),
            listed(key!("recap.parked"), recap.parked.iter().map(|one| teller.to_do(one)).collect()),
            listed(key!("recap.votes"), teller.votes(recap)),
            listed(key!("recap.changed"), recap.changes.iter().map(|one| teller.canvas(one)).collect()),
            (key!("recap.agenda"), Body::Table(teller.agenda(&recap.agenda))),
            listed(key!("recap.earlier"), recap.earlier.iter().map(|one| teller.earlier(one)).collect()),
            listed(key!("recap.went"), went(recap.record.outcome.rated)),
        ];
        let is_said = |body: &Body| match body {
            Body::List(items) => !items.is_empty(),
            Body::Table(rows) => !rows.is_empty(),
        };
        let parts = parts.into_iter().filter(|(_, body)| is_said(body));
        Self {
            title: recap.record.title.clone(),
            facts: teller.facts(recap),
            parts: parts.map(|(key, body)| Part { title: words.say(key).to_owned(), body }).collect(),
        }
    }
}

struct Teller<'w> {
    words: &'w Catalogue,
}

impl Teller<'_> {
    fn say(&self, key: SentenceKey) -> &'static str {
        self.words.say(key)
    }

    fn tell(&self, sentence: &Sentence) -> String {
        self.words.tell(sentence)
    }

    fn facts(&self, recap: &Recap) -> Vec<(String, String)> {
        let record = &recap.record;
        let time = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
        let when = match (record.began, record.ended) {
            (Some(began), Some(ended)) => {
                Some(self.tell(&sentence!("recap.from_to", began = time(began), ended = time(ended))))
            }
            (Some(began), None) => Some(self.tell(&sentence!("recap.since", began = time(began)))),
            (None, Some(ended)) => Some(self.tell(&sentence!("recap.until", ended = time(ended)))),
            (None, None) if record.state == SessionState::Planned => Some(self.say(key!("recap.not_begun")).to_owned()),
            // Nobody noted when.
            (None, None) => None,
        };
        let list = |people: &[Attendee]| people.iter().map(|who| self.attendee(who)).collect::<Vec<_>>().join(", ");
        let facts = [
            (key!("recap.date"), Some(record.date.to_string())),
            (key!("recap.time"), when),
            (key!("recap.present"), Some(list(&recap.present))),
            (key!("recap.missing"), Some(list(&recap.missing))),
        ];
        let facts = facts.into_iter().filter_map(|(key, text)| Some((key, text.filter(|text| !text.is_empty())?)));
        facts.map(|(key, text)| (self.say(key).to_owned(), text)).collect()
    }

    fn attendee(&self, attendee: &Attendee) -> String {
        let who = &attendee.who;
        match (attendee.decides, attendee.runs) {
            (true, true) => self.tell(&sentence!("recap.decides_and_runs", who = who)),
            (true, false) => self.tell(&sentence!("recap.decides", who = who)),
            (false, true) => self.tell(&sentence!("recap.runs", who = who)),
            (false, false) => who.clone(),
        }
    }

    /// What something says with its id; the id alone where nobody knows.
    fn named(&self, named: &Named) -> Item {
        let Some(text) = &named.text else { return Item::text(named.id.clone()) };
        let mut item = Item::text(text.clone()).remark(named.id.clone());
        if named.is_gone {
            item = item.remark(self.say(key!("recap.gone")));
        }
        if named.is_changed {
            item = item.remark(self.say(key!("recap.since_changed")));
        }
        item
    }

    fn decided(&self, decided: &Decided) -> Item {
        let item = self.named(&decided.what);
        let Some(decision) = &decided.decision else { return item };
        let mut details = Vec::new();
        let texts = [
            (key!("recap.who"), &decision.by),
            (key!("recap.why"), &decision.because),
            (key!("recap.dissent"), &decision.dissent),
        ];
        for (key, text) in texts {
            // What was set aside stands between why and who objected.
            if key == key!("recap.dissent") {
                let aside = decision.rejected.iter();
                details.extend(aside.map(|text| Item::labelled(self.say(key!("recap.set_aside")), text.clone())));
            }
            details.extend(text.as_ref().map(|text| Item::labelled(self.say(key), text.clone())));
        }
        for about in &decided.about {
            let mut about = self.named(about);
            about.runs.insert(0, Run::Label(self.say(key!("recap.about")).to_owned()));
            details.push(about);
        }
        item.with(details)
    }

    fn to_do(&self, to_do: &ToDo) -> Item {
        let item = self.named(&to_do.what);
        let Some(entry) = &to_do.item else { return item };
        let mut details = Vec::new();
        match (&entry.owner, &entry.without_owner) {
            (Some(owner), _) => details.push(Item::labelled(self.say(key!("recap.owner")), owner.clone())),
            (None, Some(reason)) if !reason.trim().is_empty() => {
                details.push(Item::labelled(self.say(key!("recap.nobody")), reason.clone()));
            }
            (None, _) => details.push(Item::text(self.say(key!("recap.no_owner")))),
        }
        details.extend(entry.due.map(|day| Item::labelled(self.say(key!("recap.due")), day.to_string())));
        details.extend(self.closed(entry.done, entry.dropped.as_deref()));
        item.with(details)
    }

    fn closed(&self, done: Option<chrono::NaiveDate>, dropped: Option<&str>) -> Option<Item> {
        match (done, dropped) {
            (Some(day), _) => Some(Item::labelled(self.say(key!("recap.done")), day.to_string())),
            (None, Some(reason)) => Some(Item::labelled(self.say(key!("recap.dropped")), reason)),
            (None, None) => None,
        }
    }

    fn votes(&self, recap: &Recap) -> Vec<Item> {
        let of = |id| recap.record.votes.iter().find(|vote| vote.id == id);
        recap.votes.iter().filter_map(|told| Some(self.vote(told, of(told.id)?))).collect()
    }

    fn vote(&self, told: &VoteTotals, vote: &Vote) -> Item {
        let question = told.question.as_deref().unwrap_or_else(|| self.say(key!("recap.vote")));
        let mut details = Vec::new();
        for total in &told.totals {
            let dots = |item: Item, dots: u64| {
                let mut item = item;
                item.runs.insert(0, Run::Label(dots.to_string()));
                item
            };
            let parts = total.parts.iter().map(|(note, own)| dots(self.named(note), *own));
            details.push(dots(self.named(&total.note), total.dots).with(parts));
        }
        let most = match vote.most {
            Some(most) => sentence!("recap.ballots_most", dots = vote.dots, most = most, cast = vote.cast),
            None => sentence!("recap.ballots", dots = vote.dots, cast = vote.cast),
        };
        let mut said = vec![self.tell(&most.count(vote.voters))];
        if vote.paper {
            said.push(self.say(key!("recap.paper")).to_owned());
        }
        if let Some(first) = &told.runoff_of {
            said.push(self.tell(&sentence!("recap.runoff", question = first)));
        }
        if vote.seen {
            said.push(self.say(key!("recap.seen")).to_owned());
        }
        details.extend(said.into_iter().map(Item::text));
        Item::text(question).remark(told.id.to_string()).with(details)
    }

    fn canvas(&self, canvas: &ChangedCanvas) -> Item {
        let mut parts = Vec::new();
        for section in &canvas.sections {
            let lists = [
                (key!("recap.added"), &section.added),
                (key!("recap.reworded"), &section.reworded),
                (key!("recap.moved"), &section.moved),
            ];
            let notes = lists.into_iter().flat_map(|(key, notes)| {
                notes.iter().map(move |note| {
                    let mut item = self.named(note);
                    item.runs.insert(0, Run::Label(self.say(key).to_owned()));
                    item
                })
            });
            match &section.title {
                Some(title) => parts.push(Item::text(title.clone()).with(notes)),
                None => parts.extend(notes),
            }
        }
        for note in &canvas.removed {
            let text = note.text.clone().unwrap_or_default();
            parts.push(Item::labelled(self.say(key!("recap.removed")), text).remark(note.id.clone()));
        }
        Item::text(canvas.title.clone()).remark(canvas.stem.clone()).with(parts)
    }

    fn agenda(&self, rows: &[AgendaRow]) -> Vec<Vec<String>> {
        if rows.is_empty() {
            return Vec::new();
        }
        let head = ["block", "planned", "spent", "difference"];
        let head = head.map(|key| self.words.look_up(&format!("recap.column.{key}")).to_owned());
        let mut table = vec![head.to_vec()];
        let (mut planned, mut spent) = (Minutes::default(), Minutes::default());
        for row in rows {
            let kind = || self.words.find(&format!("workshop.block.{}", row.kind.word())).unwrap_or(row.kind.word());
            let called = row.title.clone().unwrap_or_else(|| kind().to_owned());
            let called = match &row.about {
                Some(about) => self.tell(&sentence!("recap.block_about", block = called, about = about)),
                None => called,
            };
            let called = if row.is_added { self.tell(&sentence!("recap.block_added", block = called)) } else { called };
            planned = planned + row.planned;
            spent = spent + row.spent.unwrap_or_default();
            let took = row.spent.map_or_else(|| self.say(key!("recap.not_opened")).to_owned(), |took| took.to_string());
            let difference = row.spent.map(|took| difference(row.planned, took)).unwrap_or_default();
            table.push(vec![called, row.planned.to_string(), took, difference]);
        }
        let all = self.say(key!("recap.all")).to_owned();
        let is_open = rows.iter().all(|row| row.spent.is_none());
        let (took, over) =
            if is_open { (String::new(), String::new()) } else { (spent.to_string(), difference(planned, spent)) };
        table.push(vec![all, planned.to_string(), took, over]);
        table
    }

    fn earlier(&self, earlier: &Earlier) -> Item {
        let item = self.named(&earlier.entry.what);
        let entry = earlier.entry.item.as_ref();
        let closed = entry.and_then(|entry| self.closed(entry.done, entry.dropped.as_deref()));
        let kept = earlier.kept.map(|times| Item::text(self.tell(&sentence!("recap.kept", count = times))));
        item.with(kept).with(closed)
    }
}

/// How many gave 1, 2, 3, 4 and 5.
fn went(rated: Option<[u32; 5]>) -> Vec<Item> {
    let rows = rated.into_iter().flatten().enumerate();
    rows.map(|(at, count)| Item::labelled(&(at + 1).to_string(), count.to_string())).collect()
}

/// How much longer it took: `+1.5`, `-2`, `0`.
fn difference(planned: Minutes, spent: Minutes) -> String {
    match spent.cmp(&planned) {
        std::cmp::Ordering::Less => format!("-{}", planned - spent),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", spent - planned),
    }
}
