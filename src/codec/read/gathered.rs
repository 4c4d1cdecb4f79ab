//! The problems of a file while it is read: of each rule the first, and how many more there are. A file that is nothing but
//! problems (200,000 of them take 8 s to tell) is then read about as fast as any other of its size.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::Problem;
use super::super::places::Lines;
use crate::diagnostic::MAX_FINDINGS_OF_A_RULE;

/// What was gathered.
#[derive(Default)]
pub(super) struct Gathered {
    rules: BTreeMap<&'static str, OfRule>,
}

/// The problems of one rule.
#[derive(Default)]
struct OfRule {
    /// Those that come first in the file, up to twice as many as are told.
    kept: Vec<Raw>,
    /// Where the last one stands that is told for sure, once there are enough.
    enough: Option<usize>,
    /// How many more there are.
    more: usize,
}

struct Raw {
    span: Range<usize>,
    arguments: Vec<(&'static str, String)>,
}

impl OfRule {
    /// Puts aside those that are told, and counts the others.
    fn settle(&mut self) {
        self.kept.sort_by_key(|raw| raw.span.start);
        self.kept.dedup_by(|a, b| a.span == b.span && a.arguments == b.arguments);
        self.more += self.kept.len().saturating_sub(MAX_FINDINGS_OF_A_RULE);
        self.kept.truncate(MAX_FINDINGS_OF_A_RULE);
        self.enough = self.kept.get(MAX_FINDINGS_OF_A_RULE - 1).map(|last| last.span.start);
    }
}

impl Gathered {
    /// Whether a problem that begins there would only be counted, so that nobody needs to know what it says.
    pub(super) fn is_beyond(&self, rule: &'static str, start: usize) -> bool {
        self.rules.get(rule).and_then(|of| of.enough).is_some_and(|enough| start > enough)
    }

    /// Adds a problem.
    pub(super) fn add(&mut self, rule: &'static str, span: Range<usize>, arguments: Vec<(&'static str, String)>) {
        let is_beyond = self.is_beyond(rule, span.start);
        let of = self.rules.entry(rule).or_default();
        if is_beyond {
            of.more += 1;
            return;
        }
        of.kept.push(Raw { span, arguments });
        if of.kept.len() >= 2 * MAX_FINDINGS_OF_A_RULE {
            of.settle();
        }
    }

    /// The problems to be told with their places, and how many more there are of which rule.
    pub(super) fn finish(self, lines: &Lines<'_>) -> (Vec<Problem>, BTreeMap<&'static str, usize>) {
        let (mut problems, mut more) = (Vec::new(), BTreeMap::new());
        for (rule, mut of) in self.rules {
            of.settle();
            if of.more > 0 {
                more.insert(rule, of.more);
            }
            let told = of.kept.into_iter();
            problems.extend(told.map(|Raw { span, arguments }| Problem {
                rule,
                place: lines.place(span),
                arguments,
                more: 0,
            }));
        }
        (problems, more)
    }
}
