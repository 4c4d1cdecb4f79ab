//! Texts of others as plain text: without markup, and without anything that would make a terminal act.

use crate::document::text::invisible;

/// The longest text that is taken; a longer one is no title, question or sentence.
pub(super) const MAX_TEXT_CHARACTERS: usize = 2000;

/// Tags that stand inside words.
const INLINE: [&str; 11] = ["b", "i", "u", "em", "strong", "a", "code", "span", "sub", "sup", "small"];

/// The words of a text on one line: HTML tags, Markdown signs, escape sequences, control and invisible characters are
/// gone. Nothing where no words are left, or more than anybody would read.
pub(super) fn plain(raw: &str) -> Option<String> {
    // Tags and signs are looked for in no more than could be taken, so that a huge text costs nothing.
    if raw.len() > MAX_TEXT_CHARACTERS * 8 {
        return None;
    }
    let text = without_sequences(raw);
    let text: String = text.lines().map(without_line_signs).collect::<Vec<_>>().join(" ");
    let text = entities(&without_tags(&without_links(&text)));
    let text = without_emphasis(&text);
    let mut words = text;
    loop {
        let seen = words.char_indices().filter(|(at, _)| invisible(&words, *at).is_none());
        let seen: String = seen.map(|(_, character)| character).collect();
        let next = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        // What held on to a character that is gone holds on to nothing now.
        if next == words {
            break;
        }
        words = next;
    }
    (!words.is_empty() && words.chars().count() <= MAX_TEXT_CHARACTERS).then_some(words)
}

/// The text without escape sequences; a tab is a space.
fn without_sequences(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let opens = match character {
            '\u{1b}' => rest.next(),
            '\u{9b}' => Some('['),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => Some(']'),
            '\t' => {
                out.push(' ');
                continue;
            }
            character => {
                out.push(character);
                continue;
            }
        };
        match opens {
            Some('[') => while rest.next().is_some_and(|next| !('@'..='~').contains(&next)) {},
            Some(']' | 'P' | 'X' | '^' | '_') => {
                while let Some(next) = rest.next_if(|next| *next != '\n') {
                    let is_end = matches!(next, '\u{7}' | '\u{9c}') || (next == '\u{1b}' && rest.next().is_some());
                    if is_end {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// A line without what Markdown puts before it: signs of headings, quotations and lists.
fn without_line_signs(line: &str) -> &str {
    let line = line.trim_start();
    let bare = line.trim_start_matches(['#', '>']);
    let bare = if bare.len() == line.len() || bare.starts_with(char::is_whitespace) { bare.trim_start() } else { line };
    for sign in ["- ", "* ", "+ "] {
        if let Some(rest) = bare.strip_prefix(sign) {
            return rest;
        }
    }
    let digits = bare.len() - bare.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    match (digits, bare[digits..].strip_prefix(". ").or_else(|| bare[digits..].strip_prefix(") "))) {
        (1..=3, Some(rest)) => rest,
        _ => bare,
    }
}

/// `[words](address)` as the words, `![words](address)` too.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let found = rest[open..].find("](").and_then(|middle| {
            let words = &rest[open + 1..open + middle];
            let end = rest[open + middle..].find(')')?;
            (!words.contains('[')).then_some((words, open + middle + end + 1))
        });
        let (before, after) = match found {
            Some((words, end)) => {
                out.push_str(rest[..open].strip_suffix('!').unwrap_or(&rest[..open]));
                (words, end)
            }
            None => (&rest[..=open], open + 1),
        };
        out.push_str(before);
        rest = &rest[after..];
    }
    out + rest
}

/// The text without tags and comments; what stands between script or style tags is no text either.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = &rest[open + 1..];
        let is_tag = tag.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '!');
        let hidden = ["script", "style"].into_iter().find(|name| begins_with(tag, name));
        let end = if tag.starts_with("!--") {
            tag.find("-->").map(|end| end + 3)
        } else if let Some(name) = hidden {
            let close = format!("</{name}");
            let close = tag.to_ascii_lowercase().find(&close);
            close.and_then(|close| tag[close..].find('>').map(|end| close + end + 1))
        } else {
            tag.find('>').map(|end| end + 1)
        };
        out.push_str(&rest[..open]);
        let Some(end) = end.filter(|_| is_tag) else {
            out.push('<');
            rest = tag;
            continue;
        };
        // A tag that ends a line or a cell parts words; one inside a word does not.
        let name = tag.trim_start_matches('/');
        let is_inline = INLINE.iter().any(|inline| {
            begins_with(name, inline) && !name[inline.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
        });
        if !is_inline {
            out.push(' ');
        }
        rest = &tag[end..];
    }
    out + rest
}

fn begins_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The text with the characters that entities stand for.
fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('&') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let named = after.find(';').filter(|end| (2..=8).contains(end)).and_then(|end| {
            let character = match &after[..end] {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => ' ',
                "ndash" => '–',
                "mdash" => '—',
                "hellip" => '…',
                "rsquo" => '’',
                "lsquo" => '‘',
                "rdquo" => '”',
                "ldquo" => '“',
                number => {
                    let number = number.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code)?
                }
            };
            Some((character, end))
        });
        if let Some((character, end)) = named {
            out.push(character);
            rest = &after[end + 1..];
        } else {
            out.push('&');
            rest = after;
        }
    }
    out + rest
}

/// The text without the signs Markdown puts around words: `**`, `__`, `~~`, backquotes, and single `*` and `_` at the
/// edges of words.
fn without_emphasis(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "").replace("~~", "").replace('`', "");
    let characters: Vec<char> = text.chars().collect();
    let is_word =
        |at: Option<usize>| at.and_then(|at| characters.get(at)).is_some_and(|character| character.is_alphanumeric());
    let is_sign = |at: usize| {
        // A star between spaces multiplies, an underscore between letters joins: both are text.
        matches!(characters[at], '*' | '_') && is_word(at.checked_sub(1)) != is_word(Some(at + 1))
    };
    (0..characters.len()).filter(|at| !is_sign(*at)).map(|at| characters[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_reduced_to_its_words() {
        for (raw, words) in [
            ("Plain words.", "Plain words."),
            ("  Two\n\nparagraphs\tand a tab ", "Two paragraphs and a tab"),
            ("<p>Ask <b>who</b> pays</p><p>and why</p>", "Ask who pays and why"),
            ("One<br/>two <!-- never --> three", "One two three"),
            ("Safe<script>alert('x')</script> and <STYLE>p{}</STYLE>sound", "Safe and sound"),
            ("a < b and c > d", "a < b and c > d"),
            ("Salt &amp; pepper, &lt;b&gt;, &#8364; &#x20AC; &unknown; &", "Salt & pepper, <b>, € € &unknown; &"),
            ("**Bold**, *soft*, _under_, ~~gone~~ and `code`", "Bold, soft, under, gone and code"),
            ("snake_case and 2 * 3 stay", "snake_case and 2 * 3 stay"),
            ("# Heading\n- first\n* second\n12. third\n> said", "Heading first second third said"),
            ("#1 in 2024. Nothing", "#1 in 2024. Nothing"),
            ("See [the map](https://example.org/a_b) ![alone](x.png) [open", "See the map alone [open"),
            ("\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7}and \u{9b}2Jclear\u{7}", "red and clear"),
            ("left\u{202e}right\u{200b}\u{feff}\0", "leftright"),
            ("漢字 と 👩\u{200d}👩\u{200d}👧", "漢字 と 👩\u{200d}👩\u{200d}👧"),
        ] {
            assert_eq!(plain(raw).as_deref(), Some(words), "{raw:?}");
        }
    }

    #[test]
    fn nothing_and_far_too_much_are_no_text() {
        assert_eq!(plain("\u{202a}\u{e0100}"), None);
        for raw in
            [String::new(), " \n\t".into(), "<br>".into(), "\u{200b}".into(), "x".repeat(MAX_TEXT_CHARACTERS + 1)]
        {
            assert_eq!(plain(&raw), None);
        }
        assert_eq!(plain(&"<".repeat(1 << 24)), None);
        assert!(plain(&"x".repeat(MAX_TEXT_CHARACTERS)).is_some());
    }

    proptest::proptest! {
        #[test]
        fn nothing_that_acts_comes_through(raw in "(?s)[\\PC\\x00-\\x1f\\x{7f}-\\x{9f}\\x{202a}-\\x{202e}<>&#;*_`\\[\\]()!a-z]{0,80}") {
            if let Some(words) = plain(&raw) {
                proptest::prop_assert!(words.char_indices().all(|(at, _)| invisible(&words, at).is_none()));
                proptest::prop_assert!(!words.contains('\n') && words.trim() == words);
            }
        }
    }
}
