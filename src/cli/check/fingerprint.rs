//! What a finding is told apart by, whatever line it moves to: its rule, its file, and what it is about.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::findings::Said;

/// Gives every finding its fingerprint. Findings of one rule about one thing are numbered.
pub(super) fn mark(found: &mut [Said]) {
    let mut known: HashMap<(String, &'static str, String), usize> = HashMap::new();
    for said in found {
        let anchor = said.anchor.clone().unwrap_or_else(|| anchor(&said.text, said.line));
        let number = known.entry((said.from_root.clone(), said.rule, anchor.clone())).or_default();
        *number += 1;
        let text = format!("{}\0{}\0{anchor}\0{number}", said.rule, said.from_root);
        for byte in Sha256::digest(text.as_bytes()) {
            // A string takes everything.
            let _ = write!(said.fingerprint, "{byte:02x}");
        }
    }
}

/// What stands in a line of a file: the note, the item or the table, with the key; in a line without one, the line itself
/// without its blanks.
fn anchor(text: &str, line: usize) -> String {
    let lines: Vec<&str> = text.lines().take(line).collect();
    let Some(own) = lines.last().map(|line| line.trim()) else { return String::new() };
    let table = lines.iter().rev().find_map(|line| header(line.trim())).unwrap_or_default();
    if header(own).is_some() {
        return table;
    }
    let plain: String = own.chars().filter(|character| !character.is_whitespace()).collect();
    match own.split_once('=') {
        Some((key, _)) if is_key(key.trim()) => format!("{table}.{}", key.trim()),
        _ => format!("{table}={plain}"),
    }
}

/// What a header names: of a note its id alone, for it stays what it is in another section.
fn header(line: &str) -> Option<String> {
    let inner = line.strip_prefix('[')?.trim_start_matches('[');
    let inner = inner.split(']').next()?.trim();
    if !inner.split('.').all(|part| is_key(part.trim())) {
        return None;
    }
    let parts: Vec<&str> = inner.split('.').map(str::trim).collect();
    Some(match parts[..] {
        ["notes", _, id] => format!("#{id}"),
        _ => parts.join("."),
    })
}

fn is_key(word: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || "-_.\"'".contains(character);
    !word.is_empty() && word.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_about_a_note_an_item_or_a_key_whatever_its_line() {
        let text = "format = 1\n\n[notes.tasks.t7qm4k]\nsee = [\n  \"gone\",\n]\ntext = \"a\"\n\n[items.uses-https.waiver]\nuntil = 1\n";
        let anchors: Vec<String> = (1..=10).map(|line| anchor(text, line)).collect();
        assert_eq!(anchors[0], ".format");
        assert_eq!(anchors[2], "#t7qm4k");
        assert_eq!(anchors[3], "#t7qm4k.see");
        assert_eq!(anchors[4], "#t7qm4k=\"gone\",");
        assert_eq!(anchors[6], "#t7qm4k.text");
        assert_eq!(anchors[9], "items.uses-https.waiver.until");
        assert_eq!(anchor("", 1), "");
    }
}
