//! Text in Markdown.

use crate::document::text::visible;

/// A text as Markdown that says the same on one line: nothing in it marks anything up, mentions anybody or ends a cell.
#[must_use]
pub fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        match character {
            '\n' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '#' => {
                out.push('\\');
                out.push(character);
            }
            '&' => out.push_str("&amp;"),
            '@' if next.is_some_and(char::is_alphanumeric) => out.push_str("@<!-- -->"),
            // An address becomes a link by itself only where it is whole.
            ':' if next == Some('/') => out.push_str(":<!-- -->"),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markdown() {
        assert_eq!(escaped("a|b *c* <d> #1 @me &amp;\nx"), r"a\|b \*c\* \<d\> \#1 @<!-- -->me &amp;amp;<br>x");
        assert_eq!(escaped("\u{1b}[2J"), r"␛\[2J");
    }
}
