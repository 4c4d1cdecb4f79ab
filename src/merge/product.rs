//! Products: entry by entry. An answer whose reply stands keeps the evidence of both sides.

use super::three::{sets, three_way};
use super::{Conflict, Side, Subject};
use crate::document::{CriterionAnswer, Edit, Product, ProductKey, ProductValue, Transaction};

pub(super) fn merge(base: &Product, ours: &Product, theirs: &Product) -> (Product, Vec<Conflict>) {
    let mut merged = theirs.clone();
    merged.format = merged.format.max(ours.format);
    let mut conflicts = Vec::new();
    // What only they have is there already.
    let mut keys = base.keys();
    keys.extend(ours.keys());
    for key in keys {
        let (before, we, they) = (base.get(&key), ours.get(&key), theirs.get(&key));
        let settled = three_way(&before, &we, &they).cloned();
        let settled = settled.or_else(|| together(before.as_ref(), we.as_ref(), they.as_ref()).map(Some));
        let Some(value) = settled else {
            conflicts.push(conflict(key, before, we, they));
            continue;
        };
        // The value is one of an entry with that key, so it fits.
        let _ = merged.set(&key, value);
    }
    (merged, conflicts)
}

/// Both answered a criterion alike and differ in the evidence only, which is a set.
fn together(
    base: Option<&ProductValue>,
    ours: Option<&ProductValue>,
    theirs: Option<&ProductValue>,
) -> Option<ProductValue> {
    let (Some(ProductValue::Criterion(ours)), Some(ProductValue::Criterion(theirs))) = (ours, theirs) else {
        return None;
    };
    let before = match base {
        Some(ProductValue::Criterion(answer)) => answer.evidence.as_slice(),
        _ => &[],
    };
    let evidence = sets(before, &ours.evidence, &theirs.evidence);
    let ours = CriterionAnswer { evidence: evidence.clone(), ..ours.clone() };
    let theirs = CriterionAnswer { evidence, ..theirs.clone() };
    (ours == theirs).then_some(ProductValue::Criterion(theirs))
}

fn conflict(
    key: ProductKey,
    base: Option<ProductValue>,
    ours: Option<ProductValue>,
    theirs: Option<ProductValue>,
) -> Conflict {
    let edit = Edit::Entry { key: key.clone(), before: theirs.clone(), after: ours.clone() };
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
        product.criteria.insert("goals".into(), CriterionAnswer { evidence, ..CriterionAnswer::new(reply) });
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
