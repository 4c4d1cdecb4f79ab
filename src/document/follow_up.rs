//! What follows from the work on a product (`follow-up.toml`) as values: decisions, actions, and topics put aside.
//!
//! In a file and in every edit it is a [`Register`]; here is what one says.

use chrono::NaiveDate;

use super::{Id, Register, RegisterValue, Table};

/// The id of the definition of follow-up files.
pub const FOLLOW_UP: &str = "follow-up";

/// What a follow-up file says, each list in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// What is to be done.
    pub actions: Vec<FollowUpItem>,
    /// What was put aside.
    pub parked: Vec<FollowUpItem>,
}

/// Something that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: Id,
    /// What was decided.
    pub text: String,
    /// Who decided.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
    /// Why.
    pub because: Option<String>,
    /// What was set aside.
    pub rejected: Vec<String>,
    /// Who objected, and why.
    pub dissent: Option<String>,
    /// What it is about: references as text.
    pub about: Vec<String>,
    /// The day to look at it again.
    pub review_by: Option<NaiveDate>,
    /// What replaced it: a reference as text.
    pub superseded_by: Option<String>,
}

/// An action, or a topic that was put aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpItem {
    /// Its id.
    pub id: Id,
    /// What is to be done or talked about.
    pub text: String,
    /// Who sees to it; nothing where the owner is blank.
    pub owner: Option<String>,
    /// Why an action has no owner; may be blank.
    pub without_owner: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// When it was done or dealt with.
    pub done: Option<NaiveDate>,
    /// Why it was dropped.
    pub dropped: Option<String>,
    /// What it is about: references as text.
    pub about: Vec<String>,
}

impl FollowUp {
    /// What a register says; nothing where it is none of these.
    #[must_use]
    pub fn of(register: &Register) -> Option<Self> {
        (register.template().id == FOLLOW_UP).then(|| Self {
            decisions: entries(register, "decisions", decision),
            actions: entries(register, "actions", item),
            parked: entries(register, "parked", item),
        })
    }

    /// The action or topic with that id.
    #[must_use]
    pub fn item(&self, id: Id) -> Option<&FollowUpItem> {
        self.actions.iter().chain(&self.parked).find(|item| item.id == id)
    }

    /// The decision with that id.
    #[must_use]
    pub fn decision(&self, id: Id) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.id == id)
    }

    /// What the entry with that id says.
    #[must_use]
    pub fn text(&self, id: Id) -> Option<&str> {
        self.item(id).map(|item| item.text.as_str()).or_else(|| self.decision(id).map(|found| found.text.as_str()))
    }
}

impl FollowUpItem {
    /// Whether it is neither done nor dropped.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.done.is_none() && self.dropped.is_none()
    }

    /// Whether it is open though its day is over.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < today)
    }
}

fn entries<T>(register: &Register, table: &str, read: fn(Id, &Table) -> T) -> Vec<T> {
    register.entries(table).filter_map(|(id, entry)| Some(read(Id::new(id)?, entry))).collect()
}

fn decision(id: Id, table: &Table) -> Decision {
    Decision {
        id,
        text: text(table, "text").unwrap_or_default(),
        by: said(table, "by"),
        date: date(table, "date"),
        because: said(table, "because"),
        rejected: list(table, "rejected"),
        dissent: said(table, "dissent"),
        about: list(table, "about"),
        review_by: date(table, "review_by"),
        superseded_by: text(table, "superseded_by"),
    }
}

fn item(id: Id, table: &Table) -> FollowUpItem {
    FollowUpItem {
        id,
        text: text(table, "text").unwrap_or_default(),
        owner: said(table, "owner"),
        without_owner: text(table, "without_owner"),
        due: date(table, "due"),
        done: date(table, "done"),
        dropped: text(table, "dropped"),
        about: list(table, "about"),
    }
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.text(key).map(str::to_owned)
}

/// A text that is not blank.
fn said(table: &Table, key: &str) -> Option<String> {
    text(table, key).filter(|text| !text.trim().is_empty())
}

fn date(table: &Table, key: &str) -> Option<NaiveDate> {
    table.value(key).and_then(RegisterValue::as_date)
}

fn list(table: &Table, key: &str) -> Vec<String> {
    table.value(key).map(|list| list.as_list().to_vec()).unwrap_or_default()
}
