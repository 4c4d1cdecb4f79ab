//! Products: entry by entry, answers to criteria field by field. Evidence and styles are sets.

use super::keys::{merge_keys, merge_lists, take};
use super::three::{sets, three_way};
use super::{Conflict, Side, Subject};
use crate::document::{CriterionAnswer, Edit, FileTable, KeyValue, Product, ProductKey, ProductValue, Transaction};

pub(super) fn merge(base: &Product, ours: &Product, theirs: &Product) -> (Product, Vec<Conflict>) {
    let mut merged = theirs.clone();
    merged.format = merged.format.max(ours.format);
    let mut conflicts = Vec::new();
    // What only they have is there already.
    let mut keys = base.keys();
    keys.extend(ours.keys());
    for key in keys {
        let sides = (base.get(&key), ours.get(&key), theirs.get(&key));
        let value = if let Some(value) = three_way(&sides.0, &sides.1, &sides.2) {
            value.clone()
        } else {
            let together = Together::of(sides.0.as_ref(), sides.1.as_ref(), sides.2.as_ref());
            if together.merged != together.settled {
                conflicts.push(conflict(key.clone(), sides, &together));
            }
            together.merged
        };
        // The value is one of an entry with that key, so it fits.
        let _ = merged.set(&key, value);
    }
    (merged, conflicts)
}

/// What an entry comes to that both sides changed.
struct Together {
    /// With theirs where they clash.
    merged: Option<ProductValue>,
    /// With ours where they clash.
    settled: Option<ProductValue>,
}

impl Together {
    fn of(base: Option<&ProductValue>, ours: Option<&ProductValue>, theirs: Option<&ProductValue>) -> Self {
        match (ours, theirs) {
            (Some(ProductValue::Criterion(ours)), Some(ProductValue::Criterion(theirs))) => {
                let before = match base {
                    Some(ProductValue::Criterion(answer)) => Some(answer),
                    _ => None,
                };
                let (merged, settled) = criterion(before, ours, theirs);
                Self { merged: Some(ProductValue::Criterion(merged)), settled: Some(ProductValue::Criterion(settled)) }
            }
            (ours, theirs) if ours.or(theirs).is_some_and(is_styles) => {
                let list = |side: Option<&ProductValue>| match side {
                    Some(ProductValue::Styles(styles)) => styles.clone(),
                    _ => Vec::new(),
                };
                let styles = sets(&list(base), &list(ours), &list(theirs));
                let styles = (!styles.is_empty()).then_some(ProductValue::Styles(styles));
                Self { merged: styles.clone(), settled: styles }
            }
            _ => Self { merged: theirs.cloned(), settled: ours.cloned() },
        }
    }
}

fn is_styles(value: &ProductValue) -> bool {
    matches!(value, ProductValue::Styles(_))
}

/// What an answer to a criterion comes to, with theirs and with ours where they clash. Who answered, when, and with which
/// remark belongs to the answer: where two people answered differently, each stands whole. Evidence is a set.
fn criterion(
    base: Option<&CriterionAnswer>,
    ours: &CriterionAnswer,
    theirs: &CriterionAnswer,
) -> (CriterionAnswer, CriterionAnswer) {
    let none = CriterionAnswer::with(ours.answer);
    let base = base.unwrap_or(&none);
    let (mut merged, mut settled) = (theirs.clone(), ours.clone());
    if are_apart(base, ours, theirs) {
        merge_lists(base, ours, &mut merged);
        settled.evidence.clone_from(&merged.evidence);
    } else {
        let clashing = merge_keys(base, ours, &mut merged);
        settled.clone_from(&merged);
        for key in clashing {
            take(key, ours, &mut settled);
        }
    }
    (merged, settled)
}

fn are_apart(base: &CriterionAnswer, ours: &CriterionAnswer, theirs: &CriterionAnswer) -> bool {
    three_way(&base.answer, &ours.answer, &theirs.answer).is_none()
}

/// The keys in which two answers to a criterion clash; where the answers themselves do, all that belong to one.
pub(super) fn criterion_clashes(
    base: Option<&CriterionAnswer>,
    ours: &CriterionAnswer,
    theirs: &CriterionAnswer,
) -> Vec<&'static str> {
    let none = CriterionAnswer::with(ours.answer);
    let base = base.unwrap_or(&none);
    if are_apart(base, ours, theirs) {
        let is_value = |key: &&&'static str| !matches!(ours.key(key), Some(KeyValue::List(_)));
        return CriterionAnswer::KEYS.iter().filter(is_value).copied().collect();
    }
    merge_keys(base, ours, &mut theirs.clone())
}

type Values = (Option<ProductValue>, Option<ProductValue>, Option<ProductValue>);

fn conflict(key: ProductKey, (base, ours, theirs): Values, together: &Together) -> Conflict {
    let edit = Edit::Entry { key: key.clone(), before: together.merged.clone(), after: together.settled.clone() };
    let side = |value: Option<ProductValue>| value.map(Side::Entry);
    let conflict = Conflict::new(Subject::Entry { key }, side(base), side(ours), side(theirs));
    Conflict { our_step: Transaction { edits: vec![edit] }, ..conflict }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Reply, Reviewed};

    fn answered(reply: Reply, evidence: &[&str]) -> Product {
        let mut product = Product { name: "Orders".into(), cycle: "c".into(), ..Product::default() };
        let evidence = evidence.iter().map(|text| (*text).to_owned()).collect();
        product.criteria.insert("goals".into(), CriterionAnswer { evidence, ..CriterionAnswer::with(reply) });
        product
    }

    #[test]
    fn what_only_one_side_changed_is_taken_and_evidence_is_a_set() {
        let base = answered(Reply::No, &[]);
        let mut ours = answered(Reply::Yes, &["a"]);
        ours.team.insert("apo".into(), "RA".into());
        let mut theirs = answered(Reply::Yes, &["b"]);
        theirs.reviewed.entry("s".into()).or_default().insert("rest".into(), Reviewed::default());
        let (merged, conflicts) = merge(&base, &ours, &theirs);
        assert_eq!(conflicts, []);
        assert_eq!(merged.criteria["goals"].evidence, ["b", "a"]);
        assert_eq!((merged.team.len(), merged.reviewed.len()), (1, 1));
    }

    #[test]
    fn an_answer_is_merged_field_by_field_and_stands_whole_where_two_differ() {
        let base = answered(Reply::No, &["a"]);
        let with = |reply, note: Option<&str>, by: Option<&str>| {
            let mut product = answered(reply, &["a"]);
            let answer = product.criteria.get_mut("goals").expect("there");
            (answer.note, answer.by) = (note.map(str::to_owned), by.map(str::to_owned));
            product
        };
        let (merged, conflicts) =
            merge(&base, &with(Reply::No, Some("soon"), None), &with(Reply::Yes, None, Some("RA")));
        assert_eq!(conflicts, []);
        let answer = &merged.criteria["goals"];
        assert_eq!(
            (answer.answer, answer.note.as_deref(), answer.by.as_deref()),
            (Reply::Yes, Some("soon"), Some("RA"))
        );
        let (ours, theirs) = (with(Reply::Unsure, None, Some("A")), with(Reply::Yes, None, Some("B")));
        let (merged, conflicts) = merge(&base, &ours, &theirs);
        assert_eq!((merged.criteria["goals"].by.as_deref(), conflicts.len()), (Some("B"), 1));
        let sides = [&base, &ours, &theirs].map(|product| &product.criteria["goals"]);
        assert_eq!(criterion_clashes(Some(sides[0]), sides[1], sides[2]), ["answer", "by", "date", "note"]);
    }

    #[test]
    fn styles_of_both_sides_stand() {
        use crate::document::Style;
        let with = |styles: &[Style]| Product { styles: styles.to_vec(), ..answered(Reply::No, &[]) };
        let (merged, conflicts) =
            merge(&with(&[Style::Rest]), &with(&[Style::Rest, Style::Event]), &with(&[Style::Graphql]));
        assert_eq!((merged.styles, conflicts), (vec![Style::Graphql, Style::Event], vec![]));
    }

    #[test]
    fn the_difference_of_two_products_leads_from_one_to_the_other() {
        let body = |product: Product| crate::document::DocumentBody::Product(std::sync::Arc::new(product));
        let from = answered(Reply::No, &["a"]);
        let mut to = answered(Reply::Yes, &["b"]);
        to.team.insert("apo".into(), "RA".into());
        let (mut from, to) = (body(from), body(to));
        let edits = super::super::diff::edits(&from, &to);
        assert_eq!(edits.len(), 2, "{edits:?}");
        for edit in &edits {
            edit.apply(&mut from).expect("it fits");
        }
        assert_eq!(from, to);
    }

    #[test]
    fn two_different_answers_are_asked_about_and_theirs_stands_until_then() {
        let (base, ours, theirs) = (answered(Reply::Unsure, &[]), answered(Reply::Yes, &[]), answered(Reply::No, &[]));
        let (merged, conflicts) = merge(&base, &ours, &theirs);
        assert_eq!(merged.criteria["goals"].answer, Reply::No);
        let [conflict] = &conflicts[..] else { panic!("{conflicts:?}") };
        let mut sheet = crate::document::DocumentBody::Product(std::sync::Arc::new(merged));
        conflict.take_ours().apply(&mut sheet).expect("it fits");
        assert_eq!(sheet.product().expect("a product").criteria["goals"].answer, Reply::Yes);
    }
}
