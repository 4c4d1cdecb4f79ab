//! The entries of a product, one by one: what an edit changes and a merge compares.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{CriterionAnswer, Id, Product, Reviewed, Round, Style};

/// What stands at one place of a product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductKey {
    /// Its name; [`ProductValue::Text`].
    Name,
    /// Its cycle; [`ProductValue::Text`].
    Cycle,
    /// Its styles; [`ProductValue::Styles`].
    Styles,
    /// Its API description; [`ProductValue::Text`].
    Openapi,
    /// Who plays a part, by the person's id; [`ProductValue::Text`].
    Member(String),
    /// The answer to a criterion, by its id; [`ProductValue::Criterion`].
    Criterion(String),
    /// The mark of a document at a station; [`ProductValue::Reviewed`].
    Reviewed {
        /// Id of the station.
        station: String,
        /// Stem of the document.
        stem: String,
    },
    /// A round that is over, by its id; [`ProductValue::Round`].
    Round(Id),
}

/// The value of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductValue {
    Text(String),
    /// Styles, at least one.
    Styles(Vec<Style>),
    /// An answer to a criterion.
    Criterion(CriterionAnswer),
    /// A mark.
    Reviewed(Reviewed),
    /// A round that is over.
    Round(Box<Round>),
}

impl From<&str> for ProductValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Product {
    /// The value of an entry; nothing where there is none.
    #[must_use]
    pub fn get(&self, key: &ProductKey) -> Option<ProductValue> {
        let text = |text: &String| (!text.is_empty()).then(|| ProductValue::Text(text.clone()));
        match key {
            ProductKey::Name => text(&self.name),
            ProductKey::Cycle => text(&self.cycle),
            ProductKey::Styles => (!self.styles.is_empty()).then(|| ProductValue::Styles(self.styles.clone())),
            ProductKey::Openapi => self.openapi.clone().map(ProductValue::Text),
            ProductKey::Member(person) => self.team.get(person).cloned().map(ProductValue::Text),
            ProductKey::Criterion(id) => self.criteria.get(id).cloned().map(ProductValue::Criterion),
            ProductKey::Reviewed { station, stem } => {
                self.reviewed.get(station)?.get(stem).cloned().map(ProductValue::Reviewed)
            }
            ProductKey::Round(id) => {
                let round = self.rounds.iter().find(|round| round.id == *id);
                round.map(|round| ProductValue::Round(Box::new(round.clone())))
            }
        }
    }

    /// Gives an entry a value, or takes it away. Says whether the value is one it can have; else nothing changes.
    #[must_use]
    pub fn set(&mut self, key: &ProductKey, value: Option<ProductValue>) -> bool {
        match (key, value) {
            (ProductKey::Name, Some(ProductValue::Text(name))) => self.name = name,
            (ProductKey::Cycle, Some(ProductValue::Text(cycle))) => self.cycle = cycle,
            (ProductKey::Styles, Some(ProductValue::Styles(styles))) => self.styles = styles,
            (ProductKey::Styles, None) => self.styles.clear(),
            (ProductKey::Openapi, Some(ProductValue::Text(path))) => self.openapi = Some(path),
            (ProductKey::Openapi, None) => self.openapi = None,
            (ProductKey::Member(person), Some(ProductValue::Text(who))) => {
                self.team.insert(person.clone(), who);
            }
            (ProductKey::Member(person), None) => {
                self.team.remove(person);
            }
            (ProductKey::Criterion(id), Some(ProductValue::Criterion(answer))) => {
                self.criteria.insert(id.clone(), answer);
            }
            (ProductKey::Criterion(id), None) => {
                self.criteria.remove(id);
            }
            (ProductKey::Reviewed { station, stem }, Some(ProductValue::Reviewed(mark))) => {
                self.reviewed.entry(station.clone()).or_default().insert(stem.clone(), mark);
            }
            (ProductKey::Reviewed { station, stem }, None) => {
                if let Some(marks) = self.reviewed.get_mut(station) {
                    marks.remove(stem);
                    if marks.is_empty() {
                        self.reviewed.remove(station);
                    }
                }
            }
            (ProductKey::Round(id), Some(ProductValue::Round(round))) if round.id == *id => {
                match self.rounds.iter_mut().find(|known| known.id == *id) {
                    Some(known) => *known = *round,
                    None => self.rounds.push(*round),
                }
            }
            (ProductKey::Round(id), None) => self.rounds.retain(|round| round.id != *id),
            _ => return false,
        }
        true
    }

    /// The keys of every entry there is, sorted.
    #[must_use]
    pub fn keys(&self) -> BTreeSet<ProductKey> {
        let own = [ProductKey::Name, ProductKey::Cycle, ProductKey::Styles, ProductKey::Openapi];
        let team = self.team.keys().cloned().map(ProductKey::Member);
        let criteria = self.criteria.keys().cloned().map(ProductKey::Criterion);
        let reviewed = self.reviewed.iter().flat_map(|(station, marks)| {
            marks.keys().map(|stem| ProductKey::Reviewed { station: station.clone(), stem: stem.clone() })
        });
        let rounds = self.rounds.iter().map(|round| ProductKey::Round(round.id));
        let own = own.into_iter().filter(|key| self.get(key).is_some());
        own.chain(team).chain(criteria).chain(reviewed).chain(rounds).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Reply, RoundVerdict};

    #[test]
    fn every_entry_can_be_given_and_taken_away() {
        let mut product = Product { name: "Orders".into(), cycle: "c".into(), ..Product::default() };
        let empty = product.clone();
        let id = Id::from_bits(7);
        let reviewed = ProductKey::Reviewed { station: "s".into(), stem: "rest".into() };
        let entries = [
            (ProductKey::Styles, ProductValue::Styles(vec![Style::Rest])),
            (ProductKey::Openapi, "a.yaml".into()),
            (ProductKey::Member("apo".into()), "RA".into()),
            (ProductKey::Criterion("goals".into()), ProductValue::Criterion(CriterionAnswer::with(Reply::No))),
            (reviewed, ProductValue::Reviewed(Reviewed::default())),
            (ProductKey::Round(id), ProductValue::Round(Box::new(Round::with(id, 1, RoundVerdict::Improve)))),
        ];
        for (key, value) in &entries {
            assert_eq!(product.get(key), None, "{key:?}");
            assert!(product.set(key, Some(value.clone())), "{key:?}");
            assert_eq!(product.get(key).as_ref(), Some(value));
            assert!(product.keys().contains(key), "{key:?}");
        }
        assert!(!product.set(&ProductKey::Name, None), "a product has a name");
        assert!(!product.set(&ProductKey::Styles, Some("rest".into())));
        assert!(!product.set(&ProductKey::Round(Id::from_bits(8)), Some(entries[5].1.clone())), "another id");
        for (key, _) in &entries {
            assert!(product.set(key, None), "{key:?}");
        }
        assert_eq!(product, empty);
    }
}
