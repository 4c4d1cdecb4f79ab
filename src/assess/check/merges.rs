//! What a merge that was committed got wrong, as findings in the file as it stands now.

use std::collections::BTreeMap;

use super::policy::Policy;
use super::{Finding, first_of_each_rule};
use crate::assess::rules::{MERGE_LOST, MERGE_MIXED, MERGE_RETURNED};
use crate::codec::{self, Place, Places};
use crate::merge::changes::Topic;
use crate::merge::mistakes::{Mistake, MistakeKind};

impl Finding {
    /// A mistake of a merge in a file. `places` are those of the file now: what is there is found where it stands, what is
    /// gone where its section begins.
    #[must_use]
    pub fn of_merge(path: &str, mistake: &Mistake, places: &Places, commit: &str) -> Self {
        let (rule, part) = match (mistake.kind, mistake.topic, &mistake.wanted) {
            (MistakeKind::Lost, ..) => (MERGE_LOST, "message"),
            (MistakeKind::Returned, ..) => (MERGE_RETURNED, "message"),
            (MistakeKind::Mixed, Topic::Head, Some(_)) => (MERGE_MIXED, "head"),
            (MistakeKind::Mixed, Topic::Head, None) => (MERGE_MIXED, "head-unwanted"),
            (MistakeKind::Mixed, _, Some(_)) => (MERGE_MIXED, "message"),
            (MistakeKind::Mixed, _, None) => (MERGE_MIXED, "unwanted"),
        };
        let id = mistake.id.as_ref().or(mistake.list.as_ref()).or(mistake.key.as_ref());
        let mut arguments = vec![
            ("commit", commit.to_owned()),
            ("id", id.cloned().unwrap_or_default()),
            ("text", mistake.text.clone()),
        ];
        arguments.extend(mistake.key.clone().map(|key| ("key", key)));
        arguments.extend(mistake.wanted.clone().map(|wanted| ("wanted", wanted)));
        let anchor = match (&mistake.id, mistake.topic) {
            (Some(id), Topic::Note) => format!("#{id}"),
            _ => keys(mistake, mistake.id.as_deref()).join("."),
        };
        let key = mistake.key.as_deref().filter(|_| mistake.topic != Topic::Head);
        let key = key.map(|key| format!(".{key}")).unwrap_or_default();
        let place = place(mistake, places);
        let finding = Self::new(rule, path, place, arguments);
        Self { part, anchor: Some(anchor + &key), ..finding }
    }

    /// A document that a merge lost, or brought back.
    #[must_use]
    pub fn of_merged_document(path: &str, kind: MistakeKind, commit: &str) -> Self {
        let rule = if kind == MistakeKind::Lost { MERGE_LOST } else { MERGE_RETURNED };
        let finding = Self::new(rule, path, None, vec![("commit", commit.to_owned())]);
        Self { part: "document", ..finding }
    }
}

/// Findings as a team's policy has them, in the order of those of [`super::check`] and no more of one rule than there.
#[must_use]
pub fn by_policy(mut findings: Vec<Finding>, policy: &BTreeMap<String, String>) -> Vec<Finding> {
    let policy = Policy::new(policy);
    findings.retain_mut(|finding| policy.apply(finding));
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    first_of_each_rule(findings)
}

/// The keys that lead to something of that kind and id.
fn keys<'m>(mistake: &'m Mistake, id: Option<&'m str>) -> Vec<&'m str> {
    let id = id.unwrap_or_default();
    let table = match mistake.topic {
        Topic::Note => return vec!["notes", mistake.section.as_deref().unwrap_or_default(), id],
        Topic::Head => return mistake.key.as_deref().into_iter().collect(),
        Topic::Reviewed => {
            let (station, stem) = id.split_once('.').unwrap_or((id, ""));
            return vec!["reviewed", station, stem];
        }
        Topic::Section => "sections",
        Topic::Item => "items",
        Topic::Criterion => "criteria",
        Topic::Round => "rounds",
        Topic::Team => "team",
        Topic::Version => "history",
        Topic::Entry => mistake.list.as_deref().unwrap_or_default(),
    };
    if id.is_empty() { vec![table] } else { vec![table, id] }
}

fn place(mistake: &Mistake, places: &Places) -> Option<Place> {
    let find = |id: Option<&str>| match mistake.topic {
        Topic::Version => version(places, id.unwrap_or_default()),
        _ => places.find(&codec::path(&keys(mistake, id))).cloned(),
    };
    if mistake.kind != MistakeKind::Lost {
        return find(mistake.id.as_deref());
    }
    let beside = mistake.beside.iter().filter_map(|id| find(Some(id)));
    let first = beside.min_by_key(|place| place.span.start);
    let section = mistake.section.as_deref().map(|section| codec::path(&["sections", section]));
    first.or_else(|| places.find(&section?).cloned())
}

/// The table of a version in the history.
fn version(places: &Places, number: &str) -> Option<Place> {
    (0..)
        .map_while(|at| Some((at, places.find(&format!("history[{at}]"))?)))
        .find(|(at, _)| {
            let said = places.find(&format!("history[{at}].version"));
            said.is_some_and(|said| places.text(said).trim() == number)
        })
        .map(|(_, place)| place.clone())
}
