//! Writing strings and keys: TOML 1.0 basic strings in which everything that cannot be seen stands as an escape.

use std::fmt::Write as _;

use crate::document::text;

/// Appends a text as a basic string on one line.
pub(super) fn push_line(out: &mut String, text: &str) {
    out.push('"');
    if is_plain(text) {
        out.push_str(text);
    } else {
        push_escaped(out, text, text.char_indices());
    }
    out.push('"');
}

/// Appends a text as a basic string; one with line feeds over several lines, so that a comparison shows the line that
/// changed. Line feeds are written as `\n`; who writes into a file with other line ends turns them.
pub(super) fn push_text(out: &mut String, text: &str) {
    if !text.contains('\n') {
        push_line(out, text);
        return;
    }
    // The line feed after the opening quotes is not part of the text.
    out.push_str("\"\"\"\n");
    let mut at = 0;
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        push_text_line(out, text, at, line, lines.peek().is_none());
        if lines.peek().is_some() {
            out.push('\n');
        }
        at += line.len() + 1;
    }
    out.push_str("\"\"\"");
}

/// Appends one line of a text over several lines. `at` is where it stands in the text.
fn push_text_line(out: &mut String, text: &str, at: usize, line: &str, is_last: bool) {
    // Editors and git strip or complain about blanks at the end of a line, so the last one is an escape.
    let blank_end = line.ends_with(' ').then(|| line.len() - 1);
    // A line that looks like a conflict marker would make the file look conflicted.
    let marker = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|sign| line.starts_with(sign));
    let mut quotes = 0;
    for (offset, character) in line.char_indices() {
        if character == '"' {
            quotes += 1;
            // A third quote would end the string, and so would one right before its end.
            if quotes == 3 || (is_last && offset + 1 == line.len()) {
                out.push_str("\\\"");
                quotes = 0;
            } else {
                out.push('"');
            }
            continue;
        }
        quotes = 0;
        if (offset == 0 && marker) || blank_end == Some(offset) {
            let _ = write!(out, "\\u{:04X}", u32::from(character));
        } else {
            push_character(out, text, at + offset, character);
        }
    }
}

/// Whether a text can stand in a basic string as it is, as most do.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\')
}

fn push_escaped(out: &mut String, text: &str, characters: impl Iterator<Item = (usize, char)>) {
    for (at, character) in characters {
        if character == '"' {
            out.push_str("\\\"");
        } else {
            push_character(out, text, at, character);
        }
    }
}

fn push_character(out: &mut String, text: &str, at: usize, character: char) {
    match character {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        '\r' => out.push_str("\\r"),
        ' '..='~' => out.push(character),
        _ if text::invisible(text, at).is_none() => out.push(character),
        _ => {
            let code = u32::from(character);
            let _ = if code > 0xffff { write!(out, "\\U{code:08X}") } else { write!(out, "\\u{code:04X}") };
        }
    }
}

/// Appends a key: bare where it can be, else as a basic string.
pub(super) fn push_key(out: &mut String, key: &str) {
    let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if bare {
        out.push_str(key);
    } else {
        push_line(out, key);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use toml::de::DeValue;

    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    }

    fn read(raw: &str) -> String {
        match DeValue::parse(raw).unwrap_or_else(|error| panic!("{raw}: {error}")).into_inner() {
            DeValue::String(text) => text.into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_cannot_be_seen_is_an_escape() {
        assert_eq!(written("a\"b\\c\td"), r#""a\"b\\c\td""#);
        assert_eq!(written("\u{1b}[2J\u{7f}\u{85}\u{9b}"), r#""\u001B[2J\u007F\u0085\u009B""#);
        assert_eq!(written("\u{202e}x\u{200b}y\u{feff}"), r#""\u202Ex\u200By\uFEFF""#);
        assert_eq!(written("x\u{e0041}"), r#""x\U000E0041""#);
        assert_eq!(written("👩‍👩‍👧 ❤️‍🔥 می‌خواهم"), "\"👩‍👩‍👧 ❤️‍🔥 می‌خواهم\"");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(written("a\nb"), "\"\"\"\na\nb\"\"\"");
        assert_eq!(written("a \nb\r\n\"\"\"\"\""), "\"\"\"\na\\u0020\nb\\r\n\"\"\\\"\"\\\"\"\"\"");
        assert_eq!(written("======= x\n<"), "\"\"\"\n\\u003D====== x\n<\"\"\"");
        assert!(!written("a\\\nb").contains("a\\\n"));
    }

    #[test]
    fn keys_are_bare_where_they_can_be() {
        let key = |key: &str| {
            let mut out = String::new();
            push_key(&mut out, key);
            out
        };
        assert_eq!(key("gain-enabling_2"), "gain-enabling_2");
        assert_eq!(key("a b"), "\"a b\"");
        assert_eq!(key(""), "\"\"");
        assert_eq!(key("ä\u{202e}"), "\"ä\\u202E\"");
    }

    proptest! {
        #[test]
        fn any_text_survives(text in "\\PC*|(?s).*|([a\"\\\\ \n\r\t<=>|]{0,40})") {
            prop_assert_eq!(read(&written(&text)), text.clone());
            let mut line = String::new();
            push_line(&mut line, &text);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(read(&line), text);
        }
    }
}
