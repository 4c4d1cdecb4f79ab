//! The lines of `.gitattributes` by which git knows our files.

/// The name of the file, which stands in the workspace.
pub(super) const FILE: &str = ".gitattributes";

/// The driver that the lines name.
pub(super) const DRIVER: &str = "merge=stationmaster";

/// What git is to know. Method files are data of their own kind, and a published version is never merged.
const LINES: [&str; 3] = [
    "*.toml merge=stationmaster diff=stationmaster",
    "method/** !merge !diff",
    "**/versions/*.toml -merge diff=stationmaster",
];

/// The lines that a file does not have yet.
pub(super) fn missing(text: &str) -> Vec<&'static str> {
    LINES.into_iter().filter(|line| !has(text, line)).collect()
}

/// The lines that a file has.
pub(super) fn own(text: &str) -> Vec<&'static str> {
    LINES.into_iter().filter(|line| has(text, line)).collect()
}

/// The file with all of them; other lines stay.
pub(super) fn with(text: &str) -> String {
    let missing = missing(text);
    if missing.is_empty() {
        return text.to_owned();
    }
    // A later line decides, so ours stand together, in their order.
    let mut text = without(text);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(newline);
    }
    for line in LINES {
        text.push_str(line);
        text.push_str(newline);
    }
    text
}

/// The file without any of them.
pub(super) fn without(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !LINES.contains(&line.trim())).collect()
}

fn has(text: &str, line: &str) -> bool {
    text.lines().any(|own| own.trim() == line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_once_and_go_again_and_others_stay() {
        let all = LINES.map(|line| format!("{line}\n")).concat();
        assert_eq!(with(""), all);
        assert_eq!(with(&all), all);
        let others = "*.png binary\n# ours\n";
        assert_eq!(with(others), format!("{others}{all}"));
        assert_eq!(without(&with(others)), others);
        assert_eq!(with(&format!("{}\n*.md text", LINES[1])), format!("*.md text\n{all}"));
        assert_eq!((missing(LINES[0]).len(), own(LINES[0]).len()), (2, 1));
    }
}
