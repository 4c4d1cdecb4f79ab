//! What is found in one file, while it is looked at.

use std::collections::BTreeMap;

use super::{Finding, IsThere};
use crate::assess::rules;
use crate::codec::{self, Reading};
use crate::diagnostic::{MAX_FINDINGS_OF_A_RULE, Severity};

/// Gathers what is found in one file.
pub(super) struct Found<'a> {
    pub(super) path: &'a str,
    pub(super) reading: &'a Reading,
    pub(super) is_there: &'a IsThere<'a>,
    pub(super) findings: Vec<Finding>,
    /// How many findings of each rule and severity there are.
    pub(super) counted: BTreeMap<(&'static str, Severity), usize>,
}

impl Found<'_> {
    /// Whether something stands at a path of keys, known or not.
    pub(super) fn has(&self, keys: &[&str]) -> bool {
        self.reading.places.find(&codec::path(keys)).is_some()
    }

    /// Whether a path of keys has a text, or a list of texts, that is not blank.
    pub(super) fn says(&self, keys: &[&str]) -> bool {
        let places = &self.reading.places;
        let is_blank = |character: char| character.is_whitespace() || "\"'[],".contains(character);
        places.find(&codec::path(keys)).is_some_and(|place| !places.text(place).chars().all(is_blank))
    }

    /// Reports what stands at a path of keys; where the key is not there, at the table it would be in. Gives back the
    /// finding; nothing where there are so many of its rule that it is only counted.
    pub(super) fn report(
        &mut self,
        rule: &'static str,
        keys: &[&str],
        arguments: Vec<(&'static str, String)>,
    ) -> Option<&mut Finding> {
        let severity = rules::find(rule).map_or(Severity::Error, |rule| rule.severity);
        self.report_as(rule, severity, keys, arguments)
    }

    /// The same with another severity than the rule's own.
    pub(super) fn report_as(
        &mut self,
        rule: &'static str,
        severity: Severity,
        keys: &[&str],
        arguments: Vec<(&'static str, String)>,
    ) -> Option<&mut Finding> {
        let counted = self.counted.entry((rule, severity)).or_default();
        *counted += 1;
        if *counted > MAX_FINDINGS_OF_A_RULE {
            return None;
        }
        let places = &self.reading.places;
        let place = (0..=keys.len()).rev().find_map(|length| places.find(&codec::path(&keys[..length])));
        let finding = Finding::new(rule, self.path, place.cloned(), arguments);
        self.findings.push(Finding { severity, ..finding });
        self.findings.last_mut()
    }

    /// What was found; of each rule and severity the last says how many more there are.
    pub(super) fn finish(self) -> Vec<Finding> {
        let mut findings = self.findings;
        for ((rule, severity), counted) in self.counted {
            let mut told = findings.iter_mut().rev().filter(|found| found.rule == rule && found.severity == severity);
            if let Some(last) = told.next() {
                last.more += counted.saturating_sub(MAX_FINDINGS_OF_A_RULE);
            }
        }
        findings
    }
}
