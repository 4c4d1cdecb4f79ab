//! Rules of products: rounds.

use std::collections::HashSet;

use super::Found;
use crate::assess::rules::DUPLICATE_ROUND;
use crate::document::Product;

pub(super) fn check(product: &Product, found: &mut Found<'_>) {
    let mut numbers = HashSet::new();
    for round in product.rounds.iter().filter(|round| !numbers.insert(round.number)) {
        let arguments = vec![("number", round.number.to_string())];
        found.report(DUPLICATE_ROUND, &["rounds", round.id.as_str(), "number"], arguments);
    }
}
