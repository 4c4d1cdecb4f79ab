//! How a document stands: against git, against its last version, and by the days in it.

use chrono::NaiveDate;
use serde::Serialize;

use super::versions::{frozen_path, is_changed};
use crate::document::{DocumentBody, Status};

/// How a file stands against the last commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GitState {
    /// It is as it was.
    Clean,
    /// It says something else than it did.
    Changed,
    /// It was not there.
    New,
    /// A merge left it for a person to settle.
    Conflicted,
    /// git was told to pass it over.
    Ignored,
}

/// How a document stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Nothing without git.
    pub git: Option<GitState>,
    /// Whether it says something else than its last version.
    pub changed_since_version: bool,
    /// Whether it was to be looked at again by a day that is over.
    pub review_overdue: bool,
}

/// The one sign of how a document stands: what comes first here hides what comes after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StandingSign {
    Conflicted,
    Changed,
    New,
    /// It differs from its last version.
    Differs,
    Overdue,
}

impl Standing {
    /// How a document stands that says this. `frozen` is what stands in the file of its last version.
    #[must_use]
    pub fn of(
        sheet: Option<&DocumentBody>,
        frozen: Option<&DocumentBody>,
        git: Option<GitState>,
        today: NaiveDate,
    ) -> Self {
        let differs = sheet.zip(frozen).is_some_and(|(sheet, frozen)| is_changed(sheet, frozen));
        let head = sheet.and_then(DocumentBody::head);
        let is_over =
            head.is_some_and(|head| head.review_by.is_some_and(|day| day < today) && head.status != Status::Superseded);
        Self { git, changed_since_version: differs, review_overdue: is_over }
    }

    /// Every sign there is to show, the most important first.
    pub fn signs(&self) -> impl Iterator<Item = StandingSign> {
        let of_git = match self.git {
            Some(GitState::Conflicted) => Some(StandingSign::Conflicted),
            Some(GitState::Changed) => Some(StandingSign::Changed),
            Some(GitState::New) => Some(StandingSign::New),
            Some(GitState::Clean | GitState::Ignored) | None => None,
        };
        let differs = self.changed_since_version.then_some(StandingSign::Differs);
        of_git.into_iter().chain(differs).chain(self.review_overdue.then_some(StandingSign::Overdue))
    }
}

/// The path of the file of a document's last version; nothing where none was published.
#[must_use]
pub fn last_frozen(sheet: &DocumentBody, product: &str, stem: &str) -> Option<String> {
    let version = sheet.head()?.version;
    (version > 0).then(|| frozen_path(product, stem, version))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Canvas, Head};

    #[test]
    fn what_matters_most_comes_first() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a day");
        let mut canvas = Canvas::new(Head::new("domain", "Orders"));
        canvas.head.review_by = Some(day(22));
        let body = |canvas: &Canvas| DocumentBody::Canvas(Arc::new(canvas.clone()));
        let (sheet, frozen) =
            (body(&canvas), DocumentBody::Canvas(Arc::new(Canvas::new(Head::new("domain", "Parcels")))));
        let signs = |git, today| -> Vec<StandingSign> {
            Standing::of(Some(&sheet), Some(&frozen), git, day(today)).signs().collect()
        };
        let all = [StandingSign::Changed, StandingSign::Differs, StandingSign::Overdue];
        assert_eq!(signs(Some(GitState::Changed), 23), all);
        assert_eq!(signs(Some(GitState::Clean), 22), all[1..2]);
        assert_eq!(signs(None, 23), all[1..]);
        canvas.head.version = 3;
        assert_eq!(last_frozen(&body(&canvas), "orders", "domain").as_deref(), Some("orders/versions/domain@3.toml"));
        assert_eq!(last_frozen(&sheet, "orders", "domain"), None);
        canvas.head.status = Status::Superseded;
        assert!(!Standing::of(Some(&body(&canvas)), None, None, day(23)).review_overdue);
    }
}
