//! What a file is that is none of ours, where its first bytes say so: then one thing is said of it, and not that each of
//! its lines is no TOML.

use toml::de::DeTable;

/// Something that is no file of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A canvas of `CanvasCreator`.
    CanvasCreator,
    /// JSON of any other kind.
    Json,
    /// YAML.
    Yaml,
    /// HTML, XML, SVG.
    Markup,
    /// Text, such as Markdown.
    Text,
    /// Text in another encoding than UTF-8.
    Utf16,
    /// No text.
    Binary,
    /// TOML of another program.
    Toml,
}

/// Keys that only files of ours have at their top, and how their tables begin.
const OURS: [&str; 6] = ["format", "canvas", "checklist", "register", "[notes.", "[items."];

impl Foreign {
    /// Every kind.
    pub const ALL: [Self; 8] =
        [Self::CanvasCreator, Self::Json, Self::Yaml, Self::Markup, Self::Text, Self::Utf16, Self::Binary, Self::Toml];

    /// The word by which the sentences tell them apart.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::CanvasCreator => "canvascreator",
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Markup => "markup",
            Self::Text => "text",
            Self::Utf16 => "utf-16",
            Self::Binary => "binary",
            Self::Toml => "toml",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What these bytes are, where they cannot be TOML whatever follows.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let begins = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
        if begins(&[&[0xff, 0xfe], &[0xfe, 0xff]]) {
            return Some(Self::Utf16);
        }
        if begins(&[b"%PDF-"]) {
            return Some(Self::Binary);
        }
        if bytes.contains(&0) && !is_like_ours(bytes) {
            // Text of two bytes a letter has a zero in every other one, where its letters are plain.
            let zeros = |first: usize| bytes.iter().skip(first).step_by(2).take(8).filter(|byte| **byte == 0).count();
            let is_wide = bytes.len() >= 4 && (zeros(0) == 0) != (zeros(1) == 0) && zeros(0) + zeros(1) > 1;
            return Some(if is_wide { Self::Utf16 } else { Self::Binary });
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match text.first() {
            Some(b'{') => Some(json(text)),
            Some(b'<') if !text.starts_with(b"<<<<<<<") => Some(Self::Markup),
            _ => None,
        }
    }

    /// What a text is that does not parse as TOML; nothing where it is TOML with mistakes in it.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let first = lines().next()?;
        if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
            return Some(json(text.as_bytes()));
        }
        let (mut toml, mut other) = (0_usize, 0_usize);
        for line in lines() {
            if is_toml_line(line) { toml += 1 } else { other += 1 }
        }
        if is_toml_line(first) || other <= toml {
            return None;
        }
        let is_yaml = first == "---" || first.starts_with("%YAML") || is_yaml_line(first);
        Some(if is_yaml { Self::Yaml } else { Self::Text })
    }

    /// Whether a table is that of another program: something stands in it, and nothing that a canvas or a checklist has.
    #[must_use]
    pub fn is_table(table: &DeTable<'_>) -> bool {
        let is_ours = |key: &str| {
            ["format", "canvas", "checklist", "title", "status", "version", "notes", "items", "sections", "history"]
                .contains(&key)
        };
        !table.is_empty() && !table.keys().any(|key| is_ours(key.get_ref()))
    }
}

fn json(text: &[u8]) -> Foreign {
    let has = |key: &[u8]| text.windows(key.len()).any(|window| window == key);
    if has(b"\"templateId\"") && has(b"\"sections\"") { Foreign::CanvasCreator } else { Foreign::Json }
}

/// Whether a line at the beginning is one that only files of ours have.
fn is_like_ours(bytes: &[u8]) -> bool {
    let lines = bytes.split(|byte| *byte == b'\n').take(20);
    lines.map(<[u8]>::trim_ascii_start).any(|line| OURS.iter().any(|mark| line.starts_with(mark.as_bytes())))
}

/// Whether a line looks like one of TOML: a header, a key with a value, or part of a list.
fn is_toml_line(line: &str) -> bool {
    let is_key = |key: &str| {
        let key = key.trim();
        !key.is_empty()
            && (key.starts_with(['"', '\''])
                || key.chars().all(|character| character.is_ascii_alphanumeric() || "-_.\"' ".contains(character))
                    && key.split('.').all(|part| !part.trim().contains(' ')))
    };
    line.starts_with('[') && line.contains(']') && !line.contains("](")
        || line.split_once('=').is_some_and(|(key, _)| is_key(key))
        || line.starts_with([']', '"', '\'', '}'])
}

/// Whether a line looks like one of YAML: a word and a colon, or an entry of a list.
fn is_yaml_line(line: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && !word.contains(char::is_whitespace)
            && word.trim_matches(['"', '\'']).len() + 2 >= word.len()
    };
    line.split_once(':').is_some_and(|(word, rest)| is_word(word) && (rest.is_empty() || rest.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> Option<Foreign> {
        Foreign::of_bytes(bytes).or_else(|| Foreign::of_text(std::str::from_utf8(bytes).ok()?))
    }

    #[test]
    fn files_of_others_are_known_by_what_they_hold() {
        let wide: Vec<u8> = "format = 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, wanted) in [
            (&br#"{ "templateId": "x", "locale": "en", "metadata": {}, "sections": [] }"#[..], Foreign::CanvasCreator),
            (b"\xef\xbb\xbf\n {\"a\": 1", Foreign::Json),
            (b"[1, 2]", Foreign::Json),
            (b"\"text\"", Foreign::Json),
            (b"openapi: 3.0.0\ninfo:\n  title: Orders\n", Foreign::Yaml),
            (b"---\n- one\n- two\n", Foreign::Yaml),
            (b"# Orders\n\nWhat we do, and why.\n\n- one\n", Foreign::Text),
            (b"<!doctype html>", Foreign::Markup),
            (b"\xff\xfef\0o\0", Foreign::Utf16),
            (&wide, Foreign::Utf16),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Foreign::Binary),
            (b"%PDF-1.7\n1 0 obj", Foreign::Binary),
        ] {
            assert_eq!(kind(bytes), Some(wanted), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn toml_with_mistakes_stays_toml() {
        for text in [
            "",
            "# only a comment\n",
            "format = 1\ncanvas = \"business-impact\n",
            "fomat 1\ncanvas = \"x\"\ntitle = \"y\"\n",
            "[notes.tasks\ntext = \"x\"\n",
            "format = 1\n\0\n",
            "title = \"\"\"\nmany\nlines\nof\nprose\n",
            "<<<<<<< HEAD\ntitle = \"a\"\n",
        ] {
            assert_eq!(kind(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn every_kind_has_its_sentence() {
        for kind in Foreign::ALL {
            assert_eq!(Foreign::from_word(kind.word()), Some(kind));
            let path = format!("rule.foreign-file.{}", kind.word());
            assert!(crate::i18n::SentenceKey::find(&path).is_some(), "{path}");
        }
    }
}
