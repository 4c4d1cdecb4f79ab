//! How a file is laid out beside what it says: byte order mark, line ends, and whether its last line has one.

const BOM: &str = "\u{feff}";

/// The form of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    has_mark: bool,
    has_returns: bool,
}

impl Form {
    /// The form of a text, and the text without it: with line feeds only, and one at its end.
    pub(super) fn of(text: &str) -> (Self, String) {
        let plain = text.strip_prefix(BOM);
        let (has_mark, text) = (plain.is_some(), plain.unwrap_or(text));
        let has_returns = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
        let mut text = text.replace("\r\n", "\n");
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        (Self { has_mark, has_returns }, text)
    }

    /// A text in this form.
    pub(super) fn put_on(self, text: &str) -> Vec<u8> {
        let mark = if self.has_mark { BOM } else { "" };
        let text = if self.has_returns { text.replace('\n', "\r\n") } else { text.to_owned() };
        format!("{mark}{text}").into_bytes()
    }
}
