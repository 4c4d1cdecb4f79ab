//! What marks a line as an item of a list.

/// An item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item<'l> {
    /// What it says, without its marks.
    pub(super) text: &'l str,
    /// Whether its box is ticked.
    pub(super) is_ticked: bool,
    /// Whether its mark says that it stands under another, as word processors mark their second level.
    pub(super) is_deeper: bool,
}

/// Signs that stand before an item, with a space after them.
const BULLETS: [char; 5] = ['-', '*', '+', '–', '—'];

/// Signs that mean nothing else than an item, so that no space is needed. The last two are those of word processors.
const SURE_BULLETS: [char; 17] =
    ['•', '◦', '▪', '‣', '·', '●', '○', '■', '⁃', '∙', '▸', '►', '➢', '➤', '・', '\u{f0b7}', '\u{f0a7}'];

/// Boxes, and whether they are ticked.
const BOXES: [(&str, bool); 12] = [
    ("[ ]", false),
    ("[]", false),
    ("[x]", true),
    ("[X]", true),
    ("[✓]", true),
    ("[✔]", true),
    ("☐", false),
    ("□", false),
    ("☑", true),
    ("☒", true),
    ("✓", true),
    ("✔", true),
];

/// The item that a line is, which has no space around it; nothing where it is none. `is_inset` says whether it was set in.
pub(super) fn item(line: &str, is_inset: bool) -> Option<Item<'_>> {
    let bullet = bullet(line).or_else(|| number(line));
    let letter = letter(line, is_inset);
    let after_mark = bullet.or(letter);
    let boxed = ticked(after_mark.unwrap_or(line));
    let (text, is_ticked) = boxed.or_else(|| after_mark.map(|text| (text, false)))?;
    Some(Item { text, is_ticked, is_deeper: letter.is_some() && !is_inset })
}

/// What follows a bullet.
fn bullet(line: &str) -> Option<&str> {
    line.strip_prefix(SURE_BULLETS).map(str::trim_start).or_else(|| line.strip_prefix(BULLETS).and_then(gap))
}

/// What follows the letter o that stands for a ring, as word processors and mail programs write it.
fn letter(line: &str, is_inset: bool) -> Option<&str> {
    let rest = line.strip_prefix('o')?;
    (rest.starts_with('\t') || (is_inset && rest.starts_with(' '))).then(|| rest.trim_start())
}

/// What follows a number of up to three digits, or several with full stops between, and a full stop or a bracket.
fn number(line: &str) -> Option<&str> {
    let is_digit = |character: char| matches!(character, '0'..='9' | '０'..='９');
    let mut rest = line;
    loop {
        let after = rest.trim_start_matches(is_digit);
        if !(1..=3).contains(&rest[..rest.len() - after.len()].chars().count()) {
            return None;
        }
        if let Some(text) = after.strip_prefix(['．', '）', '、']) {
            return Some(text.trim_start());
        }
        let end = after.strip_prefix(['.', ')'])?;
        if let Some(text) = gap(end) {
            return Some(text);
        }
        rest = end;
        if !after.starts_with('.') {
            return None;
        }
    }
}

/// What follows a box, and whether that is ticked.
fn ticked(line: &str) -> Option<(&str, bool)> {
    BOXES.iter().find_map(|(mark, is_ticked)| Some((gap(line.strip_prefix(mark)?)?, *is_ticked)))
}

/// What follows the space after a mark; nothing where there is no space, for then it is no mark.
fn gap(rest: &str) -> Option<&str> {
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}
