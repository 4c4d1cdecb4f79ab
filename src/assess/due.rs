//! What comes before anything new: waivers that have ended, documents that were to be looked at again, open actions.

use chrono::NaiveDate;

use crate::document::{DocumentBody, FollowUp, FollowUpItem, Id};
use crate::i18n::Sentence;

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// A waiver no longer holds.
    Waiver {
        /// The checklist's stem.
        stem: String,
        item: String,
        /// The last day it held.
        until: NaiveDate,
    },
    /// A document was to be looked at again by a day that is over.
    Stale {
        stem: String,
        /// That day.
        review_by: NaiveDate,
    },
    /// An action that nobody has done yet.
    Action {
        id: Id,
        /// What is to be done.
        text: String,
        /// Who does it.
        owner: Option<String>,
        /// By when.
        due: Option<NaiveDate>,
        /// Whether that day is over.
        is_late: bool,
        /// What it is about: references as text.
        about: Vec<String>,
    },
}

impl Due {
    #[must_use]
    pub fn sentence(&self, name: impl Fn(&str) -> String, item_text: impl Fn(&str, &str) -> String) -> Sentence {
        match self {
            Self::Waiver { stem, item, until } => {
                sentence!("due.waiver", file = name(stem), item = item_text(stem, item), until = until)
            }
            Self::Stale { stem, review_by } => {
                sentence!("due.stale", file = name(stem), review_by = review_by)
            }
            Self::Action { text, owner, due, is_late, .. } => {
                let key = match (due, is_late) {
                    (Some(_), true) => key!("due.action-late"),
                    (Some(_), false) => key!("due.action"),
                    (None, _) => key!("due.action-some-day"),
                };
                let due = due.map(|due| due.to_string()).unwrap_or_default();
                let owner = owner.as_deref().unwrap_or("?");
                Sentence::new(key).with("text", text).with("owner", owner).with("due", due)
            }
        }
    }
}

/// What is due of a product with these documents (stem and content): waivers that have ended, documents to be looked at
/// again, open actions; each the longest overdue first, actions without a day last.
#[must_use]
pub fn due(documents: &[(&str, &DocumentBody)], today: NaiveDate) -> Vec<Due> {
    let mut waivers = Vec::new();
    let mut stale = Vec::new();
    let mut actions = Vec::new();
    for (stem, sheet) in documents {
        if let Some(review_by) = sheet.head().and_then(|head| head.review_by).filter(|day| *day < today) {
            stale.push((review_by, Due::Stale { stem: (*stem).to_owned(), review_by }));
        }
        if let DocumentBody::Register(register) = sheet
            && let Some(follow_up) = FollowUp::of(register)
        {
            actions.extend(open_actions(follow_up, today));
        }
        let DocumentBody::Checklist(list) = sheet else { continue };
        let expired = list.answers.iter().filter_map(|(item, answer)| Some((item, answer.waiver.as_ref()?)));
        for (item, waiver) in expired.filter(|(_, waiver)| waiver.is_expired(today)) {
            let until = waiver.until;
            waivers.push((until, Due::Waiver { stem: (*stem).to_owned(), item: item.clone(), until }));
        }
    }
    for list in [&mut waivers, &mut stale, &mut actions] {
        list.sort_by_key(|(day, _)| *day);
    }
    waivers.into_iter().chain(stale).chain(actions).map(|(_, due)| due).collect()
}

/// The actions that nobody has done or dropped yet, each with its day.
fn open_actions(follow_up: FollowUp, today: NaiveDate) -> impl Iterator<Item = (NaiveDate, Due)> {
    follow_up.actions.into_iter().filter(FollowUpItem::is_open).map(move |action| {
        let (is_late, day) = (action.is_overdue(today), action.due.unwrap_or(NaiveDate::MAX));
        let FollowUpItem { id, text, owner, due, about, .. } = action;
        (day, Due::Action { id, text, owner, due, is_late, about })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::codec::{FileKind, read};
    use crate::document::{Answer, Canvas, Checklist, Head, Waiver};
    use crate::method::Method;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    #[test]
    fn waivers_come_first_then_stale_documents_then_actions_by_their_day() {
        let mut list = Checklist::new(Head::new("api-audit", "Orders"));
        for (item, until) in [("uses-https", 20), ("rate-limits-enforced", 3), ("still-holds", 23)] {
            let waiver = Waiver { reason: "Later".into(), requested_by: None, approved_by: None, until: day(until) };
            list.answers.insert(item.to_owned(), Answer { waiver: Some(waiver), ..Answer::default() });
        }
        let mut canvas = Canvas::new(Head::new("domain", "Orders"));
        canvas.head.review_by = Some(day(22));
        let (list, canvas) = (DocumentBody::Checklist(Arc::new(list)), DocumentBody::Canvas(Arc::new(canvas)));
        let text = "format = 1\n\n[actions.000001]\ntext = \"Action 1\"\n\n[actions.000002]\ndue = 2026-11-30\n\
                    text = \"Action 2\"\n\n[actions.000003]\ndue = 2026-11-01\ntext = \"Action 3\"\n\n\
                    [actions.000004]\ndue = 2026-11-01\ndone = 2026-11-02\ntext = \"Action 4\"\n";
        let method = Method::built_in();
        let reading = read(text.as_bytes(), FileKind::of("orders/follow-up.toml", method), method);
        let follow_up = reading.content.as_ref().and_then(|content| content.sheet()).expect("readable");
        let found = due(&[("api-audit", &list), ("domain", &canvas), ("follow-up", follow_up)], day(23));
        let told: Vec<String> = found
            .iter()
            .map(|due| match due {
                Due::Waiver { item, .. } => item.clone(),
                Due::Stale { stem, .. } => stem.clone(),
                Due::Action { text, is_late, .. } => format!("{text} {is_late}"),
            })
            .collect();
        let expected =
            ["rate-limits-enforced", "uses-https", "domain", "Action 3 true", "Action 2 false", "Action 1 false"];
        assert_eq!(told, expected);
        assert!(due(&[], day(23)).is_empty());
    }
}
