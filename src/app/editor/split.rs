//! Pasted text as several notes.

/// What stands before an item of a list, besides numbers and boxes.
const BULLETS: [char; 11] = ['-', '*', '+', '•', '◦', '▪', '‣', '·', '–', '—', '●'];

/// The notes in a pasted text: one for each item of a list, without what marks it as one, and one for each other line.
/// A line set in under an item goes on with it; empty lines separate. No note is empty, and each is trimmed.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    let text = super::line_feeds(text);
    let mut notes: Vec<String> = Vec::new();
    // How far the item that may go on is set in.
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let words = line.trim();
        let inset = line.len() - line.trim_start().len();
        let item = item(words);
        match (item, open, notes.last_mut()) {
            _ if words.is_empty() => open = None,
            (None, Some(from), Some(note)) if inset > from => {
                if !note.is_empty() {
                    note.push(' ');
                }
                note.push_str(words);
            }
            (item, ..) => {
                open = item.is_some().then_some(inset);
                notes.push(item.unwrap_or(words).to_owned());
            }
        }
    }
    notes.retain(|note| !note.is_empty());
    notes
}

/// What a list item says, without its marks; nothing where the line is no item.
fn item(line: &str) -> Option<&str> {
    let after_bullet = line.strip_prefix(BULLETS).or_else(|| number(line)).and_then(gap);
    let rest = after_bullet.unwrap_or(line);
    let boxes = ["[ ]", "[x]", "[X]", "[]", "☐", "☑", "☒"];
    let after_box = boxes.iter().find_map(|mark| rest.strip_prefix(mark)).and_then(gap);
    after_box.or(after_bullet)
}

/// What follows a number of up to three digits with a full stop or a bracket.
fn number(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let digits = line.len() - rest.len();
    if (1..=3).contains(&digits) { rest.strip_prefix(['.', ')']) } else { None }
}

/// What follows the space after a mark; nothing where there is no space, for then it is no mark.
fn gap(rest: &str) -> Option<&str> {
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_item_is_a_note() {
        let text = "- one\n* two\n• three\n– four\n1. five\n12) six\n[ ] seven\n- [x] eight\n  - nine\n+\tten";
        assert_eq!(split(text), ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]);
    }

    #[test]
    fn lines_set_in_go_on_with_their_item() {
        let text = "- Change the address\n  before it is loaded\n\n- Return\r\n\ta parcel\nsomething else\n  and more";
        let expected = ["Change the address before it is loaded", "Return a parcel", "something else", "and more"];
        assert_eq!(split(text), expected);
        assert_eq!(split("-\n  late text\n"), ["late text"]);
    }

    #[test]
    fn lines_are_notes() {
        assert_eq!(split("one\n\n\ntwo  \r\n three\rfour"), ["one", "two", "three", "four"]);
        assert_eq!(split("one"), ["one"]);
        assert_eq!(split(" \n\n"), Vec::<String>::new());
        assert_eq!(split("-\n- \n*"), Vec::<String>::new());
    }

    #[test]
    fn what_only_looks_like_an_item_stays() {
        for line in ["-5 degrees", "2026. was a year", "*important* first", "[x]y", "1.5 seconds", "a) one", "--flag"] {
            assert_eq!(split(line), [line]);
        }
    }
}
