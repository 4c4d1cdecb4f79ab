//! Tables in a pasted text: what of them is a row, and what is only a rule.

use super::mark::item;

/// What stands between the cells of a row.
const BETWEEN: &str = " · ";

/// A line of a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'l> {
    /// Nothing.
    Blank,
    /// A line that only parts.
    Rule,
    /// A row of a table: what its cells say.
    Row(String),
    /// Anything else.
    Line(&'l str),
}

/// What each line is.
pub(super) fn parts<'l>(lines: &[&'l str]) -> Vec<Part<'l>> {
    let is_row = rows_without_edges(lines);
    let part = |(line, is_row): (&&'l str, bool)| {
        let words = line.trim();
        if words.is_empty() {
            Part::Blank
        } else if is_rule(words) {
            Part::Rule
        } else if is_row || has_edges(words) || words.contains('\t') && item(words, false).is_none() {
            Part::Row(row(words))
        } else {
            Part::Line(line)
        }
    };
    lines.iter().zip(is_row).map(part).collect()
}

/// Whether each line is a row of a table that has bars between its cells and none around: above such a rule stands one row,
/// below it the others.
fn rows_without_edges(lines: &[&str]) -> Vec<bool> {
    let has_bar = |line: &&str| line.contains('|') && !is_rule(line.trim());
    let mut is_row = vec![false; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        let words = line.trim();
        if !(is_rule(words) && words.contains('|')) {
            continue;
        }
        if let Some(above) = at.checked_sub(1).filter(|above| has_bar(&lines[*above])) {
            is_row[above] = true;
        }
        for below in (at + 1..lines.len()).take_while(|below| has_bar(&lines[*below])) {
            is_row[below] = true;
        }
    }
    is_row
}

/// Whether a line has a bar at both ends.
fn has_edges(words: &str) -> bool {
    let is_edge = |edge: Option<char>| matches!(edge, Some('|' | '│' | '┃' | '║'));
    let mut characters = words.chars();
    is_edge(characters.next()) && is_edge(characters.next_back())
}

/// Whether a line holds nothing but what rules are made of: `|---|:-:|`, `+---+`, `├──┤`, `---`, `* * *`.
fn is_rule(words: &str) -> bool {
    let is_line = |character: char| matches!(character, '-' | '=' | '_' | '*' | '─' | '━' | '═');
    let is_joint = |character: char| {
        matches!(character, '|' | '+' | ':') || ('\u{2500}'..='\u{257f}').contains(&character) && !is_line(character)
    };
    let signs = || words.chars().filter(|character| !character.is_whitespace());
    let lines = signs().filter(|character| is_line(*character)).count();
    let joints = signs().filter(|character| is_joint(*character)).count();
    let first = signs().find(|character| is_line(*character));
    // A rule of stars or lines is of one sign; what is one or two of them is an item, or a dash.
    let is_alike = signs().filter(|character| is_line(*character)).all(|character| Some(character) == first);
    signs().all(|character| is_line(character) || is_joint(character))
        && is_alike
        && (lines >= 3 || joints >= 2 && lines >= 1)
}

/// What the cells of a row say. A bar behind a backslash is text.
pub(super) fn row(words: &str) -> String {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '|' | '│' | '┃' | '║' | '\t' => {
                cells.push(std::mem::take(&mut cell));
            }
            '\\' if characters.peek() == Some(&'|') => cell.extend(characters.next()),
            _ => cell.push(character),
        }
    }
    cells.push(cell);
    cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(BETWEEN)
}
