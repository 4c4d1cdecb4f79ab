//! Where a team starts: the station of its cycle that its answers to the criteria lead to.

use std::collections::{BTreeMap, HashSet};

use super::objection::Objections;
use crate::document::{CriterionAnswer, Product, Reply, RoundVerdict};
use crate::i18n::Sentence;
use crate::method::{Cycle, Method};

/// Where a criterion stands in the order of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is one of the cycle's own entry criteria, asked before all others.
    Entry,
    /// It is an entry criterion of the station at this place, and of none before it.
    Station(usize),
    /// It is one of the cycle's own exit criteria only; the recommendation does not depend on it.
    Exit,
}

/// A criterion to ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question<'a> {
    /// Its id.
    pub criterion: &'a str,
    /// Where it stands.
    pub asked: Asked,
}

/// Criteria by how they were answered. One nobody answered is unsure; a yes that an item of a checklist contradicts is not
/// met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Answered with yes, and nothing speaks against it.
    pub met: Vec<String>,
    /// Answered with yes, and an item of a checklist says otherwise.
    pub contradicted: Vec<String>,
    /// Answered with no.
    pub unmet: Vec<String>,
    /// Nobody knows, or nobody said.
    pub unsure: Vec<String>,
}

impl Standing {
    /// How these criteria stand.
    #[must_use]
    pub fn of(criteria: &[String], answers: &BTreeMap<String, CriterionAnswer>, objections: &Objections) -> Self {
        let mut standing = Self::default();
        for id in criteria {
            let list = match answers.get(id).map(|answer| answer.answer) {
                Some(Reply::Yes) if !objections.to(id).is_empty() => &mut standing.contradicted,
                Some(Reply::Yes) => &mut standing.met,
                Some(Reply::No) => &mut standing.unmet,
                Some(Reply::Unsure) | None => &mut standing.unsure,
            };
            list.push(id.clone());
        }
        standing
    }

    /// Whether every criterion is met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        !self.is_denied() && self.unsure.is_empty()
    }

    /// Whether a criterion is known not to be met.
    #[must_use]
    pub fn is_denied(&self) -> bool {
        !self.unmet.is_empty() || !self.contradicted.is_empty()
    }

    /// How many criteria are not met, or not known to be.
    #[must_use]
    pub fn open(&self) -> usize {
        self.unmet.len() + self.contradicted.len() + self.unsure.len()
    }
}

/// Why a station is recommended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// Some of its entry criteria are not met.
    Unmet,
    /// None of its entry criteria is known not to be met, but not all are known to be met.
    Unsure,
    /// The entry criteria of every station are met, and it is the last.
    AllMet,
    /// The last round ended for good, or for now; no station is recommended.
    Closed(RoundVerdict),
    /// The cycle has no station.
    NoStation,
}

/// Where a product stands in its cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// How the entry criteria of each station stand, in order.
    pub stations: Vec<Standing>,
    /// The cycle's own entry criteria.
    pub entry: Standing,
    /// The cycle's own exit criteria.
    pub exit: Standing,
    /// The place of the first station that counts: where the present round began.
    pub from: usize,
    /// The place of the recommended station; nothing while the product is closed.
    pub recommended: Option<usize>,
    /// Why it is recommended.
    pub because: Because,
    /// The place that would be recommended if everything unsure turned out to be true.
    pub if_unsure_were_met: Option<usize>,
}

impl Start {
    /// Where `product` stands in `cycle`: at the first station whose entry criteria are not all met, or at the last.
    /// Stations before the one where the present round began are shown and do not count.
    #[must_use]
    pub fn of(cycle: &Cycle, product: &Product, objections: &Objections) -> Self {
        let standing = |criteria: &[String]| Standing::of(criteria, &product.criteria, objections);
        let stations: Vec<Standing> = cycle.stations.iter().map(|station| standing(&station.entry_criteria)).collect();
        let from = began(cycle, product).min(stations.len().saturating_sub(1));
        let last = stations.len().checked_sub(1);
        let first = |is_open: &dyn Fn(&Standing) -> bool| {
            stations.iter().enumerate().skip(from).find(|(_, station)| is_open(station)).map(|(at, _)| at)
        };
        let open = first(&|station| !station.is_met());
        let mut recommended = open.or(last);
        let mut if_unsure_were_met = first(&Standing::is_denied).or(last);
        let mut because = match (open, last) {
            (_, None) => Because::NoStation,
            (None, Some(_)) => Because::AllMet,
            (Some(at), Some(_)) if !stations[at].is_denied() => Because::Unsure,
            (Some(_), Some(_)) => Because::Unmet,
        };
        if let Some(verdict) = closed(product) {
            (recommended, if_unsure_were_met, because) = (None, None, Because::Closed(verdict));
        }
        let (entry, exit) = (standing(&cycle.entry_criteria), standing(&cycle.exit_criteria));
        Self { stations, entry, exit, from, recommended, because, if_unsure_were_met }
    }
}

impl Start {
    /// Where to start and why, as a sentence. `language` is the one the method's texts are wanted in.
    #[must_use]
    pub fn sentence(&self, cycle: &Cycle, method: &Method, language: &str) -> Sentence {
        let key = match self.because {
            Because::Unmet => key!("start.unmet"),
            Because::Unsure => key!("start.unsure"),
            Because::AllMet => key!("start.all_met"),
            Because::Closed(RoundVerdict::Retire) => key!("start.retired"),
            Because::Closed(_) => key!("start.paused"),
            Because::NoStation => key!("start.no_station"),
        };
        let sentence = Sentence::new(key);
        let Some(at) = self.recommended else { return sentence };
        let (station, standing) = (&cycle.stations[at], &self.stations[at]);
        let named = |ids: &[&[String]]| {
            let named = ids.iter().copied().flatten().map(|id| named(cycle, method, id, language));
            named.collect::<Vec<_>>().join("; ")
        };
        sentence
            .with("station", station.title.get(language))
            .with("unmet", named(&[&standing.unmet, &standing.contradicted]))
            .with("unsure", named(&[&standing.unsure]))
            .count(standing.open())
    }

    /// Where the product would stand if everything unsure turned out to be true, where that says something: it is
    /// elsewhere, and at least half of what is asked is answered.
    #[must_use]
    pub fn hypothesis(&self, cycle: &Cycle, product: &Product) -> Option<usize> {
        let questions = questions(cycle);
        let answered = questions.iter().filter(|asked| product.criteria.contains_key(asked.criterion)).count();
        let is_telling = answered * 2 >= questions.len() && self.if_unsure_were_met != self.recommended;
        self.if_unsure_were_met.filter(|_| is_telling)
    }
}

/// A criterion with its number, its text and its id.
fn named(cycle: &Cycle, method: &Method, id: &str, language: &str) -> String {
    let Some(known) = method.criterion(id) else { return id.to_owned() };
    let number = number(cycle, id).map(|number| format!("{number} ")).unwrap_or_default();
    format!("{number}{} ({id})", known.text.get(language))
}

/// The number of a criterion of a cycle: its place in the order of asking, from 1.
#[must_use]
pub fn number(cycle: &Cycle, criterion: &str) -> Option<usize> {
    questions(cycle).iter().position(|question| question.criterion == criterion).map(|at| at + 1)
}

/// Every criterion of a cycle once, in the order in which asking can stop early: the cycle's own entry criteria, those
/// of each station in turn, the cycle's own exit criteria.
#[must_use]
pub fn questions(cycle: &Cycle) -> Vec<Question<'_>> {
    let mut seen = HashSet::new();
    let entry = cycle.entry_criteria.iter().map(|id| (id, Asked::Entry));
    let stations = cycle.stations.iter().enumerate();
    let stations =
        stations.flat_map(|(at, station)| station.entry_criteria.iter().map(move |id| (id, Asked::Station(at))));
    let exit = cycle.exit_criteria.iter().map(|id| (id, Asked::Exit));
    entry
        .chain(stations)
        .chain(exit)
        .filter(|(id, _)| seen.insert(id.as_str()))
        .map(|(id, asked)| Question { criterion: id, asked })
        .collect()
}

/// The criteria that a team goes through to find out where to start, in the order of asking: those that are answered, and
/// those on which the recommendation still depends.
#[must_use]
pub fn asked_of<'a>(cycle: &'a Cycle, product: &Product, objections: &Objections) -> Vec<Question<'a>> {
    let settled = Start::of(cycle, product, objections);
    let stop = settled.recommended.filter(|_| settled.because != Because::AllMet);
    let is_asked = |question: &Question| {
        product.criteria.contains_key(question.criterion)
            || match question.asked {
                Asked::Entry => true,
                Asked::Station(at) => at >= settled.from && stop.is_none_or(|stop| at <= stop),
                Asked::Exit => stop.is_none(),
            }
    };
    questions(cycle).into_iter().filter(is_asked).collect()
}

/// The next criterion to ask about; nothing where the recommendation is settled: a station whose criteria are not all
/// met has been asked about in full, or nothing is left.
#[must_use]
pub fn next_question<'a>(cycle: &'a Cycle, product: &Product, objections: &Objections) -> Option<Question<'a>> {
    let asked = asked_of(cycle, product, objections);
    asked.into_iter().find(|question| !product.criteria.contains_key(question.criterion))
}

/// The place of the station where the present round began: the first, unless an earlier round said otherwise.
fn began(cycle: &Cycle, product: &Product) -> usize {
    let last = product.last_round();
    last.and_then(|round| round.next.as_deref()).and_then(|next| cycle.position(next)).unwrap_or(0)
}

/// The verdict by which the product is closed: the last round ended with it, and no new one began.
#[must_use]
pub fn closed(product: &Product) -> Option<RoundVerdict> {
    let last = product.last_round()?;
    (last.next.is_none() && last.verdict.closes()).then_some(last.verdict)
}

/// The id of the station at which the round after `verdict` begins; nothing where none begins.
#[must_use]
pub fn opens_at(cycle: &Cycle, verdict: RoundVerdict) -> Option<&str> {
    if verdict.closes() {
        return None;
    }
    let named = cycle.rounds.get(verdict.word()).filter(|id| cycle.position(id).is_some());
    named.map(String::as_str).or_else(|| cycle.stations.first().map(|station| station.id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Id, Round};
    use crate::method::Method;

    fn cycle() -> &'static Cycle {
        Method::built_in().cycle("api-productization-cycle").expect("built in")
    }

    fn answer(product: &mut Product, id: &str, reply: Reply) {
        product.criteria.insert(id.to_owned(), CriterionAnswer::with(reply));
    }

    fn product(yes_before: usize) -> Product {
        let mut product = Product::default();
        for id in cycle().stations[..yes_before].iter().flat_map(|station| &station.entry_criteria) {
            answer(&mut product, id, Reply::Yes);
        }
        product
    }

    #[test]
    fn the_first_station_whose_criteria_are_not_all_met_is_recommended() {
        let nothing = Start::of(cycle(), &Product::default(), &Objections::default());
        assert_eq!((nothing.recommended, nothing.because), (Some(0), Because::Unsure));
        assert_eq!(nothing.if_unsure_were_met, Some(7));

        let mut product = product(3);
        answer(&mut product, "architecture-patterns-validated", Reply::No);
        let start = Start::of(cycle(), &product, &Objections::default());
        assert_eq!((start.recommended, start.because, start.if_unsure_were_met), (Some(3), Because::Unmet, Some(3)));
        assert_eq!(start.stations[3].unmet, ["architecture-patterns-validated"]);
        assert!(start.stations[3].unsure.contains(&"api-consistency".to_owned()));
    }

    #[test]
    fn one_open_question_sends_back_but_says_where_one_would_stand() {
        let mut product = product(8);
        let all = Start::of(cycle(), &product, &Objections::default());
        assert_eq!((all.recommended, all.because, all.if_unsure_were_met), (Some(7), Because::AllMet, Some(7)));
        answer(&mut product, "business-goals-defined", Reply::Unsure);
        let start = Start::of(cycle(), &product, &Objections::default());
        assert_eq!((start.recommended, start.because, start.if_unsure_were_met), (Some(0), Because::Unsure, Some(7)));
    }

    #[test]
    fn the_ends_of_the_cycle_are_shown_and_change_nothing() {
        let mut product = product(8);
        let before = Start::of(cycle(), &product, &Objections::default()).recommended;
        answer(&mut product, "api-contract-tested", Reply::Yes);
        let start = Start::of(cycle(), &product, &Objections::default());
        assert_eq!(start.recommended, before);
        assert_eq!(start.exit.met.len() + start.exit.unmet.len() + start.exit.unsure.len(), 3);
        assert_eq!(start.entry.met.len() + start.entry.unsure.len(), 2);
    }

    #[test]
    fn each_criterion_is_asked_once_and_asking_stops_early() {
        for cycle in Method::built_in().cycles() {
            let asked: Vec<&str> = questions(cycle).iter().map(|question| question.criterion).collect();
            let distinct: HashSet<&str> = asked.iter().copied().collect();
            assert_eq!(asked.len(), distinct.len(), "{}", cycle.id);
            let mut product = Product::default();
            let mut count = 0;
            while let Some(question) = next_question(cycle, &product, &Objections::default()) {
                let reply = if question.asked == Asked::Station(1) { Reply::No } else { Reply::Yes };
                let id = question.criterion.to_owned();
                answer(&mut product, &id, reply);
                count += 1;
            }
            assert!(count < asked.len(), "{}", cycle.id);
            assert_eq!(Start::of(cycle, &product, &Objections::default()).recommended, Some(1), "{}", cycle.id);
            let mut product = Product::default();
            for question in questions(cycle) {
                assert_eq!(
                    next_question(cycle, &product, &Objections::default()).map(|next| next.criterion),
                    Some(question.criterion)
                );
                answer(&mut product, question.criterion, Reply::Yes);
            }
            assert_eq!(next_question(cycle, &product, &Objections::default()), None);
        }
    }

    #[test]
    fn a_round_begins_where_the_verdict_asks_for() {
        let stations = [
            (RoundVerdict::Improve, Some("api-consumer-experience")),
            (RoundVerdict::Expand, Some("api-product-strategy")),
            (RoundVerdict::Restrict, Some("api-platform-architecture")),
            (RoundVerdict::Pause, None),
            (RoundVerdict::Retire, None),
        ];
        for cycle in Method::built_in().cycles() {
            for (verdict, station) in stations {
                assert_eq!(opens_at(cycle, verdict), station, "{} {}", cycle.id, verdict.word());
            }
        }
        let mut product = Product::default();
        let id = Id::from_bits(1);
        let round =
            |verdict, next: Option<&str>| Round { next: next.map(str::to_owned), ..Round::with(id, 1, verdict) };
        product.rounds = vec![round(RoundVerdict::Restrict, Some("api-platform-architecture"))];
        assert_eq!(Start::of(cycle(), &product, &Objections::default()).recommended, Some(2));
        product.rounds = vec![round(RoundVerdict::Pause, None)];
        let closed = Start::of(cycle(), &product, &Objections::default());
        assert_eq!((closed.recommended, closed.because), (None, Because::Closed(RoundVerdict::Pause)));
    }
}
