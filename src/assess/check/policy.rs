//! A team's policy: how much each rule matters to it.

use std::collections::BTreeMap;

use super::Finding;
use crate::assess::rules::{self, FIXED_RULE, RULES, Rule, Severity, UNKNOWN_RULE};
use crate::codec::{self, Places};
use crate::diagnostic::nearest;

/// The file a policy stands in.
const SETTINGS: &str = "stationmaster.toml";

/// Keys without which a file means nothing; the rule of missing keys cannot be switched off for them.
const ESSENTIAL: [&str; 3] = ["format", "canvas", "checklist"];

/// Whether what breaks the rule cannot be checked as a whole: nobody can ask for that not to be told.
fn is_fixed(rule: &Rule) -> bool {
    rule.invalidates || rule.id == codec::rules::NEWER_FORMAT
}

/// A policy that has been looked through.
pub(super) struct Policy<'a> {
    words: &'a BTreeMap<String, String>,
}

impl<'a> Policy<'a> {
    pub(super) fn new(words: &'a BTreeMap<String, String>) -> Self {
        Self { words }
    }

    /// What is wrong with the policy itself.
    pub(super) fn findings(&self, places: Option<&Places>) -> Vec<Finding> {
        let found = self.words.keys().filter_map(|word| {
            let arguments = match rules::find(word) {
                Some(rule) if is_fixed(rule) => (FIXED_RULE, vec![("word", word.clone())]),
                Some(_) => return None,
                None => {
                    let nearest = nearest(word, RULES.iter().map(|rule| rule.id));
                    let nearest = nearest.map(|nearest| ("nearest", nearest.to_owned()));
                    (UNKNOWN_RULE, std::iter::once(("word", word.clone())).chain(nearest).collect())
                }
            };
            let path = codec::path(&["policy", word]);
            let place = places.and_then(|places| places.find_key(&path)).cloned();
            Some(Finding::new(arguments.0, SETTINGS, place, arguments.1))
        });
        found.collect()
    }

    /// Gives a finding the severity the policy says. Says whether the finding counts at all.
    pub(super) fn apply(&self, finding: &mut Finding) -> bool {
        let fixed = rules::find(finding.rule).is_some_and(is_fixed)
            || (finding.rule == codec::rules::MISSING_KEY
                && finding.arguments.iter().any(|(name, key)| *name == "key" && ESSENTIAL.contains(&key.as_str())));
        match self.words.get(finding.rule) {
            Some(_) if fixed => true,
            Some(word) if word == "off" => false,
            Some(word) => {
                finding.severity = Severity::from_word(word).unwrap_or(finding.severity);
                true
            }
            None => rules::find(finding.rule).is_none_or(|rule| !rule.is_off),
        }
    }
}
