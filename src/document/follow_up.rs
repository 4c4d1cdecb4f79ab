//! What a team decided, what is still to be done, and what was put aside (`follow-up.toml`).

use chrono::NaiveDate;

use super::Id;

/// A decision of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub id: Id,
    /// What was decided.
    pub text: String,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// Why.
    pub because: Option<String>,
    /// What was turned down, and why.
    pub rejected: Vec<String>,
    /// Who did not agree, and why.
    pub dissent: Option<String>,
    /// What it is about: references as text.
    pub about: Vec<String>,
}

/// Something somebody does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    pub id: Id,
    /// What is to be done.
    pub text: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// When it was done; nothing while open.
    pub done: Option<NaiveDate>,
    /// What it is about: references as text.
    pub about: Vec<String>,
}

/// A topic put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parked {
    pub id: Id,
    /// The topic.
    pub text: String,
    /// Who takes it up.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Why it was dropped, where it was.
    pub dropped: Option<String>,
    /// What it is about: references as text.
    pub about: Vec<String>,
}

/// Decisions, actions and parked topics of a product (`follow-up.toml`), each in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// Number of the file's format.
    pub format: u32,
    pub decisions: Vec<Decision>,
    pub actions: Vec<Action>,
    /// The parked topics.
    pub parked: Vec<Parked>,
}

impl FollowUp {
    /// Whether both say the same. In which order they say it means nothing.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(a: &[T], b: &[T], id: impl Fn(&T) -> Id) -> bool {
            let sorted = |list| {
                let mut list: Vec<&T> = <[T]>::iter(list).collect();
                list.sort_by_key(|one| id(one));
                list
            };
            a == b || sorted(a) == sorted(b)
        }
        self.format == other.format
            && same(&self.decisions, &other.decisions, |decision| decision.id)
            && same(&self.actions, &other.actions, |action| action.id)
            && same(&self.parked, &other.parked, |parked| parked.id)
    }
}
