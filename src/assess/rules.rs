//! Every rule a file can break: its id, how much it matters, and whether it makes the file invalid.
//!
//! The sentences are in the catalogue: `rule.<id>.title`, `.message` and `.help`. The reference of rules is made from
//! this list.

use crate::codec::rules as codec;
pub use crate::diagnostic::{Rule, Severity};

/// A reference to a note or file that is not there. `word`
pub const BROKEN_REFERENCE: &str = "broken-reference";
/// A reference whose note is there, in another file than it says. `word`, `right`
pub const STALE_REFERENCE: &str = "stale-reference";
/// A note under one that is not in its section. `id`, `under`
pub const GROUP_MISSING: &str = "group-missing";
/// A note under one that is grouped itself. `id`, `under`
pub const GROUP_NESTED: &str = "group-nested";
/// An item that is not applicable, and nobody said why. `item`
pub const VERDICT_WITHOUT_REASON: &str = "verdict-without-reason";
/// An item that passes, in whole or in part, without evidence. `item`, `verdict`
pub const VERDICT_WITHOUT_EVIDENCE: &str = "verdict-without-evidence";
/// A verdict on an item whose verdict is computed. `item`
pub const COMPUTED_VERDICT: &str = "computed-verdict";
/// Evidence, a reason or a name where no verdict or answer is. `item`, `key`, `known`
pub const VERDICT_MISSING: &str = "verdict-missing";
/// A verdict or an answer without a name or a date. `item`
pub const VERDICT_UNSIGNED: &str = "verdict-unsigned";
/// Evidence that is a path and not there. `item`, `path`
pub const EVIDENCE_MISSING: &str = "evidence-missing";
/// A product's API description that is not there. `path`
pub const DESCRIPTION_MISSING: &str = "description-missing";
/// A waiver that no longer holds. `item`, `until`
pub const WAIVER_EXPIRED: &str = "waiver-expired";
/// A pain that nothing relieves. `text`
pub const PAIN_UNRELIEVED: &str = "pain-unrelieved";
/// A feature that no product carries. `text`
pub const FEATURE_UNCARRIED: &str = "feature-uncarried";
/// A journey step that nothing serves. `text`
pub const STEP_UNSERVED: &str = "step-unserved";
/// A note of another kind of which nothing was made, though its section expects it. `text`
pub const LEADS_NOWHERE: &str = "leads-nowhere";
/// Two rounds with one number. `number`
pub const DUPLICATE_ROUND: &str = "duplicate-round";
/// Two published versions with one number. `version`
pub const DUPLICATE_VERSION: &str = "duplicate-version";
/// A published version whose frozen file no longer has its digest. `version`, `path`
pub const VERSION_CHANGED: &str = "version-changed";
/// A published version without a frozen file. `version`, `path`
pub const VERSION_MISSING: &str = "version-missing";
/// A document that says something else than its last version. `version`
pub const CHANGED_SINCE_VERSION: &str = "changed-since-version";
/// A digest that is none. `word`
pub const MALFORMED_DIGEST: &str = "malformed-digest";
/// A document that was to be looked at again. `date`
pub const REVIEW_OVERDUE: &str = "review-overdue";
/// A document that was replaced, and nobody said by what.
pub const SUPERSEDED_WITHOUT_SUCCESSOR: &str = "superseded-without-successor";
/// A character that has no width and joins nothing. `code`
pub const LOOSE_INVISIBLE: &str = "loose-invisible";
/// A file that is not in canonical form.
pub const NOT_CANONICAL: &str = "not-canonical";
/// A policy for a rule there is not. `word`, `nearest` where one is near
pub const UNKNOWN_RULE: &str = "unknown-rule";
/// Something that a merge lost. `commit`, `id`, `text`
pub const MERGE_LOST: &str = "merge-lost";
/// Something that a merge brought back. `commit`, `id`, `text`
pub const MERGE_RETURNED: &str = "merge-returned";
/// A key of which a merge made what the changes of neither side come to. `commit`, `id`, `text`, `key`, `wanted`
pub const MERGE_MIXED: &str = "merge-mixed";
/// A team's method file that is left out. `detail`, where it could be read
pub const METHOD_FILE: &str = "method-file";
/// A policy for a rule that tells of files that cannot be checked. `word`
pub const FIXED_RULE: &str = "fixed-rule";

/// An open action whose day is over. `date`
pub const ACTION_OVERDUE: &str = "action-overdue";
/// An open action without an owner. `reason` where somebody gave one
pub const ACTION_UNOWNED: &str = "action-unowned";
/// An action whose owner is several people. `owner`
pub const ACTION_CROWD: &str = "action-crowd";
/// A parked topic that nobody comes back to.
pub const PARKED_OPEN: &str = "parked-open";
/// A decision without who or why. `key`
pub const DECISION_BARE: &str = "decision-bare";
/// A decision that was to be looked at again. `date`
pub const DECISION_STALE: &str = "decision-stale";
/// A session of an earlier day that was never closed. `date`
pub const SESSION_LEFT_RUNNING: &str = "session-left-running";
/// A vote whose numbers cannot be. `cast`, `most` or `sum`
pub const VOTES_ODD: &str = "votes-odd";
/// A kind of block nobody knows. `word`, `nearest` where one is near, `known`
pub const UNKNOWN_BLOCK: &str = "unknown-block";
/// A second person who decides. `who`, `other`
pub const DUPLICATE_DECIDER: &str = "duplicate-decider";

const fn invalid(id: &'static str) -> Rule {
    Rule { id, severity: Severity::Error, invalidates: true, is_off: false }
}

const fn rule(id: &'static str, severity: Severity) -> Rule {
    Rule { id, severity, invalidates: false, is_off: false }
}

/// A rule that only a policy switches on.
const fn off(id: &'static str) -> Rule {
    Rule { id, severity: Severity::Note, invalidates: false, is_off: true }
}

/// Every rule: first those that say whether a file can be read, then what it says, then how it says it.
pub const RULES: &[Rule] = &[
    invalid(codec::SYNTAX),
    invalid(codec::NOT_UTF8),
    invalid(codec::FOREIGN_FILE),
    invalid(codec::CONFLICT_MARKERS),
    rule(codec::NEWER_FORMAT, Severity::Error),
    invalid(METHOD_FILE),
    invalid(codec::WRONG_TYPE),
    rule(codec::MISSING_KEY, Severity::Error),
    rule(codec::UNKNOWN_KEY, Severity::Warning),
    invalid(codec::UNKNOWN_TEMPLATE),
    rule(codec::UNKNOWN_SECTION, Severity::Warning),
    rule(codec::UNKNOWN_ITEM, Severity::Warning),
    rule(codec::UNKNOWN_KIND, Severity::Error),
    rule(codec::NUMBER_OUT_OF_RANGE, Severity::Error),
    rule(codec::UNKNOWN_WORD, Severity::Error),
    invalid(codec::DUPLICATE_ID),
    rule(codec::MALFORMED_ID, Severity::Warning),
    rule(codec::MALFORMED_REFERENCE, Severity::Error),
    rule(codec::MALFORMED_DATE, Severity::Error),
    rule(codec::MALFORMED_COLOR, Severity::Warning),
    rule(codec::EMPTY_NOTE, Severity::Warning),
    rule(codec::EMPTY_TEXT, Severity::Warning),
    rule(BROKEN_REFERENCE, Severity::Error),
    rule(STALE_REFERENCE, Severity::Note),
    rule(GROUP_MISSING, Severity::Warning),
    rule(GROUP_NESTED, Severity::Warning),
    rule(VERDICT_WITHOUT_REASON, Severity::Error),
    rule(VERDICT_WITHOUT_EVIDENCE, Severity::Error),
    rule(COMPUTED_VERDICT, Severity::Warning),
    rule(VERDICT_MISSING, Severity::Warning),
    rule(VERDICT_UNSIGNED, Severity::Note),
    rule(EVIDENCE_MISSING, Severity::Warning),
    rule(DESCRIPTION_MISSING, Severity::Warning),
    rule(WAIVER_EXPIRED, Severity::Warning),
    rule(DUPLICATE_VERSION, Severity::Error),
    rule(VERSION_CHANGED, Severity::Error),
    rule(VERSION_MISSING, Severity::Warning),
    rule(MALFORMED_DIGEST, Severity::Error),
    off(CHANGED_SINCE_VERSION),
    rule(REVIEW_OVERDUE, Severity::Warning),
    rule(SUPERSEDED_WITHOUT_SUCCESSOR, Severity::Warning),
    rule(DUPLICATE_ROUND, Severity::Error),
    rule(ACTION_OVERDUE, Severity::Warning),
    rule(ACTION_UNOWNED, Severity::Note),
    rule(ACTION_CROWD, Severity::Note),
    rule(PARKED_OPEN, Severity::Warning),
    rule(DECISION_BARE, Severity::Note),
    rule(DECISION_STALE, Severity::Warning),
    rule(SESSION_LEFT_RUNNING, Severity::Warning),
    rule(VOTES_ODD, Severity::Error),
    rule(UNKNOWN_BLOCK, Severity::Warning),
    rule(DUPLICATE_DECIDER, Severity::Error),
    rule(MERGE_LOST, Severity::Error),
    rule(MERGE_RETURNED, Severity::Error),
    rule(MERGE_MIXED, Severity::Warning),
    rule(PAIN_UNRELIEVED, Severity::Warning),
    rule(FEATURE_UNCARRIED, Severity::Warning),
    rule(STEP_UNSERVED, Severity::Warning),
    rule(LEADS_NOWHERE, Severity::Warning),
    rule(LOOSE_INVISIBLE, Severity::Warning),
    rule(NOT_CANONICAL, Severity::Warning),
    rule(UNKNOWN_RULE, Severity::Warning),
    rule(FIXED_RULE, Severity::Warning),
];

/// The rule with that id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Catalogue;

    #[test]
    fn every_rule_stands_once_and_says_what_to_do() {
        let catalogue = Catalogue::english();
        let mut missing = Vec::new();
        for rule in RULES {
            assert_eq!(RULES.iter().filter(|other| other.id == rule.id).count(), 1, "{}", rule.id);
            for part in ["title", "message", "help"] {
                let key = format!("rule.{}.{part}", rule.id);
                if catalogue.find(&key).is_none() {
                    missing.push(key);
                }
            }
        }
        assert_eq!(missing, Vec::<String>::new());
    }

    #[test]
    fn every_rule_of_the_reader_is_registered() {
        for id in codec::ALL {
            let rule = find(id).unwrap_or_else(|| panic!("{id} is not registered"));
            let invalidates = codec::INVALIDATING.contains(&id) || id == codec::CONFLICT_MARKERS;
            assert_eq!(rule.invalidates, invalidates, "{id}");
        }
    }
}
