//! Comments by the rule of three: lines that a side added come in, lines that a side took out go.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::syntax_map::string_end;
use super::Three;

/// What three readings of the lines around something come to. Blank lines follow whichever side is taken.
pub(super) fn merged<'t>(texts: &Three<&'t str>) -> Cow<'t, str> {
    if let Some(one) = three_way(texts) {
        return Cow::Borrowed(one);
    }
    let lists = texts.map(|text| lines(text).collect::<Vec<_>>());
    if lists.theirs == lists.base || lists.ours == lists.theirs {
        return Cow::Borrowed(texts.ours);
    }
    if lists.ours == lists.base {
        return Cow::Borrowed(texts.theirs);
    }
    let mut left = wanted(&lists);
    let mut out = String::new();
    for line in texts.ours.split_inclusive('\n') {
        if !is_comment(line) || take(&mut left, line.trim()) {
            out.push_str(line);
        }
    }
    for line in texts.theirs.split_inclusive('\n') {
        if is_comment(line) && take(&mut left, line.trim()) {
            out.push_str(line);
        }
    }
    Cow::Owned(out)
}

/// The one of three texts that is it; nothing where both sides changed it to different things.
pub(super) fn three_way<T: PartialEq + Copy>(of: &Three<T>) -> Option<T> {
    if of.ours == of.theirs || of.theirs == of.base {
        Some(of.ours)
    } else if of.ours == of.base {
        Some(of.theirs)
    } else {
        None
    }
}

/// What stands behind a value or a header on its line. Where both sides wrote something else, ours stays there and
/// theirs is given back as a line of its own.
pub(super) fn behind(tails: &Three<&str>) -> (String, String) {
    if let Some(one) = three_way(tails) {
        return (one.to_owned(), String::new());
    }
    match (tails.ours.trim(), tails.theirs.trim()) {
        ("", _) => (tails.theirs.to_owned(), String::new()),
        (_, "") => (tails.ours.to_owned(), String::new()),
        (ours, theirs) if ours == theirs => (tails.ours.to_owned(), String::new()),
        (_, theirs) => (tails.ours.to_owned(), format!("{theirs}\n")),
    }
}

/// The comment lines that `text` has and `other` has not.
pub(super) fn added<'t>(text: &'t str, other: &str) -> Vec<&'t str> {
    let mut there = count(lines(other));
    lines(text).filter(|line| !take(&mut there, line)).collect()
}

/// The comments within the text of an array.
pub(super) fn within(raw: &str) -> Vec<&str> {
    let bytes = raw.as_bytes();
    let (mut comments, mut at) = (Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' => {
                let end = raw[at..].find('\n').map_or(raw.len(), |end| at + end);
                comments.push(raw[at..end].trim_end());
                at = end;
            }
            b'"' | b'\'' => at = string_end(bytes, at),
            _ => at += 1,
        }
    }
    comments
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| is_comment(line)).map(str::trim)
}

fn count<'t>(lines: impl Iterator<Item = &'t str>) -> HashMap<&'t str, usize> {
    let mut counts = HashMap::new();
    for line in lines {
        *counts.entry(line).or_default() += 1;
    }
    counts
}

fn take(left: &mut HashMap<&str, usize>, line: &str) -> bool {
    left.get_mut(line).filter(|left| **left > 0).map(|left| *left -= 1).is_some()
}

/// How often each line is to stand in the result.
fn wanted<'t>(lists: &Three<Vec<&'t str>>) -> HashMap<&'t str, usize> {
    let counts = lists.as_ref().map(|list| count(list.iter().copied()));
    let of = |counts: &HashMap<&str, usize>, line: &str| counts.get(line).copied().unwrap_or(0);
    let mut wanted = HashMap::new();
    for line in counts.ours.keys().chain(counts.theirs.keys()) {
        let number = counts.as_ref().map(|counts| of(counts, line));
        let both = if number.ours > number.base && number.theirs > number.base {
            number.ours.max(number.theirs)
        } else {
            (number.ours + number.theirs).saturating_sub(number.base)
        };
        wanted.insert(*line, three_way(&number).unwrap_or(both));
    }
    wanted
}

/// The comments that stand between tables and belong to none: each comes as often as both sides together want it,
/// though two new tables may bring it along.
#[derive(Debug)]
pub(super) struct Floating<'t> {
    left: HashMap<&'t str, usize>,
}

impl<'t> Floating<'t> {
    /// Takes the texts between the tables of each version.
    pub(super) fn new(gaps: Three<Vec<&'t str>>) -> Self {
        let counts = gaps.map(|gaps| count(gaps.into_iter().flat_map(lines)));
        let mut left: HashMap<&str, usize> = HashMap::new();
        for (line, ours) in &counts.ours {
            left.insert(line, *ours);
        }
        for (line, theirs) in &counts.theirs {
            *left.entry(line).or_default() += theirs;
        }
        for (line, base) in &counts.base {
            if let Some(number) = left.get_mut(line) {
                *number = number.saturating_sub(*base).max(usize::from(counts.ours.contains_key(line)));
            }
        }
        Self { left }
    }

    /// What stands between two tables of the result.
    pub(super) fn gap(&mut self, gaps: &Three<&str>) -> String {
        let merged = merged(gaps);
        if !merged.contains('#') {
            return merged.into_owned();
        }
        let mut out = String::new();
        for line in merged.split_inclusive('\n') {
            if !is_comment(line) || take(&mut self.left, line.trim()) {
                out.push_str(line);
            }
        }
        if out.trim().is_empty() { "\n".to_owned() } else { out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merge(base: &str, ours: &str, theirs: &str) -> String {
        merged(&Three { base, ours, theirs }).into_owned()
    }

    #[test]
    fn lines_of_both_stay_and_what_one_took_out_goes() {
        assert_eq!(merge("# a\n", "# a\n# b\n", "# c\n# a\n"), "# a\n# b\n# c\n");
        assert_eq!(merge("# a\n# b\n", "# b\n", "# a\n# b\n# c\n"), "# b\n# c\n");
        assert_eq!(merge("# a\n", "# b\n", "# c\n"), "# b\n# c\n");
        assert_eq!(merge("# -\n# a\n# -\n", "# -\n# a\n# -\n# x\n", "# -\n# b\n# -\n"), "# -\n# -\n# x\n# b\n");
        assert_eq!(merge("", "# same\n", "# same\n"), "# same\n");
    }

    #[test]
    fn what_both_wrote_behind_a_value_stays() {
        let of = |base, ours, theirs| behind(&Three { base, ours, theirs });
        assert_eq!(of("\n", " # a\n", "\n"), (" # a\n".to_owned(), String::new()));
        assert_eq!(of(" # a\n", " # b\n", " # c\n"), (" # b\n".to_owned(), "# c\n".to_owned()));
        assert_eq!(of(" # a\n", "\n", " # c\n"), (" # c\n".to_owned(), String::new()));
    }

    #[test]
    fn comments_within_an_array_are_found() {
        assert_eq!(within("[ # a\n \"# no\", # b\n # c\n]"), ["# a", "# b", "# c"]);
    }
}
