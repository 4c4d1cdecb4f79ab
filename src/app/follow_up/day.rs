//! A day as people type it: `2026-12-01`, `+7` for in a week, `fri` for the next Friday.

use chrono::{Datelike as _, Days, NaiveDate};

use crate::i18n::Catalogue;

/// The most days from today that are counted.
const MOST: u64 = 3_660;

/// Reads a day; nothing where it is none. A weekday is the next one after today, and may be shortened to two letters or
/// more as long as no other begins so.
pub(in crate::app) fn day(words: &Catalogue, text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim().to_lowercase();
    if let Some(days) = text.strip_prefix('+') {
        let days: u64 = days.trim().parse().ok().filter(|days| *days <= MOST)?;
        return today.checked_add_days(Days::new(days));
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(day);
    }
    let known = words.say(key!("followed.weekdays"));
    let begins = |name: &str| text.chars().count() >= 2 && name.starts_with(&text);
    let mut found = (0..7_u64).zip(known.split_whitespace()).filter(|(_, name)| begins(name)).map(|(at, _)| at);
    let wanted = found.next().filter(|_| found.next().is_none())?;
    let now = u64::from(today.weekday().num_days_from_monday());
    let ahead = (wanted + 7 - now) % 7;
    today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        let monday = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let read = |text: &str| day(Catalogue::english(), text, monday).map(|day| day.to_string());
        for (text, wanted) in [
            ("2026-12-01", "2026-12-01"),
            ("+7", "2026-11-30"),
            ("+0", "2026-11-23"),
            ("fri", "2026-11-27"),
            ("Friday", "2026-11-27"),
            ("tu", "2026-11-24"),
            ("mon", "2026-11-30"),
            ("sun", "2026-11-29"),
        ] {
            assert_eq!(read(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["", "t", "soon", "+", "+x", "+99999999999", "-1", "2026-13-01", "fridays", "s"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
